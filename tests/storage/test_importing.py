"""What `importera` promises (contract.md, "Files in"), sentence by sentence, file by file."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, time
from itertools import count, permutations
from pathlib import Path

import pytest

from exports.facts_csv import write_folder
from exports.reading import read_files
from halsoverkstad.domain.errors import DatabaseFault
from halsoverkstad.domain.facts import Attributes, Heads, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import COMMON, UNKNOWN, Dimension, Kind
from storage import (
    counting,
    doubles,
    erasure,
    facts,
    history,
    journal,
    participants,
    sessions,
)
from storage.importing import ImportResult, take_in
from storage.participants import ParticipantFilter
from storage.sessions import LogFilter, Present, SessionEntry
from storage.store import Store
from tests.stores import (
    ADULT,
    CHILD,
    NO_GROUP,
    WORKER,
    counted,
    everything,
    intake_2024,
    new_store,
    register,
)

Take = Callable[..., ImportResult]
YEAR = Period.year(2025)
HELD = """
tillfälle;datum;verkstad;aktivitet;vuxna;vuxna nya;anteckning
t1;2025-03-31;Kvinnors hälsa;Yoga;5;2;Nyckeln hos Eva
"""
CAME = """
tillfälle;deltagare;grupp;bostadsområde;kön
t1;kod-A;vuxna;Lindängen;kvinna/flicka
t1;kod-B;barn och unga;;
"""


@pytest.fixture
def take(store: Store, tmp_path: Path) -> Take:
    """Import tables into the database, each a file of its own, in one command."""
    return taking(store, tmp_path)


def taking(store: Store, folder: Path) -> Take:
    numbers = count()

    def take(*tables: str, dry_run: bool = False) -> ImportResult:
        paths = [folder / f"{next(numbers)}.csv" for _ in tables]
        for path, table in zip(paths, tables, strict=True):
            path.write_text(table.strip(), encoding="utf-8")
        return take_in(store, read_files(paths, store.programme), dry_run=dry_run)

    return take


def entry(store: Store, key: str = "t1") -> SessionEntry:
    """A session as the form shows it, by the id of its row."""
    return sessions.get(store, id_of(store, key))


def id_of(store: Store, key: str = "t1") -> bytes:
    return store.connection.value("SELECT session FROM session_key WHERE key = ?", (key,))


def person(store: Store, code: str) -> bytes:
    return store.connection.value("SELECT participant FROM code WHERE code = ?", (code,))


def noted(store: Store, key: str = "t1") -> dict[str, Attributes]:
    """What is noted about each person at a session, by code."""
    by_id = {person: participants.display(store, person) for person in known(store)}
    return {by_id[each.participant]: each.attributes for each in entry(store, key).present}


def known(store: Store) -> list[bytes]:
    return [row.participant for row in participants.page(store, ParticipantFilter(), 0, 10_000)]


def counts(result: ImportResult) -> tuple[int, int, int]:
    assert result.faults == ()
    return result.new, result.changed, result.unchanged


def sentences(result: ImportResult) -> list[str]:
    assert (result.new, result.changed, result.unchanged) == (0, 0, 0)
    return [fault.fault for fault in result.faults]


# What a row becomes


def test_every_column_finds_its_place(store: Store, take: Take) -> None:
    assert counts(
        take(
            """
            tillfälle;datum;tid;minuter;verkstad;typ;aktivitet;plats;barn och unga;vuxna;barn och unga nya;fick inte plats;språkträning;samverkan;anteckning
            t1;2025-03-31;09:30;90;Kvinnors hälsa;arrangemang;Yoga;Framtidens hus;3;1;2;4;ja;Folktandvården, Biblioteket;Regn
            """.replace("            ", ""),
            CAME,
        )
    ) == (3, 0, 0)
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
    (row,) = participants.page(store, ParticipantFilter(), 0, 9)
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


# Erased people


def test_an_erased_person_does_not_come_back(store: Store, take: Take) -> None:
    take(HELD, CAME)
    before = counted(store, YEAR, [Dimension.GROUP])
    erasure.erase(store, person(store, "kod-A"))
    for tables in ((HELD, CAME), (CAME.replace("Lindängen", "övriga Malmö"),)):
        take(*tables)
        assert "kod-A" not in str(everything(store))
        assert counted(store, YEAR, [Dimension.GROUP]) == before
    take("tillfälle;datum;deltagare\nt2;2025-04-01;kod-A")
    assert entry(store, "t2").present == ()


def test_an_erased_person_gets_nothing_back_from_an_own_export(
    store: Store, take: Take, tmp_path: Path
) -> None:
    """Neither area nor sex, whether the export was ever read before or not."""
    amina = register(store, "Amina")
    came = (Present(amina, Attributes(ADULT, "Lindängen", "kvinna/flicka")),)
    session = sessions.save(store, SessionEntry(Session(date(2025, 3, 31)), came))
    exported = export(store, tmp_path / "export")
    take(*exported)
    erasure.erase(store, amina)
    before = counted(store, YEAR, [Dimension.AREA])
    assert set(before) == {(UNKNOWN,)}
    for tables in (exported, [exported[0].replace("vuxna", "yrkesverksamma"), exported[1]]):
        take(*tables)
        assert [each.attributes for each in sessions.get(store, session).present] == [
            Attributes(ADULT)
        ]
        assert counted(store, YEAR, [Dimension.AREA]) == before
    remembered = store.connection.rows("SELECT * FROM imported WHERE fields LIKE '%Lind%'")
    assert remembered == []


# What this program wrote itself


def export(store: Store, folder: Path) -> list[str]:
    write_folder(store, folder)
    return [
        (folder / name).read_text(encoding="utf-8-sig")
        for name in ("narvaro.csv", "tillfallen.csv")
    ]


@pytest.fixture
def logged(store: Store) -> bytes:
    """A session logged in the program, with a person who has no code."""
    came = (Present(register(store, "Amina"), Attributes(ADULT, "Lindängen")),)
    entry = SessionEntry(Session(date(2025, 3, 31), heads={CHILD: Heads(4, 1)}), came, "Regn")
    return sessions.save(store, entry)


def test_pseudonyms_of_an_own_export_are_recognised(
    store: Store, take: Take, logged: bytes, tmp_path: Path
) -> None:
    before = journal.checksum(store.connection)
    assert counts(take(*export(store, tmp_path / "export"))) == (0, 0, 2)
    assert journal.checksum(store.connection) == before
    assert len(known(store)) == 1


def test_an_own_export_changed_by_hand_changes_the_session_it_came_from(
    store: Store, take: Take, logged: bytes, tmp_path: Path
) -> None:
    attendances, held = export(store, tmp_path / "export")
    result = take(attendances.replace("Lindängen", "övriga Malmö"), held.replace("03-31", "04-01"))
    assert counts(result) == (0, 2, 0)
    found = sessions.get(store, logged)
    assert found.session.day == date(2025, 4, 1)
    assert found.present[0].attributes.area == "övriga Malmö"
    assert found.note == "Regn"


def test_an_own_export_read_once_more_does_not_bring_back_what_was_deleted_since(
    store: Store, take: Take, logged: bytes, tmp_path: Path
) -> None:
    exported = export(store, tmp_path / "export")
    take(*exported)
    sessions.delete(store, logged)
    assert counts(take(*exported)) == (0, 0, 2)
    assert sessions.count(store, LogFilter()) == 0


def test_exported_facts_count_the_same_elsewhere(store: Store, tmp_path: Path) -> None:
    """Also people who were linked, who leave as one."""
    people = [register(store, name) for name in ("Amina", "Bea", "Cia")]
    for day, some in (("2025-01-08", people), ("2025-05-01", people[:2])):
        came = tuple(Present(each, Attributes(CHILD)) for each in some)
        sessions.save(store, SessionEntry(Session(date.fromisoformat(day)), came))
    doubles.answer(store, people[0], people[2], same=True)
    exported = export(store, tmp_path / "export")
    with closing(new_store(seed=5)) as elsewhere:
        taking(elsewhere, tmp_path)(*exported)
        for dimension in Dimension:
            cut = [dimension]
            assert counted(elsewhere, YEAR, cut) == counted(store, YEAR, cut)
        held = [session for _, session in facts.sessions(store)]
        assert [session for _, session in facts.sessions(elsewhere)] == held


# What is refused, with nothing imported


@pytest.mark.parametrize(
    ("tables", "row", "column", "words"),
    [
        (["tillfälle;deltagare\nt9;kod-A"], 2, "tillfälle", ["t9", "finns varken"]),
        (["tillfälle;aktivitet\nt9;Yoga"], 2, "datum", ["saknas"]),
        (
            ["tillfälle;datum;vuxna nya\nt9;2025-04-01;3"],
            2,
            "vuxna nya",
            ["3 nya är fler än de 0"],
        ),
        (["tillfälle;vuxna nya\nt1;6"], 2, "vuxna nya", ["6 nya är fler än de 5"]),
        (["tillfälle;vuxna\nt1;1"], 2, "vuxna nya", ["2 nya är fler än de 1"]),
    ],
    ids=["nobody describes it", "no date", "new over no heads", "new over stored", "under stored"],
)
def test_what_only_the_database_can_tell_is_refused(
    store: Store, take: Take, tables: list[str], row: int, column: str, words: list[str]
) -> None:
    take(HELD)
    before = everything(store)
    result = take("tillfälle;datum\nt3;2025-05-05", *tables)
    assert len(sentences(result)) == 1
    (fault,) = result.faults
    assert (fault.origin.row, fault.column) == (row, column)
    assert fault.origin.file == "2.csv"
    for word in words:
        assert word in fault.fault
    assert fault.fault.endswith(".")
    assert everything(store) == before


def test_all_that_is_wrong_is_told_at_once(store: Store, take: Take) -> None:
    result = take(
        "tillfälle;datum;vuxna;vuxna nya\nt1;2025-03-31;1;0\nt2;2025-04-01;0;0",
        "tillfälle;aktivitet\nt7;Yoga\nt8;Dans",
        "tillfälle;deltagare\nt9;kod-A\nt7;kod-A",
    )
    assert [fault.origin.row for fault in result.faults] == [2, 3, 2]
    assert {fault.origin.file for fault in result.faults} == {"1.csv", "2.csv"}


def test_a_session_nobody_describes_is_told_once(store: Store, take: Take) -> None:
    result = take("tillfälle;deltagare\nt9;kod-A\nt9;kod-B\nt8;kod-A")
    assert [fault.value for fault in result.faults] == ["t8", "t9"]


def test_a_session_described_by_an_earlier_import_is_known(store: Store, take: Take) -> None:
    take(HELD)
    assert counts(take(CAME)) == (2, 0, 0)


def test_a_deleted_session_needs_its_date_to_come_back(store: Store, take: Take) -> None:
    take(HELD)
    sessions.delete(store, id_of(store))
    assert "borttaget" in sentences(take("tillfälle;aktivitet\nt1;Dans"))[0]


def test_faults_of_the_files_stop_everything(store: Store, take: Take) -> None:
    before = everything(store)
    result = take(HELD, "tillfälle;datum\nt2;2025-02-30")
    assert "2025-02-30" in sentences(result)[0]
    assert everything(store) == before


# Trying, and one transaction


def test_trying_changes_nothing_and_foretells_all(store: Store, take: Take) -> None:
    take(HELD, CAME)
    tables = (
        HELD.replace("Yoga", "Dans"),
        CAME.replace("kod-B;barn och unga", "kod-B;vuxna"),
        "tillfälle;datum;deltagare\nt2;2025-04-01;kod-C",
    )
    before = everything(store)
    tried = take(*tables, dry_run=True)
    assert counts(tried) == (2, 2, 1)
    assert everything(store) == before
    assert take(*tables) == tried


def test_it_is_one_transaction(store: Store, take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever statement fails, nothing of the import is left."""
    before = everything(store)
    run_many = type(store.connection).run_many
    for number in count(1):
        left = count(number, -1)

        def failing(connection, sql: str, rows: object, left=left) -> None:
            if next(left) == 1:
                raise DatabaseFault("Disken är full.")
            run_many(connection, sql, rows)

        with monkeypatch.context() as patch:
            patch.setattr(type(store.connection), "run_many", failing)
            try:
                take(HELD, CAME)
            except DatabaseFault:
                assert everything(store) == before
            else:
                break
    assert number > 5
    assert set(noted(store)) == {"kod-A", "kod-B"}


def test_an_import_is_nothing_that_undo_takes_back(store: Store, take: Take, logged: bytes) -> None:
    take(HELD, CAME)
    history.undo(store)
    assert [row.session for row in sessions.page(store, LogFilter(), 0, 9)] == [id_of(store)]


def test_the_real_year_twice(store: Store) -> None:
    intake = intake_2024(store.programme)
    assert counts(take_in(store, intake)) == (17_043, 0, 0)
    before = everything(store)
    assert counts(take_in(store, intake)) == (0, 0, 17_043)
    assert everything(store) == before
