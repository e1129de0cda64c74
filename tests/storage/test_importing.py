"""What `importera` promises (contract.md, "Files in"), sentence by sentence, file by file."""

from contextlib import closing
from dataclasses import replace
from datetime import date, time
from itertools import permutations
from pathlib import Path

from halsoverkstad.domain.facts import Attributes, Heads, Session
from halsoverkstad.domain.words import COMMON, UNKNOWN, Dimension, Kind
from storage import counting, history, joining, journal, register_rows, sessions
from storage.register_rows import ParticipantFilter
from storage.sessions import LogFilter
from storage.store import Store
from tests.stores import ADULT, CHILD, NO_GROUP, WORKER, counted, everything, new_store
from tests.tables import CAME, HELD, YEAR, Take, counts, entry, id_of, noted, person, taking

# What a row becomes


def test_every_column_finds_its_place(store: Store, take: Take) -> None:
    held = """
tillfälle;datum;tid;minuter;verkstad;typ;aktivitet;plats
t1;2025-03-31;09:30;90;Kvinnors hälsa;arrangemang;Yoga;Framtidens hus
"""
    there = """
tillfälle;barn och unga;vuxna;barn och unga nya;fick inte plats;språkträning;samverkan;anteckning
t1;3;1;2;4;ja;Folktandvården, Biblioteket;Regn
"""
    assert counts(take(held, there, CAME)) == (3, 0, 0)
    found = entry(store)
    assert found.session == Session(
        day=date(2025, 3, 31),
        workshop="Kvinnors hälsa",
        kind=Kind.EVENT,
        activity="Yoga",
        place="Framtidens hus",
        start=time(9, 30),
        minutes=90,
        heads={CHILD: Heads(3, 2), ADULT: Heads(1)},
        turned_away=4,
        language_training=True,
        partners=("Folktandvården", "Biblioteket"),
    )
    assert found.note == "Regn"
    assert noted(store) == {
        "kod-A": Attributes(ADULT, "Lindängen", "kvinna/flicka"),
        "kod-B": Attributes(CHILD, UNKNOWN, UNKNOWN),
    }


def test_what_is_not_said_is_the_usual(store: Store, take: Take) -> None:
    """Empty verkstad: programgemensamt; empty typ: grupp; no group: uppgift saknas."""
    take("tillfälle;datum\nt1;2025-03-31", "tillfälle;deltagare\nt1;kod-A")
    assert entry(store).session == Session(date(2025, 3, 31), COMMON, Kind.GROUP)
    assert noted(store) == {"kod-A": Attributes(NO_GROUP)}


def test_the_coordinator_hears_of_people_whom_no_phrase_can_link(store: Store, take: Take) -> None:
    mine = joining.Membership(b"p" * 16, joining.COORDINATOR, "{}", (), "", 0)
    joining.coordinate(store, mine)
    (warning,) = take(HELD, CAME, dry_run=True).warnings
    assert warning.startswith("Nya deltagare här: 2. Samordnarens dator har ingen lösenfras")
    assert take(HELD).warnings == ()
    take(HELD, CAME)
    assert take(CAME.replace("vuxna", "yrkesverksamma")).warnings == ()  # they are here already


def test_a_flat_list_makes_the_sessions_too(store: Store, take: Take) -> None:
    flat = "tillfälle;datum;deltagare;grupp\nt1;2025-03-31;kod-A;vuxna\nt1;2025-03-31;kod-B;vuxna"
    assert counts(take(flat)) == (3, 0, 0)
    assert set(noted(store)) == {"kod-A", "kod-B"}


def test_the_same_code_is_the_same_person_in_every_file(store: Store, take: Take) -> None:
    take(HELD, CAME)
    take("tillfälle;datum;deltagare\nt2;2025-04-01;kod-A")
    figures = counting.statistics(store, YEAR).rows[0].figures
    assert figures["unika_registrerade"] == 2
    assert figures["aterkommande"] == 1


def test_a_new_participant_is_noted_with_the_latest_that_is_known(store: Store, take: Take) -> None:
    take(
        """
tillfälle;datum;deltagare;grupp;bostadsområde
t3;2025-05-01;kod-A;;
t2;2025-04-01;kod-A;vuxna;
t1;2025-03-01;kod-A;barn och unga;Lindängen
"""
    )
    (row,) = register_rows.page(store, ParticipantFilter(), 0, 9)
    assert row.attributes == Attributes(ADULT, "Lindängen")
    assert (row.display, row.naming, row.complete) == ("kod-A", None, True)


# Safe to repeat


def test_an_unchanged_row_changes_nothing(store: Store, take: Take) -> None:
    assert counts(take(HELD, CAME)) == (3, 0, 0)
    before = everything(store)
    assert counts(take(HELD, CAME)) == (0, 0, 3)
    assert counts(take(CAME)) == (0, 0, 2)
    assert everything(store) == before


def test_a_changed_row_updates(store: Store, take: Take) -> None:
    take(HELD, CAME)
    result = take(HELD.replace("Yoga", "Dans"), CAME.replace("barn och unga", "yrkesverksamma"))
    assert counts(result) == (0, 2, 1)
    assert entry(store).session.activity == "Dans"
    assert noted(store)["kod-B"].group == WORKER
    assert noted(store)["kod-A"] == Attributes(ADULT, "Lindängen", "kvinna/flicka")


def test_an_absent_row_deletes_nothing(store: Store, take: Take) -> None:
    take(HELD, CAME)
    assert counts(take("tillfälle;deltagare;grupp\nt1;kod-A;vuxna")) == (0, 0, 1)
    assert counts(take("tillfälle;datum\nt2;2025-04-01")) == (1, 0, 0)
    assert set(noted(store)) == {"kod-A", "kod-B"}
    assert sessions.count(store, LogFilter()) == 2


def test_an_empty_cell_clears(store: Store, take: Take) -> None:
    take(HELD, CAME)
    emptied = "tillfälle;datum;verkstad;aktivitet;vuxna;vuxna nya;anteckning\nt1;2025-03-31;;;;;"
    assert counts(take(emptied, CAME.replace("Lindängen", ""))) == (0, 2, 1)
    assert entry(store) == replace(entry(store), session=Session(date(2025, 3, 31)), note="")
    assert noted(store)["kod-A"] == Attributes(ADULT, UNKNOWN, "kvinna/flicka")


def test_a_missing_column_leaves(store: Store, take: Take) -> None:
    take(HELD, CAME)
    before = entry(store)
    assert counts(take("tillfälle;datum\nt1;2025-03-31", "tillfälle;deltagare\nt1;kod-A")) == (
        0,
        0,
        2,
    )
    assert entry(store) == before
    assert counts(take("tillfälle;plats\nt1;Framtidens hus")) == (0, 1, 0)
    assert entry(store).session == replace(before.session, place="Framtidens hus")
    assert entry(store).note == before.note


def test_files_may_come_in_any_order(tmp_path: Path) -> None:
    tables = (HELD, CAME, "tillfälle;datum;deltagare\nt2;2025-04-01;kod-A")
    answers = []
    for number, order in enumerate(permutations(tables)):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        with closing(new_store(seed=number)) as store:
            assert counts(taking(store, folder)(*order)) == (5, 0, 0)
            answers.append(
                (entry(store).session, noted(store), counted(store, YEAR, [Dimension.GROUP]))
            )
    assert all(each == answers[0] for each in answers)


# What was corrected in the program


def correct(store: Store, **changes: object) -> None:
    found = entry(store)
    sessions.save(
        store,
        replace(found, session=replace(found.session, **changes)),  # pyright: ignore[reportArgumentType]
        id_of(store),
    )


def test_an_old_row_never_undoes_a_correction(store: Store, take: Take) -> None:
    take(HELD, CAME)
    correct(store, activity="Dans", day=date(2025, 4, 1), heads={})
    corrected = everything(store)
    assert counts(take(HELD, CAME)) == (0, 0, 3)
    assert everything(store) == corrected


def test_a_row_changed_in_one_column_leaves_corrections_in_the_others(
    store: Store, take: Take
) -> None:
    take(HELD, CAME)
    correct(store, activity="Dans", heads={ADULT: Heads(7, 2)})
    assert counts(take(HELD.replace("Kvinnors hälsa", "Barn och unga"))) == (0, 1, 0)
    assert entry(store).session == Session(
        date(2025, 3, 31), "Barn och unga", activity="Dans", heads={ADULT: Heads(7, 2)}
    )


def test_a_column_is_remembered_while_files_leave_it_out(store: Store, take: Take) -> None:
    take(HELD, CAME)
    correct(store, activity="Dans")
    take("tillfälle;datum\nt1;2025-03-31", "tillfälle;deltagare\nt1;kod-A")
    before = everything(store)
    assert counts(take(HELD, CAME)) == (0, 0, 3)
    assert everything(store) == before


def test_a_row_that_changes_to_what_stands_already_changes_nothing(
    store: Store, take: Take
) -> None:
    take(HELD, CAME)
    correct(store, activity="Dans")
    before = journal.checksum(store.connection)
    assert counts(take(HELD.replace("Yoga", "Dans"))) == (0, 0, 1)
    assert journal.checksum(store.connection) == before
    correct(store, activity="Sång")
    assert counts(take(HELD.replace("Yoga", "Dans"))) == (0, 0, 1)
    assert entry(store).session.activity == "Sång"


def test_a_session_deleted_in_the_program_stays_deleted(store: Store, take: Take) -> None:
    take(HELD, CAME)
    sessions.delete(store, id_of(store))
    assert counts(take(HELD, CAME)) == (0, 0, 3)
    assert sessions.count(store, LogFilter()) == 0
    assert counts(take(HELD.replace("Yoga", "Dans"))) == (0, 1, 0)
    assert entry(store).session.activity == "Dans"


def test_someone_taken_off_in_the_program_comes_back_only_when_the_file_changes(
    store: Store, take: Take
) -> None:
    take(HELD, CAME)
    found = entry(store)
    kept = tuple(each for each in found.present if each.participant == person(store, "kod-A"))
    sessions.save(store, replace(found, present=kept), id_of(store))
    assert counts(take(HELD, CAME)) == (0, 0, 3)
    assert set(noted(store)) == {"kod-A"}
    assert counts(take(CAME.replace("barn och unga", "vuxna"))) == (0, 1, 1)
    assert noted(store)["kod-B"].group == ADULT


def test_a_note_written_in_the_program_stays(store: Store, take: Take) -> None:
    take(HELD)
    sessions.save(store, replace(entry(store), note="Nyckeln hos Ali"), id_of(store))
    take(HELD)
    assert entry(store).note == "Nyckeln hos Ali"
    assert counts(take(HELD.replace("hos Eva", "borta"))) == (0, 1, 0)
    assert entry(store).note == "Nyckeln borta"


def test_rows_of_a_deleted_session_are_not_lost_when_the_deletion_is_undone(
    store: Store, take: Take
) -> None:
    """While it was deleted nobody could be added: the rows are new once it is there again."""
    take(HELD, "tillfälle;datum;deltagare\nt2;2025-04-01;kod-A")
    sessions.delete(store, id_of(store))
    assert counts(take(CAME)) == (0, 0, 2)
    history.undo(store)
    assert counts(take(CAME)) == (2, 0, 0)
    assert set(noted(store)) == {"kod-A", "kod-B"}
