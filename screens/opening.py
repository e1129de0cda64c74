"""What the screens need to open a database, or make one: the door passes it in.

Everything here but the plain values runs on the store's thread.
"""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from storage.store import Store


class Protection(Enum):
    """How a database is locked."""

    KEYRING = auto()
    PASSWORD = auto()
    NONE = auto()
    """The demo's: nothing in it needs protection."""


@dataclass(frozen=True)
class Created:
    """A database just made, and the code that opens it when all else is lost."""

    store: Store
    recovery_code: str


class Opening(Protocol):
    """One place where a database is, or will be."""

    def where(self) -> str:
        """The file, for people."""
        ...

    def exists(self) -> bool:
        """Whether there is a database already."""
        ...

    def keyring(self) -> bool:
        """Whether this computer can keep the key itself."""
        ...

    def needs_password(self) -> bool:
        """Whether nothing but a person can open it."""
        ...

    def open(self, password: str | None) -> Store:
        """Open it, with the password or with what the computer keeps.

        Raises:
            KeyFault: the password is wrong, or the computer keeps no key.
            DatabaseFault: it cannot be opened at all.
        """
        ...

    def open_with_code(self, code: str) -> Store:
        """Open it with its återställningskod.

        Raises:
            KeyFault: the code is wrong.
            DatabaseFault: it cannot be opened at all.
        """
        ...

    def suggested_programme(self) -> str:
        """The settings, as TOML, of a programme that a new database may start from."""
        ...

    def create(self, programme: str, laptop: str, password: str | None) -> Created:
        """Make it; without a password the computer's keyring keeps the key.

        Raises:
            Fault: it cannot be made; nothing is left behind.
        """
        ...

    def protection(self, store: Store) -> Protection:
        """How the open database is locked."""
        ...

    def recovery_code(self, password: str | None) -> str:
        """The återställningskod, for who knows the password (if there is one).

        Raises:
            KeyFault: the password is wrong.
        """
        ...

    def change_password(self, store: Store, password: str) -> str:
        """Lock the open database with a password; gives its new återställningskod.

        Raises:
            Fault: it could not be done; the earlier password holds.
        """
        ...
