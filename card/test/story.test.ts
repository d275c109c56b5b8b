import { describe, expect, it } from "vitest";
import { Recollection, type Sources } from "../src/logic/story";
import { NOW, iso } from "./hass";

const sources: Sources = {
  phase: "sensor.phase",
  climate: "climate.pad",
  temperature: "sensor.temperature",
  relay: "switch.plug",
  unit: "°C",
};
const state = (entity_id: string, value: string, atS: number, attributes: Record<string, unknown> = {}) => ({
  entity_id,
  state: value,
  attributes,
  last_changed: iso(atS),
  last_updated: iso(atS),
});

describe("what is remembered", () => {
  it("keeps what comes, once", () => {
    const kept = new Recollection(sources);
    expect(kept.saw(state("sensor.phase", "ramp", 0))).toBe(true);
    expect(kept.saw(state("sensor.phase", "ramp", 5))).toBe(false);
    expect(kept.saw(state("sensor.phase", "off", -5))).toBe(false);
    expect(kept.saw(state("light.lamp", "on", 6))).toBe(false);
    expect(kept.story.phases).toEqual([{ at: NOW, value: "ramp" }]);
  });

  it("reads goal and temperature in the unit of each", () => {
    const kept = new Recollection({ ...sources, unit: "°F" });
    kept.saw(state("climate.pad", "heat", 0, { temperature: 98.6, current_temperature: 95 }));
    kept.saw(state("sensor.temperature", "36", 1, { unit_of_measurement: "°C" }));
    expect(kept.story.goalsC[0]?.value).toBeCloseTo(37, 5);
    expect(kept.story.temperatures.map(({ valueC }) => Math.round(valueC))).toEqual([35, 36]);
  });

  it("puts the recorder's memory before what came meanwhile", () => {
    const kept = new Recollection(sources);
    kept.saw(state("sensor.phase", "hold", 0));
    kept.recorded({
      "sensor.phase": [
        { s: "off", lu: NOW / 1000 - 600 },
        { s: "ramp", lc: NOW / 1000 - 300 },
      ],
      "climate.pad": [{ s: "heat", a: { temperature: 38 }, lu: NOW / 1000 - 300 }],
    });
    expect(kept.story.phases.map(({ value }) => value)).toEqual(["off", "ramp", "hold"]);
    expect(kept.story.goalsC).toEqual([{ at: NOW - 300_000, value: 38 }]);
  });

  it("forgets what is old, but not what still holds", () => {
    const kept = new Recollection(sources);
    kept.saw(state("sensor.phase", "off", -9000));
    kept.saw(state("sensor.phase", "ramp", -8000));
    kept.saw(state("sensor.phase", "hold", -60));
    kept.trim(NOW);
    expect(kept.story.phases.map(({ value }) => value)).toEqual(["ramp", "hold"]);
  });
});
