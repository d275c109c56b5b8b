/** Entry: defines the elements and tells Home Assistant about them. */
import type { LitElement } from "lit";
import { SessionCurve } from "./elements/curve";
import { Dial } from "./elements/dial";
import { HoldButton } from "./elements/hold_button";
import { HeatingPadCard } from "./elements/pad_card";
import { listening } from "./elements/ticker";
import { CARD_VERSION } from "./elements/versions";
import { registerPickers } from "./pickers";

const elements: Record<string, typeof LitElement> = {
  "heating-pad-hold-button": HoldButton,
  "heating-pad-dial": Dial,
  "heating-pad-curve": SessionCurve,
  "heating-pad-card": HeatingPadCard,
};

for (const [name, element] of Object.entries(elements)) {
  // A page that stays open over an update gets this module a second time.
  if (customElements.get(name) === undefined) {
    customElements.define(name, element);
  }
}

registerPickers();

/** Of this card, for tests and for people who report a problem. */
(window as unknown as Record<string, unknown>)["heatingPadCard"] = { version: CARD_VERSION, listening };
