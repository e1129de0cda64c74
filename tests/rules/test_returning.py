"""`aterkommande`: group activities on two dates."""

import pytest

from halsoverkstad.domain.words import (
    Kind,
)
from tests.reference import Definitions
from tests.rules.noting import MOUTH, WOMEN, counts, cut, held, log, total, weekly


def test_returning_is_two_dates_not_two_sessions() -> None:
    history = log(
        held("2025-02-03", "Amina", "Bo"),
        held("2025-02-03", "Amina", workshop=MOUTH),
        held("2025-02-04", "Bo"),
    )
    assert total(history, "2025")["aterkommande"] == 1


@pytest.mark.parametrize("kind", [Kind.EVENT, Kind.INDIVIDUAL])
def test_only_group_activities_make_someone_returning(kind: Kind) -> None:
    history = log(
        held("2025-02-03", "Amina"),
        held("2025-02-10", "Amina", kind=kind),
        held("2025-02-17", "Amina", kind=kind),
    )
    assert total(history, "2025")["aterkommande"] == 0


def test_returning_is_counted_in_each_cell_by_itself() -> None:
    """Once in each of two workshops, in two months: returning only in the total."""
    history = log(
        held("2025-01-31", "Amina", workshop=WOMEN),
        held("2025-02-01", "Amina", workshop=MOUTH),
    )
    assert total(history, "2025")["aterkommande"] == 1
    assert counts(cut(history, "2025", "verkstad"), "aterkommande") == {WOMEN: 0, MOUTH: 0}
    assert counts(cut(history, "2025", "manad"), "aterkommande") == {"2025-01": 0, "2025-02": 0}


def test_how_many_dates_make_returning_is_a_setting() -> None:
    history = log(*weekly("2025-02-03", 3, Amina=(1, 2, 3), Bo=(1, 2)))
    assert total(history, "2025")["aterkommande"] == 2
    assert total(history, "2025", Definitions(aterkommande_dagar=3))["aterkommande"] == 1
