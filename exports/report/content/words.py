"""Periods, days and amounts as a report says them."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from halsoverkstad.domain.numbers import NO_BREAK, thousands
from halsoverkstad.domain.period import Period

_WEEK = timedelta(days=7)
_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september"),
    *("oktober", "november", "december"),
)


def day_in_words(day: date) -> str:
    """`1 januari 2024`."""
    return f"{day.day}{NO_BREAK}{_MONTHS[day.month - 1]} {day.year}"


def days_in_words(period: Period) -> str:
    """`1 januari – 31 december 2024`."""
    first, last = period.first, period.last
    begins = day_in_words(first)
    if first.year == last.year:
        begins = f"{first.day}{NO_BREAK}{_MONTHS[first.month - 1]}"
    return day_in_words(first) if first == last else f"{begins} – {day_in_words(last)}"


def short_name(period: Period) -> str:
    """A period as the head of a column: `2024`, `första halvåret 2024`, `juli 2025 – juni 2026`.

    Dates stand only where a period begins or ends within a month.
    """
    name = period.name
    year = f"{period.first.year:04}"
    if period.first == period.last:
        return period.first.isoformat()
    if name == year:
        return name
    if ".." in name:
        each = _month if _of_whole_months(period) else date.isoformat
        return " – ".join(dict.fromkeys([each(period.first), each(period.last)]))
    if name[4] == "H":
        return f"{'första' if name[5] == '1' else 'andra'} halvåret {year}"
    if name[4] in "KQ":
        return f"kvartal {name[5]} {year}"
    return _month(period.first)


def _of_whole_months(period: Period) -> bool:
    first, last = period.first, period.last
    return first.day == 1 and last.day == monthrange(last.year, last.month)[1]


def _month(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.year:04}"


def long_name(period: Period) -> str:
    """`2024 (1 januari – 31 december 2024)`."""
    if ".." in period.name:
        return days_in_words(period)
    return f"{short_name(period)} ({days_in_words(period)})"


def capital(text: str) -> str:
    """A text with a capital first; the rest as it is."""
    return f"{text[:1].upper()}{text[1:]}"


def kronor(amount: int) -> str:
    """`1 200 000 kr`."""
    return f"{thousands(amount)}{NO_BREAK}kr"


def several(number: int, one: str, many: str) -> str:
    """A number with its noun: `1 tillfälle`, `2 tillfällen`."""
    return f"{thousands(number)}{NO_BREAK}{one if number == 1 else many}"


def listed(items: list[str]) -> str:
    """`yoga, bad och dans`."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} och {items[-1]}"


def weeks_in_words(mondays: Sequence[date]) -> Iterator[str]:
    """ISO weeks in order, those that follow each other as one: `v. 27–33 2025`, `v. 1 2026`."""
    start = 0
    for place, monday in enumerate(mondays):
        following = mondays[place + 1] if place + 1 < len(mondays) else None
        if following and following - monday == _WEEK and following.isocalendar().week != 1:
            continue
        first, last = mondays[start].isocalendar(), monday.isocalendar()
        weeks = f"{first.week}" if first == last else f"{first.week}–{last.week}"
        yield f"v.{NO_BREAK}{weeks} {last.year}"
        start = place + 1
