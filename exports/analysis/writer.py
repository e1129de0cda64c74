"""Writing the file: made in memory, so that it takes its name only when it is whole."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from exports.analysis import guide, tables
from exports.analysis.pseudonyms import drawn
from exports.analysis.tables import Field, Table
from exports.analysis.views import view_sql, views, visits_sql
from exports.writing import write_file
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import COMMON_LABEL, Dimension, Kind
from storage import analysis
from storage.analysis import HeldSession, Visit
from storage.store import Store

Value = str | int | None
_TIMES = {
    "ar": Dimension.YEAR,
    "halvar": Dimension.HALF,
    "kvartal": Dimension.QUARTER,
    "manad": Dimension.MONTH,
}


def write_analysis(store: Store, path: Path, *, dated: bool = False) -> None:
    """Write all facts for analysis; `dated` tells the day of each session and not only the week.

    Raises:
        Fault: the file could not be written; what was there before is still there.
    """
    write_file(path, analysis_file(store, dated=dated), private=True)


def analysis_file(store: Store, *, dated: bool = False) -> bytes:
    """The bytes of a SQLite file."""
    with store.snapshot(), closing(sqlite3.connect(":memory:")) as database:
        facts = _Facts(store, dated=dated)
        _make(store, database, dated=dated)
        _fill(database, facts, facts.living)
        _insert(database, "las_mig", guide.rows(store, facts.span, dated=dated))
        for row in _erased_people(store, facts, dated=dated):
            columns = ", ".join(row)
            marks = ", ".join("?" * len(row))
            database.execute(
                f"INSERT INTO {tables.ERASED_PEOPLE} ({columns}) VALUES ({marks})", [*row.values()]
            )
        database.execute("ANALYZE")
        database.commit()
        return database.serialize()


def _make(store: Store, database: sqlite3.Connection, *, dated: bool) -> None:
    database.execute(
        "CREATE TABLE las_mig (nr INTEGER PRIMARY KEY, om TEXT NOT NULL, text TEXT NOT NULL) STRICT"
    )
    for table in tables.FACTS:
        database.execute(table.sql(dated=dated))
    database.execute(tables.erased_people_sql())
    database.execute(visits_sql(dated=dated))
    for view in views(dated=dated):
        database.execute(view_sql(view, store.programme.definitions))


def _fill(database: sqlite3.Connection, facts: "_Facts", visits: Sequence[Visit]) -> None:
    rows: Sequence[tuple[Table, Iterable[Sequence[Value]]]] = (
        (tables.LAPTOPS, facts.laptops()),
        (tables.SESSIONS, facts.sessions()),
        (tables.PARTNERS, facts.partners()),
        (tables.PEOPLE, facts.people(visits)),
        (tables.VISITS, facts.visits(visits)),
        (tables.HEADS, facts.heads()),
        (tables.ERASED_VISITS, facts.erased_visits()),
        (tables.VALUES, facts.values()),
    )
    for table, found in rows:
        _insert(database, table.name, sorted(found, key=lambda row: [str(each) for each in row]))


def _insert(database: sqlite3.Connection, table: str, rows: Iterable[Sequence[Value]]) -> None:
    for row in rows:
        database.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)


def _erased_people(store: Store, facts: "_Facts", *, dated: bool) -> Iterator[Mapping[str, Value]]:
    """How many erased people each view would count: they are counted by it, in a file of their own.

    Heads and the visits of others would only be in the way there.
    """
    if not facts.erased:
        return
    with closing(sqlite3.connect(":memory:")) as alone:
        _make(store, alone, dated=dated)
        _insert(alone, tables.SESSIONS.name, facts.sessions())
        _insert(alone, tables.VISITS.name, facts.visits(facts.erased))
        _insert(alone, tables.VALUES.name, facts.values())
        for view in views(dated=dated):
            wanted = (*view.keys, *tables.PERSON_MEASURES)
            for row in alone.execute(
                f"SELECT {', '.join(wanted)} FROM {view.name} WHERE unika_registrerade > 0"
            ):
                yield {"vy": view.name} | dict(zip(wanted, row, strict=True))


@dataclass(frozen=True)
class _Codes:
    sessions: Mapping[bytes, str]
    laptops: Mapping[bytes, str]
    people: Mapping[bytes, str]


class _Facts:
    """The facts as rows of the tables, under codes that are this file's own."""

    def __init__(self, store: Store, *, dated: bool) -> None:
        self._store, self._dated = store, dated
        self._sessions = list(analysis.sessions(store))
        visits = list(analysis.visits(store))
        erased = analysis.erased_people(store)
        self.living = [each for each in visits if each.person not in erased]
        self.erased = [each for each in visits if each.person in erased]
        self._days = _numbered_days(visits)
        entropy = store.entropy
        self._codes = _Codes(
            drawn((each.id for each in self._sessions), entropy),
            drawn(sorted({each.laptop for each in self._sessions}), entropy),
            drawn(sorted({each.person for each in visits}), entropy),
        )

    @cached_property
    def span(self) -> str | None:
        """The first and the last week or day with a session."""
        days = [each.day for each in self._sessions]
        if not days:
            return None
        shown: Callable[[date], str] = date.isoformat if self._dated else _week
        return f"{shown(min(days))} – {shown(max(days))}"

    def laptops(self) -> Iterator[Sequence[Value]]:
        latest: dict[bytes, date] = {}
        for each in self._sessions:
            latest[each.laptop] = max(each.day, latest.get(each.laptop, each.day))
        for laptop, day in latest.items():
            yield self._codes.laptops[laptop], _week(day)

    def sessions(self) -> Iterator[Sequence[Value]]:
        columns = tables.SESSIONS.columns(dated=self._dated)
        for each in self._sessions:
            yield [self._of_session(each, column) for column in columns]

    def partners(self) -> Iterator[Sequence[Value]]:
        for each in self._sessions:
            for partner in dict.fromkeys(each.partners):
                yield self._codes.sessions[each.id], partner

    def people(self, visits: Iterable[Visit]) -> Iterator[Sequence[Value]]:
        for person in {each.person for each in visits}:
            yield (self._codes.people[person],)

    def visits(self, visits: Iterable[Visit]) -> Iterator[Sequence[Value]]:
        for each in visits:
            yield (
                self._codes.sessions[each.session],
                self._codes.people[each.person],
                self._days[each.person, each.day],
                *_noted(each),
            )

    def heads(self) -> Iterator[Sequence[Value]]:
        for session, group, each in analysis.heads(self._store):
            yield self._codes.sessions[session], group, each.count, each.new

    def erased_visits(self) -> Iterator[Sequence[Value]]:
        counts: dict[tuple[str, ...], int] = {}
        for each in self.erased:
            key = (self._codes.sessions[each.session], *_noted(each))
            counts[key] = counts.get(key, 0) + 1
        for key, count in counts.items():
            yield *key, count

    def values(self) -> Iterator[Sequence[Value]]:
        for dimension, found in analysis.values(self._store).items():
            first = 1 if dimension is Dimension.KIND else 0  # a kind is always known
            for rank, value in enumerate(found, first):
                yield dimension.value, value, rank, self._label(dimension, value)

    def _label(self, dimension: Dimension, value: str) -> str:
        match dimension:
            case Dimension.GROUP:
                return self._store.programme.group_label(value)
            case Dimension.KIND:
                return Kind(value).label
            case Dimension.WORKSHOP:
                return value or COMMON_LABEL
            case _:
                return value

    def _of_session(self, session: HeldSession, column: Field) -> Value:
        if column.name in _TIMES:
            return Period.of(_TIMES[column.name], session.day).name
        values: Mapping[str, Value] = {
            "tillfalle": self._codes.sessions[session.id],
            "dator": self._codes.laptops[session.laptop],
            "datum": session.day.isoformat(),
            "vecka": _week(session.day),
            "tid": session.start or None,
            "minuter": session.minutes,
            "verkstad": session.workshop,
            "typ": session.kind,
            "aktivitet": session.activity,
            "plats": session.place,
            "fick_inte_plats": session.turned_away,
            "spraktraning": int(session.language_training),
        }
        return values[column.name]


def _noted(visit: Visit) -> tuple[str, str, str]:
    return visit.attributes.group, visit.attributes.area, visit.attributes.sex


def _numbered_days(visits: Iterable[Visit]) -> Mapping[tuple[bytes, date], int]:
    """For each person the days they came, numbered from 1; visits come in order of time."""
    numbers: dict[tuple[bytes, date], int] = {}
    count: dict[bytes, int] = {}
    for each in visits:
        key = (each.person, each.day)
        if key not in numbers:
            count[each.person] = numbers[key] = count.get(each.person, 0) + 1
    return numbers


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"
