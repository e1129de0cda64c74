"""What the fields of a version are called and how their values read, in Swedish."""

from typing import Any

from halsoverkstad.domain.words import COMMON_LABEL, Kind

COLUMN_LABELS = {
    "day": "Datum",
    "start": "Tid",
    "minutes": "Minuter",
    "workshop": "Verkstad",
    "kind": "Typ",
    "activity": "Aktivitet",
    "place": "Plats",
    "turned_away": "Fick inte plats",
    "language_training": "Språkträning",
    "partners": "Samverkan",
}
"""The columns of a session, in the order in which they are shown."""


def column_word(column: str, value: Any) -> str:
    """The value of a session's column; what is empty says so."""
    match column, value:
        case "workshop", None | "":
            return COMMON_LABEL
        case "kind", str():
            return Kind(value).label
        case "language_training", _:
            return "ja" if value else "nej"
        case "partners", list():
            return ", ".join(value)  # pyright: ignore[reportUnknownArgumentType]
        case "turned_away", None:
            return "0"
        case _, None | "":
            return "tomt"
        case _:
            return str(value)


def heads_word(value: Any) -> str:
    """Heads of one group: how many, and of whom new."""
    if value is None:
        return "0"
    count, new = value
    return f"{count}" if new is None else f"{count} (varav {new} nya)"
