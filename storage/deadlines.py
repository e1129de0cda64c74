"""Reports that are due: a line for each on Översikt, in time, until it has been settled.

Only on the computer that reports: a laptop of a programme never settles a report, so it would be
reminded for ever.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from halsoverkstad.domain.report import Deadline
from storage import joining
from storage.finding import Finding, Severity, Target
from storage.report_deadlines import waiting
from storage.store import Store

STEPS = (60, 30, 7)
"""Days before: a line is shown, weighs more, stands above all that is not an error."""
_FORGOTTEN_AFTER = 365
"""Days after which a report that never was made here is taken to have been made elsewhere."""
_PLACE = "Rapport"
_NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class Due:
    """A report to see to; without a day it is not known how many are left."""

    deadline: Deadline
    days_left: int | None

    @property
    def severity(self) -> Severity:
        """How much it weighs: from the second step on it is more than a question."""
        left = self.days_left
        return "fraga" if left is None or left > STEPS[1] else "varning"

    @property
    def presses(self) -> bool:
        """Whether it is late, or at the last step."""
        return self.days_left is not None and self.days_left <= STEPS[-1]

    @property
    def text(self) -> str:
        """In one line, when first."""
        return f"{self._when()}: {self._what()}"

    def _when(self) -> str:
        by, left = self.deadline.by, self.days_left
        if by is None or left is None:
            return self.deadline.when[:1].upper() + self.deadline.when[1:]
        if left == 0:
            return f"I dag, {by}"
        days = f"{abs(left)} {'dag' if abs(left) == 1 else 'dagar'}"
        return f"Om {days}, {by}" if left > 0 else f"Försenad {days}, {by}"

    def _what(self) -> str:
        deadline = self.deadline
        if deadline.amount is not None:
            amount = f"{deadline.amount:_}".replace("_", _NO_BREAK)
            return f"redovisning av {amount}{_NO_BREAK}kr, {deadline.what}"
        period = f" för {deadline.period.name}" if deadline.period else ""
        receiver = f" till {deadline.receiver}" if deadline.receiver else ""
        return f"{deadline.what[:1].lower()}{deadline.what[1:]}{period}{receiver}"


def due(store: Store, today: date) -> list[Due]:
    """The reports to see to by now, the most pressing first."""
    member = joining.membership(store)
    if member is not None and member.role == joining.LAPTOP:
        return []
    found = [Due(each, each.days_left(today)) for each in waiting(store)]
    shown = [each for each in found if _in_time(each, today)]
    return sorted(shown, key=lambda each: (each.days_left is None, each.days_left or 0))


def findings(store: Store, today: date, *, pressing: bool) -> Iterator[Finding]:
    """Those of the reports to see to that press, or the others, as what is found of anything."""
    for each in due(store, today):
        if each.presses is not pressing:
            continue
        advice = (
            "Skriv in dagen i inställningarna när den är känd, och gör rapporten under Rapport"
            if each.days_left is None
            else "Gör rapporten under Rapport och fastställ den"
        )
        yield Finding(
            each.severity, each.text, _PLACE, advice, Target.REPORT, period=each.deadline.period
        )


def _in_time(each: Due, today: date) -> bool:
    if each.days_left is not None:
        return -_FORGOTTEN_AFTER <= each.days_left <= STEPS[0]
    # "våren 2026": from so long before that year begins, to its end.
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", each.deadline.when)]
    if not years:
        return True
    first = date(min(years), 1, 1).toordinal() - STEPS[0]
    return first <= today.toordinal() <= date(max(years), 12, 31).toordinal() + _FORGOTTEN_AFTER
