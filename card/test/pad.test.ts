import { describe, expect, it } from "vitest";
import { relayOf, thingOf, things } from "../src/logic/entities";
import { leftS, minutesToOffer, nextGoal, offUnproved, readPad, type Pad } from "../src/logic/pad";
import { Announcer, protection, situation, sourceWords } from "../src/logic/situation";
import { NOW, PAD_KEYS, entry, hassWith, iso } from "./hass";

type States = Parameters<typeof hassWith>[0];

const CLIMATE = {
  temperature: 37,
  current_temperature: 30,
  min_temp: 35,
  max_temp: 41,
  preset_modes: ["none", "low", "medium", "high"],
};

function pad(states: States = {}): { hass: ReturnType<typeof hassWith>; pad: Pad } {
  const hass = hassWith({
    "climate.pad_climate": ["off", CLIMATE],
    "sensor.pad_phase": ["off", { confirm_start: false }],
    "number.pad_session_minutes": ["20", { max: 20 }],
    ...states,
  });
  const thing = thingOf(hass, "climate.pad_climate");
  if (thing === undefined) {
    throw new Error("no pad");
  }
  return { hass, pad: readPad(hass, thing) };
}

describe("things", () => {
  it("are found by device, whatever their entities are called", () => {
    const hass = hassWith({}, [entry("pad", "climate.climate", "climate.renamed"), entry("pad", "sensor.phase")]);
    expect(things(hass).map(({ kind, name }) => [kind, name])).toEqual([["pad", "Sofa pad"]]);
    expect(thingOf(hass, "climate.renamed")?.entities["sensor.phase"]).toBe("sensor.pad_phase");
    expect(thingOf(hass, "light.lamp")).toBeUndefined();
  });

  it("are told apart, in order of their names", () => {
    expect(things(hassWith()).map(({ kind, name }) => [kind, name])).toEqual([
      ["person", "Ada L."],
      ["pad", "Sofa pad"],
      ["pack", "Wrap"],
    ]);
  });

  it("show the relay by the plug's only switch, and guess nothing", () => {
    const hass = hassWith();
    const found = thingOf(hass, "climate.pad_climate");
    expect(found && relayOf(hass, found)).toBe("switch.plug");
    const two = hassWith({}, [
      ...PAD_KEYS.map((key) => entry("pad", key)),
      entry("plug", "switch.a"),
      entry("plug", "switch.b"),
    ]);
    const other = thingOf(two, "climate.pad_climate");
    expect(other && relayOf(two, other)).toBeUndefined();
  });
});

describe("a pad", () => {
  it("is measured, estimated, or neither", () => {
    const measured = pad();
    expect(sourceWords(measured.hass, measured.pad)).toBe("measured");
    const estimated = pad({ "climate.pad_climate": ["off", { ...CLIMATE, current_temperature: null }] });
    expect([estimated.pad.estimated, estimated.pad.temperatureC]).toEqual([true, undefined]);
  });

  it("counts to its end by the server's clock, and stands still in a pause", () => {
    const running = pad({
      "sensor.pad_phase": ["hold"],
      "timer.pad_session": ["active", { finishes_at: iso(600), duration: "0:20:00" }],
    });
    expect(leftS(running.pad, NOW)).toBe(600);
    expect(leftS(running.pad, NOW + 700_000)).toBe(0);
    const paused = pad({
      "sensor.pad_phase": ["paused"],
      "timer.pad_session": ["paused", { remaining: "0:07:30", duration: "0:20:00" }],
    });
    expect(leftS(paused.pad, NOW + 99_000)).toBe(450);
    expect(leftS(pad().pad, NOW)).toBeUndefined();
  });

  it("offers lengths up to its cap, its usual one among them", () => {
    expect(minutesToOffer(pad().pad)).toEqual([5, 10, 15, 20]);
    expect(minutesToOffer(pad({ "number.pad_session_minutes": ["12", { max: 15 }] }).pad)).toEqual([5, 10, 12, 15]);
  });

  it("steps its goal inside of its range, in whole degrees of Fahrenheit", () => {
    const { pad: it } = pad();
    expect(nextGoal(it, 1, "°C")).toBe(37.5);
    expect(nextGoal({ ...it, goalC: 41 }, 1, "°C")).toBeUndefined();
    expect(nextGoal(it, -1, "°F")).toBeCloseTo(37 - 5 / 9, 5);
  });

  it("says that an OFF waits for its proof only after a while", () => {
    const stopping = (sinceS: number): Pad => pad({ "sensor.pad_phase": ["stopping", {}, -sinceS] }).pad;
    expect([offUnproved(stopping(5), NOW), offUnproved(stopping(11), NOW)]).toEqual([false, true]);
  });
});

describe("a situation", () => {
  const now = (states: States) => {
    const { hass, pad: it } = pad(states);
    return situation(hass, it, NOW);
  };

  it("lets an idle pad be started and nothing else", () => {
    expect(now({})).toMatchObject({ canStart: true, canPause: false, canExtend: false, alarm: undefined });
  });

  it("says why not, and until when", () => {
    const resting = now({
      "sensor.pad_phase": ["rest"],
      "sensor.pad_blocked_by": ["resting"],
      "sensor.pad_ready_at": [iso(1800)],
    });
    expect(resting.canStart).toBe(false);
    expect(resting.refusal).toBe("Sofa pad has to rest for another 30 minutes. Ready at 12:30");
    expect(now({ "sensor.pad_blocked_by": ["plug_unavailable"] }).refusal).toContain("plug");
    expect(now({ "sensor.pad_blocked_by": ["new_reason"] }).refusal).toBe("Cannot start: New reason");
  });

  it.each([
    ["start", "Shall it heat?", "Start"],
    ["barrier", "cloth", "Cloth is on"],
    ["awake", "Are you awake?", "I'm awake"],
    ["pad_button", "lowest level", "Done"],
  ])("asks for %s", (what, text, answer) => {
    const { question } = now({ "sensor.pad_phase": ["waiting"], "sensor.pad_waiting_for": [what] });
    expect(question?.text).toContain(text);
    expect(question?.answer).toBe(answer);
  });

  it("raises an alarm with what to do for every reason that latches", () => {
    for (const reason of ["over_temperature", "stuck_on", "power_too_high", "foreign_control", "internal_error"]) {
      const { alarm, canStart } = now({ "sensor.pad_phase": ["fault"], "sensor.pad_stop_reason": [reason] });
      expect(alarm?.acknowledge).toBe(true);
      expect(alarm?.text.startsWith("Sofa pad: ")).toBe(true);
      expect(canStart).toBe(false);
    }
    const late = now({
      "sensor.pad_phase": ["fault"],
      "sensor.pad_stop_reason": ["stopped"],
      "binary_sensor.pad_fault": ["on", { reason: "stuck_on" }],
    });
    expect(late.alarm?.title).toBe("Fault: Stuck on");
    expect(now({ "binary_sensor.pad_fault": ["on"] }).alarm?.text).toContain("pull the plug");
  });

  it("offers to go on for five minutes after an early end", () => {
    const ended = (sinceS: number, reason: string) =>
      now({
        "event.pad_session": [iso(-sinceS), { event_type: "stopped" }],
        "sensor.pad_stop_reason": [reason],
      }).canResume;
    expect([ended(60, "stopped"), ended(301, "stopped"), ended(60, "over_temperature")]).toEqual([true, false, false]);
  });

  it("tells what protects and what does not", () => {
    const lines = (status: string, grade: string) => {
      const { hass, pad: it } = pad({ "sensor.pad_auto_off": [status, { plug_grade: grade }] });
      return protection(hass, it).map(({ good }) => good);
    };
    expect(lines("verified", "measured")).toEqual([true, true]);
    expect(lines("none", "reported")).toEqual([false, false]);
    expect(lines("unverified", "echo")).toEqual([false, false]);
  });
});

describe("what a screen reader is told", () => {
  const at = (phase: string, leftSeconds: number) => {
    const { hass, pad: it } = pad({
      "sensor.pad_phase": [phase],
      "timer.pad_session": ["active", { finishes_at: iso(leftSeconds), duration: "0:20:00" }],
    });
    return { hass, it };
  };

  it("is a change of phase, and the last five minutes once", () => {
    const told = new Announcer();
    const said = (phase: string, left: number) => {
      const { hass, it } = at(phase, left);
      return told.next(hass, it, NOW);
    };
    expect(said("off", 0)).toBeUndefined();
    expect(said("ramp", 1200)).toBe("Sofa pad: Warming up");
    expect(said("ramp", 900)).toBeUndefined();
    expect(said("hold", 600)).toBe("Sofa pad: Holding");
    expect(said("hold", 299)).toBe("Sofa pad: 5 minutes left");
    expect(said("hold", 290)).toBeUndefined();
  });
});
