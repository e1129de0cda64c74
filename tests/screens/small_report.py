"""A small history that reports are made of, and what journeys through Rapport look for."""

from datetime import date

from driving import Fill
from small_history import HEALTH
from textual.pilot import Pilot

from halsoverkstad.domain.facts import Attributes, Heads, Naming, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.report import Part, TextKey
from storage import participants, report_texts, sessions
from storage.sessions import Present, SessionEntry
from storage.store import Store

Y2023, Y2024 = Period.year(2023), Period.year(2024)
GOALS = TextKey(Part.GOALS)
ADULT, CHILD = Attributes("vuxna"), Attributes("barn_och_unga")


def two_years(store: Store) -> None:
    """Amina comes three times, Fatima once, and heads are counted, in two workshops."""
    amina = participants.register(store, Naming("Amina"), ADULT)
    fatima = participants.register(store, Naming("Fatima"), CHILD)
    for day, workshop, present in (
        (date(2023, 9, 5), HEALTH, (Present(amina, ADULT),)),
        (date(2024, 3, 5), HEALTH, (Present(amina, ADULT), Present(fatima, CHILD))),
        (date(2024, 11, 5), "Munhälsa och kost", (Present(amina, ADULT),)),
    ):
        session = Session(day, workshop, activity="Yoga", heads={"vuxna": Heads(2, 1)})
        sessions.save(store, SessionEntry(session, present))


def goals(text: str, period: Period = Y2023) -> Fill:
    """The text Målbilder of a period."""
    return lambda store: report_texts.write(store, period, GOALS, text)


def one_more(store: Store) -> bytes:
    """A child more, in March 2024."""
    zeynep = participants.register(store, Naming("Zeynep"), CHILD)
    session = Session(date(2024, 3, 12), HEALTH, activity="Syverkstad")
    return sessions.save(store, SessionEntry(session, (Present(zeynep, CHILD),)))


def plain(text: str) -> str:
    """With ordinary spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def read(pilot: Pilot[None]) -> str:
    """All that is to be read, in one line with single spaces."""
    strips = pilot.app.screen._compositor.render_strips()
    text = "\n".join("".join(segment.text for segment in strip) for strip in strips)
    return " ".join(plain(text).split())


def row(pilot: Pilot[None], words: str) -> list[str]:
    """The words of the line that begins with these, after any frame."""
    strips = pilot.app.screen._compositor.render_strips()
    lines = [plain("".join(segment.text for segment in strip)) for strip in strips]
    parts = [part.strip() for line in lines for part in line.split("│")]
    return next(part for part in parts if part.startswith(words)).removeprefix(words).split()
