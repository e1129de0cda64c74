"""One part for each workshop: its groups, its text, what was printed about it before."""

from collections.abc import Iterator

from exports.measures import DEGREE, MEASURE_LABELS
from exports.report.content.activities import workshop_label
from exports.report.content.cells import Cells, text
from exports.report.content.texts import Texts
from exports.report.content.words import capital, days_in_words, several, short_name
from exports.report.model import Block, Column, Kind, Paragraph, Role, Row, Section, Table
from exports.report.source import Source
from halsoverkstad.domain.numbers import percent, thousands
from halsoverkstad.domain.published import PublishedPeriod
from halsoverkstad.domain.report import Part, TextKey
from halsoverkstad.domain.report_names import TOTAL, part_names
from halsoverkstad.domain.statistics import Row as Counted

_MEASURES = ("unika", "nya", "aterkommande", "regelbundna", "deltagartillfallen")


def sections(source: Source, cells: Cells, texts: Texts, number: str) -> Iterator[Section]:
    """A section to each workshop, numbered below `number`."""
    words = part_names(source.counted.workshops)
    for place, workshop in enumerate(source.counted.workshops, 1):
        blocks: list[Block] = [
            Paragraph(capital(_lead(cells, words[workshop]))),
            *texts.blocks(TextKey(Part.WORKSHOP, workshop)),
            _table(source, cells, workshop, words[workshop], place),
            *(
                Paragraph(_printed(printed, row, cells, shown=_may_be_shown(row, cells)))
                for printed, row in source.published_workshops
                if printed.workshop == workshop
            ),
        ]
        yield Section(f"{number}.{place}", _title(workshop), tuple(blocks))


def _title(workshop: str) -> str:
    return f"Verkstaden {workshop}" if workshop else workshop_label(workshop)


def _lead(cells: Cells, part: str) -> str:
    many = cells.several
    return (
        f"{many(f'T2.tillfallen.{part}', 'tillfälle', 'tillfällen')}: "
        f"{many(f'T2.gruppaktiviteter.{part}', 'gruppaktivitet', 'gruppaktiviteter')}, "
        f"{cells.words(f'T2.arrangemang.{part}')} arrangemang och "
        f"{cells.words(f'T2.individuella.{part}')} med individuellt stöd. "
        f"{capital(many(f'T2.unika.{part}', 'unik deltagare', 'unika deltagare'))}, varav "
        f"{many(f'T2.unika_registrerade.{part}', 'registrerad', 'registrerade')}. "
        f"{DEGREE}: {cells.degree_in_words('T2', part)}."
    )


def _table(source: Source, cells: Cells, workshop: str, part: str, place: int) -> Table:
    groups = [(source.programme.group_label(each), each) for each in source.counted.groups]
    rows = [
        Row(
            (
                text(capital(label)),
                *(cells.cell(f"V.{part}.{measure}.{group}") for measure in _MEASURES),
                cells.degree(f"V.{part}", group),
            ),
            Role.TOTAL if group == TOTAL else Role.PLAIN,
        )
        for label, group in (*groups, ("Totalt", TOTAL))
    ]
    columns = (
        Column("Grupp", Kind.TEXT),
        *(
            Column(MEASURE_LABELS[each].label, term=MEASURE_LABELS[each].label)
            for each in _MEASURES
        ),
        Column(DEGREE, term=DEGREE),
    )
    caption = f"{workshop_label(workshop)}: deltagare efter grupp, {short_name(source.period)}"
    return Table(f"V{place}", caption, columns, tuple(rows))


def _may_be_shown(row: Counted, cells: Cells) -> bool:
    """A count of another stretch of days is protected by no table, so only beside open figures."""
    return bool(row.figures) and not cells.protecting


def _printed(printed: PublishedPeriod, row: Counted, cells: Cells, *, shown: bool) -> str:
    """What was printed about the workshop, and the same days counted."""
    del cells
    unique = printed.value("unika")
    said = [] if unique is None else [f"{thousands(unique)} unika deltagare"]
    if printed.regular_share is not None:
        said.append(f"minst {percent(printed.regular_share)} regelbundna")
    text = f"Publicerat för {days_in_words(printed.period)}: {', '.join(said)} (uppskattat)."
    if not shown:
        return text
    people = row.figures["unika_registrerade"]
    regular = several(row.figures["regelbundna"], "regelbunden", "regelbundna")
    share = f" ({percent(row.figures['regelbundna'] / people)})" if people else ""
    return (
        f"{text} Räknat för samma dagar: {thousands(row.figures['unika'])} unika, varav "
        f"{thousands(people)} registrerade, {regular}{share}. Mellan publicerade uppskattningar "
        "och räknade siffror är det tidsseriebrott."
    )
