"""One import command: files in, everything they say out, with every fault they have."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from exports.reading.columns import SESSION_TITLE, Headers
from exports.reading.faults import Faults, FileFault
from exports.reading.gathering import Gathering
from exports.reading.table_rows import TableRows
from exports.reading.tables import Table, tables
from exports.safe_text import shown
from halsoverkstad.domain.programme import Programme
from halsoverkstad.domain.rows import Intake, Origin

OWN_SHEETS = ("Läs mig", "Listor")
"""The sheets of our own form that hold no rows: nobody needs to hear that they are passed over."""


def read_files(paths: Sequence[Path], programme: Programme) -> Intake:
    """Read närvaro and tillfällen files, CSV or .xlsx, in any order.

    Every fault of every file is in the answer; nothing is raised. A fault of a whole file has
    row 0 (`faults.WHOLE_FILE`), one of its headers their row; both have an empty value. Cells at
    fault are left out of the fields of their rows, so with faults no row may be used.

    What only the database knows is not checked here: a session that no file describes, a new
    session without a date, `nya` against heads that are stored already.
    """
    reading = _Reading(programme)
    for path, label in zip(paths, _labels(paths), strict=True):
        reading.read(path, label)
    return reading.intake()


class _Reading:
    """The files read so far."""

    def __init__(self, programme: Programme) -> None:
        self._headers = Headers(programme)
        self._faults = Faults()
        self._gathering = Gathering(programme, self._faults)
        self._warnings: list[str] = []

    def intake(self) -> Intake:
        """Everything that was read, checked together."""
        sessions, attendances = self._gathering.rows()
        return Intake(
            sessions,
            attendances,
            self._faults.all(),
            tuple(self._warnings),
            frozenset(self._gathering.at_fault),
            self._gathering.every_session_read,
        )

    def read(self, path: Path, label: str) -> None:
        """Read one file."""
        self._faults.begin(label, None)
        passed_over: list[tuple[Table, Sequence[str]]] = []
        understood = False
        try:
            for table in tables(path):
                titles = self._read_table(table, label)
                if titles is None:
                    understood = True
                else:
                    passed_over.append((table, titles))
            if not understood:
                raise _nothing_known(titles for _, titles in passed_over)
        except FileFault as fault:
            self._note(fault, label, None)
            return
        self._warnings.extend(
            f"Bladet ”{shown(table.sheet or '')}” i {shown(label)} lästes inte: det har inga kända "
            "rubriker."
            for table, titles in passed_over
            if titles and table.sheet not in OWN_SHEETS
        )

    def _read_table(self, table: Table, label: str) -> Sequence[str] | None:
        """Read a table; or its first row, if that holds no known header (empty: no row at all)."""
        self._faults.begin(label, table.sheet)
        numbered = enumerate(table.rows, 1)
        try:
            for number, titles in numbered:
                if not any(title.strip() for title in titles):
                    continue
                if not self._headers.known(titles):
                    return titles
                layout = self._headers.layout(titles, number)
                rows = TableRows(layout, (label, table.sheet), self._gathering, self._faults)
                rows.read(numbered)
                self._warnings.extend(rows.warnings())
                return None
        except FileFault as fault:
            self._note(fault, label, table.sheet)
            return None
        return ()

    def _note(self, fault: FileFault, label: str, sheet: str | None) -> None:
        self._gathering.every_session_read = False
        self._faults.add(Origin(label, sheet, fault.row), fault.column, "", str(fault))


def _nothing_known(headers: Iterable[Sequence[str]]) -> FileFault:
    first = next((titles for titles in headers if titles), None)
    if first is None:
        return FileFault("Filen är tom; välj en fil med rubriker och rader.")
    if len(first) == 1 and "\t" in first[0]:
        return FileFault(
            "Kolumnerna är avskilda med tabb; spara filen som CSV med semikolon eller som .xlsx."
        )
    return FileFault(
        f"Första raden har inga kända rubriker (den börjar med ”{shown(first[0])}”); den ska ha "
        f"kolumnnamn som ”{SESSION_TITLE}”, avskilda med semikolon eller komma."
    )


def _labels(paths: Sequence[Path]) -> list[str]:
    """What files are called: their names, or all of the path where two have the same name."""
    names = [path.name for path in paths]
    return [
        _printable(path.name if names.count(path.name) == 1 and path.name else str(path))
        for path in paths
    ]


def _printable(name: str) -> str:
    """The name without the stand-ins for bytes that are no text, which no output takes."""
    return name.encode("utf-8", "replace").decode("utf-8")
