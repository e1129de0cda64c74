"""The CSV files: UTF-8 without BOM, comma, whole numbers, empty where a figure is hidden (RFC 4180).

Made to be read by programs, so no cell is changed for a spreadsheet's sake; the figures are
numbers, and the only words are those of the programme's settings.
"""

import csv
import io
from collections.abc import Sequence

from exports.measures import MEASURE_LABELS
from exports.open_data.figures import OpenFigures
from exports.protection.figures import Cut
from exports.statistics_answer import PublicRow
from halsoverkstad.domain.words import COMMON_LABEL, MADE_UP, Dimension

PERIOD = "period"
MADE_UP_COLUMN = MADE_UP.lower().replace("å", "a").replace(" ", "_")


def name_of_table(cut: Cut) -> str:
    """What a table is called, after what it is cut by."""
    return "_".join(("statistik", *(each.value for each in cut)))


def file_of(cut: Cut) -> str:
    """The name of a table's file."""
    return f"{name_of_table(cut)}.csv"


def columns(cut: Cut, *, made_up: bool) -> list[str]:
    """The columns of a table."""
    marked = [MADE_UP_COLUMN] if made_up else []
    return [PERIOD, *(each.value for each in cut), *MEASURE_LABELS, *marked]


def table(figures: OpenFigures, cut: Cut) -> bytes:
    """The bytes of a table's file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns(cut, made_up=figures.made_up))
    for row in figures.tables[cut]:
        writer.writerow(_cells(figures, cut, row))
    return text.getvalue().encode()


def _cells(figures: OpenFigures, cut: Cut, row: PublicRow) -> Sequence[str | int | None]:
    keys = (_word(dimension, value) for dimension, value in zip(cut, row.key, strict=True))
    marked = ["ja"] if figures.made_up else []
    return [figures.period.name, *keys, *(row.figures[each] for each in MEASURE_LABELS), *marked]


def _word(dimension: Dimension, value: str) -> str:
    """A value as it stands in a cell: never empty, for an empty cell is a hidden figure."""
    return value or COMMON_LABEL if dimension is Dimension.WORKSHOP else value
