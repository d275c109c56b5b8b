/** Forms of the visual editor, shown by Home Assistant itself. */
import { isKey, say, type Key } from "../logic/texts";
import { latestWords } from "./languages";

interface Field {
  name: string;
}

const NAMED: Readonly<Record<string, Key>> = { days: "span" };

function form(schema: unknown[], entityLabel: Key): unknown {
  return {
    schema,
    computeLabel: ({ name }: Field): string => {
      const key = name === "entity" ? entityLabel : (NAMED[name] ?? name);
      return isKey(key) ? say(latestWords(), key) : name;
    },
    assertConfig: (config: Record<string, unknown>): void => {
      if (config["entity"] !== undefined && typeof config["entity"] !== "string") {
        throw new Error("entity: one entity id");
      }
    },
  };
}

const entity = (domain: string): unknown => ({
  name: "entity",
  required: true,
  selector: { entity: { filter: { integration: "heating_pad", domain } } },
});
const bool = (name: string): unknown => ({ name, selector: { boolean: {} } });
const grid = (...names: string[]): unknown => ({ type: "grid", name: "", schema: names.map(bool) });
const NAME = { name: "name", selector: { text: {} } };

export function padForm(): unknown {
  return form([entity("climate"), NAME, grid("hide_curve", "hide_protection", "hold_to_start", "kiosk")], "entity");
}

export function diaryForm(): unknown {
  return form(
    [
      entity("sensor"),
      NAME,
      { name: "days", selector: { number: { min: 1, max: 90, step: 1, mode: "box" } } },
      grid("show_notes", "kiosk"),
    ],
    "person_entity",
  );
}
