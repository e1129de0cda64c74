"""What was erased while another program reads: noted, said, and done at the next opportunity."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

import pytest

from halsoverkstad.domain.facts import Attributes, Session
from storage import checking, erasure, merging, sessions, traces
from storage.opening import open_store
from storage.sessions import SessionEntry
from storage.store import Store
from tests.handing_in import handed_in, laptop
from tests.stores import ADULT, KEY, new_file, register

pytestmark = pytest.mark.usefixtures("quick_tokens")

SEEDS = count(2)
LEFT = "ligger kvar, krypterat, i databasens arbetsfil"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """A database in a file, which waits for nobody."""
    opened = new_file(path)
    opened.connection.run("PRAGMA busy_timeout = 0")
    yield opened
    opened.close()


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Another program in the midst of reading the database."""
    with closing(open_store(path, KEY)) as other, other.snapshot():
        other.connection.value("SELECT count(*) FROM version")
        yield


def log_of(path: Path) -> int:
    """How many bytes the write-ahead log holds."""
    log = Path(f"{path}-wal")
    return log.stat().st_size if log.exists() else 0


def told(store: Store) -> bool:
    return any(LEFT in each.what for each in checking.quality(store))


def test_with_nobody_reading_it_is_gone_at_once(store: Store, path: Path) -> None:
    erasure.erase(store, register(store, "Amina"))
    assert log_of(path) == 0
    assert not erasure.lingers(store)
    assert not told(store)


def test_it_is_told_while_somebody_reads_and_gone_with_the_next_writing(
    store: Store, path: Path
) -> None:
    amina = register(store, "Amina")
    with closing(open_store(path, KEY)) as other:
        with other.snapshot():
            other.connection.value("SELECT count(*) FROM version")
            erasure.erase(store, amina)
            assert erasure.lingers(store)
            assert told(store)
            register(store, "Bea")
            assert log_of(path) > 0
        register(store, "Cia")
        assert log_of(path) == 0
    assert not erasure.lingers(store)
    assert not told(store)


def test_it_is_gone_once_who_was_reading_has_closed(store: Store, path: Path) -> None:
    amina = register(store, "Amina")
    with reading(path):
        erasure.erase(store, amina)
    assert log_of(path) == 0


def test_it_is_gone_at_the_next_opening_also_after_a_crash(store: Store, path: Path) -> None:
    amina = register(store, "Amina")
    with reading(path):
        erasure.erase(store, amina)
        crashed = path.with_name("b.db")
        for ending in ("", "-wal"):
            Path(f"{crashed}{ending}").write_bytes(Path(f"{path}{ending}").read_bytes())
    assert log_of(crashed) > 0
    with closing(open_store(crashed, KEY)) as opened:
        assert log_of(crashed) == 0
        assert not erasure.lingers(opened)


Forgetting = Callable[[Store], None]


def _a_note(store: Store) -> Forgetting:
    session = sessions.save(store, SessionEntry(Session(store.today()), (), "Xenia grät"))
    return lambda opened: traces.clean_note(opened, session)


def _by_a_file(store: Store) -> Forgetting:
    """Somebody erased on another computer, where this one had the tokens."""
    other = laptop("B", next(SEEDS))
    maria = register(
        other, "Maria", Attributes(ADULT), given="Maria", surname_letters="Be",
        birth_year=1980, birth_month=4,
    )  # fmt: skip
    merging.merge(store, [handed_in(other)])
    erasure.erase(other, maria)
    return lambda opened: (merging.merge(opened, [handed_in(other)]), None)[1]


@pytest.mark.parametrize("prepared", [_a_note, _by_a_file])
def test_what_else_goes_for_good_leaves_the_log_too(
    store: Store, path: Path, prepared: Callable[[Store], Forgetting]
) -> None:
    forget = prepared(store)
    with reading(path):
        forget(store)
        assert erasure.lingers(store)
    assert log_of(path) == 0
    forget = prepared(store)
    register(store, "Fyller loggen")
    assert log_of(path) > 0
    forget(store)
    assert log_of(path) == 0
