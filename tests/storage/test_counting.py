"""Counting in SQL gives the figures of the plain reference: every measure, in every cell."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date
from itertools import combinations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from halsoverkstad.domain.facts import Attributes, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.rows import AttendanceRow, Intake, Origin, SessionRow
from halsoverkstad.domain.words import Dimension
from storage import counting, sessions
from storage.importing import take_in
from storage.sessions import Present, SessionEntry
from storage.store import Store
from tests.histories import PERSONS, histories, questions
from tests.linked import merged
from tests.reference import Definitions, History, Noted
from tests.stores import (
    ADULT,
    CHILD,
    PROGRAMME,
    answer,
    ask,
    counted,
    expected,
    fill,
    named_persons,
    new_store,
    register,
)

Question = tuple[History, Period, list[Dimension]]
YEAR = Period.year(2024)


def day(text: str) -> date:
    return date.fromisoformat(text)


# Against the reference, over made-up histories


@settings(max_examples=120)
@given(questions())
def test_every_figure_of_every_cell_is_that_of_the_reference(question: Question) -> None:
    history, period, dimensions = question
    with closing(new_store()) as store:
        fill(store, history)
        assert counted(store, period, dimensions) == expected(history, period, dimensions)


@settings(max_examples=40)
@given(
    questions(),
    st.builds(
        Definitions,
        aterkommande_dagar=st.integers(1, 4),
        regelbunden_veckor=st.integers(1, 5),
        regelbunden_andel=st.sampled_from((0.2, 0.25, 0.333333, 0.5, 0.6, 0.75, 0.8, 1)),
    ),
)
def test_thresholds_are_settings(question: Question, definitions: Definitions) -> None:
    history, period, dimensions = question
    wanted = expected(history, period, dimensions, definitions)
    with closing(new_store(with_thresholds(definitions))) as store:
        fill(store, history)
        assert counted(store, period, dimensions) == wanted


def with_thresholds(definitions: Definitions) -> str:
    text = PROGRAMME
    for old, new in (
        ("aterkommande_dagar = 2", f"aterkommande_dagar = {definitions.aterkommande_dagar}"),
        ("regelbunden_veckor = 3", f"regelbunden_veckor = {definitions.regelbunden_veckor}"),
        ("regelbunden_andel = 0.5", f"regelbunden_andel = {definitions.regelbunden_andel}"),
    ):
        assert old in text
        text = text.replace(old, new)
    return text


def pairs_of(persons: Sequence[str]) -> st.SearchStrategy[list[tuple[str, str]]]:
    return st.lists(st.sampled_from(list(combinations(persons, 2))), max_size=5, unique=True)


@settings(max_examples=50)
@given(questions(), pairs_of(PERSONS), pairs_of(PERSONS))
def test_people_said_to_be_the_same_count_once(
    question: Question, same: list[tuple[str, str]], different: list[tuple[str, str]]
) -> None:
    """Also at one session, and never against an "olika personer"."""
    history, period, dimensions = question
    with closing(new_store()) as store:
        said = dict.fromkeys(same, True) | dict.fromkeys(different, False)
        persons = answer(store, fill(store, history).persons, said)
        linked = merged(history, persons)
        assert counted(store, period, dimensions) == expected(linked, period, dimensions)


@settings(max_examples=50)
@given(questions(), pairs_of(PERSONS), pairs_of(PERSONS))
def test_unika_lagst_is_as_if_every_open_question_were_answered_yes(
    question: Question, asked: list[tuple[str, str]], different: list[tuple[str, str]]
) -> None:
    """Best first, without joining people known to differ; never more than is counted now."""
    history, period, dimensions = question
    with closing(new_store()) as store:
        ids = fill(store, history).persons
        asked = [pair for pair in asked if {*pair} <= {*ids}]
        different = [pair for pair in different if {*pair} <= {*ids}]
        answer(store, ids, dict.fromkeys(different, False))
        ask(store, [(ids[one], ids[other]) for one, other in asked])
        persons = named_persons(
            ids,
            [(ids[one], ids[other]) for one, other in asked],
            [(ids[one], ids[other]) for one, other in different],
        )
        as_if = expected(merged(history, persons), period, dimensions)
        for row in counting.statistics(store, period, dimensions).rows:
            registered = row.figures["unika_registrerade"]
            estimated = row.figures["unika_uppskattade"]
            fewest = as_if[row.key]["unika_registrerade"] if row.key in as_if else 0
            assert row.figures["unika_lagst"] == min(registered, fewest) + estimated
            assert row.figures["unika_hogst"] == row.figures["unika"] == registered + estimated


def test_an_open_question_between_groups_leaves_the_one_group_perhaps_empty(store: Store) -> None:
    history = History(
        {"s1": Session(day("2024-02-01")), "s2": Session(day("2024-02-02"))},
        [Noted("s1", "p1", Attributes(ADULT)), Noted("s2", "p2", Attributes(CHILD))],
    )
    ids = fill(store, history).persons
    ask(store, [(ids["p1"], ids["p2"])])
    rows = counting.statistics(store, YEAR, [Dimension.GROUP]).rows
    assert {row.key: row.figures["unika_lagst"] for row in rows} == {(CHILD,): 1, (ADULT,): 0}


@settings(max_examples=30)
@given(questions())
def test_visits_count_persons_by_how_many_sessions_they_attended(question: Question) -> None:
    history, period, _ = question
    times = [
        sum(
            noted.person == person and history.sessions[noted.session].day in period
            for noted in history.attendances
        )
        for person in PERSONS
    ]
    bounds = {"1": (1, 1), "2": (2, 2), "3-5": (3, 5), "6-12": (6, 12), "13+": (13, 10**6)}
    with closing(new_store()) as store:
        fill(store, history)
        assert counting.visits(store, period) == {
            name: sum(low <= each <= high for each in times) for name, (low, high) in bounds.items()
        }


# The ways in which facts come in


@settings(max_examples=20)
@given(histories(), st.randoms(use_true_random=False))
def test_it_does_not_matter_how_or_in_what_order_facts_came_in(
    history: History, chance: Random
) -> None:
    """Saved one by one in the form, or read from rows of files: the same figures in every cut."""
    with (
        closing(new_store()) as at_once,
        closing(new_store(seed=2)) as saved,
        closing(new_store(seed=3)) as read,
    ):
        people = {each: register(saved, each) for each in fill(at_once, history).persons}
        save_each(saved, history, people, chance)
        assert take_in(read, as_rows(history, chance)).faults == ()
        for dimension in Dimension:
            rows = counting.statistics(at_once, YEAR, [dimension]).rows
            assert counting.statistics(saved, YEAR, [dimension]).rows == rows
            assert counting.statistics(read, YEAR, [dimension]).rows == rows


def save_each(store: Store, history: History, people: Mapping[str, bytes], chance: Random) -> None:
    in_any_order = list(history.sessions.items())
    chance.shuffle(in_any_order)
    for key, session in in_any_order:
        came = [
            Present(people[noted.person], noted.attributes)
            for noted in history.attendances
            if noted.session == key
        ]
        chance.shuffle(came)
        sessions.save(store, SessionEntry(session, tuple(came)))


def as_rows(history: History, chance: Random) -> Intake:
    session_rows = [
        SessionRow(
            key,
            {
                name: getattr(session, name)
                for name in ("day", "workshop", "kind", "activity", "place", "start")
            }
            | {f"heads.{group}": heads.count for group, heads in session.heads.items()}
            | {f"new.{group}": heads.new for group, heads in session.heads.items()},
            Origin("t.csv", None, row),
        )
        for row, (key, session) in enumerate(history.sessions.items(), 2)
    ]
    attendance_rows = [
        AttendanceRow(
            noted.session,
            noted.person,
            {
                "group": noted.attributes.group,
                "area": noted.attributes.area,
                "sex": noted.attributes.sex,
            },
            Origin("n.csv", None, row),
        )
        for row, noted in enumerate(history.attendances, 2)
    ]
    chance.shuffle(session_rows)
    chance.shuffle(attendance_rows)
    return Intake(tuple(session_rows), tuple(attendance_rows))
