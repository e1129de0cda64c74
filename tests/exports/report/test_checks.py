"""What stands in the way of a report, and where each finding is mended."""

from dataclasses import replace
from datetime import date

import pytest

from exports.report import checks
from exports.report.finding import in_words, stops
from exports.report.source import Source, gather
from halsoverkstad.domain.economy import CostLine, Economy, Grant, Surplus
from halsoverkstad.domain.facts import Heads, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.report import EXPECTED, FollowUp, Part, TextKey
from storage import doubles, joining, report_lists, report_texts, sessions
from storage.coverage import Week, Weekly
from storage.finding import Finding, Target
from storage.joining import Membership
from storage.sessions import SessionEntry
from storage.store import Store
from tests.exports.report.content.making_up import held
from tests.storage.test_conflicts import clash
from tests.stores import ADULT, register

Y2025 = Period.year(2025)


@pytest.fixture
def people(store: Store) -> list[bytes]:
    return [register(store, f"Person {number}") for number in range(30)]


@pytest.fixture
def whole(store: Store, people: list[bytes]) -> Store:
    """A year of which nothing is to be said: every workshop, every text, an economy."""
    for month in range(1, 13):
        for workshop in ("Munhälsa och kost", "Kvinnors hälsa", "Barn och unga"):
            held(store, f"2025-{month:02}-05", *people, workshop=workshop)
    for part in EXPECTED:
        report_texts.write(store, Y2025, TextKey(part), f"Om {part.label}.")
    report_lists.set_economy(store, Y2025, Economy((CostLine("Lön", 5, 5),)))
    return store


def found(store: Store, period: str = "2025") -> list[Finding]:
    return checks.findings(store, gather(store, Period.parse(period)))


def about(store: Store, words: str, period: str = "2025") -> Finding:
    (one,) = (each for each in found(store, period) if words in each.what)
    return one


def test_a_whole_year_has_nothing_to_mend(whole: Store) -> None:
    told = [each for each in found(whole) if "saknar uppgifter" not in each.what]
    assert told == []


def test_an_empty_period_cannot_be_settled(whole: Store) -> None:
    one = about(whole, "inga loggade tillfällen", "2022")
    assert (one.severity, one.target) == ("fel", Target.LOG)
    assert stops(found(whole, "2022"))
    assert not stops(found(whole))


def test_a_period_that_goes_on_is_told(whole: Store) -> None:
    held(whole, "2026-01-05")
    one = about(whole, "inte slut", "2026")
    assert (one.severity, one.target) == ("varning", Target.TEXT)


def test_a_log_that_began_late_is_told(store: Store, people: list[bytes]) -> None:
    held(store, "2025-04-01", *people)
    assert about(store, "Loggen förs sedan 2025-04-01").text == TextKey(Part.DEVIATIONS)


def test_each_text_that_is_missing_opens_where_it_is_written(whole: Store) -> None:
    report_texts.forget(whole, Y2025, TextKey(Part.RESEARCH))
    report_texts.write(whole, Y2025, TextKey(Part.GOALS), "")
    missing = [each for each in found(whole) if each.what.startswith("Text saknas")]
    assert [(each.target, each.text, each.severity) for each in missing] == [
        (Target.TEXT, TextKey(Part.GOALS), "varning"),
        (Target.TEXT, TextKey(Part.RESEARCH), "varning"),
    ]


def test_a_text_of_last_year_has_to_be_read_through(whole: Store) -> None:
    report_texts.write(whole, Period.year(2024), TextKey(Part.WORKSHOP, "Barn och unga"), "Då.")
    one = about(whole, "har inte setts över")
    assert (one.where, one.text) == (
        "Verkstaden Barn och unga",
        TextKey(Part.WORKSHOP, "Barn och unga"),
    )


def test_a_surplus_that_does_not_come_out_stops_the_report(whole: Store) -> None:
    wrong = Economy((CostLine("Lön", 5, 5),), (Surplus(10, carried_out=11),))
    report_lists.set_economy(whole, Y2025, wrong)
    one = about(whole, "Överskott ut")
    assert (one.severity, one.target) == ("fel", Target.ECONOMY)
    assert "skillnaden är 1\u00a0kr" in one.what


def test_more_cannot_be_used_of_a_surplus_than_there_is(whole: Store) -> None:
    wrong = Economy((CostLine("Lön", 5, 5),), (Surplus(10, used=8, repaid=3),))
    report_lists.set_economy(whole, Y2025, wrong)
    assert about(whole, "mer använt och återbetalt än infört").severity == "fel"


def test_a_grant_that_was_overspent_is_told(whole: Store) -> None:
    noted = Economy((CostLine("Lön", 5, 5),), (), (Grant("Område", 10, 12),))
    report_lists.set_economy(whole, Y2025, noted)
    one = about(whole, "Område")
    assert (one.severity, one.target) == ("varning", Target.ECONOMY)


def test_a_missing_economy_is_told(whole: Store) -> None:
    report_lists.set_economy(whole, Y2025, Economy())
    assert about(whole, "Ekonomin saknas").target is Target.ECONOMY


def test_more_answers_than_asked_stop_the_report(whole: Store) -> None:
    report_lists.set_follow_ups(
        whole, Y2025, [FollowUp("Hälsa", "enkät", 10, 10, ""), FollowUp("Sömn", "", 10, 11, "")]
    )
    one = about(whole, "svarande")
    assert (one.severity, one.target) == ("fel", Target.FOLLOW_UP)
    assert one.what.startswith("Sömn: 11")


def test_a_workshop_without_figures_is_told(store: Store, people: list[bytes]) -> None:
    held(store, "2025-01-05", *people, workshop="Kvinnors hälsa")
    quiet = [each.where for each in found(store) if "inga tillfällen i perioden" in each.what]
    assert quiet == ["Munhälsa och kost", "Barn och unga"]


def test_no_percentage_is_of_a_year_logged_in_part(whole: Store, people: list[bytes]) -> None:
    held(whole, "2024-05-08", *people[:12], workshop="Kvinnors hälsa")
    told = [each.what for each in found(whole) if "ingen text nämner" in each.what]
    assert any("12 har blivit 30, och" in each for each in told)
    assert not any("%" in each for each in told)


def test_a_great_change_has_to_be_mentioned(whole: Store, people: list[bytes]) -> None:
    held(whole, "2024-01-08", *people[:12], workshop="Kvinnors hälsa")
    told = [each for each in found(whole) if "ingen text nämner" in each.what]
    assert [each.where for each in told] == [
        "T1.tillfallen.totalt",
        "T1.deltagartillfallen.totalt",
        "T1.unika.totalt",
        "T1.aterkommande.totalt",
        "T1.unika.vuxna",
        "T2.unika.munhalsa_och_kost",
        "T2.unika.kvinnors_halsa",
        "T2.unika.barn_och_unga",
    ]
    assert "12 har blivit 30 (150,0\u00a0%)" in told[2].what
    report_texts.write(
        whole, Y2025, TextKey(Part.DEVIATIONS), "Kvinnors hälsa växte, och antalet TILLFÄLLEN."
    )
    left = [each.where for each in found(whole) if "ingen text nämner" in each.what]
    assert "T2.unika.kvinnors_halsa" not in left
    assert "T1.tillfallen.totalt" not in left


def test_half_as_many_again_needs_no_explaining(store: Store, people: list[bytes]) -> None:
    held(store, "2024-01-08", *people[:20])
    held(store, "2025-01-08", *people[:30])
    assert not [each for each in found(store) if each.where == "T1.unika.totalt"]


def test_what_kontrollera_finds_opens_where_it_is_mended(whole: Store, people: list[bytes]) -> None:
    heads = {ADULT: Heads(2, 3)}
    session = Session(date(2025, 6, 1), "Kvinnors hälsa", heads=heads)
    wrong = sessions.save(whole, SessionEntry(session))
    empty = sessions.save(whole, SessionEntry(Session(date(2025, 6, 2), "Kvinnors hälsa")))
    by_session = {each.about: each for each in found(whole) if each.target is Target.SESSION}
    assert by_session[wrong].severity == "fel"
    assert by_session[empty].severity == "varning"
    assert found(whole)[0].severity == "fel"


def test_open_questions_are_for_people_to_answer(whole: Store) -> None:
    doubles_before = [each for each in found(whole) if each.severity == "fraga"]
    assert doubles_before == []
    register(whole, "Fatima A", given="Fatima", surname_letters="al", birth_year=1980)
    register(whole, "Fatima B", given="Fatima", surname_letters="al", birth_year=1980)
    assert doubles.count_open(whole) == 1
    (asked,) = (each for each in found(whole) if each.severity == "fraga")
    assert asked.target is Target.DOUBLES


def test_parts_are_held_against_totals(whole: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A figure that was counted wrong shows, whichever table it is in."""
    source = gather(whole, Y2025)
    for name in (
        "T1.unika.vuxna",
        "T2.tillfallen.kvinnors_halsa",
        "T3.deltagartillfallen.2025K1",
        "T4.unika_registrerade.kon.annat",
        "T5.tillfallen.grupp",
        "B1.besok.13+",
        "B2.dagar.2",
    ):
        figure = source.counted.figures[name]
        figures = dict(source.counted.figures) | {name: replace(figure, value=figure.value + 1)}
        counted = replace(source.counted, figures=figures)
        told = checks.findings(whole, replace(source, counted=counted))
        assert [each.severity for each in told][:1] == ["fel"], name


def test_findings_of_one_sort_are_one_line_on_the_command_line() -> None:
    many = [Finding("varning", "Tomt", f"t-{number}", "Fyll i") for number in range(5)]
    one = Finding("fel", "Fel summa", "T1", "Rätta")
    assert in_words([one, *many]) == (
        "FEL: Fel summa (T1).\nVarning: Tomt (t-0; t-1; t-2; och 2 till).\n"
    )


def with_weeks(source: Source, *known: Weekly) -> Source:
    """The source as if its last weeks were known so, of its only computer."""
    covered = source.counted.coverage
    (laptop,) = covered.laptops
    weeks = covered.held[laptop.laptop]
    tail = tuple(Week(each, int(each is Weekly.HELD)) for each in known)
    held_weeks = {laptop.laptop: (*weeks[: len(weeks) - len(tail)], *tail)}
    counted = replace(source.counted, coverage=replace(covered, held=held_weeks))
    return replace(source, counted=counted)


def test_a_computer_that_has_not_been_heard_of_is_told(whole: Store) -> None:
    source = with_weeks(gather(whole, Y2025), Weekly.HELD, Weekly.UNHEARD, Weekly.UNHEARD)
    (one,) = (each for each in checks.findings(whole, source) if each.target is Target.EXCHANGE)
    assert one.where == "Dator 1"
    assert one.what == "Datorn har inte hörts av för 2\u00a0veckor: v.\u00a052 2025, v.\u00a01 2026"


def test_a_computer_that_has_gone_quiet_is_told_after_the_weeks_of_the_settings(
    whole: Store,
) -> None:
    for quiet, told in ((4, 0), (5, 1)):
        source = with_weeks(gather(whole, Y2025), Weekly.HELD, *[Weekly.NONE] * quiet)
        found = [each for each in checks.findings(whole, source) if each.target is Target.EXCHANGE]
        assert len(found) == told, quiet


def test_changes_that_contradict_each_other_are_told_once(whole: Store) -> None:
    with whole.connection.transaction():
        joining.remember(whole, Membership(b"p" * 16, joining.COORDINATOR, "{}", (), "", 0))
    clash(whole, Session(date(2025, 3, 3), activity="Bad"), Session(date(2025, 3, 3)))
    told = [each for each in found(whole) if "krock" in f"{each.what} {each.where}".casefold()]
    assert [(each.what, each.target) for each in told] == [
        ("1 krock mellan två datorers ändringar väntar på ett val", Target.CONFLICTS)
    ]
    assert not [each for each in found(whole) if "motsäger varandra" in each.what]


def test_a_period_without_an_agreement_has_no_receiver(whole: Store) -> None:
    assert about(whole, "Ingen överenskommelse", "2022").where == "Mottagare"


def test_a_few_people_more_need_no_explaining(store: Store, people: list[bytes]) -> None:
    held(store, "2024-01-08", *people[:2])
    held(store, "2025-01-08", *people[:9])
    assert not [each for each in found(store) if "ingen text nämner" in each.what]
    held(store, "2025-01-15", *people[:10])
    assert [each.where for each in found(store) if each.where == "T1.unika.totalt"]
