"""Logg: found, opened, deleted, undone; and who did what."""

from datetime import date

import pytest
from driving import Start, press, settle, text_of, write
from small_history import last_week, log_of, many, newest, said
from textual.widgets import DataTable

from halsoverkstad.domain.facts import Session
from halsoverkstad.domain.words import Kind
from screens.log import LogRoom
from screens.session_form import SessionForm
from screens.widgets.choice import Choice
from screens.widgets.completing import Completing
from screens.widgets.fields import Entry, Field
from screens.widgets.paged_table import PAGE
from storage import sessions
from storage.sessions import SessionEntry
from storage.store import Store

SIZES = [(80, 24), (120, 40)]


def assorted(store: Store) -> None:
    """Three sessions of different kinds in different workshops and years."""
    for session in (
        Session(date(2023, 11, 1), "Munhälsa och kost", activity="Matlagningscirkel"),
        Session(date(2024, 11, 27), "Barn och unga", Kind.EVENT, "Fredagschill", "Torget [norra]"),
        Session(date(2024, 12, 2), "", Kind.INDIVIDUAL),
    ):
        sessions.save(store, SessionEntry(session))


@pytest.mark.parametrize("size", SIZES)
async def test_the_log_shows_the_newest_first_and_clips_nothing(
    start: Start, size: tuple[int, int]
) -> None:
    async with start(last_week, assorted, size=size) as pilot:
        await press(pilot, "f4")
        shown = text_of(pilot)
        assert shown.index("Yoga") < shown.index("Fredagschill") < shown.index("Matlagningscirkel")
        assert "ons 1 nov 2023" in shown
        assert "1–4 av 4" in shown
        assert ("Torget [norra]" in shown) == (size[0] > 100)
        assert all(len(line.rstrip()) <= size[0] for line in shown.splitlines())


async def test_search_finds_as_one_types(start: Start) -> None:
    async with start(last_week, assorted) as pilot:
        await press(pilot, "f4", "slash")
        await write(pilot, "fredag")
        assert "1–1 av 1" in text_of(pilot)
        await press(pilot, "escape")
        assert pilot.app.screen.query_one(DataTable).has_focus
        await press(pilot, "backspace")
        assert "1–4 av 4" in text_of(pilot)


async def test_search_reads_notes_too(start: Start) -> None:
    async with start(last_week, assorted) as pilot:
        await press(pilot, "f4", "slash")
        await write(pilot, "stanna")
        assert "Yoga" in text_of(pilot)
        assert "1–1 av 1" in text_of(pilot)


async def test_filters_narrow_it_down(start: Start) -> None:
    async with start(last_week, assorted) as pilot:
        await press(pilot, "f4")
        room = pilot.app.screen
        room.query_one("#of-kind", Choice).choose(Kind.EVENT)
        await settle(pilot)
        assert "1–1 av 1" in text_of(pilot)
        await press(pilot, "backspace")
        room.query_one("#of-workshop", Choice).choose("")
        await settle(pilot)
        assert "1–1 av 1" in text_of(pilot)
        await press(pilot, "backspace", "u")
        assert "1–3 av 3" in text_of(pilot)
        room.query_one("#period", Completing).value = "2023H2"
        await settle(pilot)
        assert "1–1 av 1" in text_of(pilot)


async def test_a_period_that_is_none_is_said_at_its_field(start: Start) -> None:
    async with start(assorted) as pilot:
        await press(pilot, "f4")
        room = pilot.app.screen
        room.query_one("#period-entry").focus()
        await write(pilot, "våren")
        await press(pilot, "tab")
        assert room.query_one("#field-period", Field).faulty
        assert "ingen period" in text_of(pilot)
        assert "1–3 av 3" in text_of(pilot)


async def test_delete_asks_nothing_and_can_be_undone(start: Start) -> None:
    async with start(last_week, assorted) as pilot:
        await press(pilot, "f4", "delete")
        assert "Yoga tor 12 dec togs bort. Ctrl+Z ångrar." in said(pilot)
        assert "1–3 av 3" in text_of(pilot)
        await press(pilot, "ctrl+z")
        assert "1–4 av 4" in text_of(pilot)
        assert (await newest(pilot)).note == "Alla ville stanna längre"
        assert len((await newest(pilot)).present) == 2


async def test_a_session_is_opened_changed_and_its_history_read(start: Start) -> None:
    async with start(last_week) as pilot:
        await press(pilot, "f4", "enter")
        form = pilot.app.screen
        assert isinstance(form, SessionForm)
        assert "2 registrerade + 5 utan namn = 7" in text_of(pilot)
        form.query_one("#place", Completing).value = "Motettens höghus"
        await press(pilot, "f9")
        assert isinstance(pilot.app.screen, LogRoom)
        await press(pilot, "h")
        assert "Plats: Framtidens hus → Motettens höghus" in text_of(pilot)
        assert "2024-12-19 14:00" in text_of(pilot)
        await press(pilot, "escape", "ctrl+z", "h")
        assert "Plats: Motettens höghus → Framtidens hus" in text_of(pilot)


async def test_saving_without_a_change_writes_nothing(start: Start) -> None:
    async with start(last_week) as pilot:
        await press(pilot, "f4", "enter", "f9", "h")
        assert "→" not in text_of(pilot)


async def test_someone_is_taken_off_a_session(start: Start) -> None:
    async with start(last_week) as pilot:
        await press(pilot, "f4", "enter")
        pilot.app.screen.query_one("#who-list").focus()
        await press(pilot, "home", "space")
        assert "1 registrerad + 5 utan namn = 6" in text_of(pilot)
        await press(pilot, "f9", "h")
        assert "Fatima togs bort" in text_of(pilot)


async def test_two_hundred_a_page(start: Start) -> None:
    async with start(many(PAGE + 5)) as pilot:
        await press(pilot, "f4")
        assert "1–200 av 205" in text_of(pilot)
        assert "Nästa (+)" in text_of(pilot)
        await press(pilot, "plus")
        assert "201–205 av 205" in text_of(pilot)
        assert "Aktivitet 200" in text_of(pilot)
        await press(pilot, "up")
        assert "1–200 av 205" in text_of(pilot)
        assert "Aktivitet 199" in text_of(pilot)
        await press(pilot, "down")
        assert "201–205 av 205" in text_of(pilot)
        await press(pilot, "minus", "delete")
        assert "1–200 av 204" in text_of(pilot)


async def test_the_mouse_opens_and_turns_pages(start: Start) -> None:
    async with start(many(PAGE + 5), size=(120, 40)) as pilot:
        await press(pilot, "f4")
        await pilot.click(".-on")
        await settle(pilot)
        assert "201–205 av 205" in text_of(pilot)
        await pilot.click(".-back")
        await settle(pilot)
        await pilot.click(DataTable, offset=(5, 3))
        await settle(pilot)
        await pilot.click(DataTable, offset=(5, 3))
        await settle(pilot)
        assert isinstance(pilot.app.screen, SessionForm)


async def test_an_empty_log_says_what_to_do(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "f4", "enter", "delete", "h")
        assert pilot.app.screen.query_one(DataTable).has_focus
        assert "F3 loggar ett nytt" in text_of(pilot)
        await press(pilot, "n")
        assert isinstance(pilot.app.screen, SessionForm)
        assert await log_of(pilot) == []
        assert pilot.app.screen.query_one("#minutes", Entry).value == "90"
