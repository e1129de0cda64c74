"""A figure of a report: its name, its value, and how it was counted."""

from collections.abc import Mapping
from dataclasses import dataclass

from halsoverkstad.domain.period import Period
from halsoverkstad.domain.statistics import Row
from halsoverkstad.domain.words import Dimension


@dataclass(frozen=True)
class Trace:
    """How a figure was counted: the measure in one cell of a cut of a period."""

    measure: str
    """One of `MEASURES`, or `fick_inte_plats`, `besok`, `dagar`."""
    period: Period
    dimensions: tuple[Dimension, ...] = ()
    key: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A whole number, its name in the report, and how it was counted."""

    name: str
    value: int
    trace: Trace


@dataclass(frozen=True)
class Span:
    """What was counted in a period, by cut: the rows of `statistik`."""

    period: Period
    cuts: Mapping[tuple[Dimension, ...], tuple[Row, ...]]

    @property
    def total(self) -> Row:
        """All of the period."""
        return self.cuts[()][0]

    def rows(self, *dimensions: Dimension) -> tuple[Row, ...]:
        """The rows of a cut."""
        return self.cuts.get(dimensions, ())
