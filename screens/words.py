"""Numbers, dates and periods as Swedish readers write them, and a forgiving reader of dates."""

import re
from datetime import date, time, timedelta

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.numbers import NO_BREAK, thousands
from halsoverkstad.domain.period import Period, quarter_of
from halsoverkstad.domain.programme import fold_word

NO_FIGURES = "Inga uppgifter"
"""Stands where there is nothing to compare with; never 0 %."""

MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
WEEKDAYS = ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"]
_DAY_EXAMPLES = "idag, igår, fre, 14/3 eller 2026-03-14"
_SOON = timedelta(days=31)


def number(value: int) -> str:
    """A whole number with a space that does not break between thousands: `1 463`."""
    return thousands(value)


def change(now: int, before: int) -> str:
    """How much more or less it became, in whole per cent: `+12 %`, `−3 %`, `±0 %`."""
    if not before:
        return "–"
    share = round(100 * (now - before) / before)
    sign = "+" if share > 0 else "−" if share < 0 else "±"
    return f"{sign}{number(abs(share))}{NO_BREAK}%"


def count(value: int, one: str, many: str) -> str:
    """A number with its noun: `1 tillfälle`, `2 tillfällen`."""
    return f"{number(value)}{NO_BREAK}{one if value == 1 else many}"


def long_date(day: date) -> str:
    """`onsdag 3 december 2025`."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date, today: date | None = None) -> str:
    """`ons 3 dec`; with the year too if today is given and lies in another one."""
    text = f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"
    return text if today is None or today.year == day.year else f"{text} {day.year}"


def day_and_month(day: date) -> str:
    """`3 dec`."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def clock(moment: time) -> str:
    """`14:30`."""
    return f"{moment:%H:%M}"


def period_label(period: Period) -> str:
    """A period in words: `År 2025`, `Kvartal 1 2025`, `Mars 2025`, `1 jul 2025 – 30 jun 2026`."""
    year = period.first.year
    if re.fullmatch(r"\d{4}", period.name):
        return f"År {year}"
    if "H" in period.name:
        return f"Halvår {period.name[-1]} {year}"
    if "K" in period.name:
        return f"Kvartal {quarter_of(period.first)} {year}"
    if re.fullmatch(r"\d{4}-\d{2}", period.name):
        return f"{MONTHS[period.first.month - 1].capitalize()} {year}"
    first = day_and_month(period.first)
    if year != period.last.year:
        first = f"{first} {year}"
    return f"{first} – {day_and_month(period.last)} {period.last.year}"


def parse_day(text: str, today: date) -> date:
    """Read a day as people write it: `idag`, `igår`, `fre`, `260314`, `14/3`, `2026-03-14`.

    A weekday is the latest one, today included. A day without a year is the latest one too,
    unless it comes within a month.

    Raises:
        Fault: it is no day; the sentence shows how to write one.
    """
    word = fold_word(text)
    try:
        found = _relative_day(word, today) or _written_day(text.strip(), today)
    except ValueError:
        found = None
    if found is None:
        raise Fault(f"”{text.strip()}” är inget datum. Skriv till exempel {_DAY_EXAMPLES}.")
    return found


def parse_time(text: str) -> time | None:
    """Read a time of day: `14`, `14:30`, `14.30`, `1430`; empty is None.

    Raises:
        Fault: it is no time; the sentence shows how to write one.
    """
    word = text.strip().casefold().removeprefix("kl").lstrip(". ")
    if not word:
        return None
    match = re.fullmatch(r"(\d{1,2})(?:[:.,]?(\d{2}))?", word)
    try:
        if match:
            return time(int(match[1]), int(match[2] or 0))
    except ValueError:
        pass
    raise Fault(f"”{text.strip()}” är inget klockslag. Skriv till exempel 14:30.")


def _relative_day(word: str, today: date) -> date | None:
    back = {"idag": 0, "i dag": 0, "igar": 1, "i gar": 1, "forrgar": 2, "i forrgar": 2}.get(word)
    if back is not None:
        return today - timedelta(days=back)
    for weekday, name in enumerate(WEEKDAYS):
        folded = fold_word(name)
        if word in {folded, folded[:3], folded.removesuffix("dag")}:
            return today - timedelta(days=(today.weekday() - weekday) % 7)
    return None


def _written_day(text: str, today: date) -> date | None:
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := re.fullmatch(r"((?:\d{2})?\d{2})-?(\d{2})-?(\d{2})", text):
        return date(_full_year(match[1]), int(match[2]), int(match[3]))
    if match := re.fullmatch(r"(\d{1,2})\s*[/.]\s*(\d{1,2})(?:[\s/.-]+(\d{4}|\d{2}))?", text):
        return _day_of_year(int(match[1]), int(match[2]), match[3], today)
    match = re.fullmatch(r"(\d{1,2})\.?\s*([^\W\d]{3,})\.?(?:\s+(\d{4}|\d{2}))?", text)
    if match and (month := _month(match[2])):
        return _day_of_year(int(match[1]), month, match[3], today)
    return None


def _month(word: str) -> int | None:
    small = word.casefold()
    found = [index for index, name in enumerate(MONTHS, 1) if name.startswith(small)]
    return found[0] if len(found) == 1 else None


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _day_of_year(day: int, month: int, year: str | None, today: date) -> date:
    if year:
        return date(_full_year(year), month, day)
    latest = today + _SOON
    for candidate in range(latest.year, latest.year - 9, -1):
        # 29 February is the latest one there was.
        if (month, day) == (2, 29) and candidate % 4:
            continue
        if date(candidate, month, day) <= latest:
            return date(candidate, month, day)
    raise ValueError(day)
