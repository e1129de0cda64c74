"""What checking found: each with where it is and what to do; Enter opens the session."""

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from screens.commands import Command
from screens.library import Library
from screens.missing import worth_telling
from screens.room import Room
from screens.words import count
from storage import sessions
from storage.checking import Finding

MOST = 300
_WORDS = {"fel": "Fel", "varning": "Varning", "fraga": "Fråga"}


class FindingList(Room):
    """The findings of checking."""

    HEADING = "Kontroll av uppgifterna"
    CSS_PATH = "finding_list.tcss"
    ROOM_COMMANDS = (
        Command("open", "enter,o", "Öppna", "Öppnar det tillfälle som fyndet gäller."),
        Command("app.back", "escape", "Tillbaka", "Går tillbaka till översikten."),
    )

    def __init__(self, library: Library) -> None:
        """Begin with nothing found."""
        super().__init__(library)
        self._findings: list[Finding] = []

    def body(self) -> ComposeResult:
        """A heading and the list."""
        yield Static("Kontroll av uppgifterna", id="findings-heading", classes="heading")
        yield Static("Kontrollerar …", id="findings-count", classes="quiet", markup=False)
        yield OptionList(id="findings")

    def on_mount(self) -> None:
        """Focus in the list."""
        self.query_one("#findings").focus()

    async def refresh_room(self) -> None:
        """Check anew, staying on the same line."""
        self._findings = await self.library.ask(worth_telling)
        options = self.query_one("#findings", OptionList)
        marked = options.highlighted
        options.clear_options()
        for each in self._findings[:MOST]:
            options.add_option(Option(_text(each)))
        if self._findings:
            options.highlighted = min(marked or 0, len(self._findings) - 1, MOST - 1)
        text = count(len(self._findings), "fynd", "fynd") if self._findings else "Inga fynd."
        if len(self._findings) > MOST:
            text += f", de {MOST} första visas"
        self.query_one("#findings-count", Static).update(text)

    @on(OptionList.OptionSelected, "#findings")
    def action_open(self) -> None:
        """Open the session that the finding is about, if it is about one."""
        marked = self.query_one("#findings", OptionList).highlighted
        target = None if marked is None else self._findings[marked].target
        if target is None:
            self.say("Det här fyndet gäller inte ett enskilt tillfälle.")
        else:
            self._open(target)

    @work(exclusive=True, exit_on_error=False)
    async def _open(self, target: bytes) -> None:
        from screens.session_form import SessionForm

        try:
            await self.library.ask(sessions.row_of, target)
        except LookupError:
            self.shell.action_go("participants")
        else:
            await self.app.push_screen(SessionForm(self.library, target))


def _text(finding: Finding) -> Text:
    return Text.assemble(
        (f"{_WORDS[finding.severity]}: ", "bold"), f"{finding.what} ({finding.where})\n",
        f"  {finding.advice}",
    )  # fmt: skip
