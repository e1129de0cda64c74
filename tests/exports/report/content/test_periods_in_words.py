"""Periods, weeks and days as people say them."""

import pytest

from exports.report.content.words import days_in_words, long_name, short_name, weeks_in_words
from halsoverkstad.domain.period import Period
from tests.exports.report.content.making_up import plain


@pytest.mark.parametrize(
    ("name", "short", "long"),
    [
        ("2024", "2024", "2024 (1 januari – 31 december 2024)"),
        ("2025H1", "första halvåret 2025", "första halvåret 2025 (1 januari – 30 juni 2025)"),
        ("2023H2", "andra halvåret 2023", "andra halvåret 2023 (1 juli – 31 december 2023)"),
        ("2025K3", "kvartal 3 2025", "kvartal 3 2025 (1 juli – 30 september 2025)"),
        ("2025-02", "februari 2025", "februari 2025 (1 februari – 28 februari 2025)"),
        (
            "2025-07-01..2026-06-30",
            "juli 2025 – juni 2026",
            "1 juli 2025 – 30 juni 2026",
        ),
        ("2025-03-01..2025-03-31", "mars 2025", "1 mars – 31 mars 2025"),
        ("2025-03-03..2025-06-30", "2025-03-03 – 2025-06-30", "3 mars – 30 juni 2025"),
        ("2025-05-05..2025-05-05", "2025-05-05", "5 maj 2025"),
    ],
)
def test_periods_are_said_as_people_say_them(name: str, short: str, long: str) -> None:
    period = Period.parse(name)
    assert (plain(short_name(period)), plain(long_name(period))) == (short, long)


def test_weeks_that_follow_each_other_are_one_stretch() -> None:
    from datetime import date, timedelta

    first = date(2025, 12, 8)
    mondays = [first + timedelta(weeks=number) for number in (0, 1, 2, 3, 4, 6)]
    assert [plain(each) for each in weeks_in_words(mondays)] == [
        "v. 50–52 2025",
        "v. 1–2 2026",
        "v. 4 2026",
    ]
    assert plain(days_in_words(Period.year(2025))) == "1 januari – 31 december 2025"
