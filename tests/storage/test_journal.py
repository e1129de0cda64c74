"""The journal: what a version's id is made of, what holds now, and what must never be in it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from halsoverkstad.domain.facts import Attributes, Heads, Naming, Session
from halsoverkstad.domain.identity.token import Tokens
from halsoverkstad.domain.rows import AttendanceRow, Intake, Origin, SessionRow
from storage import encoding, history, journal, participants, sessions
from storage import settings as own_settings
from storage.importing import take_in
from storage.journal import Entity, Version
from storage.sessions import Present, SessionEntry
from storage.store import Store
from tests import histories
from tests.stores import CHILD, new_store, register

SESSION, OTHER = b"s" * 16, b"t" * 16
LAPTOPS = (b"1" * 16, b"2" * 16)
DAY = date(2025, 3, 31)


def version(
    *parents: Version,
    entity: bytes = SESSION,
    laptop: int = 0,
    seq: int = 1,
    at: int = 0,
    said: str | None = "{}",
) -> Version:
    return Version.written(
        entity,
        Entity.SESSION,
        laptop=LAPTOPS[laptop],
        seq=seq,
        time=at,
        parents=[each.id for each in parents],
        fields=said,
    )


# Ids


def test_a_versions_id_is_the_hash_of_all_that_it_says() -> None:
    parent = version()
    one = version(parent, seq=7, at=1000, said='{"day":"2025-03-31"}')
    assert len(one.id) == journal.ID_BYTES
    assert one.content_id() == one.id
    changes = {
        "entity": OTHER,
        "kind": Entity.ATTENDANCE,
        "laptop": LAPTOPS[1],
        "seq": 8,
        "time": 1001,
        "parents": (),
        "deleted": True,
        "fields": '{"day":"2025-04-01"}',
    }
    assert {*changes} == {*Version._fields} - {"id", "redacted"}
    changed = {one._replace(**{name: value}).content_id() for name, value in changes.items()}
    assert len(changed | {one.id}) == len(changes) + 1


def test_the_order_in_which_parents_are_named_changes_nothing() -> None:
    parents = [version(laptop=n, seq=n) for n in (0, 1)]
    assert version(*parents).id == version(*parents[::-1]).id


def test_ids_stay_what_they_were_in_journals_already_written() -> None:
    """Other laptops know these versions by these ids: changing how they are made loses history."""
    one = version(version(), laptop=1, seq=3, at=1735689600000, said='{"day":"2025-01-01"}')
    assert one.id.hex() == "6e2580e6a2d10c4121461f23cf52dd52"


# What holds


def test_what_holds_is_what_no_other_version_replaces() -> None:
    first = version()
    second = version(first, seq=2)
    third = version(second, seq=3)
    assert journal.heads([third, first, second]) == [third]
    assert journal.current([second, first, third]) == third
    assert journal.current([]) is None
    assert journal.heads([]) == []


def test_clocks_decide_nothing() -> None:
    """A laptop that is a year ahead does not win over a later correction."""
    ahead = version(at=2_000_000_000_000)
    corrected = version(ahead, laptop=1, at=1_700_000_000_000)
    assert journal.current([corrected, ahead]) == corrected


def test_an_edit_beats_a_deletion_whatever_their_ids() -> None:
    first = version()
    for seq in range(20):
        edited, deleted = version(first, seq=seq), version(first, laptop=1, seq=seq, said=None)
        assert journal.current([first, edited, deleted]) == edited
        assert len(journal.heads([first, edited, deleted])) == 2


def test_between_edits_the_greatest_id_counts_until_someone_chooses() -> None:
    first = version()
    edits = [version(first, laptop=n, seq=n, said=f'{{"minutes":{n}}}') for n in (0, 1)]
    greatest = max(edits, key=lambda each: each.id)
    assert journal.current([first, *edits]) == greatest
    chosen = version(*edits, seq=9)
    assert journal.current([*edits, chosen, first]) == chosen


@st.composite
def branching(draw: st.DrawFn) -> list[Version]:
    """Versions of one session, each over some of those before."""
    written = [version()]
    for seq in range(2, draw(st.integers(2, 8))):
        parents = draw(st.lists(st.sampled_from(written), max_size=2, unique=True))
        said = draw(st.sampled_from((None, '{"minutes":1}', '{"minutes":2}')))
        written.append(version(*parents, laptop=seq % 2, seq=seq, said=said))
    return written


@given(branching(), st.randoms(use_true_random=False))
def test_the_order_in_which_versions_come_changes_nothing(
    versions: list[Version], chance: Random
) -> None:
    shuffled = versions.copy()
    chance.shuffle(shuffled)
    assert journal.current(shuffled) == journal.current(versions)
    assert journal.heads(shuffled) == journal.heads(versions)
    replaced = {parent for each in versions for parent in each.parents}
    assert {each.id for each in journal.heads(versions)} == {e.id for e in versions} - replaced


# In the database


@settings(max_examples=25)
@given(branching(), st.randoms(use_true_random=False))
def test_appending_is_idempotent_and_in_any_order_gives_the_same_journal(
    versions: list[Version], chance: Random
) -> None:
    one, other = new_store(seed=1), new_store(seed=1)
    shuffled = [*versions, *versions]
    chance.shuffle(shuffled)
    journal.append(one.connection, versions)
    for each in shuffled:
        journal.append(other.connection, [each])
    assert list(journal.every_version(one.connection)) == list(
        journal.every_version(other.connection)
    )
    assert journal.checksum(one.connection) == journal.checksum(other.connection)
    assert set(journal.versions_of(one.connection, SESSION)) == set(versions)
    one.close()
    other.close()


def test_the_kontrollsumma_changes_with_every_version_and_is_the_same_for_the_same(
    store: Store,
) -> None:
    sums = [journal.checksum(store.connection)]
    first = version()
    for each in (first, version(first, seq=2), version(entity=OTHER)):
        journal.append(store.connection, [each])
        sums.append(journal.checksum(store.connection))
        journal.append(store.connection, [each])
        assert journal.checksum(store.connection) == sums[-1]
    assert len(set(sums)) == len(sums)
    assert all(each.startswith("sha256:") and len(each) == 7 + 64 for each in sums)


def test_a_blanked_version_stays_blank_when_it_comes_again(store: Store) -> None:
    whole = version(said='{"area":"Lindängen"}')
    blanked = whole._replace(fields="{}", redacted=True)
    journal.append(store.connection, [blanked])
    journal.append(store.connection, [whole])
    assert journal.versions_of(store.connection, SESSION) == [blanked]


def test_deleting_and_undoing_are_versions_like_any_other(store: Store) -> None:
    session = sessions.save(store, SessionEntry(Session(DAY)))
    sessions.delete(store, session)
    history.undo(store)
    first, deleted, back = journal.versions_of(store.connection, session)
    assert (first.deleted, deleted.deleted, back.deleted) == (False, True, False)
    assert deleted.parents == (first.id,)
    assert back.parents == (deleted.id,)
    assert back.fields == first.fields
    assert deleted.fields == journal.NOTHING


def test_only_what_differs_is_written(store: Store) -> None:
    people = [register(store, name) for name in ("Amina", "Bea", "Cia")]
    came = tuple(Present(each, Attributes()) for each in people)
    entry = SessionEntry(Session(DAY, activity="Yoga"), came)
    session = sessions.save(store, entry)
    before = set(journal.every_version(store.connection))
    sessions.save(store, replace(entry, present=came[:2]), session)
    (written,) = set(journal.every_version(store.connection)) - before
    assert written.entity == session + people[2]
    assert written.deleted


def test_each_laptop_numbers_its_own_versions_one_by_one(store: Store) -> None:
    register(store, "Amina")
    session = sessions.save(store, SessionEntry(Session(DAY)))
    sessions.delete(store, session)
    numbers = sorted(each.seq for each in journal.every_version(store.connection))
    assert numbers == list(range(1, len(numbers) + 1))
    laptops = {each.laptop for each in journal.every_version(store.connection)}
    assert laptops == {store.laptop.id}


# Canonical text


def sessions_to_write() -> st.SearchStrategy[Session]:
    text = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
    return st.builds(
        Session,
        day=st.dates(),
        workshop=text,
        kind=st.sampled_from(list(encoding.Kind)),
        activity=text,
        place=text,
        start=st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)),
        minutes=st.none() | st.integers(0, 600),
        heads=st.dictionaries(st.sampled_from(["vuxna", CHILD]), histories.heads(), max_size=2),
        turned_away=st.integers(0, 9),
        language_training=st.booleans(),
        partners=st.lists(text, max_size=2).map(tuple),
    )


@given(sessions_to_write())
def test_a_session_is_read_back_as_it_was_written(session: Session) -> None:
    text = encoding.dump(encoding.session_fields(session))
    assert encoding.session_from(encoding.load(text)) == session
    assert encoding.dump(encoding.load(text)) == text
    turned = replace(session, heads=dict(reversed(session.heads.items())))
    assert encoding.dump(encoding.session_fields(turned)) == text


@given(histories.attributes(), st.none() | st.just("1.0.ab"), st.lists(st.just("1.0.cd")))
def test_a_participant_is_read_back_as_written(
    attributes: Attributes, linkage: str | None, questions: Sequence[str]
) -> None:
    tokens = Tokens(linkage, tuple(questions))
    read = encoding.load(encoding.dump(encoding.participant_fields(attributes, tokens)))
    assert encoding.attributes_from(read) == attributes
    assert encoding.tokens_from(read) == tokens
    noted = encoding.load(encoding.dump(encoding.attribute_fields(attributes)))
    assert encoding.attributes_from(noted) == attributes


def test_equal_facts_are_equal_bytes() -> None:
    """Nobody counted is nobody, however it was entered."""
    empty = Session(DAY, heads={"vuxna": Heads(0)})
    assert encoding.session_fields(empty) == encoding.session_fields(Session(DAY))
    text = encoding.dump(encoding.session_fields(Session(DAY, "Kvinnors hälsa", start=time(9, 5))))
    assert "Kvinnors hälsa" in text
    assert '"start":"09:05"' in text
    assert ": " not in text


# What may not travel


def test_no_name_code_or_note_is_ever_in_the_journal(store: Store, quick_tokens: None) -> None:
    """Not even in what undoing or a second thought wrote."""
    secret = ("Xantippa", "Xanthippe", "Qv", "kod-4711", "Nyckeln hos Xerxes", "ver-11")
    display, given_name, letters, code, note, key = secret
    person = register(
        store, display, given=given_name, surname_letters=letters, birth_year=1987, birth_month=6
    )
    came = (Present(person, Attributes(CHILD)),)
    session = sessions.save(store, SessionEntry(Session(DAY), came, note))
    take_in(
        store,
        Intake(
            (SessionRow(key, {"day": DAY, "note": note}, Origin("t", None, 2)),),
            (AttendanceRow(key, code, {"group": CHILD}, Origin("n", None, 2)),),
        ),
    )
    participants.update(
        store, person, Naming(f"{display} 2", given_name), Attributes(CHILD), mend_earlier=True
    )
    sessions.delete(store, session)
    for _ in range(3):
        history.undo(store)
    own_settings.set_laptop_name(store, "Framtidens hus")
    journalled = "\n".join(
        f"{each.fields}{each.entity.hex()}{each.laptop.hex()}"
        for each in journal.every_version(store.connection)
    )
    for word in (*secret, *(each.casefold() for each in secret), "1987"):
        assert word not in journalled
    assert "Framtidens hus" in journalled


def test_who_is_erased_is_found_without_reading_the_whole_journal(store: Store) -> None:
    """The index is taken only by a query in its own words."""
    plan = store.connection.rows(
        f"EXPLAIN QUERY PLAN SELECT entity FROM version WHERE {journal.ERASED}"
    )
    assert ["version_erased" in step for *_, step in plan] == [True]
