/**
 * Refuses a build that the oldest supported browsers cannot read.
 *
 * Chrome and Android WebView 90, Firefox 98, Safari 15.4: what wall tablets from Android 5 on can be updated to.
 * Syntax is that of ES2021; of the library, names that came later are looked for.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "acorn";

const [folder] = process.argv.slice(2);
/** Came with Chrome 92 or later. */
const TOO_NEW_METHODS = ["at", "findLast", "findLastIndex", "toSorted", "toReversed", "toSpliced", "hasOwn", "groupBy"];
const TOO_NEW_NAMES = ["structuredClone", "URLPattern"];
const TOO_NEW_STYLES = [/@container\b/, /:has\(/, /color-mix\(/, /\boklch\(/, /\b\d+[dsl]vh\b/, /@layer\b/, /&\s*[.:]/];

let problems = 0;
const complain = (file, what) => {
  problems += 1;
  console.error(`${file}: ${what}`);
};

for (const file of readdirSync(folder).filter((name) => name.endsWith(".js"))) {
  const text = readFileSync(join(folder, file), "utf-8");
  let tree;
  try {
    tree = parse(text, { ecmaVersion: 2021, sourceType: "module" });
  } catch (error) {
    // `import.meta` and dynamic import are part of ES2020; anything else newer ends here.
    complain(file, `is not ES2021: ${error.message}`);
    continue;
  }
  visit(tree, (node) => {
    if (node.type === "CallExpression" && node.callee.type === "MemberExpression" && !node.callee.computed) {
      const { name } = node.callee.property;
      if (TOO_NEW_METHODS.includes(name)) {
        complain(file, `.${name}() is newer than the oldest browser`);
      }
    }
    if (node.type === "Identifier" && TOO_NEW_NAMES.includes(node.name)) {
      complain(file, `${node.name} is newer than the oldest browser`);
    }
    if (node.type === "TemplateElement") {
      for (const style of TOO_NEW_STYLES) {
        if (style.test(node.value.raw)) {
          complain(file, `a style is newer than the oldest browser: ${style}`);
        }
      }
    }
  });
}
process.exit(problems === 0 ? 0 : 1);

function visit(node, seen) {
  if (node === null || typeof node !== "object") {
    return;
  }
  if (Array.isArray(node)) {
    node.forEach((each) => visit(each, seen));
    return;
  }
  if (typeof node.type === "string") {
    seen(node);
  }
  for (const [key, value] of Object.entries(node)) {
    if (key !== "type" && typeof value === "object") {
      visit(value, seen);
    }
  }
}
