"""Derived tables filled from the whole journal at once: in SQL, in order, indexes last.

What the journal holds most of, by far, are attendances that were written once and never changed.
"""

from collections.abc import Iterable
from itertools import islice

from storage import derived_rows, journal, schema
from storage.connection import Connection
from storage.derived_facts import FACTS
from storage.encoding import attributes_from, load
from storage.journal import ID_BYTES, Entity
from storage.store import Store

_PART = 10_000
"""How many changed attendances are held at a time."""
_CHANGED = -1
"""In place of the group of an attendance of several versions, until its own is worked out."""


def write_attendances(store: Store, texts: Iterable[str]) -> None:
    """Fill the empty table of attendances; `texts` are what the fields of any of them say."""
    connection = store.connection
    _meanings(store, texts)
    connection.run(
        f"""
        INSERT INTO attendance
        SELECT substr(v.entity, 1, {ID_BYTES}), substr(v.entity, {ID_BYTES + 1}),
            CASE v.versions WHEN 1 THEN m.grp ELSE {_CHANGED} END,
            coalesce(m.area, 0), coalesce(m.sex, 0)
        FROM (
            SELECT entity, fields, deleted, count(*) AS versions FROM version
            WHERE kind = {Entity.ATTENDANCE:d} GROUP BY entity
        ) AS v LEFT JOIN meaning AS m ON m.fields = v.fields
        WHERE v.versions > 1 OR NOT v.deleted
        """
    )
    changed = journal.states_among(
        connection,
        Entity.ATTENDANCE,
        f"SELECT CAST(session || participant AS BLOB) FROM attendance WHERE grp = {_CHANGED}",
    )
    while part := list(islice(changed, _PART)):
        derived_rows.write_attendances(store, part)
        derived_rows.write_conflicts(store, part)
    connection.run("DROP TABLE meaning")


def write_facts(connection: Connection) -> None:
    """Fill the empty table of facts, a day at a time: in its own order, with little to sort."""
    # A row of the register is long; looking up a million persons in it takes five times as long.
    connection.run("CREATE TEMP TABLE who (id BLOB PRIMARY KEY, person BLOB) WITHOUT ROWID")
    connection.run("INSERT INTO who SELECT id, person FROM participant")
    of_a_day = FACTS.format(
        source="(SELECT * FROM session WHERE day = ? ORDER BY id)", people="who"
    )
    # An index made at the end is sorted, in a tenth of the time.
    connection.run("DROP INDEX fact_person")
    for (day,) in connection.rows("SELECT DISTINCT day FROM session ORDER BY day"):
        connection.run(of_a_day, (day,))
    connection.run(schema.FACT_PERSON)
    connection.run("DROP TABLE who")


def _meanings(store: Store, texts: Iterable[str]) -> None:
    """What each of the few texts that attendances have says, as numbers."""
    connection, choices = store.connection, store.choices
    connection.run(
        "CREATE TEMP TABLE meaning (fields TEXT PRIMARY KEY, grp, area, sex) WITHOUT ROWID"
    )
    connection.run_many(
        "INSERT INTO meaning VALUES (?, ?, ?, ?)",
        ((text, *choices.ranks(attributes_from(load(text)))) for text in texts),
    )
