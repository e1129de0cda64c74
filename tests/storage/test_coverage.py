"""What is known of each computer, and its weeks."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from halsoverkstad.domain.facts import Session
from halsoverkstad.domain.period import Period
from storage import coverage, joining, peers, sessions
from storage.coverage import Weekly
from storage.joining import Membership
from storage.journal import Entity
from storage.peers import Sender
from storage.sessions import SessionEntry
from storage.store import Store
from storage.writing import writing
from tests.stores import new_store

YEAR = Period.year(2025)
HERE = date(2026, 1, 8)


@dataclass
class Away:
    """A laptop whose files have been read here."""

    laptop: bytes
    name: str

    def heard(self, store: Store, day: date, check: str = "aa" * 8, epoch: int = 0) -> None:
        moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        sender = Sender(self.laptop, self.name, b"s" * 32, "age", check, epoch)
        with store.connection.transaction():
            peers.remember(store, sender, 1, int(moment.timestamp() * 1000))
        with writing(store) as pen:
            pen.put(Entity.LAPTOP, self.laptop, {"name": self.name})

    def logged(self, store: Store, *days: date) -> None:
        for day in days:
            session = sessions.save(store, SessionEntry(Session(day)))
            store.connection.run(
                "UPDATE session SET laptop = ? WHERE id = ?", (self.laptop, session)
            )


ONE, TWO, THREE = (Away(bytes([at]) * 16, f"Dator {at}") for at in (1, 2, 3))


@pytest.fixture
def store():
    return new_store()


def weeks(store: Store, laptop: bytes, period: Period = YEAR) -> dict[date, coverage.Week]:
    found = coverage.coverage(store, period)
    return dict(zip(found.weeks, found.held[laptop], strict=True))


def test_a_week_is_held_none_unheard_or_outside(store: Store):
    ONE.heard(store, date(2025, 3, 18))  # a Tuesday
    ONE.logged(store, date(2025, 2, 25), date(2025, 2, 26), date(2025, 3, 11))
    found = weeks(store, ONE.laptop)
    assert [(found[day].known, found[day].sessions) for day in (
        date(2025, 2, 17),
        date(2025, 2, 24),
        date(2025, 3, 3),
        date(2025, 3, 10),
        date(2025, 3, 17),
        date(2025, 3, 24),
    )] == [
        (Weekly.OUTSIDE, 0),
        (Weekly.HELD, 2),
        (Weekly.NONE, 0),
        (Weekly.HELD, 1),
        (Weekly.NONE, 0),
        (Weekly.UNHEARD, 0),
    ]  # fmt: skip


def test_weeks_are_iso_weeks_and_only_days_of_the_period_count(store: Store):
    ONE.heard(store, HERE)
    ONE.logged(store, date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1))
    found = weeks(store, ONE.laptop)
    assert next(iter(found)) == date(2024, 12, 30)
    assert list(found)[-1] == date(2025, 12, 29)
    assert len(found) == 53
    assert sum(each.sessions for each in found.values()) == 2
    assert found[date(2024, 12, 30)].sessions == found[date(2025, 12, 29)].sessions == 1


def test_weeks_to_come_are_outside(store: Store):
    ONE.heard(store, HERE)
    ONE.logged(store, date(2025, 12, 30))
    found = weeks(store, ONE.laptop, Period.year(2026))
    assert found[date(2026, 1, 5)].known is Weekly.NONE
    assert found[date(2026, 1, 12)].known is Weekly.OUTSIDE


@pytest.mark.parametrize("year", [1, 9999])
def test_the_first_and_the_last_year_that_there_are_have_weeks(store: Store, year: int):
    ONE.heard(store, HERE)
    ONE.logged(store, date(2025, 12, 30))
    assert {each.known for each in weeks(store, ONE.laptop, Period.year(year)).values()} == {
        Weekly.OUTSIDE
    }


def test_this_computer_is_listed_once_it_has_logged(store: Store):
    assert coverage.laptops(store) == []
    sessions.save(store, SessionEntry(Session(date(2025, 12, 1))))
    (here,) = coverage.laptops(store)
    assert (here.here, here.number, here.weeks_since(HERE), here.confirmed) == (
        True, None, None, True,
    )  # fmt: skip
    assert weeks(store, here.laptop)[date(2025, 12, 29)].known is Weekly.NONE


def test_laptops_are_in_swedish_order_with_what_they_told(store: Store):
    for away, day in ((ONE, date(2025, 12, 20)), (TWO, date(2026, 1, 1))):
        away.heard(store, day)
    Away(b"\x09" * 16, "Ängen").heard(store, HERE)
    Away(b"\x08" * 16, "Ån").heard(store, HERE)
    TWO.logged(store, date(2025, 5, 2), date(2025, 4, 1))
    found = coverage.laptops(store)
    assert [each.name for each in found] == ["Dator 1", "Dator 2", "Ån", "Ängen"]
    assert [each.weeks_since(HERE) for each in found] == [2, 1, 0, 0]
    two = found[1]
    assert (two.first, two.last, two.sessions) == (date(2025, 4, 1), date(2025, 5, 2), 2)


def test_the_phrase_that_fewer_have_differs(store: Store):
    for away, check in ((ONE, "aa" * 8), (TWO, "aa" * 8), (THREE, "bb" * 8)):
        away.heard(store, HERE, check)
    assert [each.phrase_differs for each in coverage.laptops(store)] == [False, False, True]


def test_a_person_confirms_a_new_laptop_once(store: Store):
    coordinating = Membership(b"p" * 16, joining.COORDINATOR, "{}", (), "", 0)
    with store.connection.transaction():
        joining.remember(store, coordinating)
    for away in (ONE, TWO):
        away.heard(store, HERE)
    assert [each.name for each in coverage.unconfirmed(store)] == ["Dator 1", "Dator 2"]
    coverage.confirm(store, TWO.laptop)
    coverage.confirm(store, TWO.laptop)
    assert [each.name for each in coverage.unconfirmed(store)] == ["Dator 1"]
