"""The report as nine sections, kept apart as the city has asked (domain.md)."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from exports.report.content import (
    activities,
    economy,
    follow_up,
    groups,
    method,
    summary,
    workshops,
)
from exports.report.content.cells import Cells
from exports.report.content.texts import Texts
from exports.report.content.words import kronor, long_name
from exports.report.model import Block, Bullets, Report, Section, Status
from exports.report.source import Source
from halsoverkstad.domain.report import Deadline, Part, TextKey, deadlines, receiver_of
from storage.report_trace import Trace

_SECTIONS = (
    Part.SUMMARY,
    Part.GOALS,
    Part.ACTIVITIES,
    Part.FOLLOW_UP,
    Part.RESEARCH,
    Part.PARTNERS,
    Part.ECONOMY,
    Part.DEVIATIONS,
)
_METHOD = "Metod och definitioner"
_NO_RECEIVER = "ej angiven"


def build(source: Source, status: Status, hidden: AbstractSet[Trace] | None) -> Report:
    """Put the report together.

    Args:
        source: facts, texts and lists.
        status: a draft says where something is missing.
        hidden: figures to keep back; None: the report is for internal use and shows all.
    """
    cells = Cells(source.counted, hidden)
    texts = Texts(source.texts, status)
    return Report(
        title="Återrapportering",
        programme=source.programme.name,
        period=long_name(source.period),
        receiver=receiver_of(source.programme, source.period) or _NO_RECEIVER,
        status=status,
        date=source.today,
        checksum=source.counted.checksum,
        sections=tuple(_sections(source, cells, texts, status)),
        subtitle=(", ".join(source.programme.partners),) if source.programme.partners else (),
        made_up=source.counted.made_up,
        protected=hidden is not None,
    )


def shown_figures(source: Source, status: Status) -> frozenset[Trace]:
    """The counted figures that a report shows, or computes something shown from."""
    cells = Cells(source.counted)
    for section in _sections(source, cells, Texts(source.texts, status), status):
        del section  # only what it asks for matters
    return frozenset(cells.used)


def _sections(source: Source, cells: Cells, texts: Texts, status: Status) -> Iterator[Section]:
    for number, part in enumerate(_SECTIONS, 1):
        yield Section(
            str(number),
            part.label,
            tuple(_blocks(part, source, cells, texts, status)),
            tuple(_within(part, source, cells, texts, str(number))),
        )
    last = str(len(_SECTIONS) + 1)
    yield Section(last, _METHOD, (), tuple(method.sections(source, cells, last)))


def _blocks(
    part: Part, source: Source, cells: Cells, texts: Texts, status: Status
) -> Iterator[Block]:
    """A section's text, and what follows from facts and lists."""
    if part is Part.SUMMARY:
        yield from summary.blocks(source, cells, texts)
        return
    yield from texts.blocks(TextKey(part))
    match part:
        case Part.FOLLOW_UP:
            yield from follow_up.measures(source)
        case Part.PARTNERS:
            yield from follow_up.partners(source)
            yield from follow_up.resources(source)
        case Part.ECONOMY:
            yield from economy.blocks(source, draft=status is Status.DRAFT)
            yield from _separate_reports(source)
        case _:
            pass


def _within(
    part: Part, source: Source, cells: Cells, texts: Texts, number: str
) -> Iterator[Section]:
    """Section 3 has its tables, and a part for each workshop."""
    if part is not Part.ACTIVITIES:
        return
    people = (groups.participants(source, cells), groups.measures(source, cells))
    held = (activities.by_workshop(source, cells), activities.by_time(source, cells))
    yield Section(f"{number}.1", "Deltagare efter grupp", people)
    yield Section(
        f"{number}.2",
        "Tillfällen och deltagare efter verkstad och tid",
        (*held, *activities.charts(held)),
    )
    noted = (activities.by_area_and_sex(source, cells),)
    yield Section(f"{number}.3", "Bostadsområde och kön", noted)
    support = (activities.by_kind(source, cells),)
    yield Section(f"{number}.4", "Individuellt stöd och arrangemang", support)
    often = (activities.visits(source, cells), activities.returning(source, cells))
    yield Section(f"{number}.5", "Hur ofta deltagarna kom", often)
    parts = tuple(workshops.sections(source, cells, texts, f"{number}.6"))
    if parts:
        yield Section(f"{number}.6", "Verkstäderna var för sig", (), parts)


def _separate_reports(source: Source) -> Iterator[Block]:
    grants = [each for each in deadlines(source.programme) if each.amount is not None]
    if grants:
        yield Bullets(tuple(map(_separate, grants)))


def _separate(grant: Deadline) -> str:
    when = grant.by.isoformat() if grant.by else grant.when
    return f"Extra medel, {kronor(grant.amount or 0)} för {grant.what}, återrapporteras för sig: {when}."
