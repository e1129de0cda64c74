"""`statistik --publik`: the statistics with what few people stand behind left out."""

from collections.abc import Iterable, Mapping, Sequence

from exports.protection.cuts import Decided, agrees, needed, protect_cut
from exports.protection.figures import Cut, Table, in_order, name_of
from exports.protection.model import Name
from exports.statistics_answer import PublicRow, PublicStatistics
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.statistics import Row, Statistics
from halsoverkstad.domain.words import Dimension
from storage import counting
from storage.cells import Counting
from storage.store import Store


def public_statistics(
    store: Store, period: Period, dimensions: Sequence[Dimension] = ()
) -> PublicStatistics:
    """Count a period as `counting.statistics` does, and hide what may not be shown."""
    with store.snapshot():
        counted = counting.statistics(store, period, dimensions)
        tables = count_tables(store, period, needed(in_order(dimensions)))
    decided = protect_cut(tables, in_order(dimensions), counted.definitions)
    return _without(counted, decided)


def count_tables(store: Store, period: Period, cuts: Iterable[Cut]) -> Mapping[Cut, Table]:
    """The rows of each cut of a period."""
    return {
        cut: {row.key: row.figures for row in Counting(store, period, cut).rows()} for cut in cuts
    }


def _without(counted: Statistics, decided: Decided) -> PublicStatistics:
    here = {
        name
        for row in counted.rows
        for name in _names(counted.dimensions, row).values()
        if name in decided.confined
    }
    return PublicStatistics(
        program=counted.program,
        period=counted.period,
        dimensions=counted.dimensions,
        definitions=counted.definitions,
        checksum=counted.checksum,
        laptops=counted.laptops,
        rows=tuple(_row(counted.dimensions, row, decided.hidden) for row in counted.rows),
        register_since=counted.register_since,
        made_up=counted.made_up,
        estimates_are_floors=counted.estimates_are_floors,
        confined=len(here),
        agrees=agrees(in_order(counted.dimensions)),
    )


def _row(dimensions: tuple[Dimension, ...], row: Row, hidden: frozenset[Name]) -> PublicRow:
    names = _names(dimensions, row)
    return PublicRow(
        row.key,
        {
            measure: None if names[measure] in hidden else figure
            for measure, figure in row.figures.items()
        },
    )


def _names(dimensions: tuple[Dimension, ...], row: Row) -> Mapping[str, Name]:
    """What a row's figures are called in the book, by measure."""
    cut = in_order(dimensions)
    value = dict(zip(dimensions, row.key, strict=True))
    key = tuple(value[each] for each in cut)
    return {measure: name_of(cut, key, measure) for measure in row.figures}
