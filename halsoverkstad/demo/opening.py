"""Opens the terminal program on the made-up year."""

from datetime import datetime, time

from halsoverkstad import access
from halsoverkstad.app import run
from halsoverkstad.demo.filling import fill
from halsoverkstad.demo.year import DEMO_TODAY, made_up_year
from halsoverkstad.domain.errors import Fault
from screens.opening import Created, Protection
from storage import opening
from storage.store import Store

_NOT_HERE = "Det påhittade året har ingen databas att låsa. Starta halsoverkstad utan demo."
_NOW = datetime.combine(DEMO_TODAY, time(14, 0)).astimezone()


def made_up_store() -> Store:
    """The made-up year in a database of its own, on a day in December of it."""
    store = opening.create_in_memory(
        access.shipped_programme(), "Påhittad dator", clock=lambda: _NOW
    )
    fill(store, made_up_year())
    return store


def run_demo() -> int:
    """Open the terminal program on the made-up year; the exit status is that of the application."""
    return run(MadeUpOpening())


class MadeUpOpening:
    """The made-up database: nothing to unlock, nothing to keep."""

    def where(self) -> str:
        """Nowhere on disk."""
        return "påhittat år, bara i minnet"

    def exists(self) -> bool:
        """It is there as soon as it is asked for."""
        return True

    def keyring(self) -> bool:
        """No key, so nothing to keep."""
        return False

    def needs_password(self) -> bool:
        """Nothing in it needs protection."""
        return False

    def open(self, password: str | None) -> Store:
        """Make up the year."""
        del password
        return made_up_store()

    def open_with_code(self, code: str) -> Store:
        """No code is needed."""
        del code
        return made_up_store()

    def suggested_programme(self) -> str:
        """The programme that is shipped."""
        return access.shipped_programme()

    def create(self, programme: str, laptop: str, password: str | None) -> Created:
        """It is made already."""
        del programme, laptop, password
        raise Fault(_NOT_HERE)

    def protection(self, store: Store) -> Protection:
        """None."""
        del store
        return Protection.NONE

    def recovery_code(self, password: str | None) -> str:
        """There is none."""
        del password
        raise Fault(_NOT_HERE)

    def change_password(self, store: Store, password: str) -> str:
        """There is none."""
        del store, password
        raise Fault(_NOT_HERE)
