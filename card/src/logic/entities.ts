/** Finds the entities of one pad, pack or person by their device, not by their names. */
import type { Hass, HassState } from "../hass";

export const PLATFORM = "heating_pad";

export type Kind = "pad" | "pack" | "person";

/** Entity ids by "domain.key"; the key is the translation key, which people cannot change. */
export type Entities = Readonly<Record<string, string | undefined>>;

export interface Thing {
  kind: Kind;
  deviceId: string;
  name: string;
  entities: Entities;
}

const found = new WeakMap<Hass["entities"], Map<string, Entities>>();

function byDevice(hass: Hass): Map<string, Entities> {
  let devices = found.get(hass.entities);
  if (devices === undefined) {
    const collected = new Map<string, Record<string, string>>();
    for (const entry of Object.values(hass.entities)) {
      if (entry?.platform !== PLATFORM || !entry.device_id || !entry.translation_key) {
        continue;
      }
      const domain = entry.entity_id.split(".", 1)[0] ?? "";
      const entities = collected.get(entry.device_id) ?? {};
      entities[`${domain}.${entry.translation_key}`] = entry.entity_id;
      collected.set(entry.device_id, entities);
    }
    devices = collected;
    found.set(hass.entities, devices);
  }
  return devices;
}

function kindOf(entities: Entities): Kind | undefined {
  if (entities["climate.climate"] !== undefined) {
    return "pad";
  }
  if (entities["sensor.pain"] !== undefined || entities["number.pain_now"] !== undefined) {
    return "person";
  }
  return entities["timer.session"] !== undefined || entities["sensor.phase"] !== undefined ? "pack" : undefined;
}

function thing(hass: Hass, deviceId: string, entities: Entities): Thing | undefined {
  const kind = kindOf(entities);
  const device = hass.devices[deviceId];
  return kind === undefined
    ? undefined
    : { kind, deviceId, name: device?.name_by_user || device?.name || "", entities };
}

/** Everything of ours that is set up, in the order of names. */
export function things(hass: Hass): Thing[] {
  return [...byDevice(hass)]
    .map(([deviceId, entities]) => thing(hass, deviceId, entities))
    .filter((each) => each !== undefined)
    .sort((one, other) => one.name.localeCompare(other.name));
}

/** The thing an entity belongs to. */
export function thingOf(hass: Hass, entityId: string): Thing | undefined {
  const entry = hass.entities[entityId];
  if (entry?.platform !== PLATFORM || !entry.device_id) {
    return undefined;
  }
  const entities = byDevice(hass).get(entry.device_id);
  return entities === undefined ? undefined : thing(hass, entry.device_id, entities);
}

export function stateOf(hass: Hass, entities: Entities, key: string): HassState | undefined {
  const entityId = entities[key];
  return entityId === undefined ? undefined : hass.states[entityId];
}

/**
 * The entity that shows the relay: our own, else the only switch of the plug's device.
 *
 * Our own is disabled unless somebody wants it; a plug with several sockets is not guessed at.
 */
export function relayOf(hass: Hass, pad: Thing): string | undefined {
  const own = pad.entities["binary_sensor.heating"];
  if (own !== undefined) {
    return own;
  }
  return plugOf(hass, pad);
}

/**
 * The action that ends heat, with its entity: our button, else the climate, else the plug's own switch.
 *
 * Entities of a pad that is not loaded take no action, but its plug may still be on.
 */
export function wayToStop(hass: Hass, pad: Thing): [domain: string, service: string, entityId: string] | undefined {
  const ways: [string, string, string | undefined][] = [
    ["button", "press", pad.entities["button.stop"]],
    ["climate", "turn_off", pad.entities["climate.climate"]],
    ["switch", "turn_off", plugOf(hass, pad)],
  ];
  const there = ways.filter((way): way is [string, string, string] => way[2] !== undefined);
  const answers = ([, , entityId]: [string, string, string]): boolean => {
    const state = hass.states[entityId];
    return state !== undefined && state.state !== "unavailable";
  };
  return there.find(answers) ?? there[0];
}

/** The only switch of the plug's device. */
function plugOf(hass: Hass, pad: Thing): string | undefined {
  const plug = hass.devices[pad.deviceId]?.via_device_id;
  return plug ? onlySwitches(hass).get(plug) : undefined;
}

const switches = new WeakMap<Hass["entities"], Map<string, string | undefined>>();

/** By device: its switch, undefined where it has several. Asked for with every state, so found once. */
function onlySwitches(hass: Hass): Map<string, string | undefined> {
  let devices = switches.get(hass.entities);
  if (devices === undefined) {
    devices = new Map();
    for (const entry of Object.values(hass.entities)) {
      if (entry?.device_id && entry.entity_id.startsWith("switch.")) {
        devices.set(entry.device_id, devices.has(entry.device_id) ? undefined : entry.entity_id);
      }
    }
    switches.set(hass.entities, devices);
  }
  return devices;
}
