"""What tests of imports share."""

from datetime import date
from pathlib import Path

import pytest

from halsoverkstad.domain.facts import Attributes, Heads, Session
from storage import sessions
from storage.sessions import Present, SessionEntry
from storage.store import Store
from tests.stores import ADULT, CHILD, register
from tests.tables import Take, taking


@pytest.fixture
def take(store: Store, tmp_path: Path) -> Take:
    """Import tables into the database, each a file of its own, in one command."""
    return taking(store, tmp_path)


@pytest.fixture
def logged(store: Store) -> bytes:
    """A session logged in the program, with a person who has no code."""
    came = (Present(register(store, "Amina"), Attributes(ADULT, "Lindängen")),)
    entry = SessionEntry(Session(date(2025, 3, 31), heads={CHILD: Heads(4, 1)}), came, "Regn")
    return sessions.save(store, entry)
