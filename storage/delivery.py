"""What goes into a merge and what comes out of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from halsoverkstad.domain.period import Period
from storage.conflict_names import Clash
from storage.joining import Membership
from storage.journal import Version
from storage.peers import Sender, Silent

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
    questions: tuple[Pair, ...] = ()
    """The coordinator's questions over laptops."""
    going_by: Membership | None = None
    """What this laptop goes by after a coordinator's file; None: as before."""


@dataclass(frozen=True)
class Arrived:
    """What one file brought. `known` files were in the ledger; `first` laptops are new here.

    `old_phrase` says that the laptop has not joined with the programme's new lösenfras yet.
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


@dataclass(frozen=True)
class Merged:
    """What a merge did, or would do: by file, in all, and to this year's figures.

    `missing` are laptops known from before of which no file was among these; `stale` those whose
    newest file is old, after the merge. `clashes` are the conflicts that stand then.
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
