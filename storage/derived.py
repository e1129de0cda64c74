"""The derived tables: what holds now, flat enough to be counted. Rebuilt from the journal at will.

`apply` keeps them up to date as versions are written or merged: it is given what holds now of each
entity that changed. `rebuild` reads the whole journal.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain, islice

from halsoverkstad.domain.facts import Session
from halsoverkstad.domain.period import iso_week
from halsoverkstad.domain.swedish import search_key
from halsoverkstad.domain.words import Dimension
from storage import held, journal, persons
from storage.encoding import attributes_from, dump, load, session_from, tokens_from
from storage.journal import ID_BYTES, Entity, State, Version
from storage.store import Store

TABLES = (
    "laptop",
    "participant",
    "answer",
    "link",
    "session",
    "heads",
    "session_answer",
    "attendance",
    "conflict",
    "fact",
)
"""What `rebuild` empties and fills. `choice` is filled before."""

_PART = 20_000
"""How many attendances a rebuild holds at a time."""

_FACTS = """
    INSERT INTO fact
    SELECT s.day, s.id, p.person, min(p.low), s.month, s.week, s.workshop, s.kind,
        coalesce(min(nullif(a.grp, 0)), 0),
        coalesce(min(nullif(a.area, 0)), 0),
        coalesce(min(nullif(a.sex, 0)), 0)
    FROM {source} AS s
    JOIN session AS logged ON logged.held = s.id
    JOIN attendance AS a ON a.session = logged.id
    JOIN participant AS p ON p.id = a.participant
    WHERE s.held = s.id
    GROUP BY s.day, s.id, p.person
"""


def month_number(day: date) -> int:
    """Months since year 0: quarters, halves and years are whole divisions of it."""
    return day.year * 12 + day.month - 1


def apply(store: Store, states: Sequence[State]) -> None:
    """Bring the derived tables up to date with the new states of some entities."""
    by_kind = _by_kind(states)
    if _lacks_choices(store, (each.shown for each in states)):
        rebuild(store)
        return
    _laptops(store, by_kind[Entity.LAPTOP])
    _participants(store, by_kind[Entity.PARTICIPANT])
    _pairs(store, by_kind)
    moved = {each.shown.entity for each in by_kind[Entity.PARTICIPANT]}
    if moved or by_kind[Entity.ANSWER] or by_kind[Entity.LINK]:
        moved |= persons.refresh(store)
    touched = {each.shown.entity for each in by_kind[Entity.SESSION]}
    touched |= {each.shown.entity[:ID_BYTES] for each in by_kind[Entity.ATTENDANCE]}
    touched |= _sessions_of(store, moved)
    _forget_facts(store, touched)
    _sessions(store, by_kind[Entity.SESSION])
    _attendances(store, by_kind[Entity.ATTENDANCE])
    _conflicts(store, states)
    regrouped = held.refresh(store.connection)
    if regrouped:
        _forget_facts(store, touched | regrouped)
    _remember_facts(store)
    held.recount(store.connection, regrouped)


def refresh_persons(store: Store) -> None:
    """Bring persons and facts up to date after questions were found or dropped."""
    _forget_facts(store, _sessions_of(store, persons.refresh(store)))
    _remember_facts(store)


def rebuild(store: Store) -> None:
    """Empty the derived tables and fill them from the journal."""
    connection = store.connection
    for table in TABLES:
        connection.run(f"DELETE FROM {table}")
    few = list(journal.states(connection, set(Entity) - {Entity.ATTENDANCE}))
    by_kind = _by_kind(few)
    noted = (each.shown for each in journal.states(connection, {Entity.ATTENDANCE}))
    store.choices.renumber(_values_used(chain((each.shown for each in few), noted)))
    _laptops(store, by_kind[Entity.LAPTOP])
    _participants(store, by_kind[Entity.PARTICIPANT])
    _pairs(store, by_kind)
    _sessions(store, by_kind[Entity.SESSION])
    _conflicts(store, few)
    # By far the most there is of anything: never all in memory at once.
    attendances = journal.states(connection, {Entity.ATTENDANCE})
    while part := list(islice(attendances, _PART)):
        _attendances(store, part)
        _conflicts(store, part)
    persons.refresh(store)
    twice = held.refresh(connection)
    connection.run(_FACTS.format(source="session"))
    held.recount(connection, twice)


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
        entity,
    )


def _by_kind(states: Iterable[State]) -> dict[Entity, list[State]]:
    by_kind: dict[Entity, list[State]] = defaultdict(list)
    for state in states:
        by_kind[state.shown.kind].append(state)
    return by_kind


def _sessions(store: Store, states: Iterable[State]) -> None:
    connection = store.connection
    rows: list[tuple[object, ...]] = []
    heads: list[tuple[object, ...]] = []
    for state in states:
        entity = state.shown.entity
        connection.run("DELETE FROM heads WHERE session = ?", (entity,))
        if state.shown.deleted:
            connection.run("DELETE FROM session WHERE id = ?", (entity,))
            continue
        session = session_from(load(state.shown.fields))
        rows.append(session_row(store, entity, state.first.laptop, session))
        heads += (
            (
                entity,
                store.choices.rank(Dimension.GROUP, group),
                each.count,
                each.new,
                each.count,
                each.new or 0,
            )
            for group, each in session.heads.items()
        )
    connection.run_many(
        f"""
        INSERT INTO session VALUES ({", ".join("?" * 16)})
        ON CONFLICT (id) DO UPDATE SET (laptop, day, month, week, start, minutes, workshop, kind,
            activity, place, turned_away, language_training, partners, folded) = (excluded.laptop,
            excluded.day, excluded.month, excluded.week, excluded.start, excluded.minutes,
            excluded.workshop, excluded.kind, excluded.activity, excluded.place,
            excluded.turned_away, excluded.language_training, excluded.partners, excluded.folded)
        """,
        rows,
    )
    connection.run_many("INSERT INTO heads VALUES (?, ?, ?, ?, ?, ?)", heads)


def _participants(store: Store, states: Sequence[State]) -> None:
    connection = store.connection
    rows: list[tuple[object, ...]] = []
    for state in states:
        shown = state.shown
        if shown.deleted:
            connection.run("DELETE FROM participant WHERE id = ?", (shown.entity,))
            continue
        fields = load(shown.fields)
        tokens = tokens_from(fields)
        rows.append(
            (
                shown.entity,
                state.first.laptop,
                state.first.seq,
                *store.choices.ranks(attributes_from(fields)),
                tokens.linkage,
                dump(tokens.questions),
                int(fields.get("erased", False)),
                shown.entity,
                shown.entity,
            )
        )
    connection.run_many(
        """
        INSERT INTO participant VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET laptop = excluded.laptop, seq = excluded.seq,
            grp = excluded.grp, area = excluded.area, sex = excluded.sex,
            linkage = excluded.linkage, questions = excluded.questions, erased = excluded.erased
        """,
        rows,
    )


def _attendances(store: Store, states: Iterable[State]) -> None:
    gone: list[tuple[bytes, bytes]] = []
    rows: list[tuple[object, ...]] = []
    memo: dict[str, tuple[int, int, int]] = {}
    for state in states:
        shown = state.shown
        key = (shown.entity[:ID_BYTES], shown.entity[ID_BYTES:])
        if shown.deleted:
            gone.append(key)
            continue
        ranks = memo.get(shown.fields)
        if ranks is None:
            ranks = store.choices.ranks(attributes_from(load(shown.fields)))
            memo[shown.fields] = ranks
        rows.append((*key, *ranks))
    store.connection.run_many("DELETE FROM attendance WHERE session = ? AND participant = ?", gone)
    store.connection.run_many("INSERT OR REPLACE INTO attendance VALUES (?, ?, ?, ?, ?)", rows)


def _pairs(store: Store, by_kind: Mapping[Entity, Sequence[State]]) -> None:
    """Answers and links: entities whose id is two ids after each other."""
    for kind, table in (
        (Entity.ANSWER, "answer"),
        (Entity.SESSION_ANSWER, "session_answer"),
        (Entity.LINK, "link"),
    ):
        for state in by_kind.get(kind, ()):
            shown = state.shown
            pair = (shown.entity[:ID_BYTES], shown.entity[ID_BYTES:])
            store.connection.run(f"DELETE FROM {table} WHERE first = ? AND second = ?", pair)
            if shown.deleted:
                continue
            said = () if kind is Entity.LINK else (int(load(shown.fields)["same"]), shown.time)
            marks = ", ".join("?" * (2 + len(said)))
            store.connection.run(f"INSERT INTO {table} VALUES ({marks})", (*pair, *said))


def _laptops(store: Store, states: Iterable[State]) -> None:
    store.connection.run_many(
        "INSERT OR REPLACE INTO laptop VALUES (?, ?)",
        (
            (each.shown.entity, load(each.shown.fields)["name"])
            for each in states
            if not each.shown.deleted
        ),
    )


def _conflicts(store: Store, states: Iterable[State]) -> None:
    for state in states:
        entity = state.shown.entity
        if state.conflict:
            store.connection.run(
                "INSERT OR IGNORE INTO conflict VALUES (?, ?)", (entity, int(state.shown.kind))
            )
    store.connection.run_many(
        "DELETE FROM conflict WHERE entity = ?",
        ((each.shown.entity,) for each in states if not each.conflict and each.shown.parents),
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
    """Drop the facts of sessions, to be remembered anew under the session each counts as."""
    connection = store.connection
    connection.run("CREATE TEMP TABLE IF NOT EXISTS touched (id BLOB PRIMARY KEY) WITHOUT ROWID")
    connection.run("DELETE FROM touched")
    connection.run_many("INSERT INTO touched VALUES (?)", ((each,) for each in sorted(touched)))
    connection.run(
        "INSERT OR IGNORE INTO touched "
        "SELECT held FROM session WHERE held <> id AND id IN (SELECT id FROM touched)"
    )
    connection.run(
        """
        DELETE FROM fact WHERE (day, session) IN (
            SELECT day, id FROM session WHERE id IN (SELECT id FROM touched))
        """
    )


def _remember_facts(store: Store) -> None:
    """Write the facts of all sessions touched since `_forget_facts`."""
    connection = store.connection
    source = "(SELECT * FROM session WHERE id IN (SELECT id FROM touched))"
    connection.run(_FACTS.format(source=source))
    twice = connection.rows(
        "SELECT DISTINCT held FROM session WHERE held <> id "
        "AND (id IN (SELECT id FROM touched) OR held IN (SELECT id FROM touched))"
    )
    held.recount(connection, (each for (each,) in twice))


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
