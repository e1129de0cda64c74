"""Swedish text: in the order of a Swedish telephone book, and found however it is typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halsoverkstad.domain.programme import fold_word
from halsoverkstad.domain.swedish import search_key, sort_key

swedish = st.text("abcåäöéüABCÅÄÖÉ -'", max_size=12)


def test_the_order_of_the_alphabet() -> None:
    names = ["Östen", "zorro", "bo", "Cia", "École", "Ärla", "Zahra", "Adam", "Åsa", "Béa"]
    assert sorted(names, key=sort_key) == [
        "Adam", "Béa", "bo", "Cia", "École", "Zahra", "zorro", "Åsa", "Ärla", "Östen",
    ]  # fmt: skip


def test_z_comes_before_a_with_a_ring() -> None:
    assert sorted("zåäöa", key=sort_key) == list("azåäö")
    assert sorted("ÖÄÅZ", key=sort_key) == list("ZÅÄÖ")


def test_the_neighbours_letters_stand_with_ours() -> None:
    assert sort_key("Ærø") == sort_key("Ärö")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("asa", "Åsa"),
        ("ÅSA", "åsa"),
        ("ostra  torn", "Östra Torn"),
        ("cafe", "Café"),
        ("maria", "MARÍA"),
        ("bjorn", "Bjørn"),
        ("strasse", "Straße"),
    ],
)
def test_it_is_found_without_dots_rings_and_capitals(typed: str, found: str) -> None:
    assert search_key(typed) == search_key(found)


@given(swedish)
def test_letters_written_in_two_parts_are_the_same(text: str) -> None:
    parts = unicodedata.normalize("NFD", text)
    assert search_key(parts) == search_key(text)
    assert sort_key(parts) == sort_key(text)
    assert fold_word(parts) == fold_word(text)


@given(swedish)
def test_keys_are_small_letters_and_stay_as_they_are(text: str) -> None:
    key = search_key(text)
    assert search_key(key) == key
    assert key == key.casefold() == " ".join(key.split())
    assert sort_key(text) == sort_key(text.upper()) == sort_key(text.lower())


@given(swedish, swedish)
def test_what_sorts_alike_is_found_alike(one: str, other: str) -> None:
    if sort_key(one) == sort_key(other):
        assert search_key(one) == search_key(other)


@pytest.mark.parametrize(
    "header", ["Fick inte plats", "fick_inte_plats", "FICK-INTE-PLATS", " fick  inte plats "]
)
def test_headers_are_compared_by_their_words(header: str) -> None:
    assert fold_word(header) == "fick inte plats"
