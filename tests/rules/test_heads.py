"""Heads counted without name: attendances, estimated persons, and nothing else."""

from halsoverkstad.domain.facts import Attributes, Heads
from halsoverkstad.domain.words import (
    UNKNOWN,
)
from tests.rules.noting import ADULT, CHILD, counts, cut, held, log, total


def test_heads_are_attendances_and_their_new_are_estimated_unique() -> None:
    """`nya` that is not known counts 0."""
    history = log(
        held("2025-02-03", "Amina", heads={CHILD: Heads(7, 3), ADULT: Heads(4, None)}),
        held("2025-02-10", "Amina", heads={CHILD: Heads(7, 0)}),
    )
    row = total(history, "2025")
    assert (row["deltagartillfallen"], row["deltagartillfallen_registrerade"]) == (20, 2)
    assert (row["unika"], row["unika_registrerade"], row["unika_uppskattade"]) == (4, 1, 3)


def test_heads_are_never_new_persons_nor_returning() -> None:
    history = log(*(held(f"2025-02-{day}", heads={CHILD: Heads(9, 9)}) for day in (10, 17, 24)))
    row = total(history, "2025")
    assert (row["nya"], row["tidigare"], row["aterkommande"], row["regelbundna"]) == (0, 0, 0, 0)


def test_heads_have_a_group_but_neither_area_nor_sex() -> None:
    amina = ("Amina", Attributes(ADULT, "Lindängen", "kvinna/flicka"))
    history = log(held("2025-02-03", amina, heads={CHILD: Heads(7, 3)}))
    for dimension, hers, theirs in (
        ("grupp", ADULT, CHILD),
        ("omrade", "Lindängen", UNKNOWN),
        ("kon", "kvinna/flicka", UNKNOWN),
    ):
        rows = cut(history, "2025", dimension)
        assert counts(rows, "deltagartillfallen") == {hers: 1, theirs: 7}
        assert counts(rows, "unika_uppskattade") == {hers: 0, theirs: 3}
        assert counts(rows, "tillfallen") == {hers: 1, theirs: 1}
