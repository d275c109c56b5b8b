"""Measures the cards in Chromium: first paint, cost of an update with ten cards, layout shift, what removed ones leave.

Run by `scripts/browser --bench`, which brings Playwright and a browser. The budgets are those of docs/cards.md.
"""

import argparse
import os
import sys
from statistics import median

from playwright.sync_api import Page, sync_playwright  # type: ignore[import-not-found]  # there where this runs

from tests.browser.pages import FLAGS, served, words

CARDS = 10
RUNS = 40
OTHERS = 2000
"""Entities of a well furnished house beside ours."""
FIRST_PAINT_MS = 100.0
UPDATE_MS = 4.0

_FIRST_PAINT = """async ([tag, config]) => {
  const card = document.createElement(tag);
  card.setConfig(config);
  document.querySelector("main").append(card);
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const from = performance.now();
  card.hass = fake.hass;
  await card.updateComplete;
  // Painted once the frame after the one that shows it begins.
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const took = performance.now() - from;
  card.remove();
  return took;
}"""

_UPDATE = """async ([what, runs]) => {
  const changes = {
    nothing: () => fake.touch(),
    temperature: (run) =>
      fake.put({ "climate.climate": ["heat", { ...fake.climate, current_temperature: 36 + run / 100 }] }),
    phase: (run) => fake.put({ "sensor.phase": [run % 2 ? "ramp" : "hold", { confirm_start: false }] }),
  };
  const took = [];
  for (let run = 0; run < runs; run++) {
    const from = performance.now();
    changes[what](run);
    await Promise.all(fake.cards.map((card) => card.updateComplete));
    void document.body.offsetHeight;
    took.push(performance.now() - from);
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 5)));
  }
  return took;
}"""


def main() -> int:
    """Print the figures; the exit status tells whether they are within budget."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    rows: list[tuple[str, float, float, float]] = []
    with served() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        print(f"Chromium {browser.version}; cards {CARDS}; other entities {OTHERS}; runs {RUNS}")
        rows += first_paint(page, site)
        rows += updates(page, site)
        shift, left = quiet(page, site)
        browser.close()
    print("| what | median ms | slowest of 20 ms | budget ms |\n|---|---|---|---|")
    for name, middle, high, budget in rows:
        print(f"| {name} | {middle:.2f} | {high:.2f} | {budget:g} |")
    print(f"\nLayout shift over 5 s of counting down: {shift:g} (budget 0)")
    print(f"Listeners and timers after removal: {left} (budget 0)")
    late = [name for name, middle, _, budget in rows if middle > budget]
    return int(bool(late) or shift > 0 or left > 0)


def opened(page: Page, site: str) -> None:
    """Open a fresh page in the middle of a session, with two weeks of diary."""
    page.goto(f"{site}/page.html")
    page.wait_for_function("window.heatingPadCard !== undefined")
    page.evaluate("(texts) => { fake.translations = texts }", words())
    page.evaluate("(count) => { fake.furnish(count) }", OTHERS)
    page.evaluate(
        "fake.diary(); fake.session(300, 603); fake.climate = fake.hass.states['climate.pad_climate'].attributes; null"
    )


def add(page: Page, tag: str, entity: str) -> None:
    """Show ten cards of a kind."""
    page.evaluate(
        "async ([tag, entity, cards]) => { for (let n = 0; n < cards; n++) { await fake.add(tag, { entity }) } }",
        [tag, entity, CARDS],
    )
    page.wait_for_timeout(500)


def figures(name: str, took: list[float], budget: float) -> tuple[str, float, float, float]:
    """Return a row of the table."""
    ordered = sorted(took)
    return name, median(ordered), ordered[-max(len(ordered) // 20, 1)], budget


def first_paint(page: Page, site: str) -> list[tuple[str, float, float, float]]:
    """Time from `hass` to paint; the first card of a page is the slowest."""
    rows = []
    for tag, entity in (("heating-pad-card", "climate.pad_climate"), ("heating-pad-diary-card", "sensor.person_pain")):
        very_first, later = [], []
        for _ in range(RUNS // 4):
            opened(page, site)
            very_first.append(page.evaluate(_FIRST_PAINT, [tag, {"type": f"custom:{tag}", "entity": entity}]))
            later += [page.evaluate(_FIRST_PAINT, [tag, {"type": f"custom:{tag}", "entity": entity}]) for _ in range(4)]
        rows.append(figures(f"`{tag}`: first paint, first card of a page", very_first, FIRST_PAINT_MS))
        rows.append(figures(f"`{tag}`: first paint, later cards", later, FIRST_PAINT_MS))
    return rows


def updates(page: Page, site: str) -> list[tuple[str, float, float, float]]:
    """Time of one state update, style and layout included, with ten cards that all show it."""
    opened(page, site)
    add(page, "heating-pad-card", "climate.pad_climate")
    named = {
        "nothing": "state of something else",
        "temperature": "temperature of all ten",
        "phase": "phase of all ten",
    }
    return [figures(f"update: {name}", page.evaluate(_UPDATE, [what, RUNS]), UPDATE_MS) for what, name in named.items()]


def quiet(page: Page, site: str) -> tuple[float, int]:
    """Layout shift while counting down, and who still listens after removal."""
    opened(page, site)
    add(page, "heating-pad-card", "climate.pad_climate")
    page.evaluate(
        """() => {
          window.shifts = 0;
          new PerformanceObserver((list) => list.getEntries().forEach((each) => { window.shifts += each.value; }))
            .observe({ type: "layout-shift", buffered: false });
        }"""
    )
    page.wait_for_timeout(5000)
    shift: float = page.evaluate("window.shifts")
    page.evaluate("fake.remove()")
    page.wait_for_timeout(200)
    left: int = page.evaluate("heatingPadCard.listening() + fake.listening()")
    return shift, left


if __name__ == "__main__":
    sys.exit(main())
