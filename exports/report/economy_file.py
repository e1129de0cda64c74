"""The economy of a period out of a CSV or Excel file: every fault at once, or all of it.

Columns, in any order: `kostnad`, `budget`, `utfall`; if need be `finansiär`, `belopp`,
`differens` and `slag`. Without `slag` a row is a cost. `överskott in`, `överskott använt`,
`överskott återbetalt` and `överskott ut` have their amount under `belopp`; `extra medel` what was
granted under `budget` and what was used under `utfall`. A row called `Summa` is not a cost: it is
held against the rows, as a `differens` is against budget minus utfall.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from exports.reading.faults import WHOLE_FILE, Faults, FileFault
from exports.reading.tables import Table, tables
from exports.safe_text import shown, unguarded
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
from halsoverkstad.domain.rows import Origin, RowFault

_TITLES = {
    "kostnad": "cost",
    "budget": "budget",
    "utfall": "outcome",
    "finansiar": "funder",
    "belopp": "amount",
    "differens": "difference",
    "slag": "sort",
}
_SORTS = {
    "": "cost",
    "kostnad": "cost",
    "overskott in": "brought_in",
    "overskott anvant": "used",
    "overskott aterbetalt": "repaid",
    "overskott ut": "carried_out",
    "extra medel": "grant",
}
SUMS = {"summa", "totalt", "total", "summa kostnader", "summa totalt"}
_LONGEST = 200


@dataclass(frozen=True)
class EconomyFile:
    """What a file says; with faults nothing of it may be used."""

    economy: Economy
    faults: tuple[RowFault, ...]


def read_economy(path: Path) -> EconomyFile:
    """Read the economy of a period."""
    reading = _Reading(path.name or str(path))
    try:
        for table in tables(path):
            reading.take(table)
        reading.finish()
    except FileFault as fault:
        reading.faults.add(
            Origin(reading.file, reading.sheet, fault.row), fault.column, "", str(fault)
        )
    faults = reading.faults.all()
    return EconomyFile(Economy() if faults else reading.economy(), faults)


def updated(noted: Economy, read: Economy) -> Economy:
    """What has been noted, with the sorts of rows that a file has in place of those noted."""
    return Economy(
        read.lines or noted.lines, read.surpluses or noted.surpluses, read.grants or noted.grants
    )


@dataclass
class _Reading:
    """What has been read so far."""

    file: str
    faults: Faults = field(default_factory=Faults)
    sheet: str | None = None
    found: bool = False
    lines: list[CostLine] = field(default_factory=list[CostLine])
    grants: list[Grant] = field(default_factory=list[Grant])
    surpluses: dict[str, dict[str, int]] = field(default_factory=dict[str, dict[str, int]])
    sums: list[tuple[Origin, CostLine, Mapping[str, str]]] = field(
        default_factory=list[tuple[Origin, CostLine, Mapping[str, str]]]
    )

    def take(self, table: Table) -> None:
        self.sheet = table.sheet
        self.faults.begin(self.file, table.sheet)
        columns: Mapping[str, int] | None = None
        titles: Mapping[str, str] = {}
        for number, row in enumerate(table.rows, 1):
            if not any(cell.strip() for cell in row):
                continue
            if columns is None:
                if not _is_head(row):
                    continue  # a title above, or a sheet on something else
                columns, titles = _columns(row, number)
                self.found = True
                _check_columns(columns, number)
                continue
            self._row(Origin(self.file, table.sheet, number), _Row(row, columns, titles))

    def finish(self) -> None:
        if not self.found:
            raise FileFault(
                "Kolumnen ”kostnad” saknas; rubrikerna ska vara kostnad, budget och utfall.",
                WHOLE_FILE,
                "kostnad",
            )
        if not (self.lines or self.grants or self.surpluses) and not self.faults.all():
            raise FileFault("Filen har inga rader under rubrikerna; fyll i dem.")
        # With an amount missing the sum would be wrong for that reason alone.
        for origin, stated, titles in () if self.faults.all() else self.sums:
            self._check_sum(origin, stated, titles)
        for seen in self._twice():
            self.faults.add(Origin(self.file, None, WHOLE_FILE), "kostnad", seen, _twice(seen))

    def economy(self) -> Economy:
        surpluses = (
            Surplus(funder=funder, **amounts) for funder, amounts in self.surpluses.items()
        )
        return Economy(tuple(self.lines), tuple(surpluses), tuple(self.grants))

    def _row(self, origin: Origin, row: "_Row") -> None:
        sort = _SORTS.get(fold_word(row.text("sort")))
        cost = row.text("cost")
        if sort is None:
            self._fault(
                origin,
                row,
                "sort",
                "Slaget känns inte igen; skriv kostnad, "
                "överskott in, överskott använt, överskott återbetalt, överskott ut "
                "eller extra medel.",
            )
        elif len(cost) > _LONGEST or len(row.text("funder")) > _LONGEST:
            self._fault(origin, row, "cost", f"Texten är längre än {_LONGEST} tecken; korta den.")
        elif sort in {"cost", "grant"}:
            self._cost(origin, row, sort)
        else:
            self._surplus(origin, row, sort)

    def _cost(self, origin: Origin, row: "_Row", sort: str) -> None:
        name, funder = row.text("cost"), row.text("funder")
        if not name:
            self._fault(origin, row, "cost", "Kostnaden saknar namn; skriv vad den avser.")
            return
        budget = self._amount(origin, row, "budget")
        outcome = self._amount(origin, row, "outcome")
        if budget is None or outcome is None:
            return
        line = CostLine(name, budget, outcome, funder)
        self._check_difference(origin, row, line)
        if sort == "grant":
            self.grants.append(Grant(name, budget, outcome, funder))
        elif fold_word(name) in SUMS:
            self.sums.append((origin, line, row.titles))
        else:
            self.lines.append(line)

    def _surplus(self, origin: Origin, row: "_Row", sort: str) -> None:
        column = "amount" if "amount" in row.columns else "outcome"
        amount = self._amount(origin, row, column)
        if amount is None:
            return
        amounts = self.surpluses.setdefault(row.text("funder"), {})
        if sort in amounts:
            self._fault(origin, row, "sort", "Samma slag av överskott står två gånger.")
        amounts[sort] = amount

    def _amount(self, origin: Origin, row: "_Row", column: str) -> int | None:
        if column not in row.columns:
            title = next(word for word, name in _TITLES.items() if name == column)
            self.faults.add(origin, title, "", f"Kolumnen ”{title}” saknas; lägg till den.")
            return None
        try:
            return kronor(row.text(column))
        except AmountFault as fault:
            self._fault(origin, row, column, str(fault))
            return None

    def _check_difference(self, origin: Origin, row: "_Row", line: CostLine) -> None:
        if not row.text("difference"):
            return
        stated = self._amount(origin, row, "difference")
        if stated is not None and stated != line.difference:
            self._fault(
                origin,
                row,
                "difference",
                f"Budget minus utfall är {thousands(line.difference)}, men differensen anges till "
                f"{thousands(stated)}; rätta ett av beloppen eller ta bort differensen.",
            )

    def _check_sum(self, origin: Origin, stated: CostLine, titles: Mapping[str, str]) -> None:
        lines = [each for each in self.lines if not stated.funder or each.funder == stated.funder]
        counted = total(lines)
        for column, said, whole in (
            ("budget", stated.budget, counted.budget),
            ("outcome", stated.outcome, counted.outcome),
        ):
            if said != whole:
                self.faults.add(
                    origin,
                    titles.get(column, column),
                    thousands(said),
                    f"Raderna blir tillsammans {thousands(whole)}, men summan anges till "
                    f"{thousands(said)}; rätta ett av beloppen eller ta bort summan.",
                )

    def _twice(self) -> Iterator[str]:
        seen: set[tuple[str, str]] = set()
        for each in self.lines:
            key = (fold_word(each.funder), fold_word(each.cost))
            if key in seen:
                yield each.cost
            seen.add(key)

    def _fault(self, origin: Origin, row: "_Row", column: str, sentence: str) -> None:
        title = row.titles.get(column, column)
        self.faults.add(origin, title, row.text(column), sentence)


@dataclass(frozen=True)
class _Row:
    cells: Sequence[str]
    columns: Mapping[str, int]
    titles: Mapping[str, str]

    def text(self, column: str) -> str:
        """What stands there, without what guards a formula; empty where there is no column."""
        at = self.columns.get(column)
        if at is None or at >= len(self.cells):
            return ""
        return " ".join(unguarded(self.cells[at].strip()).split())


def _is_head(row: Sequence[str]) -> bool:
    return any(_title(cell) == "cost" for cell in row)


def _title(cell: str) -> str | None:
    return _TITLES.get(fold_word(cell.strip("\ufeff ")))


def _columns(row: Sequence[str], number: int) -> tuple[Mapping[str, int], Mapping[str, str]]:
    columns: dict[str, int] = {}
    titles: dict[str, str] = {}
    for at, cell in enumerate(row):
        name = _title(cell)
        if name is None:
            continue
        if name in columns:
            raise FileFault(
                f"Kolumnen ”{shown(cell.strip())}” finns två gånger; ta bort den ena.",
                number,
                cell.strip(),
            )
        columns[name], titles[name] = at, cell.strip("\ufeff ")
    return columns, titles


def _check_columns(columns: Mapping[str, int], number: int) -> None:
    """A file with surpluses alone needs no budget."""
    for name, title in (("budget", "budget"), ("outcome", "utfall")):
        if name not in columns and "amount" not in columns:
            raise FileFault(
                f"Kolumnen ”{title}” saknas; lägg till den bland rubrikerna på rad {number}.",
                number,
                title,
            )


def _twice(cost: str) -> str:
    return f"Kostnaden ”{shown(cost)}” står två gånger; slå ihop raderna eller ändra namnet."
