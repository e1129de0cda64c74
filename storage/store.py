"""One open database: its programme, laptop, secret and clock, and how it is written to."""

import os
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from halsoverkstad.domain.identity.token import OWN_EPOCH, Secret
from halsoverkstad.domain.programme import Programme
from storage import local, write_log
from storage.choices import Choices
from storage.connection import Connection
from storage.journal import ID_BYTES

Clock = Callable[[], datetime]
Entropy = Callable[[int], bytes]


def wall_clock() -> datetime:
    """Now, in local time with its offset."""
    return datetime.now().astimezone()


@dataclass(frozen=True)
class Laptop:
    """This computer as the journal knows it: a random id, and a name for people."""

    id: bytes
    name: str


@dataclass(frozen=True)
class TakenId:
    """The laptop id under which a copy goes on, and what the journal is to say of that laptop."""

    laptop: bytes
    fields: Mapping[str, Any]
    is_new: bool


class Watcher(Protocol):
    """Is told before a database is written to, and when it is closed: it may be a copy."""

    def watch(self, store: "Store") -> bool:
        """Whether the database is a copy."""
        ...

    def before_writing(self, store: "Store") -> "TakenId | None":
        """Something is about to be written, inside a transaction."""
        ...

    def undone(self) -> None:
        """What was written in a transaction has come to nothing."""
        ...

    def closing(self, store: "Store") -> None:
        """The database is about to be closed."""
        ...


class Store:
    """An open database; belongs to the thread that opened it.

    The functions of `storage` take it as their first argument.
    """

    def __init__(
        self, connection: Connection, *, clock: Clock = wall_clock, entropy: Entropy = os.urandom
    ) -> None:
        """Take over a connection whose schema is the latest and whose local table is filled."""
        self.connection = connection
        self._clock = clock
        self.entropy = entropy
        connection.rolled_back = self._came_to_nothing
        self.watcher: Watcher | None = None
        """What sees whether this database is a copy; none in tests and in the demo."""
        self.reload()

    def reload(self) -> None:
        """Read the settings anew, after they were changed here or by another copy."""
        read = local.required
        self._seen = self.connection.value("PRAGMA data_version")
        self._programme = Programme.parse(read(self.connection, local.PROGRAMME))
        self._choices = Choices(self.connection, self._programme)
        self._laptop_id = bytes.fromhex(read(self.connection, local.LAPTOP))
        self._secret = Secret(bytes.fromhex(read(self.connection, local.SECRET)), self._epoch())
        self.made_up = local.get(self.connection, local.MADE_UP) is not None

    def _epoch(self) -> int:
        # A coordinator goes by a lösenfras that it does not have: its secret is its own.
        if not local.get(self.connection, local.PHRASE_CHECK):
            return OWN_EPOCH
        return int(local.get(self.connection, local.EPOCH) or OWN_EPOCH)

    def _came_to_nothing(self) -> None:
        self.reload_when_asked()
        if self.watcher is not None:
            self.watcher.undone()

    def reload_when_asked(self) -> None:
        """Read the settings anew when next asked: a transaction that changed them came to nothing."""
        self._seen = None

    @property
    def programme(self) -> Programme:
        """The settings as they stand in the database, also if another copy has changed them."""
        self._see_changes()
        return self._programme

    @property
    def choices(self) -> Choices:
        """The numbers that the derived tables hold, as they stand now."""
        self._see_changes()
        return self._choices

    @property
    def secret(self) -> Secret:
        """What tokens are keyed with; joining a programme changes it."""
        self._see_changes()
        return self._secret

    def _see_changes(self) -> None:
        if self._seen != self.connection.value("PRAGMA data_version"):
            self.reload()

    @property
    def laptop(self) -> Laptop:
        """This computer; its name as it is now."""
        self._see_changes()
        name = self.connection.value("SELECT name FROM laptop WHERE id = ?", (self._laptop_id,))
        return Laptop(self._laptop_id, name or "")

    def now(self) -> datetime:
        """The time that new versions carry and screens show."""
        return self._clock()

    def today(self) -> date:
        """The day that it is here."""
        return self._clock().date()

    def new_id(self) -> bytes:
        """A random id for a participant: says nothing about when."""
        return self.entropy(ID_BYTES)

    def new_session_id(self) -> bytes:
        """A time-ordered id: 6 bytes of milliseconds, the rest random. Keeps inserts sorted."""
        moment = int(self._clock().timestamp() * 1000)
        return moment.to_bytes(6) + self.entropy(ID_BYTES - 6)

    @contextmanager
    def snapshot(self) -> Generator[None]:
        """All that is read inside is from one moment."""
        with self.connection.snapshot():
            yield

    def close(self) -> None:
        """Close the database."""
        if self.watcher is not None:
            self.watcher.closing(self)
        write_log.settle(self.connection)
        self.connection.close()
