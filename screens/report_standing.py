"""How a report stands: its figures and texts, what it would look like, whether it is settled."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

from exports.report import checks
from exports.report.content.build import build
from exports.report.model import Report, Status
from exports.report.source import Source, gather
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.report import EXPECTED, Part, TextKey
from storage import frozen, revisions
from storage.finding import Finding
from storage.frozen import Frozen
from storage.report_texts import ReportText
from storage.revisions import Revised
from storage.store import Store

Findings = list[Finding]


class Written(Enum):
    """How far a text has come."""

    OWN = auto()
    OFFERED = auto()
    """Only an earlier period's is there."""
    NOTHING = auto()
    """It has been said that there is nothing to say."""
    MISSING = auto()
    OPTIONAL = auto()
    """Not written, and the report is whole without it."""


@dataclass(frozen=True)
class Standing:
    """A report as it would be now, for those who work in the programme: nothing is hidden."""

    source: Source
    report: Report
    settled: Frozen | None
    """What was settled last on the same days."""
    revised: Revised | None
    """What of it is another now; None: nothing, or nothing has been settled."""

    @property
    def period(self) -> Period:
        """What the report is on."""
        return self.source.period

    @property
    def empty(self) -> bool:
        """Whether nothing was logged in the period."""
        return not self.source.counted.now.total.figures["tillfallen"]

    @cached_property
    def texts(self) -> Mapping[TextKey, Written]:
        """Every text that the report can have, in the order of its sections."""
        source = self.source
        keys = text_keys(source.counted.workshops, source.texts)
        return {key: written(key, source.texts.get(key)) for key in keys}


def look(store: Store, period: Period) -> Standing:
    """Count the report and put it together; half a second for a year."""
    with store.snapshot():
        source = gather(store, period)
        settled = frozen.latest(store, period)
        revised = settled and revisions.of_report(store, settled)
    report = build(source, Status.DRAFT, None)
    return Standing(source, report, settled, revised if revised and revised.revisions else None)


def look_closer(store: Store, standing: Standing) -> Findings:
    """What the checks find; a second for a year."""
    return checks.findings(store, standing.source)


def checked(store: Store, period: Period) -> Findings:
    """What the checks find of the report on a period."""
    with store.snapshot():
        return checks.findings(store, gather(store, period))


def text_keys(workshops: Sequence[str], texts: Iterable[TextKey]) -> Iterator[TextKey]:
    """The texts in the order of the sections, a workshop's own after the activities.

    A text about a workshop that the period no longer has can still be reached.
    """
    others = [
        key.workshop for key in texts if key.part is Part.WORKSHOP and key.workshop not in workshops
    ]
    for part in Part:
        if part is Part.WORKSHOP:
            yield from (TextKey(part, workshop) for workshop in (*workshops, *others))
        else:
            yield TextKey(part)


def written(key: TextKey, text: ReportText | None) -> Written:
    """How far one text has come."""
    if text is None:
        return Written.MISSING if key.part in EXPECTED else Written.OPTIONAL
    if text.offered_from is not None:
        return Written.OFFERED
    return Written.OWN if text.text else Written.NOTHING
