"""The program in plain dictionaries: what every action leaves behind, and what undoing brings back.

`now` holds every fact by its key; None, or no key, is what is not there:

    ("session", id) a `Session` · ("at", session, person) `Attributes` · ("note", session) a text ·
    ("person", id) a `Person` · ("naming", id) a `Naming` · ("answer", first, second) yes or no
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from halsoverkstad.domain.facts import Attributes, Heads, Naming, Session
from halsoverkstad.domain.identity.token import Tokens
from halsoverkstad.domain.rows import AttendanceRow, Intake, SessionRow
from halsoverkstad.domain.words import UNKNOWN, UNKNOWN_GROUP, Kind
from tests.linked import first_of, joined, merged, person_of
from tests.reference import History, Noted

Key = tuple[Any, ...]
Facts = dict[Key, Any]
LOCAL = {"note", "naming"}
"""What undoing puts back without asking whether it was changed since."""


@dataclass(frozen=True)
class Person:
    """What may travel about a participant."""

    attributes: Attributes
    tokens: Tokens = field(default_factory=Tokens)
    erased: bool = False


@dataclass(frozen=True)
class Action:
    """What a person did: what stood there before, and what since."""

    before: Facts
    after: Facts


class Refused(Exception):  # noqa: N818 - the import says no, and nothing is changed
    """Some row is at fault."""


@dataclass
class Model:
    """All facts, the actions that can be undone, and the rows as they were last imported."""

    now: Facts = field(default_factory=Facts)
    actions: list[Action] = field(default_factory=list[Action])
    last: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    keys: dict[str, bytes] = field(default_factory=dict[str, bytes])
    codes: dict[str, bytes] = field(default_factory=dict[str, bytes])
    forgotten: set[str] = field(default_factory=set[str])

    # Asking

    def there(self, kind: str) -> list[Any]:
        """The ids of all sessions or persons that are there."""
        return sorted(key[1] for key, value in self.now.items() if key[0] == kind and value)

    def present(self, session: bytes) -> dict[bytes, Attributes]:
        """Who is noted at a session, also those no longer in the register."""
        return {
            key[2]: value for key, value in self.now.items() if key[:2] == ("at", session) and value
        }

    def answers(self, *, same: bool) -> list[tuple[bytes, bytes]]:
        """The pairs of people still there of whom that was said."""
        people = set(self.there("person"))
        return sorted(
            key[1:]
            for key, value in self.now.items()
            if key[0] == "answer" and value is same and people >= set(key[1:])
        )

    def history(self) -> History:
        """What is counted, with linked people as one."""
        people = set(self.there("person"))
        whole = History(
            {session.hex(): self.now["session", session] for session in self.there("session")},
            [
                Noted(session.hex(), person.hex(), noted)
                for session in self.there("session")
                for person, noted in self.present(session).items()
                if person in people
            ],
        )
        persons = person_of(joined(self.answers(same=True), self.answers(same=False)))
        return merged(whole, {one.hex(): person.hex() for one, person in persons.items()})

    # Doing

    def write(self, after: Facts, *, undoable: bool = True, always: bool = False) -> None:
        """Write facts; what stays as it was is not written, unless `always`."""
        after = {key: self.as_erased(key, value) for key, value in after.items()}
        changed = {
            key: value for key, value in after.items() if always or self.now.get(key) != value
        }
        before = {key: self.now.get(key) for key in changed}
        self.now |= changed
        if changed and undoable:
            self.actions.append(Action(before, changed))

    def as_erased(self, key: Key, value: Any) -> Any:
        """Of who has been erased nothing is noted at a session but the group."""
        known = self.now.get(("person", key[-1])) if key[0] == "at" and value else None
        return Attributes(value.group) if known and known.erased else value

    def save(
        self, session: bytes, held: Session, came: Mapping[bytes, Attributes], note: str
    ) -> None:
        """Save a session: those who are not among `came` were not there."""
        noted = dict.fromkeys(self.present(session)) | dict(came)
        self.write(
            {("session", session): held, ("note", session): note or None}
            | {("at", session, person): value for person, value in noted.items()}
        )

    def update(self, person: bytes, naming: Naming, known: Person, *, mend_earlier: bool) -> None:
        """Change what is known of a participant."""
        earlier = {
            key: known.attributes
            for key, value in self.now.items()
            if mend_earlier and key[0] == "at" and key[2] == person and value
        }
        self.write({("person", person): known, ("naming", person): naming} | earlier)

    def can_undo(self) -> bool:
        """Whether what the latest action wrote still stands."""
        return all(
            self.now.get(key) == value
            for key, value in self.actions[-1].after.items()
            if key[0] not in LOCAL
        )

    def undo(self) -> None:
        """Take back the latest action."""
        self.now |= self.actions.pop().before

    def erase(self, person: bytes) -> None:
        """Forget all but the group; what had to do with the person can't be undone any more."""
        known: Person = self.now["person", person]
        self.now["person", person] = Person(Attributes(known.attributes.group), erased=True)
        self.now["naming", person] = None
        for key, value in self.now.items():
            if key[0] == "at" and key[2] == person and value:
                self.now[key] = Attributes(value.group)
        self.actions = [
            action for action in self.actions if not any(person in key for key in action.after)
        ]
        for code in [code for code, whose in self.codes.items() if whose == person]:
            del self.codes[code]
            self.forgotten.add(code)
            self.last = {key: row for key, row in self.last.items() if key[1] != code}

    # Importing

    def take_in(
        self,
        intake: Intake,
        session_id: Callable[[str], bytes],
        participant: Callable[[str], tuple[bytes, Tokens]],
    ) -> None:
        """Read rows; the two functions tell the ids that new sessions and participants got.

        Raises:
            Refused: a row is at fault; nothing was changed.
        """
        trial = Model(dict(self.now), [], dict(self.last), dict(self.keys), {}, self.forgotten)
        trial.codes = dict(self.codes)
        for row in intake.sessions:
            trial._take_session(row, session_id)
        if any(row.session not in trial.keys for row in intake.attendances):
            raise Refused
        trial._take_participants(intake.attendances, participant)
        for row in intake.attendances:
            trial._take_attendance(row)
        self.now, self.last = trial.now, trial.last
        self.keys, self.codes = trial.keys, trial.codes

    def _changed(self, row: tuple[str, str], fields: Mapping[str, Any]) -> dict[str, Any]:
        before = self.last.get(row, {})
        self.last[row] = before | dict(fields)
        return {
            name: value
            for name, value in fields.items()
            if name not in before or before[name] != value
        }

    def _take_session(self, given: SessionRow, session_id: Callable[[str], bytes]) -> None:
        known = given.key in self.keys
        row = self._without_note(given)
        changed = self._changed((row.key, ""), row.fields)
        if known and not changed:
            return
        before = self.now.get(("session", self.keys[row.key])) if known else None
        if before is None and "day" not in row.fields:
            raise Refused
        after = put_over(before, changed if before else row.fields)
        if any((heads.new or 0) > heads.count for heads in after.heads.values()):
            raise Refused
        session = self.keys[row.key] = self.keys[row.key] if known else session_id(row.key)
        self.now["session", session] = after
        if "note" in changed:
            self.now["note", session] = changed["note"] or None

    def _without_note(self, row: SessionRow) -> SessionRow:
        """Nothing is noted about individual support; a row may leave the kind as it was."""
        there = self.now.get(("session", self.keys.get(row.key)))
        kind = row.fields.get("kind", there.kind if there else Kind.GROUP)
        if kind is not Kind.INDIVIDUAL:
            return row
        return replace(row, fields={n: v for n, v in row.fields.items() if n != "note" or not v})

    def _take_participants(
        self,
        rows: Sequence[AttendanceRow],
        participant: Callable[[str], tuple[bytes, Tokens]],
    ) -> None:
        for code in {row.code for row in rows} - self.codes.keys() - self.forgotten:
            held = [
                (self.now["session", self.keys[row.session]].day, row.origin, row.fields)
                for row in rows
                if row.code == code and self.now["session", self.keys[row.session]]
            ]
            if held:
                self.codes[code], tokens = participant(code)
                known = latest_known(fields for *_, fields in sorted(held, key=lambda h: h[:2]))
                self.now["person", self.codes[code]] = Person(known, tokens)

    def _record(self, row: AttendanceRow, session: bytes) -> bytes | None:
        """Under which record of a person a row is to be noted; None: it says nothing new."""
        own = self.codes[row.code]
        people = person_of(joined(self.answers(same=True), self.answers(same=False)))
        noted = self.present(session)
        here = [each for each in sorted(noted) if people.get(each, each) == people.get(own, own)]
        if here in ([], [own]):
            return own
        counted = first_of([noted[each] for each in here])
        if replace(counted, **row.fields) == counted:
            return None
        return own if own in here else here[0]

    def _take_attendance(self, row: AttendanceRow) -> None:
        session = self.keys[row.session]
        if row.code not in self.codes or not self.now["session", session]:
            return
        person = self._record(row, session)
        if person is None:
            return
        seen = (row.session, row.code) in self.last
        changed = self._changed((row.session, row.code), row.fields)
        if seen and not changed:
            return
        key = ("at", session, person)
        before = self.now.get(key)
        noted = replace(before, **changed) if before else Attributes(**row.fields)
        self.now[key] = self.as_erased(key, noted)


def put_over(before: Session | None, fields: Mapping[str, Any]) -> Session:
    """A session with some of its columns as a row has them."""
    plain = {
        name: value
        for name, value in fields.items()
        if "." not in name and name != "note" and not (name == "day" and value is None)
    }
    heads = dict(before.heads) if before else {}
    for name, value in fields.items():
        column, _, group = name.partition(".")
        old = heads.get(group, Heads(0))
        if column == "heads":
            heads[group] = replace(old, count=value or 0)
        elif column == "new":
            heads[group] = replace(old, new=value)
    heads = {group: each for group, each in heads.items() if each != Heads(0)}
    return replace(before, **plain, heads=heads) if before else Session(**plain, heads=heads)


def latest_known(rows: Iterable[Mapping[str, str]]) -> Attributes:
    """Of rows in the order of time, the latest of each column that says anything."""
    found = Attributes()
    for fields in rows:
        told = {n: v for n, v in fields.items() if v not in {UNKNOWN, UNKNOWN_GROUP}}
        found = replace(found, **told)
    return found
