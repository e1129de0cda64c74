"""What tests of imports share, and those of erasures over laptops."""

from datetime import date
from pathlib import Path

import pytest

from halsoverkstad.domain.facts import Attributes, Heads, Session
from storage import sessions
from storage.sessions import Present, SessionEntry
from storage.store import Store
from tests.handing_in import handed_in, laptop, merge
from tests.storage.test_erasure import KNOWN, MARIA, come
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


@pytest.fixture
def three() -> tuple[Store, Store, Store]:
    """Two laptops and the coordinator's computer."""
    return laptop("A", 1), laptop("B", 2), laptop("S", 3)


@pytest.fixture
def xenia(three: tuple[Store, Store, Store]) -> bytes:
    """Somebody of the first laptop, who has come twice; everybody has handed in."""
    one, other, coordinator = three
    xenia = register(one, "Xenia", KNOWN, **MARIA)
    come(one, xenia)
    come(one, xenia, day=date(2025, 4, 2))
    merge(coordinator, handed_in(one), handed_in(other))
    return xenia
