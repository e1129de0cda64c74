"""What an import refuses, all at once and with nothing changed; one transaction, foretold."""

from itertools import count

import pytest

from halsoverkstad.domain.errors import DatabaseFault
from storage import history, sessions
from storage.importing import take_in
from storage.sessions import LogFilter
from storage.store import Store
from tests.stores import everything, intake_2024
from tests.tables import CAME, HELD, Take, counts, id_of, noted, sentences

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


def test_faults_of_the_files_and_of_the_database_are_told_at_once(store: Store, take: Take) -> None:
    take(HELD)
    before = everything(store)
    result = take(
        "tillfälle;datum;vuxna\nt2;2025-02-30;-4",
        "tillfälle;vuxna nya\nt1;6",
        "tillfälle;deltagare;grupp\nt2;kod-A;vuxna\nt9;kod-A;vuxna\nt1;kod-A;sjörövare",
    )
    assert sorted(fault.value for fault in result.faults) == sorted(
        ["2025-02-30", "-4", "6", "t9", "sjörövare"]
    )
    assert everything(store) == before


@pytest.mark.parametrize(
    "unread", ["", "datum;plats\n2025-03-03;X", "tillfälle;datum\n;2025-03-03"]
)
def test_a_session_is_not_called_missing_where_its_row_may_not_have_been_read(
    store: Store, take: Take, unread: str
) -> None:
    result = take(unread, "tillfälle;deltagare\nt9;kod-A")
    assert len(result.faults) == 1
    assert result.faults[0].origin.file == "0.csv"


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
