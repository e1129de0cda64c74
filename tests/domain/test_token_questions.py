"""Question tokens: what they share, for whom they are made, and which questions they raise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halsoverkstad.domain.facts import Naming
from halsoverkstad.domain.identity import token
from halsoverkstad.domain.identity.asking import MOST_ALIKE, questions_between
from halsoverkstad.domain.identity.laptops import Registered, link
from halsoverkstad.domain.identity.linking import Answers
from halsoverkstad.domain.identity.token import Secret, kind_of, tokens_for

SECRET = Secret(b"a secret of the programme, 32 b.")
AMINA = Naming("Amina", "Amina", "Ha", 1988, 4)


def quick(text, key):
    """Stands for scrypt."""
    return key + text


def tokens(given="Amina", letters="Ha", year=1988, month=4, secret=SECRET):
    return tokens_for(Naming("x", given, letters, year, month), secret, quick)


def kinds(made):
    return sorted(map(kind_of, made.questions))


def registered(*rows):
    """People of laptops a, b, …: name and what the tokens are made of."""
    return [
        Registered(name.encode(), name[:1].encode(), order, made.linkage, made.questions)
        for order, (name, made) in enumerate(rows)
    ]


def asked(people, answers=None):
    linking = link(people, answers or Answers()).linking
    return [
        (each.first.decode(), each.second.decode()) for each in questions_between(people, linking)
    ]


# Tokens


@pytest.mark.parametrize(
    ("given", "letters"),
    [("AMINA", "ha"), ("Aminah", "HA"), ("Ámina", "Hä"), ("Aamino", "Xa")],
)
def test_spellings_of_one_name_make_one_token(given, letters):
    assert tokens(given, letters).linkage == tokens().linkage


@pytest.mark.parametrize(
    ("one", "other"), [("Os", "Us"), ("Kh", "kh"), ("Qa", "Ka"), ("Ah", "Ax"), ("Ch", "Sh")]
)
def test_surnames_are_compared_by_their_sound(one, other):
    assert tokens(letters=one).linkage == tokens(letters=other).linkage


@pytest.mark.parametrize(
    "other",
    [
        tokens(given="Halima"),
        tokens(letters="Ab"),
        tokens(year=1989),
        tokens(month=5),
        tokens(secret=Secret(b"another secret, also 32 bytes...")),
        tokens(secret=Secret(SECRET.key, epoch=1)),
    ],
)
def test_whatever_differs_makes_another_linkage_token(other):
    assert other.linkage
    assert other.linkage != tokens().linkage


@pytest.mark.parametrize(
    ("other", "shared"),
    [
        (tokens(year=1989), "Y"),
        (tokens(year=1987), "Y"),
        (tokens(letters="Hu"), "I"),
        (tokens(month=5), "M"),
        (tokens(given="Asha"), "K"),
        (tokens(month=None), "M"),
        (tokens(letters=""), "S"),
        (tokens(letters="H"), "I"),
        (tokens(year=None), "Z"),
        (tokens(year=1990), "Z"),
        (tokens(given="Halima", month=5), None),
    ],
)
def test_one_difference_leaves_a_question_token_in_common(other, shared):
    common = {kind_of(each) for each in set(tokens().questions) & set(other.questions)}

    assert shared in common if shared else not common


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (tokens(), ["I", "K", "M", "S", "Y", "Y", "Z"]),
        (tokens(month=None), ["M"]),
        (tokens(letters="H"), ["I", "S"]),
        (tokens(letters=""), ["S"]),
        (tokens(year=None), ["Z"]),
        (tokens(year=None, month=None), []),
        (tokens(letters="", month=None), []),
        (tokens(given=""), []),
        (tokens(given="أمينة"), []),
    ],
)
def test_with_a_gap_there_are_fewer_and_with_two_none(made, expected):
    assert kinds(made) == expected
    assert (made.linkage is not None) == (len(expected) == 7)


def test_four_slow_digests_at_most():
    digests = []

    def slow(text, key):
        digests.append(text)
        return quick(text, key)

    tokens_for(AMINA, SECRET, slow)

    assert len(digests) == len(set(digests)) == 4


def test_a_token_tells_its_recipe_and_epoch_and_no_name(monkeypatch):
    monkeypatch.setattr(token, "_SCRYPT_COST", 2)
    made = tokens_for(AMINA, Secret(SECRET.key, epoch=3))

    assert made.linkage
    assert made.linkage.startswith("1.3.")
    assert len(bytes.fromhex(made.linkage.split(".")[2])) == token.TOKEN_BYTES
    assert all(each.startswith("1.3.") for each in made.questions)
    assert len({each.split(".")[-1] for each in (made.linkage, *made.questions)}) == 8


# Questions


def test_the_likeliest_come_first():
    people = registered(
        ("a1", tokens()),
        ("b1", tokens(given="Asha")),
        ("c1", tokens(month=5)),
        ("d1", tokens(year=1989)),
        ("e1", tokens(month=None)),
    )

    with_a1 = [two for one, two in asked(people) if one == "a1"]

    assert with_a1 == ["e1", "d1", "c1", "b1"]


def test_what_is_linked_or_answered_is_not_asked():
    people = registered(("a1", tokens()), ("b1", tokens()), ("c1", tokens(year=1989)))
    assert asked(people) == [("a1", "c1")]

    assert asked(people, Answers(same=frozenset({(b"b1", b"c1")}))) == []
    assert asked(people, Answers(different=frozenset({(b"b1", b"c1")}))) == []


def test_two_held_as_different_on_one_laptop_are_not_asked_about_through_others():
    """b2 could be a1 only if b1, who is a1 by the token, were b2."""
    people = registered(("a1", tokens()), ("b1", tokens()), ("b2", tokens(given="Asha")))

    assert asked(people) == []


def test_doubles_of_one_laptop_that_it_has_not_answered_are_asked_about():
    people = registered(("a1", tokens()), ("a2", tokens(month=None)), ("b1", tokens("Ali", "Ab")))

    assert asked(people) == [("a1", "a2")]


def test_two_complete_people_are_not_asked_about_for_what_is_for_gaps():
    people = registered(("a1", tokens()), ("b1", tokens(letters="Ab")), ("c1", tokens(year=2001)))

    assert asked(people) == []


def test_what_very_many_share_says_nothing():
    many = [(f"{chr(300 + n)}", tokens(month=None)) for n in range(MOST_ALIKE + 1)]

    assert asked(registered(*many)) == []
    assert asked(registered(*many[:3])) != []


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from((1988, 1989, None)),
                          st.sampled_from((4, 5, None))), max_size=8),
       st.randoms())  # fmt: skip
def test_the_order_of_arrival_changes_no_question(rows, rng):
    people = registered(
        *((f"{laptop}{n}", tokens(year=year, month=month)) for n, (laptop, year, month) in
          enumerate(rows))
    )  # fmt: skip
    shuffled = rng.sample(people, len(people))

    assert asked(people) == asked(shuffled)
    assert len(set(asked(people))) == len(asked(people))
