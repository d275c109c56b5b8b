"""What a pad or pack is doing, in a sentence."""

from .engine.models import Phase, WaitingFor
from .pack import Pack
from .pad import Pad
from .voice_request import VoiceRequest


def status(request: VoiceRequest, each: Pad | Pack) -> str:
    """Say how it stands with one pad or pack."""
    return _pack(request, each) if isinstance(each, Pack) else _pad(request, each)


def left_text(request: VoiceRequest, pad: Pad) -> str:
    """Say how much time a session has left now; while it is paused that stands still."""
    view = pad.view
    left_s = view.left_s if view.ends_at is None else (view.ends_at - pad.now()).total_seconds()
    return request.words.time(left_s or 0)


def _pack(request: VoiceRequest, pack: Pack) -> str:
    words, name = request.words, pack.config.name
    if pack.session is None:
        return words.answer("off", name=name)
    left_s = (pack.session.ends - pack.now()).total_seconds()
    return words.answer("status_on", name=name, time=words.time(left_s))


def _pad(request: VoiceRequest, pad: Pad) -> str:
    words, view, name = request.words, pad.view, pad.config.name
    left = left_text(request, pad)
    # Whatever else there is to say, a plug that has not confirmed its off comes first.
    if view.phase in (Phase.OFF, Phase.REST, Phase.FAULT, Phase.STOPPING) and pad.keeper.pending:
        return words.answer("off_unconfirmed" if view.relay_on is not None else "status_unknown", name=name)
    match view.phase:
        case Phase.WAITING:
            return waiting(request, pad)
        case Phase.RAMP | Phase.HOLD if view.waiting_for is WaitingFor.AWAKE:
            return waiting(request, pad)
        case Phase.RAMP | Phase.HOLD:
            return _heating(request, pad, left)
        case Phase.PAUSED:
            return words.answer("status_paused", name=name, time=left)
        case Phase.TESTING:
            return words.answer("status_testing", name=name)
        case Phase.FAULT:
            return words.answer("status_fault", name=name, fault=words.fault(view.fault or ""))
        case _ if view.relay_on is None:
            return words.answer("status_unknown", name=name)
        case Phase.REST if view.ready_at is not None:
            rest_s = (view.ready_at - pad.now()).total_seconds()
            return words.answer("status_rest", name=name, time=words.time(rest_s))
        case _:
            return words.answer("off", name=name)


def waiting(request: VoiceRequest, pad: Pad) -> str:
    """Say what a pad waits for."""
    return request.words.answer(f"waiting_{pad.view.waiting_for}", name=pad.config.name)


def _heating(request: VoiceRequest, pad: Pad, left: str) -> str:
    words, view, name = request.words, pad.view, pad.config.name
    if view.goal_c is None:
        return words.answer("status_on", name=name, time=left)
    key = "status_ramp" if view.phase is Phase.RAMP else "status_hold"
    said = words.answer(key, name=name, temperature=words.temperature(view.goal_c), time=left)
    if view.temperature_c is None or view.temperature_estimated:
        return said
    return f"{said} {words.answer('status_measured', temperature=words.temperature(round(view.temperature_c)))}"
