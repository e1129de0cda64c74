"""What the screen Rapport says beside its figures: how far texts, economy and checks have come."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from exports.report.content.corrections import changed_in_words
from exports.report.content.words import kronor
from exports.report.figure_words import measure_in_words
from halsoverkstad.domain.economy import CostLine, Economy, total
from halsoverkstad.domain.programme import Programme
from halsoverkstad.domain.report import Part, TextKey
from halsoverkstad.domain.report_names import BEFORE, TOTAL
from halsoverkstad.domain.words import COMMON_LABEL
from screens.figures import value_label
from screens.report_standing import Standing, Written
from screens.words import count, number, short_date
from storage.finding import Finding
from storage.report_texts import ReportText
from storage.report_trace import Figure
from storage.revisions import Revised, Revision

SEVERITIES: Mapping[str, tuple[str, str]] = {
    "fel": ("fel", "fel"),
    "varning": ("varning", "varningar"),
    "fraga": ("fråga", "frågor"),
}
ABOUT_PANEL = (
    "Universitetet frågar samma personer år efter år. Enter (F12) går till panelen: dra en omgång, "
    "skriv koderna till en fil, följ bortfallet och skriv in hur många som svarade. Antalen står i "
    "rapporten under Uppföljning av sig själva."
)
_SHOWN = 12
_MARKS = {
    Written.OWN: "●",
    Written.OFFERED: "○",
    Written.NOTHING: "–",
    Written.MISSING: "▲",
    Written.OPTIONAL: " ",
}
_MOST_SESSIONS = 3
_MAIN = ("T1.", "T2.")


def text_label(key: TextKey) -> str:
    """What a text is called."""
    if key.part is Part.WORKSHOP:
        return f"Verkstaden {key.workshop}" if key.workshop else COMMON_LABEL
    return key.part.label


def text_mark(state: Written) -> str:
    """A sign for how far a text has come, told apart without colour."""
    return _MARKS[state]


def text_state(state: Written, text: ReportText | None) -> str:
    """How far a text has come, in words."""
    match state:
        case Written.OWN:
            return "skriven"
        case Written.OFFERED:
            return f"förslag från {text.offered_from.name}" if text and text.offered_from else ""
        case Written.NOTHING:
            return "inget att säga"
        case Written.MISSING:
            return "saknas"
        case Written.OPTIONAL:
            return "valfri"


def texts_value(standing: Standing) -> str:
    """`3 av 8 skrivna`."""
    states = standing.texts.values()
    wanted = [each for each in states if each is not Written.OPTIONAL]
    ready = sum(each in {Written.OWN, Written.NOTHING} for each in wanted)
    return f"{ready} av {len(wanted)} klara"


def texts_detail(standing: Standing) -> str:
    """Every text with its state."""
    lines = [
        f"{text_mark(state)} {text_label(key)}: {text_state(state, standing.source.texts.get(key))}"
        for key, state in standing.texts.items()
    ]
    offered = Written.OFFERED in standing.texts.values()
    note = (
        "Ett förslag står bara i utkast, med en anmärkning, tills det har sparats."
        if offered
        else ""
    )
    return "\n".join([*lines, *(("", note) if note else ())])


def findings_value(found: Sequence[Finding] | None) -> str:
    """`2 fel · 6 varningar`."""
    if found is None:
        return "kontrollerar …"
    counted = Counter(each.severity for each in found)
    words = [
        count(counted[severity], *names)
        for severity, names in SEVERITIES.items()
        if counted[severity]
    ]
    return " · ".join(words) or "inget att se till"


def findings_detail(found: Sequence[Finding] | None) -> str:
    """What stops it, and the first of the rest."""
    if found is None:
        return "Kontrollerar …"
    if not found:
        return "Kontrollen hittar inget. Rapporten kan fastställas."
    wrong = sum(each.severity == "fel" for each in found)
    head = (
        f"{count(wrong, 'fel', 'fel')} hindrar att rapporten fastställs. Den kan göras som utkast."
        if wrong
        else "Inget hindrar att rapporten fastställs. Det här är värt en titt först:"
    )
    lines = [f"{sign(each)} {each.what} ({each.where})" for each in found[:_SHOWN]]
    left = len(found) - _SHOWN
    return "\n".join([head, "", *lines, *((f"… och {left} till",) if left > 0 else ())])


def sign(found: Finding) -> str:
    """A sign for how grave it is, told apart without colour."""
    return {"fel": "▲", "varning": "!", "fraga": "?"}[found.severity]


def economy_value(economy: Economy) -> str:
    """`differens −73 375 kr`."""
    if not economy.lines:
        return "saknas"
    return f"differens {kronor(total(economy.lines).difference)}"


def economy_detail(standing: Standing) -> str:
    """Lines, surplus and extra grants, and what does not come out."""
    economy = standing.source.economy
    if economy.empty:
        return (
            "Budget och utfall är inte inskrivna. Enter skriver in dem, eller läser dem ur en fil."
        )
    return "\n".join(_economy_lines(economy))


def _economy_lines(economy: Economy) -> Iterator[str]:
    for funder in economy.funders:
        if len(economy.funders) > 1 or funder:
            yield funder or "Utan finansiär"
        lines = economy.of(funder)
        yield from (_cost(each) for each in lines)
        if lines:
            yield _cost(total(lines))
        surplus = economy.surplus_of(funder)
        if surplus:
            carried = surplus.carried(total(lines).difference)
            yield f"Överskott: in {kronor(surplus.brought_in)}, att föra vidare {kronor(carried)}"
        yield ""
    for grant in economy.grants:
        yield f"{grant.purpose}: {kronor(grant.left)} kvar av {kronor(grant.amount)}"


def _cost(line: CostLine) -> str:
    return (
        f"{line.cost}: {kronor(line.budget)} − {kronor(line.outcome)} = {kronor(line.difference)}"
    )


def follow_up_detail(standing: Standing) -> str:
    """What was measured, and how many answered."""
    items = standing.source.follow_ups
    if not items:
        return (
            "Inga mått är inskrivna: vad som mättes, med vilket instrument, hur många som svarade."
        )
    return "\n\n".join(
        f"{each.measure} ({each.instrument})\n{answered(each.asked, each.answered)}\n{each.result}"
        for each in items
    )


def answered(asked: int | None, replied: int | None) -> str:
    """`120 av 313 svarade`, as far as it is known."""
    if replied is None:
        return "antal svar saknas"
    return f"{number(replied)} svarade" + ("" if asked is None else f" av {number(asked)}")


def resources_detail(standing: Standing) -> str:
    """What partners put in."""
    items = standing.source.resources
    if not items:
        return "Inget är inskrivet om vad parterna satte in av egna resurser."
    return "\n".join(
        f"{each.partner}: {each.resource}"
        + ("" if each.kronor is None else f" ({kronor(each.kronor)})")
        for each in items
    )


def settled_value(standing: Standing) -> str:
    """`19 dec 2024`, and how many figures are others since."""
    if standing.settled is None:
        return "inte än"
    day = short_date(standing.settled.made.date(), standing.source.today)
    if standing.revised is None:
        return f"{day}, gäller än"
    return f"{day}, {count(len(standing.revised.revisions), 'siffra ändrad', 'siffror ändrade')}"


def settled_detail(standing: Standing) -> str:
    """What was settled and what would be said now, and because of which sessions."""
    settled = standing.settled
    if settled is None:
        return (
            "Rapporten är inte fastställd. När den fastställs sparas siffror, texter, inställningar "
            "och kontrollsumma; ändras något sedan dess står det här."
        )
    head = f"Fastställd {settled.made:%Y-%m-%d} på {settled.laptop}.\n{settled.checksum}"
    if standing.revised is None:
        return f"{head}\n\nAlla siffror är desamma nu."
    return "\n\n".join([head, *_revisions(standing, standing.revised)])


def _revisions(standing: Standing, revised: Revised) -> Iterator[str]:
    """The main figures that are others now; the rest are counted."""
    main = [
        each
        for each in revised.revisions
        if each.name.startswith(_MAIN) and not each.name.endswith(f".{BEFORE}")
    ]
    totals_first = sorted(main, key=lambda each: not each.name.endswith(f".{TOTAL}"))
    for why, together in groupby(totals_first, key=_because):
        # The whole programme is a row of more than one table.
        lines = dict.fromkeys(_revision(standing, each) for each in together)
        yield "\n".join([*lines, f"  {why}"])
    others = len(revised.revisions) - len(main)
    if others:
        yield f"Ytterligare {count(others, 'siffra', 'siffror')} har ändrats."


def _revision(standing: Standing, revision: Revision) -> str:
    figure = standing.source.counted.figures[revision.name]
    label = figure_label(standing.source.programme, figure)
    return f"{label}: fastställt {number(revision.published)}, nu {number(revision.now)}"


def _because(revision: Revision) -> str:
    named = [changed_in_words(each) for each in revision.because[:_MOST_SESSIONS]]
    left = len(revision.because) - len(named)
    if left > 0:
        named.append(f"och {count(left, 'tillfälle', 'tillfällen')} till")
    if named:
        return "; ".join(named)
    return f"{'gränserna' if revision.other_definitions else 'uppgifter om deltagare'} har ändrats"


ABOUT_MAKING = (
    "Enter gör filen: Word, Excel, PDF, Markdown eller JSON; som utkast, eller fastställd när inget "
    "fel hindrar.\n\nSmå tal är skyddade om du inte väljer ”intern”."
)


def figure_label(programme: Programme, figure: Figure) -> str:
    """What a figure measures, and of what: `Unika deltagare · vuxna`."""
    trace = figure.trace
    parts = [
        value_label(programme, dimension, value)
        for dimension, value in zip(trace.dimensions, trace.key, strict=False)
    ]
    return " · ".join([measure_in_words(trace), *parts])
