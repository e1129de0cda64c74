"""From a figure of a report back to the sessions and codes that it counts."""

from storage import report_extras
from storage.report_trace import Trace
from storage.store import Store
from storage.tracing import Behind, behind


def behind_figure(store: Store, trace: Trace) -> Behind:
    """The sessions and people behind a figure."""
    word = trace.key[0] if trace.key else None
    match trace.measure:
        case report_extras.TURNED_AWAY:
            return report_extras.behind_turned_away(store, trace.period, word)
        case report_extras.VISITS:
            return report_extras.behind_visits(store, trace.period, word or "1")
        case report_extras.DATES:
            return report_extras.behind_dates(store, trace.period, int(word or 1))
        case _:
            return behind(store, trace.period, trace.dimensions, trace.key, trace.measure)
