"""`kontrollera`: can the figures be trusted, and what in the data is worth a look?"""

from collections.abc import Iterator

from halsoverkstad.domain.period import Period
from storage import derived, journal
from storage.finding import Finding
from storage.quality import quality
from storage.store import Store

__all__ = ["Finding", "findings", "integrity", "quality"]


def findings(store: Store, period: Period | None = None) -> list[Finding]:
    """Everything that `kontrollera` finds, errors first.

    The integrity of the whole database is always looked at; the quality of the data within the
    period, or in all of it.
    """
    damaged = list(_pages(store))
    if damaged:  # nothing more can be read for certain
        return damaged
    found = [*integrity(store), *quality(store, period)]
    return sorted(found, key=lambda each: ("fel", "varning", "fraga").index(each.severity))


def integrity(store: Store) -> Iterator[Finding]:
    """Versions that are not what was written, derived tables that differ from them."""
    damaged = list(_versions(store))
    yield from damaged
    if not damaged:  # else the tables would only be made wrong too
        yield from _derived(store)


def _pages(store: Store) -> Iterator[Finding]:
    """Damage to the file."""
    connection = store.connection
    if connection.rows("PRAGMA integrity_check(1)") != [("ok",)] or not connection.is_whole():
        yield Finding(
            "fel",
            "Databasfilen är skadad",
            connection.path,
            "Ta undan filen och återställ en säkerhetskopia med aterstall",
        )


def _versions(store: Store) -> Iterator[Finding]:
    with store.snapshot():
        names: set[tuple[bytes, bytes]] = set()
        wanted: list[tuple[bytes, bytes]] = []
        for version in journal.every_version(store.connection):
            names.add((version.entity, version.id))
            wanted += ((version.entity, parent) for parent in version.parents)
            if not version.redacted and version.content_id() != version.id:
                yield Finding(
                    "fel",
                    "En uppgift i journalen är inte den som skrevs",
                    f"version {version.id.hex()}",
                    "Återställ en säkerhetskopia med aterstall",
                )
    for entity, parent in wanted:
        if (entity, parent) not in names:
            yield Finding(
                "fel",
                "En uppgift i journalen saknar den som den ersatte",
                f"version {parent.hex()}",
                "Återställ en säkerhetskopia med aterstall",
            )


def _derived(store: Store) -> Iterator[Finding]:
    connection = store.connection
    differing: list[str] = []
    with connection.transaction():
        before = {table: _content(store, table) for table in derived.TABLES}
        derived.rebuild(store)
        differing = [each for each in derived.TABLES if _content(store, each) != before[each]]
    if differing:
        yield Finding(
            "fel",
            "Räknetabellerna stämde inte med journalen",
            ", ".join(differing),
            "De har nu räknats om; ta ut siffror som redan lämnats på nytt",
        )


def _content(store: Store, table: str) -> int:
    return hash(tuple(store.connection.rows(f"SELECT * FROM {table}")))
