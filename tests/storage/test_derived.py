"""Whatever is done, in whatever order: the figures are those of plain dictionaries.

The derived tables, kept up to date bit by bit, are those that the journal gives when they are
made anew; the journal has one head an entity, as on any laptop that works alone.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.facts import Attributes, Naming, Session
from halsoverkstad.domain.identity import token
from halsoverkstad.domain.identity.token import Tokens, code_token, tokens_for
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.rows import AttendanceRow, Intake, Origin, SessionRow
from halsoverkstad.domain.words import Dimension, Kind
from storage import (
    derived,
    doubles,
    erasure,
    history,
    journal,
    participants,
    register_rows,
    sessions,
)
from storage.importing import take_in
from storage.sessions import LogFilter, Present, SessionEntry
from tests import histories
from tests.linked import joined, person_of
from tests.model import Model, Person, Refused
from tests.stores import counted, derived_tables, everything, expected, new_store

ALWAYS = Period.parse("2019-01-01..2027-12-31")
CUTS = ((), (Dimension.GROUP,), (Dimension.QUARTER, Dimension.WORKSHOP, Dimension.SEX))
DISPLAYS = ("Amina", "Aminah", "Åsa", "Bo", "Bo B", "Zahra")
NAMINGS = st.builds(
    Naming,
    display=st.sampled_from(DISPLAYS),
    given=st.sampled_from(("", "Amina", "Aminah", "Bo")),
    surname_letters=st.sampled_from(("", "Al", "An")),
    birth_year=st.sampled_from((None, 1990, 1991)),
    birth_month=st.sampled_from((None, 3)),
)
KEYS, CODES = ("k1", "k2", "k3"), ("c1", "c2", "c3")
ATTRIBUTES = histories.attributes()
NOTES = st.sampled_from(("", "", "Nycklarna kvar hos Eva"))
DAY = histories.days()
SESSION_COLUMNS = {
    "workshop": st.sampled_from(histories.WORKSHOPS),
    "kind": st.sampled_from(Kind),
    "activity": st.sampled_from(histories.ACTIVITIES),
    "heads.vuxna": st.integers(2, 4),
    "new.vuxna": st.none() | st.integers(0, 3),
    "note": NOTES,
}
PERSON_COLUMNS = {
    "group": ATTRIBUTES.map(lambda noted: noted.group),
    "area": ATTRIBUTES.map(lambda noted: noted.area),
}
SESSION_ROWS = st.dictionaries(
    st.sampled_from(KEYS),
    st.fixed_dictionaries({"day": DAY}, optional=SESSION_COLUMNS)
    | st.fixed_dictionaries({}, optional=SESSION_COLUMNS | {"day": DAY}),
    max_size=2,
)
PERSON_ROWS = st.dictionaries(
    st.tuples(st.sampled_from(KEYS), st.sampled_from(CODES)),
    st.fixed_dictionaries({}, optional=PERSON_COLUMNS),
    max_size=4,
)
"""Some columns of some rows; the same ones come again, changed or not."""
COMING = st.lists(st.tuples(st.integers(0, 9), ATTRIBUTES), max_size=4)


class Working(RuleBasedStateMachine):
    """Everything a person does on one laptop, on the database and in the model."""

    @initialize()
    def start(self) -> None:
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(token, "_SCRYPT_COST", 2)
        self.store = new_store()
        self.model = Model()
        for display in DISPLAYS[:3]:
            self.register(Naming(display), Attributes())
        self.log_a_session(Session(date(2024, 3, 31)), [(0, Attributes()), (1, Attributes())], "")

    def teardown(self) -> None:
        self.store.close()
        self.patch.undo()

    # Sessions

    @rule(held=histories.sessions(), coming=COMING, note=NOTES)
    def log_a_session(self, held: Session, coming: list[tuple[int, Attributes]], note: str) -> None:
        entry = self.entry(held, coming, note)
        if self.of_one_person(entry):
            self.refused(lambda: sessions.save(self.store, entry))
            return
        session = sessions.save(self.store, entry)
        self.model.save(session, held, {p.participant: p.attributes for p in entry.present}, note)

    @precondition(lambda self: self.model.there("session"))
    @rule(data=st.data(), held=st.none() | histories.sessions(), coming=COMING, note=NOTES)
    def change_a_session(
        self,
        data: st.DataObject,
        held: Session | None,
        coming: list[tuple[int, Attributes]],
        note: str,
    ) -> None:
        session = self.one(data, "session")
        entry = self.entry(held or self.model.now["session", session], coming, note)
        if self.of_one_person(entry):
            self.refused(lambda: sessions.save(self.store, entry, session))
            return
        sessions.save(self.store, entry, session)
        came = {each.participant: each.attributes for each in entry.present}
        self.model.save(session, entry.session, came, note)

    def entry(self, held: Session, coming: list[tuple[int, Attributes]], note: str) -> SessionEntry:
        people = self.model.there("person")
        came = {people[n]: noted for n, noted in coming if n < len(people)}
        return SessionEntry(held, tuple(Present(*each) for each in came.items()), note)

    @staticmethod
    def of_one_person(entry: SessionEntry) -> bool:
        """Whether the note would be about somebody's individual support."""
        return entry.session.kind is Kind.INDIVIDUAL and bool(entry.note)

    @precondition(lambda self: self.model.there("session"))
    @rule(data=st.data())
    def save_as_it_is(self, data: st.DataObject) -> None:
        """Nothing is written, and nothing can be undone."""
        session = self.one(data, "session")
        before = everything(self.store)
        shown = sessions.get(self.store, session)
        gone = self.model.present(session).keys() - set(self.model.there("person"))
        if not gone and not self.of_one_person(shown):
            sessions.save(self.store, shown, session)
            assert everything(self.store) == before

    @precondition(lambda self: self.model.there("session"))
    @rule(data=st.data())
    def delete_a_session(self, data: st.DataObject) -> None:
        session = self.one(data, "session")
        sessions.delete(self.store, session)
        self.model.write({("session", session): None})

    # People

    @rule(naming=NAMINGS, attributes=ATTRIBUTES)
    def register(self, naming: Naming, attributes: Attributes) -> None:
        if self.taken(naming.display):
            self.refused(lambda: participants.register(self.store, naming, attributes))
            return
        participant = participants.register(self.store, naming, attributes)
        tokens = tokens_for(naming, self.store.secret)
        self.model.write(
            {
                ("person", participant): Person(attributes, tokens),
                ("naming", participant): naming,
            }
        )

    @precondition(lambda self: self.named())
    @rule(data=st.data(), naming=NAMINGS, attributes=ATTRIBUTES, mend_earlier=st.booleans())
    def update(
        self, data: st.DataObject, naming: Naming, attributes: Attributes, *, mend_earlier: bool
    ) -> None:
        person = data.draw(st.sampled_from(self.named()))

        def write() -> None:
            participants.update(self.store, person, naming, attributes, mend_earlier=mend_earlier)

        if self.taken(naming.display, but=person):
            self.refused(write)
            return
        write()
        known = Person(attributes, self.tokens_of(person, naming))
        self.model.update(person, naming, known, mend_earlier=mend_earlier)

    def tokens_of(self, person: bytes, naming: Naming) -> Tokens:
        """A code from a file links until a whole name does."""
        codes = [code for code, whose in self.model.codes.items() if whose == person]
        if codes and not naming.complete:
            return Tokens(code_token(codes[0], self.store.secret))
        return tokens_for(naming, self.store.secret)

    @precondition(lambda self: self.named())
    @rule(data=st.data())
    def erase(self, data: st.DataObject) -> None:
        person = data.draw(st.sampled_from(self.named()))
        erasure.erase(self.store, person)
        self.model.erase(person)

    @precondition(lambda self: len(self.model.there("person")) > 1)
    @rule(data=st.data(), said=st.sampled_from((True, False, None)))
    def answer(self, data: st.DataObject, *, said: bool | None) -> None:
        people = st.sampled_from(self.model.there("person"))
        first, second = data.draw(st.tuples(people, people).filter(lambda two: two[0] != two[1]))
        if said is None:
            doubles.take_back(self.store, first, second)
        else:
            doubles.answer(self.store, first, second, same=said)
        self.model.write({("answer", *sorted((first, second))): said}, always=True)

    # Both

    @precondition(lambda self: self.model.actions)
    @rule()
    def undo(self) -> None:
        if not self.model.can_undo():
            self.refused(lambda: history.undo(self.store))
            return
        promised = history.next_undo(self.store)
        assert history.undo(self.store) == promised
        self.model.undo()

    @rule(rows=SESSION_ROWS, noted=PERSON_ROWS, whole=st.integers(0, 4), dry_run=st.booleans())
    def take_in(
        self,
        rows: dict[str, dict[str, object]],
        noted: dict[tuple[str, str], dict[str, str]],
        whole: int,
        *,
        dry_run: bool,
    ) -> None:
        """Most often whole: sessions that nobody describes would stop it."""
        if whole:
            described = {*self.model.keys, *rows}
            noted = {who: fields for who, fields in noted.items() if who[0] in described}
        intake = Intake(
            tuple(
                SessionRow(key, fields, Origin("t", None, n))
                for n, (key, fields) in enumerate(rows.items())
            ),
            tuple(
                AttendanceRow(*who, fields, Origin("n", None, n))
                for n, (who, fields) in enumerate(noted.items())
            ),
        )
        before = everything(self.store)
        tried = take_in(self.store, intake, dry_run=True)
        assert everything(self.store) == before
        if dry_run:
            return
        result = take_in(self.store, intake)
        assert result == tried
        if result.faults:
            assert everything(self.store) == before
            with pytest.raises(Refused):
                self.model.take_in(intake, str.encode, self.participant_of_code)
            return
        self.model.take_in(intake, self.session_of_key, self.participant_of_code)
        assert result.new + result.changed + result.unchanged == len(rows) + len(noted)
        again = take_in(self.store, intake)
        assert (again.new, again.changed) == (0, 0)

    def session_of_key(self, key: str) -> bytes:
        sql = "SELECT session FROM session_key WHERE key = ?"
        return self.store.connection.value(sql, (key,))

    def participant_of_code(self, code: str) -> tuple[bytes, Tokens]:
        sql = "SELECT participant FROM code WHERE code = ?"
        found = self.store.connection.value(sql, (code,)) or code.encode()
        return found, Tokens(code_token(code, self.store.secret))

    # Help

    def one(self, data: st.DataObject, kind: str) -> bytes:
        return data.draw(st.sampled_from(self.model.there(kind)))

    def named(self) -> list[bytes]:
        """Those who have not been forgotten."""
        people = self.model.there("person")
        return [each for each in people if not self.model.now["person", each].erased]

    def taken(self, display: str, but: bytes | None = None) -> bool:
        return any(
            key != ("naming", but) and naming and naming.display == display
            for key, naming in self.model.now.items()
            if key[0] == "naming" and self.model.now["person", key[1]]
        )

    def refused(self, action: Callable[[], object]) -> None:
        before = everything(self.store)
        with pytest.raises(Fault):
            action()
        assert everything(self.store) == before

    # What always holds

    @invariant()
    def figures_are_those_of_the_model(self) -> None:
        now = self.model.history()
        for cut in CUTS:
            assert counted(self.store, ALWAYS, cut) == expected(now, ALWAYS, cut)

    @invariant()
    def sessions_and_people_are_those_of_the_model(self) -> None:
        there = self.model.there("session")
        assert sessions.count(self.store, LogFilter()) == len(there)
        people = set(self.model.there("person"))
        for session in there:
            entry = sessions.get(self.store, session)
            assert entry.session == self.model.now["session", session]
            assert entry.note == (self.model.now.get(("note", session)) or "")
            assert {each.participant: each.attributes for each in entry.present} == {
                person: noted
                for person, noted in self.model.present(session).items()
                if person in people
            }
        for person in people:
            row = register_rows.get(self.store, person)
            assert row.attributes == self.model.now["person", person].attributes
            assert row.naming == self.model.now.get(("naming", person))
            assert row.complete == (self.model.now["person", person].tokens.linkage is not None)

    @invariant()
    def answers_are_those_of_the_model_and_never_joined_against(self) -> None:
        same, different = self.model.answers(same=True), self.model.answers(same=False)
        given = [
            (each.first.participant, each.second.participant, each.same)
            for each in doubles.answers(self.store)
        ]
        assert sorted(given) == sorted(
            [(*p, True) for p in same] + [(*p, False) for p in different]
        )
        persons = person_of(joined(same, different))
        for doubt in doubles.open_questions(self.store):
            pair = (doubt.first.participant, doubt.second.participant)
            assert pair not in {*same, *different}
            assert persons.get(pair[0], pair[0]) != persons.get(pair[1], pair[1])

    @invariant()
    def what_can_be_undone_is_the_latest_action(self) -> None:
        assert (history.next_undo(self.store) is None) == (not self.model.actions)

    @invariant()
    def derived_tables_are_those_made_anew(self) -> None:
        before, checksum = derived_tables(self.store), journal.checksum(self.store.connection)
        with self.store.connection.transaction():
            derived.rebuild(self.store)
        assert derived_tables(self.store) == before
        assert journal.checksum(self.store.connection) == checksum

    @invariant()
    def the_journal_has_one_head_an_entity(self) -> None:
        versions = list(journal.every_version(self.store.connection))
        heads = Counter(each.entity for each in journal.heads(versions))
        assert set(heads) == {each.entity for each in versions}
        assert set(heads.values()) <= {1}
        assert all(each.content_id() == each.id for each in versions if not each.redacted)


def test_whatever_is_done_the_figures_are_right() -> None:
    run_state_machine_as_test(Working, settings=settings(max_examples=30, stateful_step_count=25))
