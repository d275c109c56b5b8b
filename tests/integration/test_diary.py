"""The diary: what is written down is kept, shown, changed and given away as its person wants, and to nobody else."""

import csv
import json
import logging
import re
from datetime import timedelta
from http import HTTPStatus
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from homeassistant.components.recorder import Recorder, get_instance
from homeassistant.components.recorder.db_schema import EventData, StateAttributes, States
from homeassistant.components.recorder.statistics import statistics_during_period
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import Context, Event
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.recorder import session_scope
from homeassistant.helpers.translation import async_get_translations
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import async_mock_service
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator, WebSocketGenerator

from custom_components.heating_pad.engine.models import Notice, Refusal, StopReason
from tests.integration.home import START, Home
from tests.integration.people import Somebody, add_pack, add_person, add_user, everything_said

SECRET = "the neighbour's dog"
FORMULA = "=cmd|' /C calc'!A0"
HTML = "<script>alert('x')</script>"


@pytest.fixture
async def anna(empty_home: Home) -> Somebody:
    return await add_person(empty_home)


def diary_file(home: Home) -> Path:
    (found,) = [path for path in home.storage.glob("heating_pad.diary.*") if path.suffix != ".damaged"]
    return found


async def reload(home: Home, somebody: Somebody) -> None:
    assert await home.hass.config_entries.async_reload(somebody.entry.entry_id)
    await home.hass.async_block_till_done()


# -- writing ---------------------------------------------------------------------------


async def test_a_score_is_shown_kept_and_told(empty_home: Home, anna: Somebody) -> None:
    entry_id = await anna.log(6, sites=["knee"], note=SECRET)
    assert anna.value("pain") == "6"
    assert anna.value("last_entry") == START.isoformat()
    event = anna.state("pain_entry", "event")
    assert event.attributes["event_type"] == "logged"
    assert {key: event.attributes[key] for key in ("id", "score", "moment")} == {
        "id": entry_id,
        "score": 6,
        "moment": "now",
    }
    assert anna.news == [
        {"entry_id": anna.entry.entry_id, "type": "logged", "id": entry_id, "score": 6, "moment": "now"}
    ]
    await reload(empty_home, anna)
    assert anna.value("pain") == "6"
    assert (await anna.entries(include_notes=True))[0]["note"] == SECRET


async def test_a_score_is_shown_for_twelve_hours(empty_home: Home) -> None:
    await empty_home.build()
    anna = await add_person(empty_home)
    await anna.log(6)
    await empty_home.run(12 * 3600 - 600, step_s=300)
    assert anna.value("pain") == "6"
    await empty_home.run(1200, step_s=300)
    assert anna.value("pain") == "unknown"


async def test_a_double_tap_is_one_entry_and_a_correction_replaces(empty_home: Home, anna: Somebody) -> None:
    first = await anna.act("log_pain", score=6)
    empty_home.clock.advance(2)
    again = await anna.act("log_pain", score=6)
    assert (again["id"], again["outcome"]) == (first["id"], "same")
    empty_home.clock.advance(50)
    corrected = await anna.act("log_pain", score=4)
    assert (corrected["id"], corrected["outcome"]) == (first["id"], "corrected")
    empty_home.clock.advance(60)
    await anna.act("log_pain", score=7)
    assert [entry["score"] for entry in await anna.entries()] == [4, 7]
    assert anna.happened == ["logged", "corrected", "logged"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"score": 11}, "out_of_range"),
        ({"score": "a lot"}, "not_whole"),
        ({"score": 5.5}, "not_whole"),
        ({"score": 5, "sites": ["tail"]}, "unknown_word"),
        ({"score": 5, "note": "x" * 3000}, "text_too_long"),
        ({"score": 5, "when": "2031-01-01 10:00:00"}, "in_future"),
        ({"score": 5, "when": "2001-01-01 10:00:00"}, "too_old"),
        ({}, "entry_empty"),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_is_kept(anna: Somebody, data: dict[str, Any], reason: str) -> None:
    assert await anna.refused("log_pain", **data) == reason
    assert await anna.entries() == []


async def test_an_entry_of_yesterday_is_yesterday_s(empty_home: Home, anna: Somebody) -> None:
    at = dt_util.as_local(START - timedelta(days=1)).replace(tzinfo=None)
    await anna.log(8, when=at.isoformat())
    (entry,) = await anna.entries()
    assert dt_util.parse_datetime(entry["at"]) == START - timedelta(days=1)
    assert dt_util.parse_datetime(entry["entered"]) == START
    assert anna.value("pain") == "unknown"


async def test_undo_change_and_delete(empty_home: Home, anna: Somebody) -> None:
    first = await anna.log(6)
    empty_home.clock.advance(120)
    await anna.log(3)
    await empty_home.hass.services.async_call(
        "button", "press", {"entity_id": anna.entity_id("undo_entry", "button")}, blocking=True
    )
    assert [entry["score"] for entry in await anna.entries()] == [6]
    await anna.act("update_entry", id=first, score=5, note="changed")
    assert anna.value("pain") == "5"
    assert await anna.refused("update_entry", id=first, score=99) == "out_of_range"
    assert await anna.refused("update_entry", id="nobody", score=1) == "entry_missing"
    await anna.act("delete_entry", id=first)
    assert await anna.refused("delete_entry", id=first) == "entry_missing"
    empty_home.clock.advance(2 * 3600)
    await reload(empty_home, anna)
    assert await anna.entries() == []
    with pytest.raises(HomeAssistantError):
        await empty_home.hass.services.async_call(
            "button", "press", {"entity_id": anna.entity_id("undo_entry", "button")}, blocking=True
        )
    assert anna.happened == ["logged", "logged", "deleted", "corrected", "deleted"]


async def test_the_number_logs_and_never_has_a_value(empty_home: Home, anna: Somebody) -> None:
    number = anna.entity_id("pain_now", "number")
    for score in (6, 4):
        await empty_home.hass.services.async_call(
            "number", "set_value", {"entity_id": number, "value": score}, blocking=True
        )
    assert anna.state("pain_now", "number").state == "unknown"
    assert [entry["score"] for entry in await anna.entries()] == [4]


async def test_check_ups_and_activities(empty_home: Home, anna: Somebody) -> None:
    await anna.act("log_checkup", pain=6, enjoyment=3, general_activity=3)
    await anna.act("log_activity", kind="walk", minutes=20)
    assert await anna.refused("log_checkup", pain=6) == "field_needed"
    assert await anna.refused("log_activity", kind="walk", minutes=0) == "out_of_range"
    told = (await anna.act("get_pain_log"))["report"]
    assert (told["peg"], told["movement_days"]) == (4.0, 1)


async def test_exactly_one_person_is_needed(empty_home: Home, anna: Somebody) -> None:
    with pytest.raises(HomeAssistantError) as refusal:
        await empty_home.hass.services.async_call("heating_pad", "log_pain", {"score": 3}, blocking=True)
    assert refusal.value.translation_key == "one_person_needed"


# -- numbers ---------------------------------------------------------------------------


async def test_the_mean_of_seven_days_needs_four(empty_home: Home, anna: Somebody) -> None:
    for days, score in ((1, 2), (2, 4), (3, 6)):
        await anna.log(score, when=(START - timedelta(days=days)).isoformat())
    assert anna.value("pain_average") == "unknown"
    await anna.log(8)
    assert float(anna.value("pain_average")) == 5.0


async def test_a_change_after_heat_is_listed_and_averaged_only_with_ten_pairs(empty_home: Home, anna: Somebody) -> None:
    rows = ["kind,id,at,score,ended,heated_s,source"]
    for day in range(1, 11):
        at = START - timedelta(days=day)
        end = at + timedelta(minutes=15)
        rows += [
            f"heat,s{day},{at.isoformat()},,{end.isoformat()},900,electric",
            f"pain,b{day},{(at - timedelta(minutes=2)).isoformat()},7,,,",
            f"pain,a{day},{(end + timedelta(minutes=2)).isoformat()},{7 - day % 3},,,",
        ]
        if day == 9:
            await anna.act("import_diary", csv="\n".join(rows), dry_run=False)
            shown = anna.state("heat_change")
            assert (shown.state, shown.attributes["n"], shown.attributes["median"]) == ("unknown", 9, -1.0)
    await anna.act("import_diary", csv="\n".join(rows), dry_run=False)
    shown = anna.state("heat_change")
    # Days 1 to 10 change by -1, -2, 0, -1, -2, 0, -1, -2, 0, -1.
    assert (float(shown.state), shown.attributes["n"]) == (-1.0, 10)
    assert sorted(shown.attributes["list"]) == [-2, -2, -2, -1, -1, -1, -1, 0, 0, 0]
    low, high = shown.attributes["interval"]
    assert -2 < low < -1 < high < 0
    assert shown.attributes["without_heat"] == {"n": 0}


# -- the clinician ----------------------------------------------------------------------


async def test_three_days_of_seven_raise_the_flag_once(empty_home: Home, anna: Somebody) -> None:
    for days in (2, 1):
        await anna.log(8, when=(START - timedelta(days=days)).isoformat())
    assert anna.state("see_clinician", "binary_sensor").state == "off"
    await anna.log(7)
    flag = anna.state("see_clinician", "binary_sensor")
    assert (flag.state, flag.attributes["rules"]) == ("on", ["severe"])
    assert anna.happened.count("clinician_flag") == 1
    await reload(empty_home, anna)
    assert anna.state("see_clinician", "binary_sensor").state == "on"
    assert anna.happened.count("clinician_flag") == 1
    assert await anna.refused("acknowledge_clinician_flag", seen_on="2027-01-01") == "in_future"
    await anna.act("acknowledge_clinician_flag", seen_on="2026-11-20")
    assert anna.state("see_clinician", "binary_sensor").state == "off"
    await anna.log(skin="blister")
    assert anna.state("see_clinician", "binary_sensor").attributes["rules"] == ["skin"]
    assert anna.happened.count("clinician_flag") == 2


# -- the disk ----------------------------------------------------------------------------


async def test_a_damaged_line_loses_only_itself_and_people_are_told(empty_home: Home, anna: Somebody) -> None:
    for score in (1, 2, 3):
        await anna.log(score)
        empty_home.clock.advance(120)
    path = diary_file(empty_home)
    lines = path.read_bytes().split(b"\n")
    (broken,) = [number for number, line in enumerate(lines) if b'"score":2' in line]
    lines[broken] = lines[broken].replace(b'"score":2', b'"score":9')
    path.write_bytes(b"\n".join(lines))
    await reload(empty_home, anna)
    assert [entry["score"] for entry in await anna.entries()] == [1, 3]
    assert "diary_damaged" in empty_home.issues
    (aside,) = empty_home.storage.glob("heating_pad.diary.*.damaged")
    assert b'"score":9' in aside.read_bytes()
    await reload(empty_home, anna)
    assert aside.read_bytes().count(b"\n") == 1
    assert "diary_damaged" in empty_home.issues
    aside.unlink()
    await reload(empty_home, anna)
    assert "diary_damaged" not in empty_home.issues


@pytest.mark.parametrize("rest", [b"", b'{"op":"put"', b"\x00\xff\xfe", b"[]\n{}\nnull\n"])
async def test_what_a_power_cut_leaves_behind_does_no_harm(empty_home: Home, anna: Somebody, rest: bytes) -> None:
    await anna.log(4)
    path = diary_file(empty_home)
    path.write_bytes(path.read_bytes() + rest)
    await reload(empty_home, anna)
    empty_home.clock.advance(120)
    await anna.log(5)
    await reload(empty_home, anna)
    assert [entry["score"] for entry in await anna.entries()] == [4, 5]


async def test_a_line_without_end_is_not_glued_to_the_next(empty_home: Home, anna: Somebody) -> None:
    await anna.log(4)
    path = diary_file(empty_home)
    path.write_bytes(path.read_bytes() + b'{"op":"put"')
    empty_home.clock.advance(120)
    await anna.log(5)
    await reload(empty_home, anna)
    assert [entry["score"] for entry in await anna.entries()] == [4, 5]


async def test_a_diary_that_cannot_be_written_refuses_the_entry(empty_home: Home, anna: Somebody) -> None:
    await anna.log(4)
    path = diary_file(empty_home)
    kept = path.read_bytes()
    path.unlink()
    path.mkdir()
    empty_home.clock.advance(120)
    with pytest.raises(HomeAssistantError) as refusal:
        await anna.log(5)
    assert refusal.value.translation_key == "diary_not_written"
    assert anna.value("pain") == "4"
    path.rmdir()
    path.write_bytes(kept)
    await anna.log(6)
    await reload(empty_home, anna)
    assert [entry["score"] for entry in await anna.entries()] == [4, 6]


async def test_a_diary_that_cannot_be_read_is_no_empty_one(empty_home: Home, anna: Somebody) -> None:
    await anna.log(4)
    path = diary_file(empty_home)
    assert path.stat().st_mode & 0o077 == 0
    path.rename(path.with_name("elsewhere"))
    path.mkdir()
    assert not await empty_home.hass.config_entries.async_reload(anna.entry.entry_id)
    assert anna.entry.state is ConfigEntryState.SETUP_RETRY
    path.rmdir()
    path.with_name("elsewhere").rename(path)
    await reload(empty_home, anna)
    assert anna.value("pain") == "4"


async def test_what_was_deleted_is_erased_from_the_disk_after_a_month(empty_home: Home, anna: Somebody) -> None:
    entry_id = await anna.log(4, note=SECRET)
    await anna.act("delete_entry", id=entry_id)
    await reload(empty_home, anna)
    assert SECRET.encode() in diary_file(empty_home).read_bytes()
    empty_home.clock.advance(31 * 86400)
    await reload(empty_home, anna)
    assert SECRET.encode() not in diary_file(empty_home).read_bytes()


async def test_removing_a_person_erases_everything(empty_home: Home, anna: Somebody) -> None:
    await anna.log(4)
    path = diary_file(empty_home)
    path.write_bytes(path.read_bytes() + b"broken\n")
    await reload(empty_home, anna)
    await empty_home.hass.config_entries.async_remove(anna.entry.entry_id)
    await empty_home.hass.async_block_till_done()
    assert list(empty_home.storage.glob("heating_pad.diary.*")) == []
    assert "diary_damaged" not in empty_home.issues


# -- privacy ------------------------------------------------------------------------------


USING: list[tuple[str, dict[str, Any]]] = [
    ("get_pain_log", {}),
    ("get_sessions", {}),
    ("export_diary", {"format": "csv"}),
    ("log_pain", {"score": 3}),
    ("log_checkup", {"pain": 1, "enjoyment": 1, "general_activity": 1}),
    ("log_activity", {"kind": "walk", "minutes": 3}),
    ("update_entry", {"id": "x", "score": 3}),
    ("delete_entry", {"id": "x"}),
    ("assign_session", {"session": "x"}),
    ("acknowledge_clinician_flag", {}),
    ("import_diary", {"csv": "at,score"}),
]


@pytest.mark.parametrize(("action", "data"), USING)
async def test_nobody_else_reads_or_changes_a_diary(
    empty_home: Home, anna: Somebody, action: str, data: dict[str, Any]
) -> None:
    ben = await add_user(empty_home, "Ben")
    assert await anna.refused(action, as_user=ben, **data) == "diary_private"


async def test_its_person_and_administrators_do(empty_home: Home) -> None:
    user = await add_user(empty_home, "Anna")
    empty_home.hass.states.async_set("person.anna", "home", {"user_id": user.id})
    anna = await add_person(empty_home, person_entity="person.anna")
    for who in (user, empty_home.user):
        await anna.act("log_pain", as_user=who, score=3)
        assert len(await anna.entries()) == 1
    ben = await add_user(empty_home, "Ben")
    number = anna.entity_id("pain_now", "number")
    with pytest.raises(HomeAssistantError):
        await empty_home.hass.services.async_call(
            "number", "set_value", {"entity_id": number, "value": 9}, blocking=True, context=Context(user_id=ben.id)
        )


async def test_notes_are_nowhere_but_in_the_diary(empty_home: Home, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    home = empty_home
    await home.build()
    anna = await add_person(home, options={"targets": ["notify.mobile_app_anna"]})
    er.async_get(home.hass).async_update_entity(anna.entity_id("history", "calendar"), disabled_by=None)
    await reload(home, anna)
    phone = async_mock_service(home.hass, "notify", "mobile_app_anna")
    said: list[str] = []
    home.hass.bus.async_listen("*", lambda event: said.append(json.dumps(event.as_dict(), default=str)))

    entry_id = await anna.log(4, note=SECRET, activity="gardening", medication="a tablet")
    await anna.act("update_entry", id=entry_id, note=f"{SECRET}!")
    for refused in ({"note": SECRET * 200}, {"activity": "gardening" * 50}, {"score": 99, "medication": "a tablet"}):
        await anna.refused("log_pain", **refused)
    table = (await anna.act("export_diary", format="csv", include_notes=True))["content"]
    for kind in ("pdf", "html", "json"):
        await anna.act("export_diary", format=kind, include_notes=True)
    await anna.act("import_diary", csv=f"{table}pain,x,never,3,,,,,,,gardening,a tablet,,{SECRET}", dry_run=False)
    for days in (1, 2, 3):
        await anna.log(8, when=(START - timedelta(days=days)).isoformat(), note=SECRET)
    await anna.act("delete_entry", id=entry_id)
    path = diary_file(home)
    path.write_bytes(path.read_bytes().replace(b'"score":8', b'"score":9'))
    await reload(home, anna)
    await home.run(10)

    # The call itself travels over Home Assistant's own bus with what was typed; nothing we say does.
    ours = [each for each in said if '"call_service"' not in each]
    logged = [record.getMessage() for record in caplog.records if "<Event call_service" not in record.getMessage()]
    assert any('"heating_pad_diary"' in each for each in ours)
    assert any(record.levelno == logging.DEBUG for record in caplog.records)
    assert any("cannot be read" in each for each in logged)
    messages = [json.dumps(call.data) for call in phone]
    assert messages
    for text in (everything_said(home), *ours, *logged, *messages):
        assert not any(word in text for word in ("dog", "gardening", "tablet")), text
    assert all("note" not in entry for entry in await anna.entries())


# -- export and import ---------------------------------------------------------------------


async def fill(home: Home, somebody: Somebody) -> None:
    for days in range(40, 0, -1):
        at = home.clock.wall - timedelta(days=days)
        await somebody.log(days % 8, when=at.isoformat(), sites=["lower_back"], mobility=5)
    await somebody.log(6, when=(home.clock.wall - timedelta(hours=1)).isoformat(), note=FORMULA, activity=HTML)
    await somebody.act("log_checkup", pain=6, enjoyment=3, general_activity=3)
    await somebody.act("log_activity", kind="walk", minutes=20)


async def test_a_table_comes_back_as_it_was(empty_home: Home, anna: Somebody) -> None:
    await fill(empty_home, anna)
    exported = await anna.act("export_diary", format="csv", include_notes=True)
    rows = list(csv.DictReader(StringIO(exported["content"])))
    assert len(rows) == 43
    assert not any(str(cell).startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    before = await anna.entries(include_notes=True, start=(START - timedelta(days=90)).isoformat())
    assert any(entry.get("note") == FORMULA for entry in before)
    same = await anna.act("import_diary", csv=exported["content"])
    assert (same["dry_run"], same["new"], same["unchanged"], same["problems"]) == (True, 0, 43, [])
    ben = await add_person(empty_home, "Ben")
    dry = await ben.act("import_diary", csv=exported["content"], dry_run=True)
    assert (dry["new"], await ben.entries()) == (43, [])
    await ben.act("import_diary", csv=exported["content"], dry_run=False)
    await reload(empty_home, ben)
    after = await ben.entries(include_notes=True, start=(START - timedelta(days=90)).isoformat())
    assert after == before


@pytest.mark.parametrize(
    "hostile",
    [
        FORMULA,
        HTML,
        "<img src=x onerror=alert(1)>",
        "+1+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(1)",
        "'=1+1",
        'a,b;"c"\n=HYPERLINK("http://example.org")',
        "{name} {0} %s \\u0022",
        "]]><svg/onload=alert(1)>",
    ],
)
async def test_hostile_notes_are_harmless_everywhere_and_come_back_as_they_were(
    empty_home: Home, anna: Somebody, hostile: str
) -> None:
    await anna.log(6, note=hostile, activity=hostile[:50], medication=hostile[:50])
    table = (await anna.act("export_diary", format="csv", include_notes=True))["content"]
    (row,) = csv.DictReader(StringIO(table))
    assert not any(str(cell).startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in row.values())
    page = (await anna.act("export_diary", format="html", include_notes=True))["content"]
    assert not re.search(r"<(script|img|svg/)", page)
    assert "default-src 'none'" in page
    assert (await anna.act("export_diary", format="pdf", include_notes=True))["size"] > 0
    ben = await add_person(empty_home, f"Ben {hostile[:60]}")
    await ben.act("import_diary", csv=table, dry_run=False)
    assert [entry["note"] for entry in await ben.entries(include_notes=True)] == [hostile]
    page = (await ben.act("export_diary", format="html", include_notes=True))["content"]
    assert not re.search(r"<(script|img|svg/)", page)
    made = await ben.act("export_diary", format="pdf", include_notes=True)
    assert re.fullmatch(r"[a-z0-9_]+-\d{4}-\d\d-\d\d-[0-9a-f]{4}\.pdf", made["filename"])


async def test_a_table_with_mistakes_loses_only_those(empty_home: Home, anna: Somebody) -> None:
    table = "at,score\n2026-11-20 10:00:00,4\nyesterday,5\n2026-11-21 10:00:00,11\n2031-01-01 10:00:00,3\n"
    found = await anna.act("import_diary", csv=table, dry_run=False)
    assert found["new"] == 1
    assert [problem["line"] for problem in found["problems"]] == [3, 4, 5]
    assert [entry["score"] for entry in await anna.entries()] == [4]
    assert await anna.refused("import_diary", csv="hello") == "not_a_table"


async def test_pages_hold_no_script_and_no_note_unless_asked(empty_home: Home, anna: Somebody) -> None:
    await fill(empty_home, anna)
    await anna.log(3, note=HTML)
    page = (await anna.act("export_diary", format="html", include_notes=True))["content"]
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "<svg" in page
    assert "no proof" in page
    without = (await anna.act("export_diary", format="html"))["content"]
    assert "script&gt;" not in without
    values = json.loads((await anna.act("export_diary", format="json"))["content"])
    assert values["report"]["peg"] == 4.0
    assert all("note" not in entry for entry in values["entries"])


@pytest.mark.parametrize("paper", ["a4", "letter"])
async def test_the_pdf_has_at_most_two_pages(
    empty_home: Home, anna: Somebody, paper: str, hass_client: ClientSessionGenerator
) -> None:
    assert await async_setup_component(empty_home.hass, "http", {})
    await fill(empty_home, anna)
    await anna.log(3, note="Żółć, Ελληνικά, Українська, 日本 " + HTML)
    made = await anna.act("export_diary", format="pdf", paper=paper, include_notes=True)
    assert made["media_type"] == "application/pdf"
    client = await hass_client()
    answer = await client.get(made["url"])
    body = await answer.read()
    assert answer.status == HTTPStatus.OK
    assert "attachment" in answer.headers["Content-Disposition"]
    assert body.startswith(b"%PDF-")
    assert len(body) == made["size"]
    assert 1 <= len(re.findall(rb"/Type /Page\b", body)) <= 2
    width = {"a4": b"595.28", "letter": b"612"}[paper]
    assert b"/MediaBox [0 0 " + width in body
    empty_home.clock.advance(601)
    assert (await client.get(made["url"])).status in (HTTPStatus.NOT_FOUND, HTTPStatus.UNAUTHORIZED)


async def test_an_address_without_a_signature_opens_nothing(
    empty_home: Home, anna: Somebody, hass_client_no_auth: ClientSessionGenerator
) -> None:
    assert await async_setup_component(empty_home.hass, "http", {})
    made = await anna.act("export_diary", format="csv")
    client = await hass_client_no_auth()
    assert (await client.get(made["url"].partition("?")[0])).status == HTTPStatus.UNAUTHORIZED


async def test_a_file_is_saved_only_on_request(empty_home: Home, anna: Somebody, tmp_path: Path) -> None:
    media = tmp_path / "media"
    empty_home.hass.config.media_dirs = {"local": str(media)}
    await anna.act("export_diary", format="csv")
    assert not media.exists()
    made = await anna.act("export_diary", format="pdf", save=True)
    assert Path(made["saved_as"]).is_relative_to(media)
    (saved,) = media.rglob("*.pdf")
    assert len(saved.read_bytes()) == made["size"]
    empty_home.hass.config.media_dirs = {}
    with pytest.raises(HomeAssistantError) as refusal:
        await anna.act("export_diary", format="csv", save=True)
    assert refusal.value.translation_key == "no_media_folder"


async def test_an_empty_diary_makes_a_page_too(anna: Somebody) -> None:
    for kind in ("pdf", "html", "csv", "json"):
        assert (await anna.act("export_diary", format=kind))["size"] > 0
    assert await anna.refused("get_sessions", start="2026-11-20", end="2026-11-10") == "span_backwards"


# -- Home Assistant's own history -------------------------------------------------------------


async def test_the_calendar_is_off_and_holds_no_notes(empty_home: Home, anna: Somebody) -> None:
    calendar = anna.entity_id("history", "calendar")
    assert empty_home.hass.states.get(calendar) is None
    texts = await async_get_translations(empty_home.hass, "en", "config", {"heating_pad"})
    assert "calendar" in texts["component.heating_pad.config.step.person.description"]
    er.async_get(empty_home.hass).async_update_entity(calendar, disabled_by=None)
    await reload(empty_home, anna)
    await anna.log(4, note=SECRET, sites=["knee"])
    await anna.act("log_activity", kind="walk", minutes=20)
    response = await empty_home.hass.services.async_call(
        "calendar",
        "get_events",
        {"entity_id": calendar, "start_date_time": START - timedelta(hours=1), "duration": {"hours": 4}},
        blocking=True,
        return_response=True,
    )
    events: Any = (response or {})[calendar]
    assert [event["summary"] for event in events["events"]] == ["Pain 4/10 (knee)", "Walking, 20 min"]
    assert "dog" not in json.dumps(response)


async def test_statistics_follow_the_diary_also_back_in_time(recorder_mock: Recorder, empty_home: Home) -> None:
    anna = await add_person(empty_home)
    statistic = f"heating_pad:pain_{anna.entry.entry_id.lower()}"

    async def means() -> list[float]:
        await get_instance(empty_home.hass).async_block_till_done()
        found = await get_instance(empty_home.hass).async_add_executor_job(
            statistics_during_period,
            empty_home.hass,
            START - timedelta(days=30),
            None,
            {statistic},
            "hour",
            None,
            {"mean"},
        )
        return [float(row["mean"] or 0) for row in found.get(statistic, [])]

    await anna.log(4)
    past = await anna.log(8, when=(START - timedelta(days=3)).isoformat())
    assert await means() == [8.0, 4.0]
    await anna.act("update_entry", id=past, score=6)
    assert await means() == [6.0, 4.0]
    await anna.act("delete_entry", id=past)
    assert await means() == [4.0]
    for shown, expected in ((False, []), (True, [4.0])):
        empty_home.hass.config_entries.async_update_entry(anna.entry, options={"statistics": shown})
        await reload(empty_home, anna)
        assert await means() == expected
    await empty_home.hass.config_entries.async_remove(anna.entry.entry_id)
    assert await means() == []


async def test_the_logbook_has_sentences_without_notes(
    recorder_mock: Recorder, empty_home: Home, hass_ws_client: WebSocketGenerator
) -> None:
    home = empty_home
    assert await async_setup_component(home.hass, "logbook", {})
    await home.build()
    anna = await add_person(home, options={"prompts": []})
    wrap = await add_pack(home, person=anna.entry.entry_id)
    await home.add_pad(person=anna.entry.entry_id)
    await anna.log(4, note=SECRET)
    await anna.act("update_entry", id=await anna.log(skin="normal", moment="after"), note=SECRET)
    await anna.act("log_checkup", pain=6, enjoyment=3, general_activity=3)
    await home.start(10)
    await home.run(30)
    await home.call("heating_pad.stop_session")
    await home.run(10)
    timer = {"entity_id": wrap.entity_id("session", "timer")}
    await home.hass.services.async_call("timer", "start", timer, blocking=True)
    await home.hass.services.async_call("timer", "finish", timer, blocking=True)
    await home.run(2)
    await anna.log(skin="blister")
    await home.run(2)
    await get_instance(home.hass).async_block_till_done()
    client = await hass_ws_client()
    await client.send_json_auto_id(
        {"type": "logbook/get_events", "start_time": (START - timedelta(hours=1)).isoformat()}
    )
    answer = await client.receive_json()
    assert "dog" not in json.dumps(answer)
    said = [(each["name"], each["message"]) for each in answer["result"] if each.get("domain") == "heating_pad"]
    assert said == [
        ("Anna", "logged pain 4/10"),
        ("Anna", "wrote an entry"),
        ("Anna", "corrected an entry"),
        ("Anna", "wrote an entry"),
        ("Sofa pad", "started a session"),
        ("Sofa pad", "ended a session: Stopped"),
        ("Wheat bag", "started a session"),
        ("Wheat bag", "finished a session"),
        ("Anna", "should see a clinician"),
        ("Anna", "wrote an entry"),
    ]
    # What Home Assistant itself keeps of a call holds what was typed; nothing else in its database does.
    kept = await get_instance(home.hass).async_add_executor_job(everything_recorded, home)
    assert any('"heating_pad_diary"' in each or '"logged"' in each for each in kept)
    assert [each for each in kept if "dog" in each and '"service":"' not in each] == []


def everything_recorded(home: Home) -> list[str]:
    """Return every state, attribute and event in the database."""
    with session_scope(hass=home.hass) as session:
        columns = (EventData.shared_data, StateAttributes.shared_attrs, States.state)
        return [str(value) for column in columns for (value,) in session.query(column).all()]


@pytest.mark.parametrize("notice", Notice)
async def test_everything_a_pad_announces_has_a_sentence_in_the_logbook(
    recorder_mock: Recorder, empty_home: Home, notice: Notice
) -> None:
    assert await async_setup_component(empty_home.hass, "logbook", {})
    wrap = await add_pack(empty_home)
    from custom_components.heating_pad.logbook import async_describe_events  # noqa: PLC0415 - needs logbook set up

    described: dict[str, Any] = {}
    async_describe_events(empty_home.hass, lambda _domain, kind, describe: described.update({kind: describe}))
    for reason in (None, StopReason.OVER_TEMPERATURE, Refusal.RESTING):
        data = {"entry_id": wrap.entry.entry_id, "type": notice, "session": "s", "reason": reason}
        said = described["heating_pad_session"](Event("heating_pad_session", data))
        assert said["name"] == "Wheat bag"
        assert " " in said["message"]
        assert "{" not in said["message"]
        assert "None" not in said["message"]


# -- the skin ------------------------------------------------------------------------------


@pytest.mark.parametrize("finding", ["blister", "redness_lasting"])
async def test_hurt_skin_never_vanishes_and_needs_a_later_answer(empty_home: Home, finding: str) -> None:
    home = empty_home
    await home.build()
    anna = await add_person(home)
    await home.add_pad(person=anna.entry.entry_id)
    first = await anna.act("log_pain", skin=finding)
    for seconds in (2, 28, 2):
        home.clock.advance(seconds)
        answer = await anna.act("log_pain", skin="normal")
        assert answer["id"] != first["id"]
        assert await home.refused("heating_pad.start_session") == "skin_unanswered"
        assert anna.state("see_clinician", "binary_sensor").attributes["rules"] == ["skin"]
    assert [entry["skin"] for entry in await anna.entries()] == [finding, "normal"]
    await reload(home, anna)
    await home.run(10)
    assert await home.refused("heating_pad.start_session") == "skin_unanswered"
    home.clock.advance(30)
    # Said again later, it is no double tap of what was said too soon.
    await anna.act("log_pain", skin="normal")
    assert anna.state("see_clinician", "binary_sensor").state == "off"
    await home.start(2)
    assert [entry["skin"] for entry in await anna.entries()] == [finding, "normal", "normal"]
    assert (await anna.act("get_pain_log"))["report"]["skin"] == {"normal": 2, finding: 1}


async def test_a_score_is_corrected_beside_hurt_skin(empty_home: Home, anna: Somebody) -> None:
    first = await anna.act("log_pain", score=6, skin="blister")
    empty_home.clock.advance(10)
    corrected = await anna.act("log_pain", score=4)
    assert (corrected["id"], corrected["outcome"]) == (first["id"], "corrected")
    (entry,) = await anna.entries()
    assert (entry["score"], entry["skin"]) == (4, "blister")


async def test_hurt_skin_reported_by_mistake_is_taken_back_on_purpose(empty_home: Home) -> None:
    home = empty_home
    await home.build()
    anna = await add_person(home)
    await home.add_pad(person=anna.entry.entry_id)
    entry_id = await anna.log(skin="blister")
    assert await home.refused("heating_pad.start_session") == "skin_unanswered"
    await anna.act("delete_entry", id=entry_id)
    await home.start(2)
