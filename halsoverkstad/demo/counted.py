"""People counted without name, and those who found no place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from halsoverkstad.demo.gatherings import AREA_DAY, FORUM, Gathering
from halsoverkstad.demo.plan import ADULTS, CHILDREN, NEW_HEADS, PROFESSIONALS, VISITS, Series
from halsoverkstad.demo.sharing import apportion
from halsoverkstad.domain.facts import Heads

_AT_EVENTS = {
    AREA_DAY: {CHILDREN: (25, 50), ADULTS: (15, 30), PROFESSIONALS: (1, 4)},
    FORUM: {ADULTS: (4, 12), PROFESSIONALS: (1, 4)},
    "": {CHILDREN: (8, 20), ADULTS: (4, 10)},
}
"""From how many to how many people of a group nobody registers, by kind of event."""
_AT_DROP_INS = {CHILDREN: (2, 8), ADULTS: (2, 6)}
_CIRCLES_WITH_HEADS = 0.32
_NEW_KNOWN = 0.65
_SOUGHT_AFTER = ("Matlagningscirkel", "Syverkstad", "Yoga")


@dataclass(frozen=True)
class _Crowd:
    """People of one group nobody registered at one session."""

    gathering: Gathering
    group: str
    likely: float
    """How many, before the sum is made to fit."""


def count_heads(rng: Random, gatherings: Sequence[Gathering]) -> None:
    """Add as many people without name as are missing to the year's visits."""
    registered = sum(len(gathering.present) for gathering in gatherings)
    crowds = [crowd for gathering in gatherings for crowd in _crowds(rng, gathering)]
    counts = apportion(VISITS - registered, [crowd.likely for crowd in crowds])
    for group, new in NEW_HEADS.items():
        pairs = zip(crowds, counts, strict=True)
        _note(rng, [pair for pair in pairs if pair[0].group == group and pair[1]], new)


def turn_some_away(rng: Random, gatherings: Sequence[Gathering]) -> None:
    """Let the best attended sessions be full now and then."""
    full = [each for each in gatherings if each.activity in _SOUGHT_AFTER and each.circle]
    full.sort(key=lambda each: -len(each.present))
    young = [each for each in gatherings if each.series is Series.YOUNG]
    for gathering in rng.sample(full[:90], 34) + rng.sample(young, 5):
        gathering.turned_away = rng.choice((1, 1, 2, 2, 3, 4, 6))


def _crowds(rng: Random, gathering: Gathering) -> Iterable[_Crowd]:
    ranges: dict[str, tuple[int, int]] = {}
    match gathering.series:
        case Series.EVENT:
            ranges = _AT_EVENTS.get(gathering.activity, _AT_EVENTS[""])
        case Series.DROP_IN:
            ranges = _AT_DROP_INS
        case Series.CIRCLE if not gathering.empty and rng.random() < _CIRCLES_WITH_HEADS:
            ranges = {rng.choices((ADULTS, CHILDREN), (70, 30))[0]: (1, 5)}
        case _:
            pass
    return [_Crowd(gathering, group, rng.uniform(*range_)) for group, range_ in ranges.items()]


def _note(rng: Random, counted: Sequence[tuple[_Crowd, int]], new: int) -> None:
    """Note the heads of one group; where it is known how many are new, those add up to `new`."""
    known = [rng.random() < _NEW_KNOWN for _ in counted]
    weights = [
        count**0.5 if sure and crowd.gathering.series is not Series.CIRCLE else 0.0
        for (crowd, count), sure in zip(counted, known, strict=True)
    ]
    parts = apportion(new, weights, [count for _, count in counted])
    for (crowd, count), sure, part in zip(counted, known, parts, strict=True):
        crowd.gathering.heads[crowd.group] = Heads(count, part if sure else None)
