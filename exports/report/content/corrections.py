"""What settled reports said and what would be said now, and because of which sessions."""

from collections.abc import Iterator

from exports.protection.model import FEW
from exports.report.content.cells import Cells
from exports.report.content.words import several, short_name
from exports.report.figure_words import figure_in_words
from exports.report.model import Block, Bullets, Paragraph
from exports.report.source import Source
from halsoverkstad.domain.numbers import thousands
from halsoverkstad.domain.report_names import BEFORE, TOTAL
from storage.revisions import Changed, Revised, Revision

_SESSIONS = "T2.tillfallen."
_REVISED = ("T1.unika.", "T1.deltagartillfallen.", "T1.aterkommande.", _SESSIONS)
_NAMED = 20
"""Sessions that are named behind one revised figure; the rest are counted."""
_NOT_NAMED = (
    "Tillfällena visas i programmet. Här nämns de inte, för att skydda de få personer som skillnaden "
    "gäller."
)


def blocks(source: Source, cells: Cells) -> Iterator[Block]:
    """Each settled report that no longer holds, and its main figures then and now."""
    if not source.revised:
        yield Paragraph("Inga siffror i tidigare fastställda rapporter har ändrats.")
    for each in source.revised:
        main = _main(each, cells)
        told = not cells.protecting or not any(map(_few, main))
        lines = tuple(
            _revision(figure_in_words(source.programme, each.counted[one.name]), one, told=told)
            for one in main
        )
        others = len(each.revisions) - len(lines)
        rest = f"{several(others, 'siffra', 'siffror')} {'till ' if lines else ''}har ändrats."
        yield Paragraph(
            f"Rapporten för {short_name(each.report.period)} fastställdes "
            f"{each.report.made.date().isoformat()}. Sedan dess har uppgifter tillkommit eller "
            "ändrats:"
        )
        yield Bullets((*lines, *((rest,) * (others > 0))))
        if not told:
            yield Paragraph(_NOT_NAMED)


def _main(revised: Revised, cells: Cells) -> list[Revision]:
    """The figures worth a line, the totals first.

    In a protected report no part of a table but sessions by workshop, and nothing that was hidden
    when it was settled or would be now.
    """
    found: list[tuple[int, bool, Revision]] = []
    for each in revised.revisions:
        part = not each.name.endswith(f".{TOTAL}")
        if each.name.endswith(f".{BEFORE}") or (cells.protecting and _kept(revised, cells, each)):
            continue
        found += (
            (order, part, each)
            for order, start in enumerate(_REVISED)
            if each.name.startswith(start)
        )
    return [each for _, _, each in sorted(found, key=lambda one: (one[1], one[0]))]


def _kept(revised: Revised, cells: Cells, revision: Revision) -> bool:
    """Whether a figure is kept back in a protected report."""
    if not revision.name.endswith(f".{TOTAL}") and not revision.name.startswith(_SESSIONS):
        return True
    hidden_now = cells.hides(revised.counted[revision.name].trace)
    return hidden_now or revision.name in revised.report.hidden


def _few(revision: Revision) -> bool:
    """Whether few people are between the two figures: where they were is then told in no file."""
    people = not revision.name.startswith((_SESSIONS, "T1.tillfallen."))
    return people and abs(revision.now - revision.published) in FEW


def _revision(what: str, revision: Revision, *, told: bool) -> str:
    said = f"{what}: publicerat {thousands(revision.published)}, nu {thousands(revision.now)}"
    return f"{said}, {_because(revision, told=told)}"


def _because(revision: Revision, *, told: bool) -> str:
    if revision.because and not told:
        number = several(len(revision.because), "tillfälle", "tillfällen")
        return f"på grund av {number}."
    if revision.because:
        named = "; ".join(map(changed_in_words, revision.because[:_NAMED]))
        left = len(revision.because) - _NAMED
        more = f"; och {several(left, 'tillfälle', 'tillfällen')} till" if left > 0 else ""
        return f"på grund av dessa tillfällen: {named}{more}."
    if revision.other_definitions:
        return "eftersom gränserna i programmets inställningar har ändrats."
    return "eftersom uppgifter om deltagare har ändrats."


def changed_in_words(changed: Changed) -> str:
    """A session that is not what it was, in a phrase."""
    place = changed.now or changed.then
    day = f" {place.day.isoformat()}" if place else ""
    activity = f" {changed.row.activity}" if changed.row and changed.row.activity else ""
    return f"{changed.code}{day}{activity} ({changed.why})"
