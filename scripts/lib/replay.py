"""Feed a diagnostics download through the engine and tell what it decided and why. Run by scripts/replay."""

import argparse
import json
import sys
from collections.abc import Iterable
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ENGINE = ROOT / "custom_components/heating_pad/engine"


def load_engine() -> None:
    """Load the engine alone, as `engine`: its full name would bring Home Assistant along."""
    spec = spec_from_file_location("engine", ENGINE / "__init__.py", submodule_search_locations=[str(ENGINE)])
    if spec is None or spec.loader is None:
        raise ImportError(ENGINE)
    module = module_from_spec(spec)
    sys.modules["engine"] = module
    spec.loader.exec_module(module)


def recordings_of(text: str) -> list[list[Any]]:
    """Return the recordings of a download; raises `ValueError` when there are none."""
    found = json.loads(text)
    found = found.get("data", found) if isinstance(found, dict) else {}
    recordings = found.get("recordings")
    if not isinstance(recordings, list):
        raise ValueError("this is no diagnostics download of a pad")  # noqa: TRY004 - of the file, not of a type
    return [[json.loads(line) for line in moments] for moments in recordings]


def described(value: Any) -> str:
    """Name an event or effect, with those of its values that say something."""
    told = []
    for name in value.__dataclass_fields__:
        each = getattr(value, name)
        if each is None or each == {} or name in ("session_id", "record"):
            continue
        told.append(f"{name}={f'{each:g}' if isinstance(each, float) else each}")
    return f"{type(value).__name__}({', '.join(told)})" if told else type(value).__name__


def situation(replayed: Any) -> str:
    """Say where the pad stands after a step."""
    shown = import_module("engine.view").view(replayed.settings, replayed.step.state, replayed.moment.now)
    temperature = "" if shown.temperature_c is None else f" {shown.temperature_c:.1f} °C"
    estimated = " (estimated)" if temperature and shown.temperature_estimated else ""
    goal = "" if shown.goal_c is None else f" → {shown.goal_c:.1f} °C"
    relay = {True: "on", False: "off", None: "?"}[shown.relay_on]
    left = "" if shown.left_s is None else f", {shown.left_s:.0f} s left"
    return f"{shown.phase}{temperature}{estimated}{goal}, relay {relay}{left}"


def tell(number: int, told: Iterable[Any], *, everything: bool) -> int:
    """Tell one recording; returns how many events were decided in another way than then."""
    recording = import_module("engine.recording")
    others = count = 0
    print(f"── recording {number}")
    for replayed in recording.replay(recording.moments_of(told)):
        count += 1
        moment, step = replayed.moment, replayed.step
        if moment.settings is not None:
            print(f"{replayed.elapsed_s:8.1f} s  settings: {described(moment.settings)}")
        decided = [described(effect) for effect in step.effects]
        if step.refused is not None:
            decided.append(f"refused: {described(step.refused)}")
        if everything or decided or not replayed.same:
            print(f"{replayed.elapsed_s:8.1f} s  {described(moment.event)}")
            for each in decided:
                print(f"{'':12}→ {each}")
            print(f"{'':12}  {situation(replayed)}")
        if not replayed.same:
            others += 1
            then = [described(effect) for effect in moment.effects] or ["nothing"]
            print(f"{'':12}! then: {'; '.join(then)}{' and an exception' if moment.failed else ''}")
    print(f"{count} events, {others} decided otherwise than when they were recorded")
    return others


def main(arguments: list[str] | None = None) -> int:
    """Tell what is asked for; returns 1 where this engine decides otherwise, 2 where nothing can be read."""
    parser = argparse.ArgumentParser(prog="scripts/replay", description=(__doc__ or "").split(". ", 1)[0])
    parser.add_argument("file", type=Path, help="a diagnostics download of a pad")
    parser.add_argument("--recording", type=int, metavar="N", help="only this one; 1 is the oldest")
    parser.add_argument("--all", action="store_true", help="tell of events too that led to nothing")
    chosen = parser.parse_args(arguments)
    load_engine()
    others = 0
    try:
        recordings = recordings_of(chosen.file.read_text(encoding="utf-8"))
        for number, told in enumerate(recordings, start=1):
            if chosen.recording in (None, number):
                others += tell(number, told, everything=chosen.all)
    except (OSError, ValueError) as err:
        print(f"error: {err}", file=sys.stderr)
        return 2
    if not recordings:
        print("No session was recorded since Home Assistant started.")
    return 1 if others else 0


if __name__ == "__main__":
    raise SystemExit(main())
