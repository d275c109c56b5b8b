/** Pain over some days with heat and movement marked. Shapes and places tell them apart, not only colours. */
import { LitElement, css, html, nothing, svg, type TemplateResult } from "lit";
import type { Hass } from "../hass";
import { SCORE_MAX, type DiaryChart } from "../logic/diary";
import { say } from "../logic/texts";
import { formatDate, formatDay } from "../logic/units";
import { shared } from "./styles";

const WIDTH = 320;
const PLOT = 100;
const STRIP = 10;
const HEIGHT = PLOT + 2 * STRIP + 8;

export class DiaryChartElement extends LitElement {
  static override properties = {
    hass: { attribute: false },
    chart: { attribute: false },
    from: { attribute: false },
    to: { attribute: false },
  };

  static override styles = [
    shared,
    css`
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
    `,
  ];

  declare hass: Hass | undefined;
  declare chart: DiaryChart | undefined;
  declare from: number;
  declare to: number;

  protected override render(): TemplateResult | typeof nothing {
    const { hass, chart } = this;
    if (hass === undefined || chart === undefined) {
      return nothing;
    }
    const yOf = (score: number): number => PLOT - (score / SCORE_MAX) * PLOT;
    const line = chart.dots
      .map(({ x, score }, place) => `${place === 0 ? "M" : "L"}${(x * WIDTH).toFixed(1)} ${yOf(score).toFixed(1)}`)
      .join("");
    const last = chart.days[chart.days.length - 1];
    const step = chart.days.length > 1 ? (chart.days[1]?.x ?? 1) - (chart.days[0]?.x ?? 0) : 1;
    // Time runs from left to right in every language.
    return html`<figure>
      <div dir="ltr">
        <div class="plot" role="img" aria-label=${this.spoken(hass, chart)}>
          <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
            ${[0, 5, 10].map((score) => svg`<path class="grid" d="M0 ${yOf(score)}H${WIDTH}"></path>`)}
            ${line === "" ? nothing : svg`<path class="line" d=${line}></path>`}
            ${chart.heats.map(
              ({ x, width }) => svg`<rect class="heat" x=${(x * WIDTH).toFixed(1)} y=${PLOT + 6}
                width=${Math.max(width * WIDTH, 2).toFixed(1)} height=${STRIP}></rect>`,
            )}
            ${chart.moves.map(
              ({ x, width }) => svg`<rect class="move" x=${(x * WIDTH).toFixed(1)} y=${PLOT + STRIP + 9}
                width=${Math.max(width * WIDTH, 4).toFixed(1)} height=${STRIP / 2}></rect>`,
            )}
          </svg>
          ${chart.dots.map(
            ({ x, score, average }) =>
              html`<i
                class="dot ${average ? "average" : ""}"
                style="left:${(x * 100).toFixed(2)}%;top:${((yOf(score) / HEIGHT) * 100).toFixed(2)}%"
              ></i>`,
          )}
          ${[0, 5, 10].map(
            (score) =>
              html`<span class="tick" style="top:${((yOf(score) / HEIGHT) * 100).toFixed(1)}%">${score}</span>`,
          )}
        </div>
        <div class="days" aria-hidden="true">
          ${chart.days.map(
            ({ at, x }) =>
              html`<span
                class="day"
                style="left:${(x * 100).toFixed(2)}%;max-width:${((at === last?.at ? 1 - x : step) * 100).toFixed(2)}%"
                >${formatDate(at, hass.locale, hass.config.time_zone)}</span
              >`,
          )}
        </div>
      </div>
      <figcaption class="legend">
        <span><i class="dot"></i>${say(hass, "legend_score")}</span>
        ${
          chart.dots.some(({ average }) => average)
            ? html`<span><i class="dot average"></i>${say(hass, "legend_average")}</span>`
            : nothing
        }
        <span><i class="heat"></i>${say(hass, "legend_heat")}</span>
        <span><i class="move"></i>${say(hass, "legend_move")}</span>
      </figcaption>
    </figure>`;
  }

  private spoken(hass: Hass, chart: DiaryChart): string {
    const day = (at: number): string => formatDay(at, hass.locale, hass.config.time_zone);
    return say(hass, "chart_spoken", {
      from: day(this.from),
      to: day(this.to),
      n: chart.scores,
      low: chart.lowest ?? say(hass, "not_said"),
      high: chart.highest ?? say(hass, "not_said"),
      sessions: chart.heats.length,
    });
  }
}
