"""Choosing a period by keys: how long it is, and a step earlier or later."""

from dataclasses import dataclass
from datetime import date, timedelta

from halsoverkstad.domain.errors import UsageFault
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import TIME_DIMENSIONS, Dimension


@dataclass(frozen=True)
class PeriodChoice:
    """A period, and which length it was chosen by; None: it was typed and fits none."""

    period: Period
    length: Dimension | None

    @classmethod
    def around(cls, day: date, length: Dimension = Dimension.YEAR) -> "PeriodChoice":
        """The period of that length in which a day lies."""
        return cls(Period.of(length, day), length)

    @classmethod
    def typed(cls, text: str) -> "PeriodChoice":
        """A period as written.

        Raises:
            UsageFault: it is none.
        """
        period = Period.parse(text)
        lengths = [each for each in TIME_DIMENSIONS if Period.of(each, period.first) == period]
        return cls(period, lengths[0] if lengths else None)

    def step(self, by: int) -> "PeriodChoice":
        """The period before (-1) or after (1); a typed one moves by its own length or a year.

        At the ends of the calendar it stays.
        """
        try:
            if self.length is None:
                return PeriodChoice(self._typed_step(by), None)
            beside = self.period.first - timedelta(1) if by < 0 else self.period.last + timedelta(1)
            return PeriodChoice.around(beside, self.length)
        except (OverflowError, ValueError):
            return self

    def next_length(self, today: date) -> "PeriodChoice":
        """The next shorter length, after the month the year: the part with today if it can."""
        order: list[Dimension] = list(TIME_DIMENSIONS)
        at = order.index(self.length) + 1 if self.length else 0
        day = today if today in self.period else self.period.first
        return PeriodChoice.around(day, order[at % len(order)])

    def _typed_step(self, by: int) -> Period:
        first, last = self.period.first, self.period.last
        if _anniversary(first, last):
            first, last = _years(first, by), _years(last + timedelta(1), by) - timedelta(1)
        else:
            length = last - first + timedelta(1)
            first, last = first + by * length, last + by * length
        return Period(first, last, f"{first}..{last}")


def _anniversary(first: date, last: date) -> bool:
    """Whether it is whole years, such as 1 July to 30 June."""
    after = last + timedelta(1)
    return (after.month, after.day) == (first.month, first.day)


def _years(day: date, by: int) -> date:
    if (day.month, day.day) == (2, 29):
        raise UsageFault("29 februari finns inte varje år.")
    return day.replace(year=day.year + by)
