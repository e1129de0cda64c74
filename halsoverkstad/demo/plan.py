"""How much of what the made-up year has: the published totals of 2024 and what they are made of."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import Enum, auto

from halsoverkstad.domain.words import COMMON

DEMO_TODAY = date(2024, 12, 19)
"""The day that the demo pretends it is: the day after the last session."""

CHILDREN, ADULTS, PROFESSIONALS = "barn_och_unga", "vuxna", "yrkesverksamma"
LINDANGEN = "Lindängen"
FEMALE, MALE, OTHER_SEX = "kvinna/flicka", "man/pojke", "annat"

FOOD, WOMEN, YOUNG = "Munhälsa och kost", "Kvinnors hälsa", "Barn och unga"
HOUSE, LIBRARY, TOWER = "Framtidens hus", "Lindängenbiblioteket", "Motettens höghus"
PLACES = (HOUSE, LIBRARY, TOWER)

VISITS = 16_279
"""Deltagartillfällen: attendances and heads counted without name."""
NEW_HEADS = {CHILDREN: 55, ADULTS: 28, PROFESSIONALS: 7}
"""The estimated part of the unique, by group; `ROLES` is the registered part."""


class Series(Enum):
    """What kind of arrangement a session was part of."""

    CIRCLE = auto()
    HOMEWORK = auto()
    YOUNG = auto()
    CLASS = auto()
    DROP_IN = auto()
    EVENT = auto()
    SUPPORT = auto()


SESSIONS = {
    Series.CIRCLE: 472,
    Series.HOMEWORK: 72,
    Series.YOUNG: 20,
    Series.CLASS: 30,
    Series.DROP_IN: 24,
    Series.EVENT: 46,
    Series.SUPPORT: 100,
}
"""764 together, 618 of them group activities."""

EMPTY_SESSIONS = 3
CIRCLE_VISITS = 10_400
HOMEWORK_VISITS = 700
EVENT_GUESTS = 800
"""Attendances at events of people who are also registered somewhere else."""


class Role(Enum):
    """Why a person is in the register; only the first three come back to group activities."""

    REGULAR = auto()
    """Member of circles."""
    PUPIL = auto()
    """Comes to the homework help; most of them to the workshop Barn och unga too."""
    YOUNG = auto()
    """Comes to the workshop Barn och unga more than once."""
    YOUNG_ONCE = auto()
    CLASS = auto()
    """Came once with a school class."""
    DROP_IN = auto()
    SUPPORT = auto()
    """Has individual support only."""
    EVENT = auto()


ROLES = {
    (Role.REGULAR, ADULTS): 215,
    (Role.REGULAR, PROFESSIONALS): 8,
    (Role.PUPIL, CHILDREN): 26,
    (Role.YOUNG, CHILDREN): 64,
    (Role.YOUNG_ONCE, CHILDREN): 21,
    (Role.CLASS, CHILDREN): 660,
    (Role.CLASS, PROFESSIONALS): 30,
    (Role.DROP_IN, ADULTS): 150,
    (Role.DROP_IN, CHILDREN): 180,
    (Role.SUPPORT, ADULTS): 35,
    (Role.EVENT, CHILDREN): 705,
    (Role.EVENT, ADULTS): 180,
    (Role.EVENT, PROFESSIONALS): 61,
}
"""2 335 registered. The 313 of regulars, pupils and young come back; the others do not."""

YOUNG_PUPILS = 20
"""Pupils who also come to the workshop Barn och unga: with young and young once, 105 children."""
YOUNG_REGULARS = 62
"""Of the 105, those who come to the workshop in at least three of its four weeks."""


@dataclass(frozen=True)
class Circle:
    """A group that meets every week of the terms."""

    workshop: str
    activity: str
    place: str
    weekday: int
    """0: Monday."""
    start: time
    minutes: int


CIRCLES = (
    Circle(WOMEN, "Yoga", TOWER, 0, time(9, 30), 60),
    Circle(WOMEN, "Mobil- och datorkunskap", LIBRARY, 0, time(13), 90),
    Circle(FOOD, "Matlagningscirkel", HOUSE, 1, time(10), 120),
    Circle(FOOD, "Munhälsa", LIBRARY, 1, time(13), 60),
    Circle(WOMEN, "Dans för hälsa", HOUSE, 1, time(18), 60),
    Circle(FOOD, "Språkcirkel", LIBRARY, 2, time(10), 90),
    Circle(WOMEN, "Syverkstad", TOWER, 2, time(13), 120),
    Circle(FOOD, "Matlagningscirkel", TOWER, 2, time(17), 120),
    Circle(WOMEN, "Språkcirkel", LIBRARY, 3, time(10), 90),
    Circle(FOOD, "Matlagningscirkel", HOUSE, 3, time(13), 120),
    Circle(WOMEN, "Yoga", HOUSE, 3, time(17, 30), 60),
    Circle(WOMEN, "Syverkstad", TOWER, 4, time(9, 30), 120),
    Circle(FOOD, "Munhälsa", LIBRARY, 4, time(13), 60),
)
HOMEWORK_CIRCLES = (
    Circle(COMMON, "Läxhjälp", LIBRARY, 0, time(15, 30), 90),
    Circle(COMMON, "Läxhjälp", LIBRARY, 2, time(15, 30), 90),
)

_WEEK = (
    (0, "Kreativt skapande", time(15, 30)),
    (1, "Dans för hälsa", time(15, 30)),
    (2, "Kreativt skapande", time(15, 30)),
    (3, "Läxhjälp", time(15, 30)),
    (4, "Fredagschill", time(16)),
    (5, "Kreativt skapande", time(13)),
)
YOUNG_SESSIONS = (
    *(
        (monday + timedelta(days=weekday), activity, start)
        for monday in (date(2024, 11, 25), date(2024, 12, 2), date(2024, 12, 9))
        for weekday, activity, start in _WEEK
    ),
    (date(2024, 12, 16), "Kreativt skapande", time(15, 30)),
    (date(2024, 12, 16), "Läxhjälp", time(17)),
)
"""The workshop Barn och unga: 25 November to 16 December, six times a week and twice at the end."""
