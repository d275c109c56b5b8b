import { describe, expect, it } from "vitest";
import { curve, path, sessionSpan, ticks, valueAt, xOf, type Plan, type Story } from "../src/logic/curve";

const MIN = 60_000;
const plan: Plan = { lowC: 37, rampS: 300, endsAt: 20 * MIN, now: 5 * MIN };
const story: Story = {
  phases: [
    { at: -MIN, value: "off" },
    { at: 0, value: "ramp" },
  ],
  goalsC: [{ at: -MIN, value: 39 }],
  temperatures: [
    { at: 0, valueC: 25 },
    { at: 2 * MIN, valueC: 31 },
    { at: 5 * MIN, valueC: 36 },
  ],
  relay: [
    { at: 0, value: true },
    { at: 2 * MIN, value: false },
    { at: 4 * MIN, value: true },
  ],
};

describe("the newest session", () => {
  it("is open while its last phase is one of a session, however many there were", () => {
    const phases = [...story.phases, { at: 6 * MIN, value: "hold" }, { at: 8 * MIN, value: "paused" }];
    expect(sessionSpan(phases)).toEqual({ from: 0, to: undefined });
  });

  it("ends with the first phase after it", () => {
    const phases = [...story.phases, { at: 6 * MIN, value: "hold" }, { at: 8 * MIN, value: "stopping" }];
    expect(sessionSpan([...phases, { at: 8 * MIN + 1, value: "rest" }])).toEqual({ from: 0, to: 8 * MIN });
  });

  it("is not the one before it", () => {
    const phases = [...story.phases, { at: 8 * MIN, value: "rest" }, { at: 90 * MIN, value: "ramp" }];
    expect(sessionSpan(phases)).toEqual({ from: 90 * MIN, to: undefined });
  });

  it("may not be there", () => {
    expect(sessionSpan([{ at: 0, value: "off" }])).toBeUndefined();
    expect(curve({ ...story, phases: [] }, plan)).toBeUndefined();
  });
});

describe("a curve", () => {
  const drawn = curve(story, plan);

  it("reaches to the planned end while the session runs", () => {
    expect([drawn?.from, drawn?.to, drawn?.now]).toEqual([0, 20 * MIN, 5 * MIN]);
  });

  it("has a programme that starts low, never falls and ends at the goal", () => {
    const values = drawn?.programme.map(({ valueC }) => valueC) ?? [];
    expect(values[0]).toBe(37);
    expect(values[values.length - 1]).toBe(39);
    expect(values.every((value, place) => place === 0 || value >= (values[place - 1] ?? 0))).toBe(true);
  });

  it("expects from the present temperature on, towards the programme", () => {
    const expected = drawn?.expected ?? [];
    expect(expected[0]).toEqual({ at: 5 * MIN, valueC: 36 });
    expect(expected[expected.length - 1]?.valueC).toBeCloseTo(39, 5);
  });

  it("expects what the integration's own model does, where it tells", () => {
    const forecast = [
      { at: 4 * MIN, valueC: 35 },
      { at: 6 * MIN, valueC: 37 },
      { at: 20 * MIN, valueC: 38.5 },
      { at: 30 * MIN, valueC: 30 },
    ];
    expect(curve(story, { ...plan, forecast })?.expected).toEqual([
      { at: 5 * MIN, valueC: 36 },
      { at: 6 * MIN, valueC: 37 },
      { at: 20 * MIN, valueC: 38.5 },
    ]);
  });

  it("goes on by itself where the forecast is empty or over", () => {
    const own = curve(story, plan)?.expected;
    expect(own?.length).toBeGreaterThan(3);
    expect(curve(story, { ...plan, forecast: [] })?.expected).toEqual(own);
    expect(curve(story, { ...plan, forecast: [{ at: 0, valueC: 30 }] })?.expected).toEqual(own);
  });

  it("shows when the relay was on, until now", () => {
    expect(drawn?.pulses).toEqual([
      { from: 0, to: 2 * MIN },
      { from: 4 * MIN, to: 5 * MIN },
    ]);
  });

  it("stops where the session stopped, with nothing expected", () => {
    const over = curve({ ...story, phases: [...story.phases, { at: 4 * MIN, value: "rest" }] }, plan);
    expect([over?.to, over?.expected]).toEqual([4 * MIN, []]);
    expect(over?.actual.every(({ at }) => at <= 4 * MIN)).toBe(true);
  });

  it("goes down at once when the goal does, and has nothing planned in a pause", () => {
    const changed = curve(
      {
        ...story,
        goalsC: [...story.goalsC, { at: 12 * MIN, value: 37 }],
        phases: [...story.phases, { at: 10 * MIN, value: "hold" }, { at: 14 * MIN, value: "paused" }],
      },
      { ...plan, now: 15 * MIN },
    );
    const at = (minute: number): number | undefined =>
      changed?.programme.find((point) => point.at === minute * MIN)?.valueC;
    expect([at(11), at(13), at(16)]).toEqual([39, 37, undefined]);
  });

  it("fits everything it shows, and a few degrees at least", () => {
    expect(drawn?.lowestC).toBeLessThanOrEqual(25);
    expect(drawn?.highestC).toBeGreaterThanOrEqual(39);
    const flat = curve({ ...story, temperatures: [], goalsC: [{ at: 0, value: 37 }] }, plan);
    expect((flat?.highestC ?? 0) - (flat?.lowestC ?? 0)).toBeGreaterThanOrEqual(4);
  });

  it("is drawn inside of its picture", () => {
    expect(drawn).toBeDefined();
    if (drawn !== undefined) {
      expect(path(drawn.actual, drawn, 300, 100)).toMatch(/^M0\.0 [\d.]+L30\.0 [\d.]+L75\.0 [\d.]+$/);
      expect([xOf(-MIN, drawn, 300), xOf(99 * MIN, drawn, 300)]).toEqual([0, 300]);
    }
  });
});

describe("helpers", () => {
  it("find the value of a moment", () => {
    expect(valueAt(story.phases, -1)).toBe("off");
    expect(valueAt(story.phases, 1)).toBe("ramp");
    expect(valueAt(story.phases, -2 * MIN)).toBeUndefined();
  });

  it("write two to five whole degrees beside it", () => {
    expect(ticks(24, 40)).toEqual([25, 30, 35, 40]);
    expect(ticks(36, 40)).toEqual([36, 37, 38, 39, 40]);
  });
});
