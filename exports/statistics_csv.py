"""`statistik --format csv`: the columns of the JSON answer's rows, for a spreadsheet."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from exports.csv_text import Cell, as_bytes
from exports.measures import MEASURE_LABELS
from exports.statistics_words import label
from halsoverkstad.domain.words import MADE_UP

if TYPE_CHECKING:
    from exports.statistics_answer import Answer

_SMALL_NUMBERS = "Små tal"


def as_csv(statistics: "Answer", *, labelled: bool = False) -> bytes:
    """A header and the rows; a hidden figure is empty.

    Labelled, for a person who saves it: a last column says whether it may be handed out.
    """
    return as_bytes(_rows(statistics, labelled=labelled))


def _rows(statistics: "Answer", *, labelled: bool) -> Iterator[list[Cell]]:
    heads: list[Cell] = [MADE_UP] if statistics.made_up else []
    marks: list[Cell] = ["ja"] if statistics.made_up else []
    if labelled:
        heads.append(_SMALL_NUMBERS)
        marks.append(label(statistics))
    yield [*(each.value for each in statistics.dimensions), *MEASURE_LABELS, *heads]
    for row in statistics.rows:
        yield [*row.key, *(row.figures[measure] for measure in MEASURE_LABELS), *marks]
