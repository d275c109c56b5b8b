"""What holds for all cards: no barriers, readable in every light; and what is made around them."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import words

SITUATIONS = {
    "idle": "fake.idle()",
    "session": "fake.session(300, 600)",
    "paused": """fake.session(300, 600); fake.put({ 'sensor.phase': ['paused'],
      'timer.session': ['paused', { remaining: '0:10:00', duration: '0:15:00' }] })""",
    "question": "fake.put({ 'sensor.phase': ['waiting'], 'sensor.waiting_for': ['barrier'] })",
    "resting": """fake.put({ 'sensor.phase': ['rest'], 'sensor.blocked_by': ['resting'],
      'sensor.ready_at': [fake.iso(1500)] })""",
    "fault": """fake.put({ 'sensor.phase': ['fault'], 'sensor.stop_reason': ['stuck_on'],
      'binary_sensor.fault': ['on'] })""",
    "lost": "fake.push({ connected: false })",
}

_ALL_TEXT = """() => {
  const texts = [];
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      texts.push(node.textContent.trim());
    } else if (!["STYLE", "SCRIPT"].includes(node.nodeName)) {
      [...(node.shadowRoot ? [node.shadowRoot] : []), ...node.childNodes].forEach(walk);
    }
  };
  walk(document.querySelector("main"));
  return texts.filter((each) => each !== "").join("\\n");
}"""
"""Everything that stands in the cards, shadow trees and folded parts included."""


def show(page: Page, situation: str, **config: object) -> None:
    """Show both cards in a situation."""
    page.evaluate(
        """async ([script, config]) => {
          fake.diary();
          await fake.add("heating-pad-card", { entity: "climate.pad_climate", ...config });
          await fake.add("heating-pad-diary-card", { entity: "sensor.person_pain", ...config });
          eval(script);
          fake.push();
        }""",
        [SITUATIONS[situation], config],
    )
    page.wait_for_timeout(150)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("situation", SITUATIONS)
def test_axe_finds_nothing_serious(cards: Page, situation: str, *, dark: bool) -> None:
    cards.emulate_media(reduced_motion="reduce")
    if dark:
        cards.evaluate("document.body.classList.add('dark'); fake.hass.themes = { darkMode: true }")
    show(cards, situation)
    for summary in cards.locator("summary").all():
        summary.click()
    cards.add_script_tag(url="/axe/axe.min.js")
    found = cards.evaluate(
        """() => axe.run("main", { resultTypes: ["violations"] }).then(({ violations, passes }) => ({
          passed: passes.length,
          violations: violations.map((each) => [each.id, each.impact, each.nodes.map((node) => node.html).slice(0, 3)]),
        }))"""
    )
    assert found["passed"] > 20
    assert [each for each in found["violations"] if each[1] in ("serious", "critical")] == []


def test_reduced_motion_stands_still(cards: Page) -> None:
    show(cards, "session", hold_to_start=True)
    moving = """(all) => all.filter((each) => {
      const style = getComputedStyle(each);
      return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0;
    }).length"""
    cards.emulate_media(reduced_motion="reduce")
    assert cards.locator("heating-pad-card *, heating-pad-diary-card *").evaluate_all(moving) == 0
    cards.evaluate("fake.remove(); fake.idle()")
    show(cards, "idle", hold_to_start=True)
    start = cards.locator("heating-pad-hold-button button")
    start.dispatch_event("pointerdown")
    assert start.locator(".fill").evaluate_all(moving) == 0


def test_every_control_is_native(cards: Page) -> None:
    show(cards, "session")
    made_up = ", ".join(f"[role={role}]" for role in ("button", "checkbox", "radio", "slider", "link", "textbox"))
    assert cards.locator("main").locator(made_up).count() == 0
    assert cards.get_by_role("button").count() > 15


@pytest.mark.parametrize("situation", ["session", "fault", "question"])
def test_stop_needs_one_tap_and_is_never_hidden(cards: Page, situation: str) -> None:
    cards.set_viewport_size({"width": 320, "height": 640})
    show(cards, situation)
    cards.get_by_role("button", name="Stop", exact=True).click()
    assert cards.evaluate("fake.calls.filter((call) => call.target?.entity_id === 'button.pad_stop').length") == 1


@pytest.mark.parametrize("language", ["he", "ar"])
def test_right_to_left(cards: Page, language: str) -> None:
    cards.set_viewport_size({"width": 320, "height": 900})
    cards.evaluate("(language) => { fake.hass.language = language }", language)
    show(cards, "session")
    assert cards.evaluate("document.documentElement.scrollWidth") <= 320
    assert cards.locator("ha-card").evaluate_all("(all) => all.map((each) => each.dir)") == ["rtl", "rtl"]
    name = cards.get_by_role("heading", name="Sofa pad").bounding_box()
    user = cards.get_by_text("Used by").bounding_box()
    assert name is not None
    assert user is not None
    assert name["x"] > user["x"]


@pytest.mark.parametrize("language", ["de", "es", "fr", "it", "nl", "pl"])
@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_language_says_everything_and_fits_a_phone(cards: Page, language: str, situation: str) -> None:
    english, theirs = words(), words(language)
    same = {text for key, text in english.items() if theirs[key] == text}
    foreign = {text for text in english.values() if text not in same and "{" not in text and len(text.split()) > 2}
    cards.set_viewport_size({"width": 320, "height": 900})
    cards.evaluate(
        "([language, texts]) => { fake.hass.language = language; fake.translations = texts }", [language, theirs]
    )
    show(cards, situation)
    shown = cards.evaluate(_ALL_TEXT)
    assert len(shown) > 300
    assert [text for text in foreign if text in shown] == []
    assert cards.evaluate("document.documentElement.scrollWidth") <= 320


def test_tile_features(cards: Page) -> None:
    cards.evaluate(
        """async () => {
          fake.session(300, 600);
          for (const tag of ["heating-pad-level", "heating-pad-time-left"]) {
            const feature = document.createElement(tag);
            feature.setConfig({ type: `custom:${tag}` });
            feature.context = { entity_id: "climate.pad_climate" };
            document.querySelector("main").append(feature);
            feature.hass = fake.hass;
          }
        }"""
    )
    expect(cards.get_by_role("button", name="Medium")).to_have_attribute("aria-pressed", "true")
    cards.get_by_role("button", name="High").click()
    assert cards.evaluate("fake.calls") == [
        {"action": "select.select_option", "data": {"option": "high"}, "target": {"entity_id": "select.pad_level"}}
    ]
    expect(cards.locator("heating-pad-time-left")).to_contain_text("left")
    first = cards.locator("heating-pad-time-left").inner_text()
    expect(cards.locator("heating-pad-time-left")).not_to_have_text(first)
    cards.evaluate("document.querySelectorAll('heating-pad-time-left').forEach((each) => each.remove())")
    assert cards.evaluate("heatingPadCard.listening()") == 0


def test_pickers_list_what_there_is(cards: Page) -> None:
    listed = cards.evaluate(
        """() => ({
          cards: customCards.map(({ type, name, preview }) => [type, name, preview]),
          features: customCardFeatures.map(({ type, name, isSupported }) =>
            [type, name, isSupported(fake.hass, { entity_id: "climate.pad_climate" }),
             isSupported(fake.hass, { entity_id: "switch.plug" })]),
          strategies: customStrategies.map(({ type, strategyType, name }) => [type, strategyType, name]),
          suggested: ["climate.pad_climate", "timer.pad_session", "sensor.person_pain", "switch.plug"].map((entity) =>
            customCards.map((card) => card.getEntitySuggestion(fake.hass, entity)?.config ?? null)),
        })"""
    )
    pad = {"type": "custom:heating-pad-card", "entity": "climate.pad_climate"}
    diary = {"type": "custom:heating-pad-diary-card", "entity": "sensor.person_pain"}
    assert listed == {
        "cards": [["heating-pad-card", "Heating pad", True], ["heating-pad-diary-card", "Heating pad diary", True]],
        "features": [
            ["heating-pad-level", "Heating pad level", True, False],
            ["heating-pad-time-left", "Heating pad time left", True, False],
        ],
        "strategies": [["heating-pad", "dashboard", "Heating pads"]],
        "suggested": [[pad, None], [pad, None], [None, diary], [None, None]],
    }


@pytest.mark.parametrize("card", ["heating-pad-card", "heating-pad-diary-card"])
def test_the_editor_has_a_label_for_every_field(cards: Page, card: str) -> None:
    labels = cards.evaluate(
        """(tag) => {
          const form = customElements.get(tag).getConfigForm();
          const fields = form.schema.flatMap((each) => each.schema ?? [each]);
          return Object.fromEntries(fields.map((field) => [field.name, form.computeLabel(field)]));
        }""",
        card,
    )
    assert len(labels) >= 5
    assert all(label and label != name for name, label in labels.items()), labels


def test_the_dashboard_makes_itself(cards: Page) -> None:
    made = cards.evaluate(
        """() => customElements.get("ll-strategy-dashboard-heating-pad").generate({ kiosk: true }, fake.hass)"""
    )
    text = json.dumps(made)
    assert "custom:heating-pad-card" in text
    assert "custom:heating-pad-diary-card" in text
    assert '"kiosk": true' in text


@pytest.mark.console("net::ERR_FAILED")
def test_without_the_cards_the_dashboard_is_of_built_in_ones(cards: Page) -> None:
    cards.route("**/heating-pad.js", lambda route: route.abort())
    cards.reload()
    cards.wait_for_function("customElements.get('ll-strategy-dashboard-heating-pad') !== undefined")
    made = cards.evaluate("""() => customElements.get("ll-strategy-dashboard-heating-pad").generate({}, fake.hass)""")
    text = json.dumps(made)
    assert "custom:" not in text
    assert "could not be loaded" in text
    assert "button.pad_stop" in text


def test_names_in_the_dashboard_are_no_markup(cards: Page) -> None:
    made = cards.evaluate(
        """() => {
          fake.hass.devices = { ...fake.hass.devices, pad: { id: "pad", name: "{{ states('x') }}<img onerror=1>" } };
          return customElements.get("ll-strategy-dashboard-heating-pad").generate({}, fake.hass);
        }"""
    )
    for view in made["views"]:
        for section in view["sections"]:
            for card in section["cards"]:
                if card["type"] == "markdown":
                    assert "{{" not in card["content"]


def test_the_dashboard_has_an_editor(cards: Page) -> None:
    cards.evaluate(
        """() => {
          const editor = customElements.get("ll-strategy-dashboard-heating-pad").getConfigElement();
          editor.hass = fake.hass;
          editor.setConfig({ type: "custom:heating-pad" });
          window.changed = [];
          editor.addEventListener("config-changed", (change) => changed.push(change.detail.config));
          document.querySelector("main").append(editor);
        }"""
    )
    cards.get_by_role("checkbox", name="Large, for a wall tablet").check()
    assert cards.evaluate("changed") == [{"type": "custom:heating-pad", "kiosk": True}]
