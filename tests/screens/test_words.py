"""Dates, times and numbers as people write and read them."""

from datetime import date, time

import pytest

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.period import Period
from screens import words

TODAY = date(2024, 12, 19)  # a Thursday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("idag", TODAY),
        ("I DAG", TODAY),
        ("igår", date(2024, 12, 18)),
        ("igar", date(2024, 12, 18)),
        ("förrgår", date(2024, 12, 17)),
        ("tor", TODAY),
        ("fre", date(2024, 12, 13)),
        ("fredag", date(2024, 12, 13)),
        ("lördag", date(2024, 12, 14)),
        ("mån", date(2024, 12, 16)),
        ("241203", date(2024, 12, 3)),
        ("20241203", date(2024, 12, 3)),
        ("2024-12-03", date(2024, 12, 3)),
        ("2024-2-9", date(2024, 2, 9)),
        ("14/3", date(2024, 3, 14)),
        ("14.3.", None),
        ("14/3 2023", date(2023, 3, 14)),
        ("14/3-23", date(2023, 3, 14)),
        ("3 dec", date(2024, 12, 3)),
        ("3 december 2022", date(2022, 12, 3)),
        ("24/12", date(2024, 12, 24)),
        ("20/1", date(2024, 1, 20)),
        ("18/1", date(2025, 1, 18)),
        ("29/2", date(2024, 2, 29)),
        ("30/2", None),
        ("2024-13-01", None),
        ("tolv", None),
        ("", None),
        ("-4", None),
        ("3 ju", None),
    ],
)
def test_a_day_is_read_as_it_is_written(text, day):
    if day is None:
        with pytest.raises(Fault, match="är inget datum"):
            words.parse_day(text, TODAY)
    else:
        assert words.parse_day(text, TODAY) == day


def test_29_february_without_a_year_is_the_latest_there_was():
    assert words.parse_day("29/2", date(2026, 5, 1)) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("14:30", time(14, 30)),
        ("14.30", time(14, 30)),
        ("1430", time(14, 30)),
        ("kl 9", time(9)),
        ("9", time(9)),
        (" ", None),
    ],
)
def test_a_time_is_read_as_it_is_written(text, moment):
    assert words.parse_time(text) == moment


@pytest.mark.parametrize("text", ["25", "9:75", "snart", "14:3:1"])
def test_what_is_no_time_is_said_so(text):
    with pytest.raises(Fault, match="är inget klockslag"):
        words.parse_time(text)


def test_numbers_do_not_break():
    assert words.number(16279) == "16\N{NO-BREAK SPACE}279"
    assert words.count(1, "tillfälle", "tillfällen") == "1\N{NO-BREAK SPACE}tillfälle"
    assert words.change(112, 100) == "+12\N{NO-BREAK SPACE}%"
    assert words.change(97, 100) == "−3\N{NO-BREAK SPACE}%"
    assert words.change(100, 100) == "±0\N{NO-BREAK SPACE}%"
    assert words.change(5, 0) == "–"


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("2024", "År 2024"),
        ("2024H2", "Halvår 2 2024"),
        ("2024K4", "Kvartal 4 2024"),
        ("2024-03", "Mars 2024"),
        ("2025-07-01..2026-06-30", "1 jul 2025 – 30 jun 2026"),
        ("2025-07-01..2025-07-31", "1 jul – 31 jul 2025"),
    ],
)
def test_periods_in_words(name, label):
    assert words.period_label(Period.parse(name)) == label


def test_dates_in_words():
    assert words.long_date(TODAY) == "torsdag 19 december 2024"
    assert words.short_date(TODAY, TODAY) == "tor 19 dec"
    assert words.short_date(date(2023, 12, 19), TODAY) == "tis 19 dec 2023"
