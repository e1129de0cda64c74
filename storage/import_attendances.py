"""Rows about who was at a session: new people registered, changed columns put over what is there."""

from collections.abc import Iterable

from halsoverkstad.domain.facts import Attributes
from halsoverkstad.domain.identity.token import Tokens, code_token
from halsoverkstad.domain.rows import AttendanceRow, Intake
from storage.encoding import attribute_fields, participant_fields
from storage.erasure import code_digest
from storage.import_fields import latest_known, with_attributes
from storage.import_linked import Linked
from storage.import_sessions import SessionRows
from storage.import_state import Known, Taking, by_pseudonym
from storage.journal import Entity
from storage.progress import Progress, telling
from storage.pseudonym import participant_code


class AttendanceRows:
    """The rows about attendances of one import."""

    def __init__(self, taking: Taking, intake: Intake, session_rows: SessionRows) -> None:
        """Read who is known here."""
        self._taking = taking
        self._store = taking.store
        self._sessions = session_rows
        self._linked = Linked(taking.store)
        connection = taking.store.connection
        self._by_code: dict[str, bytes] = dict(
            connection.rows("SELECT code, participant FROM code")
        )
        self._by_pseudonym = by_pseudonym(
            (row.code for row in intake.attendances),
            self._by_code,
            lambda: connection.rows("SELECT id FROM participant"),
            participant_code,
        )
        self._erased = {mac for (mac,) in connection.rows("SELECT mac FROM erased_code")}
        self._forgotten = {
            participant
            for (participant,) in connection.rows("SELECT id FROM participant WHERE erased = 1")
        }

    def take(self, rows: Iterable[AttendanceRow], progress: Progress) -> None:
        """Take in all rows; with any fault none."""
        ordered = sorted(rows, key=lambda row: (row.session, row.code))
        self._taking.rows += len(ordered)
        self._find_sessions(ordered)
        if self._taking.faults:
            return
        self._find_participants(ordered)
        known: dict[bytes, dict[bytes, Attributes]] = {}
        for row in telling(ordered, len(ordered), progress):
            self._take(row, known)
        self._taking.memory.write()

    def _take(self, row: AttendanceRow, known: dict[bytes, dict[bytes, Attributes]]) -> None:
        participant = self._by_code.get(row.code)
        if participant is None:  # erased: the row says nothing any more
            return
        found = self._taking.known[row.session]
        if found is None:  # deleted: not remembered either, so that it counts once it is back
            return
        participant = self._whose(row, participant, found, known)
        if participant is None:
            return
        changed = self._taking.memory.changed(row.session, row.code, row.fields)
        was_imported = self._taking.memory.knows(row.session, row.code)
        if was_imported and not changed:
            return
        there = self._there(found, known)
        before = there.get(participant)
        # A row that was taken off in the program comes back only when the file changes it.
        fields = row.fields if before is None else changed
        after = with_attributes(before or Attributes(), fields)
        if after == before:
            return
        there[participant] = after
        self._taking.pen.put(
            Entity.ATTENDANCE,
            found.session + participant,
            attribute_fields(after),
            new=found.is_new,
        )
        if before is None and not was_imported:
            self._taking.new += 1
        else:
            self._taking.changed += 1

    def _whose(
        self,
        row: AttendanceRow,
        participant: bytes,
        found: Known,
        known: dict[bytes, dict[bytes, Attributes]],
    ) -> bytes | None:
        """The record of the person that the row is about; None: it says nothing new."""
        if not self._linked.has_others(participant):
            return participant
        there = self._there(found, known)
        records = self._linked.present(participant, there)
        if records in ([], [participant]):
            return participant
        if self._linked.says_nothing_new(row.fields, [there[each] for each in records]):
            return None  # not remembered: it counts once they are no longer one person
        return records[0]

    def _there(
        self, found: Known, known: dict[bytes, dict[bytes, Attributes]]
    ) -> dict[bytes, Attributes]:
        """Who is noted at a session, as far as the import has come."""
        if found.session not in known:
            known[found.session] = {} if found.is_new else self._present(found.session)
        return known[found.session]

    def _find_sessions(self, rows: Iterable[AttendanceRow]) -> None:
        for row in rows:
            if row.session not in self._taking.known and not self._sessions.find(row.session):
                self._taking.fault(
                    row,
                    "tillfälle",
                    row.session,
                    f"Tillfället {row.session} finns varken i filerna eller sedan tidigare. Lägg "
                    "till en rad med datum för det bland tillfällena.",
                )

    def _find_participants(self, rows: Iterable[AttendanceRow]) -> None:
        fresh: dict[str, list[AttendanceRow]] = {}
        for row in rows:
            code = row.code
            if code in self._by_code or self._taking.known[row.session] is None:
                continue
            found = self._by_pseudonym.get(code)
            if found in self._forgotten:
                continue
            if found is not None:
                self._by_code[code] = found
            elif not self._erased or code_digest(self._store, code) not in self._erased:
                fresh.setdefault(code, []).append(row)
        codes: list[tuple[str, bytes]] = []
        for code, own in sorted(fresh.items()):
            participant = self._store.new_id()
            codes.append((code, participant))
            tokens = Tokens(code_token(code, self._store.secret))
            fields = participant_fields(self._latest_known(own), tokens)
            self._taking.pen.put(Entity.PARTICIPANT, participant, fields, new=True)
        self._store.connection.run_many("INSERT INTO code VALUES (?, ?)", codes)
        self._taking.registered += len(codes)
        self._by_code.update(codes)

    def _latest_known(self, rows: Iterable[AttendanceRow]) -> Attributes:
        """What a new participant is noted with: the latest that the files know."""
        dated = sorted(
            (known.state.day, row.origin, row)
            for row in rows
            if (known := self._taking.known[row.session]) is not None
        )
        return latest_known(row.fields for _, _, row in dated)

    def _present(self, session: bytes) -> dict[bytes, Attributes]:
        return {
            participant: self._store.choices.attributes(*ranks)
            for participant, *ranks in self._store.connection.rows(
                "SELECT participant, grp, area, sex FROM attendance WHERE session = ?", (session,)
            )
        }
