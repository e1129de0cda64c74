"""A database from before there were reports gets their tables, and keeps what it had."""

from contextlib import closing

from sqlite_utils import Database, Migrations

from storage import migrations
from storage.connection import Connection

TABLES = {"report_text", "report_list", "frozen", "frozen_session"}


def tables(connection: Connection) -> set[str]:
    rows = connection.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")
    return {name for (name,) in rows}


def test_the_first_schema_gets_the_tables_of_reports() -> None:
    with closing(Connection(":memory:", None)) as connection:
        first = Migrations("halsoverkstad")
        first(name="0001_journal_local_derived")(migrations._journal_local_derived)
        first.apply(Database(connection.raw))
        assert not TABLES & tables(connection)
        connection.run("INSERT INTO local VALUES ('laptop', 'aa')")

        migrations.migrate(connection.raw)

        assert tables(connection) >= TABLES
        assert connection.rows("SELECT * FROM local WHERE key = 'laptop'") == [("laptop", "aa")]
        assert connection.value("PRAGMA user_version") == migrations.LATEST
        migrations.migrate(connection.raw)
