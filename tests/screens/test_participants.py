"""Deltagare: the register, doubles and erasure."""

from typing import Any

import pytest
from driving import Start, press, settle, text_of, write
from small_history import ADULT, ask, known, last_week, newest, said
from textual.widgets import Button, DataTable

from halsoverkstad.domain.facts import Attributes, Naming
from screens.doubles import DoublesRoom
from screens.participants import ParticipantsRoom
from screens.widgets.choice import Choice
from screens.widgets.completing import Completing
from screens.widgets.fields import Entry
from screens.widgets.tick import Tick
from storage import doubles, participants, register_rows
from storage.register_rows import ParticipantFilter, ParticipantRow
from storage.store import Store

SIZES = [(80, 24), (120, 40)]


def likely_doubles(store: Store) -> None:
    """Two spellings of one name, and somebody else."""
    for naming in (
        Naming("Mohammed", "Mohammed", "Al", 2012, 3),
        Naming("Muhammad A", "Muhammad", "Al", 2012, 3),
        Naming("Zeynep", "Zeynep", "Yi", 2010, 7),
    ):
        participants.register(store, naming, Attributes("barn_och_unga"))


async def register_of(pilot: Any, **wanted: Any) -> list[ParticipantRow]:
    return await ask(pilot, register_rows.page, ParticipantFilter(**wanted), 0, 1000)


@pytest.mark.parametrize("size", SIZES)
async def test_the_register_shows_visits(start: Start, size: tuple[int, int]) -> None:
    async with start(last_week, size=size) as pilot:
        await press(pilot, "f5")
        shown = text_of(pilot)
        assert "1–4 av 4" in shown
        assert shown.index("Amina") < shown.index("Fatima") < shown.index("Zeynep")
        assert "tor 12 dec" in shown
        assert "inget besök" in shown
        assert ("kvinna/flicka" in shown) == (size[0] > 100)


async def test_search_and_filters(start: Start) -> None:
    async with start(last_week) as pilot:
        await press(pilot, "f5", "slash")
        await write(pilot, "ami")
        assert "1–2 av 2" in text_of(pilot)
        await press(pilot, "escape", "backspace")
        room = pilot.app.screen
        for choice, value in (
            ("group", "barn_och_unga"),
            ("area", "Lindängen"),
            ("sex", "kvinna/flicka"),
        ):
            room.query_one(f"#of-{choice}", Choice).choose(value)
            await settle(pilot)
            assert "1–1 av 1" in text_of(pilot)
            await press(pilot, "backspace")
        await press(pilot, "u")
        assert "1–4 av 4" in text_of(pilot)


async def test_somebody_new_with_all_that_is_known(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "f5", "n")
        await write(pilot, "Hodan B")
        form = pilot.app.screen
        await press(pilot, "tab", "b", "tab")
        await write(pilot, "ho")
        await press(pilot, "enter")
        assert form.query_one("#given", Completing).value == "Hodan"
        await write(pilot, "Be")
        await press(pilot, "enter")
        await write(pilot, "12")
        await press(pilot, "enter")
        await write(pilot, "mar")
        await press(pilot, "enter", "l", "tab", "k", "f9")
        assert isinstance(pilot.app.screen, ParticipantsRoom)
        (row,) = await register_of(pilot)
        assert row.naming == Naming("Hodan B", "Hodan", "Be", 2012, 3)
        assert row.attributes == Attributes("barn_och_unga", "Lindängen", "kvinna/flicka")
        assert row.complete
        assert "Sparat: Hodan B" in said(pilot)


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [("year", "1812", "kan inte stämma"), ("surname", "B", "två första bokstäverna")],
)
async def test_what_cannot_be_is_said_at_its_field(
    start: Start, field: str, text: str, sentence: str
) -> None:
    async with start(known) as pilot:
        await press(pilot, "f5", "enter")
        entry = pilot.app.screen.query_one(f"#{field}", Entry)
        entry.value = text
        await press(pilot, "f9")
        assert sentence in text_of(pilot)
        assert entry.has_focus


async def test_a_change_for_now_or_for_earlier_sessions_too(start: Start) -> None:
    async with start(last_week) as pilot:
        await press(pilot, "f5", "down", "down", "enter")
        form = pilot.app.screen
        assert "Yoga" in text_of(pilot)
        form.query_one("#group", Choice).choose("yrkesverksamma")
        await press(pilot, "f9")
        assert await _groups(pilot) == {"vuxna", "barn_och_unga"}
        await press(pilot, "enter")
        pilot.app.screen.query_one("#mend-earlier", Tick).value = True
        await press(pilot, "f9")
        assert await _groups(pilot) == {"yrkesverksamma", "barn_och_unga"}
        await press(pilot, "ctrl+z")
        assert await _groups(pilot) == {"vuxna", "barn_och_unga"}


async def test_escape_from_a_changed_participant_asks(start: Start) -> None:
    async with start(known) as pilot:
        await press(pilot, "f5", "enter", "escape")
        assert isinstance(pilot.app.screen, ParticipantsRoom)
        await press(pilot, "enter")
        await write(pilot, "Annan")
        await press(pilot, "escape")
        assert pilot.app.screen.query_one("#no", Button).has_focus
        await press(pilot, "j")
        assert isinstance(pilot.app.screen, ParticipantsRoom)
        assert "Amina" in text_of(pilot)


async def test_erasing_asks_and_means_no_by_itself(start: Start) -> None:
    async with start(last_week) as pilot:
        await press(pilot, "f5", "down", "down", "delete")
        assert "Fatima för gott" in text_of(pilot)
        assert pilot.app.screen.query_one("#no", Button).has_focus
        await press(pilot, "enter")
        assert "Fatima" in text_of(pilot)
        await press(pilot, "delete", "escape")
        assert "Fatima" in text_of(pilot)
        await press(pilot, "delete", "j")
        assert "Fatima" not in text_of(pilot)
        assert len((await newest(pilot)).present) == 2


async def test_likely_doubles_are_asked_about_and_answers_taken_back(start: Start) -> None:
    async with start(likely_doubles) as pilot:
        await press(pilot, "f5")
        assert "1 fråga om dubbletter" in text_of(pilot).replace("\N{NO-BREAK SPACE}", " ")
        await press(pilot, "d")
        assert isinstance(pilot.app.screen, DoublesRoom)
        assert "Muhammad A" in text_of(pilot)
        assert "mars 2012" in text_of(pilot)
        await press(pilot, "v")
        assert len(await ask(pilot, doubles.open_questions)) == 1
        await press(pilot, "s")
        (answer,) = await ask(pilot, doubles.answers)
        assert answer.same
        assert await ask(pilot, doubles.open_questions) == []
        await press(pilot, "tab", "t")
        assert await ask(pilot, doubles.answers) == []
        await press(pilot, "shift+tab", "o")
        (answer,) = await ask(pilot, doubles.answers)
        assert not answer.same
        await press(pilot, "ctrl+z")
        assert await ask(pilot, doubles.answers) == []


async def test_a_session_opens_from_the_participant(start: Start) -> None:
    async with start(last_week) as pilot:
        await press(pilot, "f5")
        assert pilot.app.screen.query_one(DataTable).has_focus
        await press(pilot, "end", "enter")
        pilot.app.screen.query_one(DataTable).focus()
        await press(pilot, "enter")
        assert "2 registrerade + 5 utan namn = 7" in text_of(pilot)
        await press(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, ParticipantsRoom)


async def test_brackets_in_a_name_are_only_brackets(start: Start) -> None:
    def bracketed(store: Store) -> None:
        participants.register(store, Naming("[red]Ali[/]"), ADULT)

    async with start(bracketed) as pilot:
        await press(pilot, "f5")
        assert "[red]Ali[/]" in text_of(pilot)
        await press(pilot, "enter", "escape", "f3")
        assert "[red]Ali[/]" in text_of(pilot)


async def _groups(pilot: Any) -> set[str]:
    return {each.attributes.group for each in (await newest(pilot)).present}
