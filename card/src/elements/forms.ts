/** Forms of the visual editor, shown by Home Assistant itself. */
import { say, type Key } from "../logic/texts";

interface Field {
  name: string;
}

/** The editor tells labels no language; the page does. */
function language(): string {
  return document.documentElement.lang || "en";
}

function form(schema: unknown[]): unknown {
  return {
    schema,
    computeLabel: (field: Field): string =>
      say({ language: language() }, (field.name === "person" ? "person_entity" : field.name) as Key),
    assertConfig: (config: Record<string, unknown>): void => {
      if (config["entity"] !== undefined && typeof config["entity"] !== "string") {
        throw new Error("entity: one entity id");
      }
    },
  };
}

const entity = (domain: string): unknown => ({
  entity: { filter: { integration: "heating_pad", domain } },
});
const bool = (name: string): unknown => ({ name, selector: { boolean: {} } });

export function padForm(): unknown {
  return form([
    { name: "entity", required: true, selector: entity("climate") },
    { name: "name", selector: { text: {} } },
    {
      type: "grid",
      name: "",
      schema: [bool("show_curve"), bool("show_protection"), bool("hold_to_start"), bool("kiosk")],
    },
  ]);
}

export function diaryForm(): unknown {
  return form([
    { name: "entity", required: true, selector: entity("sensor") },
    { name: "name", selector: { text: {} } },
    { name: "days", selector: { number: { min: 7, max: 90, mode: "box" } } },
    bool("kiosk"),
  ]);
}
