"""Printed figures that do not add up: which parts, what they come to, and how far they are apart.

It is never said which of the figures is the wrong one: from print alone nobody can know.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from halsoverkstad.domain.published import (
    Published,
    PublishedEconomy,
    PublishedLine,
    PublishedPeriod,
)

_SHARES = {
    "hälften": Fraction(1, 2),
    "en tredjedel": Fraction(1, 3),
    "två tredjedelar": Fraction(2, 3),
    "en fjärdedel": Fraction(1, 4),
    "tre fjärdedelar": Fraction(3, 4),
    "en femtedel": Fraction(1, 5),
}
_ROUNDED = Fraction(2, 100)
"""So far from the share in words a counted share may be and still be called that."""


class Sort(StrEnum):
    """What was held against what."""

    GROUPS = "grupper"
    LINES = "kostnadsrader"
    DIFFERENCE = "differens"
    SURPLUS = "överskott"
    CARRIED = "överskott fört vidare"
    SHARE = "andel"


@dataclass(frozen=True)
class Mismatch:
    """Printed figures that do not add up.

    `parts` come together to `computed` (minus, if one is below zero); `printed` stands beside.
    Persons for groups and shares, whole kronor for the others.
    """

    sort: Sort
    period: str
    what: str
    parts: tuple[int, ...]
    computed: int
    printed: int
    words: str = ""
    """A share as it was printed."""

    @property
    def difference(self) -> int:
        """How far they are apart, without saying which one is wrong."""
        return abs(self.computed - self.printed)


def mismatches(published: Published, one: PublishedPeriod) -> Iterator[Mismatch]:
    """All that does not add up in what was printed about a period."""
    yield from _groups(one)
    if one.economy:
        yield from _differences(one, one.economy)
        yield from _line_sums(one, one.economy)
        yield from _surplus(published, one, one.economy)
    yield from _share(one)


def not_by_group(one: PublishedPeriod) -> int | None:
    """How many of the printed total have no printed group; None: the groups make up the total."""
    unique = one.value("unika")
    if unique is None or len(one.groups) != 1:
        return None
    return unique - sum(one.groups.values())


def share_in_words(words: str) -> Fraction | None:
    """The share that a text begins with, such as "en tredjedel av de återkommande"."""
    return next((share for text, share in _SHARES.items() if words.startswith(text)), None)


def _groups(one: PublishedPeriod) -> Iterator[Mismatch]:
    """A single group says nothing of the others, so it cannot contradict the total."""
    unique, parts = one.value("unika"), tuple(one.groups.values())
    if unique is not None and len(parts) > 1 and sum(parts) != unique:
        yield Mismatch(Sort.GROUPS, one.period.name, "unika deltagare", parts, sum(parts), unique)


def _differences(one: PublishedPeriod, economy: PublishedEconomy) -> Iterator[Mismatch]:
    for each in (*economy.lines, economy.total):
        printed = each.stated_difference
        if printed is not None and printed != each.line.difference:
            yield Mismatch(
                Sort.DIFFERENCE,
                one.period.name,
                each.line.cost,
                (each.line.budget, -each.line.outcome),
                each.line.difference,
                printed,
            )


def _line_sums(one: PublishedPeriod, economy: PublishedEconomy) -> Iterator[Mismatch]:
    if not economy.lines:
        return
    for what, parts, printed in (
        ("budget", [each.line.budget for each in economy.lines], economy.total.line.budget),
        ("utfall", [each.line.outcome for each in economy.lines], economy.total.line.outcome),
        ("differens", [_stated(each) for each in economy.lines], _stated(economy.total)),
    ):
        if sum(parts) != printed:
            yield Mismatch(Sort.LINES, one.period.name, what, tuple(parts), sum(parts), printed)


def _surplus(
    published: Published, one: PublishedPeriod, economy: PublishedEconomy
) -> Iterator[Mismatch]:
    """What was carried in, against the period that it comes from; and the sum printed of it."""
    counted: list[int] = []
    for name, carried in economy.surplus_from.items():
        computed = _surplus_of(published, name)
        counted.append(carried if computed is None else computed)
        if computed is not None and computed != carried:
            yield Mismatch(
                Sort.CARRIED, one.period.name, f"överskott från {name}", (), computed, carried
            )
    if economy.stated_surplus is None:
        return
    parts = (*counted, economy.total.line.difference)
    if sum(parts) != economy.stated_surplus:
        yield Mismatch(
            Sort.SURPLUS,
            one.period.name,
            "överskott att föra vidare",
            parts,
            sum(parts),
            economy.stated_surplus,
        )


def _surplus_of(published: Published, name: str) -> int | None:
    """Budget minus outcome of what was printed on a year, or on parts of it; None: nothing was."""
    found = [
        each.economy.total.line.difference
        for each in published.periods
        if each.economy and each.workshop is None and each.period.name.startswith(name)
    ]
    return sum(found) if found else None


def _share(one: PublishedPeriod) -> Iterator[Mismatch]:
    returning = one.value("aterkommande")
    if one.survey is None or not returning:
        return
    stated = share_in_words(one.survey.stated_share)
    counted = Fraction(one.survey.respondents, returning)
    if stated is not None and abs(counted - stated) > _ROUNDED:
        yield Mismatch(
            Sort.SHARE,
            one.period.name,
            "svarande på enkäten",
            (one.survey.respondents, returning),
            one.survey.respondents,
            round(stated * returning),
            one.survey.stated_share,
        )


def _stated(line: PublishedLine) -> int:
    return line.line.difference if line.stated_difference is None else line.stated_difference
