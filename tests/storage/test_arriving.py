"""What has arrived is counted once, however many files of one merge bring it."""

from datetime import date

import pytest

from storage import journal
from storage.arriving import Arrivals
from storage.encoding import dump
from storage.journal import Entity, Version
from storage.store import Store


def version(
    entity: bytes, seq: int, *parents: Version, kind: Entity = Entity.SESSION, day: str = ""
) -> Version:
    return Version.written(
        entity * 16,
        kind,
        laptop=b"l" * 16,
        seq=seq,
        time=seq,
        parents=[each.id for each in parents],
        fields=dump({"day": day} if day else {}),
    )


@pytest.fixture
def there(store: Store) -> Version:
    """A session that is known, beside the computer's own laptop."""
    known = version(b"k", 1)
    journal.append(store.connection, [known])
    return known


def counted(arrivals: Arrivals) -> tuple[int, int]:
    return arrivals.new, arrivals.changed


def test_what_two_files_bring_is_new_once(store: Store, there: Version) -> None:
    arrivals = Arrivals(store.connection)
    first = version(b"n", 2)
    assert arrivals.take([there, first]) == {Entity.SESSION: 1}
    assert counted(arrivals) == (1, 0)
    assert arrivals.take([first, version(b"n", 3, first)]) == {Entity.SESSION: 1}
    assert counted(arrivals) == (1, 0)
    assert arrivals.take([first, there]) == {}
    assert counted(arrivals) == (1, 0)
    assert arrivals.entities() == [b"n" * 16]


def test_what_two_files_change_has_changed_once(store: Store, there: Version) -> None:
    arrivals = Arrivals(store.connection)
    for seq in (2, 3):
        assert arrivals.take([version(b"k", seq, there)]) == {Entity.SESSION: 1}
        assert counted(arrivals) == (0, 1)
    assert arrivals.take([version(b"p", 4, kind=Entity.PARTICIPANT), version(b"q", 5)]) == {
        Entity.PARTICIPANT: 1,
        Entity.SESSION: 1,
    }
    assert counted(arrivals) == (2, 1)


def test_what_was_blanked_has_changed_unless_it_is_counted_already(
    store: Store, there: Version
) -> None:
    arrivals = Arrivals(store.connection)
    arrivals.take([version(b"n", 2)])
    arrivals.note_blanked([b"n" * 16, there.entity])
    arrivals.note_blanked([there.entity])
    assert counted(arrivals) == (1, 1)
    assert arrivals.entities() == [there.entity, b"n" * 16]


def test_what_makes_room_for_another_at_the_end_does_not_hide_it(
    store: Store, there: Version
) -> None:
    """The whole version comes in place of a blanked one that came last."""
    arrivals = Arrivals(store.connection)
    store.connection.run("DELETE FROM version WHERE id = ?", (there.id,))
    arrivals.take([there])
    assert arrivals.entities() == [there.entity]


def test_the_latest_day_is_of_the_sessions_that_are_new(store: Store) -> None:
    journal.append(store.connection, [known := version(b"k", 1, day="2025-06-01")])
    arrivals = Arrivals(store.connection)
    arrivals.take([known])
    assert arrivals.latest_day is None
    for day in ("2025-03-01", "2025-05-01", "2025-04-01"):
        arrivals.take([version(day[6].encode(), 2, day=day)])
    assert arrivals.latest_day == date(2025, 5, 1)
