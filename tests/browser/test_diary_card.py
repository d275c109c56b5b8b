"""The diary's card on a page of its own."""

import pytest
from playwright.sync_api import Page, expect

PERSON = {"entity": "sensor.person_pain"}


def add(page: Page, **config: object) -> None:
    """Show the card with two weeks of entries."""
    page.evaluate("fake.diary()")
    page.evaluate("(config) => fake.add('heating-pad-diary-card', config).then(() => null)", {**PERSON, **config})


def calls(page: Page, action: str) -> list[dict[str, object]]:
    """What was asked of an action of ours."""
    page.wait_for_timeout(50)
    found: list[dict[str, object]] = page.evaluate(
        "(action) => fake.calls.filter((call) => call.action === `heating_pad.${action}`)", action
    )
    return found


def test_one_tap_logs_and_undo_takes_it_back(cards: Page) -> None:
    add(cards)
    expect(cards.get_by_text("0 = no pain")).to_be_visible()
    expect(cards.get_by_text("10 = worst imaginable")).to_be_visible()
    cards.get_by_role("button", name="4 of 10").click()
    assert [call["data"] for call in calls(cards, "log_pain")] == [{"score": 4}]
    assert calls(cards, "log_pain")[0]["target"] == {"entity_id": "sensor.person_pain"}
    expect(cards.get_by_text("✓ Noted: 4 of 10")).to_be_visible()
    expect(cards.get_by_role("status")).to_have_text("Noted: 4 of 10")
    expect(cards.get_by_role("button", name="4 of 10")).to_have_attribute("aria-pressed", "true")
    cards.get_by_role("button", name="Undo").click()
    assert [call["data"] for call in calls(cards, "delete_entry")] == [{"id": "n1"}]
    expect(cards.get_by_role("button", name="Undo")).to_have_count(0)
    expect(cards.get_by_role("status")).to_have_text("Taken back")
    # Whoever uses the keyboard is not thrown to the top of the page.
    expect(cards.get_by_role("button", name="0 of 10, no pain")).to_be_focused()


def test_undo_is_there_for_a_minute(cards: Page) -> None:
    cards.clock.install()
    add(cards)
    cards.get_by_role("button", name="7 of 10").click()
    undo = cards.get_by_role("button", name="Undo")
    expect(undo).to_be_visible()
    cards.clock.run_for(55_000)
    expect(undo).to_be_visible()
    cards.clock.run_for(10_000)
    expect(undo).to_have_count(0)


def test_details_are_folded_away_and_complete_what_was_noted(cards: Page) -> None:
    add(cards)
    note = cards.get_by_role("textbox", name="Note")
    expect(note).to_be_hidden()
    cards.get_by_role("button", name="6 of 10").click()
    cards.get_by_text("Add details").click()
    cards.get_by_role("checkbox", name="Knee").check()
    cards.get_by_role("button", name="Lower back").click()
    expect(cards.get_by_role("checkbox", name="Lower back")).to_be_checked()
    expect(cards.get_by_role("button", name="Knee")).to_have_attribute("aria-pressed", "true")
    cards.get_by_role("checkbox", name="Burning").check()
    cards.get_by_label("When?").select_option("Before heat")
    cards.get_by_label("Mood").select_option("7")
    note.fill("after the garden")
    cards.get_by_role("button", name="Save details").click()
    assert [call["data"] for call in calls(cards, "update_entry")] == [
        {
            "id": "n1",
            "moment": "before",
            "note": "after the garden",
            "mood": 7,
            "sites": ["lower_back", "knee"],
            "qualities": ["burning"],
        }
    ]
    expect(note).to_have_value("")
    expect(cards.get_by_role("checkbox", name="Knee")).not_to_be_checked()


def test_details_alone_are_an_entry_of_their_own(cards: Page) -> None:
    add(cards)
    cards.get_by_text("Add details").click()
    cards.get_by_label("Skin where the heat was").select_option("Red")
    cards.get_by_label("When it was").fill("2026-11-20T08:30")
    cards.get_by_role("button", name="Save details").click()
    assert [call["data"] for call in calls(cards, "log_pain")] == [
        {"skin": "redness", "when": "2026-11-20T08:30:00.000Z"}
    ]


def test_movement_is_noted(cards: Page) -> None:
    add(cards)
    cards.get_by_text("I have moved").click()
    cards.locator("select[name=kind]").select_option("Walking")
    cards.get_by_label("Minutes").fill("25")
    cards.get_by_role("button", name="Save details").locator("visible=true").click()
    assert [call["data"] for call in calls(cards, "log_activity")] == [{"kind": "walk", "minutes": 25}]


def test_the_chart_says_the_same_as_the_table(cards: Page) -> None:
    add(cards)
    chart = cards.get_by_role("img", name="scores")
    expect(chart).to_be_visible()
    spoken = chart.get_attribute("aria-label") or ""
    assert "27 scores, lowest 1, highest 7; 12 sessions with heat" in spoken
    dots = cards.locator("heating-pad-diary-chart .plot .dot").count()
    heats = cards.locator("heating-pad-diary-chart svg .heat").count()
    moves = cards.locator("heating-pad-diary-chart svg .move").count()
    assert (dots, heats, moves) == (27, 12, 4)
    cards.get_by_text("The same as a table").click()
    rows = cards.get_by_role("row")
    assert rows.count() == 1 + dots + heats + moves
    # The newest first.
    assert "After heat" in rows.nth(1).inner_text()
    assert cards.get_by_role("cell", name="Heat, 20 min · Sofa pad").count() == heats


@pytest.mark.parametrize(
    ("sessions", "said"),
    [
        (0, "No session yet with a note before and after it."),
        (3, "Change after heat, 3 sessions: −1, −2, −3. Too few for an average."),
        (7, "Change after heat, 7 sessions: median −2.0, from −3 to −1."),
        (12, "Change after heat, 12 sessions: mean −1.9, 95 % interval −2.6 to −1.2."),
    ],
)
def test_the_summary_says_how_many(cards: Page, sessions: int, said: str) -> None:
    add(cards)
    cards.evaluate("(sessions) => { fake.diary(sessions) }", sessions)
    expect(cards.get_by_text(said)).to_be_visible()
    if sessions:
        expect(cards.get_by_text("this does not show what heat did")).to_be_visible()


def test_what_is_written_elsewhere_appears(cards: Page) -> None:
    add(cards)
    before = len(calls(cards, "get_pain_log"))
    cards.evaluate("fake.touch()")
    assert len(calls(cards, "get_pain_log")) == before
    cards.evaluate("fake.put({ 'sensor.last_entry': [fake.iso(0)] }, 'person')")
    assert len(calls(cards, "get_pain_log")) == before + 1


def test_a_private_diary_says_whose_it_is(cards: Page) -> None:
    cards.evaluate(
        """() => {
          fake.diary();
          const closed = Object.assign(new Error("no"), { translation_key: "diary_private" });
          fake.answers["heating_pad.get_pain_log"] = closed;
        }"""
    )
    cards.evaluate("(config) => fake.add('heating-pad-diary-card', config).then(() => null)", PERSON)
    expect(cards.get_by_text("Only Ada and administrators may use this diary.")).to_be_visible()
    expect(cards.get_by_role("button", name="4 of 10")).to_have_count(0)


def test_an_entry_that_was_not_kept_is_said(cards: Page) -> None:
    add(cards)
    cards.evaluate("fake.answers['heating_pad.log_pain'] = new Error('The disk is full.')")
    cards.get_by_role("button", name="4 of 10").click()
    expect(cards.get_by_role("alert")).to_contain_text("The disk is full.")
    expect(cards.get_by_text("Noted")).to_have_count(0)


def test_see_a_clinician_is_said_with_its_reasons(cards: Page) -> None:
    add(cards)
    cards.evaluate("fake.put({ 'binary_sensor.see_clinician': ['on', { rules: ['severe', 'skin'] }] }, 'person')")
    expect(cards.get_by_text("Seven or more on three days; Hurt skin")).to_be_visible()
    expect(cards.get_by_text("it is no diagnosis")).to_be_visible()
    cards.get_by_role("button", name="I have taken note").click()
    assert len(calls(cards, "acknowledge_clinician_flag")) == 1


@pytest.mark.console("Blocked script execution")
def test_export_and_print(cards: Page) -> None:
    add(cards)
    cards.evaluate(
        """() => {
          window.opened = [];
          window.printed = [];
          HTMLAnchorElement.prototype.click = function () { opened.push([this.getAttribute("href"), this.download]); };
          fake.answers["heating_pad.export_diary"] = (data) => data.format === "html"
            ? { content: "<h1>Ada</h1><script>parent.document.title = 'owned'</script>", filename: "ada.html" }
            : { url: "/api/heating_pad/export/x?authSig=y", filename: "ada.csv" };
          new MutationObserver(([change]) => {
            const frame = change.addedNodes[0];
            frame?.addEventListener("load", () => printed.push(frame.contentDocument.body.innerText));
          }).observe(document.body, { childList: true });
        }"""
    )
    cards.get_by_role("button", name="Table (CSV)").click()
    cards.wait_for_function("opened.length === 1")
    assert cards.evaluate("opened") == [["/api/heating_pad/export/x?authSig=y", "ada.csv"]]
    cards.get_by_role("button", name="Print").click()
    cards.wait_for_function("printed.length === 1")
    assert cards.evaluate("printed[0]").strip() == "Ada"
    assert cards.title() == "Cards"
    formats = [call["data"]["format"] for call in calls(cards, "export_diary")]  # type: ignore[index]
    assert formats == ["csv", "html"]


def test_hostile_names_and_notes_are_text(cards: Page) -> None:
    evil = "<img src=x onerror=\"document.title='owned'\">"
    cards.evaluate(
        """(evil) => {
          fake.diary(1);
          fake.answers["heating_pad.get_pain_log"].entries.push(
            { kind: "pain", id: "e", at: fake.iso(-60), score: 3, moment: evil, sites: [evil], note: evil },
            { kind: "heat", id: "f", at: fake.iso(-50), ended: fake.iso(-40), heated_s: 60, pad: evil },
          );
          fake.hass.devices = { ...fake.hass.devices, person: { id: "person", name: evil } };
        }""",
        evil,
    )
    cards.evaluate(
        "(config) => fake.add('heating-pad-diary-card', config).then(() => null)", {**PERSON, "show_notes": True}
    )
    cards.get_by_text("The same as a table").click()
    expect(cards.get_by_role("heading", name=evil, exact=True)).to_be_visible()
    expect(cards.get_by_role("cell", name=evil).first).to_be_visible()
    assert cards.locator("heating-pad-diary-card img").count() == 0
    assert cards.title() == "Cards"


def test_notes_are_asked_for_only_where_they_are_wanted(cards: Page) -> None:
    add(cards)
    add(cards, show_notes=True)
    wanted = [call["data"]["include_notes"] for call in calls(cards, "get_pain_log")]  # type: ignore[index]
    assert sorted({*wanted}) == [False, True]


def test_missing_and_foreign_entities_get_a_card_that_helps(cards: Page) -> None:
    cards.evaluate("fake.add('heating-pad-diary-card', {}).then(() => null)")
    expect(cards.get_by_text("Choose a person in this card's settings.")).to_be_visible()
    cards.evaluate("fake.remove()")
    add(cards, entity="sensor.gone")
    expect(cards.get_by_text("sensor.gone is not there.")).to_be_visible()
    cards.evaluate("fake.remove()")
    add(cards, entity="climate.pad_climate")
    expect(cards.get_by_text("climate.pad_climate does not belong to a person")).to_be_visible()
    cards.evaluate("fake.remove()")
    add(cards)
    cards.evaluate("fake.put({ 'sensor.pain': ['unavailable'] }, 'person')")
    expect(cards.get_by_text("Ada is not available.")).to_be_visible()


def test_only_the_keyboard(cards: Page) -> None:
    add(cards)
    cards.keyboard.press("Tab")
    expect(cards.get_by_role("button", name="0 of 10, no pain")).to_be_focused()
    for _ in range(3):
        cards.keyboard.press("Tab")
    cards.keyboard.press("Enter")
    expect(cards.get_by_text("✓ Noted: 3 of 10")).to_be_visible()
    for _ in range(8):
        cards.keyboard.press("Tab")
    expect(cards.get_by_role("button", name="Undo")).to_be_focused()
    cards.keyboard.press("Tab")
    cards.keyboard.press("Enter")
    expect(cards.get_by_role("textbox", name="Note")).to_be_visible()
    cards.keyboard.press("Tab")
    cards.keyboard.press("Space")
    expect(cards.get_by_role("checkbox", name="Shoulder")).to_be_checked()


def test_a_removed_card_leaves_nothing_behind(cards: Page) -> None:
    add(cards)
    cards.get_by_role("button", name="4 of 10").click()
    cards.wait_for_function("heatingPadCard.listening() === 1")
    cards.evaluate("fake.remove()")
    assert cards.evaluate("[heatingPadCard.listening(), fake.listening()]") == [0, 0]


@pytest.mark.parametrize("width", [320, 420, 800, 1280])
def test_nothing_is_wider_than_the_screen(cards: Page, width: int) -> None:
    cards.set_viewport_size({"width": width, "height": 900})
    add(cards)
    add(cards, kiosk=True)
    for each in cards.locator("summary").all():
        each.click()
    cards.wait_for_timeout(200)
    assert cards.evaluate("document.documentElement.scrollWidth") <= width
    targets = cards.locator("heating-pad-diary-card[kiosk] .scale button").evaluate_all(
        "(all) => all.map((each) => Math.min(each.getBoundingClientRect().height, each.getBoundingClientRect().width))"
    )
    assert len(targets) == 11
    # A phone of 320 px has no room for 48 px in each direction; walls have.
    assert min(targets) >= (48 if width >= 800 else 36)


def test_an_older_integration_is_asked_by_actions(cards: Page) -> None:
    cards.evaluate("fake.older = true")
    add(cards)
    cards.get_by_role("button", name="4 of 10").click()
    expect(cards.get_by_role("status")).to_have_text("Noted: 4 of 10")
    assert calls(cards, "log_pain")[-1]["data"] == {"score": 4}


def test_the_week_is_noted_in_three_numbers(cards: Page) -> None:
    add(cards)
    cards.get_by_text("Weekly check-up").click()
    cards.get_by_label("Average pain of the week, 0 to 10").select_option("4")
    cards.get_by_label("How much pain got in the way of enjoying life").select_option("3")
    week = cards.locator("form", has=cards.locator("[name=general_activity]"))
    week.get_by_role("button").click()
    # Two of three are no week.
    assert calls(cards, "log_checkup") == []
    cards.get_by_label("How much pain got in the way of general activity").select_option("0")
    week.get_by_role("button").click()
    expect(cards.get_by_role("status")).to_have_text("Details saved")
    assert calls(cards, "log_checkup")[-1]["data"] == {"pain": 4, "enjoyment": 3, "general_activity": 0}
