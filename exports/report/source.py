"""Everything that a report is made from, read from one moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from halsoverkstad.domain.economy import Economy
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.programme import Programme
from halsoverkstad.domain.published import Published, PublishedPeriod
from halsoverkstad.domain.report import FollowUp, OwnResource, TextKey
from halsoverkstad.domain.statistics import Row
from halsoverkstad.domain.words import Dimension
from storage import (
    conflicts,
    doubles,
    panel_following,
    report_figures,
    report_lists,
    report_texts,
    revisions,
)
from storage.cells import Counting
from storage.report_figures import ReportFigures
from storage.report_texts import ReportText
from storage.revisions import Revised
from storage.store import Store

_ENDING = ".publicerat.json"


@dataclass(frozen=True)
class Source:
    """The facts, texts and lists of one report, beside what was published before."""

    programme: Programme
    counted: ReportFigures
    texts: Mapping[TextKey, ReportText]
    follow_ups: tuple[FollowUp, ...]
    resources: tuple[OwnResource, ...]
    economy: Economy
    economy_before: Economy | None
    published: Published
    published_workshops: tuple[tuple[PublishedPeriod, Row], ...]
    """What was printed about single workshops within the period, and the same counted."""
    revised: tuple[Revised, ...]
    questions: int
    """Open questions about the same person."""
    conflicts: int
    today: date

    @property
    def period(self) -> Period:
        """What the report is on."""
        return self.counted.period

    @property
    def before(self) -> Period | None:
        """The same span a year before; None: there is no such year."""
        try:
            return self.period.year_before()
        except ValueError:
            return None

    @property
    def published_now(self) -> PublishedPeriod | None:
        """What has been published about the same days."""
        return self.published.of(self.period)

    @property
    def published_before(self) -> PublishedPeriod | None:
        """What has been published about the same span a year before."""
        return self.published.of(self.before) if self.before else None


def gather(store: Store, period: Period) -> Source:
    """Read everything that a report on a period is made from."""
    with store.snapshot():
        published = published_figures(store.programme)
        return Source(
            programme=store.programme,
            counted=report_figures.figures(store, period),
            texts=report_texts.texts(store, period),
            follow_ups=(
                *report_lists.follow_ups(store, period),
                *panel_following.follow_ups(store, period),
            ),
            resources=report_lists.resources(store, period),
            economy=report_lists.economy(store, period),
            economy_before=report_lists.economy_before(store, period),
            published=published,
            published_workshops=tuple(
                (each, _counted(store, each)) for each in published.of_workshops(period)
            ),
            revised=tuple(revisions.revised(store, period)),
            questions=doubles.count_open(store),
            conflicts=conflicts.count(store),
            today=store.today(),
        )


def published_figures(programme: Programme) -> Published:
    """The figures that ship with a programme of that name; none for any other.

    Raises:
        ProgrammeFault: the file that ships is damaged.
    """
    for file in (files("halsoverkstad") / "programmes").iterdir():
        if file.name.endswith(_ENDING):
            found = Published.parse(file.read_text(encoding="utf-8"))
            if found.program == programme.name:
                return found
    return Published()


def _counted(store: Store, printed: PublishedPeriod) -> Row:
    """The figures of the workshop in the days that something was printed about."""
    rows = Counting(store, printed.period, (Dimension.WORKSHOP,)).rows()
    nothing = Row((printed.workshop or "",), {})
    return next((row for row in rows if row.key[0] == printed.workshop), nothing)
