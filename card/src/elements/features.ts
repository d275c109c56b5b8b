/** Features for Home Assistant's tile card: the level of a pad, and how much time is left. */
import { LitElement, css, html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { Hass } from "../hass";
import { thingOf, type Thing } from "../logic/entities";
import { LEVELS, leftS, readPad, type Pad } from "../logic/pad";
import { say, stateWords } from "../logic/texts";
import { countdown } from "../logic/units";
import { loadWords } from "./languages";
import { darkMode } from "./pad_card";
import { serverNow, syncClock } from "./server_clock";
import { palette, shared } from "./styles";
import { everySecond, noMore } from "./ticker";

interface FeatureContext {
  entity_id?: string;
}

export function padOf(hass: Hass, entityId: string | undefined): Thing | undefined {
  const thing = entityId === undefined ? undefined : thingOf(hass, entityId);
  return thing?.kind === "pad" ? thing : undefined;
}

abstract class PadFeature extends LitElement {
  static override properties: PropertyDeclarations = {
    hass: { attribute: false },
    context: { attribute: false },
    config: { state: true },
  };

  declare hass: Hass | undefined;
  declare context: FeatureContext | undefined;
  declare config: Record<string, unknown> | undefined;

  setConfig(config: Record<string, unknown>): void {
    this.config = config;
  }

  protected get thing(): Thing | undefined {
    return this.hass === undefined ? undefined : padOf(this.hass, this.context?.entity_id);
  }

  protected override willUpdate(): void {
    this.toggleAttribute("dark", darkMode(this.hass));
  }

  protected override firstUpdated(): void {
    if (this.hass !== undefined) {
      void loadWords(this.hass).then(() => this.requestUpdate());
      void syncClock(this.hass);
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { hass, thing } = this;
    return hass === undefined || thing === undefined ? nothing : this.show(hass, thing, readPad(hass, thing));
  }

  protected abstract show(hass: Hass, thing: Thing, pad: Pad): TemplateResult | typeof nothing;
}

export class LevelFeature extends PadFeature {
  static override styles = [
    palette,
    shared,
    css`
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
    `,
  ];

  static getStubConfig(): Record<string, unknown> {
    return { type: "custom:heating-pad-level" };
  }

  protected show(hass: Hass, thing: Thing, pad: Pad): TemplateResult | typeof nothing {
    if (!pad.hasLevels || thing.entities["select.level"] === undefined) {
      return nothing;
    }
    return html`<div class="levels" role="group" aria-label=${say(hass, "level")}>
      ${LEVELS.map(
        (level) =>
          html`<button
            type="button"
            value=${level}
            aria-pressed=${level === pad.level ? "true" : "false"}
            @click=${this.choose}
          >
            ${stateWords(hass, "select.level", level)}
          </button>`,
      )}
    </div>`;
  }

  private readonly choose = (click: Event): void => {
    const option = (click.currentTarget as HTMLButtonElement).value;
    const entity = this.thing?.entities["select.level"];
    if (entity !== undefined) {
      void this.hass?.callService("select", "select_option", { option }, { entity_id: entity }).catch(() => undefined);
    }
  };
}

export class TimeLeftFeature extends PadFeature {
  static override styles = [
    palette,
    shared,
    css`
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
    `,
  ];

  static getStubConfig(): Record<string, unknown> {
    return { type: "custom:heating-pad-time-left" };
  }

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
    const { hass, thing } = this;
    const phase = hass === undefined || thing === undefined ? undefined : readPad(hass, thing).phase;
    (this.isConnected && (phase === "ramp" || phase === "hold") ? everySecond : noMore)(this.beat);
  }

  protected show(hass: Hass, _thing: Thing, pad: Pad): TemplateResult {
    const left = leftS(pad, serverNow());
    const share = left === undefined || !pad.durationS ? 0 : Math.min(left / pad.durationS, 1);
    const words =
      left === undefined
        ? stateWords(hass, "sensor.phase", pad.phase)
        : say(hass, "seconds_left", { time: countdown(left) });
    return html`<div class="left">
      <span class="bar" style="width:${(share * 100).toFixed(1)}%"></span><span>${words}</span>
    </div>`;
  }
}
