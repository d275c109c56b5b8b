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
const EDITOR = "heating-pad-dashboard-editor";
const CARDS_WITHIN_MS = 3000;
const WORDS_WITHIN_MS = 1500;

const within = (ms: number): Promise<false> => new Promise((resolve) => setTimeout(() => resolve(false), ms));

/** The strategy's editor: one native checkbox. */
export class HeatingPadDashboardEditor extends HTMLElement {
  private config: DashboardConfig = {};
  private words: Pick<Hass, "localize"> = latestWords();

  set hass(hass: Hass) {
    this.words = hass;
  }

  setConfig(config: DashboardConfig): void {
    this.config = config;
    this.show();
  }

  connectedCallback(): void {
    this.show();
  }

  private show(): void {
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = this.config.kiosk === true;
    box.addEventListener("change", () => {
      const config = { ...this.config, kiosk: box.checked };
      this.dispatchEvent(new CustomEvent("config-changed", { detail: { config }, bubbles: true, composed: true }));
    });
    label.style.cssText = "display:flex;gap:12px;align-items:center;min-height:48px";
    label.append(box, say(this.words, "kiosk"));
    this.replaceChildren(label);
  }
}

export class HeatingPadDashboard extends HTMLElement {
  static registryDependencies = ["entities", "devices"];

  static getConfigElement(): HTMLElement {
    return document.createElement(EDITOR);
  }

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
  customElements.define(EDITOR, HeatingPadDashboardEditor);
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
