"""`rapport … --forklara NAMN`: what stands behind a figure of the report, in words."""

from collections.abc import Iterator
from difflib import get_close_matches

from exports.measures import MEASURE_LABELS, definition
from exports.report.content.words import days_in_words, several
from exports.report.figure_words import measure_in_words
from halsoverkstad.domain.errors import UsageFault
from halsoverkstad.domain.numbers import thousands
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.report_names import BEFORE
from storage import report_figures
from storage.report_extras import DATES, TURNED_AWAY, VISITS
from storage.report_figures import ReportFigures
from storage.report_trace import Figure
from storage.report_tracing import behind_figure
from storage.sessions import LogRow
from storage.store import Store

_CHANGES = (".forandring_andel", ".forandring")
_PARTS = {
    "registreringsgrad": ("deltagartillfallen_registrerade", "deltagartillfallen"),
    "medel": ("deltagartillfallen", "tillfallen"),
}
_OTHER = {
    TURNED_AWAY: "Personer som ville delta och inte kunde tas emot.",
    VISITS: "Registrerade personer; alla typer av tillfällen räknas.",
    DATES: "Registrerade personer.",
}
_TYPED = ("E", "Ö", "X", "U", "S")
_NEAREST = 3


def explained(store: Store, period: Period, name: str) -> str:
    """A figure's value, definition, sessions and codes. For those who work in the programme.

    Raises:
        UsageFault: the report has no figure of that name.
    """
    with store.snapshot():
        counted = report_figures.figures(store, period)
        wanted = figures_behind(counted, name.strip())
        return "\n".join("\n".join(_lines(store, each)) for each in wanted) + "\n"


def figures_behind(counted: ReportFigures, name: str) -> list[Figure]:
    """The figure, or the figures that a change, a share or a mean is computed from.

    Raises:
        UsageFault: the report has no counted figure of that name; it says what it is instead.
    """
    names = [each for each in _sources(name) if each in counted.figures]
    if not names:
        raise _unknown(counted, name)
    return [counted.figures[each] for each in names]


def _sources(name: str) -> Iterator[str]:
    for ending in _CHANGES:
        if name.endswith(ending):
            yield name.removesuffix(ending)
            yield f"{name.removesuffix(ending)}.{BEFORE}"
            return
    words = name.split(".")
    for place, word in enumerate(words):
        for measure in _PARTS.get(word, ()):
            yield ".".join([*words[:place], measure, *words[place + 1 :]])
    if words[:2] == ["T4", "andel"]:
        yield ".".join(["T4", "unika_registrerade", *words[2:]])
    if words[:2] == ["B1", "andel"]:
        yield ".".join(["B1", VISITS, *words[2:]])
    yield name


def _unknown(counted: ReportFigures, name: str) -> UsageFault:
    table = name.split(".", maxsplit=1)[0]
    if name.endswith(".publicerat") or table.startswith("P"):
        return UsageFault(
            f"”{name}” är en publicerad siffra ur en tidigare rapport; den är inte räknad, så det "
            "finns inga tillfällen bakom den."
        )
    if table.startswith(_TYPED):
        return UsageFault(
            f"”{name}” är inte räknad ur loggen: ekonomi, uppföljning och resurser skrivs in i "
            "rapporten."
        )
    if table.startswith("M"):
        return UsageFault(
            f"”{name}” säger hur långt en dators uppgifter når. Tillfällena finns i loggen, och "
            "datorerna under Sammanställning."
        )
    near = get_close_matches(name, counted.figures, _NEAREST)
    hint = f" Menar du {' eller '.join(near)}?" if near else " Skriv till exempel T1.unika.vuxna."
    return UsageFault(f"Rapporten har ingen siffra som heter ”{name}”.{hint}")


def _lines(store: Store, figure: Figure) -> Iterator[str]:
    trace = figure.trace
    found = behind_figure(store, trace)
    words = MEASURE_LABELS.get(trace.measure)
    yield f"{figure.name}: {thousands(figure.value)}"
    yield f"  Period: {days_in_words(trace.period)}"
    for dimension, value in zip(trace.dimensions, trace.key, strict=False):
        yield f"  {dimension.label}: {value or 'programgemensamt'}"
    if words:
        meaning = definition(trace.measure, store.programme.definitions)
        yield f"  {words.label} ({words.basis}): {meaning}"
    else:
        yield f"  {measure_in_words(trace)}: {_OTHER[trace.measure]}"
    yield f"  {several(len(found.sessions), 'tillfälle', 'tillfällen')}:"
    yield from (f"    {_session(each)}" for each in found.sessions)
    if found.participants:
        yield f"  {several(len(found.participants), 'person', 'personer')}:"
        yield from (f"    {code}" for code in found.participants)


def _session(row: LogRow) -> str:
    about = " · ".join(filter(None, (row.workshop, row.activity, row.place)))
    people = f"{several(row.registered, 'registrerad', 'registrerade')}, {row.heads} utan namn"
    return f"{row.code} {row.day} {about} ({people})"
