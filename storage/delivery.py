"""What goes into a merge and what comes out of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from halsoverkstad.domain.period import Period
from storage.conflict_names import Clash
from storage.joining import Membership
from storage.journal import Version
from storage.peers import Sender, Silent
from storage.unknown_words import Unknown

Pair = tuple[bytes, bytes, float]
"""Two participants who may be one person, and how far apart they are."""


@dataclass(frozen=True)
class Delivery:
    """One file, read and found whole: who sent it, its number, and the versions in it.

    `time` is when it was made, milliseconds since 1970.
    """

    file: str
    digest: bytes
    sender: Sender
    number: int
    time: int
    versions: Sequence[Version]
    settings: str | None = None
    """The programme's settings, as TOML, in a coordinator's file."""
    questions: tuple[Pair, ...] | None = None
    """The questions over laptops, in the file of a coordinator or deputy."""
    going_by: Membership | None = None
    """What this laptop goes by after the file of who is in charge; None: as before."""
    line: int = 0
    """How many coordinators there have been, as that file says."""


@dataclass(frozen=True)
class Arrived:
    """What one file brought. `known` files were in the ledger; `first` laptops are new here.

    `old_phrase` says that the laptop has not joined with the programme's new lösenfras yet.
    `erased_of_others` is how many participants of other laptops it erases, of whom no file of
    those laptops says so.
    """

    file: str
    laptop: str
    number: int
    known: bool
    first: bool
    phrase_differs: bool
    sessions: int
    attendances: int
    participants: int
    other: int
    old_phrase: bool = False
    erased_of_others: int = 0
    code: str = ""
    """What people compare by phone of a laptop met for the first time."""


@dataclass(frozen=True)
class Merged:
    """What a merge did, or would do: by file, in all, and to this year's figures.

    `missing` are laptops known from before of which no file was among these; `stale` those whose
    newest file is old, after the merge. `clashes` are the conflicts that stand then.
    `erased_elsewhere` is how many more than before are known here by name or code though they, or
    another record of theirs, are erased: a person here is to answer for each. `unknown` are words
    that came along and that the programme's settings do not have. `new_settings` says that other
    settings came along, by which everything is counted from now on.
    """

    files: tuple[Arrived, ...]
    new: int
    changed: int
    conflicts: int
    period: Period
    before: Mapping[str, int] = field(default_factory=dict[str, int])
    after: Mapping[str, int] = field(default_factory=dict[str, int])
    clashes: tuple[Clash, ...] = ()
    missing: tuple[Silent, ...] = ()
    stale: tuple[Silent, ...] = ()
    erased_elsewhere: int = 0
    unknown: tuple[Unknown, ...] = ()
    new_settings: bool = False
