"""What stands in the way of a report, and what is worth a look before it is settled.

An error (`fel`) can be made as a draft and never be settled. The others are for people to judge.
"""

from collections.abc import Iterator

from exports.numbers import thousands
from exports.report import check_figures
from exports.report.content.reconciliation import economy_lines
from exports.report.content.words import kronor, several, short_name, weeks_in_words
from exports.report.finding import ReportFinding, Target
from exports.report.source import Source
from halsoverkstad.domain.report import EXPECTED, Part, TextKey
from storage import quality, sessions
from storage.coverage import Weekly
from storage.store import Store

_ORDER = ("fel", "varning", "fraga")


def findings(store: Store, source: Source) -> list[ReportFinding]:
    """Everything that the checks find, errors first."""
    found = [
        *check_figures.adding_up(source),
        *_data(store, source),
        *_economy(source),
        *_shares(source),
        *check_figures.period(source),
        *_texts(source),
        *check_figures.changes(source),
        *check_figures.workshops(source),
        *_laptops(source),
        *_conflicts(source),
        *_receiver(source),
    ]
    return sorted(found, key=lambda each: _ORDER.index(each.severity))


def _data(store: Store, source: Source) -> Iterator[ReportFinding]:
    """What `kontrollera` finds in the period, the laws of the figures among it."""
    for each in quality.quality(store, source.period):
        if each.where in _OTHER_ROOMS:
            continue
        target = Target.LOG
        if each.target is not None:
            target = Target.SESSION if _is_session(store, each.target) else Target.PARTICIPANT
        elif each.severity == "fraga":
            target = Target.QUESTIONS
        yield ReportFinding(each.severity, each.what, each.where, each.advice, target, each.target)


def _is_session(store: Store, entity: bytes) -> bool:
    try:
        sessions.row_of(store, entity)
    except LookupError:
        return False
    return True


_OTHER_ROOMS = {quality.RETENTION_PLACE, "Inställningar"}
"""What `kontrollera` finds there has nothing to do with a report."""


# Economy and lists


def _economy(source: Source) -> Iterator[ReportFinding]:
    for line in economy_lines(source):
        yield ReportFinding(
            "fel",
            line.rstrip("."),
            Part.ECONOMY.label,
            "Rätta beloppen i ekonomin",
            Target.ECONOMY,
        )
    for grant in source.economy.grants:
        if grant.left < 0:
            yield ReportFinding(
                "varning",
                f"Av {grant.purpose} är {kronor(-grant.left)} mer använt än beviljat",
                Part.ECONOMY.label,
                "Rätta beloppen, eller skriv varför",
                Target.ECONOMY,
            )
    for surplus in source.economy.surpluses:
        if surplus.left < 0:
            yield ReportFinding(
                "fel",
                f"Av överskottet är {kronor(-surplus.left)} mer använt och återbetalt än infört",
                Part.ECONOMY.label,
                "Rätta beloppen i ekonomin",
                Target.ECONOMY,
            )
    if not source.economy.lines:
        yield ReportFinding(
            "varning",
            "Ekonomin saknas",
            Part.ECONOMY.label,
            "Skriv in budget och utfall, eller läs in dem med --ekonomi",
            Target.ECONOMY,
        )


def _shares(source: Source) -> Iterator[ReportFinding]:
    """Shares against the counts that they are made of."""
    for each in source.follow_ups:
        if each.answered is not None and each.asked is not None and each.answered > each.asked:
            yield ReportFinding(
                "fel",
                f"{each.measure}: {thousands(each.answered)} svarande av {thousands(each.asked)} "
                "tillfrågade",
                Part.FOLLOW_UP.label,
                "Rätta antalen",
                Target.FOLLOW_UP,
            )


# Texts, computers, choices


def _texts(source: Source) -> Iterator[ReportFinding]:
    for part in EXPECTED:
        key = TextKey(part)
        found = source.texts.get(key)
        if found is None or (found.offered_from is None and not found.text):
            yield ReportFinding(
                "varning",
                f"Text saknas: {part.label}",
                part.label,
                "Skriv texten",
                Target.TEXT,
                text=key,
            )
    for key, found in source.texts.items():
        if found.offered_from is not None:
            yield ReportFinding(
                "varning",
                f"Texten är från {short_name(found.offered_from)} och har inte setts över",
                " ".join(filter(None, (key.part.label, key.workshop))),
                "Läs igenom och spara den, eller skriv en ny",
                Target.TEXT,
                text=key,
            )


def _laptops(source: Source) -> Iterator[ReportFinding]:
    """Computers that have not been heard of, or have gone quiet before the period's end."""
    covered, rules = source.counted.coverage, source.programme.report_rules
    for laptop in covered.laptops:
        weeks = covered.held[laptop.laptop]
        unheard = [
            monday
            for monday, week in zip(covered.weeks, weeks, strict=True)
            if week.known is Weekly.UNHEARD
        ]
        if unheard:
            yield ReportFinding(
                "varning",
                f"Datorn har inte hörts av för {several(len(unheard), 'vecka', 'veckor')}: "
                f"{', '.join(weeks_in_words(unheard))}",
                laptop.name,
                "Läs in en ny fil från datorn",
                Target.LAPTOPS,
            )
        past = [week for week in weeks if week.known is not Weekly.OUTSIDE]
        quiet = 0
        for week in reversed(past):
            if week.known is Weekly.HELD:
                break
            quiet += 1
        if quiet > rules.quiet_weeks and not unheard:
            yield ReportFinding(
                "varning",
                f"Datorn har inga tillfällen de sista {several(quiet, 'veckan', 'veckorna')}",
                laptop.name,
                "Hör efter om något saknas",
                Target.LAPTOPS,
            )


def _conflicts(source: Source) -> Iterator[ReportFinding]:
    if source.conflicts:
        yield ReportFinding(
            "fraga",
            f"{several(source.conflicts, 'ändring', 'ändringar')} motsäger varandra och väntar på "
            "ett val",
            "Översikt",
            "Välj vilken ändring som gäller",
            Target.CONFLICTS,
        )


def _receiver(source: Source) -> Iterator[ReportFinding]:
    if not any(
        each.first <= source.period.last and source.period.first <= each.last
        for each in source.programme.agreements
    ):
        yield ReportFinding(
            "varning",
            "Ingen överenskommelse i inställningarna gäller för perioden",
            "Mottagare",
            "Lägg till överenskommelsen i programfilen",
            Target.SETTINGS,
        )
