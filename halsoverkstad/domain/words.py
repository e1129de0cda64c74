"""Words that recur: the keys files use, and the Swedish a person sees. `domain.md` is the source."""

from enum import StrEnum

PRODUCT = "Hälsoverkstad"
COMMON = ""
"""The workshop of a session that belongs to none (programgemensamt)."""
COMMON_LABEL = "Programgemensamt"
UNKNOWN = "uppgift saknas"
"""Shown, and written in files, where a group, area or sex is not known."""
UNKNOWN_GROUP = "uppgift_saknas"
"""Key of the group that is not known."""
MADE_UP = "Påhittade uppgifter"
"""Stands on every screen and file of the demo."""


class Kind(StrEnum):
    """What kind of session it was; each has its own count."""

    GROUP = "grupp"
    EVENT = "arrangemang"
    INDIVIDUAL = "individuellt"

    @property
    def label(self) -> str:
        """The kind in words, in the singular."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    Kind.GROUP: "gruppaktivitet",
    Kind.EVENT: "arrangemang",
    Kind.INDIVIDUAL: "individuellt stöd",
}


class Dimension(StrEnum):
    """What figures can be cut by, in the words of the command line."""

    WORKSHOP = "verkstad"
    GROUP = "grupp"
    KIND = "typ"
    ACTIVITY = "aktivitet"
    PLACE = "plats"
    AREA = "omrade"
    SEX = "kon"
    YEAR = "ar"
    HALF = "halvar"
    QUARTER = "kvartal"
    MONTH = "manad"

    @property
    def label(self) -> str:
        """The dimension in words, for headings."""
        return _DIMENSION_LABELS[self]

    @property
    def of_time(self) -> bool:
        """Whether it cuts by time."""
        return self in TIME_DIMENSIONS

    @property
    def of_person(self) -> bool:
        """Whether it is noted about a person at each attendance."""
        return self in PERSON_DIMENSIONS


TIME_DIMENSIONS = (Dimension.YEAR, Dimension.HALF, Dimension.QUARTER, Dimension.MONTH)
"""From long to short: the last one asked for is the finest."""
PERSON_DIMENSIONS = (Dimension.GROUP, Dimension.AREA, Dimension.SEX)

_DIMENSION_LABELS = {
    Dimension.WORKSHOP: "Verkstad",
    Dimension.GROUP: "Grupp",
    Dimension.KIND: "Typ",
    Dimension.ACTIVITY: "Aktivitet",
    Dimension.PLACE: "Plats",
    Dimension.AREA: "Bostadsområde",
    Dimension.SEX: "Kön",
    Dimension.YEAR: "År",
    Dimension.HALF: "Halvår",
    Dimension.QUARTER: "Kvartal",
    Dimension.MONTH: "Månad",
}
