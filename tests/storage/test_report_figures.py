"""A report's figures are those of `statistik`, each by a name of its own, each to be traced."""

from collections import Counter
from contextlib import closing
from datetime import date

import pytest
from hypothesis import given, settings

from halsoverkstad.domain.facts import Attributes, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import Dimension, Kind
from storage import counting, double_sessions, sessions
from storage.report_extras import CLASSES, DATES, TURNED_AWAY, VISITS
from storage.report_figures import ReportFigures, figures
from storage.report_tracing import behind_figure
from storage.sessions import Present, SessionEntry
from storage.store import Store
from tests.histories import questions
from tests.reference import History
from tests.stores import ADULT, CHILD, fill, new_store, register

OWN = {VISITS, DATES, TURNED_AWAY}


@settings(max_examples=40)
@given(questions())
def test_every_figure_is_the_one_that_statistik_gives(
    question: tuple[History, Period, list[Dimension]],
) -> None:
    history, period, _ = question
    if period.first.year < 2:  # there is no year before
        return
    with closing(new_store()) as store:
        fill(store, history)
        counted = figures(store, period)
        cells: dict[tuple[Period, tuple[Dimension, ...]], dict[tuple[str, ...], object]] = {}
        for figure in counted.figures.values():
            trace = figure.trace
            if trace.measure in OWN:
                continue
            cut = (trace.period, trace.dimensions)
            if cut not in cells:
                rows = counting.statistics(store, *cut).rows
                cells[cut] = {row.key: row.figures for row in rows}
            row = cells[cut].get(trace.key)
            assert figure.value == (row[trace.measure] if row else 0), figure.name
        missing = {
            (cut, key)
            for cut, rows in cells.items()
            for key in rows
            if not any(
                (each.trace.period, each.trace.dimensions) == cut and each.trace.key == key
                for each in counted.figures.values()
            )
        }
        assert not missing, "a row of statistik that the report leaves out"


@settings(max_examples=40)
@given(questions())
def test_visits_and_dates_are_counted_as_plain_sets_count_them(
    question: tuple[History, Period, list[Dimension]],
) -> None:
    history, period, _ = question
    came: Counter[str] = Counter()
    dates: dict[str, set[date]] = {}
    for noted in {(each.session, each.person) for each in history.attendances}:
        session = history.sessions[noted[0]]
        if session.day in period:
            came[noted[1]] += 1
            if session.kind is Kind.GROUP:
                dates.setdefault(noted[1], set()).add(session.day)
    with closing(new_store()) as store:
        fill(store, history)
        counted = figures(store, period)
        for word, (first, last) in CLASSES.items():
            expected = sum(first <= number <= last for number in came.values())
            assert counted.value(f"B1.besok.{word}") == expected
        for least in (2, 3, 6, 13):
            expected = sum(len(each) >= least for each in dates.values())
            assert counted.value(f"B2.dagar.{least}") == expected
        away = sum(each.turned_away for each in history.sessions.values() if each.day in period)
        assert counted.value("T2.fick_inte_plats.totalt") == away


def held(store: Store, day: date, *people: bytes, **fields: object) -> bytes:
    session = Session(day, **({"workshop": "Kvinnors hälsa"} | fields))  # pyright: ignore[reportArgumentType]
    present = tuple(Present(each, Attributes(ADULT)) for each in people)
    return sessions.save(store, SessionEntry(session, present))


@pytest.fixture
def year(store: Store) -> Store:
    """Two who came in 2024 and 2025, one of them often, and one child with support."""
    amina, bea = register(store, "Amina"), register(store, "Bea")
    child = register(store, "Ali", Attributes(CHILD))
    held(store, date(2024, 3, 4), amina, bea)
    for month in range(1, 8):
        held(store, date(2025, month, 6), amina)
    held(store, date(2025, 2, 10), amina, bea, turned_away=3)
    support = Session(date(2025, 5, 5), kind=Kind.INDIVIDUAL)
    sessions.save(store, SessionEntry(support, (Present(child, Attributes(CHILD)),)))
    return store


def test_figures_have_stable_names(year: Store) -> None:
    counted = figures(year, Period.year(2025))
    named = {
        name: counted.value(name)
        for name in (
            "N1.unika",
            "T1.unika.vuxna",
            "T1.unika.vuxna.fore",
            "T1.unika.barn_och_unga",
            "T1.unika.uppgift_saknas",
            "T1.unika.totalt.fore",
            "G1.nya.totalt",
            "T2.tillfallen.kvinnors_halsa",
            "T2.tillfallen.programgemensamt",
            "T2.tillfallen.barn_och_unga",
            "T2.fick_inte_plats.totalt",
            "T3.tillfallen.2025K1",
            "T4.unika_registrerade.omrade.uppgift_saknas",
            "T5.unika_registrerade.individuellt",
            "B1.besok.6-12",
            "B2.dagar.6",
            "V.kvinnors_halsa.unika.vuxna",
            "V.kvinnors_halsa.unika.totalt",
        )
    }
    assert named == {
        "N1.unika": 3,
        "T1.unika.vuxna": 2,
        "T1.unika.vuxna.fore": 2,
        "T1.unika.barn_och_unga": 1,
        "T1.unika.uppgift_saknas": 0,
        "T1.unika.totalt.fore": 2,
        "G1.nya.totalt": 1,
        "T2.tillfallen.kvinnors_halsa": 8,
        "T2.tillfallen.programgemensamt": 1,
        "T2.tillfallen.barn_och_unga": 0,
        "T2.fick_inte_plats.totalt": 3,
        "T3.tillfallen.2025K1": 4,
        "T4.unika_registrerade.omrade.uppgift_saknas": 3,
        "T5.unika_registrerade.individuellt": 1,
        "B1.besok.6-12": 1,
        "B2.dagar.6": 1,
        "V.kvinnors_halsa.unika.vuxna": 2,
        "V.kvinnors_halsa.unika.totalt": 2,
    }


def people_behind(store: Store, counted: ReportFigures, name: str) -> tuple[int, int]:
    found = behind_figure(store, counted.figures[name].trace)
    return len(found.sessions), len(found.participants)


def test_behind_each_figure_stand_its_sessions_and_people(year: Store) -> None:
    counted = figures(year, Period.year(2025))
    said = {
        name: people_behind(year, counted, name)
        for name in (
            "T1.unika.vuxna",
            "T1.unika.vuxna.fore",
            "T2.fick_inte_plats.totalt",
            "T2.fick_inte_plats.kvinnors_halsa",
            "T2.fick_inte_plats.programgemensamt",
            "B1.besok.1",
            "B1.besok.6-12",
            "B2.dagar.2",
            "V.kvinnors_halsa.unika.vuxna",
        )
    }
    assert said == {
        "T1.unika.vuxna": (8, 2),
        "T1.unika.vuxna.fore": (1, 2),
        "T2.fick_inte_plats.totalt": (1, 0),
        "T2.fick_inte_plats.kvinnors_halsa": (1, 0),
        "T2.fick_inte_plats.programgemensamt": (0, 0),
        "B1.besok.1": (2, 2),
        "B1.besok.6-12": (8, 1),
        "B2.dagar.2": (8, 1),
        "V.kvinnors_halsa.unika.vuxna": (8, 2),
    }


def test_without_a_session_in_the_earlier_year_there_is_nothing_to_compare(year: Store) -> None:
    counted = figures(year, Period.year(2024))
    assert counted.before is None
    assert "T1.unika.vuxna.fore" not in counted.figures


def test_a_period_within_a_quarter_is_cut_by_months(year: Store) -> None:
    assert figures(year, Period.quarter(2025, 1)).parts_of_time is Dimension.MONTH
    assert figures(year, Period.half(2025, 1)).parts_of_time is Dimension.QUARTER
    assert figures(year, Period.quarter(2025, 1)).value("T3.tillfallen.2025-02") == 2


def test_an_empty_database_gives_noughts(store: Store) -> None:
    counted = figures(store, Period.year(2025))
    assert {each.value for each in counted.figures.values()} == {0}
    assert (counted.register_since, counted.logged_since, counted.before) == (None, None, None)
    assert "" not in counted.workshops


def test_only_workshops_that_ran_or_have_sessions_are_listed(store: Store) -> None:
    assert figures(store, Period.half(2023, 2)).workshops == ("Munhälsa och kost", "Kvinnors hälsa")
    held(store, date(2023, 8, 1), workshop="Barn och unga")
    assert figures(store, Period.half(2023, 2)).workshops == (
        "Munhälsa och kost",
        "Kvinnors hälsa",
        "Barn och unga",
    )


def test_of_a_session_logged_twice_those_turned_away_count_once(store: Store) -> None:
    one = held(store, date(2025, 2, 10), turned_away=3)
    other = held(store, date(2025, 2, 10), turned_away=5)
    assert figures(store, Period.year(2025)).value("T2.fick_inte_plats.totalt") == 8
    double_sessions.answer(store, one, other, same=True)
    assert figures(store, Period.year(2025)).value("T2.fick_inte_plats.totalt") == 5


def test_there_is_no_year_before_the_first(store: Store) -> None:
    assert figures(store, Period.year(1)).before is None
