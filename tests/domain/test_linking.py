"""Who is one person: answers are followed, and what people said differs is never joined."""

from collections import Counter, defaultdict
from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from halsoverkstad.domain.identity.laptops import Registered, link
from halsoverkstad.domain.identity.linking import Answers, Linking, Pair, pair
from tests.linked import joined, person_of

PEOPLE = [bytes([letter]) for letter in b"abcdefgh"]
LAPTOPS = [b"1", b"2", b"3"]
PAIRS = list(combinations(PEOPLE, 2))

pairs = st.lists(st.sampled_from(PAIRS), max_size=8, unique=True)
answers = st.builds(
    lambda same, different: Answers(frozenset(same), frozenset(different)), pairs, pairs
)


@st.composite
def registered(draw: st.DrawFn) -> list[Registered]:
    """Some people on three laptops, of whom some share a token."""
    return [
        Registered(
            person,
            draw(st.sampled_from(LAPTOPS)),
            draw(st.integers(1, 3)),
            draw(st.sampled_from((None, "t1", "t2"))),
            ("1.0.K.aa",),
        )
        for person in PEOPLE
    ]


def persons(linking: Linking) -> dict[bytes, bytes]:
    return {each: linking.person(each) for each in PEOPLE}


# Answers


@given(answers)
def test_answers_are_followed_as_plain_sets_would(given_answers: Answers) -> None:
    plain = person_of(joined(sorted(given_answers.same), given_answers.different))
    found = persons(Linking(given_answers))
    assert found == {each: plain.get(each, each) for each in PEOPLE}


@given(answers, pairs)
def test_people_who_are_said_to_differ_are_never_one(given_answers: Answers, more: list) -> None:
    linking = Linking(given_answers)
    linking.join_all(more)
    for one, other in given_answers.different:
        assert linking.person(one) != linking.person(other)


@given(pairs)
def test_without_a_no_everybody_joined_is_one(same: list[Pair]) -> None:
    linking = Linking(Answers(frozenset(same)))
    for one, other in same:
        assert linking.person(one) == linking.person(other)
    for each in PEOPLE:
        assert linking.person(each) <= each
        assert linking.person(linking.person(each)) == linking.person(each)


@given(answers)
def test_an_answer_taken_back_leaves_no_trace(given_answers: Answers) -> None:
    for one in given_answers.same:
        without = Answers(given_answers.same - {one}, given_answers.different)
        again = Answers(without.same | {one}, without.different)
        assert persons(Linking(again)) == persons(Linking(given_answers))


def test_a_no_between_two_groups_keeps_all_of_them_apart() -> None:
    a, b, c, d = PEOPLE[:4]
    linking = Linking(Answers(frozenset({(a, b), (c, d)}), frozenset({(a, d)})))
    assert not linking.join(b, c)
    assert linking.said_to_differ(b, c)
    assert linking.person(b) == a
    assert linking.person(d) == c


def test_the_best_question_goes_first() -> None:
    """Of two that cannot both be right the one that comes first is followed."""
    a, b, c = PEOPLE[:3]
    no = Answers(different=frozenset({(a, c)}))
    first, second = Linking(no), Linking(no)
    first.join_all([(a, b), (b, c)])
    second.join_all([(b, c), (a, b)])
    assert first.person(b) == a
    assert second.person(c) == b


def test_a_pair_has_the_smaller_first() -> None:
    assert pair(b"b", b"a") == pair(b"a", b"b") == (b"a", b"b")


# Laptops


@given(registered())
def test_per_token_there_are_as_many_as_the_laptop_with_most_of_them_holds(
    people: list[Registered],
) -> None:
    linking = link(people, Answers()).linking
    for token in ("t1", "t2"):
        holders = [each for each in people if each.linkage == token]
        most = max(Counter(each.laptop for each in holders).values(), default=0)
        assert len({linking.person(each.participant) for each in holders}) == most


@given(registered(), answers)
def test_two_of_one_laptop_are_one_only_if_somebody_said_so(
    people: list[Registered], given_answers: Answers
) -> None:
    linking = link(people, given_answers).linking
    by_answers = Linking(given_answers)
    here = defaultdict(list)
    for each in people:
        here[each.laptop].append(each.participant)
    for together in here.values():
        for one, other in combinations(together, 2):
            if linking.person(one) == linking.person(other):
                assert by_answers.person(one) == by_answers.person(other)


@given(registered(), answers)
def test_a_token_never_joins_people_said_to_differ(
    people: list[Registered], given_answers: Answers
) -> None:
    linking = link(people, given_answers).linking
    for one, other in given_answers.different:
        assert linking.person(one) != linking.person(other)


@given(registered(), answers, st.randoms(use_true_random=False))
def test_the_order_in_which_people_come_changes_nothing(
    people: list[Registered], given_answers: Answers, chance: Random
) -> None:
    shuffled = people.copy()
    chance.shuffle(shuffled)
    one, other = link(people, given_answers), link(shuffled, given_answers)
    assert persons(one.linking) == persons(other.linking)
    assert one.made == other.made


@given(registered(), answers)
def test_links_written_down_keep_people_together_when_tokens_go(
    people: list[Registered], given_answers: Answers
) -> None:
    with_tokens = link(people, given_answers)
    without = [each._replace(linkage=None) for each in people]
    kept = link(without, given_answers, with_tokens.made)
    assert persons(kept.linking) == persons(with_tokens.linking)


@given(registered())
def test_who_has_no_token_is_linked_to_nobody(people: list[Registered]) -> None:
    linking = link(people, Answers()).linking
    for each in people:
        if each.linkage is None:
            assert linking.person(each.participant) == each.participant
