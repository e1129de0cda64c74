"""The interval of the unique count: what the lowest joins, and how far chance widens the highest."""

from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halsoverkstad.domain.identity.asking import Question, questions_between
from halsoverkstad.domain.identity.interval import Chance, lowest
from halsoverkstad.domain.identity.laptops import Registered, link
from halsoverkstad.domain.identity.linking import Answers, pair

NAMES = ("a1", "a2", "a3", "b1", "b2", "b3", "c1", "c2", "d1")
TWO = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda two: two[0] != two[1])
PAIRS = TWO.map(lambda two: pair(two[0].encode(), two[1].encode()))
ANSWERS = st.builds(Answers, st.frozensets(PAIRS, max_size=3), st.frozensets(PAIRS, max_size=3))
QUESTIONS = st.lists(
    st.builds(lambda far, two: Question(far, *two), st.floats(0, 6), PAIRS), max_size=6
)


def person(name, token=None, questions=(), *, compared=False):
    order = int(name[1:])
    return Registered(name.encode(), name[:1].encode(), order, token, questions, compared)


@st.composite
def registers(draw):
    """Some of nine people on four laptops: complete, with a gap, with two gaps, or forgotten."""
    tokens = {
        None: st.sampled_from(((), ("1.0.K.1",), ("1.0.S.1",))),
        "T": st.sampled_from((("1.0.M.1", "1.0.Y.1"), ("1.0.M.2", "1.0.Y.1"), ())),
        "U": st.just(("1.0.M.1", "1.0.Y.2")),
    }
    made = []
    for name in draw(st.lists(st.sampled_from(NAMES), unique=True)):
        token = draw(st.sampled_from((None, "T", "U")))
        compared = token is None and draw(st.booleans())
        made.append(person(name, token, () if compared else draw(tokens[token]), compared=compared))
    return made


def joined(people, questions, answers=None):
    """The people who are one at the lowest, as lists of their names."""
    linking = link(people, answers or Answers()).linking
    low = lowest(people, linking, [Question(far, *map(str.encode, two.split()))
                                   for far, two in enumerate(questions)])  # fmt: skip
    together = defaultdict(list)
    for each in sorted(people):
        together[low.get(each.participant, each.participant)].append(each.participant.decode())
    return sorted(together.values())


# Lowest


def test_open_questions_are_answered_yes():
    people = [person("a1", "T"), person("b1", "U")]

    assert joined(people, []) == [["a1"], ["b1"]]
    assert joined(people, ["a1 b1"]) == [["a1", "b1"]]


def test_the_best_question_goes_first():
    people = [person("a1", "T"), person("b1", "U"), person("b2", "V")]

    assert joined(people, ["a1 b2", "a1 b1"]) == [["a1", "b2"], ["b1"]]


def test_what_a_laptop_asks_about_its_own_may_be_one():
    people = [person("a1", "T"), person("a2", "U"), person("b1", "T")]

    assert joined(people, ["a1 a2"]) == [["a1", "a2", "b1"]]
    assert joined(people, ["a2 b1"]) == [["a1", "b1"], ["a2"]]


def test_two_doubles_on_both_laptops_need_both_questions():
    people = [person("a1", "T"), person("a2", "U"), person("b1", "T"), person("b2", "U")]

    assert joined(people, ["a1 a2"]) == [["a1", "b1"], ["a2", "b2"]]
    assert joined(people, ["a1 a2", "b1 b2"]) == [["a1", "a2", "b1", "b2"]]


def test_those_of_whom_nothing_is_known_are_met_again_as_often_as_others():
    complete = [person(f"{laptop}{n}", f"T{n}") for laptop in "ab" for n in range(40)]
    vague = [person(f"c{n}") for n in range(100, 140)]
    compared = [person(f"c{n}", compared=True) for n in range(200, 240)]

    unlinked = [each._replace(linkage=f"{each.participant}") for each in complete]
    assert len(joined([*unlinked, *vague], [])) == len([*unlinked, *vague])
    # Half of the complete registrations are another's: 20 of 40, and twice the root more.
    assert len(joined([*complete, *vague, *compared], [])) == 40 + 40 + 40 - (20 + 9)


def test_those_of_an_old_phrase_may_be_those_met_since_on_a_new_one():
    """Laptop a never joined anew, b did, c is new: nothing compares c's people with a's alone."""
    before = [person(f"{laptop}{n}", f"1.1.{n}") for laptop in "ab" for n in range(40)]
    both = [each if each.laptop == b"a" else anew(each) for each in before]
    gone = [person(f"a{n}", f"1.1.{n}") for n in range(100, 130)]
    since = [person(f"c{n}", f"1.2.{n}") for n in range(200, 220)]

    assert len(joined([*both, *gone], [])) == 40 + 30, "all there were have been compared"
    assert len(joined([*both, *since], [])) == 40 + 20
    # Of the fewer, 20 people, as large a part as of the others is elsewhere too: 40 of 130.
    assert len(joined([*both, *gone, *since], [])) == 40 + 30 + 20 - (6 + 5)


def test_what_a_computer_made_of_its_own_is_compared_with_nothing():
    """Laptop c worked alone first and joined late: its own tokens do not make it known to a."""
    before = [person(f"{laptop}{n}", f"1.1.{n}") for laptop in "ab" for n in range(40)]
    both = [each if each.laptop == b"a" else anew(each) for each in before]
    gone = [person(f"a{n}", f"1.1.{n}") for n in range(100, 130)]
    late = [anew(person(f"c{n}", f"1.0.{n}")) for n in range(200, 220)]

    assert len(joined([*both, *gone, *late], [])) == 40 + 30 + 20 - (6 + 5)
    assert len(joined([*both, *late], [])) == 40 + 20
    assert len(joined([person(f"{laptop}0", f"1.0.{laptop}") for laptop in "abcdef"], [])) == 6


def anew(each: Registered) -> Registered:
    """The same after the second lösenfras, with the tokens of before."""
    return each._replace(linkage=f"1.2.{each.seq}", earlier=(each.linkage,))


def test_codes_from_files_leave_nothing_open():
    people = [person(f"{laptop}{n}", f"code {n}") for laptop in "abcd" for n in range(200)]

    assert len(joined(people, [])) == 200
    assert Chance.of(people, link(people, Answers()).linking).widening(200) == 0


def test_one_laptop_leaves_open_only_what_it_asks():
    people = [person(f"a{n}", f"T{n}", ("1.0.K.1",)) for n in range(10)] + [person("a10")]

    assert len(joined(people, [])) == 11
    assert Chance.of(people, link(people, Answers()).linking).widening(11) == 0


# Laws


@given(registers(), ANSWERS, QUESTIONS, st.randoms())
def test_lowest_joins_whole_persons_and_never_across_a_no(people, answers, questions, rng):
    linking = link(people, answers).linking
    low = lowest(people, linking, questions)

    def lowest_of(each):
        return low.get(each, each)

    for each in people:
        assert lowest_of(each.participant) == lowest_of(linking.person(each.participant))
    for one, other in answers.different:
        assert lowest_of(one) != lowest_of(other)
    shuffled = rng.sample(people, len(people))
    assert lowest(shuffled, link(shuffled, answers).linking, questions[::-1]) == low


@given(registers(), ANSWERS, st.integers(0, 9))
def test_in_every_cell_lowest_is_at_most_the_count_and_the_count_at_most_highest(
    people, answers, cell
):
    linking = link(people, answers).linking
    low = lowest(people, linking, questions_between(people, linking))
    chosen = [each.participant for each in people[:cell]]
    count = len({linking.person(each) for each in chosen})

    assert len({low.get(each, each) for each in chosen}) <= count
    assert Chance.of(people, linking).widening(count) >= 0


@given(registers(), ANSWERS)
def test_the_widening_grows_with_the_cell_up_to_what_was_linked(people, answers):
    linking = link(people, answers).linking
    chance = Chance.of(people, linking)
    widened = [chance.widening(n) for n in range(len(people) + 1)]
    named = [each for each in people if each.linkage and each.questions]
    persons = Counter(
        person for person, _ in {(linking.person(e.participant), e.laptop) for e in named}
    )

    assert widened == sorted(widened)
    assert widened[0] == 0
    assert widened[-1] <= sum(persons.values()) - len(persons)


# Chance


def test_chance_is_learnt_where_a_person_told_two_apart():
    people = [
        *(person(f"a{n}", "T", ("1.0.K.1",)) for n in (1, 2)),
        *(person(f"a{n}", "U", ("1.0.K.1",)) for n in (3, 4)),
        *(person(f"a{n}", "V", ("1.0.K.1",)) for n in (5, 6)),
        person("b1", "T", ("1.0.K.1",)),
        person("b2", "W"),
    ]
    answers = Answers(frozenset({(b"a3", b"a4")}), frozenset({(b"a1", b"a2")}))

    chance = Chance.of(people, link(people, answers).linking)

    assert chance == Chance(people=5, on_laptops=(1, 5), different=1, same=1, unanswered=1)


@pytest.mark.parametrize(
    ("chance", "expected"),
    [
        (Chance(), 0),
        (Chance(2500, (2500,)), 0),
        # Of 1.8 million pairs on one laptop none is alike, of 3.6 million over laptops …
        (Chance(2500, (1100, 1100, 1100)), 4),
        # … and of three pairs alike someone said that they are two.
        (Chance(2500, (1100, 1100, 1100), different=3), 14),
        # Nobody has answered: no more is known than before.
        (Chance(2500, (1100, 1100, 1100), unanswered=60), 28),
        (Chance(300, (120, 120, 120)), 1),
        # One link was made; no more than one can be wrong.
        (Chance(2500, (1251, 1250), different=3), 1),
    ],
)
def test_how_far_the_highest_is_widened(chance, expected):
    assert chance.widening(chance.people) == expected


def test_a_small_cell_is_not_widened():
    chance = Chance(2500, (1100, 1100, 1100), different=3)

    assert chance.widening(100) == 0
    assert 0 < chance.widening(1250) < chance.widening(2500) == chance.widening(9999)
