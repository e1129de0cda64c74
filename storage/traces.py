"""Where somebody may still be named after an erasure: what was typed freely about sessions.

Notes stay on this computer and can be cleaned without a trace. The activity, the place and the
partners of a session travel: changed, they read differently from then on, but the history keeps
what stood there on every computer that has it. So the program finds them and a person judges.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from storage import write_log
from storage.derived_facts import sessions_of
from storage.names import Names, names_of
from storage.sessions import LogRow, log_rows, note, set_note
from storage.store import Store

_RELABELLED = "En ändring"


@dataclass(frozen=True)
class Trace:
    """A session to read through: its note, and whether a name was found in it or beside it."""

    row: LogRow
    note: str
    in_note: bool
    in_fields: bool


def traces_of(store: Store, participants: Collection[bytes]) -> tuple[Trace, ...]:
    """The sessions to read through, the newest first: notes of those attended, names anywhere."""
    names = names_of(store, participants)
    attended = sessions_of(store, participants)
    notes = dict(store.connection.rows("SELECT session, text FROM note"))
    found: dict[bytes, tuple[bool, bool]] = {}
    for session, *typed in store.connection.rows(
        "SELECT id, activity, place, partners FROM session"
    ):
        text = notes.get(session, "")
        in_note, in_fields = names.stand_in(text), names.stand_in(" | ".join(typed))
        if in_note or in_fields or (text and session in attended):
            found[session] = in_note, in_fields
    marks = ", ".join("?" * len(found))
    rows = log_rows(
        store, f"s.id IN ({marks})", list(found), "ORDER BY s.day DESC, s.start DESC, s.id DESC"
    )
    return tuple(Trace(row, notes.get(row.session, ""), *found[row.session]) for row in rows)


def clean_note(store: Store, session: bytes, text: str = "") -> None:
    """Write over the note of a session for good: what stood there can't be brought back."""
    clean_notes(store, [session], text)


def clean_notes(store: Store, sessions: Iterable[bytes], text: str = "") -> None:
    """As `clean_note`, of several sessions at once."""
    with store.connection.transaction():
        for session in sessions:
            forget_note_steps(store, session)
            set_note(store, session, text.strip())
        write_log.owe(store.connection)
    write_log.settle(store.connection, wait=True)


def forget_changed_notes(store: Store, found: Collection[Trace]) -> tuple[Trace, ...]:
    """After reading through: forget what changed notes said before; what is left to read.

    Somebody may have mended a note in its session, which undo would take back.
    """
    left: list[Trace] = []
    with store.connection.transaction():
        for each in found:
            if note(store, each.row.session) == each.note:
                left.append(each)
            else:
                forget_note_steps(store, each.row.session)
    return tuple(left)


def forget_note_steps(store: Store, session: bytes) -> None:
    """Forget the notes that undoing would bring back, inside a transaction."""
    store.connection.run("DELETE FROM action_local WHERE place = 'note' AND entity = ?", (session,))


def relabel_steps(store: Store, names: Names) -> None:
    """Take names out of what undo calls the steps it would take back, inside a transaction."""
    for step, label in store.connection.rows("SELECT id, label FROM action"):
        if names.stand_in(label):
            store.connection.run("UPDATE action SET label = ? WHERE id = ?", (_RELABELLED, step))
