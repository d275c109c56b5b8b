import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { direction, fill, say, theirs } from "../src/logic/texts";

const HERE = dirname(fileURLToPath(import.meta.url));
const SOURCE = join(HERE, "..", "src");
const TRANSLATIONS = join(HERE, "../../custom_components/heating_pad/translations/en.json");
const translations = JSON.parse(readFileSync(TRANSLATIONS, "utf-8")) as {
  common: Record<string, string>;
};
const silent = { localize: () => "" };

interface Call {
  place: string;
  key: string;
  /** Names given to the text; undefined where they cannot be read from the source. */
  given: string[] | undefined;
}

/** All calls of `say` with a key that stands in the source. */
function calls(): Call[] {
  const found: Call[] = [];
  const files = readdirSync(SOURCE, { recursive: true, encoding: "utf-8" }).filter((name) => name.endsWith(".ts"));
  for (const name of files) {
    const file = ts.createSourceFile(name, readFileSync(join(SOURCE, name), "utf-8"), ts.ScriptTarget.ES2021, true);
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node)) {
        const callee = node.expression;
        const own = ts.isPropertyAccessExpression(callee) && callee.name.text === "say";
        const free = ts.isIdentifier(callee) && callee.text === "say";
        const [key, values] = node.arguments.slice(own ? 0 : 1);
        if ((own || free) && key !== undefined) {
          for (const literal of literals(key)) {
            const line = file.getLineAndCharacterOfPosition(node.pos).line + 1;
            found.push({ place: `${name}:${line}`, key: literal, given: names(values) });
          }
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return found;
}

function literals(node: ts.Node): string[] {
  if (ts.isStringLiteral(node)) {
    return [node.text];
  }
  return ts.isConditionalExpression(node) ? [...literals(node.whenTrue), ...literals(node.whenFalse)] : [];
}

function names(node: ts.Node | undefined): string[] | undefined {
  if (node === undefined) {
    return [];
  }
  if (!ts.isObjectLiteralExpression(node)) {
    return undefined;
  }
  return node.properties.map((property) => property.name?.getText() ?? "…");
}

const placeholders = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").sort();

describe("the card's words", () => {
  it("are there wherever they are asked for, with exactly the values they wait for", () => {
    const found = calls();
    expect(found.length).toBeGreaterThan(80);
    const wrong = found.filter(({ key, given }) => {
      const text = translations.common[`card_${key}`];
      return text === undefined || (given !== undefined && String(given.sort()) !== String(placeholders(text)));
    });
    expect(wrong).toEqual([]);
  });

  it("are all asked for by somebody", () => {
    const files = readdirSync(SOURCE, { recursive: true, encoding: "utf-8" }).filter((name) => name.endsWith(".ts"));
    const source = files.map((name) => readFileSync(join(SOURCE, name), "utf-8")).join("\n");
    const composed = /^card_(phase|question|answer)_/;
    const idle = Object.keys(translations.common)
      .filter((key) => key.startsWith("card_") && !composed.test(key))
      .map((key) => key.replace(/^card_/, ""))
      .filter((key) => !new RegExp(`["'.]${key}\\b`).test(source) && !source.includes(`${key}:`));
    expect(idle).toEqual([]);
  });

  it("come from the integration once they are loaded, and are English before", () => {
    const german = { localize: (key: string) => (key === "component.heating_pad.common.card_stop" ? "Halt" : "") };
    expect(say(german, "stop")).toBe("Halt");
    expect(say(german, "pause")).toBe("Pause");
    expect(say(silent, "goal", { temperature: "37 °C" })).toBe("Goal 37 °C");
  });

  it("survive a translation that cannot be read", () => {
    const broken = {
      localize: () => {
        throw new Error("malformed");
      },
    };
    expect(theirs(broken, "common.card_stop")).toBeUndefined();
    expect(say(broken, "stop")).toBe("Stop");
  });

  it("fill in values as they are", () => {
    expect(fill("{name}: {reason}", { name: "<img onerror=x>", reason: "{name}" })).toBe("<img onerror=x>: {name}");
    expect(fill("{missing}")).toBe("{missing}");
  });

  it("run from right to left in such languages", () => {
    expect(["he", "ar-EG", "fa", "ur"].map(direction)).toEqual(["rtl", "rtl", "rtl", "rtl"]);
    expect(["en", "de-CH", "az"].map(direction)).toEqual(["ltr", "ltr", "ltr"]);
  });
});
