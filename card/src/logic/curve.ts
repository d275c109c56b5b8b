/** The curve of a session: what was planned, what was, what is expected, when the relay was on. */
import { retarget, setpoint, start, type Ramp } from "./ramp";

export interface Point {
  /** Milliseconds of the server's clock. */
  at: number;
  valueC: number;
}

export interface Step<Value> {
  at: number;
  value: Value;
}

export interface Pulse {
  from: number;
  to: number;
}

export interface Curve {
  from: number;
  to: number;
  now: number;
  lowestC: number;
  highestC: number;
  programme: Point[];
  actual: Point[];
  expected: Point[];
  pulses: Pulse[];
}

export interface Story {
  phases: readonly Step<string>[];
  goalsC: readonly Step<number | undefined>[];
  temperatures: readonly Point[];
  relay: readonly Step<boolean>[];
}

export interface Plan {
  lowC: number;
  rampS: number;
  /** Planned end; undefined when no session runs. */
  endsAt: number | undefined;
  /** What the integration's own model expects; without it the card goes on from what it has seen. */
  forecast?: readonly Point[] | undefined;
  now: number;
}

const OPEN = ["ramp", "hold", "paused"];
const EVERY_MS = 15_000;
const LEAST_SPAN_C = 4;
const RISE_LOOK_BACK_MS = 120_000;
/** °C per minute; what an unknown pad is expected to do. */
const RISE = { usual: 2.5, least: 0.3, most: 6 };
const NEVER_S = 1e12;

/** Beginning and end of the newest session among the phases; undefined without one. */
export function sessionSpan(phases: readonly Step<string>[]): { from: number; to: number | undefined } | undefined {
  let to: number | undefined;
  let from: number | undefined;
  for (let place = phases.length - 1; place >= 0; place--) {
    const step = phases[place];
    if (step === undefined) {
      break;
    }
    if (OPEN.includes(step.value)) {
      to = from === undefined ? phases[place + 1]?.at : to;
      from = step.at;
    } else if (from !== undefined) {
      break;
    }
  }
  return from === undefined ? undefined : { from, to };
}

export function curve(story: Story, plan: Plan): Curve | undefined {
  const session = sessionSpan(story.phases);
  if (session === undefined) {
    return undefined;
  }
  const { from } = session;
  const over = session.to !== undefined;
  const reached = session.to ?? plan.now;
  const to = over ? Math.max(reached, from + EVERY_MS) : Math.max(plan.endsAt ?? plan.now, plan.now, from + EVERY_MS);
  const planned = programme(story, plan, from, to, over ? reached : undefined);
  const actual = story.temperatures.filter((point) => point.at >= from - EVERY_MS && point.at <= reached);
  const ahead = over ? [] : (foreseen(plan, to) ?? expected(actual, planned, plan.now, to));
  const values = [...planned, ...actual, ...ahead].map((point) => point.valueC);
  if (values.length === 0) {
    return undefined;
  }
  let lowestC = Math.floor(Math.min(...values));
  let highestC = Math.ceil(Math.max(...values));
  if (highestC - lowestC < LEAST_SPAN_C) {
    const missing = LEAST_SPAN_C - (highestC - lowestC);
    lowestC -= Math.ceil(missing / 2);
    highestC += Math.floor(missing / 2);
  }
  return {
    from,
    to,
    now: reached,
    lowestC,
    highestC,
    programme: planned,
    actual,
    expected: ahead,
    pulses: pulses(story.relay, from, reached),
  };
}

/** Setpoints over a session, as its phases and goals were; the present goal goes on to the end. */
function programme(story: Story, plan: Plan, from: number, to: number, until: number | undefined): Point[] {
  const changes = [...story.phases.filter(({ at }) => at >= from), ...story.goalsC.filter(({ at }) => at > from)];
  const moments = new Set<number>(changes.map(({ at }) => at));
  for (let at = from; at < to; at += EVERY_MS) {
    moments.add(at);
  }
  moments.add(to);
  const points: Point[] = [];
  let ramp: Ramp | undefined;
  let heating = false;
  for (const at of [...moments].sort((one, other) => one - other)) {
    if (at > to || (until !== undefined && at > until)) {
      break;
    }
    const phase = valueAt(story.phases, at);
    const goalC = valueAt(story.goalsC, at) ?? story.goalsC[0]?.value;
    const heats = phase === "ramp" || phase === "hold";
    if (goalC === undefined) {
      continue;
    }
    if (heats && !heating) {
      ramp = start(at / 1000, plan.lowC, goalC, plan.rampS);
    } else if (heats && ramp !== undefined && ramp.goalC !== goalC) {
      ramp = retarget(ramp, at / 1000, goalC);
    }
    heating = heats;
    if (heating && ramp !== undefined) {
      points.push({ at, valueC: setpoint(ramp, at / 1000) });
    }
  }
  return points;
}

/** The part of the forecast that is still to come, undefined without one. */
function foreseen(plan: Plan, to: number): Point[] | undefined {
  const { forecast, now } = plan;
  const next = forecast?.findIndex((point) => point.at > now) ?? -1;
  if (forecast === undefined || next < 1) {
    return undefined;
  }
  const [before, after] = [forecast[next - 1], forecast[next]];
  if (before === undefined || after === undefined) {
    return undefined;
  }
  const share = (now - before.at) / (after.at - before.at);
  const valueC = before.valueC + share * (after.valueC - before.valueC);
  // The answer took a moment, so its last point may lie a little behind the end.
  const coming = forecast.slice(next).filter((point) => point.at <= to + EVERY_MS);
  return [{ at: now, valueC }, ...coming.map((point) => ({ ...point, at: Math.min(point.at, to) }))];
}

/** From the present temperature on: as fast as it rose so far until it meets the programme, then along it. */
function expected(actual: readonly Point[], planned: readonly Point[], now: number, to: number): Point[] {
  const last = actual[actual.length - 1];
  const ahead = planned.filter((point) => point.at > now);
  if (last === undefined || ahead.length === 0) {
    return [];
  }
  const perMs = rise(actual, now) / 60_000;
  const points: Point[] = [{ at: now, valueC: last.valueC }];
  let { valueC } = last;
  let before = now;
  for (const point of ahead) {
    const least = valueC - RISE.least * ((point.at - before) / 60_000);
    const most = valueC + perMs * (point.at - before);
    valueC = Math.min(Math.max(point.valueC, least), most);
    before = point.at;
    points.push({ at: Math.min(point.at, to), valueC });
  }
  return points;
}

function rise(actual: readonly Point[], now: number): number {
  const recent = actual.filter((point) => point.at >= now - RISE_LOOK_BACK_MS);
  const [first, last] = [recent[0], recent[recent.length - 1]];
  if (first === undefined || last === undefined || last.at - first.at < RISE_LOOK_BACK_MS / 4) {
    return RISE.usual;
  }
  const perMin = ((last.valueC - first.valueC) / (last.at - first.at)) * 60_000;
  return Math.min(Math.max(perMin, RISE.least), RISE.most);
}

function pulses(relay: readonly Step<boolean>[], from: number, to: number): Pulse[] {
  const found: Pulse[] = [];
  relay.forEach((step, place) => {
    const until = Math.min(relay[place + 1]?.at ?? to, to);
    const since = Math.max(step.at, from);
    if (step.value && until > since) {
      found.push({ from: since, to: until });
    }
  });
  return found;
}

/** The value at a moment: that of the last step until then. */
export function valueAt<Value>(steps: readonly Step<Value>[], at: number): Value | undefined {
  let value: Value | undefined;
  for (const step of steps) {
    if (step.at > at) {
      break;
    }
    value = step.value;
  }
  return value;
}

/** Points as an SVG path inside of `width` × `height`. */
export function path(points: readonly Point[], of: Curve, width: number, height: number): string {
  return points
    .map(({ at, valueC }, place) => {
      const x = xOf(at, of, width);
      const y = height - ((valueC - of.lowestC) / (of.highestC - of.lowestC)) * height;
      return `${place === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join("");
}

export function xOf(at: number, of: Curve, width: number): number {
  const share = (at - of.from) / (of.to - of.from);
  return Math.min(Math.max(share, 0), 1) * width;
}

/** Whole degrees to write beside the curve: two to four of them. */
export function ticks(lowest: number, highest: number): number[] {
  const every = [1, 2, 5, 10, 20, 50].find((each) => (highest - lowest) / each <= 4) ?? NEVER_S;
  const found: number[] = [];
  for (let value = Math.ceil(lowest / every) * every; value <= highest; value += every) {
    found.push(value);
  }
  return found;
}
