"""Läs igenom: what was typed about sessions and in reports where somebody erased may be named."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.types import CSSPathType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from screens.commands import Command
from screens.erasing import say_gone
from screens.library import Library
from screens.log import log_title
from screens.report_texts import ReportTexts
from screens.room import Room
from screens.session_form import SessionForm
from screens.words import count
from storage import named_texts, traces
from storage.named_texts import MASK, NamedText
from storage.traces import Trace

_HERE = (
    "Den raderade kan vara nämnd här. Töm, öppna och ändra, eller gå vidare. Det som töms går "
    "inte att få tillbaka."
)
_IN_FIELDS = (
    "Namnet står i aktivitet, plats eller samverkan. Öppna och ändra; i historiken står det kvar."
)
_IN_TEXT = f"Töm (T) skriver {MASK} i stället för namnet."
_IN_SETTLED = f"{_IN_TEXT} Siffrorna och kontrollsumman är desamma. De filer som redan är lämnade ändras inte."
Found = Trace | NamedText


class TracesRoom(Room):
    """What is to be read through, shown once: afterwards nothing remembers the name."""

    HEADING = "Läs igenom"
    CSS_PATH: ClassVar[CSSPathType | None] = "traces.tcss"
    AUTO_FOCUS = "#traces"
    NAVIGATES = False
    ROOM_COMMANDS = (
        Command(
            "clean",
            "t",
            "Töm",
            "Tömmer den markerade anteckningen, eller tar namnet ur texten, för gott.",
        ),
        Command("open", "enter", "Öppna", "Öppnar tillfället eller texten, att ändra."),
        Command("read", "l", "Läst", "Tar bort raden ur listan: här är ingen nämnd."),
        Command("app.back", "escape", "Klar", "Går tillbaka."),
    )

    def __init__(self, library: Library, found: Sequence[Found]) -> None:
        """Show these; those in which a name was found come first."""
        super().__init__(library)
        self._traces = sorted(found, key=lambda each: not _named(each))

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
        sessions = [each for each in self._traces if isinstance(each, Trace)]
        texts = [each for each in self._traces if isinstance(each, NamedText)]
        left: set[Found] = {*await self.library.ask(traces.forget_changed_notes, sessions)}
        left |= {*await self.library.ask(named_texts.still_there, texts)}
        self._traces = [each for each in self._traces if each in left]
        self._show()

    @on(OptionList.OptionHighlighted)
    def _marked_changed(self) -> None:
        marked = self._marked()
        self.query_one("#trace", Static).update("" if marked is None else _text(marked))

    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        """Open the marked session or text."""
        marked = self._marked()
        if isinstance(marked, Trace):
            self.shell.push_screen(SessionForm(self.library, marked.row.session))
        elif marked is not None and marked.key is not None:
            self.shell.push_screen(ReportTexts(self.library, marked.period, marked.key))
        elif marked is not None:
            self.say("Tryck T för att ta bort namnet. Under Rapport går resten att ändra.")

    def action_read(self) -> None:
        """Leave the marked one out: nobody is named there."""
        marked = self._marked()
        if marked is not None:
            self._traces.remove(marked)
            self._show()

    @work(exclusive=True, group="clean", exit_on_error=False)
    async def action_clean(self) -> None:
        """Empty the marked note, or take the name out of the marked text, for good."""
        marked = self._marked()
        if isinstance(marked, NamedText):
            await self.library.ask(named_texts.mask, marked)
            await say_gone(self, "Namnet är borta ur texten.")
        elif marked is not None and marked.note:
            await self.library.ask(traces.clean_note, marked.row.session)
            await say_gone(self, "Anteckningen är tömd.")
        else:
            self.say("Det finns ingen anteckning att tömma här.")
            return
        self.reload()

    def _show(self) -> None:
        options = self.query_one("#traces", OptionList)
        at = options.highlighted
        options.clear_options()
        options.add_options(
            Option(Text(_line(each), no_wrap=True, overflow="ellipsis")) for each in self._traces
        )
        title = f"{count(len(self._traces), 'ställe', 'ställen')} att läsa igenom"
        self.query_one("#traces-title", Static).update(title)
        if self._traces:
            options.highlighted = min(at or 0, len(self._traces) - 1)
        else:
            self.query_one("#trace", Static).update("")

    def _marked(self) -> Found | None:
        at = self.query_one("#traces", OptionList).highlighted
        return self._traces[at] if at is not None and at < len(self._traces) else None


def _named(found: Found) -> bool:
    return isinstance(found, NamedText) or found.in_note or found.in_fields


def _line(found: Found) -> str:
    stands = "namnet står här · " if _named(found) else ""
    if isinstance(found, Trace):
        return f"{stands}{log_title(found.row)} {found.row.day.year}"
    return f"{stands}{found.whereabouts}"


def _text(found: Found) -> str:
    if isinstance(found, Trace):
        lines = (found.note, _IN_FIELDS if found.in_fields else "")
    else:
        advice = _IN_TEXT if found.settled is None else _IN_SETTLED
        lines = (*found.passages, advice)
    return "\n".join(each for each in lines if each)
