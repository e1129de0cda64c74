"""A database whose journal lay by entity, and whose facts said more, goes on as it was."""

from contextlib import closing
from datetime import date

import pytest
from sqlite_utils import Database, Migrations

from halsoverkstad.domain.words import Dimension
from storage import counting, derived, journal, merging, migrations, participants
from storage.connection import Connection
from storage.store import Store
from tests.storage.test_merging import ADULT, MARIA, YEAR, export, laptop, log

pytestmark = pytest.mark.usefixtures("quick_tokens")

EARLIER = (
    ("0001_journal_local_derived", migrations._journal_local_derived),
    ("0002_report", migrations._report),
    ("0003_privacy", migrations._privacy),
    ("0004_joining", migrations._joining),
    ("0005_counting_by_person", migrations._counting_by_person),
    ("0006_kept_names", migrations._kept_names),
    ("0007_erasures_found", migrations._erasures_found),
)
OF_THEIR_OWN = {
    "version": f"INSERT INTO main.version SELECT {journal.COLUMNS} FROM now.version",
    "fact": """
        INSERT INTO main.fact SELECT day, session, f.person, p.low, month, week, workshop, kind,
            f.grp, f.area, f.sex
        FROM now.fact AS f JOIN now.participant AS p ON p.id = f.person
    """,
}


@pytest.fixture
def merged() -> Store:
    """Two laptops that share a person, merged by a third computer."""
    coordinator = laptop("S")
    laptops = [laptop(name) for name in "AB"]
    for number, store in enumerate(laptops):
        people = [participants.register(store, MARIA, ADULT)]
        log(store, date(2025, 2, 3 + number), people)
        log(store, date(2025, 3, 3), people)
    merging.merge(coordinator, [export(each) for each in laptops])
    return coordinator


def as_it_was(now: Store) -> Connection:
    """The same content in the schema of before."""
    earlier = Connection(":memory:", None)
    before = Migrations("halsoverkstad")
    for name, migration in EARLIER:
        before(name=name)(migration)
    before.apply(Database(earlier.raw))
    earlier.run("ATTACH ':memory:' AS now")
    for (table,) in now.connection.rows(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'"
    ):
        rows = now.connection.rows(f"SELECT * FROM {table}")
        names = [row[1] for row in now.connection.rows(f"PRAGMA table_info({table})")]
        earlier.run(f"CREATE TABLE now.{table} ({', '.join(names)})")
        marks = ", ".join("?" * len(names))
        earlier.run_many(f"INSERT INTO now.{table} VALUES ({marks})", rows)
        same = f"INSERT INTO main.{table} SELECT * FROM now.{table}"
        earlier.run(OF_THEIR_OWN.get(table, same))
    earlier.run("DETACH now")
    return earlier


def figures(store: Store) -> list[object]:
    return [
        counting.statistics(store, YEAR, cut).rows
        for cut in ((), (Dimension.MONTH,), (Dimension.GROUP,))
    ]


def test_all_that_was_there_is_there_and_counts_the_same(merged: Store) -> None:
    expected, versions = figures(merged), [*journal.every_version(merged.connection)]
    with closing(as_it_was(merged)) as connection:
        assert connection.value("SELECT count(*) FROM pragma_table_info('fact')") == 11
        migrations.migrate(connection.raw)
        assert connection.value("SELECT count(*) FROM pragma_table_info('fact')") == 10
        assert [*journal.every_version(connection)] == versions
        assert journal.latest_arrival(connection) == len(versions)
        store = Store(connection, clock=merged.now)
        assert figures(store) == expected
        with connection.transaction():
            derived.rebuild(store)
        assert figures(store) == expected


def test_it_goes_on_from_there(merged: Store) -> None:
    other = laptop("C")
    log(other, date(2025, 5, 5), [participants.register(other, MARIA, ADULT)])
    with closing(as_it_was(merged)) as connection:
        migrations.migrate(connection.raw)
        store = Store(connection, clock=merged.now)
        for each in (store, merged):
            told = merging.merge(each, [export(other)])
            assert (told.new, told.changed) == (4, 0)
        assert figures(store) == figures(merged)


def test_an_index_passes_attendances_over(merged: Store) -> None:
    """It is taken only by a query in its own words."""
    plan = merged.connection.rows(
        f"EXPLAIN QUERY PLAN SELECT * FROM version WHERE {journal.BUT_ATTENDANCES} "
        "ORDER BY entity, id"
    )
    assert ["version_few" in step for *_, step in plan] == [True]
