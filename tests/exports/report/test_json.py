"""JSON: exact, with every figure under the name it is traced by."""

import json
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from exports.report.cleaning import clean
from exports.report.json_file import as_json
from exports.report.model import Money, Paragraph, Share, Status
from tests.exports.report import sample
from tests.exports.report.reading import json_blocks

SAMPLE = sample.report()
ANSWER = json.loads(as_json(SAMPLE))


def cells() -> dict[str, dict[str, Any]]:
    return {
        cell["namn"]: cell
        for table in json_blocks(as_json(SAMPLE))
        if table["slag"] == "tabell"
        for row in table["rader"]
        for cell in row["celler"]
        if cell["namn"]
    }


def test_says_what_it_is_of() -> None:
    assert ANSWER["format"] == "halsoverkstad-rapport"
    assert ANSWER["version"] == 1
    assert ANSWER["utkast"] is True
    assert ANSWER["pahittade_uppgifter"] is True
    assert ANSWER["sma_tal_skyddade"] is True
    assert ANSWER["kontrollsumma"] == SAMPLE.checksum
    assert json.loads(as_json(sample.report(status=Status.FINAL)))["utkast"] is False
    assert [each["rubrik"] for each in ANSWER["avsnitt"]] == [
        each.title for each in SAMPLE.sections
    ]


def test_every_named_cell_is_there_under_its_name() -> None:
    assert list(cells()) == list(SAMPLE.cells())


def test_figures_are_exact() -> None:
    found = cells()
    for name, cell in SAMPLE.cells().items():
        if isinstance(cell.value, Share):
            exact = Fraction(found[name]["taljare"], found[name]["namnare"])
            assert exact == cell.value.part
        if isinstance(cell.value, Money):
            assert found[name]["varde"] == cell.value.kronor


def test_what_is_hidden_is_null_and_says_so() -> None:
    hidden = cells()["T2.unika.3"]
    assert (hidden["slag"], hidden["varde"], hidden["visas"]) == ("dold", None, "..")


def test_a_sum_says_what_it_is_of() -> None:
    total = cells()["E2.ut"]
    assert total["formel"] == {"plus": ["E2.in", "E2.arets"], "minus": ["E2.aterbetalt"]}
    assert total["varde"] == sum(cells()[name]["varde"] for name in total["formel"]["plus"]) - sum(
        cells()[name]["varde"] for name in total["formel"]["minus"]
    )


def test_a_figure_says_what_it_measures() -> None:
    assert cells()["T1.unika.0"]["matt"] == "Unika deltagare"


def test_the_same_report_is_the_same_bytes() -> None:
    assert as_json(sample.report()) == as_json(SAMPLE)


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_any_text_is_read_back(text: str) -> None:
    (block,) = json_blocks(as_json(sample.only(Paragraph(text))))
    assert block["text"] == clean(text).replace("\u00ad", "")
