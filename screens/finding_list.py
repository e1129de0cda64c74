"""What checking found: each with where it is and what to do; Enter goes there."""

from collections.abc import Sequence

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from screens.commands import Command
from screens.keyboard import GOING
from screens.library import Library
from screens.mending import Mending
from screens.missing import everything, lately
from screens.room import Room
from screens.words import count
from storage import checking
from storage.finding import Finding

MOST = 300
_WORDS = {"fel": "Fel", "varning": "Varning", "fraga": "Fråga"}


class FindingList(Room):
    """Findings under each other: some kinds of them, or all there are."""

    HEADING = "Kontroll av uppgifterna"
    CSS_PATH = "finding_list.tcss"
    ROOM_COMMANDS = (
        Command(
            "open",
            "enter,o",
            "Öppna",
            "Går dit där fyndet rättas.",
        ),
        Command("check", "k", "Kontrollera allt", "Kontrollerar hela databasen; tar en stund."),
        Command("app.back", "escape", "Tillbaka", "Går tillbaka till översikten."),
    )

    def __init__(self, library: Library, found: Sequence[Finding] | None = None) -> None:
        """Show these, and what is left of their kinds when one comes back; None: check everything."""
        super().__init__(library)
        self._kinds = None if found is None else {each.what for each in found}
        self._findings = list(found or ())

    def body(self) -> ComposeResult:
        """A heading and the list."""
        yield Static("Kontroll av uppgifterna", id="findings-heading", classes="heading")
        yield Static("", id="findings-count", classes="quiet", markup=False)
        yield Static("", id="findings-advice", markup=False)
        yield OptionList(id="findings")

    def on_mount(self) -> None:
        """Show what is known, with focus in the list."""
        if self._kinds is not None:
            self._show(self._findings)
        self.query_one("#findings").focus()

    async def refresh_room(self) -> None:
        """Look again: what was opened from here may be put right."""
        if self._kinds is None:
            self.query_one("#findings-count", Static).update("Kontrollerar …")
            self._show(await self.library.ask(everything))
            return
        period = lately(self.library.today())
        found = await self.library.ask(lambda store: list(checking.quality(store, period)))
        self._show([each for each in found if each.what in self._kinds])

    @on(OptionList.OptionSelected, "#findings")
    def action_open(self) -> None:
        """Go to where the marked one is mended."""
        marked = self.query_one("#findings", OptionList).highlighted
        if marked is not None:
            self._mend(self._findings[marked])

    def action_check(self) -> None:
        """Check everything."""
        self._kinds = None
        self.reload()

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

    @work(exclusive=True, group=GOING, exit_on_error=False)
    async def _mend(self, finding: Finding) -> None:
        await Mending(self).go(finding)


def _text(finding: Finding) -> Text:
    return Text.assemble(
        (f"{_WORDS[finding.severity]}: ", "bold"),
        f"{finding.what} ({finding.where})\n",
        f"  {finding.advice}.",
    )
