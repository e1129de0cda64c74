"""Periods: `2025`, `2025H1`, `2025K1`, `2025-03`, `2025-07-01..2026-06-30`; both ends included."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from halsoverkstad.domain.errors import UsageFault
from halsoverkstad.domain.words import Dimension

_FORMS = "2025, 2025H1, 2025K1, 2025-03 eller 2025-07-01..2026-06-30"


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of days, both ends included, with the name it was asked for by."""

    first: date
    last: date
    name: str

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read a period as people write it.

        Raises:
            UsageFault: the text is no period; the sentence shows the forms there are.
        """
        word = text.strip().upper()
        try:
            return _parse(word)
        except ValueError:
            if _is_reversed(word):
                raise UsageFault(
                    f"”{text}” slutar innan den börjar. Skriv den första dagen först."
                ) from None
            raise UsageFault(f"”{text}” är ingen period. Skriv till exempel {_FORMS}.") from None

    @classmethod
    def year(cls, year: int) -> "Period":
        """The calendar year."""
        return _months(year, 1, 12, f"{year:04}")

    @classmethod
    def half(cls, year: int, half: int) -> "Period":
        """Half a calendar year, 1 or 2."""
        return _months(year, 6 * half - 5, 6, f"{year:04}H{half}")

    @classmethod
    def quarter(cls, year: int, quarter: int) -> "Period":
        """A calendar quarter, 1 to 4."""
        return _months(year, 3 * quarter - 2, 3, f"{year:04}K{quarter}")

    @classmethod
    def month(cls, year: int, month: int) -> "Period":
        """A calendar month, 1 to 12."""
        return _months(year, month, 1, f"{year:04}-{month:02}")

    @classmethod
    def between(cls, first: date, last: date) -> "Period":
        """Those days, by the shortest name they go by."""
        for dimension in (Dimension.YEAR, Dimension.HALF, Dimension.QUARTER, Dimension.MONTH):
            named = cls.of(dimension, first)
            if (named.first, named.last) == (first, last):
                return named
        return cls(first, last, f"{first}..{last}")

    @classmethod
    def of(cls, dimension: Dimension, day: date) -> "Period":
        """The part of time of that length in which the day lies."""
        match dimension:
            case Dimension.YEAR:
                return cls.year(day.year)
            case Dimension.HALF:
                return cls.half(day.year, (day.month + 5) // 6)
            case Dimension.QUARTER:
                return cls.quarter(day.year, quarter_of(day))
            case Dimension.MONTH:
                return cls.month(day.year, day.month)
            case _:
                raise ValueError(dimension)

    @property
    def whole_years(self) -> bool:
        """Whether it consists of whole calendar years."""
        return (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31)

    def __contains__(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.first <= day <= self.last

    def cut_to(self, other: "Period") -> "Period":
        """What it has in common with another; they must overlap."""
        return Period(max(self.first, other.first), min(self.last, other.last), self.name)

    def parts(self, dimension: Dimension) -> Iterator["Period"]:
        """Its years, halves, quarters or months in order, each cut to it."""
        day = self.first
        while day <= self.last:
            part = Period.of(dimension, day)
            yield part.cut_to(self)
            if part.last == date.max:
                return
            day = part.last + timedelta(days=1)

    def year_before(self) -> "Period":
        """The same time the year before; 29 February becomes the 28th.

        Raises:
            ValueError: there is no year before year 1.
        """
        if ".." not in self.name and _parse(self.name) == self:  # else cut to another
            return _parse(f"{self.first.year - 1:04}{self.name[4:]}")
        first, last = _back_a_year(self.first), _back_a_year(self.last)
        return Period(first, last, f"{first}..{last}")


def quarter_of(day: date) -> int:
    """The calendar quarter, 1 to 4."""
    return (day.month + 2) // 3


def iso_week(day: date) -> int:
    """ISO year and week as one number: 2025-12-31 lies in 202601."""
    year, week, _ = day.isocalendar()
    return year * 100 + week


def _parse(word: str) -> Period:
    if match := re.fullmatch(r"(\d{4})", word):
        return Period.year(int(match[1]))
    if match := re.fullmatch(r"(\d{4})H([12])", word):
        return Period.half(int(match[1]), int(match[2]))
    if match := re.fullmatch(r"(\d{4})[KQ]([1-4])", word):
        return Period.quarter(int(match[1]), int(match[2]))
    if match := re.fullmatch(r"(\d{4})-(\d{2})", word):
        return Period.month(int(match[1]), int(match[2]))
    match = re.fullmatch(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})", word)
    if match is None:
        raise ValueError(word)
    first, last = date.fromisoformat(match[1]), date.fromisoformat(match[2])
    if last < first:
        raise ValueError(word)
    return Period(first, last, f"{first}..{last}")


def _is_reversed(word: str) -> bool:
    """Whether a text is two days of which the later comes first."""
    try:
        first, last = map(date.fromisoformat, word.split(".."))
    except ValueError:
        return False
    return last < first


def _months(year: int, month: int, count: int, name: str) -> Period:
    first = date(year, month, 1)
    after = month + count
    last = (
        date.max
        if (year, after) == (9999, 13)
        else (date(year + (after - 1) // 12, (after - 1) % 12 + 1, 1) - timedelta(days=1))
    )
    return Period(first, last, name)


def _back_a_year(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
