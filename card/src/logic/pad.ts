/** One picture of a pad, read from its entities. Temperatures in °C, moments in ms of the server's clock. */
import { isSilent, type Hass } from "../hass";
import { stateOf, type Thing } from "./entities";
import { duration, moment, number, toCelsius } from "./units";

export const LEVELS = ["low", "medium", "high"] as const;
export type Level = (typeof LEVELS)[number];

/** °C of the lowest level and of the warmest goal, by whether a contact sensor measures (engine/limits.py). */
const LOW_C = { measured: 37, estimated: 36 };
const CONTACT_MAX_C = 40;
const RAMP_DEFAULT_S = 300;
const RESUME_WINDOW_MS = 5 * 60_000;
/** An OFF that is not proved after this long is an alarm, as in the integration. */
export const OFF_UNCONFIRMED_MS = 10_000;
const RESUMABLE = ["stopped", "off_at_plug", "plug_unavailable", "restarted", "shutdown"];
const RUNNING = ["ramp", "hold", "paused"];
const CHOICES_MIN = [5, 10, 15, 20, 30];

export interface Pad {
  name: string;
  available: boolean;
  phase: string;
  phaseSince: number | undefined;
  running: boolean;
  /** A session is open, also one that waits. */
  open: boolean;
  waitingFor: string | undefined;
  blockedBy: string | undefined;
  stopReason: string | undefined;
  fault: boolean;
  /** Why a fault is latched; the session may have ended for another reason before. */
  faultReason: string | undefined;
  temperatureC: number | undefined;
  estimated: boolean;
  goalC: number | undefined;
  minC: number;
  maxC: number;
  lowC: number;
  rampS: number;
  /** Electronic pads know neither goal nor level nor pause. */
  hasLevels: boolean;
  level: Level | undefined;
  endsAt: number | undefined;
  readyAt: number | undefined;
  remainingS: number | undefined;
  durationS: number | undefined;
  usualMin: number;
  longestMin: number;
  autoOff: string | undefined;
  plugGrade: string | undefined;
  usedBy: string | undefined;
  persons: string[];
  holdToStart: boolean;
  /** Until when an early end can be taken up again. */
  resumeUntil: number | undefined;
  heatedToday: number | undefined;
  sessionsToday: number | undefined;
}

export function readPad(hass: Hass, thing: Thing, name?: string): Pad {
  const of = (key: string): ReturnType<typeof stateOf> => stateOf(hass, thing.entities, key);
  const said = (key: string): string | undefined => {
    const state = of(key);
    return isSilent(state) ? undefined : state?.state;
  };
  const unit = hass.config.unit_system.temperature;
  const celsius = (value: unknown): number | undefined => {
    const read = number(value);
    return read === undefined ? undefined : toCelsius(read, unit);
  };
  const climate = of("climate.climate");
  const timer = of("timer.session");
  const phase = said("sensor.phase") ?? (climate?.state === "heat" ? "hold" : "off");
  const temperature = of("sensor.pad_temperature");
  const sensed = temperature?.attributes["source"] === "measured";
  const measuredC = celsius(climate?.attributes["current_temperature"]);
  const shownC = temperature === undefined ? undefined : celsiusOf(temperature.state, temperature.attributes);
  const maxC = celsius(climate?.attributes["max_temp"]) ?? CONTACT_MAX_C;
  const sessionMinutes = of("number.session_minutes");
  const level = said("select.level");
  const presets = climate?.attributes["preset_modes"];
  const longestMin = number(sessionMinutes?.attributes["max"]) ?? 15;
  return {
    name: name || thing.name,
    available: !(isSilent(climate) && isSilent(of("sensor.phase"))),
    phase,
    phaseSince: moment(of("sensor.phase")?.last_changed),
    running: RUNNING.includes(phase),
    open: RUNNING.includes(phase) || phase === "waiting",
    waitingFor: meant(said("sensor.waiting_for")),
    blockedBy: meant(said("sensor.blocked_by")),
    stopReason: said("sensor.stop_reason"),
    fault: phase === "fault" || said("binary_sensor.fault") === "on",
    faultReason: textOf(of("binary_sensor.fault")?.attributes["reason"]),
    temperatureC: measuredC ?? shownC,
    estimated: measuredC === undefined && !sensed,
    goalC: celsius(climate?.attributes["temperature"]),
    minC: celsius(climate?.attributes["min_temp"]) ?? 35,
    maxC,
    lowC: maxC > CONTACT_MAX_C - 1 ? LOW_C.measured : LOW_C.estimated,
    rampS: (number(said("number.ramp_minutes")) ?? RAMP_DEFAULT_S / 60) * 60,
    hasLevels: Array.isArray(presets) && presets.length > 0,
    level: LEVELS.find((each) => each === level),
    endsAt: moment(timer?.attributes["finishes_at"]) ?? moment(said("sensor.ends_at")),
    readyAt: moment(said("sensor.ready_at")),
    remainingS: duration(timer?.attributes["remaining"]),
    durationS: duration(timer?.attributes["duration"]),
    usualMin: Math.round(number(said("number.session_minutes")) ?? longestMin),
    longestMin: Math.floor(longestMin),
    autoOff: said("sensor.auto_off"),
    plugGrade: textOf(of("sensor.auto_off")?.attributes["plug_grade"]),
    usedBy: said("select.used_by"),
    persons: texts(of("select.used_by")?.attributes["options"]),
    holdToStart: of("sensor.phase")?.attributes["confirm_start"] === true,
    resumeUntil: resumeUntil(of("event.session"), said("sensor.stop_reason")),
    heatedToday: number(said("sensor.heated_today")),
    sessionsToday: number(said("sensor.sessions_today")),
  };
}

/** Seconds left at `nowMs` of the server's clock; undefined where no time runs. */
export function leftS(pad: Pad, nowMs: number): number | undefined {
  if (pad.phase === "paused") {
    return pad.remainingS;
  }
  if (!pad.running || pad.endsAt === undefined) {
    return undefined;
  }
  return Math.max((pad.endsAt - nowMs) / 1000, 0);
}

/** Whether an OFF has been waiting for its proof for so long that somebody has to look. */
export function offUnproved(pad: Pad, nowMs: number): boolean {
  return pad.phase === "stopping" && pad.phaseSince !== undefined && nowMs - pad.phaseSince > OFF_UNCONFIRMED_MS;
}

/** Lengths to offer in minutes, the usual one among them. */
export function minutesToOffer(pad: Pad): number[] {
  const offered = new Set(CHOICES_MIN.filter((each) => each <= pad.longestMin));
  offered.add(Math.min(pad.usualMin, pad.longestMin));
  return [...offered].sort((one, other) => one - other);
}

/** The goal one step up or down, undefined at the end of the range. */
export function nextGoal(pad: Pad, steps: number, unit: string): number | undefined {
  if (pad.goalC === undefined) {
    return undefined;
  }
  const stepC = unit === "°F" ? 5 / 9 : 0.5;
  const next = Math.min(Math.max(pad.goalC + steps * stepC, pad.minC), pad.maxC);
  return Math.abs(next - pad.goalC) < 0.05 ? undefined : next;
}

function resumeUntil(session: ReturnType<typeof stateOf>, reason: string | undefined): number | undefined {
  const at = moment(session?.state);
  if (at === undefined || session?.attributes["event_type"] !== "stopped") {
    return undefined;
  }
  return reason !== undefined && RESUMABLE.includes(reason) ? at + RESUME_WINDOW_MS : undefined;
}

function celsiusOf(value: string, attributes: Record<string, unknown>): number | undefined {
  const read = number(value);
  return read === undefined ? undefined : toCelsius(read, textOf(attributes["unit_of_measurement"]) ?? "°C");
}

function meant(said: string | undefined): string | undefined {
  return said === "nothing" ? undefined : said;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}
