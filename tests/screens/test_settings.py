"""Inställningar: laptop, programme, colours, lock."""

from pathlib import Path

from driving import CODE, PASSWORD, MemoryOpening, Start, paste, press, text_of, write
from small_history import ask, last_week, said

from halsoverkstad.access import shipped_programme
from screens.opening import Protection
from screens.settings import SettingsRoom
from storage import local, settings


async def test_the_laptop_gets_another_name(start: Start):
    async with start(last_week) as pilot:
        await press(pilot, "f7", "enter", "home", "shift+end")
        await write(pilot, "Dator Öst")
        await press(pilot, "enter")
        assert "Datorn heter nu Dator Öst." in said(pilot)
        assert "Dator Öst" in text_of(pilot).splitlines()[0]
        await press(pilot, "f2")
        assert "Dator Öst" in text_of(pilot).splitlines()[0]


async def test_an_empty_name_will_not_do(start: Start):
    async with start() as pilot:
        await press(pilot, "f7", "n", "home", "shift+end", "delete", "enter")
        assert "Datorns namn är tomt" in text_of(pilot)


async def test_the_programme_is_shown_and_another_is_read_after_a_yes(start: Start, tmp_path: Path):
    path = tmp_path / "annat.toml"
    other = shipped_programme().replace("Jämlik hälsa Lindängen", "Malmöandan")
    path.write_text(other.replace('"Kvinnors hälsa"', '"Odling"'), encoding="utf-8")
    async with start(last_week) as pilot:
        await press(pilot, "f7", "down")
        assert "Barn och unga (från 2024-11-25)" in text_of(pilot)
        await press(pilot, "enter")
        await paste(pilot, str(path))
        await press(pilot, "enter")
        assert "Byta till programmet Malmöandan?" in text_of(pilot)
        assert "Odling" in text_of(pilot)
        await press(pilot, "enter")  # stands on Nej
        assert "Jämlik hälsa Lindängen" in text_of(pilot).splitlines()[0]
        await press(pilot, "l")
        await paste(pilot, str(path))
        await press(pilot, "enter", "j")
        assert "Malmöandan" in text_of(pilot).splitlines()[0]
        await press(pilot, "f2")
        assert "Malmöandan" in text_of(pilot).splitlines()[0]


async def test_a_programme_file_that_is_none_is_a_sentence(start: Start, tmp_path: Path):
    path = tmp_path / "fel.toml"
    path.write_text("namn = 3", encoding="utf-8")
    async with start() as pilot:
        await press(pilot, "f7", "l")
        await paste(pilot, str(path))
        await press(pilot, "enter")
        assert "ska ”namn” vara en text" in text_of(pilot)


async def test_the_code_is_shown_only_after_a_yes(start: Start):
    async with start(made_up=False) as pilot:
        await press(pilot, "f7", "k", "enter")
        assert CODE not in text_of(pilot)
        await press(pilot, "k", "j")
        assert CODE in text_of(pilot)
        await press(pilot, "enter")
        assert CODE not in text_of(pilot)
        assert await ask(pilot, settings.get_local, local.RECOVERY_SHOWN) == "2024-12-19"


async def test_with_a_password_the_code_needs_it(start: Start):
    opening = MemoryOpening()
    opening.locked = True
    async with start(opening=opening) as pilot:
        await write(pilot, PASSWORD)
        await press(pilot, "enter", "f7", "k", "j")
        await write(pilot, "fel")
        await press(pilot, "enter")
        assert "Lösenordet stämmer inte" in said(pilot)
        await press(pilot, "k", "j")
        await write(pilot, PASSWORD)
        await press(pilot, "enter")
        assert CODE in text_of(pilot)


async def test_another_password_is_written_twice(start: Start):
    opening = MemoryOpening()
    opening.locked = True
    async with start(opening=opening) as pilot:
        await write(pilot, PASSWORD)
        await press(pilot, "enter", "f7", "b")
        await write(pilot, PASSWORD)
        await press(pilot, "enter")
        await write(pilot, "ny båt i viken")
        await press(pilot, "enter")
        await write(pilot, "ny bil i staden")
        await press(pilot, "enter")
        assert "inte lika" in text_of(pilot)
        assert opening.password is None
        await press(pilot, "home", "shift+end")
        await write(pilot, "ny båt i viken")
        await press(pilot, "enter")
        assert opening.password == "ny båt i viken"  # noqa: S105 - a made-up one
        assert CODE[::-1] in text_of(pilot)


async def test_the_made_up_year_has_no_lock(start: Start):
    opening = MemoryOpening()
    opening.protection = lambda _store: Protection.NONE
    async with start(opening=opening) as pilot:
        await press(pilot, "f7", "k")
        assert isinstance(pilot.app.screen, SettingsRoom)
        assert "har inget lås" in said(pilot)


async def test_colours_can_be_chosen_here(start: Start):
    async with start() as pilot:
        await press(pilot, "f7", "down", "down", "enter", "down", "enter")
        assert pilot.app.theme == "mork"
        assert "Mörka färger" in text_of(pilot)
