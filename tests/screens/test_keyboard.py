"""Keys pressed faster than the screen answers do what they do when pressed slowly."""

from driving import Start, hurry, press, text_of
from small_history import known, last_week, newest
from textual.widgets import Input

from screens.participant_form import ParticipantForm
from screens.session_form import SessionForm
from screens.widgets.completing import Completing
from screens.widgets.fields import Entry


async def test_what_is_typed_after_tab_goes_to_the_next_field(start: Start) -> None:
    async with start(last_week) as pilot:
        await press(pilot, "f3")
        form = pilot.app.screen
        form.query_one("#day", Entry).focus()
        form.query_one("#day", Entry).value = ""
        form.query_one("#start", Entry).value = ""
        await hurry(pilot, *"igår", "tab", *"1330", "tab")
        assert form.query_one("#day", Entry).value == "igår"
        assert form.query_one("#start", Entry).value == "1330"


async def test_a_form_that_is_still_loading_gets_what_was_typed_meanwhile(start: Start) -> None:
    async with start(last_week) as pilot:
        await hurry(pilot, "f3", "tab", "tab", *"Läxhj", "enter", "f9", "f9")
        assert not isinstance(pilot.app.screen, SessionForm)
        session = (await newest(pilot)).session
        assert session.activity == "Läxhjälp"


async def test_a_name_and_enter_in_one_go_ticks_and_empties_the_line(start: Start) -> None:
    async with start(known) as pilot:
        await press(pilot, "f3")
        form = pilot.app.screen
        form.query_one("#place", Completing).query_one(Input).focus()
        await hurry(pilot, "tab", *"amina", "enter", *"amir", "enter")
        assert "2 registrerade + 0 utan namn = 2" in text_of(pilot)


async def test_going_to_another_room_and_on_in_one_go(start: Start) -> None:
    async with start(known) as pilot:
        await hurry(pilot, "f5", "n", *"Zahra", "tab", "tab")
        form = pilot.app.screen
        assert isinstance(form, ParticipantForm)
        assert form.query_one("#display", Entry).value == "Zahra"
