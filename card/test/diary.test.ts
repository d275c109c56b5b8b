import { describe, expect, it } from "vitest";
import { diaryChart, entryWords, midnights, readLog, summaryWords } from "../src/logic/diary";
import { NOW, hassWith, iso } from "./hass";

const hass = hassWith();
const HOUR = 3600;
const change = (n: number, more: object = {}) => ({ n, summary: "nothing", changes: [], meaningful: 0, ...more });
const answer = (entries: unknown[], report: object = {}) => ({
  entries,
  report: { average: null, after_heat: change(0), without_heat: change(0), ...report },
});
const pain = (id: string, atS: number, score?: number, more: object = {}) => ({
  kind: "pain",
  id,
  at: iso(atS),
  entered: iso(atS),
  moment: "now",
  ...(score === undefined ? {} : { score }),
  ...more,
});

describe("a log", () => {
  it("is read in order of time, without what is no entry", () => {
    const log = readLog(
      answer([pain("b", -60, 4), { kind: "pain" }, null, pain("a", -120, 6), { kind: "new", id: "x" }]),
    );
    expect(log.entries.map(({ id, score }) => [id, score])).toEqual([
      ["a", 6],
      ["b", 4],
    ]);
  });

  it.each([undefined, null, "no", 7, [], {}, { entries: 3, report: [] }])("may be %j", (raw) => {
    expect(readLog(raw)).toMatchObject({ entries: [], average: undefined, afterHeat: { n: 0, summary: "nothing" } });
  });

  it("says what an entry says, in words", () => {
    const log = readLog(
      answer([
        pain("a", -300, 3, { sites: ["lower_back"], qualities: ["dull"], moment: "after", note: "<b>x</b>" }),
        { kind: "heat", id: "h", at: iso(-200), ended: iso(-100), heated_s: 1190, source: "electric", pad: "Sofa pad" },
        { kind: "heat", id: "w", at: iso(-90), ended: iso(-80), heated_s: 600, source: "microwave_wrap" },
        { kind: "activity", id: "m", at: iso(-50), activity: "walk", minutes: 10 },
        pain("s", -10, undefined, { skin: "redness" }),
      ]),
    );
    const words = log.entries.map((each) => entryWords(hass, each));
    expect(words[0]).toEqual(["After heat", "Lower back", "Dull", "<b>x</b>"]);
    expect(words[1]).toEqual(["Heat, 20 min", "Sofa pad"]);
    expect(words[2]?.[0]).toBe("Heat, 10 min");
    expect(words[3]).toEqual(["Walking, 10 min"]);
    expect(words[4]?.[0]).toContain("Red");
  });
});

describe("a chart", () => {
  const from = NOW - 10 * HOUR * 1000;

  it("has a dot for every score and marks for heat and movement, all inside", () => {
    const { entries } = readLog(
      answer([
        pain("old", -20 * HOUR, 9),
        pain("a", -5 * HOUR, 6),
        pain("b", -HOUR, 2, { moment: "day_average" }),
        pain("skin", -HOUR, undefined, { skin: "normal" }),
        { kind: "heat", id: "h", at: iso(-2 * HOUR), ended: iso(-HOUR), heated_s: 3600 },
        { kind: "activity", id: "m", at: iso(-HOUR), activity: "walk", minutes: 30 },
      ]),
    );
    const chart = diaryChart(entries, from, NOW, []);
    expect(chart.dots.map(({ x, score, average }) => [x, score, average])).toEqual([
      [0.5, 6, false],
      [0.9, 2, true],
    ]);
    expect(chart.heats.map(({ x, width }) => [x, Number(width.toFixed(3))])).toEqual([[0.8, 0.1]]);
    expect(chart.moves).toHaveLength(1);
    expect([chart.scores, chart.lowest, chart.highest]).toEqual([2, 2, 6]);
  });

  it("names a few days only", () => {
    const days = midnights(NOW - 90 * 24 * HOUR * 1000, NOW, (at) => new Date(at).toISOString().slice(0, 10));
    expect(days).toHaveLength(90);
    expect(days.every((at) => new Date(at).toISOString().endsWith("T00:00:00.000Z"))).toBe(true);
    const chart = diaryChart([], NOW - 90 * 24 * HOUR * 1000, NOW, days);
    expect(chart.days.length).toBeGreaterThan(4);
    expect(chart.days.length).toBeLessThanOrEqual(8);
  });

  it("finds midnight where the clocks change", () => {
    const format = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Berlin" });
    const found = midnights(Date.parse("2026-10-24T12:00:00Z"), Date.parse("2026-10-27T12:00:00Z"), (at) =>
      format.format(at),
    );
    expect(found.map((at) => new Date(at).toISOString())).toEqual([
      "2026-10-24T22:00:00.000Z",
      "2026-10-25T23:00:00.000Z",
      "2026-10-26T23:00:00.000Z",
    ]);
  });
});

describe("the summary", () => {
  const said = (report: object) => summaryWords(hass, readLog(answer([], report)));

  it("says as little as there is, always with how many", () => {
    expect(said({})).toEqual(["No session yet with a note before and after it."]);
    const list = said({ after_heat: change(3, { summary: "list", changes: [-2, 0, 1] }) });
    expect(list[0]).toBe("Change after heat, 3 sessions: −2, 0, +1. Too few for an average.");
    const median = said({ after_heat: change(6, { summary: "median", median: -1.5, low: -4, high: 1 }) });
    expect(median[0]).toBe("Change after heat, 6 sessions: median −1.5, from −4 to +1.");
  });

  it("gives a mean with its interval, and what it is compared with", () => {
    const lines = said({
      average: 4.26,
      after_heat: change(12, { summary: "mean", mean: -1.26, interval: [-2, -0.4], meaningful: 5 }),
      without_heat: change(7, { summary: "median", median: -1 }),
    });
    expect(lines).toEqual([
      "Mean of 7 days: 4.3",
      "Change after heat, 12 sessions: mean −1.3, 95 % interval −2.0 to −0.4.",
      "Noticeably better in 5 of 12.",
      "Without heat, 7 pairs: −1.0.",
      "Pain goes up and down by itself; this does not show what heat did.",
    ]);
  });
});
