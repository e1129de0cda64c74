"""The facts that are logged: sessions, heads counted without name, participants, attendances.

These are what the journal holds and the counting counts. Names are not among them: what a
promoter calls a participant is `Naming`, which never leaves the laptop.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from halsoverkstad.domain.words import COMMON, UNKNOWN, UNKNOWN_GROUP, Kind


@dataclass(frozen=True)
class Heads:
    """People of one group present whom nobody registered.

    `new` of them were here for the first time this calendar year, as judged in the room;
    None: not known.
    """

    count: int
    new: int | None = None


@dataclass(frozen=True)
class Session:
    """One activity actually held: one date, one place, one kind (aktivitetstillfälle)."""

    day: date
    workshop: str = COMMON
    kind: Kind = Kind.GROUP
    activity: str = ""
    place: str = ""
    start: time | None = None
    minutes: int | None = None
    heads: Mapping[str, Heads] = field(default_factory=dict[str, Heads])
    """By group key; groups without anyone are left out."""
    turned_away: int = 0
    language_training: bool = False
    partners: tuple[str, ...] = ()


@dataclass(frozen=True)
class Attributes:
    """What is noted about a person at an attendance: group key, area and sex as in the settings."""

    group: str = UNKNOWN_GROUP
    area: str = UNKNOWN
    sex: str = UNKNOWN


@dataclass(frozen=True)
class Naming:
    """What a promoter knows of a participant. Stays in this laptop's local tables, always.

    `display` is what the promoter calls them. The rest makes the linkage token; empty or None:
    not known ("vet inte").
    """

    display: str
    given: str = ""
    surname_letters: str = ""
    """The first two letters of the surname."""
    birth_year: int | None = None
    birth_month: int | None = None

    @property
    def complete(self) -> bool:
        """Whether all that the linkage token is made of is known."""
        return bool(
            self.given and len(self.surname_letters) >= 2 and self.birth_year and self.birth_month
        )
