"""Made-up people who return, and who of them was drawn."""

from collections.abc import Iterable, Sequence
from datetime import date

from halsoverkstad.domain.facts import Attributes, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import Kind
from storage import sessions
from storage.panel import Draw, Stratum
from storage.sessions import Present, SessionEntry
from storage.store import Store
from tests.stores import ADULT, register

YEAR, NEXT = Period.year(2025), Period.year(2026)
YOGA, SCHOOL = "Kvinnors hälsa", "Barn och unga"
WOMEN = Stratum(YOGA, ADULT)


def held(
    store: Store,
    day: date,
    people: Iterable[bytes],
    workshop: str = YOGA,
    group: str = ADULT,
    kind: Kind = Kind.GROUP,
) -> None:
    present = tuple(Present(each, Attributes(group)) for each in people)
    sessions.save(store, SessionEntry(Session(day, workshop, kind), present))


def returning(
    store: Store, number: int, workshop: str = YOGA, group: str = ADULT, year: int = 2025
) -> list[bytes]:
    """So many people who came on two dates."""
    start = len(store.connection.rows("SELECT 1 FROM participant"))
    people = [
        register(store, f"Person {start + each}", Attributes(group)) for each in range(number)
    ]
    come(store, people, year, workshop, group)
    return people


def come(
    store: Store, people: Sequence[bytes], year: int, workshop: str = YOGA, group: str = ADULT
) -> None:
    for day in (date(year, 3, 3), date(year, 3, 10)):
        held(store, day, people, workshop, group)


def drawn(which: Draw) -> set[bytes]:
    people = [each for member in which.members for each in member.participants]
    assert len(people) == len({*people})
    return {*people}
