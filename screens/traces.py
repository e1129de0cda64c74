"""Läs igenom: what was typed about sessions where somebody erased may still be named."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.types import CSSPathType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from screens.commands import Command
from screens.library import Library
from screens.log import log_title
from screens.room import Room
from screens.session_form import SessionForm
from screens.words import count
from storage import traces
from storage.traces import Trace

_HERE = (
    "Den raderade kan vara nämnd här. Töm anteckningen, öppna tillfället och ändra, eller gå "
    "vidare. En tömd anteckning går inte att få tillbaka."
)
_IN_FIELDS = (
    "Namnet står i aktivitet, plats eller samverkan. Öppna och ändra; i historiken står det kvar."
)


class TracesRoom(Room):
    """The sessions to read through, shown once: afterwards nothing remembers the name."""

    HEADING = "Läs igenom"
    CSS_PATH: ClassVar[CSSPathType | None] = "traces.tcss"
    AUTO_FOCUS = "#traces"
    NAVIGATES = False
    ROOM_COMMANDS = (
        Command("clean", "t", "Töm", "Tömmer den markerade anteckningen för gott."),
        Command("open", "enter", "Öppna", "Öppnar tillfället, att ändra."),
        Command("read", "l", "Läst", "Tar bort raden ur listan: här är ingen nämnd."),
        Command("app.back", "escape", "Klar", "Går tillbaka."),
    )

    def __init__(self, library: Library, found: Sequence[Trace]) -> None:
        """Show these; those in which a name was found come first."""
        super().__init__(library)
        self._traces = sorted(found, key=lambda each: not (each.in_note or each.in_fields))

    def body(self) -> ComposeResult:
        """What this is, the list, and the text of the marked one."""
        yield Static("", id="traces-title", classes="heading", markup=False)
        yield Static(_HERE, id="traces-why", classes="quiet", markup=False)
        yield OptionList(id="traces", compact=True)
        yield Static("", id="trace", markup=False)

    def on_mount(self) -> None:
        """Show them."""
        self._show()

    async def refresh_room(self) -> None:
        """Forget what changed notes said before, and leave them out."""
        left = await self.library.ask(traces.forget_changed_notes, self._traces)
        self._traces = [each for each in self._traces if each in left]
        self._show()

    @on(OptionList.OptionHighlighted)
    def _marked_changed(self) -> None:
        marked = self._marked()
        self.query_one("#trace", Static).update("" if marked is None else _text(marked))

    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        """Open the marked session."""
        marked = self._marked()
        if marked is not None:
            self.shell.push_screen(SessionForm(self.library, marked.row.session))

    def action_read(self) -> None:
        """Leave the marked one out: nobody is named there."""
        marked = self._marked()
        if marked is not None:
            self._traces.remove(marked)
            self._show()

    @work(exclusive=True, group="clean", exit_on_error=False)
    async def action_clean(self) -> None:
        """Empty the marked note for good."""
        marked = self._marked()
        if marked is None or not marked.note:
            self.say("Det finns ingen anteckning att tömma här.")
            return
        await self.library.ask(traces.clean_note, marked.row.session)
        self.say("Anteckningen är tömd.")
        self.reload()

    def _show(self) -> None:
        options = self.query_one("#traces", OptionList)
        at = options.highlighted
        options.clear_options()
        options.add_options(
            Option(Text(_line(each), no_wrap=True, overflow="ellipsis")) for each in self._traces
        )
        title = f"{count(len(self._traces), 'tillfälle', 'tillfällen')} att läsa igenom"
        self.query_one("#traces-title", Static).update(title)
        if self._traces:
            options.highlighted = min(at or 0, len(self._traces) - 1)
        else:
            self.query_one("#trace", Static).update("")

    def _marked(self) -> Trace | None:
        at = self.query_one("#traces", OptionList).highlighted
        return self._traces[at] if at is not None and at < len(self._traces) else None


def _line(trace: Trace) -> str:
    found = "namnet står här · " if trace.in_note or trace.in_fields else ""
    return f"{found}{log_title(trace.row)} {trace.row.day.year}"


def _text(trace: Trace) -> str:
    return "\n".join(each for each in (trace.note, _IN_FIELDS if trace.in_fields else "") if each)
