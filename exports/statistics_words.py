"""What the statistics' dimensions, rows and small print are called, in every form of them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from exports.measures import (
    DEGREE_DEFINITION,
    MEASURE_LABELS,
    MINIMUM_NOTE,
    NO_SUMS_NOTE,
    Basis,
)
from exports.numbers import thousands
from halsoverkstad.domain.words import COMMON_LABEL, MADE_UP, Dimension, Kind

if TYPE_CHECKING:
    from storage.counting import Row, Statistics

HIDDEN = ".."
"""Stands for a figure that is kept back to protect few people."""
HIDDEN_NOTE = "”..” står för siffror som döljs för att skydda dem som är få."
_NOT_GIVEN = "ej angiven"


def value_label(dimension: Dimension, value: str) -> str:
    """A row's value in a dimension, for people."""
    match dimension:
        case Dimension.WORKSHOP:
            return value or COMMON_LABEL
        case Dimension.GROUP:
            return value.replace("_", " ")
        case Dimension.KIND:
            return Kind(value).label
        case _:
            return value or _NOT_GIVEN


def figure(row: "Row", measure: str) -> int | None:
    """A figure of a row; None: it is hidden."""
    return row.figures[measure]


def shown_figure(number: int | None) -> str:
    """A figure for people."""
    return HIDDEN if number is None else thousands(number)


def degree(row: "Row") -> float | None:
    """How much of a row's attendance is registered, from 0 to 1; None: there is none, or hidden."""
    registered = figure(row, "deltagartillfallen_registrerade")
    everyone = figure(row, "deltagartillfallen")
    return registered / everyone if everyone and registered is not None else None


def basis(row: "Row", measure: str) -> Basis:
    """What a figure rests on: where two parts are possible, those that there are."""
    usual = MEASURE_LABELS[measure].basis
    if usual is not Basis.BOTH:
        return usual
    registered, estimated = _parts(row, measure)
    if estimated == 0:
        return Basis.REGISTERED
    return Basis.ESTIMATED if registered == 0 else Basis.BOTH


def _parts(row: "Row", measure: str) -> tuple[int | None, int | None]:
    """The registered and the estimated part of a measure that may have both."""
    if measure != "deltagartillfallen":
        return figure(row, "unika_registrerade"), figure(row, "unika_uppskattade")
    registered, everyone = figure(row, f"{measure}_registrerade"), figure(row, measure)
    if registered is None or everyone is None:
        return None, None
    return registered, everyone - registered


def heading(statistics: "Statistics") -> str:
    """What the statistics are of: programme and period."""
    period = statistics.period
    return f"{statistics.program} · {period.name} ({period.first} – {period.last})"


def notes(statistics: "Statistics") -> Iterator[str]:
    """All that has to be known to read the figures, a sentence each."""
    if statistics.made_up:
        yield f"{MADE_UP}: inget i siffrorna har hänt."
    if any(statistics.minimum(row) for row in statistics.rows):
        yield MINIMUM_NOTE
    if statistics.dimensions and len(statistics.rows) > 1:
        yield NO_SUMS_NOTE
    yield from statistics.definitions.sentences().values()
    yield DEGREE_DEFINITION
    yield _since(statistics)
    yield _interval(statistics)
    if any(figure(row, measure) is None for row in statistics.rows for measure in row.figures):
        yield HIDDEN_NOTE


def _since(statistics: "Statistics") -> str:
    since = statistics.register_since
    if since is None:
        return "Ingen är registrerad ännu."
    return (
        f"Registret förs sedan {since}: den som varit med tidigare än så räknas ändå som ny, så "
        "det första året visar för många nya."
    )


def _interval(statistics: "Statistics") -> str:
    """The bounds of the unique, which open questions about doubles leave."""
    bounds = [(figure(row, "unika_lagst"), figure(row, "unika_hogst")) for row in statistics.rows]
    bounds = [(lowest, highest) for lowest, highest in bounds if lowest != highest]
    if not bounds:
        return "Inga öppna frågor om samma person påverkar antalet unika."
    if statistics.dimensions:
        return "Öppna frågor om samma person gör några av antalen unika osäkra; se lägst och högst."
    lowest, highest = bounds[0]
    return (
        f"Unika är mellan {shown_figure(lowest)} och {shown_figure(highest)}, beroende på hur öppna "
        "frågor om samma person besvaras."
    )
