"""The economy read from CSV and Excel: exact, or refused with every fault at once."""

from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from exports.reading.faults import as_sentence
from exports.report.economy_file import EconomyFile, read_economy, updated
from halsoverkstad.domain.economy import CostLine, Economy, Grant, Surplus

WHOLE = """
slag;finansiär;kostnad;budget;utfall;belopp;differens
;Staden;Lön, hälsofrämjare;1 200 000;"1 011 578,00 kr";;188 422
kostnad;Staden;OH;175000;161 606 kr;;
;Staden;Summa;1 375 000;1 173 184;;201 816
Överskott in;Staden;;;;232 886;
överskott_använt;Staden;;;;0;
Överskott återbetalt;Staden;;;;1;
överskott ut;Staden;;;;434 701;
extra medel;Staden;Område;119000;20000;;
"""


def read(folder: Path, text: str, encoding: str = "utf-8") -> EconomyFile:
    path = folder / "ekonomi.csv"
    path.write_text(text.strip() + "\n", encoding=encoding)
    return read_economy(path)


def sentences(folder: Path, text: str) -> list[str]:
    result = read(folder, text)
    assert result.economy == Economy()
    return [as_sentence(each) for each in result.faults]


def test_a_whole_economy(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig", "cp1252"):
        assert read(tmp_path, WHOLE, encoding) == EconomyFile(
            Economy(
                (
                    CostLine("Lön, hälsofrämjare", 1_200_000, 1_011_578, "Staden"),
                    CostLine("OH", 175_000, 161_606, "Staden"),
                ),
                (Surplus(232_886, 0, 1, 434_701, "Staden"),),
                (Grant("Område", 119_000, 20_000, "Staden"),),
            ),
            (),
        )


def test_three_columns_are_enough(tmp_path: Path) -> None:
    text = "Kostnad,BUDGET,utfall\nLön,5,−3\n\n\n"
    assert read(tmp_path, text).economy == Economy((CostLine("Lön", 5, -3),))


def test_excel_files_with_real_numbers(tmp_path: Path) -> None:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet("Annat").write_row(0, 0, ["om", "något", "annat"])
        sheet = book.add_worksheet("Ekonomi")
        sheet.write_row(0, 0, ["kostnad", "budget", "utfall"])
        sheet.write_row(1, 0, ["Lön", 1_200_000, 1_011_578.0])
        sheet.write_row(2, 0, ["OH", "175 000", "161\u00a0606,00"])
    path = tmp_path / "ekonomi.xlsx"
    path.write_bytes(buffer.getvalue())
    assert read_economy(path).economy.lines == (
        CostLine("Lön", 1_200_000, 1_011_578),
        CostLine("OH", 175_000, 161_606),
    )


def test_titles_above_the_headings_are_passed_over(tmp_path: Path) -> None:
    text = "Ekonomi 2024;;\n;;\nKostnad;Budget;Utfall\nLön;5;3"
    assert read(tmp_path, text).economy == Economy((CostLine("Lön", 5, 3),))


def test_every_fault_is_told_at_once_with_row_and_column(tmp_path: Path) -> None:
    text = """
slag;kostnad;budget;utfall;belopp;differens
;Lön;12,50;många;;
;;5;5;;
vinst;Lön;5;5;;
;OH;10;4;;7
överskott in;;;;;
"""
    assert sentences(tmp_path, text) == [
        "ekonomi.csv, rad 2, kolumn ”budget”: ”12,50” har ören; avrunda till hela kronor.",
        (
            "ekonomi.csv, rad 2, kolumn ”utfall”: ”många” är inget belopp; skriv hela kronor med "
            "siffror, till exempel 1 200 000."
        ),
        "ekonomi.csv, rad 3, kolumn ”kostnad”: Kostnaden saknar namn; skriv vad den avser.",
        (
            "ekonomi.csv, rad 4, kolumn ”slag”: Slaget känns inte igen; skriv kostnad, överskott in, "
            "överskott använt, överskott återbetalt, överskott ut eller extra medel."
        ),
        (
            "ekonomi.csv, rad 5, kolumn ”differens”: Budget minus utfall är 6, men differensen anges "
            "till 7; rätta ett av beloppen eller ta bort differensen."
        ),
        (
            "ekonomi.csv, rad 6, kolumn ”belopp”: Beloppet saknas; skriv hela kronor, 0 om det inte är "
            "något."
        ),
    ]


def test_a_sum_is_no_cost_but_is_held_against_the_rows(tmp_path: Path) -> None:
    text = "kostnad;budget;utfall\nLön;10;4\nOH;5;5\nSumma;15;8\n"
    assert sentences(tmp_path, text) == [
        (
            "ekonomi.csv, rad 4, kolumn ”utfall”: Raderna blir tillsammans 9, men summan anges till 8; "
            "rätta ett av beloppen eller ta bort summan."
        )
    ]
    right = text.replace("15;8", "15;9")
    assert len(read(tmp_path, right).economy.lines) == 2


def test_a_cost_stands_once_for_each_funder(tmp_path: Path) -> None:
    text = "finansiär;kostnad;budget;utfall\nA;Lön;1;1\nB;Lön;1;1\nA;lön;1;1\n"
    (told,) = sentences(tmp_path, text)
    assert "”lön” står två gånger" in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("post;budget;utfall\nLön;1;1", "Kolumnen ”kostnad” saknas"),
        ("kostnad;utfall\nLön;1", "Kolumnen ”budget” saknas"),
        ("kostnad;budget;Budget;utfall\nLön;1;1;1", "finns två gånger"),
        ("kostnad;budget;utfall", "inga rader"),
        ("", "tom"),
    ],
)
def test_a_table_that_is_none_is_told(tmp_path: Path, text: str, told: str) -> None:
    (sentence,) = sentences(tmp_path, text)
    assert told in sentence


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    (fault,) = read_economy(tmp_path / "saknas.csv").faults
    assert "finns inte" in fault.fault


def test_a_name_that_a_spreadsheet_would_run_is_kept_as_text(tmp_path: Path) -> None:
    text = "kostnad;budget;utfall\n'=1+1;1;1\n"
    assert read(tmp_path, text).economy.lines[0].cost == "=1+1"


def test_what_a_file_lacks_stays_as_it_was_noted() -> None:
    noted = Economy((CostLine("Lön", 1, 1),), (Surplus(5),), (Grant("G", 1),))
    costs = Economy((CostLine("OH", 2, 2),))
    assert updated(noted, costs) == Economy(costs.lines, noted.surpluses, noted.grants)
    assert updated(noted, Economy((), (Surplus(6),))).surpluses == (Surplus(6),)


AMOUNTS = st.integers(-(10**9), 10**9)


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=1, max_size=5))
def test_amounts_survive_exactly(tmp_path_factory: pytest.TempPathFactory, pairs) -> None:
    rows = "".join(f"k{at};{a:,};{b:,} kr\n".replace(",", " ") for at, (a, b) in enumerate(pairs))
    folder = tmp_path_factory.mktemp("ekonomi")
    result = read(folder, f"kostnad;budget;utfall\n{rows}")
    assert [(each.budget, each.outcome) for each in result.economy.lines] == pairs
