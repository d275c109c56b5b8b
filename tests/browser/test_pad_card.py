"""The pad's card on a page of its own: what it shows and asks for in every situation."""

import re

import pytest
from playwright.sync_api import Page, expect

PAD = {"entity": "climate.pad_climate"}


def add(page: Page, **config: object) -> None:
    """Show one card."""
    page.evaluate("(config) => fake.add('heating-pad-card', config).then(() => null)", {**PAD, **config})


def calls(page: Page) -> list[dict[str, object]]:
    """Actions that were asked for."""
    page.wait_for_timeout(50)
    return page.evaluate("fake.calls")


def put(page: Page, **changes: object) -> None:
    """Change states, by key with `__` in place of the dot: state or [state, attributes]."""
    named = {key.replace("__", "."): value if isinstance(value, list) else [value] for key, value in changes.items()}
    page.evaluate("(changes) => fake.put(changes)", named)


def test_start_takes_one_tap_with_level_and_minutes(cards: Page) -> None:
    add(cards)
    cards.get_by_role("button", name="Start: Low, 20 min").click()
    assert calls(cards) == [
        {
            "action": "heating_pad.start_session",
            "data": {"duration": {"minutes": 20}, "level": "low"},
            "target": {"entity_id": "climate.pad_climate"},
        }
    ]


def test_level_and_minutes_are_chosen_before(cards: Page) -> None:
    add(cards)
    cards.get_by_role("radio", name="High").check(force=True)
    cards.get_by_role("radio", name="10", exact=True).check(force=True)
    cards.get_by_role("button", name="Start: High, 10 min").click()
    assert calls(cards)[0]["data"] == {"duration": {"minutes": 10}, "level": "high"}


def test_stop_is_there_in_every_phase_and_takes_one_tap(cards: Page) -> None:
    add(cards)
    for phase in ("off", "waiting", "ramp", "hold", "paused", "stopping", "rest", "fault", "testing"):
        put(cards, sensor__phase=phase)
        stop = cards.get_by_role("button", name="Stop", exact=True)
        expect(stop).to_be_visible()
        expect(stop).to_be_enabled()
        stop.click()
    assert [call["action"] for call in calls(cards)] == ["button.press"] * 9


def test_a_running_session_is_shown_and_served(cards: Page) -> None:
    cards.evaluate("fake.session(300, 600)")
    add(cards)
    for text in ("Warming up", "36.4 °C", "measured", "Goal 39.0 °C"):
        expect(cards.get_by_text(text, exact=True).first).to_be_visible()
    expect(cards.get_by_role("img", name="Session curve from")).to_be_visible()
    expect(cards.get_by_text("Relay on")).to_be_visible()
    for name in ("Cooler", "Warmer", "Pause", "5 minutes more"):
        cards.get_by_role("button", name=name).click()
    asked = [(call["action"], call["data"]) for call in calls(cards)]
    assert asked == [
        ("climate.set_temperature", {"temperature": 38.5}),
        ("climate.set_temperature", {"temperature": 39.5}),
        ("timer.pause", {}),
        ("heating_pad.extend_session", {}),
    ]
    put(cards, sensor__phase="paused", timer__session=["paused", {"duration": "0:15:00", "remaining": "0:09:30"}])
    expect(cards.get_by_text("9:30")).to_be_visible()
    cards.get_by_role("button", name="Go on").click()
    assert calls(cards)[-1]["action"] == "heating_pad.resume_session"


def test_an_estimate_says_how_far_it_may_be_off(cards: Page) -> None:
    put(
        cards,
        climate__climate=[
            "heat",
            {"temperature": 37, "current_temperature": None, "min_temp": 35, "max_temp": 38, "preset_modes": ["low"]},
        ],
        sensor__phase="hold",
        sensor__pad_temperature=["36.0", {"source": "estimated", "unit_of_measurement": "°C"}],
    )
    add(cards)
    expect(cards.get_by_text("estimate, may be off by 8 °C")).to_be_visible()


@pytest.mark.parametrize(
    ("what", "question", "answer"),
    [
        ("start", "somebody wants to start it. Shall it heat?", "Start"),
        ("pad_button", "press the pad's own button", "Done"),
        ("barrier", "does a cloth lie between pad and skin?", "Cloth is on"),
        ("awake", "Are you awake?", "I'm awake"),
    ],
)
def test_what_it_waits_for_is_one_large_question(cards: Page, what: str, question: str, answer: str) -> None:
    put(cards, sensor__phase="waiting", sensor__waiting_for=what)
    add(cards)
    heading = cards.get_by_role("heading", name=question)
    expect(heading).to_be_visible()
    assert heading.evaluate("(heading) => parseFloat(getComputedStyle(heading).fontSize)") >= 20
    cards.get_by_role("button", name=answer, exact=True).click()
    assert calls(cards)[0]["data"] == {"what": what}


def test_a_refusal_says_why_and_until_when(cards: Page) -> None:
    cards.evaluate(
        "fake.put({'sensor.phase': ['rest'], 'sensor.blocked_by': ['resting'], 'sensor.ready_at': [fake.iso(1500)]})"
    )
    add(cards)
    refusal = cards.locator(".refusal")
    expect(refusal).to_contain_text("Sofa pad has to rest for another 25 minutes.")
    expect(refusal).to_contain_text("Ready at ")
    expect(cards.get_by_role("button", name="Start")).to_be_disabled()


def test_an_early_end_can_be_taken_up_again(cards: Page) -> None:
    put(cards, sensor__stop_reason="off_at_plug", sensor__phase="rest", sensor__blocked_by="resting")
    cards.evaluate("fake.put({'event.session': [fake.iso(-20), {event_type: 'stopped', reason: 'off_at_plug'}]})")
    add(cards)
    cards.get_by_role("button", name="Go on with what was left").click()
    assert calls(cards)[0]["action"] == "heating_pad.resume_session"


def test_a_fault_cannot_be_overlooked_and_says_what_to_do(cards: Page) -> None:
    put(cards, sensor__phase="fault", sensor__stop_reason="stuck_on", binary_sensor__fault="on")
    add(cards)
    alarm = cards.get_by_role("alert")
    expect(alarm).to_contain_text("Fault: Stuck on")
    expect(alarm).to_contain_text("Pull the plug now")
    cards.get_by_role("button", name="Cause is gone: acknowledge").click()
    assert calls(cards)[0]["target"] == {"entity_id": "button.pad_acknowledge_fault"}


def test_an_off_without_proof_is_an_alarm(cards: Page) -> None:
    cards.evaluate("fake.skewMs = -11000; fake.put({'sensor.phase': ['stopping']}); fake.skewMs = 0; fake.touch()")
    add(cards)
    expect(cards.get_by_role("alert")).to_contain_text("Pull the plug")


def test_protection_is_said_in_plain_lines(cards: Page) -> None:
    add(cards)
    put(cards, sensor__auto_off=["verified", {"plug_grade": "measured"}])
    expect(cards.get_by_text("Goes off by itself if Home Assistant dies: tested.")).to_be_visible()
    expect(cards.get_by_text("Would notice a stuck relay")).to_be_visible()
    put(cards, sensor__auto_off=["none", {"plug_grade": "reported"}])
    expect(cards.get_by_text("Does not go off by itself if Home Assistant dies.")).to_be_visible()
    expect(cards.get_by_text("Cannot see a stuck relay")).to_be_visible()


def test_with_child_lock_a_tap_starts_nothing(cards: Page) -> None:
    put(cards, sensor__phase=["off", {"confirm_start": True}])
    add(cards)
    start = cards.get_by_role("button", name="Start: Low, 20 min")
    start.click()
    start.click()
    assert calls(cards) == []
    box = start.bounding_box()
    assert box is not None
    cards.mouse.move(box["x"] + 20, box["y"] + 20)
    cards.mouse.down()
    cards.wait_for_function("fake.calls.length === 1")
    cards.mouse.up()
    assert [call["action"] for call in calls(cards)] == ["heating_pad.start_session"]


def test_with_child_lock_a_key_is_held_and_assistive_technology_confirms(cards: Page) -> None:
    put(cards, sensor__phase=["off", {"confirm_start": True}])
    add(cards)
    start = cards.get_by_role("button", name="Start: Low, 20 min")
    start.focus()
    cards.keyboard.press("Enter")
    assert calls(cards) == []
    cards.keyboard.down("Enter")
    cards.wait_for_function("fake.calls.length === 1")
    cards.keyboard.up("Enter")
    # A press of a screen reader is a click without a pointer.
    start.evaluate("(button) => button.click()")
    assert len(calls(cards)) == 1
    start.evaluate("(button) => button.click()")
    assert len(calls(cards)) == 2


def test_who_uses_it_can_be_chosen(cards: Page) -> None:
    put(cards, select__used_by=["guest", {"options": ["guest", "Ada"]}])
    add(cards)
    cards.get_by_label("Used by").select_option("Ada")
    assert calls(cards)[0] == {
        "action": "select.select_option",
        "data": {"option": "Ada"},
        "target": {"entity_id": "select.pad_used_by"},
    }


def test_an_electronic_pad_has_no_levels_and_no_pause(cards: Page) -> None:
    put(cards, climate__climate=["off", {"min_temp": 35, "max_temp": 41}])
    add(cards)
    expect(cards.get_by_role("radio", name="High")).to_have_count(0)
    cards.get_by_role("button", name="Start: 20 min").click()
    assert calls(cards)[0]["data"] == {"duration": {"minutes": 20}}
    put(cards, sensor__phase="hold")
    expect(cards.get_by_role("button", name="Pause")).to_have_count(0)
    expect(cards.get_by_role("button", name="Warmer")).to_have_count(0)


@pytest.mark.parametrize("skew_s", [-7200, -90, 90, 7200])
def test_a_browser_whose_clock_is_off_counts_right(cards: Page, skew_s: int) -> None:
    cards.evaluate(
        """(skewMs) => {
          fake.skewMs = skewMs;
          const head = window.fetch;
          window.fetch = async () => new Response("", { headers: { date: new Date(fake.now()).toUTCString() } });
          fake.idle();
          fake.session(300, 600);
        }""",
        skew_s * 1000,
    )
    add(cards)
    expect(cards.locator("heating-pad-dial .left")).to_have_text(re.compile(r"Time left\s+(9:5\d|10:00)"))


def test_hostile_names_are_text(cards: Page) -> None:
    evil = "<img src=x onerror=\"document.title='owned'\"><b>x</b>"
    cards.evaluate(
        """(evil) => {
          fake.hass.devices = { ...fake.hass.devices, pad: { id: "pad", name: evil } };
          fake.put({ "select.used_by": [evil, { options: ["guest", evil] }], "sensor.stop_reason": [evil] });
          fake.put({ "sensor.phase": ["waiting"], "sensor.waiting_for": ["barrier"] });
        }""",
        evil,
    )
    add(cards)
    expect(cards.get_by_role("heading", name=evil, exact=True)).to_be_visible()
    assert cards.locator("heating-pad-card img, heating-pad-card b").count() == 0
    assert cards.title() == "Cards"


def test_missing_foreign_and_unavailable_entities_get_a_card_that_helps(cards: Page) -> None:
    add(cards, entity="")
    expect(cards.get_by_text("Choose a heating pad in this card's settings.")).to_be_visible()
    cards.evaluate("fake.remove()")
    add(cards, entity="climate.gone")
    expect(cards.get_by_text("climate.gone is not there.")).to_be_visible()
    cards.evaluate("fake.remove()")
    add(cards, entity="switch.plug")
    expect(cards.get_by_text("switch.plug does not belong to a heating pad.")).to_be_visible()
    cards.evaluate("fake.remove()")
    put(cards, climate__climate="unavailable", sensor__phase="unavailable")
    add(cards)
    expect(cards.get_by_text("Sofa pad is not available.")).to_be_visible()
    expect(cards.get_by_text("If the pad is warm, pull the plug.")).to_be_visible()


def test_the_expected_curve_is_the_one_of_the_integration_s_model(cards: Page) -> None:
    cards.evaluate(
        """() => {
          fake.asked = [];
          fake.answers["heating_pad/forecast"] = (message) => {
            fake.asked.push(message.entity_id);
            return { points: [[0, 36], [300, 30], [600, 36]] };
          };
          fake.session(300, 600);
        }"""
    )
    add(cards)
    expected = cards.locator("heating-pad-curve path.expected").first
    cards.wait_for_function("fake.asked.length > 0")
    assert cards.evaluate("fake.asked[0]") == "climate.pad_climate"
    cards.wait_for_timeout(200)
    heights = [float(each) for each in re.findall(r"[ML][\d.]+ ([\d.]+)", expected.get_attribute("d") or "")]
    # Down and up again: no card would expect that by itself.
    assert heights.index(max(heights)) not in (0, len(heights) - 1)


def test_stop_is_in_reach_while_the_pad_is_unavailable_and_goes_to_the_plug(cards: Page) -> None:
    put(cards, climate__climate="unavailable", sensor__phase="unavailable", button__stop="unknown")
    add(cards)
    stop = cards.get_by_role("button", name="Stop", exact=True)
    stop.click()
    pressed = "fake.calls.map((call) => [call.action, call.target.entity_id])"
    assert cards.evaluate(pressed) == [["button.press", "button.pad_stop"]]
    put(cards, button__stop="unavailable")
    stop.click()
    assert cards.evaluate(pressed)[1:] == [["switch.turn_off", "switch.plug"]]


def test_single_unknown_entities_do_not_break_it(cards: Page) -> None:
    cards.evaluate(
        """() => {
          for (const entry of Object.values(fake.hass.entities)) {
            if (entry.device_id === "pad" && !entry.entity_id.startsWith("climate.")) {
              fake.put({ [`${entry.entity_id.split(".")[0]}.${entry.translation_key}`]: ["unknown", {}] });
            }
          }
        }"""
    )
    add(cards)
    expect(cards.get_by_role("button", name="Stop", exact=True)).to_be_visible()
    expect(cards.get_by_role("heading", name="Sofa pad")).to_be_visible()


def test_another_version_is_said(cards: Page) -> None:
    cards.evaluate("fake.answers['manifest/get'] = { version: '9.9.9' }")
    add(cards)
    expect(cards.get_by_text("the integration is 9.9.9")).to_be_visible()
    expect(cards.get_by_role("button", name="Reload")).to_be_visible()


def test_a_lost_connection_is_said(cards: Page) -> None:
    add(cards)
    cards.evaluate("fake.push({ connected: false })")
    expect(cards.get_by_role("alert")).to_contain_text("No connection to Home Assistant.")
    expect(cards.get_by_role("button", name="Stop", exact=True)).to_be_visible()


def test_fahrenheit(cards: Page) -> None:
    cards.evaluate(
        """() => {
          fake.hass.config = { ...fake.hass.config, unit_system: { temperature: "°F" } };
          fake.put({
            "climate.climate": ["heat", { temperature: 102, current_temperature: 97.7, min_temp: 95, max_temp: 105.8,
              preset_modes: ["low"] }],
            "sensor.phase": ["hold"],
          });
        }"""
    )
    add(cards)
    expect(cards.get_by_text("97.7 °F", exact=True)).to_be_visible()
    cards.get_by_role("button", name="Warmer").click()
    assert calls(cards)[0]["data"] == {"temperature": 103}


def test_a_screen_reader_hears_phases_and_the_last_five_minutes_only(cards: Page) -> None:
    add(cards)
    status = cards.get_by_role("status")
    expect(status).to_have_text("")
    cards.evaluate("fake.session(300, 302)")
    expect(status).to_have_text("Sofa pad: Warming up")
    heard: list[str] = []
    cards.expose_function("heard", lambda words: heard.append(words))  # noqa: PLW0108 - Playwright cannot mark a built-in
    cards.evaluate(
        """() => {
          const status = document.querySelector("heating-pad-card").shadowRoot.querySelector("[role=status]");
          new MutationObserver(() => window.heard(status.textContent)).observe(status,
            { childList: true, characterData: true, subtree: true });
        }"""
    )
    expect(status).to_have_text("Sofa pad: 5 minutes left", timeout=10_000)
    cards.wait_for_timeout(2500)
    assert heard == ["Sofa pad: 5 minutes left"]


def test_counting_down_moves_nothing(cards: Page) -> None:
    cards.evaluate("fake.session(300, 603)")
    add(cards)
    cards.wait_for_timeout(300)
    cards.evaluate(
        """() => {
          window.shifts = 0;
          new PerformanceObserver((list) => list.getEntries().forEach((each) => { window.shifts += each.value; }))
            .observe({ type: "layout-shift", buffered: false });
        }"""
    )
    before = cards.locator("heating-pad-dial").bounding_box()
    cards.wait_for_timeout(6000)
    assert cards.locator("heating-pad-dial").bounding_box() == before
    assert cards.evaluate("window.shifts") == 0


def test_a_removed_card_leaves_nothing_behind(cards: Page) -> None:
    cards.evaluate("fake.session(300, 600)")
    add(cards)
    cards.wait_for_timeout(100)
    assert cards.evaluate("heatingPadCard.listening()") > 0
    cards.evaluate("fake.remove()")
    cards.wait_for_timeout(100)
    assert cards.evaluate("[heatingPadCard.listening(), fake.listening()]") == [0, 0]


@pytest.mark.parametrize("width", [320, 420, 800, 1280])
def test_nothing_is_wider_than_the_screen(cards: Page, width: int) -> None:
    cards.set_viewport_size({"width": width, "height": 900})
    cards.evaluate("fake.session(300, 600)")
    add(cards)
    add(cards, kiosk=True)
    cards.wait_for_timeout(200)
    assert cards.evaluate("document.documentElement.scrollWidth") <= width


def test_kiosk_targets_are_large(cards: Page) -> None:
    add(cards, kiosk=True)
    heights = cards.locator("heating-pad-card button, heating-pad-card .chip span").evaluate_all(
        "(all) => all.map((each) => each.getBoundingClientRect().height)"
    )
    assert heights
    assert min(heights) >= 48


def test_right_to_left(cards: Page) -> None:
    cards.evaluate("fake.session(300, 600); fake.hass.language = 'he'")
    add(cards)
    expect(cards.locator("heating-pad-card ha-card")).to_have_attribute("dir", "rtl")
    assert cards.evaluate("document.documentElement.scrollWidth") <= 420
