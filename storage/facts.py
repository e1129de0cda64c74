"""All facts in the order of time, for those who write them to files. No names among them."""

from collections.abc import Iterator

from halsoverkstad.domain.facts import Attributes, Session
from storage import journal
from storage.encoding import load, session_from
from storage.pseudonym import participant_code, session_code
from storage.store import Store


def sessions(store: Store) -> Iterator[tuple[str, Session]]:
    """Every session, under the id it came with, or its code."""
    keys = _session_keys(store)
    for (session,) in store.connection.rows("SELECT id FROM session ORDER BY day, start, id"):
        shown = journal.current(journal.versions_of(store.connection, session))
        if shown is not None:
            yield keys[session], session_from(load(shown.fields))


def attendances(store: Store) -> Iterator[tuple[str, str, Attributes]]:
    """Every person at every session: session id, code, what was noted. Linked people are one."""
    keys = _session_keys(store)
    codes, choices = person_codes(store), store.choices
    for session, person, *ranks in store.connection.each(
        "SELECT session, person, grp, area, sex FROM fact ORDER BY day, session, person"
    ):
        yield keys[session], codes[person], choices.attributes(*ranks)


def person_codes(store: Store) -> dict[bytes, str]:
    """The code of every person: the one they came with, or the pseudonym."""
    given = dict(
        store.connection.rows(
            "SELECT p.person, min(c.code) FROM code AS c JOIN participant AS p "
            "ON p.id = c.participant GROUP BY p.person"
        )
    )
    persons = store.connection.rows("SELECT DISTINCT person FROM participant")
    return {person: given.get(person) or participant_code(person) for (person,) in persons}


def _session_keys(store: Store) -> dict[bytes, str]:
    given = dict(store.connection.rows("SELECT session, key FROM session_key"))
    every = store.connection.rows("SELECT id FROM session")
    return {session: given.get(session) or session_code(session) for (session,) in every}
