"""Forgetting participants for good: the names go, the counts stay (GDPR article 17).

An erasure is of one record. It travels as a version that says so, and what travels of that record
is blanked wherever the version comes, in any order, for good: tokens, area, sex. What never
travels, the name and the codes, is forgotten only where a person says yes (`storage.retention`):

- The same record on another computer (a restored copy; the coordinator's computer, or any other,
  has erased it). A file cannot prove whose wish it carries, for a version is not signed by itself,
  and what is forgotten here is nowhere else.
- Another record that counts as the same person, on another computer. A link made by tokens can be
  wrong (about 0.7 % in simulation, docs/likhet.md). "Olika personer" is an answer too, and takes
  the request away. The tokens that made the link are gone by then, so the link is written down as
  a fact.

Nothing remains that could find the person again: a digest of the token kept to recognise them in
later files would itself be the token. So who is erased before the coordinator has seen them, and
is registered on another computer too, counts as two; the lowest of the unique allows for it
(`storage.persons`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from storage import journal, links, local, named_texts, traces, write_log
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
        pen.versions += links.behind(store, shown)
        forget_locally(store, shown)
        redact(store, shown)
        for each, version in shown.items():
            group = {} if version is None else load(version.fields)
            kept = {name: value for name, value in group.items() if name == "group"}
            pen.put(Entity.PARTICIPANT, each, {"erased": True} | kept)
        write_log.owe(store.connection)
        visits = store.connection.run(
            "UPDATE attendance SET area = 0, sex = 0 WHERE participant IN (SELECT id FROM erased)"
        )
    write_log.settle(store.connection, wait=True)
    return Erased(len(shown), visits, found, texts)


def lingers(store: Store) -> bool:
    """Whether what was erased still stands in the write-ahead log, which another program reads."""
    return write_log.is_owed(store.connection)


def redact(store: Store, participants: Iterable[bytes], *, after: int = 0) -> set[bytes]:
    """Blank all that identifies in the versions about erased participants, in a transaction.

    Every version that says how they are says that they are erased, whichever of them holds.

    Args:
        store: the database.
        participants: who is erased.
        after: the arrival after which to look; 0: the whole journal.

    Returns:
        The entities of which anything was blanked.
    """
    if not store.connection.put_ids("erased", participants):
        return set()
    rows = store.connection.rows(
        f"""
        SELECT entity, id, kind, fields FROM version
        WHERE arrival > ? AND deleted = 0 AND (
            kind = {Entity.PARTICIPANT:d} AND entity IN (SELECT id FROM erased)
            OR kind = {Entity.ATTENDANCE:d}
                AND substr(entity, {ID_BYTES + 1}) IN (SELECT id FROM erased))
        """,
        (after,),
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
    if not connection.put_ids("erased", erased):
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
    forget_steps(store, erased)


def forget_steps(store: Store, participants: Iterable[bytes]) -> None:
    """Drop the steps of undo that have to do with participants, inside a transaction.

    They would bring back what was forgotten.
    """
    if store.connection.put_ids("erased", participants):
        store.connection.run(
            f"""
            DELETE FROM action WHERE id IN (
                SELECT action FROM action_local WHERE entity IN (SELECT id FROM erased)
                UNION SELECT action FROM action_version
                WHERE substr(entity, 1, {ID_BYTES}) IN (SELECT id FROM erased)
                    OR substr(entity, {ID_BYTES + 1}) IN (SELECT id FROM erased))
            """
        )


def code_digest(store: Store, code: str) -> bytes:
    """The keyed digest that remains of an erased participant's code."""
    return digest(bytes.fromhex(local.required(store.connection, local.ERASURE_KEY)), code)
