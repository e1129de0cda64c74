"""What all tests share: the same made-up examples at every run, and no waiting for slow tokens."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from halsoverkstad.access import STATE_VARIABLE
from halsoverkstad.domain.identity import token
from storage.store import Store
from tests.stores import new_store

settings.register_profile(
    "derandomized",
    derandomize=True,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("derandomized")


@pytest.fixture(scope="session", autouse=True)
def own_state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The marks of databases go into a folder of the tests, never into the user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(STATE_VARIABLE, str(tmp_path_factory.mktemp("tillstand")))
        yield


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty database in memory, on a clock that ticks by the second."""
    opened = new_store()
    yield opened
    opened.close()


@pytest.fixture
def quick_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tokens made at once: what they say of equality holds at any cost of scrypt."""
    monkeypatch.setattr(token, "_SCRYPT_COST", 2)
