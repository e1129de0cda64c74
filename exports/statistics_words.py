"""What the statistics' dimensions, rows and small print are called, in every form of them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from exports.measures import (
    DEGREE_DEFINITION,
    MEASURE_LABELS,
    MINIMUM_NOTE,
    NO_SUMS_NOTE,
    Basis,
)
from exports.statistics_answer import PublicStatistics
from halsoverkstad.domain.numbers import percent, thousands
from halsoverkstad.domain.words import COMMON_LABEL, MADE_UP, Dimension, Kind

if TYPE_CHECKING:
    from exports.statistics_answer import Answer, AnswerRow

HIDDEN = ".."
"""Stands for a figure that is kept back to protect few people."""
HIDDEN_NOTE = "”..” står för siffror som döljs för att skydda dem som är få."
INTERNAL = "Intern: små tal är inte skyddade"
PROTECTED = "Att lämna ut: små tal är skyddade"
_PROTECTED_NOTE = (
    f"{PROTECTED}. Siffror bakom vilka en till fyra personer står döljs, och så många andra att "
    "ingen dold siffra går att räkna fram."
)
_NOT_GIVEN = "ej angiven"


def value_label(dimension: Dimension, value: str) -> str:
    """A row's value in a dimension, for people."""
    match dimension:
        case Dimension.WORKSHOP:
            return value or COMMON_LABEL
        case Dimension.GROUP:
            return value.replace("_", " ")
        case Dimension.KIND:
            return Kind(value).label
        case _:
            return value or _NOT_GIVEN


def figure(row: "AnswerRow", measure: str) -> int | None:
    """A figure of a row; None: it is hidden."""
    return row.figures[measure]


def shown_figure(number: int | None) -> str:
    """A figure for people."""
    return HIDDEN if number is None else thousands(number)


def is_floor(statistics: "Answer", row: "AnswerRow") -> bool:
    """Whether `unika` of a row is a floor, to be printed with "minst".

    Where the estimated part is hidden it may be: "minst" is true in any case, and does not tell.
    """
    return statistics.estimates_are_floors and figure(row, "unika_uppskattade") != 0


def label(statistics: "Answer") -> str:
    """Whether the figures may be handed out."""
    return PROTECTED if isinstance(statistics, PublicStatistics) else INTERNAL


def shown_degree(row: "AnswerRow") -> str:
    """A row's degree of registration, for people."""
    return HIDDEN if degree_hidden(row) else percent(degree(row))


def degree_hidden(row: "AnswerRow") -> bool:
    """Whether a part of the degree is hidden, and the degree with it."""
    of = ("deltagartillfallen", "deltagartillfallen_registrerade")
    return any(figure(row, measure) is None for measure in of)


def degree(row: "AnswerRow") -> float | None:
    """How much of a row's attendance is registered, from 0 to 1; None: there is none, or hidden."""
    registered = figure(row, "deltagartillfallen_registrerade")
    everyone = figure(row, "deltagartillfallen")
    return registered / everyone if everyone and registered is not None else None


def basis(row: "AnswerRow", measure: str) -> Basis:
    """What a figure rests on: where two parts are possible, those that there are."""
    usual = MEASURE_LABELS[measure].basis
    if usual is not Basis.BOTH:
        return usual
    registered, estimated = _parts(row, measure)
    if estimated == 0:
        return Basis.REGISTERED
    return Basis.ESTIMATED if registered == 0 else Basis.BOTH


def _parts(row: "AnswerRow", measure: str) -> tuple[int | None, int | None]:
    """The registered and the estimated part of a measure that may have both."""
    if measure != "deltagartillfallen":
        return figure(row, "unika_registrerade"), figure(row, "unika_uppskattade")
    registered, everyone = figure(row, f"{measure}_registrerade"), figure(row, measure)
    if registered is None or everyone is None:
        return None, None
    return registered, everyone - registered


def heading(statistics: "Answer") -> str:
    """What the statistics are of: programme and period."""
    period = statistics.period
    return f"{statistics.program} · {period.name} ({period.first} – {period.last})"


def notes(statistics: "Answer") -> Iterator[str]:
    """All that has to be known to read the figures, a sentence each."""
    if statistics.made_up:
        yield f"{MADE_UP}: inget i siffrorna har hänt."
    yield _PROTECTED_NOTE if isinstance(statistics, PublicStatistics) else f"{INTERNAL}."
    if any(is_floor(statistics, row) for row in statistics.rows):
        yield MINIMUM_NOTE
    if statistics.dimensions and len(statistics.rows) > 1:
        yield NO_SUMS_NOTE
    yield from statistics.definitions.sentences().values()
    yield DEGREE_DEFINITION
    yield _since(statistics)
    yield _interval(statistics)
    if any(figure(row, measure) is None for row in statistics.rows for measure in row.figures):
        yield HIDDEN_NOTE
    yield from warnings(statistics)


def warnings(statistics: "Answer") -> Iterator[str]:
    """What those who hand the figures out have to know of the hidden ones, if anything."""
    if not isinstance(statistics, PublicStatistics):
        return
    if statistics.confined:
        yield (
            f"{thousands(statistics.confined)} av de dolda siffrorna går att snäva in till mindre "
            "än fem för den som också får samma period i grövre delar. Lämna bara ut den ena, "
            "eller dela upp efter färre saker."
        )
    if not statistics.agrees:
        yield (
            "Bredvid rapporten eller en annan uppdelning av samma period kan de här siffrorna röja "
            "något som är dolt: lämna bara ut det ena. Avstämda mot varandra och mot rapporten är "
            "verkstad, grupp och kvartal, och typ, bostadsområde, kön och månad var för sig."
        )


def _since(statistics: "Answer") -> str:
    since = statistics.register_since
    if since is None:
        return "Ingen är registrerad ännu."
    return (
        f"Registret förs sedan {since}: den som varit med tidigare än så räknas ändå som ny, så "
        "det första året visar för många nya."
    )


_LINKING_ALONE = (
    "Det gäller vilka som är samma person, inte hur väl de som räknats utan namn är uppskattade."
)


def _interval(statistics: "Answer") -> str:
    """The bounds of the unique, which open questions about doubles leave."""
    bounds = [(figure(row, "unika_lagst"), figure(row, "unika_hogst")) for row in statistics.rows]
    known = [(low, high) for low, high in bounds if low is not None and high is not None]
    uncertain = [(lowest, highest) for lowest, highest in known if lowest != highest]
    if not uncertain and len(known) < len(bounds):
        return "Hur osäkra antalen unika är sägs inte: det skulle kunna röja dem som är få."
    if not uncertain:
        return "Inga öppna frågor om samma person påverkar antalet unika."
    if statistics.dimensions:
        return (
            "Öppna frågor om samma person, och likheter mellan datorer, gör några av antalen unika "
            f"osäkra; se lägst och högst. {_LINKING_ALONE}"
        )
    lowest, highest = uncertain[0]
    return (
        f"Unika är mellan {shown_figure(lowest)} och {shown_figure(highest)}, beroende på hur öppna "
        "frågor om samma person besvaras och på hur många som är lika av en slump. "
        f"{_LINKING_ALONE}"
    )
