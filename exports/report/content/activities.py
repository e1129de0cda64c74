"""T2-T5 and B1-B2: workshops, time, area and sex, support and events, visits per person."""

from collections.abc import Iterator

from exports.measures import DEGREE, MEASURE_LABELS, NO_SUMS_NOTE
from exports.report.content.cells import Cells, text
from exports.report.content.words import capital, short_name
from exports.report.figure_words import TURNED_AWAY_LABEL
from exports.report.model import (
    Chart,
    ChartKind,
    Column,
    Count,
    Kind,
    Role,
    Row,
    Series,
    Table,
)
from exports.report.source import Source
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.report_names import TOTAL, part_names
from halsoverkstad.domain.words import COMMON_LABEL, UNKNOWN, Dimension
from halsoverkstad.domain.words import Kind as SessionKind
from storage.report_extras import CLASSES, thresholds

_SUPPORT = (
    "tillfallen",
    "deltagartillfallen",
    "deltagartillfallen_registrerade",
    "unika_registrerade",
    "unika_uppskattade",
)
_DEGREE = Column(DEGREE, term=DEGREE)
_CLASS_LABELS = {"1": "1 gång", "2": "2 gånger", "3-5": "3–5 gånger", "6-12": "6–12 gånger"} | {
    "13+": "13 gånger eller fler"
}


def workshop_label(name: str) -> str:
    """A workshop's name; of sessions that belong to none "Programgemensamt"."""
    return name or COMMON_LABEL


def degree_note(cells: Cells) -> str:
    """How much of the attendance registered figures rest on, for below a table."""
    return f"{DEGREE} för perioden: {cells.degree_in_words('T1', TOTAL)}."


def by_workshop(source: Source, cells: Cells) -> Table:
    """T2: sessions, visits, unique people and the mean per session, by workshop."""
    words = part_names(source.counted.workshops)
    parts = [*((workshop_label(each), words[each]) for each in source.counted.workshops)]
    rows = [
        Row(
            (
                text(label),
                cells.cell(f"T2.tillfallen.{part}"),
                cells.cell(f"T2.deltagartillfallen.{part}"),
                cells.degree("T2", part),
                cells.mean(
                    f"T2.deltagartillfallen.{part}", f"T2.tillfallen.{part}", f"T2.medel.{part}"
                ),
                cells.cell(f"T2.unika.{part}"),
                cells.cell(f"T2.fick_inte_plats.{part}"),
            ),
            Role.TOTAL if part == TOTAL else Role.PLAIN,
        )
        for label, part in (*parts, ("Hela programmet", TOTAL))
    ]
    return Table(
        "T2",
        f"Tillfällen och deltagare efter verkstad, {short_name(source.period)}",
        (
            Column("Verkstad", Kind.TEXT),
            _column("tillfallen"),
            _column("deltagartillfallen"),
            _DEGREE,
            Column("Deltagare per tillfälle", term="Deltagare per tillfälle"),
            _column("unika"),
            Column(TURNED_AWAY_LABEL, term=TURNED_AWAY_LABEL),
        ),
        tuple(rows),
        notes=(NO_SUMS_NOTE,),
    )


def by_time(source: Source, cells: Cells) -> Table:
    """T3: by quarter; by month where the period lies within a quarter."""
    measures = ("tillfallen", "deltagartillfallen", "unika", "nya", "aterkommande")
    time = source.counted.parts_of_time
    parts = [each.name for each in source.period.parts(time)]
    rows = [
        Row(
            (
                text("Hela perioden" if part == TOTAL else capital(short_name(Period.parse(part)))),
                *(cells.cell(f"T3.{measure}.{part}") for measure in measures),
                cells.degree("T3", part),
            ),
            Role.TOTAL if part == TOTAL else Role.PLAIN,
        )
        for part in (*parts, TOTAL)
    ]
    what = "kvartal" if time is Dimension.QUARTER else "månad"
    return Table(
        "T3",
        f"Tillfällen och deltagare efter {what}, {short_name(source.period)}",
        (Column(what.capitalize(), Kind.TEXT), *(_column(each) for each in measures), _DEGREE),
        tuple(rows),
        notes=(NO_SUMS_NOTE,),
    )


def by_area_and_sex(source: Source, cells: Cells) -> Table:
    """T4: bostadsområde and kön, as far as they were noted."""
    measures = ("unika_registrerade", "aterkommande", "deltagartillfallen_registrerade")
    rows = [
        Row(
            (
                text(what),
                text(capital(label)),
                *(cells.cell(f"T4.{measure}.{group}.{part}") for measure in measures),
                cells.ratio(
                    f"T4.unika_registrerade.{group}.{part}",
                    f"T1.unika_registrerade.{TOTAL}",
                    f"T4.andel.{group}.{part}",
                ),
            )
        )
        for what, group in (("Bostadsområde", "omrade"), ("Kön", "kon"))
        for label, part in _noted(source, group)
    ]
    return Table(
        "T4",
        f"Registrerade deltagare efter bostadsområde och kön, {short_name(source.period)}",
        (
            Column("Uppdelning", Kind.TEXT),
            Column("Värde", Kind.TEXT),
            *(_column(each) for each in measures),
            Column("Andel av de registrerade"),
        ),
        tuple(rows),
        notes=(
            *_nothing_noted(source),
            (
                "Bostadsområde och kön är frivilliga uppgifter och noteras bara för registrerade "
                "personer; den som räknats utan namn ingår inte."
            ),
            degree_note(cells),
        ),
    )


def _nothing_noted(source: Source) -> Iterator[str]:
    """What was noted of nobody: its noughts say nothing of where people live or who they are."""
    for what, group in (("Bostadsområde", "omrade"), ("Kön", "kon")):
        known = [
            figure.value
            for name, figure in source.counted.figures.items()
            if name.startswith(f"T4.unika_registrerade.{group}.") and figure.trace.key[0] != UNKNOWN
        ]
        if not any(known):
            yield f"{what} är inte noterat för någon i perioden: nollorna betyder bara det."


def by_kind(source: Source, cells: Cells) -> Table:
    """T5: group activities, events and individual support; how many could not come in."""
    rows = [
        Row(
            (
                text(capital(kind.label)),
                *(cells.cell(f"T5.{measure}.{kind}") for measure in _SUPPORT),
                cells.degree("T5", kind),
            )
        )
        for kind in SessionKind
    ]
    return Table(
        "T5",
        f"Gruppaktiviteter, arrangemang och individuellt stöd, {short_name(source.period)}",
        (Column("Typ", Kind.TEXT), *(_column(each) for each in _SUPPORT), _DEGREE),
        tuple(rows),
        notes=(
            NO_SUMS_NOTE,
            f"{TURNED_AWAY_LABEL}: {cells.words(f'T2.fick_inte_plats.{TOTAL}')}. Tabell T2 delar upp dem.",
        ),
    )


def visits(source: Source, cells: Cells) -> Table:
    """B1: how many times registered people came."""
    rows = [
        Row(
            (
                text(_CLASS_LABELS[word]),
                cells.cell(f"B1.besok.{word}"),
                cells.ratio(
                    f"B1.besok.{word}", f"T1.unika_registrerade.{TOTAL}", f"B1.andel.{word}"
                ),
            )
        )
        for word in CLASSES
    ]
    return Table(
        "B1",
        f"Besök per registrerad person, {short_name(source.period)}",
        (
            Column("Antal tillfällen", Kind.TEXT),
            Column("Personer", term="Besök per person"),
            Column("Andel", term="Besök per person"),
        ),
        tuple(rows),
        notes=("Alla typer av tillfällen räknas.", degree_note(cells)),
    )


def returning(source: Source, cells: Cells) -> Table:
    """B2: what other thresholds for återkommande would give."""
    chosen = source.counted.definitions.returning_dates
    rows = [
        Row(
            (
                text(f"Minst {least} datum" + (" (gäller i rapporten)" if least == chosen else "")),
                cells.cell(f"B2.dagar.{least}"),
            )
        )
        for least in thresholds(source.counted.definitions)
    ]
    label = MEASURE_LABELS["aterkommande"].label
    return Table(
        "B2",
        f"{label} med andra gränser, {short_name(source.period)}",
        (Column("Gräns: olika datum på gruppaktiviteter", Kind.TEXT), Column("Personer")),
        tuple(rows),
        notes=(degree_note(cells),),
        term=label,
    )


def charts(tables: tuple[Table, ...]) -> Iterator[Chart]:
    """D1 and D2: unique people by workshop and over time, from the tables that hold them."""
    for number, name, heading, kind, about in (
        (1, "T2", MEASURE_LABELS["unika"].label, ChartKind.LYING, "efter verkstad"),
        (2, "T3", MEASURE_LABELS["deltagartillfallen"].label, ChartKind.STANDING, "över tid"),
    ):
        table = next((each for each in tables if each.name == name), None)
        rows = [row for row in table.rows if row.role is not Role.TOTAL] if table else []
        chart = _chart(f"D{number}", table, rows, heading, kind, about) if table and rows else None
        if chart and len(rows) > 1 and _shows_something(chart):
            yield chart


def _shows_something(chart: Chart) -> bool:
    return any(isinstance(each, Count) and each.number for each in chart.series[0].values)


def _chart(  # noqa: PLR0913, PLR0917 - the parts of a chart
    name: str, table: Table, rows: list[Row], heading: str, kind: ChartKind, about: str
) -> Chart:
    from exports.report.wording import cell_text

    column = [each.heading for each in table.columns].index(heading)
    labels = tuple(cell_text(row.cells[0]) for row in rows)
    figures = [cell_text(row.cells[column]) for row in rows]
    told = "; ".join(f"{label} {figure}" for label, figure in zip(labels, figures, strict=True))
    return Chart(
        name,
        f"{heading} {about}",
        labels,
        (Series(heading, tuple(row.cells[column].value for row in rows)),),
        f"Stapeldiagram över {heading.lower()} {about}: {told}.",
        table.name,
        kind,
    )


def _column(measure: str) -> Column:
    label = MEASURE_LABELS[measure].label
    return Column(label, term=label)


def _noted(source: Source, group: str) -> Iterator[tuple[str, str]]:
    """The values of area or sex, each with its word in the names of figures."""
    prefix = f"T4.unika_registrerade.{group}."
    for name, figure in source.counted.figures.items():
        if name.startswith(prefix):
            yield figure.trace.key[0], name.removeprefix(prefix)
