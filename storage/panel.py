"""The survey's panel as the journal has it: draws, those who said no, how many answered.

The university asks the same people again, year after year. What is known of them here is who was
drawn, never what anyone answered. A draw names participants by their ids; names stay where they
are. It travels to the laptops, because only there can anyone be found by name.

Who has been erased stays in an old draw as a bare id: nothing leads from it to anybody.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from halsoverkstad.domain.period import Period
from storage import journal, local
from storage.encoding import Fields, load
from storage.journal import ID_BYTES, Entity
from storage.store import Store
from storage.writing import writing


@dataclass(frozen=True, order=True)
class Stratum:
    """Of whom so and so many are drawn: those of a group who come most to one workshop."""

    workshop: str
    group: str


@dataclass(frozen=True)
class Member:
    """Somebody drawn: all records that counted as them then, and whether they were asked before."""

    participants: tuple[bytes, ...]
    stratum: Stratum
    kept: bool


@dataclass(frozen=True)
class Draw:
    """One round: whom it is to be asked of, and all that it takes to draw it again.

    `size` is how many of each stratum; `eligible` how many there were to draw among, of each, and
    `workshops` and `groups` what it was limited to (no workshop: all).
    """

    id: bytes
    period: Period
    day: date
    seed: int
    size: int
    workshops: tuple[str, ...]
    groups: tuple[str, ...]
    eligible: Mapping[Stratum, int]
    members: tuple[Member, ...]

    @property
    def scope(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What tells the panels of a programme apart."""
        return self.workshops, self.groups


@dataclass(frozen=True)
class Response:
    """How many of a stratum were reached, and how many of them answered."""

    reached: int
    answered: int


def draws(store: Store) -> list[Draw]:
    """All draws, in the order of the periods they are of."""
    found = [
        _draw(each.shown.entity, load(each.shown.fields)) for each in _states(store, Entity.PANEL)
    ]
    return sorted(found, key=lambda each: (each.period.last, each.day, each.id))


def refusals(store: Store) -> set[bytes]:
    """The participants who do not want to be asked."""
    return {each.shown.entity[:ID_BYTES] for each in _states(store, Entity.PANEL_REFUSAL)}


def refuses(store: Store, participant: bytes) -> bool:
    """Whether a participant, or a record that counts as the same person, does not want to."""
    same = store.connection.rows(
        "SELECT o.id FROM participant AS o JOIN participant AS p ON p.person = o.person "
        "WHERE p.id = ?",
        (participant,),
    )
    for (each,) in same:
        shown = journal.current(journal.versions_of(store.connection, each + each))
        if shown is not None and not shown.deleted:
            return True
    return False


def set_refusal(store: Store, participant: bytes, *, refuses: bool) -> None:
    """Note that a participant does not want to be asked, or does after all.

    It travels: who has said no on one computer is asked by none.

    Raises:
        LookupError: there is no such participant.
    """
    rows = store.connection.rows(
        "SELECT o.id FROM participant AS o JOIN participant AS p ON p.person = o.person "
        "WHERE p.id = ? ORDER BY o.id",
        (participant,),
    )
    if not rows:
        raise LookupError(participant.hex())
    said = refusals(store)
    label = "Ett nej till panelen" if refuses else "Ett ja till panelen"
    with writing(store, label) as pen:
        if refuses:
            if participant not in said:
                pen.put(Entity.PANEL_REFUSAL, participant + participant, {})
            return
        # A yes is of the person: a no of any of their records would stand in its way.
        for (each,) in rows:
            if each in said:
                pen.put(Entity.PANEL_REFUSAL, each + each, None)


def responses(store: Store, draw: Draw) -> Mapping[Stratum, Response]:
    """How many were reached and answered, over all computers."""
    total: dict[Stratum, Response] = {}
    for _, counts in _responses_by_laptop(store, draw):
        for stratum, each in counts.items():
            before = total.get(stratum, Response(0, 0))
            total[stratum] = Response(
                before.reached + each.reached, before.answered + each.answered
            )
    return total


def own_responses(store: Store, draw: Draw) -> Mapping[Stratum, Response]:
    """What this computer says."""
    return dict(_responses_by_laptop(store, draw)).get(store.laptop.id, {})


def put_responses(store: Store, draw: Draw, counts: Mapping[Stratum, Response]) -> None:
    """Keep what this computer says, in place of what it said."""
    fields = {
        "counts": [
            [stratum.workshop, stratum.group, each.reached, each.answered]
            for stratum, each in sorted(counts.items(), key=lambda item: item[0])
        ]
    }
    with writing(store, "Svar från panelen") as pen:
        pen.begin()  # a copied database takes its own id now, and answers for itself
        laptop = bytes.fromhex(local.required(store.connection, local.LAPTOP))
        pen.put(Entity.PANEL_RESPONSE, draw.id + laptop, fields)


def put_draw(store: Store, draw: Draw) -> None:
    """Keep a draw."""
    with writing(store, "En dragning av panelen") as pen:
        pen.put(Entity.PANEL, draw.id, _fields(draw), new=True)


def remove_draw(store: Store, draw: Draw) -> None:
    """Take a draw back, and what was said of how many answered."""
    with writing(store, "En dragning av panelen togs bort") as pen:
        pen.put(Entity.PANEL, draw.id, None)
        for laptop, _ in _responses_by_laptop(store, draw):
            pen.put(Entity.PANEL_RESPONSE, draw.id + laptop, None)


def _responses_by_laptop(
    store: Store, draw: Draw
) -> Iterator[tuple[bytes, Mapping[Stratum, Response]]]:
    for each in _states(store, Entity.PANEL_RESPONSE):
        entity = each.shown.entity
        if entity[:ID_BYTES] == draw.id:
            counts: list[tuple[str, str, int, int]] = load(each.shown.fields)["counts"]
            yield (
                entity[ID_BYTES:],
                {
                    Stratum(workshop, group): Response(reached, answered)
                    for workshop, group, reached, answered in counts
                },
            )


def _states(store: Store, kind: Entity) -> list[journal.State]:
    return [each for each in journal.states(store.connection, {kind}) if not each.shown.deleted]


def _draw(draw: bytes, fields: Mapping[str, Any]) -> Draw:
    return Draw(
        draw,
        Period.between(date.fromisoformat(fields["first"]), date.fromisoformat(fields["last"])),
        date.fromisoformat(fields["day"]),
        fields["seed"],
        fields["size"],
        tuple(fields["workshops"]),
        tuple(fields["groups"]),
        {Stratum(workshop, group): number for workshop, group, number in fields["eligible"]},
        tuple(
            Member(tuple(map(bytes.fromhex, ids)), Stratum(workshop, group), kept)
            for ids, workshop, group, kept in fields["drawn"]
        ),
    )


def _fields(draw: Draw) -> Fields:
    return {
        "first": draw.period.first.isoformat(),
        "last": draw.period.last.isoformat(),
        "day": draw.day.isoformat(),
        "seed": draw.seed,
        "size": draw.size,
        "workshops": list(draw.workshops),
        "groups": list(draw.groups),
        "eligible": [
            [stratum.workshop, stratum.group, number]
            for stratum, number in sorted(draw.eligible.items())
        ],
        "drawn": [
            [
                [each.hex() for each in member.participants],
                member.stratum.workshop,
                member.stratum.group,
                member.kept,
            ]
            for member in draw.members
        ],
    }
