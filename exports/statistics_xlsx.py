"""`statistik --format xlsx`: real numbers, a native chart, and the definitions beside them."""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from exports import statistics_chart
from exports.measures import (
    DEGREE,
    DEGREE_DEFINITION,
    MEASURE_LABELS,
    Basis,
    definition,
)
from exports.statistics_words import (
    HIDDEN,
    degree,
    degree_hidden,
    figure,
    heading,
    is_floor,
    label,
    notes,
    value_label,
)
from exports.text_size import narrowest, width
from exports.workbooks import THOUSANDS, Sheet, Workbook
from halsoverkstad.domain.words import MADE_UP

if TYPE_CHECKING:
    from exports.statistics_answer import Answer, AnswerRow

GUIDE = "Läs mig"
DATA = "Statistik"
CHART = "Diagram"
DEFINITIONS = "Definitioner"
_PERCENT = '0.0"\u00a0"%'
_AFTER = "deltagartillfallen_registrerade"
"""The degree of registration stands after this measure."""
_FLOOR = "Unika är minst"
_GUIDE_WIDTH = 72
"""As wide as a page that stands, in the widest font: LibreOffice does not shrink a lone column."""
_DEFINITION_WIDTHS = (32, 76, 26)
_NARROWEST = 8
_TITLE_LINES = 2
_WIDEST_VALUE = 40


def as_xlsx(statistics: "Answer") -> bytes:
    """A workbook with the sheets Läs mig, Statistik, Diagram (if there are rows), Definitioner."""
    buffer = BytesIO()
    workbook = Workbook(buffer, heading(statistics))
    _write_guide(workbook, workbook.sheet(GUIDE), statistics)
    _write_data(workbook, workbook.sheet(DATA), statistics)
    if statistics.rows:
        statistics_chart.write(workbook, workbook.sheet(CHART), statistics, page_top(statistics))
    _write_definitions(workbook, workbook.sheet(DEFINITIONS), statistics)
    workbook.close()
    return buffer.getvalue()


def page_top(statistics: "Answer") -> str:
    """The line on top of every page that is printed."""
    marks = [MADE_UP] if statistics.made_up else []
    return " – ".join([*marks, heading(statistics), label(statistics)])


def _write_guide(workbook: Workbook, sheet: Sheet, statistics: "Answer") -> None:
    sheet.width(0, _GUIDE_WIDTH, workbook.wrapped)
    sheet.write_texts(0, [heading(statistics)], workbook.title)
    for row, line in enumerate((*notes(statistics), *_sources(statistics)), 1):
        sheet.write_texts(row, [line], workbook.wrapped)
    sheet.print_on(header=page_top(statistics), landscape=False)


def _sources(statistics: "Answer") -> Iterator[str]:
    yield "Underlag:"
    for laptop in statistics.laptops:
        latest = f"senaste tillfälle {laptop.latest}" if laptop.latest else "inga tillfällen"
        yield f"{laptop.name}, {latest}"
    yield f"Kontrollsumma {statistics.checksum}"


def _write_data(workbook: Workbook, sheet: Sheet, statistics: "Answer") -> None:
    top = 0
    if statistics.made_up:
        sheet.write(0, 0, MADE_UP, workbook.mark)
        top = 1
    fixed = len(statistics.dimensions)
    titles = _titles(statistics)
    rows = [_cells(statistics, row) for row in statistics.rows]
    for column, title in enumerate(titles):
        words = [str(row[column][0]) for row in rows]
        sheet.width(column, _width(title, words))
    # The last line of the header is for the buttons of the filter.
    sheet.write_texts(top, titles, workbook.head, more_lines=1)
    for column in range(fixed, len(titles)):
        sheet.write(top, column, titles[column], workbook.number_head)
    for index, cells in enumerate(rows, top + 1):
        _write_row(workbook, sheet, index, cells, fixed)
    if rows:
        sheet.filter((top, 0, top + len(rows), len(titles) - 1))
    sheet.freeze(top + 1, fixed)
    # On a single page's width it would be too small to read; on two, what stands above the header
    # would be cut by the second. The page's top has it.
    sheet.print_area((top, 0, top + len(rows), len(titles) - 1))
    sheet.print_on(header=page_top(statistics), pages_wide=2)
    sheet.print_again(top, columns=fixed)


def _titles(statistics: "Answer") -> list[str]:
    titles = [dimension.label for dimension in statistics.dimensions]
    for measure, words in MEASURE_LABELS.items():
        titles.append(words.label)
        if measure == _AFTER:
            titles.append(DEGREE)
    return [*titles, _FLOOR]


def _width(title: str, words: list[str]) -> float:
    """A column's width: no word of the title is broken, and values only if they are long."""
    values = max((width(word) for word in words), default=0)
    needed = max(narrowest(title, _TITLE_LINES), min(_WIDEST_VALUE, values))
    return max(_NARROWEST, round(needed + 1.5, 1))


def _cells(statistics: "Answer", row: "AnswerRow") -> list[tuple[str | float, str]]:
    """A row's cells, each with its number format."""
    cells: list[tuple[str | float, str]] = [
        (value_label(dimension, value), "")
        for dimension, value in zip(statistics.dimensions, row.key, strict=True)
    ]
    for measure in MEASURE_LABELS:
        number = figure(row, measure)
        cells.append((HIDDEN if number is None else number, THOUSANDS))
        if measure == _AFTER:
            share = degree(row)
            missing = HIDDEN if degree_hidden(row) else "–"
            cells.append((missing if share is None else share, _PERCENT))
    return [*cells, ("ja" if is_floor(statistics, row) else "nej", "")]


def _write_row(
    workbook: Workbook, sheet: Sheet, row: int, cells: list[tuple[str | float, str]], fixed: int
) -> None:
    for column, (value, number_format) in enumerate(cells):
        form = workbook.lined if column < fixed else workbook.figure(number_format)
        sheet.write(row, column, value, form)
    if fixed:
        sheet.fit(row, [str(value) for value, _ in cells[:fixed]])


def _write_definitions(workbook: Workbook, sheet: Sheet, statistics: "Answer") -> None:
    for column, characters in enumerate(_DEFINITION_WIDTHS):
        sheet.width(column, characters)
    sheet.write_texts(0, ["Mått", "Betydelse", "Vilar på"], workbook.head)
    for row, texts in enumerate(_definitions(statistics), 1):
        sheet.write_texts(row, texts, workbook.lined)
    sheet.freeze(1)
    sheet.print_on(header=page_top(statistics))
    sheet.print_again(0)


def _definitions(statistics: "Answer") -> Iterator[tuple[str, str, str]]:
    for measure, words in MEASURE_LABELS.items():
        yield words.label, definition(measure, statistics.definitions), words.basis
        if measure == _AFTER:
            yield DEGREE, DEGREE_DEFINITION, Basis.REGISTERED
