"""The connection to SQLCipher, with its errors turned into sentences.

SQLCipher's errors are not subclasses of those of `sqlite3`, and everything the database can say
(locked, full, damaged, wrong key) is said by `execute` or by stepping a cursor: so all SQL goes
through this one class.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Protocol, cast

from sqlcipher3 import dbapi2  # pyright: ignore[reportMissingTypeStubs]

from halsoverkstad.domain.errors import DatabaseBusy, DatabaseFault, KeyFault

APPLICATION_ID = 0x4856_4B53
"""`HVKS` in the database's header: this file is ours."""
BUSY_SECONDS = 5
"""How long to wait for another copy of the program before saying so."""

_CACHE, _LARGE_CACHE = 32 * 2**10, 96 * 2**10
"""KiB of pages kept in memory: always, and while much is written all over a large table. A page
that has to be read again is decrypted and verified again."""

Row = tuple[Any, ...]
Values = Sequence[object] | Mapping[str, object]
"""For the marks of a statement: in their order, or by their names."""


class _Cursor(Protocol):
    rowcount: int

    def __iter__(self) -> Iterator[Row]: ...
    def fetchall(self) -> list[Row]: ...
    def fetchone(self) -> Row | None: ...


class _Raw(Protocol):
    in_transaction: bool

    def execute(self, sql: str, values: Values = ...) -> _Cursor: ...
    def executemany(self, sql: str, rows: Iterable[Sequence[object]]) -> _Cursor: ...
    def backup(self, target: "_Raw") -> None: ...
    def close(self) -> None: ...


class Connection:
    """One SQLCipher connection in autocommit mode; belongs to the thread that made it."""

    def __init__(self, path: str, raw_key: str | None, shown: str | None = None) -> None:
        """Connect; `raw_key` is 96 hexadecimal digits (key and salt), None: not encrypted.

        `shown` is the name that people know the file by, where it is not yet its own.

        Raises:
            KeyFault: the key does not fit, or the file is no database.
            DatabaseFault: the file cannot be opened or is not ours.
        """
        self.path = shown or path
        self.rolled_back: Callable[[], None] = lambda: None
        """Called when what was written in a transaction has come to nothing."""
        with self.reporting():
            opened = dbapi2.connect(  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType, reportAttributeAccessIssue]
                path, timeout=BUSY_SECONDS, isolation_level=None
            )
            self.raw = cast("_Raw", opened)
            # A wrong key is otherwise logged to stderr, into the middle of the screen.
            self.raw.execute("PRAGMA cipher_log_level = NONE")
            if raw_key is not None:
                self.raw.execute(f"PRAGMA key = \"x'{raw_key}'\"")
            try:
                self._configure()
            except BaseException:
                self.raw.close()
                raise

    def _configure(self) -> None:
        self.raw.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        for setting in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "trusted_schema = OFF",
            "secure_delete = ON",
            "temp_store = MEMORY",
            f"cache_size = -{_CACHE}",
        ):
            self.raw.execute(f"PRAGMA {setting}")

    def run(self, sql: str, values: Values = ()) -> int:
        """Execute a statement; the number of rows it changed."""
        with self.reporting():
            return self.raw.execute(sql, _bound(values)).rowcount

    def run_many(self, sql: str, rows: Iterable[Iterable[object]]) -> None:
        """Execute a statement for each row of values."""
        with self.reporting():
            self.raw.executemany(sql, map(_row, rows))

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """All rows of a query."""
        with self.reporting():
            return self.raw.execute(sql, _bound(values)).fetchall()

    def each(self, sql: str, values: Values = ()) -> Iterator[Row]:
        """The rows of a query one by one."""
        with self.reporting():
            yield from self.raw.execute(sql, _bound(values))

    def row(self, sql: str, values: Values = ()) -> Row | None:
        """The first row of a query, if any."""
        with self.reporting():
            return self.raw.execute(sql, _bound(values)).fetchone()

    def value(self, sql: str, values: Values = ()) -> Any:
        """The first column of the first row; None if there is none."""
        row = self.row(sql, values)
        return None if row is None else row[0]

    def put_ids(self, table: str, ids: Iterable[bytes]) -> int:
        """Put ids in a temporary table, `id` its only column, instead of those there; how many."""
        self.run(f"CREATE TEMP TABLE IF NOT EXISTS {table} (id BLOB PRIMARY KEY) WITHOUT ROWID")
        self.run(f"DELETE FROM {table}")
        wanted = sorted({*ids})
        self.run_many(f"INSERT INTO {table} VALUES (?)", ((each,) for each in wanted))
        return len(wanted)

    @contextmanager
    def transaction(self) -> Generator[None]:
        """All that is written inside is written, or nothing; the lock is taken at the start."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            with self.reporting():
                if self.raw.in_transaction:
                    self.raw.execute("ROLLBACK")
            self.rolled_back()
            raise

    @contextmanager
    def large_cache(self) -> Generator[None]:
        """More memory for pages, for what is written inside in no order."""
        self.run(f"PRAGMA cache_size = -{_LARGE_CACHE}")
        try:
            yield
        finally:
            self.run(f"PRAGMA cache_size = -{_CACHE}")

    @contextmanager
    def snapshot(self) -> Generator[None]:
        """All that is read inside is from one moment, whatever other copies write."""
        if self.raw.in_transaction:
            yield
            return
        self.run("BEGIN")
        try:
            yield
        finally:
            self.run("ROLLBACK")

    def empty_log(self, *, wait: bool) -> bool:
        """Move all that the write-ahead log holds into the database, and cut it to nothing.

        Returns:
            Whether that was done; not while another connection reads or writes. With `wait` it is
            given `BUSY_SECONDS` to finish.
        """
        patience = self.value("PRAGMA busy_timeout")
        if not wait:
            self.run("PRAGMA busy_timeout = 0")
        try:
            return not self.value("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self.run(f"PRAGMA busy_timeout = {patience:d}")

    def copy_to(self, other: "Connection") -> None:
        """Copy the whole database, as it is at one moment, over another one."""
        with self.reporting():
            self.raw.backup(other.raw)

    def is_whole(self) -> bool:
        """Whether each page of the file is as it was written, and the tables hang together."""
        try:
            damaged = self.rows("PRAGMA cipher_integrity_check")
            return not damaged and self.value("PRAGMA quick_check") == "ok"
        except DatabaseFault:
            return False

    def close(self) -> None:
        """Close; nothing may be asked after."""
        self.raw.close()

    @contextmanager
    def reporting(self) -> Generator[None]:
        """Turn what the database says into sentences.

        Raises:
            DatabaseFault: it said anything.
        """
        try:
            yield
        except dbapi2.Error as error:  # pyright: ignore[reportUnknownMemberType, reportAttributeAccessIssue, reportUnknownVariableType]
            raise fault_of(str(cast("Exception", error)), self.path) from None


def _bound(values: Values) -> Values:
    return values if isinstance(values, Mapping) else _row(values)


def _row(values: Iterable[object]) -> list[object]:
    """The same values, to be bound as fast as can be.

    For bytes the driver looks for an adapter, and does not find one, each time anew; for a
    bytearray it never does. Rows of ids are written in less than half the time.
    """
    return [bytearray(each) if type(each) is bytes else each for each in values]


def fault_of(message: str, path: str) -> DatabaseFault:
    """What the database's own message means to a person."""
    if "locked" in message or "busy" in message:
        return DatabaseBusy(
            f"Databasen {path} används just nu av ett annat program som inte blev klart på "
            f"{BUSY_SECONDS} sekunder. Vänta en stund och försök igen."
        )
    if "not a database" in message:
        return KeyFault(
            f"Databasen {path} gick inte att öppna: lösenordet är fel, eller så är filen skadad. "
            "Kontrollera lösenordet, eller återställ en säkerhetskopia med aterstall."
        )
    if "full" in message:
        return DatabaseFault(
            f"Disken är full, så inget sparades i {path}. Frigör plats och försök igen."
        )
    if "readonly" in message:
        return DatabaseFault(
            f"Databasen {path} får inte skrivas. Ge dig själv rätt att skriva filen, "
            "eller flytta den till en annan mapp."
        )
    if "unable to open" in message:
        return DatabaseFault(
            f"Databasen {path} gick inte att öppna. Kontrollera att mappen finns och att du "
            "får läsa och skriva i den."
        )
    if "disk I/O" in message:
        return DatabaseFault(
            f"Databasen {path} gick inte att läsa eller skriva: disken svarade med ett fel. "
            "Kontrollera att den har plats och sitter i, och kör sedan kontrollera."
        )
    if "malformed" in message or "corrupt" in message:
        return DatabaseFault(
            f"Databasen {path} är skadad. Ta undan filen och återställ en säkerhetskopia med "
            "aterstall."
        )
    return DatabaseFault(
        f"Databasen {path} svarade med ett fel ({message}). Kör kontrollera, och återställ en "
        "säkerhetskopia om felet består."
    )
