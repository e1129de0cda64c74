"""What is missing: what checking finds, gathered into one line a kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from halsoverkstad.domain.period import Period
from screens.commands import EXCHANGE, GATHERING, NAVIGATION
from screens.words import number
from storage import deadlines
from storage.checking import Finding, findings, quality
from storage.store import Store

_PLACES = {each.label: each.action for each in NAVIGATION} | {GATHERING: EXCHANGE}


@dataclass(frozen=True)
class Missing:
    """Findings of one kind, to be seen to together."""

    findings: tuple[Finding, ...]

    @property
    def text(self) -> str:
        """In one line: what, and where unless a room shows that, or how many."""
        first = self.findings[0]
        if self.elsewhere:
            return first.what
        if len(self.findings) == 1:
            return f"{first.what} ({first.where})"
        return f"{first.what}: {number(len(self.findings))} ställen"

    @property
    def elsewhere(self) -> bool:
        """Whether it is seen to in a room of its own and not one by one."""
        return self.findings[0].target is None and self.place in _PLACES

    @property
    def place(self) -> str:
        """Where the first is, without details: `Deltagare` of `Deltagare, filtret …`."""
        return self.findings[0].where.split(",")[0]


def way_to(found: Missing) -> str:
    """The action that goes to the room where it is seen to; for those that are `elsewhere`."""
    return _PLACES[found.place]


def lately(today: date) -> Period:
    """This year and last: what reports that are still to be written rest on."""
    first, last = date(today.year - 1, 1, 1), date(today.year, 12, 31)
    return Period(first, last, f"{first}..{last}")


def missing(store: Store, today: date) -> list[Missing]:
    """What is missing, odd or due in this year and last, what weighs most first."""
    return gathered(
        [
            *deadlines.findings(store, today, pressing=True),
            *quality(store, lately(today)),
            *deadlines.findings(store, today, pressing=False),
        ]
    )


def everything(store: Store) -> list[Finding]:
    """All that can be found, damage to the database too; takes seconds."""
    return findings(store)


def gathered(found: Iterable[Finding]) -> list[Missing]:
    """Findings by kind, faults first."""
    order = ("fel", "varning", "fraga")
    ordered = sorted(found, key=lambda each: order.index(each.severity))
    return [Missing(tuple(group)) for _, group in groupby(ordered, key=lambda each: each.what)]
