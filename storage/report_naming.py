"""Gives every figure of a report its stable name (`T1.unika.vuxna`), and what only a report counts."""

from collections.abc import Iterator, Mapping, Sequence

from halsoverkstad.domain.report_names import BEFORE, TOTAL, figure_name, part_names
from halsoverkstad.domain.statistics import MEASURES, Row
from halsoverkstad.domain.words import UNKNOWN, UNKNOWN_GROUP, Dimension, Kind
from storage import counting, report_extras
from storage.report_extras import CLASSES, TURNED_AWAY, thresholds
from storage.report_trace import Figure, Span, Trace
from storage.store import Store


class Naming:
    """Gives every figure of the report its name, in the order of the tables."""

    def __init__(
        self,
        store: Store,
        now: Span,
        before: Span | None,
        time: Dimension,
        workshops: tuple[str, ...],
    ) -> None:
        """Prepare to name what was counted in a period, and a year before if anything was."""
        self.store, self.now, self.before, self.time = store, now, before, time
        noted = [row.key[0] for row in now.rows(Dimension.GROUP)]
        if before:
            noted += [row.key[0] for row in before.rows(Dimension.GROUP)]
        known = store.programme.group_keys
        others = [each for each in dict.fromkeys(noted) if each not in {*known, UNKNOWN_GROUP}]
        self.groups = (*known, *others, UNKNOWN_GROUP)
        self.workshops = workshops
        self.words = part_names(workshops)

    def every(self) -> Iterator[Figure]:
        """Every figure with its name."""
        yield from self._key_figures()
        yield from self._spans("T1", (Dimension.GROUP,), self.groups)
        yield from self._cells("G1", self.now, (Dimension.GROUP,), self.groups)
        yield from self._spans("T2", (Dimension.WORKSHOP,), self.workshops)
        yield from self._turned_away()
        parts = [part.name for part in self.now.period.parts(self.time)]
        yield from self._cells("T3", self.now, (self.time,), parts)
        yield from self._noted("omrade", Dimension.AREA, self.store.programme.areas)
        yield from self._noted("kon", Dimension.SEX, self.store.programme.sexes)
        yield from self._spans("T5", (Dimension.KIND,), tuple(Kind))
        yield from self._visits()
        for workshop in self.workshops:
            yield from self._workshop(workshop)

    def _key_figures(self) -> Iterator[Figure]:
        """The totals, as the summary has them."""
        for measure, number in self.now.total.figures.items():
            yield Figure(figure_name("N1", measure), number, Trace(measure, self.now.period))
        if self.before:
            for measure, number in self.before.total.figures.items():
                trace = Trace(measure, self.before.period)
                yield Figure(figure_name("N1", measure, BEFORE), number, trace)

    def _spans(
        self, table: str, dimensions: tuple[Dimension, ...], values: Sequence[str]
    ) -> Iterator[Figure]:
        yield from self._cells(table, self.now, dimensions, values)
        if self.before:
            yield from self._cells(table, self.before, dimensions, values, BEFORE)

    def _cells(
        self,
        table: str,
        span: Span,
        dimensions: tuple[Dimension, ...],
        values: Sequence[str],
        *ending: str,
    ) -> Iterator[Figure]:
        """Every measure of every value, nothing being 0, and of the total."""
        rows = {row.key: row for row in span.rows(*dimensions)}
        words: Mapping[str, str] = self.words if dimensions == (Dimension.WORKSHOP,) else {}
        for measure in MEASURES:
            for value in values:
                name = figure_name(table, measure, words.get(value, value), *ending)
                number = _counted(rows.get((value,)), measure)
                yield Figure(name, number, Trace(measure, span.period, dimensions, (value,)))
            name = figure_name(table, measure, TOTAL, *ending)
            yield Figure(name, span.total.figures[measure], Trace(measure, span.period))

    def _noted(self, what: str, dimension: Dimension, known: Sequence[str]) -> Iterator[Figure]:
        found = {row.key[0]: row for row in self.now.rows(dimension)}
        others = [each for each in found if each not in {*known, UNKNOWN}]
        values = [*known, *others, UNKNOWN]
        words = part_names(values)
        for measure in MEASURES:
            for value in values:
                yield Figure(
                    figure_name("T4", measure, what, words[value]),
                    _counted(found.get(value), measure),
                    Trace(measure, self.now.period, (dimension,), (value,)),
                )

    def _turned_away(self) -> Iterator[Figure]:
        counted = report_extras.turned_away(self.store, self.now.period)
        period = self.now.period
        for workshop in self.workshops:
            trace = Trace(TURNED_AWAY, period, (Dimension.WORKSHOP,), (workshop,))
            name = figure_name("T2", TURNED_AWAY, self.words[workshop])
            yield Figure(name, counted.get(workshop, 0), trace)
        everyone = sum(counted.values())
        yield Figure(figure_name("T2", TURNED_AWAY, TOTAL), everyone, Trace(TURNED_AWAY, period))
        if self.before:
            earlier = self.before.period
            total = sum(report_extras.turned_away(self.store, earlier).values())
            name = figure_name("T2", TURNED_AWAY, TOTAL, BEFORE)
            yield Figure(name, total, Trace(TURNED_AWAY, earlier))

    def _visits(self) -> Iterator[Figure]:
        period = self.now.period
        counted = counting.visits(self.store, period)
        for word in CLASSES:
            trace = Trace(report_extras.VISITS, period, (), (word,))
            yield Figure(figure_name("B1", report_extras.VISITS, word), counted[word], trace)
        returned = report_extras.returning(self.store, period)
        for least in thresholds(self.store.programme.definitions):
            trace = Trace(report_extras.DATES, period, (), (str(least),))
            number = sum(people for dates, people in returned.items() if dates >= least)
            yield Figure(figure_name("B2", report_extras.DATES, str(least)), number, trace)

    def _workshop(self, workshop: str) -> Iterator[Figure]:
        both = (Dimension.WORKSHOP, Dimension.GROUP)
        rows = {row.key: row for row in self.now.rows(*both)}
        totals = {row.key: row for row in self.now.rows(Dimension.WORKSHOP)}
        period, part = self.now.period, self.words[workshop]
        for measure in MEASURES:
            for group in self.groups:
                yield Figure(
                    figure_name("V", part, measure, group),
                    _counted(rows.get((workshop, group)), measure),
                    Trace(measure, period, both, (workshop, group)),
                )
            yield Figure(
                figure_name("V", part, measure, TOTAL),
                _counted(totals.get((workshop,)), measure),
                Trace(measure, period, (Dimension.WORKSHOP,), (workshop,)),
            )


def _counted(row: Row | None, measure: str) -> int:
    """Cells without a session are left out of a cut: nothing is counted there."""
    return row.figures[measure] if row else 0
