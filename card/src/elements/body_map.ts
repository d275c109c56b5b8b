/** Where it hurts, on a drawing: real buttons on a figure. The list beside it says the same. */
import { LitElement, css, html, svg, type TemplateResult } from "lit";
import type { Hass } from "../hass";
import type { Site } from "../logic/diary";
import { choiceWords, say } from "../logic/texts";
import { shared } from "./styles";

interface Spot {
  site: Site;
  /** Per cent of the figure's width and height. */
  x: number;
  y: number;
}

const FRONT: readonly Spot[] = [
  { site: "shoulder", x: 26, y: 24 },
  { site: "arm", x: 83, y: 37 },
  { site: "abdomen", x: 50, y: 38 },
  { site: "hand", x: 15, y: 50 },
  { site: "hip", x: 66, y: 51 },
  { site: "leg", x: 41, y: 62 },
  { site: "knee", x: 61, y: 73 },
  { site: "foot", x: 41, y: 92 },
];
const BACK: readonly Spot[] = [
  { site: "neck", x: 50, y: 15 },
  { site: "upper_back", x: 50, y: 29 },
  { site: "lower_back", x: 50, y: 45 },
];

export class BodyMap extends LitElement {
  static override properties = { hass: { attribute: false }, chosen: { attribute: false } };

  static override styles = [
    shared,
    css`
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
    `,
  ];

  declare hass: Hass | undefined;
  declare chosen: ReadonlySet<string>;

  constructor() {
    super();
    this.chosen = new Set();
  }

  protected override render(): TemplateResult {
    return html`<div class="figures">${this.figure(FRONT, "front")} ${this.figure(BACK, "back")}</div>`;
  }

  private figure(spots: readonly Spot[], side: "front" | "back"): TemplateResult {
    const { hass } = this;
    return html`<figure>
      <div class="body">
        ${OUTLINE}
        ${spots.map(
          ({ site, x, y }) =>
            html`<button
              type="button"
              style="left:${x}%;top:${y}%"
              data-site=${site}
              aria-pressed=${this.chosen.has(site) ? "true" : "false"}
              aria-label=${hass === undefined ? site : choiceWords(hass, "sites", site)}
              title=${hass === undefined ? site : choiceWords(hass, "sites", site)}
              @click=${this.toggle}
            >
              <span aria-hidden="true">${this.chosen.has(site) ? "✓" : ""}</span>
            </button>`,
        )}
      </div>
      <figcaption>${hass === undefined ? "" : say(hass, side)}</figcaption>
    </figure>`;
  }

  private readonly toggle = (click: Event): void => {
    const { site } = (click.currentTarget as HTMLElement).dataset;
    this.dispatchEvent(new CustomEvent("site-toggled", { detail: site }));
  };
}

const OUTLINE = html`<svg viewBox="0 0 100 200" aria-hidden="true">
  ${svg`<circle cx="50" cy="16" r="12"></circle>
  <path d="M43 28v6C30 36 24 40 22 50L12 98c-1 8 7 9 9 2l9-34v34c0 30 2 55 6 88 1 8 12 8 12 0l2-72 2 72c0 8 11 8 12 0
    4-33 6-58 6-88V66l9 34c2 7 10 6 9-2L78 50c-2-10-8-14-21-16v-6z"></path>`}
</svg>`;
