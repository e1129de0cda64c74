"""What stands in the way of a report: each finding with where it is mended; Enter goes there."""

from collections.abc import Sequence

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from halsoverkstad.domain.period import Period
from screens.commands import Command
from screens.keyboard import GOING
from screens.library import Library
from screens.mending import Mending
from screens.report_standing import checked
from screens.report_words import SEVERITIES, findings_value, sign
from screens.room import Room
from screens.words import period_label
from storage.finding import Finding


class ReportFindings(Room):
    """Findings under each other, errors first."""

    HEADING = "Kontroll av rapporten"
    NAVIGATES = False
    CSS_PATH = "report_findings.tcss"
    AUTO_FOCUS = "#report-findings"
    ROOM_COMMANDS = (
        Command("open", "enter,o", "Öppna", "Går dit där fyndet rättas."),
        Command("app.back", "escape,k", "Tillbaka", "Går tillbaka till rapportens delar."),
    )

    def __init__(self, library: Library, period: Period, found: Sequence[Finding] | None) -> None:
        """Show what is known, and look again each time one comes back."""
        super().__init__(library)
        self._period = period
        self._found = found
        self._fresh = found is not None

    def body(self) -> ComposeResult:
        """A heading, the list, what to do about the marked one."""
        yield Static(
            f"Kontroll av rapporten · {period_label(self._period)}", id="form-title", markup=False
        )
        yield Static("", id="findings-count", classes="quiet", markup=False)
        yield OptionList(id="report-findings", markup=False)
        yield Static("", id="findings-advice", markup=False)

    def on_mount(self) -> None:
        """Show what is known already."""
        self._show()

    async def refresh_room(self) -> None:
        """Check, and again when one comes back: what was opened may be mended."""
        if self._fresh:
            self._fresh = False
            return
        self._found = await self.library.ask(checked, self._period)
        self._show()

    @on(OptionList.OptionHighlighted, "#report-findings")
    def _advise(self) -> None:
        marked = self._marked
        advice = f"{marked.what} ({marked.where}).\n→ {marked.advice}." if marked else ""
        self.query_one("#findings-advice", Static).update(advice)

    @on(OptionList.OptionSelected, "#report-findings")
    def action_open(self) -> None:
        """Go to where the marked one is mended."""
        if self._marked is not None:
            self._mend(self._marked)

    @work(exclusive=True, group=GOING, exit_on_error=False)
    async def _mend(self, finding: Finding) -> None:
        await Mending(self, self._period).go(finding)

    def _show(self) -> None:
        found = self._found or ()
        self.query_one("#findings-count", Static).update(findings_value(self._found).capitalize())
        options = self.query_one("#report-findings", OptionList)
        marked = options.highlighted
        options.clear_options()
        options.add_options(Option(_line(each)) for each in found)
        if found:
            options.highlighted = min(marked or 0, len(found) - 1)
        elif self._found is not None:
            options.add_option(
                Option(Text("Inget att se till. Rapporten kan fastställas."), disabled=True)
            )
        self._advise()

    @property
    def _marked(self) -> Finding | None:
        at = self.query_one("#report-findings", OptionList).highlighted
        return self._found[at] if self._found and at is not None else None


def _line(found: Finding) -> Text:
    word = SEVERITIES[found.severity][0].capitalize()
    style = "bold" if found.severity == "fel" else ""
    text = f"{sign(found)} {word:7} {found.what} ({found.where})"
    return Text(text, style=style, no_wrap=True, overflow="ellipsis")
