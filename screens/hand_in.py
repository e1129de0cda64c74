"""Lämna in: this laptop's file for the coordinator, what is asked, and the coordinator's file."""

from collections.abc import Sequence
from pathlib import Path

from textual import work
from textual.app import ComposeResult

from exports.halsa.exchange import own_code
from screens.commands import EXCHANGE, HAND_IN, Command
from screens.exchange_words import CHECK_ADVICE, CODE_ADVICE, ago, changed, waiting, when
from screens.exports_folder import proposed, write
from screens.hand_in_standing import Standing, standing
from screens.hand_in_texts import (
    AGAIN,
    ANSWER_FILE,
    ASKED,
    CONFLICTS,
    COORDINATE,
    JOIN,
    MADE_UP,
    NO_NAMES,
    OWN_DOUBLES,
    PANEL,
    TWICE,
)
from screens.items import Item, ItemRoom
from screens.library import Library
from screens.places import HALSA
from screens.saving import is_there
from screens.widgets.tell import Tell
from screens.widgets.work_line import WorkLine
from screens.widgets.write_path import WritePath
from screens.words import count


class HandInRoom(ItemRoom):
    """What a laptop does with the coordinator; before it has joined, how to."""

    HEADING = HAND_IN
    HERE = EXCHANGE
    ROOM_COMMANDS = (
        Command("change", "enter,o", "Gör", "Gör det som är markerat."),
        Command("write", "s", "Skriv filen", "Skriver filen till samordnaren där det föreslås."),
        Command("elsewhere", "a", "Annat ställe", "Väljer var filen ska ligga."),
        Command("read", "l", "Läs in fil", "Läser in en fil från samordnaren."),
        Command("check", "k", "Kontrollord", "Visar de tre orden att jämföra på telefon."),
        Command("join", "j", "Anslut", "Ansluter datorn, eller ansluter den igen.", footer=False),
    )

    def __init__(self, library: Library) -> None:
        """Begin with nothing known."""
        super().__init__(library)
        self._standing: Standing | None = None
        self._path: Path | None = None

    def body(self) -> ComposeResult:
        """The items, and how far writing has come."""
        yield from super().body()
        yield WorkLine(id="work")

    def items(self) -> Sequence[Item]:
        """What can be done, by whether the laptop has joined."""
        now = self._standing
        if now is None:
            return (Item(HAND_IN, str, str),)
        return self._before_joining(now) if now.member is None else self._joined(now)

    async def refresh_room(self) -> None:
        """See how things stand."""
        self._standing = await self.library.ask(standing)
        if self._standing.member is not None:
            self._path = await proposed(self.library)
        self.show_items()

    async def may_leave(self) -> bool:
        """Not while the file is being written."""
        if self._line.busy:
            self.say("Filen skrivs just nu. Vänta tills den är klar.")
        return not self._line.busy

    # Actions

    def action_write(self) -> None:
        """Write the file where it is proposed."""
        if self._may_hand_in() and self._path is not None:
            self._write(self._path)

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_elsewhere(self) -> None:
        """Write the file somewhere else."""
        if not self._may_hand_in() or self._path is None:
            return
        path = await self.shell.push_screen_wait(
            WritePath("Filen till samordnaren", self._path, HALSA, done="Skriv")
        )
        if path is None:
            return
        if path != self._path and await is_there(path):
            question = f"{path} finns redan. Ersätta den?"
            if not await self.ask_person(question, yes="Ersätt"):
                return
        self._write(path)

    def action_read(self) -> None:
        """Read a file from the coordinator."""
        from screens.merge_files import MergeFiles

        if self._may_hand_in():
            self.shell.push_screen(MergeFiles(self.library))

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_check(self) -> None:
        """Show the three words, and the code that the coordinator may ask for."""
        if not self._may_hand_in() or self._standing is None:
            return
        words = " · ".join(self._standing.words.split())
        if words:
            advice = f"{CHECK_ADVICE}\n\n{CODE_ADVICE} {await self.library.ask(own_code)}"
            await self.shell.push_screen_wait(Tell("Kontrollord", advice, large=words))
        else:
            self.say("Kontrollorden visas när datorn har anslutits igen (j).")

    def action_join(self) -> None:
        """Join a programme, or join again."""
        from screens.join_form import JoinForm

        if self.library.made_up:
            self.say("Demons uppgifter är påhittade. Starta halsoverkstad utan demo.")
        else:
            self.shell.push_screen(JoinForm(self.library))

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_coordinate(self) -> None:
        """Make this the coordinator's computer, and go to its own room."""
        from screens.coordinating import become_coordinator

        if await become_coordinator(self):
            self.shell.action_exchange()

    # Inside

    def _before_joining(self, now: Standing) -> Sequence[Item]:
        if self.library.made_up:
            first = (Item(HAND_IN, lambda: "inte i demon", lambda: MADE_UP),)
        else:
            first = (
                Item(
                    "Anslut datorn",
                    lambda: "till samordnarens program",
                    lambda: JOIN,
                    self.action_join,
                ),
                Item(
                    "Samordnarens dator",
                    lambda: "gör den här till den",
                    lambda: COORDINATE,
                    self.action_coordinate,
                ),
            )
        return (*first, self._doubles(now), self._twice(now))

    def _joined(self, now: Standing) -> Sequence[Item]:
        today = self.library.today()
        heard = "ingen läst än" if now.heard is None else f"senast {ago(now.heard.date(), today)}"
        return (
            Item(HAND_IN, lambda: self._last(now), lambda: self._about(now), self.action_write),
            self._doubles(now),
            Item(
                "Frågor över datorerna",
                lambda: waiting(now.asked, "fråga", "frågor"),
                lambda: ASKED,
                self._open_asked,
            ),
            self._twice(now),
            Item(
                "Krockar",
                lambda: waiting(now.conflicts, "krock", "krockar"),
                lambda: CONFLICTS,
                self._open_conflicts,
            ),
            Item(
                "Enkätens panel",
                lambda: f"{now.panel} att fråga" if now.panel else "ingen att fråga",
                lambda: PANEL,
                self._open_panel,
            ),
            Item("Samordnarens fil", lambda: heard, lambda: ANSWER_FILE, self.action_read),
            Item("Kontrollord", lambda: "visas med Enter", lambda: CHECK_ADVICE, self.action_check),
            Item(
                "Anslut igen", lambda: "ny programfil eller fras", lambda: AGAIN, self.action_join
            ),
        )

    def _doubles(self, now: Standing) -> Item:
        return Item(
            "Egna dubbletter",
            lambda: waiting(now.doubles, "fråga", "frågor"),
            lambda: OWN_DOUBLES,
            self._open_doubles,
        )

    def _twice(self, now: Standing) -> Item:
        return Item(
            "Dubbelt loggade tillfällen",
            lambda: waiting(now.twice, "par", "par"),
            lambda: TWICE,
            self._open_twice,
        )

    def _last(self, now: Standing) -> str:
        if now.last is None:
            return "aldrig lämnat in"
        return f"senast {ago(now.last.date(), self.library.today())}"

    def _about(self, now: Standing) -> str:
        open_ = now.doubles + now.asked + now.twice
        if now.last is None:
            last = "Den här datorn har inte lämnat in något än."
        else:
            last = f"Senast lämnat: fil {now.number}, {when(now.last, self.library.today())}."
        parts = [
            f"Enter skriver filen\n{self._path}\n(a väljer ett annat ställe)",
            f"{last}\nNytt eller ändrat sedan dess: {changed(now.changes)}.",
            f"Bra att svara på först: {count(open_, 'fråga', 'frågor')} här nedanför."
            if open_
            else "",
            NO_NAMES,
        ]
        return "\n\n".join(filter(None, parts))

    def _may_hand_in(self) -> bool:
        if self._line.busy:
            return False
        if self._standing is None or self._standing.member is None:
            self.say("Anslut datorn först.")
            return False
        return True

    @work(exclusive=True, group="write", exit_on_error=False)
    async def _write(self, path: Path) -> None:
        self._line.begin("Skriver filen")
        try:
            await write(self.library, path, self._line.tell)
        finally:
            self._line.end()
        self.say(f"Klart: {path} är skriven. Ge den till samordnaren.")
        self.reload()

    def _open_doubles(self) -> None:
        from screens.doubles import DoublesRoom

        self.shell.push_screen(DoublesRoom(self.library))

    def _open_asked(self) -> None:
        from screens.asked import AskedRoom

        self.shell.push_screen(AskedRoom(self.library))

    def _open_twice(self) -> None:
        from screens.logged_twice import LoggedTwiceRoom

        self.shell.push_screen(LoggedTwiceRoom(self.library))

    def _open_panel(self) -> None:
        self.shell.push_screen(self.shell.room(self.library, "panel"))

    def _open_conflicts(self) -> None:
        from screens.conflict_room import ConflictRoom

        self.shell.push_screen(ConflictRoom(self.library))

    @property
    def _line(self) -> WorkLine:
        return self.query_one("#work", WorkLine)
