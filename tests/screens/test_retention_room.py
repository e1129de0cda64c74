"""Gallring: whose names should go, the notes to read through after, and what is kept of somebody."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from driving import Start, press, text_of
from small_history import ask, said
from textual.widgets import Input, SelectionList, Static

from halsoverkstad.domain.facts import Attributes, Naming, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.report import Part, TextKey
from halsoverkstad.domain.words import Kind
from screens.participant_form import ParticipantForm
from screens.participants import ParticipantsRoom
from screens.report_texts import ReportTexts
from screens.retention import RetentionRoom
from screens.session_form import SessionForm
from screens.traces import TracesRoom
from screens.widgets.fields import Entry
from storage import (
    derived,
    doubles,
    erasure,
    frozen,
    journal,
    merging,
    participants,
    register_rows,
    report_figures,
    report_texts,
    retention,
    sessions,
)
from storage.delivery import Delivery
from storage.journal import Entity, Version
from storage.peers import Sender
from storage.sessions import LogFilter, Present, SessionEntry
from storage.store import Store
from storage.writing import writing

ADULT = Attributes("vuxna")
YEAR, GOALS = Period.year(2024), TextKey(Part.GOALS)
LONG_AGO, LATELY = date(2022, 5, 3), date(2024, 12, 1)
SIZES = [(80, 24), (120, 40)]


def long_ago(store: Store) -> None:
    """Three who were here long ago and one lately; notes of which one names somebody."""
    names = ("Amina", "Bodil", "Cecilia", "Dana")
    people = [participants.register(store, Naming(name), ADULT) for name in names]
    for number, person in enumerate(people):
        day = LATELY if number == 3 else LONG_AGO.replace(day=3 + number)
        note = "Bodils cykel" if number == 3 else ""
        came = (Present(person, ADULT),)
        sessions.save(store, SessionEntry(Session(day, activity=f"Pass {number}"), came, note))


def erased_elsewhere(store: Store) -> None:
    """Somebody here counts as one with a record that another computer has erased."""
    here = participants.register(store, Naming("Amina"), ADULT)
    there = store.new_id()
    with writing(store) as pen:
        pen.put(Entity.PARTICIPANT, there, {"erased": True}, new=True)
    doubles.answer(store, here, there, same=True)


def erased_with_a_file(store: Store) -> None:
    """Somebody here, with a visit, whom another computer has erased."""
    here = participants.register(store, Naming("Amina"), ADULT)
    came = (Present(here, ADULT),)
    sessions.save(store, SessionEntry(Session(LATELY, activity="Pass"), came))
    erased = Version.written(
        here, Entity.PARTICIPANT, laptop=b"x" * 16, seq=1, time=1_740_000_000_000,
        parents=[each.id for each in journal.versions_of(store.connection, here)],
        fields='{"erased":true,"group":"vuxna"}',
    )  # fmt: skip
    sender = Sender(b"x" * 16, "S", b"k" * 32, "age1", "")
    merging.merge(store, [Delivery("svar.halsa", b"d" * 32, sender, 1, 1, [erased])])


def support_note(store: Store) -> None:
    """A note from before notes about individual support were off."""
    session = sessions.save(store, SessionEntry(Session(LATELY, kind=Kind.INDIVIDUAL)))
    with store.connection.transaction():
        sessions.set_note(store, session, "Om någon")
        derived.rebuild(store)


async def due(pilot: Any) -> list[str]:
    return [each.row.display for each in await ask(pilot, retention.due)]


@pytest.mark.parametrize("size", SIZES)
async def test_the_register_tells_and_leads_there(start: Start, size: tuple[int, int]) -> None:
    async with start(long_ago, size=size) as pilot:
        await press(pilot, "f5")
        assert "3\N{NO-BREAK SPACE}deltagare att gallra: tryck G." in text_of(pilot)
        await press(pilot, "G")
        assert isinstance(pilot.app.screen, RetentionRoom)
        shown = text_of(pilot)
        assert shown.index("Amina · senast tis 3 maj 2022") < shown.index("Cecilia")
        assert "Dana" not in shown
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ParticipantsRoom)


async def test_questions_and_who_is_due_are_told_beside_each_other(start: Start) -> None:
    def with_doubles(store: Store) -> None:
        long_ago(store)
        for name in ("Hodan", "Hodan A"):
            participants.register(store, Naming(name, "Hodan", "Ab", 1990, 3), ADULT)

    async with start(with_doubles, size=SIZES[0]) as pilot:
        await press(pilot, "f5")
        told = text_of(pilot).replace("\N{NO-BREAK SPACE}", " ")
        assert "1 fråga om dubbletter: tryck D. 3 deltagare att gallra: tryck G." in told


async def test_the_overview_tells_and_leads_to_the_participants(start: Start) -> None:
    async with start(long_ago) as pilot:
        assert "3 deltagare har inte setts på 2 år" in text_of(pilot)


async def test_only_those_ticked_are_erased_after_one_question(start: Start) -> None:
    async with start(long_ago) as pilot:
        await press(pilot, "f5", "g", "delete")
        assert "Kryssa först" in said(pilot)
        await press(pilot, "space", "delete")
        assert "Radera uppgifterna om Amina för gott?" in text_of(pilot)
        await press(pilot, "enter")
        assert await due(pilot) == ["Amina", "Bodil", "Cecilia"]
        await press(pilot, "delete", "j")
        assert await due(pilot) == ["Bodil", "Cecilia"]
        assert isinstance(pilot.app.screen, RetentionRoom)


async def test_what_could_not_be_taken_out_of_the_log_yet_is_said(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasure, "lingers", lambda _store: True)
    async with start(long_ago) as pilot:
        await press(pilot, "f5", "g", "space", "delete", "j")
        assert "1\N{NO-BREAK SPACE}deltagare har raderats. Ett annat program läser" in said(pilot)
        await press(pilot, "escape", "delete", "j")
        assert "Besöken räknas kvar. Ett annat program läser" in said(pilot)


async def test_what_is_ticked_shows_without_colour(start: Start) -> None:
    async with start(long_ago) as pilot:
        await press(pilot, "f5", "g", "down", "space")
        list_: Any = pilot.app.screen.query_one("#due", SelectionList)
        assert [list_.render_line(y).text[:7] for y in range(3)] == [
            "[ ] Ami", "[x] Bod", "[ ] Cec",
        ]  # fmt: skip


async def test_all_at_once_and_the_notes_that_may_name_them_are_read_through(
    start: Start,
) -> None:
    async with start(long_ago) as pilot:
        await press(pilot, "f5", "g", "a")
        picked: Any = pilot.app.screen.query_one("#due", SelectionList)
        assert len(picked.selected) == 3
        await press(pilot, "a")
        assert picked.selected == []
        await press(pilot, "a", "delete", "j")
        assert await due(pilot) == []
        assert isinstance(pilot.app.screen, TracesRoom)
        shown = text_of(pilot)
        assert "namnet står här · Pass 3" in shown
        assert "Bodils cykel" in shown
        await press(pilot, "t")
        assert "0\N{NO-BREAK SPACE}ställen att läsa igenom" in text_of(pilot)
        (row,) = await ask(pilot, sessions.page, LogFilter(text="Pass 3"), 0, 9)
        assert not row.has_note
        await press(pilot, "escape")
        assert "Ingen att gallra just nu." in text_of(pilot)


async def test_a_note_may_be_mended_in_its_session_or_left(start: Start) -> None:
    async with start(long_ago) as pilot:
        await press(pilot, "f5", "down", "delete", "j")
        assert isinstance(pilot.app.screen, TracesRoom)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, SessionForm)
        pilot.app.screen.query_one("#note").text = "En cykel"  # pyright: ignore[reportAttributeAccessIssue]
        await press(pilot, "f9")
        assert "0\N{NO-BREAK SPACE}ställen" in text_of(pilot)
    async with start(long_ago) as pilot:
        await press(pilot, "f5", "down", "delete", "j", "l")
        assert "0\N{NO-BREAK SPACE}ställen" in text_of(pilot)
        (row,) = await ask(pilot, sessions.page, LogFilter(text="Pass 3"), 0, 9)
        assert row.has_note


async def test_a_report_that_names_the_erased_is_mended_or_the_name_taken_out(
    start: Start,
) -> None:
    def named_in_reports(store: Store) -> None:
        long_ago(store)
        report_texts.write(store, YEAR, GOALS, "Tack till Amina och de andra.")
        with frozen.freezing(store, report_figures.figures(store, YEAR)):
            pass

    async with start(named_in_reports) as pilot:
        await press(pilot, "f5", "g", "space", "delete", "j")
        assert isinstance(pilot.app.screen, TracesRoom)
        shown = text_of(pilot)

        assert "namnet står här · Rapporten för 2024: Målbilder" in shown
        assert "Tack till Amina" in shown
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ReportTexts)
        await press(pilot, "escape", "t", "t")
        assert "0\N{NO-BREAK SPACE}ställen att läsa igenom" in text_of(pilot)
        written = await ask(pilot, report_texts.own, YEAR)
        assert written == {GOALS: "Tack till [namn raderat] och de andra."}
        settled = await ask(pilot, frozen.latest, YEAR)
        assert settled.texts == written


async def test_a_request_from_another_computer_is_answered(start: Start) -> None:
    async with start(erased_elsewhere) as pilot:
        await press(pilot, "f5", "g")
        assert "Amina · samma person raderad på Dator 1 " in text_of(pilot)
        await press(pilot, "o")
        assert "någon annan och behålls" in said(pilot)
        assert await due(pilot) == []
        await press(pilot, "ctrl+z")
        assert await due(pilot) == ["Amina"]
    async with start(long_ago) as pilot:
        await press(pilot, "f5", "g", "o")
        assert "gäller bara dem" in said(pilot)
        await press(pilot, "v")
        assert isinstance(pilot.app.screen, ParticipantForm)


async def test_an_erasure_that_came_with_a_file_is_said_no_to(start: Start) -> None:
    async with start(erased_with_a_file) as pilot:
        await press(pilot, "f5")
        assert "raderade" in text_of(pilot)
        await press(pilot, "enter")
        facts = pilot.app.screen.query_one("#person-facts", Static)
        assert "Raderad på en annan dator: svara under" in str(facts.content)
        await press(pilot, "escape", "g")
        assert "Amina · raderad på en annan dator" in text_of(pilot)
        await press(pilot, "o")
        assert "räknas som samma person" in said(pilot)
        await press(pilot, "b")
        question = str(pilot.app.screen.query_one("#ask-question", Static).content)
        assert "Behålla Amina? Bara om Amina inte har bett om att bli bortglömd." in question
        await press(pilot, "enter")
        assert await due(pilot) == ["Amina"]
        await press(pilot, "b", "j")
        assert "Amina behålls" in said(pilot)
        assert await due(pilot) == []
        (row,) = await ask(pilot, register_rows.page, register_rows.ParticipantFilter(), 0, 9)
        assert (row.display, row.visits, row.erased) == ("Amina", 1, False)
    async with start(long_ago) as pilot:
        await press(pilot, "f5", "g", "b")
        assert "gäller bara dem som själva" in said(pilot)


async def test_an_erasure_that_came_with_a_file_is_said_yes_to(start: Start) -> None:
    async with start(erased_with_a_file) as pilot:
        await press(pilot, "f5", "g", "space", "delete", "j")
        assert await due(pilot) == []
        (row,) = await ask(pilot, register_rows.page, register_rows.ParticipantFilter(), 0, 9)
        assert (row.naming, row.visits) == (None, 1)


async def test_notes_that_are_due_go_after_a_question(start: Start) -> None:
    async with start(support_note) as pilot:
        await press(pilot, "f5", "g")
        assert "anteckning om individuellt stöd" in text_of(pilot)
        await press(pilot, "t", "enter")
        assert len((await ask(pilot, retention.notes_due)).individual) == 1
        await press(pilot, "t", "j")
        assert len((await ask(pilot, retention.notes_due)).individual) == 0
        await press(pilot, "t")
        assert "inga anteckningar att ta bort" in said(pilot)


async def test_records_of_one_person_are_erased_together(start: Start) -> None:
    def linked(store: Store) -> None:
        one, other = (participants.register(store, Naming(n), ADULT) for n in ("Ali", "Ali B"))
        doubles.answer(store, one, other, same=True)

    async with start(linked) as pilot:
        await press(pilot, "f5", "delete")
        question = str(pilot.app.screen.query_one("#ask-question", Static).content)
        assert "Ali och Ali B för gott? De är samma person." in question
        await press(pilot, "j")
        assert await ask(pilot, register_rows.count, register_rows.ParticipantFilter()) == 0


async def test_what_is_kept_about_somebody_is_saved_as_a_file(start: Start, tmp_path: Path) -> None:
    async with start(long_ago) as pilot:
        await press(pilot, "f5", "enter", "f8")
        field = pilot.app.screen.query_one("#written", Input)
        assert "utdrag-d-" in field.value
        assert "Amina" not in field.value
        field.value = str(tmp_path / "utdrag.docx")
        await press(pilot, "enter")
        assert ".md eller .txt" in text_of(pilot)
        field.value = str(tmp_path / "utdrag.md")
        await press(pilot, "enter")
        assert "Amina" in (tmp_path / "utdrag.md").read_text("utf-8")
        await press(pilot, "f8")
        pilot.app.screen.query_one("#written", Input).value = str(tmp_path / "utdrag.md")
        await press(pilot, "enter")
        assert "finns redan" in text_of(pilot)
        await press(pilot, "escape")
        assert pilot.app.screen.query_one("#display", Entry).value == "Amina"
