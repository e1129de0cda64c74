"""What the parts of one import share: what is known of its sessions, the count, the faults."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from halsoverkstad.domain.facts import Session
from halsoverkstad.domain.rows import AttendanceRow, Intake, Origin, RowFault, SessionRow
from storage.connection import Row
from storage.import_memory import Memory
from storage.store import Store
from storage.writing import Pen


@dataclass(frozen=True)
class Known:
    """A session of this import: its id, its state as the import leaves it, whether it is new."""

    session: bytes
    state: Session
    is_new: bool


@dataclass
class Taking:
    """One import inside its transaction."""

    store: Store
    pen: Pen
    memory: Memory
    known: dict[str, Known | None] = field(default_factory=dict[str, Known | None])
    """Sessions by the key of their row; None: deleted, or its row is at fault."""
    new: int = 0
    changed: int = 0
    rows: int = 0
    registered: int = 0
    """People who were met for the first time."""
    faults: list[RowFault] = field(default_factory=list[RowFault])
    left_out: list[Origin] = field(default_factory=list[Origin])
    """Rows whose note was not read in."""

    @classmethod
    def begin(cls, store: Store, intake: Intake) -> "Taking":
        """Begin to take in; to be called inside a transaction."""
        keys = {(row.key, "") for row in intake.sessions}
        keys |= {(row.session, row.code) for row in intake.attendances}
        return cls(store, Pen(store), Memory(store, keys))

    def fault(self, row: SessionRow | AttendanceRow, column: str, value: str, text: str) -> None:
        """Note what is wrong with a row."""
        self.faults.append(RowFault(row.origin, column, value, text))
        if isinstance(row, SessionRow):  # described, if badly: its attendances are not at fault
            self.known[row.key] = None


def by_pseudonym(
    wanted: Iterable[str],
    known: Mapping[str, bytes],
    every: Callable[[], Iterable[Row]],
    code_of: Callable[[bytes], str],
) -> dict[str, bytes]:
    """Ids by their pseudonym, worked out only if a wanted code looks like one.

    Files that this program wrote name by pseudonym what came without a code.
    """
    prefix = code_of(bytes(16))[:2]
    if not any(code.startswith(prefix) and code not in known for code in wanted):
        return {}
    return {code_of(name): name for (name,) in every()}
