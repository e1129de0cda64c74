"""The 764 sessions of the made-up year: when, where and what, before anyone has come."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from random import Random

from halsoverkstad.demo.people import Person
from halsoverkstad.demo.plan import (
    CIRCLES,
    FOOD,
    HOMEWORK_CIRCLES,
    HOUSE,
    LIBRARY,
    PLACES,
    SESSIONS,
    WOMEN,
    YOUNG,
    YOUNG_SESSIONS,
    Circle,
    Series,
)
from halsoverkstad.demo.terms import OPEN_SUMMER_DAYS, break_days, saturdays, term_days
from halsoverkstad.domain.facts import Heads
from halsoverkstad.domain.words import COMMON, Kind

AREA_DAY, FORUM = "Områdesdag", "Öppet dialogforum"
_AREA_DAYS, _FORUMS = 10, 16
_OPEN_DAYS = (
    (COMMON, "Kreativt skapande"),
    (COMMON, "Dans för hälsa"),
    (COMMON, "Kreativt skapande"),
    (FOOD, "Munhälsa"),
    (COMMON, "Matlagningscirkel"),
    (COMMON, "Dans för hälsa"),
    (WOMEN, "Dans för hälsa"),
)
_DROP_INS = (
    (FOOD, "Munhälsa"),
    (WOMEN, "Dans för hälsa"),
    (FOOD, "Matlagningscirkel"),
    (WOMEN, "Kreativt skapande"),
)
_SUPPORT_STARTS = (time(9), time(11), time(11, 45), time(14, 45), time(15), time(16, 15))


@dataclass(eq=False)
class Gathering:
    """A session that is being filled with people."""

    series: Series
    workshop: str
    activity: str
    place: str
    day: date
    start: time
    minutes: int
    circle: Circle | None = None
    present: dict[int, Person] = field(default_factory=dict[int, Person])
    """By number."""
    heads: dict[str, Heads] = field(default_factory=dict[str, Heads])
    turned_away: int = 0
    empty: bool = False
    """Nobody came."""

    @property
    def kind(self) -> Kind:
        """Its kind, by the arrangement it was part of."""
        match self.series:
            case Series.EVENT:
                return Kind.EVENT
            case Series.SUPPORT:
                return Kind.INDIVIDUAL
            case _:
                return Kind.GROUP

    def add(self, *people: Person) -> None:
        """Note people as present; somebody who already is stays so."""
        self.present.update((person.number, person) for person in people)


def make_gatherings(rng: Random) -> list[Gathering]:
    """All sessions of the year, in order of time."""
    gatherings = [
        *_circles(rng, Series.CIRCLE, CIRCLES),
        *_circles(rng, Series.HOMEWORK, HOMEWORK_CIRCLES),
        *_young(),
        *_classes(rng),
        *_events(rng),
        *_drop_ins(rng),
        *_support(rng),
    ]
    return sorted(gatherings, key=lambda each: (each.day, each.start, each.place))


def _circles(rng: Random, series: Series, circles: Sequence[Circle]) -> list[Gathering]:
    """Every week of the terms, less the few times that were called off."""
    meetings = [
        Gathering(
            series,
            circle.workshop,
            circle.activity,
            circle.place,
            day,
            circle.start,
            circle.minutes,
            circle,
        )
        for circle in circles
        for day in term_days()
        if day.weekday() == circle.weekday
    ]
    return rng.sample(meetings, SESSIONS[series])


def _young() -> Iterator[Gathering]:
    for day, activity, start in YOUNG_SESSIONS:
        yield Gathering(Series.YOUNG, YOUNG, activity, HOUSE, day, start, 90)


def _classes(rng: Random) -> Iterator[Gathering]:
    """School classes that come for a morning about teeth and food."""
    for day in rng.sample(term_days(), SESSIONS[Series.CLASS]):
        place = rng.choice((HOUSE, LIBRARY))
        yield Gathering(Series.CLASS, FOOD, "Munhälsa", place, day, time(8, 30), 60)


def _events(rng: Random) -> Iterator[Gathering]:
    free_saturdays = saturdays()
    area_days = rng.sample(free_saturdays, _AREA_DAYS)
    for day in area_days:
        yield Gathering(Series.EVENT, COMMON, AREA_DAY, HOUSE, day, time(11), 240)
    for day in rng.sample(term_days(), _FORUMS):
        place = rng.choice((LIBRARY, HOUSE))
        yield Gathering(Series.EVENT, COMMON, FORUM, place, day, time(18, 30), 120)
    days = [day for day in free_saturdays if day not in area_days] + break_days()
    others = SESSIONS[Series.EVENT] - _AREA_DAYS - _FORUMS - len(OPEN_SUMMER_DAYS)
    open_days = [*OPEN_SUMMER_DAYS, *rng.sample(days, others)]
    for number, day in enumerate(open_days):
        workshop, activity = _OPEN_DAYS[number % len(_OPEN_DAYS)]
        place = rng.choice(PLACES)
        yield Gathering(Series.EVENT, workshop, activity, place, day, time(14), 150)


def _drop_ins(rng: Random) -> Iterator[Gathering]:
    """Open group activities in school breaks and on a few Saturdays."""
    extra = SESSIONS[Series.DROP_IN] - len(break_days())
    days = [*break_days(), *rng.sample(saturdays(), extra)]
    for number, day in enumerate(days):
        workshop, activity = _DROP_INS[number % len(_DROP_INS)]
        place = rng.choice(PLACES)
        yield Gathering(Series.DROP_IN, workshop, activity, place, day, time(10, 30), 120)


def _support(rng: Random) -> Iterator[Gathering]:
    for day, start in _different_times(rng, term_days()):
        workshop = rng.choices((WOMEN, FOOD), (65, 35))[0]
        place, minutes = rng.choice(PLACES), rng.choice((30, 45, 45, 60))
        activity = "Individuell rådgivning"
        yield Gathering(Series.SUPPORT, workshop, activity, place, day, start, minutes)


def _different_times(rng: Random, days: Iterable[date]) -> list[tuple[date, time]]:
    """Different times, so that nobody seems to have logged one talk twice."""
    times = [(day, start) for day in days for start in _SUPPORT_STARTS]
    return rng.sample(times, SESSIONS[Series.SUPPORT])
