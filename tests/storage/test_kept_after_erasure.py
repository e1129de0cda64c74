"""Saying no to an erasure that came with a file: the name and every figure stay."""

import json
from datetime import date
from itertools import permutations

import pytest

from halsoverkstad.domain.facts import Naming
from halsoverkstad.domain.period import Period
from storage import (
    analysis,
    erasure,
    history,
    journal,
    keeping,
    participants,
    register_rows,
    retention,
)
from storage.importing import take_in
from storage.panel_drawing import Wish, draw
from storage.panel_following import Standing, roster
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
    CUTS,
    DAY,
    KNOWN,
    MARIA,
    come,
    figures,
    rebuilt_alike,
)
from tests.stores import ADULT, derived_tables, register

pytestmark = pytest.mark.usefixtures("quick_tokens")


@pytest.mark.parametrize("who", BY_WHOM)
def test_a_no_keeps_the_name_and_every_figure(
    three: tuple[Store, Store, Store], xenia: bytes, who: str
) -> None:
    one, other, coordinator = three
    same = register(other, "Maria", KNOWN, **MARIA)
    come(other, same)
    merge(coordinator, handed_in(other))
    assert figures(coordinator, ())[()]["unika"] == 1
    reached(three, xenia, who)
    own, all_ = ({tuple(cut): figures(store, cut) for cut in CUTS} for store in (one, coordinator))

    successor = keeping.keep(one, xenia)

    assert retention.due(one) == []
    assert register_rows.display(one, successor) == "Xenia"
    assert register_rows.get(one, successor).visits == 2
    assert [row.participant for row in register_rows.suggest(one, "xe", "", DAY, [])] == [successor]
    assert [row.participant for row in retention.records_here(one, successor)] == [successor]
    merge(coordinator, handed_in(one))
    for cut in CUTS:
        assert figures(one, cut) == own[tuple(cut)]
        assert figures(coordinator, cut) == all_[tuple(cut)]
    assert {
        json.loads(each.fields).get("erased")
        for each in journal.versions_of(coordinator.connection, xenia)
    } == {True}
    for store in (one, coordinator):
        rebuilt_alike(store)


def test_who_was_kept_is_asked_about_again_only_when_erased_again(
    three: tuple[Store, Store, Store], xenia: bytes
) -> None:
    one, other, coordinator = three
    same = register(other, "Maria", KNOWN, **MARIA)
    merge(coordinator, handed_in(other))
    reached(three, xenia, "another laptop")
    successor = keeping.keep(one, xenia)
    merge(coordinator, handed_in(one))
    merge(one, answer_of(coordinator))
    assert retention.due(one) == []
    # What a person on the other laptop really wants is asked about as before.
    erasure.erase(other, same)
    merge(coordinator, handed_in(other))
    merge(one, answer_of(coordinator))
    (due,) = retention.due(one)
    assert (due.row.participant, due.why) == (successor, Why.REQUESTED)
    retention.say_different(one, successor)
    assert retention.due(one) == []
    merge(coordinator, handed_in(one))
    reached(three, successor, "in the owner's name")
    (due,) = retention.due(one)
    assert (due.row.participant, due.row.display, due.why) == (successor, "Xenia", Why.ERASED)


def test_who_was_kept_lives_for_the_panel_and_for_those_who_analyse(
    three: tuple[Store, Store, Store], xenia: bytes
) -> None:
    one, _, coordinator = three
    wish = Wish(Period.year(DAY.year), 1)
    drawn = draw(coordinator, wish)
    merge(one, answer_of(coordinator))
    reached(three, xenia, "another laptop")

    def told() -> tuple[Standing, tuple[str, ...], bool]:
        (asked,) = roster(one, drawn)
        return asked.standing, asked.names, bool(analysis.erased_people(one))

    assert told() == (Standing.ERASED, ("Xenia",), True)
    successor = keeping.keep(one, xenia)
    assert told() == (Standing.IN, ("Xenia",), False)
    later = Wish(Period.between(DAY, date(DAY.year, 12, 31)), 1)
    assert {*draw(one, later).members[0].participants} == {xenia, successor}


def test_undoing_gives_the_erased_record_no_name_again(
    three: tuple[Store, Store, Store], xenia: bytes
) -> None:
    one = three[0]
    called = Naming("Xenia S", "Maria", "Be", 1980, 4)
    participants.update(one, xenia, called, KNOWN, mend_earlier=False)
    reached(three, xenia, "another laptop")
    successor = keeping.keep(one, xenia)
    while history.next_undo(one):
        history.undo(one)
    assert retention.due(one) == []
    assert register_rows.display(one, successor) == "Xenia S"


def test_a_code_that_is_kept_is_read_into_the_new_record(three: tuple[Store, Store, Store]) -> None:
    one, _, coordinator = three
    rows = Intake((session_row("1", DAY),), (attendance_row("1", "k", group=ADULT),))
    take_in(one, rows)
    coded = one.connection.value("SELECT participant FROM code")
    merge(coordinator, handed_in(one))
    reached(three, coded, "another laptop")
    successor = keeping.keep(one, coded)
    again = take_in(one, rows)
    assert (again.new, again.changed) == (0, 0)
    later = (attendance_row("2", "k", group=ADULT),)
    take_in(one, Intake((session_row("2", date(2025, 4, 7)),), later))
    assert register_rows.get(one, successor).visits == 2
    assert figures(one, ())[()]["deltagartillfallen_registrerade"] == 2


def test_only_who_is_erased_elsewhere_and_known_here_can_be_kept(
    three: tuple[Store, Store, Store], xenia: bytes
) -> None:
    one, _, coordinator = three
    for store in (one, coordinator):
        with pytest.raises(LookupError):
            keeping.keep(store, xenia)
    erasure.erase(one, xenia)
    with pytest.raises(LookupError):
        keeping.keep(one, xenia)


def test_the_order_of_files_changes_nothing_whatever_is_answered(
    three: tuple[Store, Store, Store], xenia: bytes
) -> None:
    one, other, coordinator = three
    attack = erased_in_another_name(one, other, xenia, "another laptop")
    files = [handed_in(one), attack]
    merge(coordinator, attack)
    merge(one, answer_of(coordinator))
    keeping.keep(one, xenia)
    files.append(handed_in(one))
    wholes = []
    for order in permutations(files):
        store = laptop("S", 3)
        merge(store, *order)
        wholes.append((journal.checksum(store.connection), derived_tables(store)))
        store.close()
    assert all(each == wholes[0] for each in wholes)
