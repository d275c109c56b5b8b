/** Loads the integration's words; Home Assistant itself loads those of entities only. */
import type { Hass } from "../hass";

const CATEGORIES = ["common", "exceptions", "selector", "entity"];
const asked = new Map<string, Promise<void>>();

let latest: Pick<Hass, "localize"> = { localize: () => "" };

/** The newest words there are, for what is asked without a `hass`: pickers and editors. */
export function latestWords(): Pick<Hass, "localize"> {
  return latest;
}

/** Resolves when all words are there; what cannot be loaded stays English. */
export function loadWords(hass: Hass): Promise<void> {
  latest = hass;
  const { language } = hass;
  let loading = asked.get(language);
  if (loading === undefined) {
    const jobs = CATEGORIES.map((category) =>
      Promise.resolve(hass.loadBackendTranslation?.(category, "heating_pad")).then((localize) => {
        latest = localize === undefined ? latest : { localize };
      }),
    );
    loading = Promise.all(jobs.map((job) => job.catch(() => undefined))).then(() => undefined);
    asked.set(language, loading);
  }
  return loading;
}
