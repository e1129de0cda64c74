"""Reports on small made-up years: comparisons, texts, economy, corrections, hard names."""

import pytest

from exports.report.content.build import build, shown_figures
from exports.report.content.words import days_in_words, long_name, short_name, weeks_in_words
from exports.report.model import Count, Hidden, Mark, Report, Status
from exports.report.protecting import hidden_figures
from exports.report.source import gather
from halsoverkstad.domain.economy import CostLine, Economy, Grant, Surplus
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.report import FollowUp, OwnResource, Part, TextKey
from halsoverkstad.domain.words import Kind
from storage import frozen, report_figures, report_lists, report_texts, sessions, settings
from storage.store import Store
from tests.exports.report.content.making_up import (
    box,
    headings,
    held,
    lines,
    made,
    plain,
    said,
    section,
)
from tests.stores import CHILD, PROGRAMME, register

Y2024, Y2025 = Period.year(2024), Period.year(2025)
GOALS, DEVIATIONS = TextKey(Part.GOALS), TextKey(Part.DEVIATIONS)


@pytest.fixture
def people(store: Store) -> list[bytes]:
    return [register(store, f"Person {number}") for number in range(12)]


@pytest.fixture
def two_years(store: Store, people: list[bytes]) -> Store:
    """Eight adults in 2024, twelve in 2025."""
    held(store, "2024-01-15", *people[:8])
    held(store, "2025-01-14", *people, heads=3)
    return store


def totals(report: Report) -> list[str]:
    return {row[0]: row[1:] for row in lines(report, "T1")}["Totalt"]


# Earlier years


def test_counts_are_compared_with_counts(two_years: Store) -> None:
    settings.set_programme(two_years, PROGRAMME.replace("Jämlik hälsa Lindängen", "Ett annat"))
    report = made(two_years, "2025")
    assert headings(report, "T1")[4:] == ["Unika 2024", "Förändring", "Förändring i %"]
    assert totals(report) == ["15 (u)", "12", "3 (u)", "8", "+7", "+87,5 %"]


def test_of_an_earlier_period_that_was_not_whole_no_percentage_is_given(
    store: Store, people: list[bytes]
) -> None:
    held(store, "2024-09-02", *people[:8])
    held(store, "2025-01-14", *people)
    report = made(store, "2025")
    assert totals(report)[3:6] == ["8", "+4", "–"]
    assert any(
        "Loggen förs sedan 2024-09-02, så 2024 är inte helt räknat" in note
        for each in report.tables()
        if each.name == "T1"
        for note in each.notes
    )


def test_between_published_and_counted_there_is_a_break_and_no_percentage(
    store: Store, people: list[bytes]
) -> None:
    held(store, "2025-01-14", *people)
    report = made(store, "2025")
    assert totals(report)[3:] == [
        "2 425 (u, p)",
        "tidsseriebrott (t)",
        "tidsseriebrott (t)",
        "1 553 (p)",
    ]
    key = {row[0]: row[1:] for row in lines(report, "N1")}
    assert key["Tillfällen"][1:3] == ["764 (p)", "tidsseriebrott (t)"]
    cells = report.cells()
    assert cells["T1.unika.totalt.fore"].marks == (Mark.PUBLISHED, Mark.ESTIMATED)
    assert "T1.unika.totalt.forandring" not in cells


def test_another_programme_has_no_published_figures(two_years: Store) -> None:
    settings.set_programme(two_years, PROGRAMME.replace("Jämlik hälsa Lindängen", "Ett annat"))
    report = made(two_years, "2024")
    assert "P1" not in {each.name for each in report.tables()}
    assert not any("ublicerat" in line for line in box(report))
    assert not any("Publicerat" in heading for heading in headings(report, "T1"))


def test_a_period_with_a_single_session(store: Store) -> None:
    held(store, "2025-01-14")
    report = made(store, "2025-01-14..2025-01-14", Status.FINAL)
    assert said(section(report, "1"))[0].startswith(
        "Under 2025-01-14 hölls 1 tillfälle: 1 gruppaktivitet, 0 arrangemang"
    )
    assert totals(report)[0] == "0"


def test_an_empty_database(store: Store) -> None:
    report = made(store, "2022")
    assert said(section(report, "1")) == ["Inga tillfällen är loggade för 2022."]
    assert box(report) == ["Inga tillfällen är loggade i perioden."]
    assert report.receiver == "ej angiven"
    assert {cell.value for cell in report.cells().values()} == {Count(0)}


# Texts


def test_a_text_stands_in_its_section(two_years: Store) -> None:
    report_texts.write(two_years, Y2025, GOALS, "Fler i rörelse.\n\nOch fler till.")
    report_texts.write(two_years, Y2025, TextKey(Part.WORKSHOP, "Kvinnors hälsa"), "Yogan växte.")
    report = made(two_years, "2025", Status.FINAL)
    assert said(section(report, "2")) == ["Fler i rörelse.", "Och fler till."]
    assert "Yogan växte." in said(section(report, "3.6.2"))


def test_a_missing_text_is_a_placeholder_only_in_a_draft(two_years: Store) -> None:
    assert said(section(made(two_years, "2025"), "2")) == ["[Text saknas: Målbilder]"]
    final = made(two_years, "2025", Status.FINAL)
    assert said(section(final, "2")) == ["Ingen text har lämnats i den här delen."]
    assert not any("[" in text for each in final.sections for text in said(each))


def test_last_years_text_shows_in_a_draft_and_says_so(two_years: Store) -> None:
    report_texts.write(two_years, Y2024, GOALS, "Mål från i fjol.")
    assert said(section(made(two_years, "2025"), "2")) == [
        "[Texten nedan är från 2024 och har inte setts över.]",
        "Mål från i fjol.",
    ]
    final = made(two_years, "2025", Status.FINAL)
    assert said(section(final, "2")) == ["Ingen text har lämnats i den här delen."]


# Lists and economy


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


# Corrections


def test_the_next_report_prints_what_has_changed_and_because_of_what(
    two_years: Store, people: list[bytes]
) -> None:
    counted = report_figures.figures(two_years, Y2024)
    with frozen.freezing(two_years, counted):
        pass
    late = held(two_years, "2024-11-05", *people[8:11])
    code = sessions.row_of(two_years, late).code
    told = said(section(made(two_years, "2025"), "9.5"))
    assert told[0].startswith("Rapporten för 2024 fastställdes 2026-01-08.")
    assert told[1] == (
        f"Unika deltagare: publicerat 8, nu 11, på grund av dessa tillfällen: {code} 2024-11-05 "
        "Yoga (nytt)."
    )
    closed = said(section(protected(two_years, "2025"), "9.5"))
    assert closed[1] == "Unika deltagare: publicerat 8, nu 11, på grund av 1 tillfälle."
    assert "för att skydda de få personer" in closed[-1]
    assert code not in " ".join(closed)
    assert said(section(made(two_years, "2023"), "9.5")) == [
        "Inga siffror i tidigare fastställda rapporter har ändrats."
    ]


def test_what_was_hidden_when_settled_is_not_told_by_its_correction(
    two_years: Store, people: list[bytes]
) -> None:
    held(two_years, "2024-06-01", *people[:8])
    counted = report_figures.figures(two_years, Y2024)
    name = "T1.aterkommande.totalt"
    with frozen.freezing(two_years, counted, {counted.figures[name].trace}):
        pass
    held(two_years, "2024-06-02", *people[8:20])
    held(two_years, "2024-06-03", *people[8:20])
    settled = frozen.latest(two_years, Y2024)
    assert settled is not None
    assert settled.hidden == {"N1.aterkommande", name, "G1.aterkommande.totalt"} | {
        f"{table}.aterkommande.totalt" for table in ("T2", "T3", "T5")
    }
    open_ = " ".join(said(section(made(two_years, "2025"), "9.5")))
    closed = " ".join(said(section(protected(two_years, "2025"), "9.5")))
    assert "Återkommande: publicerat" in open_
    assert "Unika deltagare: publicerat" in closed
    assert "Återkommande" not in closed


# Small numbers


def protected(store: Store, period: str) -> Report:
    source = gather(store, Period.parse(period))
    hidden = hidden_figures(source.counted, shown_figures(source, Status.DRAFT))
    return build(source, Status.DRAFT, hidden)


def test_few_people_are_hidden_in_every_table_and_sentence(
    two_years: Store, people: list[bytes]
) -> None:
    child = register(two_years, "Ali")
    held(
        two_years, "2025-03-03", child, group=CHILD, kind=Kind.INDIVIDUAL, workshop="Barn och unga"
    )
    open_, closed = made(two_years, "2025"), protected(two_years, "2025")
    assert closed.protected
    few = {
        name
        for name, cell in open_.cells().items()
        if cell.value in {Count(number) for number in range(1, 5)}
        and name.split(".")[0] in {"T1", "G1", "T4", "B1", "B2", "N1"}
        and "tillfallen" not in name.split(".")[1]
        and not name.endswith(".publicerat")
    }
    assert {"T1.unika_registrerade.barn_och_unga", "N1.individuellt_stod"} <= few
    shown = {name for name in few if not isinstance(closed.cells()[name].value, Hidden)}
    of_sessions = {"gruppaktiviteter", "individuella", "arrangemang"}
    sessions_alone = {name for name in few if name.split(".")[1] in of_sessions}
    assert shown <= sessions_alone
    workshop = said(section(closed, "3.6.3"))[0]
    assert workshop == (
        "Ett dolt antal tillfällen: 0 gruppaktiviteter, 0 arrangemang och ett dolt antal med "
        "individuellt stöd. Ett dolt antal unika deltagare, varav ett dolt antal registrerade. "
        "Registreringsgrad: dold, för att skydda dem som är få."
    )


def test_nothing_is_computed_from_what_is_hidden(two_years: Store) -> None:
    closed = protected(two_years, "2025")
    cells = closed.cells()
    for name, cell in cells.items():
        for ending in (".forandring", ".forandring_andel"):
            if name.endswith(ending):
                sources = {name.removesuffix(ending), f"{name.removesuffix(ending)}.fore"}
                if any(isinstance(cells[each].value, Hidden) for each in sources):
                    assert isinstance(cell.value, Hidden), name


def test_a_figure_that_stands_in_two_tables_is_hidden_in_both(two_years: Store) -> None:
    counted = report_figures.figures(two_years, Y2025)
    source = gather(two_years, Y2025)
    trace = counted.figures["N1.unika"].trace
    report = build(source, Status.DRAFT, {trace})
    for name in ("N1.unika", "T1.unika.totalt", "T2.unika.totalt", "T3.unika.totalt"):
        assert isinstance(report.cells()[name].value, Hidden)
    assert "ett dolt antal unika deltagare" in said(section(report, "1"))[0]


def test_totals_stay_open_in_a_year_of_many(store: Store) -> None:
    everybody = [register(store, f"P{number}") for number in range(60)]
    for month in range(1, 11):
        held(store, f"2025-{month:02}-10", *everybody[month : month + 40])
    closed = protected(store, "2025")
    assert totals(closed)[0] == "49"


# Words


@pytest.mark.parametrize(
    ("name", "short", "long"),
    [
        ("2024", "2024", "2024 (1 januari – 31 december 2024)"),
        ("2025H1", "första halvåret 2025", "första halvåret 2025 (1 januari – 30 juni 2025)"),
        ("2023H2", "andra halvåret 2023", "andra halvåret 2023 (1 juli – 31 december 2023)"),
        ("2025K3", "kvartal 3 2025", "kvartal 3 2025 (1 juli – 30 september 2025)"),
        ("2025-02", "februari 2025", "februari 2025 (1 februari – 28 februari 2025)"),
        (
            "2025-07-01..2026-06-30",
            "juli 2025 – juni 2026",
            "1 juli 2025 – 30 juni 2026",
        ),
        ("2025-03-01..2025-03-31", "mars 2025", "1 mars – 31 mars 2025"),
        ("2025-03-03..2025-06-30", "2025-03-03 – 2025-06-30", "3 mars – 30 juni 2025"),
        ("2025-05-05..2025-05-05", "2025-05-05", "5 maj 2025"),
    ],
)
def test_periods_are_said_as_people_say_them(name: str, short: str, long: str) -> None:
    period = Period.parse(name)
    assert (plain(short_name(period)), plain(long_name(period))) == (short, long)


def test_weeks_that_follow_each_other_are_one_stretch() -> None:
    from datetime import date, timedelta

    first = date(2025, 12, 8)
    mondays = [first + timedelta(weeks=number) for number in (0, 1, 2, 3, 4, 6)]
    assert [plain(each) for each in weeks_in_words(mondays)] == [
        "v. 50–52 2025",
        "v. 1–2 2026",
        "v. 4 2026",
    ]
    assert plain(days_in_words(Period.year(2025))) == "1 januari – 31 december 2025"
