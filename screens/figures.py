"""The figures of a period and a cut, with words for their cells: what Statistik shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.content import Content

from exports.measures import (
    DEGREE,
    MEASURE_LABELS,
    Basis,
    definition,
)
from exports.statistics_words import degree
from halsoverkstad.domain.numbers import percent
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.programme import Programme
from halsoverkstad.domain.statistics import Row, Statistics
from halsoverkstad.domain.words import COMMON_LABEL, UNKNOWN, Dimension, Kind
from screens.widgets.bars import bar
from screens.words import day_and_month, number, period_label
from storage.counting import statistics, visits
from storage.store import Store

WHOLE = "Hela programmet"
MEASURE_COLUMNS: tuple[tuple[str, ...], ...] = (
    (
        "tillfallen",
        "gruppaktiviteter",
        "arrangemang",
        "individuella",
        "deltagartillfallen",
        "deltagartillfallen_registrerade",
    ),
    ("unika", "unika_lagst", "unika_hogst", "unika_registrerade", "unika_uppskattade"),
    ("nya", "tidigare", "aterkommande", "regelbundna", "individuellt_stod"),
)
"""All measures as they stand beside each other."""
SHORT_LABELS: Mapping[str, str] = {
    "tillfallen": "Tillfällen",
    "gruppaktiviteter": "– grupp",
    "arrangemang": "– arrangemang",
    "individuella": "– individuella",
    "deltagartillfallen": "Deltagartillf.",
    "deltagartillfallen_registrerade": "– registrerade",
    "unika": "Unika",
    "unika_lagst": "– lägst",
    "unika_hogst": "– högst",
    "unika_registrerade": "– registrerade",
    "unika_uppskattade": "– uppskattade",
    "nya": "Nya",
    "tidigare": "Tidigare kända",
    "aterkommande": "Återkommande",
    "regelbundna": "Regelbundna",
    "individuellt_stod": "Individuellt stöd",
}
DEGREE_LABEL = DEGREE
_MINIMUM = "”Minst”: de uppskattade är ett golv."
_NO_SUMS = "Rader summeras inte: en person räknas en gång i totalen."


@dataclass(frozen=True)
class Cell:
    """A row of figures and what it is called; `dimensions` are empty for the whole."""

    label: str
    dimensions: tuple[Dimension, ...]
    row: Row
    minimum: bool

    def text(self, measure: str) -> str:
        """A figure as it is printed, with "minst" where it is a floor."""
        figure = number(self.row.figures[measure])
        return f"minst {figure}" if measure == "unika" and self.minimum else figure

    @property
    def degree(self) -> str:
        """Its registreringsgrad."""
        return percent(degree(self.row))


@dataclass(frozen=True)
class Figures:
    """All that one choice of period and cut gives."""

    answer: Statistics
    cells: tuple[Cell, ...]
    """The whole first, then the parts."""
    visits: Mapping[str, int]


def figures(store: Store, period: Period, dimensions: Sequence[Dimension]) -> Figures:
    """Count the whole and its parts."""
    with store.snapshot():
        whole = statistics(store, period)
        answer = statistics(store, period, dimensions) if dimensions else whole
        often = visits(store, period)
    cells = [Cell(WHOLE, (), whole.rows[0], whole.minimum(whole.rows[0]))]
    if dimensions:
        cells += [
            Cell(cell_label(store.programme, answer, row), answer.dimensions, row, minimum)
            for row in answer.rows
            for minimum in [answer.minimum(row)]
        ]
    return Figures(answer, tuple(cells), often)


def cell_label(programme: Programme, answer: Statistics, row: Row) -> str:
    """What a row is called: its values in words."""
    pairs = zip(answer.dimensions, row.key, strict=True)
    return " · ".join(value_label(programme, dimension, value) for dimension, value in pairs)


def value_label(programme: Programme, dimension: Dimension, value: str) -> str:
    """A value of a dimension in words."""
    match dimension:
        case Dimension.WORKSHOP:
            return value or COMMON_LABEL
        case Dimension.GROUP:
            return programme.group_label(value)
        case Dimension.KIND:
            return Kind(value).label
        case _ if dimension.of_time:
            return period_label(Period.parse(value))
        case _:
            return value or UNKNOWN


def bars(cells: Sequence[Cell], measure: str, width: int) -> list[Content]:
    """A line a cell: what it is called, its figure, and a bar beside those of the other parts."""
    parts = cells[1:] or cells
    largest = max(cell.row.figures[measure] for cell in parts)
    label_width = min(max(len(cell.label) for cell in cells), width // 2)
    figure_width = max(len(cell.text(measure)) for cell in cells)
    space = max(0, width - label_width - figure_width - 3)
    return [
        Content.assemble(
            (_cut(cell.label, label_width), "bold" if cell is cells[0] else ""),
            f"  {cell.text(measure):>{figure_width}} ",
            (
                "" if cell not in parts else bar(cell.row.figures[measure], largest, space),
                "$primary",
            ),
        )
        for cell in cells
    ]


def definition_of(measure: str, shown: Figures) -> str:
    """What a measure means, and what else must be known to read its figures."""
    answer = shown.answer
    known = MEASURE_LABELS[measure]
    meaning = definition(measure, answer.definitions)
    parts = [meaning if meaning.startswith(known.label) else f"{known.label}: {meaning}"]
    if known.basis is Basis.LOGGED:
        return parts[0]
    if measure == "unika" and any(cell.minimum for cell in shown.cells):
        parts.append(_MINIMUM)
    if measure in {"aterkommande", "regelbundna"}:
        often = ", ".join(f"{times}: {number(people)}" for times, people in shown.visits.items())
        parts.append(f"Antal personer efter hur många gånger de kom: {often}.")
    if len(shown.cells) > 1 and not measure.startswith("deltagartillfallen"):
        parts.append(_NO_SUMS)
    parts.append(_since(answer))
    return " ".join(parts)


def _since(answer: Statistics) -> str:
    day = answer.register_since
    if day is None:
        return "Ingen är registrerad ännu."
    return f"Registret förs sedan {day_and_month(day)} {day.year}."


def _cut(label: str, width: int) -> str:
    return f"{label:<{width}}" if len(label) <= width else f"{label[: width - 1]}…"
