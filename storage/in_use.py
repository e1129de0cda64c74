"""Whether a program has a database open: then its file must not be put aside under it."""

from contextlib import suppress
from pathlib import Path

from halsoverkstad.domain.errors import DatabaseBusy, DatabaseFault
from storage.connection import Connection
from storage.keys import Key

_OPEN_BYTE = 128
"""Of the `-shm` file: every connection holds a shared lock on it (SQLite's UNIX_SHM_DMS)."""


def is_open(path: Path, key: Key | None) -> bool:
    """Whether another connection has the database open, as far as can be seen.

    Args:
        path: the database; it need not be whole.
        key: what probably opens it; None: nobody knows.
    """
    if key is not None:
        with suppress(DatabaseFault):
            return _refuses(path, key)
    return _is_locked(Path(f"{path}-shm"))


def _refuses(path: Path, key: Key) -> bool:
    """Whether it cannot be taken out of its shared mode, which needs it alone."""
    connection = Connection(str(path), key.raw())
    try:
        connection.run("PRAGMA journal_mode = DELETE")
    except DatabaseBusy:
        return True
    finally:
        connection.close()
    return False


def _is_locked(shared_memory: Path) -> bool:
    """Whether another process holds the lock; on Windows an open file cannot be renamed anyway."""
    try:
        import fcntl
    except ImportError:
        return False
    try:
        with shared_memory.open("r+b") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _OPEN_BYTE)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False
