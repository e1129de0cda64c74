"""Gör filen: what form, draft or settled, for whom, and where; then it is made."""

from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.types import CSSPathType
from textual.widgets import Button, Select, Static

from exports.report.finding import stops
from exports.report.making import FORMS, Made, draft, settle
from exports.report.model import Status
from exports.statistics_words import INTERNAL, PROTECTED
from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.period import Period
from screens.commands import Command
from screens.library import Library
from screens.report_standing import checked
from screens.report_words import findings_value
from screens.room import Room
from screens.saving import documents, is_there
from screens.widgets.choice import Choice
from screens.widgets.fields import Field
from screens.widgets.path_field import PathField
from screens.widgets.work_line import WorkLine
from screens.words import count, period_label
from storage import report_texts
from storage.finding import Finding
from storage.store import Store

_NAMES = {
    ".docx": "Word",
    ".xlsx": "Excel",
    ".pdf": "PDF",
    ".md": "Markdown",
    ".json": "JSON",
}
_WORD = ".docx"
_PROTECTED, _INTERNAL = "skyddad", "intern"
_LETTERHEAD = "Ett Word-dokument med mottagarens brevhuvud, om det finns ett."
_STOPPED = "Rapporten har fel, så den kan göras som utkast men inte fastställas:"


class ReportMaking(Room):
    """A few choices and a path."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["widgets/fields.tcss", "report_making.tcss"]
    AUTO_FOCUS = ""
    HEADING = "Gör rapporten"
    NAVIGATES = False
    ROOM_COMMANDS = (
        Command("make", "f9", "Gör filen", "Gör filen som den är vald."),
        Command("app.back", "escape", "Tillbaka", "Går tillbaka till rapportens delar."),
    )

    def __init__(self, library: Library, period: Period) -> None:
        """Make the report on a period."""
        super().__init__(library)
        self._period = period
        self._found: list[Finding] | None = None
        self._unread = 0
        self._suggested = Path()

    def body(self) -> ComposeResult:
        """The choices, the path, and what became of it."""
        yield Static(f"Gör rapporten · {period_label(self._period)}", id="form-title", markup=False)
        with VerticalScroll(id="making", can_focus=False):
            forms = [(f"{_NAMES[each]} ({each})", each) for each in FORMS]
            yield Field("Form", Choice(forms, value=_WORD, id="form"))
            kinds = [("Utkast", Status.DRAFT.value), ("Fastställd", Status.FINAL.value)]
            yield Field(
                "Som", Choice(kinds, value=Status.DRAFT.value, id="status"), id="field-status"
            )
            whom = [(PROTECTED, _PROTECTED), (INTERNAL, _INTERNAL)]
            yield Field("Små tal", Choice(whom, value=_PROTECTED, id="whom"))
            yield Field(
                "Brevmall",
                PathField(_WORD, id="letterhead", placeholder=_LETTERHEAD),
                id="field-letterhead",
            )
            yield Field("Fil", PathField(FORMS, id="target"), id="field-target")
            with Horizontal(classes="buttons"):
                yield Button("Gör filen (F9)", id="do-make", variant="primary", compact=True)
            yield Static("", id="making-found", classes="quiet", markup=False)
            yield Static("", id="making-told", markup=False)
        yield WorkLine(id="work")

    def on_mount(self) -> None:
        """Propose a path, and see what the checks say."""
        self._suggest()
        self.query_one("#form").focus()

    async def refresh_room(self) -> None:
        """Check: what was opened from here may be mended."""
        self._found, self._unread = await self.library.ask(_state, self._period)
        self._show_found()

    async def may_leave(self) -> bool:
        """Not while the file is being made."""
        if self._line.busy:
            self.say("Filen görs just nu. Vänta tills den är klar.")
        return not self._line.busy

    # Events

    @on(Select.Changed)
    def _chosen(self) -> None:
        self.query_one("#field-letterhead").display = self._form == _WORD
        self._suggest()
        self._show_found()

    @on(Button.Pressed, "#do-make")
    def action_make(self) -> None:
        """Make the file."""
        if not self._line.busy:
            self._make()

    # Inside

    def _suggest(self) -> None:
        """Propose a path; one that was written keeps its name and takes the form's ending."""
        field = self.query_one("#target", PathField)
        written = field.path
        marks = ["utkast"] * (not self._final) + ["intern"] * self._internal
        name = "-".join(["aterrapport", self._period.name.replace("..", "--"), *marks])
        proposed = documents() / f"{name}{self._form}"
        if written is None or written == self._suggested:
            field.value = str(proposed)
        elif written.suffix.casefold() in FORMS:
            field.value = str(written.with_suffix(self._form))
        self._suggested = proposed

    def _show_found(self) -> None:
        found = self.query_one("#making-found", Static)
        found.update(f"Kontroll: {findings_value(self._found)}")
        field = self.query_one("#field-status", Field)
        stopped = self._final and bool(self._found) and stops(self._found or ())
        field.complain(
            "Fel hindrar att den fastställs; Kontroll (k) visar dem." if stopped else None
        )

    @work(exclusive=True, group="make", exit_on_error=False)
    async def _make(self) -> None:
        try:
            made = await self._made()
        except Fault as fault:
            self._tell(str(fault), wrong=True)
        else:
            if made is not None:
                self._tell(made)
                self.say(made.splitlines()[0])
                self.reload()

    async def _made(self) -> str | None:
        """Make the file and say where it is; None: the person said no."""
        final, path, letterhead = self._final, self._target(), self._letterhead()
        if final and self._found and stops(self._found):
            wrong = [
                f"▲ {each.what} ({each.where})" for each in self._found if each.severity == "fel"
            ]
            raise Fault("\n".join([_STOPPED, *wrong]))
        if await is_there(path) and not await self.ask_person(
            f"{path} finns redan. Ersätta den?", yes="Ersätt"
        ):
            return None
        if final and not await self.ask_person(self._question(), yes="Fastställ"):
            return None
        self._tell("")
        self._line.begin("Fastställer rapporten" if final else "Gör rapporten")
        try:
            made = await self.library.ask(
                settle if final else draft,
                self._period,
                path,
                internal=self._internal,
                template=letterhead,
            )
        finally:
            self._line.end()
        return _where(path, made)

    def _question(self) -> str:
        question = (
            f"Fastställa rapporten för {period_label(self._period)}? Siffror, texter, inställningar "
            "och kontrollsumma sparas som det som gällde."
        )
        if self._unread:
            texts = count(self._unread, "text", "texter")
            question += f" {texts} från en tidigare period är inte sparade och kommer inte med."
        if self._found:
            question += f" Kontrollen har {findings_value(self._found)}."
        if self._internal:
            question += " Små tal är inte skyddade: lämna den inte ut."
        return question

    def _tell(self, text: str, *, wrong: bool = False) -> None:
        told = self.query_one("#making-told", Static)
        told.update(text)
        told.set_class(wrong, "wrong")
        told.scroll_visible(animate=False)

    def _target(self) -> Path:
        path = self.query_one("#target", PathField).path
        if path is None:
            raise Fault("Skriv var filen ska ligga.")
        if path.suffix.casefold() != self._form:
            raise Fault(f"Filens namn ska sluta på {self._form}, som formen {_NAMES[self._form]}.")
        return path

    def _letterhead(self) -> Path | None:
        return self.query_one("#letterhead", PathField).path if self._form == _WORD else None

    @property
    def _form(self) -> str:
        return self.query_one("#form", Choice).chosen or _WORD

    @property
    def _final(self) -> bool:
        return self.query_one("#status", Choice).chosen == Status.FINAL

    @property
    def _internal(self) -> bool:
        return self.query_one("#whom", Choice).chosen == _INTERNAL

    @property
    def _line(self) -> WorkLine:
        return self.query_one("#work", WorkLine)


def _where(path: Path, made: Made) -> str:
    if made.report.status is Status.FINAL:
        return f"Rapporten är fastställd: {path}\nKontrollsumma {made.report.checksum}"
    return f"Utkastet är klart: {path}"


def _state(store: Store, period: Period) -> tuple[list[Finding], int]:
    """What the checks find, and how many texts are only offered."""
    with store.snapshot():
        offered = sum(each.offered_from is not None for each in _texts(store, period))
        return checked(store, period), offered


def _texts(store: Store, period: Period) -> list[report_texts.ReportText]:
    return list(report_texts.texts(store, period).values())
