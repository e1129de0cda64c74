"""Erasures that come with files: blanked at once what travels, asked about what only is here."""

from datetime import date

import pytest

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.facts import Attributes, Naming
from halsoverkstad.domain.words import UNKNOWN, Dimension
from storage import (
    checking,
    doubles,
    erasure,
    history,
    merging,
    participants,
    register_rows,
    retention,
)
from storage.importing import take_in
from storage.retention import Why
from storage.store import Store
from tests.handing_in import (
    BY_WHOM,
    answer_of,
    erased_in_another_name,
    handed_in,
    laptop,
    merge,
    reached,
)
from tests.rows import Intake, attendance_row, session_row
from tests.storage.test_erasure import (
    DAY,
    KNOWN,
    MARIA,
    come,
    figures,
    rebuilt_alike,
    text_of,
)
from tests.stores import ADULT, CHILD, register

pytestmark = pytest.mark.usefixtures("quick_tokens")


def test_an_erasure_asks_the_other_laptop_about_the_same_person(
    three: tuple[Store, Store, Store],
) -> None:
    one, other, coordinator = three
    maria, same = (register(store, "Maria", KNOWN, **MARIA) for store in (one, other))
    stranger = register(other, "Bo")
    come(one, maria)
    come(other, same, stranger)
    merge(coordinator, handed_in(one), handed_in(other))
    erasure.erase(one, maria)
    merge(coordinator, handed_in(one))
    merge(other, answer_of(coordinator))
    (due,) = retention.due(other)
    assert (due.row.participant, due.why, due.by) == (same, Why.REQUESTED, None)
    assert register_rows.get(other, same).display == "Maria"
    assert any("raderats på en annan dator" in each.what for each in checking.findings(other))
    before = figures(coordinator, ())
    erasure.erase(other, same)
    assert retention.due(other) == []
    merge(coordinator, handed_in(other))
    assert figures(coordinator, ()) == before
    assert before[()]["unika_registrerade"] == 2


@pytest.mark.parametrize("erasing", range(4))
def test_every_other_laptop_is_asked_whoever_erases(erasing: int) -> None:
    laptops, coordinator = (
        [laptop(name, seed) for seed, name in enumerate("ABCD", 1)],
        laptop("S", 9),
    )
    marias = [register(store, "Maria", KNOWN, **MARIA) for store in laptops]
    for store, maria in zip(laptops, marias, strict=True):
        come(store, maria)
    merge(coordinator, *map(handed_in, laptops))
    erasure.erase(laptops[erasing], marias[erasing])
    merge(coordinator, handed_in(laptops[erasing]))
    for store, maria in zip(laptops, marias, strict=True):
        merge(store, answer_of(coordinator))
        asked = [(each.row.participant, each.why) for each in retention.due(store)]
        assert asked == ([] if store is laptops[erasing] else [(maria, Why.REQUESTED)])
    assert figures(coordinator, ())[()]["unika_registrerade"] == 1


def said_to_differ(three: tuple[Store, Store, Store]) -> tuple[bytes, bytes]:
    """The same person on two laptops, erased on one; the other has said that hers is another."""
    one, other, coordinator = three
    maria, another = (register(store, "Maria", KNOWN, **MARIA) for store in (one, other))
    come(one, maria)
    come(other, another)
    merge(coordinator, handed_in(one), handed_in(other))
    erasure.erase(one, maria)
    merge(coordinator, handed_in(one))
    merge(other, answer_of(coordinator))
    retention.say_different(other, another)
    return maria, another


def test_olika_personer_takes_the_request_away_and_travels(
    three: tuple[Store, Store, Store],
) -> None:
    _, other, coordinator = three
    said_to_differ(three)
    assert retention.due(other) == []
    merge(coordinator, handed_in(other))
    assert figures(coordinator, ())[()]["unika_registrerade"] == 2
    merge(other, answer_of(coordinator))
    assert retention.due(other) == []


@pytest.mark.parametrize("undone", [True, False])
def test_olika_personer_taken_back_asks_again_and_counts_one_in_any_order(
    three: tuple[Store, Store, Store], undone: bool
) -> None:
    """By Ctrl+Z or in the list of answers; the fact that linked them is not lost with the answer."""
    one, other, coordinator = three
    maria, another = said_to_differ(three)
    merge(coordinator, handed_in(other))
    if undone:
        assert history.undo(other) == "Svaret olika personer"
    else:
        doubles.take_back(other, maria, another)
    assert [each.row.participant for each in retention.due(other)] == [another]
    merge(coordinator, handed_in(other))
    later = laptop("T", 4)
    merge(later, handed_in(other), handed_in(one))
    for store in (coordinator, later):
        assert figures(store, ())[()]["unika_registrerade"] == 1
        rebuilt_alike(store)


def test_an_old_file_brings_nothing_back_and_figures_stay_those_of_the_journal(
    three: tuple[Store, Store, Store],
) -> None:
    """Also where the area came with an earlier file than the erasure."""
    one, _, coordinator = three
    maria = register(one, "Maria", KNOWN, **MARIA)
    come(one, maria)
    old = handed_in(one)
    merge(coordinator, old)
    erasure.erase(one, maria)
    for file in (handed_in(one), old):
        merge(coordinator, file)
        assert set(figures(coordinator, [Dimension.AREA])) == {(UNKNOWN,)}
        rows = coordinator.connection.rows("SELECT fields FROM version WHERE kind IN (2, 4)")
        assert not any(word in str(rows) for word in ("Lindängen", "token", "questions"))
        rebuilt_alike(coordinator)


def test_a_change_made_elsewhere_meanwhile_does_not_undo_the_erasure() -> None:
    """A copied database that did not know of it; both versions hold, whichever is shown."""
    one, coordinator = laptop("A", 1), laptop("S", 3)
    maria = register(one, "Maria", KNOWN, **MARIA)
    come(one, maria)
    for number in range(4):
        clone = laptop("A", 1)
        merge(clone, handed_in(one))
        participants.put_naming(clone, maria, Naming("Maria"))
        change = Attributes(CHILD, "övriga Malmö" if number % 2 else "Lindängen")
        participants.update(clone, maria, Naming("Mia", "Mia", "Be"), change, mend_earlier=True)
        merge(coordinator, handed_in(clone))
    erasure.erase(one, maria)
    merge(coordinator, handed_in(one))
    (row,) = coordinator.connection.rows("SELECT erased, linkage, area FROM participant")
    assert row == (1, None, 0)
    assert "token" not in str(coordinator.connection.rows("SELECT fields FROM version"))
    rebuilt_alike(coordinator)


# The very record, erased somewhere else


@pytest.mark.parametrize("who", BY_WHOM)
def test_no_file_takes_a_name_away_it_is_asked_about(
    three: tuple[Store, Store, Store], xenia: bytes, who: str
) -> None:
    one, _, coordinator = three
    before = figures(one, ())
    reached(three, xenia, who)
    (due,) = retention.due(one)
    assert (due.row.participant, due.row.display, due.why) == (xenia, "Xenia", Why.ERASED)
    assert due.day == date(2026, 1, 8)
    assert retention.count_due(one) == (1, 0)
    assert any("raderats på en annan dator" in each.what for each in checking.quality(one))
    assert figures(one, ()) == figures(coordinator, ()) == before
    rebuilt_alike(one)


@pytest.mark.parametrize("who", BY_WHOM)
def test_a_yes_forgets_as_any_erasure_does(
    three: tuple[Store, Store, Store], xenia: bytes, who: str
) -> None:
    one, _, coordinator = three
    before = figures(one, ())
    reached(three, xenia, who)
    erased = erasure.erase(one, xenia)
    assert (erased.participants, erased.visits) == (1, 2)
    assert "Xenia" not in text_of(one)
    assert retention.due(one) == []
    merge(coordinator, handed_in(one))
    assert figures(one, ()) == figures(coordinator, ()) == before


def test_a_code_from_a_file_is_asked_about_as_a_name_is(three: tuple[Store, Store, Store]) -> None:
    one, _, coordinator = three
    rows = Intake((session_row("rad-1", DAY),), (attendance_row("rad-1", "kod-77"),))
    take_in(one, rows)
    coded = one.connection.value("SELECT participant FROM code")
    merge(coordinator, handed_in(one))
    reached(three, coded, "the coordinator")
    assert [each.row.display for each in retention.due(one)] == ["kod-77"]
    erasure.erase(one, coded)
    assert "kod-77" not in text_of(one)
    assert (take_in(one, rows).new, one.connection.value("SELECT count(*) FROM code")) == (0, 0)


def test_a_restored_copy_is_asked_too_and_told_by_whom(three: tuple[Store, Store, Store]) -> None:
    """It cannot see whether the laptop it once was has said so."""
    one, _, coordinator = three
    xenia = register(one, "Xenia", KNOWN, **MARIA)
    merge(coordinator, handed_in(one))
    copy = laptop("A", 1)
    register(copy, "Xenia", KNOWN, **MARIA)
    erasure.erase(one, xenia)
    merge(coordinator, handed_in(one))
    merge(copy, answer_of(coordinator))
    (due,) = retention.due(copy)
    assert (due.why, due.by) == (Why.ERASED, "A")


# Until somebody answers


def test_until_then_nothing_but_the_group_leaves_whatever_is_written(
    three: tuple[Store, Store, Store], xenia: bytes
) -> None:
    one, _, coordinator = three
    reached(three, xenia, "another laptop")
    come(one, xenia, day=date(2025, 5, 5))
    come(coordinator, xenia, day=date(2025, 5, 6))
    for store in (one, coordinator):
        told = [each.fields for each in handed_in(store).versions if xenia in each.entity]
        assert set(told) <= {
            '{"erased":true,"group":"vuxna"}', '{"group":"vuxna"}'
        }  # fmt: skip
        assert set(figures(store, [Dimension.AREA])) == {(UNKNOWN,)}
        rebuilt_alike(store)


def test_until_then_a_file_with_their_code_still_counts(three: tuple[Store, Store, Store]) -> None:
    one, _, coordinator = three
    take_in(one, Intake((session_row("1", DAY),), (attendance_row("1", "k", area="Lindängen"),)))
    coded = one.connection.value("SELECT participant FROM code")
    merge(coordinator, handed_in(one))
    reached(three, coded, "another laptop")
    later = (attendance_row("2", "k", group=ADULT, area="Lindängen"),)
    assert take_in(one, Intake((session_row("2", date(2025, 4, 7)),), later)).new == 2
    assert figures(one, ())[()]["deltagartillfallen_registrerade"] == 2
    assert set(figures(one, [Dimension.AREA])) == {(UNKNOWN,)}


def test_until_then_the_person_is_not_changed_and_the_name_is_not_given_away(
    three: tuple[Store, Store, Store], xenia: bytes
) -> None:
    one = three[0]
    reached(three, xenia, "another laptop")
    with pytest.raises(Fault, match="Svara under Deltagare, Gallring"):
        participants.update(one, xenia, Naming("Mia"), Attributes(CHILD), mend_earlier=True)
    with pytest.raises(Fault, match="Svara under Deltagare, Gallring"):
        register(one, "XENIA")
    assert register_rows.suggest(one, "", "Kvinnors hälsa", DAY, []) == []
    assert [
        row.display for row in register_rows.page(one, register_rows.ParticipantFilter(), 0, 9)
    ] == ["Xenia"]
    erasure.erase(one, xenia)
    with pytest.raises(Fault, match="Registrera personen på nytt"):
        participants.update(one, xenia, Naming("Mia"), Attributes(CHILD), mend_earlier=False)


def test_a_merge_tells_how_many_are_to_be_answered(
    three: tuple[Store, Store, Store], xenia: bytes
) -> None:
    one, other, coordinator = three
    merge(coordinator, erased_in_another_name(one, other, xenia, "another laptop"))
    told = answer_of(coordinator)
    for dry_run in (True, False):
        assert merging.merge(one, [told], dry_run=dry_run).erased_elsewhere == 1
    assert merging.merge(one, [answer_of(coordinator)]).erased_elsewhere == 0
