"""Backups: a consistent copy while the program is open, and back, keeping what was there."""

import shutil
from contextlib import suppress
from pathlib import Path

from halsoverkstad.domain.errors import DatabaseFault, Fault, KeyFault
from halsoverkstad.domain.reasons import reason
from storage.connection import Connection
from storage.in_use import is_open
from storage.keys import Key
from storage.marking import leave_behind
from storage.opening import is_there, open_store
from storage.store import Store


def back_up(store: Store, key: Key, target: Path) -> None:
    """Write a copy of the open database to a new file; it opens with the same key.

    The copy is looked through: SQLite copies a damaged page without a word.

    Raises:
        Fault: there is such a file already, it cannot be written, or the database is damaged;
            nothing is left half done.
    """
    if is_there(target):
        raise Fault(f"Det finns redan en fil {target}. Välj ett annat namn.")
    beside = target.with_name(f"{target.name}.ofardig")
    try:
        beside.unlink(missing_ok=True)
        if not _copied_whole(store, key, beside, target):
            raise DatabaseFault(
                f"Databasen {store.connection.path} är skadad, så ingen säkerhetskopia skrevs. "
                "Behåll de kopior som finns och återställ den senaste med aterstall."
            )
        beside.chmod(0o600)
        beside.replace(target)
    except OSError as error:
        raise Fault(
            f"Säkerhetskopian {target} gick inte att skriva ({reason(error)}). Välj en mapp som "
            "du får skriva i."
        ) from None
    finally:
        _unlink_all(beside)


def _copied_whole(store: Store, key: Key, beside: Path, target: Path) -> bool:
    copy = Connection(str(beside), key.raw(), str(target))
    try:
        store.connection.copy_to(copy)
        copy.run("PRAGMA journal_mode = DELETE")
        return copy.is_whole()
    finally:
        copy.close()


def restore(
    source: Path, key: Key, path: Path, stamp: str, present: Key | None = None
) -> Path | None:
    """Put a backup in the database's place, after seeing that it opens and is whole.

    What is restored is a copy: it takes a new laptop id when it is next opened.

    Args:
        source: the backup; it is copied, never opened where it lies.
        key: what opens it.
        path: where the database belongs.
        stamp: what the name of the database kept aside ends with.
        present: what opens the database that is there; None: it is not known.

    Returns:
        Where the earlier database was put aside; None if there was none.

    Raises:
        Fault: the backup is damaged, the database is open in a program, or the files cannot be
            moved; the earlier one stays.
    """
    beside = path.with_name(f"{path.name}.aterstalls")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _unlink_all(beside)
        _copy_checked(source, key, beside)
        _require_closed(path, present or key)
        aside = path.with_name(f"{path.name}.undan-{stamp}") if path.exists() else None
        if aside is None:
            beside.replace(path)
        else:
            _replace(path, beside, aside)
    except OSError as error:
        raise Fault(
            f"Det gick inte att återställa {source} ({reason(error)}). Kontrollera sökvägen och "
            "att disken har plats."
        ) from None
    else:
        return aside
    finally:
        _unlink_all(beside)


def _copy_checked(source: Path, key: Key, beside: Path) -> None:
    """Copy a backup and see that the copy opens and is whole; faults are told of the backup."""
    shutil.copyfile(source, beside)
    beside.chmod(0o600)
    try:
        _check(beside, key)
    except KeyFault:
        raise KeyFault(
            f"Säkerhetskopian {source} gick inte att öppna: lösenordet är fel, eller så är "
            "filen skadad. Kontrollera lösenordet, eller välj en annan kopia."
        ) from None
    except DatabaseFault as fault:
        raise DatabaseFault(str(fault).replace(str(beside), str(source))) from None


def _replace(path: Path, beside: Path, aside: Path) -> None:
    """Put a file in a database's place and keep that; at every moment there is one by its name."""
    _keep(path, aside)
    try:
        beside.replace(path)
    except OSError:
        _put_back(path, aside)
        raise


def _put_back(path: Path, aside: Path) -> None:
    for ending in ("-wal", "-shm"):
        if Path(f"{aside}{ending}").exists():
            Path(f"{aside}{ending}").rename(f"{path}{ending}")
    if path.exists():  # both names are of one file
        aside.unlink()
    else:
        aside.rename(path)


def _keep(path: Path, aside: Path) -> None:
    """Keep a database under another name; until it is replaced it has its own as well.

    The files beside it are moved: what replaces it must not meet them.
    """
    for ending in ("-wal", "-shm"):
        if Path(f"{path}{ending}").exists():
            Path(f"{path}{ending}").rename(f"{aside}{ending}")
    try:
        aside.hardlink_to(path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links, as on most sticks
        path.rename(aside)


def _require_closed(path: Path, key: Key) -> None:
    """A program that has it open would go on writing to the file put aside, and nobody would see."""
    if path.exists() and is_open(path, key):
        raise Fault(
            f"Databasen {path} är öppen i programmet, så inget återställdes. Stäng programmet på "
            "den här datorn och kör aterstall igen."
        )


def _check(copy: Path, key: Key) -> None:
    store = open_store(copy, key)
    try:
        if not store.connection.is_whole():
            raise DatabaseFault(
                f"Säkerhetskopian {copy} är skadad, så den återställdes inte. Välj en annan kopia."
            )
        leave_behind(store)
    finally:
        store.close()


def _unlink_all(path: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):  # its folder may be no folder
            Path(f"{path}{ending}").unlink(missing_ok=True)
