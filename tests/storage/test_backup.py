"""Backups: a consistent copy at any time, and back, without ever losing what was there."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from halsoverkstad.domain.errors import Fault, KeyFault
from halsoverkstad.domain.facts import Session
from storage import keys, sessions
from storage.backup import back_up, restore
from storage.keys import Key
from storage.opening import open_store
from storage.sessions import LogFilter, SessionEntry
from storage.store import Store
from tests.stores import KEY, OTHER_KEY, everything, new_file

ROOT = Path(__file__).parents[2]
STAMP = "20260108-120000"
SESSION = SessionEntry(Session(date(2025, 3, 31), activity="Yoga"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hälsa.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """An open database with one session."""
    opened = new_file(path)
    sessions.save(opened, SESSION)
    yield opened
    opened.close()


@pytest.fixture
def copy(store: Store, tmp_path: Path) -> Path:
    """A backup of it, in another folder."""
    folder = tmp_path / "sticka"
    folder.mkdir()
    back_up(store, KEY, folder / "kopia.db")
    return folder / "kopia.db"


def held(path: Path, key: Key = KEY) -> int:
    """How many sessions a database has."""
    with closing(open_store(path, key)) as store:
        return sessions.count(store, LogFilter())


# Making one


def test_a_backup_is_the_whole_database_in_one_file(store: Store, copy: Path) -> None:
    assert [each.name for each in copy.parent.iterdir()] == [copy.name]
    with closing(open_store(copy, KEY)) as copied:
        assert everything(copied) == everything(store)
        assert copied.laptop == store.laptop


def test_it_opens_with_the_same_password_and_the_same_code(tmp_path: Path) -> None:
    key = keys.new_from_password("gul kanot")
    with closing(new_file(tmp_path / "a.db", key)) as store:
        back_up(store, key, tmp_path / "kopia.db")
    copy = tmp_path / "kopia.db"
    salt = keys.salt_of(copy)
    assert held(copy, keys.from_password("gul kanot", salt)) == 0
    assert held(copy, keys.from_recovery_code(key.recovery_code(), salt)) == 0


def test_it_can_be_made_while_another_copy_of_the_program_writes(
    store: Store, path: Path, tmp_path: Path
) -> None:
    """What is not yet whole is not in it."""
    with closing(open_store(path, KEY)) as other:
        sessions.save(other, SESSION)
        with other.connection.transaction():
            other.connection.run("DELETE FROM session")
            back_up(store, KEY, tmp_path / "kopia.db")
    assert held(tmp_path / "kopia.db") == 2


def test_the_database_goes_on_as_before(store: Store, copy: Path) -> None:
    sessions.save(store, SESSION)
    assert sessions.count(store, LogFilter()) == 2
    assert held(copy) == 1


def test_it_never_takes_the_place_of_a_file(store: Store, copy: Path) -> None:
    before = copy.read_bytes()
    with pytest.raises(Fault, match="finns redan"):
        back_up(store, KEY, copy)
    assert copy.read_bytes() == before


def test_a_folder_that_is_not_there_is_told(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Fault, match="mapp"):
        back_up(store, KEY, tmp_path / "finns inte" / "kopia.db")
    (tmp_path / "fil").write_text("text")
    with pytest.raises(Fault, match="mapp"):
        back_up(store, KEY, tmp_path / "fil" / "kopia.db")


def test_a_damaged_database_is_not_copied_as_if_it_were_whole(
    store: Store, path: Path, tmp_path: Path
) -> None:
    """A copy that could not be restored would only be found out when it is needed."""
    with store.connection.transaction():
        store.connection.run("CREATE TABLE half (text)")
        store.connection.run("INSERT INTO half VALUES (?)", ("x" * 40_000,))
    store.close()
    content = bytearray(path.read_bytes())
    content[-3 * 4096] ^= 1
    path.write_bytes(content)
    with closing(open_store(path, KEY)) as opened, pytest.raises(Fault, match="skadad"):
        back_up(opened, KEY, tmp_path / "kopia.db")
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


# Bringing it back


def test_what_was_there_is_kept_aside(store: Store, copy: Path, path: Path) -> None:
    sessions.save(store, SESSION)
    store.close()
    aside = restore(copy, KEY, path, STAMP)
    assert held(path) == 1
    assert aside is not None
    assert STAMP in aside.name
    assert held(aside) == 2
    assert {each.name for each in path.parent.iterdir()} == {path.name, aside.name, "sticka"}
    assert path.stat().st_mode & 0o777 == 0o600


def test_at_every_moment_there_is_a_database_by_that_name(
    store: Store, copy: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sessions.save(store, SESSION)
    store.close()
    moved: list[bool] = []

    def watched(move: Callable[[Path, Path], object]) -> Callable[[Path, Path], object]:
        def see(one: Path, other: Path) -> object:
            done = move(one, other)
            moved.append(path.exists())
            return done

        return see

    for name in ("rename", "replace", "hardlink_to"):
        monkeypatch.setattr(Path, name, watched(getattr(Path, name)))
    restore(copy, KEY, path, STAMP)
    assert moved
    assert all(moved)
    assert held(path) == 1


def test_if_the_last_step_fails_what_was_there_is_there(
    store: Store, copy: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sessions.save(store, SESSION)
    store.close()
    replace = Path.replace

    def refused(one: Path, other: Path) -> Path:
        if one.name.endswith(".aterstalls"):
            raise PermissionError(13, "används")
        return replace(one, other)

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(Fault, match="Det gick inte att återställa"):
        restore(copy, KEY, path, STAMP)
    assert held(path) == 2
    assert sorted(path.parent.iterdir()) == sorted({path, copy.parent})


def test_what_was_only_in_the_log_of_writes_is_kept_aside_too(
    store: Store, copy: Path, path: Path
) -> None:
    """As after a crash: the newest sessions are in the -wal alone."""
    sessions.save(store, SESSION)
    crashed = path.with_name("kraschad.db")
    for ending in ("", "-wal"):
        Path(f"{crashed}{ending}").write_bytes(Path(f"{path}{ending}").read_bytes())
    assert Path(f"{crashed}-wal").stat().st_size > 0
    aside = restore(copy, KEY, crashed, STAMP)
    assert aside is not None
    assert held(crashed) == 1
    assert held(aside) == 2


def test_a_database_that_a_program_has_open_is_not_put_aside(
    store: Store, copy: Path, path: Path
) -> None:
    with pytest.raises(Fault, match="öppen i programmet"):
        restore(copy, KEY, path, STAMP)
    sessions.save(store, SESSION)
    store.close()
    assert held(path) == 2
    assert restore(copy, KEY, path, STAMP) is not None


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be renamed there")
def test_it_is_seen_also_where_its_password_is_not_known(
    store: Store, copy: Path, path: Path
) -> None:
    """By the locks of the other process: it has another password than the backup."""
    store.close()
    path.unlink()
    new_file(path, OTHER_KEY).close()
    program = [sys.executable, "-m", "tests.storage.child", "hold", str(path)]
    with subprocess.Popen(
        program, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holding:
        assert holding.stdout is not None
        assert holding.stdout.readline()
        with pytest.raises(Fault, match="öppen i programmet"):
            restore(copy, KEY, path, STAMP)
        holding.communicate(b"\n")
    assert restore(copy, KEY, path, STAMP) is not None


def test_where_nothing_was_nothing_is_kept(copy: Path, tmp_path: Path) -> None:
    target = tmp_path / "ny dator" / "hälsa.db"
    assert restore(copy, KEY, target, STAMP) is None
    assert held(target) == 1


def test_the_backup_itself_is_left_alone(store: Store, copy: Path, path: Path) -> None:
    """It may lie on a stick, which a database should not be opened on."""
    before = copy.read_bytes()
    store.close()
    restore(copy, KEY, path, STAMP)
    sessions_after = held(path)
    assert copy.read_bytes() == before
    assert [each.name for each in copy.parent.iterdir()] == [copy.name]
    assert sessions_after == 1


def test_it_can_be_restored_again(store: Store, copy: Path, path: Path) -> None:
    store.close()
    first = restore(copy, KEY, path, STAMP)
    second = restore(copy, KEY, path, "20260108-120001")
    assert first != second
    assert held(path) == 1


@pytest.mark.parametrize("place", [0, 20, 4096, 8200, -1])
def test_a_damaged_backup_is_refused_and_the_database_stays(
    store: Store, copy: Path, path: Path, place: int
) -> None:
    store.close()
    content = bytearray(copy.read_bytes())
    content[place] ^= 1
    copy.write_bytes(content)
    stays(copy, Key(KEY.seed, keys.salt_of(copy)), path)


@pytest.mark.parametrize("length", [0, 10, 4096, 20_000])
def test_a_backup_cut_short_is_refused_and_the_database_stays(
    store: Store, copy: Path, path: Path, length: int
) -> None:
    store.close()
    copy.write_bytes(copy.read_bytes()[:length])
    stays(copy, KEY, path)


def test_another_file_is_refused_and_the_database_stays(store: Store, path: Path) -> None:
    store.close()
    other = path.with_name("brev.txt")
    other.write_text("Hej!\n" * 2000, encoding="utf-8")
    stays(other, KEY, path)


def test_a_wrong_key_is_refused_and_the_database_stays(
    store: Store, copy: Path, path: Path
) -> None:
    store.close()
    with pytest.raises(KeyFault):
        restore(copy, Key(b"1" * 16, KEY.salt), path, STAMP)
    stays(copy, Key(b"1" * 16, KEY.salt), path)


def test_a_backup_that_is_not_there_is_told_and_the_database_stays(
    store: Store, path: Path
) -> None:
    store.close()
    stays(path.with_name("finns inte.db"), KEY, path)


def stays(source: Path, key: Key, path: Path) -> None:
    """The backup is refused by its own name, and all files are as they were."""
    before = {each: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}
    with pytest.raises(Fault) as told:
        restore(source, key, path, STAMP)
    assert str(source) in str(told.value)
    after = {each: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}
    assert after == before
    assert held(path) == 1
