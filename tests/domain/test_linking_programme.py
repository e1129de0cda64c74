"""A made-up programme of 2 500 people, where the truth is known (docs/likhet.md has many)."""

from statistics import mean

import pytest

from benchmarks.identity_people import World
from benchmarks.identity_programme import Programme

PEOPLE = 2500
TYPED_AGAIN_WITH_ERRORS = World(PEOPLE, 3, 0.15)


def test_the_count_is_within_a_hundredth_of_the_truth():
    counted = [Programme(TYPED_AGAIN_WITH_ERRORS, seed).unique for seed in range(3)]

    assert mean(counted) == pytest.approx(PEOPLE, rel=0.01)


@pytest.mark.parametrize(
    "world",
    [
        TYPED_AGAIN_WITH_ERRORS,
        World(PEOPLE, 3, 0.15, incomplete=0.2),
        World(PEOPLE, 10, 0.15, new_year=0.4),
    ],
)
def test_the_truth_lies_within_the_interval(world):
    programme = Programme(world, 1)

    assert programme.lowest <= PEOPLE <= programme.highest
    assert programme.lowest <= programme.unique <= programme.highest
    assert programme.highest - programme.lowest < 0.1 * PEOPLE
