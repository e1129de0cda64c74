"""Filling a database with a whole made-up year at once."""

from collections.abc import Iterable, Sequence

from halsoverkstad.domain.facts import Attributes, Naming, Session
from halsoverkstad.domain.identity.doubles import likely_doubles
from halsoverkstad.domain.identity.token import Tokens, code_token
from halsoverkstad.domain.words import Kind
from storage import derived, participants, sessions
from storage.encoding import attribute_fields, participant_fields, session_fields
from storage.journal import Entity
from storage.store import Store
from storage.writing import writing

NamedParticipant = tuple[str, Naming, Attributes]
WholeSession = tuple[str, Session, str, Sequence[tuple[str, Attributes]]]
"""Key, session, note, and who was there by key."""


def fill(store: Store, people: Iterable[NamedParticipant], held: Iterable[WholeSession]) -> None:
    """Write participants and sessions in one transaction; keys only tie the two together.

    Tokens are made from the key with the quick recipe for codes: the people are made up, and
    thousands of slow tokens would make the demo's start a matter of minutes.
    """
    ids: dict[str, bytes] = {}
    with writing(store) as pen:
        for key, naming, attributes in people:
            ids[key] = store.new_id()
            tokens = Tokens(code_token(key, store.secret)) if naming.complete else Tokens()
            pen.put(Entity.PARTICIPANT, ids[key], participant_fields(attributes, tokens), new=True)
            participants.put_naming(store, ids[key], naming)
        for _, session, note, present in held:
            name = store.new_session_id()
            pen.put(Entity.SESSION, name, session_fields(session), new=True)
            if session.kind is not Kind.INDIVIDUAL:
                sessions.set_note(store, name, note)
            for key, attributes in present:
                pen.put(Entity.ATTENDANCE, name + ids[key], attribute_fields(attributes), new=True)
        store.connection.run_many(
            "INSERT INTO question VALUES (?, ?, ?)",
            [
                (each.first, each.second, each.distance)
                for each in likely_doubles(participants.namings(store))
            ],
        )
    with store.connection.transaction():
        derived.refresh_persons(store)
