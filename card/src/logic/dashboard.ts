/** A whole dashboard from what is set up; Home Assistant's own tiles where the cards cannot be loaded. */
import type { Hass } from "../hass";
import { things, type Thing } from "./entities";
import { say } from "./texts";

export interface DashboardConfig {
  type?: string;
  kiosk?: boolean;
}

type Card = Record<string, unknown>;

const FULL = { columns: "full" };

export function dashboard(hass: Hass, config: DashboardConfig, cardsThere: boolean): Record<string, unknown> {
  const found = things(hass);
  const kiosk = config.kiosk === true;
  const of = (kind: Thing["kind"]): Thing[] => found.filter((each) => each.kind === kind);
  const notice: Card[] = cardsThere ? [] : [markdown(say(hass, "cards_absent"))];
  const make = cardsThere ? ownCards(kiosk) : tiles(hass);
  const heat = [...of("pad").map((pad) => make.pad(pad)), ...of("pack").map((pack) => packTiles(hass, pack))];
  const diaries = of("person").map((person) => make.person(person));
  if (heat.length + diaries.length === 0) {
    return { title: say(hass, "dashboard"), views: [view(hass, "dashboard", "heat", [[markdown(none(hass))]], kiosk)] };
  }
  const views = [];
  if (heat.length > 0) {
    views.push(view(hass, "pads", "heat", withNotice(notice, heat), kiosk));
  }
  if (diaries.length > 0) {
    views.push(view(hass, "diaries", "diary", withNotice(notice, diaries), kiosk));
  }
  return { title: say(hass, "dashboard"), views };
}

function none(hass: Hass): string {
  return say(hass, "nothing_set_up");
}

function withNotice(notice: Card[], sections: Card[][]): Card[][] {
  return notice.length === 0 ? sections : [notice, ...sections];
}

function view(
  hass: Hass,
  title: "dashboard" | "pads" | "diaries",
  path: string,
  sections: Card[][],
  kiosk: boolean,
): unknown {
  return {
    title: say(hass, title),
    path,
    icon: path === "heat" ? "mdi:radiator" : "mdi:notebook-heart-outline",
    type: "sections",
    max_columns: kiosk ? 2 : 3,
    sections: sections.map((cards) => ({
      type: "grid",
      column_span: kiosk && sections.length === 1 ? 2 : 1,
      cards: cards.map((card) => ({ grid_options: FULL, ...card })),
    })),
  };
}

interface Maker {
  pad(pad: Thing): Card[];
  person(person: Thing): Card[];
}

function ownCards(kiosk: boolean): Maker {
  const large = kiosk ? { kiosk } : {};
  return {
    pad: (pad) => [{ type: "custom:heating-pad-card", entity: pad.entities["climate.climate"], ...large }],
    person: (person) => [
      {
        type: "custom:heating-pad-diary-card",
        entity: person.entities["sensor.pain"] ?? person.entities["number.pain_now"],
        ...large,
      },
    ],
  };
}

function tiles(hass: Hass): Maker {
  return {
    pad: (pad) => [
      heading(pad.name, "mdi:radiator"),
      ...press(pad, "button.stop"),
      ...cardOf(pad, "climate.climate", {
        type: "thermostat",
        features: [{ type: "climate-hvac-modes" }, { type: "climate-preset-modes", style: "dropdown" }],
      }),
      ...tile(pad, "timer.session", { features: [{ type: "timer-actions" }] }),
      ...["sensor.phase", "sensor.waiting_for", "sensor.blocked_by", "sensor.stop_reason"].flatMap((key) =>
        tile(pad, key),
      ),
      ...tile(pad, "binary_sensor.fault", { color: "red" }),
      ...["button.confirm", "button.extend", "button.resume", "button.acknowledge_fault"].flatMap((key) =>
        press(pad, key),
      ),
      ...tile(pad, "select.used_by", { features: [{ type: "select-options" }] }),
    ],
    person: (person) => [
      heading(person.name, "mdi:notebook-heart-outline"),
      ...tile(person, "number.pain_now", { name: say(hass, "pain_now"), features: [{ type: "numeric-input" }] }),
      ...["sensor.pain", "sensor.pain_average", "sensor.last_entry", "binary_sensor.see_clinician"].flatMap((key) =>
        tile(person, key),
      ),
      ...press(person, "button.undo_entry"),
    ],
  };
}

function packTiles(hass: Hass, pack: Thing): Card[] {
  return [
    heading(pack.name || say(hass, "packs"), "mdi:microwave"),
    ...tile(pack, "timer.session", { features: [{ type: "timer-actions" }] }),
    ...press(pack, "button.stop"),
  ];
}

function cardOf(thing: Thing, key: string, card: Card): Card[] {
  const entity = thing.entities[key];
  return entity === undefined ? [] : [{ entity, ...card }];
}

function tile(thing: Thing, key: string, more: Card = {}): Card[] {
  return cardOf(thing, key, { type: "tile", ...more });
}

/** A tile that presses its button with one tap. */
function press(thing: Thing, key: string): Card[] {
  const entity = thing.entities[key];
  const action = { action: "perform-action", perform_action: "button.press", target: { entity_id: entity } };
  return tile(thing, key, { hide_state: true, tap_action: action, icon_tap_action: action });
}

function heading(text: string, icon: string): Card {
  return { type: "heading", heading: text, icon };
}

function markdown(content: string): Card {
  return { type: "markdown", content };
}
