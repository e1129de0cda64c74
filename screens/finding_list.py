"""What checking found: each with where it is and what to do; Enter opens the session."""

from collections.abc import Sequence

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from screens.commands import Command
from screens.library import Library
from screens.missing import everything, lately
from screens.room import Room
from screens.words import count
from storage import checking, sessions
from storage.checking import Finding

MOST = 300
_WORDS = {"fel": "Fel", "varning": "Varning", "fraga": "Fråga"}


class FindingList(Room):
    """Findings under each other; `k` looks for all there are."""

    HEADING = "Kontroll av uppgifterna"
    CSS_PATH = "finding_list.tcss"
    ROOM_COMMANDS = (
        Command(
            "open",
            "enter,o",
            "Öppna",
            "Öppnar det tillfälle eller den deltagare som fyndet gäller.",
        ),
        Command("check", "k", "Kontrollera allt", "Kontrollerar hela databasen; tar en stund."),
        Command("app.back", "escape", "Tillbaka", "Går tillbaka till översikten."),
    )

    def __init__(self, library: Library, found: Sequence[Finding]) -> None:
        """Show these."""
        super().__init__(library)
        self._kinds = {each.what for each in found}
        self._findings = list(found)

    def body(self) -> ComposeResult:
        """A heading and the list."""
        yield Static("Kontroll av uppgifterna", id="findings-heading", classes="heading")
        yield Static("", id="findings-count", classes="quiet", markup=False)
        yield Static("", id="findings-advice", markup=False)
        yield OptionList(id="findings")

    def on_mount(self) -> None:
        """Show what is known, with focus in the list."""
        self._show(self._findings)
        self.query_one("#findings").focus()

    async def refresh_room(self) -> None:
        """Look again for findings of the same kinds: what was opened from here may be put right."""
        period = lately(self.library.today())
        found = await self.library.ask(lambda store: list(checking.quality(store, period)))
        self._show([each for each in found if each.what in self._kinds])

    @on(OptionList.OptionSelected, "#findings")
    def action_open(self) -> None:
        """Open the session that the finding is about, if it is about one."""
        marked = self.query_one("#findings", OptionList).highlighted
        target = None if marked is None else self._findings[marked].target
        if target is None:
            self.say("Det här fyndet gäller inte något enskilt.")
        else:
            self._open(target)

    def action_check(self) -> None:
        """Check everything."""
        self.query_one("#findings-count", Static).update("Kontrollerar …")
        self._check()

    def _show(self, found: Sequence[Finding]) -> None:
        self._findings = list(found)
        options = self.query_one("#findings", OptionList)
        marked = options.highlighted
        options.clear_options()
        alike = {(each.what, each.advice) for each in self._findings}
        same = len(alike) == 1
        advice = self.query_one("#findings-advice", Static)
        advice.display = same
        if same:
            first = self._findings[0]
            advice.update(f"{first.what}. {first.advice}.")
        for each in self._findings[:MOST]:
            options.add_option(Option(Text(each.where) if same else _text(each)))
        if self._findings:
            options.highlighted = min(marked or 0, len(self._findings) - 1, MOST - 1)
        text = count(len(self._findings), "fynd", "fynd") if self._findings else "Inga fynd."
        if len(self._findings) > MOST:
            text += f", de {MOST} första visas"
        self.query_one("#findings-count", Static).update(text)

    @work(exclusive=True, group="check", exit_on_error=False)
    async def _check(self) -> None:
        found = await self.library.ask(everything)
        self._kinds |= {each.what for each in found}
        self._show(found)

    @work(exclusive=True, group="open", exit_on_error=False)
    async def _open(self, target: bytes) -> None:
        from screens.session_form import SessionForm

        try:
            await self.library.ask(sessions.row_of, target)
        except LookupError:
            from screens.participant_form import ParticipantForm

            await self.shell.push_screen(ParticipantForm(self.library, target))
        else:
            await self.shell.push_screen(SessionForm(self.library, target))


def _text(finding: Finding) -> Text:
    return Text.assemble(
        (f"{_WORDS[finding.severity]}: ", "bold"),
        f"{finding.what} ({finding.where})\n",
        f"  {finding.advice}.",
    )
