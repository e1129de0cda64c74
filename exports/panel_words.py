"""The survey's panel in words, for the command line."""

from collections.abc import Iterator, Mapping

from exports.safe_text import shown
from halsoverkstad.domain.numbers import percent, thousands
from halsoverkstad.domain.programme import Programme
from halsoverkstad.domain.words import COMMON_LABEL
from storage.panel import Draw, Stratum
from storage.panel_following import Asked, Attrition, Standing


def overview(programme: Programme, draw: Draw, found: Mapping[Stratum | None, Attrition]) -> str:
    """How a round was drawn, and what became of it."""
    return "".join(f"{line}\n" for line in _overview(programme, draw, found))


def trial(programme: Programme, draw: Draw, found: Mapping[Stratum | None, Attrition]) -> str:
    """What a round would be: how many of how many, never who, so that nobody draws until it suits.

    The seed is not told: one that was made for a trial is not that of the round.
    """
    heading = (
        f"Panelen {draw.period.name} skulle bli, med högst {draw.size} av varje verkstad och grupp "
        "bland dem som återkommit:"
    )
    lines = [
        heading,
        *(f"  {_name(programme, stratum)}: {_would_be(each)}" for stratum, each in found.items()),
        "Vilka de är syns först när omgången är dragen. Inget är sparat.",
    ]
    return "".join(f"{line}\n" for line in lines)


def roster(programme: Programme, asked: list[Asked]) -> str:
    """Whom to ask, by name where this computer knows it."""
    return "".join(f"{line}\n" for line in _roster(programme, asked))


def stratum_label(programme: Programme, stratum: Stratum) -> str:
    """A stratum in words."""
    workshop = stratum.workshop or COMMON_LABEL
    return f"{workshop}, {programme.group_label(stratum.group)}"


def _overview(
    programme: Programme, draw: Draw, found: Mapping[Stratum | None, Attrition]
) -> Iterator[str]:
    period = draw.period
    yield (
        f"Panelen {period.name}: dragen {draw.day} med frö {draw.seed}, högst {draw.size} av varje "
        "verkstad och grupp, bland dem som återkommit."
    )
    for stratum, each in found.items():
        yield f"  {_name(programme, stratum)}: {_became(each)}"


def _name(programme: Programme, stratum: Stratum | None) -> str:
    return "Alla" if stratum is None else stratum_label(programme, stratum)


def _would_be(each: Attrition) -> str:
    return " · ".join(_drawn(each))


def _drawn(each: Attrition) -> Iterator[str]:
    yield f"{thousands(each.drawn)} av {thousands(each.eligible)}"
    if each.before:
        yield (
            f"{thousands(each.stayed)} kvar av förra omgångens {thousands(each.before)}, "
            f"{thousands(each.fresh)} nya"
        )


def _became(each: Attrition) -> str:
    parts = [*_drawn(each)]
    if each.left:
        parts.append(f"{thousands(each.left)} har fallit bort sedan dragningen")
    parts.append(f"{thousands(each.reached)} nådda")
    rate = f" ({percent(each.answered / each.drawn)})" if each.drawn else ""
    parts.append(f"{thousands(each.answered)} svarade{rate}")
    return " · ".join(parts)


def _roster(programme: Programme, asked: list[Asked]) -> Iterator[str]:
    known = [each for each in asked if each.names]
    if known:
        yield ""
        yield "Kända på den här datorn (visa inte listan för andra):"
        for each in known:
            names = " = ".join(map(shown, each.names))
            also = "; även på en annan dator, bestäm vem som frågar" if each.elsewhere else ""
            yield f"  {names} ({each.code}) – {_told(programme, each)}{also}"
    if len(known) < len(asked):
        yield ""
        yield "Kända på andra datorer:" if known else "Ingen av dem är känd vid namn här:"
        for each in asked:
            if not each.names:
                yield f"  {each.code} – {_told(programme, each)}"


def _told(programme: Programme, each: Asked) -> str:
    words = [stratum_label(programme, each.stratum)]
    if each.kept:
        words.append("frågades förra omgången")
    if each.standing is not Standing.IN:
        words.append(f"fråga inte: {each.standing.value}")
    return ", ".join(words)
