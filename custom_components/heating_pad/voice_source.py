"""Whether a request was spoken, as far as that can be known before it is carried out.

- Assist carries out everything it was told within its chat session; what follows from that later,
  an automation say, has a parent context and was not spoken.
- Google and HomeKit announce each command on the bus, with the context it will have.
- Alexa announces afterwards: nothing can be known before. Pads that must not be started by
  voice are not shown to it (`plug_exposure.py`).
"""

from collections import deque
from collections.abc import Callable

from homeassistant.core import CALLBACK_TYPE, Context, Event, HomeAssistant, callback
from homeassistant.helpers.chat_session import current_session
from homeassistant.util.hass_dict import HassKey

from .const import DOMAIN

EVENT_GOOGLE = "google_assistant_command"
EVENT_HOMEKIT = "homekit_state_change"
REMEMBERED = 64
"""Own choice: commands are carried out at once; so many at a time are not."""

DATA_VOICE: HassKey[VoiceSources] = HassKey(f"{DOMAIN}_voice_sources")


class VoiceSources:
    """What other assistants have announced."""

    def __init__(self) -> None:
        """Begin with nothing heard."""
        self._ids: deque[str] = deque(maxlen=REMEMBERED)

    @callback
    def heard(self, event: Event) -> None:
        """Keep the context of a command that is about to be carried out."""
        self._ids.append(event.context.id)

    def announced(self, context: Context) -> bool:
        """Whether an assistant has announced this request."""
        return context.id in self._ids


@callback
def async_listen_to_assistants(hass: HomeAssistant) -> CALLBACK_TYPE:
    """Hear what Google and HomeKit are about to do."""
    sources = hass.data.setdefault(DATA_VOICE, VoiceSources())
    undo: list[Callable[[], None]] = [
        hass.bus.async_listen(kind, sources.heard) for kind in (EVENT_GOOGLE, EVENT_HOMEKIT)
    ]

    @callback
    def stop() -> None:
        for each in undo:
            each()

    return stop


def by_other_assistant(hass: HomeAssistant, context: Context | None) -> bool:
    """Whether Google or HomeKit has sent this request; nobody says who spoke."""
    sources = hass.data.get(DATA_VOICE)
    return context is not None and sources is not None and sources.announced(context)


def by_assist(context: Context | None) -> bool:
    """Whether this request was spoken, or typed, to Assist.

    An automation that follows from it has a parent and no user; a command said for later has both.
    """
    if current_session.get() is None:
        return False
    return context is None or context.parent_id is None or context.user_id is not None


def spoken(hass: HomeAssistant, context: Context | None) -> bool:
    """Whether this request comes from a voice, as far as that can be known."""
    return by_other_assistant(hass, context) or by_assist(context)
