"""The made-up histories reach the hard places, so that laws over them say something."""

import re

import pytest
from hypothesis import Phase, find, given, settings

from halsoverkstad.domain.facts import Heads
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import (
    PERSON_DIMENSIONS,
    Dimension,
)
from tests.histories import HARD_DAYS, dimension_lists, histories, periods, questions
from tests.reference import History, statistics
from tests.rules.noting import CHILD, WORKER, Question, law, numbers


@pytest.fixture(scope="module")
def made_up() -> list[tuple[History, Period]]:
    """A few hundred made-up histories, each with a period to ask about; the same every time."""
    seen: list[tuple[History, Period]] = []

    @settings(law, max_examples=300, phases=[Phase.generate])
    @given(questions())
    def see(question: Question) -> None:
        seen.append(question[:2])

    see()
    return seen


def test_they_reach_persons_regular_returning_new_and_here_before(
    made_up: list[tuple[History, Period]],
) -> None:
    totals = [numbers(row) for asked in made_up for row in statistics(*asked, [])]
    assert any(0 < row["regelbundna"] < row["aterkommande"] for row in totals)
    assert any(0 < row["aterkommande"] < row["unika_registrerade"] for row in totals)
    assert any(0 < row["nya"] < row["unika_registrerade"] for row in totals)
    assert any(row["individuellt_stod"] > 0 for row in totals)


def test_they_reach_two_groups_of_one_person_on_one_date(
    made_up: list[tuple[History, Period]],
) -> None:
    def tied(history: History) -> bool:
        noted = {
            (one.person, history.sessions[one.session].day, one.attributes.group)
            for one in history.attendances
        }
        return any((who, day, CHILD) in noted for who, day, group in noted if group == WORKER)

    assert any(tied(history) for history, _ in made_up)


def test_they_reach_persons_in_a_row_without_sessions(
    made_up: list[tuple[History, Period]],
) -> None:
    rows = (row for asked in made_up for row in statistics(*asked, PERSON_DIMENSIONS))
    assert any(row["unika"] and not row["tillfallen"] for row in rows)


def test_they_reach_sessions_with_nobody(made_up: list[tuple[History, Period]]) -> None:
    def empty(history: History) -> bool:
        visited = {noted.session for noted in history.attendances}
        return any(not s.heads and key not in visited for key, s in history.sessions.items())

    assert any(empty(history) for history, _ in made_up)


def test_they_reach_heads_all_some_none_or_not_known_to_be_new(
    made_up: list[tuple[History, Period]],
) -> None:
    heads = {
        heads
        for history, _ in made_up
        for session in history.sessions.values()
        for heads in session.heads.values()
    }
    assert {Heads(3, 3), Heads(3, 1), Heads(3, 0), Heads(3, None)} <= heads


def test_they_reach_every_day_at_a_border(made_up: list[tuple[History, Period]]) -> None:
    assert {s.day for history, _ in made_up for s in history.sessions.values()} >= set(HARD_DAYS)


@pytest.mark.parametrize(
    "form", ["....", "....H.", "....K.", "....-..", r"....-..-..\.\.....-..-.."]
)
def test_periods_come_in_all_five_forms(form: str) -> None:
    period = find(
        periods(),
        lambda period: re.fullmatch(form, period.name) is not None,
        settings=settings(law, max_examples=1000),
    )
    assert Period.parse(period.name) == period


@law
@given(histories())
def test_an_attendance_is_at_most_one_a_session_and_person(history: History) -> None:
    there = [(noted.session, noted.person) for noted in history.attendances]
    assert len(there) == len(set(there))
    assert {session for session, _ in there} <= set(history.sessions)


@law
@given(dimension_lists())
def test_dimensions_are_at_most_four_and_different(dimensions: list[Dimension]) -> None:
    assert len(set(dimensions)) == len(dimensions) <= 4
