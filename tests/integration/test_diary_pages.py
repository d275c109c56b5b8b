"""Pages and tables of a full diary: what may be said stands there, what may not does not."""

import json
import logging
import re
import zlib
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.heating_pad.engine.diary import Site
from tests.integration.home import START, Home
from tests.integration.people import Somebody, add_person, add_user


def table(pairs: int, *, without: int = 0, notes: int = 0) -> str:
    """Return a diary with so many pairs around heat, and so many without."""
    sites = [str(site) for site in Site]
    rows = ["kind,id,at,score,sites,skin,note,mobility,ended,heated_s,source,dose,activity,minutes"]
    for number in range(pairs):
        at = START - timedelta(days=80) + timedelta(hours=20 * number)
        end = at + timedelta(minutes=15)
        dose = "0.5" if number % 2 else ""
        site = sites[number % len(sites)]
        rows += [
            f"heat,s{number},{at.isoformat()},,,,,,{end.isoformat()},900,electric,{dose},,",
            f"pain,b{number},{(at - timedelta(minutes=2)).isoformat()},7,{site},,,5,,,,,,",
            f"pain,a{number},{(end + timedelta(minutes=2)).isoformat()},{4 + number % 3},{site},normal,,6,,,,,,",
        ]
    for number in range(without):
        at = START - timedelta(days=number, hours=10)
        rows += [
            f"pain,w{number},{at.isoformat()},5,,,,,,,,,,",
            f"pain,v{number},{(at + timedelta(minutes=40)).isoformat()},4,,,,,,,,,,",
            f"activity,m{number},{at.isoformat()},,,,,,,,,,walk,20",
        ]
    for number in range(notes):
        at = START - timedelta(hours=3 * number + 1)
        rows.append(f"pain,n{number},{at.isoformat()},6,,,{'many words ' * 60},,,,,,,")
    return "\n".join(rows)


async def filled(home: Home, **sizes: Any) -> Somebody:
    """Set up somebody with a diary."""
    anna = await add_person(home)
    taken = await anna.act("import_diary", csv=table(**sizes), dry_run=False)
    assert taken["problems"] == []
    return anna


@pytest.mark.parametrize(
    ("pairs", "said", "unsaid"),
    [
        (0, "no pairs of scores", "median"),
        (4, "too few to sum up: −3, −2, −1, −3", "median"),
        (6, "n = 6: median −2.0 points (range −3 … −1)", "interval"),
        (12, "n = 12: mean −2.0 points (95 % interval −2.", "p ="),
    ],
)
async def test_a_page_says_as_much_as_the_number_of_pairs_allows(
    empty_home: Home, pairs: int, said: str, unsaid: str
) -> None:
    anna = await filled(empty_home, pairs=pairs)
    page = (await anna.act("export_diary", format="html"))["content"]
    assert said in page
    assert unsaid not in page
    assert "The same without heat" not in page
    assert not re.search(r"\b(treat|relief|relieve|cure|heal|safe|proven|effective)", page)


async def test_the_same_without_heat_stands_beside_it(empty_home: Home) -> None:
    anna = await filled(empty_home, pairs=12, without=6)
    page = (await anna.act("export_diary", format="html"))["content"]
    assert "The same without heat" in page
    assert "n = 6: median −1.0 points" in page
    assert "12, temperature measured in 6" in page
    told = json.loads((await anna.act("export_diary", format="json"))["content"])["report"]
    assert told["movement_days"] == 6
    assert set(told["sites"]) == {str(site) for site in Site}
    assert told["mobility"] is None  # nothing in the last four weeks but the first pairs


async def test_hurt_skin_stands_on_the_page_with_its_days(empty_home: Home) -> None:
    anna = await add_person(empty_home)
    for days, skin in ((9, "blister"), (8, "blister"), (7, "blister"), (2, "blister"), (2, "blister"), (1, "normal")):
        at = START - timedelta(days=days)
        await anna.log(skin=skin, when=at.isoformat())
        empty_home.clock.advance(61)
    page = (await anna.act("export_diary", format="html"))["content"]
    assert "normal ×1, blister ×5 (2026-11-21, 2026-11-16, 2026-11-15, …)" in page


@pytest.mark.parametrize("paper", ["a4", "letter"])
async def test_the_fullest_diary_still_is_two_pages(
    empty_home: Home, paper: str, hass_client: ClientSessionGenerator
) -> None:
    assert await async_setup_component(empty_home.hass, "http", {})
    anna = await filled(empty_home, pairs=60, without=20, notes=30)
    made = await anna.act("export_diary", format="pdf", paper=paper, include_notes=True)
    body = await (await (await hass_client()).get(made["url"])).read()
    assert len(re.findall(rb"/Type /Page\b", body)) == 2


def letters(body: bytes) -> set[str]:
    """Return every letter that a PDF draws, by the tables with which text is copied out of it."""
    found: set[str] = set()
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", body, re.DOTALL):
        try:
            text = zlib.decompress(stream)
        except zlib.error:
            text = stream
        if b"beginbfchar" in text or b"beginbfrange" in text:
            found |= {chr(int(code, 16)) for code in re.findall(rb"<[0-9A-F]+> <([0-9A-F]{4})>", text)}
    return found


FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
UNDRAWN = "\u25a1"


@pytest.mark.parametrize(
    ("text", "drawn", "complete"),
    [
        ("Zażółć gęślą jaźń, Ελληνικά, Українська, Nguyễn", "żłΕλУї", True),
        ("cafe\u0301 nai\u0308f", "éï", True),
        ("日本語の痛み", UNDRAWN, False),
        ("ألم في الظهر", UNDRAWN, False),
        ("\u202eכאב גב\u202c", UNDRAWN, False),
        ("कमर दर्द", UNDRAWN, False),
        (f"ouch \U0001f915\ufe0f {FAMILY}", "ouch" + UNDRAWN, False),
        ("\ud800 \x07\x00", "", True),
    ],
)
@pytest.mark.parametrize("where", ["name", "note"])
async def test_letters_beyond_the_font_harm_no_page_and_are_told_of(
    empty_home: Home,
    hass_client: ClientSessionGenerator,
    caplog: pytest.LogCaptureFixture,
    text: str,
    drawn: str,
    complete: bool,
    where: str,
) -> None:
    assert await async_setup_component(empty_home.hass, "http", {})
    if where == "name" and not text.strip().isprintable():
        text = "".join(each for each in text if each.isprintable()) or "Anna"
    anna = await add_person(empty_home, text if where == "name" else "Anna")
    await anna.log(4, note=text if where == "note" else "none")
    made = await anna.act("export_diary", format="pdf", include_notes=True)
    body = await (await (await hass_client()).get(made["url"])).read()
    assert set(drawn) <= letters(body)
    assert (UNDRAWN not in letters(body)) is complete
    assert len(re.findall(rb"/Type /Page\b", body)) <= 2
    assert made["filename"].isascii()
    page = (await anna.act("export_diary", format="html", include_notes=True))["content"]
    assert "".join(each for each in text if each.isprintable()).strip() in page
    warned = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert not any("glyph" in each or "font" in each.lower() for each in warned)


async def test_a_page_of_somebody_else_is_not_given_out(
    empty_home: Home, hass_client_no_auth: ClientSessionGenerator
) -> None:
    assert await async_setup_component(empty_home.hass, "http", {})
    anna = await filled(empty_home, pairs=1)
    made = await anna.act("export_diary", format="csv")
    client = await hass_client_no_auth()
    for name, admin, status in (("Ben", False, HTTPStatus.FORBIDDEN), ("Eve", True, HTTPStatus.OK)):
        user = await add_user(empty_home, name, admin=admin)
        token = await empty_home.hass.auth.async_create_refresh_token(user, "https://example.org/")
        access = empty_home.hass.auth.async_create_access_token(token)
        path = made["url"].partition("?")[0]
        answer = await client.get(path, headers={"Authorization": f"Bearer {access}"})
        assert answer.status == status, name


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("heat,x,2026-11-20 10:00:00,,2026-11-25 10:00:00,900,electric", "the end does not fit"),
        ("heat,x,2026-11-20 10:00:00,,2026-11-19 10:00:00,900,electric", "the end does not fit"),
        ("acknowledgement,x,2026-11-20 10:00:00,,,,", "not imported"),
        ("dream,x,2026-11-20 10:00:00,3,,,", "no line of a diary"),
        ("pain,x,1999-11-20 10:00:00,3,,,", "ten years"),
        ("pain,x,2026-11-20 10:00:00,three,,,", "could not convert"),
        ("pain,x,2026-11-20 10:00:00,3,,,,too,many", "more cells than columns"),
        (f"pain,{'x' * 100},2026-11-20 10:00:00,3,,,", "id is too long"),
        (f"pain,x,2026-11-20 10:00:00,3,,,{'x' * 20000}", "too long"),
    ],
)
async def test_a_row_that_cannot_be_says_why(empty_home: Home, row: str, reason: str) -> None:
    anna = await add_person(empty_home)
    found = await anna.act("import_diary", csv=f"kind,id,at,score,ended,heated_s,source\n{row}\n", dry_run=False)
    assert found["new"] == 0
    ((problem),) = found["problems"]
    assert problem["line"] == 2
    assert reason in problem["reason"]
    assert await anna.entries() == []


async def test_what_is_there_stays_as_it_is(empty_home: Home) -> None:
    anna = await add_person(empty_home)
    entry_id = await anna.log(4)
    changed = f"id,at,entered,score\n{entry_id},{START.isoformat()},{START.isoformat()},9\n"
    found = await anna.act("import_diary", csv=changed, dry_run=False)
    assert (found["new"], found["different"]) == (0, [entry_id])
    assert [entry["score"] for entry in await anna.entries()] == [4]
