"""Changed copies of frozen dataclasses, cheap enough for several in every step.

`dataclasses.replace` reads and sets each field by itself: with the thirty fields of a pad's
state that is most of what a step costs. Here all of them are copied at once. For that a
class must keep its values in a dictionary, that is, be declared without `slots`, and have no
`__post_init__`; others take the usual way.
"""

import dataclasses
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # Checks the types of what is changed.
    from dataclasses import replace
else:

    def replace(instance: Any, /, **changes: Any) -> Any:
        """Return a copy with some values changed; raises `TypeError` for a field that does not exist."""
        values = getattr(instance, "__dict__", None)
        if values is None:
            return dataclasses.replace(instance, **changes)
        if not changes.keys() <= instance.__dataclass_fields__.keys():
            msg = f"{type(instance).__name__} has no {', '.join(sorted(changes.keys() - values.keys()))}"
            raise TypeError(msg)
        copy = object.__new__(type(instance))
        copy.__dict__.update(values, **changes)
        return copy


__all__ = ["replace"]
