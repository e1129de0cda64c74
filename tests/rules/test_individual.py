"""`individuellt_stod`: persons, not sessions."""

from halsoverkstad.domain.words import (
    Kind,
)
from tests.rules.noting import held, log, total


def test_individual_support_is_persons_not_sessions() -> None:
    history = log(
        held("2025-02-03", "Amina", kind=Kind.INDIVIDUAL),
        held("2025-02-10", "Amina", "Bo", kind=Kind.INDIVIDUAL),
        held("2025-02-11", "Cilla"),
    )
    row = total(history, "2025")
    assert (row["individuella"], row["individuellt_stod"], row["unika"]) == (2, 2, 3)
