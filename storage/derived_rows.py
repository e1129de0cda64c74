"""What holds of each entity, as rows of its derived table: one function a kind of entity."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from halsoverkstad.domain.facts import Session
from halsoverkstad.domain.period import iso_week
from halsoverkstad.domain.swedish import search_key
from halsoverkstad.domain.words import Dimension
from storage import epochs
from storage.choices import Choices
from storage.encoding import attributes_from, dump, load, session_from, tokens_from
from storage.journal import ID_BYTES, Entity, State
from storage.store import Store


def month_number(day: date) -> int:
    """Months since year 0: quarters, halves and years are whole divisions of it."""
    return day.year * 12 + day.month - 1


def session_row(
    choices: Choices, entity: bytes, laptop: bytes, session: Session
) -> tuple[object, ...]:
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
        choices.rank(Dimension.WORKSHOP, session.workshop),
        choices.rank(Dimension.KIND, session.kind),
        session.activity,
        session.place,
        session.turned_away,
        int(session.language_training),
        dump(session.partners),
        search_key(words),
        entity,
    )


def write_sessions(store: Store, states: Sequence[State]) -> None:
    """Sessions and the heads counted at them."""
    connection, choices = store.connection, store.choices
    connection.run_many(
        "DELETE FROM heads WHERE session = ?", ((each.shown.entity,) for each in states)
    )
    rows: list[tuple[object, ...]] = []
    heads: list[tuple[object, ...]] = []
    for state in states:
        entity = state.shown.entity
        if state.shown.deleted:
            connection.run("DELETE FROM session WHERE id = ?", (entity,))
            continue
        session = session_from(load(state.shown.fields))
        rows.append(session_row(choices, entity, state.first.laptop, session))
        heads += (
            (
                entity,
                choices.rank(Dimension.GROUP, group),
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


def write_participants(store: Store, states: Sequence[State]) -> None:
    """Participants, each as a person of their own until `persons.refresh` says otherwise."""
    connection, choices = store.connection, store.choices
    rows: list[tuple[object, ...]] = []
    for state in states:
        shown = state.shown
        if shown.deleted:
            connection.run("DELETE FROM participant WHERE id = ?", (shown.entity,))
            continue
        fields = load(shown.fields)
        tokens = tokens_from(fields)
        earlier = epochs.earlier(connection, shown, tokens)
        rows.append(
            (
                shown.entity,
                state.first.laptop,
                state.first.seq,
                *choices.ranks(attributes_from(fields)),
                tokens.linkage,
                dump([*tokens.questions, *earlier.questions]),
                int(fields.get("erased", False)),
                shown.entity,
                shown.entity,
                dump([*tokens.further, *earlier.codes]),
                dump(earlier.names),
            )
        )
    connection.run_many(
        """
        INSERT INTO participant (id, laptop, seq, grp, area, sex, linkage, questions, erased,
            person, low, codes, earlier) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET laptop = excluded.laptop, seq = excluded.seq,
            grp = excluded.grp, area = excluded.area, sex = excluded.sex,
            linkage = excluded.linkage, questions = excluded.questions, erased = excluded.erased,
            codes = excluded.codes, earlier = excluded.earlier
        """,
        rows,
    )


def write_attendances(store: Store, states: Iterable[State]) -> None:
    """Who was at which session, with what was noted of them there."""
    gone: list[tuple[bytes, bytes]] = []
    rows: list[tuple[object, ...]] = []
    memo: dict[str, tuple[int, int, int]] = {}
    choices = store.choices
    for state in states:
        shown = state.shown
        key = (shown.entity[:ID_BYTES], shown.entity[ID_BYTES:])
        if shown.deleted:
            gone.append(key)
            continue
        ranks = memo.get(shown.fields)
        if ranks is None:
            ranks = choices.ranks(attributes_from(load(shown.fields)))
            memo[shown.fields] = ranks
        rows.append((*key, *ranks))
    store.connection.run_many("DELETE FROM attendance WHERE session = ? AND participant = ?", gone)
    store.connection.run_many("INSERT OR REPLACE INTO attendance VALUES (?, ?, ?, ?, ?)", rows)


def write_pairs(store: Store, by_kind: Mapping[Entity, Sequence[State]]) -> None:
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


def write_laptops(store: Store, states: Iterable[State]) -> None:
    """The names of laptops, and whose people they hold beside their own."""
    told = (
        (each.shown.entity, load(each.shown.fields)) for each in states if not each.shown.deleted
    )
    store.connection.run_many(
        "INSERT OR REPLACE INTO laptop (id, name, knows) VALUES (?, ?, ?)",
        ((laptop, fields["name"], dump(fields.get("knows", {}))) for laptop, fields in told),
    )


def write_conflicts(store: Store, states: Iterable[State]) -> None:
    """Which of these entities have heads that differ."""
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
