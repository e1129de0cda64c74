"""Dubbelt loggade tillfällen: two promoters may have logged the same group."""

from collections.abc import Hashable, Sequence

from rich.table import Table

from halsoverkstad.domain.words import COMMON_LABEL
from screens.commands import Command
from screens.pair_room import PairRoom, side_by_side
from screens.words import clock, count, number, short_date
from storage import double_sessions
from storage.double_sessions import AnsweredTwice, Beside, LoggedTwice
from storage.sessions import LogRow, SessionEntry
from storage.store import Store

Pair = LoggedTwice | AnsweredTwice
_LABELS = (
    "Loggat på",
    "Tid",
    "Aktivitet",
    "Plats",
    "Registrerade",
    "Utan namn",
    "Fick inte plats",
)


class LoggedTwiceRoom(PairRoom[LoggedTwice, AnsweredTwice]):
    """Sessions alike on one day, and what was said of them."""

    HEADING = "Dubbelt loggade tillfällen"
    QUESTION = "Är det samma tillfälle?"
    ORDER = "de senaste först"
    ROOM_COMMANDS = (
        Command(
            "answer(True)",
            "s",
            "Samma tillfälle",
            "De två räknas som ett, och var och en som var där en gång.",
        ),
        Command("answer(False)", "o", "Olika", "De två är olika tillfällen och räknas båda."),
        Command("later", "v", "Vet inte än", "Lägger frågan sist. Den finns kvar."),
        Command(
            "take_back",
            "t",
            "Ta tillbaka",
            "Tar tillbaka det markerade svaret: frågan öppnas igen.",
        ),
        Command("app.back", "escape", "Tillbaka", "Går tillbaka dit du kom ifrån."),
    )

    async def load(self) -> tuple[Sequence[LoggedTwice], Sequence[AnsweredTwice]]:
        """Pairs without an answer, and the answers."""
        return await self.library.ask(_load)

    def key(self, question: LoggedTwice) -> Hashable:
        """The two sessions."""
        return question.first.session, question.second.session

    def names(self, pair: Pair) -> tuple[str, str]:
        """What was done, and how many each log has."""
        return f"{self.about(pair)} ({_people(pair.first)})", f"({_people(pair.second)})"

    def about(self, pair: Pair) -> str:
        """The day and what was done."""
        first = pair.first
        return f"{short_date(first.day)} {first.activity or first.kind.label}"

    def is_same(self, answered: AnsweredTwice) -> bool:
        """Which answer it is."""
        return answered.same

    def word(self, *, same: bool) -> str:
        """An answer in words."""
        return "samma tillfälle" if same else "olika tillfällen"

    async def compare(self, pair: Pair) -> Table:
        """The two logs side by side."""
        beside = await self.library.ask(
            double_sessions.beside, pair.first.session, pair.second.session
        )
        one, other = (self._column(pair, beside, at) for at in (0, 1))
        return side_by_side(_LABELS, one, other)

    async def give(self, question: LoggedTwice, *, same: bool) -> None:
        """Write an answer down."""
        first, second = question.first.session, question.second.session
        await self.library.ask(double_sessions.answer, first, second, same=same)

    async def withdraw(self, answered: AnsweredTwice) -> None:
        """Take an answer back."""
        first, second = answered.first.session, answered.second.session
        await self.library.ask(double_sessions.take_back, first, second)

    def _column(self, pair: Pair, beside: Beside, at: int) -> tuple[str, ...]:
        row = pair.second if at else pair.first
        entry = beside.entries[at]
        session = entry.session
        minutes = f", {count(session.minutes, 'minut', 'minuter')}" if session.minutes else ""
        start = clock(session.start) if session.start else "ingen tid"
        return (
            f"{beside.laptops[at]} ({row.code})",
            f"{short_date(session.day, self.library.today())}, {start}{minutes}",
            f"{session.activity or '–'}, {session.workshop or COMMON_LABEL}",
            session.place or "–",
            f"{number(row.registered)} ({number(beside.in_both)} i båda)",
            self._heads(entry),
            number(session.turned_away),
        )

    def _heads(self, entry: SessionEntry) -> str:
        label = self.library.programme.group_label
        heads = entry.session.heads
        return ", ".join(f"{number(each.count)} {label(key)}" for key, each in heads.items()) or "0"


def _load(store: Store) -> tuple[list[LoggedTwice], list[AnsweredTwice]]:
    return double_sessions.open_questions(store), double_sessions.answers(store)


def _people(row: LogRow) -> str:
    return f"{number(row.registered)} + {number(row.heads)}"
