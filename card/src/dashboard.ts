/**
 * The strategy `custom:heating-pad`, in a module of its own: it also makes a dashboard where the cards, which ask more
 * of a browser, cannot be loaded.
 */
import { latestWords, loadWords } from "./elements/languages";
import type { Hass } from "./hass";
import { dashboard, type DashboardConfig } from "./logic/dashboard";
import { say } from "./logic/texts";
import { DOCUMENTATION, add } from "./pickers";

const TAG = "ll-strategy-dashboard-heating-pad";
const CARDS_WITHIN_MS = 3000;
const WORDS_WITHIN_MS = 1500;

const within = (ms: number): Promise<false> => new Promise((resolve) => setTimeout(() => resolve(false), ms));

export class HeatingPadDashboard extends HTMLElement {
  static registryDependencies = ["entities", "devices"];

  static async generate(config: DashboardConfig, hass: Hass): Promise<Record<string, unknown>> {
    const there = await Promise.race([
      Promise.all(["heating-pad-card", "heating-pad-diary-card"].map((tag) => customElements.whenDefined(tag))).then(
        () => true,
      ),
      within(CARDS_WITHIN_MS),
    ]);
    await Promise.race([loadWords(hass), within(WORDS_WITHIN_MS)]);
    return dashboard({ ...hass, localize: latestWords().localize }, config, there);
  }
}

if (customElements.get(TAG) === undefined) {
  customElements.define(TAG, HeatingPadDashboard);
}

add("customStrategies", {
  type: "heating-pad",
  strategyType: "dashboard",
  get name() {
    return say(latestWords(), "dashboard");
  },
  get description() {
    return say(latestWords(), "dashboard_text");
  },
  documentationURL: DOCUMENTATION,
});
