"""Taking in rows of files: all or nothing, and safe to repeat.

Each row is compared with itself as it was at its last import, column by column: only what the
file has changed since is written, so a correction made in the program is never undone by an old
row. An absent row deletes nothing, an empty cell clears, a missing column leaves.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any

from halsoverkstad.domain.facts import Attributes, Heads, Session
from halsoverkstad.domain.identity.token import Tokens, code_token
from halsoverkstad.domain.rows import HEADS, NEW, AttendanceRow, Intake, RowFault, SessionRow, Value
from halsoverkstad.domain.words import UNKNOWN, UNKNOWN_GROUP, Kind
from storage import journal, sessions
from storage.encoding import (
    attribute_fields,
    dump,
    load,
    participant_fields,
    session_fields,
    session_from,
)
from storage.erasure import code_digest
from storage.journal import Entity
from storage.pseudonym import participant_code, session_code
from storage.store import Store
from storage.writing import Pen


@dataclass(frozen=True)
class ImportResult:
    """How many sessions and attendances were new, changed and unchanged; or what was wrong."""

    new: int
    changed: int
    unchanged: int
    faults: tuple[RowFault, ...] = ()


class _Nothing(Exception):  # noqa: N818 - no error: leaves the transaction without writing
    pass


def take_in(store: Store, intake: Intake, *, dry_run: bool = False) -> ImportResult:
    """Write what was read in one transaction; with any fault, or `dry_run`, nothing.

    What only the database can tell is checked also where the files have faults, so that all are
    told at once.

    Raises:
        DatabaseFault: the database is busy, full or damaged; nothing was written.
    """
    result = ImportResult(0, 0, 0)
    try:
        with store.connection.transaction():
            taking = _Taking(store)
            taking.take(_without_fault(intake))
            result = taking.result(intake.faults)
            if result.faults or dry_run:
                raise _Nothing
            taking.pen.finish(None)
    except _Nothing:
        pass
    return result


def _without_fault(intake: Intake) -> Intake:
    """The rows whose sessions are described rightly, as far as that is known; else all of them."""
    if not intake.faults:
        return intake
    described = {row.key for row in intake.sessions}
    return replace(
        intake,
        sessions=tuple(row for row in intake.sessions if row.key not in intake.at_fault),
        attendances=tuple(
            row
            for row in intake.attendances
            if row.session not in intake.at_fault
            and (intake.every_session_read or row.session in described)
        ),
    )


@dataclass
class _Known:
    """A session of this import: its id, its state before, and its state after."""

    session: bytes
    state: Session
    is_new: bool


@dataclass
class _Taking:
    store: Store
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("new", "changed"), 0))
    rows: int = 0
    faults: list[RowFault] = field(default_factory=list[RowFault])

    def __post_init__(self) -> None:
        self.pen = Pen(self.store)
        self.known: dict[str, _Known | None] = {}
        self.sessions_by_key: dict[str, bytes] = dict(
            self.store.connection.rows("SELECT key, session FROM session_key")
        )
        self.participants_by_code: dict[str, bytes] = dict(
            self.store.connection.rows("SELECT code, participant FROM code")
        )
        self.erased = {mac for (mac,) in self.store.connection.rows("SELECT mac FROM erased_code")}

    def take(self, intake: Intake) -> None:
        self._stage(intake)
        for row in intake.sessions:
            self._take_session(row)
        self._take_attendances(intake.attendances)

    def result(self, told: tuple[RowFault, ...]) -> ImportResult:
        if told or self.faults:
            return ImportResult(0, 0, 0, (*told, *self.faults))
        unchanged = self.rows - sum(self.counts.values())
        return ImportResult(self.counts["new"], self.counts["changed"], unchanged)

    def _stage(self, intake: Intake) -> None:
        """Read how the rows of this import were at their last one, in one sorted pass."""
        connection = self.store.connection
        connection.run(
            "CREATE TEMP TABLE IF NOT EXISTS staged (key TEXT, code TEXT, PRIMARY KEY (key, code)) "
            "WITHOUT ROWID"
        )
        connection.run("DELETE FROM staged")
        keys = {(row.key, "") for row in intake.sessions}
        keys |= {(row.session, row.code) for row in intake.attendances}
        connection.run_many("INSERT INTO staged VALUES (?, ?)", sorted(keys))
        self.last = {
            (key, code): fields
            for key, code, fields in connection.rows(
                "SELECT i.key, i.code, i.fields FROM staged JOIN imported AS i USING (key, code)"
            )
        }
        self.imported: list[tuple[str, str, str]] = []
        # Files that this program wrote name by pseudonym what came without a code.
        self.sessions_by_code = _by_code(
            (row.key for row in intake.sessions),
            self.sessions_by_key,
            # Deleted ones too: an old row must not make them anew.
            lambda: connection.rows(
                "SELECT DISTINCT entity FROM version WHERE kind = ?", (int(Entity.SESSION),)
            ),
            session_code,
        )
        self.participants_by_pseudonym = _by_code(
            (row.code for row in intake.attendances),
            self.participants_by_code,
            lambda: connection.rows("SELECT id FROM participant"),
            participant_code,
        )
        self.forgotten = {
            participant
            for (participant,) in connection.rows("SELECT id FROM participant WHERE erased = 1")
        }

    def _session_id(self, key: str) -> bytes | None:
        return self.sessions_by_key.get(key) or self.sessions_by_code.get(key)

    def _take_session(self, row: SessionRow) -> None:
        self.rows += 1
        changed = self._changed(row.key, "", row.fields)
        session = self._session_id(row.key)
        if session is None:
            if row.fields.get("day") is None:
                self._fault(row, "datum", "", "Datum saknas. Skriv dagen som 2025-03-14.")
                return
            self._put_new_session(row)
        elif changed:
            self._change_session(row, session, changed)

    def _put_new_session(self, row: SessionRow) -> None:
        session = self.store.new_session_id()
        state = with_fields(None, row.fields)
        if not self._check_heads(row, state):
            return
        self.store.connection.run("INSERT INTO session_key VALUES (?, ?)", (row.key, session))
        self.sessions_by_key[row.key] = session
        self.known[row.key] = _Known(session, state, is_new=True)
        self.pen.put(Entity.SESSION, session, session_fields(state), new=True)
        self._put_note(session, row.fields)
        self.counts["new"] += 1

    def _change_session(
        self, row: SessionRow, session: bytes, changed: Mapping[str, Value]
    ) -> None:
        shown = journal.current(journal.versions_of(self.store.connection, session))
        gone = shown is None or shown.deleted
        before = None if shown is None or gone else session_from(load(shown.fields))
        if before is None and row.fields.get("day") is None:
            self._fault(
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
            self.pen.put(Entity.SESSION, session, session_fields(state))
        if self._put_note(session, changed) or differs:
            self.counts["changed"] += 1
        self.known[row.key] = _Known(session, state, is_new=False)

    def _put_note(self, session: bytes, fields: Mapping[str, Value]) -> bool:
        text = str(fields["note"] or "") if "note" in fields else None
        if text is None or text == sessions.note(self.store, session):
            return False
        sessions.set_note(self.store, session, text)
        return True

    def _check_heads(self, row: SessionRow, state: Session) -> bool:
        for group, heads in state.heads.items():
            if (heads.new or 0) > heads.count:
                column = f"{group.replace('_', ' ')} nya"
                self._fault(
                    row,
                    column,
                    str(heads.new),
                    f"{heads.new} nya är fler än de {heads.count} som räknades. "
                    "Rätta det ena talet.",
                )
                return False
        return True

    def _take_attendances(self, rows: Iterable[AttendanceRow]) -> None:
        ordered = sorted(rows, key=lambda row: (row.session, row.code))
        self.rows += len(ordered)
        self._find_sessions(ordered)
        if self.faults:
            return
        self._find_participants(ordered)
        known: dict[bytes, dict[bytes, Attributes]] = {}
        for row in ordered:
            self._take_attendance(row, known)
        self.store.connection.run_many(
            "INSERT OR REPLACE INTO imported VALUES (?, ?, ?)", sorted(self.imported)
        )

    def _take_attendance(
        self, row: AttendanceRow, known: dict[bytes, dict[bytes, Attributes]]
    ) -> None:
        participant = self.participants_by_code.get(row.code)
        if participant is None:  # erased: the row says nothing any more
            return
        found = self.known[row.session]
        if found is None:  # deleted: not remembered either, so that it counts once it is back
            return
        changed = self._changed(row.session, row.code, row.fields)
        was_imported = (row.session, row.code) in self.last
        if was_imported and not changed:
            return
        session = found.session
        if session not in known:
            known[session] = {} if found.is_new else self._present(session)
        before = known[session].get(participant)
        # A row that was taken off in the program comes back only when the file changes it.
        fields = row.fields if before is None else changed
        after = _attributes(before or Attributes(), fields)
        if after == before:
            return
        known[session][participant] = after
        self.pen.put(
            Entity.ATTENDANCE, session + participant, attribute_fields(after), new=found.is_new
        )
        self.counts["new" if before is None and not was_imported else "changed"] += 1

    def _find_sessions(self, rows: Iterable[AttendanceRow]) -> None:
        for row in rows:
            if row.session in self.known:
                continue
            session = self._session_id(row.session)
            if session is None:
                self._fault(
                    row,
                    "tillfälle",
                    row.session,
                    f"Tillfället {row.session} finns varken i filerna eller sedan tidigare. Lägg "
                    "till en rad med datum för det bland tillfällena.",
                )
                self.known[row.session] = None
                continue
            shown = journal.current(journal.versions_of(self.store.connection, session))
            alive = shown is not None and not shown.deleted
            state = session_from(load(shown.fields)) if shown and alive else None
            self.known[row.session] = _Known(session, state, is_new=False) if state else None

    def _find_participants(self, rows: Iterable[AttendanceRow]) -> None:
        fresh: dict[str, list[AttendanceRow]] = {}
        for row in rows:
            code = row.code
            if code in self.participants_by_code or self.known[row.session] is None:
                continue
            found = self.participants_by_pseudonym.get(code)
            if found in self.forgotten:
                continue
            if found is not None:
                self.participants_by_code[code] = found
            elif not self.erased or code_digest(self.store, code) not in self.erased:
                fresh.setdefault(code, []).append(row)
        codes: list[tuple[str, bytes]] = []
        for code, own in sorted(fresh.items()):
            participant = self.store.new_id()
            codes.append((code, participant))
            tokens = Tokens(code_token(code, self.store.secret))
            fields = participant_fields(self._latest_known(own), tokens)
            self.pen.put(Entity.PARTICIPANT, participant, fields, new=True)
        self.store.connection.run_many("INSERT INTO code VALUES (?, ?)", codes)
        self.participants_by_code.update(codes)

    def _latest_known(self, rows: Iterable[AttendanceRow]) -> Attributes:
        """What a new participant is noted with: the latest that the files know."""
        dated = sorted(
            (known.state.day, row.origin, row)
            for row in rows
            if (known := self.known[row.session]) is not None
        )
        found = Attributes()
        for _, _, row in dated:
            told = {
                name: value
                for name, value in row.fields.items()
                if value not in {UNKNOWN, UNKNOWN_GROUP}
            }
            found = _attributes(found, told)
        return found

    def _present(self, session: bytes) -> dict[bytes, Attributes]:
        return {
            participant: self.store.choices.attributes(*ranks)
            for participant, *ranks in self.store.connection.rows(
                "SELECT participant, grp, area, sex FROM attendance WHERE session = ?", (session,)
            )
        }

    def _changed(self, key: str, code: str, fields: Mapping[str, Value]) -> dict[str, Value]:
        """The columns that differ from the row's last import; remembers how they are now."""
        kept = self.last.get((key, code))
        now = dump({name: _plain(value) for name, value in fields.items()})
        if kept == now:
            return {}
        before: dict[str, Any] = {} if kept is None else load(kept)
        after = load(now)
        merged = dump(before | after)
        if merged != kept:
            self.imported.append((key, code, merged))
        return {
            name: fields[name]
            for name, value in after.items()
            if name not in before or before[name] != value
        }

    def _fault(self, row: SessionRow | AttendanceRow, column: str, value: str, text: str) -> None:
        self.faults.append(RowFault(row.origin, column, value, text))
        if isinstance(row, SessionRow):  # described, if badly: its attendances are not at fault
            self.known[row.key] = None


def with_fields(before: Session | None, fields: Mapping[str, Value]) -> Session:
    """A session with columns of a row put over what was there; None: nothing was there."""
    values: dict[str, Any] = (
        {}
        if before is None
        else {name: getattr(before, name) for name in before.__dataclass_fields__}
    )
    heads = dict(before.heads) if before is not None else {}
    for name, value in fields.items():
        if name.startswith(HEADS):
            group = name.removeprefix(HEADS)
            heads[group] = Heads(int(str(value or 0)), heads.get(group, Heads(0)).new)
        elif name.startswith(NEW):
            group = name.removeprefix(NEW)
            new = None if value is None else int(str(value))
            heads[group] = Heads(heads.get(group, Heads(0)).count, new)
        elif name == "day" and value is None:
            continue
        elif name != "note":
            values[name] = value
    values["heads"] = {
        group: each for group, each in heads.items() if each.count or each.new is not None
    }
    values["kind"] = values.get("kind") or Kind.GROUP
    values["turned_away"] = values.get("turned_away") or 0
    return Session(**values)


def _attributes(before: Attributes, fields: Mapping[str, Value]) -> Attributes:
    values = {name: str(value) for name, value in fields.items()}
    return Attributes(**({"group": before.group, "area": before.area, "sex": before.sex} | values))


def _plain(value: Value) -> object:
    if isinstance(value, date | time):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _by_code(
    wanted: Iterable[str],
    known: Mapping[str, bytes],
    every: Any,
    code_of: Any,
) -> dict[str, bytes]:
    """Ids by their pseudonym, worked out only if a wanted code looks like one."""
    prefix = code_of(bytes(16))[:2]
    if not any(code.startswith(prefix) and code not in known for code in wanted):
        return {}
    return {code_of(name): name for (name,) in every()}
