/** `custom:heating-pad-card`: start, watch and stop one pad. */
import { css, html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import { isSilent, type Hass } from "../hass";
import { curve, type Curve, type Point } from "../logic/curve";
import { relayOf, thingOf, things, wayToStop, type Thing } from "../logic/entities";
import { LEVELS, minutesToOffer, nextGoal, readPad, type Level, type Pad } from "../logic/pad";
import { Announcer, protection, situation, temperatureWords, type Situation } from "../logic/situation";
import { LOOK_BACK_MS, Recollection, type Recorded } from "../logic/story";
import { stateWords } from "../logic/texts";
import { formatTime, fromCelsius } from "../logic/units";
import { BaseCard, type CardConfig } from "./base";
import { padForm } from "./forms";
import { palette, shared } from "./styles";

export interface PadCardConfig extends CardConfig {
  hide_curve?: boolean;
  hide_protection?: boolean;
  hold_to_start?: boolean;
}

const CURVE_EVERY_MS = 5000;
const FORECAST_EVERY_MS = 30_000;

export class HeatingPadCard extends BaseCard<PadCardConfig> {
  static override properties: PropertyDeclarations = {
    level: { state: true },
    minutes: { state: true },
    busy: { state: true },
    spoken: { state: true },
  };

  static override styles = [
    palette,
    shared,
    css`
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
    `,
  ];

  declare private level: Level | undefined;
  declare private minutes: number | undefined;
  declare private busy: boolean;
  declare private spoken: string;

  private readonly announcer = new Announcer();
  private recollection: Recollection | undefined;
  private remembered = "";
  private shownCurve: Curve | undefined;
  private curveAt = 0;
  private frame: number | undefined;
  private forecast: Point[] | undefined;
  private forecastFor = "";
  private forecastAt = 0;
  private seen = "";

  constructor() {
    super();
    this.busy = false;
    this.spoken = "";
  }

  static getConfigForm(): unknown {
    return padForm();
  }

  static getStubConfig(hass: Hass): Partial<PadCardConfig> {
    const pad = things(hass).find(({ kind }) => kind === "pad");
    return { entity: pad?.entities["climate.climate"] ?? "" };
  }

  getCardSize(): number {
    return this.config?.hide_curve === true ? 8 : 11;
  }

  getGridOptions(): Record<string, number | string> {
    return { columns: 12, min_columns: 6, rows: "auto" };
  }

  protected shownEntities(hass: Hass): readonly string[] {
    const thing = this.thing(hass);
    const entity = this.config?.entity;
    const own = thing === undefined ? [] : Object.values(thing.entities).filter((each) => each !== undefined);
    const relay = thing === undefined ? undefined : relayOf(hass, thing);
    return [...own, ...(relay === undefined ? [] : [relay]), ...(entity === undefined ? [] : [entity])];
  }

  private thing(hass: Hass): Thing | undefined {
    return thingOf(hass, this.config?.entity ?? "");
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { hass } = this;
    this.toggleAttribute("dark", darkMode(hass));
    this.toggleAttribute("kiosk", this.config?.kiosk === true);
    const thing = hass === undefined ? undefined : this.thing(hass);
    if (hass !== undefined && thing !== undefined && this.config?.hide_curve !== true) {
      this.recollect(hass, thing);
    }
  }

  // -- what was ------------------------------------------------------------

  private recollect(hass: Hass, thing: Thing): void {
    const sources = {
      phase: thing.entities["sensor.phase"],
      climate: thing.entities["climate.climate"],
      temperature: thing.entities["sensor.pad_temperature"],
      relay: relayOf(hass, thing),
      unit: hass.config.unit_system.temperature,
    };
    const key = JSON.stringify(sources);
    if (key !== this.remembered) {
      this.remembered = key;
      this.recollection = new Recollection(sources);
      void this.remember(hass);
    }
    const { recollection } = this;
    let news = false;
    for (const entityId of recollection?.entityIds ?? []) {
      const state = hass.states[entityId];
      if (!isSilent(state)) {
        news = (recollection?.saw(state) ?? false) || news;
      }
    }
    if (news) {
      this.drawSoon();
    }
  }

  /** Draw the curve in the next frame: what people have to know comes first. */
  private drawSoon(): void {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.curveAt = 0;
      this.requestUpdate();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.frame !== undefined) {
      cancelAnimationFrame(this.frame);
      this.frame = undefined;
    }
  }

  /** Ask the recorder once; from then on the states that come are enough. */
  private async remember(hass: Hass): Promise<void> {
    const { recollection } = this;
    if (recollection === undefined) {
      return;
    }
    try {
      const history = await hass.callWS<Recorded>({
        type: "history/history_during_period",
        start_time: new Date(this.now - LOOK_BACK_MS).toISOString(),
        entity_ids: recollection.entityIds,
        minimal_response: false,
        no_attributes: false,
        significant_changes_only: false,
      });
      recollection.recorded(history);
    } catch {
      // No recorder, or not this entity: the curve begins with what comes.
    }
    this.curveAt = 0;
    this.requestUpdate();
  }

  protected override cameBack(): void {
    if (this.hass !== undefined) {
      void this.remember(this.hass);
    }
    super.cameBack();
  }

  private drawn(pad: Pad): Curve | undefined {
    const { recollection, now } = this;
    if (recollection === undefined || (now - this.curveAt < CURVE_EVERY_MS && now >= this.curveAt)) {
      return this.shownCurve;
    }
    this.curveAt = now;
    recollection.trim(now);
    this.foresee(pad);
    const endsAt = pad.endsAt ?? (pad.remainingS === undefined ? undefined : now + pad.remainingS * 1000);
    this.shownCurve = curve(recollection.story, {
      lowC: pad.lowC,
      rampS: pad.rampS,
      endsAt: pad.running ? endsAt : undefined,
      forecast: pad.running ? this.forecast : undefined,
      now,
    });
    return this.shownCurve;
  }

  /** Ask the integration what it expects: at times, and when phase or goal change. */
  private foresee(pad: Pad): void {
    const { hass, now } = this;
    const entityId = this.entity("climate.climate");
    const about = JSON.stringify([entityId, pad.phase, pad.goalC, pad.endsAt]);
    if (about !== this.forecastFor) {
      this.forecast = undefined;
    } else if (Math.abs(now - this.forecastAt) < FORECAST_EVERY_MS) {
      return;
    }
    this.forecastFor = about;
    this.forecastAt = now;
    if (hass === undefined || entityId === undefined || !pad.running) {
      return;
    }
    hass
      .callWS<{ points: [number, number][] }>({ type: "heating_pad/forecast", entity_id: entityId })
      .then(({ points }) => {
        if (about === this.forecastFor) {
          this.forecast = points.map(([inS, valueC]) => ({ at: now + inS * 1000, valueC }));
          this.drawSoon();
        }
      })
      .catch(() => {
        // An older integration knows no such command: the card goes on from what it has seen.
      });
  }

  // -- time ------------------------------------------------------------------

  protected override beat(): void {
    const { hass } = this;
    const thing = hass === undefined ? undefined : this.thing(hass);
    if (hass === undefined || thing === undefined) {
      return;
    }
    const pad = readPad(hass, thing, this.config?.name);
    const key = JSON.stringify(situation(hass, pad, this.now));
    // The dial counts by itself; this card draws anew when there is something else to say.
    if (key !== this.seen || (pad.running && this.now - this.curveAt >= CURVE_EVERY_MS)) {
      this.requestUpdate();
    }
    this.announce(hass, pad);
  }

  private announce(hass: Hass, pad: Pad): void {
    const words = this.announcer.next(hass, pad, this.now);
    if (words !== undefined) {
      this.spoken = words;
    }
  }

  protected override updated(): void {
    const { hass } = this;
    const thing = hass === undefined ? undefined : this.thing(hass);
    if (hass === undefined || thing === undefined) {
      this.tick(false);
      return;
    }
    const pad = readPad(hass, thing, this.config?.name);
    const until = Math.max(pad.readyAt ?? 0, pad.resumeUntil ?? 0);
    this.tick(this.isConnected && (pad.open || pad.phase === "stopping" || until > this.now));
    this.announce(hass, pad);
  }

  // -- what is seen ------------------------------------------------------------

  protected override render(): TemplateResult | typeof nothing {
    const { hass, config } = this;
    if (hass === undefined || config === undefined) {
      return nothing;
    }
    if (!config.entity) {
      return this.help(this.say("choose_pad"));
    }
    const thing = this.thing(hass);
    if (thing?.kind !== "pad") {
      const there = hass.states[config.entity] !== undefined;
      return this.help(this.say(there ? "not_ours" : "missing", { entity: config.entity }));
    }
    const pad = readPad(hass, thing, config.name);
    if (!pad.available) {
      return this.help(this.say("unavailable", { name: pad.name }), this.say("stop_anyway"), this.stopButton(false));
    }
    const now = situation(hass, pad, this.now);
    this.seen = JSON.stringify(now);
    const idle = pad.phase === "off" || pad.phase === "rest";
    return html`<ha-card dir=${this.direction}>
      <div class="card ${this.size}">
        ${this.notices()} ${this.alarm(now, thing)}
        <header>
          <h2>${pad.name}</h2>
          ${this.user(pad, thing, hass)}
        </header>
        ${this.question(now, pad, thing)}
        <div class="main">
          <heating-pad-dial .hass=${hass} .pad=${pad}></heating-pad-dial>
          <div class="controls">
            ${now.refusal === undefined ? nothing : html`<p class="refusal">${now.refusal}</p>`}
            ${now.lastEnd === undefined ? nothing : html`<p class="soft">${now.lastEnd}</p>`}
            ${pad.open || pad.fault ? nothing : this.starting(now, pad, thing, hass)} ${this.stopButton(idle)}
            ${this.running(now, pad, hass)}
          </div>
        </div>
        ${this.curve(pad, hass)} ${this.protection(pad, hass)}
        <div class="unseen" role="status" aria-live="polite">${this.spoken}</div>
      </div>
    </ha-card>`;
  }

  private stopButton(quiet: boolean): TemplateResult {
    return html`<button type="button" class="stop ${quiet ? "quiet" : ""}" @click=${this.stop}>
      ${this.say("stop")}
    </button>`;
  }

  private alarm(now: Situation, thing: Thing): TemplateResult | typeof nothing {
    const { alarm } = now;
    if (alarm === undefined) {
      return nothing;
    }
    return html`<section class="alarm" role="alert">
      <h3>${alarm.title}</h3>
      <p>${alarm.text}</p>
      ${
        alarm.acknowledge && thing.entities["button.acknowledge_fault"] !== undefined
          ? html`<button type="button" @click=${this.acknowledge}>${this.say("acknowledge")}</button>`
          : nothing
      }
    </section>`;
  }

  private user(pad: Pad, thing: Thing, hass: Hass): TemplateResult | typeof nothing {
    if (pad.usedBy === undefined || thing.entities["select.used_by"] === undefined) {
      return nothing;
    }
    const words = (person: string): string =>
      person === "guest" ? stateWords(hass, "select.used_by", person) : person;
    if (pad.persons.length < 2) {
      return html`<span class="soft">${this.say("used_by")}: ${words(pad.usedBy)}</span>`;
    }
    return html`<label class="soft"
      >${this.say("used_by")}
      <select @change=${this.choosePerson}>
        ${pad.persons.map(
          (person) => html`<option value=${person} ?selected=${person === pad.usedBy}>${words(person)}</option>`,
        )}
      </select></label
    >`;
  }

  private question(now: Situation, pad: Pad, thing: Thing): TemplateResult | typeof nothing {
    const { question } = now;
    if (question === undefined || thing.entities["climate.climate"] === undefined) {
      return nothing;
    }
    return html`<section class="question">
      <h3>${question.text}</h3>
      <heating-pad-hold-button
        label=${question.answer}
        hint=${this.say("hold_hint")}
        ?held=${question.what === "start" && this.mustHold(pad)}
        @confirmed=${this.confirm}
      ></heating-pad-hold-button>
    </section>`;
  }

  private mustHold(pad: Pad): boolean {
    return pad.holdToStart || this.config?.hold_to_start === true;
  }

  private chosenLevel(pad: Pad): Level | undefined {
    return this.level ?? pad.level;
  }

  private chosenMinutes(pad: Pad): number {
    return Math.min(this.minutes ?? pad.usualMin, pad.longestMin);
  }

  private starting(now: Situation, pad: Pad, thing: Thing, hass: Hass): TemplateResult {
    const level = this.chosenLevel(pad);
    const minutes = this.chosenMinutes(pad);
    const levelWords = (each: string): string => stateWords(hass, "select.level", each);
    let label = this.say("start_minutes", { minutes });
    if (pad.hasLevels && level !== undefined) {
      label = this.say("start_with", { level: levelWords(level), minutes });
    } else if (pad.hasLevels && pad.goalC !== undefined) {
      label = this.say("start_goal", { temperature: temperatureWords(hass, pad.goalC), minutes });
    }
    return html`
      ${
        pad.hasLevels
          ? this.chips(
              "level",
              this.say("level"),
              LEVELS.map((each) => ({ value: each, label: levelWords(each), chosen: each === level })),
              this.chooseLevel,
            )
          : nothing
      }
      ${this.chips(
        "minutes",
        this.say("minutes"),
        minutesToOffer(pad).map((each) => ({ value: String(each), label: String(each), chosen: each === minutes })),
        this.chooseMinutes,
      )}
      ${
        now.canResume
          ? html`<button type="button" @click=${this.resume}>
              ${this.say("resume_until", { time: formatTime(pad.resumeUntil ?? 0, hass.locale, hass.config.time_zone) })}
            </button>`
          : nothing
      }
      <heating-pad-hold-button
        label=${label}
        hint=${this.say("hold_hint")}
        ?held=${this.mustHold(pad)}
        ?disabled=${!now.canStart || this.busy || thing.entities["climate.climate"] === undefined}
        @confirmed=${this.start}
      ></heating-pad-hold-button>
    `;
  }

  private chips(
    name: string,
    legend: string,
    choices: { value: string; label: string; chosen: boolean }[],
    chosen: (change: Event) => void,
  ): TemplateResult {
    return html`<fieldset @change=${chosen}>
      <legend>${legend}</legend>
      <div class="chips">
        ${choices.map(
          (choice) =>
            html`<label class="chip"
              ><input type="radio" name=${name} value=${choice.value} .checked=${choice.chosen} /><span
                >${choice.label}</span
              ></label
            >`,
        )}
      </div>
    </fieldset>`;
  }

  private running(now: Situation, pad: Pad, hass: Hass): TemplateResult | typeof nothing {
    if (!pad.running) {
      return nothing;
    }
    const unit = hass.config.unit_system.temperature;
    return html`<div class="row">
      ${
        now.canSetGoal
          ? html`<button type="button" ?disabled=${nextGoal(pad, -1, unit) === undefined} @click=${this.cooler}>
                ${this.say("cooler")}
              </button>
              <button type="button" ?disabled=${nextGoal(pad, 1, unit) === undefined} @click=${this.warmer}>
                ${this.say("warmer")}
              </button>`
          : nothing
      }
      ${now.canPause ? html`<button type="button" @click=${this.pause}>${this.say("pause")}</button>` : nothing}
      ${now.canResume ? html`<button type="button" @click=${this.resume}>${this.say("resume")}</button>` : nothing}
      ${now.canExtend ? html`<button type="button" @click=${this.extend}>${this.say("extend")}</button>` : nothing}
    </div>`;
  }

  private curve(pad: Pad, hass: Hass): TemplateResult | typeof nothing {
    if (this.config?.hide_curve === true || !pad.hasLevels) {
      return nothing;
    }
    const drawn = this.drawn(pad);
    return html`<section aria-label=${this.say("curve")}>
      ${
        drawn === undefined
          ? html`<p class="soft">${this.say("curve_none")}</p>`
          : html`<heating-pad-curve .hass=${hass} .curve=${drawn} .estimated=${pad.estimated}></heating-pad-curve>`
      }
    </section>`;
  }

  private protection(pad: Pad, hass: Hass): TemplateResult | typeof nothing {
    const today =
      pad.heatedToday === undefined || pad.sessionsToday === undefined
        ? nothing
        : html`<p class="soft">${this.say("today", { minutes: pad.heatedToday, sessions: pad.sessionsToday })}</p>`;
    if (this.config?.hide_protection === true) {
      return today;
    }
    return html`${today}
      <ul class="protection" aria-label=${this.say("protection")}>
        ${protection(hass, pad).map((line) => html`<li class=${line.good ? "good" : "bad"}>${line.text}</li>`)}
      </ul>`;
  }

  // -- what is asked ------------------------------------------------------------

  private entity(key: string): string | undefined {
    return this.hass === undefined ? undefined : this.thing(this.hass)?.entities[key];
  }

  private pad(): Pad | undefined {
    const thing = this.hass === undefined ? undefined : this.thing(this.hass);
    return this.hass === undefined || thing === undefined ? undefined : readPad(this.hass, thing);
  }

  private readonly chooseLevel = (change: Event): void => {
    const { value } = change.target as HTMLInputElement;
    this.level = LEVELS.find((each) => each === value);
  };

  private readonly chooseMinutes = (change: Event): void => {
    this.minutes = Number((change.target as HTMLInputElement).value);
  };

  private readonly choosePerson = (change: Event): void => {
    const select = change.target as HTMLSelectElement;
    const option = select.value;
    void this.act("select", "select_option", this.entity("select.used_by"), { option }).then((done) => {
      const usedBy = this.pad()?.usedBy;
      if (!done && usedBy !== undefined) {
        select.value = usedBy;
      }
    });
  };

  private readonly start = (): void => {
    const pad = this.pad();
    if (pad === undefined) {
      return;
    }
    const level = pad.hasLevels ? this.chosenLevel(pad) : undefined;
    this.busy = true;
    void this.act("heating_pad", "start_session", this.entity("climate.climate"), {
      duration: { minutes: this.chosenMinutes(pad) },
      ...(level === undefined ? {} : { level }),
    }).finally(() => {
      this.busy = false;
      this.level = undefined;
    });
  };

  private readonly stop = (): void => {
    const { hass } = this;
    const thing = hass === undefined ? undefined : this.thing(hass);
    const way = hass === undefined || thing === undefined ? undefined : wayToStop(hass, thing);
    if (way !== undefined) {
      void this.act(...way);
    }
  };

  private readonly confirm = (): void => {
    const what = this.pad()?.waitingFor;
    void this.act("heating_pad", "confirm", this.entity("climate.climate"), what === undefined ? {} : { what });
  };

  private readonly acknowledge = (): void => {
    void this.act("button", "press", this.entity("button.acknowledge_fault"));
  };

  private readonly resume = (): void => {
    void this.act("heating_pad", "resume_session", this.entity("climate.climate"));
  };

  private readonly pause = (): void => {
    void this.act("timer", "pause", this.entity("timer.session"));
  };

  private readonly extend = (): void => {
    void this.act("heating_pad", "extend_session", this.entity("climate.climate"));
  };

  private readonly warmer = (): void => this.step(1);

  private readonly cooler = (): void => this.step(-1);

  private step(steps: number): void {
    const pad = this.pad();
    const unit = this.hass?.config.unit_system.temperature ?? "°C";
    const goalC = pad === undefined ? undefined : nextGoal(pad, steps, unit);
    if (goalC !== undefined) {
      const temperature = Math.round(fromCelsius(goalC, unit) * 10) / 10;
      void this.act("climate", "set_temperature", this.entity("climate.climate"), { temperature });
    }
  }
}

export function darkMode(hass: Hass | undefined): boolean {
  const themes = (hass as { themes?: { darkMode?: boolean } } | undefined)?.themes;
  return themes?.darkMode === true;
}
