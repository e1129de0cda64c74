"""Sessions (tillfällen): saving, reading and finding them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.facts import Attributes, Heads, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.swedish import search_key
from halsoverkstad.domain.words import Dimension, Kind
from storage import journal
from storage.connection import Row, Values
from storage.encoding import attribute_fields, dump, load, session_fields, session_from
from storage.journal import Entity
from storage.pseudonym import session_code
from storage.store import Store
from storage.writing import Pen, writing

NO_NOTE = (
    "Ingen anteckning förs om individuellt stöd: den skulle handla om en enda person. "
    "Töm anteckningen och spara igen."
)
"""Why notes are off for sessions of kind `individuellt`."""


@dataclass(frozen=True)
class Present:
    """A participant at a session, with what was noted about them there."""

    participant: bytes
    attributes: Attributes


@dataclass(frozen=True)
class SessionEntry:
    """All that the form of a session holds. The note stays on this laptop."""

    session: Session
    present: tuple[Present, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class LogFilter:
    """Which sessions are wanted; `text` is looked for in activity, place, workshop, note."""

    text: str = ""
    period: Period | None = None
    workshop: str | None = None
    kind: Kind | None = None
    without_people: bool = False


@dataclass(frozen=True)
class LogRow:
    """A session as a line of the log. `registered` counts persons, `heads` those without name."""

    session: bytes
    code: str
    day: date
    start: time | None
    workshop: str
    kind: Kind
    activity: str
    place: str
    registered: int
    heads: int
    turned_away: int
    has_note: bool


def save(store: Store, entry: SessionEntry, session: bytes | None = None) -> bytes:
    """Save a new session, or the changes to one; only what differs is written.

    Returns:
        The session's id. The whole is one action that can be undone.

    Raises:
        Fault: there is a note about individual support; nothing was written.
    """
    if entry.session.kind is Kind.INDIVIDUAL and entry.note.strip():
        raise Fault(NO_NOTE)
    with writing(store, _label(entry.session, new=session is None)) as pen:
        name = store.new_session_id() if session is None else session
        _put_session(store, pen, name, entry.session, new=session is None)
        _put_present(store, pen, name, entry.present, new=session is None)
        _put_note(store, pen, name, entry.note.strip())
    return name


def delete(store: Store, session: bytes) -> None:
    """Delete a session. Its history stays, and it can be undone."""
    row = row_of(store, session)
    with writing(store, f"Tillfället {_title(row.day, row.activity)} togs bort") as pen:
        pen.put(Entity.SESSION, session, None)


def get(store: Store, session: bytes) -> SessionEntry:
    """A session with its participants and note.

    Raises:
        LookupError: there is none of that id, or it has been deleted.
    """
    with store.snapshot():
        shown = journal.current(journal.versions_of(store.connection, session))
        if shown is None or shown.deleted:
            raise LookupError(session.hex())
        present = tuple(
            Present(participant, store.choices.attributes(*ranks))
            for participant, *ranks in store.connection.rows(
                "SELECT participant, grp, area, sex FROM attendance WHERE session = ? "
                "AND participant IN (SELECT id FROM participant)",
                (session,),
            )
        )
        return SessionEntry(session_from(load(shown.fields)), present, note(store, session))


def note(store: Store, session: bytes) -> str:
    """The note of a session; empty if it has none."""
    return store.connection.value("SELECT text FROM note WHERE session = ?", (session,)) or ""


def latest(store: Store) -> SessionEntry | None:
    """The session that was logged last on this laptop, to begin the next one from."""
    row = store.connection.row(
        "SELECT id FROM session WHERE laptop = ? ORDER BY id DESC LIMIT 1", (store.laptop.id,)
    )
    return get(store, row[0]) if row else None


def row_of(store: Store, session: bytes) -> LogRow:
    """A session as a line of the log.

    Raises:
        LookupError: there is none of that id.
    """
    found = log_rows(store, "s.id = ?", (session,))
    if not found:
        raise LookupError(session.hex())
    return found[0]


def page(store: Store, wanted: LogFilter, offset: int, limit: int) -> list[LogRow]:
    """Part of the log, the newest first."""
    where, values = _condition(store, wanted)
    return log_rows(
        store,
        where,
        values,
        f"ORDER BY s.day DESC, s.start DESC, s.id DESC LIMIT {limit:d} OFFSET {offset:d}",
    )


def count(store: Store, wanted: LogFilter) -> int:
    """How many sessions the filter lets through."""
    where, values = _condition(store, wanted)
    return store.connection.value(f"SELECT count(*) FROM session AS s WHERE {where}", values)


def log_rows(
    store: Store, where: str, values: Values, ending: str = "ORDER BY s.day DESC, s.id"
) -> list[LogRow]:
    """The lines of the log for which an SQL condition on `session AS s` holds."""
    rows = store.connection.rows(
        f"""
        SELECT s.id, s.day, s.start, s.workshop, s.kind, s.activity, s.place,
            (SELECT count(DISTINCT p.person) FROM attendance AS a JOIN participant AS p
                ON p.id = a.participant WHERE a.session = s.id),
            (SELECT coalesce(sum(h.count), 0) FROM heads AS h WHERE h.session = s.id),
            s.turned_away,
            EXISTS (SELECT 1 FROM note AS n WHERE n.session = s.id)
        FROM session AS s WHERE {where} {ending}
        """,
        values,
    )
    return [_log_row(store, row) for row in rows]


def known_activities(store: Store, workshop: str | None = None) -> list[str]:
    """Activities to suggest: the most used (in that workshop) first, then those of the settings."""
    where, values = ("1", ()) if workshop is None else ("workshop = ?", (_rank(store, workshop),))
    used = store.connection.rows(
        f"SELECT activity FROM session WHERE {where} AND activity <> '' "
        "GROUP BY activity ORDER BY count(*) DESC, activity",
        values,
    )
    return _once([*(row[0] for row in used), *store.programme.activities])


def known_places(store: Store) -> list[str]:
    """Places to suggest: the most used first, then those of the settings."""
    used = store.connection.rows(
        "SELECT place FROM session WHERE place <> '' GROUP BY place ORDER BY count(*) DESC, place"
    )
    return _once([*(row[0] for row in used), *store.programme.places])


def known_partners(store: Store) -> list[str]:
    """Partner organisations to suggest: the most used first, then those of the settings."""
    used = store.connection.rows(
        "SELECT j.value FROM session, json_each(session.partners) AS j "
        "GROUP BY j.value ORDER BY count(*) DESC, j.value"
    )
    return _once([*(row[0] for row in used), *store.programme.known_partners])


def take_off_new(store: Store, group: str, day: date) -> bool:
    """Take one off the `new` of the latest session up to `day`, this year, that has any.

    For someone registered now who was counted without name before, so that the year counts
    them once.

    Returns:
        Whether there was such a session.
    """
    row = store.connection.row(
        """
        SELECT s.id FROM session AS s JOIN heads AS h ON h.session = s.id
        WHERE h.grp = ? AND h.new > 0 AND s.day BETWEEN ? AND ?
        ORDER BY s.day DESC, s.start DESC, s.id DESC LIMIT 1
        """,
        (
            store.choices.rank(Dimension.GROUP, group),
            date(day.year, 1, 1).toordinal(),
            day.toordinal(),
        ),
    )
    if row is None:
        return False
    found = get(store, row[0])
    heads = found.session.heads[group]
    changed = dict(found.session.heads) | {group: Heads(heads.count, (heads.new or 0) - 1)}
    kept = "" if found.session.kind is Kind.INDIVIDUAL else found.note
    save(store, replace(found, session=replace(found.session, heads=changed), note=kept), row[0])
    return True


def _put_session(store: Store, pen: Pen, name: bytes, session: Session, *, new: bool) -> None:
    fields = session_fields(session)
    if not new:
        shown = journal.current(journal.versions_of(store.connection, name))
        if shown is not None and not shown.deleted and shown.fields == dump(fields):
            return
    pen.put(Entity.SESSION, name, fields, new=new)


def _put_present(
    store: Store, pen: Pen, session: bytes, present: Iterable[Present], *, new: bool
) -> None:
    before: dict[bytes, Attributes] = {}
    if not new:
        before = {
            participant: store.choices.attributes(*ranks)
            for participant, *ranks in store.connection.rows(
                "SELECT participant, grp, area, sex FROM attendance WHERE session = ?", (session,)
            )
        }
    after = {each.participant: each.attributes for each in present}
    for participant, attributes in after.items():
        if before.get(participant) != attributes:
            pen.put(Entity.ATTENDANCE, session + participant, attribute_fields(attributes), new=new)
    for participant in before.keys() - after.keys():
        pen.put(Entity.ATTENDANCE, session + participant, None)


def _put_note(store: Store, pen: Pen, session: bytes, text: str) -> None:
    before = note(store, session)
    if text == before:
        return
    pen.remember("note", session, before or None)
    set_note(store, session, text)


def set_note(store: Store, session: bytes, text: str) -> None:
    """Write the note of a session, inside a transaction; an empty one is forgotten."""
    if text:
        store.connection.run(
            "INSERT OR REPLACE INTO note VALUES (?, ?, ?)", (session, text, search_key(text))
        )
    else:
        store.connection.run("DELETE FROM note WHERE session = ?", (session,))


def _condition(store: Store, wanted: LogFilter) -> tuple[str, list[object]]:
    parts = ["1"]
    values: list[object] = []
    for word in search_key(wanted.text).split():
        parts.append(
            "(s.folded LIKE ? ESCAPE '\\' OR EXISTS (SELECT 1 FROM note AS n "
            "WHERE n.session = s.id AND n.folded LIKE ? ESCAPE '\\'))"
        )
        values += [like(word), like(word)]
    if wanted.period is not None:
        parts.append("s.day BETWEEN ? AND ?")
        values += [wanted.period.first.toordinal(), wanted.period.last.toordinal()]
    if wanted.workshop is not None:
        parts.append("s.workshop = ?")
        values.append(_rank(store, wanted.workshop))
    if wanted.kind is not None:
        parts.append("s.kind = ?")
        values.append(store.choices.rank(Dimension.KIND, wanted.kind))
    if wanted.without_people:
        parts.append(NOBODY)
    return " AND ".join(parts), values


def _rank(store: Store, workshop: str) -> int:
    """The number of a workshop; one that nothing has if nobody knows it."""
    lacking = store.choices.lacks(Dimension.WORKSHOP, [workshop])
    return -1 if lacking else store.choices.rank(Dimension.WORKSHOP, workshop)


NOBODY = (
    "NOT EXISTS (SELECT 1 FROM attendance AS a JOIN participant AS p ON p.id = a.participant "
    "WHERE a.session = s.id) "
    "AND NOT EXISTS (SELECT 1 FROM heads AS h WHERE h.session = s.id AND h.count > 0)"
)
"""SQL condition on `session AS s`: nobody, registered or counted, was there."""


def like(word: str) -> str:
    """A LIKE pattern (ESCAPE backslash) for text that contains the word."""
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _log_row(store: Store, row: Row) -> LogRow:
    session, day, start, workshop, kind, activity, place, registered, heads, away, noted = row
    return LogRow(
        session,
        session_code(session),
        date.fromordinal(day),
        time.fromisoformat(start) if start else None,
        store.choices.value(Dimension.WORKSHOP, workshop),
        Kind(store.choices.value(Dimension.KIND, kind)),
        activity,
        place,
        registered,
        heads,
        away,
        bool(noted),
    )


def _label(session: Session, *, new: bool) -> str:
    return f"Tillfället {_title(session.day, session.activity)} {'sparades' if new else 'ändrades'}"


def _title(day: date, activity: str) -> str:
    return f"{activity} {day}" if activity else f"{day}"


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))
