"""Who came to what. Everybody came at least once; the 313 on two dates or more."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from halsoverkstad.demo.gatherings import AREA_DAY, FORUM, Gathering
from halsoverkstad.demo.people import Person, Register
from halsoverkstad.demo.plan import (
    ADULTS,
    CHILDREN,
    CIRCLE_VISITS,
    EMPTY_SESSIONS,
    EVENT_GUESTS,
    HOMEWORK_VISITS,
    PROFESSIONALS,
    YOUNG_PUPILS,
    YOUNG_REGULARS,
    Circle,
    Role,
    Series,
)
from halsoverkstad.demo.sharing import apportion
from halsoverkstad.domain.period import iso_week

_MOST_AT_CIRCLE = 42
_SHORTEST_STAY = 6
"""Meetings for which a member stays at least; two of them at least are attended."""
_EVENT_SIZES = {
    CHILDREN: {AREA_DAY: 6.0, FORUM: 0.3, "": 4.0},
    ADULTS: {AREA_DAY: 4.0, FORUM: 3.0, "": 2.0},
    PROFESSIONALS: {AREA_DAY: 1.0, FORUM: 3.0, "": 1.0},
}
"""How many a kind of event draws of a group, beside the others."""


@dataclass(frozen=True)
class _Stay:
    """From which part of the year to which a member comes, and how eagerly."""

    first: float
    last: float
    eagerness: float


_Members = list[tuple[Person, _Stay]]
_BySeries = Mapping[Series, Sequence[Gathering]]


def seat_everybody(rng: Random, gatherings: Iterable[Gathering], register: Register) -> None:
    """Fill the sessions with those who came."""
    held: dict[Series, list[Gathering]] = defaultdict(list)
    for gathering in gatherings:
        held[gathering.series].append(gathering)
    for gathering in rng.sample(held[Series.CIRCLE], EMPTY_SESSIONS):
        gathering.empty = True
    _seat_members(rng, held[Series.CIRCLE], _circle_members(rng, register), CIRCLE_VISITS)
    _seat_members(rng, held[Series.HOMEWORK], _pupils(rng, register), HOMEWORK_VISITS)
    _seat_young(rng, held[Series.YOUNG], register)
    _seat_once(rng, held, register)
    _seat_guests(rng, held[Series.EVENT], register)
    _seat_support(rng, held[Series.SUPPORT], register)


# Circles: members who come most weeks of their stay


def _stay(rng: Random) -> _Stay:
    first = 0.0 if rng.random() < 0.5 else rng.random()
    last = 1.0 if rng.random() < 0.7 else first + (1 - first) * rng.random()
    return _Stay(first, last, rng.choice((1.0, 2.0, 3.0, 6.0)))


def _circle_members(rng: Random, register: Register) -> list[tuple[Person, _Stay, int]]:
    adults = register.of(Role.REGULAR, groups=(ADULTS,))
    counts = rng.choices((1, 2, 3, 4, 5), (10, 20, 25, 25, 20), k=len(adults))
    visitors = register.of(Role.REGULAR, groups=(PROFESSIONALS,))
    return [
        *((person, _stay(rng), count) for person, count in zip(adults, counts, strict=True)),
        *((person, _stay(rng), 1) for person in visitors),
    ]


def _pupils(rng: Random, register: Register) -> list[tuple[Person, _Stay, int]]:
    return [(person, _stay(rng), 2) for person in register.of(Role.PUPIL)]


def _seat_members(
    rng: Random,
    meetings: Sequence[Gathering],
    members: Sequence[tuple[Person, _Stay, int]],
    visits: int,
) -> None:
    """Let each member come to as many circles as said, so that the visits add up."""
    by_circle: dict[Circle, list[Gathering]] = defaultdict(list)
    for meeting in meetings:
        if meeting.circle and not meeting.empty:
            by_circle[meeting.circle].append(meeting)
    circles = list(by_circle)
    expected: dict[Gathering, _Members] = {meeting: [] for meeting in meetings}
    for person, stay, count in members:
        stays = [_within(by_circle[circle], stay) for circle in rng.sample(circles, count)]
        for meeting in (meeting for during in stays for meeting in during):
            expected[meeting].append((person, stay))
        first, second = _two_dates(rng, stays)
        first.add(person)
        second.add(person)
    _fill(rng, [each for each in meetings if not each.empty], expected, visits)


def _within(meetings: Sequence[Gathering], stay: _Stay) -> Sequence[Gathering]:
    first = int(stay.first * (len(meetings) - _SHORTEST_STAY))
    last = max(first + _SHORTEST_STAY, int(stay.last * len(meetings)))
    return meetings[first:last]


def _two_dates(rng: Random, stays: Sequence[Sequence[Gathering]]) -> tuple[Gathering, Gathering]:
    """Two meetings of one circle, which never are on one date."""
    first, second = rng.sample(rng.choice(stays), 2)
    return first, second


def _fill(
    rng: Random, meetings: Sequence[Gathering], expected: Mapping[Gathering, _Members], visits: int
) -> None:
    """Let some of those expected come, the eager ones more often; the visits are exact."""
    present = [len(meeting.present) for meeting in meetings]
    everybody = [len(expected[meeting]) for meeting in meetings]
    limits = [
        max(min(count, _MOST_AT_CIRCLE) - already, 0)
        for count, already in zip(everybody, present, strict=True)
    ]
    weights = [
        max(count * rng.uniform(0.55, 0.9) - already, 0.5)
        for count, already in zip(everybody, present, strict=True)
    ]
    sizes = apportion(visits - sum(present), weights, limits)
    for meeting, size in zip(meetings, sizes, strict=True):
        absent = [
            (rng.random() ** (1 / stay.eagerness), person)
            for person, stay in expected[meeting]
            if person.number not in meeting.present
        ]
        absent.sort(key=lambda each: -each[0])
        meeting.add(*(person for _, person in absent[:size]))


# The workshop Barn och unga


def _seat_young(rng: Random, meetings: Sequence[Gathering], register: Register) -> None:
    """Seat its 105 children: regulars in three or four weeks, others in two, some once."""
    weeks: dict[int, list[Gathering]] = defaultdict(list)
    for meeting in meetings:
        weeks[iso_week(meeting.day)].append(meeting)
    pupils = rng.sample(register.of(Role.PUPIL), YOUNG_PUPILS)
    returning = [*register.of(Role.YOUNG), *pupils]
    rng.shuffle(returning)
    for child in returning[:YOUNG_REGULARS]:
        _come_in_weeks(rng, child, rng.sample(list(weeks.values()), rng.choice((3, 4, 4))))
    for child in returning[YOUNG_REGULARS:]:
        _come_in_weeks(rng, child, rng.sample(list(weeks.values()), 2))
    for child in register.of(Role.YOUNG_ONCE):
        rng.choice(meetings).add(child)


def _come_in_weeks(rng: Random, child: Person, weeks: Iterable[Sequence[Gathering]]) -> None:
    for week in weeks:
        times = min(rng.choice((1, 2, 2, 3)), len(week) // 2)
        for meeting in rng.sample(week, times):
            meeting.add(child)


# Those who came to one group activity or only to events


def _seat_once(rng: Random, held: _BySeries, register: Register) -> None:
    """Deal everybody who doesn't come back to one session."""
    classes, drop_ins = held[Series.CLASS], held[Series.DROP_IN]
    for group in (CHILDREN, PROFESSIONALS):
        _deal(rng, register.of(Role.CLASS, groups=(group,)), classes, [1.0] * len(classes), 0.15)
    for group in (ADULTS, CHILDREN):
        people = register.of(Role.DROP_IN, groups=(group,))
        _deal(rng, people, drop_ins, [1.0] * len(drop_ins), 0.4)
    for drop_in in drop_ins:
        drop_in.add(*rng.sample(register.of(Role.REGULAR, groups=(ADULTS,)), rng.randint(2, 6)))
    for group, sizes in _EVENT_SIZES.items():
        events = held[Series.EVENT]
        weights = [sizes.get(event.activity, sizes[""]) for event in events]
        _deal(rng, register.of(Role.EVENT, groups=(group,)), events, weights, 0.4)


def _deal(
    rng: Random,
    people: list[Person],
    gatherings: Sequence[Gathering],
    weights: Sequence[float],
    spread: float,
) -> None:
    """Share people out among the sessions, each to one."""
    rng.shuffle(people)
    uneven = [weight * rng.uniform(1 - spread, 1 + spread) for weight in weights]
    start = 0
    for gathering, size in zip(gatherings, apportion(len(people), uneven), strict=True):
        gathering.add(*people[start : start + size])
        start += size


def _seat_guests(rng: Random, events: Sequence[Gathering], register: Register) -> None:
    """Add to the events people who have been, or will be, somewhere else too."""
    regulars = register.of(Role.REGULAR)
    young = (Role.PUPIL, Role.YOUNG, Role.YOUNG_ONCE, Role.CLASS)
    children = register.of(*young, groups=(CHILDREN,))
    adults = register.of(Role.DROP_IN, Role.EVENT, groups=(ADULTS, PROFESSIONALS))
    weights = [2.5 if event.activity == AREA_DAY else 1.0 for event in events]
    for event, size in zip(events, apportion(EVENT_GUESTS, weights), strict=True):
        others = adults if event.activity == FORUM else children
        guests = rng.sample(regulars, size - size // 3) + rng.sample(others, size // 3)
        event.add(*guests)


def _seat_support(rng: Random, talks: Sequence[Gathering], register: Register) -> None:
    """Give each talk one person, a few of them two; those with support only come first."""
    only = register.of(Role.SUPPORT)
    others = rng.sample(register.of(Role.REGULAR, groups=(ADULTS,)), 40)
    again = rng.choices([*only, *others], k=len(talks) - len(only))
    for talk, person in zip(rng.sample(talks, len(talks)), [*only, *again], strict=True):
        talk.add(person)
        if rng.random() < 0.06:
            talk.add(rng.choice(others))
