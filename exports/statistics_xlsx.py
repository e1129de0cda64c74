"""`statistik --format xlsx`: real numbers, a native chart, and the definitions beside them."""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from exports.measures import (
    DEGREE,
    DEGREE_DEFINITION,
    MEASURE_LABELS,
    Basis,
    definition,
)
from exports.statistics_chart import add_chart
from exports.statistics_words import HIDDEN, degree, figure, heading, notes, value_label
from exports.workbooks import THOUSANDS, Sheet, Workbook
from halsoverkstad.domain.words import MADE_UP

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # pyright: ignore[reportMissingTypeStubs]

    from storage.counting import Row, Statistics

GUIDE = "Läs mig"
DATA = "Statistik"
DEFINITIONS = "Definitioner"
_PERCENT = '0.0"\u00a0"%'
_AFTER = "deltagartillfallen_registrerade"
"""The degree of registration stands after this measure."""
_FLOOR = "Unika är minst"
_WIDTH = 13
_WIDEST_VALUE = 40


def as_xlsx(statistics: "Statistics") -> bytes:
    """A workbook with the sheets Läs mig, Statistik and Definitioner."""
    buffer = BytesIO()
    workbook = Workbook(buffer, heading(statistics))
    guide, data = workbook.sheet(GUIDE), workbook.sheet(DATA)
    definitions = workbook.sheet(DEFINITIONS)
    if statistics.made_up:
        for sheet in (guide, data, definitions):
            sheet.page_header(MADE_UP)
    _write_guide(workbook, guide, statistics)
    _write_data(workbook, data, statistics)
    _write_definitions(workbook, definitions, statistics)
    workbook.close()
    return buffer.getvalue()


def _write_guide(workbook: Workbook, sheet: Sheet, statistics: "Statistics") -> None:
    sheet.width(0, 100, workbook.wrapped)
    sheet.write(0, 0, heading(statistics), workbook.title)
    for row, line in enumerate((*notes(statistics), *_sources(statistics)), 1):
        sheet.write(row, 0, line, workbook.wrapped)


def _sources(statistics: "Statistics") -> Iterator[str]:
    yield "Underlag:"
    for laptop in statistics.laptops:
        latest = f"senaste tillfälle {laptop.latest}" if laptop.latest else "inga tillfällen"
        yield f"{laptop.name}, {latest}"
    yield f"Kontrollsumma {statistics.checksum}"


def _write_data(workbook: Workbook, sheet: Sheet, statistics: "Statistics") -> None:
    top = 0
    if statistics.made_up:
        sheet.write(0, 0, MADE_UP, workbook.title)
        top = 1
    titles = _titles(statistics)
    for column, title in enumerate(titles):
        sheet.write(top, column, title, workbook.head)
        sheet.width(column, _WIDTH)
    for index, row in enumerate(statistics.rows, top + 1):
        _write_row(workbook, sheet, index, _cells(statistics, row))
    for column, dimension in enumerate(statistics.dimensions):
        words = [
            dimension.label,
            *(value_label(dimension, row.key[column]) for row in statistics.rows),
        ]
        sheet.width(column, min(_WIDEST_VALUE, max(len(word) for word in words) + 3))
    last = top + len(statistics.rows)
    if statistics.rows:
        sheet.filter((top, 0, last, len(titles) - 1))
        add_chart(workbook, sheet, statistics, (DATA, top, titles))
    sheet.freeze(top + 1, len(statistics.dimensions))
    sheet.landscape()


def _titles(statistics: "Statistics") -> list[str]:
    titles = [dimension.label for dimension in statistics.dimensions]
    for measure, words in MEASURE_LABELS.items():
        titles.append(words.label)
        if measure == _AFTER:
            titles.append(DEGREE)
    return [*titles, _FLOOR]


def _cells(statistics: "Statistics", row: "Row") -> list[tuple[str | float, str]]:
    """A row's cells, each with its number format."""
    cells: list[tuple[str | float, str]] = [
        (value_label(dimension, value), "")
        for dimension, value in zip(statistics.dimensions, row.key, strict=True)
    ]
    for measure in MEASURE_LABELS:
        number = figure(row, measure)
        cells.append((HIDDEN, "") if number is None else (number, THOUSANDS))
        if measure == _AFTER:
            share = degree(row)
            cells.append(("–", "") if share is None else (share, _PERCENT))
    return [*cells, ("ja" if statistics.minimum(row) else "nej", "")]


def _write_row(
    workbook: Workbook, sheet: Sheet, row: int, cells: list[tuple[str | float, str]]
) -> None:
    for column, (value, number_format) in enumerate(cells):
        form: Format | None = workbook.cell(number_format)
        sheet.write(row, column, value, form)


def _write_definitions(workbook: Workbook, sheet: Sheet, statistics: "Statistics") -> None:
    rows = [("Mått", "Betydelse", "Vilar på")]
    for measure, words in MEASURE_LABELS.items():
        rows.append((words.label, definition(measure, statistics.definitions), words.basis))
        if measure == _AFTER:
            rows.append((DEGREE, DEGREE_DEFINITION, Basis.REGISTERED))
    for index, cells in enumerate(rows):
        for column, text in enumerate(cells):
            sheet.write(index, column, str(text), workbook.wrapped if index else workbook.head)
    for column, width in enumerate((34, 90, 26)):
        sheet.width(column, width)
    sheet.freeze(1)
