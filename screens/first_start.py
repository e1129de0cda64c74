"""First start: programme and laptop, lock, återställningskod.

Three steps, each with a default, so that Enter is enough wherever there is a keyring.
"""

from collections.abc import Callable
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, ContentSwitcher, Input, Label, RadioSet, Static

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.programme import Programme
from screens.commands import Command
from screens.library import Library, StoreThread
from screens.opening import Created, Opening
from screens.passwords import check_password
from screens.programme_file import read_programme
from screens.room import Page
from screens.widgets.radio import Radio
from storage import local, settings

LAPTOP = "Dator 1"
STEPS = ("who", "lock", "code")
_HEADINGS = {
    "who": "Steg 1 av 3: Program och dator",
    "lock": "Steg 2 av 3: Lås för uppgifterna",
    "code": "Steg 3 av 3: Återställningskod",
}
_KEYRING = (
    "Uppgifterna krypteras. Datorns nyckelring kan hålla nyckeln: då öppnas programmet utan "
    "fråga när du är inloggad på datorn."
)
_OWN_LOCK = (
    "Uppgifterna krypteras. Välj ett lösenord som ni kommer ihåg; det frågas efter varje gång "
    "programmet startas. Fyra ord är lättare att minnas än tolv tecken."
)
_CODE_ADVICE = (
    "Skriv av koden på papper och lägg den i kassaskåpet. Med den öppnas uppgifterna när "
    "lösenordet är glömt eller datorn är borta, så visa den inte för andra. Den går att "
    "se igen under Inställningar."
)

_SEVERAL = "Ska datorn räkna ihop med andra, eller är den samordnarens? Det görs sedan, med F8."


class FirstStart(Page):
    """Makes the database and hands over its library."""

    HEADING = "Första start"
    CSS_PATH = "first_start.tcss"
    NAVIGATES = False
    ROOM_COMMANDS = (
        Command("forward", "f9", "Nästa", "Går till nästa steg."),
        Command("backward", "escape", "Förra", "Går till förra steget."),
    )

    def __init__(
        self,
        opening: Opening,
        thread: StoreThread,
        arrive: Callable[[Library], None],
    ) -> None:
        """Make the database at `opening` on the thread; then call `arrive`."""
        super().__init__()
        self._opening = opening
        self._thread = thread
        self._arrive = arrive
        self._programme = opening.suggested_programme()
        self._keyring = False
        self._created: Created | None = None

    def body(self) -> ComposeResult:
        """The three steps, one shown at a time."""
        yield Static(_HEADINGS["who"], id="step", classes="heading")
        with ContentSwitcher(initial="who"):
            with VerticalScroll(id="who", can_focus=False):
                yield from self._who()
            with VerticalScroll(id="lock", can_focus=False):
                yield from self._lock()
            with VerticalScroll(id="code", can_focus=False):
                yield Static(_CODE_ADVICE, markup=False)
                yield Static("", id="recovery-code", markup=False)
        with Horizontal(id="steps"):
            yield Button("Förra", id="backward", disabled=True)
            yield Button("Nästa", id="forward", variant="primary")

    def _who(self) -> ComposeResult:
        name = Programme.parse(self._programme).name
        yield Static("Välkommen! Det här tar två minuter och görs bara en gång.")
        yield Label("Program")
        yield Static(f"{name}", id="programme", markup=False)
        yield Label("Annan programfil (lämna tomt för programmet ovan)")
        yield Input(placeholder="till exempel C:\\Filer\\malmoandan.toml", id="programme-file")
        yield Label("Datorns namn, som syns i rapporterna")
        yield Input(LAPTOP, id="laptop")
        yield Static(_SEVERAL, classes="quiet", markup=False)

    def _lock(self) -> ComposeResult:
        yield Static(_OWN_LOCK, id="lock-advice", markup=False)
        with RadioSet(id="how"):
            yield Radio("Datorns nyckelring (inget att minnas)", value=True, id="keyring")
            yield Radio("Ett eget lösenord", id="own")
        with Vertical(id="passwords"):
            yield Label("Lösenord")
            yield Input(password=True, id="password")
            yield Label("En gång till")
            yield Input(password=True, id="again")

    async def on_mount(self) -> None:
        """Offer the keyring where there is one."""
        self._keyring = await self._thread.run(self._opening.keyring)
        self.query_one("#how").display = self._keyring
        self.query_one("#passwords").display = not self._keyring
        if self._keyring:
            self.query_one("#lock-advice", Static).update(_KEYRING)
        self.query_one("#laptop").focus()

    @on(Button.Pressed, "#forward")
    @on(Input.Submitted, "#laptop")
    @on(Input.Submitted, "#again")
    def action_forward(self) -> None:
        """Go on, if what stands here will do."""
        self._forward()

    @on(Button.Pressed, "#backward")
    def action_backward(self) -> None:
        """Go back a step; the code is the last, there is no way back from it."""
        if self._step == "lock":
            self._show("who")

    @on(Input.Submitted, "#programme-file")
    @on(Input.Submitted, "#password")
    def _next_field(self) -> None:
        self.focus_next()

    @on(RadioSet.Changed, "#how")
    def _choose_lock(self, event: RadioSet.Changed) -> None:
        own = event.pressed.id == "own"
        self.query_one("#passwords").display = own
        if own:
            self.query_one("#password").focus()

    @property
    def _step(self) -> str:
        return self.query_one(ContentSwitcher).current or STEPS[0]

    @work(exclusive=True, group="step", exit_on_error=False)
    async def _forward(self) -> None:
        self.shell.clear_notifications()
        match self._step:
            case "who":
                await self._take_programme()
                self._show("lock")
            case "lock":
                await self._create(self._chosen_password())
                self._show("code")
            case _:
                await self._begin()

    async def _take_programme(self) -> None:
        written = self.query_one("#programme-file", Input).value.strip()
        if written:
            self._programme = await self._thread.run(read_programme, Path(written))
            name = Programme.parse(self._programme).name
            self.query_one("#programme", Static).update(name)
        laptop = self.query_one("#laptop", Input)
        laptop.value = settings.laptop_name(laptop.value.strip() or LAPTOP)

    def _chosen_password(self) -> str | None:
        if not self.query_one("#passwords").display:
            return None
        first = self.query_one("#password", Input)
        again = self.query_one("#again", Input)
        try:
            check_password(first.value)
        except Fault:
            first.focus()
            raise
        if first.value != again.value:
            again.value = ""
            again.focus()
            raise Fault("De två lösenorden är inte lika. Skriv det andra en gång till.")
        return first.value

    async def _create(self, password: str | None) -> None:
        laptop = self.query_one("#laptop", Input).value
        button = self.query_one("#forward", Button)
        button.disabled = True
        try:
            self._created = await self._thread.run(
                self._opening.create, self._programme, laptop, password
            )
        finally:
            button.disabled = False
        self.query_one("#recovery-code", Static).update(self._created.recovery_code)
        for field in ("#password", "#again"):
            self.query_one(field, Input).value = ""

    async def _begin(self) -> None:
        if self._created is not None:
            store = self._created.store
            self.query_one("#recovery-code", Static).update("")
            library = await Library.open(self._thread, lambda: store)
            shown = f"{library.now():%Y-%m-%d}"
            await library.ask(settings.set_local, local.RECOVERY_SHOWN, shown)
            self._arrive(library)

    def _show(self, step: str) -> None:
        self.query_one(ContentSwitcher).current = step
        self.query_one("#step", Static).update(_HEADINGS[step])
        self.query_one("#backward", Button).disabled = step != "lock"
        self.query_one("#forward", Button).label = "Börja" if step == "code" else "Nästa"
        target = {"who": "#laptop", "lock": "#how" if self._keyring else "#password"}
        self.query_one(target.get(step, "#forward")).focus()
