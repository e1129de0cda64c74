"""`las_mig`: what the file says of itself, so that it is understood wherever it lies."""

from collections.abc import Iterator

from exports.analysis.tables import described
from exports.analysis.views import MEASURES, VISITS_VIEW, views
from exports.measures import DEGREE, DEGREE_DEFINITION, MEASURE_LABELS, NO_SUMS_NOTE, definition
from halsoverkstad.domain.words import MADE_UP
from storage import journal
from storage.store import Store

WARNING = (
    "Det här är fortfarande personuppgifter (pseudonymiserade): varje kod i deltagare är en "
    "människa, och den som vet när någon var med kan känna igen personen. Förvara filen skyddat, "
    "lämna den inte vidare och radera den när analysen är klar."
)
_WHAT = (
    "Fakta som de räknas, utan namn, koder från filer, anteckningar och det som personer känns "
    "igen på. Koderna är slumpade för just den här filen: de går inte att följa till en annan "
    "export eller till programmet."
)
_LEFT = (
    "Klockslag, längd, aktivitet och plats är fakta om tillfället och står som de loggades. De kan "
    "göra ett tillfälle lätt att känna igen, och i fri text kan någon ha skrivit mer än det som "
    "gjordes: läs igenom aktivitet och plats. Ett individuellt tillfälle är ofta en enda person."
)
_WEEKS = (
    "I stället för datum står ISO-veckan, och kvartalet för att siffror per kvartal ska gå att "
    "räkna. Veckor som ligger i två kvartal kan därmed bli smalare än en vecka. Personens besök är "
    "numrerade i tidsordning (besoksdag) utan att dagarna står."
)
_DATES = "Datum står med, för att det begärdes. Det gör personer lättare att känna igen."
_ERASED = (
    "De som har raderats finns bara som antal (raderade_narvaro, raderade_personer); vyerna lägger "
    "till dem, så att siffrorna är desamma som i statistik."
)
_ALL = (
    "Allt som är loggat är med. Den som varit med redan innan registret började föras räknas som "
    "ny första gången, så det första året visar för många nya."
)
_VIEWS = (
    "Vyerna heter efter det de delar upp efter, tiden först, och räknar som kommandot statistik: "
    "statistik_ar_grupp är statistik --per ar,grupp. Hur säkra antalen unika är (lägst och högst) "
    "står bara i statistik: det vilar på uppgifter som inte finns här."
)


def rows(store: Store, span: str | None, *, dated: bool) -> Iterator[tuple[int, str, str]]:
    """The rows in the order they are read: number, what it is about, the text.

    Args:
        store: the database.
        span: the first and the last week or day with a session, in words; None: there is none.
        dated: whether dates are told.
    """
    yield from ((number, *row) for number, row in enumerate(_told(store, span, dated=dated), 1))


def _told(store: Store, span: str | None, *, dated: bool) -> Iterator[tuple[str, str]]:
    programme = store.programme
    if store.made_up:
        yield MADE_UP, f"{MADE_UP}: inget i filen har hänt."
    yield "Varning", WARNING
    yield "Program", programme.name
    yield "Period", "Inget är loggat." if span is None else f"{span}. {_ALL}"
    yield "Kontrollsumma", journal.checksum(store.connection)
    yield "Innehåll", _WHAT
    yield "Datum", _DATES if dated else _WEEKS
    yield "Lätt att känna igen", _LEFT
    yield "Raderade", _ERASED
    yield "Räkna", _VIEWS
    yield "Räkna", NO_SUMS_NOTE
    for measure in MEASURES:
        known = MEASURE_LABELS[measure]
        meaning = definition(measure, programme.definitions)
        yield measure, f"{known.label} ({known.basis}). {meaning}"
    yield DEGREE, DEGREE_DEFINITION
    yield from described(dated=dated)
    yield VISITS_VIEW, "Alla besök av registrerade personer, med allt om tillfället."
    for view in views(dated=dated):
        yield view.name, f"Alla mått per {', '.join(view.keys)}."
