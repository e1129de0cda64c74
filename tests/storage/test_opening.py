"""Making and opening the file: who may, from which versions, and what is refused with a sentence."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest

from halsoverkstad.domain.errors import DatabaseFault, Fault, KeyFault, ProgrammeFault
from halsoverkstad.domain.facts import Attributes, Session
from storage import keys, migrations, opening, sessions, settings
from storage.connection import APPLICATION_ID, Connection
from storage.keys import Key
from storage.opening import create_in_memory, create_store, open_store
from storage.sessions import LogFilter, Present, SessionEntry
from storage.store import Store
from tests.stores import KEY, PROGRAMME, everything, new_file, register

SESSION = SessionEntry(Session(date(2025, 3, 31), activity="Yoga"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a database belongs, in a folder that is not there yet."""
    return tmp_path / "ny mapp" / "hälsa.db"


@pytest.fixture
def filled(path: Path) -> Path:
    """A closed database with a session and a participant."""
    with closing(new_file(path)) as store:
        came = (Present(register(store, "Amina"), Attributes()),)
        sessions.save(store, SessionEntry(SESSION.session, came))
    return path


def content(path: Path, key: Key = KEY):
    with closing(open_store(path, key)) as store:
        return everything(store)


@contextmanager
def refused(kind: type[Fault], *words: str) -> Iterator[None]:
    with pytest.raises(kind) as told:
        yield
    for word in words:
        assert word in str(told.value)
    assert str(told.value).endswith(".")


# A new database


def test_a_new_database_knows_its_programme_and_laptop(path: Path) -> None:
    with closing(create_store(path, KEY, PROGRAMME, "Dator 7")) as store:
        assert store.programme.name == "Jämlik hälsa Lindängen"
        assert store.laptop.name == "Dator 7"
        assert len(store.laptop.id) == 16
        assert not store.made_up
        laptop = store.laptop
        sessions.save(store, SESSION)
    with closing(open_store(path, KEY)) as store:
        assert store.laptop == laptop
        assert sessions.count(store, LogFilter()) == 1


def test_two_databases_are_two_laptops_with_two_secrets(tmp_path: Path) -> None:
    with (
        closing(create_store(tmp_path / "a.db", KEY, PROGRAMME)) as one,
        closing(create_store(tmp_path / "b.db", KEY, PROGRAMME)) as other,
    ):
        assert one.laptop.id != other.laptop.id
        assert one.secret != other.secret


def test_the_first_name_of_a_laptop_is_not_that_of_its_owner(path: Path) -> None:
    with closing(new_file(path)) as store:
        assert store.laptop.name == "Dator 1"


def test_only_the_owner_may_read_the_file(path: Path) -> None:
    before = os.umask(0)
    try:
        with closing(new_file(path)) as store:
            sessions.save(store, SESSION)
            files = list(path.parent.iterdir())
            assert len(files) == 3  # with -wal and -shm
            assert {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o600}
    finally:
        os.umask(before)


def test_nothing_but_the_database_is_left_in_the_folder(filled: Path) -> None:
    assert [each.name for each in filled.parent.iterdir()] == [filled.name]


def test_a_database_never_takes_the_place_of_a_file(filled: Path) -> None:
    before = filled.read_bytes()
    with refused(DatabaseFault, "finns redan", str(filled)):
        new_file(filled)
    assert filled.read_bytes() == before


def test_settings_that_are_not_valid_make_no_database(path: Path) -> None:
    with refused(ProgrammeFault, "namn"):
        create_store(path, KEY, "parter = []")
    assert list(path.parent.iterdir()) == []


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("text")
    with refused(DatabaseFault, "gick inte att skapa"):
        new_file(tmp_path / "fil" / "hälsa.db")


@pytest.mark.skipif(os.name == "nt" or not Path("/proc").is_dir(), reason="needs such a folder")
def test_a_folder_that_cannot_be_written_is_told() -> None:
    with refused(DatabaseFault, "mapp"):
        new_file(Path("/proc/hälsa.db"))


def test_a_database_in_memory_is_made_up_unless_it_says_so() -> None:
    with closing(create_in_memory(PROGRAMME)) as store:
        assert store.made_up


# Opening


def test_a_missing_database_is_told_and_not_made(path: Path) -> None:
    with refused(DatabaseFault, "ingen databas", str(path)):
        open_store(path, KEY)
    assert not path.exists()


def test_the_right_password_opens_and_a_wrong_one_does_not(path: Path) -> None:
    create_store(path, keys.new_from_password("gul kanot"), PROGRAMME).close()
    salt = keys.salt_of(path)
    open_store(path, keys.from_password("gul kanot", salt)).close()
    before = path.read_bytes()
    for wrong in ("gul kanot ", "Gul kanot", "x"):
        with refused(KeyFault, "lösenordet är fel"):
            open_store(path, keys.from_password(wrong, salt))
    assert path.read_bytes() == before


def test_the_code_on_paper_opens_it(path: Path) -> None:
    key = keys.new_from_password("gul kanot")
    create_store(path, key, PROGRAMME).close()
    code = key.recovery_code()
    open_store(path, keys.from_recovery_code(code, keys.salt_of(path))).close()


def test_a_copied_file_opens_with_the_password_alone(path: Path, tmp_path: Path) -> None:
    """There is no second file that could be forgotten."""
    with closing(create_store(path, keys.new_from_password("gul kanot"), PROGRAMME)) as store:
        sessions.save(store, SESSION)
    copy = tmp_path / "kopia.db"
    copy.write_bytes(path.read_bytes())
    key = keys.from_password("gul kanot", keys.salt_of(copy))
    with closing(open_store(copy, key)) as store:
        assert sessions.count(store, LogFilter()) == 1


# Other files


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "annan.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE session (id BLOB)")
        other.commit()
    before = path.read_bytes()
    with refused(DatabaseFault, str(path)):
        open_store(path, Key(KEY.seed, keys.salt_of(path)))
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["annan.db"]


def test_an_encrypted_database_of_another_program_is_refused_and_left_alone(
    tmp_path: Path,
) -> None:
    path = tmp_path / "annan.db"
    with closing(Connection(str(path), KEY.raw())) as other:
        other.run("CREATE TABLE session (id BLOB)")
    with refused(DatabaseFault, "annat slag"):
        open_store(path, KEY)
    with closing(Connection(str(path), KEY.raw())) as other:
        assert other.rows("SELECT name FROM sqlite_schema") == [("session",)]


@pytest.mark.parametrize("junk", [b"", b"x", b"x" * 4096, "tillfälle;datum\n".encode() * 400])
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, junk: bytes) -> None:
    path = tmp_path / "fil.csv"
    path.write_bytes(junk)
    with refused(DatabaseFault, str(path)):
        open_store(path, KEY)
    assert path.read_bytes() == junk


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with refused(DatabaseFault, str(tmp_path)):
        open_store(tmp_path, KEY)


# Other versions


def test_the_latest_schema_is_the_number_of_migrations() -> None:
    assert len(migrations.migrations._migrations) == migrations.LATEST == opening._LATEST


def test_a_newer_schema_is_refused_with_the_advice_to_update(filled: Path) -> None:
    before = content(filled)
    set_version(filled, migrations.LATEST + 1)
    with refused(DatabaseFault, "nyare version", "Uppdatera programmet"):
        open_store(filled, KEY)
    set_version(filled, migrations.LATEST)
    assert content(filled) == before


@pytest.mark.parametrize("version", range(migrations.LATEST + 1))
def test_a_database_of_any_earlier_schema_is_brought_up_to_date(filled: Path, version: int) -> None:
    """Also one whose last migration was cut short just before it was counted."""
    before = content(filled)
    set_version(filled, version)
    after = content(filled)
    assert after == before
    with closing(Connection(str(filled), KEY.raw())) as raw:
        assert raw.value("PRAGMA user_version") == migrations.LATEST


def test_a_database_that_lacks_its_settings_is_told(tmp_path: Path) -> None:
    path = tmp_path / "tom.db"
    with closing(Connection(str(path), KEY.raw())) as raw:
        raw.run(f"PRAGMA application_id = {APPLICATION_ID}")
    with refused(DatabaseFault, "saknar uppgifter", "aterstall"):
        open_store(path, KEY)


def set_version(path: Path, version: int) -> None:
    with closing(Connection(str(path), KEY.raw())) as raw:
        raw.run(f"PRAGMA user_version = {version}")


def test_tables_are_strict_and_foreign_keys_hold(store: Store) -> None:
    tables = store.connection.rows("PRAGMA table_list")
    own = [row for row in tables if row[0] == "main" and not row[1].startswith(("sqlite_", "_"))]
    assert own
    assert all(strict for *_, strict in own)
    assert store.connection.value("PRAGMA foreign_keys") == 1
    assert store.connection.value("PRAGMA trusted_schema") == 0
    assert store.connection.value("PRAGMA secure_delete") == 1


# Another password


def test_a_changed_password_opens_and_the_old_one_no_longer_does(path: Path) -> None:
    create_store(path, keys.new_from_password("gul kanot"), PROGRAMME).close()
    old = keys.from_password("gul kanot", keys.salt_of(path))
    with closing(open_store(path, old)) as store:
        new = settings.change_password(store, "röd båt", salt=keys.salt_of(path))
        sessions.save(store, SESSION)
        assert sessions.count(store, LogFilter()) == 1
    salt = keys.salt_of(path)
    with closing(open_store(path, keys.from_password("röd båt", salt))) as store:
        assert sessions.count(store, LogFilter()) == 1
    open_store(path, keys.from_recovery_code(new.recovery_code(), salt)).close()
    for gone in (old, keys.from_password("gul kanot", salt)):
        with refused(KeyFault, "lösenordet är fel"):
            open_store(path, gone)


def test_the_password_can_be_changed_only_where_nobody_else_has_it_open(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.connection.BUSY_SECONDS", 0.05)
    with (
        closing(open_store(filled, KEY)) as store,
        closing(open_store(filled, KEY)) as other,
        other.snapshot(),
    ):
        sessions.count(other, LogFilter())
        sessions.save(store, SESSION)
        with refused(DatabaseFault, str(filled)):
            settings.change_password(store, "röd båt", salt=KEY.salt)
    assert content(filled)


def test_an_empty_password_changes_nothing(filled: Path) -> None:
    with closing(open_store(filled, KEY)) as store, refused(KeyFault, "tomt"):
        settings.change_password(store, "", salt=KEY.salt)
    assert content(filled)
