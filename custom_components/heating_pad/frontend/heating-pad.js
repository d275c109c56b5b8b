var e=globalThis,t=e.ShadowRoot&&(e.ShadyCSS===void 0||e.ShadyCSS.nativeShadow)&&`adoptedStyleSheets`in Document.prototype&&`replace`in CSSStyleSheet.prototype,n=Symbol(),r=new WeakMap,i=class{constructor(e,t,r){if(this._$cssResult$=!0,r!==n)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,n=this.t;if(t&&e===void 0){let t=n!==void 0&&n.length===1;t&&(e=r.get(n)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),t&&r.set(n,e))}return e}toString(){return this.cssText}},a=e=>new i(typeof e==`string`?e:e+``,void 0,n),o=(e,...t)=>new i(e.length===1?e[0]:t.reduce((t,n,r)=>t+(e=>{if(!0===e._$cssResult$)return e.cssText;if(typeof e==`number`)return e;throw Error(`Value passed to 'css' function must be a 'css' function result: `+e+`. Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.`)})(n)+e[r+1],e[0]),e,n),s=(n,r)=>{if(t)n.adoptedStyleSheets=r.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let t of r){let r=document.createElement(`style`),i=e.litNonce;i!==void 0&&r.setAttribute(`nonce`,i),r.textContent=t.cssText,n.appendChild(r)}},c=t?e=>e:e=>e instanceof CSSStyleSheet?(e=>{let t=``;for(let n of e.cssRules)t+=n.cssText;return a(t)})(e):e,{is:l,defineProperty:u,getOwnPropertyDescriptor:d,getOwnPropertyNames:f,getOwnPropertySymbols:p,getPrototypeOf:m}=Object,h=globalThis,g=h.trustedTypes,ee=g?g.emptyScript:``,_=h.reactiveElementPolyfillSupport,v=(e,t)=>e,y={toAttribute(e,t){switch(t){case Boolean:e=e?ee:null;break;case Object:case Array:e=e==null?e:JSON.stringify(e)}return e},fromAttribute(e,t){let n=e;switch(t){case Boolean:n=e!==null;break;case Number:n=e===null?null:Number(e);break;case Object:case Array:try{n=JSON.parse(e)}catch{n=null}}return n}},b=(e,t)=>!l(e,t),x={attribute:!0,type:String,converter:y,reflect:!1,useDefault:!1,hasChanged:b};Symbol.metadata??=Symbol(`metadata`),h.litPropertyMetadata??=new WeakMap;var S=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=x){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let n=Symbol(),r=this.getPropertyDescriptor(e,n,t);r!==void 0&&u(this.prototype,e,r)}}static getPropertyDescriptor(e,t,n){let{get:r,set:i}=d(this.prototype,e)??{get(){return this[t]},set(e){this[t]=e}};return{get:r,set(t){let a=r==null?void 0:r.call(this);i==null||i.call(this,t),this.requestUpdate(e,a,n)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??x}static _$Ei(){if(this.hasOwnProperty(v(`elementProperties`)))return;let e=m(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(v(`finalized`)))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(v(`properties`))){let e=this.properties,t=[...f(e),...p(e)];for(let n of t)this.createProperty(n,e[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[e,n]of t)this.elementProperties.set(e,n)}this._$Eh=new Map;for(let[e,t]of this.elementProperties){let n=this._$Eu(e,t);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let n=new Set(e.flat(1/0).reverse());for(let e of n)t.unshift(c(e))}else e!==void 0&&t.push(c(e));return t}static _$Eu(e,t){let n=t.attribute;return!1===n?void 0:typeof n==`string`?n:typeof e==`string`?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){var e;this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),(e=this.constructor.l)==null||e.forEach(e=>e(this))}addController(e){var t;(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&((t=e.hostConnected)==null||t.call(e))}removeController(e){var t;(t=this._$EO)==null||t.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let n of t.keys())this.hasOwnProperty(n)&&(e.set(n,this[n]),delete this[n]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return s(e,this.constructor.elementStyles),e}connectedCallback(){var e;this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),(e=this._$EO)==null||e.forEach(e=>{var t;return(t=e.hostConnected)==null?void 0:t.call(e)})}enableUpdating(e){}disconnectedCallback(){var e;(e=this._$EO)==null||e.forEach(e=>{var t;return(t=e.hostDisconnected)==null?void 0:t.call(e)})}attributeChangedCallback(e,t,n){this._$AK(e,n)}_$ET(e,t){let n=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,n);if(r!==void 0&&!0===n.reflect){var i;let a=(((i=n.converter)==null?void 0:i.toAttribute)===void 0?y:n.converter).toAttribute(t,n.type);this._$Em=e,a==null?this.removeAttribute(r):this.setAttribute(r,a),this._$Em=null}}_$AK(e,t){let n=this.constructor,r=n._$Eh.get(e);if(r!==void 0&&this._$Em!==r){var i,a;let e=n.getPropertyOptions(r),o=typeof e.converter==`function`?{fromAttribute:e.converter}:((i=e.converter)==null?void 0:i.fromAttribute)===void 0?y:e.converter;this._$Em=r;let s=o.fromAttribute(t,e.type);this[r]=s??((a=this._$Ej)==null?void 0:a.get(r))??s,this._$Em=null}}requestUpdate(e,t,n,r=!1,i){if(e!==void 0){var a;let o=this.constructor;if(!1===r&&(i=this[e]),n??=o.getPropertyOptions(e),!((n.hasChanged??b)(i,t)||n.useDefault&&n.reflect&&i===((a=this._$Ej)==null?void 0:a.get(e))&&!this.hasAttribute(o._$Eu(e,n))))return;this.C(e,t,n)}!1===this.isUpdatePending&&(this._$ES=this._$EP())}C(e,t,{useDefault:n,reflect:r,wrapped:i},a){n&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,a??t??this[e]),!0!==i||a!==void 0)||(this._$AL.has(e)||(this.hasUpdated||n||(t=void 0),this._$AL.set(e,t)),!0===r&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[e,t]of this._$Ep)this[e]=t;this._$Ep=void 0}let e=this.constructor.elementProperties;if(e.size>0)for(let[t,n]of e){let{wrapped:e}=n,r=this[t];!0!==e||this._$AL.has(t)||r===void 0||this.C(t,void 0,n,r)}}let e=!1,t=this._$AL;try{var n;e=this.shouldUpdate(t),e?(this.willUpdate(t),(n=this._$EO)==null||n.forEach(e=>{var t;return(t=e.hostUpdate)==null?void 0:t.call(e)}),this.update(t)):this._$EM()}catch(t){throw e=!1,this._$EM(),t}e&&this._$AE(t)}willUpdate(e){}_$AE(e){var t;(t=this._$EO)==null||t.forEach(e=>{var t;return(t=e.hostUpdated)==null?void 0:t.call(e)}),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(e){}firstUpdated(e){}};S.elementStyles=[],S.shadowRootOptions={mode:`open`},S[v(`elementProperties`)]=new Map,S[v(`finalized`)]=new Map,_==null||_({ReactiveElement:S}),(h.reactiveElementVersions??=[]).push(`2.1.2`);var te=globalThis,ne=e=>e,C=te.trustedTypes,re=C?C.createPolicy(`lit-html`,{createHTML:e=>e}):void 0,ie=`$lit$`,w=`lit$${Math.random().toFixed(9).slice(2)}$`,ae=`?`+w,oe=`<${ae}>`,T=document,E=()=>T.createComment(``),D=e=>e===null||typeof e!=`object`&&typeof e!=`function`,se=Array.isArray,ce=e=>se(e)||typeof(e==null?void 0:e[Symbol.iterator])==`function`,le=`[ 	
\f\r]`,O=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,ue=/-->/g,de=/>/g,k=RegExp(`>|${le}(?:([^\\s"'>=/]+)(${le}*=${le}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`,`g`),fe=/'/g,pe=/"/g,me=/^(?:script|style|textarea|title)$/i,he=e=>(t,...n)=>({_$litType$:e,strings:t,values:n}),A=he(1),j=he(2),M=Symbol.for(`lit-noChange`),N=Symbol.for(`lit-nothing`),ge=new WeakMap,P=T.createTreeWalker(T,129);function _e(e,t){if(!se(e)||!e.hasOwnProperty(`raw`))throw Error(`invalid template strings array`);return re===void 0?t:re.createHTML(t)}var ve=(e,t)=>{let n=e.length-1,r=[],i,a=t===2?`<svg>`:t===3?`<math>`:``,o=O;for(let t=0;t<n;t++){let n=e[t],s,c,l=-1,u=0;for(;u<n.length&&(o.lastIndex=u,c=o.exec(n),c!==null);)u=o.lastIndex,o===O?c[1]===`!--`?o=ue:c[1]===void 0?c[2]===void 0?c[3]!==void 0&&(o=k):(me.test(c[2])&&(i=RegExp(`</`+c[2],`g`)),o=k):o=de:o===k?c[0]===`>`?(o=i??O,l=-1):c[1]===void 0?l=-2:(l=o.lastIndex-c[2].length,s=c[1],o=c[3]===void 0?k:c[3]===`"`?pe:fe):o===pe||o===fe?o=k:o===ue||o===de?o=O:(o=k,i=void 0);let d=o===k&&e[t+1].startsWith(`/>`)?` `:``;a+=o===O?n+oe:l>=0?(r.push(s),n.slice(0,l)+ie+n.slice(l)+w+d):n+w+(l===-2?t:d)}return[_e(e,a+(e[n]||`<?>`)+(t===2?`</svg>`:t===3?`</math>`:``)),r]},ye=class e{constructor({strings:t,_$litType$:n},r){let i;this.parts=[];let a=0,o=0,s=t.length-1,c=this.parts,[l,u]=ve(t,n);if(this.el=e.createElement(l,r),P.currentNode=this.el.content,n===2||n===3){let e=this.el.content.firstChild;e.replaceWith(...e.childNodes)}for(;(i=P.nextNode())!==null&&c.length<s;){if(i.nodeType===1){if(i.hasAttributes())for(let e of i.getAttributeNames())if(e.endsWith(ie)){let t=u[o++],n=i.getAttribute(e).split(w),r=/([.?@])?(.*)/.exec(t);c.push({type:1,index:a,name:r[2],strings:n,ctor:r[1]===`.`?Ce:r[1]===`?`?we:r[1]===`@`?Te:Se}),i.removeAttribute(e)}else e.startsWith(w)&&(c.push({type:6,index:a}),i.removeAttribute(e));if(me.test(i.tagName)){let e=i.textContent.split(w),t=e.length-1;if(t>0){i.textContent=C?C.emptyScript:``;for(let n=0;n<t;n++)i.append(e[n],E()),P.nextNode(),c.push({type:2,index:++a});i.append(e[t],E())}}}else if(i.nodeType===8){if(i.data===ae)c.push({type:2,index:a});else{let e=-1;for(;(e=i.data.indexOf(w,e+1))!==-1;)c.push({type:7,index:a}),e+=w.length-1}}a++}}static createElement(e,t){let n=T.createElement(`template`);return n.innerHTML=e,n}};function F(e,t,n=e,r){var i,a;if(t===M)return t;let o=r===void 0?n._$Cl:(i=n._$Co)==null?void 0:i[r],s=D(t)?void 0:t._$litDirective$;return(o==null?void 0:o.constructor)!==s&&(o==null||(a=o._$AO)==null||a.call(o,!1),s===void 0?o=void 0:(o=new s(e),o._$AT(e,n,r)),r===void 0?n._$Cl=o:(n._$Co??=[])[r]=o),o!==void 0&&(t=F(e,o._$AS(e,t.values),o,r)),t}var be=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:n}=this._$AD,r=((e==null?void 0:e.creationScope)??T).importNode(t,!0);P.currentNode=r;let i=P.nextNode(),a=0,o=0,s=n[0];for(;s!==void 0;){if(a===s.index){let t;s.type===2?t=new xe(i,i.nextSibling,this,e):s.type===1?t=new s.ctor(i,s.name,s.strings,this,e):s.type===6&&(t=new Ee(i,this,e)),this._$AV.push(t),s=n[++o]}a!==(s==null?void 0:s.index)&&(i=P.nextNode(),a++)}return P.currentNode=T,r}p(e){let t=0;for(let n of this._$AV)n!==void 0&&(n.strings===void 0?n._$AI(e[t]):(n._$AI(e,n,t),t+=n.strings.length-2)),t++}},xe=class e{get _$AU(){var e;return((e=this._$AM)==null?void 0:e._$AU)??this._$Cv}constructor(e,t,n,r){this.type=2,this._$AH=N,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=n,this.options=r,this._$Cv=(r==null?void 0:r.isConnected)??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&(e==null?void 0:e.nodeType)===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=F(this,e,t),D(e)?e===N||e==null||e===``?(this._$AH!==N&&this._$AR(),this._$AH=N):e!==this._$AH&&e!==M&&this._(e):e._$litType$===void 0?e.nodeType===void 0?ce(e)?this.k(e):this._(e):this.T(e):this.$(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==N&&D(this._$AH)?this._$AA.nextSibling.data=e:this.T(T.createTextNode(e)),this._$AH=e}$(e){var t;let{values:n,_$litType$:r}=e,i=typeof r==`number`?this._$AC(e):(r.el===void 0&&(r.el=ye.createElement(_e(r.h,r.h[0]),this.options)),r);if(((t=this._$AH)==null?void 0:t._$AD)===i)this._$AH.p(n);else{let e=new be(i,this),t=e.u(this.options);e.p(n),this.T(t),this._$AH=e}}_$AC(e){let t=ge.get(e.strings);return t===void 0&&ge.set(e.strings,t=new ye(e)),t}k(t){se(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,r,i=0;for(let a of t)i===n.length?n.push(r=new e(this.O(E()),this.O(E()),this,this.options)):r=n[i],r._$AI(a),i++;i<n.length&&(this._$AR(r&&r._$AB.nextSibling,i),n.length=i)}_$AR(e=this._$AA.nextSibling,t){var n;for((n=this._$AP)==null||n.call(this,!1,!0,t);e!==this._$AB;){let t=ne(e).nextSibling;ne(e).remove(),e=t}}setConnected(e){var t;this._$AM===void 0&&(this._$Cv=e,(t=this._$AP)==null||t.call(this,e))}},Se=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,n,r,i){this.type=1,this._$AH=N,this._$AN=void 0,this.element=e,this.name=t,this._$AM=r,this.options=i,n.length>2||n[0]!==``||n[1]!==``?(this._$AH=Array(n.length-1).fill(new String),this.strings=n):this._$AH=N}_$AI(e,t=this,n,r){let i=this.strings,a=!1;if(i===void 0)e=F(this,e,t,0),a=!D(e)||e!==this._$AH&&e!==M,a&&(this._$AH=e);else{let r=e,o,s;for(e=i[0],o=0;o<i.length-1;o++)s=F(this,r[n+o],t,o),s===M&&(s=this._$AH[o]),a||=!D(s)||s!==this._$AH[o],s===N?e=N:e!==N&&(e+=(s??``)+i[o+1]),this._$AH[o]=s}a&&!r&&this.j(e)}j(e){e===N?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??``)}},Ce=class extends Se{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===N?void 0:e}},we=class extends Se{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==N)}},Te=class extends Se{constructor(e,t,n,r,i){super(e,t,n,r,i),this.type=5}_$AI(e,t=this){if((e=F(this,e,t,0)??N)===M)return;let n=this._$AH,r=e===N&&n!==N||e.capture!==n.capture||e.once!==n.once||e.passive!==n.passive,i=e!==N&&(n===N||r);r&&this.element.removeEventListener(this.name,this,n),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){var t;typeof this._$AH==`function`?this._$AH.call(((t=this.options)==null?void 0:t.host)??this.element,e):this._$AH.handleEvent(e)}},Ee=class{constructor(e,t,n){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(e){F(this,e)}},De=te.litHtmlPolyfillSupport;De==null||De(ye,xe),(te.litHtmlVersions??=[]).push(`3.3.3`);var Oe=(e,t,n)=>{let r=(n==null?void 0:n.renderBefore)??t,i=r._$litPart$;if(i===void 0){let e=(n==null?void 0:n.renderBefore)??null;r._$litPart$=i=new xe(t.insertBefore(E(),e),e,void 0,n??{})}return i._$AI(e),i},ke,Ae=globalThis,I=class extends S{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Oe(t,this.renderRoot,this.renderOptions)}connectedCallback(){var e;super.connectedCallback(),(e=this._$Do)==null||e.setConnected(!0)}disconnectedCallback(){var e;super.disconnectedCallback(),(e=this._$Do)==null||e.setConnected(!1)}render(){return M}};I._$litElement$=!0,I.finalized=!0,(ke=Ae.litElementHydrateSupport)==null||ke.call(Ae,{LitElement:I});var je=Ae.litElementPolyfillSupport;je==null||je({LitElement:I}),(Ae.litElementVersions??=[]).push(`4.2.2`);var Me=1.5/60;function Ne(e,t,n,r){return Ie(Math.min(t,n),n,e+180,e+r)}function Pe(e,t,n){let r=Fe(e,t);return n<=r?{...e,fromC:n,goalC:n,slope:Me}:Ie(r,n,Math.max(t,e.riseFromS),e.notBeforeS)}function Fe(e,t){let n=Math.max(t-e.riseFromS,0);return Math.min(e.goalC,e.fromC+e.slope*n)}function Ie(e,t,n,r){let i=Me;return t>e&&r>n&&(i=Math.min(i,(t-e)/(r-n))),{fromC:e,goalC:t,riseFromS:n,slope:i,notBeforeS:r}}var Le=[`ramp`,`hold`,`paused`],Re=15e3,ze=4,Be=12e4,L={usual:2.5,least:.3,most:6},Ve=0xe8d4a51000;function He(e){let t,n;for(let i=e.length-1;i>=0;i--){let a=e[i];if(a===void 0)break;if(Le.includes(a.value)){if(n=a.at,t===void 0){var r;t=(r=e[i+1])==null?void 0:r.at}}else if(n!==void 0)break}return n===void 0?void 0:{from:n,to:t}}function Ue(e,t){let n=He(e.phases);if(n===void 0)return;let{from:r}=n,i=n.to!==void 0,a=n.to??t.now,o=i?Math.max(a,r+Re):Math.max(t.endsAt??t.now,t.now,r+Re),s=We(e,t,r,o,i?a:void 0),c=e.temperatures.filter(e=>e.at>=r-Re&&e.at<=a),l=i?[]:Ge(c,s,t.now,o),u=[...s,...c,...l].map(e=>e.valueC);if(u.length===0)return;let d=Math.floor(Math.min(...u)),f=Math.ceil(Math.max(...u));if(f-d<ze){let e=ze-(f-d);d-=Math.ceil(e/2),f+=Math.floor(e/2)}return{from:r,to:o,now:a,lowestC:d,highestC:f,programme:s,actual:c,expected:l,pulses:qe(e.relay,r,a)}}function We(e,t,n,r,i){let a=[...e.phases.filter(({at:e})=>e>=n),...e.goalsC.filter(({at:e})=>e>n)],o=new Set(a.map(({at:e})=>e));for(let e=n;e<r;e+=Re)o.add(e);o.add(r);let s=[],c,l=!1;for(let n of[...o].sort((e,t)=>e-t)){var u;if(n>r||i!==void 0&&n>i)break;let a=Je(e.phases,n),o=Je(e.goalsC,n)??((u=e.goalsC[0])==null?void 0:u.value),d=a===`ramp`||a===`hold`;o!==void 0&&(d&&!l?c=Ne(n/1e3,t.lowC,o,t.rampS):d&&c!==void 0&&c.goalC!==o&&(c=Pe(c,n/1e3,o)),l=d,l&&c!==void 0&&s.push({at:n,valueC:Fe(c,n/1e3)}))}return s}function Ge(e,t,n,r){let i=e[e.length-1],a=t.filter(e=>e.at>n);if(i===void 0||a.length===0)return[];let o=Ke(e,n)/6e4,s=[{at:n,valueC:i.valueC}],{valueC:c}=i,l=n;for(let e of a){let t=c-L.least*((e.at-l)/6e4),n=c+o*(e.at-l);c=Math.min(Math.max(e.valueC,t),n),l=e.at,s.push({at:Math.min(e.at,r),valueC:c})}return s}function Ke(e,t){let n=e.filter(e=>e.at>=t-Be),[r,i]=[n[0],n[n.length-1]];if(r===void 0||i===void 0||i.at-r.at<Be/4)return L.usual;let a=(i.valueC-r.valueC)/(i.at-r.at)*6e4;return Math.min(Math.max(a,L.least),L.most)}function qe(e,t,n){let r=[];return e.forEach((i,a)=>{var o;let s=Math.min(((o=e[a+1])==null?void 0:o.at)??n,n),c=Math.max(i.at,t);i.value&&s>c&&r.push({from:c,to:s})}),r}function Je(e,t){let n;for(let r of e){if(r.at>t)break;n=r.value}return n}function Ye(e,t,n,r){return e.map(({at:e,valueC:i},a)=>{let o=R(e,t,n),s=r-(i-t.lowestC)/(t.highestC-t.lowestC)*r;return`${a===0?`M`:`L`}${o.toFixed(1)} ${s.toFixed(1)}`}).join(``)}function R(e,t,n){let r=(e-t.from)/(t.to-t.from);return Math.min(Math.max(r,0),1)*n}function Xe(e,t){let n=[1,2,5,10,20,50].find(n=>(t-e)/n<=4)??Ve,r=[];for(let i=Math.ceil(e/n)*n;i<=t;i+=n)r.push(i);return r}function z(e){return e===void 0||e.state===`unavailable`||e.state===`unknown`}var Ze=new WeakMap;function Qe(e){let t=Ze.get(e.entities);if(t===void 0){let n=new Map;for(let t of Object.values(e.entities)){if((t==null?void 0:t.platform)!==`heating_pad`||!t.device_id||!t.translation_key)continue;let e=t.entity_id.split(`.`,1)[0]??``,r=n.get(t.device_id)??{};r[`${e}.${t.translation_key}`]=t.entity_id,n.set(t.device_id,r)}t=n,Ze.set(e.entities,t)}return t}function $e(e){return e[`climate.climate`]===void 0?e[`sensor.pain`]!==void 0||e[`number.pain_now`]!==void 0?`person`:e[`timer.session`]!==void 0||e[`sensor.phase`]!==void 0?`pack`:void 0:`pad`}function et(e,t,n){let r=$e(n),i=e.devices[t];return r===void 0?void 0:{kind:r,deviceId:t,name:(i==null?void 0:i.name_by_user)||(i==null?void 0:i.name)||``,entities:n}}function tt(e){return[...Qe(e)].map(([t,n])=>et(e,t,n)).filter(e=>e!==void 0).sort((e,t)=>e.name.localeCompare(t.name))}function nt(e,t){let n=e.entities[t];if((n==null?void 0:n.platform)!==`heating_pad`||!n.device_id)return;let r=Qe(e).get(n.device_id);return r===void 0?void 0:et(e,n.device_id,r)}function rt(e,t,n){let r=t[n];return r===void 0?void 0:e.states[r]}function it(e,t){var n,r;let i=t.entities[`binary_sensor.heating`];if(i!==void 0)return i;let a=(n=e.devices[t.deviceId])==null?void 0:n.via_device_id;if(!a)return;let o=Object.values(e.entities).filter(e=>(e==null?void 0:e.device_id)===a&&e.entity_id.startsWith(`switch.`));return o.length===1?(r=o[0])==null?void 0:r.entity_id:void 0}function B(e,t){return t===`°F`?(e-32)*5/9:e}function V(e,t){return t===`°F`?e*9/5+32:e}function at(e,t){return t===`°F`?e*9/5:e}function H(e){let t=typeof e==`string`&&e.trim()!==``?Number(e):e;return typeof t==`number`&&Number.isFinite(t)?t:void 0}function U(e){let t=typeof e==`string`?Date.parse(e):NaN;return Number.isFinite(t)?t:void 0}function ot(e){if(typeof e!=`string`||!/^(\d+ days?, )?\d+:\d\d:\d\d$/.test(e))return;let[t=0,n=0,r=0]=e.replace(/^.*, /,``).split(`:`).map(Number).reverse();return(r*60+n)*60+t}function st(e){let t=Math.max(0,Math.ceil(e-.001)),[n=0,r=0,i=0]=[Math.floor(t/3600),Math.floor(t/60)%60,t%60],a=e=>String(e).padStart(2,`0`);return n>0?`${n}:${a(r)}:${a(i)}`:`${r}:${a(i)}`}var ct={comma_decimal:`en-US`,decimal_comma:`de`,space_comma:`fr`,quote_decimal:`de-CH`};function lt(e,t,n){let r={minimumFractionDigits:n,maximumFractionDigits:n,useGrouping:!1},i=t.number_format===`none`?`en-US`:ct[t.number_format??``]??t.language;return new Intl.NumberFormat(i,r).format(e)}function ut(e,t,n,r=1){return`${lt(V(e,t),n,r)} ${t}`}function W(e,t,n){let r={hour:`numeric`,minute:`2-digit`};(t.time_format===`12`||t.time_format===`24`)&&(r.hourCycle=t.time_format===`12`?`h12`:`h23`);let i=dt(t,n);return new Intl.DateTimeFormat(t.language,i===void 0?r:{...r,timeZone:i}).format(e)}function dt(e,t){return e.time_zone===`server`?t:void 0}var ft=[`low`,`medium`,`high`],pt={measured:37,estimated:36},mt=40,ht=300,gt=3e5,_t=[`stopped`,`off_at_plug`,`plug_unavailable`,`restarted`,`shutdown`],vt=[`ramp`,`hold`,`paused`],yt=[5,10,15,20,30];function G(e,t,n){var r,i,a,o;let s=n=>rt(e,t.entities,n),c=e=>{let t=s(e);return z(t)||t==null?void 0:t.state},l=e.config.unit_system.temperature,u=e=>{let t=H(e);return t===void 0?void 0:B(t,l)},d=s(`climate.climate`),f=s(`timer.session`),p=c(`sensor.phase`)??((d==null?void 0:d.state)===`heat`?`hold`:`off`),m=s(`sensor.pad_temperature`),h=(m==null?void 0:m.attributes.source)===`measured`,g=u(d==null?void 0:d.attributes.current_temperature),ee=m===void 0?void 0:wt(m.state,m.attributes),_=u(d==null?void 0:d.attributes.max_temp)??mt,v=s(`number.session_minutes`),y=c(`select.level`),b=d==null?void 0:d.attributes.preset_modes,x=H(v==null?void 0:v.attributes.max)??15;return{name:n||t.name,available:!(z(d)&&z(s(`sensor.phase`))),phase:p,phaseSince:U((r=s(`sensor.phase`))==null?void 0:r.last_changed),running:vt.includes(p),open:vt.includes(p)||p===`waiting`,waitingFor:Tt(c(`sensor.waiting_for`)),blockedBy:Tt(c(`sensor.blocked_by`)),stopReason:c(`sensor.stop_reason`),fault:p===`fault`||c(`binary_sensor.fault`)===`on`,temperatureC:g??ee,estimated:g===void 0&&!h,goalC:u(d==null?void 0:d.attributes.temperature),minC:u(d==null?void 0:d.attributes.min_temp)??35,maxC:_,lowC:_>39?pt.measured:pt.estimated,rampS:(H(c(`number.ramp_minutes`))??ht/60)*60,hasLevels:Array.isArray(b)&&b.length>0,level:ft.find(e=>e===y),endsAt:U(f==null?void 0:f.attributes.finishes_at)??U(c(`sensor.ends_at`)),readyAt:U(c(`sensor.ready_at`)),remainingS:ot(f==null?void 0:f.attributes.remaining),durationS:ot(f==null?void 0:f.attributes.duration),usualMin:Math.round(H(c(`number.session_minutes`))??x),longestMin:Math.floor(x),autoOff:c(`sensor.auto_off`),plugGrade:Et((i=s(`sensor.auto_off`))==null?void 0:i.attributes.plug_grade),usedBy:c(`select.used_by`),persons:Dt((a=s(`select.used_by`))==null?void 0:a.attributes.options),holdToStart:((o=s(`sensor.phase`))==null?void 0:o.attributes.confirm_start)===!0,resumeUntil:Ct(s(`event.session`),c(`sensor.stop_reason`)),heatedToday:H(c(`sensor.heated_today`)),sessionsToday:H(c(`sensor.sessions_today`))}}function bt(e,t){if(e.phase===`paused`)return e.remainingS;if(e.running&&e.endsAt!==void 0)return Math.max((e.endsAt-t)/1e3,0)}function xt(e,t){return e.phase===`stopping`&&e.phaseSince!==void 0&&t-e.phaseSince>1e4}function St(e){let t=new Set(yt.filter(t=>t<=e.longestMin));return t.add(Math.min(e.usualMin,e.longestMin)),[...t].sort((e,t)=>e-t)}function K(e,t,n){if(e.goalC===void 0)return;let r=n===`°F`?5/9:.5,i=Math.min(Math.max(e.goalC+t*r,e.minC),e.maxC);return Math.abs(i-e.goalC)<.05?void 0:i}function Ct(e,t){let n=U(e==null?void 0:e.state);if(n!==void 0&&(e==null?void 0:e.attributes.event_type)===`stopped`)return t!==void 0&&_t.includes(t)?n+gt:void 0}function wt(e,t){let n=H(e);return n===void 0?void 0:B(n,Et(t.unit_of_measurement)??`°C`)}function Tt(e){return e===`nothing`?void 0:e}function Et(e){return typeof e==`string`?e:void 0}function Dt(e){return Array.isArray(e)?e.filter(e=>typeof e==`string`):[]}var Ot={level:`Level`,low:`Low`,medium:`Medium`,high:`High`,minutes:`Minutes`,start:`Start`,start_with:`Start: {level}, {minutes} min`,start_minutes:`Start: {minutes} min`,start_goal:`Start: {temperature}, {minutes} min`,hold:`Hold to confirm`,hold_hint:`Keep it pressed for two seconds`,stop:`Stop`,pause:`Pause`,resume:`Go on`,resume_until:`Go on with what was left, until {time}`,extend:`5 minutes more`,warmer:`Warmer`,cooler:`Cooler`,now_c:`Now {temperature}`,goal:`Goal {temperature}`,measured:`measured`,estimate:`estimate, may be off by {span}`,no_temperature:`No temperature`,left:`{time} left`,time_left:`Time left`,ends:`Ends at {time}`,ready_at:`Ready at {time}`,until:`until {time}`,phase_off:`Off`,phase_waiting:`Waiting`,phase_ramp:`Warming up`,phase_hold:`Holding`,phase_paused:`Paused`,phase_stopping:`Switching off`,phase_rest:`Rest`,phase_fault:`Fault`,phase_testing:`Testing`,five_left:`{name}: 5 minutes left`,confirm:`Confirm`,question_start:`Shall {name} heat?`,question_pad_button:`Press the pad's own button, lowest level. The time begins with the first warmth.`,question_barrier:`Does a cloth lie between pad and skin?`,question_awake:`Are you awake?`,question_check_in:`Are you awake? The heat ends in 2 minutes if nobody answers.`,answer_start:`Start`,answer_pad_button:`Done`,answer_barrier:`Cloth is on`,answer_awake:`I'm awake`,last_end:`Last time: {reason}`,cannot_start:`Cannot start: {reason}`,fault_title:`Fault: {reason}`,fault_do:`Look after the pad. If in doubt, pull the plug.`,acknowledge:`Cause is gone: acknowledge`,off_unproved:`The plug has not confirmed that it is off. Pull the plug, then check its connection.`,protection:`Protection`,auto_off_verified:`Goes off by itself if Home Assistant dies: tested.`,auto_off_unverified:`Goes off by itself if Home Assistant dies: not tested, so do not rely on it.`,auto_off_failed:`Does not go off by itself if Home Assistant dies: the test failed.`,auto_off_none:`Does not go off by itself if Home Assistant dies.`,sees_stuck:`Would notice a stuck relay: it measures power.`,blind_stuck:`Cannot see a stuck relay: it measures no power.`,used_by:`Used by`,guest:`Guest`,today:`Last 24 h: {minutes} min, {sessions} sessions`,curve:`Session curve`,curve_programme:`Programme`,curve_measured:`Measured`,curve_estimated:`Estimate`,curve_expected:`Expected`,curve_relay:`Relay on`,curve_spoken:`Session curve from {from} to {to}. Now {now}, programme {programme}.`,curve_none:`The curve begins with the next session.`,no_connection:`No connection to Home Assistant. What you see is old. To stop, press the button on the plug or pull the plug.`,choose_pad:`Choose a heating pad in this card's settings.`,not_ours:`{entity} does not belong to a heating pad. Choose another entity in this card's settings.`,missing:`{entity} is not there. Was the pad removed or its entity disabled? Choose another one in this card's settings.`,unavailable:`{name} is not available. Look under Settings, Devices & services, Heating Pad.`,stop_anyway:`If the pad is warm, pull the plug.`,version:`This card is version {card}, the integration is {integration}. Reload the page; if that does not help, restart Home Assistant.`,reload:`Reload`,failed:`That did not work: {reason}`,entity:`Heating pad`,person_entity:`Person`,name:`Name`,show_curve:`Show the session curve`,show_protection:`Show protection`,kiosk:`Large, for a wall tablet`,hold_to_start:`Hold to start`,pad_card:`Heating pad`,pad_card_text:`Start, watch and stop a heating pad.`,diary_card:`Heating pad diary`,diary_card_text:`Note how it hurts, and see what the notes say.`,dashboard:`Heating pads`,dashboard_text:`Every pad, pack and diary that is set up.`,feature_level:`Heating pad level`,feature_time:`Heating pad time left`,details:`Details`,nothing_set_up:`No heating pad is set up yet. Add one under Settings, Devices & services.`,pain_now:`How does it hurt now?`,pain_none:`no pain`,pain_worst:`worst imaginable`,logged:`Noted: {score}`,undo:`Undo`,undone:`Taken back`,add_details:`Add details`,where:`Where?`,body_map:`Body map`,how_it_feels:`How does it feel?`,moment:`When?`,mobility:`Moving (10 = as ever)`,mood:`Mood (10 = very good)`,sleep:`Sleep (10 = as ever)`,skin:`Skin where the heat was`,medication:`Medicine`,note:`Note`,save:`Save details`,saved:`Details saved`,not_said:`–`,front:`Front`,back:`Back`,chart:`Pain of the last {days} days`,as_table:`The same as a table`,when:`When`,pain:`Pain`,what:`What`,heat:`Heat`,activity:`Movement`,heat_minutes:`Heat, {minutes} min`,activity_minutes:`{kind}, {minutes} min`,no_entries:`Nothing noted in this time.`,summary:`What the notes say`,summary_nothing:`No session yet with a note before and after it.`,summary_list:`Change after heat, {n} sessions: {list}. Too few for an average.`,summary_median:`Change after heat, {n} sessions: median {median}, from {low} to {high}.`,summary_mean:`Change after heat, {n} sessions: mean {mean}, 95 % interval {from} to {to}.`,summary_without:`Without heat, {n} pairs: {value}.`,summary_average:`Mean of 7 days: {value}`,summary_caution:`Pain goes up and down by itself; this does not show what heat did.`,see_clinician:`Your notes are a reason to see a clinician: {rules}`,seen:`I have taken note`,days:`Days`,export:`Export`,print:`Print`,export_csv:`Table (CSV)`,export_pdf:`Page (PDF)`,diary_private:`This diary is open to its person and to administrators only.`,diary_absent:`The diary is not set up in this version of the integration.`,choose_person:`Choose a person in this card's settings. Add one under Settings, Devices & services, Heating Pad.`,today_word:`today`,score_of:`{score} of 10`,move_log:`I have moved`},kt=`heating_pad`,At=new Map;function jt(e){return At.get(e)??At.get(q(e))}function Mt(e,t){At.set(e,t)}function q(e){return e.split(`-`,1)[0]??e}function Nt(e,t={}){return e.replace(/\{(\w+)\}/g,(e,n)=>String(t[n]??e))}function J(e,t,n){var r;return Nt(((r=jt(e.language))==null?void 0:r[t])??Ot[t],n)}function Pt(e,t,n){try{return e.localize(`component.${kt}.${t}`,n)||void 0}catch{return}}function Y(e,t,n){return Pt(e,`entity.${t}.state.${n}`)??It(n)}function Ft(e,t){let n=`phase_${t}`;return Pt(e,`entity.sensor.phase.state.${t}`)??(n in Ot?J(e,n):It(t))}function X(e,t,n){return Pt(e,`exceptions.${t}.message`,n)}function It(e){let t=e.replace(/_/g,` `);return t.charAt(0).toUpperCase()+t.slice(1)}var Lt=[`ar`,`fa`,`he`,`ur`];function Rt(e){return Lt.includes(q(e))?`rtl`:`ltr`}var zt=[`completed`,`stopped`],Bt=[`start`,`pad_button`,`barrier`,`awake`];function Vt(e,t,n){let r=Ut(e,t),i=e.config.unit_system.temperature,a=t.phase===`paused`||!t.open&&t.resumeUntil!==void 0&&n<t.resumeUntil,o=Ht(e,t,n);return{alarm:o,question:r,refusal:t.open||o!==void 0?void 0:Wt(e,t,n),lastEnd:t.open||o!==void 0?void 0:Kt(e,t),canStart:!t.open&&t.blockedBy===void 0&&!t.fault&&t.phase!==`testing`,canResume:a&&o===void 0,canPause:t.hasLevels&&(t.phase===`ramp`||t.phase===`hold`),canExtend:t.running,canSetGoal:t.hasLevels&&t.running&&K(t,1,i)!==K(t,-1,i)}}function Ht(e,t,n){if(t.fault){let n=t.stopReason??`fault`;return{title:J(e,`fault_title`,{reason:Y(e,`sensor.stop_reason`,n)}),text:X(e,`notice_ended_${n}`,{name:t.name})??J(e,`fault_do`),acknowledge:!0}}if(xt(t,n))return{title:Ft(e,`stopping`),text:J(e,`off_unproved`),acknowledge:!1}}function Ut(e,t){let n=t.waitingFor;if(n===void 0||!t.open)return;let r=n===`awake`&&t.running,i=Bt.includes(n),a=X(e,r?`message_check_in`:`message_waiting_${n}`,{name:t.name}),o=r?`question_check_in`:`question_${n}`;return{what:n,text:a??(i?J(e,o,{name:t.name}):Y(e,`sensor.waiting_for`,n)),answer:X(e,`button_confirm_${n}`,{})??J(e,i?`answer_${n}`:`confirm`)}}function Wt(e,t,n){let r=t.blockedBy;if(r===void 0)return;let i=t.readyAt!==void 0&&t.readyAt>n,a=i&&t.readyAt!==void 0?Math.ceil((t.readyAt-n)/6e4):void 0,o={name:t.name,...a===void 0?{}:{minutes:a}},s=((r===`resting`||r===`daily_limit`)&&a===void 0?void 0:X(e,r,o))??J(e,`cannot_start`,{reason:Y(e,`sensor.blocked_by`,r)});return i&&t.readyAt!==void 0?`${s} ${Gt(e,t.readyAt)}`:s}function Gt(e,t){return J(e,`ready_at`,{time:W(t,e.locale,e.config.time_zone)})}function Kt(e,t){let n=t.stopReason;if(!(n===void 0||zt.includes(n)))return X(e,`notice_ended_${n}`,{name:t.name})??J(e,`last_end`,{reason:Y(e,`sensor.stop_reason`,n)})}function qt(e,t){return ut(t,e.config.unit_system.temperature,e.locale)}function Jt(e,t){if(t.temperatureC===void 0)return t.hasLevels&&t.open?J(e,`no_temperature`):``;if(!t.estimated)return J(e,`measured`);let n=e.config.unit_system.temperature;return J(e,`estimate`,{span:`${Math.round(at(8,n))} ${n}`})}function Yt(e,t){let n=[],r={verified:`auto_off_verified`,unverified:`auto_off_unverified`,failed:`auto_off_failed`,none:`auto_off_none`}[t.autoOff??``];if(r!==void 0&&n.push({text:J(e,r),good:t.autoOff===`verified`}),t.plugGrade!==void 0){let r=t.plugGrade===`measured`;n.push({text:J(e,r?`sees_stuck`:`blind_stuck`),good:r})}return n}var Xt=300,Zt=class{constructor(){this.soonTold=!1}next(e,t,n){let r=this.phase===void 0,i=bt(t,n),a=t.running&&i!==void 0&&i<=Xt&&i>0;if(t.phase!==this.phase){if(this.phase=t.phase,t.running||(this.soonTold=!1),r){this.soonTold=a;return}return`${t.name}: ${Ft(e,t.phase)}`}if(a&&!this.soonTold)return this.soonTold=!0,t.durationS!==void 0&&t.durationS<=Xt?void 0:J(e,`five_left`,{name:t.name});a||(this.soonTold=!1)}},Qt=o`
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
    display: block;
    color: var(--hp-text);
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
  button.small {
    min-height: 36px;
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
  }
  details[open] > summary::before {
    content: "▾";
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
`,$t,Z=320,en=110,tn=8,nn=class extends I{shouldUpdate(e){var t;let n=e.get(`hass`);return e.size>1||!e.has(`hass`)||(n==null?void 0:n.language)!==((t=this.hass)==null?void 0:t.language)}render(){let{hass:e,curve:t}=this;if(e===void 0||t===void 0)return N;let n=e.config.unit_system.temperature,r=t=>W(t,e.locale,e.config.time_zone),i=e=>98-(e-t.lowestC)/(t.highestC-t.lowestC)*98,a=Xe(V(t.lowestC,n),V(t.highestC,n)),o=R(t.now,t,Z),s=(e,n)=>n.length<2?N:j`<path class=${e} d=${Ye(n,t,Z,98)}></path>`;return A`<figure>
      <div dir="ltr">
        <div class="plot" role="img" aria-label=${this.spoken(e,t)}>
          <svg viewBox="0 0 ${Z} ${en}" preserveAspectRatio="none" aria-hidden="true">
            ${a.map(e=>j`<path class="grid" d="M0 ${i(B(e,n)).toFixed(1)}H${Z}"></path>`)}
            ${t.pulses.map(e=>j`<rect class="pulse" x=${R(e.from,t,Z).toFixed(1)} y=${102}
                width=${Math.max(R(e.to,t,Z)-R(e.from,t,Z),.5).toFixed(1)}
                height=${tn}></rect>`)}
            <path class="now" d="M${o.toFixed(1)} 0V${en}"></path>
            ${s(`programme`,t.programme)} ${s(`expected`,t.expected)} ${s(`actual`,t.actual)}
          </svg>
          ${a.map(e=>A`<span class="tick" style="top:${(i(B(e,n))/en*100).toFixed(1)}%"
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
      ><svg viewBox="0 0 26 8" aria-hidden="true">${e===`pulse`?j`<rect class="pulse" x="0" y="0" width="26" height="8"></rect>`:j`<path class=${e} d="M0 4H26"></path>`}</svg>${this.hass?J(this.hass,t):``}</span
    >`}spoken(e,t){let n=t.actual[t.actual.length-1],r=Je(t.programme.map(({at:e,valueC:t})=>({at:e,value:t})),t.now),i=t=>t===void 0?J(e,`not_said`):qt(e,t);return J(e,`curve_spoken`,{from:W(t.from,e.locale,e.config.time_zone),to:W(t.to,e.locale,e.config.time_zone),now:i(n==null?void 0:n.valueC),programme:i(r)})}};$t=nn,$t.properties={hass:{attribute:!1},curve:{attribute:!1},estimated:{attribute:!1}},$t.styles=[Qt,o`
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
    `];var rn=1e3,an=class{constructor(){this.low=-1/0,this.high=1/0}answered(e,t,n){!Number.isFinite(n)||t<e||(this.low=n-t,this.high=n+rn-e)}saw(e,t){Number.isFinite(e)&&(this.low=Math.max(this.low,e-t),this.high=Math.max(this.high,this.low))}forget(){this.low=-1/0,this.high=1/0}get offsetMs(){return this.high===1/0?Math.max(this.low,0):this.low<=0&&this.high>=0?0:(this.low+this.high)/2}now(e){return e+this.offsetMs}},on=6e5,sn=new an,cn=-1/0;function ln(){return sn.now(Date.now())}function un(e){e!==void 0&&sn.saw(e,Date.now())}async function dn(e,t=!1){let n=Date.now();if(!(!e.connected||!t&&Math.abs(n-cn)<on)){cn=n;try{let e=await fetch(import.meta.url,{method:`HEAD`,cache:`no-store`}),t=Date.now(),r=e.headers.get(`date`);r!==null&&(sn.forget(),sn.answered(n,t,Date.parse(r)))}catch{}}}var Q=new Set,fn;function pn(e){Q.add(e),fn??=setInterval(()=>{for(let e of[...Q])e()},1e3)}function mn(e){Q.delete(e),Q.size===0&&fn!==void 0&&(clearInterval(fn),fn=void 0)}function hn(){return Q.size}var gn,_n=class extends I{constructor(...e){super(...e),this.beat=()=>this.requestUpdate()}disconnectedCallback(){super.disconnectedCallback(),mn(this.beat)}connectedCallback(){super.connectedCallback(),this.requestUpdate()}updated(){var e,t;(this.isConnected&&(((e=this.pad)==null?void 0:e.phase)===`ramp`||((t=this.pad)==null?void 0:t.phase)===`hold`)?pn:mn)(this.beat)}render(){let{hass:e,pad:t}=this;if(e===void 0||t===void 0)return N;let n=bt(t,ln()),r=n===void 0||!t.durationS?0:Math.min(n/t.durationS,1),i=t.endsAt!==void 0&&n!==void 0&&t.phase!==`paused`?t.endsAt:void 0;return A`<div class="dial ${t.phase}">
      <svg viewBox="0 0 200 200" aria-hidden="true">
        <circle cx="100" cy="100" r="92"></circle>
        ${r>0?j`<circle class="ring" cx="100" cy="100" r="92" pathLength="100"
                stroke-dasharray="${(r*100).toFixed(2)} 100"></circle>`:N}
      </svg>
      <div class="inside">
        <span class="phase">${Ft(e,t.phase)}</span>
        ${t.temperatureC===void 0?N:A`<span class="temperature">${qt(e,t.temperatureC)}</span>`}
        <span class="source">${Jt(e,t)}</span>
        ${t.goalC===void 0||!t.hasLevels?N:A`<span class="goal">${J(e,`goal`,{temperature:qt(e,t.goalC)})}</span>`}
        ${n===void 0?N:A`<span class="left"><span class="unseen">${J(e,`time_left`)}</span> ${st(n)}</span>`}
        ${i===void 0?N:A`<span class="source"
                >${J(e,`ends`,{time:W(i,e.locale,e.config.time_zone)})}</span
              >`}
      </div>
    </div>`}};gn=_n,gn.properties={hass:{attribute:!1},pad:{attribute:!1}},gn.styles=[Qt,o`
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
    `];var vn,yn=2e3,bn=5e3,xn=[`Enter`,` `],Sn=class extends I{constructor(){super(),this.armedUntil=0,this.touched=!1,this.press=()=>{this.held&&!this.disabled&&this.timer===void 0&&(this.touched=!0,this.pressing=!0,this.timer=setTimeout(()=>{this.release(),this.confirm()},yn))},this.release=()=>{clearTimeout(this.timer),this.timer=void 0,this.pressing=!1},this.key=e=>{this.held&&xn.includes(e.key)&&(e.preventDefault(),this.press())},this.clicked=()=>{if(!this.held){this.confirm();return}if(this.touched){this.touched=!1;return}let e=performance.now();e<this.armedUntil?(this.armedUntil=0,this.confirm()):this.armedUntil=e+bn},this.noMenu=e=>{this.held&&e.preventDefault()},this.label=``,this.hint=``,this.held=!1,this.disabled=!1,this.pressing=!1}disconnectedCallback(){super.disconnectedCallback(),this.release()}focus(){var e;(e=this.renderRoot.querySelector(`button`))==null||e.focus()}render(){return A`<button
      type="button"
      class="start ${this.pressing?`pressing`:``}"
      ?disabled=${this.disabled}
      @click=${this.clicked}
      @pointerdown=${this.press}
      @pointerup=${this.release}
      @pointerleave=${this.release}
      @pointercancel=${this.release}
      @keydown=${this.key}
      @keyup=${this.release}
      @blur=${this.release}
      @contextmenu=${this.noMenu}
    >
      ${this.label}${this.held?A`<small>${this.hint}</small>`:``}<span class="fill"></span>
    </button>`}confirm(){this.dispatchEvent(new CustomEvent(`confirmed`))}};vn=Sn,vn.properties={label:{type:String},hint:{type:String},held:{type:Boolean},disabled:{type:Boolean},pressing:{state:!0}},vn.styles=[Qt,o`
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
    `];var Cn=36e5,wn=2e3,Tn=class{constructor(e){this.sources=e,this.phases=[],this.goalsC=[],this.temperatures=[],this.relay=[]}get entityIds(){let{phase:e,climate:t,temperature:n,relay:r}=this.sources;return[e,t,n,r].filter(e=>e!==void 0)}get story(){return{phases:this.phases,goalsC:this.goalsC,temperatures:this.temperatures,relay:this.relay}}recorded(e){let t=this.story;this.phases=[],this.goalsC=[],this.temperatures=[],this.relay=[];for(let t of this.entityIds){let n={};for(let{s:r,a:i,lc:a,lu:o}of e[t]??[]){n=i??n;let e=o??a;e!==void 0&&this.note(t,e*1e3,r??``,n)}}this.phases=On(this.phases,t.phases),this.goalsC=On(this.goalsC,t.goalsC),this.temperatures=On(this.temperatures,t.temperatures),this.relay=On(this.relay,t.relay)}saw(e){let t=U(e==null?void 0:e.last_updated);return e!==void 0&&t!==void 0&&this.note(e.entity_id,t,e.state,e.attributes)}trim(e){let t=e-Cn;this.phases=$(this.phases,t),this.goalsC=$(this.goalsC,t),this.temperatures=$(this.temperatures,t),this.relay=$(this.relay,t)}note(e,t,n,r){let{sources:i}=this,a=!1;if(e===i.phase&&(a=En(this.phases,{at:t,value:n})),e===i.climate){let e=H(r.temperature),n=H(r.current_temperature);a=En(this.goalsC,{at:t,value:e===void 0?void 0:B(e,i.unit)}),n!==void 0&&(a=Dn(this.temperatures,{at:t,valueC:B(n,i.unit)})||a)}if(e===i.temperature){let e=r.unit_of_measurement,i=H(n);i!==void 0&&(a=Dn(this.temperatures,{at:t,valueC:B(i,typeof e==`string`?e:`°C`)}))}return e===i.relay&&(a=En(this.relay,{at:t,value:n===`on`})||a),a}};function En(e,t){let n=e[e.length-1];return n!==void 0&&(t.at<n.at||n.value===t.value)?!1:(e.push(t),!0)}function Dn(e,t){let n=e[e.length-1];return n!==void 0&&(t.at<=n.at||e.length>=wn)?!1:(e.push(t),!0)}function On(e,t){var n;let r=((n=e[e.length-1])==null?void 0:n.at)??-1/0;return[...e,...t.filter(e=>e.at>r)]}function $(e,t){let n=e.findIndex(e=>e.at>=t);return n<=1?e:e.slice(n-1)}var kn={},An=new Map,jn=[`exceptions`,`selector`,`entity`];function Mn(e){let{language:t}=e,n=An.get(t);return n===void 0&&(n=Nn(e,t),An.set(t,n)),n}async function Nn(e,t){let n=jn.map(t=>{var n;return Promise.resolve((n=e.loadBackendTranslation)==null?void 0:n.call(e,t,`heating_pad`))}),r=kn[q(t)];jt(t)===void 0&&r!==void 0&&n.push(r().then(e=>Mt(q(t),e.default))),await Promise.all(n.map(e=>e.catch(()=>void 0)))}var Pn=`0.1.0`,Fn,In;function Ln(){return Fn===void 0||Fn===`0.1.0`?void 0:Fn}function Rn(e,t=!1){return(In===void 0||t)&&(In=e.callWS({type:`manifest/get`,integration:`heating_pad`}).then(e=>{Fn=e.version}).catch(()=>void 0)),In}var zn,Bn={wide:480,widest:760},Vn=class extends I{constructor(){super(),this.ticking=!1,this.ticked=()=>{this.hass!==void 0&&dn(this.hass),this.beat()},this.ready=()=>{this.hass!==void 0&&(Rn(this.hass,!0).then(()=>this.requestUpdate()),dn(this.hass,!0).then(()=>this.cameBack()))},this.visible=()=>{document.visibilityState===`visible`&&this.hass!==void 0&&dn(this.hass,!0).then(()=>this.cameBack())},this.reload=()=>{location.reload()},this.size=``}setConfig(e){if(e.entity!==void 0&&typeof e.entity!=`string`)throw Error(`entity: one entity id`);this.config={...e}}connectedCallback(){super.connectedCallback(),this.sizes=new ResizeObserver(([e])=>{let t=(e==null?void 0:e.contentRect.width)??0;this.size=t>=Bn.widest?`wide widest`:t>=Bn.wide?`wide`:``}),this.sizes.observe(this),document.addEventListener(`visibilitychange`,this.visible),this.requestUpdate()}disconnectedCallback(){var e,t;super.disconnectedCallback(),(e=this.sizes)==null||e.disconnect(),document.removeEventListener(`visibilitychange`,this.visible),(t=this.watched)==null||t.removeEventListener(`ready`,this.ready),this.watched=void 0,this.tick(!1)}beat(){this.requestUpdate()}cameBack(){this.requestUpdate()}shouldUpdate(e){if(this.hass===void 0||this.config===void 0)return!1;let t=e.get(`hass`);if(t===void 0||e.size!==1)return!0;let n=this.hass;return t.language!==n.language||t.connected!==n.connected||t.entities!==n.entities||t.localize!==n.localize||t.locale!==n.locale||this.shownEntities(n).some(e=>t.states[e]!==n.states[e])}willUpdate(e){let{hass:t}=this;if(t===void 0)return;let n=e.get(`hass`);for(let e of n===void 0?[]:this.shownEntities(t)){let r=t.states[e];r!==(n==null?void 0:n.states[e])&&un(U(r==null?void 0:r.last_updated))}if(t.connection!==this.watched&&this.isConnected){var r,i;(r=this.watched)==null||r.removeEventListener(`ready`,this.ready),this.watched=t.connection,(i=this.watched)==null||i.addEventListener(`ready`,this.ready)}(n==null?void 0:n.language)!==t.language&&(Mn(t).then(()=>this.requestUpdate()),Rn(t).then(()=>this.requestUpdate()),dn(t).then(()=>this.requestUpdate()))}tick(e){e!==this.ticking&&(this.ticking=e,(e?pn:mn)(this.ticked))}get now(){return ln()}say(e,t){return this.hass===void 0?``:J(this.hass,e,t)}get direction(){var e;return Rt(((e=this.hass)==null?void 0:e.language)??`en`)}notices(){var e;let t=Ln(),n=((e=this.hass)==null?void 0:e.connected)===!1;return!n&&t===void 0?N:A`
      ${n?A`<p class="notice strong" role="alert">${this.say(`no_connection`)}</p>`:N}
      ${t===void 0?N:A`<p class="notice">
              ${this.say(`version`,{card:Pn,integration:t})}
              <button type="button" class="small" @click=${this.reload}>${this.say(`reload`)}</button>
            </p>`}
    `}help(e,t){return A`<ha-card dir=${this.direction}>
      <div class="card help">
        ${this.notices()}
        <p>${e}</p>
        ${t===void 0?N:A`<p>${t}</p>`}
      </div>
    </ha-card>`}async act(e,t,n,r={}){if(this.hass===void 0||n===void 0)return!1;try{return await this.hass.callService(e,t,r,{entity_id:n}),!0}catch{return!1}}};zn=Vn,zn.properties={hass:{attribute:!1},config:{state:!0},size:{state:!0}};function Hn(){return document.documentElement.lang||`en`}function Un(e){return{schema:e,computeLabel:e=>J({language:Hn()},e.name===`person`?`person_entity`:e.name),assertConfig:e=>{if(e.entity!==void 0&&typeof e.entity!=`string`)throw Error(`entity: one entity id`)}}}var Wn=e=>({entity:{filter:{integration:`heating_pad`,domain:e}}}),Gn=e=>({name:e,selector:{boolean:{}}});function Kn(){return Un([{name:`entity`,required:!0,selector:Wn(`climate`)},{name:`name`,selector:{text:{}}},{type:`grid`,name:``,schema:[Gn(`show_curve`),Gn(`show_protection`),Gn(`hold_to_start`),Gn(`kiosk`)]}])}var qn,Jn=5e3,Yn=class extends Vn{constructor(){super(),this.announcer=new Zt,this.remembered=``,this.curveAt=0,this.seen=``,this.chooseLevel=e=>{let{value:t}=e.target;this.level=ft.find(e=>e===t)},this.chooseMinutes=e=>{this.minutes=Number(e.target.value)},this.choosePerson=e=>{let t=e.target,n=t.value;this.act(`select`,`select_option`,this.entity(`select.used_by`),{option:n}).then(e=>{var n;let r=(n=this.pad())==null?void 0:n.usedBy;!e&&r!==void 0&&(t.value=r)})},this.start=()=>{let e=this.pad();if(e===void 0)return;let t=e.hasLevels?this.chosenLevel(e):void 0;this.busy=!0,this.act(`heating_pad`,`start_session`,this.entity(`climate.climate`),{duration:{minutes:this.chosenMinutes(e)},...t===void 0?{}:{level:t}}).finally(()=>{this.busy=!1,this.level=void 0})},this.stop=()=>{let e=this.entity(`button.stop`);e===void 0?this.act(`climate`,`turn_off`,this.entity(`climate.climate`)):this.act(`button`,`press`,e)},this.confirm=()=>{var e;let t=(e=this.pad())==null?void 0:e.waitingFor;this.act(`heating_pad`,`confirm`,this.entity(`climate.climate`),t===void 0?{}:{what:t})},this.acknowledge=()=>{this.act(`button`,`press`,this.entity(`button.acknowledge_fault`))},this.resume=()=>{this.act(`heating_pad`,`resume_session`,this.entity(`climate.climate`))},this.pause=()=>{this.act(`timer`,`pause`,this.entity(`timer.session`))},this.extend=()=>{this.act(`heating_pad`,`extend_session`,this.entity(`climate.climate`))},this.warmer=()=>this.step(1),this.cooler=()=>this.step(-1),this.busy=!1,this.spoken=``}static getConfigForm(){return Kn()}static getStubConfig(e){let t=tt(e).find(({kind:e})=>e===`pad`);return{entity:(t==null?void 0:t.entities[`climate.climate`])??``}}getCardSize(){var e;return((e=this.config)==null?void 0:e.show_curve)===!1?8:11}getGridOptions(){return{columns:12,min_columns:6,rows:`auto`}}shownEntities(e){var t;let n=this.thing(e),r=(t=this.config)==null?void 0:t.entity,i=n===void 0?[]:Object.values(n.entities).filter(e=>e!==void 0),a=n===void 0?void 0:it(e,n);return[...i,...a===void 0?[]:[a],...r===void 0?[]:[r]]}thing(e){var t;return nt(e,((t=this.config)==null?void 0:t.entity)??``)}willUpdate(e){var t,n;super.willUpdate(e);let{hass:r}=this;this.toggleAttribute(`dark`,Xn(r)),this.toggleAttribute(`kiosk`,((t=this.config)==null?void 0:t.kiosk)===!0);let i=r===void 0?void 0:this.thing(r);r!==void 0&&i!==void 0&&((n=this.config)==null?void 0:n.show_curve)!==!1&&this.recollect(r,i)}recollect(e,t){let n={phase:t.entities[`sensor.phase`],climate:t.entities[`climate.climate`],temperature:t.entities[`sensor.pad_temperature`],relay:it(e,t),unit:e.config.unit_system.temperature},r=JSON.stringify(n);r!==this.remembered&&(this.remembered=r,this.recollection=new Tn(n),this.remember(e));let{recollection:i}=this,a=!1;for(let t of(i==null?void 0:i.entityIds)??[]){let n=e.states[t];z(n)||(a=((i==null?void 0:i.saw(n))??!1)||a)}a&&(this.curveAt=0)}async remember(e){let{recollection:t}=this;if(t!==void 0){try{let n=await e.callWS({type:`history/history_during_period`,start_time:new Date(this.now-Cn).toISOString(),entity_ids:t.entityIds,minimal_response:!1,no_attributes:!1,significant_changes_only:!1});t.recorded(n)}catch{}this.curveAt=0,this.requestUpdate()}}cameBack(){this.hass!==void 0&&this.remember(this.hass),super.cameBack()}drawn(e){let{recollection:t,now:n}=this;if(t===void 0||n-this.curveAt<Jn&&n>=this.curveAt)return this.shownCurve;this.curveAt=n,t.trim(n);let r=e.endsAt??(e.remainingS===void 0?void 0:n+e.remainingS*1e3);return this.shownCurve=Ue(t.story,{lowC:e.lowC,rampS:e.rampS,endsAt:e.running?r:void 0,now:n}),this.shownCurve}beat(){var e;let{hass:t}=this,n=t===void 0?void 0:this.thing(t);if(t===void 0||n===void 0)return;let r=G(t,n,(e=this.config)==null?void 0:e.name);(JSON.stringify(Vt(t,r,this.now))!==this.seen||r.running&&this.now-this.curveAt>=Jn)&&this.requestUpdate(),this.announce(t,r)}announce(e,t){let n=this.announcer.next(e,t,this.now);n!==void 0&&(this.spoken=n)}updated(){var e;let{hass:t}=this,n=t===void 0?void 0:this.thing(t);if(t===void 0||n===void 0){this.tick(!1);return}let r=G(t,n,(e=this.config)==null?void 0:e.name),i=Math.max(r.readyAt??0,r.resumeUntil??0);this.tick(this.isConnected&&(r.open||r.phase===`stopping`||i>this.now)),this.announce(t,r)}render(){let{hass:e,config:t}=this;if(e===void 0||t===void 0)return N;if(!t.entity)return this.help(this.say(`choose_pad`));let n=this.thing(e);if((n==null?void 0:n.kind)!==`pad`){let n=e.states[t.entity]!==void 0;return this.help(this.say(n?`not_ours`:`missing`,{entity:t.entity}))}let r=G(e,n,t.name);if(!r.available)return this.help(this.say(`unavailable`,{name:r.name}),this.say(`stop_anyway`));let i=Vt(e,r,this.now);return this.seen=JSON.stringify(i),A`<ha-card dir=${this.direction}>
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
            ${r.open||r.fault?N:this.starting(i,r,n,e)}
            <button type="button" class="stop" @click=${this.stop}>${this.say(`stop`)}</button>
            ${this.running(i,r,e)}
          </div>
        </div>
        ${this.curve(r,e)} ${this.protection(r,e)}
        <div class="unseen" role="status" aria-live="polite">${this.spoken}</div>
      </div>
    </ha-card>`}alarm(e,t){let{alarm:n}=e;return n===void 0?N:A`<section class="alarm" role="alert">
      <h3>${n.title}</h3>
      <p>${n.text}</p>
      ${n.acknowledge&&t.entities[`button.acknowledge_fault`]!==void 0?A`<button type="button" @click=${this.acknowledge}>${this.say(`acknowledge`)}</button>`:N}
    </section>`}user(e,t,n){if(e.usedBy===void 0||t.entities[`select.used_by`]===void 0)return N;let r=e=>e===`guest`?Y(n,`select.used_by`,e):e;return e.persons.length<2?A`<span class="soft">${this.say(`used_by`)}: ${r(e.usedBy)}</span>`:A`<label class="soft"
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
    </section>`}mustHold(e){var t;return e.holdToStart||((t=this.config)==null?void 0:t.hold_to_start)===!0}chosenLevel(e){return this.level??e.level}chosenMinutes(e){return Math.min(this.minutes??e.usualMin,e.longestMin)}starting(e,t,n,r){let i=this.chosenLevel(t),a=this.chosenMinutes(t),o=e=>Y(r,`select.level`,e),s=this.say(`start_minutes`,{minutes:a});return t.hasLevels&&i!==void 0?s=this.say(`start_with`,{level:o(i),minutes:a}):t.hasLevels&&t.goalC!==void 0&&(s=this.say(`start_goal`,{temperature:qt(r,t.goalC),minutes:a})),A`
      ${t.hasLevels?this.chips(`level`,this.say(`level`),ft.map(e=>({value:e,label:o(e),chosen:e===i})),this.chooseLevel):N}
      ${this.chips(`minutes`,this.say(`minutes`),St(t).map(e=>({value:String(e),label:String(e),chosen:e===a})),this.chooseMinutes)}
      ${e.canResume?A`<button type="button" @click=${this.resume}>
              ${this.say(`resume_until`,{time:W(t.resumeUntil??0,r.locale,r.config.time_zone)})}
            </button>`:N}
      <heating-pad-hold-button
        label=${s}
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
    </div>`}curve(e,t){var n;if(((n=this.config)==null?void 0:n.show_curve)===!1||!e.hasLevels)return N;let r=this.drawn(e);return A`<section aria-label=${this.say(`curve`)}>
      ${r===void 0?A`<p class="soft">${this.say(`curve_none`)}</p>`:A`<heating-pad-curve .hass=${t} .curve=${r} .estimated=${e.estimated}></heating-pad-curve>`}
    </section>`}protection(e,t){var n;let r=e.heatedToday===void 0||e.sessionsToday===void 0?N:A`<p class="soft">${this.say(`today`,{minutes:e.heatedToday,sessions:e.sessionsToday})}</p>`;return((n=this.config)==null?void 0:n.show_protection)===!1?r:A`${r}
      <ul class="protection" aria-label=${this.say(`protection`)}>
        ${Yt(t,e).map(e=>A`<li class=${e.good?`good`:`bad`}>${e.text}</li>`)}
      </ul>`}entity(e){var t;return this.hass===void 0||(t=this.thing(this.hass))==null?void 0:t.entities[e]}pad(){let e=this.hass===void 0?void 0:this.thing(this.hass);return this.hass===void 0||e===void 0?void 0:G(this.hass,e)}step(e){var t;let n=this.pad(),r=((t=this.hass)==null?void 0:t.config.unit_system.temperature)??`°C`,i=n===void 0?void 0:K(n,e,r);if(i!==void 0){let e=Math.round(V(i,r)*10)/10;this.act(`climate`,`set_temperature`,this.entity(`climate.climate`),{temperature:e})}}};qn=Yn,qn.properties={level:{state:!0},minutes:{state:!0},busy:{state:!0},spoken:{state:!0}},qn.styles=[Qt,o`
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
        grid-template-columns: repeat(auto-fit, minmax(8em, 1fr));
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
        color: var(--hp-good);
        font-weight: 700;
      }
      .bad::before {
        content: "!";
        font-weight: 700;
        color: var(--hp-stop);
        padding-inline: 3px;
      }
    `];function Xn(e){let t=e==null?void 0:e.themes;return(t==null?void 0:t.darkMode)===!0}var Zn=`https://github.com/heating-pad/heating-pad`;function Qn(e){let t=window;return t[e]??=[]}function $n(e,t){let n=Qn(e);n.some(({type:e})=>e===t.type)||n.push(t)}function er(e){return J({language:document.documentElement.lang||`en`},e)}function tr(){$n(`customCards`,{type:`heating-pad-card`,name:er(`pad_card`),description:er(`pad_card_text`),preview:!0,documentationURL:Zn,getEntitySuggestion:(e,t)=>{let n=nt(e,t),r=(n==null?void 0:n.kind)===`pad`?n.entities[`climate.climate`]:void 0;return r===void 0?null:{config:{type:`custom:heating-pad-card`,entity:r}}}})}var nr={"heating-pad-hold-button":Sn,"heating-pad-dial":_n,"heating-pad-curve":nn,"heating-pad-card":Yn};for(let[e,t]of Object.entries(nr))customElements.get(e)===void 0&&customElements.define(e,t);tr(),window.heatingPadCard={version:Pn,listening:hn};