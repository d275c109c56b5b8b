import{_ as e,a as t,c as n,d as r,f as i,g as a,h as o,i as s,l as c,m as l,n as u,o as d,p as f,r as p,s as m,t as h,u as g}from"./heating-pad-shared.js";var _=globalThis,v=_.ShadowRoot&&(_.ShadyCSS===void 0||_.ShadyCSS.nativeShadow)&&`adoptedStyleSheets`in Document.prototype&&`replace`in CSSStyleSheet.prototype,ee=Symbol(),te=new WeakMap,y=class{constructor(e,t,n){if(this._$cssResult$=!0,n!==ee)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(v&&e===void 0){let n=t!==void 0&&t.length===1;n&&(e=te.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),n&&te.set(t,e))}return e}toString(){return this.cssText}},ne=e=>new y(typeof e==`string`?e:e+``,void 0,ee),b=(e,...t)=>new y(e.length===1?e[0]:t.reduce((t,n,r)=>t+(e=>{if(!0===e._$cssResult$)return e.cssText;if(typeof e==`number`)return e;throw Error(`Value passed to 'css' function must be a 'css' function result: `+e+`. Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.`)})(n)+e[r+1],e[0]),e,ee),re=(e,t)=>{if(v)e.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let n of t){let t=document.createElement(`style`),r=_.litNonce;r!==void 0&&t.setAttribute(`nonce`,r),t.textContent=n.cssText,e.appendChild(t)}},ie=v?e=>e:e=>e instanceof CSSStyleSheet?(e=>{let t=``;for(let n of e.cssRules)t+=n.cssText;return ne(t)})(e):e,{is:ae,defineProperty:oe,getOwnPropertyDescriptor:se,getOwnPropertyNames:ce,getOwnPropertySymbols:le,getPrototypeOf:ue}=Object,x=globalThis,de=x.trustedTypes,fe=de?de.emptyScript:``,pe=x.reactiveElementPolyfillSupport,S=(e,t)=>e,me={toAttribute(e,t){switch(t){case Boolean:e=e?fe:null;break;case Object:case Array:e=e==null?e:JSON.stringify(e)}return e},fromAttribute(e,t){let n=e;switch(t){case Boolean:n=e!==null;break;case Number:n=e===null?null:Number(e);break;case Object:case Array:try{n=JSON.parse(e)}catch{n=null}}return n}},he=(e,t)=>!ae(e,t),ge={attribute:!0,type:String,converter:me,reflect:!1,useDefault:!1,hasChanged:he};Symbol.metadata??=Symbol(`metadata`),x.litPropertyMetadata??=new WeakMap;var C=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=ge){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let n=Symbol(),r=this.getPropertyDescriptor(e,n,t);r!==void 0&&oe(this.prototype,e,r)}}static getPropertyDescriptor(e,t,n){let{get:r,set:i}=se(this.prototype,e)??{get(){return this[t]},set(e){this[t]=e}};return{get:r,set(t){let a=r==null?void 0:r.call(this);i==null||i.call(this,t),this.requestUpdate(e,a,n)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??ge}static _$Ei(){if(this.hasOwnProperty(S(`elementProperties`)))return;let e=ue(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(S(`finalized`)))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(S(`properties`))){let e=this.properties,t=[...ce(e),...le(e)];for(let n of t)this.createProperty(n,e[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[e,n]of t)this.elementProperties.set(e,n)}this._$Eh=new Map;for(let[e,t]of this.elementProperties){let n=this._$Eu(e,t);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let n=new Set(e.flat(1/0).reverse());for(let e of n)t.unshift(ie(e))}else e!==void 0&&t.push(ie(e));return t}static _$Eu(e,t){let n=t.attribute;return!1===n?void 0:typeof n==`string`?n:typeof e==`string`?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){var e;this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),(e=this.constructor.l)==null||e.forEach(e=>e(this))}addController(e){var t;(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&((t=e.hostConnected)==null||t.call(e))}removeController(e){var t;(t=this._$EO)==null||t.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let n of t.keys())this.hasOwnProperty(n)&&(e.set(n,this[n]),delete this[n]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return re(e,this.constructor.elementStyles),e}connectedCallback(){var e;this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),(e=this._$EO)==null||e.forEach(e=>{var t;return(t=e.hostConnected)==null?void 0:t.call(e)})}enableUpdating(e){}disconnectedCallback(){var e;(e=this._$EO)==null||e.forEach(e=>{var t;return(t=e.hostDisconnected)==null?void 0:t.call(e)})}attributeChangedCallback(e,t,n){this._$AK(e,n)}_$ET(e,t){let n=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,n);if(r!==void 0&&!0===n.reflect){var i;let a=(((i=n.converter)==null?void 0:i.toAttribute)===void 0?me:n.converter).toAttribute(t,n.type);this._$Em=e,a==null?this.removeAttribute(r):this.setAttribute(r,a),this._$Em=null}}_$AK(e,t){let n=this.constructor,r=n._$Eh.get(e);if(r!==void 0&&this._$Em!==r){var i,a;let e=n.getPropertyOptions(r),o=typeof e.converter==`function`?{fromAttribute:e.converter}:((i=e.converter)==null?void 0:i.fromAttribute)===void 0?me:e.converter;this._$Em=r;let s=o.fromAttribute(t,e.type);this[r]=s??((a=this._$Ej)==null?void 0:a.get(r))??s,this._$Em=null}}requestUpdate(e,t,n,r=!1,i){if(e!==void 0){var a;let o=this.constructor;if(!1===r&&(i=this[e]),n??=o.getPropertyOptions(e),!((n.hasChanged??he)(i,t)||n.useDefault&&n.reflect&&i===((a=this._$Ej)==null?void 0:a.get(e))&&!this.hasAttribute(o._$Eu(e,n))))return;this.C(e,t,n)}!1===this.isUpdatePending&&(this._$ES=this._$EP())}C(e,t,{useDefault:n,reflect:r,wrapped:i},a){n&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,a??t??this[e]),!0!==i||a!==void 0)||(this._$AL.has(e)||(this.hasUpdated||n||(t=void 0),this._$AL.set(e,t)),!0===r&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[e,t]of this._$Ep)this[e]=t;this._$Ep=void 0}let e=this.constructor.elementProperties;if(e.size>0)for(let[t,n]of e){let{wrapped:e}=n,r=this[t];!0!==e||this._$AL.has(t)||r===void 0||this.C(t,void 0,n,r)}}let e=!1,t=this._$AL;try{var n;e=this.shouldUpdate(t),e?(this.willUpdate(t),(n=this._$EO)==null||n.forEach(e=>{var t;return(t=e.hostUpdate)==null?void 0:t.call(e)}),this.update(t)):this._$EM()}catch(t){throw e=!1,this._$EM(),t}e&&this._$AE(t)}willUpdate(e){}_$AE(e){var t;(t=this._$EO)==null||t.forEach(e=>{var t;return(t=e.hostUpdated)==null?void 0:t.call(e)}),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(e){}firstUpdated(e){}};C.elementStyles=[],C.shadowRootOptions={mode:`open`},C[S(`elementProperties`)]=new Map,C[S(`finalized`)]=new Map,pe==null||pe({ReactiveElement:C}),(x.reactiveElementVersions??=[]).push(`2.1.2`);var _e=globalThis,ve=e=>e,ye=_e.trustedTypes,be=ye?ye.createPolicy(`lit-html`,{createHTML:e=>e}):void 0,xe=`$lit$`,w=`lit$${Math.random().toFixed(9).slice(2)}$`,Se=`?`+w,Ce=`<${Se}>`,T=document,E=()=>T.createComment(``),D=e=>e===null||typeof e!=`object`&&typeof e!=`function`,we=Array.isArray,Te=e=>we(e)||typeof(e==null?void 0:e[Symbol.iterator])==`function`,Ee=`[ 	
\f\r]`,O=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,De=/-->/g,Oe=/>/g,k=RegExp(`>|${Ee}(?:([^\\s"'>=/]+)(${Ee}*=${Ee}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`,`g`),ke=/'/g,Ae=/"/g,je=/^(?:script|style|textarea|title)$/i,Me=e=>(t,...n)=>({_$litType$:e,strings:t,values:n}),A=Me(1),j=Me(2),M=Symbol.for(`lit-noChange`),N=Symbol.for(`lit-nothing`),Ne=new WeakMap,P=T.createTreeWalker(T,129);function Pe(e,t){if(!we(e)||!e.hasOwnProperty(`raw`))throw Error(`invalid template strings array`);return be===void 0?t:be.createHTML(t)}var Fe=(e,t)=>{let n=e.length-1,r=[],i,a=t===2?`<svg>`:t===3?`<math>`:``,o=O;for(let t=0;t<n;t++){let n=e[t],s,c,l=-1,u=0;for(;u<n.length&&(o.lastIndex=u,c=o.exec(n),c!==null);)u=o.lastIndex,o===O?c[1]===`!--`?o=De:c[1]===void 0?c[2]===void 0?c[3]!==void 0&&(o=k):(je.test(c[2])&&(i=RegExp(`</`+c[2],`g`)),o=k):o=Oe:o===k?c[0]===`>`?(o=i??O,l=-1):c[1]===void 0?l=-2:(l=o.lastIndex-c[2].length,s=c[1],o=c[3]===void 0?k:c[3]===`"`?Ae:ke):o===Ae||o===ke?o=k:o===De||o===Oe?o=O:(o=k,i=void 0);let d=o===k&&e[t+1].startsWith(`/>`)?` `:``;a+=o===O?n+Ce:l>=0?(r.push(s),n.slice(0,l)+xe+n.slice(l)+w+d):n+w+(l===-2?t:d)}return[Pe(e,a+(e[n]||`<?>`)+(t===2?`</svg>`:t===3?`</math>`:``)),r]},Ie=class e{constructor({strings:t,_$litType$:n},r){let i;this.parts=[];let a=0,o=0,s=t.length-1,c=this.parts,[l,u]=Fe(t,n);if(this.el=e.createElement(l,r),P.currentNode=this.el.content,n===2||n===3){let e=this.el.content.firstChild;e.replaceWith(...e.childNodes)}for(;(i=P.nextNode())!==null&&c.length<s;){if(i.nodeType===1){if(i.hasAttributes())for(let e of i.getAttributeNames())if(e.endsWith(xe)){let t=u[o++],n=i.getAttribute(e).split(w),r=/([.?@])?(.*)/.exec(t);c.push({type:1,index:a,name:r[2],strings:n,ctor:r[1]===`.`?Be:r[1]===`?`?Ve:r[1]===`@`?He:ze}),i.removeAttribute(e)}else e.startsWith(w)&&(c.push({type:6,index:a}),i.removeAttribute(e));if(je.test(i.tagName)){let e=i.textContent.split(w),t=e.length-1;if(t>0){i.textContent=ye?ye.emptyScript:``;for(let n=0;n<t;n++)i.append(e[n],E()),P.nextNode(),c.push({type:2,index:++a});i.append(e[t],E())}}}else if(i.nodeType===8){if(i.data===Se)c.push({type:2,index:a});else{let e=-1;for(;(e=i.data.indexOf(w,e+1))!==-1;)c.push({type:7,index:a}),e+=w.length-1}}a++}}static createElement(e,t){let n=T.createElement(`template`);return n.innerHTML=e,n}};function F(e,t,n=e,r){var i,a;if(t===M)return t;let o=r===void 0?n._$Cl:(i=n._$Co)==null?void 0:i[r],s=D(t)?void 0:t._$litDirective$;return(o==null?void 0:o.constructor)!==s&&(o==null||(a=o._$AO)==null||a.call(o,!1),s===void 0?o=void 0:(o=new s(e),o._$AT(e,n,r)),r===void 0?n._$Cl=o:(n._$Co??=[])[r]=o),o!==void 0&&(t=F(e,o._$AS(e,t.values),o,r)),t}var Le=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:n}=this._$AD,r=((e==null?void 0:e.creationScope)??T).importNode(t,!0);P.currentNode=r;let i=P.nextNode(),a=0,o=0,s=n[0];for(;s!==void 0;){if(a===s.index){let t;s.type===2?t=new Re(i,i.nextSibling,this,e):s.type===1?t=new s.ctor(i,s.name,s.strings,this,e):s.type===6&&(t=new Ue(i,this,e)),this._$AV.push(t),s=n[++o]}a!==(s==null?void 0:s.index)&&(i=P.nextNode(),a++)}return P.currentNode=T,r}p(e){let t=0;for(let n of this._$AV)n!==void 0&&(n.strings===void 0?n._$AI(e[t]):(n._$AI(e,n,t),t+=n.strings.length-2)),t++}},Re=class e{get _$AU(){var e;return((e=this._$AM)==null?void 0:e._$AU)??this._$Cv}constructor(e,t,n,r){this.type=2,this._$AH=N,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=n,this.options=r,this._$Cv=(r==null?void 0:r.isConnected)??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&(e==null?void 0:e.nodeType)===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=F(this,e,t),D(e)?e===N||e==null||e===``?(this._$AH!==N&&this._$AR(),this._$AH=N):e!==this._$AH&&e!==M&&this._(e):e._$litType$===void 0?e.nodeType===void 0?Te(e)?this.k(e):this._(e):this.T(e):this.$(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==N&&D(this._$AH)?this._$AA.nextSibling.data=e:this.T(T.createTextNode(e)),this._$AH=e}$(e){var t;let{values:n,_$litType$:r}=e,i=typeof r==`number`?this._$AC(e):(r.el===void 0&&(r.el=Ie.createElement(Pe(r.h,r.h[0]),this.options)),r);if(((t=this._$AH)==null?void 0:t._$AD)===i)this._$AH.p(n);else{let e=new Le(i,this),t=e.u(this.options);e.p(n),this.T(t),this._$AH=e}}_$AC(e){let t=Ne.get(e.strings);return t===void 0&&Ne.set(e.strings,t=new Ie(e)),t}k(t){we(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,r,i=0;for(let a of t)i===n.length?n.push(r=new e(this.O(E()),this.O(E()),this,this.options)):r=n[i],r._$AI(a),i++;i<n.length&&(this._$AR(r&&r._$AB.nextSibling,i),n.length=i)}_$AR(e=this._$AA.nextSibling,t){var n;for((n=this._$AP)==null||n.call(this,!1,!0,t);e!==this._$AB;){let t=ve(e).nextSibling;ve(e).remove(),e=t}}setConnected(e){var t;this._$AM===void 0&&(this._$Cv=e,(t=this._$AP)==null||t.call(this,e))}},ze=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,n,r,i){this.type=1,this._$AH=N,this._$AN=void 0,this.element=e,this.name=t,this._$AM=r,this.options=i,n.length>2||n[0]!==``||n[1]!==``?(this._$AH=Array(n.length-1).fill(new String),this.strings=n):this._$AH=N}_$AI(e,t=this,n,r){let i=this.strings,a=!1;if(i===void 0)e=F(this,e,t,0),a=!D(e)||e!==this._$AH&&e!==M,a&&(this._$AH=e);else{let r=e,o,s;for(e=i[0],o=0;o<i.length-1;o++)s=F(this,r[n+o],t,o),s===M&&(s=this._$AH[o]),a||=!D(s)||s!==this._$AH[o],s===N?e=N:e!==N&&(e+=(s??``)+i[o+1]),this._$AH[o]=s}a&&!r&&this.j(e)}j(e){e===N?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??``)}},Be=class extends ze{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===N?void 0:e}},Ve=class extends ze{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==N)}},He=class extends ze{constructor(e,t,n,r,i){super(e,t,n,r,i),this.type=5}_$AI(e,t=this){if((e=F(this,e,t,0)??N)===M)return;let n=this._$AH,r=e===N&&n!==N||e.capture!==n.capture||e.once!==n.once||e.passive!==n.passive,i=e!==N&&(n===N||r);r&&this.element.removeEventListener(this.name,this,n),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){var t;typeof this._$AH==`function`?this._$AH.call(((t=this.options)==null?void 0:t.host)??this.element,e):this._$AH.handleEvent(e)}},Ue=class{constructor(e,t,n){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(e){F(this,e)}},We=_e.litHtmlPolyfillSupport;We==null||We(Ie,Re),(_e.litHtmlVersions??=[]).push(`3.3.3`);var Ge=(e,t,n)=>{let r=(n==null?void 0:n.renderBefore)??t,i=r._$litPart$;if(i===void 0){let e=(n==null?void 0:n.renderBefore)??null;r._$litPart$=i=new Re(t.insertBefore(E(),e),e,void 0,n??{})}return i._$AI(e),i},Ke,I=globalThis,L=class extends C{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Ge(t,this.renderRoot,this.renderOptions)}connectedCallback(){var e;super.connectedCallback(),(e=this._$Do)==null||e.setConnected(!0)}disconnectedCallback(){var e;super.disconnectedCallback(),(e=this._$Do)==null||e.setConnected(!1)}render(){return M}};L._$litElement$=!0,L.finalized=!0,(Ke=I.litElementHydrateSupport)==null||Ke.call(I,{LitElement:L});var qe=I.litElementPolyfillSupport;qe==null||qe({LitElement:L}),(I.litElementVersions??=[]).push(`4.2.2`);var R=b`
  :host {
    --hp-heat: #b93a06;
    --hp-on-heat: #ffffff;
    --hp-stop: #b3261e;
    --hp-on-stop: #ffffff;
    --hp-good: #1b6e36;
    --hp-line: var(--divider-color, #c8c8c8);
    --hp-text: var(--primary-text-color, #141414);
    --hp-soft: var(--secondary-text-color, #5e5e5e);
    --hp-back: var(--ha-card-background, var(--card-background-color, #ffffff));
    --hp-field: rgba(120, 120, 120, 0.12);
    --hp-target: 44px;
  }
  :host([dark]) {
    --hp-heat: #ff9b6a;
    --hp-on-heat: #2b0e00;
    --hp-stop: #ffb4ab;
    --hp-on-stop: #480003;
    --hp-good: #8fd6a3;
  }
  :host([kiosk]) {
    --hp-target: 56px;
    font-size: 1.25em;
  }
`,z=b`
  :host {
    display: block;
    color: var(--hp-text);
  }
  * {
    box-sizing: border-box;
  }
  ha-card {
    display: block;
    height: 100%;
    overflow: hidden;
  }
  .card {
    padding: 16px;
    display: flex;
    flex-direction: column;
    gap: 14px;
    line-height: 1.4;
  }
  :host,
  .card > * {
    min-width: 0;
  }
  h2 {
    margin: 0;
    font-size: 1.25em;
    font-weight: 500;
    overflow-wrap: anywhere;
  }
  h3 {
    margin: 0;
    font-size: 1em;
    font-weight: 500;
  }
  p {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .soft {
    color: var(--hp-soft);
    font-size: 0.9em;
  }
  button,
  select,
  summary,
  input[type="text"],
  textarea {
    font: inherit;
    color: inherit;
    min-height: var(--hp-target);
  }
  button {
    border: 1px solid var(--hp-line);
    border-radius: 12px;
    background: var(--hp-field);
    padding: 8px 16px;
    cursor: pointer;
    touch-action: manipulation;
  }
  button:disabled {
    cursor: default;
    color: var(--hp-soft);
    border-style: dashed;
  }
  button.start {
    background: var(--hp-heat);
    color: var(--hp-on-heat);
    border-color: transparent;
    font-weight: 500;
    font-size: 1.1em;
  }
  button.stop {
    background: var(--hp-stop);
    color: var(--hp-on-stop);
    border-color: transparent;
    font-weight: 600;
    font-size: 1.15em;
    min-height: max(var(--hp-target), 52px);
  }
  button.stop.quiet {
    background: none;
    color: var(--hp-stop);
    border: 2px solid var(--hp-stop);
  }
  button.small {
    min-height: min(var(--hp-target), 48px);
    padding: 4px 12px;
  }
  button:focus-visible,
  select:focus-visible,
  summary:focus-visible,
  input:focus-visible,
  textarea:focus-visible,
  .chip input:focus-visible + span {
    outline: 3px solid var(--hp-text);
    outline-offset: 2px;
  }
  select,
  input[type="text"],
  textarea {
    color: var(--hp-text);
    border: 1px solid var(--hp-soft);
    border-radius: 10px;
    background: var(--hp-back);
    padding: 6px 10px;
    max-width: 100%;
  }
  summary {
    cursor: pointer;
    display: flex;
    align-items: center;
    gap: 8px;
    border-radius: 8px;
  }
  summary::before {
    content: "▸";
    content: "▸" / "";
  }
  details[open] > summary::before {
    content: "▾";
    content: "▾" / "";
  }
  fieldset {
    border: 0;
    margin: 0;
    padding: 0;
    min-width: 0;
  }
  legend {
    padding: 0;
    margin-block-end: 6px;
    color: var(--hp-soft);
    font-size: 0.9em;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .chip {
    position: relative;
    flex: 1 1 auto;
    min-width: var(--hp-target);
  }
  .chip input {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .chip span {
    display: flex;
    align-items: center;
    justify-content: center;
    min-height: var(--hp-target);
    padding: 4px 10px;
    border: 1px solid var(--hp-soft);
    border-radius: 12px;
    text-align: center;
  }
  .chip input:checked + span {
    border-color: var(--hp-heat);
    box-shadow: inset 0 0 0 2px var(--hp-heat);
    font-weight: 600;
  }
  .chip input:checked + span::before {
    content: "✓";
    content: "✓" / "";
    margin-inline-end: 6px;
  }
  .notice {
    border: 1px solid var(--hp-soft);
    border-radius: 12px;
    padding: 10px 14px;
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
  }
  .notice.strong {
    border: 2px solid var(--hp-stop);
    font-weight: 500;
  }
  .help p {
    max-width: 60ch;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  table {
    border-collapse: collapse;
    width: 100%;
    font-size: 0.9em;
  }
  th,
  td {
    text-align: start;
    padding: 4px 8px 4px 0;
    border-block-end: 1px solid var(--hp-line);
    vertical-align: top;
    overflow-wrap: anywhere;
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      transition: none !important;
      animation: none !important;
    }
  }
`,Je,Ye=[{site:`shoulder`,x:26,y:24},{site:`arm`,x:83,y:37},{site:`abdomen`,x:50,y:38},{site:`hand`,x:15,y:50},{site:`hip`,x:66,y:51},{site:`leg`,x:41,y:62},{site:`knee`,x:61,y:73},{site:`foot`,x:41,y:92}],Xe=[{site:`neck`,x:50,y:15},{site:`upper_back`,x:50,y:29},{site:`lower_back`,x:50,y:45}],Ze=class extends L{constructor(){super(),this.toggle=e=>{let{site:t}=e.currentTarget.dataset;this.dispatchEvent(new CustomEvent(`site-toggled`,{detail:t}))},this.chosen=new Set}render(){return A`<div class="figures">${this.figure(Ye,`front`)} ${this.figure(Xe,`back`)}</div>`}figure(e,t){let{hass:n}=this;return A`<figure>
      <div class="body">
        ${Qe}
        ${e.map(({site:e,x:t,y:r})=>A`<button
              type="button"
              style="left:${t}%;top:${r}%"
              data-site=${e}
              aria-pressed=${this.chosen.has(e)?`true`:`false`}
              aria-label=${n===void 0?e:g(n,`sites`,e)}
              title=${n===void 0?e:g(n,`sites`,e)}
              @click=${this.toggle}
            >
              <span aria-hidden="true">${this.chosen.has(e)?`✓`:``}</span>
            </button>`)}
      </div>
      <figcaption>${n===void 0?``:o(n,t)}</figcaption>
    </figure>`}};Je=Ze,Je.properties={hass:{attribute:!1},chosen:{attribute:!1}},Je.styles=[z,b`
      .figures {
        display: flex;
        justify-content: center;
        gap: 12px;
        direction: ltr;
      }
      figure {
        margin: 0;
        flex: 0 1 168px;
        min-width: 0;
      }
      .body {
        position: relative;
        aspect-ratio: 1 / 2;
      }
      figcaption {
        text-align: center;
        font-size: 0.85em;
        color: var(--hp-soft);
      }
      svg {
        width: 100%;
        height: 100%;
        fill: var(--hp-field);
        stroke: var(--hp-soft);
        stroke-width: 1.5;
      }
      button {
        position: absolute;
        transform: translate(-50%, -50%);
        width: var(--hp-target);
        height: var(--hp-target);
        min-height: 0;
        padding: 0;
        border: 0;
        background: none;
        border-radius: 50%;
      }
      button span {
        display: block;
        width: 26px;
        height: 26px;
        margin: auto;
        line-height: 22px;
        border: 2px dashed var(--hp-soft);
        border-radius: 50%;
        font-weight: 700;
      }
      button[aria-pressed="true"] span {
        border: 2px solid var(--hp-heat);
        background: var(--hp-heat);
        color: var(--hp-on-heat);
      }
    `];var Qe=A`<svg viewBox="0 0 100 200" aria-hidden="true">
  ${j`<circle cx="50" cy="16" r="12"></circle>
  <path d="M43 28v6C30 36 24 40 22 50L12 98c-1 8 7 9 9 2l9-34v34c0 30 2 55 6 88 1 8 12 8 12 0l2-72 2 72c0 8 11 8 12 0
    4-33 6-58 6-88V66l9 34c2 7 10 6 9-2L78 50c-2-10-8-14-21-16v-6z"></path>`}
</svg>`,$e=1.5/60;function et(e,t,n,r){return rt(Math.min(t,n),n,e+180,e+r)}function tt(e,t,n){let r=nt(e,t);return n<=r?{...e,fromC:n,goalC:n,slope:$e}:rt(r,n,Math.max(t,e.riseFromS),e.notBeforeS)}function nt(e,t){let n=Math.max(t-e.riseFromS,0);return Math.min(e.goalC,e.fromC+e.slope*n)}function rt(e,t,n,r){let i=$e;return t>e&&r>n&&(i=Math.min(i,(t-e)/(r-n))),{fromC:e,goalC:t,riseFromS:n,slope:i,notBeforeS:r}}var it=[`ramp`,`hold`,`paused`],at=15e3,ot=4,st=12e4,ct={usual:2.5,least:.3,most:6},lt=0xe8d4a51000;function ut(e){let t,n;for(let i=e.length-1;i>=0;i--){let a=e[i];if(a===void 0)break;if(it.includes(a.value)){var r;t=n===void 0?(r=e[i+1])==null?void 0:r.at:t,n=a.at}else if(n!==void 0)break}return n===void 0?void 0:{from:n,to:t}}function dt(e,t){let n=ut(e.phases);if(n===void 0)return;let{from:r}=n,i=n.to!==void 0,a=n.to??t.now,o=i?Math.max(a,r+at):Math.max(t.endsAt??t.now,t.now,r+at),s=ft(e,t,r,o,i?a:void 0),c=e.temperatures.filter(e=>e.at>=r-at&&e.at<=a),l=i?[]:pt(c,s,t.now,o),u=[...s,...c,...l].map(e=>e.valueC);if(u.length===0)return;let d=Math.floor(Math.min(...u)),f=Math.ceil(Math.max(...u));if(f-d<ot){let e=ot-(f-d);d-=Math.ceil(e/2),f+=Math.floor(e/2)}return{from:r,to:o,now:a,lowestC:d,highestC:f,programme:s,actual:c,expected:l,pulses:ht(e.relay,r,a)}}function ft(e,t,n,r,i){let a=[...e.phases.filter(({at:e})=>e>=n),...e.goalsC.filter(({at:e})=>e>n)],o=new Set(a.map(({at:e})=>e));for(let e=n;e<r;e+=at)o.add(e);o.add(r);let s=[],c,l=!1;for(let n of[...o].sort((e,t)=>e-t)){var u;if(n>r||i!==void 0&&n>i)break;let a=gt(e.phases,n),o=gt(e.goalsC,n)??((u=e.goalsC[0])==null?void 0:u.value),d=a===`ramp`||a===`hold`;o!==void 0&&(d&&!l?c=et(n/1e3,t.lowC,o,t.rampS):d&&c!==void 0&&c.goalC!==o&&(c=tt(c,n/1e3,o)),l=d,l&&c!==void 0&&s.push({at:n,valueC:nt(c,n/1e3)}))}return s}function pt(e,t,n,r){let i=e[e.length-1],a=t.filter(e=>e.at>n);if(i===void 0||a.length===0)return[];let o=mt(e,n)/6e4,s=[{at:n,valueC:i.valueC}],{valueC:c}=i,l=n;for(let e of a){let t=c-ct.least*((e.at-l)/6e4),n=c+o*(e.at-l);c=Math.min(Math.max(e.valueC,t),n),l=e.at,s.push({at:Math.min(e.at,r),valueC:c})}return s}function mt(e,t){let n=e.filter(e=>e.at>=t-st),[r,i]=[n[0],n[n.length-1]];if(r===void 0||i===void 0||i.at-r.at<st/4)return ct.usual;let a=(i.valueC-r.valueC)/(i.at-r.at)*6e4;return Math.min(Math.max(a,ct.least),ct.most)}function ht(e,t,n){let r=[];return e.forEach((i,a)=>{var o;let s=Math.min(((o=e[a+1])==null?void 0:o.at)??n,n),c=Math.max(i.at,t);i.value&&s>c&&r.push({from:c,to:s})}),r}function gt(e,t){let n;for(let r of e){if(r.at>t)break;n=r.value}return n}function _t(e,t,n,r){return e.map(({at:e,valueC:i},a)=>{let o=B(e,t,n),s=r-(i-t.lowestC)/(t.highestC-t.lowestC)*r;return`${a===0?`M`:`L`}${o.toFixed(1)} ${s.toFixed(1)}`}).join(``)}function B(e,t,n){let r=(e-t.from)/(t.to-t.from);return Math.min(Math.max(r,0),1)*n}function vt(e,t){let n=[1,2,5,10,20,50].find(n=>(t-e)/n<=4)??lt,r=[];for(let i=Math.ceil(e/n)*n;i<=t;i+=n)r.push(i);return r}function yt(e){return e===void 0||e.state===`unavailable`||e.state===`unknown`}function V(e,t){return t===`°F`?(e-32)*5/9:e}function bt(e,t){return t===`°F`?e*9/5+32:e}function xt(e,t){return t===`°F`?e*9/5:e}function H(e){let t=typeof e==`string`&&e.trim()!==``?Number(e):e;return typeof t==`number`&&Number.isFinite(t)?t:void 0}function U(e){let t=typeof e==`string`?Date.parse(e):NaN;return Number.isFinite(t)?t:void 0}function St(e){if(typeof e!=`string`||!/^(\d+ days?, )?\d+:\d\d:\d\d$/.test(e))return;let[t=0,n=0,r=0]=e.replace(/^.*, /,``).split(`:`).map(Number).reverse();return(r*60+n)*60+t}function Ct(e){let t=Math.max(0,Math.ceil(e-.001)),[n=0,r=0,i=0]=[Math.floor(t/3600),Math.floor(t/60)%60,t%60],a=e=>String(e).padStart(2,`0`);return n>0?`${n}:${a(r)}:${a(i)}`:`${r}:${a(i)}`}var wt={comma_decimal:`en-US`,decimal_comma:`de`,space_comma:`fr`,quote_decimal:`de-CH`},Tt=new Map;function Et(e,t,n){let r={minimumFractionDigits:n,maximumFractionDigits:n,useGrouping:!1},i=t.number_format===`none`?`en-US`:wt[t.number_format??``]??t.language,a=`${i} ${n}`,o=Tt.get(a);return o===void 0&&(o=new Intl.NumberFormat(i,r),Tt.set(a,o)),o.format(e)}function Dt(e,t,n,r=1){return`${Et(bt(e,t),n,r)} ${t}`}function W(e,t,n){let r={hour:`numeric`,minute:`2-digit`};return(t.time_format===`12`||t.time_format===`24`)&&(r.hourCycle=t.time_format===`12`?`h12`:`h23`),jt(e,r,t,n)}function Ot(e,t,n){return jt(e,{day:`numeric`,month:`short`},t,n)}function kt(e,t,n){return jt(e,{weekday:`short`,day:`numeric`,month:`short`},t,n)}var At=new Map;function jt(e,t,n,r){let i=Mt(n,r),a=i===void 0?t:{...t,timeZone:i},o=JSON.stringify([n.language,a]),s=At.get(o);return s===void 0&&(s=new Intl.DateTimeFormat(n.language,a),At.set(o,s)),s.format(e)}function Mt(e,t){return e.time_zone===`server`?t:void 0}var Nt=[`low`,`medium`,`high`],Pt={measured:37,estimated:36},Ft=40,It=300,Lt=3e5,Rt=[`stopped`,`off_at_plug`,`plug_unavailable`,`restarted`,`shutdown`],zt=[`ramp`,`hold`,`paused`],Bt=[5,10,15,20,30];function G(e,t,n){var r,i,a,o,s;let c=n=>d(e,t.entities,n),l=e=>{let t=c(e);return yt(t)||t==null?void 0:t.state},u=e.config.unit_system.temperature,f=e=>{let t=H(e);return t===void 0?void 0:V(t,u)},p=c(`climate.climate`),m=c(`timer.session`),h=l(`sensor.phase`)??((p==null?void 0:p.state)===`heat`?`hold`:`off`),g=c(`sensor.pad_temperature`),_=(g==null?void 0:g.attributes.source)===`measured`,v=f(p==null?void 0:p.attributes.current_temperature),ee=g===void 0?void 0:Gt(g.state,g.attributes),te=f(p==null?void 0:p.attributes.max_temp)??Ft,y=c(`number.session_minutes`),ne=l(`select.level`),b=p==null?void 0:p.attributes.preset_modes,re=H(y==null?void 0:y.attributes.max)??15;return{name:n||t.name,available:!(yt(p)&&yt(c(`sensor.phase`))),phase:h,phaseSince:U((r=c(`sensor.phase`))==null?void 0:r.last_changed),running:zt.includes(h),open:zt.includes(h)||h===`waiting`,waitingFor:Kt(l(`sensor.waiting_for`)),blockedBy:Kt(l(`sensor.blocked_by`)),stopReason:l(`sensor.stop_reason`),fault:h===`fault`||l(`binary_sensor.fault`)===`on`,faultReason:qt((i=c(`binary_sensor.fault`))==null?void 0:i.attributes.reason),temperatureC:v??ee,estimated:v===void 0&&!_,goalC:f(p==null?void 0:p.attributes.temperature),minC:f(p==null?void 0:p.attributes.min_temp)??35,maxC:te,lowC:te>39?Pt.measured:Pt.estimated,rampS:(H(l(`number.ramp_minutes`))??It/60)*60,hasLevels:Array.isArray(b)&&b.length>0,level:Nt.find(e=>e===ne),endsAt:U(m==null?void 0:m.attributes.finishes_at)??U(l(`sensor.ends_at`)),readyAt:U(l(`sensor.ready_at`)),remainingS:St(m==null?void 0:m.attributes.remaining),durationS:St(m==null?void 0:m.attributes.duration),usualMin:Math.round(H(l(`number.session_minutes`))??re),longestMin:Math.floor(re),autoOff:l(`sensor.auto_off`),plugGrade:qt((a=c(`sensor.auto_off`))==null?void 0:a.attributes.plug_grade),usedBy:l(`select.used_by`),persons:Jt((o=c(`select.used_by`))==null?void 0:o.attributes.options),holdToStart:((s=c(`sensor.phase`))==null?void 0:s.attributes.confirm_start)===!0,resumeUntil:Wt(c(`event.session`),l(`sensor.stop_reason`)),heatedToday:H(l(`sensor.heated_today`)),sessionsToday:H(l(`sensor.sessions_today`))}}function Vt(e,t){if(e.phase===`paused`)return e.remainingS;if(e.running&&e.endsAt!==void 0)return Math.max((e.endsAt-t)/1e3,0)}function Ht(e,t){return e.phase===`stopping`&&e.phaseSince!==void 0&&t-e.phaseSince>1e4}function Ut(e){let t=new Set(Bt.filter(t=>t<=e.longestMin));return t.add(Math.min(e.usualMin,e.longestMin)),[...t].sort((e,t)=>e-t)}function K(e,t,n){if(e.goalC===void 0)return;let r=n===`°F`?5/9:.5,i=Math.min(Math.max(e.goalC+t*r,e.minC),e.maxC);return Math.abs(i-e.goalC)<.05?void 0:i}function Wt(e,t){let n=U(e==null?void 0:e.state);if(n!==void 0&&(e==null?void 0:e.attributes.event_type)===`stopped`)return t!==void 0&&Rt.includes(t)?n+Lt:void 0}function Gt(e,t){let n=H(e);return n===void 0?void 0:V(n,qt(t.unit_of_measurement)??`°C`)}function Kt(e){return e===`nothing`?void 0:e}function qt(e){return typeof e==`string`?e:void 0}function Jt(e){return Array.isArray(e)?e.filter(e=>typeof e==`string`):[]}var Yt=[`completed`,`stopped`],Xt=[`start`,`pad_button`,`barrier`,`awake`];function Zt(e,t,n){let r=$t(e,t),i=e.config.unit_system.temperature,a=t.phase===`paused`||!t.open&&t.resumeUntil!==void 0&&n<t.resumeUntil,o=Qt(e,t,n);return{alarm:o,question:r,refusal:t.open||o!==void 0?void 0:en(e,t,n),lastEnd:t.open||o!==void 0?void 0:nn(e,t),canStart:!t.open&&t.blockedBy===void 0&&!t.fault&&t.phase!==`testing`,canResume:a&&o===void 0,canPause:t.hasLevels&&(t.phase===`ramp`||t.phase===`hold`),canExtend:t.running,canSetGoal:t.hasLevels&&t.running&&K(t,1,i)!==K(t,-1,i)}}function Qt(e,t,n){if(t.fault){let n=t.faultReason??t.stopReason??`fault`;return{title:o(e,`fault_title`,{reason:a(e,`sensor.stop_reason`,n)}),text:f(e,`notice_ended_${n}`,{name:t.name})??o(e,`fault_do`),acknowledge:!0}}if(Ht(t,n))return{title:l(e,`stopping`),text:o(e,`off_unproved`),acknowledge:!1}}function $t(e,t){let n=t.waitingFor;if(n===void 0||!t.open)return;let r=n===`awake`&&t.running,i=Xt.includes(n),s=f(e,r?`message_check_in`:`message_waiting_${n}`,{name:t.name}),c=r?`question_check_in`:`question_${n}`;return{what:n,text:s??(i?o(e,c,{name:t.name}):a(e,`sensor.waiting_for`,n)),answer:f(e,`button_confirm_${n}`,{})??o(e,i?`answer_${n}`:`confirm`)}}function en(e,t,n){let r=t.blockedBy;if(r===void 0)return;let i=t.readyAt!==void 0&&t.readyAt>n,s=i&&t.readyAt!==void 0?Math.ceil((t.readyAt-n)/6e4):void 0,c={name:t.name,...s===void 0?{}:{minutes:s}},l=((r===`resting`||r===`daily_limit`)&&s===void 0?void 0:f(e,r,c))??o(e,`cannot_start`,{reason:a(e,`sensor.blocked_by`,r)});return i&&t.readyAt!==void 0?`${l} ${tn(e,t.readyAt)}`:l}function tn(e,t){return o(e,`ready_at`,{time:W(t,e.locale,e.config.time_zone)})}function nn(e,t){let n=t.stopReason;if(!(n===void 0||Yt.includes(n)))return f(e,`notice_ended_${n}`,{name:t.name})??o(e,`last_end`,{reason:a(e,`sensor.stop_reason`,n)})}function rn(e,t){return Dt(t,e.config.unit_system.temperature,e.locale)}function an(e,t){if(t.temperatureC===void 0)return t.hasLevels&&t.open?o(e,`no_temperature`):``;if(!t.estimated)return o(e,`measured`);let n=e.config.unit_system.temperature;return o(e,`estimate`,{span:`${Math.round(xt(8,n))} ${n}`})}function on(e,t){let n=[],r={verified:`auto_off_verified`,unverified:`auto_off_unverified`,failed:`auto_off_failed`,none:`auto_off_none`}[t.autoOff??``];if(r!==void 0&&n.push({text:o(e,r),good:t.autoOff===`verified`}),t.plugGrade!==void 0){let r=t.plugGrade===`measured`;n.push({text:o(e,r?`sees_stuck`:`blind_stuck`),good:r})}return n}var sn=300,cn=class{constructor(){this.soonTold=!1}next(e,t,n){let r=this.phase===void 0,i=Vt(t,n),a=t.running&&i!==void 0&&i<=sn&&i>0;if(t.phase!==this.phase){if(this.phase=t.phase,t.running||(this.soonTold=!1),r){this.soonTold=a;return}return`${t.name}: ${l(e,t.phase)}`}if(a&&!this.soonTold)return this.soonTold=!0,t.durationS!==void 0&&t.durationS<=sn?void 0:o(e,`five_left`,{name:t.name});a||(this.soonTold=!1)}},ln,q=320,un=110,dn=8,fn=class extends L{shouldUpdate(e){var t;let n=e.get(`hass`);return e.size>1||!e.has(`hass`)||(n==null?void 0:n.language)!==((t=this.hass)==null?void 0:t.language)}render(){let{hass:e,curve:t}=this;if(e===void 0||t===void 0)return N;let n=e.config.unit_system.temperature,r=t=>W(t,e.locale,e.config.time_zone),i=e=>98-(e-t.lowestC)/(t.highestC-t.lowestC)*98,a=vt(bt(t.lowestC,n),bt(t.highestC,n)),o=B(t.now,t,q),s=(e,n)=>n.length<2?N:j`<path class=${e} d=${_t(n,t,q,98)}></path>`;return A`<figure>
      <div dir="ltr">
        <div class="plot" role="img" aria-label=${this.spoken(e,t)}>
          <svg viewBox="0 0 ${q} ${un}" preserveAspectRatio="none" aria-hidden="true">
            ${a.map(e=>j`<path class="grid" d="M0 ${i(V(e,n)).toFixed(1)}H${q}"></path>`)}
            ${t.pulses.map(e=>j`<rect class="pulse" x=${B(e.from,t,q).toFixed(1)} y=${102}
                width=${Math.max(B(e.to,t,q)-B(e.from,t,q),.5).toFixed(1)}
                height=${dn}></rect>`)}
            <path class="now" d="M${o.toFixed(1)} 0V${un}"></path>
            ${s(`programme`,t.programme)} ${s(`expected`,t.expected)} ${s(`actual`,t.actual)}
          </svg>
          ${a.map(e=>A`<span class="tick" style="top:${(i(V(e,n))/un*100).toFixed(1)}%"
                >${e} ${n}</span
              >`)}
        </div>
        <div class="times"><span>${r(t.from)}</span><span>${r(t.to)}</span></div>
      </div>
      <figcaption class="legend">
        ${this.entry(`programme`,`curve_programme`)}
        ${this.entry(`actual`,this.estimated?`curve_estimated`:`curve_measured`)}
        ${t.expected.length>1?this.entry(`expected`,`curve_expected`):N}
        ${t.pulses.length>0?this.entry(`pulse`,`curve_relay`):N}
      </figcaption>
    </figure>`}entry(e,t){return A`<span
      ><svg viewBox="0 0 26 8" aria-hidden="true">${e===`pulse`?j`<rect class="pulse" x="0" y="0" width="26" height="8"></rect>`:j`<path class=${e} d="M0 4H26"></path>`}</svg>${this.hass?o(this.hass,t):``}</span
    >`}spoken(e,t){let n=t.actual[t.actual.length-1],r=gt(t.programme.map(({at:e,valueC:t})=>({at:e,value:t})),t.now),i=t=>t===void 0?o(e,`not_said`):rn(e,t);return o(e,`curve_spoken`,{from:W(t.from,e.locale,e.config.time_zone),to:W(t.to,e.locale,e.config.time_zone),now:i(n==null?void 0:n.valueC),programme:i(r)})}};ln=fn,ln.properties={hass:{attribute:!1},curve:{attribute:!1},estimated:{attribute:!1}},ln.styles=[z,b`
      figure {
        margin: 0;
      }
      .plot {
        position: relative;
        height: 9.5em;
        margin-inline-start: 3em;
      }
      svg {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        overflow: visible;
      }
      svg * {
        vector-effect: non-scaling-stroke;
        fill: none;
      }
      .grid {
        stroke: var(--hp-line);
        stroke-width: 1;
      }
      .now {
        stroke: var(--hp-soft);
        stroke-width: 1;
      }
      .programme {
        stroke: var(--hp-soft);
        stroke-width: 2;
        stroke-dasharray: 7 5;
      }
      .actual {
        stroke: var(--hp-heat);
        stroke-width: 3;
      }
      .expected {
        stroke: var(--hp-heat);
        stroke-width: 2;
        stroke-dasharray: 2 4;
      }
      svg .pulse {
        fill: var(--hp-soft);
        stroke: none;
      }
      .tick {
        position: absolute;
        inset-inline-end: calc(100% + 6px);
        transform: translateY(-50%);
        font-size: 0.75em;
        color: var(--hp-soft);
        white-space: nowrap;
        font-variant-numeric: tabular-nums;
      }
      .times {
        display: flex;
        justify-content: space-between;
        margin-inline-start: 3em;
        font-size: 0.75em;
        color: var(--hp-soft);
        padding-block-start: 4px;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 14px;
        font-size: 0.8em;
        padding-block-start: 8px;
      }
      .legend span {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      .legend svg {
        position: static;
        width: 26px;
        height: 8px;
      }
    `];var pn=1e3,mn=class{constructor(){this.low=-1/0,this.high=1/0}answered(e,t,n){!Number.isFinite(n)||t<e||(this.low=n-t,this.high=n+pn-e)}saw(e,t){Number.isFinite(e)&&(this.low=Math.max(this.low,e-t),this.high=Math.max(this.high,this.low))}forget(){this.low=-1/0,this.high=1/0}get offsetMs(){return this.high===1/0?Math.max(this.low,0):this.low<=0&&this.high>=0?0:(this.low+this.high)/2}now(e){return e+this.offsetMs}},hn=6e5,gn=new mn,_n=-1/0;function vn(){return gn.now(Date.now())}function yn(e){e!==void 0&&gn.saw(e,Date.now())}async function J(e,t=!1){let n=Date.now();if(!(!e.connected||!t&&Math.abs(n-_n)<hn)){_n=n;try{let e=await fetch(import.meta.url,{method:`HEAD`,cache:`no-store`}),t=Date.now(),r=e.headers.get(`date`);r!==null&&(gn.forget(),gn.answered(n,t,Date.parse(r)))}catch{}}}var Y=new Set,bn;function xn(e){Y.add(e),bn??=setInterval(()=>{for(let e of[...Y])e()},1e3)}function X(e){Y.delete(e),Y.size===0&&bn!==void 0&&(clearInterval(bn),bn=void 0)}function Sn(){return Y.size}var Cn,wn=class extends L{constructor(...e){super(...e),this.beat=()=>this.requestUpdate()}disconnectedCallback(){super.disconnectedCallback(),X(this.beat)}connectedCallback(){super.connectedCallback(),this.requestUpdate()}updated(){var e,t;(this.isConnected&&(((e=this.pad)==null?void 0:e.phase)===`ramp`||((t=this.pad)==null?void 0:t.phase)===`hold`)?xn:X)(this.beat)}render(){let{hass:e,pad:t}=this;if(e===void 0||t===void 0)return N;let n=Vt(t,vn()),r=n===void 0||!t.durationS?0:Math.min(n/t.durationS,1),i=t.endsAt!==void 0&&n!==void 0&&t.phase!==`paused`?t.endsAt:void 0;return A`<div class="dial ${t.phase}">
      <svg viewBox="0 0 200 200" aria-hidden="true">
        <circle cx="100" cy="100" r="92"></circle>
        ${r>0?j`<circle class="ring" cx="100" cy="100" r="92" pathLength="100"
                stroke-dasharray="${(r*100).toFixed(2)} 100"></circle>`:N}
      </svg>
      <div class="inside">
        <span class="phase">${l(e,t.phase)}</span>
        ${t.temperatureC===void 0?N:A`<span class="temperature">${rn(e,t.temperatureC)}</span>`}
        <span class="source">${an(e,t)}</span>
        ${t.goalC===void 0||!t.hasLevels?N:A`<span class="goal">${o(e,`goal`,{temperature:rn(e,t.goalC)})}</span>`}
        ${n===void 0?N:A`<span class="left"
                ><span class="unseen">${o(e,`time_left`)}</span> ${Tn(Ct(n),t.durationS)}</span
              >`}
        ${i===void 0?N:A`<span class="source"
                >${o(e,`ends`,{time:W(i,e.locale,e.config.time_zone)})}</span
              >`}
      </div>
    </div>`}};Cn=wn,Cn.properties={hass:{attribute:!1},pad:{attribute:!1}},Cn.styles=[z,b`
      .dial {
        position: relative;
        width: min(100%, 17em);
        margin-inline: auto;
      }
      svg {
        display: block;
        width: 100%;
      }
      circle {
        fill: none;
        stroke-width: 10;
        stroke: var(--hp-field);
      }
      .ring {
        stroke: var(--hp-heat);
        stroke-linecap: round;
        transform: rotate(-90deg);
        transform-origin: 50% 50%;
      }
      .paused .ring {
        stroke-dasharray: none;
        stroke: var(--hp-soft);
      }
      .inside {
        position: absolute;
        inset: 12%;
        display: flex;
        flex-direction: column;
        align-items: center;
        justify-content: center;
        text-align: center;
        gap: 2px;
        line-height: 1.2;
      }
      .phase {
        font-weight: 600;
      }
      .temperature {
        font-size: 2.1em;
        font-weight: 400;
        white-space: nowrap;
        font-variant-numeric: tabular-nums;
      }
      .left {
        font-size: 1.5em;
        font-weight: 500;
        font-variant-numeric: tabular-nums;
      }
      .source {
        font-size: 0.8em;
        color: var(--hp-soft);
        max-width: 11em;
      }
    `];function Tn(e,t){return e.padStart(Ct(t??0).length,` `)}var En=[`lower_back`,`upper_back`,`neck`,`shoulder`,`abdomen`,`hip`,`leg`,`knee`,`arm`,`hand`,`foot`,`other`],Dn=[`aching`,`burning`,`dull`,`numb`,`pins_and_needles`,`piercing`,`pricking`,`sore`,`spreading`,`stabbing`,`stinging`,`tender`,`throbbing`],On=[`now`,`before`,`after`,`later`,`day_average`],kn=[`normal`,`redness`,`redness_lasting`,`blister`],An=[`stretch`,`strength`,`walk`,`other`],jn=[`pain`,`checkup`,`activity`,`heat`];function Mn(e){return typeof e==`object`&&e?e:{}}function Z(e){return typeof e==`string`&&e!==``?e:void 0}function Nn(e){return Array.isArray(e)?e.filter(e=>typeof e==`string`):[]}function Pn(e){return Array.isArray(e)?e.map(H).filter(e=>e!==void 0):[]}function Fn(e){let t=Mn(e),n=U(t.at),r=Z(t.kind),i=Z(t.id);if(n===void 0||i===void 0||r===void 0||!jn.includes(r))return;let a=H(t.heated_s);return{id:i,kind:r,at:n,ended:U(t.ended),score:r===`pain`?H(t.score):void 0,moment:Z(t.moment),sites:Nn(t.sites),qualities:Nn(t.qualities),minutes:H(t.minutes)??(a===void 0?void 0:Math.round(a/60)),activity:Z(t.activity),source:Z(t.source),pad:Z(t.pad),skin:Z(t.skin),medication:Z(t.medication),note:Z(t.note)}}function In(e){let t=Mn(e),[n,r]=Pn(t.interval);return{n:H(t.n)??0,summary:Z(t.summary)??`nothing`,changes:Pn(t.changes),median:H(t.median),low:H(t.low),high:H(t.high),mean:H(t.mean),interval:n===void 0||r===void 0?void 0:[n,r],meaningful:H(t.meaningful)??0}}function Ln(e){let t=Mn(e),n=Mn(t.report);return{entries:(Array.isArray(t.entries)?t.entries.map(Fn):[]).filter(e=>e!==void 0).sort((e,t)=>e.at-t.at),average:H(n.average),afterHeat:In(n.after_heat),withoutHeat:In(n.without_heat)}}var Rn=7;function zn(e,t,n,r){let i=e=>Math.min(Math.max((e-t)/(n-t),0),1),a=e.filter(e=>e.at>=t&&e.at<=n),o=a.filter(e=>e.score!==void 0),s=o.map(e=>e.score??0),c=e=>({x:i(e.at),width:i(e.ended??e.at+(e.minutes??0)*6e4)-i(e.at)}),l=Math.max(Math.ceil(r.length/Rn),1);return{dots:o.map(e=>({x:i(e.at),score:Math.min(Math.max(e.score??0,0),10),average:e.moment===`day_average`})),heats:a.filter(e=>e.kind===`heat`).map(c),moves:a.filter(e=>e.kind===`activity`).map(c),days:r.filter((e,i)=>e>=t&&e<=n&&(r.length-2-i)%l==0).map(e=>({at:e,x:i(e)})),scores:s.length,lowest:s.length===0?void 0:Math.min(...s),highest:s.length===0?void 0:Math.max(...s)}}function Bn(e,t,n){let r=[],i=9e5,a=Math.ceil(e/i)*i,o=n(a-i);for(;a<=t;){let e=n(a);e!==o&&(r.push(a),a+=819e5,o=e),a+=i}return r}function Vn(e,t){if(t.kind===`heat`){let n=o(e,`heat_minutes`,{minutes:t.minutes??0}),r=t.pad??(t.source===void 0?void 0:Hn(e,t.source));return r===void 0?[n]:[n,r]}if(t.kind===`activity`){let n=g(e,`activity_kind`,t.activity??`other`);return[o(e,`activity_minutes`,{kind:n,minutes:t.minutes??0})]}return t.kind===`checkup`?[o(e,`checkup`)]:[t.moment===void 0||t.moment===`now`?void 0:g(e,`moment`,t.moment),...t.sites.map(t=>g(e,`sites`,t)),...t.qualities.map(t=>g(e,`qualities`,t)),t.skin===void 0?void 0:`${o(e,`skin`)}: ${g(e,`skin`,t.skin)}`,t.activity,t.medication,t.note].filter(e=>e!==void 0)}function Hn(e,t){return f(e,`message_source_${t}`,{})??g(e,`pack_type`,t)}function Un(e,t,n){let r=Et(Math.abs(e),t,n);return Number(Math.abs(e).toFixed(n))===0?r:`${e<0?`−`:`+`}${r}`}function Wn(e,t){let{afterHeat:n,withoutHeat:r,average:i}=t,a=[],s=t=>t===void 0?o(e,`not_said`):Un(t,e.locale,1),c=t=>t===void 0?o(e,`not_said`):Un(t,e.locale,0);i!==void 0&&a.push(o(e,`summary_average`,{value:Et(i,e.locale,1)}));let{n:l}=n,u=n.changes.map(c).join(`, `);if(n.summary===`mean`){var d,f;a.push(o(e,`summary_mean`,{n:l,mean:s(n.mean),from:s((d=n.interval)==null?void 0:d[0]),to:s((f=n.interval)==null?void 0:f[1])}),o(e,`noticeably`,{meaningful:n.meaningful,n:l}))}else if(n.summary===`median`){let{low:t,high:r}=n;a.push(o(e,`summary_median`,{n:l,median:s(n.median),low:c(t),high:c(r)}))}else a.push(l===0?o(e,`summary_nothing`):o(e,`summary_list`,{n:l,list:u}));return r.median!==void 0&&a.push(o(e,`summary_without`,{n:r.n,value:s(r.mean??r.median)})),l>0&&a.push(o(e,`summary_caution`)),a}var Gn,Q=320,Kn=100,qn=10,Jn=128,Yn=class extends L{render(){var e,t;let{hass:n,chart:r}=this;if(n===void 0||r===void 0)return N;let i=e=>Kn-e/10*Kn,a=r.dots.map(({x:e,score:t},n)=>`${n===0?`M`:`L`}${(e*Q).toFixed(1)} ${i(t).toFixed(1)}`).join(``),s=r.days[r.days.length-1],c=r.days.length>1?(((e=r.days[1])==null?void 0:e.x)??1)-(((t=r.days[0])==null?void 0:t.x)??0):1;return A`<figure>
      <div dir="ltr">
        <div class="plot" role="img" aria-label=${this.spoken(n,r)}>
          <svg viewBox="0 0 ${Q} ${Jn}" preserveAspectRatio="none" aria-hidden="true">
            ${[0,5,10].map(e=>j`<path class="grid" d="M0 ${i(e)}H${Q}"></path>`)}
            ${a===``?N:j`<path class="line" d=${a}></path>`}
            ${r.heats.map(({x:e,width:t})=>j`<rect class="heat" x=${(e*Q).toFixed(1)} y=${106}
                width=${Math.max(t*Q,2).toFixed(1)} height=${qn}></rect>`)}
            ${r.moves.map(({x:e,width:t})=>j`<rect class="move" x=${(e*Q).toFixed(1)} y=${119}
                width=${Math.max(t*Q,4).toFixed(1)} height=${qn/2}></rect>`)}
          </svg>
          ${r.dots.map(({x:e,score:t,average:n})=>A`<i
                class="dot ${n?`average`:``}"
                style="left:${(e*100).toFixed(2)}%;top:${(i(t)/Jn*100).toFixed(2)}%"
              ></i>`)}
          ${[0,5,10].map(e=>A`<span class="tick" style="top:${(i(e)/Jn*100).toFixed(1)}%">${e}</span>`)}
        </div>
        <div class="days" aria-hidden="true">
          ${r.days.map(({at:e,x:t})=>A`<span
                class="day"
                style="left:${(t*100).toFixed(2)}%;max-width:${((e===(s==null?void 0:s.at)?1-t:c)*100).toFixed(2)}%"
                >${Ot(e,n.locale,n.config.time_zone)}</span
              >`)}
        </div>
      </div>
      <figcaption class="legend">
        <span><i class="dot"></i>${o(n,`legend_score`)}</span>
        ${r.dots.some(({average:e})=>e)?A`<span><i class="dot average"></i>${o(n,`legend_average`)}</span>`:N}
        <span><i class="heat"></i>${o(n,`legend_heat`)}</span>
        <span><i class="move"></i>${o(n,`legend_move`)}</span>
      </figcaption>
    </figure>`}spoken(e,t){let n=t=>kt(t,e.locale,e.config.time_zone);return o(e,`chart_spoken`,{from:n(this.from),to:n(this.to),n:t.scores,low:t.lowest??o(e,`not_said`),high:t.highest??o(e,`not_said`),sessions:t.heats.length})}};Gn=Yn,Gn.properties={hass:{attribute:!1},chart:{attribute:!1},from:{attribute:!1},to:{attribute:!1}},Gn.styles=[z,b`
      figure {
        margin: 0;
      }
      .plot {
        position: relative;
        height: 12em;
        margin: 0.8em 0.6em 0 1.6em;
      }
      svg {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        overflow: visible;
      }
      .grid {
        stroke: var(--hp-line);
        vector-effect: non-scaling-stroke;
      }
      .line {
        fill: none;
        stroke: var(--hp-soft);
        stroke-width: 1.5;
        vector-effect: non-scaling-stroke;
      }
      .heat {
        fill: var(--hp-heat);
      }
      .move {
        fill: var(--hp-good);
      }
      .dot {
        position: absolute;
        width: 9px;
        height: 9px;
        margin: -4.5px 0 0 -4.5px;
        border-radius: 50%;
        background: var(--hp-text);
      }
      .dot.average {
        border-radius: 0;
        background: var(--hp-back);
        border: 2px solid var(--hp-text);
      }
      .tick,
      .day {
        position: absolute;
        font-size: 0.75em;
        color: var(--hp-soft);
        white-space: nowrap;
      }
      .tick {
        right: calc(100% + 6px);
        transform: translateY(-50%);
      }
      .days {
        position: relative;
        height: 1.6em;
        margin: 0 0.6em 0 1.6em;
      }
      .day {
        top: 4px;
        border-inline-start: 1px solid var(--hp-line);
        padding-inline-start: 3px;
        overflow: hidden;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 14px;
        font-size: 0.8em;
        padding-block-start: 8px;
      }
      .legend span {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      .legend i {
        position: static;
        margin: 0;
        display: inline-block;
      }
      .legend .heat,
      .legend .move {
        width: 6px;
        height: 11px;
        background: var(--hp-heat);
      }
      .legend .move {
        width: 12px;
        height: 5px;
        background: var(--hp-good);
      }
    `];var Xn=`0.1.0`,Zn,Qn;function $n(){return Zn===void 0||Zn===`0.1.0`?void 0:Zn}function er(e,t=!1){return(Qn===void 0||t)&&(Qn=e.callWS({type:`manifest/get`,integration:`heating_pad`}).then(e=>{Zn=e.version}).catch(()=>void 0)),Qn}var tr,nr={wide:480,widest:760},rr=class extends L{constructor(){super(),this.ticking=!1,this.ticked=()=>{this.hass!==void 0&&J(this.hass),this.beat()},this.ready=()=>{this.hass!==void 0&&(er(this.hass,!0).then(()=>this.requestUpdate()),J(this.hass,!0).then(()=>this.cameBack()))},this.visible=()=>{document.visibilityState===`visible`&&this.hass!==void 0&&J(this.hass,!0).then(()=>this.cameBack())},this.reload=()=>{location.reload()},this.size=``}setConfig(e){if(e.entity!==void 0&&typeof e.entity!=`string`)throw Error(`entity: one entity id`);this.config={...e}}connectedCallback(){super.connectedCallback(),this.sizes=new ResizeObserver(([e])=>{let t=(e==null?void 0:e.contentRect.width)??0;this.size=t>=nr.widest?`wide widest`:t>=nr.wide?`wide`:``}),this.sizes.observe(this),document.addEventListener(`visibilitychange`,this.visible),this.requestUpdate()}disconnectedCallback(){var e,t;super.disconnectedCallback(),(e=this.sizes)==null||e.disconnect(),document.removeEventListener(`visibilitychange`,this.visible),(t=this.watched)==null||t.removeEventListener(`ready`,this.ready),this.watched=void 0,this.tick(!1)}beat(){this.requestUpdate()}cameBack(){this.requestUpdate()}shouldUpdate(e){if(this.hass===void 0||this.config===void 0)return!1;let t=e.get(`hass`);if(t===void 0||e.size!==1)return!0;let n=this.hass;return t.language!==n.language||t.connected!==n.connected||t.entities!==n.entities||t.localize!==n.localize||t.locale!==n.locale||this.shownEntities(n).some(e=>t.states[e]!==n.states[e])}willUpdate(e){let{hass:t}=this;if(t===void 0)return;let n=e.get(`hass`);for(let e of n===void 0?[]:this.shownEntities(t)){let r=t.states[e];r!==(n==null?void 0:n.states[e])&&yn(U(r==null?void 0:r.last_updated))}if(t.connection!==this.watched&&this.isConnected){var r,i;(r=this.watched)==null||r.removeEventListener(`ready`,this.ready),this.watched=t.connection,(i=this.watched)==null||i.addEventListener(`ready`,this.ready)}e.has(`hass`)&&(n==null?void 0:n.language)!==t.language&&(s(t).then(()=>this.requestUpdate()),er(t).then(()=>this.requestUpdate()),J(t).then(()=>this.requestUpdate()))}tick(e){e!==this.ticking&&(this.ticking=e,(e?xn:X)(this.ticked))}get now(){return vn()}say(e,t){return this.hass===void 0?``:o(this.hass,e,t)}get direction(){var e;return r(((e=this.hass)==null?void 0:e.language)??`en`)}notices(){var e;let t=$n(),n=((e=this.hass)==null?void 0:e.connected)===!1;return!n&&t===void 0?N:A`
      ${n?A`<p class="notice strong" role="alert">${this.say(`no_connection`)}</p>`:N}
      ${t===void 0?N:A`<p class="notice">
              ${this.say(`version`,{card:Xn,integration:t})}
              <button type="button" class="small" @click=${this.reload}>${this.say(`reload`)}</button>
            </p>`}
    `}help(e,t,n=N){return A`<ha-card dir=${this.direction}>
      <div class="card help">
        ${this.notices()}
        <p>${e}</p>
        ${t===void 0?N:A`<p>${t}</p>`} ${n}
      </div>
    </ha-card>`}async act(e,t,n,r={}){if(this.hass===void 0||n===void 0)return!1;try{return await this.hass.callService(e,t,r,{entity_id:n}),!0}catch{return!1}}};tr=rr,tr.properties={hass:{attribute:!1},config:{state:!0},size:{state:!0}};var ir={days:`span`};function ar(e,t){return{schema:e,computeLabel:({name:e})=>{let n=e===`entity`?t:ir[e]??e;return i(n)?o(p(),n):e},assertConfig:e=>{if(e.entity!==void 0&&typeof e.entity!=`string`)throw Error(`entity: one entity id`)}}}var or=e=>({name:`entity`,required:!0,selector:{entity:{filter:{integration:`heating_pad`,domain:e}}}}),sr=e=>({name:e,selector:{boolean:{}}}),cr=(...e)=>({type:`grid`,name:``,schema:e.map(sr)}),lr={name:`name`,selector:{text:{}}};function ur(){return ar([or(`climate`),lr,cr(`hide_curve`,`hide_protection`,`hold_to_start`,`kiosk`)],`entity`)}function dr(){return ar([or(`sensor`),lr,{name:`days`,selector:{number:{min:1,max:90,step:1,mode:`box`}}},cr(`show_notes`,`kiosk`)],`person_entity`)}var fr=36e5,pr=2e3,mr=class{constructor(e){this.sources=e,this.phases=[],this.goalsC=[],this.temperatures=[],this.relay=[]}get entityIds(){let{phase:e,climate:t,temperature:n,relay:r}=this.sources;return[e,t,n,r].filter(e=>e!==void 0)}get story(){return{phases:this.phases,goalsC:this.goalsC,temperatures:this.temperatures,relay:this.relay}}recorded(e){let t=this.story;this.phases=[],this.goalsC=[],this.temperatures=[],this.relay=[];for(let t of this.entityIds){let n={};for(let{s:r,a:i,lc:a,lu:o}of e[t]??[]){n=i??n;let e=o??a;e!==void 0&&this.note(t,e*1e3,r??``,n)}}this.phases=_r(this.phases,t.phases),this.goalsC=_r(this.goalsC,t.goalsC),this.temperatures=_r(this.temperatures,t.temperatures),this.relay=_r(this.relay,t.relay)}saw(e){let t=U(e==null?void 0:e.last_updated);return e!==void 0&&t!==void 0&&this.note(e.entity_id,t,e.state,e.attributes)}trim(e){let t=e-fr;this.phases=vr(this.phases,t),this.goalsC=vr(this.goalsC,t),this.temperatures=vr(this.temperatures,t),this.relay=vr(this.relay,t)}note(e,t,n,r){let{sources:i}=this,a=!1;if(e===i.phase&&(a=hr(this.phases,{at:t,value:n})),e===i.climate){let e=H(r.temperature),n=H(r.current_temperature);a=hr(this.goalsC,{at:t,value:e===void 0?void 0:V(e,i.unit)}),n!==void 0&&gr(this.temperatures,{at:t,valueC:V(n,i.unit)})}if(e===i.temperature){let e=r.unit_of_measurement,i=H(n);i!==void 0&&gr(this.temperatures,{at:t,valueC:V(i,typeof e==`string`?e:`°C`)})}return e===i.relay&&(a=hr(this.relay,{at:t,value:n===`on`})||a),a}};function hr(e,t){let n=e[e.length-1];return n!==void 0&&(t.at<n.at||n.value===t.value)?!1:(e.push(t),!0)}function gr(e,t){let n=e[e.length-1];(n===void 0||t.at>n.at&&e.length<pr)&&e.push(t)}function _r(e,t){var n;let r=((n=e[e.length-1])==null?void 0:n.at)??-1/0;return[...e,...t.filter(e=>e.at>r)]}function vr(e,t){let n=e.findIndex(e=>e.at>=t);return n<=1?e:e.slice(n-1)}var yr,br=5e3,xr=class extends rr{constructor(){super(),this.announcer=new cn,this.remembered=``,this.curveAt=0,this.seen=``,this.chooseLevel=e=>{let{value:t}=e.target;this.level=Nt.find(e=>e===t)},this.chooseMinutes=e=>{this.minutes=Number(e.target.value)},this.choosePerson=e=>{let t=e.target,n=t.value;this.act(`select`,`select_option`,this.entity(`select.used_by`),{option:n}).then(e=>{var n;let r=(n=this.pad())==null?void 0:n.usedBy;!e&&r!==void 0&&(t.value=r)})},this.start=()=>{let e=this.pad();if(e===void 0)return;let t=e.hasLevels?this.chosenLevel(e):void 0;this.busy=!0,this.act(`heating_pad`,`start_session`,this.entity(`climate.climate`),{duration:{minutes:this.chosenMinutes(e)},...t===void 0?{}:{level:t}}).finally(()=>{this.busy=!1,this.level=void 0})},this.stop=()=>{let{hass:e}=this,t=e===void 0?void 0:this.thing(e),n=e===void 0||t===void 0?void 0:c(e,t);n!==void 0&&this.act(...n)},this.confirm=()=>{var e;let t=(e=this.pad())==null?void 0:e.waitingFor;this.act(`heating_pad`,`confirm`,this.entity(`climate.climate`),t===void 0?{}:{what:t})},this.acknowledge=()=>{this.act(`button`,`press`,this.entity(`button.acknowledge_fault`))},this.resume=()=>{this.act(`heating_pad`,`resume_session`,this.entity(`climate.climate`))},this.pause=()=>{this.act(`timer`,`pause`,this.entity(`timer.session`))},this.extend=()=>{this.act(`heating_pad`,`extend_session`,this.entity(`climate.climate`))},this.warmer=()=>this.step(1),this.cooler=()=>this.step(-1),this.busy=!1,this.spoken=``}static getConfigForm(){return ur()}static getStubConfig(e){let t=n(e).find(({kind:e})=>e===`pad`);return{entity:(t==null?void 0:t.entities[`climate.climate`])??``}}getCardSize(){var e;return((e=this.config)==null?void 0:e.hide_curve)===!0?8:11}getGridOptions(){return{columns:12,min_columns:6,rows:`auto`}}shownEntities(e){var n;let r=this.thing(e),i=(n=this.config)==null?void 0:n.entity,a=r===void 0?[]:Object.values(r.entities).filter(e=>e!==void 0),o=r===void 0?void 0:t(e,r);return[...a,...o===void 0?[]:[o],...i===void 0?[]:[i]]}thing(e){var t;return m(e,((t=this.config)==null?void 0:t.entity)??``)}willUpdate(e){var t,n;super.willUpdate(e);let{hass:r}=this;this.toggleAttribute(`dark`,Sr(r)),this.toggleAttribute(`kiosk`,((t=this.config)==null?void 0:t.kiosk)===!0);let i=r===void 0?void 0:this.thing(r);r!==void 0&&i!==void 0&&((n=this.config)==null?void 0:n.hide_curve)!==!0&&this.recollect(r,i)}recollect(e,n){let r={phase:n.entities[`sensor.phase`],climate:n.entities[`climate.climate`],temperature:n.entities[`sensor.pad_temperature`],relay:t(e,n),unit:e.config.unit_system.temperature},i=JSON.stringify(r);i!==this.remembered&&(this.remembered=i,this.recollection=new mr(r),this.remember(e));let{recollection:a}=this,o=!1;for(let t of(a==null?void 0:a.entityIds)??[]){let n=e.states[t];yt(n)||(o=((a==null?void 0:a.saw(n))??!1)||o)}o&&this.drawSoon()}drawSoon(){this.frame??=requestAnimationFrame(()=>{this.frame=void 0,this.curveAt=0,this.requestUpdate()})}disconnectedCallback(){super.disconnectedCallback(),this.frame!==void 0&&(cancelAnimationFrame(this.frame),this.frame=void 0)}async remember(e){let{recollection:t}=this;if(t!==void 0){try{let n=await e.callWS({type:`history/history_during_period`,start_time:new Date(this.now-fr).toISOString(),entity_ids:t.entityIds,minimal_response:!1,no_attributes:!1,significant_changes_only:!1});t.recorded(n)}catch{}this.curveAt=0,this.requestUpdate()}}cameBack(){this.hass!==void 0&&this.remember(this.hass),super.cameBack()}drawn(e){let{recollection:t,now:n}=this;if(t===void 0||n-this.curveAt<br&&n>=this.curveAt)return this.shownCurve;this.curveAt=n,t.trim(n);let r=e.endsAt??(e.remainingS===void 0?void 0:n+e.remainingS*1e3);return this.shownCurve=dt(t.story,{lowC:e.lowC,rampS:e.rampS,endsAt:e.running?r:void 0,now:n}),this.shownCurve}beat(){var e;let{hass:t}=this,n=t===void 0?void 0:this.thing(t);if(t===void 0||n===void 0)return;let r=G(t,n,(e=this.config)==null?void 0:e.name);(JSON.stringify(Zt(t,r,this.now))!==this.seen||r.running&&this.now-this.curveAt>=br)&&this.requestUpdate(),this.announce(t,r)}announce(e,t){let n=this.announcer.next(e,t,this.now);n!==void 0&&(this.spoken=n)}updated(){var e;let{hass:t}=this,n=t===void 0?void 0:this.thing(t);if(t===void 0||n===void 0){this.tick(!1);return}let r=G(t,n,(e=this.config)==null?void 0:e.name),i=Math.max(r.readyAt??0,r.resumeUntil??0);this.tick(this.isConnected&&(r.open||r.phase===`stopping`||i>this.now)),this.announce(t,r)}render(){let{hass:e,config:t}=this;if(e===void 0||t===void 0)return N;if(!t.entity)return this.help(this.say(`choose_pad`));let n=this.thing(e);if((n==null?void 0:n.kind)!==`pad`){let n=e.states[t.entity]!==void 0;return this.help(this.say(n?`not_ours`:`missing`,{entity:t.entity}))}let r=G(e,n,t.name);if(!r.available)return this.help(this.say(`unavailable`,{name:r.name}),this.say(`stop_anyway`),this.stopButton(!1));let i=Zt(e,r,this.now);this.seen=JSON.stringify(i);let a=r.phase===`off`||r.phase===`rest`;return A`<ha-card dir=${this.direction}>
      <div class="card ${this.size}">
        ${this.notices()} ${this.alarm(i,n)}
        <header>
          <h2>${r.name}</h2>
          ${this.user(r,n,e)}
        </header>
        ${this.question(i,r,n)}
        <div class="main">
          <heating-pad-dial .hass=${e} .pad=${r}></heating-pad-dial>
          <div class="controls">
            ${i.refusal===void 0?N:A`<p class="refusal">${i.refusal}</p>`}
            ${i.lastEnd===void 0?N:A`<p class="soft">${i.lastEnd}</p>`}
            ${r.open||r.fault?N:this.starting(i,r,n,e)} ${this.stopButton(a)}
            ${this.running(i,r,e)}
          </div>
        </div>
        ${this.curve(r,e)} ${this.protection(r,e)}
        <div class="unseen" role="status" aria-live="polite">${this.spoken}</div>
      </div>
    </ha-card>`}stopButton(e){return A`<button type="button" class="stop ${e?`quiet`:``}" @click=${this.stop}>
      ${this.say(`stop`)}
    </button>`}alarm(e,t){let{alarm:n}=e;return n===void 0?N:A`<section class="alarm" role="alert">
      <h3>${n.title}</h3>
      <p>${n.text}</p>
      ${n.acknowledge&&t.entities[`button.acknowledge_fault`]!==void 0?A`<button type="button" @click=${this.acknowledge}>${this.say(`acknowledge`)}</button>`:N}
    </section>`}user(e,t,n){if(e.usedBy===void 0||t.entities[`select.used_by`]===void 0)return N;let r=e=>e===`guest`?a(n,`select.used_by`,e):e;return e.persons.length<2?A`<span class="soft">${this.say(`used_by`)}: ${r(e.usedBy)}</span>`:A`<label class="soft"
      >${this.say(`used_by`)}
      <select @change=${this.choosePerson}>
        ${e.persons.map(t=>A`<option value=${t} ?selected=${t===e.usedBy}>${r(t)}</option>`)}
      </select></label
    >`}question(e,t,n){let{question:r}=e;return r===void 0||n.entities[`climate.climate`]===void 0?N:A`<section class="question">
      <h3>${r.text}</h3>
      <heating-pad-hold-button
        label=${r.answer}
        hint=${this.say(`hold_hint`)}
        ?held=${r.what===`start`&&this.mustHold(t)}
        @confirmed=${this.confirm}
      ></heating-pad-hold-button>
    </section>`}mustHold(e){var t;return e.holdToStart||((t=this.config)==null?void 0:t.hold_to_start)===!0}chosenLevel(e){return this.level??e.level}chosenMinutes(e){return Math.min(this.minutes??e.usualMin,e.longestMin)}starting(e,t,n,r){let i=this.chosenLevel(t),o=this.chosenMinutes(t),s=e=>a(r,`select.level`,e),c=this.say(`start_minutes`,{minutes:o});return t.hasLevels&&i!==void 0?c=this.say(`start_with`,{level:s(i),minutes:o}):t.hasLevels&&t.goalC!==void 0&&(c=this.say(`start_goal`,{temperature:rn(r,t.goalC),minutes:o})),A`
      ${t.hasLevels?this.chips(`level`,this.say(`level`),Nt.map(e=>({value:e,label:s(e),chosen:e===i})),this.chooseLevel):N}
      ${this.chips(`minutes`,this.say(`minutes`),Ut(t).map(e=>({value:String(e),label:String(e),chosen:e===o})),this.chooseMinutes)}
      ${e.canResume?A`<button type="button" @click=${this.resume}>
              ${this.say(`resume_until`,{time:W(t.resumeUntil??0,r.locale,r.config.time_zone)})}
            </button>`:N}
      <heating-pad-hold-button
        label=${c}
        hint=${this.say(`hold_hint`)}
        ?held=${this.mustHold(t)}
        ?disabled=${!e.canStart||this.busy||n.entities[`climate.climate`]===void 0}
        @confirmed=${this.start}
      ></heating-pad-hold-button>
    `}chips(e,t,n,r){return A`<fieldset @change=${r}>
      <legend>${t}</legend>
      <div class="chips">
        ${n.map(t=>A`<label class="chip"
              ><input type="radio" name=${e} value=${t.value} .checked=${t.chosen} /><span
                >${t.label}</span
              ></label
            >`)}
      </div>
    </fieldset>`}running(e,t,n){if(!t.running)return N;let r=n.config.unit_system.temperature;return A`<div class="row">
      ${e.canSetGoal?A`<button type="button" ?disabled=${K(t,-1,r)===void 0} @click=${this.cooler}>
                ${this.say(`cooler`)}
              </button>
              <button type="button" ?disabled=${K(t,1,r)===void 0} @click=${this.warmer}>
                ${this.say(`warmer`)}
              </button>`:N}
      ${e.canPause?A`<button type="button" @click=${this.pause}>${this.say(`pause`)}</button>`:N}
      ${e.canResume?A`<button type="button" @click=${this.resume}>${this.say(`resume`)}</button>`:N}
      ${e.canExtend?A`<button type="button" @click=${this.extend}>${this.say(`extend`)}</button>`:N}
    </div>`}curve(e,t){var n;if(((n=this.config)==null?void 0:n.hide_curve)===!0||!e.hasLevels)return N;let r=this.drawn(e);return A`<section aria-label=${this.say(`curve`)}>
      ${r===void 0?A`<p class="soft">${this.say(`curve_none`)}</p>`:A`<heating-pad-curve .hass=${t} .curve=${r} .estimated=${e.estimated}></heating-pad-curve>`}
    </section>`}protection(e,t){var n;let r=e.heatedToday===void 0||e.sessionsToday===void 0?N:A`<p class="soft">${this.say(`today`,{minutes:e.heatedToday,sessions:e.sessionsToday})}</p>`;return((n=this.config)==null?void 0:n.hide_protection)===!0?r:A`${r}
      <ul class="protection" aria-label=${this.say(`protection`)}>
        ${on(t,e).map(e=>A`<li class=${e.good?`good`:`bad`}>${e.text}</li>`)}
      </ul>`}entity(e){var t;return this.hass===void 0||(t=this.thing(this.hass))==null?void 0:t.entities[e]}pad(){let e=this.hass===void 0?void 0:this.thing(this.hass);return this.hass===void 0||e===void 0?void 0:G(this.hass,e)}step(e){var t;let n=this.pad(),r=((t=this.hass)==null?void 0:t.config.unit_system.temperature)??`°C`,i=n===void 0?void 0:K(n,e,r);if(i!==void 0){let e=Math.round(bt(i,r)*10)/10;this.act(`climate`,`set_temperature`,this.entity(`climate.climate`),{temperature:e})}}};yr=xr,yr.properties={level:{state:!0},minutes:{state:!0},busy:{state:!0},spoken:{state:!0}},yr.styles=[R,z,b`
      header {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        align-items: center;
        justify-content: space-between;
      }
      header label {
        display: flex;
        gap: 8px;
        align-items: center;
        flex-wrap: wrap;
      }
      .alarm {
        border: 3px solid var(--hp-stop);
        border-radius: 14px;
        background: var(--hp-stop);
        color: var(--hp-on-stop);
        padding: 14px 16px;
        display: flex;
        flex-direction: column;
        gap: 8px;
        font-size: 1.1em;
      }
      .alarm h3 {
        font-size: 1.2em;
        font-weight: 600;
      }
      .alarm h3::before {
        content: "⚠ ";
        content: "⚠ " / "";
      }
      .alarm button {
        align-self: flex-start;
        background: var(--hp-back);
        color: var(--hp-text);
      }
      .alarm button:focus-visible {
        outline-color: var(--hp-on-stop);
      }
      .question {
        border: 2px solid var(--hp-heat);
        border-radius: 14px;
        padding: 16px;
        display: flex;
        flex-direction: column;
        gap: 12px;
        text-align: center;
      }
      .question h3 {
        font-size: 1.35em;
      }
      .main {
        display: grid;
        gap: 14px;
      }
      .wide .main {
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        align-items: center;
      }
      .controls {
        display: flex;
        flex-direction: column;
        gap: 12px;
      }
      .row {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 8px;
      }
      .protection {
        list-style: none;
        margin: 0;
        padding: 0;
        display: grid;
        gap: 4px;
        font-size: 0.9em;
      }
      .protection li {
        display: flex;
        gap: 8px;
      }
      .good::before {
        content: "✓";
        content: "✓" / "";
        color: var(--hp-good);
        font-weight: 700;
      }
      .bad::before {
        content: "!";
        content: "!" / "";
        font-weight: 700;
        color: var(--hp-stop);
        padding-inline: 3px;
      }
    `];function Sr(e){let t=e==null?void 0:e.themes;return(t==null?void 0:t.darkMode)===!0}var Cr,wr=864e5,$={usual:14,least:1,most:90},Tr=[`event.pain_entry`,`sensor.last_entry`,`sensor.heat_change`,`sensor.sessions_week`],Er=[...Tr,`sensor.pain`,`binary_sensor.see_clinician`],Dr=`entity.binary_sensor.see_clinician.state_attributes.rules.state`,Or=[`mobility`,`mood`,`sleep`],kr=class extends rr{constructor(){super(),this.followed=``,this.reading=0,this.readAt=0,this.score=e=>{let t=Number(e.currentTarget.value);this.write(`log_pain`,{score:t},!0).then(e=>{let n=e==null?void 0:e.id;if(typeof n==`string`){let r=(e==null?void 0:e.outcome)===`corrected`?`corrected`:`logged`;this.noted={id:n,score:t,at:this.now},this.said=this.say(r,{score:this.say(`score_named`,{score:t})})}})},this.undo=()=>{let{noted:e}=this;e!==void 0&&this.write(`delete_entry`,{id:e.id},!1).then(e=>{if(e!==void 0){var t;this.noted=void 0,this.said=this.say(`undone`),(t=this.renderRoot.querySelector(`.scale button`))==null||t.focus()}})},this.toggleSite=e=>{this.switchSite(e.detail)},this.tickSite=e=>{this.switchSite(e.target.value)},this.saveDetails=e=>{e.preventDefault();let t=e.currentTarget,n=new FormData(t),r={},i=e=>n.getAll(e).filter(e=>e!==``);for(let e of[`moment`,`skin`,`activity`,`medication`,`note`]){let[t]=i(e);t!==void 0&&t.trim()!==``&&(r[e]=t)}for(let e of Or){let[t]=i(e);t!==void 0&&(r[e]=Number(t))}this.sites.size>0&&(r.sites=En.filter(e=>this.sites.has(e))),i(`qualities`).length>0&&(r.qualities=i(`qualities`));let[a]=i(`when`),o=a===void 0?NaN:Date.parse(a);Number.isFinite(o)&&(r.when=new Date(o).toISOString());let{noted:s}=this;(s===void 0?this.write(`log_pain`,r,!0):this.write(`update_entry`,{id:s.id,...r},!1)).then(e=>{e!==void 0&&(this.said=this.say(`saved`),this.sites=new Set,t.reset())})},this.saveMove=e=>{e.preventDefault();let t=e.currentTarget,n=new FormData(t),r={kind:n.get(`kind`),minutes:Number(n.get(`minutes`))};this.write(`log_activity`,r,!0).then(e=>{e!==void 0&&(this.said=this.say(`moved`))})},this.acknowledge=()=>{this.write(`acknowledge_clinician_flag`,{},!1)},this.readAgain=()=>{this.read()},this.export=e=>{let t=e.currentTarget.value;this.exported(t).then(e=>{var t,n;let r=e==null?void 0:e.url;if(typeof r!=`string`||!r.startsWith(`/`))return;let i=document.createElement(`a`);i.href=((t=this.hass)==null||(n=t.hassUrl)==null?void 0:n.call(t,r))??r,i.download=typeof(e==null?void 0:e.filename)==`string`?e.filename:``,i.click()})},this.print=()=>{this.exported(`html`).then(e=>{let t=e==null?void 0:e.content;typeof t==`string`&&Mr(t)})},this.sites=new Set,this.said=``,this.problem=``,this.closed=!1,this.busy=!1}static getConfigForm(){return dr()}static getStubConfig(e){let t=n(e).find(({kind:e})=>e===`person`);return{entity:(t==null?void 0:t.entities[`sensor.pain`])??``}}getCardSize(){return 10}getGridOptions(){return{columns:12,min_columns:6,rows:`auto`}}setConfig(e){let{days:t}=e;if(t!==void 0&&!(typeof t==`number`&&t>=$.least&&t<=$.most))throw Error(`days: ${$.least} to ${$.most}`);super.setConfig(e),this.followed=``}shownEntities(e){var t;let n=this.thing(e),r=n===void 0?[]:Er.map(e=>n.entities[e]).filter(e=>e!==void 0),i=(t=this.config)==null?void 0:t.entity;return i===void 0?r:[...r,i]}thing(e){var t;return m(e,((t=this.config)==null?void 0:t.entity)??``)}get days(){var e;return((e=this.config)==null?void 0:e.days)??$.usual}get target(){var e;return this.hass===void 0||(e=this.thing(this.hass))==null?void 0:e.entities[`sensor.pain`]}willUpdate(e){var t,n,r;super.willUpdate(e);let{hass:i}=this;this.toggleAttribute(`dark`,Sr(i)),this.toggleAttribute(`kiosk`,((t=this.config)==null?void 0:t.kiosk)===!0);let a=i===void 0?void 0:this.thing(i);if(i===void 0||(a==null?void 0:a.kind)!==`person`)return;let o=[(n=this.config)==null?void 0:n.entity,this.days,(r=this.config)==null?void 0:r.show_notes,...Tr.map(e=>{var t;return(t=d(i,a.entities,e))==null?void 0:t.last_updated})].join(`|`);o!==this.followed&&(this.followed=o,this.read())}updated(){this.tick(this.isConnected&&this.noted!==void 0)}beat(){this.noted!==void 0&&this.now>=this.noted.at+6e4&&(this.noted=void 0)}cameBack(){this.read(),super.cameBack()}async ask(e,t,n=!1){let{hass:r,target:i}=this;if(r===void 0||i===void 0)throw Error(this.say(`diary_absent`));return(await r.callService(`heating_pad`,e,t,{entity_id:i},!1,n)).response??{}}async read(){let e=++this.reading;try{var t;let n=this.now,r=await this.ask(`get_pain_log`,{start:new Date(n-this.days*wr).toISOString(),include_notes:((t=this.config)==null?void 0:t.show_notes)===!0},!0);e===this.reading&&(this.log=Ln(r),this.readAt=n,this.closed=!1,this.problem=``)}catch(t){e===this.reading&&(this.closed=jr(t)===`diary_private`,this.problem=this.closed?``:this.say(`not_read`,{reason:Ar(t)}))}}async write(e,t,n){this.busy=!0;try{let r=await this.ask(e,t,n);return this.problem=``,r}catch(e){this.problem=Ar(e);return}finally{this.busy=!1}}switchSite(e){let t=new Set(this.sites);t.delete(e)||t.add(e),this.sites=t}async exported(e){var t;let n=new Date(this.now-this.days*wr).toISOString();return this.write(`export_diary`,{format:e,start:n,language:((t=this.hass)==null?void 0:t.language)??`en`},!0)}render(){var e;let{hass:t,config:n}=this;if(t===void 0||n===void 0)return N;if(!n.entity)return this.help(this.say(`choose_person`));let r=this.thing(t);if((r==null?void 0:r.kind)!==`person`){let e=t.states[n.entity]!==void 0;return this.help(this.say(e?`not_a_person`:`missing_person`,{entity:n.entity}))}let i=n.name||r.name;return((e=d(t,r.entities,`sensor.pain`))==null?void 0:e.state)===`unavailable`?this.help(this.say(`unavailable`,{name:i})):this.closed?this.help(f(t,`diary_private`,{name:i})??this.say(`diary_private`)):A`<ha-card dir=${this.direction}>
      <div class="card ${this.size}">
        ${this.notices()}
        <header><h2>${i}</h2></header>
        ${this.clinician(t,r,i)} ${this.question()}
        ${this.problem===``?N:A`<p class="notice strong" role="alert">
                ${this.problem}
                <button type="button" class="small" @click=${this.readAgain}>${this.say(`read_again`)}</button>
              </p>`}
        ${this.details(t)} ${this.movement(t)} ${this.story(t)} ${this.takeAlong()}
        <div class="unseen" role="status" aria-live="polite">${this.said}</div>
      </div>
    </ha-card>`}clinician(t,n,r){let i=d(t,n.entities,`binary_sensor.see_clinician`);if((i==null?void 0:i.state)!==`on`)return N;let a=(Array.isArray(i.attributes.rules)?i.attributes.rules:[]).map(n=>e(t,`${Dr}.${String(n)}`)??String(n));return A`<section class="notice strong">
      <p><strong>${this.say(`see_clinician`,{rules:a.join(`; `)})}</strong></p>
      <p>${f(t,`message_clinician`,{name:r})??N}</p>
      <button type="button" @click=${this.acknowledge}>${this.say(`seen`)}</button>
    </section>`}question(){let{noted:e}=this,t=Array.from({length:11},(e,t)=>t),n={0:this.say(`pain_none`),10:this.say(`pain_worst`)};return A`<section aria-labelledby="question">
      <h3 id="question">${this.say(`pain_now`)}</h3>
      <div class="ends" aria-hidden="true">
        <span>${this.say(`scale_low`,{words:n[0]??``})}</span>
        <span>${this.say(`scale_high`,{words:n[10]??``})}</span>
      </div>
      <div class="scale" role="group" aria-label=${this.say(`scale`)}>
        ${t.map(t=>{let r=this.say(`score_named`,{score:t});return A`<button
            type="button"
            value=${t}
            aria-pressed=${(e==null?void 0:e.score)===t?`true`:`false`}
            aria-label=${n[t]===void 0?r:`${r}, ${n[t]}`}
            @click=${this.score}
          >
            ${t}
          </button>`})}
      </div>
      <div class="noted">
        ${(e==null?void 0:e.score)===void 0?N:A`<span>✓ ${this.say(`logged`,{score:this.say(`score_named`,{score:e.score})})}</span>
                <button type="button" ?disabled=${this.busy} @click=${this.undo}>${this.say(`undo`)}</button>`}
      </div>
    </section>`}details(e){let t=(e,t,n)=>A`<label class="chip"><input type="checkbox" name=${e} value=${t} /><span>${n}</span></label>`,n=(t,n,r)=>[...r?[A`<option value="">${this.say(`not_said`)}</option>`]:[],...n.map(n=>A`<option value=${n}>${g(e,t,n)}</option>`)];return A`<details>
      <summary>${this.say(`add_details`)}</summary>
      <form @submit=${this.saveDetails}>
        <div class="where">
          <section aria-label=${this.say(`body_map`)}>
            <heating-pad-body-map
              .hass=${e}
              .chosen=${this.sites}
              @site-toggled=${this.toggleSite}
            ></heating-pad-body-map>
          </section>
          <fieldset @change=${this.tickSite}>
            <legend>${this.say(`where`)}</legend>
            <div class="chips">
              ${En.map(t=>A`<label class="chip"
                    ><input type="checkbox" value=${t} .checked=${this.sites.has(t)} /><span
                      >${g(e,`sites`,t)}</span
                    ></label
                  >`)}
            </div>
          </fieldset>
        </div>
        <fieldset>
          <legend>${this.say(`how_it_feels`)}</legend>
          <div class="chips">
            ${Dn.map(n=>t(`qualities`,n,g(e,`qualities`,n)))}
          </div>
        </fieldset>
        <div class="fields">
          <label
            >${this.say(`moment`)}<select name="moment">
              ${n(`moment`,On,!0)}
            </select></label
          >
          <label>${this.say(`happened`)}<input type="datetime-local" name="when" /></label>
          ${Or.map(e=>A`<label
                >${this.say(e)}<select name=${e}>
                  <option value="">${this.say(`not_said`)}</option>
                  ${Array.from({length:11},(e,t)=>A`<option>${t}</option>`)}
                </select></label
              >`)}
          <label
            >${this.say(`skin`)}<select name="skin">
              ${n(`skin`,kn,!0)}
            </select></label
          >
          <label>${this.say(`activity_text`)}<input type="text" name="activity" maxlength="200" /></label>
          <label>${this.say(`medication`)}<input type="text" name="medication" maxlength="200" /></label>
        </div>
        <label>${this.say(`note`)}<textarea name="note" maxlength="2000"></textarea></label>
        <button type="submit" ?disabled=${this.busy}>${this.say(`save`)}</button>
      </form>
    </details>`}movement(e){return A`<details>
      <summary>${this.say(`move_log`)}</summary>
      <form @submit=${this.saveMove}>
        <div class="fields">
          <label
            >${this.say(`move_kind`)}<select name="kind">
              ${An.map(t=>A`<option value=${t}>${g(e,`activity_kind`,t)}</option>`)}
            </select></label
          >
          <label
            >${this.say(`move_minutes`)}<input type="number" name="minutes" min="1" max="1440" value="10" required
          /></label>
        </div>
        <button type="submit" ?disabled=${this.busy}>${this.say(`save`)}</button>
      </form>
    </details>`}story(e){let{log:t}=this;if(t===void 0)return A`<p class="soft">${this.problem===``?this.say(`loading`):N}</p>`;let n=this.say(`chart`,{days:this.days});return A`<section aria-label=${n}>
        <h3>${n}</h3>
        ${t.entries.length===0?A`<p class="soft">${this.say(`no_entries`)}</p>`:A`<heating-pad-diary-chart
                  .hass=${e}
                  .chart=${this.chart(e,t)}
                  .from=${this.readAt-this.days*wr}
                  .to=${this.readAt}
                ></heating-pad-diary-chart>
                ${this.table(e,t)}`}
      </section>
      <section aria-labelledby="summary">
        <h3 id="summary">${this.say(`summary`)}</h3>
        <ul class="summary">
          ${Wn(e,t).map(e=>A`<li>${e}</li>`)}
        </ul>
      </section>`}chart(e,t){let n=this.readAt-this.days*wr,r=Bn(n,this.readAt,t=>kt(t,e.locale,e.config.time_zone));return zn(t.entries,n,this.readAt,r)}table(e,t){let n=t.entries.slice(-100).reverse(),r=t=>`${kt(t,e.locale,e.config.time_zone)}, ${W(t,e.locale,e.config.time_zone)}`;return A`<details>
      <summary>${this.say(`as_table`)}</summary>
      <div class="table" role="region" aria-label=${this.say(`as_table`)} tabindex="0">
        <table>
          <thead>
            <tr>
              <th scope="col">${this.say(`when`)}</th>
              <th scope="col">${this.say(`pain`)}</th>
              <th scope="col">${this.say(`what`)}</th>
            </tr>
          </thead>
          <tbody>
            ${n.map(t=>A`<tr>
                  <td>${r(t.at)}</td>
                  <td>${t.score??this.say(`not_said`)}</td>
                  <td>${Vn(e,t).join(` · `)}</td>
                </tr>`)}
          </tbody>
        </table>
      </div>
      ${n.length<t.entries.length?A`<p class="soft">${this.say(`table_newest`,{n:n.length,all:t.entries.length})}</p>`:N}
    </details>`}takeAlong(){return A`<div class="row" role="group" aria-label=${this.say(`export`)}>
      <button type="button" value="csv" ?disabled=${this.busy} @click=${this.export}>${this.say(`export_csv`)}</button>
      <button type="button" value="pdf" ?disabled=${this.busy} @click=${this.export}>${this.say(`export_pdf`)}</button>
      <button type="button" ?disabled=${this.busy} @click=${this.print}>${this.say(`print`)}</button>
    </div>`}};Cr=kr,Cr.properties={log:{state:!0},noted:{state:!0},sites:{state:!0},said:{state:!0},problem:{state:!0},closed:{state:!0},busy:{state:!0}},Cr.styles=[R,z,b`
      .scale {
        display: grid;
        grid-template-columns: repeat(6, minmax(0, 1fr));
        gap: 6px;
      }
      .wide .scale {
        grid-template-columns: repeat(11, minmax(0, 1fr));
      }
      .scale button {
        padding: 0;
        min-height: max(var(--hp-target), 48px);
        font-size: 1.2em;
        font-weight: 500;
        font-variant-numeric: tabular-nums;
      }
      .scale button[aria-pressed="true"] {
        background: var(--hp-heat);
        color: var(--hp-on-heat);
        border-color: transparent;
      }
      .ends {
        display: flex;
        justify-content: space-between;
        gap: 12px;
        font-size: 0.9em;
        padding-block: 6px;
      }
      .noted {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 8px;
        min-height: calc(var(--hp-target) + 2px);
      }
      form {
        display: flex;
        flex-direction: column;
        gap: 14px;
        padding-block: 8px;
      }
      .where {
        display: grid;
        gap: 12px;
      }
      .wide .where {
        grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
        align-items: start;
      }
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 12em), 1fr));
        gap: 12px;
      }
      .fields label,
      form > label {
        min-width: 0;
        display: flex;
        flex-direction: column;
        gap: 4px;
        color: var(--hp-soft);
        font-size: 0.9em;
      }
      .fields select,
      .fields input,
      textarea {
        color: var(--hp-text);
        width: 100%;
        min-width: 0;
        font-size: 1rem;
      }
      input[type="number"],
      input[type="datetime-local"] {
        font: inherit;
        min-height: var(--hp-target);
        border: 1px solid var(--hp-soft);
        border-radius: 10px;
        background: var(--hp-back);
        color: var(--hp-text);
        padding: 6px 10px;
      }
      textarea {
        min-height: 5em;
        resize: vertical;
      }
      .summary {
        margin: 0;
        padding-inline-start: 1.2em;
        display: grid;
        gap: 4px;
      }
      .table {
        overflow-x: auto;
        max-height: 24em;
        overflow-y: auto;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: end;
      }
      .row > * {
        flex: 1 1 auto;
      }
      header {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 8px;
      }
    `];function Ar(e){let t=e==null?void 0:e.message;return typeof t==`string`&&t!==``?t:String(e)}function jr(e){return e==null?void 0:e.translation_key}function Mr(e){let t=document.createElement(`iframe`);t.setAttribute(`sandbox`,`allow-same-origin allow-modals`),t.style.cssText=`position:fixed;width:0;height:0;border:0;inset-inline-end:0;inset-block-end:0`,t.title=o({localize:()=>``},`print`),t.srcdoc=e,t.addEventListener(`load`,()=>{let e=t.contentWindow;e==null||e.addEventListener(`afterprint`,()=>t.remove()),e==null||e.print()}),document.body.append(t)}var Nr,Pr,Fr;function Ir(e,t){let n=t===void 0?void 0:m(e,t);return(n==null?void 0:n.kind)===`pad`?n:void 0}var Lr=class extends L{setConfig(e){this.config=e}get thing(){var e;return this.hass===void 0?void 0:Ir(this.hass,(e=this.context)==null?void 0:e.entity_id)}willUpdate(){this.toggleAttribute(`dark`,Sr(this.hass))}firstUpdated(){this.hass!==void 0&&(s(this.hass).then(()=>this.requestUpdate()),J(this.hass))}render(){let{hass:e,thing:t}=this;return e===void 0||t===void 0?N:this.show(e,t,G(e,t))}};Nr=Lr,Nr.properties={hass:{attribute:!1},context:{attribute:!1},config:{state:!0}};var Rr=class extends Lr{constructor(...e){super(...e),this.choose=e=>{var t;let n=e.currentTarget.value,r=(t=this.thing)==null?void 0:t.entities[`select.level`];if(r!==void 0){var i;(i=this.hass)==null||i.callService(`select`,`select_option`,{option:n},{entity_id:r}).catch(()=>void 0)}}}static getStubConfig(){return{type:`custom:heating-pad-level`}}show(e,t,n){return!n.hasLevels||t.entities[`select.level`]===void 0?N:A`<div class="levels" role="group" aria-label=${o(e,`level`)}>
      ${Nt.map(t=>A`<button
            type="button"
            value=${t}
            aria-pressed=${t===n.level?`true`:`false`}
            @click=${this.choose}
          >
            ${a(e,`select.level`,t)}
          </button>`)}
    </div>`}};Pr=Rr,Pr.styles=[R,z,b`
      .levels {
        display: flex;
        gap: 8px;
        height: var(--feature-height, 42px);
      }
      button {
        flex: 1;
        min-width: 0;
        min-height: 0;
        padding: 0 4px;
        border-radius: var(--feature-border-radius, 12px);
      }
      button[aria-pressed="true"] {
        background: var(--hp-heat);
        color: var(--hp-on-heat);
        font-weight: 600;
      }
      button[aria-pressed="true"]::before {
        content: "✓ ";
        content: "✓ " / "";
      }
    `];var zr=class extends Lr{constructor(...e){super(...e),this.beat=()=>this.requestUpdate()}static getStubConfig(){return{type:`custom:heating-pad-time-left`}}disconnectedCallback(){super.disconnectedCallback(),X(this.beat)}connectedCallback(){super.connectedCallback(),this.requestUpdate()}updated(){let{hass:e,thing:t}=this,n=e===void 0||t===void 0?void 0:G(e,t).phase;(this.isConnected&&(n===`ramp`||n===`hold`)?xn:X)(this.beat)}show(e,t,n){let r=Vt(n,vn()),i=r===void 0||!n.durationS?0:Math.min(r/n.durationS,1),s=r===void 0?a(e,`sensor.phase`,n.phase):o(e,`seconds_left`,{time:Ct(r)});return A`<div class="left">
      <span class="bar" style="width:${(i*100).toFixed(1)}%"></span><span>${s}</span>
    </div>`}};Fr=zr,Fr.styles=[R,z,b`
      .left {
        position: relative;
        height: var(--feature-height, 42px);
        border-radius: var(--feature-border-radius, 12px);
        background: var(--hp-field);
        overflow: hidden;
        display: flex;
        align-items: center;
        justify-content: center;
        font-variant-numeric: tabular-nums;
      }
      .bar {
        position: absolute;
        inset-block: auto 0;
        inset-inline-start: 0;
        height: 6px;
        background: var(--hp-heat);
      }
    `];var Br,Vr=2e3,Hr=5e3,Ur=[`Enter`,` `],Wr=class extends L{constructor(){super(),this.armedUntil=0,this.touched=!1,this.touch=()=>{this.touched=!0,this.press()},this.leave=()=>{this.touched=!1,this.release()},this.press=()=>{this.held&&!this.disabled&&this.timer===void 0&&(this.pressing=!0,this.timer=setTimeout(()=>{this.release(),this.confirm()},Vr))},this.release=()=>{clearTimeout(this.timer),this.timer=void 0,this.pressing=!1},this.key=e=>{this.held&&Ur.includes(e.key)&&(e.preventDefault(),this.press())},this.keyUp=e=>{this.held&&Ur.includes(e.key)&&e.preventDefault(),this.release()},this.clicked=()=>{let{touched:e}=this;if(this.touched=!1,!this.held){this.confirm();return}if(e)return;let t=performance.now();t<this.armedUntil?(this.armedUntil=0,this.confirm()):this.armedUntil=t+Hr},this.noMenu=e=>{this.held&&e.preventDefault()},this.label=``,this.hint=``,this.held=!1,this.disabled=!1,this.pressing=!1}disconnectedCallback(){super.disconnectedCallback(),this.release()}focus(){var e;(e=this.renderRoot.querySelector(`button`))==null||e.focus()}render(){return A`<button
      type="button"
      class="start ${this.pressing?`pressing`:``}"
      ?disabled=${this.disabled}
      @click=${this.clicked}
      @pointerdown=${this.touch}
      @pointerup=${this.release}
      @pointerleave=${this.leave}
      @pointercancel=${this.leave}
      @keydown=${this.key}
      @keyup=${this.keyUp}
      @blur=${this.release}
      @contextmenu=${this.noMenu}
    >
      ${this.label}${this.held?A`<small>${this.hint}</small>`:``}<span class="fill"></span>
    </button>`}confirm(){this.dispatchEvent(new CustomEvent(`confirmed`))}};Br=Wr,Br.properties={label:{type:String},hint:{type:String},held:{type:Boolean},disabled:{type:Boolean},pressing:{state:!0}},Br.styles=[z,b`
      button {
        position: relative;
        width: 100%;
        min-height: max(var(--hp-target), 52px);
        overflow: hidden;
        user-select: none;
        -webkit-user-select: none;
        -webkit-touch-callout: none;
      }
      .fill {
        position: absolute;
        inset-block-end: 0;
        inset-inline-start: 0;
        height: 6px;
        width: 0;
        background: currentColor;
      }
      .pressing .fill {
        width: 100%;
        transition: width 2s linear;
      }
      small {
        display: block;
        font-weight: 400;
      }
    `];function Gr(e,t,n,r){u(`customCards`,{type:e,get name(){return o(p(),t)},get description(){return o(p(),n)},preview:!0,documentationURL:h,getEntitySuggestion:(t,n)=>{let i=r(t,n);return i===void 0?null:{config:{type:`custom:${e}`,entity:i}}}})}function Kr(e,t,n){u(`customCardFeatures`,{type:e,get name(){return o(p(),t)},configurable:!1,isSupported:(e,t)=>t.entity_id!==void 0&&n(e,t.entity_id)})}function qr(){Gr(`heating-pad-card`,`pad_card`,`pad_card_text`,(e,t)=>{let n=m(e,t);return(n==null?void 0:n.kind)===`pad`?n.entities[`climate.climate`]:void 0}),Gr(`heating-pad-diary-card`,`diary_card`,`diary_card_text`,(e,t)=>{let n=m(e,t);return(n==null?void 0:n.kind)===`person`?n.entities[`sensor.pain`]:void 0}),Kr(`heating-pad-level`,`feature_level`,(e,t)=>{let n=Ir(e,t);return(n==null?void 0:n.entities[`select.level`])!==void 0}),Kr(`heating-pad-time-left`,`feature_time`,(e,t)=>Ir(e,t)!==void 0)}var Jr={"heating-pad-hold-button":Wr,"heating-pad-dial":wn,"heating-pad-curve":fn,"heating-pad-body-map":Ze,"heating-pad-diary-chart":Yn,"heating-pad-card":xr,"heating-pad-diary-card":kr,"heating-pad-level":Rr,"heating-pad-time-left":zr};for(let[e,t]of Object.entries(Jr))customElements.get(e)===void 0&&customElements.define(e,t);qr(),window.heatingPadCard={version:Xn,listening:Sn};