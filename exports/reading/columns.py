"""Which column of a table holds what, found by its header."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from exports.reading.cells import Parse, parsers
from exports.reading.faults import CellFault, FileFault
from exports.safe_text import shown
from halsoverkstad.domain.programme import Group, Programme, fold_word
from halsoverkstad.domain.rows import HEADS, NEW, Value

SESSION_TITLE = "tillfälle"
CODE_TITLE = "deltagare"
TITLES = {
    "session": SESSION_TITLE,
    "day": "datum",
    "start": "tid",
    "minutes": "minuter",
    "workshop": "verkstad",
    "kind": "typ",
    "activity": "aktivitet",
    "place": "plats",
    "turned_away": "fick inte plats",
    "language_training": "språkträning",
    "partners": "samverkan",
    "note": "anteckning",
    "code": CODE_TITLE,
    "group": "grupp",
    "area": "bostadsområde",
    "sex": "kön",
}
"""The header of each field, as contract.md writes it; heads have their groups' own."""
PERSON_FIELDS = ("group", "area", "sex")


def heads_title(group: Group) -> str:
    """The header of a group's heads counted without name; `nya` follows it for the new ones."""
    return group.key.replace("_", " ")


@dataclass(frozen=True)
class Bad:
    """Why a cell's text is no value of its column."""

    sentence: str


@dataclass(frozen=True)
class Column:
    """A column that is read. Each different text in it is parsed once."""

    index: int
    title: str
    """As the file writes it: that is what its owner will look for."""
    field: str
    parse: Parse
    known: dict[str, Value | Bad] = dataclasses.field(default_factory=dict[str, Value | Bad])

    def read(self, cell: str) -> Value | Bad:
        """The value of a cell, or why it has none."""
        try:
            return self.known[cell]
        except KeyError:
            value = self.known[cell] = self._parsed(cell)
            return value

    def _parsed(self, cell: str) -> Value | Bad:
        try:
            return self.parse(cell)
        except CellFault as fault:
            return Bad(str(fault))


@dataclass(frozen=True)
class Layout:
    """The columns of one table. With `code` its rows are attendances, else sessions."""

    session: Column
    code: Column | None
    about_session: tuple[Column, ...]
    about_person: tuple[Column, ...]
    unknown: tuple[str, ...]
    """Headers that nobody knows; their columns are not read."""
    untitled: tuple[int, ...]
    """Columns without a header, which should hold nothing."""
    width: int


class Headers:
    """Finds the columns of a table under a programme's settings."""

    def __init__(self, programme: Programme) -> None:
        """Fixed headers go before groups of the same name."""
        self._parsers = parsers(programme)
        self._fields = _group_fields(programme) | {
            fold_word(title): name for name, title in TITLES.items()
        }

    def known(self, titles: Sequence[str]) -> int:
        """How many of the titles are headers that are read; no more than that is looked at."""
        return sum(self._field(title) is not None for title in titles)

    def layout(self, titles: Sequence[str], row: int) -> Layout:
        """The columns under a header row.

        Raises:
            FileFault: a column stands twice or a required one is missing.
        """
        found: dict[str, Column] = {}
        for index, title in enumerate(titles):
            name = self._field(title)
            if name is None:
                continue
            if name in found:
                raise _twice(found[name].title, title, row)
            found[name] = Column(index, title.strip(), name, self._parsers[name])
        session = found.pop("session", None)
        if session is None:
            raise _missing(SESSION_TITLE, row)
        code = found.pop("code", None)
        about_person = tuple(found.pop(name) for name in PERSON_FIELDS if name in found)
        if code is None and about_person:
            raise _missing(CODE_TITLE, row)
        if code is None and not found:
            raise FileFault(
                f"Bara kolumnen ”{SESSION_TITLE}” känns igen; en närvarofil ska också ha "
                f"”{CODE_TITLE}”, en tillfällesfil ”datum” och de andra kolumnerna.",
                row,
            )
        return Layout(
            session=session,
            code=code,
            about_session=tuple(found.values()),
            about_person=about_person,
            unknown=tuple(
                title.strip() for title in titles if title.strip() and self._field(title) is None
            ),
            untitled=tuple(index for index, title in enumerate(titles) if not title.strip()),
            width=len(titles),
        )

    def _field(self, title: str) -> str | None:
        return self._fields.get(fold_word(title.strip("\ufeff")))


def _group_fields(programme: Programme) -> dict[str, str]:
    """Headers of heads counted without name, by every name that a group goes by."""
    fields: dict[str, str] = {}
    for group in programme.groups:
        for word in (group.key, group.name, *group.aliases):
            fields[fold_word(word)] = HEADS + group.key
            fields[fold_word(f"{word} nya")] = NEW + group.key
    return fields


def _twice(first: str, second: str, row: int) -> FileFault:
    first, second = shown(first.strip()), shown(second.strip())
    named = f"”{first}”" if first == second else f"”{first}” (också som ”{second}”)"
    return FileFault(f"Kolumnen {named} finns två gånger; ta bort den ena.", row, second)


def _missing(title: str, row: int) -> FileFault:
    return FileFault(
        f"Kolumnen ”{title}” saknas; lägg till den bland rubrikerna på rad {row}.", row, title
    )
