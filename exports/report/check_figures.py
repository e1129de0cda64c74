"""Checks of a report's figures: parts against totals, the period, great changes, empty workshops."""

from collections.abc import Iterator

from exports.measures import MEASURE_LABELS
from exports.report.content.activities import workshop_label
from exports.report.content.words import short_name
from exports.report.figure_words import figure_in_words
from exports.report.source import Source
from halsoverkstad.domain.numbers import percent, thousands
from halsoverkstad.domain.programme import fold_word
from halsoverkstad.domain.report import Part, TextKey
from halsoverkstad.domain.report_names import BEFORE, TOTAL
from storage.finding import Finding, Target
from storage.report_extras import CLASSES


def adding_up(source: Source) -> Iterator[Finding]:
    """Parts against totals, table by table."""
    for what, parts, whole in _sums(source):
        total = sum(source.counted.value(each) for each in parts)
        if total != source.counted.value(whole):
            yield Finding(
                "fel",
                f"{what}: delarna blir {thousands(total)} och totalen "
                f"{thousands(source.counted.value(whole))}",
                whole,
                "Kör kontrollera; består felet, återställ en säkerhetskopia",
            )


def _sums(source: Source) -> Iterator[tuple[str, list[str], str]]:
    groups = source.counted.groups
    for measure in ("unika", "unika_registrerade", "unika_uppskattade", "deltagartillfallen"):
        parts = [f"T1.{measure}.{each}" for each in groups]
        yield f"{MEASURE_LABELS[measure].label} efter grupp", parts, f"T1.{measure}.{TOTAL}"
    for table, what in (("T2", "verkstad"), ("T3", "tid"), ("T5", "typ")):
        for measure in ("tillfallen", "deltagartillfallen"):
            parts = [
                name
                for name in source.counted.figures
                if name.startswith(f"{table}.{measure}.")
                and not name.endswith((f".{TOTAL}", f".{BEFORE}"))
            ]
            label = f"{MEASURE_LABELS[measure].label} efter {what}"
            yield label, parts, f"{table}.{measure}.{TOTAL}"
    for what, noted in (("bostadsområde", "omrade"), ("kön", "kon")):
        prefix = f"T4.unika_registrerade.{noted}."
        parts = [name for name in source.counted.figures if name.startswith(prefix)]
        yield f"Unika registrerade efter {what}", parts, f"T1.unika_registrerade.{TOTAL}"
    visits = [f"B1.besok.{each}" for each in CLASSES]
    yield "Besök per person", visits, f"T1.unika_registrerade.{TOTAL}"
    chosen = source.counted.definitions.returning_dates
    yield "Återkommande", [f"B2.dagar.{chosen}"], f"T1.aterkommande.{TOTAL}"


def period(source: Source) -> Iterator[Finding]:
    """Whether anything was logged in it, whether it is over, and whether the log had begun."""
    days = source.period
    if not source.counted.now.total.figures["tillfallen"]:
        yield Finding(
            "fel",
            "Perioden har inga loggade tillfällen",
            short_name(days),
            "Välj en annan period, eller logga eller läs in det som saknas",
            Target.LOG,
        )
    elif source.today <= days.last:
        yield Finding(
            "varning",
            "Perioden är inte slut",
            short_name(days),
            f"Vänta till efter {days.last}, eller skriv i rapporten att den är preliminär",
            Target.TEXT,
            text=TextKey(Part.SUMMARY),
        )
    since = source.counted.logged_since
    if (
        since is not None
        and days.first < since <= days.last
        and ((since - days.first).days >= _LATE_START)
    ):
        yield Finding(
            "varning",
            f"Loggen förs sedan {since}, så perioden är inte hel",
            short_name(days),
            "Skriv det i texten, eller läs in det som hölls tidigare",
            Target.TEXT,
            text=TextKey(Part.DEVIATIONS),
        )


_LATE_START = 31
"""Days into a period from which a first session means that the beginning is missing."""


def changes(source: Source) -> Iterator[Finding]:
    """A change of more than the settings' share that no text of the period's own mentions."""
    if source.counted.before is None:
        return
    limit = source.programme.report_rules.great_change
    said = fold_word(" ".join(each.text for each in source.texts.values() if not each.offered_from))
    for name, subject in _compared(source):
        now, then = source.counted.value(name), source.counted.value(f"{name}.{BEFORE}")
        great = abs(now - then) > limit * then if then else now >= _MANY
        if great and max(now, then) >= _MANY and fold_word(subject) not in said:
            is_whole = then and source.counted.whole_before
            share = f" ({percent((now - then) / then)})" if is_whole else ""
            what = figure_in_words(source.programme, source.counted.figures[name])
            yield Finding(
                "varning",
                f"{what}: {thousands(then)} har blivit "
                f"{thousands(now)}{share}, och ingen text nämner {subject}",
                name,
                "Skriv varför under Avvikelser, eller i verkstadens text",
                Target.TEXT,
                text=TextKey(Part.DEVIATIONS),
            )


_MANY = 10
"""Fewer than this may double without anyone having to explain it."""


def _compared(source: Source) -> Iterator[tuple[str, str]]:
    """The figures that are compared, and the word by which a text would mention each."""
    for measure in ("tillfallen", "deltagartillfallen", "unika", "aterkommande"):
        yield f"T1.{measure}.{TOTAL}", MEASURE_LABELS[measure].label.lower()
    for group in source.counted.groups:
        if group in source.programme.group_keys:
            yield f"T1.unika.{group}", group.replace("_", " ")
    for workshop in source.counted.workshops:
        if workshop:
            part = source.counted.part_of_workshop(workshop)
            yield f"T2.unika.{part}", workshop


def workshops(source: Source) -> Iterator[Finding]:
    """Workshops without figures."""
    for workshop in source.counted.workshops:
        part = source.counted.part_of_workshop(workshop)
        if not source.counted.value(f"T2.tillfallen.{part}"):
            yield Finding(
                "varning",
                "Verkstaden har inga tillfällen i perioden",
                workshop_label(workshop),
                "Logga eller läs in det som saknas, eller skriv att den var vilande",
                Target.TEXT,
                text=TextKey(Part.WORKSHOP, workshop),
            )
