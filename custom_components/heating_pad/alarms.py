"""Who is told what, and where: repair issues, notices, and what they say."""

from homeassistant.components import persistent_notification
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.translation import async_get_translations

from .const import DOMAIN
from .engine.auto_off import AutoOffStatus, SelfTestResult
from .engine.models import STOP_RULES, Caution, StopReason, Told
from .plug.off_keeper import OffAlarm, OffKeeper

_ISSUE_OF_ALARM = {
    OffAlarm.UNCONFIRMED: "off_unconfirmed",
    OffAlarm.STUCK_ON: "stuck_on",
}


class Alarms:
    """Tells people, in the house's language."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Prepare to tell."""
        self._hass = hass

    @callback
    def off_alarm(self, keeper: OffKeeper, alarm: OffAlarm) -> None:
        """Say that a plug does not prove to be off, or that it does again."""
        values = {"name": keeper.name or keeper.key, "plug": keeper.entity_id or keeper.key}
        if alarm is OffAlarm.CONFIRMED:
            for issue in _ISSUE_OF_ALARM.values():
                self.clear(issue, keeper.key)
            return
        self.raise_issue(_ISSUE_OF_ALARM[alarm], keeper.key, values, severity=ir.IssueSeverity.CRITICAL)
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
        if caution is Caution.RELAY_WORN:
            self.raise_issue(f"caution_{caution}", entry_id, {"name": name}, severity=ir.IssueSeverity.WARNING)
        else:
            self.notify(f"caution_{caution}", entry_id, {"name": name})

    @callback
    def forget(self, entry_id: str) -> None:
        """Take along what was said of a pad that is removed."""
        self.fault_cleared(entry_id)
        keys = ("timer_missing", "storage_failed", "plug_missing", f"caution_{Caution.RELAY_WORN}")
        for key in (*keys, *(f"auto_off_{each}" for each in AutoOffStatus)):
            self.clear(key, entry_id)

    @callback
    def raise_issue(
        self,
        key: str,
        about: str,
        values: dict[str, str],
        severity: ir.IssueSeverity = ir.IssueSeverity.ERROR,
    ) -> None:
        """Open a repair issue of kind `key` about one thing."""
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            f"{key}_{about}",
            is_fixable=False,
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
        texts = await async_get_translations(self._hass, self._hass.config.language, "exceptions", {DOMAIN})
        message = texts.get(f"component.{DOMAIN}.exceptions.notice_{key}.message", key)
        persistent_notification.async_create(
            self._hass,
            message.format(**values),
            title=values["name"],
            notification_id=f"{DOMAIN}_{key}_{about}",
        )
