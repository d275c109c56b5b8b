"""What is known of the countdown inside a plug, and what that is worth (S12).

A test on the plug itself is the only proof, and it holds for this plug, this firmware and
this way of telling it. When one of them changes, somebody has to test again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class AutoOffStatus(StrEnum):
    """What `sensor.auto_off` shows."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"
    FAILED = "failed"
    NONE = "none"


class SelfTestResult(StrEnum):
    """How a test ended; also the translation key of what people read."""

    PASSED = "passed"
    STAYED_ON = "stayed_on"
    """Armed, and not off by itself in time."""
    OFF_TOO_EARLY = "off_too_early"
    """Off long before the armed seconds were over."""
    RENEWAL_IGNORED = "renewal_ignored"
    RENEWAL_SWITCHES_ON = "renewal_switches_on"
    """On while it was told to stay off: a delayed toggle."""
    NOT_ARMED_AGAIN = "not_armed_again"
    NOT_ACKNOWLEDGED = "not_acknowledged"
    """The plug did not take the expiry."""
    STARTS_ON = "starts_on"
    """It switches on when mains comes back."""
    START_UNKNOWN = "start_unknown"
    """Whether it stays off when mains comes back is neither read back nor proved."""
    DISTURBED = "disturbed"
    """Somebody else switched the plug meanwhile: nothing is proved."""
    STOPPED = "stopped"
    PLUG_LOST = "plug_lost"


VOID = frozenset({SelfTestResult.DISTURBED, SelfTestResult.STOPPED, SelfTestResult.PLUG_LOST})
"""Results that say nothing about the plug: what was known before still holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AutoOffRecord:
    """The last test of a plug, and what was written into it."""

    family: str
    firmware: str
    result: SelfTestResult | None = None
    """None: never tested."""
    tested_at: datetime | None = None
    starts_off: bool = False
    """It stays off when mains comes back: read back, or seen by a person."""
    expiry_s: float = 0.0
    """Expiry the test used as sessions do; another one would have to be tested."""
    before: Mapping[str, str] = field(default_factory=dict)
    """What was changed in the plug, as it was found."""


def status(record: AutoOffRecord | None, *, family: str | None, firmware: str, provable: bool) -> AutoOffStatus:
    """Return what the countdown of this plug is worth now."""
    if family is None:
        return AutoOffStatus.NONE
    if record is None or record.result is None or record.family != family or record.firmware != firmware:
        return AutoOffStatus.UNVERIFIED
    if record.result is SelfTestResult.START_UNKNOWN:
        return AutoOffStatus.UNVERIFIED
    if record.result is not SelfTestResult.PASSED:
        return AutoOffStatus.FAILED
    return AutoOffStatus.VERIFIED if provable and record.starts_off else AutoOffStatus.UNVERIFIED
