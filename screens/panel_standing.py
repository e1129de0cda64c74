"""How a round of the survey's panel stands: how it was drawn, who it is, what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storage import joining, panel
from storage.panel import Draw, Response, Stratum
from storage.panel_following import Asked, Attrition, attrition, roster
from storage.store import Store


@dataclass(frozen=True)
class Round:
    """A round as this computer knows it; `own` is what it said itself of how many answered."""

    draw: Draw
    found: Mapping[Stratum | None, Attrition]
    asked: Sequence[Asked]
    own: Mapping[Stratum, Response]

    @property
    def known_here(self) -> bool:
        """Whether this computer knows anybody of it by name."""
        return any(each.names for each in self.asked)

    @property
    def strata(self) -> list[Stratum | None]:
        """All together (None), then each workshop and group."""
        return list(self.found)

    def of(self, stratum: Stratum | None) -> list[Asked]:
        """Those of a stratum; None: all."""
        return [each for each in self.asked if stratum in {None, each.stratum}]


@dataclass(frozen=True)
class Standing:
    """All rounds, the earliest first, and the one that is shown.

    `draws_here`: this is no laptop of a programme. `travels`: other computers will hear of changes.
    """

    draws: Sequence[Draw]
    shown: Round | None
    draws_here: bool
    travels: bool

    @property
    def at(self) -> int:
        """The place of the round that is shown."""
        drawn = [each.id for each in self.draws]
        return drawn.index(self.shown.draw.id) if self.shown else 0


def standing(store: Store, wanted: bytes | None) -> Standing:
    """How the round with that id stands; without one, or if it is gone, the latest."""
    with store.snapshot():
        member = joining.membership(store)
        draws = panel.draws(store)
        chosen = next((each for each in draws if each.id == wanted), draws[-1] if draws else None)
        return Standing(
            draws,
            None if chosen is None else _round(store, chosen),
            member is None or member.role != joining.LAPTOP,
            member is not None,
        )


def _round(store: Store, draw: Draw) -> Round:
    return Round(
        draw, attrition(store, draw), roster(store, draw), dict(panel.own_responses(store, draw))
    )
