"""`exportera --sqlite`: a file whose views count as `statistik` does, and that says nothing of who."""

import sqlite3
from contextlib import closing
from datetime import date, time
from pathlib import Path

import pytest
import sqlite_utils
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.analysis.guide import WARNING
from exports.analysis.tables import FACTS
from exports.analysis.views import MEASURES, views
from exports.analysis.writer import analysis_file, write_analysis
from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.facts import Attributes, Heads, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import Dimension, Kind
from storage import double_sessions, erasure, participants, sessions
from storage.importing import take_in
from storage.pseudonym import participant_code
from storage.sessions import Present, SessionEntry
from storage.store import Store
from tests.histories import PERSONS, histories
from tests.reference import History
from tests.stores import ADULT, CHILD, answer, counted, fill, intake_2024, new_store, register

ALWAYS = Period(date.min, date.max, "alltid")


def opened(content: bytes) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.deserialize(content)
    database.row_factory = sqlite3.Row
    return database


def from_views(store: Store, *, dated: bool):
    """By view: the rows by their keys."""
    with closing(opened(analysis_file(store, dated=dated))) as database:
        for view in views(dated=dated):
            rows = database.execute(f"SELECT * FROM {view.name}").fetchall()
            found = {
                tuple(row[each] for each in view.keys): {each: row[each] for each in MEASURES}
                for row in rows
            }
            assert len(found) == len(rows), view.name
            yield view, found


def all_values(content: bytes) -> set[str]:
    with closing(opened(content)) as database:
        return {
            str(value)
            for table in FACTS
            for row in database.execute(f"SELECT * FROM {table.name}")
            for value in row
        }


# The figures


@settings(max_examples=60, deadline=None)
@given(
    histories(),
    st.dictionaries(st.tuples(*[st.sampled_from(PERSONS)] * 2), st.booleans(), max_size=3),
    st.sets(st.sampled_from(PERSONS), max_size=2),
    st.booleans(),
)
def test_every_view_counts_as_statistik_does(
    history: History, said: dict[tuple[str, str], bool], erased: set[str], dated: bool
) -> None:
    store = new_store()
    filled = fill(store, history)
    answer(store, filled.persons, {pair: same for pair, same in said.items() if len({*pair}) == 2})
    gone = [filled.persons[each] for each in sorted(erased & filled.persons.keys())]
    if gone:
        erasure.erase(store, *gone)

    for view, found in from_views(store, dated=dated):
        expected = counted(store, ALWAYS, [Dimension(each) for each in view.keys])
        assert found == expected, view.name
    store.close()


def test_a_year_of_real_size_counts_alike() -> None:
    store = new_store()
    take_in(store, intake_2024(store.programme))

    for view, found in from_views(store, dated=False):
        assert found == counted(store, ALWAYS, [Dimension(each) for each in view.keys]), view.name
    store.close()


def test_a_session_logged_twice_is_one(store: Store) -> None:
    people = [register(store, name) for name in ("Ada", "Bo", "Cia")]
    logged = [
        sessions.save(
            store,
            SessionEntry(
                Session(date(2025, 3, 3), heads={ADULT: Heads(count, 1)}, turned_away=away),
                tuple(Present(each, Attributes(ADULT)) for each in present),
            ),
        )
        for count, away, present in ((4, 1, people[:2]), (3, 2, people[1:]))
    ]
    double_sessions.answer(store, *logged, same=True)

    with closing(opened(analysis_file(store))) as database:
        (row,) = database.execute("SELECT fick_inte_plats FROM tillfallen").fetchall()
        assert row[0] == 2
        assert len(database.execute("SELECT * FROM narvaro").fetchall()) == 3
    for view, found in from_views(store, dated=True):
        assert found == counted(store, ALWAYS, [Dimension(each) for each in view.keys])


# Who is in it


@pytest.fixture
def several(store: Store) -> dict[str, bytes]:
    """Ada and her double, Bo who is erased, Cia; all at two sessions."""
    people = {
        name: register(store, name, given=name, surname_letters="Qv", birth_year=1980 + number,
                       birth_month=4)
        for number, name in enumerate(("Zulaikha", "Adalheidur", "Bosse", "Ciassa"))
    }  # fmt: skip
    answer(store, people, {("Zulaikha", "Adalheidur"): True})
    for day in (date(2025, 3, 31), date(2025, 4, 1)):
        session = Session(
            day,
            "Kvinnors hälsa",
            activity="Yoga",
            start=time(17, 30),
            partners=("Folktandvården",),
            heads={CHILD: Heads(3)},
        )
        present = tuple(Present(each, Attributes(ADULT, "Lindängen")) for each in people.values())
        sessions.save(store, SessionEntry(session, present, "kamomillte"))
    erasure.erase(store, people["Bosse"])
    return people


def test_linked_people_are_one_and_the_erased_only_counts(
    store: Store, several: dict[str, bytes]
) -> None:
    with closing(opened(analysis_file(store))) as database:
        assert len(database.execute("SELECT * FROM deltagare").fetchall()) == 2
        visits = database.execute("SELECT deltagare, besoksdag FROM narvaro").fetchall()
        assert sorted(row["besoksdag"] for row in visits) == [1, 1, 2, 2]
        gone = database.execute("SELECT * FROM raderade_narvaro").fetchall()
        assert [(row["grupp"], row["omrade"], row["antal"]) for row in gone] == [
            (ADULT, "uppgift saknas", 1)
        ] * 2
        row = database.execute("SELECT * FROM statistik_ar").fetchone()
        assert (row["unika_registrerade"], row["deltagartillfallen_registrerade"]) == (3, 6)


def test_who_is_erased_on_one_computer_only_is_a_count_too(store: Store) -> None:
    one, other, third = (register(store, name) for name in ("Ada", "Ada två", "Bo"))
    answer(store, {"a": one, "b": other}, {("a", "b"): True})
    for day, who in ((date(2025, 3, 3), one), (date(2025, 3, 4), other), (date(2025, 3, 5), third)):
        sessions.save(store, SessionEntry(Session(day), (Present(who, Attributes(ADULT)),)))
    erasure.erase(store, one)

    with closing(opened(analysis_file(store))) as database:
        assert len(database.execute("SELECT * FROM narvaro").fetchall()) == 1
    for view, found in from_views(store, dated=False):
        assert found == counted(store, ALWAYS, [Dimension(each) for each in view.keys])


def test_nothing_in_the_file_says_who(store: Store, several: dict[str, bytes]) -> None:
    for dated in (False, True):
        content = analysis_file(store, dated=dated)
        hidden = [name.encode() for name in several] + [b"kamomillte"]
        hidden += [participant_code(each).encode() for each in several.values()]
        for table, column in (("version", "entity"), ("version", "id"), ("version", "laptop")):
            for (value,) in store.connection.rows(f"SELECT {column} FROM {table}"):
                hidden += [value[:16], value[:16].hex().encode(), value[-8:].hex().encode()]
        for linkage, questions in store.connection.rows(
            "SELECT linkage, questions FROM participant WHERE linkage IS NOT NULL"
        ):
            hidden += [linkage.encode(), linkage[-32:].encode()]
            hidden += [each.encode() for each in questions.strip('[]"').split('","')]
        assert len(hidden) > 30
        found = content.lower()
        assert b"yoga" in found
        assert [each for each in hidden if each.lower() in found] == []


def test_two_exports_of_the_same_facts_share_no_code(
    store: Store, several: dict[str, bytes]
) -> None:
    def codes(content: bytes) -> set[str]:
        with closing(opened(content)) as database:
            return {
                row[0]
                for table in ("tillfallen", "deltagare", "datorer")
                for row in database.execute(f"SELECT * FROM {table}")
            }

    one, other = codes(analysis_file(store)), codes(analysis_file(store))
    assert len(one) == len(other) == 2 + 2 + 1
    assert not one & other


def test_the_week_stands_for_the_day_unless_asked(store: Store, several: dict[str, bytes]) -> None:
    usual, dated = all_values(analysis_file(store)), all_values(analysis_file(store, dated=True))

    assert "2025-W14" in usual
    assert {"2025K1", "2025K2"} <= usual, "quarters can be counted though the week lies in both"
    for days in ("2025-03-31", "2025-04-01", "2025-03", "2025-04"):
        assert days not in usual
        assert days in dated
    assert {"17:30", "Yoga", "Folktandvården"} <= usual


def test_the_order_of_rows_is_that_of_the_codes(store: Store) -> None:
    """Whatever order people were registered in, or sessions held: it is that of random codes."""
    for number in range(30):
        person = register(store, f"Person {number}")
        session = Session(date(2025, 1, 1 + number))
        sessions.save(store, SessionEntry(session, (Present(person, Attributes(ADULT)),)))

    with closing(opened(analysis_file(store))) as database:
        for table in ("tillfallen", "deltagare", "narvaro"):
            codes = [row[0] for row in database.execute(f"SELECT * FROM {table}")]
            assert len({*codes}) == 30
            with pytest.raises(sqlite3.OperationalError, match="rowid"):
                database.execute(f"SELECT rowid FROM {table}")
        held = [row[0] for row in database.execute("SELECT vecka FROM tillfallen")]
        assert held != sorted(held)
        stored = [row[0] for row in database.execute("SELECT tillfalle FROM tillfallen")]
        assert stored == sorted(stored)


# The file


def test_the_file_says_what_it_is(store: Store, several: dict[str, bytes]) -> None:
    with closing(opened(analysis_file(store))) as database:
        told = {row["om"]: row["text"] for row in database.execute("SELECT * FROM las_mig")}
        assert told["Varning"] == WARNING
        assert told["Kontrollsumma"].startswith("sha256:")
        assert told["Period"].startswith("2025-W14 – 2025-W14.")
        assert "minst 2 olika datum" in told["aterkommande"]
        names = [row[0] for row in database.execute("SELECT name FROM sqlite_schema")]
        shown = [name for name in names if not name.startswith("sqlite_") and name != "las_mig"]
        assert {*shown} <= told.keys(), "every table and view is explained"
        for table in FACTS:
            columns = {row[1] for row in database.execute(f"PRAGMA table_info({table.name})")}
            assert {f"{table.name}.{each}" for each in columns} <= told.keys()
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_made_up_facts_say_so() -> None:
    store = new_store(made_up=True)
    with closing(opened(analysis_file(store))) as database:
        assert database.execute("SELECT om FROM las_mig").fetchone()[0] == "Påhittade uppgifter"
    store.close()


def test_an_empty_log_gives_an_empty_file(store: Store) -> None:
    assert all(found == {} for _, found in from_views(store, dated=False))


def test_sqlite_utils_reads_it(store: Store, several: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "analys.sqlite"
    write_analysis(store, path)

    database = sqlite_utils.Database(path)
    assert {"tillfallen", "deltagare", "narvaro", "raknade_utan_namn"} <= {*database.table_names()}
    assert "statistik_kvartal_verkstad_grupp" in database.view_names()
    (row,) = database["statistik_ar_verkstad"].rows
    assert (row["verkstad"], row["tillfallen"], row["deltagartillfallen"]) == (
        "Kvinnors hälsa",
        2,
        12,
    )
    assert [each.other_table for each in database["narvaro"].foreign_keys] == [
        "deltagare",
        "tillfallen",
    ]
    database.close()
    assert [each.name for each in tmp_path.iterdir()] == ["analys.sqlite"]


def test_a_file_that_was_there_is_replaced_only_by_a_whole_one(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "analys.sqlite"
    path.write_bytes(b"det som fanns")
    sessions.save(store, SessionEntry(Session(date(2025, 3, 3), kind=Kind.EVENT)))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("exports.writing._flush", full)
    with pytest.raises(Fault, match="disken är full"):
        write_analysis(store, path)
    assert path.read_bytes() == b"det som fanns"
    assert [each.name for each in tmp_path.iterdir()] == ["analys.sqlite"]

    monkeypatch.undo()
    write_analysis(store, path)
    assert path.read_bytes().startswith(b"SQLite format 3")


def test_who_never_came_is_not_in_it(store: Store) -> None:
    participants.register_without_details(store, Attributes(ADULT))
    with closing(opened(analysis_file(store))) as database:
        assert database.execute("SELECT count(*) FROM deltagare").fetchone()[0] == 0
