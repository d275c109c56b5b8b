"""What is said in answer to a voice, in the language it speaks; the texts lie in `voice/`."""

import json
from collections.abc import Iterable, Mapping
from math import ceil
from pathlib import Path
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import language as language_util
from homeassistant.util.hass_dict import HassKey

from .const import DOMAIN
from .engine.models import Level
from .pad import shown_temperature

DEFAULT_LANGUAGE = "en"
HOURS_FROM_S = 2 * 3600.0
"""Own choice: nobody wants to hear of 700 minutes."""

_FOLDER = Path(__file__).parent / "voice"
_DATA: HassKey[dict[str, Words]] = HassKey(f"{DOMAIN}_voice_words")


class Words:
    """One language."""

    def __init__(self, hass: HomeAssistant, language: str, texts: Mapping[str, Any]) -> None:
        """Keep the texts of a language."""
        self._hass = hass
        self.language = language
        self._texts = texts

    def answer(self, key: str, **values: str) -> str:
        """Say one of the answers."""
        return _filled(self._texts["answers"][key], values)

    def refusal(self, key: str, **values: str) -> str:
        """Say why something was not done; an unknown reason is told as one."""
        refusals = self._texts["refusals"]
        return _filled(refusals.get(key, refusals["failed"]), values)

    def error(self, err: HomeAssistantError) -> str:
        """Say what a refused request says, in this language."""
        values = {key: str(value) for key, value in (err.translation_placeholders or {}).items()}
        if (minutes := values.get("minutes")) is not None:
            values["time"] = self.time(float(minutes) * 60)
        if (fault := values.get("fault")) is not None:
            values["fault"] = self.fault(fault)
        for key in ("temperature", "low", "high"):
            if key in values:
                values[key] = self._number(values[key])
        return self.refusal(err.translation_key or "failed", **values)

    def time(self, seconds: float) -> str:
        """Say how long something takes, in full minutes, never 0."""
        if seconds >= HOURS_FROM_S:
            return _filled(self._texts["hours"], {"n": str(ceil(seconds / 3600))})
        minutes = max(1, ceil(seconds / 60 - 0.01))
        return _filled(self._texts["minute" if minutes == 1 else "minutes"], {"n": str(minutes)})

    def temperature(self, temperature_c: float) -> str:
        """Say a temperature in the user's unit."""
        return self._number(shown_temperature(self._hass, temperature_c))

    def number(self, value: float) -> str:
        """Say a number with at most one digit behind the point."""
        return self._number(f"{round(value, 1):g}")

    def level(self, level: Level) -> str:
        """Name a level."""
        return str(self._texts["levels"][level])

    def site(self, site: str) -> str:
        """Name a part of the body."""
        return str(self._texts["sites"][site])

    def fault(self, fault: str) -> str:
        """Say what a fault is."""
        return str(self._texts["faults"].get(fault, fault))

    def listed(self, parts: Iterable[str]) -> str:
        """Name several things."""
        *first, last = parts
        return f"{', '.join(first)}{self._texts['list']}{last}" if first else last

    def triggers(self, what: str) -> list[str]:
        """Return what people say to switch a pad by its name where no sentences are installed."""
        return list(self._texts["triggers"][what])

    def _number(self, text: str) -> str:
        return text.replace(".", self._texts["decimal"])


def _filled(text: str, values: Mapping[str, str]) -> str:
    return text.format_map(values)


def _read() -> dict[str, Any]:
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(_FOLDER.glob("*.json"))}


async def async_all_words(hass: HomeAssistant) -> dict[str, Words]:
    """Return every language we speak."""
    if _DATA not in hass.data:
        texts = await hass.async_add_executor_job(_read)
        hass.data[_DATA] = {language: Words(hass, language, each) for language, each in texts.items()}
    return hass.data[_DATA]


async def async_words(hass: HomeAssistant, language: str | None) -> Words:
    """Return the language asked for, or English where we do not speak it."""
    words = await async_all_words(hass)
    found = language_util.matches(language or hass.config.language, words)
    return words[found[0] if found else DEFAULT_LANGUAGE]
