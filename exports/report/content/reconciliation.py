"""What adds up and what does not: counted figures, printed ones, and the economy.

The program says by how much figures are apart, never which of them is wrong.
"""

from collections.abc import Iterator

from exports.report.content.cells import Cells
from exports.report.content.words import capital, kronor, short_name
from exports.report.model import Box
from exports.report.source import Source
from exports.statistics_words import HIDDEN
from halsoverkstad.domain.adding_up import Mismatch, Sort, mismatches, not_by_group, share_in_words
from halsoverkstad.domain.economy import Contradiction, contradictions, total
from halsoverkstad.domain.numbers import decimal, thousands
from halsoverkstad.domain.published import PublishedPeriod
from halsoverkstad.domain.report_names import TOTAL

TITLE = "Avstämning"
NOBODY_KNOWS = (
    "Programmet visar att siffrorna inte går ihop och hur mycket som skiljer, men kan inte avgöra "
    "vilken av dem som är fel."
)


def box(source: Source, cells: Cells) -> Box:
    """What was held against each other, a line each."""
    return Box(TITLE, tuple(_lines(source, cells)))


def economy_lines(source: Source) -> Iterator[str]:
    """The amounts of the period that should be equal and are not."""
    yield from map(apart_in_words, contradictions(source.economy, source.economy_before))


def apart_in_words(each: Contradiction) -> str:
    """Two amounts that should be equal, in a sentence."""
    whose = f" ({each.funder})" if each.funder else ""
    against = "förra periodens utgående" if each.what == "överskott in" else "framräknat"
    return (
        f"{capital(each.what)}{whose}: angivet {kronor(each.noted)}, "
        f"{against} {kronor(each.computed)}; skillnaden är {kronor(abs(each.difference))}."
    )


def in_words(mismatch: Mismatch) -> str:
    """Printed figures that do not add up, in a sentence."""
    where = f"Publicerat för {mismatch.period}"
    printed, difference = mismatch.printed, mismatch.difference
    match mismatch.sort:
        case Sort.GROUPS:
            return (
                f"{where}: {_sum(mismatch.parts)} = {thousands(mismatch.computed)} unika deltagare "
                f"i grupperna, men totalen anges till {thousands(printed)}; skillnaden är "
                f"{thousands(difference)}."
            )
        case Sort.DIFFERENCE:
            return (
                f"{where}: {_sum(mismatch.parts)} = {kronor(mismatch.computed)}, men differensen "
                f"({mismatch.what.lower()}) anges till {kronor(printed)}; skillnaden är "
                f"{kronor(difference)}."
            )
        case Sort.LINES:
            return (
                f"{where}: raderna för {mismatch.what} blir {kronor(mismatch.computed)}, men "
                f"summan anges till {kronor(printed)}; skillnaden är {kronor(difference)}."
            )
        case Sort.CARRIED:
            return (
                f"{where}: {mismatch.what} förs in med {kronor(printed)}, men budget minus utfall "
                f"var då {kronor(mismatch.computed)}; skillnaden är {kronor(difference)}."
            )
        case Sort.SURPLUS:
            return (
                f"{where}: {mismatch.what} anges till {kronor(printed)}, men "
                f"{_sum(mismatch.parts)} = {kronor(mismatch.computed)}; skillnaden är "
                f"{kronor(difference)}."
            )
        case Sort.SHARE:
            return _share(mismatch, where)


def printed_lines(source: Source) -> Iterator[str]:
    """Everything that does not add up in what was printed, up to the period's end."""
    for printed in source.published.up_to(source.period):
        yield from map(in_words, mismatches(source.published, printed))
        left = not_by_group(printed)
        if left:
            yield (
                f"Publicerat för {printed.period.name}: {thousands(left)} av "
                f"{thousands(printed.value('unika') or 0)} unika deltagare är inte fördelade på "
                "någon grupp."
            )


def _lines(source: Source, cells: Cells) -> Iterator[str]:
    if source.counted.now.total.figures["tillfallen"]:
        yield _groups(source, cells)
        yield from _workshops(source, cells)
    else:
        yield _nothing_counted(source)
    if source.published_now:
        yield from _against_print(source, cells, source.published_now)
    printed = list(printed_lines(source))
    yield from printed
    yield from economy_lines(source)
    yield from _economy_against_print(source)
    if printed:
        yield NOBODY_KNOWS


def _groups(source: Source, cells: Cells) -> str:
    parts = " + ".join(cells.words(f"T1.unika.{each}", HIDDEN) for each in source.counted.groups)
    return f"Räknat: grupperna är tillsammans {parts} = {cells.words(f'T1.unika.{TOTAL}')} unika."


def _nothing_counted(source: Source) -> str:
    since = source.counted.logged_since
    if since is not None and since > source.period.last:
        return (
            f"Loggen förs sedan {since}, efter periodens slut: nollorna i tabellerna betyder att "
            "inget är loggat, inte att inget hölls."
        )
    return "Inga tillfällen är loggade i perioden."


def _workshops(source: Source, cells: Cells) -> Iterator[str]:
    """Why the workshops' unique people are more than the total."""
    parts = [
        cells.number(name)
        for name in source.counted.figures
        if name.startswith("T2.unika_registrerade.") and name.count(".") == 2
    ]
    *each, whole = parts
    if len(each) > 1 and whole is not None and all(part is not None for part in each):
        together = sum(part or 0 for part in each)
        if together > whole:
            yield (
                f"Räknat: verkstäderna har var för sig {thousands(together)} registrerade personer "
                f"och programmet {thousands(whole)}; den som varit med i flera verkstäder räknas "
                "en gång i var och en och en gång i programmet."
            )


def _against_print(source: Source, cells: Cells, printed: PublishedPeriod) -> Iterator[str]:
    """The same period, counted and printed."""
    unique = printed.value("unika")
    said = [] if unique is None else [f"unika totalt {thousands(unique)}"]
    counted = [] if unique is None else [f"unika totalt {cells.words(f'T1.unika.{TOTAL}')}"]
    for group, number in printed.groups.items():
        label = source.programme.group_label(group)
        said.append(f"{label} {thousands(number)}")
        counted.append(f"{label} {cells.words(f'T1.unika.{group}')}")
    published = f"För {short_name(source.period)} har publicerats {', '.join(said)}"
    if source.counted.now.total.figures["tillfallen"]:
        yield f"{published}; räknat är {', '.join(counted)}."
    else:
        yield f"{published}; inget är räknat att jämföra med."


def _economy_against_print(source: Source) -> Iterator[str]:
    """What has been noted of the period's economy, against what was printed of it."""
    printed = source.published_now.economy if source.published_now else None
    if printed is None or not source.economy.lines:
        return
    noted, was = total(source.economy.lines), printed.total.line
    for what, now, then in (
        ("budget", noted.budget, was.budget),
        ("utfall", noted.outcome, was.outcome),
    ):
        if now != then:
            yield (
                f"För {short_name(source.period)} har publicerats {what} {kronor(then)}, men i "
                f"ekonomin står {kronor(now)}; skillnaden är {kronor(abs(now - then))}."
            )


def _share(mismatch: Mismatch, where: str) -> str:
    some, all_ = mismatch.parts
    stated = share_in_words(mismatch.words)
    counted = f"{_whole_percent(some, all_)}"
    points = 0 if stated is None else abs(100 * some / all_ - 100 * float(stated))
    return (
        f"{where}: {thousands(some)} av {thousands(all_)} är {counted}, men andelen anges som "
        f"”{mismatch.words}”; skillnaden är {decimal(points)} procentenheter."
    )


def _whole_percent(some: int, all_: int) -> str:
    return f"{thousands(round(100 * some / all_))}\u00a0%"


def _sum(parts: tuple[int, ...]) -> str:
    """`1 711 + 708 + 106`, `555 000 − 322 614`."""
    first, *others = parts
    rest = (f" {'−' if each < 0 else '+'} {thousands(abs(each))}" for each in others)
    return thousands(first) + "".join(rest)
