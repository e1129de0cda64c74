"""The survey's panel is a measure of the report's section 4, and stays in a settled report."""

from datetime import date

from exports.report.source import gather
from halsoverkstad.domain.facts import Attributes, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.report import FollowUp
from storage import frozen, report_lists, sessions
from storage.panel import Response, Stratum
from storage.panel_drawing import Wish, draw
from storage.panel_following import report_responses
from storage.sessions import Present, SessionEntry
from storage.store import Store
from tests.stores import ADULT, register

YEAR = Period.year(2025)
TYPED = FollowUp("Självskattad hälsa", "EQ-5D", 40, 20, "bättre")


def test_a_panel_stands_beside_what_was_typed(store: Store) -> None:
    people = [register(store, f"Person {number}") for number in range(30)]
    for day in (date(2025, 3, 3), date(2025, 3, 4)):
        present = tuple(Present(each, Attributes(ADULT)) for each in people)
        sessions.save(store, SessionEntry(Session(day), present))
    report_lists.set_follow_ups(store, YEAR, [TYPED])
    found = draw(store, Wish(YEAR, 20, 1))
    assert gather(store, YEAR).follow_ups[-1].answered is None, "nobody has told yet"
    report_responses(store, found, Stratum("", ADULT), Response(15, 10))

    typed, panel = gather(store, YEAR).follow_ups
    assert typed == TYPED
    assert (panel.asked, panel.answered) == (20, 10)

    source = gather(store, YEAR)
    with frozen.freezing(store, source.counted):
        pass
    kept = frozen.latest(store, YEAR)
    assert kept is not None
    assert [each["measure"] for each in kept.lists["uppfoljning"]] == [
        TYPED.measure,
        panel.measure,
    ]
    assert report_lists.follow_ups(store, YEAR) == (TYPED,), "what is typed is typed alone"
