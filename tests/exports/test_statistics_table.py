"""`statistik` in a terminal: every number whole, at 80 columns, with what it means below."""

import re
from dataclasses import replace

import pytest
from making import made_statistics, row

from exports.statistics_table import as_table
from halsoverkstad.domain.statistics import Statistics
from halsoverkstad.domain.words import Dimension

NBSP = "\u00a0"
WHOLE = made_statistics(
    row(
        tillfallen=764,
        gruppaktiviteter=600,
        deltagartillfallen=16279,
        deltagartillfallen_registrerade=6935,
        unika=2425,
        unika_lagst=2400,
        unika_hogst=2425,
        unika_registrerade=2400,
        unika_uppskattade=25,
        aterkommande=313,
    ),
    period="2024",
)
QUARTERS = made_statistics(
    *(
        row(
            quarter,
            workshop,
            group,
            tillfallen=123,
            deltagartillfallen=1234567,
            deltagartillfallen_registrerade=1000000,
            unika=98765,
            unika_lagst=98765,
            unika_hogst=98765,
            unika_registrerade=90000,
            unika_uppskattade=8765,
            nya=54321,
            aterkommande=43210,
            regelbundna=32109,
        )
        for quarter in ("2025K1", "2025K2")
        for workshop in ("", "Munhälsa och kost")
        for group in ("barn_och_unga", "yrkesverksamma")
    ),
    dimensions=(Dimension.QUARTER, Dimension.WORKSHOP, Dimension.GROUP),
)


def flat(text: str) -> str:
    """The text with line breaks in sentences undone."""
    return re.sub(r"[ \n]+", " ", text)


def line_of(text: str, label: str) -> str:
    lines = (re.sub(" +", " ", line.strip()) for line in text.splitlines())
    (line,) = (line for line in lines if line.startswith(label))
    return line


def test_every_measure_is_listed_with_what_it_rests_on() -> None:
    text = as_table(WHOLE)

    assert line_of(text, "Tillfällen") == "Tillfällen 764 loggad"
    assert line_of(text, "Deltagartillfällen") == (
        f"Deltagartillfällen 16{NBSP}279 registrerad + uppskattad"
    )
    assert line_of(text, "Registreringsgrad 42") == f"Registreringsgrad 42,6{NBSP}%"
    assert line_of(text, "Unika deltagare").startswith(f"Unika deltagare 2{NBSP}425 ")
    assert line_of(text, "Unika uppskattade") == "Unika uppskattade 25 uppskattad"
    assert line_of(text, "Återkommande 3") == f"Återkommande 313 registrerad (42,6{NBSP}%)"


def test_all_has_been_registered() -> None:
    registered = made_statistics(
        row(deltagartillfallen=7, deltagartillfallen_registrerade=7, unika=3, unika_registrerade=3)
    )

    assert line_of(as_table(registered), "Unika deltagare").endswith(f"registrerad (100,0{NBSP}%)")


def test_nobody_has_been_registered() -> None:
    heads = made_statistics(row(deltagartillfallen=7, unika=3, unika_uppskattade=3))

    assert line_of(as_table(heads), "Unika deltagare") == f"Unika deltagare minst{NBSP}3 uppskattad"


def test_nothing_has_happened() -> None:
    text = as_table(replace(made_statistics(row()), register_since=None))

    assert line_of(text, "Registreringsgrad –") == "Registreringsgrad –"
    assert "Ingen är registrerad ännu." in text


def test_what_has_to_be_known() -> None:
    text = flat(as_table(WHOLE))

    assert "Jämlik hälsa Lindängen · 2024 (2024-01-01 – 2024-12-31)" in text
    assert "minst 2 olika datum" in text
    assert "minst 3 olika veckor" in text
    assert "Registret förs sedan 2024-01-08" in text
    assert f"Unika är mellan 2{NBSP}400 och 2{NBSP}425" in text
    assert "Påhittade" not in text


def test_a_floor_is_called_one() -> None:
    text = as_table(QUARTERS)

    assert f"minst{NBSP}98{NBSP}765" in text
    assert "”Minst”" in text
    assert "minst\u00a0" not in as_table(WHOLE)


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 200])
@pytest.mark.parametrize("statistics", [WHOLE, QUARTERS], ids=["whole", "quarters"])
def test_numbers_are_whole_at_any_width(statistics: Statistics, width: int) -> None:
    text = as_table(statistics, width)

    assert "…" not in text
    wanted = [f"16{NBSP}279"] if statistics is WHOLE else [f"1{NBSP}234{NBSP}567", f"43{NBSP}210"]
    for number in wanted:
        assert text.count(number) == len(statistics.rows)


@pytest.mark.parametrize("width", [50, 60, 70, 80, 120])
def test_nothing_is_wider_than_the_terminal(width: int) -> None:
    for statistics in (WHOLE, QUARTERS, replace(QUARTERS, made_up=True)):
        assert max(len(line) for line in as_table(statistics, width).splitlines()) <= width


def test_a_wide_terminal_shows_more() -> None:
    narrow, wide = as_table(QUARTERS, 60), as_table(QUARTERS, 120)

    assert f"32{NBSP}109" not in narrow
    assert f"32{NBSP}109" in wide


def test_values_in_words() -> None:
    text = flat(as_table(QUARTERS, 120))

    assert "Programgemensamt barn och unga" in text
    assert "2025K1" in text


def test_words_are_broken_between_words() -> None:
    text = as_table(QUARTERS, 80)

    assert "Munhälsa och" in text
    assert "Programgemensamt" in text


BY_TWO = made_statistics(
    row("Munhälsa och kost", "yrkesverksamma", tillfallen=3, deltagartillfallen=16279),
    row("", "vuxna", tillfallen=1, deltagartillfallen=12),
    dimensions=(Dimension.WORKSHOP, Dimension.GROUP),
)


@pytest.mark.parametrize("width", [45, 60, 70, 80])
def test_words_are_whole_at_any_width(width: int) -> None:
    text = as_table(BY_TWO, width)
    for words in ("Munhälsa och", "yrkesverksamma", "Programgemensamt", "tillfällen"):
        assert words in text
    assert max(map(len, text.splitlines())) <= width


def test_names_without_room_stand_above_their_figures() -> None:
    lines = as_table(BY_TWO, 60).splitlines()
    at = lines.index("Munhälsa och kost · yrkesverksamma")
    assert lines[at + 1].strip().startswith("3 ")
    assert f"16{NBSP}279" in lines[at + 1]
    assert "Verkstad · Grupp" in lines


def test_a_narrow_list_leaves_out_what_the_figures_rest_on() -> None:
    wide, narrow, narrowest = (as_table(WHOLE, width) for width in (80, 58, 44))
    assert line_of(wide, "Återkommande 3").endswith(f"registrerad (42,6{NBSP}%)")
    assert line_of(narrow, "Återkommande 3") == "Återkommande 313 registrerad"
    assert line_of(narrowest, "Återkommande 3") == "Återkommande 313"


def test_marks_of_the_terminal_in_names_are_only_text() -> None:
    text = as_table(
        made_statistics(row("[red]Yoga[/red]", tillfallen=1), dimensions=(Dimension.ACTIVITY,))
    )

    assert "[red]Yoga[/red]" in text


def test_cut_rows_cannot_be_added_up() -> None:
    assert "summeras inte" in flat(as_table(QUARTERS))
    assert "summeras inte" not in flat(as_table(WHOLE))


def test_a_cut_of_nothing() -> None:
    text = as_table(made_statistics(dimensions=(Dimension.PLACE,)))

    assert "Plats" in text


def test_a_hidden_figure_and_why() -> None:
    figures = {**WHOLE.rows[0].figures, "unika": None, "deltagartillfallen": None}
    text = as_table(replace(WHOLE, rows=(replace(WHOLE.rows[0], figures=figures),)))

    assert line_of(text, "Unika deltagare").startswith("Unika deltagare ..")
    assert "döljs för att skydda" in flat(text)


def test_what_is_made_up_says_so_first_and_last() -> None:
    lines = as_table(replace(WHOLE, made_up=True)).splitlines()

    assert lines[0] == "PÅHITTADE UPPGIFTER"
    assert any(line.startswith("Påhittade uppgifter:") for line in lines)
