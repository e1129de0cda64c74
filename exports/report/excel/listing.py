"""The sheet Data: every figure of the report on a row of its own, by the name it is traced by."""

from collections.abc import Iterator
from typing import NamedTuple

from exports.report.excel.formats import number, number_format, unit
from exports.report.excel.plan import pieces
from exports.report.excel.sheets import Places, reference
from exports.report.model import Cell, Day, Money, Report, Row, Table
from exports.report.wording import banners, cell_text
from exports.text_size import width
from exports.workbooks import Sheet, Workbook

_HEAD = ("Namn", "Tabell", "Rad", "Kolumn", "Värde", "Enhet", "Märkning", "Mått")
_VALUE = 4
_LEAST, _MOST, _MARGIN = 10.0, 44.0, 3.0


class _Line(NamedTuple):
    """A figure and what it is."""

    texts: tuple[str, ...]
    """What stands in each column; that of the value only for a value without number."""
    cell: Cell


def write(workbook: Workbook, sheet: Sheet, report: Report, places: Places) -> None:
    """Write the sheet, with buttons for filtering."""
    lines = [line for table in report.tables() for line in _lines(table)]
    widths = [_width(index, [line.texts[index] for line in lines]) for index in range(len(_HEAD))]
    for column, room in enumerate(widths):
        sheet.width(column, room)
    sheet.write_texts(0, _HEAD, workbook.head, more_lines=1)
    sheet.write(0, _VALUE, _HEAD[_VALUE], workbook.number_head)
    for row, line in enumerate(lines, 1):
        # What is too long for a cell stands whole in its table.
        texts = [pieces(text, room)[0] for text, room in zip(line.texts, widths, strict=True)]
        for column, text in enumerate(texts):
            if column != _VALUE:
                # A figure stands at the right of its column: what follows keeps away from it.
                form = workbook.part if column == _VALUE + 1 else workbook.lined
                sheet.write(row, column, text, form)
        _write_value(workbook, sheet, row, line, places)
        sheet.fit(row, texts)
    if lines:
        sheet.filter((0, 0, len(lines), len(_HEAD) - 1))
    sheet.freeze(1)
    sheet.print_on(header=" · ".join((*banners(report), report.title)))
    sheet.print_again(0)


def _lines(table: Table) -> Iterator[_Line]:
    for row in table.rows:
        label = cell_text(row.cells[0])
        for index, cell in enumerate(row.cells[1:], 1):
            yield _line(table, row, label, index, cell)


def _line(table: Table, row: Row, label: str, index: int, cell: Cell) -> _Line:
    column = table.columns[index]
    marks = ", ".join(cell.marks)
    texts = (cell.name, table.name, label, column.heading, cell_text(cell), unit(cell.value))
    return _Line((*texts, marks, table.term_of(row, column)), cell)


def _write_value(workbook: Workbook, sheet: Sheet, row: int, line: _Line, places: Places) -> None:
    cell = line.cell
    amount = number(cell.value)
    form = workbook.figure(number_format(cell))
    if isinstance(cell.value, Day):
        sheet.day(row, _VALUE, cell.value.date, form)
    elif amount is None:
        sheet.write(row, _VALUE, pieces(line.texts[_VALUE], _MOST)[0], form)
    elif isinstance(cell.value, Money) and cell.name in places:
        sheet.formula(row, _VALUE, f"={reference(places, cell.name, sheet.name)}", amount, form)
    else:
        sheet.write(row, _VALUE, amount, form)


def _width(index: int, texts: list[str]) -> float:
    longest = max((width(text) for text in texts), default=0.0)
    return max(_LEAST, width(_HEAD[index], bold=True), min(_MOST, longest)) + _MARGIN
