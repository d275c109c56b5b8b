import { describe, expect, it } from "vitest";
import {
  countdown,
  duration,
  formatNumber,
  formatTemperature,
  formatTime,
  moment,
  number,
  toCelsius,
} from "../src/logic/units";

describe("numbers and units", () => {
  it("reads only what is a number", () => {
    expect(number("36.5")).toBe(36.5);
    for (const each of ["", " ", "unknown", "NaN", "Infinity", null, undefined, {}, NaN, true]) {
      expect(number(each)).toBeUndefined();
    }
  });

  it("converts, and writes in the user's unit and format", () => {
    expect(toCelsius(98.6, "°F")).toBeCloseTo(37);
    expect(formatTemperature(37, "°F", { language: "en" })).toBe("98.6 °F");
    expect(formatTemperature(36.55, "°C", { language: "de", number_format: "language" })).toBe("36,6 °C");
    expect(formatNumber(1234.5, { language: "de", number_format: "comma_decimal" }, 1)).toBe("1234.5");
  });

  it("writes the time left without ever showing less than there is", () => {
    expect(countdown(0)).toBe("0:00");
    expect(countdown(59.2)).toBe("1:00");
    expect(countdown(61)).toBe("1:01");
    expect(countdown(3723)).toBe("1:02:03");
    expect(countdown(-5)).toBe("0:00");
  });

  it("reads durations and moments", () => {
    expect(duration("0:15:00")).toBe(900);
    expect(duration("1:02:03")).toBe(3723);
    expect(duration("soon")).toBeUndefined();
    expect(moment("unavailable")).toBeUndefined();
    expect(moment("2026-11-23T12:00:00+00:00")).toBe(Date.UTC(2026, 10, 23, 12));
  });

  it("writes times as the user wants, in the server's zone if asked", () => {
    const at = Date.UTC(2026, 10, 23, 13, 5);
    const server = { language: "en", time_format: "24", time_zone: "server" };
    expect(formatTime(at, server, "Europe/Berlin")).toBe("14:05");
    expect(formatTime(at, { ...server, time_format: "12" }, "UTC")).toMatch(/^1:05\sPM$/);
  });
});
