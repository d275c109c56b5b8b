"""Heat by voice: what is said after a start, ending it, more and less of it."""

import asyncio
from math import isfinite

from .engine.events import GoalChosen, LevelChosen, StopAsked
from .engine.limits import GOAL_MIN_C
from .engine.models import Level, Phase, Refusal, StopReason
from .pack import Pack
from .pad import Pad
from .voice_request import IN_SESSION, NotDone, VoiceRequest
from .voice_status import left_text, status, waiting

OFF_WAIT_S = 8.0
"""How long an answer waits for the plug's confirmation; after 10 s people are told anyway."""
STEP_C = 1.0
"""Own choice: what "warmer" means where a temperature was asked for."""
MINUTES_MOST = 24 * 60.0
_LEVELS = tuple(Level)


def minutes_of(request: VoiceRequest) -> float | None:
    """Return the minutes asked for; raises what is no length of time."""
    minutes = request.slot("minutes")
    if minutes is None:
        return None
    if not isfinite(minutes) or minutes <= 0 or minutes > MINUTES_MOST:
        raise NotDone("not_understood")
    return float(minutes)


def start_text(request: VoiceRequest, each: Pad | Pack) -> str:
    """Say what came of a start."""
    words, name = request.words, each.config.name
    if isinstance(each, Pack):
        left_s = 0.0 if each.session is None else (each.session.ends - each.now()).total_seconds()
        return words.answer("started_plain", name=name, time=words.time(left_s))
    view = each.view
    if view.phase is Phase.WAITING:
        return waiting(request, each)
    if view.phase not in IN_SESSION:
        return status(request, each)  # it ended on the way
    time = left_text(request, each)
    if view.goal_c is None:
        return words.answer("started_plain", name=name, time=time)
    return words.answer("started", name=name, time=time, temperature=words.temperature(view.goal_c))


async def async_stop(request: VoiceRequest, reason: StopReason) -> str:
    """End everything that was meant, and say of each whether it is off."""
    meant = request.meant()
    on = [each for each in meant if _may_heat(each)]
    said = await asyncio.gather(*(_async_end(request, each, reason) for each in on))
    if said:
        return " ".join(said)
    named = request.slot("name") is not None or len(meant) == 1
    return " ".join(status(request, each) for each in meant) if named else request.words.answer("nothing_on")


def _may_heat(each: Pad | Pack) -> bool:
    if isinstance(each, Pack):
        return each.session is not None
    return each.heats is not None or each.keeper.pending or each.view.relay_on is not False


async def _async_end(request: VoiceRequest, each: Pad | Pack, reason: StopReason) -> str:
    if isinstance(each, Pack):
        await each.async_stop()
        return request.words.answer("off", name=each.config.name)
    each.ask(StopAsked(reason=reason))
    return _off_text(request, each, "off", proved=await _async_is_off(each))


async def async_pause(request: VoiceRequest, pad: Pad) -> str:
    """Say that a pad is paused once its plug has confirmed that it is off."""
    return _off_text(request, pad, "paused", proved=await _async_is_off(pad))


async def _async_is_off(pad: Pad) -> bool:
    if not await pad.keeper.async_wait_off(OFF_WAIT_S):
        return False
    return pad.view.relay_on is False


def _off_text(request: VoiceRequest, pad: Pad, key: str, *, proved: bool) -> str:
    return request.words.answer(key if proved else "off_unconfirmed", name=pad.config.name)


def async_warmth(request: VoiceRequest, pad: Pad, *, up: bool) -> str:
    """Set the running session one step warmer or cooler, and say what it is now."""
    words, before, name = request.words, pad.view, pad.config.name
    if before.goal_c is None:
        raise NotDone(Refusal.NOT_SUPPORTED, name=name)
    if before.level is not None:
        # Two levels can lie above the same cap: then one step is none.
        place = _LEVELS.index(before.level)
        for level in _LEVELS[place + 1 :] if up else reversed(_LEVELS[:place]):
            pad.ask(LevelChosen(level=level))
            if pad.view.goal_c != before.goal_c:
                break
    else:
        goal_c = before.goal_c + (STEP_C if up else -STEP_C)
        pad.ask(GoalChosen(goal_c=max(GOAL_MIN_C, min(goal_c, before.goal_max_c))))
    after = pad.view
    temperature = words.temperature(after.goal_c or before.goal_c)
    if after.goal_c == before.goal_c:
        return words.answer("warmest" if up else "coolest", name=name, temperature=temperature)
    if after.level is not None:
        return words.answer("level", name=name, level=words.level(after.level), temperature=temperature)
    return words.answer("goal", name=name, temperature=temperature)
