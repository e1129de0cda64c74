"""What each measure is called and means, in words for people (domain.md)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from halsoverkstad.domain.programme import Definitions


class Basis(StrEnum):
    """What a figure rests on; every figure says it."""

    LOGGED = "loggad"
    REGISTERED = "registrerad"
    ESTIMATED = "uppskattad"
    BOTH = "registrerad + uppskattad"


@dataclass(frozen=True)
class Measure:
    """A measure in words."""

    label: str
    short: str
    """For the head of a narrow column; a line break where it may be broken."""
    definition: str
    basis: Basis
    part_of: str | None = None
    """The measure that it is a part of, below which it is listed."""


MEASURE_LABELS: Mapping[str, Measure] = {
    "tillfallen": Measure(
        "Tillfällen",
        "Till-\nfällen",
        "Aktivitetstillfällen som har hållits, av alla typer.",
        Basis.LOGGED,
    ),
    "gruppaktiviteter": Measure(
        "Gruppaktiviteter",
        "Grupp-\naktiv.",
        "Tillfällen av typen grupp.",
        Basis.LOGGED,
        "tillfallen",
    ),
    "arrangemang": Measure(
        "Arrangemang",
        "Arrange-\nmang",
        "Större aktiviteter och arrangemang, till exempel områdesdagar och dialogforum.",
        Basis.LOGGED,
        "tillfallen",
    ),
    "individuella": Measure(
        "Individuella tillfällen",
        "Indivi-\nduella",
        "Tillfällen med individuellt riktat stöd.",
        Basis.LOGGED,
        "tillfallen",
    ),
    "deltagartillfallen": Measure(
        "Deltagartillfällen",
        "Deltagar-\ntillfällen",
        "Närvaro av registrerade personer och räknade utan namn, sammanlagt.",
        Basis.BOTH,
    ),
    "deltagartillfallen_registrerade": Measure(
        "Registrerade deltagartillfällen",
        "Registr.\ndeltagart.",
        "Närvaro av registrerade personer: en person vid ett tillfälle.",
        Basis.REGISTERED,
        "deltagartillfallen",
    ),
    "unika": Measure(
        "Unika deltagare",
        "Unika",
        "Olika registrerade personer och de som räknats utan namn och bedömts vara nya för året.",
        Basis.BOTH,
    ),
    "unika_lagst": Measure(
        "Unika, lägst",
        "Unika,\nlägst",
        "Unika deltagare om varje öppen fråga om samma person besvaras med ja. Gäller vilka som är "
        "samma person, inte hur väl de som räknats utan namn är uppskattade.",
        Basis.BOTH,
        "unika",
    ),
    "unika_hogst": Measure(
        "Unika, högst",
        "Unika,\nhögst",
        "Unika deltagare om ingen öppen fråga om samma person besvaras med ja, och om de som kan ha "
        "tagits för samma person av en slump är olika. Gäller vilka som är samma person, inte hur "
        "väl de som räknats utan namn är uppskattade.",
        Basis.BOTH,
        "unika",
    ),
    "unika_registrerade": Measure(
        "Unika registrerade",
        "Unika\nregistr.",
        "Olika registrerade personer som varit med minst en gång.",
        Basis.REGISTERED,
        "unika",
    ),
    "unika_uppskattade": Measure(
        "Unika uppskattade",
        "Unika\nuppsk.",
        "Räknade utan namn som bedömts vara med för första gången under kalenderåret.",
        Basis.ESTIMATED,
        "unika",
    ),
    "nya": Measure(
        "Nya",
        "Nya",
        "Registrerade personer som var med för första gången i programmet under perioden.",
        Basis.REGISTERED,
        "unika_registrerade",
    ),
    "tidigare": Measure(
        "Tidigare kända",
        "Tidi-\ngare",
        "Registrerade personer som hade varit med redan före perioden.",
        Basis.REGISTERED,
        "unika_registrerade",
    ),
    "aterkommande": Measure(
        "Återkommande",
        "Åter-\nkommande",
        "Registrerade personer som varit på gruppaktiviteter flera olika datum.",
        Basis.REGISTERED,
    ),
    "regelbundna": Measure(
        "Regelbundna",
        "Regel-\nbundna",
        "Registrerade personer som varit på en verkstads gruppaktiviteter de flesta veckor.",
        Basis.REGISTERED,
    ),
    "individuellt_stod": Measure(
        "Fått individuellt stöd",
        "Indiv.\nstöd",
        "Registrerade personer med minst ett individuellt tillfälle.",
        Basis.REGISTERED,
    ),
}
"""Every measure in the order of the JSON answer (contract.md)."""

DEGREE = "Registreringsgrad"
DEGREE_DEFINITION = (
    "Registreringsgrad är registrerade deltagartillfällen av alla deltagartillfällen: hur stor "
    "del av närvaron som de registrerade siffrorna vilar på."
)
MINIMUM_NOTE = (
    "”Minst” står där de uppskattade bara är ett golv: den som räknats utan namn kan ha varit "
    "ny i fler delar än den där det noterades."
)
NO_SUMS_NOTE = (
    "Personer summeras inte mellan rader: den som varit med i flera är en person i totalen."
)


def definition(measure: str, definitions: Definitions) -> str:
    """A measure explained in one sentence, with the thresholds that it was counted by."""
    return definitions.sentences().get(measure, MEASURE_LABELS[measure].definition)
