"""The sheet Läs mig of the form: how it is filled in, and one example."""

from exports.reading.columns import heads_title
from exports.workbooks import Sheet, Workbook
from halsoverkstad.domain.programme import Programme

_STEPS = (
    """1. Skriv en rad för varje tillfälle på bladet Tillfällen. Ge det ett eget id som inget annat
    tillfälle har, till exempel A-001.""",
    """2. Skriv en rad för varje registrerad person och tillfälle på bladet Närvaro, med
    tillfällets id och personens kod. Samma kod är alltid samma person.""",
    """3. De som inte är registrerade räknas i stället på tillfällets rad: hur många i varje grupp
    och, om ni vet, hur många av dem som var nya för året.""",
    """4. Spara och lämna filen till den som har programmet Hälsoverkstad. Den läses in med
    kommandot importera. Samma fil kan läsas in igen när ni har rättat eller lagt till.""",
)
_RULES = (
    "Skriv aldrig namn på deltagare, varken som kod eller i anteckningen.",
    "Datum skrivs 2025-03-14 och klockslag 09:30. Antal är heltal.",
    "Där det finns en lista väljer ni ur den. Aktivitet och plats kan också skrivas fritt.",
    "En tom cell betyder att uppgiften saknas (verkstad: programgemensamt, typ: grupp).",
    "Rubrikerna på rad 1 ska stå kvar. Tomma rader gör inget.",
)

_WIDTH = 72
"""As wide as a page that stands, in the widest font: LibreOffice does not shrink a lone column."""


def write(workbook: Workbook, sheet: Sheet, programme: Programme) -> None:
    """Write the guide."""
    sheet.width(0, _WIDTH, workbook.wrapped)
    lines: list[tuple[str, bool]] = [
        (f"Så fyller ni i formuläret – {programme.name}", True),
        *((step, False) for step in _STEPS),
        ("Bra att veta", True),
        *((rule, False) for rule in _RULES),
        ("Ett exempel", True),
        *((line, False) for line in _example(programme)),
    ]
    for row, (line, is_heading) in enumerate(lines):
        text = " ".join(line.split())
        sheet.write_texts(row, [text], workbook.title if is_heading else workbook.wrapped)
    sheet.print_on(header=programme.name, landscape=False)


def _example(programme: Programme) -> list[str]:
    workshop = programme.workshop_names[0] if programme.workshops else ""
    activity = programme.activities[0] if programme.activities else "Yoga"
    place = programme.places[0] if programme.places else "biblioteket"
    group = heads_title(programme.groups[0])
    return [
        f"""Tillfällen: tillfälle A-001 · datum 2025-03-14 · tid 09:30 · minuter 90 · verkstad
        {workshop} · typ grupp · aktivitet {activity} · plats {place} · {group} 5 · {group} nya 2""",
        f"Närvaro: tillfälle A-001 · deltagare 4711 · grupp {group}",
        """Det betyder: den 14 mars kom personen med koden 4711 och fem till som ingen registrerade,
        två av dem för första gången i år. Tillsammans är det sex deltagartillfällen.""",
    ]
