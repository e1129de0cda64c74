"""What is missing: what checking finds, gathered into one line a kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from halsoverkstad.domain.period import Period
from screens.words import number
from storage import deadlines
from storage.checking import findings, quality
from storage.finding import Finding, Target
from storage.store import Store


@dataclass(frozen=True)
class Missing:
    """Findings of one kind, to be seen to together."""

    findings: tuple[Finding, ...]

    @property
    def text(self) -> str:
        """In one line: what, and where unless a room shows that, or how many."""
        first = self.findings[0]
        if first.target not in _HAVE_PLACES:
            return first.what
        if len(self.findings) == 1:
            return f"{first.what} ({first.where})"
        return f"{first.what}: {number(len(self.findings))} ställen"

    @property
    def at_once(self) -> bool:
        """Whether one screen is enough to see to all of it."""
        target = self.findings[0].target
        if target in _ONE_BY_ONE:
            return len(self.findings) == 1 and target is not Target.NOWHERE
        return True


_ONE_BY_ONE = {Target.NOWHERE, Target.SESSION, Target.PARTICIPANT, Target.LOG}
_HAVE_PLACES = {*_ONE_BY_ONE, Target.LOGGED_TWICE}


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
