"""How much room texts take: never too little in the fonts that there are, and not far too much."""

import pytest

from exports.text_size import height, lines, longest_word, narrowest, width

SENTENCE = "Personer summeras inte mellan rader: den som varit med i flera är en person i totalen."


def test_wide_letters_take_more_room_than_narrow_ones() -> None:
    assert width("mmmm") > width("aaaa") > width("iiii")
    assert width("Unika", bold=True) > width("Unika")


def test_a_short_text_takes_one_line() -> None:
    assert lines("", 20) == lines("Unika", 20) == 1


@pytest.mark.parametrize(("room", "least", "most"), [(100, 1, 1), (60, 2, 2), (30, 3, 4)])
def test_a_sentence_is_broken_between_words(room: float, least: int, most: int) -> None:
    assert least <= lines(SENTENCE, room) <= most


def test_larger_letters_and_bold_ones_take_more_lines() -> None:
    usual = lines(SENTENCE * 3, 60)

    assert lines(SENTENCE * 3, 60, size=14) > usual
    assert lines(SENTENCE * 3, 60, bold=True) > usual


def test_line_breaks_are_kept() -> None:
    assert lines("en\ntvå\n\nfyra", 20) == 4


def test_a_word_wider_than_the_column_is_broken_itself() -> None:
    assert lines("x" * 100, 20) >= 5


def test_no_break_spaces_do_not_break() -> None:
    assert lines("10\u00a0000\u00a0000\u00a0000", 8) > lines("10 000", 8)


def test_a_title_is_broken_into_so_many_lines_at_most() -> None:
    title = "Fått individuellt stöd"
    room = narrowest(title, 2)

    assert lines(title, room, bold=True) == 2
    assert longest_word(title, bold=True) <= room < width(title, bold=True)
    assert longest_word(title, bold=True) == width("individuellt", bold=True)


def test_a_row_is_as_high_as_its_lines_and_no_higher_than_excel_can() -> None:
    assert (height(1), height(2), height(100)) == (15, 30, 409)
    assert height(1, 14) > 15
