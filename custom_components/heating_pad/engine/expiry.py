"""How long an ON may last inside the plug, by itself (plugs' auto-off)."""

from math import ceil

from .limits import (
    EXPIRY_MARGIN_ELECTRONIC_S,
    EXPIRY_MARGIN_S,
    EXPIRY_MAX_S,
    RENEWED_EXPIRY_S,
)
from .models import AutoOffUse, PadSettings


def expiry_s(settings: PadSettings, planned_s: float) -> float | None:
    """Return the seconds after which the plug switches off an ON planned to last `planned_s`.

    None where nothing can be armed. Renewed countdowns start at 105 s whatever is planned;
    others end 20 s after the plan, those of electronic pads 30 s after it. Never longer than
    300 s, but for an electronic pad that cannot be renewed: it must not be interrupted.
    """
    use = settings.auto_off
    if use is None:
        return None
    if use.fixed_s is not None:
        return use.fixed_s
    if settings.electronic:
        if use.renews:
            return _rounded(use, RENEWED_EXPIRY_S)
        return _rounded(use, planned_s + EXPIRY_MARGIN_ELECTRONIC_S)
    return min(_rounded(use, min(planned_s + EXPIRY_MARGIN_S, RENEWED_EXPIRY_S)), EXPIRY_MAX_S)


def _rounded(use: AutoOffUse, seconds: float) -> float:
    """Round up to the plug's unit, within its range."""
    return min(ceil(seconds / use.unit_s - 1e-9) * use.unit_s, use.max_s)
