/** Temperature, goal, phase and the time left, the latter also as a ring. */
import { LitElement, css, html, nothing, svg, type TemplateResult } from "lit";
import type { Hass } from "../hass";
import { leftS, type Pad } from "../logic/pad";
import { sourceWords, temperatureWords } from "../logic/situation";
import { phaseWords, say } from "../logic/texts";
import { countdown, formatTime } from "../logic/units";
import { serverNow } from "./server_clock";
import { shared } from "./styles";
import { everySecond, noMore } from "./ticker";

export class Dial extends LitElement {
  static override properties = { hass: { attribute: false }, pad: { attribute: false } };

  static override styles = [
    shared,
    css`
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
    `,
  ];

  declare hass: Hass | undefined;
  declare pad: Pad | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    noMore(this.beat);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  private readonly beat = (): void => this.requestUpdate();

  protected override updated(): void {
    const counting = this.isConnected && (this.pad?.phase === "ramp" || this.pad?.phase === "hold");
    (counting ? everySecond : noMore)(this.beat);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { hass, pad } = this;
    if (hass === undefined || pad === undefined) {
      return nothing;
    }
    const now = serverNow();
    const left = leftS(pad, now);
    const share = left === undefined || !pad.durationS ? 0 : Math.min(left / pad.durationS, 1);
    const ends = pad.endsAt !== undefined && left !== undefined && pad.phase !== "paused" ? pad.endsAt : undefined;
    return html`<div class="dial ${pad.phase}">
      <svg viewBox="0 0 200 200" aria-hidden="true">
        <circle cx="100" cy="100" r="92"></circle>
        ${
          share > 0
            ? svg`<circle class="ring" cx="100" cy="100" r="92" pathLength="100"
                stroke-dasharray="${(share * 100).toFixed(2)} 100"></circle>`
            : nothing
        }
      </svg>
      <div class="inside">
        <span class="phase">${phaseWords(hass, pad.phase)}</span>
        ${
          pad.temperatureC === undefined
            ? nothing
            : html`<span class="temperature">${temperatureWords(hass, pad.temperatureC)}</span>`
        }
        <span class="source">${sourceWords(hass, pad)}</span>
        ${
          pad.goalC === undefined || !pad.hasLevels
            ? nothing
            : html`<span class="goal">${say(hass, "goal", { temperature: temperatureWords(hass, pad.goalC) })}</span>`
        }
        ${
          left === undefined
            ? nothing
            : html`<span class="left"
                ><span class="unseen">${say(hass, "time_left")}</span> ${steady(countdown(left), pad.durationS)}</span
              >`
        }
        ${
          ends === undefined
            ? nothing
            : html`<span class="source"
                >${say(hass, "ends", { time: formatTime(ends, hass.locale, hass.config.time_zone) })}</span
              >`
        }
      </div>
    </div>`;
  }
}

/** As wide at the end as at the beginning: a place for every digit, so that nothing moves while it counts. */
function steady(shown: string, durationS: number | undefined): string {
  return shown.padStart(countdown(durationS ?? 0).length, "\u2007");
}
