"""What the writers write: statistics as counted, or for the public with some figures hidden."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from halsoverkstad.domain.period import Period
from halsoverkstad.domain.programme import Definitions
from halsoverkstad.domain.words import Dimension

if TYPE_CHECKING:
    from halsoverkstad.domain.statistics import Known, Row, Statistics


@dataclass(frozen=True)
class PublicRow:
    """One cell: its values in the order of the dimensions, and every measure; None: hidden."""

    key: tuple[str, ...]
    figures: Mapping[str, int | None]


@dataclass(frozen=True)
class PublicStatistics:
    """Statistics to hand out: what they hide is not in them at all, so no writer can show it.

    The latest day of a session from each laptop is kept: it tells what the answer rests on, and
    nothing of who was there.
    """

    program: str
    period: Period
    dimensions: tuple[Dimension, ...]
    definitions: Definitions
    checksum: str
    laptops: "tuple[Known, ...]"
    rows: tuple[PublicRow, ...]
    register_since: date | None
    made_up: bool
    estimates_are_floors: bool
    confined: int = 0
    """How many hidden figures coarser cuts of the period, if they are handed out as well, hold
    within an interval narrower than 5."""
    agrees: bool = True
    """Whether nothing more is told by a report, or by other cuts of the period, handed out too."""


if TYPE_CHECKING:
    Answer = Statistics | PublicStatistics
    AnswerRow = Row | PublicRow
