import{_ as e,a as t,c as n,d as r,f as i,g as a,h as o,i as s,l as c,m as l,n as u,o as d,p as f,r as p,s as m,t as h,u as g}from"./heating-pad-shared.js";var _=globalThis,v=_.ShadowRoot&&(_.ShadyCSS===void 0||_.ShadyCSS.nativeShadow)&&`adoptedStyleSheets`in Document.prototype&&`replace`in CSSStyleSheet.prototype,ee=Symbol(),te=new WeakMap,ne=class{constructor(e,t,n){if(this._$cssResult$=!0,n!==ee)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(v&&e===void 0){let n=t!==void 0&&t.length===1;n&&(e=te.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),n&&te.set(t,e))}return e}toString(){return this.cssText}},re=e=>new ne(typeof e==`string`?e:e+``,void 0,ee),y=(e,...t)=>new ne(e.length===1?e[0]:t.reduce((t,n,r)=>t+(e=>{if(!0===e._$cssResult$)return e.cssText;if(typeof e==`number`)return e;throw Error(`Value passed to 'css' function must be a 'css' function result: `+e+`. Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.`)})(n)+e[r+1],e[0]),e,ee),ie=(e,t)=>{if(v)e.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let n of t){let t=document.createElement(`style`),r=_.litNonce;r!==void 0&&t.setAttribute(`nonce`,r),t.textContent=n.cssText,e.appendChild(t)}},ae=v?e=>e:e=>e instanceof CSSStyleSheet?(e=>{let t=``;for(let n of e.cssRules)t+=n.cssText;return re(t)})(e):e,{is:oe,defineProperty:se,getOwnPropertyDescriptor:ce,getOwnPropertyNames:le,getOwnPropertySymbols:ue,getPrototypeOf:de}=Object,fe=globalThis,pe=fe.trustedTypes,me=pe?pe.emptyScript:``,he=fe.reactiveElementPolyfillSupport,b=(e,t)=>e,ge={toAttribute(e,t){switch(t){case Boolean:e=e?me:null;break;case Object:case Array:e=e==null?e:JSON.stringify(e)}return e},fromAttribute(e,t){let n=e;switch(t){case Boolean:n=e!==null;break;case Number:n=e===null?null:Number(e);break;case Object:case Array:try{n=JSON.parse(e)}catch{n=null}}return n}},_e=(e,t)=>!oe(e,t),ve={attribute:!0,type:String,converter:ge,reflect:!1,useDefault:!1,hasChanged:_e};Symbol.metadata??=Symbol(`metadata`),fe.litPropertyMetadata??=new WeakMap;var x=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=ve){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let n=Symbol(),r=this.getPropertyDescriptor(e,n,t);r!==void 0&&se(this.prototype,e,r)}}static getPropertyDescriptor(e,t,n){let{get:r,set:i}=ce(this.prototype,e)??{get(){return this[t]},set(e){this[t]=e}};return{get:r,set(t){let a=r==null?void 0:r.call(this);i==null||i.call(this,t),this.requestUpdate(e,a,n)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??ve}static _$Ei(){if(this.hasOwnProperty(b(`elementProperties`)))return;let e=de(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(b(`finalized`)))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(b(`properties`))){let e=this.properties,t=[...le(e),...ue(e)];for(let n of t)this.createProperty(n,e[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[e,n]of t)this.elementProperties.set(e,n)}this._$Eh=new Map;for(let[e,t]of this.elementProperties){let n=this._$Eu(e,t);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let n=new Set(e.flat(1/0).reverse());for(let e of n)t.unshift(ae(e))}else e!==void 0&&t.push(ae(e));return t}static _$Eu(e,t){let n=t.attribute;return!1===n?void 0:typeof n==`string`?n:typeof e==`string`?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){var e;this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),(e=this.constructor.l)==null||e.forEach(e=>e(this))}addController(e){var t;(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&((t=e.hostConnected)==null||t.call(e))}removeController(e){var t;(t=this._$EO)==null||t.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let n of t.keys())this.hasOwnProperty(n)&&(e.set(n,this[n]),delete this[n]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return ie(e,this.constructor.elementStyles),e}connectedCallback(){var e;this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),(e=this._$EO)==null||e.forEach(e=>{var t;return(t=e.hostConnected)==null?void 0:t.call(e)})}enableUpdating(e){}disconnectedCallback(){var e;(e=this._$EO)==null||e.forEach(e=>{var t;return(t=e.hostDisconnected)==null?void 0:t.call(e)})}attributeChangedCallback(e,t,n){this._$AK(e,n)}_$ET(e,t){let n=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,n);if(r!==void 0&&!0===n.reflect){var i;let a=(((i=n.converter)==null?void 0:i.toAttribute)===void 0?ge:n.converter).toAttribute(t,n.type);this._$Em=e,a==null?this.removeAttribute(r):this.setAttribute(r,a),this._$Em=null}}_$AK(e,t){let n=this.constructor,r=n._$Eh.get(e);if(r!==void 0&&this._$Em!==r){var i,a;let e=n.getPropertyOptions(r),o=typeof e.converter==`function`?{fromAttribute:e.converter}:((i=e.converter)==null?void 0:i.fromAttribute)===void 0?ge:e.converter;this._$Em=r;let s=o.fromAttribute(t,e.type);this[r]=s??((a=this._$Ej)==null?void 0:a.get(r))??s,this._$Em=null}}requestUpdate(e,t,n,r=!1,i){if(e!==void 0){var a;let o=this.constructor;if(!1===r&&(i=this[e]),n??=o.getPropertyOptions(e),!((n.hasChanged??_e)(i,t)||n.useDefault&&n.reflect&&i===((a=this._$Ej)==null?void 0:a.get(e))&&!this.hasAttribute(o._$Eu(e,n))))return;this.C(e,t,n)}!1===this.isUpdatePending&&(this._$ES=this._$EP())}C(e,t,{useDefault:n,reflect:r,wrapped:i},a){n&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,a??t??this[e]),!0!==i||a!==void 0)||(this._$AL.has(e)||(this.hasUpdated||n||(t=void 0),this._$AL.set(e,t)),!0===r&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[e,t]of this._$Ep)this[e]=t;this._$Ep=void 0}let e=this.constructor.elementProperties;if(e.size>0)for(let[t,n]of e){let{wrapped:e}=n,r=this[t];!0!==e||this._$AL.has(t)||r===void 0||this.C(t,void 0,n,r)}}let e=!1,t=this._$AL;try{var n;e=this.shouldUpdate(t),e?(this.willUpdate(t),(n=this._$EO)==null||n.forEach(e=>{var t;return(t=e.hostUpdate)==null?void 0:t.call(e)}),this.update(t)):this._$EM()}catch(t){throw e=!1,this._$EM(),t}e&&this._$AE(t)}willUpdate(e){}_$AE(e){var t;(t=this._$EO)==null||t.forEach(e=>{var t;return(t=e.hostUpdated)==null?void 0:t.call(e)}),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(e){}firstUpdated(e){}};x.elementStyles=[],x.shadowRootOptions={mode:`open`},x[b(`elementProperties`)]=new Map,x[b(`finalized`)]=new Map,he==null||he({ReactiveElement:x}),(fe.reactiveElementVersions??=[]).push(`2.1.2`);var ye=globalThis,be=e=>e,xe=ye.trustedTypes,Se=xe?xe.createPolicy(`lit-html`,{createHTML:e=>e}):void 0,Ce=`$lit$`,S=`lit$${Math.random().toFixed(9).slice(2)}$`,we=`?`+S,Te=`<${we}>`,C=document,w=()=>C.createComment(``),T=e=>e===null||typeof e!=`object`&&typeof e!=`function`,Ee=Array.isArray,De=e=>Ee(e)||typeof(e==null?void 0:e[Symbol.iterator])==`function`,Oe=`[ 	
\f\r]`,E=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,ke=/-->/g,Ae=/>/g,D=RegExp(`>|${Oe}(?:([^\\s"'>=/]+)(${Oe}*=${Oe}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`,`g`),je=/'/g,Me=/"/g,Ne=/^(?:script|style|textarea|title)$/i,Pe=e=>(t,...n)=>({_$litType$:e,strings:t,values:n}),O=Pe(1),k=Pe(2),A=Symbol.for(`lit-noChange`),j=Symbol.for(`lit-nothing`),Fe=new WeakMap,M=C.createTreeWalker(C,129);function Ie(e,t){if(!Ee(e)||!e.hasOwnProperty(`raw`))throw Error(`invalid template strings array`);return Se===void 0?t:Se.createHTML(t)}var Le=(e,t)=>{let n=e.length-1,r=[],i,a=t===2?`<svg>`:t===3?`<math>`:``,o=E;for(let t=0;t<n;t++){let n=e[t],s,c,l=-1,u=0;for(;u<n.length&&(o.lastIndex=u,c=o.exec(n),c!==null);)u=o.lastIndex,o===E?c[1]===`!--`?o=ke:c[1]===void 0?c[2]===void 0?c[3]!==void 0&&(o=D):(Ne.test(c[2])&&(i=RegExp(`</`+c[2],`g`)),o=D):o=Ae:o===D?c[0]===`>`?(o=i??E,l=-1):c[1]===void 0?l=-2:(l=o.lastIndex-c[2].length,s=c[1],o=c[3]===void 0?D:c[3]===`"`?Me:je):o===Me||o===je?o=D:o===ke||o===Ae?o=E:(o=D,i=void 0);let d=o===D&&e[t+1].startsWith(`/>`)?` `:``;a+=o===E?n+Te:l>=0?(r.push(s),n.slice(0,l)+Ce+n.slice(l)+S+d):n+S+(l===-2?t:d)}return[Ie(e,a+(e[n]||`<?>`)+(t===2?`</svg>`:t===3?`</math>`:``)),r]},Re=class e{constructor({strings:t,_$litType$:n},r){let i;this.parts=[];let a=0,o=0,s=t.length-1,c=this.parts,[l,u]=Le(t,n);if(this.el=e.createElement(l,r),M.currentNode=this.el.content,n===2||n===3){let e=this.el.content.firstChild;e.replaceWith(...e.childNodes)}for(;(i=M.nextNode())!==null&&c.length<s;){if(i.nodeType===1){if(i.hasAttributes())for(let e of i.getAttributeNames())if(e.endsWith(Ce)){let t=u[o++],n=i.getAttribute(e).split(S),r=/([.?@])?(.*)/.exec(t);c.push({type:1,index:a,name:r[2],strings:n,ctor:r[1]===`.`?He:r[1]===`?`?Ue:r[1]===`@`?We:Ve}),i.removeAttribute(e)}else e.startsWith(S)&&(c.push({type:6,index:a}),i.removeAttribute(e));if(Ne.test(i.tagName)){let e=i.textContent.split(S),t=e.length-1;if(t>0){i.textContent=xe?xe.emptyScript:``;for(let n=0;n<t;n++)i.append(e[n],w()),M.nextNode(),c.push({type:2,index:++a});i.append(e[t],w())}}}else if(i.nodeType===8){if(i.data===we)c.push({type:2,index:a});else{let e=-1;for(;(e=i.data.indexOf(S,e+1))!==-1;)c.push({type:7,index:a}),e+=S.length-1}}a++}}static createElement(e,t){let n=C.createElement(`template`);return n.innerHTML=e,n}};function N(e,t,n=e,r){var i,a;if(t===A)return t;let o=r===void 0?n._$Cl:(i=n._$Co)==null?void 0:i[r],s=T(t)?void 0:t._$litDirective$;return(o==null?void 0:o.constructor)!==s&&(o==null||(a=o._$AO)==null||a.call(o,!1),s===void 0?o=void 0:(o=new s(e),o._$AT(e,n,r)),r===void 0?n._$Cl=o:(n._$Co??=[])[r]=o),o!==void 0&&(t=N(e,o._$AS(e,t.values),o,r)),t}var ze=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:n}=this._$AD,r=((e==null?void 0:e.creationScope)??C).importNode(t,!0);M.currentNode=r;let i=M.nextNode(),a=0,o=0,s=n[0];for(;s!==void 0;){if(a===s.index){let t;s.type===2?t=new Be(i,i.nextSibling,this,e):s.type===1?t=new s.ctor(i,s.name,s.strings,this,e):s.type===6&&(t=new Ge(i,this,e)),this._$AV.push(t),s=n[++o]}a!==(s==null?void 0:s.index)&&(i=M.nextNode(),a++)}return M.currentNode=C,r}p(e){let t=0;for(let n of this._$AV)n!==void 0&&(n.strings===void 0?n._$AI(e[t]):(n._$AI(e,n,t),t+=n.strings.length-2)),t++}},Be=class e{get _$AU(){var e;return((e=this._$AM)==null?void 0:e._$AU)??this._$Cv}constructor(e,t,n,r){this.type=2,this._$AH=j,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=n,this.options=r,this._$Cv=(r==null?void 0:r.isConnected)??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&(e==null?void 0:e.nodeType)===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=N(this,e,t),T(e)?e===j||e==null||e===``?(this._$AH!==j&&this._$AR(),this._$AH=j):e!==this._$AH&&e!==A&&this._(e):e._$litType$===void 0?e.nodeType===void 0?De(e)?this.k(e):this._(e):this.T(e):this.$(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==j&&T(this._$AH)?this._$AA.nextSibling.data=e:this.T(C.createTextNode(e)),this._$AH=e}$(e){var t;let{values:n,_$litType$:r}=e,i=typeof r==`number`?this._$AC(e):(r.el===void 0&&(r.el=Re.createElement(Ie(r.h,r.h[0]),this.options)),r);if(((t=this._$AH)==null?void 0:t._$AD)===i)this._$AH.p(n);else{let e=new ze(i,this),t=e.u(this.options);e.p(n),this.T(t),this._$AH=e}}_$AC(e){let t=Fe.get(e.strings);return t===void 0&&Fe.set(e.strings,t=new Re(e)),t}k(t){Ee(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,r,i=0;for(let a of t)i===n.length?n.push(r=new e(this.O(w()),this.O(w()),this,this.options)):r=n[i],r._$AI(a),i++;i<n.length&&(this._$AR(r&&r._$AB.nextSibling,i),n.length=i)}_$AR(e=this._$AA.nextSibling,t){var n;for((n=this._$AP)==null||n.call(this,!1,!0,t);e!==this._$AB;){let t=be(e).nextSibling;be(e).remove(),e=t}}setConnected(e){var t;this._$AM===void 0&&(this._$Cv=e,(t=this._$AP)==null||t.call(this,e))}},Ve=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,n,r,i){this.type=1,this._$AH=j,this._$AN=void 0,this.element=e,this.name=t,this._$AM=r,this.options=i,n.length>2||n[0]!==``||n[1]!==``?(this._$AH=Array(n.length-1).fill(new String),this.strings=n):this._$AH=j}_$AI(e,t=this,n,r){let i=this.strings,a=!1;if(i===void 0)e=N(this,e,t,0),a=!T(e)||e!==this._$AH&&e!==A,a&&(this._$AH=e);else{let r=e,o,s;for(e=i[0],o=0;o<i.length-1;o++)s=N(this,r[n+o],t,o),s===A&&(s=this._$AH[o]),a||=!T(s)||s!==this._$AH[o],s===j?e=j:e!==j&&(e+=(s??``)+i[o+1]),this._$AH[o]=s}a&&!r&&this.j(e)}j(e){e===j?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??``)}},He=class extends Ve{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===j?void 0:e}},Ue=class extends Ve{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==j)}},We=class extends Ve{constructor(e,t,n,r,i){super(e,t,n,r,i),this.type=5}_$AI(e,t=this){if((e=N(this,e,t,0)??j)===A)return;let n=this._$AH,r=e===j&&n!==j||e.capture!==n.capture||e.once!==n.once||e.passive!==n.passive,i=e!==j&&(n===j||r);r&&this.element.removeEventListener(this.name,this,n),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){var t;typeof this._$AH==`function`?this._$AH.call(((t=this.options)==null?void 0:t.host)??this.element,e):this._$AH.handleEvent(e)}},Ge=class{constructor(e,t,n){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(e){N(this,e)}},Ke=ye.litHtmlPolyfillSupport;Ke==null||Ke(Re,Be),(ye.litHtmlVersions??=[]).push(`3.3.3`);var qe=(e,t,n)=>{let r=(n==null?void 0:n.renderBefore)??t,i=r._$litPart$;if(i===void 0){let e=(n==null?void 0:n.renderBefore)??null;r._$litPart$=i=new Be(t.insertBefore(w(),e),e,void 0,n??{})}return i._$AI(e),i},Je,Ye=globalThis,P=class extends x{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=qe(t,this.renderRoot,this.renderOptions)}connectedCallback(){var e;super.connectedCallback(),(e=this._$Do)==null||e.setConnected(!0)}disconnectedCallback(){var e;super.disconnectedCallback(),(e=this._$Do)==null||e.setConnected(!1)}render(){return A}};P._$litElement$=!0,P.finalized=!0,(Je=Ye.litElementHydrateSupport)==null||Je.call(Ye,{LitElement:P});var Xe=Ye.litElementPolyfillSupport;Xe==null||Xe({LitElement:P}),(Ye.litElementVersions??=[]).push(`4.2.2`);var Ze=y`
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
`,F=y`
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
`,Qe,$e=[{site:`shoulder`,x:26,y:24},{site:`arm`,x:83,y:37},{site:`abdomen`,x:50,y:38},{site:`hand`,x:15,y:50},{site:`hip`,x:66,y:51},{site:`leg`,x:41,y:62},{site:`knee`,x:61,y:73},{site:`foot`,x:41,y:92}],et=[{site:`neck`,x:50,y:15},{site:`upper_back`,x:50,y:29},{site:`lower_back`,x:50,y:45}],tt=class extends P{constructor(){super(),this.toggle=e=>{let{site:t}=e.currentTarget.dataset;this.dispatchEvent(new CustomEvent(`site-toggled`,{detail:t}))},this.chosen=new Set}render(){return O`<div class="figures">${this.figure($e,`front`)} ${this.figure(et,`back`)}</div>`}figure(e,t){let{hass:n}=this;return O`<figure>
      <div class="body">
        ${nt}
        ${e.map(({site:e,x:t,y:r})=>O`<button
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
    </figure>`}};Qe=tt,Qe.properties={hass:{attribute:!1},chosen:{attribute:!1}},Qe.styles=[F,y`
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
    `];var nt=O`<svg viewBox="0 0 100 200" aria-hidden="true">
  ${k`<circle cx="50" cy="16" r="12"></circle>
  <path d="M43 28v6C30 36 24 40 22 50L12 98c-1 8 7 9 9 2l9-34v34c0 30 2 55 6 88 1 8 12 8 12 0l2-72 2 72c0 8 11 8 12 0
    4-33 6-58 6-88V66l9 34c2 7 10 6 9-2L78 50c-2-10-8-14-21-16v-6z"></path>`}
</svg>`,rt=1.5/60;function it(e,t,n,r){return st(Math.min(t,n),n,e+180,e+r)}function at(e,t,n){let r=ot(e,t);return n<=r?{...e,fromC:n,goalC:n,slope:rt}:st(r,n,Math.max(t,e.riseFromS),e.notBeforeS)}function ot(e,t){let n=Math.max(t-e.riseFromS,0);return Math.min(e.goalC,e.fromC+e.slope*n)}function st(e,t,n,r){let i=rt;return t>e&&r>n&&(i=Math.min(i,(t-e)/(r-n))),{fromC:e,goalC:t,riseFromS:n,slope:i,notBeforeS:r}}var ct=[`ramp`,`hold`,`paused`],I=15e3,lt=4,ut=12e4,L={usual:2.5,least:.3,most:6},dt=0xe8d4a51000;function ft(e){let t,n;for(let i=e.length-1;i>=0;i--){let a=e[i];if(a===void 0)break;if(ct.includes(a.value)){var r;t=n===void 0?(r=e[i+1])==null?void 0:r.at:t,n=a.at}else if(n!==void 0)break}return n===void 0?void 0:{from:n,to:t}}function pt(e,t){let n=ft(e.phases);if(n===void 0)return;let{from:r}=n,i=n.to!==void 0,a=n.to??t.now,o=i?Math.max(a,r+I):Math.max(t.endsAt??t.now,t.now,r+I),s=mt(e,t,r,o,i?a:void 0),c=e.temperatures.filter(e=>e.at>=r-I&&e.at<=a),l=i?[]:ht(t,o)??gt(c,s,t.now,o),u=[...s,...c,...l].map(e=>e.valueC);if(u.length===0)return;let d=Math.floor(Math.min(...u)),f=Math.ceil(Math.max(...u));if(f-d<lt){let e=lt-(f-d);d-=Math.ceil(e/2),f+=Math.floor(e/2)}return{from:r,to:o,now:a,lowestC:d,highestC:f,programme:s,actual:c,expected:l,pulses:vt(e.relay,r,a)}}function mt(e,t,n,r,i){let a=[...e.phases.filter(({at:e})=>e>=n),...e.goalsC.filter(({at:e})=>e>n)],o=new Set(a.map(({at:e})=>e));for(let e=n;e<r;e+=I)o.add(e);o.add(r);let s=[],c,l=!1;for(let n of[...o].sort((e,t)=>e-t)){var u;if(n>r||i!==void 0&&n>i)break;let a=yt(e.phases,n),o=yt(e.goalsC,n)??((u=e.goalsC[0])==null?void 0:u.value),d=a===`ramp`||a===`hold`;o!==void 0&&(d&&!l?c=it(n/1e3,t.lowC,o,t.rampS):d&&c!==void 0&&c.goalC!==o&&(c=at(c,n/1e3,o)),l=d,l&&c!==void 0&&s.push({at:n,valueC:ot(c,n/1e3)}))}return s}function ht(e,t){let{forecast:n,now:r}=e,i=(n==null?void 0:n.findIndex(e=>e.at>r))??-1;if(n===void 0||i<1)return;let[a,o]=[n[i-1],n[i]];if(a===void 0||o===void 0)return;let s=(r-a.at)/(o.at-a.at),c=a.valueC+s*(o.valueC-a.valueC),l=n.slice(i).filter(e=>e.at<=t+I);return[{at:r,valueC:c},...l.map(e=>({...e,at:Math.min(e.at,t)}))]}function gt(e,t,n,r){let i=e[e.length-1],a=t.filter(e=>e.at>n);if(i===void 0||a.length===0)return[];let o=_t(e,n)/6e4,s=[{at:n,valueC:i.valueC}],{valueC:c}=i,l=n;for(let e of a){let t=c-L.least*((e.at-l)/6e4),n=c+o*(e.at-l);c=Math.min(Math.max(e.valueC,t),n),l=e.at,s.push({at:Math.min(e.at,r),valueC:c})}return s}function _t(e,t){let n=e.filter(e=>e.at>=t-ut),[r,i]=[n[0],n[n.length-1]];if(r===void 0||i===void 0||i.at-r.at<ut/4)return L.usual;let a=(i.valueC-r.valueC)/(i.at-r.at)*6e4;return Math.min(Math.max(a,L.least),L.most)}function vt(e,t,n){let r=[];return e.forEach((i,a)=>{var o;let s=Math.min(((o=e[a+1])==null?void 0:o.at)??n,n),c=Math.max(i.at,t);i.value&&s>c&&r.push({from:c,to:s})}),r}function yt(e,t){let n;for(let r of e){if(r.at>t)break;n=r.value}return n}function bt(e,t,n,r){return e.map(({at:e,valueC:i},a)=>{let o=R(e,t,n),s=r-(i-t.lowestC)/(t.highestC-t.lowestC)*r;return`${a===0?`M`:`L`}${o.toFixed(1)} ${s.toFixed(1)}`}).join(``)}function R(e,t,n){let r=(e-t.from)/(t.to-t.from);return Math.min(Math.max(r,0),1)*n}function xt(e,t){let n=[1,2,5,10,20,50].find(n=>(t-e)/n<=4)??dt,r=[];for(let i=Math.ceil(e/n)*n;i<=t;i+=n)r.push(i);return r}function z(e){return e===void 0||e.state===`unavailable`||e.state===`unknown`}function B(e,t){return t===`°F`?(e-32)*5/9:e}function St(e,t){return t===`°F`?e*9/5+32:e}function Ct(e,t){return t===`°F`?e*9/5:e}function V(e){let t=typeof e==`string`&&e.trim()!==``?Number(e):e;return typeof t==`number`&&Number.isFinite(t)?t:void 0}function H(e){let t=typeof e==`string`?Date.parse(e):NaN;return Number.isFinite(t)?t:void 0}function wt(e){if(typeof e!=`string`||!/^(\d+ days?, )?\d+:\d\d:\d\d$/.test(e))return;let[t=0,n=0,r=0]=e.replace(/^.*, /,``).split(`:`).map(Number).reverse();return(r*60+n)*60+t}function Tt(e){let t=Math.max(0,Math.ceil(e-.001)),[n=0,r=0,i=0]=[Math.floor(t/3600),Math.floor(t/60)%60,t%60],a=e=>String(e).padStart(2,`0`);return n>0?`${n}:${a(r)}:${a(i)}`:`${r}:${a(i)}`}var Et={comma_decimal:`en-US`,decimal_comma:`de`,space_comma:`fr`,quote_decimal:`de-CH`},Dt=new Map;function Ot(e,t,n){let r={minimumFractionDigits:n,maximumFractionDigits:n,useGrouping:!1},i=t.number_format===`none`?`en-US`:Et[t.number_format??``]??t.language,a=`${i} ${n}`,o=Dt.get(a);return o===void 0&&(o=new Intl.NumberFormat(i,r),Dt.set(a,o)),o.format(e)}function kt(e,t,n,r=1){return`${Ot(St(e,t),n,r)} ${t}`}function U(e,t,n){let r={hour:`numeric`,minute:`2-digit`};return(t.time_format===`12`||t.time_format===`24`)&&(r.hourCycle=t.time_format===`12`?`h12`:`h23`),Nt(e,r,t,n)}function At(e,t,n){return Nt(e,{day:`numeric`,month:`short`},t,n)}function jt(e,t,n){return Nt(e,{weekday:`short`,day:`numeric`,month:`short`},t,n)}var Mt=new Map;function Nt(e,t,n,r){let i=Pt(n,r),a=i===void 0?t:{...t,timeZone:i},o=JSON.stringify([n.language,a]),s=Mt.get(o);return s===void 0&&(s=new Intl.DateTimeFormat(n.language,a),Mt.set(o,s)),s.format(e)}function Pt(e,t){return e.time_zone===`server`?t:void 0}var Ft=[`low`,`medium`,`high`],It={measured:37,estimated:36},Lt=40,Rt=300,zt=3e5,Bt=[`stopped`,`off_at_plug`,`plug_unavailable`,`restarted`,`shutdown`],Vt=[`ramp`,`hold`,`paused`],Ht=[5,10,15,20,30];function W(e,t,n){var r,i,a,o,s;let c=n=>d(e,t.entities,n),l=e=>{let t=c(e);return z(t)||t==null?void 0:t.state},u=e.config.unit_system.temperature,f=e=>{let t=V(e);return t===void 0?void 0:B(t,u)},p=c(`climate.climate`),m=c(`timer.session`),h=l(`sensor.phase`)??((p==null?void 0:p.state)===`heat`?`hold`:`off`),g=c(`sensor.pad_temperature`),_=(g==null?void 0:g.attributes.source)===`measured`,v=f(p==null?void 0:p.attributes.current_temperature),ee=g===void 0?void 0:qt(g.state,g.attributes),te=f(p==null?void 0:p.attributes.max_temp)??Lt,ne=c(`number.session_minutes`),re=l(`select.level`),y=p==null?void 0:p.attributes.preset_modes,ie=V(ne==null?void 0:ne.attributes.max)??15;return{name:n||t.name,available:!(z(p)&&z(c(`sensor.phase`))),phase:h,phaseSince:H((r=c(`sensor.phase`))==null?void 0:r.last_changed),running:Vt.includes(h),open:Vt.includes(h)||h===`waiting`,waitingFor:Jt(l(`sensor.waiting_for`)),blockedBy:Jt(l(`sensor.blocked_by`)),stopReason:l(`sensor.stop_reason`),fault:h===`fault`||l(`binary_sensor.fault`)===`on`,faultReason:Yt((i=c(`binary_sensor.fault`))==null?void 0:i.attributes.reason),temperatureC:v??ee,estimated:v===void 0&&!_,goalC:f(p==null?void 0:p.attributes.temperature),minC:f(p==null?void 0:p.attributes.min_temp)??35,maxC:te,lowC:te>39?It.measured:It.estimated,rampS:(V(l(`number.ramp_minutes`))??Rt/60)*60,hasLevels:Array.isArray(y)&&y.length>0,level:Ft.find(e=>e===re),endsAt:H(m==null?void 0:m.attributes.finishes_at)??H(l(`sensor.ends_at`)),readyAt:H(l(`sensor.ready_at`)),remainingS:wt(m==null?void 0:m.attributes.remaining),durationS:wt(m==null?void 0:m.attributes.duration),usualMin:Math.round(V(l(`number.session_minutes`))??ie),longestMin:Math.floor(ie),autoOff:l(`sensor.auto_off`),plugGrade:Yt((a=c(`sensor.auto_off`))==null?void 0:a.attributes.plug_grade),usedBy:l(`select.used_by`),persons:Xt((o=c(`select.used_by`))==null?void 0:o.attributes.options),holdToStart:((s=c(`sensor.phase`))==null?void 0:s.attributes.confirm_start)===!0,resumeUntil:Kt(c(`event.session`),l(`sensor.stop_reason`)),heatedToday:V(l(`sensor.heated_today`)),sessionsToday:V(l(`sensor.sessions_today`))}}function Ut(e,t){if(e.phase===`paused`)return e.remainingS;if(e.running&&e.endsAt!==void 0)return Math.max((e.endsAt-t)/1e3,0)}function Wt(e,t){return e.phase===`stopping`&&e.phaseSince!==void 0&&t-e.phaseSince>1e4}function Gt(e){let t=new Set(Ht.filter(t=>t<=e.longestMin));return t.add(Math.min(e.usualMin,e.longestMin)),[...t].sort((e,t)=>e-t)}function G(e,t,n){if(e.goalC===void 0)return;let r=n===`°F`?5/9:.5,i=Math.min(Math.max(e.goalC+t*r,e.minC),e.maxC);return Math.abs(i-e.goalC)<.05?void 0:i}function Kt(e,t){let n=H(e==null?void 0:e.state);if(n!==void 0&&(e==null?void 0:e.attributes.event_type)===`stopped`)return t!==void 0&&Bt.includes(t)?n+zt:void 0}function qt(e,t){let n=V(e);return n===void 0?void 0:B(n,Yt(t.unit_of_measurement)??`°C`)}function Jt(e){return e===`nothing`?void 0:e}function Yt(e){return typeof e==`string`?e:void 0}function Xt(e){return Array.isArray(e)?e.filter(e=>typeof e==`string`):[]}var Zt=[`completed`,`stopped`],Qt=[`start`,`pad_button`,`barrier`,`awake`];function $t(e,t,n){let r=tn(e,t),i=e.config.unit_system.temperature,a=t.phase===`paused`||!t.open&&t.resumeUntil!==void 0&&n<t.resumeUntil,o=en(e,t,n);return{alarm:o,question:r,refusal:t.open||o!==void 0?void 0:nn(e,t,n),lastEnd:t.open||o!==void 0?void 0:an(e,t),canStart:!t.open&&t.blockedBy===void 0&&!t.fault&&t.phase!==`testing`,canResume:a&&o===void 0,canPause:t.hasLevels&&(t.phase===`ramp`||t.phase===`hold`),canExtend:t.running,canSetGoal:t.hasLevels&&t.running&&G(t,1,i)!==G(t,-1,i)}}function en(e,t,n){if(t.fault){let n=t.faultReason??t.stopReason??`fault`;return{title:o(e,`fault_title`,{reason:a(e,`sensor.stop_reason`,n)}),text:f(e,`notice_ended_${n}`,{name:t.name})??o(e,`fault_do`),acknowledge:!0}}if(Wt(t,n))return{title:l(e,`stopping`),text:o(e,`off_unproved`),acknowledge:!1}}function tn(e,t){let n=t.waitingFor;if(n===void 0||!t.open)return;let r=n===`awake`&&t.running,i=Qt.includes(n),s=f(e,r?`message_check_in`:`message_waiting_${n}`,{name:t.name}),c=r?`question_check_in`:`question_${n}`;return{what:n,text:s??(i?o(e,c,{name:t.name}):a(e,`sensor.waiting_for`,n)),answer:f(e,`button_confirm_${n}`,{})??o(e,i?`answer_${n}`:`confirm`)}}function nn(e,t,n){let r=t.blockedBy;if(r===void 0)return;let i=t.readyAt!==void 0&&t.readyAt>n,s=i&&t.readyAt!==void 0?Math.ceil((t.readyAt-n)/6e4):void 0,c={name:t.name,...s===void 0?{}:{minutes:s}},l=((r===`resting`||r===`daily_limit`)&&s===void 0?void 0:f(e,r,c))??o(e,`cannot_start`,{reason:a(e,`sensor.blocked_by`,r)});return i&&t.readyAt!==void 0?`${l} ${rn(e,t.readyAt)}`:l}function rn(e,t){return o(e,`ready_at`,{time:U(t,e.locale,e.config.time_zone)})}function an(e,t){let n=t.stopReason;if(!(n===void 0||Zt.includes(n)))return f(e,`notice_ended_${n}`,{name:t.name})??o(e,`last_end`,{reason:a(e,`sensor.stop_reason`,n)})}function on(e,t){return kt(t,e.config.unit_system.temperature,e.locale)}function sn(e,t){if(t.temperatureC===void 0)return t.hasLevels&&t.open?o(e,`no_temperature`):``;if(!t.estimated)return o(e,`measured`);let n=e.config.unit_system.temperature;return o(e,`estimate`,{span:`${Math.round(Ct(8,n))} ${n}`})}function cn(e,t){let n=[],r={verified:`auto_off_verified`,unverified:`auto_off_unverified`,failed:`auto_off_failed`,none:`auto_off_none`}[t.autoOff??``];if(r!==void 0&&n.push({text:o(e,r),good:t.autoOff===`verified`}),t.plugGrade!==void 0){let r=t.plugGrade===`measured`;n.push({text:o(e,r?`sees_stuck`:`blind_stuck`),good:r})}return n}var ln=300,un=class{constructor(){this.soonTold=!1}next(e,t,n){let r=this.phase===void 0,i=Ut(t,n),a=t.running&&i!==void 0&&i<=ln&&i>0;if(t.phase!==this.phase){if(this.phase=t.phase,t.running||(this.soonTold=!1),r){this.soonTold=a;return}return`${t.name}: ${l(e,t.phase)}`}if(a&&!this.soonTold)return this.soonTold=!0,t.durationS!==void 0&&t.durationS<=ln?void 0:o(e,`five_left`,{name:t.name});a||(this.soonTold=!1)}},dn,K=320,fn=110,pn=8,mn=class extends P{shouldUpdate(e){var t;let n=e.get(`hass`);return e.size>1||!e.has(`hass`)||(n==null?void 0:n.language)!==((t=this.hass)==null?void 0:t.language)}render(){let{hass:e,curve:t}=this;if(e===void 0||t===void 0)return j;let n=e.config.unit_system.temperature,r=t=>U(t,e.locale,e.config.time_zone),i=e=>98-(e-t.lowestC)/(t.highestC-t.lowestC)*98,a=xt(St(t.lowestC,n),St(t.highestC,n)),o=R(t.now,t,K),s=(e,n)=>n.length<2?j:k`<path class=${e} d=${bt(n,t,K,98)}></path>`;return O`<figure>
      <div dir="ltr">
        <div class="plot" role="img" aria-label=${this.spoken(e,t)}>
          <svg viewBox="0 0 ${K} ${fn}" preserveAspectRatio="none" aria-hidden="true">
            ${a.map(e=>k`<path class="grid" d="M0 ${i(B(e,n)).toFixed(1)}H${K}"></path>`)}
            ${t.pulses.map(e=>k`<rect class="pulse" x=${R(e.from,t,K).toFixed(1)} y=${102}
                width=${Math.max(R(e.to,t,K)-R(e.from,t,K),.5).toFixed(1)}
                height=${pn}></rect>`)}
            <path class="now" d="M${o.toFixed(1)} 0V${fn}"></path>
            ${s(`programme`,t.programme)} ${s(`expected`,t.expected)} ${s(`actual`,t.actual)}
          </svg>
          ${a.map(e=>O`<span class="tick" style="top:${(i(B(e,n))/fn*100).toFixed(1)}%"
                >${e} ${n}</span
              >`)}
        </div>
        <div class="times"><span>${r(t.from)}</span><span>${r(t.to)}</span></div>
      </div>
      <figcaption class="legend">
        ${this.entry(`programme`,`curve_programme`)}
        ${this.entry(`actual`,this.estimated?`curve_estimated`:`curve_measured`)}
        ${t.expected.length>1?this.entry(`expected`,`curve_expected`):j}
        ${t.pulses.length>0?this.entry(`pulse`,`curve_relay`):j}
      </figcaption>
    </figure>`}entry(e,t){return O`<span
      ><svg viewBox="0 0 26 8" aria-hidden="true">${e===`pulse`?k`<rect class="pulse" x="0" y="0" width="26" height="8"></rect>`:k`<path class=${e} d="M0 4H26"></path>`}</svg>${this.hass?o(this.hass,t):``}</span
    >`}spoken(e,t){let n=t.actual[t.actual.length-1],r=yt(t.programme.map(({at:e,valueC:t})=>({at:e,value:t})),t.now),i=t=>t===void 0?o(e,`not_said`):on(e,t);return o(e,`curve_spoken`,{from:U(t.from,e.locale,e.config.time_zone),to:U(t.to,e.locale,e.config.time_zone),now:i(n==null?void 0:n.valueC),programme:i(r)})}};dn=mn,dn.properties={hass:{attribute:!1},curve:{attribute:!1},estimated:{attribute:!1}},dn.styles=[F,y`
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
    `];var hn=1e3,gn=class{constructor(){this.low=-1/0,this.high=1/0}answered(e,t,n){!Number.isFinite(n)||t<e||(this.low=n-t,this.high=n+hn-e)}saw(e,t){Number.isFinite(e)&&(this.low=Math.max(this.low,e-t),this.high=Math.max(this.high,this.low))}forget(){this.low=-1/0,this.high=1/0}get offsetMs(){return this.high===1/0?Math.max(this.low,0):this.low<=0&&this.high>=0?0:(this.low+this.high)/2}now(e){return e+this.offsetMs}},_n=6e5,vn=new gn,yn=-1/0;function bn(){return vn.now(Date.now())}function xn(e){e!==void 0&&vn.saw(e,Date.now())}async function q(e,t=!1){let n=Date.now();if(!(!e.connected||!t&&Math.abs(n-yn)<_n)){yn=n;try{let e=await fetch(import.meta.url,{method:`HEAD`,cache:`no-store`}),t=Date.now(),r=e.headers.get(`date`);r!==null&&(vn.forget(),vn.answered(n,t,Date.parse(r)))}catch{}}}var J=new Set,Sn;function Cn(e){J.add(e),Sn??=setInterval(()=>{for(let e of[...J])e()},1e3)}function Y(e){J.delete(e),J.size===0&&Sn!==void 0&&(clearInterval(Sn),Sn=void 0)}function wn(){return J.size}var Tn,En=class extends P{constructor(...e){super(...e),this.beat=()=>this.requestUpdate()}disconnectedCallback(){super.disconnectedCallback(),Y(this.beat)}connectedCallback(){super.connectedCallback(),this.requestUpdate()}updated(){var e,t;(this.isConnected&&(((e=this.pad)==null?void 0:e.phase)===`ramp`||((t=this.pad)==null?void 0:t.phase)===`hold`)?Cn:Y)(this.beat)}render(){let{hass:e,pad:t}=this;if(e===void 0||t===void 0)return j;let n=Ut(t,bn()),r=n===void 0||!t.durationS?0:Math.min(n/t.durationS,1),i=t.endsAt!==void 0&&n!==void 0&&t.phase!==`paused`?t.endsAt:void 0;return O`<div class="dial ${t.phase}">
      <svg viewBox="0 0 200 200" aria-hidden="true">
        <circle cx="100" cy="100" r="92"></circle>
        ${r>0?k`<circle class="ring" cx="100" cy="100" r="92" pathLength="100"
                stroke-dasharray="${(r*100).toFixed(2)} 100"></circle>`:j}
      </svg>
      <div class="inside">
        <span class="phase">${l(e,t.phase)}</span>
        ${t.temperatureC===void 0?j:O`<span class="temperature">${on(e,t.temperatureC)}</span>`}
        <span class="source">${sn(e,t)}</span>
        ${t.goalC===void 0||!t.hasLevels?j:O`<span class="goal">${o(e,`goal`,{temperature:on(e,t.goalC)})}</span>`}
        ${n===void 0?j:O`<span class="left"
                ><span class="unseen">${o(e,`time_left`)}</span> ${Dn(Tt(n),t.durationS)}</span
              >`}
        ${i===void 0?j:O`<span class="source"
                >${o(e,`ends`,{time:U(i,e.locale,e.config.time_zone)})}</span
              >`}
      </div>
    </div>`}};Tn=En,Tn.properties={hass:{attribute:!1},pad:{attribute:!1}},Tn.styles=[F,y`
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
    `];function Dn(e,t){return e.padStart(Tt(t??0).length,` `)}var On=[`lower_back`,`upper_back`,`neck`,`shoulder`,`abdomen`,`hip`,`leg`,`knee`,`arm`,`hand`,`foot`,`other`],kn=[`aching`,`burning`,`dull`,`numb`,`pins_and_needles`,`piercing`,`pricking`,`sore`,`spreading`,`stabbing`,`stinging`,`tender`,`throbbing`],An=[`now`,`before`,`after`,`later`,`day_average`],jn=[`normal`,`redness`,`redness_lasting`,`blister`],Mn=[`stretch`,`strength`,`walk`,`other`],Nn=[`pain`,`checkup`,`activity`,`heat`];function Pn(e){return typeof e==`object`&&e?e:{}}function X(e){return typeof e==`string`&&e!==``?e:void 0}function Fn(e){return Array.isArray(e)?e.filter(e=>typeof e==`string`):[]}function In(e){return Array.isArray(e)?e.map(V).filter(e=>e!==void 0):[]}function Ln(e){let t=Pn(e),n=H(t.at),r=X(t.kind),i=X(t.id);if(n===void 0||i===void 0||r===void 0||!Nn.includes(r))return;let a=V(t.heated_s);return{id:i,kind:r,at:n,ended:H(t.ended),score:r===`pain`?V(t.score):void 0,moment:X(t.moment),sites:Fn(t.sites),qualities:Fn(t.qualities),minutes:V(t.minutes)??(a===void 0?void 0:Math.round(a/60)),activity:X(t.activity),source:X(t.source),pad:X(t.pad),skin:X(t.skin),medication:X(t.medication),note:X(t.note)}}function Rn(e){let t=Pn(e),[n,r]=In(t.interval);return{n:V(t.n)??0,summary:X(t.summary)??`nothing`,changes:In(t.changes),median:V(t.median),low:V(t.low),high:V(t.high),mean:V(t.mean),interval:n===void 0||r===void 0?void 0:[n,r],meaningful:V(t.meaningful)??0}}function zn(e){let t=Pn(e),n=Pn(t.report);return{entries:(Array.isArray(t.entries)?t.entries.map(Ln):[]).filter(e=>e!==void 0).sort((e,t)=>e.at-t.at),average:V(n.average),afterHeat:Rn(n.after_heat),withoutHeat:Rn(n.without_heat)}}var Bn=7;function Vn(e,t,n,r){let i=e=>Math.min(Math.max((e-t)/(n-t),0),1),a=e.filter(e=>e.at>=t&&e.at<=n),o=a.filter(e=>e.score!==void 0),s=o.map(e=>e.score??0),c=e=>({x:i(e.at),width:i(e.ended??e.at+(e.minutes??0)*6e4)-i(e.at)}),l=Math.max(Math.ceil(r.length/Bn),1);return{dots:o.map(e=>({x:i(e.at),score:Math.min(Math.max(e.score??0,0),10),average:e.moment===`day_average`})),heats:a.filter(e=>e.kind===`heat`).map(c),moves:a.filter(e=>e.kind===`activity`).map(c),days:r.filter((e,i)=>e>=t&&e<=n&&(r.length-2-i)%l==0).map(e=>({at:e,x:i(e)})),scores:s.length,lowest:s.length===0?void 0:Math.min(...s),highest:s.length===0?void 0:Math.max(...s)}}function Hn(e,t,n){let r=[],i=9e5,a=Math.ceil(e/i)*i,o=n(a-i);for(;a<=t;){let e=n(a);e!==o&&(r.push(a),a+=819e5,o=e),a+=i}return r}function Un(e,t){if(t.kind===`heat`){let n=o(e,`heat_minutes`,{minutes:t.minutes??0}),r=t.pad??(t.source===void 0?void 0:Wn(e,t.source));return r===void 0?[n]:[n,r]}if(t.kind===`activity`){let n=g(e,`activity_kind`,t.activity??`other`);return[o(e,`activity_minutes`,{kind:n,minutes:t.minutes??0})]}return t.kind===`checkup`?[o(e,`checkup`)]:[t.moment===void 0||t.moment===`now`?void 0:g(e,`moment`,t.moment),...t.sites.map(t=>g(e,`sites`,t)),...t.qualities.map(t=>g(e,`qualities`,t)),t.skin===void 0?void 0:`${o(e,`skin`)}: ${g(e,`skin`,t.skin)}`,t.activity,t.medication,t.note].filter(e=>e!==void 0)}function Wn(e,t){return f(e,`message_source_${t}`,{})??g(e,`pack_type`,t)}function Gn(e,t,n){let r=Ot(Math.abs(e),t,n);return Number(Math.abs(e).toFixed(n))===0?r:`${e<0?`−`:`+`}${r}`}function Kn(e,t){let{afterHeat:n,withoutHeat:r,average:i}=t,a=[],s=t=>t===void 0?o(e,`not_said`):Gn(t,e.locale,1),c=t=>t===void 0?o(e,`not_said`):Gn(t,e.locale,0);i!==void 0&&a.push(o(e,`summary_average`,{value:Ot(i,e.locale,1)}));let{n:l}=n,u=n.changes.map(c).join(`, `);if(n.summary===`mean`){var d,f;a.push(o(e,`summary_mean`,{n:l,mean:s(n.mean),from:s((d=n.interval)==null?void 0:d[0]),to:s((f=n.interval)==null?void 0:f[1])}),o(e,`noticeably`,{meaningful:n.meaningful,n:l}))}else if(n.summary===`median`){let{low:t,high:r}=n;a.push(o(e,`summary_median`,{n:l,median:s(n.median),low:c(t),high:c(r)}))}else a.push(l===0?o(e,`summary_nothing`):o(e,`summary_list`,{n:l,list:u}));return r.median!==void 0&&a.push(o(e,`summary_without`,{n:r.n,value:s(r.mean??r.median)})),l>0&&a.push(o(e,`summary_caution`)),a}var qn,Z=320,Jn=100,Yn=10,Xn=128,Zn=class extends P{render(){var e,t;let{hass:n,chart:r}=this;if(n===void 0||r===void 0)return j;let i=e=>Jn-e/10*Jn,a=r.dots.map(({x:e,score:t},n)=>`${n===0?`M`:`L`}${(e*Z).toFixed(1)} ${i(t).toFixed(1)}`).join(``),s=r.days[r.days.length-1],c=r.days.length>1?(((e=r.days[1])==null?void 0:e.x)??1)-(((t=r.days[0])==null?void 0:t.x)??0):1;return O`<figure>
      <div dir="ltr">
        <div class="plot" role="img" aria-label=${this.spoken(n,r)}>
          <svg viewBox="0 0 ${Z} ${Xn}" preserveAspectRatio="none" aria-hidden="true">
            ${[0,5,10].map(e=>k`<path class="grid" d="M0 ${i(e)}H${Z}"></path>`)}
            ${a===``?j:k`<path class="line" d=${a}></path>`}
            ${r.heats.map(({x:e,width:t})=>k`<rect class="heat" x=${(e*Z).toFixed(1)} y=${106}
                width=${Math.max(t*Z,2).toFixed(1)} height=${Yn}></rect>`)}
            ${r.moves.map(({x:e,width:t})=>k`<rect class="move" x=${(e*Z).toFixed(1)} y=${119}
                width=${Math.max(t*Z,4).toFixed(1)} height=${Yn/2}></rect>`)}
          </svg>
          ${r.dots.map(({x:e,score:t,average:n})=>O`<i
                class="dot ${n?`average`:``}"
                style="left:${(e*100).toFixed(2)}%;top:${(i(t)/Xn*100).toFixed(2)}%"
              ></i>`)}
          ${[0,5,10].map(e=>O`<span class="tick" style="top:${(i(e)/Xn*100).toFixed(1)}%">${e}</span>`)}
        </div>
        <div class="days" aria-hidden="true">
          ${r.days.map(({at:e,x:t})=>O`<span
                class="day"
                style="left:${(t*100).toFixed(2)}%;max-width:${((e===(s==null?void 0:s.at)?1-t:c)*100).toFixed(2)}%"
                >${At(e,n.locale,n.config.time_zone)}</span
              >`)}
        </div>
      </div>
      <figcaption class="legend">
        <span><i class="dot"></i>${o(n,`legend_score`)}</span>
        ${r.dots.some(({average:e})=>e)?O`<span><i class="dot average"></i>${o(n,`legend_average`)}</span>`:j}
        <span><i class="heat"></i>${o(n,`legend_heat`)}</span>
        <span><i class="move"></i>${o(n,`legend_move`)}</span>
      </figcaption>
    </figure>`}spoken(e,t){let n=t=>jt(t,e.locale,e.config.time_zone);return o(e,`chart_spoken`,{from:n(this.from),to:n(this.to),n:t.scores,low:t.lowest??o(e,`not_said`),high:t.highest??o(e,`not_said`),sessions:t.heats.length})}};qn=Zn,qn.properties={hass:{attribute:!1},chart:{attribute:!1},from:{attribute:!1},to:{attribute:!1}},qn.styles=[F,y`
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
    `];var Qn=`0.1.0`,$n,er;function tr(){return $n===void 0||$n===`0.1.0`?void 0:$n}function nr(e,t=!1){return(er===void 0||t)&&(er=e.callWS({type:`manifest/get`,integration:`heating_pad`}).then(e=>{$n=e.version}).catch(()=>void 0)),er}var rr,ir={wide:480,widest:760},ar=class extends P{constructor(){super(),this.ticking=!1,this.ticked=()=>{this.hass!==void 0&&q(this.hass),this.beat()},this.ready=()=>{this.hass!==void 0&&(nr(this.hass,!0).then(()=>this.requestUpdate()),q(this.hass,!0).then(()=>this.cameBack()))},this.visible=()=>{document.visibilityState===`visible`&&this.hass!==void 0&&q(this.hass,!0).then(()=>this.cameBack())},this.reload=()=>{location.reload()},this.size=``}setConfig(e){if(e.entity!==void 0&&typeof e.entity!=`string`)throw Error(`entity: one entity id`);this.config={...e}}connectedCallback(){super.connectedCallback(),this.sizes=new ResizeObserver(([e])=>{let t=(e==null?void 0:e.contentRect.width)??0;this.size=t>=ir.widest?`wide widest`:t>=ir.wide?`wide`:``}),this.sizes.observe(this),document.addEventListener(`visibilitychange`,this.visible),this.requestUpdate()}disconnectedCallback(){var e,t;super.disconnectedCallback(),(e=this.sizes)==null||e.disconnect(),document.removeEventListener(`visibilitychange`,this.visible),(t=this.watched)==null||t.removeEventListener(`ready`,this.ready),this.watched=void 0,this.tick(!1)}beat(){this.requestUpdate()}cameBack(){this.requestUpdate()}shouldUpdate(e){if(this.hass===void 0||this.config===void 0)return!1;let t=e.get(`hass`);if(t===void 0||e.size!==1)return!0;let n=this.hass;return t.language!==n.language||t.connected!==n.connected||t.entities!==n.entities||t.localize!==n.localize||t.locale!==n.locale||this.shownEntities(n).some(e=>t.states[e]!==n.states[e])}willUpdate(e){let{hass:t}=this;if(t===void 0)return;let n=e.get(`hass`);for(let e of n===void 0?[]:this.shownEntities(t)){let r=t.states[e];r!==(n==null?void 0:n.states[e])&&xn(H(r==null?void 0:r.last_updated))}if(t.connection!==this.watched&&this.isConnected){var r,i;(r=this.watched)==null||r.removeEventListener(`ready`,this.ready),this.watched=t.connection,(i=this.watched)==null||i.addEventListener(`ready`,this.ready)}e.has(`hass`)&&(n==null?void 0:n.language)!==t.language&&(s(t).then(()=>this.requestUpdate()),nr(t).then(()=>this.requestUpdate()),q(t).then(()=>this.requestUpdate()))}tick(e){e!==this.ticking&&(this.ticking=e,(e?Cn:Y)(this.ticked))}get now(){return bn()}say(e,t){return this.hass===void 0?``:o(this.hass,e,t)}get direction(){var e;return r(((e=this.hass)==null?void 0:e.language)??`en`)}notices(){var e;let t=tr(),n=((e=this.hass)==null?void 0:e.connected)===!1;return!n&&t===void 0?j:O`
      ${n?O`<p class="notice strong" role="alert">${this.say(`no_connection`)}</p>`:j}
      ${t===void 0?j:O`<p class="notice">
              ${this.say(`version`,{card:Qn,integration:t})}
              <button type="button" class="small" @click=${this.reload}>${this.say(`reload`)}</button>
            </p>`}
    `}help(e,t,n=j){return O`<ha-card dir=${this.direction}>
      <div class="card help">
        ${this.notices()}
        <p>${e}</p>
        ${t===void 0?j:O`<p>${t}</p>`} ${n}
      </div>
    </ha-card>`}async act(e,t,n,r={}){if(this.hass===void 0||n===void 0)return!1;try{return await this.hass.callService(e,t,r,{entity_id:n}),!0}catch{return!1}}};rr=ar,rr.properties={hass:{attribute:!1},config:{state:!0},size:{state:!0}};var or={days:`span`};function sr(e,t){return{schema:e,computeLabel:({name:e})=>{let n=e===`entity`?t:or[e]??e;return i(n)?o(p(),n):e},assertConfig:e=>{if(e.entity!==void 0&&typeof e.entity!=`string`)throw Error(`entity: one entity id`)}}}var cr=e=>({name:`entity`,required:!0,selector:{entity:{filter:{integration:`heating_pad`,domain:e}}}}),lr=e=>({name:e,selector:{boolean:{}}}),ur=(...e)=>({type:`grid`,name:``,schema:e.map(lr)}),dr={name:`name`,selector:{text:{}}};function fr(){return sr([cr(`climate`),dr,ur(`hide_curve`,`hide_protection`,`hold_to_start`,`kiosk`)],`entity`)}function pr(){return sr([cr(`sensor`),dr,{name:`days`,selector:{number:{min:1,max:90,step:1,mode:`box`}}},ur(`show_notes`,`kiosk`)],`person_entity`)}var mr=36e5,hr=2e3,gr=class{constructor(e){this.sources=e,this.phases=[],this.goalsC=[],this.temperatures=[],this.relay=[]}get entityIds(){let{phase:e,climate:t,temperature:n,relay:r}=this.sources;return[e,t,n,r].filter(e=>e!==void 0)}get story(){return{phases:this.phases,goalsC:this.goalsC,temperatures:this.temperatures,relay:this.relay}}recorded(e){let t=this.story;this.phases=[],this.goalsC=[],this.temperatures=[],this.relay=[];for(let t of this.entityIds){let n={};for(let{s:r,a:i,lc:a,lu:o}of e[t]??[]){n=i??n;let e=o??a;e!==void 0&&this.note(t,e*1e3,r??``,n)}}this.phases=yr(this.phases,t.phases),this.goalsC=yr(this.goalsC,t.goalsC),this.temperatures=yr(this.temperatures,t.temperatures),this.relay=yr(this.relay,t.relay)}saw(e){let t=H(e==null?void 0:e.last_updated);return e!==void 0&&t!==void 0&&this.note(e.entity_id,t,e.state,e.attributes)}trim(e){let t=e-mr;this.phases=br(this.phases,t),this.goalsC=br(this.goalsC,t),this.temperatures=br(this.temperatures,t),this.relay=br(this.relay,t)}note(e,t,n,r){let{sources:i}=this,a=!1;if(e===i.phase&&(a=_r(this.phases,{at:t,value:n})),e===i.climate){let e=V(r.temperature),n=V(r.current_temperature);a=_r(this.goalsC,{at:t,value:e===void 0?void 0:B(e,i.unit)}),n!==void 0&&vr(this.temperatures,{at:t,valueC:B(n,i.unit)})}if(e===i.temperature){let e=r.unit_of_measurement,i=V(n);i!==void 0&&vr(this.temperatures,{at:t,valueC:B(i,typeof e==`string`?e:`°C`)})}return e===i.relay&&(a=_r(this.relay,{at:t,value:n===`on`})||a),a}};function _r(e,t){let n=e[e.length-1];return n!==void 0&&(t.at<n.at||n.value===t.value)?!1:(e.push(t),!0)}function vr(e,t){let n=e[e.length-1];(n===void 0||t.at>n.at&&e.length<hr)&&e.push(t)}function yr(e,t){var n;let r=((n=e[e.length-1])==null?void 0:n.at)??-1/0;return[...e,...t.filter(e=>e.at>r)]}function br(e,t){let n=e.findIndex(e=>e.at>=t);return n<=1?e:e.slice(n-1)}var xr,Sr=5e3,Cr=3e4,wr=class extends ar{constructor(){super(),this.announcer=new un,this.remembered=``,this.curveAt=0,this.forecastFor=``,this.forecastAt=0,this.seen=``,this.chooseLevel=e=>{let{value:t}=e.target;this.level=Ft.find(e=>e===t)},this.chooseMinutes=e=>{this.minutes=Number(e.target.value)},this.choosePerson=e=>{let t=e.target,n=t.value;this.act(`select`,`select_option`,this.entity(`select.used_by`),{option:n}).then(e=>{var n;let r=(n=this.pad())==null?void 0:n.usedBy;!e&&r!==void 0&&(t.value=r)})},this.start=()=>{let e=this.pad();if(e===void 0)return;let t=e.hasLevels?this.chosenLevel(e):void 0;this.busy=!0,this.act(`heating_pad`,`start_session`,this.entity(`climate.climate`),{duration:{minutes:this.chosenMinutes(e)},...t===void 0?{}:{level:t}}).finally(()=>{this.busy=!1,this.level=void 0})},this.stop=()=>{let{hass:e}=this,t=e===void 0?void 0:this.thing(e),n=e===void 0||t===void 0?void 0:c(e,t);n!==void 0&&this.act(...n)},this.confirm=()=>{var e;let t=(e=this.pad())==null?void 0:e.waitingFor;this.act(`heating_pad`,`confirm`,this.entity(`climate.climate`),t===void 0?{}:{what:t})},this.acknowledge=()=>{this.act(`button`,`press`,this.entity(`button.acknowledge_fault`))},this.resume=()=>{this.act(`heating_pad`,`resume_session`,this.entity(`climate.climate`))},this.pause=()=>{this.act(`timer`,`pause`,this.entity(`timer.session`))},this.extend=()=>{this.act(`heating_pad`,`extend_session`,this.entity(`climate.climate`))},this.warmer=()=>this.step(1),this.cooler=()=>this.step(-1),this.busy=!1,this.spoken=``}static getConfigForm(){return fr()}static getStubConfig(e){let t=n(e).find(({kind:e})=>e===`pad`);return{entity:(t==null?void 0:t.entities[`climate.climate`])??``}}getCardSize(){var e;return((e=this.config)==null?void 0:e.hide_curve)===!0?8:11}getGridOptions(){return{columns:12,min_columns:6,rows:`auto`}}shownEntities(e){var n;let r=this.thing(e),i=(n=this.config)==null?void 0:n.entity,a=r===void 0?[]:Object.values(r.entities).filter(e=>e!==void 0),o=r===void 0?void 0:t(e,r);return[...a,...o===void 0?[]:[o],...i===void 0?[]:[i]]}thing(e){var t;return m(e,((t=this.config)==null?void 0:t.entity)??``)}willUpdate(e){var t,n;super.willUpdate(e);let{hass:r}=this;this.toggleAttribute(`dark`,Tr(r)),this.toggleAttribute(`kiosk`,((t=this.config)==null?void 0:t.kiosk)===!0);let i=r===void 0?void 0:this.thing(r);r!==void 0&&i!==void 0&&((n=this.config)==null?void 0:n.hide_curve)!==!0&&this.recollect(r,i)}recollect(e,n){let r={phase:n.entities[`sensor.phase`],climate:n.entities[`climate.climate`],temperature:n.entities[`sensor.pad_temperature`],relay:t(e,n),unit:e.config.unit_system.temperature},i=JSON.stringify(r);i!==this.remembered&&(this.remembered=i,this.recollection=new gr(r),this.remember(e));let{recollection:a}=this,o=!1;for(let t of(a==null?void 0:a.entityIds)??[]){let n=e.states[t];z(n)||(o=((a==null?void 0:a.saw(n))??!1)||o)}o&&this.drawSoon()}drawSoon(){this.frame??=requestAnimationFrame(()=>{this.frame=void 0,this.curveAt=0,this.requestUpdate()})}disconnectedCallback(){super.disconnectedCallback(),this.frame!==void 0&&(cancelAnimationFrame(this.frame),this.frame=void 0)}async remember(e){let{recollection:t}=this;if(t!==void 0){try{let n=await e.callWS({type:`history/history_during_period`,start_time:new Date(this.now-mr).toISOString(),entity_ids:t.entityIds,minimal_response:!1,no_attributes:!1,significant_changes_only:!1});t.recorded(n)}catch{}this.curveAt=0,this.requestUpdate()}}cameBack(){this.hass!==void 0&&this.remember(this.hass),super.cameBack()}drawn(e){let{recollection:t,now:n}=this;if(t===void 0||n-this.curveAt<Sr&&n>=this.curveAt)return this.shownCurve;this.curveAt=n,t.trim(n),this.foresee(e);let r=e.endsAt??(e.remainingS===void 0?void 0:n+e.remainingS*1e3);return this.shownCurve=pt(t.story,{lowC:e.lowC,rampS:e.rampS,endsAt:e.running?r:void 0,forecast:e.running?this.forecast:void 0,now:n}),this.shownCurve}foresee(e){let{hass:t,now:n}=this,r=this.entity(`climate.climate`),i=JSON.stringify([r,e.phase,e.goalC,e.endsAt]);if(i!==this.forecastFor)this.forecast=void 0;else if(Math.abs(n-this.forecastAt)<Cr)return;this.forecastFor=i,this.forecastAt=n,t!==void 0&&r!==void 0&&e.running&&t.callWS({type:`heating_pad/forecast`,entity_id:r}).then(({points:e})=>{i===this.forecastFor&&(this.forecast=e.map(([e,t])=>({at:n+e*1e3,valueC:t})),this.drawSoon())}).catch(()=>{})}beat(){var e;let{hass:t}=this,n=t===void 0?void 0:this.thing(t);if(t===void 0||n===void 0)return;let r=W(t,n,(e=this.config)==null?void 0:e.name);(JSON.stringify($t(t,r,this.now))!==this.seen||r.running&&this.now-this.curveAt>=Sr)&&this.requestUpdate(),this.announce(t,r)}announce(e,t){let n=this.announcer.next(e,t,this.now);n!==void 0&&(this.spoken=n)}updated(){var e;let{hass:t}=this,n=t===void 0?void 0:this.thing(t);if(t===void 0||n===void 0){this.tick(!1);return}let r=W(t,n,(e=this.config)==null?void 0:e.name),i=Math.max(r.readyAt??0,r.resumeUntil??0);this.tick(this.isConnected&&(r.open||r.phase===`stopping`||i>this.now)),this.announce(t,r)}render(){let{hass:e,config:t}=this;if(e===void 0||t===void 0)return j;if(!t.entity)return this.help(this.say(`choose_pad`));let n=this.thing(e);if((n==null?void 0:n.kind)!==`pad`){let n=e.states[t.entity]!==void 0;return this.help(this.say(n?`not_ours`:`missing`,{entity:t.entity}))}let r=W(e,n,t.name);if(!r.available)return this.help(this.say(`unavailable`,{name:r.name}),this.say(`stop_anyway`),this.stopButton(!1));let i=$t(e,r,this.now);this.seen=JSON.stringify(i);let a=r.phase===`off`||r.phase===`rest`;return O`<ha-card dir=${this.direction}>
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
            ${i.refusal===void 0?j:O`<p class="refusal">${i.refusal}</p>`}
            ${i.lastEnd===void 0?j:O`<p class="soft">${i.lastEnd}</p>`}
            ${r.open||r.fault?j:this.starting(i,r,n,e)} ${this.stopButton(a)}
            ${this.running(i,r,e)}
          </div>
        </div>
        ${this.curve(r,e)} ${this.protection(r,e)}
        <div class="unseen" role="status" aria-live="polite">${this.spoken}</div>
      </div>
    </ha-card>`}stopButton(e){return O`<button type="button" class="stop ${e?`quiet`:``}" @click=${this.stop}>
      ${this.say(`stop`)}
    </button>`}alarm(e,t){let{alarm:n}=e;return n===void 0?j:O`<section class="alarm" role="alert">
      <h3>${n.title}</h3>
      <p>${n.text}</p>
      ${n.acknowledge&&t.entities[`button.acknowledge_fault`]!==void 0?O`<button type="button" @click=${this.acknowledge}>${this.say(`acknowledge`)}</button>`:j}
    </section>`}user(e,t,n){if(e.usedBy===void 0||t.entities[`select.used_by`]===void 0)return j;let r=e=>e===`guest`?a(n,`select.used_by`,e):e;return e.persons.length<2?O`<span class="soft">${this.say(`used_by`)}: ${r(e.usedBy)}</span>`:O`<label class="soft"
      >${this.say(`used_by`)}
      <select @change=${this.choosePerson}>
        ${e.persons.map(t=>O`<option value=${t} ?selected=${t===e.usedBy}>${r(t)}</option>`)}
      </select></label
    >`}question(e,t,n){let{question:r}=e;return r===void 0||n.entities[`climate.climate`]===void 0?j:O`<section class="question">
      <h3>${r.text}</h3>
      <heating-pad-hold-button
        label=${r.answer}
        hint=${this.say(`hold_hint`)}
        ?held=${r.what===`start`&&this.mustHold(t)}
        @confirmed=${this.confirm}
      ></heating-pad-hold-button>
    </section>`}mustHold(e){var t;return e.holdToStart||((t=this.config)==null?void 0:t.hold_to_start)===!0}chosenLevel(e){return this.level??e.level}chosenMinutes(e){return Math.min(this.minutes??e.usualMin,e.longestMin)}starting(e,t,n,r){let i=this.chosenLevel(t),o=this.chosenMinutes(t),s=e=>a(r,`select.level`,e),c=this.say(`start_minutes`,{minutes:o});return t.hasLevels&&i!==void 0?c=this.say(`start_with`,{level:s(i),minutes:o}):t.hasLevels&&t.goalC!==void 0&&(c=this.say(`start_goal`,{temperature:on(r,t.goalC),minutes:o})),O`
      ${t.hasLevels?this.chips(`level`,this.say(`level`),Ft.map(e=>({value:e,label:s(e),chosen:e===i})),this.chooseLevel):j}
      ${this.chips(`minutes`,this.say(`minutes`),Gt(t).map(e=>({value:String(e),label:String(e),chosen:e===o})),this.chooseMinutes)}
      ${e.canResume?O`<button type="button" @click=${this.resume}>
              ${this.say(`resume_until`,{time:U(t.resumeUntil??0,r.locale,r.config.time_zone)})}
            </button>`:j}
      <heating-pad-hold-button
        label=${c}
        hint=${this.say(`hold_hint`)}
        ?held=${this.mustHold(t)}
        ?disabled=${!e.canStart||this.busy||n.entities[`climate.climate`]===void 0}
        @confirmed=${this.start}
      ></heating-pad-hold-button>
    `}chips(e,t,n,r){return O`<fieldset @change=${r}>
      <legend>${t}</legend>
      <div class="chips">
        ${n.map(t=>O`<label class="chip"
              ><input type="radio" name=${e} value=${t.value} .checked=${t.chosen} /><span
                >${t.label}</span
              ></label
            >`)}
      </div>
    </fieldset>`}running(e,t,n){if(!t.running)return j;let r=n.config.unit_system.temperature;return O`<div class="row">
      ${e.canSetGoal?O`<button type="button" ?disabled=${G(t,-1,r)===void 0} @click=${this.cooler}>
                ${this.say(`cooler`)}
              </button>
              <button type="button" ?disabled=${G(t,1,r)===void 0} @click=${this.warmer}>
                ${this.say(`warmer`)}
              </button>`:j}
      ${e.canPause?O`<button type="button" @click=${this.pause}>${this.say(`pause`)}</button>`:j}
      ${e.canResume?O`<button type="button" @click=${this.resume}>${this.say(`resume`)}</button>`:j}
      ${e.canExtend?O`<button type="button" @click=${this.extend}>${this.say(`extend`)}</button>`:j}
    </div>`}curve(e,t){var n;if(((n=this.config)==null?void 0:n.hide_curve)===!0||!e.hasLevels)return j;let r=this.drawn(e);return O`<section aria-label=${this.say(`curve`)}>
      ${r===void 0?O`<p class="soft">${this.say(`curve_none`)}</p>`:O`<heating-pad-curve .hass=${t} .curve=${r} .estimated=${e.estimated}></heating-pad-curve>`}
    </section>`}protection(e,t){var n;let r=e.heatedToday===void 0||e.sessionsToday===void 0?j:O`<p class="soft">${this.say(`today`,{minutes:e.heatedToday,sessions:e.sessionsToday})}</p>`;return((n=this.config)==null?void 0:n.hide_protection)===!0?r:O`${r}
      <ul class="protection" aria-label=${this.say(`protection`)}>
        ${cn(t,e).map(e=>O`<li class=${e.good?`good`:`bad`}>${e.text}</li>`)}
      </ul>`}entity(e){var t;return this.hass===void 0||(t=this.thing(this.hass))==null?void 0:t.entities[e]}pad(){let e=this.hass===void 0?void 0:this.thing(this.hass);return this.hass===void 0||e===void 0?void 0:W(this.hass,e)}step(e){var t;let n=this.pad(),r=((t=this.hass)==null?void 0:t.config.unit_system.temperature)??`°C`,i=n===void 0?void 0:G(n,e,r);if(i!==void 0){let e=Math.round(St(i,r)*10)/10;this.act(`climate`,`set_temperature`,this.entity(`climate.climate`),{temperature:e})}}};xr=wr,xr.properties={level:{state:!0},minutes:{state:!0},busy:{state:!0},spoken:{state:!0}},xr.styles=[Ze,F,y`
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
    `];function Tr(e){let t=e==null?void 0:e.themes;return(t==null?void 0:t.darkMode)===!0}var Er,Q=864e5,$={usual:14,least:1,most:90},Dr=[`event.pain_entry`,`sensor.last_entry`,`sensor.heat_change`,`sensor.sessions_week`],Or=[...Dr,`sensor.pain`,`binary_sensor.see_clinician`],kr=`entity.binary_sensor.see_clinician.state_attributes.rules.state`,Ar=[`mobility`,`mood`,`sleep`],jr=[[`pain`,`week_pain`],[`enjoyment`,`week_enjoyment`],[`general_activity`,`week_activity`]],Mr=class extends ar{constructor(){super(),this.followed=``,this.reading=0,this.readAt=0,this.score=e=>{let t=Number(e.currentTarget.value);this.write(`log_pain`,{score:t},!0).then(e=>{let n=e==null?void 0:e.id;if(typeof n==`string`){let r=(e==null?void 0:e.outcome)===`corrected`?`corrected`:`logged`;this.noted={id:n,score:t,at:this.now},this.said=this.say(r,{score:this.say(`score_named`,{score:t})})}})},this.undo=()=>{let{noted:e}=this;e!==void 0&&this.write(`delete_entry`,{id:e.id},!1).then(e=>{if(e!==void 0){var t;this.noted=void 0,this.said=this.say(`undone`),(t=this.renderRoot.querySelector(`.scale button`))==null||t.focus()}})},this.toggleSite=e=>{this.switchSite(e.detail)},this.tickSite=e=>{this.switchSite(e.target.value)},this.saveDetails=e=>{e.preventDefault();let t=e.currentTarget,n=new FormData(t),r={},i=e=>n.getAll(e).filter(e=>e!==``);for(let e of[`moment`,`skin`,`activity`,`medication`,`note`]){let[t]=i(e);t!==void 0&&t.trim()!==``&&(r[e]=t)}for(let e of Ar){let[t]=i(e);t!==void 0&&(r[e]=Number(t))}this.sites.size>0&&(r.sites=On.filter(e=>this.sites.has(e))),i(`qualities`).length>0&&(r.qualities=i(`qualities`));let[a]=i(`when`),o=a===void 0?NaN:Date.parse(a);Number.isFinite(o)&&(r.when=new Date(o).toISOString());let{noted:s}=this;(s===void 0?this.write(`log_pain`,r,!0):this.write(`update_entry`,{id:s.id,...r},!1)).then(e=>{e!==void 0&&(this.said=this.say(`saved`),this.sites=new Set,t.reset())})},this.saveWeek=e=>{e.preventDefault();let t=e.currentTarget,n=new FormData(t),r=Object.fromEntries(jr.map(([e])=>[e,Number(n.get(e))]));this.write(`log_checkup`,r,!0).then(e=>{e!==void 0&&(this.said=this.say(`saved`),t.reset())})},this.saveMove=e=>{e.preventDefault();let t=e.currentTarget,n=new FormData(t),r={kind:n.get(`kind`),minutes:Number(n.get(`minutes`))};this.write(`log_activity`,r,!0).then(e=>{e!==void 0&&(this.said=this.say(`moved`))})},this.acknowledge=()=>{this.write(`acknowledge_clinician_flag`,{},!1)},this.readAgain=()=>{this.read()},this.export=e=>{let t=e.currentTarget.value;this.exported(t).then(e=>{var t,n;let r=e==null?void 0:e.url;if(typeof r!=`string`||!r.startsWith(`/`))return;let i=document.createElement(`a`);i.href=((t=this.hass)==null||(n=t.hassUrl)==null?void 0:n.call(t,r))??r,i.download=typeof(e==null?void 0:e.filename)==`string`?e.filename:``,i.click()})},this.print=()=>{this.exported(`html`).then(e=>{let t=e==null?void 0:e.content;typeof t==`string`&&Fr(t)})},this.sites=new Set,this.said=``,this.problem=``,this.closed=!1,this.busy=!1}static getConfigForm(){return pr()}static getStubConfig(e){let t=n(e).find(({kind:e})=>e===`person`);return{entity:(t==null?void 0:t.entities[`sensor.pain`])??``}}getCardSize(){return 10}getGridOptions(){return{columns:12,min_columns:6,rows:`auto`}}setConfig(e){let{days:t}=e;if(t!==void 0&&!(typeof t==`number`&&t>=$.least&&t<=$.most))throw Error(`days: ${$.least} to ${$.most}`);super.setConfig(e),this.followed=``}shownEntities(e){var t;let n=this.thing(e),r=n===void 0?[]:Or.map(e=>n.entities[e]).filter(e=>e!==void 0),i=(t=this.config)==null?void 0:t.entity;return i===void 0?r:[...r,i]}thing(e){var t;return m(e,((t=this.config)==null?void 0:t.entity)??``)}get days(){var e;return((e=this.config)==null?void 0:e.days)??$.usual}get target(){var e;return this.hass===void 0||(e=this.thing(this.hass))==null?void 0:e.entities[`sensor.pain`]}willUpdate(e){var t,n,r;super.willUpdate(e);let{hass:i}=this;this.toggleAttribute(`dark`,Tr(i)),this.toggleAttribute(`kiosk`,((t=this.config)==null?void 0:t.kiosk)===!0);let a=i===void 0?void 0:this.thing(i);if(i===void 0||(a==null?void 0:a.kind)!==`person`)return;let o=[(n=this.config)==null?void 0:n.entity,this.days,(r=this.config)==null?void 0:r.show_notes,...Dr.map(e=>{var t;return(t=d(i,a.entities,e))==null?void 0:t.last_updated})].join(`|`);o!==this.followed&&(this.followed=o,this.read())}updated(){this.tick(this.isConnected&&this.noted!==void 0)}beat(){this.noted!==void 0&&this.now>=this.noted.at+6e4&&(this.noted=void 0)}cameBack(){this.read(),super.cameBack()}async ask(e,t,n=!1){let{hass:r,target:i}=this;if(r===void 0||i===void 0)throw Error(this.say(`diary_absent`));try{let{response:n}=await r.callWS({type:`heating_pad/diary`,entity_id:i,action:e,data:t});return n??{}}catch(e){if(e.code!==`unknown_command`)throw e}return(await r.callService(`heating_pad`,e,t,{entity_id:i},!1,n)).response??{}}async read(){let e=++this.reading;try{var t;let n=this.now,r=await this.ask(`get_pain_log`,{start:new Date(n-this.days*Q).toISOString(),include_notes:((t=this.config)==null?void 0:t.show_notes)===!0},!0);e===this.reading&&(this.log=zn(r),this.readAt=n,this.closed=!1,this.problem=``)}catch(t){e===this.reading&&(this.closed=Pr(t)===`diary_private`,this.problem=this.closed?``:this.say(`not_read`,{reason:Nr(t)}))}}async write(e,t,n){this.busy=!0;try{let r=await this.ask(e,t,n);return this.problem=``,r}catch(e){this.problem=Nr(e);return}finally{this.busy=!1}}switchSite(e){let t=new Set(this.sites);t.delete(e)||t.add(e),this.sites=t}async exported(e){var t;let n=new Date(this.now-this.days*Q).toISOString();return this.write(`export_diary`,{format:e,start:n,language:((t=this.hass)==null?void 0:t.language)??`en`},!0)}render(){var e;let{hass:t,config:n}=this;if(t===void 0||n===void 0)return j;if(!n.entity)return this.help(this.say(`choose_person`));let r=this.thing(t);if((r==null?void 0:r.kind)!==`person`){let e=t.states[n.entity]!==void 0;return this.help(this.say(e?`not_a_person`:`missing_person`,{entity:n.entity}))}let i=n.name||r.name;return((e=d(t,r.entities,`sensor.pain`))==null?void 0:e.state)===`unavailable`?this.help(this.say(`unavailable`,{name:i})):this.closed?this.help(f(t,`diary_private`,{name:i})??this.say(`diary_private`)):O`<ha-card dir=${this.direction}>
      <div class="card ${this.size}">
        ${this.notices()}
        <header><h2>${i}</h2></header>
        ${this.clinician(t,r,i)} ${this.question()}
        ${this.problem===``?j:O`<p class="notice strong" role="alert">
                ${this.problem}
                <button type="button" class="small" @click=${this.readAgain}>${this.say(`read_again`)}</button>
              </p>`}
        ${this.details(t)} ${this.week()} ${this.movement(t)} ${this.story(t)} ${this.takeAlong()}
        <div class="unseen" role="status" aria-live="polite">${this.said}</div>
      </div>
    </ha-card>`}clinician(t,n,r){let i=d(t,n.entities,`binary_sensor.see_clinician`);if((i==null?void 0:i.state)!==`on`)return j;let a=(Array.isArray(i.attributes.rules)?i.attributes.rules:[]).map(n=>e(t,`${kr}.${String(n)}`)??String(n));return O`<section class="notice strong">
      <p><strong>${this.say(`see_clinician`,{rules:a.join(`; `)})}</strong></p>
      <p>${f(t,`message_clinician`,{name:r})??j}</p>
      <button type="button" @click=${this.acknowledge}>${this.say(`seen`)}</button>
    </section>`}question(){let{noted:e}=this,t=Array.from({length:11},(e,t)=>t),n={0:this.say(`pain_none`),10:this.say(`pain_worst`)};return O`<section aria-labelledby="question">
      <h3 id="question">${this.say(`pain_now`)}</h3>
      <div class="ends" aria-hidden="true">
        <span>${this.say(`scale_low`,{words:n[0]??``})}</span>
        <span>${this.say(`scale_high`,{words:n[10]??``})}</span>
      </div>
      <div class="scale" role="group" aria-label=${this.say(`scale`)}>
        ${t.map(t=>{let r=this.say(`score_named`,{score:t});return O`<button
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
        ${(e==null?void 0:e.score)===void 0?j:O`<span>✓ ${this.say(`logged`,{score:this.say(`score_named`,{score:e.score})})}</span>
                <button type="button" ?disabled=${this.busy} @click=${this.undo}>${this.say(`undo`)}</button>`}
      </div>
    </section>`}details(e){let t=(e,t,n)=>O`<label class="chip"><input type="checkbox" name=${e} value=${t} /><span>${n}</span></label>`,n=(t,n,r)=>[...r?[O`<option value="">${this.say(`not_said`)}</option>`]:[],...n.map(n=>O`<option value=${n}>${g(e,t,n)}</option>`)];return O`<details>
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
              ${On.map(t=>O`<label class="chip"
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
            ${kn.map(n=>t(`qualities`,n,g(e,`qualities`,n)))}
          </div>
        </fieldset>
        <div class="fields">
          <label
            >${this.say(`moment`)}<select name="moment">
              ${n(`moment`,An,!0)}
            </select></label
          >
          <label>${this.say(`happened`)}<input type="datetime-local" name="when" /></label>
          ${Ar.map(e=>O`<label
                >${this.say(e)}<select name=${e}>
                  <option value="">${this.say(`not_said`)}</option>
                  ${Array.from({length:11},(e,t)=>O`<option>${t}</option>`)}
                </select></label
              >`)}
          <label
            >${this.say(`skin`)}<select name="skin">
              ${n(`skin`,jn,!0)}
            </select></label
          >
          <label>${this.say(`activity_text`)}<input type="text" name="activity" maxlength="200" /></label>
          <label>${this.say(`medication`)}<input type="text" name="medication" maxlength="200" /></label>
        </div>
        <label>${this.say(`note`)}<textarea name="note" maxlength="2000"></textarea></label>
        <button type="submit" ?disabled=${this.busy}>${this.say(`save`)}</button>
      </form>
    </details>`}week(){return O`<details>
      <summary>${this.say(`checkup`)}</summary>
      <form @submit=${this.saveWeek}>
        <div class="fields">
          ${jr.map(([e,t])=>O`<label
                >${this.say(t)}<select name=${e} required>
                  <option value="">${this.say(`not_said`)}</option>
                  ${Array.from({length:11},(e,t)=>O`<option>${t}</option>`)}
                </select></label
              >`)}
        </div>
        <button type="submit" ?disabled=${this.busy}>${this.say(`save`)}</button>
      </form>
    </details>`}movement(e){return O`<details>
      <summary>${this.say(`move_log`)}</summary>
      <form @submit=${this.saveMove}>
        <div class="fields">
          <label
            >${this.say(`move_kind`)}<select name="kind">
              ${Mn.map(t=>O`<option value=${t}>${g(e,`activity_kind`,t)}</option>`)}
            </select></label
          >
          <label
            >${this.say(`move_minutes`)}<input type="number" name="minutes" min="1" max="1440" value="10" required
          /></label>
        </div>
        <button type="submit" ?disabled=${this.busy}>${this.say(`save`)}</button>
      </form>
    </details>`}story(e){let{log:t}=this;if(t===void 0)return O`<p class="soft">${this.problem===``?this.say(`loading`):j}</p>`;let n=this.say(`chart`,{days:this.days});return O`<section aria-label=${n}>
        <h3>${n}</h3>
        ${t.entries.length===0?O`<p class="soft">${this.say(`no_entries`)}</p>`:O`<heating-pad-diary-chart
                  .hass=${e}
                  .chart=${this.chart(e,t)}
                  .from=${this.readAt-this.days*Q}
                  .to=${this.readAt}
                ></heating-pad-diary-chart>
                ${this.table(e,t)}`}
      </section>
      <section aria-labelledby="summary">
        <h3 id="summary">${this.say(`summary`)}</h3>
        <ul class="summary">
          ${Kn(e,t).map(e=>O`<li>${e}</li>`)}
        </ul>
      </section>`}chart(e,t){let n=this.readAt-this.days*Q,r=Hn(n,this.readAt,t=>jt(t,e.locale,e.config.time_zone));return Vn(t.entries,n,this.readAt,r)}table(e,t){let n=t.entries.slice(-100).reverse(),r=t=>`${jt(t,e.locale,e.config.time_zone)}, ${U(t,e.locale,e.config.time_zone)}`;return O`<details>
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
            ${n.map(t=>O`<tr>
                  <td>${r(t.at)}</td>
                  <td>${t.score??this.say(`not_said`)}</td>
                  <td>${Un(e,t).join(` · `)}</td>
                </tr>`)}
          </tbody>
        </table>
      </div>
      ${n.length<t.entries.length?O`<p class="soft">${this.say(`table_newest`,{n:n.length,all:t.entries.length})}</p>`:j}
    </details>`}takeAlong(){return O`<div class="row" role="group" aria-label=${this.say(`export`)}>
      <button type="button" value="csv" ?disabled=${this.busy} @click=${this.export}>${this.say(`export_csv`)}</button>
      <button type="button" value="pdf" ?disabled=${this.busy} @click=${this.export}>${this.say(`export_pdf`)}</button>
      <button type="button" ?disabled=${this.busy} @click=${this.print}>${this.say(`print`)}</button>
    </div>`}};Er=Mr,Er.properties={log:{state:!0},noted:{state:!0},sites:{state:!0},said:{state:!0},problem:{state:!0},closed:{state:!0},busy:{state:!0}},Er.styles=[Ze,F,y`
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
    `];function Nr(e){let t=e==null?void 0:e.message;return typeof t==`string`&&t!==``?t:String(e)}function Pr(e){return e==null?void 0:e.translation_key}function Fr(e){let t=document.createElement(`iframe`);t.setAttribute(`sandbox`,`allow-same-origin allow-modals`),t.style.cssText=`position:fixed;width:0;height:0;border:0;inset-inline-end:0;inset-block-end:0`,t.title=o({localize:()=>``},`print`),t.srcdoc=e,t.addEventListener(`load`,()=>{let e=t.contentWindow;e==null||e.addEventListener(`afterprint`,()=>t.remove()),e==null||e.print()}),document.body.append(t)}var Ir,Lr,Rr;function zr(e,t){let n=t===void 0?void 0:m(e,t);return(n==null?void 0:n.kind)===`pad`?n:void 0}var Br=class extends P{setConfig(e){this.config=e}get thing(){var e;return this.hass===void 0?void 0:zr(this.hass,(e=this.context)==null?void 0:e.entity_id)}willUpdate(){this.toggleAttribute(`dark`,Tr(this.hass))}firstUpdated(){this.hass!==void 0&&(s(this.hass).then(()=>this.requestUpdate()),q(this.hass))}render(){let{hass:e,thing:t}=this;return e===void 0||t===void 0?j:this.show(e,t,W(e,t))}};Ir=Br,Ir.properties={hass:{attribute:!1},context:{attribute:!1},config:{state:!0}};var Vr=class extends Br{constructor(...e){super(...e),this.choose=e=>{var t;let n=e.currentTarget.value,r=(t=this.thing)==null?void 0:t.entities[`select.level`];if(r!==void 0){var i;(i=this.hass)==null||i.callService(`select`,`select_option`,{option:n},{entity_id:r}).catch(()=>void 0)}}}static getStubConfig(){return{type:`custom:heating-pad-level`}}show(e,t,n){return!n.hasLevels||t.entities[`select.level`]===void 0?j:O`<div class="levels" role="group" aria-label=${o(e,`level`)}>
      ${Ft.map(t=>O`<button
            type="button"
            value=${t}
            aria-pressed=${t===n.level?`true`:`false`}
            @click=${this.choose}
          >
            ${a(e,`select.level`,t)}
          </button>`)}
    </div>`}};Lr=Vr,Lr.styles=[Ze,F,y`
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
    `];var Hr=class extends Br{constructor(...e){super(...e),this.beat=()=>this.requestUpdate()}static getStubConfig(){return{type:`custom:heating-pad-time-left`}}disconnectedCallback(){super.disconnectedCallback(),Y(this.beat)}connectedCallback(){super.connectedCallback(),this.requestUpdate()}updated(){let{hass:e,thing:t}=this,n=e===void 0||t===void 0?void 0:W(e,t).phase;(this.isConnected&&(n===`ramp`||n===`hold`)?Cn:Y)(this.beat)}show(e,t,n){let r=Ut(n,bn()),i=r===void 0||!n.durationS?0:Math.min(r/n.durationS,1),s=r===void 0?a(e,`sensor.phase`,n.phase):o(e,`seconds_left`,{time:Tt(r)});return O`<div class="left">
      <span class="bar" style="width:${(i*100).toFixed(1)}%"></span><span>${s}</span>
    </div>`}};Rr=Hr,Rr.styles=[Ze,F,y`
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
    `];var Ur,Wr=2e3,Gr=5e3,Kr=[`Enter`,` `],qr=class extends P{constructor(){super(),this.armedUntil=0,this.touched=!1,this.touch=()=>{this.touched=!0,this.press()},this.leave=()=>{this.touched=!1,this.release()},this.press=()=>{this.held&&!this.disabled&&this.timer===void 0&&(this.pressing=!0,this.timer=setTimeout(()=>{this.release(),this.confirm()},Wr))},this.release=()=>{clearTimeout(this.timer),this.timer=void 0,this.pressing=!1},this.key=e=>{this.held&&Kr.includes(e.key)&&(e.preventDefault(),this.press())},this.keyUp=e=>{this.held&&Kr.includes(e.key)&&e.preventDefault(),this.release()},this.clicked=()=>{let{touched:e}=this;if(this.touched=!1,!this.held){this.confirm();return}if(e)return;let t=performance.now();t<this.armedUntil?(this.armedUntil=0,this.confirm()):this.armedUntil=t+Gr},this.noMenu=e=>{this.held&&e.preventDefault()},this.label=``,this.hint=``,this.held=!1,this.disabled=!1,this.pressing=!1}disconnectedCallback(){super.disconnectedCallback(),this.release()}focus(){var e;(e=this.renderRoot.querySelector(`button`))==null||e.focus()}render(){return O`<button
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
      ${this.label}${this.held?O`<small>${this.hint}</small>`:``}<span class="fill"></span>
    </button>`}confirm(){this.dispatchEvent(new CustomEvent(`confirmed`))}};Ur=qr,Ur.properties={label:{type:String},hint:{type:String},held:{type:Boolean},disabled:{type:Boolean},pressing:{state:!0}},Ur.styles=[F,y`
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
    `];function Jr(e,t,n,r){u(`customCards`,{type:e,get name(){return o(p(),t)},get description(){return o(p(),n)},preview:!0,documentationURL:h,getEntitySuggestion:(t,n)=>{let i=r(t,n);return i===void 0?null:{config:{type:`custom:${e}`,entity:i}}}})}function Yr(e,t,n){u(`customCardFeatures`,{type:e,get name(){return o(p(),t)},configurable:!1,isSupported:(e,t)=>t.entity_id!==void 0&&n(e,t.entity_id)})}function Xr(){Jr(`heating-pad-card`,`pad_card`,`pad_card_text`,(e,t)=>{let n=m(e,t);return(n==null?void 0:n.kind)===`pad`?n.entities[`climate.climate`]:void 0}),Jr(`heating-pad-diary-card`,`diary_card`,`diary_card_text`,(e,t)=>{let n=m(e,t);return(n==null?void 0:n.kind)===`person`?n.entities[`sensor.pain`]:void 0}),Yr(`heating-pad-level`,`feature_level`,(e,t)=>{let n=zr(e,t);return(n==null?void 0:n.entities[`select.level`])!==void 0}),Yr(`heating-pad-time-left`,`feature_time`,(e,t)=>zr(e,t)!==void 0)}var Zr={"heating-pad-hold-button":qr,"heating-pad-dial":En,"heating-pad-curve":mn,"heating-pad-body-map":tt,"heating-pad-diary-chart":Zn,"heating-pad-card":wr,"heating-pad-diary-card":Mr,"heating-pad-level":Vr,"heating-pad-time-left":Hr};for(let[e,t]of Object.entries(Zr))customElements.get(e)===void 0&&customElements.define(e,t);Xr(),window.heatingPadCard={version:Qn,listening:wn};