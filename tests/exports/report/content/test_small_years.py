"""Reports on small made-up years: comparisons, texts, corrections."""

from exports.report.model import Count, Mark, Status
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.report import Part, TextKey
from storage import frozen, report_figures, report_texts, sessions, settings
from storage.store import Store
from tests.exports.report.content.making_up import (
    box,
    headings,
    held,
    lines,
    made,
    protected,
    said,
    section,
    totals,
)
from tests.stores import PROGRAMME

Y2024, Y2025 = Period.year(2024), Period.year(2025)
GOALS, DEVIATIONS = TextKey(Part.GOALS), TextKey(Part.DEVIATIONS)


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
