"""`statistik` as JSON, CSV and XLSX: the same figures, in the form that each reader holds on to."""

import csv
import io
import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from making import made_statistics, row
from python_calamine import CalamineWorkbook

from exports.measures import MEASURE_LABELS, definition
from exports.statistics_output import FORMATS, render
from halsoverkstad.domain.programme import Definitions
from halsoverkstad.domain.statistics import MEASURES, Statistics
from halsoverkstad.domain.words import Dimension

BY_TWO = made_statistics(
    row("", "barn_och_unga", tillfallen=3, deltagartillfallen=12345, unika=1200, unika_hogst=1200),
    row("=Verkstad", "uppgift_saknas", tillfallen=1),
    dimensions=(Dimension.WORKSHOP, Dimension.GROUP),
)
WHOLE = made_statistics(row(tillfallen=764, unika=2425, unika_registrerade=2425), period="2024")


def sheet(statistics: Statistics, name: str) -> list[list[object]]:
    workbook = CalamineWorkbook.from_filelike(BytesIO(render(statistics, "xlsx")))
    return [list(cells) for cells in workbook.get_sheet_by_name(name).to_python()]


def part(statistics: Statistics, name: str) -> str:
    with zipfile.ZipFile(BytesIO(render(statistics, "xlsx"))) as archive:
        return archive.read(name).decode()


def hidden(statistics: Statistics, measure: str) -> Statistics:
    """With a figure kept back, as it is for the public."""
    first = statistics.rows[0]
    figures = {**first.figures, measure: None}
    return replace(statistics, rows=(replace(first, figures=figures), *statistics.rows[1:]))


def test_every_measure_has_words_in_the_order_of_the_files() -> None:
    assert tuple(MEASURE_LABELS) == MEASURES
    for measure, words in MEASURE_LABELS.items():
        assert words.short.replace("-\n", "").replace("\n", " ")
        assert definition(measure, Definitions()).endswith(".")
        assert words.part_of is None or words.part_of in MEASURES


def test_definitions_follow_the_settings() -> None:
    assert "minst 4 olika datum" in definition("aterkommande", Definitions(returning_dates=4))


def test_json_is_the_contract_to_the_letter() -> None:
    answer = render(BY_TWO, "json")
    read = json.loads(answer)

    assert answer.endswith(b"}\n")
    assert "Jämlik hälsa Lindängen" in answer.decode()
    assert list(read) == ["program", "period", "definitioner", "underlag", "rader"]
    assert read["program"] == "Jämlik hälsa Lindängen"
    assert read["period"] == {"namn": "2025K1", "fran": "2025-01-01", "till": "2025-03-31"}
    assert read["definitioner"] == {
        "aterkommande_dagar": 2,
        "regelbunden_veckor": 3,
        "regelbunden_andel": 0.5,
    }
    assert read["underlag"] == {
        "kontrollsumma": "sha256:abc",
        "datorer": [
            {"namn": "Framtidens hus", "senast": "2025-03-30"},
            {"namn": "Ny", "senast": None},
        ],
    }
    assert [list(each) for each in read["rader"]] == [["verkstad", "grupp", *MEASURES]] * 2
    assert read["rader"][0]["verkstad"] == ""
    assert read["rader"][0]["grupp"] == "barn_och_unga"
    assert read["rader"][0]["deltagartillfallen"] == 12345


def test_without_dimensions_a_row_has_measures_alone() -> None:
    (only,) = json.loads(render(WHOLE, "json"))["rader"]

    assert list(only) == list(MEASURES)


def test_a_hidden_figure_is_null() -> None:
    (only,) = json.loads(render(hidden(WHOLE, "unika"), "json"))["rader"]

    assert only["unika"] is None


def test_csv_has_the_same_columns_and_values() -> None:
    content = render(BY_TWO, "csv")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))

    assert content.startswith(b"\xef\xbb\xbfverkstad;grupp;tillfallen;")
    assert content.count(b"\r\n") == content.count(b"\n") == 3
    assert list(rows[0]) == ["verkstad", "grupp", *MEASURES]
    assert rows[0]["deltagartillfallen"] == "12345"
    assert rows[1]["verkstad"] == "'=Verkstad"


def test_csv_leaves_a_hidden_figure_empty() -> None:
    rows = csv.DictReader(
        io.StringIO(render(hidden(WHOLE, "unika"), "csv").decode("utf-8-sig")), delimiter=";"
    )

    assert next(rows)["unika"] == ""


def test_xlsx_has_its_sheets_and_real_numbers() -> None:
    workbook = CalamineWorkbook.from_filelike(BytesIO(render(BY_TWO, "xlsx")))
    head, first, second = sheet(BY_TWO, "Statistik")

    assert workbook.sheet_names == ["Läs mig", "Statistik", "Diagram", "Definitioner"]
    assert head[:3] == ["Verkstad", "Grupp", "Tillfällen"]
    assert first[:2] == ["Programgemensamt", "barn och unga"]
    assert first[head.index("Deltagartillfällen")] == 12345.0
    assert second[0] == "=Verkstad"
    assert len(head) == len(MEASURES) + 4


def test_xlsx_has_no_formulas_a_chart_a_filter_and_a_frozen_head() -> None:
    content = part(BY_TWO, "xl/worksheets/sheet2.xml")

    assert "<f>" not in content
    assert "<autoFilter" in content
    assert 'state="frozen"' in content
    assert "<c:barChart>" in part(BY_TWO, "xl/charts/chart1.xml")
    assert "Diagram: Unika deltagare per verkstad och grupp" in part(
        BY_TWO, "xl/drawings/drawing1.xml"
    )
    assert "#&quot;\u00a0&quot;##0" in part(BY_TWO, "xl/styles.xml")


def test_xlsx_of_a_single_row_and_of_none() -> None:
    assert "<c:barChart>" in part(WHOLE, "xl/charts/chart1.xml")
    nothing = made_statistics(dimensions=(Dimension.ACTIVITY,))

    assert len(sheet(nothing, "Statistik")) == 1


def test_xlsx_over_time_has_columns_that_stand() -> None:
    months = (row(f"2025-0{month}", unika=month) for month in (1, 2, 3))
    over_time = made_statistics(*months, dimensions=(Dimension.MONTH,))

    assert '<c:barDir val="col"/>' in part(over_time, "xl/charts/chart1.xml")


def test_xlsx_explains_every_measure_and_where_it_comes_from() -> None:
    definitions = sheet(WHOLE, "Definitioner")
    guide = "\n".join(str(cells[0]) for cells in sheet(WHOLE, "Läs mig"))

    assert [cells[0] for cells in definitions[1:] if cells[0] != "Registreringsgrad"] == [
        each.label for each in MEASURE_LABELS.values()
    ]
    assert "Registret förs sedan 2024-01-08" in guide
    assert "Framtidens hus, senaste tillfälle 2025-03-30" in guide
    assert "sha256:abc" in guide


def test_xlsx_shows_a_hidden_figure_as_hidden() -> None:
    head, only = sheet(hidden(WHOLE, "unika"), "Statistik")

    assert only[head.index("Unika deltagare")] == ".."
    assert "döljs" in "\n".join(str(cells[0]) for cells in sheet(hidden(WHOLE, "unika"), "Läs mig"))


def test_what_is_made_up_says_so_everywhere() -> None:
    made_up = replace(BY_TWO, made_up=True)

    assert "Påhittade uppgifter" in json.loads(render(made_up, "json"))["program"]
    for line in render(made_up, "csv").decode("utf-8-sig").splitlines():
        assert line.endswith((";Påhittade uppgifter", ";ja"))
    assert sheet(made_up, "Statistik")[0][0] == "Påhittade uppgifter"
    assert "Påhittade uppgifter" in str(sheet(made_up, "Läs mig"))
    assert "Påhittade uppgifter" in part(made_up, "xl/charts/chart1.xml")
    for number in (1, 2, 3, 4):
        assert "Påhittade uppgifter" in part(made_up, f"xl/worksheets/sheet{number}.xml")


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_facts_give_the_same_bytes(form: str) -> None:
    assert render(BY_TWO, form) == render(BY_TWO, form)


def test_another_form_is_an_error() -> None:
    with pytest.raises(ValueError, match="pdf"):
        render(WHOLE, "pdf")


def test_json_loads_nothing_heavy() -> None:
    code = (
        "import sys, exports.statistics_output, exports.statistics_json, exports.writing\n"
        "heavy = {'rich', 'xlsxwriter', 'python_calamine', 'textual', 'storage', 'csv', 'tempfile'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
