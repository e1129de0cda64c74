"""What the published figures are called, and what has to be known of them, in words."""

from exports.measures import MEASURE_LABELS, definition
from exports.open_data.figures import OpenFigures
from exports.protection.figures import Cut
from halsoverkstad.domain.words import COMMON_LABEL, MADE_UP, UNKNOWN_GROUP, Dimension

HIDDEN = (
    "En tom ruta är en siffra som döljs: en till fyra personer står bakom den, eller så skulle en "
    "sådan siffra gå att räkna fram med hjälp av den. Den är inte noll."
)
TOGETHER = (
    "Alla tabeller är skyddade tillsammans. Det gäller så länge de inte publiceras bredvid tabeller "
    "för en period som delvis är densamma, eller bredvid egna uttag ur samma uppgifter."
)
FLOOR = (
    "De uppskattade är bara säkra för hela kalenderår och alla tillfällen; i varje annan ruta är "
    "unika_uppskattade, och därmed unika, ett minsta antal."
)
_DIMENSIONS = {
    Dimension.WORKSHOP: f"Hälsoverkstaden. {COMMON_LABEL}: tillfällen som inte hör till någon.",
    Dimension.GROUP: "Gruppen av deltagare, vald för varje person i varje ruta: den senast kända.",
    Dimension.QUARTER: "Kalenderkvartalet, 2025K1.",
}


def title(figures: OpenFigures) -> str:
    """What all of it is of."""
    made_up = f" ({MADE_UP})" if figures.made_up else ""
    return f"{figures.programme.name}: tillfällen och deltagare {figures.period.name}{made_up}"


def title_of_table(cut: Cut) -> str:
    """What a table is of."""
    words = " och ".join(each.label.lower() for each in cut)
    return f"Per {words}" if words else "Hela perioden"


def meaning(dimension: Dimension) -> str:
    """What a dimension's column holds."""
    return _DIMENSIONS[dimension]


def group_labels(figures: OpenFigures) -> dict[str, str]:
    """The groups by their keys, as they stand in the cells."""
    programme = figures.programme
    keys = (*programme.group_keys, UNKNOWN_GROUP)
    return {key: programme.group_label(key) for key in keys}


def measure(figures: OpenFigures, name: str) -> str:
    """A measure, what it rests on, and what it is."""
    explained = definition(name, figures.programme.definitions)
    return f"{MEASURE_LABELS[name].label} ({MEASURE_LABELS[name].basis}). {explained}"
