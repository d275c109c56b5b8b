"""Ways out of the problems we can name.

What can be done on the spot is done when somebody confirms: a fault is acknowledged, OFF is sent
again, the disk is tried again. What needs an answer leads on to the form that asks for it, and the
problem stays open until it is gone. Nothing here can begin heat, or take a notice back whose cause
is still there.
"""

from collections.abc import Callable, Coroutine

from homeassistant.components.repairs import RepairsFlow
from homeassistant.components.repairs.const import FlowType
from homeassistant.components.repairs.models import RepairsFlowResult
from homeassistant.config_entries import SOURCE_RECONFIGURE
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import issue_registry as ir
from probatio import Schema

from .const import DOMAIN
from .diary_removal import NAME, TABLE
from .engine.events import AcknowledgeAsked
from .engine.models import Refusal
from .house import DATA_HOUSE
from .last_table_flow import LastTableFlow
from .pad import DATA_PADS, Pad
from .person import DATA_PERSONS

OFF_WAIT_S = 25.0
"""Own choice: how long somebody looks at a form that waits for a plug; meters report every 10 s."""

type Repair = Callable[[FixFlow], Coroutine[None, None, RepairsFlowResult]]


class FixFlow(RepairsFlow):
    """Say what is wrong, and try to put it right when somebody says so."""

    def __init__(self, key: str, about: str) -> None:
        """Begin; `about` is the entry's id, or the plug's identity."""
        self._key = key
        self.about = about

    async def async_step_init(self, _user_input: dict[str, str] | None = None) -> RepairsFlowResult:
        """Begin with the only page."""
        return await self.async_step_confirm()

    async def async_step_confirm(self, user_input: dict[str, str] | None = None) -> RepairsFlowResult:
        """Say what is wrong and what to do."""
        if user_input is not None:
            return await _repair_of(self._key)(self)
        return self.async_show_form(
            step_id="confirm", data_schema=Schema({}), description_placeholders=self.placeholders
        )

    @property
    def placeholders(self) -> dict[str, str]:
        """What fills the texts."""
        issue = ir.async_get(self.hass).async_get_issue(DOMAIN, f"{self._key}_{self.about}")
        return dict((issue and issue.translation_placeholders) or {})

    @property
    def pad(self) -> Pad | None:
        """The pad it is about, None while it is not set up."""
        return self.hass.data.get(DATA_PADS, {}).get(self.about)

    def done(self) -> RepairsFlowResult:
        """Close the issue."""
        return self.async_create_entry(data={})

    def not_yet(self, reason: str) -> RepairsFlowResult:
        """Leave the issue open, and say why."""
        return self.async_abort(reason=reason, description_placeholders=self.placeholders)


async def async_create_fix_flow(
    _hass: HomeAssistant, issue_id: str, data: dict[str, str | int | float | None] | None
) -> RepairsFlow:
    """Begin to repair an issue."""
    told = data or {}
    if TABLE in told:
        return LastTableFlow(issue_id, str(told[TABLE]), str(told.get(NAME)))
    return FixFlow(str(told.get("key", issue_id)), str(told.get("about", "")))


async def _acknowledge(flow: FixFlow) -> RepairsFlowResult:
    """Release a fault, if its cause is gone (S7)."""
    if flow.pad is None:
        return flow.not_yet("pad_not_loaded")
    try:
        flow.pad.ask(AcknowledgeAsked())
    except ServiceValidationError:
        return flow.not_yet(Refusal.CAUSE_PRESENT)
    return flow.done()


async def _send_off_again(flow: FixFlow) -> RepairsFlowResult:
    """Send OFF once more, and see whether the plug proves it now (S3)."""
    house = flow.hass.data.get(DATA_HOUSE)
    keeper = None if house is None else house.keepers.get(flow.about)
    if keeper is None:
        return flow.not_yet("pad_not_loaded")
    if keeper.pending:
        keeper.turn_off()
        if not await keeper.async_wait_off(OFF_WAIT_S):
            return flow.not_yet(Refusal.OFF_UNCONFIRMED)
    return flow.done()


async def _write_again(flow: FixFlow) -> RepairsFlowResult:
    """See whether the disk takes the record now (S10)."""
    if flow.pad is None:
        return flow.not_yet("pad_not_loaded")
    return flow.done() if await flow.pad.async_try_to_write() else flow.not_yet(Refusal.STORAGE_FAILED)


async def _forget_damaged_lines(flow: FixFlow) -> RepairsFlowResult:
    """Do without the lines of a diary that nobody can read."""
    person = flow.hass.data.get(DATA_PERSONS, {}).get(flow.about)
    if person is None:
        return flow.not_yet("pad_not_loaded")
    await person.journal.async_forget_damaged()
    return flow.done()


async def _reconfigure(flow: FixFlow) -> RepairsFlowResult:
    """Lead on to the form that asks for plug, sensors and person."""
    if flow.hass.config_entries.async_get_entry(flow.about) is None:
        return flow.not_yet("pad_not_loaded")
    form = await flow.hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_RECONFIGURE, "entry_id": flow.about}
    )
    return flow.async_abort(reason="leads_on", next_flow=(FlowType.CONFIG_FLOW, form["flow_id"]))


def _options(*pages: str, done: bool = False) -> Repair:
    """Lead on to a page of the pad's options; `done` where having looked is all there is to do."""

    async def lead_on(flow: FixFlow) -> RepairsFlowResult:
        if flow.pad is None:
            return flow.not_yet("pad_not_loaded")
        options = flow.hass.config_entries.options
        form = await options.async_init(flow.about)
        for page in pages:
            form = await options.async_configure(form["flow_id"], {"next_step_id": page})
        next_flow = (FlowType.OPTIONS_FLOW, form["flow_id"])
        if done:
            return flow.async_create_entry(data={}, next_flow=next_flow)
        return flow.async_abort(reason="leads_on", next_flow=next_flow)

    return lead_on


_REPAIRS: dict[str, Repair] = {
    "off_unconfirmed": _send_off_again,
    "stuck_on": _send_off_again,
    "storage_failed": _write_again,
    "record_damaged": _acknowledge,
    "plug_missing": _reconfigure,
    "caution_relay_worn": _reconfigure,
    "caution_sensor_slow": _reconfigure,
    "auto_off_none": _reconfigure,
    "auto_off_unverified": _options("auto_off"),
    "auto_off_failed": _options("auto_off"),
    "message_not_delivered": _options("messages", done=True),
    "diary_damaged": _forget_damaged_lines,
    "linked_person_removed": _reconfigure,
}


def _repair_of(key: str) -> Repair:
    return _acknowledge if key.startswith("fault_") else _REPAIRS[key]
