/** What the pad card has to say and to offer at a moment. Everything is decided here; elements only draw. */
import type { Hass } from "../hass";
import { leftS, nextGoal, offUnproved, type Pad } from "./pad";
import { messageWords, phaseWords, say, stateWords, type Key } from "./texts";
import { formatTemperature, formatTime, span } from "./units";

export interface Alarm {
  title: string;
  text: string;
  /** Offer to acknowledge it. */
  acknowledge: boolean;
}

export interface Question {
  what: string;
  text: string;
  answer: string;
}

export interface Situation {
  alarm: Alarm | undefined;
  question: Question | undefined;
  /** Why nothing can be started, with the end of it. */
  refusal: string | undefined;
  /** Why the last session ended, where that is worth a word. */
  lastEnd: string | undefined;
  canStart: boolean;
  canResume: boolean;
  canPause: boolean;
  canExtend: boolean;
  canSetGoal: boolean;
}

const QUIET_ENDS = ["completed", "stopped"];
const QUESTIONS = ["start", "pad_button", "barrier", "awake"];

export function situation(hass: Hass, pad: Pad, nowMs: number): Situation {
  const question = questionOf(hass, pad);
  const unit = hass.config.unit_system.temperature;
  const resumable = pad.phase === "paused" || (!pad.open && pad.resumeUntil !== undefined && nowMs < pad.resumeUntil);
  const alarm = alarmOf(hass, pad, nowMs);
  return {
    alarm,
    question,
    refusal: pad.open || alarm !== undefined ? undefined : refusalOf(hass, pad, nowMs),
    lastEnd: pad.open || alarm !== undefined ? undefined : lastEndOf(hass, pad),
    canStart: !pad.open && pad.blockedBy === undefined && !pad.fault && pad.phase !== "testing",
    canResume: resumable && alarm === undefined,
    canPause: pad.hasLevels && (pad.phase === "ramp" || pad.phase === "hold"),
    canExtend: pad.running,
    canSetGoal: pad.hasLevels && pad.running && nextGoal(pad, 1, unit) !== nextGoal(pad, -1, unit),
  };
}

function alarmOf(hass: Hass, pad: Pad, nowMs: number): Alarm | undefined {
  if (pad.fault) {
    const reason = pad.faultReason ?? pad.stopReason ?? "fault";
    return {
      title: say(hass, "fault_title", { reason: stateWords(hass, "sensor.stop_reason", reason) }),
      text: messageWords(hass, `notice_ended_${reason}`, { name: pad.name }) ?? say(hass, "fault_do"),
      acknowledge: true,
    };
  }
  if (offUnproved(pad, nowMs)) {
    return { title: phaseWords(hass, "stopping"), text: say(hass, "off_unproved"), acknowledge: false };
  }
  return undefined;
}

function questionOf(hass: Hass, pad: Pad): Question | undefined {
  const what = pad.waitingFor;
  if (what === undefined || !pad.open) {
    return undefined;
  }
  const halfTime = what === "awake" && pad.running;
  const known = QUESTIONS.includes(what);
  const spoken = messageWords(hass, halfTime ? "message_check_in" : `message_waiting_${what}`, { name: pad.name });
  const own: Key = halfTime ? "question_check_in" : (`question_${what}` as Key);
  return {
    what,
    text: spoken ?? (known ? say(hass, own, { name: pad.name }) : stateWords(hass, "sensor.waiting_for", what)),
    answer:
      messageWords(hass, `button_confirm_${what}`, {}) ?? say(hass, known ? (`answer_${what}` as Key) : "confirm"),
  };
}

function refusalOf(hass: Hass, pad: Pad, nowMs: number): string | undefined {
  const why = pad.blockedBy;
  if (why === undefined) {
    return undefined;
  }
  const waits = pad.readyAt !== undefined && pad.readyAt > nowMs;
  const minutes = waits && pad.readyAt !== undefined ? Math.ceil((pad.readyAt - nowMs) / 60_000) : undefined;
  const values = { name: pad.name, ...(minutes === undefined ? {} : { minutes }) };
  const needsMinutes = why === "resting" || why === "daily_limit";
  const sentence = needsMinutes && minutes === undefined ? undefined : messageWords(hass, why, values);
  const text = sentence ?? say(hass, "cannot_start", { reason: stateWords(hass, "sensor.blocked_by", why) });
  return waits && pad.readyAt !== undefined ? `${text} ${readyWords(hass, pad.readyAt)}` : text;
}

export function readyWords(hass: Hass, at: number): string {
  return say(hass, "ready_at", { time: formatTime(at, hass.locale, hass.config.time_zone) });
}

function lastEndOf(hass: Hass, pad: Pad): string | undefined {
  const reason = pad.stopReason;
  if (reason === undefined || QUIET_ENDS.includes(reason)) {
    return undefined;
  }
  return (
    messageWords(hass, `notice_ended_${reason}`, { name: pad.name }) ??
    say(hass, "last_end", { reason: stateWords(hass, "sensor.stop_reason", reason) })
  );
}

export function temperatureWords(hass: Hass, valueC: number): string {
  return formatTemperature(valueC, hass.config.unit_system.temperature, hass.locale);
}

export function sourceWords(hass: Hass, pad: Pad): string {
  if (pad.temperatureC === undefined) {
    return pad.hasLevels && pad.open ? say(hass, "no_temperature") : "";
  }
  if (!pad.estimated) {
    return say(hass, "measured");
  }
  const unit = hass.config.unit_system.temperature;
  return say(hass, "estimate", { span: `${Math.round(span(8, unit))} ${unit}` });
}

/** One line each about what protects, and what does not. */
export function protection(hass: Hass, pad: Pad): { text: string; good: boolean }[] {
  const lines: { text: string; good: boolean }[] = [];
  const known: Record<string, Key> = {
    verified: "auto_off_verified",
    unverified: "auto_off_unverified",
    failed: "auto_off_failed",
    none: "auto_off_none",
  };
  const key = known[pad.autoOff ?? ""];
  if (key !== undefined) {
    lines.push({ text: say(hass, key), good: pad.autoOff === "verified" });
  }
  if (pad.plugGrade !== undefined) {
    const good = pad.plugGrade === "measured";
    lines.push({ text: say(hass, good ? "sees_stuck" : "blind_stuck"), good });
  }
  return lines;
}

const SOON_S = 300;

/** What a screen reader is told: changes of phase and the last five minutes, nothing else. */
export class Announcer {
  private phase: string | undefined;
  private soonTold = false;

  /** Words to speak now; undefined when there is nothing new. */
  next(hass: Hass, pad: Pad, nowMs: number): string | undefined {
    const first = this.phase === undefined;
    const left = leftS(pad, nowMs);
    const soon = pad.running && left !== undefined && left <= SOON_S && left > 0;
    if (pad.phase !== this.phase) {
      this.phase = pad.phase;
      if (!pad.running) {
        this.soonTold = false;
      }
      if (first) {
        this.soonTold = soon;
        return undefined;
      }
      return `${pad.name}: ${phaseWords(hass, pad.phase)}`;
    }
    if (soon && !this.soonTold) {
      this.soonTold = true;
      // Sessions of five minutes or less begin with less: no news.
      return pad.durationS !== undefined && pad.durationS <= SOON_S
        ? undefined
        : say(hass, "five_left", { name: pad.name });
    }
    if (!soon) {
      this.soonTold = false;
    }
    return undefined;
  }
}
