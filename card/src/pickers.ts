/** Home Assistant's lists of what can be added to a dashboard. */

export const DOCUMENTATION = "https://github.com/heating-pad/heating-pad/blob/main/docs/cards.md";

type Listed = { type: string } & Record<string, unknown>;

/** Put an entry on one of the lists; a page that loads us twice must not show us twice. */
export function add(name: string, entry: Listed): void {
  const lists = window as unknown as Record<string, Listed[] | undefined>;
  const known = (lists[name] ??= []);
  if (!known.some(({ type }) => type === entry.type)) {
    known.push(entry);
  }
}
