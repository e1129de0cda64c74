"""The survey's panel is drawn fairly from those who return, and asked again."""

from collections import Counter
from datetime import date

import pytest

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.words import Dimension, Kind
from storage import counting, doubles, erasure, panel
from storage.panel import Stratum
from storage.panel_drawing import Wish, draw, in_order_of_draw
from storage.panel_following import (
    attrition,
    draw_of,
)
from storage.store import Store
from tests.panels import NEXT, SCHOOL, WOMEN, YEAR, YOGA, come, drawn, held, returning
from tests.stores import ADULT, CHILD, NO_GROUP, WORKER, register

# Who can be drawn


def test_only_adults_who_return_can_be_drawn(store: Store) -> None:
    adults = returning(store, 3)
    returning(store, 3, SCHOOL, CHILD)
    returning(store, 3, YOGA, WORKER)
    returning(store, 3, YOGA, NO_GROUP)
    once = register(store, "En gång")
    held(store, date(2025, 5, 5), [once])
    same_day = register(store, "Två gånger samma dag")
    for _ in range(2):
        held(store, date(2025, 6, 6), [same_day])
    at_events = register(store, "På arrangemang")
    for day in (date(2025, 7, 7), date(2025, 7, 8)):
        held(store, day, [at_events], kind=Kind.EVENT)
    last_year = returning(store, 2, year=2024)

    found = draw(store, Wish(YEAR, 100, 1))

    assert drawn(found) == {*adults}
    assert found.eligible == {WOMEN: 3}
    assert not drawn(found) & {*last_year}
    (row,) = [
        each
        for each in counting.statistics(store, YEAR, (Dimension.GROUP,)).rows
        if each.key == (ADULT,)
    ]
    assert sum(found.eligible.values()) == row.figures["aterkommande"]


def test_other_groups_and_fewer_workshops_are_said(store: Store) -> None:
    children = returning(store, 3, SCHOOL, CHILD)
    women = returning(store, 3)
    returning(store, 3, "Munhälsa och kost")

    both = draw(store, Wish(YEAR, 9, 1, (SCHOOL, YOGA), (CHILD, ADULT)))

    assert drawn(both) == {*children, *women}
    assert both.eligible == {Stratum(SCHOOL, CHILD): 3, WOMEN: 3}


def test_so_many_of_each_workshop_and_group_and_nobody_twice(store: Store) -> None:
    people = returning(store, 12)
    come(store, people[:6], 2025, "Munhälsa och kost")
    held(store, date(2025, 9, 9), people[:3] + people[6:9], "Munhälsa och kost")

    found = draw(store, Wish(YEAR, 4, 1))

    oral = Stratum("Munhälsa och kost", ADULT)
    # Three came there more often, three as often: then it is the first in the settings. Three came
    # there once, and more often to the other.
    assert found.eligible == {oral: 6, WOMEN: 6}
    assert Counter(each.stratum for each in found.members) == {oral: 4, WOMEN: 4}
    assert len(drawn(found)) == 8


def test_linked_people_are_drawn_once(store: Store) -> None:
    one, other, third = returning(store, 3)
    doubles.answer(store, one, other, same=True)

    found = draw(store, Wish(YEAR, 9, 1))

    assert sorted(len(each.participants) for each in found.members) == [1, 2]
    assert drawn(found) == {one, other, third}
    assert found.eligible == {WOMEN: 2}


def test_two_records_that_return_only_together_return(store: Store) -> None:
    one, other = register(store, "Ada"), register(store, "Ada två")
    held(store, date(2025, 3, 3), [one])
    held(store, date(2025, 3, 4), [other])
    with pytest.raises(Fault, match="Ingen att dra"):
        draw(store, Wish(YEAR, 9, 1))
    doubles.answer(store, one, other, same=True)
    assert drawn(draw(store, Wish(YEAR, 9, 1))) == {one, other}


# Chance


def test_the_same_seed_draws_the_same_and_another_others(store: Store) -> None:
    returning(store, 40)
    first = draw(store, Wish(YEAR, 10, 7), dry_run=True)
    again = draw(store, Wish(YEAR, 10, 7), dry_run=True)
    other = draw(store, Wish(YEAR, 10, 8), dry_run=True)

    assert first.members == again.members
    assert drawn(first) != drawn(other)
    assert panel.draws(store) == []


def test_a_seed_is_made_and_kept_where_none_is_given(store: Store) -> None:
    returning(store, 40)
    made = draw(store, Wish(YEAR, 10))
    (kept,) = panel.draws(store)
    assert kept == made
    assert draw(store, Wish(YEAR, 10, made.seed, anew=True, workshops=(YOGA,))).members == (
        made.members
    )


def test_who_joins_changes_nobody_elses_place(store: Store) -> None:
    people = returning(store, 40)
    before = drawn(draw(store, Wish(YEAR, 10, 7), dry_run=True))
    returning(store, 10)
    after = drawn(draw(store, Wish(YEAR, 10, 7), dry_run=True))
    assert after & {*people} <= before


def test_everybody_has_the_same_chance() -> None:
    """Over 2 000 seeds each of 20 people is among the first 5 as often as chance has it."""
    people = [bytes([number]) * 16 for number in range(20)]
    times = Counter(each for seed in range(2000) for each in in_order_of_draw(seed, people)[:5])
    # 500 each; the standard deviation is 19, so five of them are never left by chance.
    assert {*times} == {*people}
    assert all(400 < number < 600 for number in times.values())
    pairs = Counter(frozenset(in_order_of_draw(seed, people)[:2]) for seed in range(2000))
    assert len(pairs) == 190, "every pair is possible"
    assert max(pairs.values()) < 40


# Year after year


def test_the_same_people_are_asked_again_and_gaps_filled(store: Store) -> None:
    people = returning(store, 30)
    first = draw(store, Wish(YEAR, 10, 1))
    members = sorted(drawn(first))
    refused, erased, gone = members[:3]
    panel.set_refusal(store, refused, refuses=True)
    erasure.erase(store, erased)
    come(store, [each for each in people if each not in {gone, erased}], 2026)

    second = draw(store, Wish(NEXT, 10, 2))

    kept = {each.participants[0] for each in second.members if each.kept}
    assert kept == {*members[3:]}
    assert len(drawn(second)) == 10
    assert not drawn(second) & {refused, erased, gone}
    whole = attrition(store, second)[None]
    assert (whole.before, whole.stayed, whole.fresh, whole.left) == (10, 7, 3, 0)


def test_a_member_who_came_once_is_asked_again_though_not_drawn_anew(store: Store) -> None:
    (person,) = returning(store, 1)
    draw(store, Wish(YEAR, 5, 1))
    held(store, date(2026, 2, 2), [person])
    assert drawn(draw(store, Wish(NEXT, 5, 1))) == {person}
    with pytest.raises(Fault, match="Ingen att dra"):
        draw(store, Wish(NEXT, 5, 1, (YOGA,), anew=True))


def test_a_panel_of_others_keeps_nobody_of_this_one(store: Store) -> None:
    people = returning(store, 4)
    children = returning(store, 4, SCHOOL, CHILD)
    draw(store, Wish(YEAR, 2, 1))
    come(store, people, 2026)
    come(store, children, 2026, SCHOOL, CHILD)
    young = draw(store, Wish(NEXT, 2, 1, groups=(CHILD,)))
    assert drawn(young) <= {*children}
    assert not any(each.kept for each in young.members)
    fresh = draw(store, Wish(NEXT, 2, 1, anew=True))
    assert not any(each.kept for each in fresh.members)


def test_a_round_is_drawn_once(store: Store) -> None:
    returning(store, 9)
    first = draw(store, Wish(YEAR, 3, 1))
    with pytest.raises(Fault, match="redan dragen"):
        draw(store, Wish(YEAR, 3, 2))
    panel.remove_draw(store, first)
    with pytest.raises(Fault, match="Ingen sådan panel är dragen för 2025"):
        draw_of(store, YEAR)
    second = draw(store, Wish(YEAR, 3, 2))
    assert panel.draws(store) == [second]


@pytest.mark.parametrize("size", [0, -1, 1001])
def test_a_size_that_cannot_be(store: Store, size: int) -> None:
    returning(store, 3)
    with pytest.raises(Fault, match="mellan 1 och 1000"):
        draw(store, Wish(YEAR, size, 1))


@pytest.mark.parametrize("seed", [-1, 10**9 + 1])
def test_a_seed_that_cannot_travel(store: Store, seed: int) -> None:
    returning(store, 3)
    with pytest.raises(Fault, match="Fröet"):
        draw(store, Wish(YEAR, 3, seed))
