"""Sessions: saved as the form has them, found in the log, and what the next one starts from."""

from dataclasses import replace
from datetime import date, time

import pytest

from halsoverkstad.domain.facts import Attributes, Heads, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import Kind
from storage import counting, sessions
from storage.sessions import LogFilter, Present, SessionEntry
from storage.store import Store
from tests.stores import ADULT, CHILD, NO_GROUP, register

FULL = Session(
    day=date(2025, 3, 31),
    workshop="Kvinnors hälsa",
    kind=Kind.EVENT,
    activity="Yoga",
    place="Framtidens hus",
    start=time(9, 30),
    minutes=90,
    heads={ADULT: Heads(3, 1), NO_GROUP: Heads(1)},
    turned_away=2,
    language_training=True,
    partners=("Folktandvården", "Biblioteket"),
)


def log(store: Store, day: str, note: str = "", **fields: object) -> bytes:
    session = Session(date.fromisoformat(day), **fields)  # pyright: ignore[reportArgumentType]
    return sessions.save(store, SessionEntry(session, note=note))


def activities(store: Store, **wanted: object) -> list[str]:
    rows = sessions.page(store, LogFilter(**wanted), 0, 100)  # pyright: ignore[reportArgumentType]
    assert sessions.count(store, LogFilter(**wanted)) == len(rows)  # pyright: ignore[reportArgumentType]
    return [row.activity for row in rows]


# Saving


def test_all_that_the_form_holds_is_kept(store: Store) -> None:
    people = sorted(register(store, name) for name in ("Amina", "Bea"))
    came = tuple(
        Present(person, noted)
        for person, noted in zip(
            people, (Attributes(CHILD, "Lindängen", "annat"), Attributes()), strict=True
        )
    )
    entry = SessionEntry(FULL, came, "Nyckeln hos Eva")
    session = sessions.save(store, entry)
    assert sessions.get(store, session) == entry
    row = sessions.row_of(store, session)
    assert (row.registered, row.heads, row.turned_away, row.has_note) == (2, 4, 2, True)
    assert (row.day, row.start, row.workshop, row.kind) == (
        FULL.day,
        FULL.start,
        FULL.workshop,
        FULL.kind,
    )
    assert row.code.startswith("t-")


def test_a_changed_session_keeps_its_place_and_code(store: Store) -> None:
    session = sessions.save(store, SessionEntry(FULL, (), "Regn"))
    code = sessions.row_of(store, session).code
    changed = SessionEntry(Session(date(2025, 4, 1)))
    assert sessions.save(store, changed, session) == session
    assert sessions.get(store, session) == changed
    assert sessions.row_of(store, session).code == code
    assert sessions.count(store, LogFilter()) == 1


def test_a_person_is_at_a_session_at_most_once(store: Store) -> None:
    amina = register(store, "Amina")
    twice = (Present(amina, Attributes(ADULT)), Present(amina, Attributes(CHILD)))
    session = sessions.save(store, SessionEntry(FULL, twice))
    assert sessions.get(store, session).present == (Present(amina, Attributes(CHILD)),)


def test_the_space_around_a_note_is_not_kept(store: Store) -> None:
    session = sessions.save(store, SessionEntry(FULL, note="  \n"))
    assert not sessions.row_of(store, session).has_note
    sessions.save(store, SessionEntry(FULL, note=" Regn \n"), session)
    assert sessions.get(store, session).note == "Regn"


def test_a_deleted_session_is_gone(store: Store) -> None:
    session = sessions.save(store, SessionEntry(FULL))
    sessions.delete(store, session)
    for ask in (sessions.get, sessions.row_of, sessions.delete):
        with pytest.raises(LookupError):
            ask(store, session)
    assert sessions.count(store, LogFilter()) == 0


def test_what_was_never_there_is_not_found(store: Store) -> None:
    with pytest.raises(LookupError):
        sessions.get(store, b"x" * 16)


# The log


def test_the_newest_comes_first_and_pages_follow_each_other(store: Store) -> None:
    for day, start in (("2025-03-01", None), ("2025-03-02", time(17)), ("2025-03-02", time(9))):
        log(store, day, activity=f"{day} {start}", start=start)
    names = activities(store)
    assert names == ["2025-03-02 17:00:00", "2025-03-02 09:00:00", "2025-03-01 None"]
    pages = [sessions.page(store, LogFilter(), offset, 2) for offset in (0, 2, 4)]
    assert [row.activity for page in pages for row in page] == names


def test_it_is_searched_in_all_that_was_typed(store: Store) -> None:
    log(store, "2025-03-01", "Ärtsoppan brändes", activity="Språkcirkel", place="Framtidens hus")
    log(store, "2025-03-02", workshop="Kvinnors hälsa", activity="Yoga 100%")
    log(store, "2025-03-03", activity="Öppet_hus", partners=("Röda Korset",))
    for text, found in (
        ("sprak", ["Språkcirkel"]),
        ("ÄRTSOPPA", ["Språkcirkel"]),
        ("framtidens brändes", ["Språkcirkel"]),
        ("kvinnor yoga", ["Yoga 100%"]),
        ("röda", ["Öppet_hus"]),
        ("100%", ["Yoga 100%"]),
        ("t_h", ["Öppet_hus"]),
        ("%", ["Yoga 100%"]),
        ("_", ["Öppet_hus"]),
        ("\\", []),
        ("yoga röda", []),
        ("  ", ["Öppet_hus", "Yoga 100%", "Språkcirkel"]),
    ):
        assert activities(store, text=text) == found, text


def test_filters_are_added_to_each_other(store: Store) -> None:
    log(store, "2025-03-01", activity="A", workshop="Kvinnors hälsa", heads={ADULT: Heads(1)})
    log(store, "2025-03-02", activity="B", kind=Kind.EVENT)
    log(store, "2025-04-01", activity="C", workshop="Kvinnors hälsa")
    assert activities(store, period=Period.parse("2025K1")) == ["B", "A"]
    assert activities(store, workshop="Kvinnors hälsa") == ["C", "A"]
    assert activities(store, workshop="") == ["B"]
    assert activities(store, kind=Kind.EVENT) == ["B"]
    assert activities(store, without_people=True) == ["C", "B"]
    assert activities(store, without_people=True, period=Period.parse("2025-04")) == ["C"]
    assert activities(store, text="a", workshop="Kvinnors hälsa", kind=Kind.EVENT) == []


def test_a_workshop_that_nobody_knows_has_no_sessions(store: Store) -> None:
    log(store, "2025-03-01")
    assert activities(store, workshop="Simskola") == []
    assert sessions.known_activities(store, "Simskola") == list(store.programme.activities)


# What the next one starts from


def test_the_latest_is_the_one_logged_last_whenever_it_was_held(store: Store) -> None:
    assert sessions.latest(store) is None
    log(store, "2025-06-01", activity="Först")
    log(store, "2025-01-01", activity="Sist")
    latest = sessions.latest(store)
    assert latest is not None
    assert latest.session.activity == "Sist"


def test_suggestions_are_the_most_used_and_then_those_of_the_settings(store: Store) -> None:
    for activity, workshop in (
        ("Sång", ""),
        ("Bakning", ""),
        ("Bakning", ""),
        ("Yoga", "Barn och unga"),
    ):
        log(store, "2025-03-01", activity=activity, workshop=workshop, place="Skolan")
    own = store.programme.activities
    assert sessions.known_activities(store)[:3] == ["Bakning", "Sång", "Yoga"]
    assert set(sessions.known_activities(store)) == {"Bakning", "Sång", *own}
    assert sessions.known_activities(store, "Barn och unga")[0] == "Yoga"
    assert len(sessions.known_activities(store)) == len(set(sessions.known_activities(store)))
    assert sessions.known_places(store) == ["Skolan", *store.programme.places]
    log(store, "2025-03-01", partners=("ABF", "Folktandvården"))
    log(store, "2025-03-02", partners=("ABF",))
    assert sessions.known_partners(store)[:2] == ["ABF", "Folktandvården"]


# Counted before they were registered


def test_who_was_counted_without_name_is_taken_off_the_latest_new(store: Store) -> None:
    log(store, "2024-12-30", heads={ADULT: Heads(4, 4)})
    first = log(store, "2025-01-10", heads={ADULT: Heads(4, 1)})
    second = log(store, "2025-02-10", heads={ADULT: Heads(4, 1), CHILD: Heads(2, 2)})
    log(store, "2025-03-10", heads={ADULT: Heads(4, 1)})
    day = date(2025, 2, 28)
    taken = [sessions.take_off_new(store, ADULT, day) for _ in range(3)]
    assert taken == [True, True, False]
    for session in (first, second):
        assert sessions.get(store, session).session.heads[ADULT] == Heads(4, 0)
    assert sessions.get(store, second).session.heads[CHILD] == Heads(2, 2)
    year = counting.statistics(store, Period.year(2025)).rows[0].figures
    assert year["unika_uppskattade"] == 3
    assert year["deltagartillfallen"] == 14


def test_taking_off_leaves_note_and_people_alone(store: Store) -> None:
    entry = SessionEntry(
        replace(FULL, heads={ADULT: Heads(2, 2)}),
        (Present(register(store, "Amina"), Attributes()),),
        "Regn",
    )
    session = sessions.save(store, entry)
    assert sessions.take_off_new(store, ADULT, FULL.day)
    found = sessions.get(store, session)
    assert found == replace(entry, session=replace(FULL, heads={ADULT: Heads(2, 1)}))
