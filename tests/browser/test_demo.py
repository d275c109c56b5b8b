"""The cards in a real Home Assistant, used as people use them; all tests share one house."""

import re
from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.demo_house import ROOT, Demo, sign_in

BACK = "/heating-pads/back-pad"
FOOT = "/heating-pads/foot-pad"
DIARY = "/heating-pads/diary"
OFF_WITHIN_MS = 20_000
FAULT_WITHIN_MS = 90_000
_CALL = """([domain, service, data, target, answers]) => document.querySelector("home-assistant").hass
  .callService(domain, service, data, target, false, answers).then((result) => result?.response ?? null)"""


def act(page: Page, action: str, entity_id: str, *, answers: bool = False, **data: object) -> object:
    """Run an action as the signed-in user."""
    return page.evaluate(_CALL, [*action.split("."), data, {"entity_id": entity_id}, answers])


def state(page: Page, entity_id: str) -> str:
    """Return the state of an entity, as the page knows it."""
    found: str = page.evaluate("(id) => document.querySelector('home-assistant').hass.states[id].state", entity_id)
    return found


def simulated(page: Page, device: str, domain: str) -> str:
    """Return the entity of a simulated device."""
    found: str = page.evaluate(
        """([name, domain]) => {
          const hass = document.querySelector("home-assistant").hass;
          const { id } = Object.values(hass.devices).find((each) => each.name === name);
          return Object.values(hass.entities).find((each) => each.device_id === id
            && each.entity_id.startsWith(`${domain}.`)).entity_id;
        }""",
        [device, domain],
    )
    return found


def wait_for(page: Page, entity_id: str, wanted: str, timeout: float = OFF_WITHIN_MS) -> None:
    """Wait for a state."""
    page.wait_for_function(
        "([id, wanted]) => document.querySelector('home-assistant').hass?.states[id]?.state === wanted",
        arg=[entity_id, wanted],
        timeout=timeout,
    )


def card(page: Page, place: str, tag: str = "heating-pad-card") -> Locator:
    """Open a page and find its first card."""
    page.goto(place)
    found = page.locator(tag).first
    expect(found.get_by_role("heading", level=2)).to_be_visible(timeout=30_000)
    return found


def test_the_card_is_added_from_the_picker(house: Page) -> None:
    card(house, f"{DIARY}?edit=1", "heating-pad-diary-card")
    house.get_by_role("button", name="Add card").first.click()
    # What is suggested for an entity …
    house.get_by_placeholder("Search entities").fill("climate.back_pad")
    house.locator("ha-dialog").get_by_text("Back pad", exact=True).first.click()
    expect(house.locator("ha-dialog heating-pad-card").first).to_be_attached(timeout=20_000)
    # … and the card itself, with a preview that is alive.
    house.get_by_text("By card").click()
    house.get_by_placeholder("Search cards").fill("heating pad")
    offered = house.locator("hui-card-picker .card", has=house.locator("heating-pad-card")).first
    expect(offered.get_by_role("button", name=re.compile("Start"))).to_be_visible(timeout=20_000)
    offered.locator(".overlay").click()
    expect(house.get_by_text("Hide the session curve")).to_be_visible()
    expect(house.get_by_text("Large, for a wall tablet")).to_be_visible()
    house.get_by_role("button", name="Save").click()
    expect(house.locator("ha-dialog heating-pad-card")).to_have_count(0)
    expect(house.locator("hui-section heating-pad-card")).to_be_visible()
    house.goto(DIARY)
    expect(house.locator("heating-pad-card")).to_have_count(1, timeout=30_000)


def test_a_session_runs_survives_a_reload_of_the_page_and_stops(house: Page) -> None:
    pad = card(house, BACK)
    stop = pad.get_by_role("button", name="Stop", exact=True)
    pad.get_by_role("radio", name="5", exact=True).check()
    pad.get_by_role("button", name="Start: Low, 5 min").click()
    dial = pad.locator("heating-pad-dial")
    expect(dial).to_contain_text("Warming up", timeout=OFF_WITHIN_MS)
    wait_for(house, "switch.back_pad_plug", "on")
    expect(dial).to_contain_text("measured")
    expect(dial.locator(".left")).to_have_text(re.compile(r"[45]:\d\d"))

    pad.get_by_role("button", name="Pause").click()
    expect(dial).to_contain_text("Paused")
    wait_for(house, "switch.back_pad_plug", "off")
    pad.get_by_role("button", name="Go on").click()
    expect(dial).to_contain_text("Warming up")

    # The curve was drawn from what the page saw; after a reload it comes from the recorder.
    expect(pad.locator("heating-pad-curve .plot .actual")).to_have_count(1, timeout=30_000)
    house.wait_for_timeout(6000)
    house.reload()
    expect(pad.locator("heating-pad-curve .plot .actual").first).to_be_attached(timeout=30_000)
    expect(pad.locator("heating-pad-curve .plot .programme").first).to_be_attached()
    expect(dial.locator(".left")).to_have_text(re.compile(r"[34]:\d\d"))

    stop.click()
    expect(dial).not_to_contain_text("Warming up", timeout=OFF_WITHIN_MS)
    wait_for(house, "switch.back_pad_plug", "off")
    expect(pad.get_by_role("button", name=re.compile("Go on with what was left"))).to_be_visible()
    expect(stop).to_be_visible()


def test_a_whole_session_with_the_keyboard_alone(house: Page) -> None:
    pad = card(house, BACK)
    pad.get_by_role("combobox", name="Used by").focus()
    house.keyboard.press("Tab")
    # Radio buttons: one stop of the Tab key for each group, arrows inside.
    expect(pad.get_by_role("group", name="Level").locator("input:focus")).to_have_count(1)
    house.keyboard.press("Tab")
    house.keyboard.press("ArrowLeft")
    expect(pad.get_by_role("radio", name="15", exact=True)).to_be_checked()
    start = pad.get_by_role("button", name=re.compile("^Start: .*15 min"))
    while not start.evaluate("(button) => button.matches(':focus')"):
        house.keyboard.press("Tab")
    house.keyboard.press("Enter")
    expect(pad.locator("heating-pad-dial")).to_contain_text("Warming up", timeout=OFF_WITHIN_MS)
    stop = pad.get_by_role("button", name="Stop", exact=True)
    while not stop.evaluate("(button) => button.matches(':focus')"):
        house.keyboard.press("Tab")
    house.keyboard.press("Space")
    expect(pad.locator("heating-pad-dial")).not_to_contain_text("Warming up", timeout=OFF_WITHIN_MS)
    wait_for(house, "switch.back_pad_plug", "off")


def test_pain_is_logged_seen_and_taken_back(house: Page) -> None:
    diary = card(house, DIARY, "heating-pad-diary-card")
    act(house, "heating_pad.import_diary", "sensor.anna_pain", answers=True, csv=two_weeks(), dry_run=False)
    expect(diary.locator("heating-pad-diary-chart")).to_be_visible()
    dots = diary.locator("heating-pad-diary-chart .plot .dot")
    expect(dots).to_have_count(26)
    expect(diary.get_by_text(re.compile(r"Change after heat, 13 sessions: mean"))).to_be_visible()

    diary.get_by_role("button", name="6 of 10").click()
    expect(diary.get_by_text("✓ Noted: 6 of 10")).to_be_visible()
    wait_for(house, "sensor.anna_pain", "6")
    expect(dots).to_have_count(27)
    diary.get_by_role("button", name="Undo").click()
    expect(dots).to_have_count(26)
    wait_for(house, "sensor.anna_pain", "unknown")

    diary.get_by_role("button", name="4 of 10").click()
    diary.get_by_text("Add details").click()
    diary.get_by_role("button", name="Lower back").click()
    diary.get_by_role("button", name="Save details").click()
    diary.get_by_text("The same as a table").click()
    expect(diary.get_by_role("row").nth(1)).to_contain_text("Lower back")


def test_the_diary_can_be_taken_along(house: Page) -> None:
    diary = card(house, DIARY, "heating-pad-diary-card")
    for button, ending, begins in (("Table (CSV)", ".csv", b"kind,"), ("Page (PDF)", ".pdf", b"%PDF")):
        with house.expect_download(timeout=60_000) as waiting:
            diary.get_by_role("button", name=button).click()
        assert waiting.value.suggested_filename.endswith(ending)
        assert waiting.value.path().read_bytes().startswith(begins)


def test_a_stuck_relay_is_a_fault_that_cannot_be_overlooked(house: Page) -> None:
    pad = card(house, FOOT)
    pad.get_by_role("button", name=re.compile("^Start")).click()
    expect(pad.locator("heating-pad-dial")).to_contain_text("Warming up", timeout=OFF_WITHIN_MS)
    expect(pad.locator("heating-pad-dial")).to_contain_text("estimate, may be off by 8 °C")
    plug, broken = simulated(house, "Foot pad plug", "switch"), simulated(house, "Foot pad plug", "select")
    wait_for(house, plug, "on")
    act(house, "select.select_option", broken, option="relay_stuck_on")
    pad.get_by_role("button", name="Stop", exact=True).click()
    alarm = pad.get_by_role("alert")
    expect(alarm).to_contain_text(re.compile("pull the plug", re.IGNORECASE), timeout=FAULT_WITHIN_MS)
    expect(pad.get_by_role("heading", name="Fault: Stuck on")).to_be_visible(timeout=FAULT_WITHIN_MS)
    expect(pad.get_by_role("button", name=re.compile("^Start"))).to_have_count(0)
    expect(pad.get_by_role("button", name="Stop", exact=True)).to_be_visible()

    # Not before the cause is gone.
    act(house, "select.select_option", broken, option="none")
    wait_for(house, plug, "off", FAULT_WITHIN_MS)
    house.wait_for_timeout(12_000)  # two readings of the meter, which comes every ten seconds
    pad.get_by_role("button", name="Cause is gone: acknowledge").click()
    expect(alarm).to_have_count(0, timeout=OFF_WITHIN_MS)
    expect(pad.get_by_role("button", name=re.compile("^Start"))).to_be_visible()


def test_the_integration_makes_a_dashboard_by_itself(house: Page) -> None:
    card(house, "/heating-pad-overview/heat")
    expect(house.locator("heating-pad-card")).to_have_count(2)
    card(house, "/heating-pad-overview/diary", "heating-pad-diary-card")
    expect(house.locator("heating-pad-diary-card")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", [BACK, DIARY])
def test_axe_finds_nothing_serious_of_ours(house: Page, place: str, scheme: Literal["light", "dark"]) -> None:
    house.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    card(house, place, "heating-pad-diary-card" if place == DIARY else "heating-pad-card")
    house.add_script_tag(path=ROOT / "card/node_modules/axe-core/axe.min.js")
    found = house.evaluate(
        """() => axe.run(document, { resultTypes: ["violations", "passes"] }).then(({ violations, passes }) => {
          const ours = (nodes) => nodes.filter((node) => JSON.stringify(node.target).includes("heating-pad-"));
          return {
            passed: passes.filter(({ nodes }) => ours(nodes).length > 0).length,
            violations: violations.flatMap(({ id, impact, nodes }) =>
              ours(nodes).map((node) => [id, impact, node.html])),
          };
        })"""
    )
    assert found["passed"] > 10
    assert [each for each in found["violations"] if each[1] in ("serious", "critical")] == []


def test_a_diary_is_closed_to_other_users(browser: Browser, demo: Demo, house: Page) -> None:
    card(house, BACK)
    house.evaluate(
        """async () => {
          const { hass } = document.querySelector("home-assistant");
          const { user } = await hass.callWS({ type: "config/auth/create", name: "Bo", group_ids: ["system-users"] });
          await hass.callWS({ type: "config/auth_provider/homeassistant/create", user_id: user.id, username: "bo",
            password: "bo" });
        }"""
    )
    context = browser.new_context(base_url=demo.url, locale="en-GB")
    page = context.new_page()
    sign_in(page, DIARY, "bo")
    expect(page.get_by_text("Only Anna and administrators may use this diary.")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("button", name="4 of 10")).to_have_count(0)
    # Heat is another matter: whoever lives here may stop it.
    expect(card(page, BACK).get_by_role("button", name="Stop", exact=True)).to_be_visible()
    context.close()


def test_nothing_of_ours_went_wrong_on_the_server(demo: Demo) -> None:
    ours = [line for line in demo.log.splitlines() if "ERROR" in line and "heating_pad" in line]
    # The relay was stuck, and that is said.
    assert [line for line in ours if "stuck" not in line and "off" not in line.lower()] == []


def two_weeks() -> str:
    """Return a diary of 13 sessions with a score before and after each."""
    now = datetime.now(UTC)
    lines = ["kind,id,at,entered,score,moment,ended,heated_s,source,pad,activity,minutes"]
    for number in range(13):
        began = now - timedelta(days=13.5 - number, minutes=number * 7)
        ended = began + timedelta(minutes=20)
        before, after = began - timedelta(minutes=4), ended + timedelta(minutes=6)
        score = 4 + number * 5 % 4
        lines += [
            f"pain,b{number},{before:%FT%TZ},{before:%FT%TZ},{score},before,,,,,,",
            f"heat,h{number},{began:%FT%TZ},{ended:%FT%TZ},,,{ended:%FT%TZ},1200,electric,Back pad,,",
            f"pain,a{number},{after:%FT%TZ},{after:%FT%TZ},{score - number % 4},after,,,,,,",
        ]
        if number % 3 == 0:
            moved = began + timedelta(hours=5)
            lines.append(f"activity,m{number},{moved:%FT%TZ},{moved:%FT%TZ},,,,,,,walk,30")
    return "\n".join(lines)
