"""The made-up year as facts: all invented, with exactly the totals published for 2024."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from halsoverkstad.demo.coming import seat_everybody
from halsoverkstad.demo.counted import count_heads, turn_some_away
from halsoverkstad.demo.gatherings import Gathering, make_gatherings
from halsoverkstad.demo.naming import name_everybody
from halsoverkstad.demo.people import Person, make_register
from halsoverkstad.demo.plan import ADULTS, DEMO_TODAY, PROFESSIONALS, Series
from halsoverkstad.demo.remarks import language_training, note, partners
from halsoverkstad.domain.facts import Attributes, Naming, Session
from halsoverkstad.domain.words import UNKNOWN, UNKNOWN_GROUP

__all__ = ["DEMO_TODAY", "MadeUpParticipant", "MadeUpSession", "MadeUpYear", "made_up_year"]

_AREA_NOT_NOTED, _GROUP_NOT_NOTED, _OTHER_GROUP = 0.04, 0.008, 0.0006
"""How often an attendance says less, or something else, than is known of the person."""


@dataclass(frozen=True)
class MadeUpParticipant:
    """Someone in the register."""

    key: str
    naming: Naming
    attributes: Attributes


@dataclass(frozen=True)
class MadeUpSession:
    """A session, its note, and who was there by participant key with what was noted then."""

    key: str
    session: Session
    note: str
    present: tuple[tuple[str, Attributes], ...]


@dataclass(frozen=True)
class MadeUpYear:
    """Participants in the order they were registered, sessions in order of time."""

    participants: tuple[MadeUpParticipant, ...]
    sessions: tuple[MadeUpSession, ...]


def made_up_year(seed: int = 2024) -> MadeUpYear:
    """The year that a seed gives: the same seed the same year, every seed the same totals."""
    rng = Random(seed)  # noqa: S311 - made-up people need to be repeatable, not secret
    gatherings = make_gatherings(rng)
    seat_everybody(rng, gatherings, make_register(rng))
    count_heads(rng, gatherings)
    turn_some_away(rng, gatherings)
    people = _in_order_of_arrival(gatherings)
    keys = {person.number: f"p{index:04}" for index, person in enumerate(people, 1)}
    namings = name_everybody(rng, people)
    last = _last_days(gatherings)
    return MadeUpYear(
        tuple(
            MadeUpParticipant(keys[each.number], namings[each.number], each.attributes)
            for each in people
        ),
        tuple(
            MadeUpSession(
                f"t{index:03}",
                _session(rng, gathering),
                note(rng, gathering),
                _present(rng, gathering, keys, last),
            )
            for index, gathering in enumerate(gatherings, 1)
        ),
    )


def _in_order_of_arrival(gatherings: Sequence[Gathering]) -> list[Person]:
    people: dict[int, Person] = {}
    for gathering in gatherings:
        people |= {number: who for number, who in gathering.present.items() if number not in people}
    return list(people.values())


def _last_days(gatherings: Sequence[Gathering]) -> dict[int, date]:
    return {number: gathering.day for gathering in gatherings for number in gathering.present}


def _session(rng: Random, gathering: Gathering) -> Session:
    return Session(
        day=gathering.day,
        workshop=gathering.workshop,
        kind=gathering.kind,
        activity=gathering.activity,
        place=gathering.place,
        start=gathering.start,
        minutes=gathering.minutes,
        heads=gathering.heads,
        turned_away=gathering.turned_away,
        language_training=language_training(rng, gathering),
        partners=partners(rng, gathering),
    )


def _present(
    rng: Random, gathering: Gathering, keys: Mapping[int, str], last: Mapping[int, date]
) -> tuple[tuple[str, Attributes], ...]:
    """Who was there. What is noted may only differ before the last day, which decides."""
    young = gathering.series is Series.YOUNG
    return tuple(
        (
            keys[number],
            person.attributes
            if young or last[number] == gathering.day
            else _noted(rng, person.attributes),
        )
        for number, person in gathering.present.items()
    )


def _noted(rng: Random, attributes: Attributes) -> Attributes:
    chance = rng.random()
    if chance < _AREA_NOT_NOTED:
        return replace(attributes, area=UNKNOWN)
    if chance < _AREA_NOT_NOTED + _GROUP_NOT_NOTED:
        return replace(attributes, group=UNKNOWN_GROUP)
    if chance > 1 - _OTHER_GROUP and attributes.group == ADULTS:
        return replace(attributes, group=PROFESSIONALS)
    return attributes
