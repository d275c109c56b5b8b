/** A person's diary as the actions tell it: read with care, put in order, made ready for a chart and a table. */
import type { Hass } from "../hass";
import { choiceWords, messageWords, say } from "./texts";
import { formatNumber, moment, number, type Locale } from "./units";

export const SITES = [
  "lower_back",
  "upper_back",
  "neck",
  "shoulder",
  "abdomen",
  "hip",
  "leg",
  "knee",
  "arm",
  "hand",
  "foot",
  "other",
] as const;
export type Site = (typeof SITES)[number];
export const QUALITIES = [
  "aching",
  "burning",
  "dull",
  "numb",
  "pins_and_needles",
  "piercing",
  "pricking",
  "sore",
  "spreading",
  "stabbing",
  "stinging",
  "tender",
  "throbbing",
] as const;
export const MOMENTS = ["now", "before", "after", "later", "day_average"] as const;
export const SKINS = ["normal", "redness", "redness_lasting", "blister"] as const;
export const ACTIVITIES = ["stretch", "strength", "walk", "other"] as const;
export const SCORE_MAX = 10;
export const UNDO_MS = 60_000;
export const ROWS_MOST = 100;

type Kind = "pain" | "checkup" | "activity" | "heat";
const KINDS: readonly string[] = ["pain", "checkup", "activity", "heat"];

export interface Entry {
  id: string;
  kind: Kind;
  /** Milliseconds of the server's clock. */
  at: number;
  /** End of heat. */
  ended: number | undefined;
  score: number | undefined;
  moment: string | undefined;
  sites: readonly string[];
  qualities: readonly string[];
  minutes: number | undefined;
  /** Kind of movement, or what was done in words. */
  activity: string | undefined;
  source: string | undefined;
  pad: string | undefined;
  skin: string | undefined;
  medication: string | undefined;
  note: string | undefined;
}

/** What pairs of scores say together; see the integration's engine/pain.py. */
export interface Change {
  n: number;
  summary: string;
  changes: readonly number[];
  median: number | undefined;
  low: number | undefined;
  high: number | undefined;
  mean: number | undefined;
  interval: readonly [number, number] | undefined;
  meaningful: number;
}

export interface Log {
  entries: Entry[];
  average: number | undefined;
  afterHeat: Change;
  withoutHeat: Change;
}

type Values = Record<string, unknown>;

function values(raw: unknown): Values {
  return typeof raw === "object" && raw !== null ? (raw as Values) : {};
}

function text(raw: unknown): string | undefined {
  return typeof raw === "string" && raw !== "" ? raw : undefined;
}

function texts(raw: unknown): string[] {
  return Array.isArray(raw) ? raw.filter((each): each is string => typeof each === "string") : [];
}

function numbers(raw: unknown): number[] {
  return Array.isArray(raw) ? raw.map(number).filter((each) => each !== undefined) : [];
}

function readEntry(raw: unknown): Entry | undefined {
  const said = values(raw);
  const at = moment(said["at"]);
  const kind = text(said["kind"]);
  const id = text(said["id"]);
  if (at === undefined || id === undefined || kind === undefined || !KINDS.includes(kind)) {
    return undefined;
  }
  const heatedS = number(said["heated_s"]);
  return {
    id,
    kind: kind as Kind,
    at,
    ended: moment(said["ended"]),
    score: kind === "pain" ? number(said["score"]) : undefined,
    moment: text(said["moment"]),
    sites: texts(said["sites"]),
    qualities: texts(said["qualities"]),
    minutes: number(said["minutes"]) ?? (heatedS === undefined ? undefined : Math.round(heatedS / 60)),
    activity: text(said["activity"]),
    source: text(said["source"]),
    pad: text(said["pad"]),
    skin: text(said["skin"]),
    medication: text(said["medication"]),
    note: text(said["note"]),
  };
}

function readChange(raw: unknown): Change {
  const said = values(raw);
  const [from, to] = numbers(said["interval"]);
  return {
    n: number(said["n"]) ?? 0,
    summary: text(said["summary"]) ?? "nothing",
    changes: numbers(said["changes"]),
    median: number(said["median"]),
    low: number(said["low"]),
    high: number(said["high"]),
    mean: number(said["mean"]),
    interval: from === undefined || to === undefined ? undefined : [from, to],
    meaningful: number(said["meaningful"]) ?? 0,
  };
}

/** What `heating_pad.get_pain_log` answered; entries that cannot be read are left out. */
export function readLog(raw: unknown): Log {
  const said = values(raw);
  const report = values(said["report"]);
  const entries = Array.isArray(said["entries"]) ? said["entries"].map(readEntry) : [];
  return {
    entries: entries.filter((each) => each !== undefined).sort((one, other) => one.at - other.at),
    average: number(report["average"]),
    afterHeat: readChange(report["after_heat"]),
    withoutHeat: readChange(report["without_heat"]),
  };
}

// -- chart ---------------------------------------------------------------------

export interface Mark {
  /** 0 to 1 from the beginning of the stretch to its end. */
  x: number;
  width: number;
}

export interface Dot {
  x: number;
  score: number;
  average: boolean;
}

export interface DiaryChart {
  dots: Dot[];
  heats: Mark[];
  moves: Mark[];
  /** Midnights to write below, with their place. */
  days: { at: number; x: number }[];
  scores: number;
  lowest: number | undefined;
  highest: number | undefined;
}

const DAY_MS = 86_400_000;
const DAYS_NAMED = 7;

/** `midnights`: beginnings of the days inside of the stretch. */
export function diaryChart(
  entries: readonly Entry[],
  from: number,
  to: number,
  midnights: readonly number[],
): DiaryChart {
  const place = (at: number): number => Math.min(Math.max((at - from) / (to - from), 0), 1);
  const shown = entries.filter((each) => each.at >= from && each.at <= to);
  const scored = shown.filter((each) => each.score !== undefined);
  const scores = scored.map((each) => each.score ?? 0);
  const mark = (entry: Entry): Mark => ({
    x: place(entry.at),
    width: place(entry.ended ?? entry.at + (entry.minutes ?? 0) * 60_000) - place(entry.at),
  });
  const every = Math.max(Math.ceil(midnights.length / DAYS_NAMED), 1);
  return {
    dots: scored.map((each) => ({
      x: place(each.at),
      score: Math.min(Math.max(each.score ?? 0, 0), SCORE_MAX),
      average: each.moment === "day_average",
    })),
    heats: shown.filter((each) => each.kind === "heat").map(mark),
    moves: shown.filter((each) => each.kind === "activity").map(mark),
    days: midnights
      // Counted from the newest, which has the least room for its words.
      .filter((at, index) => at >= from && at <= to && (midnights.length - 2 - index) % every === 0)
      .map((at) => ({ at, x: place(at) })),
    scores: scores.length,
    lowest: scores.length === 0 ? undefined : Math.min(...scores),
    highest: scores.length === 0 ? undefined : Math.max(...scores),
  };
}

/** Beginnings of the days from the one of `from` until `to`, by what `dayOf` calls a moment's day. */
export function midnights(from: number, to: number, dayOf: (at: number) => string): number[] {
  const found: number[] = [];
  const step = 15 * 60_000;
  let at = Math.ceil(from / step) * step;
  let day = dayOf(at - step);
  while (at <= to) {
    const next = dayOf(at);
    if (next !== day) {
      found.push(at);
      // Days have 23 hours at least.
      at += DAY_MS - 3_600_000 - step;
      day = next;
    }
    at += step;
  }
  return found;
}

// -- words ---------------------------------------------------------------------

/** What an entry says beside its score, in parts. */
export function entryWords(hass: Hass, entry: Entry): string[] {
  if (entry.kind === "heat") {
    const minutes = say(hass, "heat_minutes", { minutes: entry.minutes ?? 0 });
    const source = entry.pad ?? (entry.source === undefined ? undefined : sourceName(hass, entry.source));
    return source === undefined ? [minutes] : [minutes, source];
  }
  if (entry.kind === "activity") {
    const kind = choiceWords(hass, "activity_kind", entry.activity ?? "other");
    return [say(hass, "activity_minutes", { kind, minutes: entry.minutes ?? 0 })];
  }
  if (entry.kind === "checkup") {
    return [say(hass, "checkup")];
  }
  const parts: (string | undefined)[] = [
    entry.moment === undefined || entry.moment === "now" ? undefined : choiceWords(hass, "moment", entry.moment),
    ...entry.sites.map((site) => choiceWords(hass, "sites", site)),
    ...entry.qualities.map((quality) => choiceWords(hass, "qualities", quality)),
    entry.skin === undefined ? undefined : `${say(hass, "skin")}: ${choiceWords(hass, "skin", entry.skin)}`,
    entry.activity,
    entry.medication,
    entry.note,
  ];
  return parts.filter((each) => each !== undefined);
}

function sourceName(hass: Hass, source: string): string {
  return messageWords(hass, `message_source_${source}`, {}) ?? choiceWords(hass, "pack_type", source);
}

function signed(value: number, locale: Locale, digits: number): string {
  const shown = formatNumber(Math.abs(value), locale, digits);
  if (Number(Math.abs(value).toFixed(digits)) === 0) {
    return shown;
  }
  return `${value < 0 ? "−" : "+"}${shown}`;
}

/** The honest summary: as much as the number of pairs allows, always with that number. */
export function summaryWords(hass: Hass, log: Log): string[] {
  const { afterHeat, withoutHeat, average } = log;
  const lines: string[] = [];
  const points = (value: number | undefined): string =>
    value === undefined ? say(hass, "not_said") : signed(value, hass.locale, 1);
  const whole = (value: number | undefined): string =>
    value === undefined ? say(hass, "not_said") : signed(value, hass.locale, 0);
  if (average !== undefined) {
    lines.push(say(hass, "summary_average", { value: formatNumber(average, hass.locale, 1) }));
  }
  const { n } = afterHeat;
  const list = afterHeat.changes.map(whole).join(", ");
  if (afterHeat.summary === "mean") {
    lines.push(
      say(hass, "summary_mean", {
        n,
        mean: points(afterHeat.mean),
        from: points(afterHeat.interval?.[0]),
        to: points(afterHeat.interval?.[1]),
      }),
      say(hass, "noticeably", { meaningful: afterHeat.meaningful, n }),
    );
  } else if (afterHeat.summary === "median") {
    const { low, high } = afterHeat;
    lines.push(
      say(hass, "summary_median", { n, median: points(afterHeat.median), low: whole(low), high: whole(high) }),
    );
  } else {
    lines.push(n === 0 ? say(hass, "summary_nothing") : say(hass, "summary_list", { n, list }));
  }
  if (withoutHeat.median !== undefined) {
    lines.push(
      say(hass, "summary_without", { n: withoutHeat.n, value: points(withoutHeat.mean ?? withoutHeat.median) }),
    );
  }
  if (n > 0) {
    lines.push(say(hass, "summary_caution"));
  }
  return lines;
}
