"""The economy of a period in whole kronor: cost lines, the surplus beside them, extra grants.

What can be computed is computed and never typed: the difference of a line, what is left of a
surplus or grant. Only the surplus carried out is noted as well, to be held against it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from halsoverkstad.domain.errors import Fault

GREATEST = 10**12
"""Kronor; more than this is a slip of the finger."""
_SHOWN = 60
_DIGITS = 40
"""More digits than this are not turned into a number only to say that it is too great."""
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_AMOUNT = re.compile(r"([-−–+]?)([0-9]+|[0-9]{1,3}(?: [0-9]{3})+)(?:[,.]([0-9]+|-))?")
_UNIT = re.compile(r"(?i) ?(?:kr|kronor|sek|:-)\.?$")


class AmountFault(Fault):
    """A text is no amount in whole kronor."""


@dataclass(frozen=True)
class CostLine:
    """What one funder gave for one cost, and what it came to."""

    cost: str
    budget: int
    outcome: int
    funder: str = ""

    @property
    def difference(self) -> int:
        """Budget minus outcome; below zero: more was spent than budgeted."""
        return self.budget - self.outcome


@dataclass(frozen=True)
class Surplus:
    """A surplus of earlier periods, apart from the period's own difference."""

    brought_in: int = 0
    used: int = 0
    repaid: int = 0
    carried_out: int | None = None
    """As the books have it; None: not noted yet."""
    funder: str = ""

    @property
    def left(self) -> int:
        """What remains of that brought in."""
        return self.brought_in - self.used - self.repaid

    def carried(self, difference: int) -> int:
        """What is carried out by the figures: the rest, and the period's own difference."""
        return self.left + difference


@dataclass(frozen=True)
class Grant:
    """Money beside the agreement, reported on for itself."""

    purpose: str
    amount: int
    used: int = 0
    funder: str = ""

    @property
    def left(self) -> int:
        """What remains of it."""
        return self.amount - self.used


@dataclass(frozen=True)
class Economy:
    """The economy of one period, every funder's."""

    lines: tuple[CostLine, ...] = ()
    surpluses: tuple[Surplus, ...] = ()
    grants: tuple[Grant, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing has been noted."""
        return not (self.lines or self.surpluses or self.grants)

    @property
    def funders(self) -> tuple[str, ...]:
        """Every funder of a line or surplus, in order of appearance."""
        named = [*(each.funder for each in self.lines), *(each.funder for each in self.surpluses)]
        return tuple(dict.fromkeys(named))

    def of(self, funder: str) -> tuple[CostLine, ...]:
        """One funder's cost lines."""
        return tuple(each for each in self.lines if each.funder == funder)

    def surplus_of(self, funder: str) -> Surplus | None:
        """One funder's surplus, if it has been noted."""
        return next((each for each in self.surpluses if each.funder == funder), None)


@dataclass(frozen=True)
class Contradiction:
    """Two amounts that should be equal: what they are, and both of them in kronor."""

    what: str
    noted: int
    computed: int
    funder: str = ""

    @property
    def difference(self) -> int:
        """How far they are apart."""
        return self.noted - self.computed


def total(lines: Iterable[CostLine], funder: str = "") -> CostLine:
    """All lines together."""
    every = list(lines)
    return CostLine(
        "Summa", sum(each.budget for each in every), sum(each.outcome for each in every), funder
    )


def contradictions(economy: Economy, before: Economy | None = None) -> Iterator[Contradiction]:
    """Surpluses that do not come out.

    Args:
        economy: of the period.
        before: of the period right before it, if that is known.
    """
    for surplus in economy.surpluses:
        computed = surplus.carried(total(economy.of(surplus.funder)).difference)
        if surplus.carried_out is not None and surplus.carried_out != computed:
            yield Contradiction("överskott ut", surplus.carried_out, computed, surplus.funder)
        earlier = before.surplus_of(surplus.funder) if before else None
        if before and earlier:
            out = earlier.carried_out
            if out is None:
                out = earlier.carried(total(before.of(surplus.funder)).difference)
            if surplus.brought_in != out:
                yield Contradiction("överskott in", surplus.brought_in, out, surplus.funder)


def kronor(text: str) -> int:
    """Read an amount as people and spreadsheets write it: `1 200 000,00 kr`, `−73 375`.

    Raises:
        AmountFault: it is none, or has öre.
    """
    words = _SPACES.sub(" ", text).strip()
    match = _AMOUNT.fullmatch(_UNIT.sub("", words))
    if not words:
        raise AmountFault("Beloppet saknas; skriv hela kronor, 0 om det inte är något.")
    if match is None:
        raise AmountFault(
            f"”{_short(words)}” är inget belopp; skriv hela kronor med siffror, till exempel "
            "1 200 000."
        )
    sign, digits, fraction = match.groups()
    if fraction and len(fraction) == 3:  # nobody can tell thousands from öre
        raise AmountFault(
            f"”{_short(words)}” kan läsas på två sätt; skriv tusental med mellanslag, till exempel "
            "1 200 000."
        )
    if fraction and fraction.strip("0-"):
        raise AmountFault(f"”{_short(words)}” har ören; avrunda till hela kronor.")
    number = int(digits.replace(" ", "")[:_DIGITS])
    if number > GREATEST:
        raise AmountFault(f"”{_short(words)}” är orimligt stort; rätta beloppet.")
    return -number if sign in {"-", "−", "–"} else number


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
