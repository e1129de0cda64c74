"""What is missing, odd or due in the data of a period, and the laws that its figures obey."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from halsoverkstad.domain.period import Period
from halsoverkstad.domain.statistics import Row
from halsoverkstad.domain.words import COMMON_LABEL, Dimension
from storage import double_sessions, doubles, joining, local, retention, write_log
from storage.counting import statistics
from storage.finding import Finding, Target
from storage.listing import (
    EVER,
    IN_PERIOD,
    LISTED,
    LOG,
    and_more,
    days,
    of_sessions,
    place_of,
    written,
)
from storage.open_matters import open_matters
from storage.pseudonym import participant_code
from storage.sessions import NOBODY, LogFilter, log_rows
from storage.settled_reports import no_longer_holding
from storage.store import Store
from storage.unknown_words import unknown_words

LOW_REGISTRATION = 0.5
"""Registreringsgrad under which a workshop's unique count says little."""
_RETENTION_PLACE = "Deltagare, Gallring"


def quality(store: Store, period: Period | None = None) -> Iterator[Finding]:
    """What is missing or odd in the data of a period, and the laws that figures obey."""
    wanted = period or EVER
    with store.snapshot():
        for check in _CHECKS:
            yield from check(store, wanted)


def _laws(store: Store, period: Period) -> Iterator[Finding]:
    total = statistics(store, period).rows[0]
    broken = list(_broken_in(store, total))
    for dimension in (Dimension.GROUP, Dimension.WORKSHOP, Dimension.QUARTER):
        parts = statistics(store, period, (dimension,)).rows
        broken += (
            f"{law} ({row.key[0] or COMMON_LABEL})"
            for row in parts
            for law in _broken_in(store, row)
        )
        broken += _broken_between(total, parts, partition=dimension is Dimension.GROUP)
    for law in broken:
        yield Finding(
            "fel",
            f"Siffrorna motsäger varandra: {law}",
            period.name,
            "Kör kontrollera igen; består felet, återställ en säkerhetskopia",
        )


def _broken_in(store: Store, row: Row) -> Iterator[str]:
    of = row.figures
    rules = store.programme.definitions
    if not of["aterkommande"] <= of["unika_registrerade"] <= of["deltagartillfallen_registrerade"]:
        yield "återkommande ≤ unika registrerade ≤ deltagartillfällen"
    # Only thresholds of at least as many weeks as dates make every regular a returner.
    if rules.regular_weeks >= rules.returning_dates and of["regelbundna"] > of["aterkommande"]:
        yield "regelbundna ≤ återkommande"
    if of["nya"] + of["tidigare"] != of["unika_registrerade"]:
        yield "nya + tidigare = unika registrerade"
    if not of["unika_lagst"] <= of["unika"] <= of["unika_hogst"]:
        yield "lägsta ≤ unika ≤ högsta"


def _broken_between(total: Row, parts: Sequence[Row], *, partition: bool) -> Iterator[str]:
    whole = total.figures["unika_registrerade"]
    each = [row.figures["unika_registrerade"] for row in parts]
    if not max(each, default=0) <= whole <= sum(each):
        yield "största delen ≤ totalen ≤ summan av delarna"
    if partition and sum(each) != whole:
        yield "grupperna ska tillsammans bli totalen"


def _nobody(store: Store, period: Period) -> Iterator[Finding]:
    yield from of_sessions(
        log_rows(store, f"{IN_PERIOD} AND {NOBODY}", days(period)),
        Finding(
            "varning",
            "Ingen deltagare är noterad",
            LOG,
            "Öppna tillfället och fyll i vilka eller hur många som var där, eller ta bort det",
            Target.LOG,
            sessions=LogFilter(period=written(period), without_people=True),
        ),
    )


def _future(store: Store, period: Period) -> Iterator[Finding]:
    yield from of_sessions(
        log_rows(store, f"{IN_PERIOD} AND s.day > ?", (*days(period), store.today().toordinal())),
        Finding("varning", "Datumet ligger i framtiden", LOG, "Rätta datumet", Target.LOG),
    )


def _outside_workshop(store: Store, period: Period) -> Iterator[Finding]:
    for workshop in store.programme.workshops:
        rank = store.choices.rank(Dimension.WORKSHOP, workshop.name)
        first = workshop.first or date.min
        last = workshop.last or date.max
        yield from of_sessions(
            log_rows(
                store,
                f"{IN_PERIOD} AND s.workshop = ? AND s.day NOT BETWEEN ? AND ?",
                (*days(period), rank, first.toordinal(), last.toordinal()),
            ),
            Finding(
                "varning",
                f"Verkstaden {workshop.name} pågick inte den dagen",
                LOG,
                "Rätta datumet eller verkstaden, eller verkstadens tid i programfilen",
                Target.LOG,
                sessions=LogFilter(period=written(period), workshop=workshop.name),
            ),
        )


def _new_over_heads(store: Store, period: Period) -> Iterator[Finding]:
    yield from of_sessions(
        log_rows(
            store,
            f"{IN_PERIOD} AND s.id IN (SELECT session FROM heads WHERE new > count)",
            days(period),
        ),
        Finding("fel", "Fler nya än räknade utan namn", LOG, "Rätta det ena talet", Target.LOG),
    )


def _double_sessions(store: Store, period: Period) -> Iterator[Finding]:
    found = double_sessions.open_questions(store, *days(period))
    alike = Finding(
        "varning",
        "Tillfället liknar ett annat samma dag",
        LOG,
        "Svara samma tillfälle eller olika med F8, Dubbelt loggade tillfällen",
        Target.LOGGED_TWICE,
    )
    for each in found[:LISTED]:
        first, second = each.first, each.second
        where = place_of(first, second)
        yield replace(alike, where=where, about=first.session, beside=second.session)
    yield from and_more(
        len(found), replace(alike, what="tillfällen som liknar ett annat samma dag")
    )


def _two_groups(store: Store, period: Period) -> Iterator[Finding]:
    people = [
        person
        for (person,) in store.connection.rows(
            "SELECT person FROM fact WHERE day BETWEEN ? AND ? AND grp > 0 "
            "GROUP BY person HAVING count(DISTINCT grp) > 1 ORDER BY person",
            days(period),
        )
    ]
    alike = Finding(
        "varning",
        "En person är noterad i två grupper",
        LOG,
        "Se personens tillfällen och rätta gruppen om den ena är fel; annars gäller den senaste",
        Target.PARTICIPANT,
    )
    for person in people[:LISTED]:
        yield replace(alike, where=participant_code(person), about=person)
    more = replace(alike, what="personer i två grupper", target=Target.NOWHERE)
    yield from and_more(len(people), more)


def _incomplete(store: Store, period: Period) -> Iterator[Finding]:
    count = store.connection.value(
        "SELECT count(DISTINCT p.id) FROM participant AS p JOIN attendance AS a "
        "ON a.participant = p.id JOIN session AS s ON s.id = a.session "
        "WHERE p.linkage IS NULL AND p.erased = 0 AND s.day BETWEEN ? AND ?",
        days(period),
    )
    if count:
        yield Finding(
            "varning",
            f"{count} deltagare saknar uppgifter som behövs för att känna igen dem på andra datorer",
            "Deltagare, filtret Ofullständiga",
            "Fyll i det ni vet; det som ni inte vet får stå tomt",
            Target.INCOMPLETE,
        )


def _registration(store: Store, period: Period) -> Iterator[Finding]:
    for row in statistics(store, period, (Dimension.WORKSHOP,)).rows:
        heads = row.figures["deltagartillfallen"]
        registered = row.figures["deltagartillfallen_registrerade"]
        if heads and registered < heads * LOW_REGISTRATION:
            share = f"{100 * registered / heads:.1f}".replace(".", ",")
            yield Finding(
                "varning",
                f"Registreringsgraden är bara {share} %",
                row.key[0] or COMMON_LABEL,
                "Läs antalet unika som ett minsta antal; registrera fler med namn framöver",
                Target.LOG,
                sessions=LogFilter(period=written(period), workshop=row.key[0]),
            )


def _questions(store: Store, period: Period) -> Iterator[Finding]:
    del period
    count = doubles.count_open(store)
    if count:
        yield Finding(
            "fraga",
            "1 fråga om samma person är inte besvarad"
            if count == 1
            else f"{count} frågor om samma person är inte besvarade",
            "Deltagare, Troliga dubbletter",
            "Svara samma person eller olika personer",
            Target.DOUBLES,
        )


def _erasures(store: Store, period: Period) -> Iterator[Finding]:
    del period
    requested, _ = retention.count_due(store)
    if requested:
        yield Finding(
            "fraga",
            f"{requested} deltagare har raderats på en annan dator men finns kvar här",
            _RETENTION_PLACE,
            "Radera dem här också, behåll den som inte har bett om det, eller svara annan person",
            Target.RETENTION,
        )


def _unseen(store: Store, period: Period) -> Iterator[Finding]:
    del period
    _, unseen = retention.count_due(store)
    if unseen:
        years = store.programme.retention.name_years
        yield Finding(
            "varning",
            f"{unseen} deltagare har inte setts på {years} år och kan raderas",
            _RETENTION_PLACE,
            "Radera namnen som inte längre behövs; besöken räknas kvar",
            Target.RETENTION,
        )


def _notes(store: Store, period: Period) -> Iterator[Finding]:
    del period
    due = retention.notes_due(store)
    if due.individual:
        yield Finding(
            "varning",
            f"{_notes_counted(len(due.individual))} handlar om individuellt stöd",
            _RETENTION_PLACE,
            "Ta bort dem: ingen anteckning förs om individuellt stöd",
            Target.RETENTION,
        )
    if due.old:
        years = store.programme.retention.note_years
        yield Finding(
            "varning",
            f"{_notes_counted(len(due.old))} är äldre än {years} år",
            _RETENTION_PLACE,
            "Ta bort dem som inte längre behövs",
            Target.RETENTION,
        )


def _notes_counted(count: int) -> str:
    return f"{count} {'anteckning' if count == 1 else 'anteckningar'}"


def _write_log(store: Store, period: Period) -> Iterator[Finding]:
    del period
    if write_log.is_owed(store.connection):
        yield Finding(
            "varning",
            "Det som raderats ligger kvar, krypterat, i databasens arbetsfil",
            f"{store.connection.path}-wal",
            "Stäng andra program som har databasen öppen; då töms den av sig själv",
        )


def _recovery(store: Store, period: Period) -> Iterator[Finding]:
    """The code that opens this database; the one on the coordinator's paper opens the laptops' files."""
    del period
    if store.made_up or local.get(store.connection, local.RECOVERY_SHOWN) is not None:
        return
    coordinates = joining.paper(store) is not None
    yield Finding(
        "varning",
        "Databasens återställningskod är inte visad (samordnarens kod är en annan)"
        if coordinates
        else "Återställningskoden har aldrig visats",
        "Inställningar",
        "Visa den, skriv ut den och lägg den i kassaskåpet: med den öppnas databasen och dess "
        "säkerhetskopior",
        Target.RECOVERY_CODE,
    )


_CHECKS: tuple[Callable[[Store, Period], Iterator[Finding]], ...] = (
    _laws,
    _nobody,
    _future,
    _outside_workshop,
    unknown_words,
    _new_over_heads,
    _double_sessions,
    _two_groups,
    _incomplete,
    _registration,
    _questions,
    open_matters,
    no_longer_holding,
    _erasures,
    _unseen,
    _notes,
    _write_log,
    _recovery,
)
