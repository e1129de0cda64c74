"""The year 2024 counts to what was published."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from halsoverkstad.domain.facts import Attributes, Session
from halsoverkstad.domain.words import (
    Kind,
)
from tests.reference import History, Noted
from tests.rules.noting import (
    ADULT,
    CHILD,
    WORKER,
    YOUNG,
    counts,
    cut,
    total,
)

DATA_2024 = Path(__file__).parent.parent / "data" / "2024"
GROUP_KEYS = {"barn och unga": CHILD, "vuxna": ADULT, "yrkesverksamma": WORKER}


def rows_of(files: str) -> Iterator[dict[str, str]]:
    """The rows of all files of that pattern."""
    for path in sorted(DATA_2024.glob(files)):
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file, delimiter=";")


@pytest.fixture(scope="module")
def year_2024() -> History:
    """The three laptops' files of 2024."""
    return History(
        {
            row["tillfälle"]: Session(
                date.fromisoformat(row["datum"]),
                row["verkstad"],
                Kind(row["typ"]),
                row["aktivitet"],
                row["plats"],
            )
            for row in rows_of("*-tillfallen.csv")
        },
        [
            Noted(row["tillfälle"], row["deltagare"], Attributes(GROUP_KEYS[row["grupp"]]))
            for row in rows_of("*-narvaro.csv")
        ],
    )


def test_the_year_2024_counts_to_what_was_published(year_2024: History) -> None:
    row = total(year_2024, "2024")
    assert row["tillfallen"] == 764
    assert row["deltagartillfallen"] == 16279
    assert row["unika"] == 2425
    assert row["aterkommande"] == 313


def test_the_groups_of_2024_add_up_to_the_total(year_2024: History) -> None:
    """The report prints 708 adults; with the 608 counted here the groups make 2 425."""
    groups = cut(year_2024, "2024", "grupp")
    assert counts(groups, "unika") == {CHILD: 1711, ADULT: 608, WORKER: 106}


def test_the_workshop_for_the_young_late_in_2024(year_2024: History) -> None:
    """Published: 105 different in four weeks, at least half of them regularly."""
    young = cut(year_2024, "2024-11-25..2024-12-16", "verkstad")[YOUNG]
    assert young["unika"] == 105
    assert young["regelbundna"] / young["unika"] >= 0.5
