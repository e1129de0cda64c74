"""Forgetting a participant for good: the name goes, the counts stay (GDPR article 17)."""

import hashlib
import hmac
from collections.abc import Iterable

from storage import derived, journal, local
from storage.encoding import dump, load
from storage.journal import ID_BYTES, Entity
from storage.pseudonym import participant_code
from storage.store import Store
from storage.writing import writing


def erase(store: Store, participant: bytes) -> None:
    """Forget everything about a participant but group and attendance. Cannot be undone.

    Local tables lose the name, what tokens were made of and the codes; every earlier version in
    the journal loses the token and every attribute but the group; a last version says that the
    participant is erased, so that an old file merged later is blanked again. Of a code only a
    keyed digest is kept, so that a file read again does not bring the person back.

    Raises:
        LookupError: there is no such participant.
    """
    shown = journal.current(journal.versions_of(store.connection, participant))
    if shown is None or shown.deleted:
        raise LookupError(participant.hex())
    with writing(store) as pen:
        _forget_locally(store, participant)
        redact(store, [participant])
        group = {key: value for key, value in load(shown.fields).items() if key == "group"}
        pen.put(Entity.PARTICIPANT, participant, {"erased": True} | group)
        store.connection.run(
            "UPDATE attendance SET area = 0, sex = 0 WHERE participant = ?", (participant,)
        )
    # What was deleted must not linger in the write-ahead log either.
    store.connection.run("PRAGMA wal_checkpoint(TRUNCATE)")


def redact(store: Store, participants: Iterable[bytes]) -> None:
    """Blank all that identifies in the versions about erased participants, in a transaction."""
    connection = store.connection
    connection.run("CREATE TEMP TABLE IF NOT EXISTS erased (id BLOB PRIMARY KEY) WITHOUT ROWID")
    connection.run("DELETE FROM erased")
    connection.run_many("INSERT INTO erased VALUES (?)", ((each,) for each in participants))
    if not connection.value("SELECT count(*) FROM erased"):
        return
    rows = connection.rows(
        f"""
        SELECT entity, id, fields FROM version
        WHERE kind = {Entity.PARTICIPANT:d} AND entity IN (SELECT id FROM erased)
        OR kind = {Entity.ATTENDANCE:d}
            AND substr(entity, {ID_BYTES + 1}) IN (SELECT id FROM erased)
        """
    )
    for entity, name, text in rows:
        fields = load(text)
        kept = {key: value for key, value in fields.items() if key in {"group", "erased"}}
        if kept != fields:
            connection.run(
                "UPDATE version SET fields = ?, redacted = 1 WHERE entity = ? AND id = ?",
                (dump(kept), entity, name),
            )


def code_digest(store: Store, code: str) -> bytes:
    """The keyed digest that remains of an erased participant's code."""
    key = bytes.fromhex(local.required(store.connection, local.ERASURE_KEY))
    return hmac.new(key, code.encode(), hashlib.sha256).digest()


def _forget_locally(store: Store, participant: bytes) -> None:
    connection = store.connection
    codes = [
        code
        for (code,) in connection.rows(
            "SELECT code FROM code WHERE participant = ?", (participant,)
        )
    ]
    connection.run_many(
        "INSERT OR IGNORE INTO erased_code VALUES (?)",
        [(code_digest(store, code),) for code in codes],
    )
    connection.run_many(
        "DELETE FROM imported WHERE code = ?",
        [(code,) for code in (*codes, participant_code(participant))],
    )
    connection.run("DELETE FROM code WHERE participant = ?", (participant,))
    connection.run("DELETE FROM naming WHERE participant = ?", (participant,))
    connection.run("DELETE FROM question WHERE ? IN (first, second)", (participant,))
    # Its steps can no longer be undone: they would bring back what was forgotten.
    connection.run(
        """
        DELETE FROM action WHERE id IN (
            SELECT action FROM action_local WHERE entity = ?1
            UNION SELECT action FROM action_version
            WHERE substr(entity, 1, ?2 - 1) = ?1 OR substr(entity, ?2) = ?1)
        """,
        (participant, ID_BYTES + 1),
    )
    derived.refresh_persons(store)
