"""A database from before laptops took new ids, and phrases had epochs, goes on as it was."""

from contextlib import closing

from sqlite_utils import Database, Migrations

from storage import migrations
from storage.connection import Connection

EARLIER = (
    ("0001_journal_local_derived", migrations._journal_local_derived),
    ("0002_report", migrations._report),
    ("0003_privacy", migrations._privacy),
)


def test_every_earlier_schema_gets_the_columns() -> None:
    for number in range(1, len(EARLIER) + 1):
        with closing(Connection(":memory:", None)) as connection:
            before = Migrations("halsoverkstad")
            for name, migration in EARLIER[:number]:
                before(name=name)(migration)
            before.apply(Database(connection.raw))
            connection.run("INSERT INTO laptop VALUES (x'aa', 'Dator 1')")
            connection.run("INSERT INTO peer VALUES (x'bb', x'cc', 'age1', 'dd', 3, 4)")
            connection.run(
                "INSERT INTO participant VALUES (x'01', x'aa', 1, 0, 0, 0, 't', '[]', 0, x'01', x'01')"
            )

            migrations.migrate(connection.raw)

            assert connection.rows("SELECT name, knows FROM laptop") == [("Dator 1", "{}")]
            assert connection.rows("SELECT number, time, epoch FROM peer") == [(3, 4, 0)]
            assert connection.rows("SELECT linkage, codes, earlier FROM participant") == [
                ("t", "[]", "[]")
            ]
            assert connection.value("PRAGMA user_version") == migrations.LATEST
