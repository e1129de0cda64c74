"""Section 9: how it was counted, what is covered, what has been corrected, what was printed."""

from collections.abc import Iterator

from exports.measures import (
    DEGREE,
    DEGREE_DEFINITION,
    MEASURE_LABELS,
    MINIMUM_NOTE,
    NO_SUMS_NOTE,
    Basis,
    definition,
)
from exports.report.content import corrections
from exports.report.content.activities import degree_note
from exports.report.content.cells import NONE, Cells, missing, text
from exports.report.content.words import several, short_name, weeks_in_words
from exports.report.figure_words import TURNED_AWAY_LABEL
from exports.report.model import (
    Block,
    Bullets,
    Cell,
    Column,
    Count,
    Day,
    Definition,
    Definitions,
    Kind,
    Mark,
    Paragraph,
    Row,
    Section,
    Table,
)
from exports.report.source import Source
from halsoverkstad.domain.numbers import thousands
from halsoverkstad.domain.published import PublishedFigure, PublishedPeriod
from storage.coverage import Weekly

_PRINTED = (
    "unika",
    "aterkommande",
    "tillfallen",
    "gruppaktiviteter",
    "arrangemang",
    "deltagartillfallen",
    "individuellt_stod",
)


def sections(source: Source, cells: Cells, number: str) -> Iterator[Section]:
    """Definitions, coverage, corrections, printed figures, kontrollsumma."""
    parts: list[tuple[str, tuple[Block, ...]]] = [
        ("Definitioner", (Paragraph(_about_definitions()), Definitions(tuple(_entries(source))))),
        ("Hur säkra siffrorna är", tuple(_certainty(source, cells))),
        ("Täckning efter dator och vecka", tuple(_coverage(source))),
    ]
    if source.published.up_to(source.period):
        parts.append(("Tidigare publicerade siffror", tuple(_published(source))))
    parts.append(("Rättelser av tidigare siffror", tuple(corrections.blocks(source, cells))))
    parts.append(("Underlagets kontrollsumma", (Paragraph(_checksum(source)),)))
    for place, (title, blocks) in enumerate(parts, 1):
        yield Section(f"{number}.{place}", title, blocks)


def _about_definitions() -> str:
    return f"Varje siffra är loggad, registrerad eller uppskattad. {NO_SUMS_NOTE} {MINIMUM_NOTE}"


def _entries(source: Source) -> Iterator[Definition]:
    for measure, words in MEASURE_LABELS.items():
        meaning = definition(measure, source.counted.definitions)
        yield Definition(words.label, meaning, str(words.basis))
        if measure == "deltagartillfallen_registrerade":
            yield Definition(DEGREE, DEGREE_DEFINITION, str(Basis.REGISTERED))
    yield Definition(
        TURNED_AWAY_LABEL,
        "Personer som ville delta och inte kunde tas emot, så som det noterades vid tillfället.",
        str(Basis.ESTIMATED),
    )
    yield Definition(
        "Deltagare per tillfälle",
        "Deltagartillfällen delat med tillfällen.",
        str(Basis.BOTH),
    )
    yield Definition(
        "Besök per person",
        "Registrerade personer efter hur många tillfällen, av alla typer, de varit med på.",
        str(Basis.REGISTERED),
    )
    yield Definition("Differens", "Budget minus utfall, framräknat av programmet.")


def _certainty(source: Source, cells: Cells) -> Iterator[Block]:
    counted = source.counted
    items = [
        _interval(cells),
        f"{degree_note(cells)} Resten är räknade utan namn.",
        f"Öppna frågor om samma person: {thousands(source.questions)}.",
        f"Ändringar som motsäger varandra och väntar på ett val: {thousands(source.conflicts)}.",
    ]
    if counted.register_since and counted.register_since <= source.period.last:
        items.append(
            f"Registret förs sedan {counted.register_since}: den som varit med tidigare än så räknas "
            "ändå som ny, så det första året visar för många nya."
        )
    yield Bullets(tuple(items))


def _interval(cells: Cells) -> str:
    bounds = ("N1.unika_lagst", "N1.unika_hogst")
    lowest, highest = map(cells.words, bounds)
    if None in map(cells.number, bounds):
        return (
            "Hur många unika deltagare det är som minst och mest visas inte, för att skydda dem "
            "som är få."
        )
    if lowest == highest:
        return "Inga öppna frågor om samma person påverkar antalet unika deltagare."
    return (
        f"Antalet unika deltagare ligger mellan {lowest} och {highest}, beroende på hur öppna "
        "frågor om samma person besvaras och på hur många som liknar varandra av en slump. Det "
        "gäller vilka som är samma person, inte hur väl de som räknats utan namn är uppskattade."
    )


def _coverage(source: Source) -> Iterator[Block]:
    covered = source.counted.coverage
    yield Paragraph(
        f"Perioden rör {several(len(covered.weeks), 'vecka', 'veckor')}. En dator täcker en vecka "
        "om den har lämnat uppgifter som når dit, också när den inte hade något tillfälle. Veckor "
        "före datorns första tillfälle, och veckor som inte har börjat, räknas inte för den."
    )
    rows = [
        Row(
            (
                text(laptop.name),
                Cell(Count(sum(each.sessions for each in weeks)), f"M1.tillfallen.{number}"),
                *(
                    Cell(Count(sum(each.known is known for each in weeks)), f"M1.{word}.{number}")
                    for known, word in _WEEKLY.items()
                ),
                missing(NONE) if laptop.last is None else Cell(Day(laptop.last)),
            )
        )
        for number, laptop in enumerate(covered.laptops, 1)
        for weeks in [covered.held[laptop.laptop]]
    ]
    yield Table(
        "M1",
        f"Datorernas veckor, {short_name(source.period)}",
        (
            Column("Dator", Kind.TEXT),
            Column("Tillfällen"),
            Column("Veckor med tillfällen"),
            Column("Veckor utan tillfällen"),
            Column("Veckor som inte hörts av"),
            Column("Senaste tillfälle"),
        ),
        tuple(rows),
    )
    gaps = tuple(_gaps(source))
    if gaps:
        yield Bullets(gaps)


def _gaps(source: Source) -> Iterator[str]:
    """By laptop, the weeks without a session and those that nothing has been heard of."""
    covered = source.counted.coverage
    for laptop in covered.laptops:
        for known, said in _GAPS.items():
            weeks = [
                week
                for week, each in zip(covered.weeks, covered.held[laptop.laptop], strict=True)
                if each.known is known
            ]
            if weeks:
                yield f"{laptop.name}, {said}: {', '.join(weeks_in_words(weeks))}."


_GAPS = {
    Weekly.NONE: "veckor utan tillfällen",
    Weekly.UNHEARD: "veckor som inte hörts av",
}
_WEEKLY = {Weekly.HELD: "med", Weekly.NONE: "utan", Weekly.UNHEARD: "ohorda"}


def _published(source: Source) -> Iterator[Block]:
    printed = source.published.up_to(source.period)
    rows = [_printed_row(each, number) for number, each in enumerate(printed, 1)]
    yield Table(
        "P1",
        "Publicerade siffror från tidigare rapporter",
        (
            Column("Period", Kind.TEXT),
            *(Column(MEASURE_LABELS[each].label) for each in _PRINTED),
        ),
        tuple(rows),
        notes=(
            (
                "Siffrorna är som de trycktes och är inte räknade av programmet. Mellan publicerade "
                "uppskattningar och räknade siffror är det tidsseriebrott, och ingen procent anges."
            ),
        ),
    )
    notes = tuple(f"{each.period.name}: {note}" for each in printed for note in each.notes)
    if notes:
        yield Bullets(notes)


def _printed_row(printed: PublishedPeriod, number: int) -> Row:
    cells = [
        _printed_cell(printed, measure, printed.figures.get(measure), number)
        for measure in _PRINTED
    ]
    return Row((text(printed.period.name), *cells))


def _printed_cell(
    printed: PublishedPeriod, measure: str, figure: PublishedFigure | None, number: int
) -> Cell:
    if figure is None:
        return missing(NONE)
    estimated = figure.judged or (measure == "unika" and printed.estimated)
    marks = (
        *((Mark.MINIMUM,) * figure.at_least),
        Mark.PUBLISHED,
        *((Mark.ESTIMATED,) * estimated),
    )
    return Cell(Count(figure.value), f"P1.{measure}.{number}", marks)


def _checksum(source: Source) -> str:
    return (
        f"Kontrollsumman över alla uppgifter som rapporten bygger på är {source.counted.checksum}. "
        "Samma uppgifter ger samma summa, i vilken ordning de än har lästs in."
    )
