"""The file of a report: its form, as a draft or settled, for whom, and where."""

import json
import sys
from pathlib import Path

import pytest
from docx import Document
from driving import Start, paste, press, settle
from python_calamine import CalamineWorkbook
from small_history import ask, said
from small_report import Y2024, goals, one_more, read, two_years
from textual.pilot import Pilot
from textual.widgets import Static

from halsoverkstad.domain.economy import CostLine, Economy, Surplus
from screens import report_making
from screens.places import files_in
from screens.report import ReportRoom
from screens.report_making import ReportMaking
from screens.widgets.ask import Ask
from screens.widgets.path_field import PathField
from storage import frozen, report_lists
from storage.store import Store


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's own folder."""
    folder = tmp_path / "hem"
    folder.mkdir()
    monkeypatch.setattr(Path, "home", lambda: folder)
    return folder


def not_adding_up(store: Store) -> None:
    """A surplus out that the figures do not give: an error."""
    economy = Economy((CostLine("Lön", 100, 90),), (Surplus(carried_out=11),))
    report_lists.set_economy(store, Y2024, economy)


async def making(pilot: Pilot[None], form: str, path: Path, *, final: bool = False) -> None:
    """Choose a form by its letter, and a path, and say that the file is to be made."""
    await press(pilot, "f10", "f9")
    assert isinstance(pilot.app.screen, ReportMaking)
    if form != "w":
        await press(pilot, form)
    await press(pilot, "tab", *["right"] * final)
    pilot.app.screen.query_one("#target-entry").focus()
    await press(pilot, "home", "shift+end")
    await paste(pilot, str(path))
    await press(pilot, "f9")


def target(pilot: Pilot[None]) -> PathField:
    return pilot.app.screen.query_one("#target", PathField)


def told(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one("#making-told", Static).content)


@pytest.mark.parametrize(
    ("form", "ending"), [("w", "docx"), ("e", "xlsx"), ("p", "pdf"), ("m", "md"), ("j", "json")]
)
async def test_a_draft_is_written_in_each_form(
    start: Start, tmp_path: Path, form: str, ending: str
):
    if form == "p":
        pytest.importorskip("typst")
    path = tmp_path / f"rapport.{ending}"
    async with start(two_years) as pilot:
        await making(pilot, form, path)
        assert f"Utkastet är klart: {path}" in said(pilot)
        assert "Utkastet är klart" in read(pilot)
        assert await ask(pilot, frozen.every) == []
    assert files_in(tmp_path, "") == [path]
    match ending:
        case "docx":
            text = "\n".join(each.text for each in Document(str(path)).paragraphs)
            assert "Under 2024 hölls 2 tillfällen" in text.replace("\N{NO-BREAK SPACE}", " ")
        case "xlsx":
            assert "Nyckeltal" in CalamineWorkbook.from_path(path).sheet_names
        case "pdf":
            assert path.read_bytes().startswith(b"%PDF")
        case "md":
            assert "UTKAST" in path.read_text(encoding="utf-8")
        case _:
            report = json.loads(path.read_bytes())
            assert report["sma_tal_skyddade"]


async def test_small_numbers_are_shown_only_when_internal_is_chosen(start: Start, home: Path):
    async with start(two_years) as pilot:
        await press(pilot, "f10", "f9", "j", "tab", "tab", "right")
        path = home / "aterrapport-2024-utkast-intern.json"
        assert target(pilot).path == path
        await press(pilot, "f9")
        assert not json.loads(path.read_bytes())["sma_tal_skyddade"]
        await press(pilot, "left", "f9")
        protected = home / "aterrapport-2024-utkast.json"
        assert json.loads(protected.read_bytes())["sma_tal_skyddade"]


async def test_the_path_follows_the_form_and_a_written_name_is_kept(start: Start, home: Path):
    async with start(two_years) as pilot:
        await press(pilot, "f10", "f9")
        assert target(pilot).path == home / "aterrapport-2024-utkast.docx"
        await press(pilot, "tab", "right")
        assert target(pilot).path == home / "aterrapport-2024.docx"
        target(pilot).value = str(home / "egen.docx")
        await press(pilot, "shift+tab", "e")
        assert target(pilot).path == home / "egen.xlsx"


async def test_it_is_settled_only_after_a_question_with_focus_on_no(start: Start, tmp_path: Path):
    path = tmp_path / "rapport.md"
    async with start(two_years, goals("Alla.")) as pilot:
        await making(pilot, "m", path, final=True)
        assert isinstance(pilot.app.screen, Ask)
        assert "1 text från en tidigare period är inte sparade" in read(pilot)
        await press(pilot, "enter")
        assert not path.exists()
        assert await ask(pilot, frozen.every) == []
        await press(pilot, "f9", "j")
        assert "Rapporten är fastställd" in read(pilot)
        (kept,) = await ask(pilot, frozen.every)
        assert kept.period == Y2024
        assert kept.figures["T1.unika.totalt"] == 4
        text = path.read_text(encoding="utf-8")
        assert "UTKAST" not in text
        assert kept.checksum in text
        await press(pilot, "escape")
        assert "Fastställd" in read(pilot)
        assert "gäller än" in read(pilot)


async def test_a_report_with_errors_is_not_settled_but_can_be_a_draft(start: Start, tmp_path: Path):
    path = tmp_path / "rapport.md"
    async with start(two_years, not_adding_up) as pilot:
        await making(pilot, "m", path, final=True)
        shown = read(pilot)
        assert "Fel hindrar att den fastställs" in shown
        assert "▲ Överskott ut: angivet 11 kr" in shown
        assert not path.exists()
        assert await ask(pilot, frozen.every) == []
        await press(pilot, "escape")
        await making(pilot, "m", path)
        assert "UTKAST" in path.read_text(encoding="utf-8")


async def test_errors_that_came_after_the_check_stop_it_too(start: Start, tmp_path: Path):
    path = tmp_path / "rapport.md"
    async with start(two_years) as pilot:
        await making(pilot, "m", path, final=True)
        await ask(pilot, not_adding_up)
        await press(pilot, "j")
        assert "går inte att fastställa" in read(pilot)
        assert not path.exists()
        assert await ask(pilot, frozen.every) == []


async def test_a_file_that_is_there_is_replaced_only_when_asked(start: Start, tmp_path: Path):
    path = tmp_path / "rapport.md"
    path.write_text("min", encoding="utf-8")
    async with start(two_years) as pilot:
        await making(pilot, "m", path)
        assert isinstance(pilot.app.screen, Ask)
        await press(pilot, "enter")
        assert path.read_text(encoding="utf-8") == "min"
        await press(pilot, "f9", "j")
        assert "UTKAST" in path.read_text(encoding="utf-8")


async def test_what_cannot_be_written_is_said_where_one_is(start: Start, tmp_path: Path):
    async with start(two_years) as pilot:
        await making(pilot, "m", tmp_path / "finns-inte" / "rapport.md")
        assert "mappen finns inte" in read(pilot)
        field = target(pilot)
        field.value = str(tmp_path / "rapport.docx")
        await press(pilot, "f9")
        assert "ska sluta på .md" in read(pilot)
        field.value = ""
        await press(pilot, "f9")
        assert "Skriv var filen ska ligga." in read(pilot)


async def test_without_the_extra_for_pdf_it_says_how_to_get_it(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(sys.modules, "typst", None)
    path = tmp_path / "rapport.pdf"
    async with start(two_years) as pilot:
        await making(pilot, "p", path)
        assert "halsoverkstad[pdf]" in read(pilot)
        assert not path.exists()


async def test_a_letterhead_that_is_none_is_said(start: Start, tmp_path: Path):
    template = tmp_path / "brev.docx"
    template.write_text("inget dokument", encoding="utf-8")
    path = tmp_path / "rapport.docx"
    async with start(two_years) as pilot:
        await press(pilot, "f10", "f9")
        pilot.app.screen.query_one("#letterhead", PathField).value = str(template)
        target(pilot).value = str(path)
        await press(pilot, "f9")
        assert str(template) in told(pilot)
        assert not path.exists()


async def test_one_cannot_leave_while_the_file_is_made(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from threading import Event

    begun, go_on = Event(), Event()
    made = report_making.draft

    def slow(*args: object, **options: object) -> object:
        begun.set()
        assert go_on.wait(20)
        return made(*args, **options)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(report_making, "draft", slow)
    async with start(two_years) as pilot:
        await press(pilot, "f10", "f9", "m")
        await pilot.press("f9")
        while not begun.is_set():
            await pilot.pause(0.01)
        await pilot.press("escape")
        await pilot.pause(0.1)
        assert isinstance(pilot.app.screen, ReportMaking)
        assert "Gör rapporten …" in read(pilot)
        go_on.set()
        await settle(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ReportRoom)


async def test_a_figure_that_changed_is_told_in_the_parts(start: Start, tmp_path: Path):
    async with start(two_years) as pilot:
        await making(pilot, "m", tmp_path / "rapport.md", final=True)
        await press(pilot, "j")
        await ask(pilot, one_more)
        await press(pilot, "escape")
        assert "ändrade" in read(pilot)
