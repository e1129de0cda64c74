"""The tables that are published of a period, protected together (design.md, 4).

They are the cuts by workshop, group and quarter (`protection.cuts.STANDARD`), decided as they are
for every answer, so what is hidden here is hidden in `statistik --publik` too, and nothing can be
computed from both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from exports.protection.cuts import STANDARD, needed, protect_cut
from exports.protection.figures import Cut, in_order, name_of
from exports.protection.public import count_tables
from exports.statistics_answer import PublicRow
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.programme import Programme
from storage import counting, journal
from storage.cells import Counting
from storage.store import Store

_FINEST = in_order({dimension for cut in STANDARD for dimension in cut})


@dataclass(frozen=True)
class OpenFigures:
    """Figures to publish: what is hidden is None, so no writer can show it."""

    programme: Programme
    period: Period
    checksum: str
    register_since: date | None
    made_up: bool
    tables: Mapping[Cut, Sequence[PublicRow]]


def open_figures(store: Store, period: Period) -> OpenFigures:
    """Count a period and hide what may not be shown."""
    with store.snapshot():
        counted = {cut: Counting(store, period, cut).rows() for cut in STANDARD}
        others = count_tables(store, period, set(needed(_FINEST)) - set(STANDARD))
        checksum = journal.checksum(store.connection)
        since = counting.register_since(store)
    programme = store.programme
    known = {cut: {row.key: row.figures for row in rows} for cut, rows in counted.items()}
    hidden = protect_cut({**known, **others}, _FINEST, programme.definitions).hidden
    shown = {
        cut: tuple(
            PublicRow(
                row.key,
                {
                    measure: None if name_of(cut, row.key, measure) in hidden else figure
                    for measure, figure in row.figures.items()
                },
            )
            for row in rows
        )
        for cut, rows in counted.items()
    }
    return OpenFigures(programme, period, checksum, since, store.made_up, shown)
