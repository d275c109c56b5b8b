import { describe, expect, it } from "vitest";
import { LOW_HOLD_S, retarget, setpoint, start } from "../src/logic/ramp";

describe("the low start", () => {
  it("stays low for three minutes and then rises by 1.5 °C a minute", () => {
    const ramp = start(0, 37, 40, 0);
    expect(setpoint(ramp, 0)).toBe(37);
    expect(setpoint(ramp, LOW_HOLD_S)).toBe(37);
    expect(setpoint(ramp, LOW_HOLD_S + 60)).toBeCloseTo(38.5);
    expect(setpoint(ramp, LOW_HOLD_S + 600)).toBe(40);
  });

  it("is slower when the goal is not to be reached before a longer ramp time", () => {
    const ramp = start(0, 37, 40, LOW_HOLD_S + 600);
    expect(setpoint(ramp, LOW_HOLD_S + 300)).toBeCloseTo(38.5);
  });

  it("goes down at once and up from the present setpoint", () => {
    const ramp = retarget(start(0, 37, 40, 0), LOW_HOLD_S + 60, 37.5);
    expect(setpoint(ramp, LOW_HOLD_S + 60)).toBe(37.5);
    const up = retarget(ramp, 600, 39);
    expect(setpoint(up, 600)).toBe(37.5);
    expect(setpoint(up, 660)).toBeCloseTo(39);
  });

  it("never lies above the goal", () => {
    expect(setpoint(start(0, 37, 36, 0), 0)).toBe(36);
  });
});
