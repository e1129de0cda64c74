"""The lösenfras: typed in many ways, told apart where it differs, checked by three words."""

import unicodedata
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import DamerauLevenshtein

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.phrase import (
    WORDS,
    check_value,
    check_words,
    normalised,
)
from storage.phrase import SECRET_BYTES, secret_from

PHRASE = "åtta gröna äpplen på ön"
PROGRAMME = bytes(range(16))
SECRET = b"s" * 32
FINGERPRINT = b"f" * 32


@pytest.mark.parametrize(
    "typed",
    [
        "Åtta Gröna Äpplen På Ön",
        "  åtta   gröna\täpplen\u00a0på ön \n",
        "åtta, gröna äpplen – på ön!",
        "ÅTTA-GRÖNA-ÄPPLEN-PÅ-ÖN",
        unicodedata.normalize("NFD", PHRASE),
        "ａtta".replace("ａ", "å") + " gröna äpplen på ön",
        "\ufeffåtta gröna\u200b äp\u00adplen på ön",
    ],
)
def test_the_same_phrase(typed):
    assert normalised(typed) == PHRASE


@pytest.mark.parametrize(
    "typed",
    [
        "atta grona applen pa on",
        "åtta gröna äpplen på o",
        "åttagröna äpplen på ön",
        "gröna åtta äpplen på ön",
        "8 gröna äpplen på ön",
    ],
)
def test_another_phrase(typed):
    assert normalised(typed) != PHRASE


def test_wide_letters_and_ligatures_are_letters():
    assert normalised("ａｂｃ ﬁn två fyra") == "abc fin två fyra"


@pytest.mark.parametrize("phrase", ["شمس فوق بستان جميل", "słońce nad ogrodem dziś", "1 2 3 4"])
def test_words_of_any_script(phrase):
    assert normalised(phrase) == phrase


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("", "är tom"),
        (" \n\t", "är tom"),
        ("!!! ---", "är tom"),
        ("lösenord", "bara ett ord"),
        ("två ord", "bara två ord"),
        ("bara tre ord", "bara tre ord"),
        ("bara tre ord ...", "bara tre ord"),
    ],
)
def test_too_few_words(phrase, words):
    with pytest.raises(Fault, match="minst fyra ord") as caught:
        normalised(phrase)

    assert words in str(caught.value)


@given(st.lists(st.text(min_size=1), min_size=4, max_size=6).map(" ".join))
def test_normalising_twice_changes_nothing(phrase):
    try:
        once = normalised(phrase)
    except Fault:
        return

    assert normalised(once) == normalised(once.upper().casefold()) == once


def test_a_name_from_the_environment_with_broken_bytes():
    assert normalised("a b c d\udcff") == "a b c d"


def test_the_secret_follows_phrase_programme_and_epoch():
    secret = secret_from(PHRASE, PROGRAMME, 1)

    assert len(secret) == SECRET_BYTES
    assert secret_from("Åtta gröna äpplen på ön.", PROGRAMME, 1) == secret
    others = [
        secret_from("åtta gröna äpplen på en", PROGRAMME, 1),
        secret_from(PHRASE, b"x" * 16, 1),
        secret_from(PHRASE, PROGRAMME, 2),
    ]
    assert len({secret, *others}) == 4


def test_the_secret_stays_the_same_from_version_to_version():
    """Another value would part every laptop from its earlier tokens."""
    assert secret_from(PHRASE, PROGRAMME, 1).hex() == (
        "06d01a44f6ad74084d5c61ba8bb741234af128120d3da9982fa031cf9cb88658"
    )


def test_no_secret_of_a_phrase_too_short():
    with pytest.raises(Fault):
        secret_from("tre ord bara", PROGRAMME, 1)


def test_the_check_value_follows_the_secret():
    assert check_value(SECRET) == check_value(SECRET)
    assert check_value(SECRET) != check_value(b"t" * 32)
    assert len(check_value(SECRET)) == 8
    assert check_value(SECRET) not in SECRET


def test_the_three_words_follow_secret_and_programme_file():
    words = check_words(SECRET, FINGERPRINT)

    assert words == check_words(SECRET, FINGERPRINT)
    assert len(words) == 3
    assert set(words) <= set(WORDS)
    assert words != check_words(b"t" * 32, FINGERPRINT)
    assert words != check_words(SECRET, b"g" * 32)


def test_every_word_comes_up():
    seen = {word for number in range(2000) for word in check_words(SECRET, number.to_bytes(32))}

    assert seen == set(WORDS)


def test_the_words_are_short_and_plain():
    assert len(WORDS) == len(set(WORDS)) == 256
    for word in WORDS:
        assert 3 <= len(word) <= 8
        assert set(word) <= set("abcdefghijklmnopqrstuvwxyzåäö")
        assert unicodedata.is_normalized("NFC", word)


def test_no_word_is_like_another():
    plain = {word.translate(str.maketrans("åäö", "aao")) for word in WORDS}
    assert len(plain) == 256
    for one, other in combinations(plain, 2):
        assert DamerauLevenshtein.distance(one, other) >= 2, (one, other)
        assert not one.startswith(other), (one, other)
        assert not other.startswith(one), (one, other)
