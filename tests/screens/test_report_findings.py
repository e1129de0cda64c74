"""What stands in the way of a report, and where each finding is mended."""

from datetime import date

import pytest
from driving import Start, press, text_of, write
from small_report import Y2024, goals, read, two_years
from textual.pilot import Pilot

from halsoverkstad.domain.facts import Attributes, Naming, Session
from halsoverkstad.domain.report import FollowUp
from screens.doubles import DoublesRoom
from screens.hand_in import HandInRoom
from screens.log import LogRoom
from screens.participants import ParticipantsRoom
from screens.report import ReportRoom
from screens.report_economy import EconomyForm
from screens.report_findings import ReportFindings
from screens.report_lists import FollowUpForm
from screens.report_texts import ReportTexts
from screens.session_form import SessionForm
from screens.settings import SettingsRoom
from storage import participants, report_lists, sessions
from storage.sessions import Present, SessionEntry
from storage.store import Store


def nobody(store: Store) -> None:
    """A session without anyone."""
    sessions.save(store, SessionEntry(Session(date(2024, 4, 4), activity="Dans")))


def too_many_answers(store: Store) -> None:
    """More answers than people asked: an error."""
    report_lists.set_follow_ups(store, Y2024, [FollowUp("Trivsel", "Enkät", 10, 12, "")])


async def to_finding(pilot: Pilot[None], words: str) -> None:
    """Mark the finding that begins so, and open it."""
    await press(pilot, "f10", "k")
    room = pilot.app.screen
    assert isinstance(room, ReportFindings)
    found = room._found or ()
    at = next(at for at, each in enumerate(found) if each.what.startswith(words))
    await press(pilot, "home", *["down"] * at)
    assert words in read(pilot)
    await press(pilot, "enter")


@pytest.mark.parametrize(
    ("words", "screen"),
    [
        ("Ekonomin saknas", EconomyForm),
        ("Text saknas: Följeforskning", ReportTexts),
        ("Texten är från 2023", ReportTexts),
        ("Ingen deltagare är noterad", SessionForm),
        ("2 deltagare saknar uppgifter", ParticipantsRoom),
        ("Datorn har inga tillfällen", HandInRoom),
        ("Trivsel: 12 svarande", FollowUpForm),
    ],
)
async def test_each_finding_opens_where_it_is_mended(start: Start, words: str, screen: type):
    async with start(two_years, goals("Alla."), nobody, too_many_answers) as pilot:
        await to_finding(pilot, words)
        assert isinstance(pilot.app.screen, screen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ReportFindings)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ReportRoom)


async def test_an_empty_period_leads_to_the_log(start: Start):
    async with start(two_years) as pilot:
        await press(pilot, "f10", "right")
        assert "1 fel" in read(pilot)
        await press(pilot, "k")
        assert "▲ Fel Perioden har inga loggade tillfällen" in read(pilot)
        await press(pilot, "home", "enter")
        assert isinstance(pilot.app.screen, LogRoom)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ReportFindings)


async def test_questions_open_where_they_are_answered(start: Start):
    def doubles(store: Store) -> None:
        people = [
            participants.register(store, Naming(name, name, "Al", 1985, 3), Attributes("vuxna"))
            for name in ("Fatima", "Fatma")
        ]
        present = tuple(Present(each, Attributes("vuxna")) for each in people)
        sessions.save(store, SessionEntry(Session(date(2024, 5, 5)), present))

    async with start(doubles) as pilot:
        await to_finding(pilot, "1 fråga om samma person")
        assert isinstance(pilot.app.screen, DoublesRoom)
        await press(pilot, "s", "escape")
        room = pilot.app.screen
        assert isinstance(room, ReportFindings)
        assert not [each for each in room._found or () if "samma person" in each.what]


async def test_what_is_mended_is_found_no_more(start: Start):
    async with start(two_years) as pilot:
        await to_finding(pilot, "Text saknas: Målbilder")
        await write(pilot, "Alla ska med.")
        await press(pilot, "f9", "escape")
        assert isinstance(pilot.app.screen, ReportFindings)
        assert "Text saknas: Målbilder" not in text_of(pilot)
        assert "Text saknas: Följeforskning" in text_of(pilot)


async def test_a_period_without_agreement_leads_to_the_settings(start: Start):
    def long_ago(store: Store) -> None:
        sessions.save(store, SessionEntry(Session(date(2022, 4, 4), activity="Dans")))

    async with start(long_ago) as pilot:
        await to_finding(pilot, "Ingen överenskommelse")
        assert isinstance(pilot.app.screen, SettingsRoom)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ReportFindings)
        await press(pilot, "f7", "f10")
        assert isinstance(pilot.app.screen, ReportRoom)
