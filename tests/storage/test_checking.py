"""What `kontrollera` finds: each thing by its cause, with where it is and what to do."""

from collections.abc import Callable
from contextlib import closing
from datetime import date, time
from pathlib import Path

import pytest

from exports.halsa.coordinating import make_programme, paper
from halsoverkstad.domain.errors import KeyFault
from halsoverkstad.domain.facts import Attributes, Heads, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import Kind
from storage import doubles, erasure, local, sessions, settings
from storage.checking import Finding, findings
from storage.finding import Target
from storage.importing import take_in
from storage.keys import from_recovery_code
from storage.opening import open_store
from storage.sessions import LogFilter, Present, SessionEntry
from storage.store import Store
from tests.stores import (
    ADULT,
    CHILD,
    KEY,
    PROGRAMME,
    WORKER,
    everything,
    intake_2024,
    new_file,
    new_store,
    register,
)

RECOVERY = "Återställningskoden har aldrig visats"


def log(store: Store, day: str = "2025-10-01", *people: bytes, **fields: object) -> bytes:
    """A session with those people, or with five heads."""
    attributes = Attributes(str(fields.pop("group", ADULT)))
    if not people:
        fields = {"heads": {ADULT: Heads(5, 0)}} | fields
    session = Session(date.fromisoformat(day), **fields)  # pyright: ignore[reportArgumentType]
    came = tuple(Present(each, attributes) for each in people)
    return sessions.save(store, SessionEntry(session, came))


def found(store: Store, period: str | None = None) -> list[Finding]:
    """The findings but that nobody has seen the code of a database that has none."""
    asked = Period.parse(period) if period else None
    return [each for each in findings(store, asked) if each.what != RECOVERY]


def the_one(store: Store, period: str | None = None) -> Finding:
    (finding,) = found(store, period)
    assert finding.where
    assert finding.advice
    assert not finding.what.endswith(".")
    return finding


@pytest.fixture
def people(store: Store, quick_tokens: None) -> list[bytes]:
    """Three people of whom all is known."""
    return three_people(store)


def three_people(store: Store) -> list[bytes]:
    return [
        register(store, name, given=name, surname_letters=name[:2], birth_year=year, birth_month=5)
        for name, year in (("Amina", 1980), ("Beatrice", 1990), ("Cecilia", 2000))
    ]


# Nothing wrong


def test_an_empty_database_has_nothing_to_tell(store: Store) -> None:
    assert found(store) == []


def test_clean_data_has_nothing_to_tell(store: Store, people: list[bytes]) -> None:
    log(store, "2025-10-01", *people, workshop="Kvinnors hälsa", activity="Yoga")
    log(store, "2025-10-08", *people, workshop="Kvinnors hälsa", activity="Yoga")
    assert found(store) == []
    assert found(store, "2025K4") == []


def test_the_real_year_can_be_trusted(store: Store) -> None:
    take_in(store, intake_2024(store.programme))
    told = findings(store)
    assert {each.severity for each in told} <= {"varning"}
    assert all(each.what and each.where and each.advice for each in told)


def test_checking_changes_nothing(store: Store, people: list[bytes]) -> None:
    log(store, "2025-10-01", *people)
    log(store, "2027-01-01")
    before = everything(store)
    assert findings(store) == findings(store)
    assert everything(store) == before


# What is missing or odd


def nobody_there(store: Store) -> bytes:
    return log(store, heads={}, turned_away=3)


def in_the_future(store: Store) -> bytes:
    return log(store, "2026-01-09")


def before_the_workshop(store: Store) -> bytes:
    return log(store, "2024-11-24", workshop="Barn och unga")


def of_no_workshop(store: Store) -> bytes:
    return log(store, workshop="Simskola")


def more_new_than_counted(store: Store) -> bytes:
    return log(store, heads={CHILD: Heads(2, 3)})


@pytest.mark.parametrize(
    ("cause", "severity", "what"),
    [
        (nobody_there, "varning", "Ingen deltagare är noterad"),
        (in_the_future, "varning", "Datumet ligger i framtiden"),
        (before_the_workshop, "varning", "Verkstaden Barn och unga pågick inte den dagen"),
        (of_no_workshop, "varning", "Verkstaden ”Simskola” finns inte i programmets inställningar"),
        (more_new_than_counted, "fel", "Fler nya än räknade utan namn"),
    ],
)
def test_what_is_wrong_with_a_session_is_told_and_leads_to_it(
    store: Store, cause: Callable[[Store], bytes], severity: str, what: str
) -> None:
    session = cause(store)
    about = [each for each in found(store) if each.about == session]
    assert [(each.severity, each.what) for each in about] == [(severity, what)]
    assert sessions.row_of(store, session).code in about[0].where
    assert str(sessions.row_of(store, session).day) in about[0].where
    assert about[0].advice


def test_on_its_first_and_last_day_a_workshop_runs(store: Store, people: list[bytes]) -> None:
    settings.set_programme(
        store, PROGRAMME.replace("fran = 2024-11-25", "fran = 2024-11-25\ntill = 2025-10-01")
    )
    for day in ("2024-11-25", "2025-10-01"):
        log(store, day, *people, workshop="Barn och unga")
    assert found(store) == []
    late = log(store, "2025-10-02", *people, workshop="Barn och unga")
    assert the_one(store).about == late


def test_today_is_not_the_future(store: Store, people: list[bytes]) -> None:
    log(store, "2026-01-08", *people)
    assert found(store) == []


YOGA = {"workshop": "Kvinnors hälsa", "activity": "Yoga", "place": "Framtidens hus"}
AT_NINE = YOGA | {"start": time(9), "minutes": 60}


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (AT_NINE, True),
        (YOGA, True),
        (AT_NINE | {"start": time(9, 59)}, True),
        (AT_NINE | {"start": time(10)}, False),
        (AT_NINE | {"start": time(8, 30)}, True),
        (AT_NINE | {"start": time(8)}, False),
        (AT_NINE | {"activity": "Dans"}, False),
        (AT_NINE | {"place": "Motettens höghus"}, False),
        (AT_NINE | {"workshop": ""}, False),
        (AT_NINE | {"kind": Kind.INDIVIDUAL}, False),
        (AT_NINE | {"day": "2025-10-02"}, False),
    ],
)
def test_a_session_that_seems_logged_twice_is_asked_about_once(
    store: Store, people: list[bytes], other: dict[str, object], *, alike: bool
) -> None:
    """Told apart by anything but the time; by the time if it is known of both."""
    one, two, _ = people
    first = log(store, "2025-10-01", one, **AT_NINE)
    second = log(store, str(other.pop("day", "2025-10-01")), two, **other)
    told = found(store)
    assert [each.what for each in told] == ["Tillfället liknar ett annat samma dag"] * alike
    assert [{each.about, each.beside} for each in told] == [{first, second}] * alike


def test_a_person_in_two_groups_is_told_with_the_pseudonym(
    store: Store, people: list[bytes]
) -> None:
    log(store, "2025-10-01", *people)
    log(store, "2025-10-08", people[0], group=WORKER)
    finding = the_one(store)
    assert finding.what == "En person är noterad i två grupper"
    assert finding.about == people[0]
    assert finding.where.startswith("d-")
    assert "Amina" not in finding.where
    assert found(store, "2025-10-08..2025-10-31") == []


def test_an_unknown_group_beside_a_known_one_is_nothing_odd(
    store: Store, people: list[bytes]
) -> None:
    log(store, "2025-10-01", people[0])
    log(store, "2025-10-08", people[0], group="uppgift_saknas")
    assert found(store) == []


def test_incomplete_registrations_are_counted_where_they_came(store: Store) -> None:
    unknown = register(store, "Tyst")
    register(store, "Aldrig här")
    log(store, "2025-10-01", unknown)
    assert the_one(store).what.startswith("1 deltagare saknar uppgifter")
    assert found(store, "2025K3") == []
    erasure.erase(store, unknown)
    assert found(store) == []


def test_a_low_registreringsgrad_is_told_by_workshop(store: Store, people: list[bytes]) -> None:
    log(store, "2025-10-01", *people, workshop="Kvinnors hälsa")
    log(store, "2025-10-02", heads={ADULT: Heads(3)}, workshop="Kvinnors hälsa")
    assert found(store) == []
    log(store, "2025-10-03", heads={ADULT: Heads(1)}, workshop="Kvinnors hälsa")
    finding = the_one(store, "2025")
    assert finding.what == "Registreringsgraden är bara 42,9 %"
    assert finding.where == "Kvinnors hälsa"
    assert finding.sessions == LogFilter(period=Period.year(2025), workshop="Kvinnors hälsa")


def test_of_many_empty_sessions_the_rest_are_found_in_the_log(store: Store) -> None:
    for number in range(22):
        log(store, "2025-10-01", activity=f"Aktivitet {number}", heads={})
    *listed, rest = found(store, "2025")
    assert {each.target for each in listed} == {Target.SESSION}
    assert rest.what == "Ytterligare 2 tillfällen där: ingen deltagare är noterad"
    assert rest.target is Target.LOG
    assert rest.sessions == LogFilter(period=Period.year(2025), without_people=True)
    assert sessions.count(store, rest.sessions) == 22


def test_open_questions_are_for_people_to_answer(store: Store, quick_tokens: None) -> None:
    details = {"given": "Mohammed", "surname_letters": "Al", "birth_year": 1990, "birth_month": 5}
    one = register(store, "Mohammed", **details)  # pyright: ignore[reportArgumentType]
    other = register(store, "Muhammad", **details)  # pyright: ignore[reportArgumentType]
    finding = the_one(store)
    assert (finding.severity, finding.what) == (
        "fraga",
        "1 fråga om samma person är inte besvarad",
    )
    doubles.answer(store, one, other, same=False)
    assert found(store) == []


def test_a_code_never_shown_is_told_but_for_the_demo() -> None:
    with closing(new_store()) as store:
        assert [each.what for each in findings(store)] == [RECOVERY]
        settings.set_local(store, local.RECOVERY_SHOWN, "1")
        assert findings(store) == []
    with closing(new_store(made_up=True)) as demo:
        assert findings(demo) == []


def test_the_coordinators_paper_is_not_the_code_of_the_database(tmp_path: Path) -> None:
    """The paper makes the coordinator's keys again; it opens neither the database nor its copies."""
    with closing(new_file(tmp_path / "a.db")) as store:
        make_programme(store, tmp_path / "p.halsaprogram")
        on_paper = from_recovery_code(paper(store).code, KEY.salt)
        told = [each for each in findings(store) if each.target is Target.RECOVERY_CODE]
        assert [each.what for each in told] == [
            "Databasens återställningskod är inte visad (samordnarens kod är en annan)"
        ]
    with pytest.raises(KeyFault):
        open_store(tmp_path / "a.db", on_paper)
    open_store(tmp_path / "a.db", from_recovery_code(KEY.recovery_code(), KEY.salt)).close()


def test_only_the_period_asked_for_is_looked_at(store: Store) -> None:
    nobody_there(store)
    in_the_future(store)
    assert [each.what for each in found(store, "2025")] == ["Ingen deltagare är noterad"]
    assert found(store, "2024") == []


def test_errors_come_first_and_questions_last(store: Store, quick_tokens: None) -> None:
    details = {"given": "Ali", "surname_letters": "Al", "birth_year": 1990, "birth_month": 5}
    people = [register(store, name, **details) for name in ("Ali", "Cali")]  # pyright: ignore[reportArgumentType]
    log(store, "2025-09-01", *people, *people)
    nobody_there(store)
    more_new_than_counted(store)
    assert [each.severity for each in found(store)] == ["fel", "varning", "varning", "fraga"]


def test_of_many_alike_some_are_listed_and_the_rest_counted(store: Store) -> None:
    for day in range(1, 24):
        log(store, f"2025-10-{day:02}", heads={})
    told = found(store)
    assert len([each for each in told if each.what == "Ingen deltagare är noterad"]) == 20
    assert told[-1].what.startswith("Ytterligare 3 tillfällen")
