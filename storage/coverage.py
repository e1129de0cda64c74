"""What is known of each computer of the programme: its files, and the weeks it has told about."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto

from halsoverkstad.domain.period import Period, iso_week
from halsoverkstad.domain.swedish import sort_key
from storage import joining, local, peers
from storage.peers import Sender
from storage.store import Store

_DAYS = 7
_CONFIRMED = "confirmed_laptops"
"""Ids, hexadecimal with spaces between, of the computers that a person has said belong here."""


class Weekly(Enum):
    """What can be said of one week of one computer."""

    HELD = auto()
    """It has told of sessions."""
    NONE = auto()
    """It has told of that week, and there was none."""
    UNHEARD = auto()
    """No file of it reaches so far yet."""
    OUTSIDE = auto()
    """Before its first session, or still to come."""


@dataclass(frozen=True)
class Week:
    """One week of one computer: what is known of it, and how many sessions it logged."""

    known: Weekly
    sessions: int = 0


@dataclass(frozen=True)
class LaptopKnown:
    """A computer as the files that were merged here tell of it.

    `number` and `exported` are those of its newest export known here; None: there is none, as for
    this computer itself. Sessions count for the computer that logged them first.
    """

    laptop: bytes
    name: str
    here: bool
    number: int | None
    exported: datetime | None
    first: date | None
    last: date | None
    sessions: int
    attendances: int
    phrase_differs: bool
    """Its lösenfras is not that of most: everyone on it would count twice."""
    old_phrase: bool
    """It has not joined with the programme's new lösenfras yet."""
    confirmed: bool

    def weeks_since(self, today: date) -> int | None:
        """Whole weeks since its newest export was made; None: there is none."""
        if self.exported is None:
            return None
        return max(0, (today - self.exported.date()).days // _DAYS)


@dataclass(frozen=True)
class Coverage:
    """Computers and the ISO weeks of a period; `weeks` are Mondays, in the order of `held`."""

    period: Period
    weeks: tuple[date, ...]
    laptops: tuple[LaptopKnown, ...]
    held: Mapping[bytes, tuple[Week, ...]]


def laptops(store: Store) -> list[LaptopKnown]:
    """The programme's computers by name; this one only if sessions were logged on it."""
    with store.snapshot():
        logged = _logged(store)
        heard = peers.last_heard(store)
        names = dict(store.connection.rows("SELECT id, name FROM laptop"))
        phrases, confirmed = _phrases(store), _confirmed(store)
        found: list[LaptopKnown] = []
        for laptop in sorted(
            logged.keys() | heard.keys(), key=lambda each: (sort_key(names.get(each, "")), each)
        ):
            first, last, sessions, attendances = logged.get(laptop, (None, None, 0, 0))
            number, exported = heard.get(laptop, (None, None))
            found.append(
                LaptopKnown(
                    laptop,
                    names.get(laptop, "okänd dator"),
                    laptop == store.laptop.id,
                    number,
                    exported and exported.astimezone(store.now().tzinfo),
                    None if first is None else date.fromordinal(first),
                    None if last is None else date.fromordinal(last),
                    sessions,
                    attendances,
                    *phrases.get(laptop, (False, False)),
                    laptop in confirmed or number is None,
                )
            )
    return found


def coverage(store: Store, period: Period) -> Coverage:
    """What each computer has told of each ISO week that the period touches."""
    with store.snapshot():
        known = laptops(store)
        last = period.last.toordinal()
        monday = date.fromordinal(max(1, period.first.toordinal() - period.first.weekday()))
        weeks = tuple(map(date.fromordinal, range(monday.toordinal(), last + 1, _DAYS)))
        counted = {
            (laptop, week): count
            for laptop, week, count in store.connection.rows(
                "SELECT laptop, week, count(*) FROM session WHERE day BETWEEN ? AND ? "
                "GROUP BY laptop, week",
                (period.first.toordinal(), period.last.toordinal()),
            )
        }
        today = store.today()
        held = {
            each.laptop: tuple(
                _week(each, day, counted.get((each.laptop, iso_week(day)), 0), today)
                for day in weeks
            )
            for each in known
        }
    return Coverage(period, weeks, tuple(known), held)


def unconfirmed(store: Store) -> list[LaptopKnown]:
    """Computers whose files were merged without a person having said that they belong here.

    A laptop has the coordinator vouched for by its programme file, and asks about nobody.
    """
    mine = joining.membership(store)
    if mine is None or mine.role != joining.COORDINATOR:
        return []
    return [each for each in laptops(store) if not each.confirmed]


def namesakes(store: Store) -> list[str]:
    """Names that several computers have, unless they are one that went on under a new id."""
    known = store.connection.rows("SELECT id, name, knows FROM laptop ORDER BY name, id")
    went_on = {
        bytes.fromhex(other)
        for laptop, _, knows in known
        for other in json.loads(knows)
        if other != laptop.hex()
    }
    names = Counter(name for laptop, name, _ in known if laptop not in went_on)
    return [name for name, count in names.items() if count > 1]


def confirm(store: Store, laptop: bytes) -> None:
    """Note that a person has said that a computer belongs to the programme."""
    with store.connection.transaction():
        told = " ".join(sorted(each.hex() for each in _confirmed(store) | {laptop}))
        local.put(store.connection, _CONFIRMED, told)


def _confirmed(store: Store) -> set[bytes]:
    told = local.get(store.connection, _CONFIRMED) or ""
    return {bytes.fromhex(each) for each in told.split()}


def _logged(store: Store) -> dict[bytes, tuple[int, int, int, int]]:
    """By computer: first and last day of its sessions, how many, and their attendances."""
    attendances = dict(
        store.connection.rows(
            "SELECT s.laptop, count(*) FROM attendance AS a JOIN session AS s ON s.id = a.session "
            "JOIN participant AS p ON p.id = a.participant GROUP BY s.laptop"
        )
    )
    return {
        laptop: (first, last, sessions, attendances.get(laptop, 0))
        for laptop, first, last, sessions in store.connection.rows(
            "SELECT laptop, min(day), max(day), count(*) FROM session GROUP BY laptop"
        )
    }


def _phrases(store: Store) -> dict[bytes, tuple[bool, bool]]:
    """By computer: whether its lösenfras differs, and whether it is an old one."""
    senders = [
        Sender(laptop, "", sign, age, check, epoch)
        for laptop, sign, age, check, epoch in store.connection.rows(
            "SELECT laptop, sign_key, age_key, phrase_check, epoch FROM peer"
        )
    ]
    return {
        each.laptop: (peers.phrase_differs(store, each), peers.has_old_phrase(store, each))
        for each in senders
    }


def _week(laptop: LaptopKnown, monday: date, count: int, today: date) -> Week:
    if count:
        return Week(Weekly.HELD, count)
    begins_after = laptop.first is None or (laptop.first - monday).days >= _DAYS
    if monday > today or begins_after:
        return Week(Weekly.OUTSIDE)
    heard = today if laptop.here else laptop.exported and laptop.exported.date()
    if heard is None or heard < monday:
        return Week(Weekly.UNHEARD)
    return Week(Weekly.NONE)
