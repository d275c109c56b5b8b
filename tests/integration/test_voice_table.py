"""Every sentence of every language, really said: what happened is the table of docs/voice.md.

Write it anew with VOICE_TABLE=write, then look at what changed.
"""

import os
import re
from pathlib import Path

import pytest

from custom_components.heating_pad.intent import INTENTS
from tests.integration.home import Home
from tests.integration.people import Somebody, add_person
from tests.integration.talking import Said, Talk
from tests.integration.voice_sentences import SENTENCES, Sentence

PAGE = Path(__file__).parents[2] / "docs" / "voice.md"
NAMES = {
    "en": "English",
    "de": "German (Deutsch)",
    "es": "Spanish (español)",
    "fr": "French (français)",
    "nl": "Dutch (Nederlands)",
    "it": "Italian (italiano)",
}


class Rehearsal:
    """One language, sentence by sentence, each in the situation it is made for."""

    def __init__(self, home: Home, talk: Talk, person: Somebody) -> None:
        self.home = home
        self.talk = talk
        self.person = person
        self.rest_s = 0.0

    async def row(self, language: str, sentence: Sentence) -> str:
        """Say a sentence and tell what came of it."""
        await self._prepare(sentence.situation)
        ons, before, entries = self.home.plug.ons, self._session(), await self.person.entries()
        said = await self.talk.say(sentence.text, language)
        await self.home.run(3)
        happened = self._happened(before, entries, await self.person.entries())
        if happened.startswith("heat for"):
            # A pad still warm from the sentence before may wait for its turn, and rests three times as long.
            self.rest_s += 3 * await self.home.run_until(lambda: self.home.plug.ons > ons, 120)
        else:
            assert before[0] != "off" or self.home.plug.ons == ons, (sentence, said)
        assert said.intent == sentence.intent or sentence.intent is None, (sentence, said)
        assert "unexpected" not in said.answer, (sentence, said)
        if sentence.near_miss:
            assert not self.home.pad.relay_on, (sentence, said)
            assert happened == "nothing", (sentence, said)
        await self._clear()
        return f"| {sentence.text} | {sentence.situation} | {happened} | {_answer(said)} |"

    async def _prepare(self, situation: str) -> None:
        home = self.home
        match situation:
            case "on" | "paused":
                await home.start(10, temperature=37)
                await home.run(5)
                if situation == "paused":
                    await home.call("timer.pause")
                    await home.run(5)
            case "cloth" | "awake":
                options = {"confirm_barrier": situation == "cloth", "check_in": situation == "awake"}
                await self._reload(options)
                await home.start(2)
                if situation == "awake":
                    await home.run_until(lambda: home.value("waiting_for") == "awake", 90)
            case "entry":
                await self.person.log(5)
                await home.run(61)

    async def _reload(self, options: dict[str, bool]) -> None:
        entry = self.home.entry
        assert entry is not None
        self.home.hass.config_entries.async_update_entry(entry, options=options)
        await self.home.hass.config_entries.async_reload(entry.entry_id)
        await self.home.run(10)

    async def _clear(self) -> None:
        if self.home.value("phase") != "off":
            await self.home.call("climate.turn_off")
            await self.home.run(10)
        await self._reload({})
        for entry in await self.person.entries():
            await self.person.act("delete_entry", id=entry["id"])
        await self.home.run(61 + self.rest_s)
        self.rest_s = 0.0

    def _session(self) -> tuple[str, float | None, str | None]:
        home = self.home
        goal = home.climate.attributes["temperature"]
        return home.value("phase"), goal, home.timer.attributes["duration"]

    def _happened(
        self,
        before: tuple[str, float | None, str | None],
        entries: list[dict[str, object]],
        entries_after: list[dict[str, object]],
    ) -> str:
        phase, goal, duration = self._session()
        minutes = "" if duration is None else f"{int(duration.split(':')[1])} min"
        happened = []
        if before[0] in ("off", "waiting", "paused") and phase in ("ramp", "hold"):
            happened.append(f"heat for {minutes}, up to {goal:g} °C")
        elif before[0] != phase:
            happened.append({"off": "off", "paused": "paused"}[phase])
        elif phase != "off" and before[2] != duration:
            happened.append(f"lasts {minutes}")
        elif phase != "off" and before[1] != goal:
            happened.append(f"goal {before[1]:g} → {goal:g} °C")
        known = {entry["id"] for entry in entries}
        for entry in entries_after:
            if entry["id"] not in known:
                sites = entry.get("sites") or []
                assert isinstance(sites, list)
                happened.append(" ".join(["logged", str(entry["score"]), *sites]))
        if len(entries_after) < len(entries):
            happened.append("entry taken back")
        return ", ".join(happened) or "nothing"


def _answer(said: Said) -> str:
    if said.intent is None or not said.intent.startswith("HeatingPad"):
        return "*(Home Assistant's own answer)*"
    # What is measured has its own noise.
    return re.sub(r"\d+ °C\.$", "… °C.", said.answer) if said.intent == "HeatingPadStatus" else said.answer


def _table(text: str, language: str) -> list[str]:
    """Return the rows that stand on the page for a language."""
    section = text.split(f"<!-- {language} -->\n", 1)[1].split("\n\n", 1)[0]
    return section.splitlines()


@pytest.mark.parametrize("language", SENTENCES)
async def test_every_sentence_does_what_the_page_says(home: Home, language: str) -> None:
    talk = Talk(home)
    await talk.begin(language)
    rehearsal = Rehearsal(home, talk, await add_person(home))
    rows = ["| said | while | what happened | answer |", "|---|---|---|---|"]
    rows += [await rehearsal.row(language, sentence) for sentence in SENTENCES[language]]
    if os.environ.get("VOICE_TABLE") == "write":
        _write(language, rows)
    assert _table(PAGE.read_text(encoding="utf-8"), language) == rows


def _write(language: str, rows: list[str]) -> None:
    text = PAGE.read_text(encoding="utf-8")
    found = re.compile(rf"(<!-- {language} -->\n).*?(\n\n|\Z)", re.DOTALL)
    text = found.sub(lambda match: match[1] + "\n".join(rows) + "\n\n", text)
    PAGE.write_text(text.rstrip() + "\n", encoding="utf-8")


@pytest.mark.parametrize("language", SENTENCES)
def test_a_language_has_enough_sentences_every_intent_and_near_misses(language: str) -> None:
    sentences = SENTENCES[language]
    assert len(sentences) >= 20
    assert {each.intent_type for each in INTENTS} <= {each.intent for each in sentences}
    assert sum(each.near_miss for each in sentences) >= 5
