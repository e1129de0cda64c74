"""The facts: one row per person and session, flat, which is what is counted."""

from collections.abc import Iterable

from storage import held
from storage.store import Store

FACTS = """
    INSERT INTO fact
    SELECT s.day, s.id, p.person, s.month, s.week, s.workshop, s.kind, a.grp, a.area, a.sex
    FROM {source} AS s
    JOIN session AS logged ON logged.held = s.id
    JOIN attendance AS a ON a.session = logged.id
    JOIN {people} AS p ON p.id = a.participant
    WHERE s.held = s.id
    ON CONFLICT DO UPDATE SET
        grp = coalesce(nullif(min(grp, excluded.grp), 0), max(grp, excluded.grp)),
        area = coalesce(nullif(min(area, excluded.area), 0), max(area, excluded.area)),
        sex = coalesce(nullif(min(sex, excluded.sex), 0), max(sex, excluded.sex))
"""
"""`source` gives the sessions whose facts are written, `people` who is which person.

Of somebody who is at a session twice, linked or logged by two, the least value noted counts, where
one is known.
"""


def sessions_of(store: Store, participants: Iterable[bytes]) -> set[bytes]:
    """The sessions that any of some participants attended; all attendances are read through."""
    if not store.connection.put_ids("moved", participants):
        return set()
    rows = store.connection.rows(
        "SELECT DISTINCT session FROM attendance WHERE participant IN (SELECT id FROM moved)"
    )
    return {session for (session,) in rows}


def forget(store: Store, touched: Iterable[bytes]) -> None:
    """Drop the facts of sessions, to be remembered anew under the session each counts as."""
    connection = store.connection
    connection.put_ids("touched", touched)
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


def remember(store: Store) -> None:
    """Write the facts of all sessions touched since `forget`."""
    connection = store.connection
    source = "(SELECT * FROM session WHERE id IN (SELECT id FROM touched))"
    connection.run(FACTS.format(source=source, people="participant"))
    twice = connection.rows(
        "SELECT DISTINCT held FROM session WHERE held <> id "
        "AND (id IN (SELECT id FROM touched) OR held IN (SELECT id FROM touched))"
    )
    held.recount(connection, (each for (each,) in twice))
