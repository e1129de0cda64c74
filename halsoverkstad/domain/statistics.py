"""What an answer of the counting is: measures, rows, and all that is needed to judge them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from halsoverkstad.domain.period import Period
from halsoverkstad.domain.programme import Definitions
from halsoverkstad.domain.words import PERSON_DIMENSIONS, Dimension

MEASURES = (
    "tillfallen",
    "gruppaktiviteter",
    "arrangemang",
    "individuella",
    "deltagartillfallen",
    "deltagartillfallen_registrerade",
    "unika",
    "unika_lagst",
    "unika_hogst",
    "unika_registrerade",
    "unika_uppskattade",
    "nya",
    "tidigare",
    "aterkommande",
    "regelbundna",
    "individuellt_stod",
)
"""The measures in the order of the files."""
PERSON_MEASURES = (
    "unika_registrerade",
    "nya",
    "aterkommande",
    "regelbundna",
    "individuellt_stod",
)
"""The measures that count registered persons."""


@dataclass(frozen=True)
class Row:
    """One cell: its values in the order of the dimensions, and every measure."""

    key: tuple[str, ...]
    figures: Mapping[str, int]


@dataclass(frozen=True)
class Known:
    """A laptop, and the latest day of a session known from it."""

    name: str
    latest: date | None


@dataclass(frozen=True)
class Statistics:
    """The answer: rows and all that is needed to judge them."""

    program: str
    period: Period
    dimensions: tuple[Dimension, ...]
    definitions: Definitions
    checksum: str
    laptops: tuple[Known, ...]
    rows: tuple[Row, ...]
    register_since: date | None
    """The day of the first attendance on record: before it everybody is new."""
    made_up: bool

    @property
    def estimates_are_floors(self) -> bool:
        """Whether the estimated part of `unika` holds at least.

        It holds just so only for whole calendar years over all sessions.
        """
        over_all = {*self.dimensions} <= {Dimension.YEAR, *PERSON_DIMENSIONS}
        return not (self.period.whole_years and over_all)

    def minimum(self, row: Row) -> bool:
        """Whether `unika` of a row is a floor, to be printed with "minst"."""
        return self.estimates_are_floors and row.figures["unika_uppskattade"] > 0
