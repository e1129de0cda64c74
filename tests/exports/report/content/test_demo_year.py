"""The reports on the made-up year and on the half-year before it: what the grant depends on."""

from collections.abc import Iterator

import pytest

from exports.report.figure_words import figure_in_words
from exports.report.model import Count, Mark, Report
from exports.report.wording import cell_text
from halsoverkstad.demo.opening import made_up_store
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.statistics import MEASURES
from halsoverkstad.domain.words import Dimension
from storage import counting, report_figures
from storage.store import Store
from tests.exports.report.content.making_up import (
    box,
    headings,
    lines,
    made,
    plain,
    said,
    section,
    table,
)

Y2024 = Period.year(2024)


@pytest.fixture(scope="module")
def demo() -> Iterator[Store]:
    store = made_up_store()
    yield store
    store.close()


@pytest.fixture(scope="module")
def report(demo: Store) -> Report:
    return made(demo, "2024")


@pytest.fixture(scope="module")
def half(demo: Store) -> Report:
    return made(demo, "2023H2")


def test_the_outline_is_the_nine_sections_that_the_city_asked_for(report: Report) -> None:
    assert [(each.number, each.title) for each in report.sections] == [
        ("1", "Sammanfattning"),
        ("2", "Målbilder"),
        ("3", "Aktiviteter och interventioner"),
        ("4", "Uppföljning och utvärdering"),
        ("5", "Följeforskning"),
        ("6", "Samverkan och parternas egna resurser"),
        ("7", "Ekonomisk redovisning"),
        ("8", "Avvikelser och inför nästa period"),
        ("9", "Metod och definitioner"),
    ]


def test_the_groups_are_counted_with_608_adults_beside_the_708_that_were_published(
    report: Report,
) -> None:
    unique, printed = 1, len(headings(report, "T1")) - 1
    assert headings(report, "T1")[unique] == "Unika 2024"
    assert headings(report, "T1")[printed] == "Publicerat för 2024"
    assert {row[0]: (row[unique], row[printed]) for row in lines(report, "T1")} == {
        "Barn och unga": ("1 711 (u)", "1 711 (u, p)"),
        "Vuxna/vårdnadshavare": ("608 (u)", "708 (u, p)"),
        "Yrkesverksamma": ("106 (u)", "106 (u, p)"),
        "Uppgift saknas": ("0", "–"),
        "Totalt": ("2 425 (u)", "2 425 (u, p)"),
    }


def test_the_totals_are_those_that_were_published(report: Report) -> None:
    figures = {row[0]: (row[1], row[4]) for row in lines(report, "N1")}
    assert figures["Tillfällen"] == ("764", "764 (p)")
    assert figures["Deltagartillfällen"] == ("16 279 (u)", "16 279 (p)")
    assert figures["Återkommande"] == ("313", "minst 313 (p)")


def test_what_was_printed_for_2024_is_shown_not_to_add_up(report: Report) -> None:
    told = box(report)
    for line in (
        "Räknat: grupperna är tillsammans 1 711 + 608 + 106 + 0 = 2 425 unika.",
        (
            "Publicerat för 2024: 1 711 + 708 + 106 = 2 525 unika deltagare i grupperna, men totalen "
            "anges till 2 425; skillnaden är 100."
        ),
        (
            "Publicerat för 2024: överskott att föra vidare anges till 380 222 kr, men 232 386 + "
            "147 336 = 379 722 kr; skillnaden är 500 kr."
        ),
        (
            "Publicerat för 2024: överskott från 2023 förs in med 232 886 kr, men budget minus utfall "
            "var då 232 386 kr; skillnaden är 500 kr."
        ),
        (
            "Publicerat för 2024: 120 av 313 är 38 %, men andelen anges som ”en tredjedel av de "
            "återkommande”; skillnaden är 5,0 procentenheter."
        ),
    ):
        assert line in told


def test_the_half_year_of_2023_shows_the_500_kronor(half: Report) -> None:
    assert (
        "Publicerat för 2023H2: 555 000 − 322 614 = 232 386 kr, men differensen (summa) anges till "
        "232 886 kr; skillnaden är 500 kr."
    ) in box(half)
    assert lines(half, "PE1") == [
        ["Summa", "555 000 (p)", "322 614 (p)", "232 886 (p)", "232 386"],
    ]


def test_of_no_figure_it_is_said_that_it_is_the_wrong_one(report: Report, half: Report) -> None:
    for each in (report, half):
        told = box(each)
        assert told[-1].endswith("kan inte avgöra vilken av dem som är fel.")
        assert not any("fel" in line for line in told[:-1])


def test_before_the_log_began_noughts_are_explained(half: Report) -> None:
    assert "Loggen förs sedan 2024-01-08" in box(half)[0]
    assert said(section(half, "1"))[0] == "Inga tillfällen är loggade för andra halvåret 2023."


def test_of_nothing_there_is_no_chart_and_nothing_is_said_of_a_register_yet_to_come(
    half: Report, report: Report
) -> None:
    assert half.charts() == ()
    assert len(report.charts()) == 2
    assert not any("Registret förs sedan" in each for each in said(section(half, "9.2")))
    noted = {each for name in ("T4",) for each in table(half, name).notes}
    assert "Kön är inte noterat för någon i perioden: nollorna betyder bara det." in noted
    assert not any("inte noterat" in each for each in table(report, "T4").notes)


def test_every_figure_is_the_one_that_statistik_gives(demo: Store, report: Report) -> None:
    """Read off the tables by their headings, as somebody would who compares the two."""
    from exports.measures import MEASURE_LABELS

    label = {MEASURE_LABELS[each].label: each for each in MEASURES}
    checked = 0
    for name, dimension in (
        ("G1", Dimension.GROUP),
        ("T2", Dimension.WORKSHOP),
        ("T3", Dimension.QUARTER),
        ("T5", Dimension.KIND),
    ):
        rows = counting.statistics(demo, Y2024, (dimension,)).rows
        total = counting.statistics(demo, Y2024).rows[0].figures
        columns = headings(report, name)
        for at, row in enumerate(table(report, name).rows):
            last = at == len(table(report, name).rows) - 1 and name != "T5"
            figures = total if last else rows[at].figures if at < len(rows) else {}
            for heading, cell in zip(columns, row.cells, strict=True):
                if heading in label:
                    assert cell.value == Count(figures.get(label[heading], 0)), (name, at, heading)
                    checked += 1
    assert checked > 80


def test_every_named_figure_is_counted_and_can_be_traced(demo: Store, report: Report) -> None:
    from storage.report_figures import figures

    counted = figures(demo, Y2024).figures
    named = {
        name: cell.value for name, cell in report.cells().items() if isinstance(cell.value, Count)
    }
    apart = {
        name for name in named if name.endswith(".publicerat") or name.startswith(("P1", "M1"))
    }
    for name in named.keys() - apart:
        assert named[name] == Count(counted[name].value), name
    assert len(named) > 200


def test_a_floor_is_marked_where_the_estimate_is_one(report: Report) -> None:
    cells = report.cells()
    assert Mark.MINIMUM not in cells["T1.unika.totalt"].marks
    assert Mark.ESTIMATED in cells["T1.unika.totalt"].marks
    assert Mark.MINIMUM in cells["T2.unika.kvinnors_halsa"].marks
    assert Mark.MINIMUM in cells["T3.unika.2024K1"].marks
    assert cells["T2.unika.barn_och_unga"].marks == ()
    assert cells["T1.unika_registrerade.vuxna"].marks == ()


def test_visits_show_what_other_thresholds_would_give(report: Report) -> None:
    assert [row[:2] for row in lines(report, "B1")] == [
        ["1 gång", "1 797"],
        ["2 gånger", "202"],
        ["3–5 gånger", "50"],
        ["6–12 gånger", "53"],
        ["13 gånger eller fler", "233"],
    ]
    assert lines(report, "B2")[0] == ["Minst 2 datum (gäller i rapporten)", "313"]


def test_a_workshop_has_its_own_part_with_what_was_printed_about_it(report: Report) -> None:
    part = section(report, "3.6.3")
    assert part.title == "Verkstaden Barn och unga"
    assert said(part)[-1] == (
        "Publicerat för 25 november – 16 december 2024: 105 unika deltagare, minst 50,0 % "
        "regelbundna (uppskattat). Räknat för samma dagar: 105 unika, varav 105 registrerade, 62 "
        "regelbundna (59,0 %). Mellan publicerade uppskattningar och räknade siffror är det "
        "tidsseriebrott."
    )


def test_every_measure_is_defined_with_what_it_rests_on(report: Report) -> None:
    from exports.measures import MEASURE_LABELS

    terms = {each.term: each for each in report.definitions()}
    for words in MEASURE_LABELS.values():
        assert terms[words.label].basis == words.basis
    used = {
        table.term_of(row, column)
        for table in report.tables()
        for row in table.rows
        for column in table.columns
    }
    assert used - {""} <= terms.keys()


def test_certainty_and_cover_are_told(report: Report) -> None:
    told = said(section(report, "9.2"))
    assert told[0].startswith("Antalet unika deltagare ligger mellan 2 417 och ")
    assert told[0].endswith("inte hur väl de som räknats utan namn är uppskattade.")
    assert "Registreringsgrad för perioden: 89,6 %." in told[1]
    assert lines(report, "M1")[0][:2] == ["Påhittad dator", "764"]


def test_the_report_says_that_it_is_made_up_and_whom_it_is_for(report: Report) -> None:
    assert report.made_up
    assert report.receiver == "kommunstyrelsen"
    assert plain(report.period) == "2024 (1 januari – 31 december 2024)"
    assert not report.protected


def test_the_quarters_and_months_are_named(demo: Store) -> None:
    months = [row[0] for row in lines(made(demo, "2024K4"), "T3")]
    assert months == ["Oktober 2024", "November 2024", "December 2024", "Hela perioden"]


def test_the_report_on_2025_compares_counts_with_counts(demo: Store) -> None:
    """Nothing was logged in 2025, so all of it has gone."""
    later = made(demo, "2025")
    totals = {row[0]: row[1:] for row in lines(later, "T1")}["Totalt"]
    assert totals[3:6] == ["2 425 (u)", "−2 425", "−100,0 %"]
    told = box(later)
    assert (
        "Publicerat för 2025: 891 av 1 553 unika deltagare är inte fördelade på någon grupp."
        in told
    )


def test_cells_read_the_same_twice(demo: Store, report: Report) -> None:
    again = made(demo, "2024")
    assert [cell_text(each) for each in again.cells().values()] == [
        cell_text(each) for each in report.cells().values()
    ]


def test_every_counted_figure_has_words_of_its_own_table(demo: Store) -> None:
    counted = report_figures.figures(demo, Y2024)
    words = {name: figure_in_words(demo.programme, each) for name, each in counted.figures.items()}
    assert words["T1.unika.vuxna"] == "Unika deltagare, vuxna/vårdnadshavare"
    assert words["T2.fick_inte_plats.programgemensamt"] == "Fick inte plats, programgemensamt"
    assert words["B1.besok.1"] == "Med på 1 tillfälle"
    assert words["B1.besok.3-5"] == "Med på 3–5 tillfällen"
    assert words["B2.dagar.13"] == "På gruppaktiviteter minst 13 olika datum"
    of_one_table = {name: said for name, said in words.items() if name.startswith(("T2.", "B"))}
    assert len(set(of_one_table.values())) == len(of_one_table)
