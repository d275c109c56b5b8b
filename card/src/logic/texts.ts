/** Words: the integration's translations, and in English until they are loaded. */
import { common } from "../../../custom_components/heating_pad/translations/en.json";
import type { Hass } from "../hass";

type Words = typeof common;
type Prefixed = keyof Words;
/** The card's own words stand in the integration's translations under `common`, as `card_…`. */
export type Key = Prefixed extends `card_${infer Rest}` ? Rest : never;
type Values = Record<string, string | number>;

const DOMAIN = "heating_pad";
const english: Readonly<Record<string, string>> = common;

export function base(language: string): string {
  return language.split("-", 1)[0] ?? language;
}

export function fill(text: string, values: Values = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** One of this card's own words. */
export function say(hass: Pick<Hass, "localize">, key: Key, values?: Values): string {
  const named = `card_${key}`;
  return theirs(hass, `common.${named}`, values) ?? fill(english[named] ?? key, values);
}

export function isKey(key: string): key is Key {
  return `card_${key}` in english;
}

/** Words of the integration; undefined when it has none, or they are not loaded. */
export function theirs(hass: Pick<Hass, "localize">, path: string, values?: Values): string | undefined {
  try {
    return hass.localize(`component.${DOMAIN}.${path}`, values) || undefined;
  } catch {
    return undefined;
  }
}

/** Words for a state of one of our entities. */
export function stateWords(hass: Hass, place: string, state: string): string {
  return theirs(hass, `entity.${place}.state.${state}`) ?? plain(state);
}

/** Words for one choice of a list, such as a site or a moment. */
export function choiceWords(hass: Hass, list: string, choice: string): string {
  return theirs(hass, `selector.${list}.options.${choice}`) ?? plain(choice);
}

export function phaseWords(hass: Hass, phase: string): string {
  const key = `phase_${phase}`;
  return theirs(hass, `entity.sensor.phase.state.${phase}`) ?? (isKey(key) ? say(hass, key) : plain(phase));
}

export function messageWords(hass: Hass, key: string, values: Values): string | undefined {
  return theirs(hass, `exceptions.${key}.message`, values);
}

/** "stuck_on" as something to read when nobody has words for it. */
function plain(key: string): string {
  const text = key.replace(/_/g, " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const RIGHT_TO_LEFT = ["ar", "fa", "he", "ur"];

export function direction(language: string): "rtl" | "ltr" {
  return RIGHT_TO_LEFT.includes(base(language)) ? "rtl" : "ltr";
}
