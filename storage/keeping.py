"""Saying no to an erasure that came with a file: nobody here has asked to be forgotten.

What has been erased stays so, in every file and on every computer: else what holds would depend
on the order of files. So the name goes on under a record of its own, which counts as the same
person. Area and sex at earlier visits are gone.
"""

from collections import defaultdict
from collections.abc import Mapping

from halsoverkstad.domain.facts import Naming
from halsoverkstad.domain.identity.linking import pair
from halsoverkstad.domain.identity.token import Tokens, tokens_for, with_codes
from storage import erasure, participants, register_rows
from storage.encoding import attribute_fields, participant_fields
from storage.journal import Entity
from storage.store import Store
from storage.writing import Pen, writing


def keep(store: Store, participant: bytes) -> bytes:
    """Let a new record take over what is known only here of one that was erased, and its visits.

    Returns:
        The new record's id.

    Raises:
        LookupError: that participant is not erased, or nothing is known here.
    """
    row = register_rows.get(store, participant)
    codes = participants.codes_of(store, participant)
    if not row.erased or (row.naming is None and not codes):
        raise LookupError(participant.hex())
    fields = participant_fields(row.attributes, _tokens(store, row.naming, codes))
    successor = store.new_id()
    with writing(store) as pen:
        pen.put(Entity.PARTICIPANT, successor, fields, new=True)
        pen.put(Entity.ANSWER, b"".join(pair(participant, successor)), {"same": True}, new=True)
        _move_visits(store, pen, participant, successor)
        _move_names(store, participant, successor)
        erasure.forget_steps(store, [participant])
        store.connection.run("INSERT INTO kept_name VALUES (?)", (participant,))
        pen.naming_changed = True
    return successor


def erased(store: Store) -> set[bytes]:
    """The records that are erased, less those whose erasure this computer has said no to.

    Whoever has one of these wants no more of: to be asked, or told of beyond the count.
    """
    rows = store.connection.rows(
        "SELECT id FROM participant WHERE erased = 1 "
        "AND id NOT IN (SELECT participant FROM kept_name)"
    )
    return {participant for (participant,) in rows}


def successors(store: Store) -> Mapping[bytes, list[bytes]]:
    """For each record that was kept here, the living ones of the same person."""
    found: dict[bytes, list[bytes]] = defaultdict(list)
    for participant, living in store.connection.rows(
        """
        SELECT p.id, o.id FROM kept_name AS k JOIN participant AS p ON p.id = k.participant
        JOIN participant AS o ON o.person = p.person WHERE o.erased = 0 ORDER BY p.id, o.id
        """
    ):
        found[participant].append(living)
    return found


def _tokens(store: Store, naming: Naming | None, codes: list[str]) -> Tokens:
    of_name = Tokens() if naming is None else tokens_for(naming, store.secret)
    return with_codes(of_name, codes, store.secret)


def _move_visits(store: Store, pen: Pen, participant: bytes, successor: bytes) -> None:
    for session, *ranks in store.connection.rows(
        "SELECT session, grp, area, sex FROM attendance WHERE participant = ?", (participant,)
    ):
        noted = attribute_fields(store.choices.attributes(*ranks))
        pen.put(Entity.ATTENDANCE, session + participant, None)
        pen.put(Entity.ATTENDANCE, session + successor, noted, new=True)


def _move_names(store: Store, participant: bytes, successor: bytes) -> None:
    for table in ("naming", "code"):
        store.connection.run(
            f"UPDATE {table} SET participant = ? WHERE participant = ?", (successor, participant)
        )
    for each in (participant, successor):
        participants.find_questions(store, each)
