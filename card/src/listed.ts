/** What Home Assistant's pickers offer: cards and features of the tile card. */
import { padOf } from "./elements/features";
import { latestWords } from "./elements/languages";
import type { Hass } from "./hass";
import { thingOf } from "./logic/entities";
import { say, type Key } from "./logic/texts";
import { DOCUMENTATION, add } from "./pickers";

interface Suggestion {
  config: Record<string, unknown>;
}

function addCard(
  type: string,
  name: Key,
  description: Key,
  suggest: (hass: Hass, entityId: string) => string | undefined,
): void {
  add("customCards", {
    type,
    get name() {
      return say(latestWords(), name);
    },
    get description() {
      return say(latestWords(), description);
    },
    preview: true,
    documentationURL: DOCUMENTATION,
    getEntitySuggestion: (hass: Hass, entityId: string): Suggestion | null => {
      const entity = suggest(hass, entityId);
      return entity === undefined ? null : { config: { type: `custom:${type}`, entity } };
    },
  });
}

function addFeature(type: string, name: Key, supports: (hass: Hass, entityId: string) => boolean): void {
  add("customCardFeatures", {
    type,
    get name() {
      return say(latestWords(), name);
    },
    configurable: false,
    isSupported: (hass: Hass, context: { entity_id?: string }): boolean =>
      context.entity_id !== undefined && supports(hass, context.entity_id),
  });
}

export function listEverything(): void {
  addCard("heating-pad-card", "pad_card", "pad_card_text", (hass, entityId) => {
    const thing = thingOf(hass, entityId);
    return thing?.kind === "pad" ? thing.entities["climate.climate"] : undefined;
  });
  addCard("heating-pad-diary-card", "diary_card", "diary_card_text", (hass, entityId) => {
    const thing = thingOf(hass, entityId);
    return thing?.kind === "person" ? thing.entities["sensor.pain"] : undefined;
  });
  addFeature("heating-pad-level", "feature_level", (hass, entityId) => {
    const pad = padOf(hass, entityId);
    return pad?.entities["select.level"] !== undefined;
  });
  addFeature("heating-pad-time-left", "feature_time", (hass, entityId) => padOf(hass, entityId) !== undefined);
}
