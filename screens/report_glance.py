"""The figures of a report at a glance: unique people by group, what each workshop held."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from exports.measures import DEGREE, MEASURE_LABELS
from exports.report.model import Column, Role, Table
from exports.report.wording import shown
from screens.report_standing import Standing
from screens.widgets.paged_table import cut
from screens.words import NO_FIGURES, number

_LEAST_LABEL = 16
_GAP = 2
_ESTIMATED = "(u) de uppskattade, räknade utan namn, ingår."


@dataclass(frozen=True)
class _Figures:
    """A column: what stands over it, its figures, and which columns give way before it does."""

    heading: str
    values: tuple[str, ...]
    weight: int = 0
    """0: it is always shown; else the heaviest gives way first."""

    @property
    def width(self) -> int:
        return max(map(cell_len, (self.heading, *self.values)), default=0)


def glance(standing: Standing, width: int) -> Text:
    """The main figures in lines of at most so many cells."""
    if standing.empty:
        return Text(f"{NO_FIGURES}: inga tillfällen är loggade i {standing.period.name}.")
    tables = {each.name: each for each in standing.report.tables()}
    lines = [*_people(tables["T1"], width), Text(), *_workshops(tables["T2"], width), Text()]
    lines += map(Text, _certainty(standing))
    return Text("\n").join(lines)


def _people(table: Table, width: int) -> Iterator[Text]:
    """By group: now, a year before, as it was published."""
    unique = _at(table.columns, MEASURE_LABELS["unika"].label.split()[0])
    printed = _at(table.columns, "Publicerat")
    columns = [_Figures("Unika", _values(table, unique[0]))]
    for at in unique[1:]:
        heading = table.columns[at].heading.removeprefix("Unika ")
        columns.append(_Figures(heading, _values(table, at), 1))
    columns += [_Figures("Publicerat", _values(table, at, signs=False), 2) for at in printed]
    yield from _drawn("Grupp", table, columns, width)


def _workshops(table: Table, width: int) -> Iterator[Text]:
    headings = (
        ("tillfallen", "Tillf.", 1),
        ("deltagartillfallen", "Deltagartillf.", 3),
        ("unika", "Unika", 0),
    )
    columns = [
        _Figures(short, _values(table, at), weight)
        for measure, short, weight in headings
        for at in _at(table.columns, MEASURE_LABELS[measure].label)[:1]
    ]
    columns += [
        _Figures("Reg.grad", _values(table, at), 2) for at in _at(table.columns, DEGREE)[:1]
    ]
    yield from _drawn("Verkstad", table, columns, width)


def _certainty(standing: Standing) -> Iterator[str]:
    """The interval, how much is registered, and what the sign says."""
    counted = standing.source.counted
    figures = counted.now.total.figures
    low, high = figures["unika_lagst"], figures["unika_hogst"]
    if low == high:
        yield f"Unika: inga öppna frågor ändrar {number(figures['unika'])}."
    else:
        yield f"Unika: mellan {number(low)} och {number(high)}, beroende på öppna frågor."
    degree = {
        name: cell for name, cell in standing.report.cells().items() if DEGREE.lower() in name
    }
    if "G1.registreringsgrad.totalt" in degree:
        yield f"{DEGREE}: {shown(degree['G1.registreringsgrad.totalt']).whole}."
    if figures["unika_uppskattade"]:
        yield _ESTIMATED
    if counted.register_since:
        yield f"Registret förs sedan {counted.register_since}."


def _drawn(label: str, table: Table, columns: Sequence[_Figures], width: int) -> Iterator[Text]:
    """As many columns as there is room for beside the labels."""
    fitting = list(columns)
    while len(fitting) > 1 and _room(fitting, width) < _LEAST_LABEL:
        heaviest = max(fitting, key=lambda each: each.weight)
        if not heaviest.weight:
            break
        fitting.remove(heaviest)
    names = [shown(row.cells[0]).figure for row in table.rows]
    wide = min(max(map(cell_len, (label, *names))), max(_room(fitting, width), 4))
    heads = "".join(f"{'':{_GAP}}{each.heading:>{each.width}}" for each in fitting)
    yield Text(f"{label:{wide}}{heads}", style="bold")
    for at, (name, row) in enumerate(zip(names, table.rows, strict=True)):
        figures = "".join(f"{'':{_GAP}}{each.values[at]:>{each.width}}" for each in fitting)
        style = "bold" if row.role is Role.TOTAL else ""
        yield Text(f"{cut(name, wide):{wide}}{figures}", style=style)


def _room(columns: Sequence[_Figures], width: int) -> int:
    return width - sum(each.width + _GAP for each in columns)


def _at(columns: Sequence[Column], beginning: str) -> list[int]:
    return [at for at, each in enumerate(columns) if each.heading.startswith(beginning)]


def _values(table: Table, at: int, *, signs: bool = True) -> tuple[str, ...]:
    cells = [shown(row.cells[at]) for row in table.rows]
    return tuple(each.whole if signs else each.figure for each in cells)
