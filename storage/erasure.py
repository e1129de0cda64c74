"""Forgetting participants for good: the names go, the counts stay (GDPR article 17).

An erasure is of one record, on the computer that holds its name. It travels as a version that
says so, and everything reached by it is one of two things:

- The same record elsewhere (a restored copy, or the coordinator's computer has erased it): what is
  known of it locally is forgotten at once when the file is merged. It is the very record that
  somebody decided about.
- Another record that counts as the same person, on another computer: it is asked about there
  (`storage.retention.due`) and stays until a person who knows the name answers. A link made by
  tokens can be wrong (about 0.7 % in simulation, docs/likhet.md), an erasure can't be undone, and
  the name needed to tell lies only there. "Olika personer" is an answer too, and takes the request
  away. The tokens that made the link are gone by then, so the link is written down as a fact.

Nothing remains that could find the person again: a digest of the token kept to recognise them in
later files would itself be the token. So who is erased before the coordinator has seen them, and
is registered on another computer too, counts as two.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from storage import derived, journal, links, local, named_texts, traces
from storage.encoding import digest, dump, load
from storage.journal import ID_BYTES, Entity
from storage.named_texts import NamedText
from storage.names import names_of
from storage.pseudonym import participant_code
from storage.store import Store
from storage.traces import Trace
from storage.writing import writing


@dataclass(frozen=True)
class Erased:
    """What was erased: how many visits still count, and what a person has to read through."""

    participants: int
    visits: int
    traces: tuple[Trace, ...]
    texts: tuple[NamedText, ...]

    @property
    def to_read(self) -> tuple[Trace | NamedText, ...]:
        """All that a person has to read through."""
        return self.traces + self.texts


def erase(store: Store, *participants: bytes) -> Erased:
    """Forget everything about participants but group and attendance. Cannot be undone.

    Local tables lose the names, what tokens were made of and the codes; every earlier version in
    the journal loses the token and every attribute but the group; a last version says that the
    participant is erased, so that an old file merged later is blanked again. Of a code only a
    keyed digest is kept, so that a file read again does not bring the person back.

    Raises:
        LookupError: one of them is not there; nothing was changed.
    """
    with writing(store) as pen:
        shown = {
            each: journal.current(journal.versions_of(store.connection, each))
            for each in participants
        }
        for each, version in shown.items():
            if version is None or version.deleted:
                raise LookupError(each.hex())
        found = traces.traces_of(store, participants)
        texts = named_texts.named_texts(store, names_of(store, participants))
        visits = sum(
            store.connection.value("SELECT count(*) FROM attendance WHERE participant = ?", (each,))
            for each in shown
        )
        pen.versions += links.behind(store, shown)
        forget_locally(store, shown)
        redact(store, shown)
        for each, version in shown.items():
            group = {} if version is None else load(version.fields)
            kept = {name: value for name, value in group.items() if name == "group"}
            pen.put(Entity.PARTICIPANT, each, {"erased": True} | kept)
        store.connection.run(
            "UPDATE attendance SET area = 0, sex = 0 WHERE participant IN (SELECT id FROM erased)"
        )
    truncate_log(store)
    return Erased(len(shown), visits, found, texts)


def redact(store: Store, participants: Iterable[bytes], *, among: str | None = None) -> set[bytes]:
    """Blank all that identifies in the versions about erased participants, in a transaction.

    Every version that says how they are says that they are erased, whichever of them holds.

    Args:
        store: the database.
        participants: who is erased.
        among: a table of entities (column `entity`) to look among; None: the whole journal.

    Returns:
        The entities of which anything was blanked.
    """
    if not _mark(store, participants):
        return set()
    scope = f"AND entity IN (SELECT entity FROM {among})" if among else ""
    rows = store.connection.rows(
        f"""
        SELECT entity, id, kind, fields FROM version
        WHERE deleted = 0 {scope} AND (
            kind = {Entity.PARTICIPANT:d} AND entity IN (SELECT id FROM erased)
            OR kind = {Entity.ATTENDANCE:d}
                AND substr(entity, {ID_BYTES + 1}) IN (SELECT id FROM erased))
        """
    )
    touched: set[bytes] = set()
    for entity, name, kind, text in rows:
        fields = load(text)
        kept = {key: value for key, value in fields.items() if key == "group"}
        if kind == Entity.PARTICIPANT:
            kept["erased"] = True
        if kept != fields:
            touched.add(entity)
            store.connection.run(
                "UPDATE version SET fields = ?, redacted = 1 WHERE entity = ? AND id = ?",
                (dump(kept), entity, name),
            )
    return touched


def forget_locally(store: Store, participants: Iterable[bytes]) -> None:
    """Forget what only this computer knows of participants, inside a transaction."""
    connection = store.connection
    erased = list(participants)
    traces.relabel_steps(store, names_of(store, erased))
    if not _mark(store, erased):
        return
    codes = [
        code
        for (code,) in connection.rows(
            "SELECT code FROM code WHERE participant IN (SELECT id FROM erased)"
        )
    ]
    connection.run_many(
        "INSERT OR IGNORE INTO erased_code VALUES (?)",
        [(code_digest(store, code),) for code in codes],
    )
    connection.run_many(
        "DELETE FROM imported WHERE code = ?",
        [(code,) for code in (*codes, *map(participant_code, erased))],
    )
    for table in ("code", "naming"):
        connection.run(f"DELETE FROM {table} WHERE participant IN (SELECT id FROM erased)")
    for table in ("question", "asked"):
        connection.run(
            f"DELETE FROM {table} WHERE first IN (SELECT id FROM erased) "
            "OR second IN (SELECT id FROM erased)"
        )
    # Their steps can no longer be undone: they would bring back what was forgotten.
    connection.run(
        f"""
        DELETE FROM action WHERE id IN (
            SELECT action FROM action_local WHERE entity IN (SELECT id FROM erased)
            UNION SELECT action FROM action_version
            WHERE substr(entity, 1, {ID_BYTES}) IN (SELECT id FROM erased)
                OR substr(entity, {ID_BYTES + 1}) IN (SELECT id FROM erased))
        """
    )


def forget_erased_elsewhere(store: Store) -> bool:
    """Forget the names of records that another computer has erased, inside a transaction.

    Returns:
        Whether there was anything to forget.
    """
    erased = [
        participant
        for (participant,) in store.connection.rows(
            """
            SELECT id FROM participant WHERE erased = 1 AND (
                id IN (SELECT participant FROM naming) OR id IN (SELECT participant FROM code))
            """
        )
    ]
    if erased:
        forget_locally(store, erased)
        derived.refresh_persons(store)
    return bool(erased)


def truncate_log(store: Store) -> None:
    """Empty the write-ahead log: what was deleted must not linger there either."""
    store.connection.run("PRAGMA wal_checkpoint(TRUNCATE)")


def code_digest(store: Store, code: str) -> bytes:
    """The keyed digest that remains of an erased participant's code."""
    return digest(bytes.fromhex(local.required(store.connection, local.ERASURE_KEY)), code)


def _mark(store: Store, participants: Iterable[bytes]) -> int:
    """Put participants in the temporary table `erased`; how many there are."""
    connection = store.connection
    connection.run("CREATE TEMP TABLE IF NOT EXISTS erased (id BLOB PRIMARY KEY) WITHOUT ROWID")
    connection.run("DELETE FROM erased")
    connection.run_many(
        "INSERT OR IGNORE INTO erased VALUES (?)", ((each,) for each in participants)
    )
    return connection.value("SELECT count(*) FROM erased")
