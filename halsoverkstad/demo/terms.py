"""The days of 2024 on which something was held: terms, school breaks, Saturdays."""

from datetime import date, timedelta

SPRING = (date(2024, 1, 8), date(2024, 6, 14))
AUTUMN = (date(2024, 8, 19), date(2024, 12, 18))
PUBLIC_HOLIDAYS = (
    date(2024, 3, 29),
    date(2024, 4, 1),
    date(2024, 5, 1),
    date(2024, 5, 9),
    date(2024, 6, 6),
)
SCHOOL_BREAKS = (
    (date(2024, 2, 19), date(2024, 2, 23)),
    (date(2024, 3, 29), date(2024, 4, 5)),
    (date(2024, 6, 17), date(2024, 6, 20)),
    (date(2024, 8, 12), date(2024, 8, 16)),
    (date(2024, 10, 28), date(2024, 11, 1)),
)
OPEN_SUMMER_DAYS = (date(2024, 7, 3), date(2024, 7, 24))
"""In the summer pause there is one open day early and one late in July, nothing else."""
_SATURDAYS = ((date(2024, 2, 3), date(2024, 6, 15)), (date(2024, 8, 17), date(2024, 12, 14)))
_SATURDAY = 5


def term_days() -> list[date]:
    """Weekdays of the terms, without school breaks and public holidays."""
    free = set(break_days())
    days = _weekdays(*SPRING) + _weekdays(*AUTUMN)
    return [day for day in days if day not in free]


def break_days() -> list[date]:
    """Weekdays of school breaks, when open activities take the place of the circles."""
    return [day for first, last in SCHOOL_BREAKS for day in _weekdays(first, last)]


def saturdays() -> list[date]:
    """Saturdays outside the summer pause."""
    return [
        day
        for first, last in _SATURDAYS
        for day in _days(first, last)
        if day.weekday() == _SATURDAY
    ]


def _weekdays(first: date, last: date) -> list[date]:
    return [
        day
        for day in _days(first, last)
        if day.weekday() < _SATURDAY and day not in PUBLIC_HOLIDAYS
    ]


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=each) for each in range((last - first).days + 1)]
