"""Many episodes on all cores, and what the observer says of them.

python -m tests.campaign --episodes N --seed S [--only K] [--jobs J]
"""

import argparse
import os
import secrets
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing import get_context

from tests.campaign.episode import make_episode
from tests.campaign.light import play, quiet

SEEDS = 1_000_000_000
_BATCH = 25


@dataclass(slots=True)
class Outcome:
    """What came of a campaign."""

    episodes: int = 0
    violations: list[tuple[int, str, str]] = field(default_factory=list)
    """Episode, rule, and what was seen."""
    starts: int = 0
    ons: int = 0
    offs: int = 0

    def add(self, other: Outcome) -> None:
        """Add what came of other episodes."""
        self.episodes += other.episodes
        self.violations += other.violations
        self.starts += other.starts
        self.ons += other.ons
        self.offs += other.offs


def say(text: str = "") -> None:
    """Write a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def new_seed() -> int:
    """Choose a seed nobody has had."""
    return secrets.randbelow(SEEDS)


def run_some(seed: int, numbers: range) -> Outcome:
    """Run some episodes in this process."""
    quiet()
    outcome = Outcome()
    for number in numbers:
        observer = play(make_episode(seed, number))
        outcome.episodes += 1
        outcome.starts += len(observer.first_heat_s)
        outcome.ons += observer.on_count
        outcome.offs += observer.off_count
        outcome.violations += [(number, each.rule, str(each)) for each in observer.violations]
    return outcome


def _run_batch(work: tuple[int, range]) -> Outcome:
    return run_some(*work)


def run_many(seed: int, episodes: int, jobs: int) -> Iterator[Outcome]:
    """Run episodes 0 … `episodes` - 1 on some processes; yields what came of each batch."""
    batches = [(seed, range(first, min(first + _BATCH, episodes))) for first in range(0, episodes, _BATCH)]
    if jobs <= 1:
        yield from map(_run_batch, batches)
        return
    # Fresh processes: nothing of this one's event loop or threads comes along.
    with get_context("spawn").Pool(jobs) as pool:
        yield from pool.imap_unordered(_run_batch, batches)


def tell_one(seed: int, number: int) -> int:
    """Run one episode and tell its whole story; returns the number of violations."""
    quiet()
    episode = make_episode(seed, number)
    observer = play(episode)
    say(str(episode))
    say()
    say("\n".join(observer.story))
    say(f"\nepisodes=1 violations={len(observer.violations)}")
    return len(observer.violations)


def _run_real(seed: int, episodes: int) -> int:
    """Run episodes in real Home Assistant, by pytest; returns how many failed."""
    environment = {**os.environ, "CAMPAIGN_SEED": str(seed), "CAMPAIGN_REAL": str(episodes)}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "tests/campaign/test_campaign.py",
        "-q",
        "-k",
        "real",
        "-p",
        "no:cacheprovider",
    ]
    return subprocess.run(command, env=environment, check=False).returncode


def main(arguments: list[str] | None = None) -> int:
    """Run a campaign from the command line."""
    parser = argparse.ArgumentParser(prog="scripts/campaign", description="A fault campaign against the invariants.")
    parser.add_argument("--episodes", type=int, default=1000, metavar="N", help="episodes in simulated time")
    parser.add_argument("--seed", type=int, help="of an earlier campaign; a fresh one is chosen without")
    parser.add_argument("--only", type=int, metavar="K", help="tell the story of episode K alone")
    parser.add_argument("--real", type=int, default=0, metavar="N", help="episodes in real Home Assistant as well")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    chosen = parser.parse_args(arguments)
    seed = new_seed() if chosen.seed is None else chosen.seed
    if chosen.only is not None:
        return 1 if tell_one(seed, chosen.only) else 0
    say(f"seed={seed}")
    began = time.monotonic()
    total = Outcome()
    for outcome in run_many(seed, chosen.episodes, chosen.jobs):
        total.add(outcome)
        for number, _, text in outcome.violations:
            say(f"seed {seed} episode {number}: {text}   (scripts/campaign --seed {seed} --only {number})")
    rules = Counter(rule for _, rule, _ in total.violations)
    for rule, count in rules.most_common():
        say(f"{rule}: {count}")
    say(f"{total.starts} sessions heated, {total.ons} ON, {total.offs} OFF sent, {time.monotonic() - began:.0f} s")
    failed = _run_real(seed, chosen.real) if chosen.real else 0
    if failed:
        say("The real episodes above failed.")
    say(f"episodes={total.episodes + chosen.real} violations={len(total.violations) + (1 if failed else 0)}")
    return 1 if total.violations or failed else 0
