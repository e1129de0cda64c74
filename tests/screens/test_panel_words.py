"""What the room of the panel says of a round, at any width."""

from datetime import date

import pytest
from driving import PROGRAMME as TEXT

from halsoverkstad.domain.period import Period
from halsoverkstad.domain.programme import Programme
from screens import panel_words as words
from storage.panel import Draw, Stratum
from storage.panel_following import Asked, Attrition, Standing

PROGRAMME = Programme.parse(TEXT)
HEALTH, ORAL = Stratum("Kvinnors hälsa", "vuxna"), Stratum("Munhälsa och kost", "vuxna")
DRAW = Draw(
    b"d" * 16, Period.year(2025), date(2025, 12, 1), 7, 20, (), ("vuxna",), {HEALTH: 1200}, ()
)
FOUND = {
    None: Attrition(40, 31, 9, 1298, 2, 30, 24),
    HEALTH: Attrition(20, 15, 5, 1200, 2, 18, 16),
    ORAL: Attrition(20, 16, 4, 98, 0, 12, 8),
}


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("width", [76, 96, 136])
def test_figures_stand_under_their_headings_within_the_width(width: int) -> None:
    lines = words.strata_lines(PROGRAMME, DRAW, FOUND, width)
    assert {len(each) for each in lines} == {width}
    heading, everyone, health, _ = map(plain, lines)
    assert heading.split() == ["Verkstad", "Valda", "Kvar", "Nya", "Bortfall", "Nådda", "Svarade"]
    assert "40 av 1 298  31 av 40    9         2     30  24 (60,0 %)" in everyone
    assert health.startswith("Kvinnors hälsa ")


def test_a_first_round_has_nothing_to_compare_with() -> None:
    first = {each: Attrition(0, 0, 5, 9, 0, 0, 0) for each in FOUND}
    heading, *lines = words.strata_lines(PROGRAMME, DRAW, first, 76)
    assert "Kvar" not in heading
    assert "%" not in "".join(lines)


def test_the_group_is_said_where_a_panel_has_several() -> None:
    both = Draw(b"d" * 16, DRAW.period, DRAW.day, 7, 20, (), ("vuxna", "barn_och_unga"), {}, ())
    assert words.stratum_label(PROGRAMME, DRAW, HEALTH) == "Kvinnors hälsa"
    assert words.stratum_label(PROGRAMME, both, HEALTH) == "Kvinnors hälsa, vuxna"
    assert words.stratum_label(PROGRAMME, both, Stratum("", "vuxna")) == "Programgemensamt, vuxna"
    assert words.round_label(PROGRAMME, both) == "2025, vuxna, barn och unga"


def test_what_a_draw_would_be_says_how_many_and_never_who() -> None:
    told = plain(words.trial_lines(PROGRAMME, DRAW, FOUND))
    assert told.splitlines()[1] == "Kvinnors hälsa: 20 av 1 200, 15 från förra omgången, 5 nya"
    assert "d-" not in told


@pytest.mark.parametrize(
    ("names", "elsewhere", "standing", "known_here", "told"),
    [
        (("Amina",), False, Standing.IN, True, ""),
        (("Amina",), True, Standing.IN, True, "finns även på annan dator"),
        ((), True, Standing.IN, True, "känd på en annan dator"),
        ((), True, Standing.IN, False, ""),
        (("Amina",), True, Standing.REFUSED, True, "vill inte"),
        ((), False, Standing.ERASED, True, "raderad"),
        (("Amina",), False, Standing.MERGED, True, "samma som en annan"),
    ],
)
def test_what_to_know_of_a_member(
    names: tuple[str, ...], elsewhere: bool, standing: Standing, known_here: bool, told: str
) -> None:
    asked = Asked("d-x", None, names, elsewhere, HEALTH, True, standing)
    cells = words.member_cells(PROGRAMME, DRAW, asked, known_here=known_here)
    assert cells == (names[0] if names else "d-x", "Kvinnors hälsa", "ja", told, "d-x")
    assert len(told) <= 25, "the column's width"
