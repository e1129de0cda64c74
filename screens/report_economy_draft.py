"""The economy of a period as it is written in a form: read into amounts, every fault at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from exports.report.content.words import kronor as in_kronor
from exports.report.economy_file import SUMS
from halsoverkstad.domain.economy import (
    AmountFault,
    CostLine,
    Economy,
    Grant,
    Surplus,
    kronor,
    total,
)
from halsoverkstad.domain.numbers import thousands
from halsoverkstad.domain.programme import fold_word
from halsoverkstad.domain.report_names import part_names

Values = tuple[str, ...]
COSTS, SURPLUSES, GRANTS = "kostnader", "overskott", "extra-medel"
"""The three sheets of the form."""
_SUM = "summa"


@dataclass(frozen=True)
class Wrong:
    """What is wrong, and in which field."""

    sheet: str
    row: int
    column: int
    sentence: str


@dataclass
class Read:
    """The economy that the fields say, and what cannot be read of it."""

    costs: list[CostLine] = field(default_factory=list[CostLine])
    surpluses: list[Surplus] = field(default_factory=list[Surplus])
    grants: list[Grant] = field(default_factory=list[Grant])
    wrong: list[Wrong] = field(default_factory=list[Wrong])

    @property
    def economy(self) -> Economy:
        """As far as it can be read."""
        return Economy(tuple(self.costs), tuple(self.surpluses), tuple(self.grants))


def read(costs: Sequence[Values], surpluses: Sequence[Values], grants: Sequence[Values]) -> Read:
    """Read the rows that anything stands in."""
    found = Read()
    _costs(found, costs)
    _surpluses(found, surpluses)
    _grants(found, grants)
    return found


def cost_rows(economy: Economy) -> list[Values]:
    """The cost lines as they stand in the form."""
    return [
        (each.cost, each.funder, thousands(each.budget), thousands(each.outcome))
        for each in economy.lines
    ]


def surplus_rows(economy: Economy) -> list[Values]:
    """The surpluses as they stand in the form."""
    return [
        (
            each.funder,
            thousands(each.brought_in),
            thousands(each.used),
            thousands(each.repaid),
            "" if each.carried_out is None else thousands(each.carried_out),
        )
        for each in economy.surpluses
    ]


def grant_rows(economy: Economy) -> list[Values]:
    """The extra grants as they stand in the form."""
    return [
        (each.purpose, each.funder, thousands(each.amount), thousands(each.used))
        for each in economy.grants
    ]


def following(before: Economy) -> tuple[list[Values], list[Values]]:
    """What a period may begin from: the costs of the one before it, and what was carried out."""
    costs = [(each.cost, each.funder, "", "") for each in before.lines]
    surpluses: list[Values] = []
    for each in before.surpluses:
        carried = each.carried_out
        if carried is None:
            carried = each.carried(total(before.of(each.funder)).difference)
        surpluses.append((each.funder, thousands(carried), "", "", ""))
    return costs, surpluses


def tidy(text: str) -> str:
    """An amount as it is usually written; what is none is left as it is."""
    try:
        return thousands(kronor(text))
    except AmountFault:
        return text


def difference(first: str, second: str) -> str:
    """The first amount less the second; empty while one of them is missing or is none."""
    try:
        return in_kronor(kronor(first) - kronor(second))
    except AmountFault:
        return ""


def _costs(found: Read, rows: Sequence[Values]) -> None:
    seen: set[tuple[str, str]] = set()
    for at, (cost, funder, budget, outcome) in enumerate(rows):
        amounts = [_amount(found, COSTS, at, 2, budget), _amount(found, COSTS, at, 3, outcome)]
        key = (fold_word(funder), part_names([cost])[cost])
        if not cost:
            found.wrong.append(Wrong(COSTS, at, 0, "Skriv vad kostnaden avser."))
        elif key[1] == _SUM or fold_word(cost) in SUMS:
            found.wrong.append(Wrong(COSTS, at, 0, "Summan räknas fram; ta bort raden."))
        elif key in seen:
            found.wrong.append(Wrong(COSTS, at, 0, _twice("Kostnaden", cost)))
        elif None not in amounts:
            found.costs.append(CostLine(cost, amounts[0] or 0, amounts[1] or 0, funder))
        seen.add(key)


def _surpluses(found: Read, rows: Sequence[Values]) -> None:
    seen: set[str] = set()
    for at, (funder, *texts) in enumerate(rows):
        brought_in, used, repaid = (
            _amount(found, SURPLUSES, at, column, text) if text else 0
            for column, text in enumerate(texts[:3], 1)
        )
        out = _amount(found, SURPLUSES, at, 4, texts[3]) if texts[3] else None
        if fold_word(funder) in seen:
            sentence = _twice("Finansiären", funder or "utan namn")
            found.wrong.append(Wrong(SURPLUSES, at, 0, sentence))
        seen.add(fold_word(funder))
        found.surpluses.append(Surplus(brought_in or 0, used or 0, repaid or 0, out, funder))


def _grants(found: Read, rows: Sequence[Values]) -> None:
    seen: set[str] = set()
    for at, (purpose, funder, amount, used) in enumerate(rows):
        granted = _amount(found, GRANTS, at, 2, amount)
        spent = _amount(found, GRANTS, at, 3, used) if used else 0
        key = part_names([purpose])[purpose]
        if not purpose:
            found.wrong.append(Wrong(GRANTS, at, 0, "Skriv vad medlen är till för."))
        elif key in seen:
            found.wrong.append(Wrong(GRANTS, at, 0, _twice("Ändamålet", purpose)))
        elif granted is not None and spent is not None:
            found.grants.append(Grant(purpose, granted, spent, funder))
        seen.add(key)


def _amount(found: Read, sheet: str, row: int, column: int, text: str) -> int | None:
    try:
        return kronor(text)
    except AmountFault as fault:
        found.wrong.append(Wrong(sheet, row, column, str(fault)))
        return None


def _twice(what: str, name: str) -> str:
    return f"{what} ”{name}” står två gånger; slå ihop raderna eller ändra namnet."
