"""Section 1: the figures in a few sentences, the key figures, and what was held against what."""

from collections.abc import Iterator

from exports.measures import MEASURE_LABELS
from exports.report.content import reconciliation
from exports.report.content.activities import degree_note
from exports.report.content.cells import Cells, missing, text
from exports.report.content.groups import BREAK
from exports.report.content.texts import Texts
from exports.report.content.words import capital, short_name
from exports.report.model import (
    Block,
    Cell,
    Column,
    Count,
    Kind,
    Mark,
    Paragraph,
    Role,
    Row,
    Table,
)
from exports.report.source import Source
from exports.statistics_words import Basis, basis
from halsoverkstad.domain.report import Part, TextKey

_KEY_FIGURES = (
    "tillfallen",
    "gruppaktiviteter",
    "arrangemang",
    "individuella",
    "deltagartillfallen",
    "unika",
    "unika_registrerade",
    "unika_uppskattade",
    "nya",
    "aterkommande",
    "regelbundna",
    "individuellt_stod",
)


def blocks(source: Source, cells: Cells, texts: Texts) -> Iterator[Block]:
    """The summary fills itself; a text of one's own may follow."""
    if not source.counted.now.total.figures["tillfallen"]:
        yield Paragraph(f"Inga tillfällen är loggade för {short_name(source.period)}.", lead=True)
    else:
        yield Paragraph(_lead(source, cells), lead=True)
        yield Paragraph(_returning(source, cells))
    yield from texts.blocks(TextKey(Part.SUMMARY))
    yield _key_figures(source, cells)
    yield reconciliation.box(source, cells)


def _lead(source: Source, cells: Cells) -> str:
    many = cells.several
    return (
        f"Under {short_name(source.period)} hölls "
        f"{many('N1.tillfallen', 'tillfälle', 'tillfällen')}: "
        f"{many('N1.gruppaktiviteter', 'gruppaktivitet', 'gruppaktiviteter')}, "
        f"{cells.words('N1.arrangemang')} arrangemang och {cells.words('N1.individuella')} med "
        "individuellt stöd, med sammanlagt "
        f"{many('N1.deltagartillfallen', 'deltagartillfälle', 'deltagartillfällen')} och "
        f"{many('N1.unika', 'unik deltagare', 'unika deltagare')}. Av de unika är "
        f"{many('N1.unika_registrerade', 'registrerad', 'registrerade')} och "
        f"{many('N1.unika_uppskattade', 'uppskattad', 'uppskattade')}."
    )


def _returning(source: Source, cells: Cells) -> str:
    rules = source.counted.definitions.sentences()
    came = capital(cells.several("N1.aterkommande", "person", "personer"))
    return (
        f"{came} var återkommande och {cells.words('N1.regelbundna')} regelbundna. "
        f"{rules['aterkommande']} {rules['regelbundna']} {degree_note(cells)}"
    )


def _key_figures(source: Source, cells: Cells) -> Table:
    before = source.before
    columns = [
        Column("Mått", Kind.TEXT),
        Column(capital(short_name(source.period))),
        Column(capital(short_name(before)) if before else "Året före"),
        Column("Förändring i %"),
    ]
    if source.published_now:
        columns.append(Column(f"Publicerat för {short_name(source.period)}"))
    columns.append(Column("Vilar på", Kind.TEXT))
    return Table(
        "N1",
        f"Nyckeltal, {short_name(source.period)}",
        tuple(columns),
        tuple(_row(source, cells, each) for each in _KEY_FIGURES),
        notes=(degree_note(cells),),
    )


def _row(source: Source, cells: Cells, measure: str) -> Row:
    words = MEASURE_LABELS[measure]
    name = f"N1.{measure}"
    values = [text(words.label), cells.cell(name), *_beside(source, cells, measure, name)]
    if source.published_now:
        printed = _printed(source, measure, f"{name}.publicerat", now=True)
        values.append(printed or missing("–"))
    values.append(text(_rests_on(source, cells, measure)))
    return Row(tuple(values), Role.PART if words.part_of else Role.PLAIN, words.label)


def _rests_on(source: Source, cells: Cells, measure: str) -> str:
    """Where parts may be hidden, what it rests on in general: the rest would tell of them."""
    if cells.protecting:
        return str(MEASURE_LABELS[measure].basis)
    return str(basis(source.counted.now.total, measure) or Basis.LOGGED)


def _beside(source: Source, cells: Cells, measure: str, name: str) -> tuple[Cell, Cell]:
    if source.counted.before is None:
        printed = _printed(source, measure, f"{name}.fore", now=False)
        if printed:
            return printed, missing(BREAK, Mark.BREAK)
    return cells.before(name), cells.change_share(name)


def _printed(source: Source, measure: str, name: str, *, now: bool) -> Cell | None:
    """A figure as it was printed for the period, or for the one a year before."""
    printed = source.published_now if now else source.published_before
    figure = printed.figures.get(measure) if printed else None
    if printed is None or figure is None:
        return None
    estimated = figure.judged or (measure == "unika" and printed.estimated)
    marks = (Mark.MINIMUM,) * figure.at_least + (Mark.PUBLISHED,) + (Mark.ESTIMATED,) * estimated
    return Cell(Count(figure.value), name, marks)
