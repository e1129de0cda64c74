"""Somebody who is at a session twice, linked or logged by two, is there once, with what is known."""

from itertools import product

import pytest

from storage import derived_bulk, derived_facts
from storage.store import Store

NOTED = list(product((0, 1, 2), repeat=2))
"""Ranks noted by one and by the other; 0: unknown."""


def known(one: int, other: int) -> int:
    return min((each for each in (one, other) if each), default=0)


@pytest.fixture
def twice(store: Store) -> Store:
    """A session for each pair, at which two records of one person are noted."""
    connection = store.connection
    for name in (b"a", b"b"):
        connection.run(
            "INSERT INTO participant VALUES (?, x'00', 1, 0, 0, 0, NULL, '[]', 0, x'61', x'61', "
            "'[]', '[]')",
            (name,),
        )
    for number, pair in enumerate(NOTED):
        session = bytes([number])
        connection.run(
            "INSERT INTO session VALUES (?, x'00', ?, 1, 1, '', NULL, 1, 1, '', '', 0, 0, '[]', "
            "'', ?)",
            (session, 700_000 + number // 3, session),
        )
        for participant, rank in zip((b"a", b"b"), pair, strict=True):
            ranks = (rank, rank, rank)
            connection.run(
                "INSERT INTO attendance VALUES (?, ?, ?, ?, ?)", (session, participant, *ranks)
            )
    return store


def noted(store: Store) -> list[tuple[int, int, int]]:
    return store.connection.rows("SELECT grp, area, sex FROM fact ORDER BY session")


def test_the_least_that_is_known_counts(twice: Store) -> None:
    expected = [(known(*pair),) * 3 for pair in NOTED]
    derived_bulk.write_facts(twice.connection)
    assert noted(twice) == expected
    derived_facts.forget(twice, [bytes([number]) for number in range(len(NOTED))])
    assert noted(twice) == []
    derived_facts.remember(twice)
    assert noted(twice) == expected
