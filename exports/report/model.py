r"""What a report consists of, ready to be written: every format is made from this and nothing else.

A report knows no clock: two of the same facts, texts and date are equal, and so are their files.
Texts are plain; a line break is a `\n`. Figures are exact and typed, so that a file for reading
shows `42,6 %` and one for computing holds 0.426.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from halsoverkstad.domain.words import UNKNOWN


class Status(StrEnum):
    """How far the report has come."""

    DRAFT = "utkast"
    FINAL = "fastställd"


class Mark(StrEnum):
    """What has to be known to read a figure; explained below the table."""

    MINIMUM = "minst"
    ESTIMATED = "uppskattad"
    PUBLISHED = "publicerad"
    BREAK = "tidsseriebrott"


@dataclass(frozen=True)
class Count:
    """A whole number of something."""

    number: int


@dataclass(frozen=True)
class Change:
    """A difference between two counts; shown with its sign."""

    number: int


@dataclass(frozen=True)
class Share:
    """A share, 1 being all of it; shown in per cent with one decimal."""

    part: Fraction
    signed: bool = False
    """Whether it is a change, shown with its sign."""


@dataclass(frozen=True)
class Mean:
    """A mean; shown with one decimal."""

    number: Fraction


@dataclass(frozen=True)
class Formula:
    """What a money cell is computed from: the sum of named cells less the sum of others."""

    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every cell that it reads."""
        return (*self.plus, *self.minus)


@dataclass(frozen=True)
class Money:
    """Whole kronor. With a formula, `kronor` is what it comes to."""

    kronor: int
    formula: Formula | None = None


@dataclass(frozen=True)
class Text:
    """Words in a cell."""

    text: str


@dataclass(frozen=True)
class Day:
    """A date in a cell."""

    date: date


@dataclass(frozen=True)
class Hidden:
    """A figure that is kept back to protect few people."""


@dataclass(frozen=True)
class Missing:
    """There is no figure; the words say why (uppgift saknas, –, tidsseriebrott)."""

    text: str = UNKNOWN


Value = Count | Change | Share | Mean | Money | Text | Day | Hidden | Missing


@dataclass(frozen=True)
class Cell:
    """A value, by what name it can be traced, and what has to be known about it."""

    value: Value
    name: str = ""
    """Stable from report to report and unique in it, as `T1.unika.vuxna`; empty: not traced."""
    marks: tuple[Mark, ...] = ()


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    FIGURE = "siffra"


@dataclass(frozen=True)
class Column:
    """A column: its heading, and what it holds."""

    heading: str
    """May have soft hyphens (U+00AD) where it can be broken; only paper shows them."""
    kind: Kind = Kind.FIGURE
    term: str = ""
    """The definition that its figures are looked up by; empty: the table's."""


class Role(StrEnum):
    """What a row is to the others."""

    PLAIN = "rad"
    PART = "därav"
    """A part of the row above that is plain; its first cell is indented."""
    TOTAL = "summa"


@dataclass(frozen=True)
class Row:
    """A row: a cell for each column, the first one saying what it is about."""

    cells: tuple[Cell, ...]
    role: Role = Role.PLAIN
    term: str = ""
    """The definition that its figures are looked up by; empty: the column's."""


class Place(StrEnum):
    """The sheet of a workbook that a table or box belongs to."""

    FIGURES = "Nyckeltal"
    ECONOMY = "Ekonomi"


@dataclass(frozen=True)
class Paragraph:
    """Running text; may have line breaks."""

    text: str
    lead: bool = False
    """Whether it leads in what follows and is set larger."""


@dataclass(frozen=True)
class Bullets:
    """A list without order."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Box:
    """Lines that belong together, set apart from the text: Avstämning and the like."""

    title: str
    lines: tuple[str, ...]
    place: Place = Place.FIGURES


@dataclass(frozen=True)
class Table:
    """A table.

    Raises:
        ValueError: a row has not as many cells as there are columns, or there is no column.
    """

    name: str
    """Letters and a number, unique in the report: `T1`."""
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    """Printed below it; signs and hidden figures are explained there without being asked."""
    source: str = ""
    term: str = ""
    """The definition that its figures are looked up by."""
    place: Place = Place.FIGURES

    def __post_init__(self) -> None:
        """Refuse what is no rectangle."""
        if not self.columns or any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError(self.name)

    def term_of(self, row: Row, column: Column) -> str:
        """The definition that a figure is looked up by; empty: none."""
        return row.term or column.term or self.term


class ChartKind(StrEnum):
    """How the bars of a chart lie."""

    LYING = "liggande"
    """For names, which may be long."""
    STANDING = "stående"
    """For what follows in time."""


@dataclass(frozen=True)
class Series:
    """The figures of one kind of bar, one for each category."""

    name: str
    values: tuple[Value, ...]
    """Count, Share, Mean or Money; any other has no bar."""


@dataclass(frozen=True)
class Chart:
    """Bars made from a table, which holds every figure that is shown.

    Raises:
        ValueError: a series has not as many values as there are categories.
    """

    name: str
    """Letters and a number, unique in the report: `D1`."""
    caption: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    alt: str
    """What it shows, for those who cannot see it."""
    table: str = ""
    """The name of the table that it is made from."""
    kind: ChartKind = ChartKind.LYING

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn."""
        if any(len(each.values) != len(self.categories) for each in self.series):
            raise ValueError(self.name)


@dataclass(frozen=True)
class Definition:
    """What a measure means, and what its figures rest on."""

    term: str
    meaning: str
    basis: str = ""


@dataclass(frozen=True)
class Definitions:
    """Measures explained."""

    entries: tuple[Definition, ...]


Block = Paragraph | Bullets | Box | Table | Chart | Definitions


@dataclass(frozen=True)
class Section:
    """A section with a heading, what it holds, and sections in it (down to three levels)."""

    number: str
    """As it is printed: `3`, `3.1`."""
    title: str
    blocks: tuple[Block, ...] = ()
    subsections: tuple["Section", ...] = ()

    def all_blocks(self) -> Iterator[Block]:
        """Every block in reading order, those of its subsections too."""
        yield from self.blocks
        for section in self.subsections:
            yield from section.all_blocks()


@dataclass(frozen=True)
class Report:
    """A whole report."""

    title: str
    programme: str
    period: str
    """As people say it: `2024 (1 januari – 31 december 2024)`."""
    receiver: str
    status: Status
    date: date
    """When it was made or decided."""
    checksum: str
    """The kontrollsumma of the facts that it was made from."""
    sections: tuple[Section, ...]
    subtitle: tuple[str, ...] = ()
    """Lines below the title."""
    made_up: bool = False
    """Whether nothing in it has happened (the demo); every page says so."""
    protected: bool = True
    """Whether small numbers are hidden; if not, every page says that it is for internal use."""
    language: str = field(default="sv-SE")

    def blocks(self) -> Iterator[Block]:
        """Every block in reading order."""
        for section in self.sections:
            yield from section.all_blocks()

    def tables(self) -> tuple[Table, ...]:
        """Every table in reading order."""
        return tuple(block for block in self.blocks() if isinstance(block, Table))

    def charts(self) -> tuple[Chart, ...]:
        """Every chart in reading order."""
        return tuple(block for block in self.blocks() if isinstance(block, Chart))

    def definitions(self) -> tuple[Definition, ...]:
        """Every measure that is explained, in reading order."""
        lists = (block for block in self.blocks() if isinstance(block, Definitions))
        return tuple(entry for each in lists for entry in each.entries)

    def cells(self) -> Mapping[str, Cell]:
        """Every cell that has a name, by it.

        Raises:
            ValueError: two cells have the same name.
        """
        named: dict[str, Cell] = {}
        for table in self.tables():
            for row in table.rows:
                for cell in row.cells:
                    if cell.name in named:
                        raise ValueError(cell.name)
                    if cell.name:
                        named[cell.name] = cell
        return named
