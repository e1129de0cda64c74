"""No link is lost and none invented: through erasures, corrections, codes and new phrases."""

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halsoverkstad.domain.facts import Naming
from halsoverkstad.domain.identity.token import Secret, Tokens, tokens_for, with_codes
from halsoverkstad.domain.rows import Intake
from storage import doubles, erasure, joining, journal, local, merging, participants, persons
from storage.encoding import dump, load, participant_fields, tokens_from
from storage.importing import take_in
from storage.joining import LAPTOP, Membership
from tests.rows import attendance_row, session_row
from tests.storage.test_merging import ADULT, MARIA, everything, export, figures, laptop, log

pytestmark = pytest.mark.usefixtures("quick_tokens")

NAMESAKE = Naming("Maria B", "Maria", "Be", 1980, 4)
SARA = Naming("Sara", "Sara", "Al", 1990, 7)
EVERY_ORDER = list(permutations(range(4)))


def unique(store):
    return figures(store)["unika_registrerade"]


def present(store, naming):
    """Somebody registered, who has been at a session."""
    person = participants.register(store, naming, ADULT)
    log(store, date(2025, 3, 3), [person])
    return person


def with_code(store, code):
    """Somebody read from a file by a code."""
    key = f"{store.laptop.name}-{code}"
    rows = (session_row(key, date(2025, 3, 4)),), (attendance_row(key, code, group="vuxna"),)
    assert not take_in(store, Intake(*rows)).faults
    return store.connection.value("SELECT participant FROM code WHERE code = ?", (code,))


def on_new_phrase(store, epoch):
    """Join anew, with the secret of another epoch."""
    wanted = Membership(b"p" * 16, LAPTOP, "keys", (), "aa" * 8, epoch)
    joining.join(
        store, wanted, bytes([epoch]) * 32, local.required(store.connection, local.PROGRAMME)
    )


def test_a_new_phrase_writes_nothing_down_and_loses_nothing():
    one, other = laptop("A"), laptop("B")
    for store in (one, other):
        present(store, MARIA)
        with_code(store, "p1")
    before = [export(one), export(other)]
    for epoch in (1, 2):
        on_new_phrase(one, epoch)
    coordinator = laptop("S")
    merging.merge(coordinator, [export(one, 2), before[1]])
    assert unique(coordinator) == 2
    assert coordinator.connection.value("SELECT count(*) FROM link") == 0
    on_new_phrase(other, 2)
    merging.merge(coordinator, [export(other, 2)])
    assert unique(coordinator) == 2


def test_a_name_corrected_under_the_new_phrase_takes_its_old_links_along():
    """What the wrong name linked is linked no more; what the right one links is."""
    one, other, third = laptop("A"), laptop("B"), laptop("C")
    wrong = present(one, SARA)
    present(other, SARA)
    present(third, MARIA)
    on_new_phrase(one, 1)
    on_new_phrase(third, 1)
    participants.update(one, wrong, MARIA, ADULT, mend_earlier=False)
    coordinator = laptop("S")
    merging.merge(coordinator, [export(one), export(other), export(third)])
    assert unique(coordinator) == 2
    person = dict(coordinator.connection.rows("SELECT laptop, person FROM participant"))
    assert person[one.laptop.id] == person[third.laptop.id] != person[other.laptop.id]


def test_a_correction_under_one_phrase_keeps_no_link_that_the_wrong_name_made():
    one, other, coordinator = laptop("A"), laptop("B"), laptop("S")
    wrong = present(one, SARA)
    present(other, SARA)
    merging.merge(coordinator, [export(one), export(other)])
    assert unique(coordinator) == 1
    participants.update(one, wrong, MARIA, ADULT, mend_earlier=False)
    merging.merge(coordinator, [export(one, 2)])
    assert unique(coordinator) == 2


@pytest.mark.parametrize("order", EVERY_ORDER)
def test_an_erasure_loses_no_link_in_any_order(order):
    """Merged at once; and one by one, unless the erasure leaves no token for the other to meet.

    That is so where the other laptop is first heard of after the erasure: what could still
    recognise the person would be the token itself.
    """
    one, other = laptop("A"), laptop("B")
    maria = present(one, MARIA)
    present(other, MARIA)
    files = [export(one), export(other)]
    erasure.erase(one, maria)
    files += [export(one, 2), export(other, 2)]
    one_by_one, at_once = laptop("S", seed="S"), laptop("S", seed="S")
    for number in order:
        merging.merge(one_by_one, [files[number]])
    merging.merge(at_once, [files[number] for number in order])

    assert unique(at_once) == 1
    told_of_other = min(order.index(1), order.index(3))
    met = told_of_other < max(order.index(0), order.index(2))
    assert unique(one_by_one) == (1 if met else 2)
    if met:
        assert everything(one_by_one) == everything(at_once)
    for store in (one_by_one, at_once):
        kept = [each.fields for each in journal.versions_of(store.connection, maria)]
        assert all("token" not in fields and "questions" not in fields for fields in kept)


def test_an_erasure_invents_no_link():
    one, other, coordinator = laptop("A"), laptop("B"), laptop("S")
    maria, namesake = present(one, MARIA), present(one, NAMESAKE)
    there = present(other, MARIA)
    doubles.answer(one, maria, there, same=False)
    merging.merge(coordinator, [export(one), export(other)])
    before = dict(coordinator.connection.rows("SELECT id, person FROM participant"))
    assert unique(coordinator) == 2

    erasure.erase(one, namesake)
    merging.merge(coordinator, [export(one, 2)])

    assert dict(coordinator.connection.rows("SELECT id, person FROM participant")) == before
    assert coordinator.connection.rows("SELECT first, second FROM link") == [
        (max(namesake, there), min(namesake, there))
    ]


def test_erased_people_keep_their_links_over_a_new_phrase():
    one, other, coordinator = laptop("A"), laptop("B"), laptop("S")
    maria = present(one, MARIA)
    present(other, MARIA)
    merging.merge(coordinator, [export(one), export(other)])
    erasure.erase(one, maria)
    merging.merge(coordinator, [export(one, 2)])
    for store in (one, other):
        on_new_phrase(store, 1)
    merging.merge(coordinator, [export(one, 3), export(other, 2)])
    assert unique(coordinator) == 1


# Codes


def test_a_named_participant_keeps_the_link_of_the_code():
    one, other, coordinator = laptop("A"), laptop("B"), laptop("S")
    person = with_code(one, "p1")
    with_code(other, "p1")
    participants.update(one, person, MARIA, ADULT, mend_earlier=False)
    merging.merge(coordinator, [export(one), export(other)])
    assert unique(coordinator) == 1


def test_the_name_links_too():
    one, other, third, coordinator = laptop("A"), laptop("B"), laptop("C"), laptop("S")
    person = with_code(one, "p1")
    participants.update(one, person, MARIA, ADULT, mend_earlier=False)
    with_code(other, "p1")
    present(third, MARIA)
    merging.merge(coordinator, [export(third), export(other), export(one)])
    assert unique(coordinator) == 1


def test_codes_tell_namesakes_apart_whatever_their_order():
    """In order alone, the first namesake here would be linked with the wrong one there."""
    one, other, coordinator = laptop("A"), laptop("B"), laptop("S")
    ids = {}
    for store, codes in ((one, ("p1", "p2")), (other, ("p2", "p1"))):
        for code, naming in zip(codes, (MARIA, NAMESAKE), strict=True):
            person = with_code(store, code)
            participants.update(store, person, naming, ADULT, mend_earlier=False)
            ids[store.laptop.name, code] = person
    merging.merge(coordinator, [export(one), export(other)])
    assert unique(coordinator) == 2
    person = dict(coordinator.connection.rows("SELECT id, person FROM participant"))
    assert person[ids["A", "p1"]] == person[ids["B", "p1"]] != person[ids["B", "p2"]]


def test_an_incomplete_name_beside_a_code_raises_questions():
    one, other, coordinator = laptop("A"), laptop("B"), laptop("S")
    person = with_code(one, "p1")
    naming = Naming("Maria", "Maria", "Be", 1980)
    participants.update(one, person, naming, ADULT, mend_earlier=False)
    present(other, MARIA)
    merging.merge(coordinator, [export(one), export(other)])
    assert unique(coordinator) == 2
    assert figures(coordinator)["unika_lagst"] == 1


def test_a_code_is_never_a_collision_by_chance():
    """The upper bound is widened for names alone."""
    one, other, coordinator = laptop("A"), laptop("B"), laptop("S")
    for store in (one, other):
        person = with_code(store, "p1")
        participants.update(
            store, person, Naming("Maria", "Maria", "Be", 1980), ADULT, mend_earlier=False
        )
    merging.merge(coordinator, [export(one), export(other)])
    assert persons.chance(coordinator).people == 0


NAMINGS = st.sampled_from(
    [MARIA, SARA, Naming("M"), Naming("Maria", "Maria", "Be", 1980), Naming("N", "Sara")]
)


@given(NAMINGS, st.lists(st.sampled_from(["p1", "p2", "p3"]), unique=True))
def test_names_and_codes_together_are_both_there_and_survive_writing(naming, codes):
    secret = Secret(b"s" * 32, 3)
    alone = tokens_for(naming, secret, lambda text, _: text)
    both = with_codes(alone, codes, secret)
    links = [each for each in (both.linkage, *both.further) if each]
    assert set(links) == {each for each in (alone.linkage,) if each} | {
        with_codes(Tokens(), [code], secret).linkage for code in codes
    }
    assert both.questions == alone.questions
    assert both.named is (alone.linkage is not None)
    assert (both.of_name is None) is (alone.linkage is None)
    assert set(both.of_codes) == set(links) - {alone.linkage}
    assert tokens_from(load(dump(participant_fields(ADULT, both)))) == both
