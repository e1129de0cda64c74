"""The whole report on the screen, section by section; Enter opens what is behind a figure."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from textwrap import wrap

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import DataTable, Static

from exports.report.explaining import figures_behind
from exports.report.model import (
    Block,
    Box,
    Bullets,
    Cell,
    Chart,
    Definitions,
    Paragraph,
    Section,
    Table,
)
from exports.report.wording import notes, prefix
from screens.commands import Command
from screens.library import Library
from screens.report_columns import parts
from screens.report_standing import Standing, look
from screens.report_tables import FigureTable
from screens.report_words import figure_label, text_label
from screens.room import Room
from screens.session_list import Listed, SessionList
from screens.widgets.chip import Chip
from screens.widgets.pick import Pick
from screens.words import number, period_label
from storage.report_trace import Figure
from storage.report_tracing import behind_figure

_SIDES = 3
"""Cells beside what is shown: a space on each side, and the scrollbar."""
_FRAME = 4
"""Cells that a box takes of them."""
_NOTHING_BEHIND = "Där står ingen siffra som är räknad ur tillfällen."
_OF_COMPUTERS = "Siffran räknas ur datorernas veckor; de visas i rummet på F8 hos samordnaren."


class ReportView(Room):
    """One section at a time."""

    CSS_PATH = "report_view.tcss"
    HEADING = "Rapporten"
    NAVIGATES = False
    ROOM_COMMANDS = (
        Command("behind", "o", "Bakom", "Visar tillfällena och koderna bakom siffran (Enter)."),
        Command("turn(1)", "plus", "Nästa avsnitt", "Går till nästa avsnitt."),
        Command("turn(-1)", "minus", "Förra", "Går till avsnittet före."),
        Command("contents", "i", "Innehåll", "Väljer bland avsnitten."),
        Command("write", "x", "Skriv text", "Skriver avsnittets text."),
        Command("app.back", "escape,s", "Tillbaka", "Går tillbaka till rapportens delar."),
    )

    def __init__(self, library: Library, standing: Standing) -> None:
        """Begin with the first section."""
        super().__init__(library)
        self._standing = standing
        self._sections = list(_with_blocks(standing.report.sections))
        self._at = 0
        self._fresh = True
        self._width = 0

    def body(self) -> ComposeResult:
        """Where one is, and the section."""
        with Horizontal(id="view-head"):
            yield Chip("contents", id="view-section")
            yield Static("", id="view-period", markup=False)
        yield VerticalScroll(id="section", can_focus=True)

    def on_mount(self) -> None:
        """Show the first section."""
        self._draw()

    async def refresh_room(self) -> None:
        """Count again, when one comes back: what was opened may have changed something."""
        if self._fresh:
            self._fresh = False
            return
        standing = await self.library.ask(look, self._standing.period)
        if standing.report != self._standing.report:
            self._standing = standing
            self._sections = list(_with_blocks(standing.report.sections))
            self._at = min(self._at, len(self._sections) - 1)
            self._draw()

    # Events

    def on_resize(self, event: Resize) -> None:
        """Fit the tables to another width."""
        if self._width not in {0, event.size.width}:
            self._draw()

    @on(DataTable.CellSelected)
    def _chosen(self) -> None:
        self.action_behind()

    # Actions

    def action_behind(self) -> None:
        """What is behind the marked figure."""
        table = self.focused
        if isinstance(table, FigureTable):
            self._open(table.cell_at(table.cursor_coordinate))
        else:
            self.say("Gå först till en tabell (Tab).")

    def action_turn(self, by: int) -> None:
        """Another section."""
        at = self._at + by
        if 0 <= at < len(self._sections):
            self._at = at
            self._draw()

    @work(exclusive=True, group="choose", exit_on_error=False)
    async def action_contents(self) -> None:
        """Choose a section."""
        lines = [f"{each.number} {each.title}" for each in self._sections]
        picked = await self.shell.push_screen_wait(Pick("Innehåll", lines, self._at))
        if picked is not None:
            self._at = picked
            self._draw()

    def action_write(self) -> None:
        """Write the text of the section."""
        from screens.report_texts import ReportTexts

        title = self._section.title
        key = next((each for each in self._standing.texts if text_label(each) == title), None)
        self.shell.push_screen(ReportTexts(self.library, self._standing.period, key))

    # Inside

    @property
    def _section(self) -> Section:
        return self._sections[self._at]

    def _draw(self) -> None:
        section = self._section
        where = f"‹ {section.number} {section.title} ›"
        self.query_one("#view-section", Chip).update(where)
        self.query_one("#view-period", Static).update(
            f"{self._at + 1} av {len(self._sections)} · {period_label(self._standing.period)}"
        )
        self._width = self.app.size.width  # pyright: ignore[reportUnknownMemberType]
        space = self._width - _SIDES
        self._fill([widget for block in section.blocks for widget in _widgets(block, space)])

    @work(exclusive=True, group="load", exit_on_error=False)
    async def _fill(self, widgets: list[Widget]) -> None:
        scroll = self.query_one("#section", VerticalScroll)
        await scroll.remove_children()
        await scroll.mount(*widgets)
        scroll.scroll_home(animate=False)
        tables = list(self.query(FigureTable))
        (tables[0] if tables else scroll).focus(scroll_visible=False)

    def _open(self, cell: Cell) -> None:
        name = cell.name
        if name.startswith(("E", "Ö", "X")):
            from screens.report_economy import EconomyForm

            self.shell.push_screen(EconomyForm(self.library, self._standing.period))
        elif name.startswith(("U", "S")):
            from screens.report_lists import FollowUpForm, ResourceForm

            form = FollowUpForm if name.startswith("U") else ResourceForm
            self.shell.push_screen(form(self.library, self._standing.period))
        elif name.startswith("M1"):
            self.say(_OF_COMPUTERS)
        elif not name:
            self.say(_NOTHING_BEHIND)
        else:
            self._open_behind(name)

    @work(exclusive=True, group="choose", exit_on_error=False)
    async def _open_behind(self, name: str) -> None:
        figures = figures_behind(self._standing.source.counted, name)
        figure = figures[0]
        if len(figures) > 1:
            lines = [f"{self._label(each)}: {number(each.value)}" for each in figures]
            picked = await self.shell.push_screen_wait(Pick("Siffran räknas ur", lines))
            if picked is None:
                return
            figure = figures[picked]
        heading = f"{self._label(figure)}: {number(figure.value)}"
        fetch = partial(_fetch, self.library, figure)
        self.shell.push_screen(SessionList(self.library, heading, fetch))

    def _label(self, figure: Figure) -> str:
        label = figure_label(self._standing.source.programme, figure)
        return f"{label} · {period_label(figure.trace.period)}"


async def _fetch(library: Library, figure: Figure) -> Listed:
    found = await library.ask(behind_figure, figure.trace)
    return Listed(found.sessions, found.participants)


def _with_blocks(sections: tuple[Section, ...]) -> Iterator[Section]:
    """Every section that holds anything of its own, in reading order."""
    for each in sections:
        if each.blocks:
            yield each
        yield from _with_blocks(each.subsections)


def _widgets(block: Block, space: int) -> Iterator[Widget]:
    match block:
        case Paragraph(text, lead):
            yield _prose([text], space, classes="lead" if lead else "paragraph")
        case Bullets(items):
            yield _prose([f"• {each}" for each in items], space)
        case Box(title, lines):
            box = _prose([f"• {each}" for each in lines], space - _FRAME, classes="box")
            box.border_title = title
            yield box
        case Table():
            yield Static(f"{prefix(block)}. {block.caption}", markup=False, classes="heading")
            yield from (FigureTable(block, part) for part in parts(block, space))
            yield _prose(notes(block), space, classes="quiet")
        case Definitions(entries):
            yield _prose([f"{each.term} ({each.basis}): {each.meaning}" for each in entries], space)
        case Chart():
            pass  # it shows what a table beside it holds


def _prose(texts: Iterable[str], space: int, classes: str = "") -> Static:
    """Texts in lines that fit: Textual itself would break a number at its non-breaking space."""
    lines = (line for text in texts for line in text.split("\n"))
    wrapped = (wrap(line, space, break_on_hyphens=False) or [""] for line in lines)
    return Static("\n".join(chain.from_iterable(wrapped)), markup=False, classes=classes)
