/** `custom:heating-pad-diary-card`: write down how it hurts with one tap, and see what the notes say. */
import { css, html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import type { Hass } from "../hass";
import {
  ACTIVITIES,
  MOMENTS,
  QUALITIES,
  ROWS_MOST,
  SCORE_MAX,
  SITES,
  SKINS,
  UNDO_MS,
  diaryChart,
  entryWords,
  midnights,
  readLog,
  summaryWords,
  type DiaryChart,
  type Log,
} from "../logic/diary";
import { stateOf, thingOf, things, type Thing } from "../logic/entities";
import { choiceWords, messageWords, say, theirs } from "../logic/texts";
import { formatDay, formatTime } from "../logic/units";
import { BaseCard, type CardConfig } from "./base";
import { diaryForm } from "./forms";
import { darkMode } from "./pad_card";
import { palette, shared } from "./styles";

export interface DiaryCardConfig extends CardConfig {
  days?: number;
  show_notes?: boolean;
}

const DAY_MS = 86_400_000;
const DAYS = { usual: 14, least: 1, most: 90 };
const FOLLOWED = ["event.pain_entry", "sensor.last_entry", "sensor.heat_change", "sensor.sessions_week"];
const SHOWN = [...FOLLOWED, "sensor.pain", "binary_sensor.see_clinician"];
const RULES = "entity.binary_sensor.see_clinician.state_attributes.rules.state";
const SCALES = ["mobility", "mood", "sleep"] as const;
/** The three questions of PEG, with their words. */
const WEEK = [
  ["pain", "week_pain"],
  ["enjoyment", "week_enjoyment"],
  ["general_activity", "week_activity"],
] as const;

interface Noted {
  id: string;
  score: number | undefined;
  /** Server's clock. */
  at: number;
}

interface Answered {
  response?: Record<string, unknown>;
}

export class HeatingPadDiaryCard extends BaseCard<DiaryCardConfig> {
  static override properties: PropertyDeclarations = {
    log: { state: true },
    noted: { state: true },
    sites: { state: true },
    said: { state: true },
    problem: { state: true },
    closed: { state: true },
    busy: { state: true },
  };

  static override styles = [
    palette,
    shared,
    css`
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
    `,
  ];

  declare private log: Log | undefined;
  declare private noted: Noted | undefined;
  declare private sites: ReadonlySet<string>;
  /** What a screen reader is told. */
  declare private said: string;
  declare private problem: string;
  /** The diary is not open to this user. */
  declare private closed: boolean;
  declare private busy: boolean;

  private followed = "";
  private reading = 0;
  private readAt = 0;

  constructor() {
    super();
    this.sites = new Set();
    this.said = "";
    this.problem = "";
    this.closed = false;
    this.busy = false;
  }

  static getConfigForm(): unknown {
    return diaryForm();
  }

  static getStubConfig(hass: Hass): Partial<DiaryCardConfig> {
    const person = things(hass).find(({ kind }) => kind === "person");
    return { entity: person?.entities["sensor.pain"] ?? "" };
  }

  getCardSize(): number {
    return 10;
  }

  getGridOptions(): Record<string, number | string> {
    return { columns: 12, min_columns: 6, rows: "auto" };
  }

  override setConfig(config: DiaryCardConfig): void {
    const { days } = config;
    if (days !== undefined && !(typeof days === "number" && days >= DAYS.least && days <= DAYS.most)) {
      throw new Error(`days: ${DAYS.least} to ${DAYS.most}`);
    }
    super.setConfig(config);
    this.followed = "";
  }

  protected shownEntities(hass: Hass): readonly string[] {
    const thing = this.thing(hass);
    const own = thing === undefined ? [] : SHOWN.map((key) => thing.entities[key]).filter((each) => each !== undefined);
    const entity = this.config?.entity;
    return entity === undefined ? own : [...own, entity];
  }

  private thing(hass: Hass): Thing | undefined {
    return thingOf(hass, this.config?.entity ?? "");
  }

  private get days(): number {
    return this.config?.days ?? DAYS.usual;
  }

  private get target(): string | undefined {
    return this.hass === undefined ? undefined : this.thing(this.hass)?.entities["sensor.pain"];
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { hass } = this;
    this.toggleAttribute("dark", darkMode(hass));
    this.toggleAttribute("kiosk", this.config?.kiosk === true);
    const thing = hass === undefined ? undefined : this.thing(hass);
    if (hass === undefined || thing?.kind !== "person") {
      return;
    }
    const followed = [
      this.config?.entity,
      this.days,
      this.config?.show_notes,
      ...FOLLOWED.map((key) => stateOf(hass, thing.entities, key)?.last_updated),
    ].join("|");
    if (followed !== this.followed) {
      this.followed = followed;
      void this.read();
    }
  }

  protected override updated(): void {
    this.tick(this.isConnected && this.noted !== undefined);
  }

  protected override beat(): void {
    if (this.noted !== undefined && this.now >= this.noted.at + UNDO_MS) {
      this.noted = undefined;
    }
  }

  protected override cameBack(): void {
    void this.read();
    super.cameBack();
  }

  // -- asking ------------------------------------------------------------------

  /** Run one of the diary's actions; throws what Home Assistant says. */
  private async ask(action: string, data: Record<string, unknown>, answers = false): Promise<Record<string, unknown>> {
    const { hass, target } = this;
    if (hass === undefined || target === undefined) {
      throw new Error(this.say("diary_absent"));
    }
    try {
      // Not as an action: Home Assistant tells the bus of every call, and the recorder would keep the notes.
      const { response } = await hass.callWS<Answered>({
        type: "heating_pad/diary",
        entity_id: target,
        action,
        data,
      });
      return response ?? {};
    } catch (error) {
      if ((error as { code?: unknown }).code !== "unknown_command") {
        throw error;
      }
    }
    // An older integration.
    const given = await hass.callService("heating_pad", action, data, { entity_id: target }, false, answers);
    return (given.response ?? {}) as Record<string, unknown>;
  }

  private async read(): Promise<void> {
    const reading = ++this.reading;
    try {
      const end = this.now;
      const answer = await this.ask(
        "get_pain_log",
        {
          start: new Date(end - this.days * DAY_MS).toISOString(),
          include_notes: this.config?.show_notes === true,
        },
        true,
      );
      if (reading === this.reading) {
        this.log = readLog(answer);
        this.readAt = end;
        this.closed = false;
        this.problem = "";
      }
    } catch (error) {
      if (reading === this.reading) {
        this.closed = keyOf(error) === "diary_private";
        this.problem = this.closed ? "" : this.say("not_read", { reason: reasonOf(error) });
      }
    }
  }

  /** Ask for something to be written; what goes wrong is shown on the card. */
  private async write(action: string, data: Record<string, unknown>, answers: boolean): Promise<Values | undefined> {
    this.busy = true;
    try {
      const answer = await this.ask(action, data, answers);
      this.problem = "";
      return answer;
    } catch (error) {
      this.problem = reasonOf(error);
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  private readonly score = (click: Event): void => {
    const score = Number((click.currentTarget as HTMLButtonElement).value);
    void this.write("log_pain", { score }, true).then((answer) => {
      const id = answer?.["id"];
      if (typeof id === "string") {
        const outcome = answer?.["outcome"] === "corrected" ? "corrected" : "logged";
        this.noted = { id, score, at: this.now };
        this.said = this.say(outcome, { score: this.say("score_named", { score }) });
      }
    });
  };

  private readonly undo = (): void => {
    const { noted } = this;
    if (noted === undefined) {
      return;
    }
    void this.write("delete_entry", { id: noted.id }, false).then((done) => {
      if (done !== undefined) {
        this.noted = undefined;
        this.said = this.say("undone");
        // The button is gone; the next thing to do is to tap a number.
        this.renderRoot.querySelector<HTMLButtonElement>(".scale button")?.focus();
      }
    });
  };

  private readonly toggleSite = (toggled: CustomEvent<string>): void => {
    this.switchSite(toggled.detail);
  };

  private readonly tickSite = (change: Event): void => {
    this.switchSite((change.target as HTMLInputElement).value);
  };

  private switchSite(site: string): void {
    const sites = new Set(this.sites);
    if (!sites.delete(site)) {
      sites.add(site);
    }
    this.sites = sites;
  }

  private readonly saveDetails = (submit: SubmitEvent): void => {
    submit.preventDefault();
    const form = submit.currentTarget as HTMLFormElement;
    const said = new FormData(form);
    const data: Record<string, unknown> = {};
    const chosen = (name: string): string[] => said.getAll(name).filter((each): each is string => each !== "");
    for (const name of ["moment", "skin", "activity", "medication", "note"]) {
      const [value] = chosen(name);
      if (value !== undefined && value.trim() !== "") {
        data[name] = value;
      }
    }
    for (const name of SCALES) {
      const [value] = chosen(name);
      if (value !== undefined) {
        data[name] = Number(value);
      }
    }
    if (this.sites.size > 0) {
      data["sites"] = SITES.filter((each) => this.sites.has(each));
    }
    if (chosen("qualities").length > 0) {
      data["qualities"] = chosen("qualities");
    }
    const [when] = chosen("when");
    const at = when === undefined ? NaN : Date.parse(when);
    if (Number.isFinite(at)) {
      data["when"] = new Date(at).toISOString();
    }
    const { noted } = this;
    const asked =
      noted === undefined
        ? this.write("log_pain", data, true)
        : this.write("update_entry", { id: noted.id, ...data }, false);
    void asked.then((done) => {
      if (done !== undefined) {
        this.said = this.say("saved");
        this.sites = new Set();
        form.reset();
      }
    });
  };

  private readonly saveWeek = (submit: SubmitEvent): void => {
    submit.preventDefault();
    const form = submit.currentTarget as HTMLFormElement;
    const said = new FormData(form);
    const data = Object.fromEntries(WEEK.map(([field]) => [field, Number(said.get(field))]));
    void this.write("log_checkup", data, true).then((done) => {
      if (done !== undefined) {
        this.said = this.say("saved");
        form.reset();
      }
    });
  };

  private readonly saveMove = (submit: SubmitEvent): void => {
    submit.preventDefault();
    const form = submit.currentTarget as HTMLFormElement;
    const said = new FormData(form);
    const data = { kind: said.get("kind"), minutes: Number(said.get("minutes")) };
    void this.write("log_activity", data, true).then((done) => {
      if (done !== undefined) {
        this.said = this.say("moved");
      }
    });
  };

  private readonly acknowledge = (): void => {
    void this.write("acknowledge_clinician_flag", {}, false);
  };

  private readonly readAgain = (): void => {
    void this.read();
  };

  // -- taking it along -----------------------------------------------------------

  private async exported(format: string): Promise<Record<string, unknown> | undefined> {
    const start = new Date(this.now - this.days * DAY_MS).toISOString();
    return this.write("export_diary", { format, start, language: this.hass?.language ?? "en" }, true);
  }

  private readonly export = (click: Event): void => {
    const format = (click.currentTarget as HTMLButtonElement).value;
    void this.exported(format).then((file) => {
      const url = file?.["url"];
      if (typeof url !== "string" || !url.startsWith("/")) {
        return;
      }
      const link = document.createElement("a");
      link.href = this.hass?.hassUrl?.(url) ?? url;
      link.download = typeof file?.["filename"] === "string" ? file["filename"] : "";
      link.click();
    });
  };

  private readonly print = (): void => {
    void this.exported("html").then((file) => {
      const content = file?.["content"];
      if (typeof content === "string") {
        printPage(content);
      }
    });
  };

  // -- what is seen ----------------------------------------------------------------

  protected override render(): TemplateResult | typeof nothing {
    const { hass, config } = this;
    if (hass === undefined || config === undefined) {
      return nothing;
    }
    if (!config.entity) {
      return this.help(this.say("choose_person"));
    }
    const thing = this.thing(hass);
    if (thing?.kind !== "person") {
      const there = hass.states[config.entity] !== undefined;
      return this.help(this.say(there ? "not_a_person" : "missing_person", { entity: config.entity }));
    }
    const name = config.name || thing.name;
    if (stateOf(hass, thing.entities, "sensor.pain")?.state === "unavailable") {
      return this.help(this.say("unavailable", { name }));
    }
    if (this.closed) {
      return this.help(messageWords(hass, "diary_private", { name }) ?? this.say("diary_private"));
    }
    return html`<ha-card dir=${this.direction}>
      <div class="card ${this.size}">
        ${this.notices()}
        <header><h2>${name}</h2></header>
        ${this.clinician(hass, thing, name)} ${this.question()}
        ${
          this.problem === ""
            ? nothing
            : html`<p class="notice strong" role="alert">
                ${this.problem}
                <button type="button" class="small" @click=${this.readAgain}>${this.say("read_again")}</button>
              </p>`
        }
        ${this.details(hass)} ${this.week()} ${this.movement(hass)} ${this.story(hass)} ${this.takeAlong()}
        <div class="unseen" role="status" aria-live="polite">${this.said}</div>
      </div>
    </ha-card>`;
  }

  private clinician(hass: Hass, thing: Thing, name: string): TemplateResult | typeof nothing {
    const flag = stateOf(hass, thing.entities, "binary_sensor.see_clinician");
    if (flag?.state !== "on") {
      return nothing;
    }
    const rules = Array.isArray(flag.attributes["rules"]) ? flag.attributes["rules"] : [];
    const words = rules.map((rule) => theirs(hass, `${RULES}.${String(rule)}`) ?? String(rule));
    return html`<section class="notice strong">
      <p><strong>${this.say("see_clinician", { rules: words.join("; ") })}</strong></p>
      <p>${messageWords(hass, "message_clinician", { name }) ?? nothing}</p>
      <button type="button" @click=${this.acknowledge}>${this.say("seen")}</button>
    </section>`;
  }

  private question(): TemplateResult {
    const { noted } = this;
    const scores = Array.from({ length: SCORE_MAX + 1 }, (_, score) => score);
    const end: Record<number, string> = { 0: this.say("pain_none"), [SCORE_MAX]: this.say("pain_worst") };
    return html`<section aria-labelledby="question">
      <h3 id="question">${this.say("pain_now")}</h3>
      <div class="ends" aria-hidden="true">
        <span>${this.say("scale_low", { words: end[0] ?? "" })}</span>
        <span>${this.say("scale_high", { words: end[SCORE_MAX] ?? "" })}</span>
      </div>
      <div class="scale" role="group" aria-label=${this.say("scale")}>
        ${scores.map((score) => {
          const label = this.say("score_named", { score });
          return html`<button
            type="button"
            value=${score}
            aria-pressed=${noted?.score === score ? "true" : "false"}
            aria-label=${end[score] === undefined ? label : `${label}, ${end[score]}`}
            @click=${this.score}
          >
            ${score}
          </button>`;
        })}
      </div>
      <div class="noted">
        ${
          noted?.score === undefined
            ? nothing
            : html`<span>✓ ${this.say("logged", { score: this.say("score_named", { score: noted.score }) })}</span>
                <button type="button" ?disabled=${this.busy} @click=${this.undo}>${this.say("undo")}</button>`
        }
      </div>
    </section>`;
  }

  private details(hass: Hass): TemplateResult {
    const check = (name: string, value: string, label: string): TemplateResult =>
      html`<label class="chip"><input type="checkbox" name=${name} value=${value} /><span>${label}</span></label>`;
    const options = (list: string, values: readonly string[], empty: boolean): TemplateResult[] => [
      ...(empty ? [html`<option value="">${this.say("not_said")}</option>`] : []),
      ...values.map((each) => html`<option value=${each}>${choiceWords(hass, list, each)}</option>`),
    ];
    return html`<details>
      <summary>${this.say("add_details")}</summary>
      <form @submit=${this.saveDetails}>
        <div class="where">
          <section aria-label=${this.say("body_map")}>
            <heating-pad-body-map
              .hass=${hass}
              .chosen=${this.sites}
              @site-toggled=${this.toggleSite}
            ></heating-pad-body-map>
          </section>
          <fieldset @change=${this.tickSite}>
            <legend>${this.say("where")}</legend>
            <div class="chips">
              ${SITES.map(
                (site) =>
                  html`<label class="chip"
                    ><input type="checkbox" value=${site} .checked=${this.sites.has(site)} /><span
                      >${choiceWords(hass, "sites", site)}</span
                    ></label
                  >`,
              )}
            </div>
          </fieldset>
        </div>
        <fieldset>
          <legend>${this.say("how_it_feels")}</legend>
          <div class="chips">
            ${QUALITIES.map((each) => check("qualities", each, choiceWords(hass, "qualities", each)))}
          </div>
        </fieldset>
        <div class="fields">
          <label
            >${this.say("moment")}<select name="moment">
              ${options("moment", MOMENTS, true)}
            </select></label
          >
          <label>${this.say("happened")}<input type="datetime-local" name="when" /></label>
          ${SCALES.map(
            (scale) =>
              html`<label
                >${this.say(scale)}<select name=${scale}>
                  <option value="">${this.say("not_said")}</option>
                  ${Array.from({ length: SCORE_MAX + 1 }, (_, each) => html`<option>${each}</option>`)}
                </select></label
              >`,
          )}
          <label
            >${this.say("skin")}<select name="skin">
              ${options("skin", SKINS, true)}
            </select></label
          >
          <label>${this.say("activity_text")}<input type="text" name="activity" maxlength="200" /></label>
          <label>${this.say("medication")}<input type="text" name="medication" maxlength="200" /></label>
        </div>
        <label>${this.say("note")}<textarea name="note" maxlength="2000"></textarea></label>
        <button type="submit" ?disabled=${this.busy}>${this.say("save")}</button>
      </form>
    </details>`;
  }

  private week(): TemplateResult {
    return html`<details>
      <summary>${this.say("checkup")}</summary>
      <form @submit=${this.saveWeek}>
        <div class="fields">
          ${WEEK.map(
            ([field, words]) =>
              html`<label
                >${this.say(words)}<select name=${field} required>
                  <option value="">${this.say("not_said")}</option>
                  ${Array.from({ length: SCORE_MAX + 1 }, (_, each) => html`<option>${each}</option>`)}
                </select></label
              >`,
          )}
        </div>
        <button type="submit" ?disabled=${this.busy}>${this.say("save")}</button>
      </form>
    </details>`;
  }

  private movement(hass: Hass): TemplateResult {
    return html`<details>
      <summary>${this.say("move_log")}</summary>
      <form @submit=${this.saveMove}>
        <div class="fields">
          <label
            >${this.say("move_kind")}<select name="kind">
              ${ACTIVITIES.map((each) => html`<option value=${each}>${choiceWords(hass, "activity_kind", each)}</option>`)}
            </select></label
          >
          <label
            >${this.say("move_minutes")}<input type="number" name="minutes" min="1" max="1440" value="10" required
          /></label>
        </div>
        <button type="submit" ?disabled=${this.busy}>${this.say("save")}</button>
      </form>
    </details>`;
  }

  private story(hass: Hass): TemplateResult {
    const { log } = this;
    if (log === undefined) {
      return html`<p class="soft">${this.problem === "" ? this.say("loading") : nothing}</p>`;
    }
    const heading = this.say("chart", { days: this.days });
    return html`<section aria-label=${heading}>
        <h3>${heading}</h3>
        ${
          log.entries.length === 0
            ? html`<p class="soft">${this.say("no_entries")}</p>`
            : html`<heating-pad-diary-chart
                  .hass=${hass}
                  .chart=${this.chart(hass, log)}
                  .from=${this.readAt - this.days * DAY_MS}
                  .to=${this.readAt}
                ></heating-pad-diary-chart>
                ${this.table(hass, log)}`
        }
      </section>
      <section aria-labelledby="summary">
        <h3 id="summary">${this.say("summary")}</h3>
        <ul class="summary">
          ${summaryWords(hass, log).map((line) => html`<li>${line}</li>`)}
        </ul>
      </section>`;
  }

  private chart(hass: Hass, log: Log): DiaryChart {
    const from = this.readAt - this.days * DAY_MS;
    const days = midnights(from, this.readAt, (at) => formatDay(at, hass.locale, hass.config.time_zone));
    return diaryChart(log.entries, from, this.readAt, days);
  }

  private table(hass: Hass, log: Log): TemplateResult {
    const newest = log.entries.slice(-ROWS_MOST).reverse();
    const time = (at: number): string =>
      `${formatDay(at, hass.locale, hass.config.time_zone)}, ${formatTime(at, hass.locale, hass.config.time_zone)}`;
    return html`<details>
      <summary>${this.say("as_table")}</summary>
      <div class="table" role="region" aria-label=${this.say("as_table")} tabindex="0">
        <table>
          <thead>
            <tr>
              <th scope="col">${this.say("when")}</th>
              <th scope="col">${this.say("pain")}</th>
              <th scope="col">${this.say("what")}</th>
            </tr>
          </thead>
          <tbody>
            ${newest.map(
              (entry) =>
                html`<tr>
                  <td>${time(entry.at)}</td>
                  <td>${entry.score ?? this.say("not_said")}</td>
                  <td>${entryWords(hass, entry).join(" · ")}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${
        newest.length < log.entries.length
          ? html`<p class="soft">${this.say("table_newest", { n: newest.length, all: log.entries.length })}</p>`
          : nothing
      }
    </details>`;
  }

  private takeAlong(): TemplateResult {
    return html`<div class="row" role="group" aria-label=${this.say("export")}>
      <button type="button" value="csv" ?disabled=${this.busy} @click=${this.export}>${this.say("export_csv")}</button>
      <button type="button" value="pdf" ?disabled=${this.busy} @click=${this.export}>${this.say("export_pdf")}</button>
      <button type="button" ?disabled=${this.busy} @click=${this.print}>${this.say("print")}</button>
    </div>`;
  }
}

type Values = Record<string, unknown>;

/** Home Assistant's own words for what went wrong. */
function reasonOf(error: unknown): string {
  const message = (error as { message?: unknown } | undefined)?.message;
  return typeof message === "string" && message !== "" ? message : String(error);
}

function keyOf(error: unknown): unknown {
  return (error as { translation_key?: unknown } | undefined)?.translation_key;
}

/** Print a page of the integration's. The frame lets no script of that page run. */
function printPage(content: string): void {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-same-origin allow-modals");
  frame.style.cssText = "position:fixed;width:0;height:0;border:0;inset-inline-end:0;inset-block-end:0";
  frame.title = say({ localize: () => "" }, "print");
  frame.srcdoc = content;
  frame.addEventListener("load", () => {
    const page = frame.contentWindow;
    page?.addEventListener("afterprint", () => frame.remove());
    page?.print();
  });
  document.body.append(frame);
}
