"""Who is told what, and where: repair issues and notices for everybody, messages for who asked for them.

Issues stand beside messages, never in their place. An alarm is repeated until somebody has seen
it or its cause is gone; when no way reaches anybody, an issue says that too.
"""

from collections.abc import Coroutine
from dataclasses import dataclass, field

from homeassistant.components import persistent_notification
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util

from .channels import async_deliver, async_take_back, async_texts
from .clock import Clock
from .const import DOMAIN
from .engine.auto_off import AutoOffStatus, SelfTestResult
from .engine.events import Announce
from .engine.models import STOP_RULES, Caution, StopReason, Told
from .messages import (
    Kind,
    Message,
    MessageOptions,
    message_of,
    off_message,
    quiet,
    waits_for_morning,
    wanted,
)
from .plug.off_keeper import OffAlarm, OffKeeper
from .wakeup import Wakeup

_ISSUE_OF_ALARM = {
    OffAlarm.UNCONFIRMED: "off_unconfirmed",
    OffAlarm.STUCK_ON: "stuck_on",
}


_CAUTIONS_KEPT = (Caution.RELAY_WORN, Caution.SENSOR_SLOW)
"""These stay as repair issues: there is something to buy or to move."""


_BEYOND_REPAIR = frozenset({"timer_missing"})
"""What only another version can put right; repairs.py has a way out of everything else."""


@dataclass(slots=True, kw_only=True)
class _People:
    """Who hears of one pad, and what is being repeated to them."""

    entry_id: str
    plug: str
    name: str
    options: MessageOptions
    asked: bool = False
    """A question stands on somebody's phone."""
    repeating: dict[str, Message] = field(default_factory=dict)
    timer: Wakeup | None = None

    def end_repeating(self) -> None:
        """Repeat nothing any more."""
        self.repeating.clear()
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None


class Alarms:
    """Tells people, in the house's language."""

    def __init__(self, hass: HomeAssistant, clock: Clock) -> None:
        """Prepare to tell."""
        self._hass = hass
        self._clock = clock
        self._people: dict[str, _People] = {}
        """By entry id."""
        self._left: dict[str, _People] = {}
        """By plug: those of pads that are gone, as long as something is still to be said to them."""

    # -- messages ----------------------------------------------------------------

    @callback
    def attach(self, entry_id: str, plug: str, name: str, options: MessageOptions) -> None:
        """Tell the people of a pad from now on; `plug` is the identity its keeper goes by.

        An alarm of the plug that was being repeated is theirs: they hear it, and can end it.
        """
        self._people[entry_id] = people = _People(entry_id=entry_id, plug=plug, name=name, options=options)
        left = self._left.pop(plug, None)
        self._forget_fault(entry_id)
        if left is not None and left.repeating:
            people.repeating.update(left.repeating)
            self._repeat_later(people)
            left.end_repeating()

    @callback
    def detach(self, entry_id: str, *, off_owed: bool = False) -> None:
        """Tell the people of a pad no more, but for alarms of its plug: that it is not off, which may still come."""
        people = self._people.pop(entry_id, None)
        if people is not None and (off_owed or people.repeating):
            self._left[people.plug] = people

    @callback
    def announced(self, entry_id: str, name: str, effect: Announce) -> None:
        """Pass on what a pad announces, to those who want to hear it."""
        message = message_of(name, effect.notice, effect.reason, effect.session_id, effect.data)
        if message is not None:
            self._say(entry_id, message)

    @callback
    def answered(self, entry_id: str) -> None:
        """Take a question back: it is answered, or nobody waits for it any more."""
        people = self._people.get(entry_id)
        if people is not None and people.asked:
            people.asked = False
            self._later(async_take_back(self._hass, entry_id, people.options, "question"), "take a question back")

    @callback
    def seen(self, entry_id: str) -> None:
        """Stop repeating: somebody has seen it."""
        for people in (*self._people.values(), *self._left.values()):
            if people.entry_id == entry_id:
                people.end_repeating()

    @callback
    def say(self, entry_id: str, message: Message) -> None:
        """Tell the people of one entry something, if they want to hear it."""
        self._say(entry_id, message)

    @callback
    def take_back(self, entry_id: str, about: str) -> None:
        """Remove what was said about something from the phones."""
        people = self._people.get(entry_id)
        if people is not None:
            self._later(async_take_back(self._hass, entry_id, people.options, about), "take a message back")

    @callback
    def _say(self, entry_id: str, message: Message) -> None:
        people = self._people.get(entry_id)
        if people is not None:
            self._say_to(people, message)

    @callback
    def _say_to(self, people: _People, message: Message) -> None:
        if not wanted(people.options, message.kind):
            return
        resting = quiet(people.options, dt_util.as_local(self._clock.now().wall).time())
        if resting and waits_for_morning(message.kind):
            return
        if message.kind in (Kind.QUESTIONS, Kind.CHECK_INS):
            people.asked = True
        self._later(self._async_say(people, message, resting=resting), "tell people")
        if message.kind is Kind.ALARMS:
            people.repeating[message.about] = message
            self._repeat_later(people)

    async def _async_say(self, people: _People, message: Message, *, resting: bool) -> None:
        entry_id, options = people.entry_id, people.options
        alarm = message.kind is Kind.ALARMS
        heard = await async_deliver(self._hass, entry_id, people.name, options, message, speak=alarm or not resting)
        if not alarm or not (options.targets or options.speakers or options.satellites):
            return
        if heard:
            self.clear("message_not_delivered", entry_id)
        else:
            self.raise_issue("message_not_delivered", entry_id, {"name": people.name})

    @callback
    def _repeat_later(self, people: _People) -> None:
        def repeat() -> None:
            for message in list(people.repeating.values()):
                self._later(self._async_say(people, message, resting=False), "tell people again")
            if people.repeating:
                self._repeat_later(people)

        if people.timer is None:
            people.timer = Wakeup(self._hass, self._clock, "heating pad: alarm again", repeat)
        if not people.timer.running:
            people.timer.at(self._clock.now().boot_s + people.options.repeat_s)

    @callback
    def _resolved(self, people: _People | None, about: str) -> None:
        if people is not None:
            people.repeating.pop(about, None)
            if not people.repeating:
                people.end_repeating()

    @callback
    def _forget_fault(self, entry_id: str) -> None:
        """End what nobody can acknowledge any more; that a plug is not off is said as before."""
        for left in self._left.values():
            if left.entry_id == entry_id:
                self._resolved(left, "fault")

    @callback
    def _later(self, work: Coroutine[None, None, None], what: str) -> None:
        # In the background: nobody and nothing waits for a phone (S8).
        self._hass.async_create_background_task(work, f"{DOMAIN}: {what}")

    # -- issues and notices --------------------------------------------------------

    @callback
    def off_alarm(self, keeper: OffKeeper, alarm: OffAlarm) -> None:
        """Say that a plug does not prove to be off, or that it does again."""
        values = {"name": keeper.name or keeper.key, "plug": keeper.entity_id or keeper.key}
        people = next((each for each in self._people.values() if each.plug == keeper.key), None)
        left = self._left.get(keeper.key)
        if alarm is OffAlarm.CONFIRMED:
            for issue in _ISSUE_OF_ALARM.values():
                self.clear(issue, keeper.key)
            self._resolved(people or left, "off")
            if left is not None and not left.repeating:
                del self._left[keeper.key]
                self.clear("message_not_delivered", left.entry_id)
            return
        told = people or left
        if told is not None:
            self._say_to(told, off_message(values["name"], values["plug"], _ISSUE_OF_ALARM[alarm]))
        self.raise_issue(
            _ISSUE_OF_ALARM[alarm],
            keeper.key,
            values,
            severity=ir.IssueSeverity.CRITICAL,
            # Of a pad that is gone nobody may be left to say it again after a restart.
            persistent=people is None,
        )
        self.notify(_ISSUE_OF_ALARM[alarm], keeper.key, values)

    @callback
    def session_ended(self, entry_id: str, name: str, reason: StopReason) -> None:
        """Say why a session ended, as loudly as its reason asks for."""
        told = STOP_RULES[reason].told
        if told is Told.EVENT:
            return
        self.notify(f"ended_{reason}", entry_id, {"name": name})
        if told is Told.ALARM:
            self.fault(entry_id, name, reason)

    @callback
    def fault(self, entry_id: str, name: str, reason: StopReason) -> None:
        """Say that a fault is latched."""
        self.raise_issue(f"fault_{reason}", entry_id, {"name": name})

    @callback
    def fault_cleared(self, entry_id: str) -> None:
        """Take back what was said of a fault."""
        self.clear("record_damaged", entry_id)
        self._resolved(self._people.get(entry_id), "fault")
        for reason, rule in STOP_RULES.items():
            if rule.latched:
                self.clear(f"ended_{reason}", entry_id)
                self.clear(f"fault_{reason}", entry_id)

    @callback
    def auto_off(self, entry_id: str, name: str, status: AutoOffStatus, *, searched: bool) -> None:
        """Say once what the plug's countdown is worth, and what to do; people may ignore it for good."""
        for each in AutoOffStatus:
            key = f"auto_off_{each}"
            if each is status and searched and each is not AutoOffStatus.VERIFIED:
                self.raise_issue(key, entry_id, {"name": name}, severity=ir.IssueSeverity.WARNING)
            else:
                self.clear(key, entry_id)

    @callback
    def tested(self, entry_id: str, name: str, result: SelfTestResult) -> None:
        """Say how the test of a plug ended."""
        self.notify(f"test_{result}", entry_id, {"name": name})

    @callback
    def caution(self, entry_id: str, name: str, caution: Caution) -> None:
        """Say what ends nothing yet, but people should know."""
        if caution in _CAUTIONS_KEPT:
            self.raise_issue(f"caution_{caution}", entry_id, {"name": name}, severity=ir.IssueSeverity.WARNING)
        else:
            self.notify(f"caution_{caution}", entry_id, {"name": name})

    @callback
    def forget(self, entry_id: str) -> None:
        """Take along what was said of a pad that is removed."""
        self.fault_cleared(entry_id)
        self._forget_fault(entry_id)
        keys = (
            "message_not_delivered",
            "timer_missing",
            "storage_failed",
            "plug_missing",
            "diary_damaged",
            "linked_person_removed",
        )
        cautions = (f"caution_{each}" for each in _CAUTIONS_KEPT)
        for key in (*keys, *cautions, *(f"auto_off_{each}" for each in AutoOffStatus)):
            self.clear(key, entry_id)

    @callback
    def raise_issue(
        self,
        key: str,
        about: str,
        values: dict[str, str],
        severity: ir.IssueSeverity = ir.IssueSeverity.ERROR,
        *,
        persistent: bool = False,
    ) -> None:
        """Open a repair issue of kind `key` about one thing; a `persistent` one outlives restarts."""
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            f"{key}_{about}",
            data={"key": key, "about": about},
            is_fixable=key not in _BEYOND_REPAIR,
            is_persistent=persistent,
            severity=severity,
            translation_key=key,
            translation_placeholders=values,
        )

    @callback
    def clear(self, key: str, about: str) -> None:
        """Close an issue and its notice."""
        ir.async_delete_issue(self._hass, DOMAIN, f"{key}_{about}")
        persistent_notification.async_dismiss(self._hass, f"{DOMAIN}_{key}_{about}")

    @callback
    def notify(self, key: str, about: str, values: dict[str, str]) -> None:
        """Show a notice to everybody who uses Home Assistant."""
        self._hass.async_create_task(self._async_notify(key, about, values), f"{DOMAIN} notice {key}")

    async def _async_notify(self, key: str, about: str, values: dict[str, str]) -> None:
        texts = await async_texts(self._hass, None)
        message = texts.get(f"notice_{key}", key)
        persistent_notification.async_create(
            self._hass,
            message.format(**values),
            title=values["name"],
            notification_id=f"{DOMAIN}_{key}_{about}",
        )
