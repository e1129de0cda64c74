"""Behind which figures of `statistik` few people stand, and what hiding each one costs.

Few are one to four. A row's people are those registered and those counted without name; of the
latter nobody knows how many they are, but they are at least as many as were there at once.

- In a row behind which few stand every figure of people is hidden, visits too; cut by a group,
  area or sex also the sessions, which then are those of these few. Not cut so, how many sessions
  were held says nothing of anyone.
- In any other row those that are few themselves: `nya` 3, registered visits 2, estimated 4.
  Individual sessions are hidden if they are few, or those who had them.
- What is left when one figure is taken from another counts people as well: those who did not
  come back, those who never had individual support, heads, the people who may be two, those
  who were only in other workshops. If they are few, the difference is hidden like a figure.
- A nought has nobody behind it and may be shown. In a row of few it would say "none of them", so
  it is hidden there, if what has been shown before does not give it away; but not where a cut is
  by one thing alone: that nobody of a whole group was there says nothing of anyone, the city asks
  for it, and hiding it would cost a figure of another group.
"""

from collections.abc import Iterator
from math import ceil, log2

from exports.protection.figures import Cut, Figures, Key, Tables, name_of, persons_in
from exports.protection.laws import SESSIONS
from exports.protection.model import FEW, Cell, Guard, Relation

_IMPORTANCE = {
    "unika": 3.0,
    "deltagartillfallen": 3.0,
    "tillfallen": 3.0,
    "unika_registrerade": 2.0,
    "aterkommande": 2.0,
    "nya": 1.5,
}
"""How much is lost with a figure, beside the others."""
_DIFFERENCES = (
    ("unika_registrerade", "aterkommande"),
    ("aterkommande", "regelbundna"),
    ("unika_registrerade", "individuellt_stod"),
    ("deltagartillfallen", "deltagartillfallen_registrerade"),
    ("unika", "unika_lagst"),
)
_OF_EVERYONE = ("unika_registrerade", "individuellt_stod", "aterkommande")
"""What no part has more of than the total: the rest is people who were only elsewhere."""


def people_behind(figures: Figures) -> int:
    """How many people stand behind a row, at least."""
    held = figures["tillfallen"]
    at_once = ceil(figures["deltagartillfallen"] / held) if held else 0
    return max(figures["unika"], at_once)


def row_cells(cut: Cut, key: Key, figures: Figures) -> Iterator[Cell]:
    """The printed figures of a row."""
    few = people_behind(figures) in FEW
    for measure, value in figures.items():
        yield Cell(
            name_of(cut, key, measure),
            value,
            _guard(cut, figures, measure, few=few),
            cost=_cost(measure, value),
            # A row without a session is left out.
            least=1 if measure == "tillfallen" and cut and persons_in(cut) < 2 else 0,
        )


def differences(cut: Cut, key: Key, figures: Figures) -> Iterator[tuple[Cell, Relation]]:
    """Few people that stand in no table, but between two figures of a row."""
    for more, less in _DIFFERENCES:
        value = figures[more] - figures[less]
        yield from _between(value, name_of(cut, key, more), name_of(cut, key, less))
    heads = figures["deltagartillfallen"] - figures["deltagartillfallen_registrerade"]
    known = heads - figures["unika_uppskattade"]
    if known in FEW:
        name = ("utom", *_flat(name_of(cut, key, "deltagartillfallen")), "nya")
        yield (
            Cell(name, known, Guard.ALWAYS, printed=False),
            Relation(
                (
                    (1, name),
                    (1, name_of(cut, key, "unika_uppskattade")),
                    (1, name_of(cut, key, "deltagartillfallen_registrerade")),
                    (-1, name_of(cut, key, "deltagartillfallen")),
                )
            ),
        )


def only_elsewhere(tables: Tables, cut: Cut) -> Iterator[tuple[Cell, Relation]]:
    """Few people who are in a total but not in one of its parts."""
    if persons_in(cut):
        return
    for at, dimension in enumerate(cut):
        fewer = (*cut[:at], *cut[at + 1 :])
        measures = _OF_EVERYONE if dimension.of_time else (*_OF_EVERYONE, "nya", "tidigare")
        for key, figures in tables[cut].items():
            total = (*key[:at], *key[at + 1 :])
            for measure in measures:
                value = tables[fewer][total][measure] - figures[measure]
                more = name_of(fewer, total, measure)
                yield from _between(value, more, name_of(cut, key, measure))


def _between(
    value: int, more: str | tuple[str, ...], less: str | tuple[str, ...]
) -> Iterator[tuple[Cell, Relation]]:
    if value in FEW:
        name = ("utom", *_flat(more), *_flat(less))
        cell = Cell(name, value, Guard.ALWAYS, printed=False)
        yield cell, Relation(((1, name), (1, less), (-1, more)))


def _flat(name: str | tuple[str, ...]) -> tuple[str, ...]:
    return (name,) if isinstance(name, str) else name


def _guard(cut: Cut, figures: Figures, measure: str, *, few: bool) -> Guard:
    value = figures[measure]
    if measure in SESSIONS and _few_individually(figures, measure):
        return Guard.ALWAYS
    if measure in SESSIONS and not persons_in(cut):
        return Guard.NONE
    if few and not value:
        return Guard.WISH if len(cut) > 1 else Guard.NONE
    if measure in SESSIONS:
        return Guard.UNLESS_KNOWN if few else Guard.NONE
    return Guard.ALWAYS if few or value in FEW else Guard.NONE


def _few_individually(figures: Figures, measure: str) -> bool:
    """Whether few had the individual sessions, as far as is known: most have one person each."""
    value = figures[measure]
    if measure != "individuella" or not value:
        return False
    return value in FEW or figures["individuellt_stod"] in FEW


def _cost(measure: str, value: int) -> float:
    """What is lost: the more the more it counts. A nought that is hidden looks like a mistake."""
    size = 1 + log2(1 + value) / 8 if value else 2
    return _IMPORTANCE.get(measure, 1.0) * size
