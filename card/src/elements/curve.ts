/** The session curve as a picture: dashes, strength and words tell the lines apart, not only colours. */
import { LitElement, css, html, nothing, svg, type PropertyValues, type TemplateResult } from "lit";
import type { Hass } from "../hass";
import { path, ticks, valueAt, xOf, type Curve, type Point } from "../logic/curve";
import { temperatureWords } from "../logic/situation";
import { say, type Key } from "../logic/texts";
import { formatTime, fromCelsius, toCelsius } from "../logic/units";
import { shared } from "./styles";

const WIDTH = 320;
const HEIGHT = 110;
const STRIP = 8;

export class SessionCurve extends LitElement {
  static override properties = {
    hass: { attribute: false },
    curve: { attribute: false },
    estimated: { attribute: false },
  };

  static override styles = [
    shared,
    css`
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
    `,
  ];

  declare hass: Hass | undefined;
  declare curve: Curve | undefined;
  declare estimated: boolean;

  protected override shouldUpdate(changed: PropertyValues): boolean {
    const before = changed.get("hass") as Hass | undefined;
    // A new `hass` comes with every state in the house; the picture changes with the curve only.
    return changed.size > 1 || !changed.has("hass") || before?.language !== this.hass?.language;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { hass, curve } = this;
    if (hass === undefined || curve === undefined) {
      return nothing;
    }
    const unit = hass.config.unit_system.temperature;
    const time = (at: number): string => formatTime(at, hass.locale, hass.config.time_zone);
    const plot = HEIGHT - STRIP - 4;
    const yOf = (valueC: number): number => plot - ((valueC - curve.lowestC) / (curve.highestC - curve.lowestC)) * plot;
    const marks = ticks(fromCelsius(curve.lowestC, unit), fromCelsius(curve.highestC, unit));
    const nowX = xOf(curve.now, curve, WIDTH);
    const line = (name: string, points: readonly Point[]): TemplateResult | typeof nothing =>
      points.length < 2 ? nothing : svg`<path class=${name} d=${path(points, curve, WIDTH, plot)}></path>`;
    // Time runs from left to right in every language.
    return html`<figure>
      <div dir="ltr">
        <div class="plot" role="img" aria-label=${this.spoken(hass, curve)}>
          <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
            ${marks.map(
              (mark) => svg`<path class="grid" d="M0 ${yOf(toCelsius(mark, unit)).toFixed(1)}H${WIDTH}"></path>`,
            )}
            ${curve.pulses.map(
              (pulse) => svg`<rect class="pulse" x=${xOf(pulse.from, curve, WIDTH).toFixed(1)} y=${HEIGHT - STRIP}
                width=${Math.max(xOf(pulse.to, curve, WIDTH) - xOf(pulse.from, curve, WIDTH), 0.5).toFixed(1)}
                height=${STRIP}></rect>`,
            )}
            <path class="now" d="M${nowX.toFixed(1)} 0V${HEIGHT}"></path>
            ${line("programme", curve.programme)} ${line("expected", curve.expected)} ${line("actual", curve.actual)}
          </svg>
          ${marks.map(
            (mark) =>
              html`<span class="tick" style="top:${((yOf(toCelsius(mark, unit)) / HEIGHT) * 100).toFixed(1)}%"
                >${mark} ${unit}</span
              >`,
          )}
        </div>
        <div class="times"><span>${time(curve.from)}</span><span>${time(curve.to)}</span></div>
      </div>
      <figcaption class="legend">
        ${this.entry("programme", "curve_programme")}
        ${this.entry("actual", this.estimated ? "curve_estimated" : "curve_measured")}
        ${curve.expected.length > 1 ? this.entry("expected", "curve_expected") : nothing}
        ${curve.pulses.length > 0 ? this.entry("pulse", "curve_relay") : nothing}
      </figcaption>
    </figure>`;
  }

  private entry(name: string, key: Key): TemplateResult {
    const sample =
      name === "pulse"
        ? svg`<rect class="pulse" x="0" y="0" width="26" height="8"></rect>`
        : svg`<path class=${name} d="M0 4H26"></path>`;
    return html`<span
      ><svg viewBox="0 0 26 8" aria-hidden="true">${sample}</svg>${this.hass ? say(this.hass, key) : ""}</span
    >`;
  }

  private spoken(hass: Hass, curve: Curve): string {
    const last = curve.actual[curve.actual.length - 1];
    const programmeC = valueAt(
      curve.programme.map(({ at, valueC }) => ({ at, value: valueC })),
      curve.now,
    );
    const words = (valueC: number | undefined): string =>
      valueC === undefined ? say(hass, "not_said") : temperatureWords(hass, valueC);
    return say(hass, "curve_spoken", {
      from: formatTime(curve.from, hass.locale, hass.config.time_zone),
      to: formatTime(curve.to, hass.locale, hass.config.time_zone),
      now: words(last?.valueC),
      programme: words(programmeC),
    });
  }
}
