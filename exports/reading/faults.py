"""The faults of one import command: collected, counted, and put into words."""

from collections.abc import Mapping

from exports.safe_text import shown
from halsoverkstad.domain.rows import Origin, RowFault

KEPT = 1000
"""How many faults are listed; nobody reads more, and a million of them must not fill the memory."""
WHOLE_FILE = 0
"""The row of a fault that is the whole file's or sheet's."""


class CellFault(Exception):  # noqa: N818 - the domain's word
    """A cell holds what its column cannot. The text is the sentence that says so."""


class FileFault(Exception):  # noqa: N818 - the domain's word
    """A file, or a sheet of it, cannot be read (further). The text is the sentence."""

    def __init__(self, sentence: str, row: int = WHOLE_FILE, column: str = "") -> None:
        """`row` as a person sees it, `column` by its header; neither: the whole file."""
        super().__init__(sentence)
        self.row = row
        self.column = column


class Faults:
    """Collects faults, keeps the first `KEPT` and counts the rest."""

    def __init__(self) -> None:
        """None yet."""
        self._kept: list[RowFault] = []
        self._left_out = 0
        self._order: dict[tuple[str, str | None], int] = {}

    def begin(self, file: str, sheet: str | None) -> None:
        """Say which file or sheet comes next, so that faults are listed in the order of reading."""
        self._order.setdefault((file, sheet), len(self._order))

    def add(self, origin: Origin, column: str, value: str, sentence: str) -> None:
        """Note a fault: where, the column's header, what stood there, one Swedish sentence."""
        if len(self._kept) < KEPT:
            self._kept.append(RowFault(origin, column, shown(value), sentence))
        else:
            self._left_out += 1

    def all(self) -> tuple[RowFault, ...]:
        """The faults by file, sheet and row; a last one says how many more there are."""
        listed = sorted(self._kept, key=self._place)
        if self._left_out:
            rest = (
                f"Ytterligare {self._left_out} fel visas inte; rätta de som visas och försök igen."
            )
            last = listed[-1].origin
            listed.append(RowFault(Origin(last.file, last.sheet, WHOLE_FILE), "", "", rest))
        return tuple(listed)

    def _place(self, fault: RowFault) -> tuple[int, int]:
        origin = fault.origin
        return self._order.get((origin.file, origin.sheet), len(self._order)), origin.row


def place(origin: Origin) -> str:
    """Where a row stands, in words: `narvaro.csv, rad 3`."""
    parts = [shown(origin.file)]
    if origin.sheet is not None:
        parts.append(f"bladet ”{shown(origin.sheet)}”")
    if origin.row != WHOLE_FILE:
        parts.append(f"rad {origin.row}")
    return ", ".join(parts)


def as_sentence(fault: RowFault) -> str:
    """A fault for a person: `narvaro.csv, rad 3, kolumn ”grupp”: …`."""
    column = f", kolumn ”{shown(fault.column)}”" if fault.column else ""
    return f"{place(fault.origin)}{column}: {fault.fault}"


def as_record(fault: RowFault) -> Mapping[str, str | int | None]:
    """A fault as `importera --format json` answers it."""
    origin = fault.origin
    return {
        "fil": origin.file,
        "blad": origin.sheet,
        "rad": origin.row,
        "kolumn": fault.column,
        "varde": fault.value,
        "fel": fault.fault,
    }
