"""Rapport: a period chosen, how its report stands, and the ways to all that it is made of."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Resize
from textual.screen import Screen
from textual.types import CSSPathType
from textual.widgets import OptionList, Static

from exports.report.wording import shown
from halsoverkstad.domain.period import Period
from screens import report_words as words
from screens.commands import Command
from screens.items import Item, ItemRoom
from screens.keyboard import GOING
from screens.library import Library
from screens.period_choice import PeriodChoice
from screens.report_glance import glance
from screens.report_periods import destination, first_period, offered
from screens.report_standing import Findings, Standing, look, look_closer
from screens.room import RELOADING
from screens.widgets.chip import Chip
from screens.widgets.pick import Pick
from screens.widgets.write import Write
from screens.words import count, period_label

_TYPED = "Skriv en annan period …"
_SIDES = 4


class ReportRoom(ItemRoom):
    """The parts of a report on the left, how the marked one stands on the right."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["items.tcss", "report.tcss"]
    HEADING = "Rapport"
    HERE = "go('report')"
    ROOM_COMMANDS = (
        Command("change", "enter,o", "Öppna", "Öppnar den del av rapporten som är markerad."),
        Command("period", "p", "Period", "Väljer period: först de som överenskommelserna avser."),
        Command("findings", "k", "Kontroll", "Visar vad som hindrar rapporten, och vart man går."),
        Command("texts", "x", "Texter", "Skriver rapportens texter."),
        Command("economy", "e", "Ekonomi", "Skriver in budget, utfall och överskott."),
        Command("make", "f9", "Gör filen", "Gör filen, som utkast eller fastställd."),
        Command("earlier", "left,comma", "Förra", "Går till perioden före.", footer=False),
        Command("later", "right,full_stop", "Nästa", "Går till perioden efter.", footer=False),
        Command("type_period", "t", "Skriv period", "Skriv en egen period.", footer=False),
        Command("figures", "s", "Se rapporten", "Visar hela rapporten.", footer=False),
    )

    def __init__(self, library: Library) -> None:
        """Begin with nothing chosen: the report that is due first is asked for."""
        super().__init__(library)
        self._period: Period | None = None
        self._standing: Standing | None = None
        self._found: Findings | None = None

    def body(self) -> ComposeResult:
        """The period and to whom the report goes, then the parts."""
        with Horizontal(id="report-head"):
            yield Chip("period", id="report-period")
            yield Static("", id="report-to", markup=False)
        yield from super().body()

    def choose(self, period: Period) -> None:
        """Show the report on a period."""
        self._period = period
        self._standing = None
        self._found = None
        if self.is_running and self.is_current:
            self.reload()

    def items(self) -> Sequence[Item]:
        """The parts, as they stand."""
        now = self._standing
        if now is None:
            return (Item("Siffror", lambda: "räknar …", str),)
        source = now.source
        return (
            Item("Siffror", lambda: _unique(now), self._glance, self.action_figures),
            Item(
                "Kontroll",
                lambda: words.findings_value(self._found),
                lambda: words.findings_detail(self._found),
                self.action_findings,
            ),
            Item(
                "Texter",
                lambda: words.texts_value(now),
                lambda: words.texts_detail(now),
                self.action_texts,
            ),
            Item(
                "Uppföljning",
                lambda: count(len(source.follow_ups), "mått", "mått"),
                lambda: words.follow_up_detail(now),
                self._open_follow_ups,
            ),
            Item(
                "Parternas resurser",
                lambda: count(len(source.resources), "post", "poster"),
                lambda: words.resources_detail(now),
                self._open_resources,
            ),
            Item(
                "Ekonomi",
                lambda: words.economy_value(source.economy),
                lambda: words.economy_detail(now),
                self.action_economy,
            ),
            Item("Fastställd", lambda: words.settled_value(now), lambda: words.settled_detail(now)),
            Item(
                "Gör filen",
                lambda: "Word, Excel, PDF …",
                lambda: words.ABOUT_MAKING,
                self.action_make,
            ),
            Item(
                "Enkätens panel",
                lambda: "omgångar, koder, svar",
                lambda: words.ABOUT_PANEL,
                self._open_panel,
            ),
        )

    async def refresh_room(self) -> None:
        """Count, and then check."""
        period = await self._chosen_period()
        self._show_period(period)
        self._standing = await self.library.ask(look, period)
        self.show_items()
        self._found = await self.library.ask(look_closer, self._standing)
        self.show_items()

    def on_screen_suspend(self) -> None:
        """What has not been counted yet can wait: another screen wants its answers first."""
        self.workers.cancel_group(self, RELOADING)  # pyright: ignore[reportUnknownMemberType]

    def on_resize(self, event: Resize) -> None:
        """Fit the figures to the new width."""
        if event.size.width:
            self.call_after_refresh(self.show_items)

    # Actions

    @work(exclusive=True, group="choose", exit_on_error=False)
    async def action_period(self) -> None:
        """Choose among the periods that there may be a report on."""
        today = self.library.today()
        choices = offered(self.library.programme, today)
        at = next((at for at, each in enumerate(choices) if each.period == self._period), 0)
        lines = [*(each.text for each in choices), _TYPED]
        picked = await self.shell.push_screen_wait(Pick("Rapport för", lines, at))
        if picked is None:
            return
        if picked < len(choices):
            self.choose(choices[picked].period)
        else:
            await self._type()

    @work(exclusive=True, group="choose", exit_on_error=False)
    async def action_type_period(self) -> None:
        """A period as one writes it."""
        await self._type()

    def action_earlier(self) -> None:
        """The period before."""
        self._step(-1)

    def action_later(self) -> None:
        """The period after."""
        self._step(1)

    def action_figures(self) -> None:
        """The whole report."""
        self._open_counted(_view)

    def action_findings(self) -> None:
        """What stops it."""
        from screens.report_findings import ReportFindings

        found = self._found

        def make(library: Library, period: Period) -> Screen[None]:
            return ReportFindings(library, period, found)

        self._open(make)

    def action_texts(self) -> None:
        """The texts."""
        from screens.report_texts import ReportTexts

        self._open(ReportTexts)

    def action_economy(self) -> None:
        """Budget, outcome, surplus."""
        from screens.report_economy import EconomyForm

        self._open(EconomyForm)

    def action_make(self) -> None:
        """The file."""
        from screens.report_making import ReportMaking

        self._open(ReportMaking)

    # Inside

    @on(OptionList.OptionHighlighted, "#items")
    def _show_from_the_top(self) -> None:
        self.query_one("#detail-scroll").scroll_home(animate=False)

    def _open_follow_ups(self) -> None:
        from screens.report_lists import FollowUpForm

        self._open(FollowUpForm)

    def _open_panel(self) -> None:
        def make(library: Library, _: Period) -> Screen[None]:
            return self.shell.room(library, "panel")

        self._open(make)

    def _open_resources(self) -> None:
        from screens.report_lists import ResourceForm

        self._open(ResourceForm)

    # Keys wait for who goes: what is typed on belongs to what is opened.
    @work(exclusive=True, group=GOING, exit_on_error=False)
    async def _open(self, make: Callable[[Library, Period], Screen[None]]) -> None:
        await self.shell.push_screen(make(self.library, await self._chosen_period()))

    @work(exclusive=True, group=GOING, exit_on_error=False)
    async def _open_counted(self, make: Callable[[Library, Standing], Screen[None]]) -> None:
        standing = self._standing
        if standing is None:
            standing = await self.library.ask(look, await self._chosen_period())
        await self.shell.push_screen(make(self.library, standing))

    async def _chosen_period(self) -> Period:
        if self._period is None:
            self._period = await self.library.ask(first_period)
        return self._period

    async def _type(self) -> None:
        field = Write(
            "Rapport för vilken period?",
            self._period.name if self._period else "",
            hint="Till exempel 2025, 2025H1, 2025K1 eller 2025-07-01..2026-06-30.",
            check=Period.parse,
        )
        written = await self.shell.push_screen_wait(field)
        if written is not None:
            self.choose(Period.parse(written))

    def _step(self, by: int) -> None:
        if self._period is not None:
            self.choose(PeriodChoice.typed(self._period.name).step(by).period)

    def _show_period(self, period: Period) -> None:
        self.query_one("#report-period", Chip).update(f"← {period_label(period)} →")
        to = destination(self.library.programme, period, self.library.today())
        self.query_one("#report-to", Static).update(to)

    def _glance(self) -> Text:
        if self._standing is None:
            return Text("Räknar …")
        return glance(self._standing, self.query_one("#detail-scroll").size.width - _SIDES)


def _unique(standing: Standing) -> str:
    return f"{shown(standing.report.cells()['N1.unika']).figure} unika"


def _view(library: Library, standing: Standing) -> Screen[None]:
    from screens.report_view import ReportView

    return ReportView(library, standing)
