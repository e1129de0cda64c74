"""The survey's panel: drawn fairly from those who return, asked again, and never anyone who said no."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import pytest

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.facts import Attributes, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import Dimension, Kind
from storage import checking, counting, doubles, erasure, history, panel, sessions
from storage.panel import Draw, Response, Stratum
from storage.panel_drawing import Wish, draw, in_order_of_draw
from storage.panel_following import (
    Standing,
    attrition,
    draw_of,
    follow_ups,
    report_responses,
    roster,
    to_ask_here,
)
from storage.sessions import Present, SessionEntry
from storage.store import Store
from tests.handing_in import answer_of, handed_in, laptop, merge
from tests.stores import ADULT, CHILD, NO_GROUP, WORKER, register

YEAR, NEXT = Period.year(2025), Period.year(2026)
YOGA, SCHOOL = "Kvinnors hälsa", "Barn och unga"
WOMEN = Stratum(YOGA, ADULT)


def held(
    store: Store,
    day: date,
    people: Iterable[bytes],
    workshop: str = YOGA,
    group: str = ADULT,
    kind: Kind = Kind.GROUP,
) -> None:
    present = tuple(Present(each, Attributes(group)) for each in people)
    sessions.save(store, SessionEntry(Session(day, workshop, kind), present))


def returning(
    store: Store, number: int, workshop: str = YOGA, group: str = ADULT, year: int = 2025
) -> list[bytes]:
    """So many people who came on two dates."""
    start = len(store.connection.rows("SELECT 1 FROM participant"))
    people = [
        register(store, f"Person {start + each}", Attributes(group)) for each in range(number)
    ]
    come(store, people, year, workshop, group)
    return people


def come(
    store: Store, people: Sequence[bytes], year: int, workshop: str = YOGA, group: str = ADULT
) -> None:
    for day in (date(year, 3, 3), date(year, 3, 10)):
        held(store, day, people, workshop, group)


def drawn(which: Draw) -> set[bytes]:
    people = [each for member in which.members for each in member.participants]
    assert len(people) == len({*people})
    return {*people}


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


# No


def test_who_said_no_is_not_drawn_and_not_counted(store: Store) -> None:
    people = returning(store, 5)
    panel.set_refusal(store, people[0], refuses=True)
    found = draw(store, Wish(YEAR, 9, 1), dry_run=True)
    assert drawn(found) == {*people[1:]}
    assert found.eligible == {WOMEN: 4}

    erasure.erase(store, people[1])
    found = draw(store, Wish(YEAR, 9, 1))
    assert drawn(found) == {*people[2:]}, "who is erased is not drawn either"
    assert found.eligible == {WOMEN: 3}


def test_a_no_of_one_record_is_a_no_of_the_person(store: Store) -> None:
    one, other, third = returning(store, 3)
    panel.set_refusal(store, other, refuses=True)
    assert not panel.refuses(store, one)
    doubles.answer(store, one, other, same=True)

    assert panel.refuses(store, one)
    assert drawn(draw(store, Wish(YEAR, 9, 1))) == {third}
    panel.set_refusal(store, one, refuses=False)
    assert not panel.refuses(store, other)
    assert panel.refusals(store) == set()


def test_a_no_can_be_taken_back_and_undone(store: Store) -> None:
    (person,) = returning(store, 1)
    panel.set_refusal(store, person, refuses=True)
    panel.set_refusal(store, person, refuses=True)
    panel.set_refusal(store, person, refuses=False)
    assert panel.refusals(store) == set()
    history.undo(store)
    assert panel.refusals(store) == {person}
    with pytest.raises(LookupError):
        panel.set_refusal(store, b"x" * 16, refuses=True)


def test_a_no_after_the_draw_shows_on_the_list(store: Store) -> None:
    people = returning(store, 5)
    found = draw(store, Wish(YEAR, 9, 1))
    panel.set_refusal(store, people[2], refuses=True)
    erasure.erase(store, people[3])

    standings = {each.names[:1] or None: each.standing for each in roster(store, found)}
    assert standings["Person 2",] is Standing.REFUSED
    assert standings["Person 1",] is Standing.IN
    assert standings[None] is Standing.ERASED, "whose name is forgotten"
    whole = attrition(store, found)[None]
    assert (whole.drawn, whole.left) == (5, 2)


def test_people_who_turn_out_to_be_one_are_asked_once(store: Store) -> None:
    one, other, _ = returning(store, 3)
    found = draw(store, Wish(YEAR, 9, 1))
    doubles.answer(store, one, other, same=True)
    standings = Counter(each.standing for each in roster(store, found))
    assert standings == {Standing.IN: 2, Standing.MERGED: 1}


def test_no_and_yes_on_two_computers_is_no_and_asks_nobody(store: Store) -> None:
    a, b = laptop("A", 1), laptop("B", 2)
    (person,) = returning(a, 1)
    panel.set_refusal(a, person, refuses=True)
    merge(b, handed_in(a))
    panel.set_refusal(b, person, refuses=False)
    panel.set_refusal(a, person, refuses=False)
    panel.set_refusal(a, person, refuses=True)
    merge(a, handed_in(b))
    merge(b, handed_in(a))
    for each in (a, b):
        assert panel.refusals(each) == {person}
        assert each.connection.value("SELECT count(*) FROM conflict") == 0
        assert list(checking.integrity(each)) == []
        each.close()


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


# Over computers


def test_names_are_only_where_they_are_known(store: Store) -> None:
    a, b = laptop("A", 1), laptop("B", 2)
    coordinator = laptop("S", 3)
    details = {"given": "Zulaikha", "surname_letters": "Qv", "birth_year": 1980, "birth_month": 4}
    here, there = register(a, "Zulaikha Q", **details), register(b, "Suleika", **details)
    alone = register(a, "Ömerina")
    held(a, date(2025, 3, 3), [here, alone])
    held(a, date(2025, 3, 10), [alone])
    held(b, date(2025, 3, 10), [there])
    merge(coordinator, handed_in(a), handed_in(b))

    found = draw(coordinator, Wish(YEAR, 9, 1))
    assert found.eligible == {WOMEN: 2}
    assert all(not each.names for each in roster(coordinator, found))
    for each in (a, b):
        merge(each, answer_of(coordinator))

    on_a, on_b = roster(a, draw_of(a, YEAR)), roster(b, draw_of(b, YEAR))
    assert [(each.names, each.elsewhere) for each in on_a] == [
        (("Zulaikha Q",), True),
        (("Ömerina",), False),
    ]
    assert [each.names for each in on_b] == [("Suleika",), ()]
    assert [each.participant for each in on_a] == [here, alone], "the record with the name"
    assert (on_b[0].participant, on_b[1].participant) == (there, None)
    assert (to_ask_here(a), to_ask_here(b), to_ask_here(coordinator)) == (2, 1, 0)
    panel.set_refusal(a, alone, refuses=True)
    assert to_ask_here(a) == 1
    assert {each.code for each in on_a} == {each.code for each in on_b}
    for each in (a, b, coordinator):
        each.close()


def test_answers_come_back_as_figures_from_every_computer() -> None:
    a, coordinator = laptop("A", 1), laptop("S", 3)
    returning(a, 8)
    merge(coordinator, handed_in(a))
    found = draw(coordinator, Wish(YEAR, 6, 1))
    merge(a, answer_of(coordinator))
    report_responses(a, found, WOMEN, Response(4, 3))
    report_responses(coordinator, found, WOMEN, Response(1, 1))
    merge(coordinator, handed_in(a))
    report_responses(a, found, WOMEN, Response(5, 3))  # mended: what it said before is replaced
    merge(coordinator, handed_in(a))

    whole = attrition(coordinator, found)[None]
    assert (whole.drawn, whole.reached, whole.answered) == (6, 6, 4)
    with pytest.raises(Fault, match="Andra datorer har redan skrivit 5"):
        report_responses(coordinator, found, WOMEN, Response(2, 1))
    for each in (a, coordinator):
        each.close()


def test_counts_that_cannot_be_are_refused(store: Store) -> None:
    returning(store, 3)
    found = draw(store, Wish(YEAR, 3, 1))
    for response in (Response(2, 3), Response(-1, -1), Response(4, 1)):
        with pytest.raises(Fault):
            report_responses(store, found, WOMEN, response)
    with pytest.raises(Fault, match="Ingen i panelen hör till"):
        report_responses(store, found, Stratum(SCHOOL, CHILD), Response(1, 1))
    assert panel.responses(store, found) == {}


def test_the_report_reads_a_panel_as_a_measure(store: Store) -> None:
    people = returning(store, 40)
    first = draw(store, Wish(YEAR, 20, 42))
    report_responses(store, first, WOMEN, Response(14, 10))

    (row,) = follow_ups(store, YEAR)
    assert (row.asked, row.answered, row.result) == (20, 10, "14 nådda.")
    assert "frö 42" in row.instrument
    assert follow_ups(store, NEXT) == ()

    stay = sorted(drawn(first))[:12]
    come(store, [each for each in people if each in stay or each not in drawn(first)], 2026)
    draw(store, Wish(NEXT, 20, 1))
    (row,) = follow_ups(store, NEXT)
    assert row.result == "Av 20 i förra omgången är 12 kvar."


@pytest.mark.parametrize(("size", "reached", "answered"), [(20, 18, 3), (20, 19, 17), (3, 3, 3)])
def test_the_report_tells_nothing_of_few(
    store: Store, size: int, reached: int, answered: int
) -> None:
    returning(store, 40)
    found = draw(store, Wish(YEAR, size, 1))
    report_responses(store, found, WOMEN, Response(reached, answered))
    (row,) = follow_ups(store, YEAR)
    assert row.answered is None
    assert row.result == ""
    assert row.asked == (20 if size == 20 else None)


def test_a_whole_journal_survives_being_rebuilt(store: Store) -> None:
    people = returning(store, 4)
    draw(store, Wish(YEAR, 2, 1))
    panel.set_refusal(store, people[0], refuses=True)
    before = panel.draws(store), panel.refusals(store)
    assert list(checking.integrity(store)) == []
    assert (panel.draws(store), panel.refusals(store)) == before
    assert timedelta(0) <= store.today() - before[0][0].day < timedelta(1)
