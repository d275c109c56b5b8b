"""What can be said: one handler for each intent, the same for Assist and for language models.

Answers are in the language asked. Nothing is called off before the plug has confirmed it.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, override

import probatio as vol
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_validation as cv, intent

from .engine.diary import SCORE_MAX, Site
from .engine.events import ExtendAsked, PauseAsked
from .engine.limits import EXTEND_S, MINUTE_S
from .engine.models import Level, Phase, Source, StartRequest, StopReason, WaitingFor
from .pack import Pack
from .pad import Pad
from .voice_confirm import async_confirm
from .voice_heat import async_pause, async_stop, async_warmth, minutes_of, start_text
from .voice_log import async_log_pain, async_pain_today, async_undo
from .voice_request import IN_SESSION, KIND_PACK, KIND_PAD, NotDone, VoiceRequest
from .voice_status import left_text, status
from .voice_words import async_words
from .wishes import duration_s, goal_c

type Answer = Callable[[VoiceRequest], Awaitable[str]]

_TARGET: dict[Any, Any] = {
    vol.Optional(
        "name", description="Name of the heating pad or heat pack; leave out when there is only one"
    ): cv.string,
    vol.Optional("area", description="Area the heating pad is in"): cv.string,
    vol.Optional("preferred_area_id"): cv.string,
}
_KIND: dict[Any, Any] = {
    vol.Optional("kind", description="pad: electric; pack: a heat pack without a plug"): vol.In([KIND_PAD, KIND_PACK])
}
_MINUTES: dict[Any, Any] = {vol.Optional("minutes", description="Minutes of heat"): vol.Coerce(float)}
_PERSON: dict[Any, Any] = {vol.Optional("person", description="Whose diary; leave out for the speaker's"): cv.string}
_LEVEL = vol.Optional("level", description="How warm")
_TEMPERATURE = vol.Optional("temperature", description="Temperature wanted, in the unit of this home")
_REASON = vol.Optional("reason", description="uncomfortable: it is too hot or it hurts")
_WHAT = vol.Optional("what", description="Which question is answered; leave out for the one that is open")
_ABOUT = vol.Optional("about", description="timer: somebody asks for a timer, which does not heat")
_SCORE = vol.Required("score", description=f"Pain from 0 to {SCORE_MAX}")
_SITE = vol.Optional("site", description="Where it hurts")


class HeatingPadIntent(intent.IntentHandler):
    """One intent; refusals are answers with an error, spoken like any other."""

    def __init__(self, intent_type: str, description: str, slots: dict[Any, Any], answer: Answer) -> None:
        """Take what makes this intent."""
        self.intent_type = intent_type
        self.description = description
        self._slots = slots
        self._answer = answer

    @property
    @override
    def slot_schema(self) -> dict[Any, Any]:
        """What may be said with it."""
        return self._slots

    @override
    async def async_handle(self, intent_obj: intent.Intent) -> intent.IntentResponse:
        """Do it, and say what came of it."""
        hass = intent_obj.hass
        words = await async_words(hass, intent_obj.language)
        slots = self.async_validate_slots(intent_obj.slots)
        request = VoiceRequest(hass=hass, words=words, intent=intent_obj, slots=slots)
        response = intent_obj.create_response()
        try:
            response.async_set_speech(await self._answer(request))
        except NotDone as no:
            code = intent.IntentResponseErrorCode
            response.async_set_error(
                code.NO_VALID_TARGETS if no.target else code.FAILED_TO_HANDLE, words.refusal(no.key, **no.values)
            )
        except HomeAssistantError as err:
            response.async_set_error(intent.IntentResponseErrorCode.FAILED_TO_HANDLE, words.error(err))
        return response


async def _async_start(request: VoiceRequest) -> str:
    chosen = request.one(request.meant())
    minutes = minutes_of(request)
    duration = None if minutes is None else timedelta(minutes=minutes)
    if isinstance(chosen, Pack):
        if chosen.session is None:
            await chosen.async_start(duration_s=duration_s(chosen, duration))
            return start_text(request, chosen)
        return status(request, chosen)
    if chosen.view.phase in IN_SESSION:
        return status(request, chosen)
    level = request.slot("level")
    await chosen.async_start(
        StartRequest(
            duration_s=duration_s(chosen, duration),
            level=None if level is None else Level(level),
            goal_c=None if level is not None else goal_c(chosen, request.slot("temperature")),
            attended=await request.async_attended(chosen, occupancy_counts=True),
            source=Source.VOICE,
        )
    )
    return start_text(request, chosen)


async def _async_stop(request: VoiceRequest) -> str:
    uncomfortable = request.slot("reason") == StopReason.UNCOMFORTABLE
    return await async_stop(request, StopReason.UNCOMFORTABLE if uncomfortable else StopReason.STOPPED)


async def _async_extend(request: VoiceRequest) -> str:
    pad = request.one_in_session()
    request.check_voice(pad)
    minutes = minutes_of(request)
    pad.ask(ExtendAsked(seconds=EXTEND_S if minutes is None else minutes * MINUTE_S))
    return request.words.answer("extended", name=pad.config.name, time=left_text(request, pad))


async def _async_pause(request: VoiceRequest) -> str:
    pad = request.one_in_session()
    pad.ask(PauseAsked())
    return await async_pause(request, pad)


async def _async_resume(request: VoiceRequest) -> str:
    meant = request.meant()
    paused: list[Pad | Pack] = [
        each for each in meant if isinstance(each, Pad) and each.view.phase in (Phase.PAUSED, *IN_SESSION)
    ]
    pad = request.one_pad(paused or meant)
    if pad.view.phase in IN_SESSION - {Phase.PAUSED}:
        return status(request, pad)
    request.check_voice(pad)
    await pad.async_resume(attended=await request.async_attended(pad, occupancy_counts=False), session_id=None)
    if pad.view.phase is Phase.WAITING:
        return status(request, pad)
    return request.words.answer("resumed", name=pad.config.name, time=left_text(request, pad))


async def _async_warmer(request: VoiceRequest) -> str:
    pad = request.one_in_session()
    request.check_voice(pad)
    return async_warmth(request, pad, up=True)


async def _async_cooler(request: VoiceRequest) -> str:
    return async_warmth(request, request.one_in_session(), up=False)


async def _async_status(request: VoiceRequest) -> str:
    if request.slot("about") == "timer":
        minutes = minutes_of(request)
        return request.words.answer("timer_asks", time=request.words.time((minutes or 15) * MINUTE_S))
    return " ".join(status(request, each) for each in request.meant())


INTENTS: tuple[HeatingPadIntent, ...] = (
    HeatingPadIntent(
        "HeatingPadStart",
        "Starts heat on a heating pad, or notes that a heat pack was put on. It begins low, is limited in time and"
        " temperature, and may be refused; say the reason as it is given.",
        {
            **_TARGET,
            **_KIND,
            **_MINUTES,
            _LEVEL: vol.In([*Level]),
            _TEMPERATURE: vol.Coerce(float),
        },
        _async_start,
    ),
    HeatingPadIntent(
        "HeatingPadStop",
        "Ends the heat of a heating pad or heat pack; of all where none is named. Call it at once when somebody says"
        " that it is too hot or hurts.",
        {**_TARGET, **_KIND, _REASON: vol.In([StopReason.UNCOMFORTABLE])},
        _async_stop,
    ),
    HeatingPadIntent(
        "HeatingPadExtend",
        "Adds minutes to a heating pad's running session, as far as its limit allows.",
        {**_TARGET, **_MINUTES},
        _async_extend,
    ),
    HeatingPadIntent("HeatingPadPause", "Takes the heat away for at most five minutes.", {**_TARGET}, _async_pause),
    HeatingPadIntent(
        "HeatingPadResume",
        "Goes on after a pause, or takes up what is left of a session that was ended a moment ago.",
        {**_TARGET},
        _async_resume,
    ),
    HeatingPadIntent(
        "HeatingPadWarmer", "Sets the running session one step warmer, within its limit.", {**_TARGET}, _async_warmer
    ),
    HeatingPadIntent("HeatingPadCooler", "Sets the running session one step cooler.", {**_TARGET}, _async_cooler),
    HeatingPadIntent(
        "HeatingPadConfirm",
        "Answers a question of the heating pad. Call it only when the person has just said so, never on your own.",
        {**_TARGET, _WHAT: vol.In([*(each for each in WaitingFor if each is not WaitingFor.NOTHING), "skin"])},
        async_confirm,
    ),
    HeatingPadIntent(
        "HeatingPadStatus",
        "Says what a heating pad or heat pack is doing: on or off, time left, rest, what it waits for.",
        {**_TARGET, **_MINUTES, _ABOUT: vol.In(["timer"])},
        _async_status,
    ),
    HeatingPadIntent(
        "HeatingPadLogPain",
        "Writes a pain score into a person's diary. Never make up a score.",
        {_SCORE: vol.Coerce(int), _SITE: vol.In([*Site]), **_PERSON},
        async_log_pain,
    ),
    HeatingPadIntent("HeatingPadUndoEntry", "Takes back the last entry of a person's diary.", {**_PERSON}, async_undo),
    HeatingPadIntent(
        "HeatingPadPainToday", "Says which pain scores a person has logged today.", {**_PERSON}, async_pain_today
    ),
)


async def async_setup_intents(hass: HomeAssistant) -> None:
    """Offer all intents."""
    for each in INTENTS:
        intent.async_register(hass, each)
