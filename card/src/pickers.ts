/** Entries of Home Assistant's pickers for cards. */
import type { Hass } from "./hass";
import { thingOf } from "./logic/entities";
import { say, type Key } from "./logic/texts";

const DOCUMENTATION = "https://github.com/heating-pad/heating-pad";

interface Suggestion {
  config: Record<string, unknown>;
}

type Listed = { type: string } & Record<string, unknown>;

function list(name: string): Listed[] {
  const lists = window as unknown as Record<string, Listed[] | undefined>;
  return (lists[name] ??= []);
}

function add(name: string, entry: Listed): void {
  const known = list(name);
  if (!known.some(({ type }) => type === entry.type)) {
    known.push(entry);
  }
}

function words(key: Key): string {
  return say({ language: document.documentElement.lang || "en" }, key);
}

export function registerPickers(): void {
  add("customCards", {
    type: "heating-pad-card",
    name: words("pad_card"),
    description: words("pad_card_text"),
    preview: true,
    documentationURL: DOCUMENTATION,
    getEntitySuggestion: (hass: Hass, entityId: string): Suggestion | null => {
      const thing = thingOf(hass, entityId);
      const entity = thing?.kind === "pad" ? thing.entities["climate.climate"] : undefined;
      return entity === undefined ? null : { config: { type: "custom:heating-pad-card", entity } };
    },
  });
}
