"""The stable names of a report's figures: `T1.unika.vuxna`, `V.kvinnors_halsa.unika.totalt`.

A name says the table, the measure and the part; what is typed after `--forklara` is one of them.
"""

import re
from collections.abc import Iterable, Mapping

from halsoverkstad.domain.programme import fold_word
from halsoverkstad.domain.words import COMMON_LABEL

TOTAL = "totalt"
BEFORE = "fore"
"""Ends the name of the same figure a year before."""


def figure_name(table: str, *parts: str) -> str:
    """The name of a figure from its table, measure and part."""
    return ".".join((table, *parts))


def part_names(values: Iterable[str]) -> Mapping[str, str]:
    """A different plain word for each value: small letters a-z, digits and underscores."""
    names: dict[str, str] = {}
    for value in values:
        plain = re.sub(r"[^a-z0-9]+", "_", fold_word(value or COMMON_LABEL)).strip("_") or "del"
        name, number = plain, 2
        while name in names.values():
            name, number = f"{plain}_{number}", number + 1
        names[value] = name
    return names
