"""Reports that have been settled (fastställda): what they said, and what it rested on.

Kept are the figures, texts, lists and settings, the kontrollsumma, and two digests of every
session up to the period's end: what it said, and who it counted. From these `storage/revisions.py`
names the sessions that have changed a figure since. Nothing here holds who was where.
"""

import hashlib
from collections.abc import Collection, Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.report import Part, TextKey
from halsoverkstad.domain.words import Dimension
from storage import journal, panel_following, report_lists, report_texts, settings
from storage.connection import Row
from storage.encoding import dump, load
from storage.journal import ID_BYTES, Entity
from storage.report_figures import ReportFigures
from storage.report_trace import Trace
from storage.store import Store


@dataclass(frozen=True)
class Frozen:
    """A settled report."""

    id: int
    period: Period
    made: datetime
    laptop: str
    checksum: str
    settings: str
    """The programme's settings then, as TOML."""
    figures: Mapping[str, int]
    """By name, as they were counted (not as small numbers were hidden)."""
    hidden: frozenset[str]
    """The names of those that are hidden where small numbers are protected."""
    texts: Mapping[TextKey, str]
    lists: Mapping[str, Any]
    """Follow-up, own resources and economy as plain data, by the words of the files."""


@dataclass(frozen=True)
class Place:
    """Where a session belonged: what decides which figures count it."""

    day: date
    workshop: str
    kind: str


@dataclass(frozen=True)
class Digest:
    """What a session said and counted, beside where it belonged."""

    place: Place
    said: bytes
    counted: bytes


@contextmanager
def freezing(
    store: Store, counted: ReportFigures, hidden: Collection[Trace] = ()
) -> Generator[None]:
    """Settle a report while its file is written: if that fails, nothing has been settled.

    Args:
        store: where it is kept.
        counted: its figures.
        hidden: those that are hidden where small numbers are protected.

    Raises:
        Fault: the facts are no longer those that the figures were counted from.
    """
    with store.connection.transaction():
        if journal.checksum(store.connection) != counted.checksum:
            raise Fault(
                "Underlaget ändrades medan rapporten gjordes, så den är inte fastställd. Gör den "
                "på nytt."
            )
        _put(store, counted, hidden)
        yield


def every(store: Store) -> list[Frozen]:
    """All settled reports, the latest first."""
    rows = store.connection.rows(f"SELECT {_COLUMNS} FROM frozen ORDER BY id DESC")
    return [_frozen(store, row) for row in rows]


def latest(store: Store, period: Period) -> Frozen | None:
    """The report on a period that was settled last."""
    row = store.connection.row(
        f"SELECT {_COLUMNS} FROM frozen WHERE first = ? AND last = ? ORDER BY id DESC LIMIT 1",
        (period.first.toordinal(), period.last.toordinal()),
    )
    return None if row is None else _frozen(store, row)


def latest_of_each(store: Store, up_to: Period) -> list[Frozen]:
    """Of each period that ends no later than one, the report settled last; in order of time."""
    rows = store.connection.rows(
        f"SELECT {_COLUMNS} FROM frozen WHERE id IN (SELECT max(id) FROM frozen "
        "WHERE last <= ? GROUP BY first, last) ORDER BY last, first",
        (up_to.last.toordinal(),),
    )
    return [_frozen(store, row) for row in rows]


def digests_then(store: Store, report: Frozen) -> Mapping[bytes, Digest]:
    """The sessions up to the period's end, as they were when the report was settled."""
    return {
        session: Digest(Place(date.fromordinal(day), workshop, kind), said, counted)
        for session, day, workshop, kind, said, counted in store.connection.rows(
            "SELECT session, day, workshop, kind, said, counted FROM frozen_session "
            "WHERE frozen = ?",
            (report.id,),
        )
    }


def digests_now(store: Store, last: date) -> Mapping[bytes, Digest]:
    """The sessions up to a day, as they are now."""
    said, counted = dict(_said(store)), dict(_counted(store))
    choices = store.choices
    return {
        session: Digest(
            Place(
                date.fromordinal(day),
                choices.value(Dimension.WORKSHOP, workshop),
                choices.value(Dimension.KIND, kind),
            ),
            said[session],
            counted.get(session, b""),
        )
        for session, day, workshop, kind in store.connection.rows(
            "SELECT id, day, workshop, kind FROM session WHERE day <= ?", (last.toordinal(),)
        )
    }


_COLUMNS = "id, first, last, name, time, laptop, checksum, settings, content"


def _put(store: Store, counted: ReportFigures, hidden: Collection[Trace]) -> None:
    period, connection = counted.period, store.connection
    connection.run(
        "INSERT INTO frozen (first, last, name, time, laptop, checksum, settings, content) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            period.first.toordinal(),
            period.last.toordinal(),
            period.name,
            int(store.now().timestamp() * 1000),
            store.laptop.name,
            counted.checksum,
            settings.programme_text(store),
            dump(_content(store, counted, hidden)),
        ),
    )
    number = connection.value("SELECT last_insert_rowid()")
    connection.run_many(
        "INSERT INTO frozen_session VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                number,
                session,
                each.place.day.toordinal(),
                each.place.workshop,
                each.place.kind,
                each.said,
                each.counted,
            )
            for session, each in sorted(digests_now(store, period.last).items())
        ],
    )


def _content(
    store: Store, counted: ReportFigures, hidden: Collection[Trace]
) -> Mapping[str, object]:
    period = counted.period
    economy = report_lists.economy(store, period)
    return {
        "siffror": {name: each.value for name, each in counted.figures.items()},
        "dolda": [name for name, each in counted.figures.items() if each.trace in hidden],
        "texter": [
            [str(key.part), key.workshop, text]
            for key, text in sorted(report_texts.own(store, period).items())
        ],
        "listor": {
            "uppfoljning": [
                *map(asdict, report_lists.follow_ups(store, period)),
                *map(asdict, panel_following.follow_ups(store, period)),
            ],
            "resurser": list(map(asdict, report_lists.resources(store, period))),
            "kostnader": list(map(asdict, economy.lines)),
            "overskott": list(map(asdict, economy.surpluses)),
            "extra_medel": list(map(asdict, economy.grants)),
        },
    }


def _frozen(store: Store, row: Row) -> Frozen:
    number, first, last, name, time, laptop, checksum, toml, content = row
    kept = load(content)
    return Frozen(
        id=number,
        period=Period(date.fromordinal(first), date.fromordinal(last), name),
        made=datetime.fromtimestamp(time / 1000, tz=UTC).astimezone(store.now().tzinfo),
        laptop=laptop,
        checksum=checksum,
        settings=toml,
        figures=kept["siffror"],
        hidden=frozenset(kept.get("dolda", ())),
        texts={TextKey(Part(part), workshop): text for part, workshop, text in kept["texter"]},
        lists=kept["listor"],
    )


def _said(store: Store) -> Iterator[tuple[bytes, bytes]]:
    """By session, a digest of the versions that hold of it and of who was there."""
    rows = store.connection.each(
        "SELECT entity, id, parents FROM version "
        f"WHERE kind IN ({Entity.SESSION:d}, {Entity.ATTENDANCE:d}) ORDER BY entity, id"
    )
    for session, versions in groupby(rows, key=lambda row: bytes(row[0][:ID_BYTES])):
        written, replaced = set[bytes](), set[bytes]()
        for _, name, parents in versions:
            written.add(name)
            replaced |= {parents[at : at + ID_BYTES] for at in range(0, len(parents), ID_BYTES)}
        yield session, _digest(sorted(written - replaced))


def _counted(store: Store) -> Iterator[tuple[bytes, bytes]]:
    """By session, a digest of the people and heads that are counted under it."""
    rows = store.connection.each(
        """
        SELECT session, person AS who, 0 AS heads, 0 AS new FROM fact
        UNION ALL SELECT logged.held, c.value, h.counted, h.counted_new FROM heads AS h
            JOIN session AS logged ON logged.id = h.session
            JOIN choice AS c ON c.dimension = ? AND c.rank = h.grp
            WHERE h.counted > 0 OR h.counted_new > 0
        ORDER BY 1, 2, 3, 4
        """,
        (str(Dimension.GROUP),),
    )
    for session, counted in groupby(rows, key=lambda row: bytes(row[0])):
        yield session, _digest(repr(row[1:]).encode() for row in counted)


def _digest(parts: Any) -> bytes:
    return hashlib.sha256(b"|".join(parts)).digest()[:ID_BYTES]
