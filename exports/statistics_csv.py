"""`statistik --format csv`: the columns of the JSON answer's rows, for a spreadsheet."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from exports.csv_text import Cell, as_bytes
from exports.measures import MEASURE_LABELS
from halsoverkstad.domain.words import MADE_UP

if TYPE_CHECKING:
    from storage.counting import Statistics


def as_csv(statistics: "Statistics") -> bytes:
    """A header and the rows; a hidden figure is empty."""
    return as_bytes(_rows(statistics))


def _rows(statistics: "Statistics") -> Iterator[list[Cell]]:
    marks: list[Cell] = [MADE_UP] if statistics.made_up else []
    yield [*(each.value for each in statistics.dimensions), *MEASURE_LABELS, *marks]
    marks = ["ja"] if statistics.made_up else []
    for row in statistics.rows:
        yield [*row.key, *(row.figures[measure] for measure in MEASURE_LABELS), *marks]
