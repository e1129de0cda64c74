"""Likely doubles: who is worth asking about, found without comparing everybody with everybody."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halsoverkstad.domain.facts import Naming
from halsoverkstad.domain.identity.doubles import ALIKE, doubles_of, likely_doubles

AMINA = Naming("Amina", "Amina", "Ha", 1990, 3)
namings = st.builds(
    Naming,
    display=st.sampled_from(("Amina", "Aminah A", "Bo", "Mohammed", "")),
    given=st.sampled_from(("", "Amina", "Aminah", "Anima", "Mohammed", "Maxamed", "Bo", "محمد")),
    surname_letters=st.sampled_from(("", "H", "Ha", "Al")),
    birth_year=st.none() | st.integers(1989, 1992),
    birth_month=st.none() | st.integers(3, 4),
)
registers = st.lists(namings, max_size=9).map(
    lambda people: {f"p{number}".encode(): each for number, each in enumerate(people)}
)


@given(registers)
def test_the_blocked_search_finds_what_comparing_all_pairs_finds(
    people: dict[bytes, Naming],
) -> None:
    pairwise = [
        question
        for pair in combinations(sorted(people), 2)
        for question in likely_doubles({each: people[each] for each in pair})
    ]
    two_by_two = [
        question
        for one, other in combinations(sorted(people), 2)
        for question in doubles_of(one, {one: people[one], other: people[other]})
    ]
    assert likely_doubles(people) == sorted(pairwise) == sorted(two_by_two)


@given(registers)
def test_what_one_raises_is_what_the_whole_register_raises_about_them(
    people: dict[bytes, Naming],
) -> None:
    everything = likely_doubles(people)
    for each in people:
        about = [question for question in everything if each in (question.first, question.second)]
        assert doubles_of(each, people) == about


@given(registers)
def test_questions_are_about_two_different_people_the_smaller_first(
    people: dict[bytes, Naming],
) -> None:
    found = likely_doubles(people)
    assert all(each.first < each.second for each in found)
    assert found == sorted(found)
    assert len({(each.first, each.second) for each in found}) == len(found)
    assert all(each.distance >= 0 for each in found)


@pytest.mark.parametrize(
    ("other", "asked"),
    [
        ({}, True),
        ({"given": "Aminah"}, True),
        ({"given": "Aamina"}, True),
        ({"given": "Amna"}, True),
        ({"given": "Bo"}, False),
        ({"birth_year": 1991}, True),
        ({"birth_year": 1992}, True),
        ({"birth_year": 1992, "birth_month": 4}, False),
        ({"surname_letters": "Hu"}, True),
        ({"surname_letters": "Al", "birth_month": None}, False),
        ({"surname_letters": "", "birth_year": None}, False),
        ({"birth_year": None}, True),
        ({"birth_month": None}, True),
    ],
    ids=str,
)
def test_names_alike_and_two_of_initial_year_and_month(
    other: dict[str, object], asked: bool
) -> None:
    people = {b"a": AMINA, b"b": replace(AMINA, **other)}  # pyright: ignore[reportArgumentType]
    assert bool(likely_doubles(people)) == asked


def test_what_agrees_in_all_is_asked_first() -> None:
    people = {
        b"a": AMINA,
        b"b": AMINA,
        b"c": replace(AMINA, given="Aminah"),
        b"d": replace(AMINA, birth_year=1991),
    }
    best, *_ = likely_doubles(people)
    assert (best.first, best.second, best.distance) == (b"a", b"b", 0)
    distances = {question.second: question.distance for question in doubles_of(b"a", people)}
    assert distances[b"b"] < distances[b"c"] < distances[b"d"]


def test_the_nickname_stands_in_for_a_given_name_that_is_not_known() -> None:
    people = {b"a": AMINA, b"b": replace(AMINA, display="Amina i köket", given="")}
    assert len(likely_doubles(people)) == 1


def test_of_a_bare_nickname_nothing_is_asked() -> None:
    assert likely_doubles({b"a": Naming("Amina"), b"b": Naming("Amina")}) == []
    assert 0 < ALIKE < 1
