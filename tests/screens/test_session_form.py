"""Nytt tillfälle: what a promoter does between two groups."""

from datetime import date, time

import pytest
from driving import Start, press, settle, text_of, write
from small_history import ADULT, HEALTH, ask, known, last_week, log_of, names_on, newest, said
from textual.widgets import Input, Static

from halsoverkstad.domain.facts import Heads, Naming, Session
from halsoverkstad.domain.words import Kind
from screens.attendance_picker import AttendancePicker
from screens.session_form import SessionForm
from screens.widgets.choice import Choice
from screens.widgets.completing import Completing
from screens.widgets.fields import Entry
from screens.widgets.tick import Tick
from storage import history, participants, register_rows, sessions
from storage.sessions import LogFilter, Present, SessionEntry
from storage.store import Store

SIZES = [(80, 24), (120, 40)]


async def test_a_new_session_starts_today_in_the_last_workshop_and_place(start: Start) -> None:
    async with start(last_week) as pilot:
        await press(pilot, "f3")
        form = pilot.app.screen
        assert form.query_one("#day", Entry).value == "2024-12-19"
        assert form.query_one("#start", Entry).value == "14:00"
        assert form.query_one("#minutes", Entry).value == "90"
        assert form.query_one("#workshop", Choice).chosen == HEALTH
        assert form.query_one("#place", Completing).value == "Framtidens hus"
        assert "0 registrerade + 0 utan namn = 0" in text_of(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_regulars_come_first_and_a_tick_counts_at_once(
    start: Start, size: tuple[int, int]
) -> None:
    async with start(last_week, size=size) as pilot:
        await press(pilot, "f3")
        shown = text_of(pilot)
        assert shown.index("Fatima") < shown.index("Amina")
        pilot.app.screen.query_one(AttendancePicker).enter()
        await press(pilot, "down", "enter", "down", "space")
        assert "2 registrerade + 0 utan namn = 2" in text_of(pilot)
        assert text_of(pilot).count("[x]") == 2


async def test_typing_a_name_and_enter_ticks_and_empties_the_line(start: Start) -> None:
    async with start(known) as pilot:
        await press(pilot, "f3")
        pilot.app.screen.query_one(AttendancePicker).enter()
        await write(pilot, "ami")
        await press(pilot, "down", "enter")
        assert pilot.app.screen.query_one("#who-search", Input).value == ""
        assert "Amira K är med." in text_of(pilot)
        await write(pilot, "amina")
        await press(pilot, "enter")
        await write(pilot, "amina")
        await press(pilot, "enter")
        assert "Amina är redan med." in text_of(pilot)
        assert "2 registrerade" in text_of(pilot)


async def test_quick_typing_never_takes_the_one_shown_before(start: Start) -> None:
    async with start(known) as pilot:
        await press(pilot, "f3")
        pilot.app.screen.query_one(AttendancePicker).enter()
        await pilot.press(*"fatima", "enter", *"zeynep", "enter")
        await press(pilot, "f9")
        assert await names_on(pilot, await newest(pilot)) == {"Fatima", "Zeynep"}


async def test_a_whole_name_beats_a_regular_whose_name_begins_so(start: Start) -> None:
    def alike(store: Store) -> None:
        last_week(store)
        participants.register(store, Naming("Fat"), ADULT)

    async with start(alike) as pilot:
        await press(pilot, "f3")
        pilot.app.screen.query_one(AttendancePicker).enter()
        await write(pilot, "fat")
        await press(pilot, "enter")
        assert "Fat är med." in text_of(pilot)


async def test_ctrl_z_takes_back_the_last_tick(start: Start) -> None:
    async with start(known) as pilot:
        await press(pilot, "f3")
        pilot.app.screen.query_one(AttendancePicker).enter()
        await write(pilot, "fatima")
        await press(pilot, "enter", "ctrl+z")
        assert "0 registrerade" in text_of(pilot)
        await press(pilot, "ctrl+z")
        assert len(await log_of(pilot)) == 0
        assert "Inga kryss att ångra" in said(pilot)


async def test_another_group_for_one_session_leaves_the_register(start: Start) -> None:
    async with start(known) as pilot:
        await press(pilot, "f3")
        picker = pilot.app.screen.query_one(AttendancePicker)
        picker.enter()
        await write(pilot, "fatima")
        await press(pilot, "enter")
        pilot.app.screen.query_one("#who-list").focus()
        await press(pilot, "home", "right", "f9")
        (present,) = (await newest(pilot)).present
        assert present.attributes.group == "yrkesverksamma"
        row = await ask(pilot, register_rows.get, present.participant)
        assert row.attributes.group == "vuxna"


async def test_someone_new_in_the_same_breath(start: Start) -> None:
    async with start(known) as pilot:
        await press(pilot, "f3")
        pilot.app.screen.query_one(AttendancePicker).enter()
        await write(pilot, "Hodan B")
        await press(pilot, "enter")
        assert "Ny deltagare" in text_of(pilot)
        await press(pilot, "f9")
        assert "Välj en grupp" in text_of(pilot)
        await press(pilot, "b", "f9")
        assert "Hodan B är med." in text_of(pilot)
        assert pilot.app.screen.query_one("#who-search", Input).value == ""
        await press(pilot, "f9")
        assert await names_on(pilot, await newest(pilot)) == {"Hodan B"}


async def test_a_taken_name_asks_for_a_word_that_tells_them_apart(start: Start) -> None:
    async with start(known) as pilot:
        await press(pilot, "f3")
        await pilot.click("#who-new")
        await write(pilot, "fatima")
        await press(pilot, "tab", "v", "f9")
        assert "▲" in text_of(pilot)
        display = pilot.app.screen.query_one("#display", Entry)
        assert display.has_focus
        assert display.value == "fatima"
        await press(pilot, "end")
        await write(pilot, " M")
        await press(pilot, "f9")
        assert "fatima M är med." in text_of(pilot)


async def test_someone_without_details_gets_an_invented_name(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "f3")
        await pilot.click("#who-new")
        pilot.app.screen.query_one("#without-details", Tick).value = True
        await settle(pilot)
        await press(pilot, "v", "f9", "f9")
        (present,) = (await newest(pilot)).present
        row = await ask(pilot, register_rows.get, present.participant)
        assert row.display
        assert not row.complete


async def test_who_was_counted_before_is_taken_off_the_new(start: Start) -> None:
    async with start(last_week) as pilot:
        await press(pilot, "f3")
        pilot.app.screen.query_one(AttendancePicker).enter()
        await write(pilot, "Sahra")
        await press(pilot, "enter", "v")
        pilot.app.screen.query_one("#counted-before", Tick).value = True
        await press(pilot, "f9", "f9")
        before = await ask(pilot, _heads_on, date(2024, 12, 12))
        assert before == Heads(5, 1)
        await press(pilot, "ctrl+z")
        assert [row.day for row in await log_of(pilot)] == [date(2024, 12, 12)]


async def test_heads_are_counted_and_what_cannot_be_is_said_at_its_field(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "f3")
        form = pilot.app.screen
        form.query_one("#count-vuxna").focus()
        await write(pilot, "5")
        await press(pilot, "tab")
        await write(pilot, "6")
        assert "0 registrerade + 5 utan namn = 5" in text_of(pilot)
        await press(pilot, "f9")
        assert form.query_one("#field-heads-vuxna").has_class("-faulty")
        assert "6 nya av 5" in text_of(pilot)
        form.query_one("#new-vuxna").focus()
        await write(pilot, "2")
        assert not form.query_one("#field-heads-vuxna").has_class("-faulty")
        await press(pilot, "f9")
        assert (await newest(pilot)).session.heads == {"vuxna": Heads(5, 2)}


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("day", "30/2", "inget datum"),
        ("start", "halv tre", "inget klockslag"),
        ("minutes", "tolv", "inget antal"),
        ("minutes", "-4", "inget antal"),
        ("turned-away", "=1+1", "inget antal"),
    ],
)
async def test_bad_input_loses_nothing(start: Start, field: str, text: str, sentence: str) -> None:
    async with start() as pilot:
        await press(pilot, "f3")
        form = pilot.app.screen
        form.query_one("#activity", Completing).value = "Syverkstad"
        entry = form.query_one(f"#{field}", Entry)
        entry.value = text
        await press(pilot, "f9")
        assert pilot.app.screen is form
        assert sentence in text_of(pilot)
        assert entry.has_focus
        assert entry.value == text
        assert await log_of(pilot) == []


async def test_an_unlikely_day_is_pointed_out_but_saved(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "f3")
        pilot.app.screen.query_one("#day", Entry).value = "2024-12-24"
        await settle(pilot)
        assert "Dagen har inte varit än" in text_of(pilot)
        await press(pilot, "f9", "f9")
        assert (await log_of(pilot))[0].day == date(2024, 12, 24)


async def test_as_last_time_fills_in_and_then_ticks(start: Start) -> None:
    async with start(last_week) as pilot:
        await press(pilot, "f3", "f8")
        form = pilot.app.screen
        assert form.query_one("#activity", Completing).value == "Yoga"
        assert form.query_one("#minutes", Entry).value == "60"
        assert form.query_one("#start", Entry).value == "14:00"  # last time had none
        assert "0 registrerade" in text_of(pilot)
        await press(pilot, "f8")
        assert "2 registrerade" in text_of(pilot)
        await press(pilot, "f9")
        entry = await newest(pilot)
        assert entry.session.day == date(2024, 12, 19)
        assert entry.note == ""
        assert await names_on(pilot, entry) == {"Fatima", "Zeynep"}


async def test_as_last_time_keeps_what_was_typed(start: Start) -> None:
    async with start(last_week) as pilot:
        await press(pilot, "f3")
        pilot.app.screen.query_one("#activity", Completing).value = "Dans för hälsa"
        await press(pilot, "f8", "f9", "f9")
        session = (await newest(pilot)).session
        assert (session.activity, session.minutes) == ("Dans för hälsa", 60)


async def test_everything_is_saved_and_said(start: Start) -> None:
    async with start(known) as pilot:
        await press(pilot, "f3")
        form = pilot.app.screen
        form.query_one("#day", Entry).value = "igår"
        form.query_one("#start", Entry).value = "13.15"
        await press(pilot, "k")  # Verkstad has the focus: the letter chooses
        form.query_one("#kind", Choice).choose(Kind.EVENT)
        form.query_one("#activity", Completing).value = "yoga"
        form.query_one("#place", Completing).value = "Motettens höghus"
        form.query_one("#turned-away", Entry).value = "3"
        form.query_one("#language", Tick).value = True
        form.query_one("#partners", Completing).value = "folktandvården, Scouterna"
        form.query_one("#note").load_text("Två rader\när lagom")
        await press(pilot, "f9", "f9")
        entry = await newest(pilot)
        session = entry.session
        assert (session.day, session.start) == (date(2024, 12, 18), time(13, 15))
        assert (session.workshop, session.kind) == (HEALTH, Kind.EVENT)
        assert (session.activity, session.place) == ("Yoga", "Motettens höghus")
        assert (session.turned_away, session.language_training) == (3, True)
        assert session.partners == ("Folktandvården", "Scouterna")
        assert entry.note == "Två rader\när lagom"
        assert "Sparat: Yoga ons 18 dec" in said(pilot)


async def test_no_note_is_kept_about_individual_support(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "f3")
        form = pilot.app.screen
        form.query_one("#note").load_text("Något känsligt")
        form.query_one("#kind", Choice).choose(Kind.INDIVIDUAL)
        await settle(pilot)
        assert not form.query_one("#note").display
        await press(pilot, "f9", "f9")
        assert (await newest(pilot)).note == ""


async def test_that_nobody_is_on_it_is_said_once_and_may_be_so(start: Start) -> None:
    async with start(known) as pilot:
        await press(pilot, "f3", "f9")
        assert "Ingen är noterad. F9 igen sparar ändå." in text_of(pilot)
        assert await log_of(pilot) == []
        await write(pilot, "fatima")
        await press(pilot, "enter", "f9")
        assert await names_on(pilot, await newest(pilot)) == {"Fatima"}
        await press(pilot, "f3", "f9", "f9")
        (nobody, _) = await log_of(pilot)
        assert (nobody.registered, nobody.heads) == (0, 0)
        # It was said when it was logged: a change of anything else is not asked about again.
        await press(pilot, "f4", "enter")
        pilot.app.screen.query_one("#activity", Completing).value = "Dans"
        await press(pilot, "f9")
        assert (await newest(pilot)).session.activity == "Dans"


async def test_taking_off_the_last_one_is_said_too(start: Start) -> None:
    def alone(store: Store) -> None:
        present = (Present(known(store)["Amina"], ADULT),)
        sessions.save(store, SessionEntry(Session(date(2024, 12, 12)), present))

    async with start(alone) as pilot:
        await press(pilot, "f4", "enter")
        pilot.app.screen.query_one("#who-list").focus()
        await press(pilot, "home", "enter", "f9")
        assert "Ingen är noterad" in text_of(pilot)
        assert len((await newest(pilot)).present) == 1
        await press(pilot, "f9")
        assert (await newest(pilot)).present == ()


async def test_escape_asks_only_when_something_would_be_lost(start: Start) -> None:
    async with start(known) as pilot:
        await press(pilot, "f3", "escape")
        assert not isinstance(pilot.app.screen, SessionForm)
        await press(pilot, "f3")
        form = pilot.app.screen
        form.query_one(AttendancePicker).enter()
        await write(pilot, "fatima")
        await press(pilot, "enter", "escape")
        assert "inte sparat" in str(pilot.app.screen.query_one("#ask-question", Static).content)
        await press(pilot, "escape")
        assert pilot.app.screen is form
        await press(pilot, "escape", "j")
        assert not isinstance(pilot.app.screen, SessionForm)
        assert await log_of(pilot) == []


async def test_suggestions_come_on_enter_from_the_list_and_stay_out_of_the_way(
    start: Start,
) -> None:
    async with start(last_week) as pilot:
        await press(pilot, "f3")
        activity = pilot.app.screen.query_one("#activity", Completing)
        activity.query_one(Entry).focus()
        await write(pilot, "mat")
        await press(pilot, "enter")
        assert activity.value == "Matlagningscirkel"
        activity.query_one(Entry).focus()
        await write(pilot, "Pilates")
        await press(pilot, "tab")
        assert activity.value == "Pilates"
        activity.query_one(Entry).focus()
        await press(pilot, "backspace", "down", "enter")
        assert activity.value == "Yoga"


def _heads_on(store: Store, day: date) -> Heads:
    rows = sessions.page(store, LogFilter(), 0, 10)
    found = next(row for row in rows if row.day == day)
    return sessions.get(store, found.session).session.heads["vuxna"]


async def test_saving_without_a_change_writes_nothing_and_says_so(start: Start) -> None:
    async with start(last_week) as pilot:
        before = await ask(pilot, history.next_undo)
        await press(pilot, "f4", "enter", "f9")
        assert not isinstance(pilot.app.screen, SessionForm)
        assert "Inget är ändrat." in said(pilot)
        assert await ask(pilot, history.next_undo) == before
