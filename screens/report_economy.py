"""Ekonomi: budget and outcome per cost, surplus beside them, extra grants; differences computed."""

import asyncio
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.types import CSSPathType
from textual.widgets import Static

from exports.reading.faults import as_sentence
from exports.report.content.reconciliation import apart_in_words
from exports.report.content.words import kronor
from exports.report.economy_file import read_economy, updated
from halsoverkstad.domain.economy import Economy, contradictions, total
from halsoverkstad.domain.period import Period
from screens import report_economy_draft as draft
from screens.commands import Command
from screens.library import Library
from screens.report_economy_draft import COSTS, GRANTS, SURPLUSES, Read, Values
from screens.room import Room
from screens.widgets.read_path import ReadPath
from screens.widgets.sheet import Column, Sheet
from screens.widgets.tell import Tell
from screens.words import number, period_label
from storage import report_lists
from storage.store import Store

_AMOUNT = 13
_FILES = (".csv", ".xlsx")
_MOST_FAULTS = 8
_FROM_BEFORE = "Raderna är från förra perioden: fyll i beloppen. Inget är sparat än."
_HOW = "En rad som töms försvinner. ↑ ↓ byter rad. Ctrl+O läser in en CSV- eller Excel-fil."


class EconomyForm(Room):
    """Three sheets; what can be computed is, as it is written."""

    CSS_PATH: ClassVar[CSSPathType | None] = [
        "widgets/fields.tcss",
        "widgets/sheet.tcss",
        "report_forms.tcss",
    ]
    AUTO_FOCUS = ""
    HEADING = "Ekonomi"
    NAVIGATES = False
    ROOM_COMMANDS = (
        Command("save", "f9", "Spara", "Sparar ekonomin och går tillbaka."),
        Command("read", "ctrl+o", "Läs in fil", "Läser ekonomin ur en CSV- eller Excel-fil."),
        Command(
            "app.back", "escape", "Tillbaka", "Går tillbaka. Frågar om något skulle gå förlorat."
        ),
        Command("nothing_to_undo", "ctrl+z", "Ångra", "Ångrar inget här.", footer=False),
    )

    def __init__(self, library: Library, period: Period) -> None:
        """Write the economy of a period."""
        super().__init__(library)
        self._period = period
        self._before: Economy | None = None
        self._untouched: tuple[list[Values], ...] | None = None

    def body(self) -> ComposeResult:
        """The sheets, and what does not come out."""
        yield Static(f"Ekonomi · {period_label(self._period)}", id="form-title", markup=False)
        yield Static("", id="form-told", classes="quiet", markup=False)
        with VerticalScroll(id="sheets", can_focus=False):
            yield Sheet(
                "Kostnader",
                (
                    Column("Kostnad"),
                    Column("Finansiär", 14),
                    Column("Budget", _AMOUNT, tidy=draft.tidy),
                    Column("Utfall", _AMOUNT, tidy=draft.tidy),
                ),
                id=COSTS,
                computed="Differens",
                compute=lambda row: draft.difference(*row[2:]),
            )
            yield Sheet(
                "Överskott från tidigare perioder",
                (
                    Column("Finansiär"),
                    *(
                        Column(heading, 12, tidy=draft.tidy)
                        for heading in ("Ingående", "Använt", "Återbetalt", "Bokfört ut")
                    ),
                ),
                id=SURPLUSES,
                computed="Förs vidare",
                compute=self._carried,
            )
            yield Sheet(
                "Extra medel",
                (
                    Column("Ändamål"),
                    Column("Finansiär", 14),
                    Column("Beviljat", _AMOUNT, tidy=draft.tidy),
                    Column("Använt", _AMOUNT, tidy=draft.tidy),
                ),
                id=GRANTS,
                computed="Kvar",
                compute=lambda row: draft.difference(row[2], row[3] or "0"),
            )
        yield Static("", id="economy-told", markup=False)

    def on_mount(self) -> None:
        """Read what has been noted."""
        self._load()

    async def may_leave(self) -> bool:
        """Ask if something would be lost."""
        if self._untouched is None or self._rows() == self._untouched:
            return True
        return await self.ask_person(
            "Ekonomin är inte sparad. Vill du lämna den ändå?",
            yes="Lämna utan att spara",
            no="Nej, fortsätt",
        )

    # Events

    @on(Sheet.Changed)
    def _follow(self) -> None:
        """Show the sums, and what does not come out of what is written so far."""
        self._sheet(SURPLUSES).recompute()
        economy = self._read().economy
        whole = total(economy.lines)
        difference = kronor(whole.difference)
        sums = ("Summa", "", number(whole.budget), number(whole.outcome))
        shown = bool(economy.lines)
        self._sheet(COSTS).total(sums if shown else ("",) * 4, difference if shown else "")
        apart = "\n".join(map(apart_in_words, contradictions(economy, self._before)))
        told = self.query_one("#economy-told", Static)
        told.update(apart)
        told.display = bool(apart)

    # Actions

    @work(exclusive=True, group="save", exit_on_error=False)
    async def action_save(self) -> None:
        """Save, and go back."""
        if self._untouched is None:
            return
        found = self._read()
        if found.wrong:
            for each in reversed(found.wrong):
                row = self._sheet(each.sheet).filled()[each.row]
                row.complain(each.column, each.sentence)
            return
        await self.library.ask(report_lists.set_economy, self._period, found.economy)
        self._untouched = self._rows()
        self.shell.notify(f"Ekonomin för {self._period.name} är sparad.", markup=False)
        self.shell.pop_screen()

    @work(exclusive=True, group="read", exit_on_error=False)
    async def action_read(self) -> None:
        """Read the economy from a file into the fields; nothing is saved by that."""
        path = await self.shell.push_screen_wait(ReadPath("Läs in ekonomin ur en fil", _FILES))
        if path is None:
            return
        file = await asyncio.to_thread(read_economy, path)
        if file.faults:
            await self._tell_faults(path, [as_sentence(each) for each in file.faults])
            return
        await self._fill(updated(self._read().economy, file.economy))
        self.say(f"{path.name} är inläst i fälten. F9 sparar.")

    def action_nothing_to_undo(self) -> None:
        """What was done elsewhere is undone elsewhere."""
        self.say("Inget att ångra här. Det som inte är sparat lämnas med Esc.")

    # Inside

    @work(exclusive=True, group="load", exit_on_error=False)
    async def _load(self) -> None:
        noted, self._before = await self.library.ask(_both, self._period)
        told = _HOW
        if noted.empty and self._before is not None:
            costs, surpluses = draft.following(self._before)
            await self._sheet(COSTS).show(costs)
            await self._sheet(SURPLUSES).show(surpluses)
            await self._sheet(GRANTS).show(())
            told = f"{_FROM_BEFORE}\n{_HOW}"
        else:
            await self._fill(noted)
        self.query_one("#form-told", Static).update("\n".join([told, *self._granted()]))
        self._untouched = self._rows()
        self._follow()
        self._sheet(COSTS).enter()

    async def _fill(self, economy: Economy) -> None:
        await self._sheet(COSTS).show(draft.cost_rows(economy))
        await self._sheet(SURPLUSES).show(draft.surplus_rows(economy))
        await self._sheet(GRANTS).show(draft.grant_rows(economy))
        self._follow()

    async def _tell_faults(self, path: Path, sentences: list[str]) -> None:
        left = len(sentences) - _MOST_FAULTS
        more = [f"… och {left} till."] if left > 0 else []
        text = "\n".join([*sentences[:_MOST_FAULTS], *more, "", "Inget är inläst."])
        await self.shell.push_screen_wait(Tell(f"{path.name} går inte att läsa in", text))

    def _granted(self) -> list[str]:
        """What the agreements give for the period."""
        return [
            f"Enligt överenskommelsen med {each.receiver}: {kronor(amount)}."
            for each in self.library.programme.agreements
            for name, amount in (each.amounts or {}).items()
            if name == self._period.name
        ]

    def _carried(self, row: Values) -> str:
        """What is carried out of a surplus by the figures."""
        found = draft.read(self._values(COSTS), [row], ())
        if found.surpluses and not any(each.sheet == SURPLUSES for each in found.wrong):
            surplus = found.surpluses[0]
            lines = found.economy.of(surplus.funder)
            return kronor(surplus.carried(total(lines).difference)) if any(row) else ""
        return ""

    def _read(self) -> Read:
        return draft.read(*self._rows())

    def _rows(self) -> tuple[list[Values], ...]:
        return tuple(self._values(each) for each in (COSTS, SURPLUSES, GRANTS))

    def _values(self, sheet: str) -> list[Values]:
        return [each.values for each in self._sheet(sheet).filled()]

    def _sheet(self, name: str) -> Sheet:
        return self.query_one(f"#{name}", Sheet)


def _both(store: Store, period: Period) -> tuple[Economy, Economy | None]:
    with store.snapshot():
        return report_lists.economy(store, period), report_lists.economy_before(store, period)
