"""The main job with the keyboard alone: from a blank laptop to the year's figures."""

import pytest
from driving import MemoryOpening, Start, press, settle, text_of, write
from small_history import ask, log_of, names_on, newest, said
from textual.pilot import Pilot

from halsoverkstad.domain.facts import Heads
from halsoverkstad.domain.period import Period
from screens.log import LogRoom
from screens.overview import OverviewRoom
from screens.session_form import SessionForm
from storage.counting import statistics

SIZES = [(80, 24), (120, 40)]


@pytest.mark.parametrize("size", SIZES)
async def test_from_blank_to_figures(start: Start, size: tuple[int, int]) -> None:
    async with start(opening=MemoryOpening(exists=False), size=size) as pilot:
        await _three_steps(pilot)
        await _register_three(pilot)
        await _log_a_session(pilot)
        entry = await newest(pilot)
        assert await names_on(pilot, entry) == {"Amina", "Fatima", "Zeynep", "Leila"}
        assert entry.session.heads == {"vuxna": Heads(5, 2)}
        assert entry.session.activity == "Yoga"
        assert await _figures(pilot) == (1, 9, 4, 2)

        await _take_one_off(pilot)
        assert await _figures(pilot) == (1, 8, 3, 2)
        await press(pilot, "ctrl+z")
        assert await _figures(pilot) == (1, 9, 4, 2)
        await press(pilot, "f2")
        assert isinstance(pilot.app.screen, OverviewRoom)
        await press(pilot, "f6")
        assert "6" in text_of(pilot)


async def test_a_form_with_unsaved_text_is_kept_when_one_goes_elsewhere(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "f3")
        form = pilot.app.screen
        await press(pilot, "tab", "tab")
        await write(pilot, "Yoga")
        await press(pilot, "f4")
        assert pilot.app.screen is not form  # the question
        await press(pilot, "escape")
        assert pilot.app.screen is form
        await press(pilot, "f4", "j")
        assert isinstance(pilot.app.screen, LogRoom)
        assert await log_of(pilot) == []


async def _three_steps(pilot: Pilot[None]) -> None:
    await press(pilot, "f9")
    await press(pilot, "tab")
    for field in ("password", "again"):
        pilot.app.screen.query_one(f"#{field}").focus()
        await write(pilot, "gul kanot stilla")
    await press(pilot, "f9")
    await press(pilot, "f9")
    await settle(pilot)
    assert isinstance(pilot.app.screen, OverviewRoom)


async def _register_three(pilot: Pilot[None]) -> None:
    await press(pilot, "f5")
    for name in ("Amina", "Fatima", "Zeynep"):
        await press(pilot, "n")
        await write(pilot, name)
        await press(pilot, "tab", "v", "f9")
        assert f"Sparat: {name}" in said(pilot)


async def _log_a_session(pilot: Pilot[None]) -> None:
    await press(pilot, "f3")
    assert isinstance(pilot.app.screen, SessionForm)
    await press(pilot, "k", "tab", "tab")  # Kvinnors hälsa; past the kind
    await write(pilot, "yo")
    await press(pilot, "enter")
    await write(pilot, "fram")
    await press(pilot, "enter")
    for name in ("amina", "fat", "zey"):
        await write(pilot, name)
        await press(pilot, "enter")
    await write(pilot, "Leila")
    await press(pilot, "enter")
    await press(pilot, "f9")  # her group is that of most others
    assert "4 registrerade + 0 utan namn = 4" in text_of(pilot)
    await press(pilot, "enter")  # an empty line goes on: the list, then the heads
    await press(pilot, "tab", "tab", "tab")
    await write(pilot, "5")
    await press(pilot, "enter")
    await write(pilot, "2")
    assert "4 registrerade + 5 utan namn = 9" in text_of(pilot)
    await press(pilot, "f9")
    assert "Sparat: Yoga tor 19 dec, 4 registrerade + 5 utan namn = 9." in said(pilot)


async def _take_one_off(pilot: Pilot[None]) -> None:
    await press(pilot, "f4", "enter")
    while pilot.app.focused is None or pilot.app.focused.id != "who-list":
        await press(pilot, "tab")
    await press(pilot, "home", "space")
    assert "3 registrerade + 5 utan namn = 8" in text_of(pilot)
    await press(pilot, "f9")


async def _figures(pilot: Pilot[None]) -> tuple[int, int, int, int]:
    (row,) = (await ask(pilot, statistics, Period.year(2024))).rows
    figures = row.figures
    return (
        figures["tillfallen"],
        figures["deltagartillfallen"],
        figures["unika_registrerade"],
        figures["unika_uppskattade"],
    )
