"""A person's group, area and sex: chosen for each person in each cell."""

from collections.abc import Mapping

import pytest

from halsoverkstad.domain.facts import Attributes
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import (
    UNKNOWN,
    UNKNOWN_GROUP,
    Dimension,
    Kind,
)
from tests.reference import statistics
from tests.rules.noting import (
    ADULT,
    CHILD,
    WOMEN,
    WORKER,
    YOUNG,
    adult,
    child,
    counts,
    cut,
    held,
    log,
    measured,
    numbers,
)


@pytest.mark.parametrize(
    ("noted", "group"),
    [
        ({"2025-02-03": [CHILD], "2025-02-10": [ADULT]}, ADULT),
        ({"2025-02-10": [ADULT], "2025-02-03": [CHILD]}, ADULT),
        ({"2025-02-03": [WORKER], "2025-02-10": [UNKNOWN_GROUP]}, WORKER),
        ({"2025-02-03": [CHILD], "2025-02-10": [WORKER, ADULT]}, ADULT),
        ({"2025-02-03": [ADULT], "2025-02-10": [WORKER, UNKNOWN_GROUP]}, WORKER),
        ({"2025-02-03": [WORKER], "2025-02-10": [ADULT, CHILD]}, CHILD),
        ({"2025-02-03": [UNKNOWN_GROUP], "2025-02-10": [UNKNOWN_GROUP]}, UNKNOWN_GROUP),
    ],
)
def test_the_group_is_the_latest_known_and_at_a_tie_the_first(
    noted: Mapping[str, list[str]], group: str
) -> None:
    history = log(
        *(
            held(day, ("Amina", Attributes(group=one)))
            for day, groups in noted.items()
            for one in groups
        )
    )
    unique = counts(cut(history, "2025", "grupp"), "unika_registrerade")
    assert {value for value, count in unique.items() if count} == {group}
    assert sum(unique.values()) == 1


def test_the_group_is_chosen_in_each_cell() -> None:
    """A child in one workshop and in spring, an adult in the other and in autumn and the year."""
    history = log(
        held("2025-05-05", child("Amina"), workshop=YOUNG),
        held("2025-09-01", adult("Amina"), workshop=WOMEN),
    )
    year = Period.parse("2025")
    for dimension, early, late in (("verkstad", YOUNG, WOMEN), ("halvar", "2025H1", "2025H2")):
        rows = statistics(history, year, [Dimension(dimension), Dimension.GROUP])
        assert {(row[dimension], row["grupp"]): row["unika"] for row in rows} == {
            (early, CHILD): 1,
            (late, ADULT): 1,
        }
    assert counts(cut(history, "2025", "grupp"), "unika") == {CHILD: 0, ADULT: 1}
    assert counts(cut(history, "2025H1", "grupp"), "unika") == {CHILD: 1}


def test_attendances_follow_what_was_noted_and_persons_all_they_did() -> None:
    """Amina, noted a child at first, is an adult of the year with all her attendances."""
    history = log(
        held("2025-01-07", child("Amina")),
        held("2025-01-14", child("Amina")),
        held("2025-01-20", child("Amina"), kind=Kind.INDIVIDUAL),
        held("2025-01-21", adult("Amina")),
    )
    assert cut(history, "2025", "grupp") == {
        CHILD: measured(sessions=(3, 2, 0, 1), visits=(3, 3)),
        ADULT: measured(
            sessions=(1, 1, 0, 0),
            visits=(1, 1),
            unique=(1, 1, 0),
            new=(1, 0),
            returning=1,
            regular=1,
            supported=1,
        ),
    }


def test_the_same_rule_gives_area_and_sex() -> None:
    history = log(
        held("2025-02-03", ("Amina", Attributes(area="övriga Skåne", sex="annat"))),
        held("2025-02-10", ("Amina", Attributes(area="övriga Malmö", sex="man/pojke"))),
        held("2025-02-10", ("Amina", Attributes(area="Lindängen", sex="kvinna/flicka"))),
        held("2025-02-17", "Amina"),
    )
    areas = counts(cut(history, "2025", "omrade"), "unika")
    sexes = counts(cut(history, "2025", "kon"), "unika")
    assert areas == {"Lindängen": 1, "övriga Malmö": 0, "övriga Skåne": 0, UNKNOWN: 0}
    assert sexes == {"kvinna/flicka": 1, "man/pojke": 0, "annat": 0, UNKNOWN: 0}


def test_group_and_area_are_chosen_each_by_itself() -> None:
    """A row may then hold a person and no session: nobody was noted with both at once.

    So, with several of them, unique persons may be more than the attendances of their row.
    """
    history = log(
        held("2025-02-03", ("Amina", Attributes(area="Lindängen"))),
        held("2025-02-10", adult("Amina")),
    )
    rows = statistics(history, Period.parse("2025"), [Dimension.GROUP, Dimension.AREA])
    assert {(row["grupp"], row["omrade"]): numbers(row) for row in rows} == {
        (UNKNOWN_GROUP, "Lindängen"): measured(sessions=(1, 1, 0, 0), visits=(1, 1)),
        (ADULT, UNKNOWN): measured(sessions=(1, 1, 0, 0), visits=(1, 1)),
        (ADULT, "Lindängen"): measured(unique=(1, 1, 0), new=(1, 0), returning=1),
    }
