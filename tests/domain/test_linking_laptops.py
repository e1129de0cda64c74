"""Linking over laptops: equal tokens in order, each laptop knowing its own people best."""

from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halsoverkstad.domain.identity.laptops import Registered, link
from halsoverkstad.domain.identity.linking import Answers, Linking, pair

NAMES = ("a1", "a2", "a3", "b1", "b2", "b3", "c1", "c2", "d1")
PAIRS = st.sampled_from([pair(one.encode(), two.encode()) for one in NAMES for two in NAMES
                         if one < two])  # fmt: skip
ANSWERS = st.builds(Answers, st.frozensets(PAIRS, max_size=4), st.frozensets(PAIRS, max_size=4))


OF_A_NAME = ("1.0.K.aa",)


def person(name, token=None, *, seq=None, questions=OF_A_NAME):
    """A participant of the laptop that the first letter names, registered in the second's order."""
    order = int(name[1]) if seq is None else seq
    return Registered(name.encode(), name[:1].encode(), order, token, questions)


@st.composite
def registers(draw):
    """Some of nine people on four laptops, with one of two tokens or none, in any order."""
    names = draw(st.lists(st.sampled_from(NAMES), unique=True))
    tokens = st.sampled_from((None, "T", "U"))
    return [person(name, draw(tokens), seq=draw(st.integers(1, 9))) for name in names]


def groups(linking, people):
    """The people who are one, as sets of their names."""
    together = defaultdict(set)
    for each in people:
        together[linking.person(each.participant)].add(each.participant.decode())
    return sorted(map(sorted, together.values()))


def said(*pairs):
    return frozenset(pair(one.encode(), two.encode()) for one, two in map(str.split, pairs))


def linked(people, *, same=(), different=(), links=()):
    return link(people, Answers(said(*same), said(*different)), said(*links))


# Examples


def test_equal_tokens_on_two_laptops_are_one_person():
    people = [person("a1", "T"), person("b1", "T"), person("b2", "U")]

    assert groups(linked(people).linking, people) == [["a1", "b1"], ["b2"]]


def test_namesakes_are_linked_first_with_first_and_second_with_second():
    people = [person(name, "T") for name in ("a1", "a2", "b1", "b2", "c1")]

    assert groups(linked(people).linking, people) == [["a1", "b1", "c1"], ["a2", "b2"]]


def test_the_order_is_the_laptops_own_sequence_number():
    people = [
        person("a1", "T", seq=20),
        person("a2", "T", seq=10),
        person("b1", "T", seq=1),
        person("b2", "T", seq=2),
    ]

    assert groups(linked(people).linking, people) == [["a1", "b2"], ["a2", "b1"]]


def test_two_of_one_laptop_are_not_joined_through_a_third():
    people = [person("a1", "T"), person("a2", "U"), person("b1", "T"), person("b2", "U")]

    one_there = linked(people, same=["b1 b2"])

    assert groups(one_there.linking, people) == [["a1", "b1", "b2"], ["a2"]]


def test_a_person_may_say_that_two_of_one_laptop_are_one():
    people = [person("a1", "T"), person("a2", "U"), person("b1", "T"), person("c1", "U")]

    assert groups(linked(people, same=["a1 a2"]).linking, people) == [["a1", "a2", "b1", "c1"]]


def test_people_joined_by_an_answer_are_one_in_the_order():
    people = [person(name, "T") for name in ("a1", "a2", "a3", "b1", "b2")]

    assert groups(linked(people, same=["a1 a2"]).linking, people) == [
        ["a1", "a2", "b1"],
        ["a3", "b2"],
    ]


def test_a_no_across_laptops_leaves_the_place_to_the_next():
    people = [person(name, "T") for name in ("a1", "a2", "b1")]

    assert groups(linked(people, different=["a1 b1"]).linking, people) == [["a1"], ["a2", "b1"]]


def test_an_answer_across_laptops_goes_before_the_order():
    people = [person(name, "T") for name in ("a1", "a2", "b1", "b2")]

    assert groups(linked(people, same=["a1 b2"]).linking, people) == [["a1", "b2"], ["a2", "b1"]]


def test_another_recipe_or_epoch_is_another_token():
    people = [person("a1", "1.0.aa"), person("b1", "1.1.aa"), person("c1", "2.0.aa")]

    assert groups(linked(people).linking, people) == [["a1"], ["b1"], ["c1"]]


def test_who_is_incomplete_is_never_linked_by_a_token():
    people = [person("a1", None), person("b1", None)]

    assert groups(linked(people).linking, people) == [["a1"], ["b1"]]


def test_links_kept_as_facts_replace_a_token_that_is_gone():
    people = [person(name, "T") for name in ("a1", "a2", "b1", "b2")]
    before = linked(people)
    kept = before.behind(b"a1")
    assert kept == [(b"a1", b"b1")]

    erased = [person("a1", None), *people[1:]]
    after = link(erased, Answers(), kept)

    assert groups(after.linking, erased) == groups(before.linking, people)


def test_what_is_kept_does_not_rest_on_who_is_between():
    """A laptop knows its own people and who has been erased, and nobody of a third laptop."""
    people = [person(name, "T") for name in ("a1", "b1", "c1", "d1")]
    for gone in people:
        others = [each.participant for each in people if each is not gone]
        kept = linked(people).behind(gone.participant)
        assert kept == sorted(pair(gone.participant, other) for other in others)


def test_a_kept_link_never_joins_what_a_person_or_a_laptop_holds_apart():
    people = [person("a1"), person("a2"), person("b1")]

    assert groups(linked(people, links=["a1 b1"], different=["a1 b1"]).linking, people) == [
        ["a1"],
        ["a2"],
        ["b1"],
    ]
    assert groups(linked(people, links=["a1 b1", "a2 b1"]).linking, people) == [
        ["a1", "b1"],
        ["a2"],
    ]


@pytest.mark.parametrize("laptops", [3, 10])
def test_the_same_code_everywhere_is_one_person(laptops):
    people = [
        Registered(bytes([laptop, code]), bytes([laptop]), code, f"1.0.{code}")
        for laptop in range(laptops)
        for code in range(5)
    ]

    assert len(groups_of(linked(people).linking, people)) == 5


def groups_of(linking, people):
    return {linking.person(each.participant) for each in people}


# Laws


@given(registers(), ANSWERS, st.frozensets(PAIRS, max_size=3), st.randoms())
def test_the_order_of_arrival_changes_nothing(people, answers, links, rng):
    shuffled = rng.sample(people, len(people))
    one, other = link(people, answers, links), link(shuffled, answers, sorted(links, reverse=True))

    assert groups(one.linking, people) == groups(other.linking, people)
    assert one.made == other.made


@given(registers(), ANSWERS, st.frozensets(PAIRS, max_size=3))
def test_once_more_with_the_links_made_changes_nothing(people, answers, links):
    once = link(people, answers, links)
    again = link(people, answers, once.made)

    assert groups(again.linking, people) == groups(once.linking, people)
    assert sorted(again.made) == sorted(once.made)


@given(registers(), ANSWERS)
def test_the_links_made_are_enough_when_all_tokens_are_gone(people, answers):
    once = link(people, answers)
    without = link([each._replace(linkage=None) for each in people], answers, once.made)

    assert groups(without.linking, people) == groups(once.linking, people)


@given(registers(), ANSWERS, st.frozensets(PAIRS, max_size=3))
def test_never_across_a_no(people, answers, links):
    linking = link(people, answers, links).linking

    for one, other in answers.different:
        assert linking.person(one) != linking.person(other)
        assert linking.said_to_differ(one, other)


@given(registers(), ANSWERS, st.frozensets(PAIRS, max_size=3))
def test_two_of_one_laptop_are_one_only_if_people_said_so(people, answers, links):
    by_answers = Linking(answers)
    persons = defaultdict(set)
    linking = link(people, answers, links).linking
    for each in people:
        place = (linking.person(each.participant), each.laptop)
        persons[place].add(by_answers.person(each.participant))

    assert all(len(each) == 1 for each in persons.values())


@given(registers())
def test_per_token_the_count_is_the_largest_number_that_one_laptop_holds(people):
    linking = link(people, Answers()).linking

    for token in ("T", "U"):
        holders = [each for each in people if each.linkage == token]
        largest = max(Counter(each.laptop for each in holders).values(), default=0)
        assert len(groups_of(linking, holders)) == largest


@given(registers(), ANSWERS)
def test_tokens_only_join(people, answers):
    by_answers = Linking(answers)
    linking = link(people, answers).linking

    for each in people:
        assert linking.person(by_answers.person(each.participant)) == linking.person(
            each.participant
        )


# Codes, earlier phrases, and laptops that go on under a new id


def test_codes_settle_who_is_who_among_namesakes():
    people = [
        person(name, "1.0.aa")._replace(codes=(code,), questions=(f"1.0.K.{name}",))
        for name, code in (("a1", "1.0.yy"), ("a2", "1.0.zz"), ("b1", "1.0.zz"), ("b2", "1.0.yy"))
    ]

    assert groups(linked(people).linking, people) == [["a1", "b2"], ["a2", "b1"]]


def test_a_code_beside_a_name_is_the_code_alone_of_another():
    people = [
        person("a1", "1.0.aa")._replace(codes=("1.0.zz",)),
        person("b1", "1.0.zz", questions=()),
    ]

    assert groups(linked(people).linking, people) == [["a1", "b1"]]


def test_two_of_one_laptop_with_the_same_code_are_one_unless_somebody_said_no():
    """Both copies of a database that nobody saw to be copied read the code from a file."""
    people = [person(name, "1.0.zz", questions=()) for name in ("a1", "a2", "b1")]
    people.append(person("a3", "1.0.aa")._replace(codes=("1.0.yy", "1.0.zz")))
    people.append(person("a4", "1.0.aa"))

    everybody = linked(people).linking
    assert groups(everybody, people) == [["a1", "a2", "a3", "b1"], ["a4"]]
    but_one = linked(people, different=["a1 a2"]).linking
    assert groups(but_one, people) == [["a1", "a3", "b1"], ["a2"], ["a4"]]


@pytest.mark.parametrize(("old", "new"), [("1.0.zz", "1.1.aa"), ("1.2.zz", "1.10.aa")])
def test_what_an_earlier_phrase_linked_a_new_one_leaves(old, new):
    people = [
        person("a1", new)._replace(earlier=(old,)),
        person("b1", new),
        person("b2", old),
    ]

    assert groups(linked(people).linking, people) == [["a1", "b2"], ["b1"]]


def test_who_goes_on_with_a_register_holds_apart_what_it_held_apart():
    """B goes on with the register of A: a1 is in both, a2 came to A after the split."""
    people = [
        person("a1", "T", seq=1)._replace(holders=(b"b",)),
        person("a2", "U", seq=5),
        person("b1", "T", seq=3),
        person("b2", "U", seq=4),
    ]

    assert groups(linked(people).linking, people) == [["a1"], ["a2", "b2"], ["b1"]]


def test_the_register_that_goes_on_is_one_laptop_in_the_order():
    people = [
        person("a1", "T", seq=1)._replace(holders=(b"b",)),
        person("b1", "T", seq=2),
        person("c1", "T", seq=1),
        person("c2", "T", seq=2),
    ]

    assert groups(linked(people).linking, people) == [["a1", "c1"], ["b1", "c2"]]
