"""What stands in the way of a report, and what is worth a look before it is settled.

An error (`fel`) can be made as a draft and never be settled. The others are for people to judge.
"""

from collections.abc import Iterator

from exports.report import check_figures
from exports.report.content.reconciliation import economy_lines
from exports.report.content.words import kronor, several, short_name, weeks_in_words
from exports.report.source import Source
from halsoverkstad.domain.numbers import thousands
from halsoverkstad.domain.report import EXPECTED, Part, TextKey
from storage import quality
from storage.coverage import Weekly
from storage.finding import Finding, Target
from storage.store import Store

_ORDER = ("fel", "varning", "fraga")


def findings(store: Store, source: Source) -> list[Finding]:
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
        *_receiver(source),
    ]
    return sorted(found, key=lambda each: _ORDER.index(each.severity))


def _data(store: Store, source: Source) -> Iterator[Finding]:
    """What `kontrollera` finds in the period, the laws of the figures among it."""
    for each in quality.quality(store, source.period):
        if each.target not in _NOT_OF_REPORTS:
            yield each


_NOT_OF_REPORTS = {Target.RETENTION, Target.RECOVERY_CODE, Target.REPORT}
"""What `kontrollera` finds there has nothing to do with a report, or the report says it itself."""


# Economy and lists


def _economy(source: Source) -> Iterator[Finding]:
    for line in economy_lines(source):
        yield Finding(
            "fel",
            line.rstrip("."),
            Part.ECONOMY.label,
            "Rätta beloppen i ekonomin",
            Target.ECONOMY,
        )
    for grant in source.economy.grants:
        if grant.left < 0:
            yield Finding(
                "varning",
                f"Av {grant.purpose} är {kronor(-grant.left)} mer använt än beviljat",
                Part.ECONOMY.label,
                "Rätta beloppen, eller skriv varför",
                Target.ECONOMY,
            )
    for surplus in source.economy.surpluses:
        if surplus.left < 0:
            yield Finding(
                "fel",
                f"Av överskottet är {kronor(-surplus.left)} mer använt och återbetalt än infört",
                Part.ECONOMY.label,
                "Rätta beloppen i ekonomin",
                Target.ECONOMY,
            )
    if not source.economy.lines:
        yield Finding(
            "varning",
            "Ekonomin saknas",
            Part.ECONOMY.label,
            "Skriv in budget och utfall, eller läs in dem med --ekonomi",
            Target.ECONOMY,
        )


def _shares(source: Source) -> Iterator[Finding]:
    """Shares against the counts that they are made of."""
    for each in source.follow_ups:
        if each.answered is not None and each.asked is not None and each.answered > each.asked:
            yield Finding(
                "fel",
                f"{each.measure}: {thousands(each.answered)} svarande av {thousands(each.asked)} "
                "tillfrågade",
                Part.FOLLOW_UP.label,
                "Rätta antalen",
                Target.FOLLOW_UP,
            )


# Texts, computers, choices


def _texts(source: Source) -> Iterator[Finding]:
    for part in EXPECTED:
        key = TextKey(part)
        found = source.texts.get(key)
        if found is None or (found.offered_from is None and not found.text):
            yield Finding(
                "varning",
                f"Text saknas: {part.label}",
                part.label,
                "Skriv texten",
                Target.TEXT,
                text=key,
            )
    for key, found in source.texts.items():
        if found.offered_from is not None:
            yield Finding(
                "varning",
                f"Texten är från {short_name(found.offered_from)} och har inte setts över",
                " ".join(filter(None, (key.part.label, key.workshop))),
                "Läs igenom och spara den, eller skriv en ny",
                Target.TEXT,
                text=key,
            )


def _laptops(source: Source) -> Iterator[Finding]:
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
            yield Finding(
                "varning",
                f"Datorn har inte hörts av för {several(len(unheard), 'vecka', 'veckor')}: "
                f"{', '.join(weeks_in_words(unheard))}",
                laptop.name,
                "Läs in en ny fil från datorn",
                Target.EXCHANGE,
            )
        past = [week for week in weeks if week.known is not Weekly.OUTSIDE]
        quiet = 0
        for week in reversed(past):
            if week.known is Weekly.HELD:
                break
            quiet += 1
        if quiet > rules.quiet_weeks and not unheard:
            yield Finding(
                "varning",
                f"Datorn har inga tillfällen de sista {several(quiet, 'veckan', 'veckorna')}",
                laptop.name,
                "Hör efter om något saknas",
                Target.EXCHANGE,
            )


def _receiver(source: Source) -> Iterator[Finding]:
    if not any(
        each.first <= source.period.last and source.period.first <= each.last
        for each in source.programme.agreements
    ):
        yield Finding(
            "varning",
            "Ingen överenskommelse i inställningarna gäller för perioden",
            "Mottagare",
            "Lägg till överenskommelsen i programfilen",
            Target.PROGRAMME,
        )
