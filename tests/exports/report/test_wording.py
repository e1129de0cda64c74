"""What stands on paper for a figure, and what is said about it."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.report.cleaning import clean, cleaned
from exports.report.model import (
    Cell,
    Change,
    Column,
    Count,
    Day,
    Hidden,
    Mark,
    Mean,
    Missing,
    Money,
    Row,
    Share,
    Table,
    Text,
    Value,
)
from exports.report.wording import Label, cell_text, label, notes
from tests.exports.report import sample


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Count(1463), "1\u00a0463"),
        (Count(0), "0"),
        (Change(12), "+12"),
        (Change(-1463), "−1\u00a0463"),
        (Change(0), "0"),
        (Share(Fraction(426, 1000)), "42,6\u00a0%"),
        (Share(Fraction(4265, 10000)), "42,7\u00a0%"),
        (Share(Fraction(1, 16)), "6,3\u00a0%"),
        (Share(Fraction(-1, 16), signed=True), "−6,3\u00a0%"),
        (Share(Fraction(1, 10_000), signed=True), "0,0\u00a0%"),
        (Share(Fraction(-1, 10_000)), "0,0\u00a0%"),
        (Share(Fraction(61, 1000), signed=True), "+6,1\u00a0%"),
        (Mean(Fraction(37, 2)), "18,5"),
        (Mean(Fraction(12345)), "12\u00a0345,0"),
        (Money(-73_375), "−73\u00a0375"),
        (Day(date(2024, 11, 14)), "2024-11-14"),
        (Text("= 1"), "= 1"),
        (Hidden(), ".."),
        (Missing(), "uppgift saknas"),
    ],
)
def test_values(value: Value, text: str) -> None:
    assert cell_text(Cell(value)) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (Cell(Count(1463), "", (Mark.MINIMUM,)), "minst\u00a01\u00a0463"),
        (Cell(Count(7), "", (Mark.PUBLISHED, Mark.ESTIMATED)), "7\u00a0(u,\u00a0p)"),
        (Cell(Count(7), "", (Mark.BREAK, Mark.MINIMUM)), "minst\u00a07\u00a0(t)"),
        (Cell(Hidden(), "", (Mark.MINIMUM, Mark.ESTIMATED)), "..\u00a0(u)"),
        (Cell(Missing(), "", (Mark.MINIMUM,)), "uppgift saknas"),
    ],
)
def test_marks(cell: Cell, text: str) -> None:
    assert cell_text(cell) == text


def test_only_what_a_table_has_is_explained_below_it() -> None:
    def said(*cells: Cell, **more: str) -> list[str]:
        columns = tuple(Column("x") for _ in cells)
        return list(notes(Table("T1", "", columns, (Row(cells),), ("Egen not.",), **more)))

    assert said(Cell(Count(1))) == ["Egen not."]
    assert len(said(Cell(Count(1), "", (Mark.ESTIMATED, Mark.PUBLISHED, Mark.BREAK)))) == 4
    assert said(Cell(Hidden()))[1].startswith("”..” står för")
    assert said(Cell(Money(1))) == ["Egen not.", "Belopp i hela kronor."]
    assert said(Cell(Count(1)), source="registret.")[-1] == "Källa: registret."


@pytest.mark.parametrize(
    ("name", "parts"),
    [("T1", ("T", "1")), ("U12", ("U", "12")), ("X", ("X", "")), ("", ("", ""))],
)
def test_names(name: str, parts: tuple[str, str]) -> None:
    assert label(name) == Label(*parts)


@given(st.text(st.characters(exclude_categories=())))
def test_a_clean_text_can_stand_in_xml_and_stays(text: str) -> None:
    seen = clean(text)
    assert clean(seen) == seen
    seen.encode()
    assert all(letter == "\n" or ord(letter) >= 0x20 for letter in seen)


def test_cleaning_takes_nothing_that_is_read() -> None:
    kept = "Åäö é ş 中 😀 \u00a0–−”…\u00ad"
    assert clean(kept) == kept
    assert clean("a\tb\r\nc\rd\u2028e\x00\x1b\ud800\ufffef") == "a b\nc\nd\nef"


def test_cleaning_reaches_every_text_and_no_figure() -> None:
    dirty = sample.report(title="Titel\x00", subtitle=("Under\x01",))
    assert cleaned(dirty).title == "Titel"
    assert cleaned(dirty).subtitle == ("Under",)
    assert cleaned(dirty).sections == dirty.sections
    assert cleaned(dirty).date == dirty.date


def test_two_cells_of_one_name_are_refused() -> None:
    twice = Row((Cell(Text("x")), Cell(Count(1), "T1.a"), Cell(Count(2), "T1.a")))
    table = sample.table("T1", (twice,), "Vad", "Ena", "Andra")
    with pytest.raises(ValueError, match=r"T1\.a"):
        sample.only(table).cells()


def test_a_table_is_a_rectangle() -> None:
    with pytest.raises(ValueError, match="T7"):
        Table("T7", "", (Column("x"),), (Row((Cell(Count(1)), Cell(Count(2)))),))
