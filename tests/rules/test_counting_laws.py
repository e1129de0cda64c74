"""Laws that always hold of the figures, over made-up histories."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from halsoverkstad.domain.words import (
    TIME_DIMENSIONS,
    Dimension,
)
from tests.histories import questions
from tests.reference import History, statistics
from tests.rules.noting import Question, law, numbers


def same(some: Iterable[Mapping[str, object]], others: Iterable[Mapping[str, object]]) -> bool:
    """Whether the rows are the same, in whatever order rows and columns stand."""
    return Counter(frozenset(row.items()) for row in some) == Counter(
        frozenset(row.items()) for row in others
    )


def only(history: History, keys: Container[str]) -> History:
    """The history as if no other sessions had been."""
    return History(
        {key: session for key, session in history.sessions.items() if key in keys},
        [noted for noted in history.attendances if noted.session in keys],
    )


def without_new(row: Mapping[str, object]) -> dict[str, object]:
    """The row without the two measures that look beyond the cell."""
    return {key: value for key, value in row.items() if key not in {"nya", "tidigare"}}


def turned(name: str) -> str:
    """Another name, such that names sort the other way round."""
    return "".join(chr(ord("z") - ord(letter) + ord("0")) for letter in name)


ADDED_UP = (
    "tillfallen",
    "gruppaktiviteter",
    "arrangemang",
    "individuella",
    "deltagartillfallen",
    "deltagartillfallen_registrerade",
    "unika_uppskattade",
)
"""Counts of what belongs to one session: these alone add up over choices of sessions."""
OF_PERSONS = (
    "unika",
    "unika_registrerade",
    "nya",
    "tidigare",
    "aterkommande",
    "regelbundna",
    "individuellt_stod",
)


@law
@given(questions())
def test_each_row_agrees_with_itself(question: Question) -> None:
    history, period, dimensions = question
    for row in map(numbers, statistics(history, period, dimensions)):
        kinds = row["gruppaktiviteter"] + row["arrangemang"] + row["individuella"]
        assert row["tillfallen"] == kinds
        assert row["unika"] == row["unika_registrerade"] + row["unika_uppskattade"]
        assert row["nya"] + row["tidigare"] == row["unika_registrerade"]
        assert 0 <= row["regelbundna"] <= row["aterkommande"] <= row["unika_registrerade"]
        assert 0 <= row["nya"] <= row["unika_registrerade"]
        assert row["individuellt_stod"] <= row["unika_registrerade"]
        heads = row["deltagartillfallen"] - row["deltagartillfallen_registrerade"]
        assert 0 <= row["unika_uppskattade"] <= heads


@law
@given(questions())
def test_unique_persons_are_at_most_their_attendances(question: Question) -> None:
    """With at most one of group, area and sex; `test_group_and_area_...` shows why."""
    history, period, dimensions = question
    for dropped in [d for d in dimensions if d.of_person][1:]:
        dimensions.remove(dropped)
    for row in map(numbers, statistics(history, period, dimensions)):
        assert row["unika_registrerade"] <= row["deltagartillfallen_registrerade"]


@law
@given(questions())
def test_groups_areas_and_sexes_partition_the_persons_of_each_cell(question: Question) -> None:
    """Also those new, returning, regular; and attendances, by what was noted at each."""
    history, period, dimensions = question
    cells = [dimension for dimension in dimensions if not dimension.of_person]
    parted = statistics(history, period, dimensions)
    for cell in statistics(history, period, cells):
        parts = [row for row in parted if all(row[key] == cell[key] for key in cells)]
        for measure in (
            *OF_PERSONS,
            "deltagartillfallen",
            "deltagartillfallen_registrerade",
            "unika_uppskattade",
        ):
            assert sum(numbers(part)[measure] for part in parts) == numbers(cell)[measure]


@law
@given(questions())
def test_the_largest_part_is_at_most_the_total_which_is_at_most_the_sum(
    question: Question,
) -> None:
    history, period, dimensions = question
    (whole,) = map(numbers, statistics(history, period, []))
    parts = [numbers(row) for row in statistics(history, period, dimensions)]
    for measure in ("unika_registrerade", "unika", "individuellt_stod", "nya"):
        figures = [part[measure] for part in parts]
        assert max(figures, default=0) <= whole[measure] <= sum(figures)
    for measure in (*ADDED_UP, "aterkommande"):
        assert max((part[measure] for part in parts), default=0) <= whole[measure]


@law
@given(questions())
def test_sessions_and_attendances_add_up_over_choices_of_sessions(question: Question) -> None:
    history, period, dimensions = question
    cells = [dimension for dimension in dimensions if not dimension.of_person]
    (whole,) = map(numbers, statistics(history, period, []))
    parts = [numbers(row) for row in statistics(history, period, cells)]
    for measure in ADDED_UP:
        assert sum(part[measure] for part in parts) == whole[measure]


@law
@given(questions(), st.sampled_from(TIME_DIMENSIONS))
def test_a_person_is_new_in_one_part_of_time(question: Question, dimension: Dimension) -> None:
    history, period, _ = question
    (whole,) = map(numbers, statistics(history, period, []))
    parts = map(numbers, statistics(history, period, [dimension]))
    assert sum(part["nya"] for part in parts) == whole["nya"]


@law
@given(questions(), st.sampled_from(TIME_DIMENSIONS))
def test_a_part_of_time_is_as_if_asked_for_by_itself(
    question: Question, dimension: Dimension
) -> None:
    history, period, others = question
    others = [other for other in others if not other.of_time]
    parted = statistics(history, period, [dimension, *others])
    asked = [
        {dimension.value: part.name} | row
        for part in period.parts(dimension)
        for row in statistics(history, part, others)
        if others or row["tillfallen"]
    ]
    assert same(parted, asked)


@law
@given(questions())
def test_a_workshop_is_as_if_it_were_alone_but_for_who_is_new(question: Question) -> None:
    """Only `nya` looks beyond the cell, at the first attendance in the whole programme."""
    history, period, _ = question
    for row in statistics(history, period, [Dimension.WORKSHOP]):
        its = {k for k, s in history.sessions.items() if s.workshop == row["verkstad"]}
        alone = only(history, its)
        (whole,) = map(numbers, statistics(alone, period, []))
        assert without_new(numbers(row)) == without_new(whole)


@law
@given(questions())
def test_what_lies_after_the_period_changes_nothing_and_before_only_who_is_new(
    question: Question,
) -> None:
    history, period, dimensions = question
    rows = statistics(history, period, dimensions)
    so_far = only(history, {k for k, s in history.sessions.items() if s.day <= period.last})
    within = only(history, {k for k, s in history.sessions.items() if s.day in period})
    assert same(statistics(so_far, period, dimensions), rows)
    assert same(map(without_new, statistics(within, period, dimensions)), map(without_new, rows))


@law
@given(questions(), st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(question: Question, chance: Random) -> None:
    """Sessions, attendances and dimensions may come in any order, and the same file twice."""
    history, period, dimensions = question
    sessions = list(history.sessions.items())
    attendances = [*history.attendances, *history.attendances]
    shuffled = list(dimensions)
    for some in (sessions, attendances, shuffled):
        chance.shuffle(some)
    rows = statistics(history, period, dimensions)
    assert same(statistics(History(dict(sessions), attendances), period, shuffled), rows)


@law
@given(questions())
def test_what_persons_and_sessions_are_called_changes_nothing(question: Question) -> None:
    """The order of pseudonyms is turned round: nothing is chosen by it."""
    history, period, dimensions = question
    renamed = History(
        {turned(key): session for key, session in history.sessions.items()},
        [
            replace(noted, session=turned(noted.session), person=turned(noted.person))
            for noted in history.attendances
        ],
    )
    assert same(statistics(renamed, period, dimensions), statistics(history, period, dimensions))
