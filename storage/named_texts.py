"""Texts of reports in which somebody erased may still be named: typed freely, as notes are.

The program finds them, and a person judges: the name may be another's. A settled report keeps its
texts as well. Its figures and its kontrollsumma do not rest on them, so a name can be taken out of
it; what it looked like when it was handed in is with whoever received it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from halsoverkstad.domain.period import Period
from halsoverkstad.domain.report import Part, TextKey
from storage import write_log
from storage.connection import Row
from storage.encoding import dump, load
from storage.names import Names
from storage.store import Store

MASK = "[namn raderat]"
_LISTS = {"uppfoljning": Part.FOLLOW_UP, "resurs": Part.PARTNERS}


@dataclass(frozen=True)
class NamedText:
    """Something written for the report on a period, in which a name was found.

    `key` is the text that it is, None for a row of a list or all of a settled report, whose day
    is `settled`. `passages` are what stands around each name.
    """

    period: Period
    part: Part | None
    key: TextKey | None
    settled: date | None
    passages: tuple[str, ...]
    place: "Place"

    @property
    def whereabouts(self) -> str:
        """Where it stands, in words."""
        report = f"Rapporten för {self.period.name}"
        if self.settled is not None:
            return f"{report}, fastställd {self.settled}"
        workshop = f" {self.key.workshop}" if self.key and self.key.workshop else ""
        return f"{report}: {self.part.label}{workshop}" if self.part else report


@dataclass(frozen=True)
class Place:
    """Where it lies: a row of a table, what stands there, and the same without the names."""

    table: str
    row: tuple[int | str, ...]
    written: str
    masked: str


def named_texts(store: Store, names: Names) -> tuple[NamedText, ...]:
    """What of all reports a name stands in, the latest period first, settled ones last."""
    if not names.words:
        return ()
    found = [*_texts(store, names), *_rows(store, names), *_settled(store, names)]
    return tuple(sorted(found, key=lambda each: (each.settled is not None, -_day(each))))


def mask(store: Store, found: NamedText) -> bool:
    """Write "[namn raderat]" for the names, for good; False: it has been changed since."""
    place = found.place
    column, keys = _COLUMNS[place.table]
    given = " AND ".join(f"{each} = ?" for each in keys)
    with store.connection.transaction():
        changed = still_there(store, [found])
        if changed:
            store.connection.run(
                f"UPDATE {place.table} SET {column} = ? WHERE {given}",
                (place.masked, *place.row),
            )
            write_log.owe(store.connection)
    write_log.settle(store.connection, wait=True)
    return bool(changed)


def still_there(store: Store, found: Collection[NamedText]) -> tuple[NamedText, ...]:
    """Those that stand as they were found; the others have been seen to."""
    return tuple(each for each in found if _standing(store, each.place) == each.place.written)


_COLUMNS = {
    "report_text": ("text", ("first", "last", "part", "workshop")),
    "report_list": ("fields", ("first", "last", "kind", "position")),
    "frozen": ("content", ("id",)),
}
"""The column of a table that holds what was written, and those that tell its rows apart."""


def _standing(store: Store, place: Place) -> str | None:
    column, keys = _COLUMNS[place.table]
    given = " AND ".join(f"{each} = ?" for each in keys)
    row = store.connection.row(
        f"SELECT {column} FROM {place.table} WHERE {given}",
        place.row,
    )
    return row[0] if row else None


def _texts(store: Store, names: Names) -> Iterator[NamedText]:
    for row in store.connection.rows("SELECT first, last, part, workshop, text FROM report_text"):
        text = row[-1]
        if names.stand_in(text):
            key = TextKey(Part(row[2]), row[3])
            place = Place("report_text", row[:4], text, names.masked(text, MASK))
            passages = tuple(names.passages(text))
            yield NamedText(_period(row), key.part, key, None, passages, place)


def _rows(store: Store, names: Names) -> Iterator[NamedText]:
    for row in store.connection.rows("SELECT first, last, kind, position, fields FROM report_list"):
        passages = tuple(_naming(load(row[-1]), names))
        if passages:
            place = Place("report_list", row[:4], row[-1], _masked(row[-1], names))
            part = _LISTS.get(row[2], Part.ECONOMY)
            yield NamedText(_period(row), part, None, None, passages, place)


def _settled(store: Store, names: Names) -> Iterator[NamedText]:
    zone = store.now().tzinfo
    for number, first, last, time, content in store.connection.rows(
        "SELECT id, first, last, time, content FROM frozen"
    ):
        kept = load(content)
        texts, lists = kept["texter"], kept["listor"]
        passages = tuple(_naming([[text for *_, text in texts], lists], names))
        if passages:
            masked = {
                "texter": [[*key, names.masked(text, MASK)] for *key, text in texts],
                "listor": _without(lists, names),
            }
            place = Place("frozen", (number,), content, dump(kept | masked))
            day = datetime.fromtimestamp(time / 1000, tz=zone).date()
            yield NamedText(_period((first, last)), None, None, day, passages, place)


def _masked(fields: str, names: Names) -> str:
    return dump(_without(load(fields), names))


def _naming(value: Any, names: Names) -> Iterator[str]:
    """What stands around names in the texts of plain data, however deep they lie."""
    if isinstance(value, str):
        yield from names.passages(value)
    elif isinstance(value, dict | list):
        for part in _parts(value):
            yield from _naming(part, names)


def _without(value: Any, names: Names) -> Any:
    """The same data with no name in any of its texts; keys are the program's own."""
    if isinstance(value, str):
        return names.masked(value, MASK)
    if isinstance(value, dict):
        return {key: _without(each, names) for key, each in cast("dict[str, Any]", value).items()}
    if isinstance(value, list):
        return [_without(each, names) for each in cast("list[Any]", value)]
    return value


def _parts(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(cast("dict[str, Any]", value).values())
    return cast("list[Any]", value)


def _period(row: Row) -> Period:
    return Period.between(date.fromordinal(row[0]), date.fromordinal(row[1]))


def _day(found: NamedText) -> int:
    return found.period.last.toordinal()
