"""The links that an erasure would take away in a merge, written down before it does.

Worked out as if nobody had been erased, from what is known when the files have been read: so it
does not matter whether the erasure, the laptop's older file or another laptop's file came first.
"""

from storage import derived_rows, journal, links
from storage.connection import Connection
from storage.encoding import dump, load
from storage.journal import ID_BYTES, Entity, State, Version
from storage.store import Store

_TOKENS = ("token", "questions", "further")


def before_erasure(store: Store, mark: int) -> list[Version]:
    """The facts to write down about people erased in what came after `mark`, inside a transaction.

    Leaves the derived tables in need of being brought up to date with all that has arrived.
    """
    erased = _losing_tokens(store.connection, mark)
    if not erased:
        return []
    participants: list[State] = []
    pairs: dict[Entity, list[State]] = {Entity.ANSWER: [], Entity.LINK: []}
    for entity in _arrived(store.connection, mark):
        versions = journal.versions_of(store.connection, entity)
        if versions[0].kind is Entity.PARTICIPANT:
            shown = erased.get(entity) or journal.state_of(versions).shown
            participants.append(State(_tokens_alone(shown), journal.state_of(versions).first))
        elif versions[0].kind is Entity.LAPTOP:
            derived_rows.write_laptops(store, [journal.state_of(versions)])
    for state in journal.states(store.connection, pairs):
        pairs[state.shown.kind].append(state)
    derived_rows.write_participants(store, participants)
    derived_rows.write_pairs(store, pairs)
    return links.behind(store, erased)


def _losing_tokens(connection: Connection, mark: int) -> dict[bytes, Version]:
    """Who is erased in what has arrived, with the latest version that still has their tokens."""
    rows = connection.rows(
        f"""
        SELECT DISTINCT entity FROM version WHERE {journal.ERASED} AND EXISTS (
            SELECT 1 FROM version AS v WHERE v.entity = version.entity AND v.arrival > ?)
        """,
        (mark,),
    )
    found: dict[bytes, Version] = {}
    for (entity,) in rows:
        known = [
            each
            for each in journal.versions_of(connection, entity)
            if not each.redacted and not each.deleted and load(each.fields).keys() & {*_TOKENS}
        ]
        latest = journal.current(known)
        if latest is not None:
            found[entity] = latest
    return found


def _arrived(connection: Connection, mark: int) -> list[bytes]:
    rows = connection.rows(
        f"SELECT DISTINCT entity FROM version WHERE arrival > ? "
        f"AND length(entity) = {ID_BYTES} ORDER BY entity",
        (mark,),
    )
    return [entity for (entity,) in rows]


def _tokens_alone(version: Version) -> Version:
    """A version without attributes: the values of those may not have a number here yet."""
    if version.deleted:
        return version
    fields = load(version.fields)
    return version._replace(fields=dump({name: fields[name] for name in _TOKENS if name in fields}))
