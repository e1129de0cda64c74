"""Choosing between changes, and putting them together part by part."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.facts import Heads, Session
from storage import conflicts, history, journal, sessions
from storage.encoding import dump, load, session_fields, session_from
from storage.journal import Entity, Version
from storage.sessions import SessionEntry
from storage.store import Store
from tests.stores import ADULT, CHILD, new_store

DAY = date(2025, 3, 3)
BASE = Session(DAY, "Kvinnors hälsa", activity="Yoga", place="Framtidens hus", minutes=60)
texts = st.sampled_from(["", "Yoga", "Dans"])
heads = st.dictionaries(
    st.sampled_from([CHILD, ADULT]), st.builds(Heads, st.integers(1, 5), st.just(None))
)
changes = st.builds(
    Session,
    day=st.sampled_from([DAY, date(2025, 3, 4)]),
    workshop=st.sampled_from(["", "Kvinnors hälsa"]),
    activity=texts,
    place=texts,
    minutes=st.sampled_from([None, 30, 60]),
    heads=heads,
    turned_away=st.integers(0, 2),
    language_training=st.booleans(),
    partners=st.sampled_from([(), ("Biblioteket",)]),
)


def other_computer(store: Store, entity: bytes, parent: bytes, fields: str | None, at: int = 1):
    """What another computer wrote over the version it knew, as a merge appends it."""
    from storage import derived

    version = Version.written(
        entity, Entity.SESSION, laptop=bytes([at]) * 16, seq=at, time=at, parents=(parent,),
        fields=fields,
    )  # fmt: skip
    with store.connection.transaction():
        journal.append(store.connection, [version])
        state = journal.state_of(journal.versions_of(store.connection, entity))
        derived.apply(store, [state])
    return version


def clash(store: Store, *sides: Session | None) -> tuple[bytes, list[Version]]:
    """One session that several computers changed, each without the others."""
    session = sessions.save(store, SessionEntry(BASE))
    (first,) = journal.versions_of(store.connection, session)
    return session, [
        other_computer(
            store, session, first.id, None if side is None else dump(session_fields(side)), at
        )
        for at, side in enumerate(sides, 1)
    ]


@given(changes, changes, st.data())
@settings(max_examples=60, deadline=None)
def test_each_part_is_as_on_the_side_it_is_taken_from(one: Session, other: Session, data):
    store = new_store()
    session, versions = clash(store, one, other)
    if one == other:
        assert conflicts.count(store) == 0
        return
    (conflict,) = conflicts.every_conflict(store)
    parts = {each.version: each.parts for each in conflict.sides}
    picked = {
        name: data.draw(st.sampled_from([each.id for each in versions]))
        for name in conflict.differing
    }
    conflicts.combine(store, session, picked)

    after = load(journal.state_of(journal.versions_of(store.connection, session)).shown.fields)
    flat = conflicts.Side(b"", "", conflict.sides[0].when, deleted=False, fields=after).parts
    shown = conflict.sides[0].parts
    for name in {name for each in parts.values() for name in each}:
        wanted = parts[picked[name]] if name in picked else shown
        assert flat.get(name) == wanted.get(name)
    # As the session itself would be written, so that saving it again changes nothing.
    assert dump(session_fields(session_from(after))) == dump(after)
    assert conflicts.count(store) == 0
    (head,) = journal.heads(journal.versions_of(store.connection, session))
    assert set(head.parents) == {each.id for each in versions}
    store.close()


def test_nothing_vanishes_and_undo_brings_back_what_was_shown():
    store = new_store()
    session, _ = clash(store, Session(DAY, activity="Bad"), Session(DAY, activity="Dans"))
    before = sessions.get(store, session)
    (conflict,) = conflicts.every_conflict(store)
    conflicts.choose(store, session, conflict.sides[1].version)
    assert sessions.get(store, session) != before
    assert len(journal.versions_of(store.connection, session)) == 4
    assert len(history.of_session(store, session)) == 4
    assert history.undo(store) == "Ett val mellan två ändringar"
    assert sessions.get(store, session) == before


def test_a_deletion_is_chosen_whole_or_not():
    store = new_store()
    session, (_, gone) = clash(store, Session(DAY, activity="Dans"), None)
    (conflict,) = conflicts.every_conflict(store)
    assert conflict.differing == ()
    with pytest.raises(Fault):
        conflicts.combine(store, session, {"activity": gone.id})
    conflicts.choose(store, session, gone.id)
    with pytest.raises(LookupError):
        sessions.get(store, session)


def test_what_is_no_longer_a_head_cannot_be_picked():
    store = new_store()
    session, (one, other) = clash(store, Session(DAY, activity="Dans"), Session(DAY))
    conflicts.choose(store, session, other.id)
    before = sessions.get(store, session)
    with pytest.raises(Fault, match="Läs in dem igen"):
        conflicts.combine(store, session, {"activity": one.id})
    assert sessions.get(store, session) == before


def test_three_sides_can_be_put_together():
    store = new_store()
    sides = [
        Session(DAY, activity="Dans", minutes=60),
        Session(DAY, place="Biblioteket", minutes=60),
        Session(DAY, minutes=30),
    ]
    session, (one, two, three) = clash(store, *sides)
    conflicts.combine(store, session, {"activity": one.id, "place": two.id, "minutes": three.id})
    assert sessions.get(store, session).session == Session(
        DAY, activity="Dans", place="Biblioteket", minutes=30
    )
