"""What the room of the survey's panel says: rounds, how they were drawn, what became of them."""

from collections.abc import Iterator, Mapping, Sequence

from halsoverkstad.domain.numbers import percent
from halsoverkstad.domain.programme import Programme
from halsoverkstad.domain.words import COMMON_LABEL
from screens.attendance_rows import short_group
from screens.widgets.paged_table import cut
from screens.words import count, number, short_date
from storage.panel import Draw, Stratum
from storage.panel_following import Asked, Attrition, Standing

ALL = "Alla"
NOT_DRAWN = (
    "Ingen panel är dragen än.\n\n"
    "Universitetet frågar samma personer år efter år. D drar en omgång: ett slumpat urval bland "
    "dem som återkommer, efter verkstad och grupp. Frö och datum sparas, så att urvalet kan göras "
    "om och kontrolleras. Den som säger nej tillfrågas inte."
)
NOT_HERE = (
    "Ingen panel är dragen än.\n\n"
    "Panelen dras på samordnarens dator och kommer hit med samordnarens fil (F8, läs in fil). Då "
    "syns här vilka av dem du känner vid namn. Namnen lämnar aldrig den här datorn."
)
CARE = "Namnen finns bara på den här datorn. Visa inte listan för andra."
_ELSEWHERE = "finns även på annan dator"
_UNKNOWN = "känd på en annan dator"
_WHY_NOT = {
    Standing.REFUSED: "vill inte",
    Standing.ERASED: "raderad",
    Standing.MERGED: "samma som en annan",
}
_GAP = "  "
_LEAST_LABEL = 12


def round_label(programme: Programme, draw: Draw) -> str:
    """Which round it is, and of which panel: `2024, vuxna`, `2024, vuxna, Kvinnors hälsa`."""
    groups = [short_group(programme, each) for each in draw.groups]
    workshops = [each or COMMON_LABEL for each in draw.workshops]
    return ", ".join([draw.period.name, *groups, *workshops])


def round_line(programme: Programme, draw: Draw) -> str:
    """A round in a list to pick from."""
    drawn = count(len(draw.members), "person", "personer")
    return (
        f"{round_label(programme, draw)} · {drawn}, dragen {short_date(draw.day)} {draw.day.year}"
    )


def how_drawn(draw: Draw) -> str:
    """When, by which seed, and how many at most."""
    return f"dragen {draw.day} med frö {draw.seed}, högst {number(draw.size)} av varje"


def stratum_label(programme: Programme, draw: Draw, stratum: Stratum | None) -> str:
    """A workshop, and the group if the panel has several."""
    if stratum is None:
        return ALL
    workshop = stratum.workshop or COMMON_LABEL
    if len(draw.groups) < 2:
        return workshop
    return f"{workshop}, {short_group(programme, stratum.group)}"


def strata_lines(
    programme: Programme, draw: Draw, found: Mapping[Stratum | None, Attrition], width: int
) -> list[str]:
    """A heading, and a line a stratum: how many were drawn, stayed, left, answered."""
    columns = [list(each) for each in _columns(list(found.values()))]
    widths = [max(map(len, each)) for each in columns]
    room = max(width - sum(widths) - len(_GAP) * len(widths), _LEAST_LABEL)
    labels = ["Verkstad", *(stratum_label(programme, draw, each) for each in found)]
    return [
        f"{_fitted(label, room)}"
        + "".join(
            f"{_GAP}{column[at]:>{wide}}" for column, wide in zip(columns, widths, strict=True)
        )
        for at, label in enumerate(labels)
    ]


def member_cells(
    programme: Programme, draw: Draw, asked: Asked, *, known_here: bool
) -> tuple[str, ...]:
    """A member as the texts of a line: name or code, workshop, asked before, what to know, code.

    Where nobody is `known_here`, it is not said of each.
    """
    name = " = ".join(asked.names) or asked.code
    return (
        name,
        stratum_label(programme, draw, asked.stratum),
        "ja" if asked.kept else "",
        _to_know(asked, known_here=known_here),
        asked.code,
    )


def trial_lines(programme: Programme, draw: Draw, found: Mapping[Stratum | None, Attrition]) -> str:
    """What a draw would be: how many, never who, so that nobody draws until it suits."""
    lines = [
        f"{stratum_label(programme, draw, stratum)}: {_would_be(each)}"
        for stratum, each in found.items()
    ]
    return "\n".join(lines)


def drawn(draw: Draw, *, travels: bool) -> str:
    """What is said when a round has been drawn."""
    said = f"{count(len(draw.members), 'person', 'personer')} dragna med frö {draw.seed}."
    return f"{said} Skriv filen till datorerna (F8)." if travels else f"{said} Ctrl+Z ångrar."


def noted(asked: Asked, *, refuses: bool, travels: bool) -> str:
    """What is said when it has been noted whether somebody wants to be asked."""
    who = " = ".join(asked.names) or asked.code
    will = "tillfrågas inte" if refuses else "kan tillfrågas"
    file = " Det följer med nästa fil." if travels else ""
    return f"Noterat: {who} {will}.{file} Ctrl+Z ångrar."


def _columns(found: Sequence[Attrition]) -> Iterator[Iterator[str]]:
    def column(heading: str, *values: str) -> Iterator[str]:
        yield heading
        yield from values

    yield column("Valda", *(f"{number(each.drawn)} av {number(each.eligible)}" for each in found))
    if any(each.before for each in found):
        yield column("Kvar", *(f"{number(each.stayed)} av {number(each.before)}" for each in found))
        yield column("Nya", *(number(each.fresh) for each in found))
    yield column("Bortfall", *(number(each.left) for each in found))
    yield column("Nådda", *(number(each.reached) for each in found))
    yield column("Svarade", *(_answered(each) for each in found))


def _answered(each: Attrition) -> str:
    share = f" ({percent(each.answered / each.drawn)})" if each.drawn and each.answered else ""
    return f"{number(each.answered)}{share}"


def _would_be(each: Attrition) -> str:
    parts = [f"{number(each.drawn)} av {number(each.eligible)}"]
    if each.before:
        parts.append(f"{number(each.stayed)} från förra omgången, {number(each.fresh)} nya")
    return ", ".join(parts)


def _to_know(asked: Asked, *, known_here: bool) -> str:
    if asked.standing is not Standing.IN:
        return _WHY_NOT[asked.standing]
    if not asked.names:
        return _UNKNOWN if known_here else ""
    return _ELSEWHERE if asked.elsewhere else ""


def _fitted(label: str, width: int) -> str:
    return f"{cut(label, width):{width}}"
