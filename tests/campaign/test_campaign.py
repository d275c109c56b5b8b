"""The campaign as part of the tests: a fresh seed each time, printed, and an observer that can fail."""

import os
from collections.abc import Iterator

import pytest

from tests.campaign.campaign import new_seed, run_many
from tests.campaign.episode import Episode, make_episode
from tests.campaign.light import Sabotage, play, quiet
from tests.campaign.real import async_play
from tests.campaign.sabotage import EXPECTED, Unarmed
from tests.integration.home import Home

EPISODES = int(os.environ.get("CAMPAIGN_EPISODES", "2000"))
"""`scripts/campaign` runs as many as one likes."""
REAL_EPISODES = int(os.environ.get("CAMPAIGN_REAL", "40"))
SEED = int(os.environ.get("CAMPAIGN_SEED", "0")) or new_seed()
REAL_MINUTES = (10, 30)
TRIES = 400
"""So many episodes until a broken product must have been noticed."""


@pytest.mark.timeout(1800)
def test_no_invariant_fails_in_random_episodes() -> None:
    seed = SEED
    found: list[str] = []
    episodes = 0
    for outcome in run_many(seed, EPISODES, jobs=os.cpu_count() or 1):
        episodes += outcome.episodes
        found += [
            f"episode {number}: {text} (scripts/campaign --seed {seed} --only {number})"
            for number, _, text in outcome.violations
        ]
    assert episodes == EPISODES
    assert not found, f"seed {seed}:\n" + "\n".join(found)


def _suitable(broken: type[Sabotage], seed: int) -> Iterator[Episode]:
    for number in range(10 * TRIES):
        episode = make_episode(seed, number)
        if broken is not Unarmed or (episode.armed and any(each.what == "kill" for each in episode.happenings)):
            yield episode


@pytest.mark.timeout(900)
@pytest.mark.parametrize("broken", EXPECTED, ids=lambda each: each.__name__)
def test_the_observer_notices_a_broken_product(broken: type[Sabotage]) -> None:
    quiet()
    for _, episode in zip(range(TRIES), _suitable(broken, SEED), strict=False):
        rules = {each.rule for each in play(episode, broken()).violations}
        if rules & EXPECTED[broken] and not {each.rule for each in play(episode).violations} & rules:
            return
    pytest.fail(f"seed {SEED}: {broken.__name__} went unnoticed in {TRIES} episodes")


@pytest.mark.parametrize("number", range(REAL_EPISODES))
async def test_no_invariant_fails_in_real_home_assistant(number: int, campaign_home: Home) -> None:
    episode = make_episode(SEED, number, minutes=REAL_MINUTES)
    observer = await async_play(episode, campaign_home)
    assert not observer.violations, f"{episode}\n\n" + "\n".join(observer.story)
