"""The derived tables: what holds now, flat enough to be counted. Rebuilt from the journal at will.

`apply` keeps them up to date as this laptop writes: each version it is given has replaced all
heads of its entity, so it is what holds. `rebuild` reads the whole journal.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from halsoverkstad.domain.facts import Session
from halsoverkstad.domain.period import iso_week
from halsoverkstad.domain.swedish import search_key
from halsoverkstad.domain.words import Dimension
from storage import journal, persons
from storage.encoding import attributes_from, dump, load, session_from, tokens_from
from storage.journal import ID_BYTES, Entity, Version
from storage.store import Store

TABLES = ("session", "heads", "participant", "attendance", "answer", "laptop", "fact")
"""What `rebuild` empties and fills, in the order of filling. `choice` is filled before."""

_FACTS = """
    INSERT INTO fact
    SELECT s.day, s.id, p.person, min(p.low), s.month, s.week, s.workshop, s.kind,
        coalesce(min(nullif(a.grp, 0)), 0),
        coalesce(min(nullif(a.area, 0)), 0),
        coalesce(min(nullif(a.sex, 0)), 0)
    FROM {source} AS s
    JOIN attendance AS a ON a.session = s.id
    JOIN participant AS p ON p.id = a.participant
    GROUP BY s.day, s.id, p.person
"""


def month_number(day: date) -> int:
    """Months since year 0: quarters, halves and years are whole divisions of it."""
    return day.year * 12 + day.month - 1


def apply(store: Store, versions: Sequence[Version]) -> None:
    """Bring the derived tables up to date with versions that have just been appended."""
    by_kind: dict[Entity, list[Version]] = defaultdict(list)
    for version in versions:
        by_kind[version.kind].append(version)
    if _lacks_choices(store, versions):
        rebuild(store)
        return
    _laptops(store, by_kind[Entity.LAPTOP])
    _participants(store, by_kind[Entity.PARTICIPANT])
    _answers(store, by_kind[Entity.ANSWER])
    moved = {each.entity for each in by_kind[Entity.PARTICIPANT]}
    if moved or by_kind[Entity.ANSWER]:
        moved |= persons.refresh(store)
    touched = {each.entity for each in by_kind[Entity.SESSION]}
    touched |= {each.entity[:ID_BYTES] for each in by_kind[Entity.ATTENDANCE]}
    touched |= _sessions_of(store, moved)
    _forget_facts(store, touched)
    _sessions(store, by_kind[Entity.SESSION])
    _attendances(store, by_kind[Entity.ATTENDANCE])
    store.connection.run(
        _FACTS.format(source="(SELECT * FROM session WHERE id IN (SELECT id FROM touched))")
    )


def refresh_persons(store: Store) -> None:
    """Bring persons and facts up to date after questions were found or dropped."""
    touched = _sessions_of(store, persons.refresh(store))
    _forget_facts(store, touched)
    store.connection.run(
        _FACTS.format(source="(SELECT * FROM session WHERE id IN (SELECT id FROM touched))")
    )


def rebuild(store: Store) -> None:
    """Empty the derived tables and fill them from the journal."""
    connection = store.connection
    for table in TABLES:
        connection.run(f"DELETE FROM {table}")
    by_kind: dict[Entity, list[Version]] = defaultdict(list)
    changed_since: list[Version] = []
    for shown, first in journal.current_states(connection):
        by_kind[shown.kind].append(shown)
        if first.id != shown.id:
            changed_since.append(first)
    store.choices.renumber(_values_used(shown for each in by_kind.values() for shown in each))
    _laptops(store, by_kind[Entity.LAPTOP])
    _participants(store, by_kind[Entity.PARTICIPANT])
    _answers(store, by_kind[Entity.ANSWER])
    _sessions(store, by_kind[Entity.SESSION])
    _attendances(store, by_kind[Entity.ATTENDANCE])
    for first in changed_since:
        if first.kind is Entity.SESSION:
            connection.run(
                "UPDATE session SET laptop = ? WHERE id = ?", (first.laptop, first.entity)
            )
        elif first.kind is Entity.PARTICIPANT:
            connection.run(
                "UPDATE participant SET laptop = ?, seq = ? WHERE id = ?",
                (first.laptop, first.seq, first.entity),
            )
    persons.refresh(store)
    connection.run(_FACTS.format(source="session"))


def session_row(store: Store, entity: bytes, laptop: bytes, session: Session) -> tuple[object, ...]:
    """A session as the columns of its derived table."""
    words = " ".join((session.activity, session.place, session.workshop, *session.partners))
    return (
        entity,
        laptop,
        session.day.toordinal(),
        month_number(session.day),
        iso_week(session.day),
        session.start.isoformat("minutes") if session.start else "",
        session.minutes,
        store.choices.rank(Dimension.WORKSHOP, session.workshop),
        store.choices.rank(Dimension.KIND, session.kind),
        session.activity,
        session.place,
        session.turned_away,
        int(session.language_training),
        dump(session.partners),
        search_key(words),
    )


def _sessions(store: Store, versions: Iterable[Version]) -> None:
    connection = store.connection
    rows: list[tuple[object, ...]] = []
    heads: list[tuple[object, ...]] = []
    for version in versions:
        connection.run("DELETE FROM heads WHERE session = ?", (version.entity,))
        if version.deleted:
            connection.run("DELETE FROM session WHERE id = ?", (version.entity,))
            continue
        session = session_from(load(version.fields))
        rows.append(session_row(store, version.entity, version.laptop, session))
        heads += (
            (version.entity, store.choices.rank(Dimension.GROUP, group), each.count, each.new)
            for group, each in session.heads.items()
        )
    connection.run_many(
        f"""
        INSERT INTO session VALUES ({", ".join("?" * 15)})
        ON CONFLICT (id) DO UPDATE SET (day, month, week, start, minutes, workshop, kind, activity,
            place, turned_away, language_training, partners, folded) = (excluded.day,
            excluded.month, excluded.week, excluded.start, excluded.minutes, excluded.workshop,
            excluded.kind, excluded.activity, excluded.place, excluded.turned_away,
            excluded.language_training, excluded.partners, excluded.folded)
        """,
        rows,
    )
    connection.run_many("INSERT INTO heads VALUES (?, ?, ?, ?)", heads)


def _participants(store: Store, versions: Iterable[Version]) -> None:
    connection = store.connection
    for version in versions:
        if version.deleted:
            connection.run("DELETE FROM participant WHERE id = ?", (version.entity,))
    rows: list[tuple[object, ...]] = []
    for version in versions:
        if version.deleted:
            continue
        fields = load(version.fields)
        tokens = tokens_from(fields)
        rows.append(
            (
                version.entity,
                version.laptop,
                version.seq,
                *store.choices.ranks(attributes_from(fields)),
                tokens.linkage,
                dump(tokens.questions),
                int(fields.get("erased", False)),
                version.entity,
                version.entity,
            )
        )
    connection.run_many(
        """
        INSERT INTO participant VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET grp = excluded.grp, area = excluded.area,
            sex = excluded.sex, linkage = excluded.linkage, questions = excluded.questions,
            erased = excluded.erased
        """,
        rows,
    )


def _attendances(store: Store, versions: Iterable[Version]) -> None:
    gone: list[tuple[bytes, bytes]] = []
    rows: list[tuple[object, ...]] = []
    memo: dict[str, tuple[int, int, int]] = {}
    for version in versions:
        key = (version.entity[:ID_BYTES], version.entity[ID_BYTES:])
        if version.deleted:
            gone.append(key)
            continue
        ranks = memo.get(version.fields)
        if ranks is None:
            ranks = store.choices.ranks(attributes_from(load(version.fields)))
            memo[version.fields] = ranks
        rows.append((*key, *ranks))
    store.connection.run_many("DELETE FROM attendance WHERE session = ? AND participant = ?", gone)
    store.connection.run_many("INSERT OR REPLACE INTO attendance VALUES (?, ?, ?, ?, ?)", rows)


def _answers(store: Store, versions: Iterable[Version]) -> None:
    for version in versions:
        first, second = version.entity[:ID_BYTES], version.entity[ID_BYTES:]
        if version.deleted:
            store.connection.run(
                "DELETE FROM answer WHERE first = ? AND second = ?", (first, second)
            )
        else:
            store.connection.run(
                "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)",
                (first, second, int(load(version.fields)["same"]), version.time),
            )


def _laptops(store: Store, versions: Iterable[Version]) -> None:
    store.connection.run_many(
        "INSERT OR REPLACE INTO laptop VALUES (?, ?)",
        ((each.entity, load(each.fields)["name"]) for each in versions if not each.deleted),
    )


def _sessions_of(store: Store, participants: Iterable[bytes]) -> set[bytes]:
    return {
        session
        for participant in participants
        for (session,) in store.connection.rows(
            "SELECT session FROM attendance WHERE participant = ?", (participant,)
        )
    }


def _forget_facts(store: Store, touched: Iterable[bytes]) -> None:
    connection = store.connection
    connection.run("CREATE TEMP TABLE IF NOT EXISTS touched (id BLOB PRIMARY KEY) WITHOUT ROWID")
    connection.run("DELETE FROM touched")
    connection.run_many("INSERT INTO touched VALUES (?)", ((each,) for each in sorted(touched)))
    connection.run(
        """
        DELETE FROM fact WHERE (day, session) IN (
            SELECT day, id FROM session WHERE id IN (SELECT id FROM touched))
        """
    )


def _lacks_choices(store: Store, versions: Iterable[Version]) -> bool:
    needed: dict[Dimension, set[str]] = defaultdict(set)
    for dimension, value in _values_used(versions):
        needed[dimension].add(value)
    return any(store.choices.lacks(dimension, values) for dimension, values in needed.items())


def _values_used(versions: Iterable[Version]) -> set[tuple[Dimension, str]]:
    used: set[tuple[Dimension, str]] = set()
    seen: set[str] = set()
    for version in versions:
        if version.deleted:
            continue
        if version.kind is Entity.SESSION:
            session = session_from(load(version.fields))
            used.add((Dimension.WORKSHOP, session.workshop))
            used |= {(Dimension.GROUP, group) for group in session.heads}
        elif version.kind in {Entity.ATTENDANCE, Entity.PARTICIPANT}:
            if version.fields in seen:
                continue
            seen.add(version.fields)
            attributes = attributes_from(load(version.fields))
            used |= {
                (Dimension.GROUP, attributes.group),
                (Dimension.AREA, attributes.area),
                (Dimension.SEX, attributes.sex),
            }
    return used
