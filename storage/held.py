"""Sessions logged twice: two promoters at the same group are one session, counted once.

Linked sessions keep their own versions. Counted are: the session once, under the smallest id;
everyone registered in either log once; the heads of the fuller log less those who are registered
only in the other.
"""

from collections.abc import Iterable, Mapping, Sequence

from halsoverkstad.domain.identity.linking import Answers, Linking
from storage.connection import Connection


def groups(connection: Connection) -> dict[bytes, bytes]:
    """The sessions that count as another one, and which."""
    return dict(connection.rows("SELECT id, held FROM session WHERE held <> id"))


def refresh(connection: Connection, before: Mapping[bytes, bytes]) -> set[bytes]:
    """Work out anew which sessions are one; gives every session of a group that changed.

    `before` are the groups of before any session was written or went.
    """
    linking = Linking(_answers(connection))
    after = {
        session: linking.person(session)
        for (session,) in connection.rows(
            "SELECT id FROM session WHERE id IN (SELECT first FROM session_answer WHERE same "
            "UNION SELECT second FROM session_answer WHERE same)"
        )
        if linking.person(session) != session
    }
    moved = {each for each in before.keys() | after.keys() if before.get(each) != after.get(each)}
    connection.run_many(
        "UPDATE session SET held = ? WHERE id = ?",
        [(after.get(each, each), each) for each in moved],
    )
    return moved | {held[each] for held in (before, after) for each in moved if each in held}


def recount(connection: Connection, sessions: Iterable[bytes]) -> None:
    """Work out anew the heads to count of sessions; those that count as another are passed over."""
    for session in sessions:
        members = [
            member
            for (member,) in connection.rows(
                "SELECT id FROM session WHERE held = ? ORDER BY id", (session,)
            )
        ]
        if len(members) > 1:
            _recount_group(connection, members)
        elif members:
            _count_as_logged(connection, session)


def _count_as_logged(connection: Connection, session: bytes) -> None:
    connection.run(
        "UPDATE heads SET counted = count, counted_new = coalesce(new, 0) WHERE session = ?",
        (session,),
    )


def _recount_group(connection: Connection, members: Sequence[bytes]) -> None:
    present = {member: _present(connection, member) for member in members}
    fullest = max(
        members,
        key=lambda each: (len(present[each]) + _heads_of(connection, each), -members.index(each)),
    )
    elsewhere = {
        person: grp
        for member in members
        for person, grp in present[member].items()
        if person not in present[fullest]
    }
    marks = ", ".join("?" * len(members))
    connection.run(
        f"UPDATE heads SET counted = 0, counted_new = 0 WHERE session IN ({marks})", members
    )
    for grp, count, new in connection.rows(
        "SELECT grp, count, coalesce(new, 0) FROM heads WHERE session = ?", (fullest,)
    ):
        left = max(0, count - sum(each == grp for each in elsewhere.values()))
        connection.run(
            "UPDATE heads SET counted = ?, counted_new = ? WHERE session = ? AND grp = ?",
            (left, min(new, left), fullest, grp),
        )


def _present(connection: Connection, session: bytes) -> dict[bytes, int]:
    return dict(
        connection.rows(
            "SELECT p.person, a.grp FROM attendance AS a JOIN participant AS p "
            "ON p.id = a.participant WHERE a.session = ? ORDER BY p.person, a.grp DESC",
            (session,),
        )
    )


def _heads_of(connection: Connection, session: bytes) -> int:
    return connection.value(
        "SELECT coalesce(sum(count), 0) FROM heads WHERE session = ?", (session,)
    )


def _answers(connection: Connection) -> Answers:
    rows = connection.rows(
        """
        SELECT first, second, same FROM session_answer
        WHERE first IN (SELECT id FROM session) AND second IN (SELECT id FROM session)
        """
    )
    return Answers(
        same=frozenset((one, other) for one, other, same in rows if same),
        different=frozenset((one, other) for one, other, same in rows if not same),
    )
