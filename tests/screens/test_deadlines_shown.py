"""A report that is due is a line of Översikt, with a way to the report, until it is settled."""

from datetime import date

from halsoverkstad.domain.period import Period
from screens.missing import missing
from storage import frozen, report_figures
from storage.finding import Target
from storage.store import Store

DAY = date(2026, 2, 1)
Y2025 = Period.year(2025)


def test_a_report_that_presses_stands_first_and_leads_to_rapport(store: Store) -> None:
    lines = missing(store, DAY)

    first = lines[0]
    assert first.text == "I dag, 2026-02-01: återrapport för 2025 till kommunstyrelsen"
    assert first.at_once
    assert first.findings[0].target is Target.REPORT
    assert first.findings[0].period == Y2025
    assert any(each.text.startswith("Våren 2026: redovisning") for each in lines[1:])

    with frozen.freezing(store, report_figures.figures(store, Y2025)):
        pass
    assert not any("återrapport" in each.text for each in missing(store, DAY))
