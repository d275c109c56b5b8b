import { describe, expect, it } from "vitest";
import { dashboard } from "../src/logic/dashboard";
import { hassWith } from "./hass";

interface Card {
  type: string;
  entity?: string;
  kiosk?: boolean;
  content?: string;
}
interface View {
  path: string;
  sections: { cards: Card[] }[];
}

const views = (made: Record<string, unknown>): View[] => made["views"] as View[];
const cards = (made: Record<string, unknown>): Card[] =>
  views(made).flatMap(({ sections }) => sections.flatMap((section) => section.cards));

describe("the dashboard", () => {
  it("shows everything that is set up", () => {
    const made = dashboard(hassWith(), {}, true);
    expect(views(made).map(({ path }) => path)).toEqual(["heat", "diary"]);
    const own = cards(made).filter(({ type }) => type.startsWith("custom:"));
    expect(own.map(({ type, entity }) => [type, entity])).toEqual([
      ["custom:heating-pad-card", "climate.pad_climate"],
      ["custom:heating-pad-diary-card", "sensor.person_pain"],
    ]);
    expect(cards(made).some(({ entity }) => entity === "timer.pack_session")).toBe(true);
    expect(own.every(({ kiosk }) => kiosk === undefined)).toBe(true);
  });

  it("is large on a wall", () => {
    const own = cards(dashboard(hassWith(), { kiosk: true }, true)).filter(({ type }) => type.startsWith("custom:"));
    expect(own.map(({ kiosk }) => kiosk)).toEqual([true, true]);
  });

  it("falls back to built-in cards, stop among them, and says so", () => {
    const made = dashboard(hassWith(), {}, false);
    expect(cards(made).some(({ type }) => type.startsWith("custom:"))).toBe(false);
    const shown = cards(made).map(({ entity }) => entity);
    for (const entity of ["climate.pad_climate", "button.pad_stop", "timer.pad_session", "number.person_pain_now"]) {
      expect(shown).toContain(entity);
    }
    expect(cards(made)[0]?.content).toContain("could not be loaded");
  });

  it("says what to do when there is nothing yet", () => {
    const made = dashboard(hassWith({}, []), {}, true);
    expect(cards(made).map(({ type, content }) => [type, content])).toEqual([
      ["markdown", "No heating pad is set up yet. Add one under Settings, Devices & services."],
    ]);
  });
});
