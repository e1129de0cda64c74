"""Puts the made-up year into a database."""

from halsoverkstad.demo.year import MadeUpYear
from storage import filling
from storage.store import Store


def fill(store: Store, year: MadeUpYear) -> None:
    """Put all of the year into a store, in one go."""
    filling.fill(
        store,
        ((each.key, each.naming, each.attributes) for each in year.participants),
        ((each.key, each.session, each.note, each.present) for each in year.sessions),
    )
