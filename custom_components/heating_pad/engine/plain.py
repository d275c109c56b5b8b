"""Values of the engine as plain ones and back, without days and names: a session that can be sent to strangers.

Moments become seconds since an origin, keys of people, sessions, plugs and sensors become numbered
words. Nothing else is lost: what is read back leads the engine to the same decisions.
"""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from math import isfinite
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, TypeAliasType, Union, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

type Plain = bool | int | float | str | list[Plain] | dict[str, Plain] | None

KIND = "kind"
"""Key under which a value of several possible classes names its own."""
ORIGIN = datetime(2040, 1, 1, tzinfo=UTC)
"""When all that is read back took place: no day anybody has had, and late enough for a clock that is set."""
_NAMED = {
    "boot_id": "boot",
    "id": "session",
    "person": "person",
    "plug": "plug",
    "sensor": "sensor",
    "session": "session",
    "session_id": "session",
}
"""Fields whose words name something, and what."""
_NOBODY = ("", "guest")


class NotPlainError(ValueError):
    """What was read is nothing of ours."""


class Disguise:
    """Takes days and names out of values, the same way for all of one recording."""

    def __init__(self, origin: datetime) -> None:
        self._origin = origin
        self._words: dict[tuple[str, str], str] = {}

    def plain(self, value: object) -> Plain:
        """Return a value of the engine in plain ones."""
        return self._plain(value, None)

    def whole(self, value: DataclassInstance) -> dict[str, Plain]:
        """Return one value of several parts in plain ones."""
        told = {each.name: self._plain(getattr(value, each.name), each.name) for each in fields(value)}
        return {KIND: type(value).__name__, **told}

    def _plain(self, value: object, name: str | None) -> Plain:
        match value:
            case None | bool() | int():
                return value
            case float():
                return value if isfinite(value) else str(value)
            case StrEnum():
                return value.value
            case str():
                return self._word(name, value)
            case datetime():
                return (value - self._origin).total_seconds()
            case Mapping():
                return {str(key): self._plain(each, str(key)) for key, each in value.items()}
            case tuple():
                return [self._plain(each, None) for each in value]
        if not is_dataclass(value) or isinstance(value, type):
            raise TypeError(type(value).__name__)
        return self.whole(value)

    def _word(self, name: str | None, word: str) -> str:
        if name not in _NAMED or word in _NOBODY:
            return word
        kind = _NAMED[name]
        known = sum(1 for each, _ in self._words if each == kind)
        return self._words.setdefault((kind, word), f"{kind}-{known + 1}")


def read(kind: Any, plain: object) -> Any:
    """Return the value of type `kind` that was made plain; raises `NotPlainError`."""
    try:
        return _read(kind, plain)
    except (KeyError, OverflowError, TypeError, ValueError) as err:
        raise NotPlainError(f"not a {getattr(kind, '__name__', kind)}: {err}") from err


def _read(kind: Any, plain: Any) -> Any:
    if isinstance(kind, TypeAliasType):
        return _read(kind.__value__, plain)
    origin = get_origin(kind)
    if origin in (UnionType, Union):
        return _one_of(get_args(kind), plain)
    if origin is tuple:
        return _several(get_args(kind), plain)
    if origin is Mapping:
        return {str(key): _read(get_args(kind)[1], each) for key, each in plain.items()}
    if kind is datetime:
        return ORIGIN + timedelta(seconds=_read(float, plain))
    if kind is float:
        if isinstance(plain, bool) or not isinstance(plain, int | float | str):
            raise TypeError("not a number")
        return float(plain)
    if is_dataclass(kind):
        return _whole(kind, plain)
    if issubclass(kind, StrEnum):
        return kind(plain)
    if type(plain) is not kind:
        raise TypeError(f"{plain!r} is no {kind.__name__}")
    return plain


def _one_of(kinds: tuple[Any, ...], plain: Any) -> Any:
    """Read one of several: classes by their names, everything else by what fits."""
    if isinstance(plain, dict):
        return _whole({each.__name__: each for each in kinds}[plain[KIND]], plain)
    for kind in kinds:
        # A number of a mapping stays what it was: whole ones are not made into others.
        if type(plain) is kind or (kind is float and plain in ("inf", "-inf", "nan")):
            return _read(kind, plain)
    for kind in kinds:
        if kind is not NoneType and plain is not None:
            try:
                return _read(kind, plain)
            except TypeError, ValueError:
                continue
    raise ValueError(f"{plain!r} is none of them")


def _several(kinds: tuple[Any, ...], plain: Any) -> tuple[Any, ...]:
    if not isinstance(plain, list):
        raise TypeError("not a list")
    if kinds[-1] is Ellipsis:
        return tuple(_read(kinds[0], each) for each in plain)
    return tuple(_read(kind, each) for kind, each in zip(kinds, plain, strict=True))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _whole(kind: Any, plain: Any) -> Any:
    if not isinstance(plain, dict) or plain.get(KIND) != kind.__name__:
        raise TypeError(f"not a {kind.__name__}")
    unknown = set(plain) - {KIND} - {each.name for each in fields(kind)}
    if unknown:
        raise ValueError(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
    values = {}
    for each in fields(kind):
        if each.name in plain:
            values[each.name] = _read(_hints(kind)[each.name], plain[each.name])
        elif each.default is MISSING and each.default_factory is MISSING:
            raise KeyError(f"{kind.__name__} without {each.name}")
    return kind(**values)
