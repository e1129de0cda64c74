"""Follow-up, own resources, costs and surplus of each funder, and names that are hard to write."""

from halsoverkstad.domain.economy import CostLine, Economy, Grant, Surplus
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.report import FollowUp, OwnResource
from storage import report_lists, settings
from storage.store import Store
from tests.exports.report.content.making_up import box, held, lines, made
from tests.stores import PROGRAMME

Y2024, Y2025 = Period.year(2024), Period.year(2025)


def test_follow_up_and_own_resources(two_years: Store) -> None:
    report_lists.set_follow_ups(
        two_years,
        Y2025,
        [FollowUp("Hälsa", "WHO-5", 120, 80, "Bättre"), FollowUp("Trygghet", "", None, 7, "")],
    )
    report_lists.set_resources(
        two_years, Y2025, [OwnResource("Malmö stad", "rum"), OwnResource("RB", "tid", 40_000)]
    )
    report = made(two_years, "2025")
    assert lines(report, "U1") == [
        ["Hälsa", "WHO-5", "120", "80", "66,7 %", "Bättre"],
        ["Trygghet", "", "–", "7", "–", ""],
    ]
    assert lines(report, "S1") == [["Malmö stad", "rum", "–"], ["RB", "tid", "40 000"]]


ECONOMY = Economy(
    (
        CostLine("Lön", 1_000, 900, "Staden"),
        CostLine("Hyra", 200, 250, "Staden"),
        CostLine("Lön", 70, 20, "Stiftelsen"),
    ),
    (Surplus(500, 100, 50, 400, "Staden"),),
    (Grant("Område", 119_000, 20_000, "Staden"),),
)


def test_what_all_funders_paid_stands_together(two_years: Store) -> None:
    report_lists.set_economy(two_years, Y2025, ECONOMY)
    assert lines(made(two_years, "2025"), "ES1") == [
        ["Staden", "1 200", "1 150", "50"],
        ["Stiftelsen", "70", "20", "50"],
        ["Summa", "1 270", "1 170", "100"],
    ]
    report_lists.set_economy(two_years, Y2025, Economy(ECONOMY.lines[:2]))
    assert "ES1" not in {each.name for each in made(two_years, "2025").tables()}


def test_each_funder_has_costs_and_surplus_of_its_own(two_years: Store) -> None:
    report_lists.set_economy(two_years, Y2025, ECONOMY)
    report = made(two_years, "2025")
    assert lines(report, "E1") == [
        ["Lön", "1 000", "900", "100"],
        ["Hyra", "200", "250", "−50"],
        ["Summa", "1 200", "1 150", "50"],
    ]
    assert lines(report, "E2")[-1] == ["Summa", "70", "20", "50"]
    assert [row[1] for row in lines(report, "Ö1")] == [
        "500",
        "100",
        "50",
        "350",
        "50",
        "400",
        "400",
    ]
    assert lines(report, "X1") == [["Område", "Staden", "119 000", "20 000", "99 000"]]


def test_every_formula_comes_to_what_stands_beside_it(two_years: Store) -> None:
    """As Excel will compute it."""
    report_lists.set_economy(two_years, Y2025, ECONOMY)
    cells = made(two_years, "2025").cells()
    formulas = 0
    for cell in cells.values():
        formula = getattr(cell.value, "formula", None)
        if formula is not None:
            plus = sum(cells[each].value.kronor for each in formula.plus)  # pyright: ignore[reportAttributeAccessIssue]
            minus = sum(cells[each].value.kronor for each in formula.minus)  # pyright: ignore[reportAttributeAccessIssue]
            assert cell.value.kronor == plus - minus  # pyright: ignore[reportAttributeAccessIssue]
            formulas += 1
    of_each_funder, of_all = 2 + 3 + 1 + 3 + 3 + 1, 3 + 3 + 3
    assert formulas == of_each_funder + of_all


def test_a_surplus_that_does_not_come_out_is_told_with_the_difference(two_years: Store) -> None:
    wrong = Economy(ECONOMY.lines, (Surplus(500, 100, 50, 900, "Staden"),))
    report_lists.set_economy(two_years, Y2025, wrong)
    line = "Överskott ut (Staden): angivet 900 kr, framräknat 400 kr; skillnaden är 500 kr."
    report = made(two_years, "2025")
    assert line in box(report)
    assert box(report, "Avstämning av ekonomin") == [line]


def test_an_economy_that_differs_from_the_published_one_is_told(two_years: Store) -> None:
    report_lists.set_economy(two_years, Y2024, Economy((CostLine("Allt", 1_925_000, 1_777_665),)))
    assert (
        "För 2024 har publicerats utfall 1 777 664 kr, men i ekonomin står 1 777 665 kr; "
        "skillnaden är 1 kr."
    ) in box(made(two_years, "2024"))


def test_names_that_spreadsheets_and_markup_would_take_for_their_own(
    store: Store, people: list[bytes]
) -> None:
    hard = '=HYPERLINK("x")&<b>'
    toml = PROGRAMME.replace('namn = "Kvinnors hälsa"', f"namn = '{hard}'")
    settings.set_programme(store, toml)
    held(store, "2025-01-14", *people, workshop=hard)
    report_lists.set_economy(store, Y2025, Economy((CostLine(hard, 1, 2, hard),)))
    report = made(store, "2025")
    assert hard in [row[0] for row in lines(report, "T2")]
    assert lines(report, "E1")[0][0] == hard
    assert "T2.unika.hyperlink_x_b" in report.cells()
