"""One tool for each intent, for language models; what is not exposed is not there for them either."""

from homeassistant.components.llm import LLMTools
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import intent
from homeassistant.helpers.llm import LLM_API_ASSIST, IntentTool, LLMContext, Tool, ToolAnnotations

from .const import DOMAIN
from .intent import INTENTS
from .pack import DATA_PACKS
from .pad import DATA_PADS
from .person import DATA_PERSONS
from .voice_request import exposed_entities, names_of

_READS = ToolAnnotations(read_only=True, destructive=False, idempotent=True, open_world=False)
_LESS_HEAT = ToolAnnotations(destructive=False, idempotent=True, open_world=False)
_HEATS = ToolAnnotations(destructive=True, idempotent=True, open_world=False)
_HEATS_MORE = ToolAnnotations(destructive=True, idempotent=False, open_world=False)
_ADDS = ToolAnnotations(destructive=False, idempotent=False, open_world=False)
_TAKES_BACK = ToolAnnotations(destructive=True, idempotent=False, open_world=False)

TOOLS: dict[str, tuple[str, ToolAnnotations]] = {
    "HeatingPadStart": ("Start heat", _HEATS),
    "HeatingPadStop": ("Stop heat", _LESS_HEAT),
    "HeatingPadExtend": ("Extend heat", _HEATS_MORE),
    "HeatingPadPause": ("Pause heat", _LESS_HEAT),
    "HeatingPadResume": ("Resume heat", _HEATS),
    "HeatingPadWarmer": ("Warmer", _HEATS_MORE),
    "HeatingPadCooler": ("Cooler", ToolAnnotations(destructive=False, idempotent=False, open_world=False)),
    "HeatingPadConfirm": ("Answer the heating pad", _HEATS),
    "HeatingPadStatus": ("Heating pad status", _READS),
    "HeatingPadLogPain": ("Log pain", _ADDS),
    "HeatingPadUndoEntry": ("Undo diary entry", _TAKES_BACK),
    "HeatingPadPainToday": ("Pain today", _READS),
}
"""By intent: what people read, and what it does. A start is one of those that may do harm."""

DIARY = frozenset({"HeatingPadLogPain", "HeatingPadUndoEntry", "HeatingPadPainToday"})

PROMPT = (
    "Heating pads and heat packs here: {names}. Use only the heating_pad__ tools for them, never intent__HassTurnOn or"
    " climate tools. Heat is limited in time and temperature and may be refused: say the reason as it is given, and do"
    " not try again with other values. A question, a wish for a timer or a mere mention is no request to start. When"
    " somebody says that it is too hot or hurts, call heating_pad__HeatingPadStop at once. Never answer the heating"
    " pad's questions yourself. Give no medical advice."
)


@callback
def async_get_tools(hass: HomeAssistant, llm_context: LLMContext, api_id: str) -> LLMTools | None:
    """Return the tools for what this assistant may use."""
    if api_id != LLM_API_ASSIST or not llm_context.assistant:
        return None
    ids = (*hass.data.get(DATA_PADS, {}), *hass.data.get(DATA_PACKS, {}))
    exposed = [entry for each in ids for entry in exposed_entities(hass, each, llm_context.assistant)]
    diary = any(person.config.language_models for person in hass.data.get(DATA_PERSONS, {}).values())
    registered = {handler.intent_type for handler in intent.async_get(hass)}
    tools: list[Tool] = [
        IntentTool(
            f"{DOMAIN}__{handler.intent_type}",
            handler,
            title=TOOLS[handler.intent_type][0],
            integration=DOMAIN,
            annotations=TOOLS[handler.intent_type][1],
        )
        for handler in INTENTS
        if handler.intent_type in registered and (diary if handler.intent_type in DIARY else exposed)
    ]
    if not tools:
        return None
    names = sorted({name for entry in exposed for name in names_of(hass, entry)})
    return LLMTools(tools=tools, prompt=PROMPT.format(names=", ".join(names)) if exposed else None)
