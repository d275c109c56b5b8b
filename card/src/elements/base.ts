/** What all cards have in common: words, the connection, the version, and when to draw. */
import { LitElement, html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import type { Hass } from "../hass";
import { direction, say, type Key } from "../logic/texts";
import { moment } from "../logic/units";
import { loadWords } from "./languages";
import { sawMoment, serverNow, syncClock } from "./server_clock";
import { everySecond, noMore } from "./ticker";
import { CARD_VERSION, checkVersion, otherVersion } from "./versions";

export interface CardConfig {
  type: string;
  entity?: string;
  name?: string;
  kiosk?: boolean;
}

const SIZES = { wide: 480, widest: 760 };

export abstract class BaseCard<Config extends CardConfig> extends LitElement {
  static override properties: PropertyDeclarations = {
    hass: { attribute: false },
    config: { state: true },
    size: { state: true },
  };

  declare hass: Hass | undefined;
  declare protected config: Config | undefined;
  declare protected size: string;

  private watched: Hass["connection"];
  private sizes: ResizeObserver | undefined;
  private ticking = false;

  constructor() {
    super();
    this.size = "";
  }

  setConfig(config: Config): void {
    if (config.entity !== undefined && typeof config.entity !== "string") {
      throw new Error("entity: one entity id");
    }
    this.config = { ...config };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.sizes = new ResizeObserver(([entry]) => {
      const width = entry?.contentRect.width ?? 0;
      this.size = width >= SIZES.widest ? "wide widest" : width >= SIZES.wide ? "wide" : "";
    });
    this.sizes.observe(this);
    document.addEventListener("visibilitychange", this.visible);
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes?.disconnect();
    document.removeEventListener("visibilitychange", this.visible);
    this.watched?.removeEventListener("ready", this.ready);
    this.watched = undefined;
    this.tick(false);
  }

  /** Entities whose states are shown; other changes do not draw. */
  protected abstract shownEntities(hass: Hass): readonly string[];

  /** Every second while `tick` is on. */
  protected beat(): void {
    this.requestUpdate();
  }

  /** The connection is new, or the page is looked at again: what is known may be old. */
  protected cameBack(): void {
    this.requestUpdate();
  }

  protected override shouldUpdate(changed: PropertyValues): boolean {
    if (this.hass === undefined || this.config === undefined) {
      return false;
    }
    const before = changed.get("hass") as Hass | undefined;
    if (before === undefined || changed.size !== 1) {
      return true;
    }
    const now = this.hass;
    return (
      before.language !== now.language ||
      before.connected !== now.connected ||
      before.entities !== now.entities ||
      before.localize !== now.localize ||
      before.locale !== now.locale ||
      this.shownEntities(now).some((entityId) => before.states[entityId] !== now.states[entityId])
    );
  }

  protected override willUpdate(changed: PropertyValues): void {
    const { hass } = this;
    if (hass === undefined) {
      return;
    }
    const before = changed.get("hass") as Hass | undefined;
    for (const entityId of before === undefined ? [] : this.shownEntities(hass)) {
      const state = hass.states[entityId];
      if (state !== before?.states[entityId]) {
        sawMoment(moment(state?.last_updated));
      }
    }
    if (hass.connection !== this.watched && this.isConnected) {
      this.watched?.removeEventListener("ready", this.ready);
      this.watched = hass.connection;
      this.watched?.addEventListener("ready", this.ready);
    }
    if (changed.has("hass") && before?.language !== hass.language) {
      void loadWords(hass).then(() => this.requestUpdate());
      void checkVersion(hass).then(() => this.requestUpdate());
      void syncClock(hass).then(() => this.requestUpdate());
    }
  }

  protected tick(on: boolean): void {
    if (on !== this.ticking) {
      this.ticking = on;
      (on ? everySecond : noMore)(this.ticked);
    }
  }

  private readonly ticked = (): void => {
    if (this.hass !== undefined) {
      void syncClock(this.hass);
    }
    this.beat();
  };

  private readonly ready = (): void => {
    if (this.hass !== undefined) {
      void checkVersion(this.hass, true).then(() => this.requestUpdate());
      void syncClock(this.hass, true).then(() => this.cameBack());
    }
  };

  private readonly visible = (): void => {
    if (document.visibilityState === "visible" && this.hass !== undefined) {
      void syncClock(this.hass, true).then(() => this.cameBack());
    }
  };

  protected get now(): number {
    return serverNow();
  }

  protected say(key: Key, values?: Record<string, string | number>): string {
    return this.hass === undefined ? "" : say(this.hass, key, values);
  }

  protected get direction(): "rtl" | "ltr" {
    return direction(this.hass?.language ?? "en");
  }

  /** Notices that stand above everything else. */
  protected notices(): TemplateResult | typeof nothing {
    const other = otherVersion();
    const lost = this.hass?.connected === false;
    if (!lost && other === undefined) {
      return nothing;
    }
    return html`
      ${lost ? html`<p class="notice strong" role="alert">${this.say("no_connection")}</p>` : nothing}
      ${
        other === undefined
          ? nothing
          : html`<p class="notice">
              ${this.say("version", { card: CARD_VERSION, integration: other })}
              <button type="button" class="small" @click=${this.reload}>${this.say("reload")}</button>
            </p>`
      }
    `;
  }

  private readonly reload = (): void => {
    location.reload();
  };

  /** A card that helps in place of one that shows something. */
  protected help(text: string, more?: string, button: TemplateResult | typeof nothing = nothing): TemplateResult {
    return html`<ha-card dir=${this.direction}>
      <div class="card help">
        ${this.notices()}
        <p>${text}</p>
        ${more === undefined ? nothing : html`<p>${more}</p>`} ${button}
      </div>
    </ha-card>`;
  }

  /** Run an action; Home Assistant itself says what went wrong. */
  protected async act(
    domain: string,
    service: string,
    entityId: string | undefined,
    data: Record<string, unknown> = {},
  ): Promise<boolean> {
    if (this.hass === undefined || entityId === undefined) {
      return false;
    }
    try {
      await this.hass.callService(domain, service, data, { entity_id: entityId });
      return true;
    } catch {
      return false;
    }
  }
}
