"""First start in three steps, and unlocking."""

from pathlib import Path

import keyring
import pytest
from driving import CODE, PASSWORD, MemoryOpening, Start, paste, press, text_of, write
from small_history import ask, said

from halsoverkstad.access import shipped_programme
from halsoverkstad.app import DatabaseOpening
from halsoverkstad.domain.errors import DatabaseBusy, KeyFault
from screens.first_start import FirstStart
from screens.overview import OverviewRoom
from screens.unlock import Unlock
from storage import local, settings


@pytest.fixture
def blank() -> MemoryOpening:
    opening = MemoryOpening(exists=False)
    opening.has_keyring = True
    return opening


async def test_enter_three_times_is_enough(start: Start, blank: MemoryOpening):
    async with start(opening=blank) as pilot:
        assert "Steg 1 av 3" in text_of(pilot)
        assert "Jämlik hälsa Lindängen" in text_of(pilot)
        await press(pilot, "enter")
        assert "Steg 2 av 3" in text_of(pilot)
        await press(pilot, "f9")
        assert "Steg 3 av 3" in text_of(pilot)
        assert CODE in text_of(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, OverviewRoom)
        assert "Dator 1" in text_of(pilot).splitlines()[0]
        assert await ask(pilot, settings.get_local, local.RECOVERY_SHOWN) == "2024-12-19"
    assert blank.created == (shipped_programme(), "Dator 1", None)


async def test_without_a_keyring_a_password_is_written_twice(start: Start, blank: MemoryOpening):
    blank.has_keyring = False
    async with start(opening=blank) as pilot:
        await press(pilot, "home", "shift+end")
        await write(pilot, "Dator Syd")
        await press(pilot, "enter")
        assert "nyckelring" not in text_of(pilot)
        await press(pilot, "f9")
        assert "Lösenordet är tomt" in said(pilot)
        await write(pilot, PASSWORD)
        await press(pilot, "enter")
        await write(pilot, "något annat")
        await press(pilot, "enter")
        assert "inte lika" in said(pilot)
        assert blank.created is None
        await write(pilot, PASSWORD)
        await press(pilot, "enter")
        assert CODE in text_of(pilot)
        await press(pilot, "enter")
        assert "Dator Syd" in text_of(pilot).splitlines()[0]
    assert blank.created is not None
    assert blank.created[2] == PASSWORD


async def test_a_password_can_be_chosen_instead_of_the_keyring(start: Start, blank: MemoryOpening):
    async with start(opening=blank) as pilot:
        await press(pilot, "enter", "down", "space")
        assert "[●]" in text_of(pilot).replace("▐", "[").replace("▌", "]")
        await write(pilot, PASSWORD)
        await press(pilot, "enter")
        await write(pilot, PASSWORD)
        await press(pilot, "enter", "enter")
        assert isinstance(pilot.app.screen, OverviewRoom)
    assert blank.created is not None
    assert blank.created[2] == PASSWORD


async def test_steps_go_back_until_the_database_is_made(start: Start, blank: MemoryOpening):
    async with start(opening=blank) as pilot:
        await press(pilot, "enter", "escape")
        assert "Steg 1 av 3" in text_of(pilot)
        await press(pilot, "f9", "f9", "escape")
        assert "Steg 3 av 3" in text_of(pilot)


async def test_another_programme_file(start: Start, blank: MemoryOpening, tmp_path: Path):
    path = tmp_path / "annat.toml"
    text = shipped_programme().replace("Jämlik hälsa Lindängen", "Malmöandan")
    path.write_text(text, encoding="utf-8")
    async with start(opening=blank) as pilot:
        await press(pilot, "shift+tab")
        await write(pilot, "saknas.toml")
        await press(pilot, "f9")
        assert "gick inte att läsa" in said(pilot)
        await press(pilot, "home", "shift+end")
        await paste(pilot, str(path))
        await press(pilot, "f9", "f9", "f9")
        assert isinstance(pilot.app.screen, OverviewRoom)
    assert blank.created is not None
    assert blank.created[0] == text


async def test_no_room_before_there_is_a_database(start: Start, blank: MemoryOpening):
    async with start(opening=blank) as pilot:
        await press(pilot, "f4", "f2", "ctrl+z", "f1", "escape")
        assert isinstance(pilot.app.screen, FirstStart)


async def test_a_wrong_password_can_be_tried_again(start: Start):
    opening = MemoryOpening()
    opening.locked = True
    async with start(opening=opening) as pilot:
        await write(pilot, "fel")
        await press(pilot, "enter")
        assert "Lösenordet stämmer inte. Försök igen." in text_of(pilot)
        await write(pilot, PASSWORD)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, OverviewRoom)


async def test_the_recovery_code_opens_too(start: Start):
    opening = MemoryOpening()
    opening.locked = True
    async with start(opening=opening) as pilot:
        await press(pilot, "f8")
        assert "Återställningskod" in text_of(pilot)
        await write(pilot, "ABCD")
        await press(pilot, "enter")
        assert "stämmer inte" in text_of(pilot)
        await press(pilot, "home", "shift+end")
        await write(pilot, CODE)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, OverviewRoom)


async def test_a_database_that_is_busy_can_be_tried_again(start: Start):
    opening = MemoryOpening()
    ready = opening.open

    def busy(_password):
        raise DatabaseBusy("Databasen används av ett annat program. Försök igen.")

    opening.open = busy
    async with start(opening=opening) as pilot:
        assert isinstance(pilot.app.screen, Unlock)
        assert "används av ett annat program" in text_of(pilot)
        opening.open = ready
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, OverviewRoom)


def test_a_real_file_is_made_opened_and_locked_anew(tmp_path: Path, monkeypatch):
    monkeypatch.delenv("HALSOVERKSTAD_LOSENORD", raising=False)
    where = DatabaseOpening(tmp_path / "ny" / "logg.db")
    assert not where.exists()
    created = where.create(where.suggested_programme(), "Dator 3", PASSWORD)
    created.store.close()
    assert where.exists()
    with pytest.raises(KeyFault):
        where.open("fel")
    store = where.open(PASSWORD)
    assert store.laptop.name == "Dator 3"
    assert where.recovery_code(PASSWORD) == created.recovery_code
    with pytest.raises(KeyFault):
        where.recovery_code("fel")
    code = where.change_password(store, "ny båt")
    store.close()
    with pytest.raises(KeyFault):
        where.open(PASSWORD)
    where.open("ny båt").close()
    where.open_with_code(code).close()


def test_a_password_instead_of_the_keyring_leaves_no_key_there(tmp_path: Path, monkeypatch):
    """Else the old key would be tried for ever, and nobody asked for the password."""
    monkeypatch.delenv("HALSOVERKSTAD_LOSENORD", raising=False)
    kept = {}
    monkeypatch.setattr(keyring, "get_password", lambda _, name: kept.get(name))
    monkeypatch.setattr(keyring, "set_password", lambda _, name, value: kept.update({name: value}))
    monkeypatch.setattr(keyring, "delete_password", lambda _, name: kept.pop(name))
    where = DatabaseOpening(tmp_path / "logg.db")
    where.create(where.suggested_programme(), "Dator 3", None).store.close()
    assert len(kept) == 1
    assert not where.needs_password()
    store = where.open(None)
    where.change_password(store, "ny båt")
    store.close()
    assert kept == {}
    assert where.needs_password()
    where.open("ny båt").close()
