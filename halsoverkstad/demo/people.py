"""Who is in the register of the made-up year, before anyone has a name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from random import Random

from halsoverkstad.demo.plan import (
    ADULTS,
    CHILDREN,
    FEMALE,
    LINDANGEN,
    MALE,
    OTHER_SEX,
    PROFESSIONALS,
    ROLES,
    Role,
)
from halsoverkstad.domain.facts import Attributes
from halsoverkstad.domain.words import UNKNOWN

_AREAS = (LINDANGEN, "övriga Malmö", "övriga Skåne", UNKNOWN)
_LIVE_IN = {
    CHILDREN: (72, 12, 1, 15),
    ADULTS: (74, 13, 2, 11),
    PROFESSIONALS: (8, 57, 20, 15),
}
_FEMALE_SHARE = {CHILDREN: 0.56, ADULTS: 0.9, PROFESSIONALS: 0.74}
_SEX_NOTED = 0.92
_OTHER_SEX = 0.002


@dataclass(frozen=True, eq=False)
class Person:
    """Someone invented: what is noted of them, and whether the name is a girl's or a woman's."""

    number: int
    role: Role
    female: bool
    attributes: Attributes

    @property
    def group(self) -> str:
        """The group's key."""
        return self.attributes.group


@dataclass(frozen=True)
class Register:
    """Everybody, in the order of their numbers."""

    people: Sequence[Person]

    def of(self, *roles: Role, groups: Collection[str] = tuple(_LIVE_IN)) -> list[Person]:
        """Those with one of the roles, in one of the groups."""
        return [person for person in self.people if person.role in roles and person.group in groups]


def make_register(rng: Random) -> Register:
    """As many people of each role and group as planned."""
    wanted = [key for key, count in ROLES.items() for _ in range(count)]
    return Register(
        [_person(rng, number, role, group) for number, (role, group) in enumerate(wanted)]
    )


def _person(rng: Random, number: int, role: Role, group: str) -> Person:
    female = rng.random() < _FEMALE_SHARE[group]
    area = rng.choices(_AREAS, _LIVE_IN[group])[0]
    return Person(number, role, female, Attributes(group, area, _noted_sex(rng, female=female)))


def _noted_sex(rng: Random, *, female: bool) -> str:
    chance = rng.random()
    if chance < _OTHER_SEX:
        return OTHER_SEX
    if chance > _SEX_NOTED:
        return UNKNOWN
    return FEMALE if female else MALE
