"""Answers of people to what a pad asks, by voice."""

from .attendance import async_is_person
from .engine.diary import Skin
from .engine.events import ConfirmAsked
from .engine.models import Phase, Refusal, WaitingFor
from .pack import Pack
from .pad import Pad
from .voice_diary import async_person
from .voice_heat import start_text
from .voice_request import NotDone, VoiceRequest
from .voice_status import waiting

SKIN = "skin"


async def async_confirm(request: VoiceRequest) -> str:
    """Take an answer, and say what follows from it."""
    what = request.slot("what")
    if what == SKIN:
        return await _async_skin(request)
    asking: list[Pad | Pack] = [
        each for each in request.meant() if isinstance(each, Pad) and each.view.waiting_for is not WaitingFor.NOTHING
    ]
    if not asking:
        return request.words.answer("nothing_asked")
    pad = request.one_pad(asking)
    request.check_voice(pad)
    attended = await request.async_attended(pad, occupancy_counts=False)
    waited = pad.view.phase is Phase.WAITING
    pad.ask(ConfirmAsked(attended=attended, what=None if what is None else WaitingFor(what)))
    if pad.view.waiting_for is not WaitingFor.NOTHING:
        return waiting(request, pad)
    thanks = request.words.answer("confirmed")
    return f"{thanks} {start_text(request, pad)}" if waited else thanks


async def _async_skin(request: VoiceRequest) -> str:
    """Write down that the skin looks normal: that is for the person or whoever looks after the house to say."""
    person = await async_person(request)
    if not request.at_satellite and not await async_is_person(request.hass, request.intent.context):
        raise NotDone(Refusal.NOBODY_THERE, name=person.name)
    await person.async_log_pain({"skin": Skin.NORMAL})
    return request.words.answer("skin_noted")
