/** Loads words when they are needed: the card's own for the user's language, and the integration's. */
import type { Hass } from "../hass";
import { base, learn, words, type Words } from "../logic/texts";

type Loader = () => Promise<{ default: Words }>;

const loaders: Record<string, Loader> = {};

const asked = new Map<string, Promise<void>>();
/** Home Assistant loads entity names by itself; these only when somebody asks. */
const CATEGORIES = ["exceptions", "selector", "entity"];

/** Resolves when all words are there; what cannot be loaded stays English. */
export function loadWords(hass: Hass): Promise<void> {
  const { language } = hass;
  let loading = asked.get(language);
  if (loading === undefined) {
    loading = load(hass, language);
    asked.set(language, loading);
  }
  return loading;
}

async function load(hass: Hass, language: string): Promise<void> {
  const jobs: Promise<unknown>[] = CATEGORIES.map((category) =>
    Promise.resolve(hass.loadBackendTranslation?.(category, "heating_pad")),
  );
  const loader = loaders[base(language)];
  if (words(language) === undefined && loader !== undefined) {
    jobs.push(loader().then((module) => learn(base(language), module.default)));
  }
  await Promise.all(jobs.map((job) => job.catch(() => undefined)));
}
