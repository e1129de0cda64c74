"""Section 7: costs, surplus and extra grants, typed or imported, beside what has been printed."""

from collections.abc import Iterable, Iterator, Mapping

from exports.report.content.cells import text
from exports.report.content.reconciliation import economy_lines
from exports.report.content.words import kronor, listed, short_name
from exports.report.model import (
    Block,
    Box,
    Cell,
    Column,
    Formula,
    Kind,
    Mark,
    Missing,
    Money,
    Paragraph,
    Place,
    Role,
    Row,
    Table,
)
from exports.report.source import Source
from halsoverkstad.domain.economy import CostLine, Economy, Grant, Surplus, total
from halsoverkstad.domain.published import PublishedEconomy, PublishedLine
from halsoverkstad.domain.report_names import part_names

_AMOUNTS = ("budget", "utfall", "differens")


def blocks(source: Source, *, draft: bool) -> Iterator[Block]:
    """Tables for each funder, what was printed, and what does not come out."""
    economy = source.economy
    printed = source.published_now.economy if source.published_now else None
    if economy.empty and printed is None:
        nothing = "Ingen ekonomi har lämnats för perioden."
        yield Paragraph("[Ekonomi saknas]" if draft else nothing)
    for number, funder in enumerate(economy.funders, 1):
        lines = economy.of(funder)
        if lines:
            yield _costs(f"E{number}", lines, funder, source)
        surplus = economy.surplus_of(funder)
        if surplus:
            yield _surplus(f"Ö{number}", surplus, lines, source, number)
    paying = {f"E{number}": each for number, each in enumerate(economy.funders, 1)}
    paying = {name: each for name, each in paying.items() if economy.of(each)}
    if len(paying) > 1:
        yield _together(paying, economy, source)
    if economy.grants:
        yield _grants("X1", economy.grants, source)
    if printed:
        yield _printed(printed, source)
    apart = tuple(economy_lines(source))
    if apart:
        yield Box("Avstämning av ekonomin", apart, Place.ECONOMY)
    yield from _repayments(source)


def _costs(name: str, lines: tuple[CostLine, ...], funder: str, source: Source) -> Table:
    words = part_names(dict.fromkeys(each.cost for each in lines))
    rows = [_line(f"{name}.{{}}.{words[each.cost]}", each) for each in lines]
    whole = total(lines)
    rows.append(_sum_row(name, whole, (words[each.cost] for each in lines)))
    whose = f", {funder}" if funder else ""
    return Table(
        name,
        f"Kostnader{whose}, {short_name(source.period)}",
        _columns("Kostnad"),
        tuple(rows),
        notes=("Differensen är budget minus utfall; under noll har mer använts än budgeterat.",),
        place=Place.ECONOMY,
    )


def _sum_row(name: str, whole: CostLine, parts: Iterable[str]) -> Row:
    """The last row of a table of costs; Excel adds up the rows that are called `parts`."""
    words = tuple(parts)

    def added(amount: str, kronor: int) -> Cell:
        every = tuple(f"{name}.{amount}.{each}" for each in words)
        return Cell(Money(kronor, Formula(every)), f"{name}.{amount}.summa")

    return Row(
        (
            text("Summa"),
            added("budget", whole.budget),
            added("utfall", whole.outcome),
            _difference(f"{name}.{{}}.summa", whole),
        ),
        Role.TOTAL,
    )


def _columns(what: str) -> tuple[Column, ...]:
    return (
        Column(what, Kind.TEXT),
        Column("Budget"),
        Column("Utfall"),
        Column("Differens", term="Differens"),
    )


def _together(paying: Mapping[str, str], economy: Economy, source: Source) -> Table:
    """Every funder's sums, and the sum of them; by the table that each funder's costs stand in."""
    rows = [
        _summed(f"ES1.{{}}.{table.lower()}", total(economy.of(funder), funder), table)
        for table, funder in paying.items()
    ]
    whole = total(economy.lines)
    rows.append(_sum_row("ES1", whole, map(str.lower, paying)))
    return Table(
        "ES1",
        f"Kostnader, alla finansiärer, {short_name(source.period)}",
        _columns("Finansiär"),
        tuple(rows),
        place=Place.ECONOMY,
    )


def _summed(name: str, line: CostLine, table: str) -> Row:
    return Row(
        (
            text(line.funder or "Ej angiven finansiär"),
            Cell(Money(line.budget, Formula((f"{table}.budget.summa",))), name.format("budget")),
            Cell(Money(line.outcome, Formula((f"{table}.utfall.summa",))), name.format("utfall")),
            _difference(name, line),
        )
    )


def _line(name: str, line: CostLine) -> Row:
    return Row(
        (
            text(line.cost),
            Cell(Money(line.budget), name.format("budget")),
            Cell(Money(line.outcome), name.format("utfall")),
            _difference(name, line),
        )
    )


def _difference(name: str, line: CostLine) -> Cell:
    formula = Formula((name.format("budget"),), (name.format("utfall"),))
    return Cell(Money(line.difference, formula), name.format("differens"))


def _surplus(
    name: str, surplus: Surplus, lines: tuple[CostLine, ...], source: Source, number: int
) -> Table:
    """The surplus of earlier periods, and apart from it the period's own difference."""
    own = total(lines).difference
    costs = f"E{number}.differens.summa"
    year = Money(own, Formula((costs,))) if lines else Money(own)
    entries = [
        ("Överskott från tidigare perioder", "in", Money(surplus.brought_in), Role.PLAIN),
        ("Använt under perioden", "anvant", Money(surplus.used), Role.PART),
        ("Återbetalt under perioden", "aterbetalt", Money(surplus.repaid), Role.PART),
        (
            "Kvar av det tidigare överskottet",
            "kvar",
            Money(
                surplus.left,
                Formula((f"{name}.in",), (f"{name}.anvant", f"{name}.aterbetalt")),
            ),
            Role.PLAIN,
        ),
        ("Periodens egen differens", "differens", year, Role.PLAIN),
        (
            "Överskott att föra vidare",
            "ut",
            Money(surplus.carried(own), Formula((f"{name}.kvar", f"{name}.differens"))),
            Role.TOTAL,
        ),
    ]
    rows = [
        Row((text(label), Cell(money, f"{name}.{key}")), role)
        for label, key, money, role in entries
    ]
    if surplus.carried_out is not None:
        noted = Cell(Money(surplus.carried_out), f"{name}.bokfort")
        rows.append(Row((text("Utgående överskott enligt bokföringen"), noted)))
    whose = f", {surplus.funder}" if surplus.funder else ""
    return Table(
        name,
        f"Överskott{whose}, {short_name(source.period)}",
        (Column("Post", Kind.TEXT), Column("Belopp")),
        tuple(rows),
        place=Place.ECONOMY,
    )


def _grants(name: str, grants: tuple[Grant, ...], source: Source) -> Table:
    words = part_names(dict.fromkeys(each.purpose for each in grants))
    rows: list[Row] = []
    for each in grants:
        part = words[each.purpose]
        got, used = f"{name}.beviljat.{part}", f"{name}.anvant.{part}"
        rows.append(
            Row(
                (
                    text(each.purpose),
                    text(each.funder or "–"),
                    Cell(Money(each.amount), got),
                    Cell(Money(each.used), used),
                    Cell(Money(each.left, Formula((got,), (used,))), f"{name}.kvar.{part}"),
                )
            )
        )
    return Table(
        name,
        f"Extra medel, {short_name(source.period)}",
        (
            Column("För", Kind.TEXT),
            Column("Finansiär", Kind.TEXT),
            Column("Beviljat"),
            Column("Använt"),
            Column("Kvar"),
        ),
        tuple(rows),
        place=Place.ECONOMY,
    )


def _printed(printed: PublishedEconomy, source: Source) -> Table:
    """The economy as it was printed, and beside the printed difference the computed one."""
    words = part_names(dict.fromkeys(each.line.cost for each in printed.lines))
    rows = [_printed_line(each, f"PE1.{{}}.{words[each.line.cost]}") for each in printed.lines]
    rows.append(_printed_line(printed.total, "PE1.{}.summa", Role.TOTAL))
    return Table(
        "PE1",
        f"Publicerad ekonomi för {short_name(source.period)}",
        (
            Column("Kostnad", Kind.TEXT),
            Column("Budget"),
            Column("Utfall"),
            Column("Angiven differens"),
            Column("Budget minus utfall", term="Differens"),
        ),
        tuple(rows),
        place=Place.ECONOMY,
    )


def _printed_line(printed: PublishedLine, name: str, role: Role = Role.PLAIN) -> Row:
    line, stated = printed.line, printed.stated_difference
    marks = (Mark.PUBLISHED,)
    return Row(
        (
            text(line.cost),
            Cell(Money(line.budget), name.format("budget"), marks),
            Cell(Money(line.outcome), name.format("utfall"), marks),
            Cell(Missing("–"))
            if stated is None
            else Cell(Money(stated), name.format("angiven"), marks),
            _difference(name, line),
        ),
        role,
    )


def _repayments(source: Source) -> Iterator[Block]:
    ended = {each.period.last for each in source.published.up_to(source.period) if each.economy}
    decided = source.published.repayments[: len(ended)]
    if decided:
        amounts = listed([kronor(each) for each in decided])
        yield Paragraph(f"Beslutad återbetalning enligt tidigare rapporter: {amounts}.")
