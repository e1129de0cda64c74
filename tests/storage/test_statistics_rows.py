"""The rows of `statistik`: their order, their words, and what the answer says it rests on."""

from contextlib import closing
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given, settings

from halsoverkstad.domain.facts import Attributes, Heads, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.statistics import MEASURES
from halsoverkstad.domain.words import COMMON, TIME_DIMENSIONS, UNKNOWN, Dimension, Kind
from storage import counting, journal, sessions
from storage.sessions import Present, SessionEntry
from storage.store import Store
from tests.histories import histories, questions
from tests.reference import AREA_ORDER, SEX_ORDER, History
from tests.stores import ADULT, CHILD, NO_GROUP, WORKER, fill, new_store, register

Question = tuple[History, Period, list[Dimension]]
YEAR = Period.year(2024)
SCHOOL = "Läxhjälp"


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_without_any_data_there_is_one_row_of_zeros_and_no_cells(store: Store) -> None:
    (row,) = counting.statistics(store, YEAR).rows
    assert row.key == ()
    assert dict(row.figures) == dict.fromkeys(MEASURES, 0)
    for dimension in Dimension:
        assert counting.statistics(store, YEAR, [dimension]).rows == ()
    assert set(counting.visits(store, YEAR).values()) == {0}
    assert counting.register_since(store) is None


def test_rows_come_in_the_order_of_the_settings_the_unknown_last(store: Store) -> None:
    for workshop in ("", "Barn och unga", "Munhälsa och kost", "Kvinnors hälsa"):
        sessions.save(store, SessionEntry(Session(day("2025-12-01"), workshop)))
    assert keys(store, Dimension.WORKSHOP) == [
        "Munhälsa och kost",
        "Kvinnors hälsa",
        "Barn och unga",
        COMMON,
    ]
    everyone = [
        Attributes(group, area, sex)
        for group, area, sex in zip(
            (NO_GROUP, WORKER, ADULT, CHILD), reversed(AREA_ORDER), reversed(SEX_ORDER), strict=True
        )
    ]
    came = [Present(register(store, f"P{number}"), each) for number, each in enumerate(everyone)]
    sessions.save(store, SessionEntry(Session(day("2025-12-02"), kind=Kind.EVENT), tuple(came)))
    assert keys(store, Dimension.GROUP) == [CHILD, ADULT, WORKER, NO_GROUP]
    assert keys(store, Dimension.AREA) == list(AREA_ORDER)
    assert keys(store, Dimension.SEX) == list(SEX_ORDER)
    assert keys(store, Dimension.KIND) == ["grupp", "arrangemang"]


def keys(store: Store, dimension: Dimension) -> list[str]:
    return [row.key[0] for row in counting.statistics(store, Period.year(2025), [dimension]).rows]


def test_text_comes_in_swedish_order_the_empty_last(store: Store) -> None:
    words = ["Öppet hus", "zumba", "", "Ängslek", "Yoga", "åka skridskor", "École"]
    for word in words:
        sessions.save(store, SessionEntry(Session(day("2025-05-05"), activity=word, place=word)))
    wanted = ["École", "Yoga", "zumba", "åka skridskor", "Ängslek", "Öppet hus", ""]
    assert keys(store, Dimension.ACTIVITY) == wanted
    assert keys(store, Dimension.PLACE) == wanted


@settings(max_examples=20)
@given(questions())
def test_time_comes_in_order_and_dimensions_in_theirs(question: Question) -> None:
    history, period, dimensions = question
    with closing(new_store()) as store:
        fill(store, history)
        by_time = [counting.statistics(store, period, [each]).rows for each in TIME_DIMENSIONS]
        answer = counting.statistics(store, period, dimensions)
        turned = counting.statistics(store, period, dimensions[::-1])
    for rows in by_time:
        starts = [Period.parse(row.key[0]).first for row in rows]
        assert all(one < other for one, other in pairwise(starts))
    assert {row.key: row.figures for row in answer.rows} == {
        row.key[::-1]: row.figures for row in turned.rows
    }


@settings(max_examples=20)
@given(histories())
@example(History({}, []))
def test_the_answer_says_what_it_rests_on(history: History) -> None:
    with closing(new_store()) as store:
        fill(store, history)
        answer = counting.statistics(store, YEAR, [Dimension.KIND])
        assert answer.checksum == journal.checksum(store.connection)
    assert answer.program == "Jämlik hälsa Lindängen"
    days = [session.day for session in history.sessions.values()]
    assert [(each.name, each.latest) for each in answer.laptops] == [
        ("Dator 1", max(days, default=None))
    ]
    attended = [history.sessions[each.session].day for each in history.attendances]
    assert answer.register_since == min(attended, default=None)
    assert answer.dimensions == (Dimension.KIND,)
    assert not answer.made_up


def test_the_demo_says_that_it_is_made_up() -> None:
    with closing(new_store(made_up=True)) as store:
        assert counting.statistics(store, YEAR).made_up


@pytest.mark.parametrize(
    ("period", "dimensions", "minimum"),
    [
        ("2024", [], False),
        ("2024", ["ar"], False),
        ("2024", ["grupp"], False),
        ("2024-01-01..2025-12-31", [], False),
        ("2024K1", [], True),
        ("2024", ["verkstad"], True),
        ("2024", ["typ"], True),
        ("2024", ["manad"], True),
        ("2024", ["grupp", "plats"], True),
        ("2024-02-01..2025-01-31", [], True),
    ],
)
def test_an_estimate_is_a_floor_but_for_whole_years_over_all_sessions(
    store: Store, period: str, dimensions: list[str], *, minimum: bool
) -> None:
    heads = {ADULT: Heads(5, 2)}
    sessions.save(store, SessionEntry(Session(day("2024-03-01"), heads=heads)))
    answer = counting.statistics(store, Period.parse(period), [Dimension(d) for d in dimensions])
    assert [answer.minimum(row) for row in answer.rows] == [minimum]


def test_without_estimates_nothing_is_a_floor(store: Store) -> None:
    heads = {ADULT: Heads(5)}
    sessions.save(store, SessionEntry(Session(day("2024-03-01"), heads=heads)))
    answer = counting.statistics(store, Period.parse("2024K1"))
    assert not answer.minimum(answer.rows[0])


def test_a_workshop_that_only_the_data_knows_is_counted_after_those_of_the_settings(
    store: Store,
) -> None:
    for workshop in (SCHOOL, "Barn och unga", ""):
        sessions.save(store, SessionEntry(Session(day("2025-12-01"), workshop)))
    assert keys(store, Dimension.WORKSHOP) == ["Barn och unga", SCHOOL, COMMON]


def test_every_cut_has_its_own_words(store: Store) -> None:
    came = (Present(register(store, "A"), Attributes()),)
    sessions.save(store, SessionEntry(Session(day("2025-03-31")), came))
    wanted = {
        "verkstad": "",
        "grupp": "uppgift_saknas",
        "typ": "grupp",
        "aktivitet": "",
        "plats": "",
        "omrade": UNKNOWN,
        "kon": UNKNOWN,
        "ar": "2025",
        "halvar": "2025H1",
        "kvartal": "2025K1",
        "manad": "2025-03",
    }
    assert list(wanted) == list(Dimension)
    answer = counting.statistics(store, Period.parse("2025-03-30..2025-04-01"), tuple(Dimension))
    assert [row.key for row in answer.rows] == [tuple(wanted.values())]
