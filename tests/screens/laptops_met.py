"""What laptops log and hand in for the coordinator, and what the coordinator's screens say of it."""

from datetime import date
from pathlib import Path

from several import PHRASE, Computer
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from halsoverkstad.domain.facts import Attributes, Naming, Session
from halsoverkstad.domain.period import Period
from storage import counting, participants, sessions
from storage.sessions import Present, SessionEntry
from storage.store import Store

ADULT = Attributes("vuxna")
DAY = date(2024, 12, 12)
YOGA = Session(DAY, "Kvinnors hälsa", activity="Yoga", place="Framtidens hus", minutes=60)


def laptop(folder: Path, number: int, programme: Path, *fills, phrase: str = PHRASE) -> Computer:
    made = Computer(folder, f"l{number}")
    made.join(programme, f"Dator {number}", phrase)
    for fill in fills:
        made.do(fill)
    return made


def yoga(*names: Naming, session: Session = YOGA):
    """A session with these people, who are new in the register."""

    def fill(store: Store) -> bytes:
        present = [Present(participants.register(store, each, ADULT), ADULT) for each in names]
        return sessions.save(store, SessionEntry(session, tuple(present)))

    return fill


def held(store: Store) -> int:
    return counting.statistics(store, Period.year(2024)).rows[0].figures["tillfallen"]


def question(pilot: Pilot[None]) -> str:
    return plain(str(pilot.app.screen.query_one("#ask-question", Static).content))


def plain(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split(" "))


def told_in(pilot) -> str:
    return plain(str(pilot.app.screen.query_one("#told", Static).content))


def ticked(pilot) -> list[str]:
    options = pilot.app.screen.query_one("#halsa-files", OptionList)
    lines = [str(each.prompt) for each in options.options]
    return [each.split()[1] for each in lines if each.startswith("[x]")]
