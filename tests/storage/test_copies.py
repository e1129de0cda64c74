"""A database that was restored or cloned goes on as a laptop of its own, with the same register."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from halsoverkstad.domain.facts import Naming, Session
from halsoverkstad.domain.period import Period
from storage import counting, history, journal, local, merging, opening, participants, sessions
from storage import settings as database_settings
from storage.backup import back_up, restore
from storage.encoding import load
from storage.marking import Marker
from storage.sessions import Present, SessionEntry
from storage.store import Store
from storage.writing import Pen
from tests.storage.test_merging import ADULT, export
from tests.stores import KEY, new_file, new_store

pytestmark = pytest.mark.usefixtures("quick_tokens")

MARIA = Naming("Maria", "Maria", "Be", 1980, 4)
NAMESAKE = Naming("Maria B", "Maria", "Be", 1980, 4)
Open = Callable[..., "contextmanager[Store]"]


@pytest.fixture
def at(tmp_path: Path) -> Open:
    """A database opened on a computer, as the program opens it."""

    @contextmanager
    def opened(name: str, computer: str = "en") -> Iterator[Store]:
        path = tmp_path / name
        with closing(opening.open_store(path, KEY) if path.exists() else new_file(path)) as store:
            local.put(store.connection, local.SECRET, "11" * 32)
            store.reload()
            Marker(tmp_path / "marks" / computer).watch(store)
            yield store

    return opened


def copy(tmp_path: Path, source: str, target: str) -> None:
    shutil.copyfile(tmp_path / source, tmp_path / target)


DAYS = count()


def log(store: Store, *people: Naming) -> list[bytes]:
    """Register people and log a session with them."""
    ids = [participants.register(store, each, ADULT) for each in people]
    present = tuple(Present(each, ADULT) for each in ids)
    sessions.save(store, SessionEntry(Session(date(2025, 3, 1)), present))
    return ids


def merged(*stores: Store) -> int:
    """How many different people a coordinator counts."""
    coordinator = new_store(seed=99)
    merging.merge(coordinator, [export(each, next(DAYS) + 1) for each in stores])
    return counting.statistics(coordinator, Period.parse("2025")).rows[0].figures["unika"]


def test_the_same_database_keeps_its_id_however_often_it_is_opened(at: Open) -> None:
    ids = set()
    for number in range(4):
        with at("a.db") as store:
            log(store, Naming(f"Namn {number}"))
            log(store, Naming(f"Mer {number}"))
            ids.add(store.laptop)
    assert len(ids) == 1


def test_two_programs_with_one_database_open_keep_its_id(at: Open) -> None:
    with at("a.db") as one, at("a.db") as other:
        for number, store in enumerate((one, other, one, other, one)):
            log(store, Naming(f"Namn {number}"))
    with at("a.db") as store:
        log(store, Naming("Sist"))
        assert store.laptop.name == "Dator 1"


def test_a_database_may_be_moved_and_renamed(at: Open, tmp_path: Path) -> None:
    with at("a.db") as store:
        log(store, Naming("Sol"))
        before = store.laptop
    (tmp_path / "a.db").rename(tmp_path / "b.db")
    with at("b.db") as store:
        log(store, Naming("Måne"))
        assert store.laptop == before


def test_an_older_copy_put_back_is_another_laptop(at: Open, tmp_path: Path) -> None:
    with at("a.db") as store:
        log(store, Naming("Sol"))
        before = store.laptop
    copy(tmp_path, "a.db", "kopia.db")
    with at("a.db") as store:
        log(store, Naming("Måne"))
    copy(tmp_path, "kopia.db", "a.db")

    with at("a.db") as store:
        assert store.laptop == before  # nothing is written yet
        log(store, Naming("Stjärna"))
        assert store.laptop.id != before.id
        assert store.laptop.name == "Dator 1 (2)"
        told = journal.current(journal.versions_of(store.connection, store.laptop.id))
        assert told is not None
        assert before.id.hex() in load(told.fields)["knows"]
        now = store.laptop
    with at("a.db") as store:
        log(store, Naming("Komet"))
        assert store.laptop == now


def test_a_copy_made_within_one_opening_is_seen_by_its_sequence(at: Open, tmp_path: Path) -> None:
    with at("a.db") as store:
        log(store, Naming("Sol"))
        back_up(store, KEY, tmp_path / "kopia.db")
        log(store, Naming("Måne"))
        before = store.laptop
    copy(tmp_path, "kopia.db", "a.db")
    with at("a.db") as store:
        log(store, Naming("Stjärna"))
        assert store.laptop.id != before.id


def test_of_two_copies_on_one_computer_one_is_another_laptop(at: Open, tmp_path: Path) -> None:
    with at("a.db") as store:
        log(store, Naming("Sol"))
    copy(tmp_path, "a.db", "b.db")
    ids = []
    for name in ("b.db", "a.db", "b.db", "a.db"):
        with at(name) as store:
            log(store, Naming(f"Namn {len(ids)}"))
            ids.append(store.laptop.id)
    assert ids[0] == ids[2] != ids[1] == ids[3]


def test_a_clone_on_another_computer_is_another_laptop(at: Open, tmp_path: Path) -> None:
    with at("a.db") as store:
        log(store, Naming("Sol"))
        before = store.laptop
    copy(tmp_path, "a.db", "b.db")
    with at("b.db", "två") as store:
        log(store, Naming("Måne"))
        assert store.laptop.id != before.id
    with at("a.db") as store:
        log(store, Naming("Stjärna"))
        assert store.laptop == before


def test_a_database_on_a_stick_has_one_id_on_each_computer(at: Open) -> None:
    ids: dict[str, set[bytes]] = {"en": set(), "två": set()}
    for number, computer in enumerate(("en", "två", "en", "två", "två", "en")):
        with at("stick.db", computer) as store:
            log(store, Naming(f"Namn {number}"))
            ids[computer].add(store.laptop.id)
    assert [len(each) for each in ids.values()] == [1, 1]
    assert ids["en"] != ids["två"]


def test_what_the_program_restores_is_another_laptop(at: Open, tmp_path: Path) -> None:
    with at("a.db") as store:
        log(store, Naming("Sol"))
        before = store.laptop
        back_up(store, KEY, tmp_path / "kopia.db")
    restore(tmp_path / "kopia.db", KEY, tmp_path / "a.db", "x")
    with at("a.db") as store:
        figures = counting.statistics(store, Period.parse("2025"))
        assert [each.name for each in figures.laptops] == ["Dator 1"]
        log(store, Naming("Måne"))
        assert store.laptop.id != before.id


def test_undo_takes_back_the_action_and_not_the_new_id(at: Open, tmp_path: Path) -> None:
    with at("a.db") as store:
        log(store, Naming("Sol"))
    copy(tmp_path, "a.db", "b.db")
    with at("b.db", "två") as store:
        log(store, Naming("Måne"))
        assert history.undo(store)  # the session
        assert history.undo(store)  # the participant, with whom the new id came
        assert store.laptop.name == "Dator 1 (2)"
        database_settings.set_laptop_name(store, "Reserven")
        told = journal.current(journal.versions_of(store.connection, store.laptop.id))
        assert told is not None
        assert load(told.fields)["knows"]


def test_what_came_to_nothing_leaves_the_id_as_it_was(at: Open, tmp_path: Path) -> None:
    def stopped(store: Store) -> None:
        with store.connection.transaction():
            Pen(store).begin()
            raise KeyboardInterrupt

    def fail(store: Store) -> None:
        with pytest.raises(KeyboardInterrupt):
            stopped(store)

    with at("a.db") as store:
        fail(store)
        before = store.laptop
        log(store, Naming("Sol"))
        assert store.laptop == before
    copy(tmp_path, "a.db", "b.db")
    with at("b.db", "två") as store:
        fail(store)
        assert store.laptop == before
        log(store, Naming("Måne"))
        assert store.laptop.id != before.id


def test_people_held_apart_before_the_split_stay_apart(at: Open, tmp_path: Path) -> None:
    """The clone has the register of the first: a namesake it registers is somebody else."""
    with at("a.db") as store:
        log(store, MARIA)
    copy(tmp_path, "a.db", "b.db")
    with at("b.db", "två") as clone, at("a.db") as first:
        log(clone, NAMESAKE)
        log(first, Naming("Sol"))
        assert merged(first, clone) == merged(clone, first) == 3


def test_after_the_split_the_two_are_two_laptops(at: Open, tmp_path: Path) -> None:
    """Somebody both register later is one person, as on any two laptops."""
    with at("a.db") as store:
        log(store, Naming("Sol"))
    copy(tmp_path, "a.db", "b.db")
    with at("b.db", "två") as clone, at("a.db") as first:
        log(clone, MARIA)
        log(first, MARIA)
        assert merged(first, clone) == 2


def test_in_order_the_successor_counts_as_the_same_laptop(at: Open, tmp_path: Path) -> None:
    """Two namesakes here, the second after the split; two on another laptop: two people in all."""
    other = new_store(seed=5, laptop="Annan")
    local.put(other.connection, local.SECRET, "11" * 32)
    other.reload()
    log(other, MARIA, NAMESAKE)
    with at("a.db") as store:
        log(store, MARIA)
    copy(tmp_path, "a.db", "b.db")
    with at("b.db", "två") as clone:
        log(clone, NAMESAKE)
        assert merged(clone, other) == merged(other, clone) == 2


def test_a_mark_that_cannot_be_kept_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "marks").write_text("no folder")
    for number in range(3):
        path = tmp_path / "a.db"
        with closing(opening.open_store(path, KEY) if path.exists() else new_file(path)) as store:
            Marker(tmp_path / "marks").watch(store)
            log(store, Naming(f"Namn {number}"))
            assert store.laptop.name == "Dator 1"
