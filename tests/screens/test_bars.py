"""Bars of block characters."""

from hypothesis import given
from hypothesis import strategies as st

from screens.widgets.bars import FULL, bar


def test_bars_in_eighths():
    assert bar(8, 8, 4) == "████"
    assert bar(1, 2, 4) == "██  "
    assert bar(1, 32, 4) == "▏   "
    assert bar(0, 8, 4) == "    "
    assert bar(5, 0, 4) == "    "


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 60))
def test_a_bar_fills_its_width_and_shows_whatever_is_more_than_nothing(value, largest, width):
    drawn = bar(value, largest, width)
    assert len(drawn) == max(width, 1 if value and largest else 0) or width == 0
    assert (drawn.strip() != "") == (value > 0 and largest > 0)


@given(st.integers(1, 500), st.integers(1, 500), st.integers(1, 60))
def test_more_is_never_shorter(one, other, width):
    small, large = sorted((one, other))
    assert bar(small, 500, width).count(FULL) <= bar(large, 500, width).count(FULL)
