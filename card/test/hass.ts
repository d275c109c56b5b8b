/** A small `hass` for tests: one pad on a plug, one pack, one person. */
import { readFileSync } from "node:fs";
import type { Hass, HassEntityEntry, HassState } from "../src/hass";

const TRANSLATIONS = new URL("../../custom_components/heating_pad/translations/en.json", import.meta.url);
const translations: unknown = JSON.parse(readFileSync(TRANSLATIONS, "utf-8"));

export const NOW = Date.parse("2026-11-23T12:00:00Z");

export const iso = (offsetS: number): string => new Date(NOW + offsetS * 1000).toISOString();

function localize(key: string, values: Record<string, string | number> = {}): string {
  let node: unknown = translations;
  for (const part of key.replace("component.heating_pad.", "").split(".")) {
    node = (node as Record<string, unknown> | undefined)?.[part];
  }
  return typeof node === "string"
    ? node.replace(/\{(\w+)\}/g, (_whole, name: string) => String(values[name] ?? "MISSING"))
    : "";
}

export function entry(device: string, key: string, entityId?: string): HassEntityEntry {
  const [domain = "", translationKey = ""] = key.split(".");
  return {
    entity_id: entityId ?? `${domain}.${device}_${translationKey}`,
    device_id: device,
    platform: device === "plug" ? "simulated" : "heating_pad",
    translation_key: translationKey,
  };
}

export const PAD_KEYS = [
  "climate.climate",
  "timer.session",
  "select.level",
  "select.used_by",
  "sensor.phase",
  "sensor.waiting_for",
  "sensor.blocked_by",
  "sensor.stop_reason",
  "sensor.ready_at",
  "sensor.auto_off",
  "binary_sensor.fault",
  "number.session_minutes",
  "number.ramp_minutes",
  "button.stop",
  "button.confirm",
  "button.acknowledge_fault",
  "event.session",
];
const PERSON_KEYS = ["sensor.pain", "number.pain_now", "button.undo_entry", "sensor.last_entry"];
const PACK_KEYS = ["timer.session", "sensor.phase", "button.stop"];

type Said = [state: string, attributes?: Record<string, unknown>, changedS?: number];

export function hassWith(
  states: Record<string, Said> = {},
  entries: HassEntityEntry[] = [
    ...PAD_KEYS.map((key) => entry("pad", key)),
    entry("plug", "switch.relay", "switch.plug"),
    ...PERSON_KEYS.map((key) => entry("person", key)),
    ...PACK_KEYS.map((key) => entry("pack", key)),
  ],
): Hass {
  const all: Record<string, HassState> = {};
  for (const [entityId, [state, attributes = {}, changedS = 0]] of Object.entries(states)) {
    const at = iso(changedS);
    all[entityId] = { entity_id: entityId, state, attributes, last_changed: at, last_updated: at };
  }
  return {
    states: all,
    entities: Object.fromEntries(entries.map((each) => [each.entity_id, each])),
    devices: {
      pad: { id: "pad", name: "Sofa pad", via_device_id: "plug" },
      plug: { id: "plug", name: "Plug" },
      person: { id: "person", name: "Ada", name_by_user: "Ada L." },
      pack: { id: "pack", name: "Wrap" },
    },
    config: { unit_system: { temperature: "°C" }, time_zone: "UTC" },
    locale: { language: "en", time_format: "24", time_zone: "server" },
    language: "en",
    connected: true,
    localize,
    callWS: () => Promise.reject(new Error("not here")),
    callService: () => Promise.resolve({}),
  };
}
