"""Linkage tokens: equal for one person however the name is spelled, and telling nobody anything."""

import re
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halsoverkstad.domain.facts import Naming
from halsoverkstad.domain.identity import token
from halsoverkstad.domain.identity.fold import RECIPE
from halsoverkstad.domain.identity.token import Secret, Tokens, code_token, kind_of, tokens_for

SECRET = Secret(b"k" * 32)
AMINA = Naming("Amina i köket", "Amina", "Hassan", 1990, 3)


def of(naming: Naming, secret: Secret = SECRET) -> Tokens:
    """The tokens, made at once: what holds of equal texts holds at any cost."""
    return tokens_for(naming, secret, lambda text, key: text + key)


namings = st.builds(
    Naming,
    display=st.just("A"),
    given=st.sampled_from(("", "Amina", "Aamina", "Mohammed", "Maxamed", "Bo", "محمد")),
    surname_letters=st.sampled_from(("", "H", "Ha", "Al", "O'", "李李")),
    birth_year=st.none() | st.integers(1950, 1954),
    birth_month=st.none() | st.integers(1, 3),
)
complete = st.builds(
    Naming,
    display=st.just("A"),
    given=st.sampled_from(("Amina", "Mohammed", "Bo")),
    surname_letters=st.sampled_from(("Ha", "Al")),
    birth_year=st.integers(1950, 1956),
    birth_month=st.integers(1, 12),
)


# When there is one


@pytest.mark.parametrize(
    "missing",
    [
        {"given": ""},
        {"given": " "},
        {"given": "-"},
        {"given": "محمد"},
        {"surname_letters": ""},
        {"surname_letters": "H"},
        {"surname_letters": "O'"},
        {"surname_letters": "李李"},
        {"birth_year": None},
        {"birth_month": None},
    ],
    ids=str,
)
def test_without_all_that_it_is_made_of_there_is_none(missing: dict[str, object]) -> None:
    """Also where nothing is left of a name: else all whose letters are not Latin would be one."""
    assert of(AMINA).linkage is not None
    assert of(replace(AMINA, **missing)).linkage is None  # pyright: ignore[reportArgumentType]


def test_of_a_name_alone_nothing_can_be_asked() -> None:
    assert of(Naming("Amina")) == Tokens()
    assert of(Naming("Amina", "Amina")) == Tokens()
    assert of(Naming("Amina", "Amina", birth_month=3)) == Tokens()


@given(namings)
def test_what_the_promoter_calls_them_is_no_part_of_it(naming: Naming) -> None:
    assert of(replace(naming, display="Någon annan")) == of(naming)


# When two are equal


@pytest.mark.parametrize(
    "other",
    [
        {"given": "Aamina"},
        {"given": "AMINA"},
        {"given": "Aminah"},
        {"given": "Amina Maria"},
        {"surname_letters": "ha"},
        {"surname_letters": "Hassan"},
        {"surname_letters": "Xassan"},
    ],
    ids=str,
)
def test_other_spellings_give_the_same(other: dict[str, str]) -> None:
    assert of(replace(AMINA, **other)) == of(AMINA)


@given(complete, complete)
def test_another_name_or_month_or_year_gives_another(one: Naming, other: Naming) -> None:
    assert (of(one).linkage == of(other).linkage) == (one == other)


@given(complete, st.integers(0, 3))
def test_two_years_in_a_row_share_exactly_one_question_about_the_year(
    naming: Naming, apart: int
) -> None:
    assert naming.birth_year is not None
    other = replace(naming, birth_year=naming.birth_year + apart)

    def about_year(one: Naming) -> set[str]:
        return {each for each in of(one).questions if kind_of(each) == token.YEAR}

    assert len(about_year(naming)) == 2
    shared = about_year(naming) & about_year(other)
    assert len(shared) == {0: 2, 1: 1}.get(apart, 0)


@given(complete)
def test_a_question_token_leaves_out_what_it_says(naming: Naming) -> None:
    """Two who differ in that alone share it."""
    for kind, other in (
        (token.LETTER, replace(naming, surname_letters=naming.surname_letters[0] + "z")),
        (token.MONTH, replace(naming, birth_month=(naming.birth_month or 0) % 12 + 1)),
        (token.NO_LETTERS, replace(naming, surname_letters="Zz")),
        (token.NO_YEAR, replace(naming, birth_year=1900)),
    ):
        shared = {kind_of(each) for each in {*of(naming).questions} & {*of(other).questions}}
        assert kind in shared
        assert of(naming).linkage != of(other).linkage


@given(namings, namings)
def test_a_linkage_token_is_never_a_question_token(one: Naming, other: Naming) -> None:
    assert of(one).linkage not in of(other).questions


@given(namings)
def test_the_fewer_is_known_the_fewer_is_asked(naming: Naming) -> None:
    asked = {*of(naming).questions}
    for name, nothing in (("surname_letters", ""), ("birth_year", None), ("birth_month", None)):
        less = replace(naming, **{name: nothing})
        assert {*of(less).questions} <= asked


# What it tells


@given(complete)
def test_it_says_its_recipe_and_epoch_and_nothing_else(naming: Naming) -> None:
    tokens = of(naming, Secret(SECRET.key, 7))
    assert re.fullmatch(rf"{RECIPE}\.7\.[0-9a-f]{{32}}", tokens.linkage or "")
    for question in tokens.questions:
        assert re.fullmatch(rf"{RECIPE}\.7\.[A-Z]\.[0-9a-f]{{32}}", question)
    assert len({*tokens.questions}) == len(tokens.questions)


@given(complete)
def test_another_secret_gives_tokens_that_nobody_can_compare(naming: Naming) -> None:
    one, other = of(naming), of(naming, Secret(b"o" * 32))
    assert not {one.linkage, *one.questions} & {other.linkage, *other.questions}


@given(complete)
def test_another_epoch_gives_other_tokens_even_with_the_same_secret(naming: Naming) -> None:
    one, other = of(naming), of(naming, Secret(SECRET.key, 1))
    assert not {one.linkage, *one.questions} & {other.linkage, *other.questions}


def test_trying_names_is_slow_and_needs_the_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """16 MiB and n = 2**14 a guess; four such runs a registration at the most."""
    asked: list[dict[str, object]] = []

    def scrypt(text: bytes, **options: object) -> bytes:
        asked.append(options)
        return text[:32].ljust(32)

    monkeypatch.setattr("hashlib.scrypt", scrypt)
    tokens_for(AMINA, SECRET)
    assert 1 <= len(asked) <= 6
    for options in asked:
        assert (options["n"], options["r"], options["salt"]) == (2**14, 8, SECRET.key)


def test_real_tokens_are_those_that_laptops_have_already() -> None:
    """Made with scrypt: other laptops compare with them, so they may never change."""
    tokens = tokens_for(AMINA, SECRET)
    assert tokens.linkage == "1.0.cbe0d8559684c62bf0238e519e6faa64"


# Codes from files


@given(st.text(min_size=1, max_size=8), st.text(min_size=1, max_size=8))
def test_the_same_code_is_the_same_person_everywhere(one: str, other: str) -> None:
    assert (code_token(one, SECRET) == code_token(other, SECRET)) == (one == other)
    assert code_token(one, SECRET) != code_token(one, Secret(b"o" * 32))
    assert code_token(one, SECRET) != code_token(one, Secret(SECRET.key, 1))
    assert re.fullmatch(rf"{RECIPE}\.0\.[0-9a-f]{{32}}", code_token(one, SECRET))


def test_no_two_kinds_of_question_are_the_same_letter() -> None:
    kinds = [token.YEAR, token.LETTER, token.MONTH, token.NAME, token.NO_LETTERS, token.NO_YEAR]
    assert all(one != other for one, other in combinations([*kinds, token.LINKAGE], 2))
