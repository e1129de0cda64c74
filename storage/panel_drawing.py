"""Drawing the survey's panel: from those who return, at random, so many of each stratum.

A person belongs to one stratum: the group of the period (domain.md), and the workshop whose group
activities they came to on most different dates (a tie: the first in the settings). So strata do
not overlap, nobody is drawn twice, and within a stratum everyone has the same chance.

The order of the draw is that of a keyed hash of each person's id. The same seed over the same
people gives the same draw, on any computer, and whoever joins or leaves changes nobody else's
place in the order.
"""

import hmac
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import Dimension
from storage import joining, keeping, panel
from storage.cells import Counting
from storage.panel import Draw, Member, Stratum
from storage.store import Store

MOST = 1000
"""Members of one draw."""
GREATEST_SEED = 10**9
_SEED_BYTES = 4
_ADULTS = "vuxna"


@dataclass(frozen=True)
class Wish:
    """What is to be drawn. No workshop: all. No group: adults. No seed: one is made."""

    period: Period
    size: int
    seed: int | None = None
    workshops: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    anew: bool = False
    """Nobody is kept from the round before."""


def draw(store: Store, wish: Wish, *, dry_run: bool = False) -> Draw:
    """Draw a round and keep it.

    Those of the round before who can still be asked are kept; each stratum is filled up.

    Raises:
        Fault: the wish can't be met, or the round has been drawn already.
    """
    _check(store, wish)
    with store.snapshot():
        drawn = _drawn(store, wish)
    if not dry_run:
        panel.put_draw(store, drawn)
    return drawn


def same_round(store: Store, wish: Wish) -> Draw | None:
    """The draw of the same period and the same panel, if there is one."""
    scope = (wish.workshops, _groups(store, wish))
    days = (wish.period.first, wish.period.last)
    for each in panel.draws(store):
        if each.scope == scope and (each.period.first, each.period.last) == days:
            return each
    return None


def _check(store: Store, wish: Wish) -> None:
    membership = joining.membership(store)
    if membership is not None and membership.role == joining.LAPTOP:
        raise Fault(
            "Panelen dras på samordnarens dator, där alla datorers deltagare är räknade en gång. "
            "Här visas den med panel visa, när samordnarens fil har lästs in."
        )
    if not 1 <= wish.size <= MOST:
        raise Fault(f"Antalet i panelen ska vara mellan 1 och {MOST} för varje verkstad och grupp.")
    if wish.seed is not None and not 0 <= wish.seed <= GREATEST_SEED:
        raise Fault("Fröet ska vara ett heltal från 0 till 1 000 000 000.")
    if same_round(store, wish) is not None:
        raise Fault(
            f"Panelen för {wish.period.name} är redan dragen. Den som drar om tills urvalet "
            "passar har inget slumpmässigt urval: ta bort dragningen med panel ta-bort bara om "
            "den blev fel."
        )


def _groups(store: Store, wish: Wish) -> tuple[str, ...]:
    groups = wish.groups or (_ADULTS,)
    if not {*groups} <= {*store.programme.group_keys}:
        raise Fault(
            "Programmet har ingen grupp som heter vuxna. Ange --grupp med någon av "
            f"{', '.join(store.programme.group_keys)}."
        )
    return tuple(each for each in store.programme.group_keys if each in groups)


def _drawn(store: Store, wish: Wish) -> Draw:
    groups = _groups(store, wish)
    strata = _strata(store, wish, groups)
    persons = _persons(store)
    records = _records(persons)
    unwilling = {persons[each] for each in panel.refusals(store) if each in persons}
    unwilling |= {persons[each] for each in keeping.erased(store)}
    kept = [] if wish.anew else _kept(store, wish, groups, persons, unwilling)
    asked = {persons[each] for member in kept for each in member.participants if each in persons}
    eligible = {
        stratum: [each for each in people if each not in unwilling]
        for stratum, people in strata.items()
    }
    seed = wish.seed
    if seed is None:
        seed = int.from_bytes(store.entropy(_SEED_BYTES)) % 1_000_000
    members = list(kept)
    for stratum, people in sorted(eligible.items()):
        room = wish.size - sum(each.stratum == stratum for each in kept)
        fresh = in_order_of_draw(seed, (each for each in people if each not in asked))
        members += (
            Member(tuple(sorted(records[each])), stratum, kept=False)
            for each in fresh[: max(room, 0)]
        )
    if not members:
        raise Fault(
            f"Ingen att dra: i {wish.period.name} finns ingen återkommande i de grupperna som kan "
            "tillfrågas. Välj en annan period eller --grupp."
        )
    if len(members) > MOST:
        raise Fault(
            f"Panelen skulle få {len(members)} personer; den får ha {MOST}. Minska antalet."
        )
    return Draw(
        store.new_id(),
        wish.period,
        store.today(),
        seed,
        wish.size,
        wish.workshops,
        groups,
        {stratum: len(people) for stratum, people in eligible.items()},
        tuple(sorted(members, key=lambda each: (each.stratum, each.participants))),
    )


def in_order_of_draw(seed: int, people: Iterable[bytes]) -> list[bytes]:
    """People in the order in which the seed draws them."""
    key = str(seed).encode()
    return sorted(people, key=lambda each: hmac.new(key, each, sha256).digest())


def _strata(store: Store, wish: Wish, groups: Sequence[str]) -> Mapping[Stratum, list[bytes]]:
    """Those who return in the period, by stratum."""
    counting = Counting(store, wish.period, (Dimension.GROUP,))
    returning = store.connection.rows(
        f"{counting.person_tables()} SELECT c.person, c.grp FROM {counting.person_source()} "
        f"WHERE {counting.holds('aterkommande')}",
        counting.values,
    )
    most: dict[bytes, int] = {}
    # The first row of a person stands: most dates first, then the settings' order, none last.
    for person, workshop in store.connection.rows(
        "SELECT person, workshop FROM fact WHERE kind = 1 AND day BETWEEN :first AND :last "
        "GROUP BY person, workshop "
        "ORDER BY person, count(DISTINCT day) DESC, workshop = 0, workshop",
        counting.values,
    ):
        most.setdefault(person, workshop)
    strata: dict[Stratum, list[bytes]] = defaultdict(list)
    for person, grp in returning:
        stratum = Stratum(
            store.choices.value(Dimension.WORKSHOP, most[person]),
            store.choices.value(Dimension.GROUP, grp),
        )
        if stratum.group in groups and (not wish.workshops or stratum.workshop in wish.workshops):
            strata[stratum].append(person)
    return strata


def _kept(
    store: Store,
    wish: Wish,
    groups: tuple[str, ...],
    persons: Mapping[bytes, bytes],
    unwilling: set[bytes],
) -> list[Member]:
    """Those of the round before who can still be asked and have been seen in the period."""
    before = [
        each
        for each in panel.draws(store)
        if each.scope == (wish.workshops, groups) and each.period.last < wish.period.last
    ]
    if not before:
        return []
    seen = {
        person
        for (person,) in store.connection.rows(
            "SELECT DISTINCT person FROM fact WHERE day BETWEEN ? AND ?",
            (wish.period.first.toordinal(), wish.period.last.toordinal()),
        )
    }
    records = _records(persons)
    kept: dict[bytes, Member] = {}
    for member in before[-1].members:
        now = {persons[each] for each in member.participants if each in persons}
        if now & unwilling or not now & seen:
            continue
        person = min(now & seen)
        kept.setdefault(person, Member(tuple(sorted(records[person])), member.stratum, kept=True))
    return list(kept.values())


def _persons(store: Store) -> Mapping[bytes, bytes]:
    return dict(store.connection.rows("SELECT id, person FROM participant"))


def _records(persons: Mapping[bytes, bytes]) -> Mapping[bytes, list[bytes]]:
    found: dict[bytes, list[bytes]] = defaultdict(list)
    for participant, person in persons.items():
        found[person].append(participant)
    return found
