"""Who and what should be forgotten by now, and what goes by itself."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.facts import Attributes, Heads, Naming, Session
from halsoverkstad.domain.words import Kind
from storage import (
    checking,
    double_sessions,
    doubles,
    erasure,
    history,
    migrations,
    participants,
    retention,
    sessions,
    settings,
)
from storage.importing import take_in
from storage.opening import create_in_memory
from storage.sessions import Present, SessionEntry
from storage.store import Store
from tests.rows import Intake, attendance_row, session_row
from tests.stores import ADULT, NOW, PROGRAMME, everything, register, seeded

TODAY = NOW.date()
LIMIT = date(2024, 1, 8)
INDIVIDUAL = Session(date(2025, 3, 31), kind=Kind.INDIVIDUAL)


def come(store: Store, day: date, *people: bytes, note: str = "") -> bytes:
    came = tuple(Present(each, Attributes(ADULT)) for each in people)
    heads = {} if people else {ADULT: Heads(1)}
    return sessions.save(store, SessionEntry(Session(day, heads=heads), came, note))


def due(store: Store) -> list[str]:
    return [each.row.display for each in retention.due(store)]


def found(store: Store) -> str:
    return "\n".join(each.what for each in checking.quality(store))


def old_note_about_support(store: Store) -> bytes:
    """As databases from before notes were off may have one."""
    session = sessions.save(store, SessionEntry(replace(INDIVIDUAL, heads={ADULT: Heads(1)})))
    with store.connection.transaction():
        sessions.set_note(store, session, "Xenia var ledsen")
    return session


# Names


def test_the_years_are_counted_to_the_day(store: Store) -> None:
    people = [register(store, name) for name in ("Dagen före", "Samma dag", "Nyss", "Aldrig")]
    for person, day in zip(people, (LIMIT - timedelta(days=1), LIMIT, TODAY), strict=False):
        come(store, day, person)
    assert due(store) == ["Dagen före"]
    assert retention.count_due(store) == (0, 1)
    assert retention.due(store)[0].day == LIMIT - timedelta(days=1)
    settings.set_programme(store, PROGRAMME.replace("namn_efter_ar = 2", "namn_efter_ar = 1"))
    assert due(store) == ["Dagen före", "Samma dag"]


def test_from_a_leap_day_the_years_go_to_the_first_of_march() -> None:
    store = create_in_memory(
        PROGRAMME, clock=lambda: NOW.replace(year=2028, month=2, day=29), entropy=seeded(1)
    )
    assert retention.names_before(store) == date(2026, 3, 1)
    store.close()


def test_who_never_came_is_due_by_the_day_they_were_registered() -> None:
    moment = [NOW]
    store = create_in_memory(PROGRAMME, clock=lambda: moment[0], entropy=seeded(1))
    register(store, "Amina")
    for days, whom in ((730, []), (732, ["Amina"])):
        moment[0] = NOW + timedelta(days=days)
        assert due(store) == whom
    store.close()


def test_a_visit_under_any_record_of_the_person_counts(store: Store) -> None:
    old, new = register(store, "Amina"), register(store, "Amina H")
    come(store, LIMIT - timedelta(days=9), old)
    come(store, TODAY, new)
    assert due(store) == ["Amina"]
    doubles.answer(store, old, new, same=True)
    assert due(store) == []


def test_everybody_was_seen_on_the_day_of_the_log_they_are_in(store: Store) -> None:
    old, new = register(store, "Amina"), register(store, "Bo")
    logs = [come(store, day, who) for day, who in ((LIMIT - timedelta(days=9), old), (TODAY, new))]
    double_sessions.answer(store, *logs, same=True)
    assert due(store) == ["Amina"]


def test_codes_from_files_are_due_as_names_are_and_the_erased_are_not(store: Store) -> None:
    rows = Intake(
        (session_row("t1", date(2023, 5, 1)),),
        (attendance_row("t1", "kod-A"), attendance_row("t1", "kod-B", 3)),
    )
    take_in(store, rows)
    assert due(store) == ["kod-A", "kod-B"]
    erasure.erase(store, retention.due(store)[0].row.participant)
    assert due(store) == ["kod-B"]


def test_checking_proposes_it_without_naming_anybody(store: Store) -> None:
    come(store, date(2023, 5, 1), register(store, "Xenia"))
    come(store, date(2023, 5, 2), register(store, "Xerxes"), note="Regn")
    told = found(store)
    assert "2 deltagare har inte setts på 2 år" in told
    assert "1 anteckning är äldre än 2 år" in told
    assert "X" not in told
    erasure.erase(store, *(each.row.participant for each in retention.due(store)))
    retention.clean_notes(store)
    assert "inte setts" not in found(store)
    assert "äldre än" not in found(store)


# Notes


def test_no_note_is_taken_about_individual_support(store: Store) -> None:
    before = everything(store)
    with pytest.raises(Fault, match="Ingen anteckning förs om individuellt stöd"):
        sessions.save(store, SessionEntry(INDIVIDUAL, (), "Xenia"))
    assert everything(store) == before
    session = sessions.save(store, SessionEntry(INDIVIDUAL, (), "  "))
    with pytest.raises(Fault):
        sessions.save(store, SessionEntry(INDIVIDUAL, (), "Xenia"), session)
    group = come(store, TODAY, note="Regn")
    with pytest.raises(Fault):
        sessions.save(store, SessionEntry(INDIVIDUAL, (), "Regn"), group)
    assert sessions.note(store, group) == "Regn"


def test_a_file_with_one_is_read_without_it_and_says_so(store: Store) -> None:
    rows = [
        session_row("t1", TODAY, kind=Kind.INDIVIDUAL, note="Xenia"),
        session_row("t2", TODAY, kind=Kind.GROUP, note="Regn"),
    ]
    result = take_in(store, Intake(tuple(rows)))
    assert (result.new, result.faults) == (2, ())
    (warning,) = result.warnings
    assert "tillfallen.csv rad 2" in warning
    assert "Xenia" not in warning + str(everything(store))
    assert [text for (text,) in store.connection.rows("SELECT text FROM note")] == ["Regn"]
    again = take_in(store, Intake((session_row("t1", TODAY, note="Xenia"),)))
    assert (again.changed, len(again.warnings)) == (0, 1)
    mended = take_in(store, Intake((session_row("t1", TODAY, kind=Kind.GROUP, note="Ute"),)))
    assert (mended.changed, mended.warnings) == (1, ())
    assert len(store.connection.rows("SELECT text FROM note")) == 2


def test_those_that_are_there_are_proposed_for_removal_and_go_for_good(store: Store) -> None:
    old_note_about_support(store)
    come(store, TODAY, note="Ny")
    come(store, LIMIT - timedelta(days=1), note="Gammal")
    come(store, LIMIT, note="Precis")
    notes = retention.notes_due(store)
    assert (len(notes.individual), len(notes.old)) == (1, 1)
    assert "1 anteckning handlar om individuellt stöd" in found(store)
    assert retention.clean_notes(store) == 2
    kept = {text for (text,) in store.connection.rows("SELECT text FROM note")}
    assert kept == {"Ny", "Precis"}
    assert "Gammal" not in str(everything(store))


def test_counting_somebody_off_works_beside_an_old_note(store: Store) -> None:
    session = sessions.save(store, SessionEntry(replace(INDIVIDUAL, heads={ADULT: Heads(2, 1)})))
    with store.connection.transaction():
        sessions.set_note(store, session, "Xenia")
    assert sessions.take_off_new(store, ADULT, date(2025, 12, 1))
    assert sessions.note(store, session) == ""


# Steps of undo


def test_steps_of_undo_go_after_the_days_of_the_settings() -> None:
    moment = [NOW]
    store = create_in_memory(PROGRAMME, clock=lambda: moment[0], entropy=seeded(1))
    amina = register(store, "Xenia")
    participants.update(store, amina, Naming("Amina"), Attributes(ADULT), mend_earlier=False)
    assert "Xenia" in str(everything(store))
    moment[0] = NOW + timedelta(days=30)
    register(store, "Bea")
    assert "Xenia" in str(everything(store))
    moment[0] = NOW + timedelta(days=30, seconds=1)
    register(store, "Cia")
    assert "Xenia" not in str(everything(store))
    assert history.undo(store) is not None
    assert history.undo(store) is not None
    assert history.next_undo(store) is None
    store.close()


# Databases from before


def test_an_earlier_database_keeps_its_steps_and_forgets_what_imported_notes_said(
    store: Store,
) -> None:
    rows = Intake((session_row("t1", TODAY, note="Xenia grät"),))
    take_in(store, rows)
    register(store, "Amina")
    connection = store.connection
    connection.run("ALTER TABLE action DROP COLUMN time")
    connection.run("DELETE FROM _sqlite_migrations WHERE name = '0003_privacy'")
    kept = connection.value("SELECT fields FROM imported")
    plain = json.dumps(json.loads(kept) | {"note": "Xenia grät"}, ensure_ascii=False)
    connection.run("UPDATE imported SET fields = ?", (plain,))
    migrations.migrate(connection.raw)
    assert connection.value("SELECT fields FROM imported") == kept
    assert connection.value("SELECT min(time) FROM action") > 0
    assert take_in(store, rows).changed == 0
    assert history.undo(store) is not None
    assert connection.value("PRAGMA user_version") == migrations.LATEST
