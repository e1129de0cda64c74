"""What has arrived is counted once, however many files of one merge bring it."""

from datetime import date

import pytest

from storage import journal
from storage.arriving import Arrivals
from storage.encoding import dump, load
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


# What attendances say


def attendance(entity: bytes, seq: int, group: str) -> Version:
    return Version.written(
        entity * 16,
        Entity.ATTENDANCE,
        laptop=b"l" * 16,
        seq=seq,
        time=seq,
        parents=(),
        fields=dump({"group": group, "area": f"of {group}"}),
    )


def test_what_attendances_say_is_of_before_and_of_every_file(store: Store, there: Version) -> None:
    known = attendance(b"ka", 2, "vuxna")
    journal.append(store.connection, [known])
    arrivals = Arrivals(store.connection)
    arrivals.take([there, attendance(b"kb", 3, "barn"), attendance(b"kc", 4, "barn")])
    arrivals.take([known, attendance(b"kd", 5, "unga")])
    told = [load(text)["group"] for text in arrivals.noted()]
    assert sorted(told) == ["barn", "unga", "vuxna"]


def test_what_was_blanked_is_not_said_any_more(store: Store) -> None:
    arrivals = Arrivals(store.connection)
    erased = attendance(b"ka", 1, "vuxna")
    arrivals.take([erased, attendance(b"kb", 2, "barn")])
    blank = dump({"group": "vuxna"})
    store.connection.run("UPDATE version SET fields = ? WHERE id = ?", (blank, erased.id))
    arrivals.note_blanked([erased.entity])
    assert blank in arrivals.noted()
    assert erased.fields not in arrivals.noted()
