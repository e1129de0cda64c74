"""The schema, as migrations: each earlier database is brought to today's in one transaction each.

Three kinds of tables. The journal (`version`) holds all that may travel and is the truth. Local
tables hold what never leaves this computer: names, codes, notes, secrets. Derived tables can be
dropped and rebuilt from the first two at any time.
"""

import json
from typing import Any

from sqlite_utils import Database, Migrations

from storage import schema
from storage.connection import APPLICATION_ID
from storage.encoding import digest, dump
from storage.journal import COLUMNS

migrations = Migrations("halsoverkstad")

LATEST = 10
"""`user_version` of a database that needs no migration: the number of migrations below."""


def migrate(raw_connection: Any) -> None:
    """Bring a database to the latest schema."""
    migrations.apply(Database(raw_connection))
    raw_connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    raw_connection.execute(f"PRAGMA user_version = {LATEST}")


@migrations(name="0001_journal_local_derived")
def _journal_local_derived(database: Database) -> None:
    for statement in (*schema.JOURNAL, *schema.LOCAL, *schema.DERIVED):
        database.conn.execute(statement)


@migrations(name="0002_report")
def _report(database: Database) -> None:
    for statement in schema.REPORT:
        database.conn.execute(statement)


@migrations(name="0003_privacy")
def _privacy(database: Database) -> None:
    """Steps of undo get a time, so that they can go; of an imported note only a digest stays."""
    connection = database.conn
    connection.execute("ALTER TABLE action ADD COLUMN time INTEGER NOT NULL DEFAULT 0")
    # When they were done nobody knows: they go as if they were done today.
    connection.execute("UPDATE action SET time = 1000 * unixepoch()")
    found = connection.execute("SELECT value FROM local WHERE key = 'erasure_key'").fetchone()
    if found is None:  # a new database
        return
    rows = connection.execute("SELECT key, fields FROM imported WHERE code = ''").fetchall()
    for key, text in rows:
        fields = json.loads(text)
        if fields.get("note"):
            fields["note"] = digest(bytes.fromhex(found[0]), f"note|{fields['note']}").hex()
            connection.execute(
                "UPDATE imported SET fields = ? WHERE key = ? AND code = ''", (dump(fields), key)
            )


@migrations(name="0004_joining")
def _joining(database: Database) -> None:
    """What new ids of laptops, new phrases and codes beside names need."""
    for statement in schema.JOINING:
        database.conn.execute(statement)


@migrations(name="0005_counting_by_person")
def _counting_by_person(database: Database) -> None:
    """What is counted of a person stands in the index by person: nothing is sorted to count it."""
    database.conn.execute("DROP INDEX fact_person")
    database.conn.execute(schema.FACT_PERSON)


@migrations(name="0006_kept_names")
def _kept_names(database: Database) -> None:
    """Somebody may say no to an erasure that came with a file."""
    for statement in schema.KEPT_NAMES:
        database.conn.execute(statement)


@migrations(name="0007_erasures_found")
def _erasures_found(database: Database) -> None:
    """Who is erased is asked at every merge: without an index the whole journal is read for it."""
    database.conn.execute(schema.VERSION_ERASED)


@migrations(name="0008_journal_in_order_of_arrival")
def _journal_in_order_of_arrival(database: Database) -> None:
    """Versions lie as they came: new ones go to the end, whatever they are about.

    In a journal ordered by entity every file's versions are scattered over all of it, and each page
    is decrypted and encrypted again for them.
    """
    connection = database.conn
    connection.execute("ALTER TABLE version RENAME TO version_by_entity")
    connection.execute(schema.VERSION)
    connection.execute(
        f"INSERT INTO version ({COLUMNS}) SELECT {COLUMNS} FROM version_by_entity "
        "ORDER BY kind, entity, id"
    )
    connection.execute("DROP TABLE version_by_entity")
    connection.execute(schema.VERSION_ERASED)
    # Attendances are nine of ten versions; what is told of all else passes them over.
    connection.execute("CREATE INDEX version_few ON version (entity, id) WHERE kind <> 4")


@migrations(name="0009_facts_without_low")
def _facts_without_low(database: Database) -> None:
    """Who a person would be at the lowest follows from the person: the register says it."""
    connection = database.conn
    connection.execute("DROP INDEX fact_person")
    connection.execute("ALTER TABLE fact DROP COLUMN low")
    connection.execute(schema.FACT_PERSON)


@migrations(name="0010_attendances_in_one_order")
def _attendances_in_one_order(database: Database) -> None:
    """Where somebody was is asked of the facts, which lie in the order of persons already."""
    database.conn.execute("DROP INDEX attendance_participant")
