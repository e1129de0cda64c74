"""The rows below a header, handed on to the gathering cell by cell."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import cast

from exports.reading.columns import CODE_TITLE, SESSION_TITLE, Bad, Column, Layout
from exports.reading.faults import Faults
from exports.reading.gathering import Gathering, Told
from exports.safe_text import shown
from halsoverkstad.domain.rows import Origin

Cells = Sequence[str]
_Person = tuple[dict[str, str], tuple[tuple[Column, str, str], ...]]
"""What a row says about a person, and what of it is at fault: column, cell, sentence."""

_NO_SESSION = (
    f"”{SESSION_TITLE}” saknas; skriv tillfällets id, samma i närvaron som bland tillfällena."
)
_NO_CODE = (
    f"”{CODE_TITLE}” saknas; skriv personens kod, eller räkna personen i tillfällets "
    "antal utan namn."
)


class TableRows:
    """Reads the rows of one table. Cells that agree with an earlier row cost next to nothing."""

    def __init__(
        self, layout: Layout, where: tuple[str, str | None], gathering: Gathering, faults: Faults
    ) -> None:
        """`where` is the file and the sheet, if it has any."""
        self._layout = layout
        self._file, self._sheet = where
        self._gathering = gathering
        self._faults = faults
        self._pick_session = _picker(layout.about_session)
        self._pick_person = _picker(layout.about_person)
        self._person_titles = {column.field: column.title for column in layout.about_person}
        self._described: dict[str, tuple[str, ...]] = {}
        self._persons: dict[tuple[str, ...], _Person] = {}
        self._unread: set[int] = set()
        self._any = False

    def read(self, numbered: Iterable[tuple[int, Cells]]) -> None:
        """Read the rows, each with its number.

        Raises:
            FileFault: the file cannot be read further.
        """
        layout, session, code = self._layout, self._layout.session, self._layout.code
        for number, row in numbered:
            cells = row if len(row) == layout.width else self._fitted(row, number)
            if cells is not None and not session.read(cells[session.index]) and _blank(cells):
                continue
            self._any = True
            if cells is None:
                continue
            origin = Origin(self._file, self._sheet, number)
            if layout.untitled:
                self._unread.update(each for each in layout.untitled if cells[each].strip())
            named = self._named(session, cells, origin, _NO_SESSION)
            if named is None:
                self._gathering.every_session_read = False
                continue
            if layout.about_session:
                self._describe(named, cells, origin)
            if code is not None:
                self._attend(named, code, cells, origin)

    def warnings(self) -> Iterator[str]:
        """What was not read, a sentence each."""
        where = shown(self._file)
        if self._sheet is not None:
            where += f", bladet ”{shown(self._sheet)}”"
        for title in self._layout.unknown:
            yield f"Kolumnen ”{shown(title)}” i {where} känns inte igen och lästes inte."
        for index in sorted(self._unread):
            yield f"Kolumn {index + 1} i {where} har ingen rubrik och lästes inte."
        if not self._any and self._sheet is None:
            yield f"Det finns inga rader under rubrikerna i {where}."

    def _named(self, column: Column, cells: Cells, origin: Origin, missing: str) -> str | None:
        """The id or code in a required column; None, and a fault, if there is none."""
        cell = cells[column.index]
        value = column.read(cell)
        if value.__class__ is str and value:
            return cast("str", value)
        sentence = value.sentence if isinstance(value, Bad) else missing
        self._faults.add(origin, column.title, cell, sentence)
        return None

    def _describe(self, session: str, cells: Cells, origin: Origin) -> None:
        picked = self._pick_session(cells)
        if self._described.get(session) == picked:
            return
        self._described[session] = picked
        self._gathering.session(session, origin)
        for column, cell in zip(self._layout.about_session, picked, strict=True):
            value = column.read(cell)
            if isinstance(value, Bad):
                self._faults.add(origin, column.title, cell, value.sentence)
                self._gathering.at_fault.add(session)
            else:
                self._gathering.describe(
                    session, column.field, Told(value, cell, column.title, origin)
                )

    def _attend(self, session: str, column: Column, cells: Cells, origin: Origin) -> None:
        picked = self._pick_person(cells)
        person = self._persons.get(picked)
        if person is None:
            person = self._persons[picked] = self._person(picked)
        fields, bad = person
        for at_fault, cell, sentence in bad:
            self._faults.add(origin, at_fault.title, cell, sentence)
        code = self._named(column, cells, origin, _NO_CODE)
        if code is not None:
            self._gathering.attend(session, code, fields, origin, self._person_titles)

    def _person(self, picked: tuple[str, ...]) -> _Person:
        fields: dict[str, str] = {}
        bad: list[tuple[Column, str, str]] = []
        for column, cell in zip(self._layout.about_person, picked, strict=True):
            value = column.read(cell)
            if isinstance(value, Bad):
                bad.append((column, cell, value.sentence))
            else:
                fields[column.field] = cast("str", value)
        return fields, tuple(bad)

    def _fitted(self, row: Cells, number: int) -> Cells | None:
        """The row as wide as the header: spreadsheets leave out empty cells at the end.

        None, and a fault, if it has more: then nothing in it stands where it should.
        """
        width = self._layout.width
        extra = next((cell for cell in row[width:] if cell.strip()), None)
        if extra is not None:
            self._gathering.every_session_read = False
            self._faults.add(
                Origin(self._file, self._sheet, number),
                "",
                extra,
                f"Raden har {len(row)} celler men rubrikerna är {width}; sätt citattecken om "
                "texter som innehåller semikolon eller komma.",
            )
            return None
        return [*row[:width], *[""] * (width - len(row))]


def _picker(columns: Sequence[Column]) -> Callable[[Cells], tuple[str, ...]]:
    """How to take the columns' cells out of a row."""
    indexes = [column.index for column in columns]

    def pick(cells: Cells) -> tuple[str, ...]:
        return tuple([cells[index] for index in indexes])

    return pick


def _blank(cells: Cells) -> bool:
    return not any(cell.strip() for cell in cells)
