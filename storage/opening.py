"""Making and opening a database: schema, identity of this laptop, programme."""

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from halsoverkstad.domain.errors import DatabaseFault, ProgrammeFault
from halsoverkstad.domain.programme import Programme
from halsoverkstad.domain.reasons import reason
from storage import local, write_log
from storage.connection import APPLICATION_ID, Connection
from storage.journal import Entity
from storage.keys import Key, salt_of
from storage.store import Clock, Entropy, Store, wall_clock
from storage.writing import Pen

DEFAULT_LAPTOP_NAME = "Dator 1"
"""Not the host name: that often is somebody's own name."""
_LATEST = 10
"""As `storage.migrations.LATEST`, which is imported only when there is something to migrate."""


def create_store(  # noqa: PLR0913 - what a new database starts from
    path: Path,
    key: Key,
    programme: str,
    laptop: str = DEFAULT_LAPTOP_NAME,
    *,
    clock: Clock = wall_clock,
    entropy: Entropy = os.urandom,
) -> Store:
    """Make a new encrypted database; a folder that is missing is made too.

    The database appears under its name only when it is whole.

    Raises:
        DatabaseFault: there is a file already, or it cannot be written.
        ProgrammeFault: the programme's settings are not valid.
    """
    if is_there(path):
        raise DatabaseFault(f"Det finns redan en fil {path}. Välj ett annat namn.")
    beside = path.with_name(f"{path.name}.ny-{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = Connection(str(beside), key.raw(), str(path))
        try:
            _prepare(connection, programme, laptop, clock, entropy, made_up=False)
            connection.empty_log(wait=False)
        finally:
            connection.close()
        beside.chmod(0o600)
        _take_name(beside, path)
    except OSError as error:
        raise DatabaseFault(
            f"Databasen {path} gick inte att skapa ({reason(error)}). Välj en mapp som du får "
            "skriva i."
        ) from None
    finally:
        discard(beside)
    return open_store(path, key, clock=clock, entropy=entropy)


def open_store(
    path: Path, key: Key, *, clock: Clock = wall_clock, entropy: Entropy = os.urandom
) -> Store:
    """Open a database, bringing an older schema up to date.

    Raises:
        KeyFault: the key does not fit.
        DatabaseFault: it is missing, not ours, newer than this program, damaged or busy.
    """
    require(path)
    salt_of(path)  # what is too short to have one SQLite would make a database of
    return _store(lambda: Connection(str(path), key.raw()), path, clock, entropy)


def is_there(path: Path) -> bool:
    """Whether there is a file by that name, as far as one may look.

    Raises:
        DatabaseFault: the system does not let us look.
    """
    try:
        return path.exists()
    except OSError as error:
        raise DatabaseFault(
            f"Databasen {path} gick inte att läsa ({reason(error)}). Kontrollera sökvägen."
        ) from None


def require(path: Path) -> None:
    """See that there is a database.

    Raises:
        DatabaseFault: there is none.
    """
    if not is_there(path):
        raise DatabaseFault(
            f"Det finns ingen databas {path}. Starta halsoverkstad eller kör importera för att "
            "skapa den."
        )


def discard(path: Path) -> None:
    """Remove a closed database that was made in vain."""
    for ending in ("", "-wal", "-shm"):
        with suppress(OSError):  # its folder may be no folder
            Path(f"{path}{ending}").unlink(missing_ok=True)


def create_in_memory(
    programme: str,
    laptop: str = DEFAULT_LAPTOP_NAME,
    *,
    clock: Clock = wall_clock,
    entropy: Entropy = os.urandom,
    made_up: bool = True,
) -> Store:
    """A database that lives as long as the process and touches no disk: demo and tests."""
    connection = Connection(":memory:", None)
    _prepare(connection, programme, laptop, clock, entropy, made_up=made_up)
    return Store(connection, clock=clock, entropy=entropy)


def _take_name(beside: Path, path: Path) -> None:
    """Give a finished file its name unless somebody else has taken it meanwhile."""
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        raise DatabaseFault(f"Det finns redan en fil {path}. Välj ett annat namn.") from None
    except OSError:  # a file system without links, as on most sticks
        beside.rename(path)


def _store(connect: Callable[[], Connection], path: Path, clock: Clock, entropy: Entropy) -> Store:
    connection = connect()
    try:
        _check_and_migrate(connection, path)
        write_log.settle(connection)
        return Store(connection, clock=clock, entropy=entropy)
    except (LookupError, ProgrammeFault):
        connection.close()
        raise DatabaseFault(
            f"Databasen {path} saknar uppgifter som alla databaser har, eller så är de skadade. "
            "Återställ en säkerhetskopia med aterstall."
        ) from None
    except BaseException:
        connection.close()
        raise


def _check_and_migrate(connection: Connection, path: Path) -> None:
    if connection.value("PRAGMA application_id") != APPLICATION_ID:
        raise DatabaseFault(f"Filen {path} är en databas av annat slag. Välj en annan fil.")
    version = connection.value("PRAGMA user_version")
    if version > _LATEST:
        raise DatabaseFault(
            f"Databasen {path} är gjord av en nyare version av programmet. Uppdatera programmet."
        )
    if version < _LATEST:
        from storage.migrations import migrate

        with connection.reporting():
            migrate(connection.raw)


def _prepare(  # noqa: PLR0913 - what a new database starts from
    connection: Connection,
    programme: str,
    laptop: str,
    clock: Clock,
    entropy: Entropy,
    *,
    made_up: bool,
) -> None:
    from storage.migrations import migrate

    Programme.parse(programme)
    with connection.reporting():
        migrate(connection.raw)
    with connection.transaction():
        laptop_id = entropy(16)
        first = {
            local.PROGRAMME: programme,
            local.LAPTOP: laptop_id.hex(),
            local.SECRET: entropy(32).hex(),
            local.ERASURE_KEY: entropy(32).hex(),
            local.SEQ: "0",
        }
        for key, value in first.items():
            local.put(connection, key, value)
        if made_up:
            local.put(connection, local.MADE_UP, "1")
        store = Store(connection, clock=clock, entropy=entropy)
        store.choices.renumber([])
        pen = Pen(store)
        pen.put(Entity.LAPTOP, laptop_id, {"name": laptop}, new=True)
        pen.finish(None)
