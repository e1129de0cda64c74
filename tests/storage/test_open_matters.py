"""What is open between computers, as `kontrollera` and the overview tell it."""

import json
from datetime import date, timedelta

import pytest

from halsoverkstad.domain.facts import Attributes, Naming, Session
from halsoverkstad.domain.period import Period
from storage import asking, doubles, handing, joining, participants, peers, register_rows, sessions
from storage.joining import Membership
from storage.open_matters import open_matters
from storage.peers import Sender
from storage.pseudonym import participant_code
from storage.register_rows import ParticipantFilter
from storage.sessions import SessionEntry
from storage.store import Store
from tests.stores import ADULT, new_store, register

YEAR = Period.year(2026)


def member(role: str) -> Store:
    store = new_store()
    with store.connection.transaction():
        joining.remember(store, Membership(b"p" * 16, role, "{}", (), "aa" * 8, 0))
    return store


def told(store: Store) -> dict[str, str]:
    return {each.what: each.severity for each in open_matters(store, YEAR)}


def heard(store: Store, number: int, days_ago: int, check: str = "aa" * 8) -> None:
    moment = store.now() - timedelta(days=days_ago)
    sender = Sender(bytes([number]) * 16, "", bytes([number]) * 32, "age", check)
    with store.connection.transaction():
        peers.remember(store, sender, 1, int(moment.timestamp() * 1000))


def test_a_computer_of_no_programme_has_nothing_open():
    assert told(new_store()) == {}


def test_a_laptop_hears_when_it_has_not_handed_in_for_long():
    store = member(joining.LAPTOP)
    assert told(store) == {"Den här datorn har inte lämnat in något till samordnaren än": "varning"}
    handing.remember_export(store, 1)
    assert told(store) == {}
    later = store.now() + timedelta(weeks=5)
    store._clock = lambda: later
    assert told(store) == {}, "nothing has been written since"
    sessions.save(store, SessionEntry(Session(date(2026, 2, 1))))
    assert told(store) == {"Det är 5 veckor sedan den här datorn lämnade in": "varning"}


def test_changes_since_are_those_written_here_after_the_last_file():
    store = member(joining.LAPTOP)
    first = sessions.save(store, SessionEntry(Session(date(2026, 1, 1))))
    handing.remember_export(store, 1)
    assert dict(handing.changes_since(store)) == {}
    for activity in ("Yoga", "Dans"):
        sessions.save(store, SessionEntry(Session(date(2026, 1, 1), activity=activity)), first)
    sessions.save(store, SessionEntry(Session(date(2026, 1, 2))))
    assert {kind.name: count for kind, count in handing.changes_since(store).items()} == {
        "SESSION": 2
    }


def test_a_laptop_is_told_of_questions_until_they_are_answered():
    store = member(joining.LAPTOP)
    handing.remember_export(store, 1)
    here, there = register(store, "Fatima"), b"\x77" * 16
    with store.connection.transaction():
        asking.replace(store, [(*sorted((here, there)), 0.5)])
    assert told(store) == {"Samordnaren har 1 fråga om samma person": "fraga"}
    assert asking.count_open(store) == len(asking.open_questions(store)) == 1
    doubles.answer(store, here, there, same=True)
    assert told(store) == {}
    (answered,) = asking.answers(store)
    assert (answered.here.participant, answered.there, answered.same) == (here, there, True)
    doubles.take_back(store, here, there)
    assert asking.answers(store) == []
    assert asking.count_open(store) == 1


def test_the_coordinator_is_told_of_phrases_new_and_silent_computers():
    store = member(joining.COORDINATOR)
    heard(store, 1, days_ago=0)
    heard(store, 2, days_ago=28)
    heard(store, 3, days_ago=27, check="bb" * 8)
    assert told(store) == {
        "En dator har en annan lösenfras än de andra, så alla på den räknas dubbelt": "fel",
        "3 nya datorer är inte bekräftade": "varning",
        "1 dator har inte lämnat in på 4 veckor": "varning",
    }


def test_the_coordinator_is_told_of_computers_with_one_name():
    """But not of one that was restored from a copy and goes on under a new id."""
    store = member(joining.COORDINATOR)
    for number, knows in ((1, {}), (2, {"01" * 16: 4}), (3, {}), (4, {"01" * 16: 4, "04" * 16: 9})):
        heard(store, number, days_ago=0)
        row = (bytes([number]) * 16, "Dator A" if number < 4 else "Dator B", json.dumps(knows))
        store.connection.run("INSERT INTO laptop (id, name, knows) VALUES (?, ?, ?)", row)
        same_name = [each for each in told(store) if "heter" in each]
        assert bool(same_name) is (number >= 3)
    assert same_name == ["Flera datorer heter ”Dator A” och går inte att skilja åt"]


def test_the_coordinator_is_told_of_people_whom_no_phrase_can_link():
    store = member(joining.COORDINATOR)
    register(store, "Fatima")
    assert told(store) == {}  # alone there is nobody to be doubled with
    heard(store, 1, days_ago=0)
    assert [what.split(",")[0] for what in told(store)] == [
        "1 deltagare är registrerad på samordnarens dator",
        "1 ny dator är inte bekräftad",
    ]


@pytest.mark.parametrize("said", ["{0}", "{1}", "{2}", "{3}", "{4}"])
def test_a_code_said_on_the_phone_finds_the_person(said: str):
    store = new_store()
    fatima, _ = register(store, "Fatima"), register(store, "Amina")
    code = participant_code(fatima)
    forms = (code, code.upper(), code.removeprefix("d-"), code.replace("-", ""), code[:6])
    wanted = ParticipantFilter(said.format(*forms))
    found = register_rows.page(store, wanted, 0, 10)
    assert [each.participant for each in found] == [fatima]


def test_a_word_is_no_code_and_a_name_is_still_found():
    store = new_store()
    anna = participants.register(store, Naming("Anna-Karin Beda"), Attributes(ADULT))
    for text in ("beda", "anna", "Anna-Karin"):
        found = register_rows.page(store, ParticipantFilter(text), 0, 10)
        assert [each.participant for each in found] == [anna]
