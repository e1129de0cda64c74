"""Reports for tests: built from a database, looked at through the model."""

from collections.abc import Iterator
from datetime import date

from exports.report.content.build import build, shown_figures
from exports.report.model import (
    Box,
    Bullets,
    Definitions,
    Paragraph,
    Report,
    Section,
    Status,
    Table,
)
from exports.report.protecting import hidden_figures
from exports.report.source import gather
from exports.report.wording import cell_text
from halsoverkstad.domain.facts import Attributes, Heads, Session
from halsoverkstad.domain.period import Period
from storage import sessions
from storage.sessions import Present, SessionEntry
from storage.store import Store
from tests.stores import ADULT, CHILD


def made(store: Store, period: str, status: Status = Status.DRAFT) -> Report:
    """The report for internal use."""
    return build(gather(store, Period.parse(period)), status, None)


def table(report: Report, name: str) -> Table:
    (found,) = (each for each in report.tables() if each.name == name)
    return found


def lines(report: Report, name: str) -> list[list[str]]:
    """A table's rows as they are read, with ordinary spaces."""
    return [[plain(cell_text(cell)) for cell in row.cells] for row in table(report, name).rows]


def headings(report: Report, name: str) -> list[str]:
    return [plain(each.heading) for each in table(report, name).columns]


def box(report: Report, title: str = "Avstämning") -> list[str]:
    (found,) = (each for each in report.blocks() if isinstance(each, Box) and each.title == title)
    return [plain(line) for line in found.lines]


def section(report: Report, number: str) -> Section:
    (found,) = (each for each in every_section(report.sections) if each.number == number)
    return found


def every_section(sections: tuple[Section, ...]) -> Iterator[Section]:
    for each in sections:
        yield each
        yield from every_section(each.subsections)


def said(section: Section) -> list[str]:
    """The running text of a section and of those in it."""
    found: list[str] = []
    for block in section.all_blocks():
        if isinstance(block, Paragraph):
            found.append(plain(block.text))
        elif isinstance(block, Bullets):
            found += map(plain, block.items)
        elif isinstance(block, Definitions):
            found += [f"{each.term}: {each.meaning} ({each.basis})" for each in block.entries]
    return found


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def held(
    store: Store, day: str, *people: bytes, heads: int = 0, group: str = ADULT, **fields: object
) -> bytes:
    """Log a session with people, and heads of children counted without name, all new."""
    counted = {CHILD: Heads(heads, heads)} if heads else {}
    about = {"workshop": "Kvinnors hälsa", "activity": "Yoga"} | fields
    session = Session(date.fromisoformat(day), heads=counted, **about)  # pyright: ignore[reportArgumentType]
    present = tuple(Present(each, Attributes(group)) for each in people)
    return sessions.save(store, SessionEntry(session, present))


def totals(report: Report) -> list[str]:
    return {row[0]: row[1:] for row in lines(report, "T1")}["Totalt"]


def protected(store: Store, period: str) -> Report:
    source = gather(store, Period.parse(period))
    hidden = hidden_figures(source.counted, shown_figures(source, Status.DRAFT))
    return build(source, Status.DRAFT, hidden)
