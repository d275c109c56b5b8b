/** Words: the integration's translations first, then this card's own, in the end English. */
import english from "../texts/en.json";
import type { Hass } from "../hass";

export type Key = keyof typeof english;
export type Words = Partial<Record<Key, string>>;
type Values = Record<string, string | number>;

const DOMAIN = "heating_pad";
const own = new Map<string, Words>();

/** The card's own words in a language; regions fall back to their language. */
export function words(language: string): Words | undefined {
  return own.get(language) ?? own.get(base(language));
}

export function learn(language: string, learned: Words): void {
  own.set(language, learned);
}

export function base(language: string): string {
  return language.split("-", 1)[0] ?? language;
}

export function fill(text: string, values: Values = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** This card's own words. */
export function say(hass: Pick<Hass, "language">, key: Key, values?: Values): string {
  return fill(words(hass.language)?.[key] ?? english[key], values);
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

export function phaseWords(hass: Hass, phase: string): string {
  const key = `phase_${phase}`;
  return theirs(hass, `entity.sensor.phase.state.${phase}`) ?? (key in english ? say(hass, key as Key) : plain(phase));
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
