"""The ways to people: phones and other notify targets, speakers, satellites.

Each way stands alone: one that is missing, fails or hangs delays no other, and never an OFF.
"""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.translation import async_get_translations

from .const import DOMAIN
from .messages import Kind, Message, MessageOptions, action_id

_LOGGER = logging.getLogger(__name__)

_NOTIFY = "notify"
TIMEOUT_S = 15.0


async def async_texts(hass: HomeAssistant, language: str | None) -> Mapping[str, str]:
    """Return what we say, by key."""
    prefix = f"component.{DOMAIN}.exceptions."
    texts = await async_get_translations(hass, language or hass.config.language, "exceptions", {DOMAIN})
    return {key.removeprefix(prefix).removesuffix(".message"): text for key, text in texts.items()}


async def async_deliver(
    hass: HomeAssistant, entry_id: str, name: str, options: MessageOptions, message: Message, *, speak: bool
) -> bool:
    """Say it wherever people want to hear it; False when no way has worked."""
    texts = await async_texts(hass, options.language)
    text = texts.get(message.text, message.text).format(**message.values)
    ways = [_async_notify(hass, entry_id, name, target, text, message, texts) for target in options.targets]
    if speak:
        ways += [_async_speak(hass, options, speaker, text) for speaker in options.speakers if options.tts]
        ways += [
            _async_call(hass, "assist_satellite", "announce", {ATTR_ENTITY_ID: satellite, "message": text})
            for satellite in options.satellites
        ]
    done = await asyncio.gather(*ways)
    return any(done)


async def async_take_back(hass: HomeAssistant, entry_id: str, options: MessageOptions, about: str) -> None:
    """Remove a question from the phones: it is answered, or nobody waits for it any more."""
    data = {"message": "clear_notification", "data": {"tag": tag(entry_id, about)}}
    await asyncio.gather(
        *(_async_call(hass, _NOTIFY, target.split(".")[1], data) for target in options.targets if _is_phone(target))
    )


def tag(entry_id: str, about: str) -> str:
    """Name a notification, so that a later one replaces it."""
    return f"{DOMAIN}-{entry_id}-{about}"


def _is_phone(target: str) -> bool:
    return target.startswith(f"{_NOTIFY}.mobile_app_")


async def _async_notify(
    hass: HomeAssistant,
    entry_id: str,
    name: str,
    target: str,
    text: str,
    message: Message,
    texts: Mapping[str, str],
) -> bool:
    service = target.split(".")[1]
    if not hass.services.has_service(_NOTIFY, service):
        return await _async_call(
            hass, _NOTIFY, "send_message", {ATTR_ENTITY_ID: target, "message": text, "title": name}
        )
    data: dict[str, Any] = {"message": text, "title": name}
    if _is_phone(target):
        data["data"] = _phone_data(entry_id, message, texts)
    return await _async_call(hass, _NOTIFY, service, data)


def _phone_data(entry_id: str, message: Message, texts: Mapping[str, str]) -> dict[str, Any]:
    """What the companion apps know of buttons, replacing and urgency."""
    data: dict[str, Any] = {
        "tag": tag(entry_id, message.about),
        "actions": [
            {
                "action": action_id(entry_id, button, message.session),
                "title": texts.get(button.label, button.label),
                **({"behavior": "textInput"} if button.typed else {}),
            }
            for button in message.buttons
        ],
    }
    if message.kind is Kind.ALARMS:
        data |= {
            "ttl": 0,
            "priority": "high",
            "channel": "alarm_stream",
            "push": {"interruption-level": "critical", "sound": {"name": "default", "critical": 1, "volume": 1.0}},
        }
    return data


async def _async_speak(hass: HomeAssistant, options: MessageOptions, speaker: str, text: str) -> bool:
    data: dict[str, Any] = {ATTR_ENTITY_ID: options.tts, "media_player_entity_id": speaker, "message": text}
    if options.language:
        data["language"] = options.language
    return await _async_call(hass, "tts", "speak", data)


async def _async_call(hass: HomeAssistant, domain: str, service: str, data: Mapping[str, Any]) -> bool:
    target = data.get(ATTR_ENTITY_ID) or f"{domain}.{service}"
    if not hass.services.has_service(domain, service):
        _LOGGER.warning("Nobody can be told by %s: there is no %s.%s", target, domain, service)
        return False
    entity_id = data.get(ATTR_ENTITY_ID)
    if isinstance(entity_id, str) and hass.states.get(entity_id) is None:
        # Home Assistant would skip it without a word.
        _LOGGER.warning("Nobody can be told by %s: it does not exist", entity_id)
        return False
    try:
        async with asyncio.timeout(TIMEOUT_S):
            await hass.services.async_call(domain, service, dict(data), blocking=True)
    except (HomeAssistantError, TimeoutError, ValueError) as err:
        _LOGGER.warning("Nobody was told by %s: %s", target, err or "it took too long")
        return False
    except Exception:
        # Somebody else's integration failed in its own way; the other ways go on.
        _LOGGER.exception("Nobody was told by %s", target)
        return False
    return True
