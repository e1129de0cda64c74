"""What is missing: what checking finds, gathered into one line a kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from halsoverkstad.domain.period import Period
from screens.commands import NAVIGATION
from screens.words import number
from storage.checking import Finding, findings, quality
from storage.store import Store


@dataclass(frozen=True)
class Missing:
    """Findings of one kind, to be seen to together."""

    findings: tuple[Finding, ...]

    @property
    def text(self) -> str:
        """In one line: what, and where or how many."""
        first = self.findings[0]
        if len(self.findings) == 1:
            return f"{first.what} ({first.where})"
        return f"{first.what}: {number(len(self.findings))} ställen"

    @property
    def room(self) -> str | None:
        """The action that goes to the room where it is seen to, if it is not about single ones."""
        first = self.findings[0]
        if first.target is not None:
            return None
        place = first.where.split(",")[0]
        return next((each.action for each in NAVIGATION if each.label == place), None)


def lately(today: date) -> Period:
    """This year and last: what reports that are still to be written rest on."""
    first, last = date(today.year - 1, 1, 1), date(today.year, 12, 31)
    return Period(first, last, f"{first}..{last}")


def missing(store: Store, today: date) -> list[Missing]:
    """What is missing or odd in this year and last, what weighs most first."""
    return gathered(quality(store, lately(today)))


def everything(store: Store) -> list[Finding]:
    """All that can be found, damage to the database too; takes seconds."""
    return findings(store)


def gathered(found: Iterable[Finding]) -> list[Missing]:
    """Findings by kind, faults first."""
    order = ("fel", "varning", "fraga")
    ordered = sorted(found, key=lambda each: order.index(each.severity))
    return [Missing(tuple(group)) for _, group in groupby(ordered, key=lambda each: each.what)]
