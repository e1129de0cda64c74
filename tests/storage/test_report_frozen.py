"""Settled reports: what they keep, and how later changes to what they said are told."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from halsoverkstad.domain.facts import Attributes, Heads, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.report import Part, TextKey
from storage import doubles, erasure, frozen, report_figures, report_texts, sessions, settings
from storage.finding import Finding, Target
from storage.frozen import Frozen
from storage.pseudonym import session_code
from storage.quality import quality
from storage.report_deadlines import waiting
from storage.revisions import Revised, Why, of_report, revised
from storage.sessions import Present, SessionEntry
from storage.store import Store
from tests.stores import ADULT, CHILD, KEY, PROGRAMME, new_file, register

Y2024, Y2025 = Period.year(2024), Period.year(2025)
GOALS = TextKey(Part.GOALS)


def held(store: Store, day: date, *people: bytes, heads: int = 0, workshop: str = "") -> bytes:
    counted = {CHILD: Heads(heads, heads)} if heads else {}
    session = Session(day, workshop=workshop, activity="Yoga", heads=counted)
    present = tuple(Present(each, Attributes(ADULT)) for each in people)
    return sessions.save(store, SessionEntry(session, present))


def settle(store: Store, period: Period = Y2024) -> Frozen:
    with frozen.freezing(store, report_figures.figures(store, period)):
        pass
    found = frozen.latest(store, period)
    assert found is not None
    return found


@pytest.fixture
def people(store: Store) -> list[bytes]:
    return [register(store, name) for name in ("Amina", "Bea", "Cim")]


@pytest.fixture
def first(store: Store, people: list[bytes]) -> bytes:
    return held(store, date(2024, 3, 4), *people[:2], heads=4)


def change(found: Revised, name: str) -> tuple[int, int]:
    (one,) = (each for each in found.revisions if each.name == name)
    return one.published, one.now


def because(found: Revised, name: str) -> list[tuple[bytes, Why]]:
    (one,) = (each for each in found.revisions if each.name == name)
    return [(each.session, each.why) for each in one.because]


def test_a_settled_report_keeps_figures_texts_settings_and_kontrollsumma(
    store: Store, first: bytes
) -> None:
    report_texts.write(store, Y2024, GOALS, "Mål")
    report = settle(store)
    counted = report_figures.figures(store, Y2024)
    assert report.figures == {name: each.value for name, each in counted.figures.items()}
    assert report.texts == {GOALS: "Mål"}
    assert report.settings == PROGRAMME
    assert report.checksum == counted.checksum
    assert (report.laptop, report.period) == ("Dator 1", Y2024)
    assert report.made.tzinfo is not None
    assert frozen.every(store) == [report]


def settled_findings(store: Store, period: Period | None = None) -> list[Finding]:
    return [each for each in quality(store, period) if each.target is Target.REPORT]


def test_checking_tells_of_a_settled_report_that_no_longer_holds(
    store: Store, people: list[bytes], first: bytes
) -> None:
    settle(store)
    assert settled_findings(store) == []
    new = held(store, date(2024, 5, 6), people[2])
    (found,) = settled_findings(store)
    assert found.what == "Fastställd rapport för 2024: 6 unika är nu 7"
    assert found.where == f"{session_code(new)} 2024-05-06 (nytt)"
    assert found.period == Y2024
    assert settled_findings(store, Y2024) == [found]
    assert settled_findings(store, Y2025) == []
    settle(store)
    assert settled_findings(store) == []


def test_a_change_elsewhere_leaves_a_settled_report_as_it_is(
    store: Store, people: list[bytes], first: bytes
) -> None:
    settle(store)
    held(store, date(2025, 5, 6), people[2])
    assert settled_findings(store) == []


def test_nothing_is_revised_while_nothing_changes(store: Store, first: bytes) -> None:
    report = settle(store)
    assert of_report(store, report).revisions == ()
    held(store, date(2025, 1, 7))  # after its period
    assert of_report(store, report).revisions == ()
    assert revised(store, Y2025) == []


def test_a_session_that_comes_late_is_named(
    store: Store, people: list[bytes], first: bytes
) -> None:
    report = settle(store)
    late = held(store, date(2024, 11, 5), people[2])
    found = of_report(store, report)
    assert change(found, "T1.unika.totalt") == (6, 7)
    assert because(found, "T1.unika.totalt") == [(late, Why.NEW)]
    assert change(found, "T3.tillfallen.2024K4") == (0, 1)
    assert "T3.tillfallen.2024K1" not in {each.name for each in found.revisions}


def test_a_session_counts_only_for_the_figures_that_it_belongs_to(
    store: Store, people: list[bytes], first: bytes
) -> None:
    report = settle(store)
    one = held(store, date(2024, 5, 5), people[2], workshop="Kvinnors hälsa")
    other = held(store, date(2024, 5, 6), people[2], workshop="Munhälsa och kost")
    found = of_report(store, report)
    assert because(found, "T2.tillfallen.kvinnors_halsa") == [(one, Why.NEW)]
    assert because(found, "T2.tillfallen.munhalsa_och_kost") == [(other, Why.NEW)]
    assert {each for each, _ in because(found, "T1.unika.totalt")} == {one, other}


def test_changed_and_deleted_sessions_are_named(
    store: Store, people: list[bytes], first: bytes
) -> None:
    second = held(store, date(2024, 4, 8), people[2], workshop="Kvinnors hälsa")
    report = settle(store)
    sessions.delete(store, second)
    entry = sessions.get(store, first)
    sessions.save(store, SessionEntry(entry.session, entry.present[:1]), first)
    found = of_report(store, report)
    assert change(found, "T1.unika.totalt") == (7, 5)
    assert set(because(found, "T1.unika.totalt")) == {(first, Why.CHANGED), (second, Why.GONE)}
    (gone,) = (
        each
        for one in found.revisions
        if one.name == "T2.tillfallen.kvinnors_halsa"
        for each in one.because
    )
    assert (gone.row, gone.now) == (None, None)
    assert gone.then is not None
    assert gone.then.day == date(2024, 4, 8)


def test_a_session_moved_out_of_the_period_is_named(store: Store, first: bytes) -> None:
    report = settle(store)
    entry = sessions.get(store, first)
    moved = Session(date(2025, 3, 4), activity="Yoga", heads=entry.session.heads)
    sessions.save(store, SessionEntry(moved, entry.present), first)
    found = of_report(store, report)
    assert change(found, "T1.unika.totalt") == (6, 0)
    assert because(found, "T1.unika.totalt") == [(first, Why.GONE)]


def test_people_who_turn_out_to_be_one_are_told(
    store: Store, people: list[bytes], first: bytes
) -> None:
    report = settle(store)
    doubles.answer(store, people[0], people[1], same=True)
    found = of_report(store, report)
    assert change(found, "T1.unika.totalt") == (6, 5)
    assert because(found, "T1.unika.totalt") == [(first, Why.PERSONS)]


def test_an_earlier_session_makes_fewer_new(
    store: Store, people: list[bytes], first: bytes
) -> None:
    report = settle(store)
    earlier = held(store, date(2023, 9, 1), people[0])
    found = of_report(store, report)
    assert change(found, "G1.nya.totalt") == (2, 1)
    assert because(found, "G1.nya.totalt") == [(earlier, Why.NEW)]
    assert "T1.unika.totalt" not in {each.name for each in found.revisions}


def test_what_was_blanked_changes_figures_without_a_session(
    store: Store, people: list[bytes]
) -> None:
    present = (Present(people[0], Attributes(ADULT, "Lindängen")),)
    sessions.save(store, SessionEntry(Session(date(2024, 3, 4)), present))
    report = settle(store)
    erasure.erase(store, people[0])
    found = of_report(store, report)
    assert change(found, "T4.unika_registrerade.omrade.lindangen") == (1, 0)
    assert because(found, "T4.unika_registrerade.omrade.lindangen") == []


def test_other_thresholds_are_told(store: Store, people: list[bytes], first: bytes) -> None:
    held(store, date(2024, 3, 11), people[0])
    report = settle(store)
    settings.set_programme(
        store, PROGRAMME.replace("aterkommande_dagar = 2", "aterkommande_dagar = 3")
    )
    found = of_report(store, report)
    (one,) = (each for each in found.revisions if each.name == "T1.aterkommande.totalt")
    assert (one.published, one.now, one.because, one.other_definitions) == (1, 0, (), True)


def test_the_report_settled_last_is_the_one_that_holds(
    store: Store, people: list[bytes], first: bytes
) -> None:
    settle(store)
    late = held(store, date(2024, 11, 5), people[2])
    assert [each.report.period for each in revised(store, Y2025)] == [Y2024]
    assert revised(store, Period.year(2023)) == []
    settle(store)
    assert revised(store, Y2025) == []
    sessions.delete(store, late)
    (found,) = revised(store, Y2025)
    assert change(found, "T1.unika.totalt") == (7, 6)


def test_a_report_whose_file_fails_is_not_settled(store: Store, first: bytes) -> None:
    counted = report_figures.figures(store, Y2024)
    with pytest.raises(OSError, match="full"), frozen.freezing(store, counted):
        raise OSError("full")
    assert frozen.every(store) == []
    assert store.connection.value("SELECT count(*) FROM frozen_session") == 0


def test_figures_of_other_facts_are_not_settled(store: Store, first: bytes) -> None:
    counted = report_figures.figures(store, Y2024)
    held(store, date(2024, 5, 5))
    with pytest.raises(Exception, match="ändrades medan"), frozen.freezing(store, counted):
        pass
    assert frozen.every(store) == []


def test_nothing_that_is_kept_names_anybody(tmp_path: Path) -> None:
    """Of sessions only digests are kept, and no person's id stands in a settled report."""
    with closing(new_file(tmp_path / "a.db", KEY)) as store:
        person = register(store, "Amina")
        held(store, date(2024, 3, 4), person)
        settle(store)
        kept = repr(store.connection.rows("SELECT * FROM frozen")) + repr(
            store.connection.rows("SELECT * FROM frozen_session")
        )
        assert "Amina" not in kept
        assert repr(person)[2:-1] not in kept
        assert person.hex() not in kept


def test_a_report_is_waited_for_until_it_is_settled(store: Store, people: list[bytes]) -> None:
    held(store, date(2025, 3, 4), *people)
    first, *grants = waiting(store)
    assert (first.period, first.by) == (Y2025, date(2026, 2, 1))
    settle(store, Y2025)
    assert list(waiting(store)) == grants
    assert [each.amount for each in grants] == [119_000, 2_500_000]
