"""Takes the pictures of docs/images in the demo's Home Assistant. Run by `scripts/browser --pictures`."""

import os
import re
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.demo_house import Demo, running_demo, sign_in
from tests.browser.pages import FLAGS, ROOT
from tests.browser.test_demo import BACK, DIARY, FAULT_WITHIN_MS, FOOT, act, card, simulated, two_weeks, wait_for

IMAGES = ROOT / "docs" / "images"
SCREENS = {"phone": (390, 844), "tablet": (1024, 768), "desktop": (1366, 900)}
WARM_FOR_MS = 150_000


def main() -> None:
    """Use the house as a person does, and take pictures."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_demo(Path(folder) / "house") as demo,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=list(FLAGS))
        state = signed_in(browser, demo)
        worker = browser.new_page(base_url=demo.url, storage_state=state, viewport={"width": 1280, "height": 1000})
        card(worker, DIARY, "heating-pad-diary-card")
        act(worker, "heating_pad.import_diary", "sensor.anna_pain", answers=True, csv=two_weeks(), dry_run=False)
        take(browser, demo, state, "card-idle", "/heating-pad-overview/heat", ("desktop",), schemes=("light",))
        card(worker, BACK).get_by_role("button", name=re.compile("^Start")).click()
        worker.wait_for_timeout(WARM_FOR_MS)
        take(browser, demo, state, "card", BACK, ("phone", "desktop"))
        take(browser, demo, state, "dashboard", "/heating-pad-overview/heat", ("tablet",))
        take(browser, demo, state, "diary", DIARY, ("phone", "tablet"))
        take(browser, demo, state, "diary-details", DIARY, ("tablet",), schemes=("light",), before=unfold)
        take(browser, demo, state, "card-german", BACK, ("phone",), schemes=("light",), language="de")
        take(browser, demo, state, "kiosk", kiosk(worker), ("tablet",))
        ask_for_cloth(worker, "always")
        start_until_asked(worker)
        take(browser, demo, state, "question", FOOT, ("phone",))
        card(worker, FOOT).get_by_role("button", name="Stop", exact=True).click()
        ask_for_cloth(worker, "by_person")
        break_relay(worker)
        take(browser, demo, state, "fault", FOOT, ("phone",))
        browser.close()


def signed_in(browser: Browser, demo: Demo) -> str:
    """Sign in once; returns the file that the browser's memory is kept in."""
    context = browser.new_context()
    page = context.new_page()
    sign_in(page, demo.url, "demo")
    path = demo.folder / "browser.json"
    context.storage_state(path=path)
    context.close()
    return str(path)


def kiosk(page: Page) -> str:
    """Make a dashboard for a wall tablet; returns its address."""
    page.evaluate(
        """async () => {
          const { hass } = document.querySelector("home-assistant");
          const url_path = "heating-wall";
          await hass.callWS({ type: "lovelace/dashboards/create", url_path, title: "Wall", mode: "storage" });
          const config = { strategy: { type: "custom:heating-pad", kiosk: true } };
          await hass.callWS({ type: "lovelace/config/save", url_path, config });
        }"""
    )
    return "/heating-wall"


def ask_for_cloth(page: Page, choice: str) -> None:
    """Have the foot pad ask for the cloth, or not, as its options can."""
    page.evaluate(
        """async (confirm_barrier) => {
          const { hass } = document.querySelector("home-assistant");
          const entries = await hass.callWS({ type: "config_entries/get", domain: "heating_pad" });
          const handler = entries.find((each) => each.title === "Foot pad").entry_id;
          const flow = "config/config_entries/options/flow";
          const { flow_id } = await hass.callApi("POST", flow, { handler });
          const form = await hass.callApi("POST", `${flow}/${flow_id}`, { next_step_id: "safety" });
          const shown = Object.fromEntries(form.data_schema.filter((each) => each.default !== undefined)
            .map((each) => [each.name, each.default]));
          await hass.callApi("POST", `${flow}/${flow_id}`, { ...shown, confirm_barrier });
        }""",
        choice,
    )
    # The pad is loaded anew, and its plug has to prove off first.
    page.wait_for_timeout(15_000)


def start_until_asked(page: Page) -> None:
    """Start the foot pad and wait for its question."""
    pad = card(page, FOOT)
    pad.get_by_role("button", name=re.compile("^Start")).click()
    expect(pad.get_by_role("heading", name=re.compile("cloth"))).to_be_visible(timeout=20_000)


def break_relay(page: Page) -> None:
    """Let the relay of the foot pad stick, and wait until that is found out."""
    pad = card(page, FOOT)
    pad.get_by_role("button", name=re.compile("^Start")).click()
    wait_for(page, simulated(page, "Foot pad plug", "switch"), "on")
    act(page, "select.select_option", simulated(page, "Foot pad plug", "select"), option="relay_stuck_on")
    pad.get_by_role("button", name="Stop", exact=True).click()
    expect(pad.get_by_role("heading", name="Fault: Stuck on")).to_be_visible(timeout=FAULT_WITHIN_MS)


def unfold(page: Page) -> None:
    """Log a score and open the details."""
    page.get_by_role("button", name="4 of 10").click()
    page.get_by_text("Add details").click()
    page.get_by_role("button", name="Lower back").click()


def take(
    browser: Browser,
    demo: Demo,
    state: str,
    name: str,
    place: str,
    screens: tuple[str, ...],
    *,
    schemes: tuple[str, ...] = ("light", "dark"),
    before: object = None,
    language: str = "",
) -> None:
    """Take one picture for each screen and light."""
    for screen in screens:
        width, height = SCREENS[screen]
        for scheme in schemes:
            context = browser.new_context(
                base_url=demo.url,
                storage_state=state,
                viewport={"width": width, "height": height},
                color_scheme="dark" if scheme == "dark" else "light",
                locale="en-GB",
                reduced_motion="reduce",
            )
            page = context.new_page()
            if language:
                page.add_init_script(f"localStorage.setItem('selectedLanguage', '\"{language}\"')")
            page.goto(place)
            page.locator("heating-pad-card, heating-pad-diary-card").first.wait_for(timeout=30_000)
            page.wait_for_timeout(2500)
            if callable(before):
                before(page)
                page.wait_for_timeout(500)
            page.screenshot(path=IMAGES / f"{name}-{screen}-{scheme}.png")
            context.close()


if __name__ == "__main__":
    main()
