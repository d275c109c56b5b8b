"""The diary by voice: a score written down, taken back, read out. Notes are never read out."""

from homeassistant.util import dt as dt_util

from .engine.book import Outcome
from .engine.diary import PainEntry
from .voice_diary import async_person, several_persons
from .voice_request import VoiceRequest

SCORES_MOST = 5
"""Own choice: nobody listens to more numbers."""


async def async_log_pain(request: VoiceRequest) -> str:
    """Write a score down and read it back."""
    person = await async_person(request)
    words, site = request.words, request.slot("site")
    raw = {"score": request.slot("score")} | ({} if site is None else {"sites": [site]})
    written = await person.async_log_pain(raw)
    score = str(request.slot("score"))
    if written.outcome is Outcome.SAME:
        return words.answer("same", score=score)
    values = {"score": score, "person": person.name} | ({} if site is None else {"places": words.site(site)})
    key = "logged" + ("" if site is None else "_at") + ("_for" if several_persons(request.hass) else "")
    return words.answer(key, **values)


async def async_undo(request: VoiceRequest) -> str:
    """Take the last entry back."""
    person = await async_person(request)
    entry = await person.async_undo()
    if isinstance(entry, PainEntry) and entry.score is not None:
        return request.words.answer("undone", score=str(entry.score))
    return request.words.answer("undone_other")


async def async_pain_today(request: VoiceRequest) -> str:
    """Read out the scores of today."""
    person = await async_person(request)
    words, now = request.words, person.now()
    scores = [
        entry.score
        for entry in person.book.between(PainEntry, dt_util.start_of_local_day(dt_util.as_local(now)))
        if entry.score is not None
    ]
    if not scores:
        return words.answer("pain_none")
    if len(scores) == 1:
        return words.answer("pain_one", score=str(scores[0]))
    average = words.number(sum(scores) / len(scores))
    return words.answer("pain_more", scores=words.listed(str(each) for each in scores[-SCORES_MOST:]), average=average)
