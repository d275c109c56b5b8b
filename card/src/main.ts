/** Entry: defines the elements and tells Home Assistant about them. */
import type { LitElement } from "lit";
import { BodyMap } from "./elements/body_map";
import { SessionCurve } from "./elements/curve";
import { Dial } from "./elements/dial";
import { DiaryChartElement } from "./elements/diary_chart";
import { HeatingPadDiaryCard } from "./elements/diary_card";
import { LevelFeature, TimeLeftFeature } from "./elements/features";
import { HoldButton } from "./elements/hold_button";
import { HeatingPadCard } from "./elements/pad_card";
import { listening } from "./elements/ticker";
import { CARD_VERSION } from "./elements/versions";
import { listEverything } from "./listed";

const elements: Record<string, typeof LitElement> = {
  "heating-pad-hold-button": HoldButton,
  "heating-pad-dial": Dial,
  "heating-pad-curve": SessionCurve,
  "heating-pad-body-map": BodyMap,
  "heating-pad-diary-chart": DiaryChartElement,
  "heating-pad-card": HeatingPadCard,
  "heating-pad-diary-card": HeatingPadDiaryCard,
  "heating-pad-level": LevelFeature,
  "heating-pad-time-left": TimeLeftFeature,
};

for (const [name, element] of Object.entries(elements)) {
  // A page that stays open over an update gets this module a second time.
  if (customElements.get(name) === undefined) {
    customElements.define(name, element);
  }
}

listEverything();

/** Of this card, for tests and for people who report a problem. */
(window as unknown as Record<string, unknown>)["heatingPadCard"] = { version: CARD_VERSION, listening };
