import { describe, expect, it } from "vitest";
import { ServerClock } from "../src/logic/clock";

const NOON = Date.UTC(2026, 10, 23, 12);

describe("the server's clock", () => {
  it("is the browser's when both agree to the second", () => {
    const clock = new ServerClock();
    clock.answered(NOON + 300, NOON + 350, NOON);
    expect(clock.offsetMs).toBe(0);
  });

  it.each([-7_200_000, -90_000, 90_000, 7_200_000])(
    "is found from an answer when the browser is off by %d ms",
    (off) => {
      const clock = new ServerClock();
      clock.answered(NOON + off, NOON + off + 40, NOON);
      expect(Math.abs(clock.now(NOON + off) - NOON)).toBeLessThanOrEqual(600);
    },
  );

  it("cannot be before a moment that it has written", () => {
    const clock = new ServerClock();
    clock.saw(NOON, NOON - 60_000);
    expect(clock.now(NOON - 60_000)).toBe(NOON);
  });

  it("is not taken to be behind only because a state is old", () => {
    const clock = new ServerClock();
    clock.saw(NOON - 3_600_000, NOON);
    expect(clock.offsetMs).toBe(0);
  });

  it("takes a moment as a better answer", () => {
    const clock = new ServerClock();
    clock.answered(NOON - 5000, NOON - 4900, NOON);
    clock.saw(NOON + 900, NOON - 4900 + 100);
    expect(clock.now(NOON)).toBeGreaterThanOrEqual(NOON + 5000);
  });

  it("ignores nonsense, and forgets", () => {
    const clock = new ServerClock();
    clock.answered(NOON, NOON, NaN);
    clock.answered(NOON, NOON - 1, NOON + 99_000);
    clock.saw(NaN, NOON);
    expect(clock.offsetMs).toBe(0);
    clock.saw(NOON + 5000, NOON);
    clock.forget();
    expect(clock.offsetMs).toBe(0);
  });
});
