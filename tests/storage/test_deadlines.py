"""Reports that are due show in time, and go away when they have been settled."""

import dataclasses
from datetime import date, timedelta

import pytest

from halsoverkstad.domain.economy import CostLine, Economy, Grant
from halsoverkstad.domain.period import Period
from storage import frozen, joining, report_figures, report_lists
from storage.deadlines import Due, due
from storage.store import Store
from tests.stores import PROGRAMME, new_store

DAY = date(2026, 2, 1)
Y2025 = Period.year(2025)
SPRING = Period.parse("2025-07-01..2026-03-31")
GRANT = (119_000, "Områdesutveckling Söder och Lindängen")


def settle(store: Store, period: Period) -> None:
    with frozen.freezing(store, report_figures.figures(store, period)):
        pass


def of_agreement(store: Store, today: date) -> Due | None:
    return next((each for each in due(store, today) if each.deadline.amount is None), None)


def grants(store: Store, today: date) -> set[int | None]:
    return {each.deadline.amount for each in due(store, today)} - {None}


@pytest.mark.parametrize(
    ("days", "text", "severity", "presses"),
    [
        (60, "Om 60 dagar, 2026-02-01", "fraga", False),
        (31, "Om 31 dagar, 2026-02-01", "fraga", False),
        (30, "Om 30 dagar, 2026-02-01", "varning", False),
        (8, "Om 8 dagar, 2026-02-01", "varning", False),
        (7, "Om 7 dagar, 2026-02-01", "varning", True),
        (1, "Om 1 dag, 2026-02-01", "varning", True),
        (0, "I dag, 2026-02-01", "varning", True),
        (-1, "Försenad 1 dag, 2026-02-01", "varning", True),
        (-365, "Försenad 365 dagar, 2026-02-01", "varning", True),
    ],
)
def test_the_line_comes_in_time_and_grows(
    store: Store, days: int, text: str, severity: str, *, presses: bool
) -> None:
    found = of_agreement(store, DAY - timedelta(days=days))
    assert found is not None
    assert found.text == f"{text}: återrapport för 2025 till kommunstyrelsen"
    assert (found.severity, found.presses) == (severity, presses)


@pytest.mark.parametrize("days", [61, 400, -366])
def test_before_its_time_and_long_after_there_is_none(store: Store, days: int) -> None:
    assert of_agreement(store, DAY - timedelta(days=days)) is None


def test_a_settled_report_is_no_longer_due(store: Store) -> None:
    settle(store, Period.year(2024))
    assert of_agreement(store, DAY) is not None
    settle(store, Y2025)
    assert of_agreement(store, DAY) is None


def test_a_grant_without_a_day_shows_in_its_year(store: Store) -> None:
    shown = [each for each in due(store, DAY) if each.deadline.amount == GRANT[0]]
    amount = "119\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr"
    assert [each.text for each in shown] == [f"Våren 2026: redovisning av {amount}, {GRANT[1]}"]
    assert grants(store, date(2025, 11, 1)) == set()
    assert grants(store, date(2025, 11, 2)) == {119_000, 2_500_000}
    assert grants(store, date(2027, 12, 31)) == {119_000, 2_500_000}
    assert grants(store, date(2028, 1, 1)) == set()


def test_a_grant_with_a_day_is_due_that_day() -> None:
    store = new_store(
        PROGRAMME.replace(
            'aterrapporteras = "våren 2026"      #',
            'aterrapporteras = "våren 2026"\naterrapport_senast = 2026-05-31 #',
        )
    )
    assert grants(store, date(2026, 3, 31)) == {2_500_000}
    assert grants(store, date(2026, 4, 1)) == {119_000, 2_500_000}
    (found,) = (each for each in due(store, date(2026, 5, 30)) if each.days_left is not None
                and each.deadline.amount)  # fmt: skip
    assert found.text.startswith("Om 1 dag, 2026-05-31: redovisning av 119")
    store.close()


def test_a_grant_is_reported_on_for_itself(store: Store) -> None:
    economy = Economy((CostLine("Löner", 1, 1),), (), (Grant(GRANT[1], GRANT[0], 100_000),))
    report_lists.set_economy(store, Y2025, economy)
    settle(store, Y2025)
    assert grants(store, DAY) == {119_000, 2_500_000}, "the yearly report is another report"
    report_lists.set_economy(store, SPRING, economy)
    settle(store, SPRING)
    assert grants(store, DAY) == {2_500_000}


def test_a_laptop_of_a_programme_is_not_reminded(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    member = joining.Membership(b"p" * 16, joining.LAPTOP, "", (), "", 0, 1)
    monkeypatch.setattr(joining, "membership", lambda _: member)
    assert due(store, DAY) == []
    coordinator = dataclasses.replace(member, role=joining.COORDINATOR)
    monkeypatch.setattr(joining, "membership", lambda _: coordinator)
    assert due(store, DAY) != []
