"""How things stand on the coordinator's computer, and what is known of each of the others."""

from dataclasses import dataclass
from datetime import date, datetime

from halsoverkstad.domain.period import Period
from screens.exchange_words import when
from screens.merge_told import OLD_PHRASE, PHRASE
from screens.words import count, day_and_month, number
from storage import asking, conflicts, coverage, double_sessions, handing
from storage.coverage import Coverage, LaptopKnown
from storage.store import Store


@dataclass(frozen=True)
class Standing:
    """What the coordinator has before them."""

    coverage: Coverage
    questions: int
    twice: int
    conflicts: int
    number: int
    last: datetime | None


def standing(store: Store, year: int) -> Standing:
    """How things stand now."""
    with store.snapshot():
        return Standing(
            coverage.coverage(store, Period.year(year)),
            len(asking.travelling(store)),
            double_sessions.count_open(store),
            conflicts.count(store),
            handing.next_number(store) - 1,
            handing.last_export(store),
        )


def describe(laptop: LaptopKnown, today: date) -> str:
    """What is known of a computer, in at most three lines."""
    if laptop.here:
        file = "den här datorn"
    elif laptop.exported is None or laptop.number is None:
        file = "ingen fil läst än"
    else:
        file = f"fil {number(laptop.number)}, lämnad {when(laptop.exported, today)}"
    parts = [f"{laptop.name}: {file}."]
    if laptop.first is not None and laptop.last is not None:
        days = f"{_day(laptop.first, today)} – {_day(laptop.last, today)}"
        parts.append(
            f"{count(laptop.sessions, 'tillfälle', 'tillfällen')} {days}, "
            f"{count(laptop.attendances, 'deltagartillfälle', 'deltagartillfällen')}."
        )
    if laptop.phrase_differs:
        parts.append(f"▲ {PHRASE}")
    elif laptop.old_phrase:
        parts.append(f"▲ {OLD_PHRASE}")
    elif not laptop.confirmed:
        parts.append("▲ Datorn är ny här. Hör den till er? Tryck b för att bekräfta.")
    return " ".join(parts)


def _day(day: date, today: date) -> str:
    text = day_and_month(day)
    return text if day.year == today.year else f"{text} {day.year}"
