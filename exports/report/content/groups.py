"""T1 and G1: participants by group, beside the year before and what has been published."""

from collections.abc import Iterator

from exports.measures import DEGREE, MEASURE_LABELS
from exports.report.content.activities import degree_note
from exports.report.content.cells import NONE, Cells, missing, text
from exports.report.content.words import capital, short_name
from exports.report.model import Cell, Column, Count, Kind, Mark, Role, Row, Table
from exports.report.source import Source
from halsoverkstad.domain.published import PublishedPeriod
from halsoverkstad.domain.report_names import TOTAL
from halsoverkstad.domain.words import UNKNOWN_GROUP

BREAK = "tidsseriebrott"
_DETAILS = (
    "nya",
    "tidigare",
    "aterkommande",
    "regelbundna",
    "individuellt_stod",
)
_VISITS = "deltagartillfallen"


def shown_groups(source: Source) -> Iterator[str]:
    """Every group of the settings, and "uppgift saknas", which stands there also when empty."""
    yield from source.counted.groups


def participants(source: Source, cells: Cells) -> Table:
    """T1: unique participants by group: period, earlier period, change, published."""
    now, before = short_name(source.period), source.before
    columns = [
        Column("Grupp", Kind.TEXT),
        Column(f"Unika {now}", term=MEASURE_LABELS["unika"].label),
        Column("därav registrerade", term=MEASURE_LABELS["unika_registrerade"].label),
        Column("därav uppskattade", term=MEASURE_LABELS["unika_uppskattade"].label),
        Column(f"Unika {short_name(before)}" if before else "Unika året före"),
        Column("Förändring"),
        Column("Förändring i %"),
    ]
    if source.published_now:
        columns.append(Column(f"Publicerat för {now}"))
    groups = [*shown_groups(source), TOTAL]
    return Table(
        name="T1",
        caption=f"Unika deltagare efter grupp, {now}",
        columns=tuple(columns),
        rows=tuple(_row(source, cells, each) for each in groups),
        notes=tuple(_notes(source, cells)),
        term=MEASURE_LABELS["unika"].label,
    )


def measures(source: Source, cells: Cells) -> Table:
    """G1: every measure of registered people by group, and how much is registered."""
    counted = [*_DETAILS, _VISITS]
    columns = (
        Column("Grupp", Kind.TEXT),
        *(Column(MEASURE_LABELS[each].label, term=MEASURE_LABELS[each].label) for each in counted),
        Column(DEGREE, term=DEGREE),
    )
    rows = [
        Row(
            (
                text(_label(source, group)),
                *(cells.cell(f"G1.{measure}.{group}") for measure in counted),
                cells.degree("G1", group),
            ),
            Role.TOTAL if group == TOTAL else Role.PLAIN,
        )
        for group in (*shown_groups(source), TOTAL)
    ]
    return Table("G1", f"Mått efter grupp, {short_name(source.period)}", columns, tuple(rows))


def published_value(printed: PublishedPeriod, group: str) -> int | None:
    """What was printed for a group, or in total."""
    return printed.value("unika") if group == TOTAL else printed.groups.get(group)


def _row(source: Source, cells: Cells, group: str) -> Row:
    name = f"T1.unika.{group}"
    values = [
        text(_label(source, group)),
        cells.cell(name),
        cells.cell(f"T1.unika_registrerade.{group}"),
        cells.cell(f"T1.unika_uppskattade.{group}"),
        *_beside(source, cells, name, group),
    ]
    if source.published_now:
        values.append(_printed(source.published_now, group, f"{name}.publicerat"))
    return Row(tuple(values), Role.TOTAL if group == TOTAL else Role.PLAIN)


def _beside(source: Source, cells: Cells, name: str, group: str) -> tuple[Cell, Cell, Cell]:
    """The earlier period and the change; between print and count there is none to be told."""
    if source.counted.before is None and source.published_before:
        printed = _printed(source.published_before, group, f"{name}.fore")
        if isinstance(printed.value, Count):
            broken = missing(BREAK, Mark.BREAK)
            return printed, broken, broken
        return printed, missing(NONE), missing(NONE)
    return cells.before(name), cells.change(name), cells.change_share(name)


def _printed(printed: PublishedPeriod, group: str, name: str) -> Cell:
    value = published_value(printed, group)
    if value is None:
        return missing("uppgift saknas" if group != UNKNOWN_GROUP else NONE)
    marks = (Mark.PUBLISHED,) + (Mark.ESTIMATED,) * printed.estimated
    return Cell(Count(value), name, marks)


def _notes(source: Source, cells: Cells) -> Iterator[str]:
    counted = source.counted
    if counted.before is None and source.published_before is None and source.before:
        yield (
            f"För {short_name(source.before)} finns varken räknade eller publicerade siffror att "
            "jämföra med."
        )
    if counted.before and not counted.whole_before:
        yield (
            f"Loggen förs sedan {counted.logged_since}, så {short_name(counted.before.period)} är "
            "inte helt räknat och ingen förändring anges i procent."
        )
    yield (
        "Varje person räknas en gång i varje grupp och en gång totalt; gruppen är den som senast "
        "noterades under perioden."
    )
    yield f"Siffror utan märke är loggade eller registrerade. {degree_note(cells)}"


def _label(source: Source, group: str) -> str:
    label = "Totalt" if group == TOTAL else source.programme.group_label(group)
    return capital(label)
