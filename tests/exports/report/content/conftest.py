"""Two small made-up years."""

import pytest

from storage.store import Store
from tests.exports.report.content.making_up import held
from tests.stores import register


@pytest.fixture
def people(store: Store) -> list[bytes]:
    return [register(store, f"Person {number}") for number in range(12)]


@pytest.fixture
def two_years(store: Store, people: list[bytes]) -> Store:
    """Eight adults in 2024, twelve in 2025."""
    held(store, "2024-01-15", *people[:8])
    held(store, "2025-01-14", *people, heads=3)
    return store
