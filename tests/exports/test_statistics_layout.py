"""The workbook of `statistik`, seen and printed: nothing is cut off, nothing lies over another."""

import math
from dataclasses import replace
from io import BytesIO

import pytest
from making import made_statistics, row
from python_calamine import CalamineWorkbook
from sheet_xml import SheetXml, part

from exports.statistics_output import render
from halsoverkstad.domain.statistics import Statistics
from halsoverkstad.domain.words import Dimension

LONG = "Öppen mötesplats med hälsosamtal, matlagning och promenad för föräldralediga i kvarteret"
BY_TWO = made_statistics(
    row("", "barn_och_unga", tillfallen=3, deltagartillfallen=1234567, unika=1200),
    row("", "vuxna", tillfallen=2, unika=7),
    dimensions=(Dimension.WORKSHOP, Dimension.GROUP),
)
WHOLE = made_statistics(row(tillfallen=764, unika=2425, unika_registrerade=2425), period="2024")
SHEETS = ("Läs mig", "Statistik", "Diagram", "Definitioner")
TALL = ("Läs mig", "Definitioner")


def sheet(statistics: Statistics, name: str) -> SheetXml:
    return SheetXml(render(statistics, "xlsx"), name)


def texts(statistics: Statistics, name: str) -> list[list[str]]:
    workbook = CalamineWorkbook.from_filelike(BytesIO(render(statistics, "xlsx")))
    return [[str(cell) for cell in cells] for cells in workbook.get_sheet_by_name(name).to_python()]


def months(number: int) -> Statistics:
    keys = [f"{2020 + index // 12}-{index % 12 + 1:02}" for index in range(number)]
    return made_statistics(
        *(row(key, unika=index) for index, key in enumerate(keys)), dimensions=(Dimension.MONTH,)
    )


def activities(number: int) -> Statistics:
    return made_statistics(
        *(row(f"Aktivitet {index:03}", unika=index) for index in range(number)),
        dimensions=(Dimension.ACTIVITY,),
    )


def direction(statistics: Statistics) -> str:
    root = part(render(statistics, "xlsx"), "xl/charts/chart1.xml")
    (found,) = (each.attrib["val"] for each in root.iter() if each.tag.endswith("}barDir"))
    return found


def chart(statistics: Statistics) -> str:
    root = part(render(statistics, "xlsx"), "xl/charts/chart1.xml")
    return " ".join([*(each.tag.rpartition("}")[2] for each in root.iter()), *root.itertext()])


@pytest.mark.parametrize("name", TALL)
def test_rows_are_as_high_as_their_wrapped_texts(name: str) -> None:
    found = sheet(BY_TWO, name)
    heights, widths = found.heights(), found.widths()
    several = 0

    for number, cells in enumerate(texts(BY_TWO, name), 1):
        # No font has more letters on a line than this.
        least = max(math.ceil(len(text) / (widths[at] * 1.25)) for at, text in enumerate(cells))
        assert heights[number] >= 15 * least
        several += least > 1
    assert several


def test_the_header_of_the_figures_is_wrapped_between_words() -> None:
    found = sheet(BY_TWO, "Statistik")
    titles = texts(BY_TWO, "Statistik")[0]

    for at, title in enumerate(titles):
        assert found.widths()[at] >= max(len(word) for word in title.split()) * 0.9
        assert found.widths()[at] >= 8
    # Two lines, and one for the buttons of the filter.
    assert found.heights()[1] == 45


def test_long_values_are_wrapped_and_large_figures_fit() -> None:
    long = made_statistics(
        row(LONG, tillfallen=1, unika=12345678), dimensions=(Dimension.ACTIVITY,)
    )
    found = sheet(long, "Statistik")

    assert found.widths()[0] < 45
    assert found.heights()[2] >= 30
    unique = texts(long, "Statistik")[0].index("Unika deltagare")
    assert found.widths()[unique] > len("12 345 678")


@pytest.mark.parametrize("statistics", [WHOLE, BY_TWO])
@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_is_fitted_to_a4(statistics: Statistics, name: str) -> None:
    printed = sheet(statistics, name).printed()

    assert printed["paperSize"] == "9"
    assert printed.get("fitToHeight", "1") == ("1" if name == "Diagram" else "0")
    assert printed["fitToWidth"] == ("2" if name == "Statistik" else "1")
    assert printed["orientation"] == ("portrait" if name == "Läs mig" else "landscape")
    assert "Jämlik hälsa Lindängen" in printed["top"]
    assert "Sida &P av &N" in printed["foot"]


def test_headers_are_printed_on_every_page() -> None:
    assert sheet(BY_TWO, "Statistik").defined("Print_Titles") == "$A:$B,$1:$1"
    assert sheet(WHOLE, "Statistik").defined("Print_Titles") == "$1:$1"
    assert sheet(BY_TWO, "Definitioner").defined("Print_Titles") == "$1:$1"


def test_what_is_made_up_is_printed_at_the_top_and_not_cut() -> None:
    made_up = replace(BY_TWO, made_up=True)
    found = sheet(made_up, "Statistik")

    assert found.defined("Print_Area") == "$A$2:$T$4"
    assert found.defined("Print_Titles") == "$A:$B,$2:$2"
    assert found.printed()["pageOrder"] == "overThenDown"
    for name in SHEETS:
        assert "Påhittade uppgifter" in sheet(made_up, name).printed()["top"]


def test_a_programme_of_any_name_can_stand_at_the_top() -> None:
    printed = sheet(replace(BY_TWO, program="Hälsa & kost " * 30), "Statistik").printed()

    assert printed["top"].startswith("&CHälsa && kost Hälsa")
    assert len(printed["top"]) < 255


def test_the_chart_has_one_label_a_bar_and_its_figures_beside_it() -> None:
    rows = texts(BY_TWO, "Diagram")

    assert ["Programgemensamt, barn och unga", "1200.0"] in rows
    assert "Diagram!$A$4:$A$5" in chart(BY_TWO)
    assert "Diagram!$B$4:$B$5" in chart(BY_TWO)
    assert "multiLvlStrRef" not in chart(BY_TWO)


def test_the_title_of_the_chart_is_short() -> None:
    assert "Unika deltagare per verkstad och grupp, 2025K1" in chart(BY_TWO)
    assert "2025-03-31" not in chart(BY_TWO)


def test_without_dimension_the_chart_compares_registered_persons() -> None:
    rows = [cells[0] for cells in texts(WHOLE, "Diagram")]

    assert rows[-6:] == [
        *("Unika registrerade", "Nya", "Tidigare kända"),
        *("Återkommande", "Regelbundna", "Fått individuellt stöd"),
    ]


def test_a_hidden_figure_is_no_bar_and_no_nought() -> None:
    first, second = BY_TWO.rows
    hidden = replace(first, figures={**first.figures, "unika": None})
    rows = texts(replace(BY_TWO, rows=(hidden, second)), "Diagram")

    assert ["Programgemensamt, barn och unga", ""] in rows
    assert any("döljs" in cells[0] for cells in rows)


def test_many_months_lie_down_so_that_no_labels_collide() -> None:
    assert direction(months(12)) == "col"
    assert direction(months(30)) == "bar"


@pytest.mark.parametrize(
    ("statistics", "which", "first"),
    [(months(55), "senaste", "2021-04"), (activities(50), "största", "Aktivitet 010")],
)
def test_more_bars_than_can_be_read_are_left_out_and_it_says_so(
    statistics: Statistics, which: str, first: str
) -> None:
    rows = [cells[0] for cells in texts(statistics, "Diagram")]

    assert rows[1].startswith(f"Diagrammet visar de 40 {which} av {len(statistics.rows)} rader")
    assert rows[-40] == first


def test_many_bars_are_printed_on_a_page_that_stands() -> None:
    assert sheet(activities(20), "Diagram").printed()["orientation"] == "landscape"
    assert sheet(activities(21), "Diagram").printed()["orientation"] == "portrait"


def test_the_chart_lies_beside_its_figures() -> None:
    drawing = part(render(BY_TWO, "xlsx"), "xl/drawings/drawing1.xml")
    start = next(each for each in drawing.iter() if each.tag.endswith("}from"))

    assert int(start[0].text or "") > max(sheet(BY_TWO, "Diagram").widths())
