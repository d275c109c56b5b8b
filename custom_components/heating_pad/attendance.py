"""Whether a person stands behind a request, and may make it."""

from homeassistant.core import Context, HomeAssistant

from .engine.events import Refused
from .engine.models import Refusal, Source
from .pad import Pad, refusal_error
from .plug.readings import PRESENT
from .plug.source import EntityReference, entity_id_of
from .voice_source import by_assist, by_other_assistant, spoken


async def async_is_person(hass: HomeAssistant, context: Context | None) -> bool:
    """Whether the request comes from an active user who is no program of the system."""
    if context is None or context.user_id is None or by_other_assistant(hass, context):
        return False
    user = await hass.auth.async_get_user(context.user_id)
    return user is not None and user.is_active and not user.system_generated


def source_of(hass: HomeAssistant, context: Context | None, otherwise: Source) -> Source:
    """Say where a request comes from: a voice, or what carries it out."""
    return Source.VOICE if spoken(hass, context) else otherwise


def check_voice(pad: Pad, context: Context | None) -> None:
    """Raise when a voice asks for more heat and this pad takes none from voices."""
    if not pad.settings.voice_starts and spoken(pad.hass, context):
        raise refusal_error(pad.hass, pad.config.name, Refused(refusal=Refusal.VOICE_NOT_ALLOWED))


def check_warmer(pad: Pad, context: Context | None, goal_c: float) -> None:
    """Raise when a voice asks for a warmer goal, now or for the next start, and this pad takes none from voices."""
    now_c = pad.view.goal_c
    if now_c is None or goal_c > now_c:
        check_voice(pad, context)


def occupied(hass: HomeAssistant, sensor: EntityReference | None) -> bool:
    """Whether the occupancy sensor says that somebody is there; lost counts as absent."""
    entity_id = None if sensor is None else entity_id_of(hass, sensor)
    state = None if entity_id is None else hass.states.get(entity_id)
    return state is not None and state.state in PRESENT


async def async_attended(
    pad: Pad, context: Context | None, *, occupancy_counts: bool, understood: bool = False
) -> bool:
    """Whether the request counts as a person's; raises when that person may not make it.

    What Assist does by its own sentences it may have misheard: "do not turn on the pad" switches it
    on. Only what our own intents have `understood` is a person's wish there.
    """
    if await async_is_person(pad.hass, context):
        allowed = pad.config.allowed_users
        if allowed and context is not None and context.user_id not in allowed:
            raise refusal_error(pad.hass, pad.config.name, Refused(refusal=Refusal.NOT_ALLOWED))
        if understood or not by_assist(context):
            return True
    if by_assist(context) and not understood:
        return False
    return occupancy_counts and occupied(pad.hass, pad.config.occupancy_sensor)
