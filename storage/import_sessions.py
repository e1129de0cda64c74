"""Rows about sessions: new ones written, changed columns put over what is there."""

from collections.abc import Mapping
from dataclasses import replace

from halsoverkstad.domain.facts import Session
from halsoverkstad.domain.rows import Intake, SessionRow, Value
from halsoverkstad.domain.words import Kind
from storage import journal, sessions
from storage.encoding import load, session_fields, session_from
from storage.import_fields import with_fields
from storage.import_state import Known, Taking, by_pseudonym
from storage.journal import Entity
from storage.pseudonym import session_code


class SessionRows:
    """The rows about sessions of one import."""

    def __init__(self, taking: Taking, intake: Intake) -> None:
        """Read which sessions the rows are about."""
        self._taking = taking
        self._store = taking.store
        connection = taking.store.connection
        self._by_key: dict[str, bytes] = dict(
            connection.rows("SELECT key, session FROM session_key")
        )
        self._by_code = by_pseudonym(
            (row.key for row in intake.sessions),
            self._by_key,
            # Deleted ones too: an old row must not make them anew.
            lambda: connection.rows(
                "SELECT DISTINCT entity FROM version WHERE kind = ?", (int(Entity.SESSION),)
            ),
            session_code,
        )

    def id_of(self, key: str) -> bytes | None:
        """The session that a row's key names, if it is known here."""
        return self._by_key.get(key) or self._by_code.get(key)

    def find(self, key: str) -> bool:
        """Look up a session that no row of this import describes; whether there ever was one."""
        session = self.id_of(key)
        if session is None:
            self._taking.known[key] = None
            return False
        shown = journal.current(journal.versions_of(self._store.connection, session))
        alive = shown is not None and not shown.deleted
        state = session_from(load(shown.fields)) if shown and alive else None
        self._taking.known[key] = Known(session, state, is_new=False) if state else None
        return True

    def take(self, given: SessionRow) -> None:
        """Take in one row."""
        self._taking.rows += 1
        row = self._without_note(given)
        changed = self._taking.memory.changed(row.key, "", row.fields)
        session = self.id_of(row.key)
        if session is None:
            if row.fields.get("day") is None:
                self._taking.fault(row, "datum", "", "Datum saknas. Skriv dagen som 2025-03-14.")
                return
            self._put_new_session(row)
        elif changed:
            self._change_session(row, session, changed)

    def _without_note(self, row: SessionRow) -> SessionRow:
        """The row as it may be taken in: without a note about individual support.

        It is not remembered, so that it is read once the session turns out to be of another kind.
        """
        if not row.fields.get("note") or self._kind(row) is not Kind.INDIVIDUAL:
            return row
        self._taking.left_out.append(row.origin)
        kept = {name: value for name, value in row.fields.items() if name != "note"}
        return replace(row, fields=kept)

    def _kind(self, row: SessionRow) -> Kind:
        """What kind of session the row describes; without the column the kind it has."""
        session = self.id_of(row.key)
        if "kind" in row.fields or session is None:
            return Kind(str(row.fields.get("kind") or Kind.GROUP))
        shown = journal.current(journal.versions_of(self._store.connection, session))
        if shown is None or shown.deleted:
            return Kind.GROUP
        return session_from(load(shown.fields)).kind

    def _put_new_session(self, row: SessionRow) -> None:
        session = self._store.new_session_id()
        state = with_fields(None, row.fields)
        if not self._check_heads(row, state):
            return
        self._store.connection.run("INSERT INTO session_key VALUES (?, ?)", (row.key, session))
        self._by_key[row.key] = session
        self._taking.known[row.key] = Known(session, state, is_new=True)
        self._taking.pen.put(Entity.SESSION, session, session_fields(state), new=True)
        self._put_note(session, row.fields)
        self._taking.new += 1

    def _change_session(
        self, row: SessionRow, session: bytes, changed: Mapping[str, Value]
    ) -> None:
        shown = journal.current(journal.versions_of(self._store.connection, session))
        gone = shown is None or shown.deleted
        before = None if shown is None or gone else session_from(load(shown.fields))
        if before is None and row.fields.get("day") is None:
            self._taking.fault(
                row,
                "datum",
                "",
                "Tillfället är borttaget i programmet; skriv datum för att lägga till det igen.",
            )
            return
        state = with_fields(before, row.fields if before is None else changed)
        if not self._check_heads(row, state):
            return
        differs = before is None or session_fields(before) != session_fields(state)
        if differs:
            self._taking.pen.put(Entity.SESSION, session, session_fields(state))
        if self._put_note(session, changed) or differs:
            self._taking.changed += 1
        self._taking.known[row.key] = Known(session, state, is_new=False)

    def _put_note(self, session: bytes, fields: Mapping[str, Value]) -> bool:
        text = str(fields["note"] or "") if "note" in fields else None
        if text is None or text == sessions.note(self._store, session):
            return False
        sessions.set_note(self._store, session, text)
        return True

    def _check_heads(self, row: SessionRow, state: Session) -> bool:
        for group, heads in state.heads.items():
            if (heads.new or 0) > heads.count:
                column = f"{group.replace('_', ' ')} nya"
                self._taking.fault(
                    row,
                    column,
                    str(heads.new),
                    f"{heads.new} nya är fler än de {heads.count} som räknades. "
                    "Rätta det ena talet.",
                )
                return False
        return True
