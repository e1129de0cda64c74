"""The texts of a report: written, kept, and offered the next year."""

from driving import Start, paste, press, text_of, write
from small_history import ask, said
from small_report import GOALS, Y2023, Y2024, goals, read, two_years
from textual.pilot import Pilot
from textual.widgets import TextArea

from halsoverkstad.domain.report import LONGEST_TEXT, Part, TextKey
from screens.report import ReportRoom
from screens.report_texts import ReportTexts
from screens.statistics import StatisticsRoom
from screens.widgets.ask import Ask
from storage import history, report_texts, sessions
from storage.sessions import LogFilter


async def text_of_year(pilot: Pilot[None], key: TextKey = GOALS, year=Y2024):
    return (await ask(pilot, report_texts.texts, year)).get(key)


async def test_a_text_is_saved_by_f9_and_offered_the_next_year(start: Start):
    async with start(two_years) as pilot:
        await press(pilot, "f10", "left", "x", "down", "tab")
        await write(pilot, "Alla ska med. ")
        await press(pilot, "enter")
        await write(pilot, "Här & <nu>")
        assert "Ändrad, inte sparad" in read(pilot)
        await press(pilot, "f9")
        assert "1 text är sparad." in said(pilot).replace("\N{NO-BREAK SPACE}", " ")
        kept = await text_of_year(pilot, year=Y2023)
        assert kept.text == "Alla ska med. \nHär & <nu>"
        await press(pilot, "escape", "right", "x", "down")
        assert "Förslag: texten från År 2023." in read(pilot)
        assert "Alla ska med." in text_of(pilot)
        assert (await text_of_year(pilot)).offered_from == Y2023
        await press(pilot, "f9")
        assert (await text_of_year(pilot)).offered_from is None
        assert "Sparad." in read(pilot)


async def test_what_was_written_is_asked_about_before_it_is_lost(start: Start):
    async with start(two_years) as pilot:
        await press(pilot, "f10", "x", "enter")
        await write(pilot, "Kort")
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, Ask)
        assert "Sammanfattning" in text_of(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ReportTexts)
        await press(pilot, "f6", "j")
        assert isinstance(pilot.app.screen, StatisticsRoom)
        assert await ask(pilot, report_texts.texts, Y2024) == {}


async def test_texts_wait_side_by_side_until_they_are_saved(start: Start):
    async with start(two_years) as pilot:
        await press(pilot, "f10", "x", "enter")
        await write(pilot, "ett")
        await press(pilot, "shift+tab", "down", "enter")
        await write(pilot, "två")
        await press(pilot, "shift+tab", "up")
        assert pilot.app.screen.query_one(TextArea).text == "ett"
        await press(pilot, "f9")
        texts = await ask(pilot, report_texts.own, Y2024)
        assert texts == {TextKey(Part.SUMMARY): "ett", GOALS: "två"}
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ReportRoom)


async def test_undo_in_the_texts_never_undoes_a_session(start: Start):
    async with start(two_years) as pilot:
        await press(pilot, "f10", "x", "enter")
        await write(pilot, "a")
        await press(pilot, "shift+tab", "ctrl+z")
        assert pilot.app.screen.query_one(TextArea).text == ""
        await press(pilot, "ctrl+z", "escape")
        assert await ask(pilot, sessions.count, LogFilter()) == 3
        assert await ask(pilot, history.undo)


async def test_every_offer_is_taken_over_only_after_a_question(start: Start):
    async with start(two_years, goals("Alla ska med.")) as pilot:
        await press(pilot, "f10", "x", "a", "enter")
        assert (await text_of_year(pilot)).offered_from == Y2023
        await press(pilot, "a", "j")
        assert (await text_of_year(pilot)).offered_from is None


async def test_a_text_that_is_thrown_away_gives_way_to_the_earlier_one(start: Start):
    async with start(two_years, goals("Förra."), goals("Ny.", Y2024)) as pilot:
        await press(pilot, "f10", "x", "down", "delete", "enter")
        assert (await text_of_year(pilot)).text == "Ny."
        await press(pilot, "delete", "j")
        assert (await text_of_year(pilot)).offered_from == Y2023
        assert pilot.app.screen.query_one(TextArea).text == "Förra."


async def test_an_emptied_text_says_that_there_is_nothing_to_say(start: Start):
    async with start(two_years, goals("Förra.")) as pilot:
        await press(pilot, "f10", "x", "down", "enter", "end", *["backspace"] * 6, "f9")
        kept = await text_of_year(pilot)
        assert (kept.text, kept.offered_from) == ("", None)
        assert "inget att säga" in read(pilot)


async def test_a_text_that_is_too_long_is_said_and_stays_in_the_field(start: Start):
    async with start(two_years) as pilot:
        await press(pilot, "f10", "x", "enter")
        await paste(pilot, "a\x07b" + "x" * LONGEST_TEXT)
        await press(pilot, "f9")
        assert "Korta den." in said(pilot)
        assert await ask(pilot, report_texts.texts, Y2024) == {}
        area = pilot.app.screen.query_one(TextArea)
        area.load_text("a\x07b")
        await press(pilot, "f9")
        assert (await text_of_year(pilot, TextKey(Part.SUMMARY))).text == "ab"
