"""A made-up programme: people, the laptops that register them, and what goes wrong in typing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from benchmarks.identity_names import ORIGINS, Name
from halsoverkstad.domain.facts import Naming

ON_TWO, ON_THREE = 0.11, 0.02
"""Shares of people registered on two and on three laptops: 15 % are typed in again elsewhere."""
TWICE = 0.03
"""Share of registrations that the same laptop makes again later, as if the person were new."""


@dataclass(frozen=True)
class World:
    """What is varied between made-up programmes."""

    people: int
    laptops: int
    errors: float
    """Share of entries typed in again that have an error."""
    incomplete: float = 0.0
    """Share of people of whom not all is known, wherever they are registered."""
    new_year: float = 0.0
    """Share of birth dates that are on 1 January, as registries write them."""


@dataclass(frozen=True)
class Person:
    number: int
    given: Name
    surname: Name
    sex: str
    born: date


@dataclass(frozen=True)
class Entry:
    """A registration, as it was typed. Ours sees what `naming` has of it."""

    id: bytes
    person: int
    laptop: bytes
    seq: int
    given: str
    surname: str
    sex: str
    born: date
    missing: frozenset[str] = frozenset()

    @property
    def naming(self) -> Naming:
        """What the register asks for, with the gaps that there are."""
        letters = "".join(filter(str.isalpha, self.surname))[:2]
        return Naming(
            self.id.hex(),
            self.given,
            "" if "letters" in self.missing else letters,
            None if "year" in self.missing else self.born.year,
            None if "month" in self.missing else self.born.month,
        )


def entries(world: World, rng: Random) -> list[Entry]:
    """All registrations of a made-up programme."""
    laptops = [rng.randbytes(4) for _ in range(world.laptops)]
    busy = [1 / (rank + 2) for rank in range(world.laptops)]
    made: list[Entry] = []
    for number in range(world.people):
        person = _person(number, world, rng)
        gaps = rng.random() < world.incomplete
        given, surname = rng.choice(person.given), rng.choice(person.surname)
        for count, laptop in enumerate(_places(laptops, busy, rng)):
            entry = Entry(
                rng.randbytes(16), number, laptop, 0, given, surname, person.sex, person.born
            )
            if count and rng.random() < world.errors:
                entry = _mistyped(entry, person, rng)
            made.append(replace(entry, missing=_gap(rng)) if gaps else entry)
    rng.shuffle(made)
    return [replace(entry, seq=seq) for seq, entry in enumerate(made)]


def _person(number: int, world: World, rng: Random) -> Person:
    origin = rng.choices(ORIGINS, [each.share for each in ORIGINS])[0]
    female = rng.random() < 0.62
    names = origin.female if female else origin.male
    return Person(
        number,
        _common_first(names, rng),
        _common_first(origin.surnames, rng),
        "2" if female else "1",
        _birth(world, rng),
    )


def _common_first(names: Sequence[Name], rng: Random) -> Name:
    weights = accumulate(1 / (rank + 3) for rank in range(len(names)))
    return rng.choices(names, cum_weights=list(weights))[0]


def _birth(world: World, rng: Random) -> date:
    """Half are children; the others of every age."""
    child = rng.random() < 0.5
    year = rng.randint(2007, 2018) if child else round(rng.triangular(1945, 2006, 1988))
    if rng.random() < world.new_year:
        return date(year, 1, 1)
    return date(year, 1, 1) + timedelta(days=rng.randrange(365))


def _places(laptops: Sequence[bytes], busy: Sequence[float], rng: Random) -> list[bytes]:
    """The laptops that register one person, in turn."""
    dice = rng.random()
    wanted = 3 if dice < ON_THREE else 2 if dice < ON_THREE + ON_TWO else 1
    chosen: list[bytes] = []
    while len(chosen) < min(wanted, len(laptops)):
        laptop = rng.choices(laptops, busy)[0]
        if laptop not in chosen:
            chosen.append(laptop)
    return [each for laptop in chosen for each in [laptop] * (1 + (rng.random() < TWICE))]


def _mistyped(entry: Entry, person: Person, rng: Random) -> Entry:
    """One error: most often the name is spelled otherwise, else the birth date is wrong."""
    born = entry.born
    match rng.choices(("given", "surname", "year", "month", "day"), (40, 25, 15, 10, 10))[0]:
        case "given":
            return replace(entry, given=_respelled(entry.given, person.given, rng))
        case "surname":
            return replace(entry, surname=_respelled(entry.surname, person.surname, rng))
        case "year":
            off = rng.choices((-1, 1, -10, 10), (4, 4, 1, 1))[0]
            return replace(entry, born=date(born.year + off, born.month, min(born.day, 28)))
        case "month":
            month = rng.choice([each for each in range(1, 13) if each != born.month])
            return replace(entry, born=date(born.year, month, min(born.day, 28)))
        case _:
            day = rng.choice([each for each in range(1, 29) if each != born.day])
            return replace(entry, born=born.replace(day=day))


def _respelled(text: str, spellings: Name, rng: Random) -> str:
    """Another way to write it (three in four, where there is one), or a slip of the finger."""
    others = [each for each in spellings if each != text]
    if others and rng.random() < 0.75:
        return rng.choice(others)
    slip = text
    while slip.casefold() == text.casefold():
        slip = _slip(text, rng)
    return slip


def _slip(text: str, rng: Random) -> str:
    """A letter left out, put in, changed with its neighbour, or another one."""
    place, letter = rng.randrange(len(text)), rng.choice("abcdefghijklmnopqrstuvwxyz")
    before, here, after = text[:place], text[place], text[place + 1 :]
    slips = (before + after, before + letter + here + after, before + letter + after)
    slip = rng.choice((*slips, before + after[:1] + here + after[1:]))
    return slip if len(slip) > 1 else text


def _gap(rng: Random) -> frozenset[str]:
    """What is not known of somebody; each laptop asked anew."""
    gaps = (("month",), ("letters",), ("year",), ("year", "month"), ("letters", "year", "month"))
    return frozenset(rng.choices(gaps, (35, 20, 10, 20, 15))[0])
