/** What happened lately: the recorder's memory, and what has come since. */
import type { HassState } from "../hass";
import type { Point, Step, Story } from "./curve";
import { moment, number, toCelsius } from "./units";

/** What the recorder sends: short names, seconds; attributes only where they were asked for. */
export interface RecordedState {
  s?: string;
  a?: Record<string, unknown>;
  /** Last changed, left out when it is the same as last updated. */
  lc?: number;
  lu?: number;
}

export type Recorded = Readonly<Record<string, readonly RecordedState[] | undefined>>;

export interface Sources {
  phase: string | undefined;
  climate: string | undefined;
  temperature: string | undefined;
  relay: string | undefined;
  /** Unit of the climate entity's attributes. */
  unit: string;
}

/** Longest session, pauses and questions, with room to spare. */
export const LOOK_BACK_MS = 60 * 60_000;
const POINTS_MOST = 2000;

/** Keeps one pad's recent past; feed it with every state, in any order of entities. */
export class Recollection {
  private phases: Step<string>[] = [];
  private goalsC: Step<number | undefined>[] = [];
  private temperatures: Point[] = [];
  private relay: Step<boolean>[] = [];

  constructor(private readonly sources: Sources) {}

  get entityIds(): string[] {
    const { phase, climate, temperature, relay } = this.sources;
    return [phase, climate, temperature, relay].filter((each) => each !== undefined);
  }

  get story(): Story {
    return {
      phases: this.phases,
      goalsC: this.goalsC,
      temperatures: this.temperatures,
      relay: this.relay,
    };
  }

  /** Put the recorder's memory before what has been seen meanwhile. */
  recorded(history: Recorded): void {
    const seen = this.story;
    this.phases = [];
    this.goalsC = [];
    this.temperatures = [];
    this.relay = [];
    for (const entityId of this.entityIds) {
      let attributes: Record<string, unknown> = {};
      for (const { s, a, lc, lu } of history[entityId] ?? []) {
        attributes = a ?? attributes;
        const at = lu ?? lc;
        if (at !== undefined) {
          this.note(entityId, at * 1000, s ?? "", attributes);
        }
      }
    }
    this.phases = joined(this.phases, seen.phases);
    this.goalsC = joined(this.goalsC, seen.goalsC);
    this.temperatures = joined(this.temperatures, seen.temperatures);
    this.relay = joined(this.relay, seen.relay);
  }

  /** Note a state that has come; true when the picture has to change at once, for which a temperature is no reason. */
  saw(state: HassState | undefined): boolean {
    const at = moment(state?.last_updated);
    return state !== undefined && at !== undefined && this.note(state.entity_id, at, state.state, state.attributes);
  }

  /** Forget what is older than anybody wants to see. */
  trim(now: number): void {
    const from = now - LOOK_BACK_MS;
    this.phases = newest(this.phases, from);
    this.goalsC = newest(this.goalsC, from);
    this.temperatures = newest(this.temperatures, from);
    this.relay = newest(this.relay, from);
  }

  private note(entityId: string, at: number, state: string, attributes: Record<string, unknown>): boolean {
    const { sources } = this;
    let news = false;
    if (entityId === sources.phase) {
      news = add(this.phases, { at, value: state });
    }
    if (entityId === sources.climate) {
      const goal = number(attributes["temperature"]);
      const measured = number(attributes["current_temperature"]);
      news = add(this.goalsC, { at, value: goal === undefined ? undefined : toCelsius(goal, sources.unit) });
      if (measured !== undefined) {
        addPoint(this.temperatures, { at, valueC: toCelsius(measured, sources.unit) });
      }
    }
    if (entityId === sources.temperature) {
      const unit = attributes["unit_of_measurement"];
      const read = number(state);
      if (read !== undefined) {
        addPoint(this.temperatures, { at, valueC: toCelsius(read, typeof unit === "string" ? unit : "°C") });
      }
    }
    if (entityId === sources.relay) {
      news = add(this.relay, { at, value: state === "on" }) || news;
    }
    return news;
  }
}

function add<Value>(steps: Step<Value>[], step: Step<Value>): boolean {
  const last = steps[steps.length - 1];
  if (last !== undefined && (step.at < last.at || last.value === step.value)) {
    return false;
  }
  steps.push(step);
  return true;
}

function addPoint(points: Point[], point: Point): void {
  const last = points[points.length - 1];
  if (last === undefined || (point.at > last.at && points.length < POINTS_MOST)) {
    points.push(point);
  }
}

function joined<Each extends { at: number }>(before: Each[], after: readonly Each[]): Each[] {
  const last = before[before.length - 1]?.at ?? -Infinity;
  return [...before, ...after.filter((each) => each.at > last)];
}

/** Keep what lies after `from`, and the one before it, which still holds then. */
function newest<Each extends { at: number }>(all: Each[], from: number): Each[] {
  const place = all.findIndex((each) => each.at >= from);
  return place <= 1 ? all : all.slice(place - 1);
}
