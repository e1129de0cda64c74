"""Översikt: figures beside last year, and what is missing."""

from datetime import date

import pytest
from driving import Start, press, settle, text_of
from small_history import HEALTH, last_week, many, newest
from textual.widgets import OptionList

from halsoverkstad.demo.filling import fill
from halsoverkstad.demo.year import made_up_year
from halsoverkstad.domain.facts import Heads, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import COMMON_LABEL
from screens import comparison
from screens.asked import AskedRoom
from screens.conflict_room import ConflictRoom
from screens.doubles import DoublesRoom
from screens.finding_list import FindingList
from screens.hand_in import HandInRoom
from screens.library import Library
from screens.log import LogRoom
from screens.logged_twice import LoggedTwiceRoom
from screens.missing import Missing
from screens.overview import OverviewRoom
from screens.participants import ParticipantsRoom
from screens.report import ReportRoom
from screens.retention import RetentionRoom
from screens.session_form import SessionForm
from screens.settings import SettingsRoom
from screens.widgets.tick import Tick
from storage import sessions
from storage.finding import Finding, Target
from storage.sessions import LogFilter, SessionEntry
from storage.store import Store

NUTRITION = "Munhälsa och kost"


def held(day: date, workshop: str = HEALTH, heads: int = 4, new: int | None = 1):
    def fill_in(store: Store) -> None:
        session = Session(day, workshop, heads={"vuxna": Heads(heads, new)})
        sessions.save(store, SessionEntry(session))

    return fill_in


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


async def test_the_year_that_was_published(start: Start):
    async with start(lambda store: fill(store, made_up_year())) as pilot:
        shown = plain(text_of(pilot))
        assert "År 2024 hittills (1 jan – 19 dec 2023: inga uppgifter)" in shown
        whole = next(row for row in shown.splitlines()[10:] if "Hela programmet" in row)
        assert whole.split() == ["Hela", "programmet", "764", "16", "279", "2", "425", "313"]
        young = next(row for row in shown.splitlines()[10:] if "Barn och unga" in row)
        assert "105" in young
        assert "Att se till" in shown
        assert "443 deltagare saknar uppgifter" in shown


async def test_this_year_stands_beside_the_same_days_last_year(start: Start):
    fills = (
        held(date(2024, 12, 3)),
        held(date(2024, 2, 1), NUTRITION),
        held(date(2023, 12, 19)),
        held(date(2023, 12, 20), heads=90),  # after the same time last year
        held(date(2022, 12, 1), heads=90),
    )
    async with start(*fills, size=(120, 40)) as pilot:
        shown = plain(text_of(pilot))
        assert "Kvartal 4 2024 hittills (inom parentes: 1 okt – 19 dec 2023)" in shown
        quarter, year = shown.split("År 2024 hittills")
        row = next(each for each in quarter.splitlines() if HEALTH in each)
        assert "1 (1)" in row
        assert "4 (4)" in row
        assert "±0 %" in row
        row = next(each for each in year.splitlines() if NUTRITION in each)
        assert "4 (–)" in row
        assert "Unika, minst" in quarter


async def test_without_last_year_there_is_no_per_cent(start: Start):
    async with start(held(date(2024, 12, 3)), size=(120, 40)) as pilot:
        shown = text_of(pilot)
        assert "inga uppgifter" in shown
        assert "%" not in shown.split("Att se till")[0]


async def test_an_empty_database_says_what_to_do(start: Start):
    async with start() as pilot:
        shown = text_of(pilot)
        assert "tryck F3" in shown
        assert "Inga uppgifter" in shown
        assert "Inget saknas." in shown
        await press(pilot, "n")
        assert isinstance(pilot.app.screen, SessionForm)


async def test_what_is_missing_in_one_place_opens_there(start: Start):
    async with start(last_week, many(1)) as pilot:
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, SessionForm)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, OverviewRoom)


async def test_what_is_missing_in_several_is_a_list_of_them(start: Start):
    async with start(last_week, many(2)) as pilot:
        assert "Ingen deltagare är noterad: 2 ställen" in text_of(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, FindingList)
        assert "Aktivitet 0" in text_of(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, SessionForm)


async def test_what_has_been_put_right_is_gone_when_one_comes_back(start: Start):
    async with start(last_week, many(1)) as pilot:
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, SessionForm | FindingList)
        library = pilot.app.library
        entry = await newest(pilot)
        with_heads = Session(entry.session.day, heads={"vuxna": Heads(3)})
        target = (await library.ask(sessions.page, sessions.LogFilter(), 0, 1))[0].session
        await library.ask(sessions.save, SessionEntry(with_heads), target)
        await press(pilot, "f2")
        assert "Ingen deltagare" not in text_of(pilot)


async def test_what_belongs_to_a_room_goes_there(start: Start):
    async with start(last_week) as pilot:
        options = pilot.app.screen.query_one("#missing", OptionList)
        rows = text_of(pilot).split("Att se till")[1].splitlines()[1:]
        wanted = next(at for at, row in enumerate(rows) if "saknar uppgifter" in row)
        options.highlighted = wanted
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ParticipantsRoom)
        assert pilot.app.screen.query_one("#of-incomplete", Tick).value
        await press(pilot, "f5")
        assert not pilot.app.screen.query_one("#of-incomplete", Tick).value, "only for the finding"


@pytest.mark.parametrize(
    ("finding", "screen", "shown"),
    [
        (Finding("fraga", "Två", "Deltagare", "Svara", Target.DOUBLES), DoublesRoom, ""),
        (Finding("fraga", "Krock", "Lämna in", "Välj", Target.CONFLICTS), ConflictRoom, ""),
        (Finding("fraga", "Frågor", "Lämna in", "Svara", Target.ASKED), AskedRoom, ""),
        (Finding("varning", "Lika", "Loggen", "Svara", Target.LOGGED_TWICE), LoggedTwiceRoom, ""),
        (Finding("varning", "Gamla", "Deltagare", "Gallra", Target.RETENTION), RetentionRoom, ""),
        (Finding("varning", "Filen", "Lämna in", "Skriv", Target.EXCHANGE), HandInRoom, ""),
        (
            Finding("varning", "Koden", "Inställningar", "Visa", Target.RECOVERY_CODE),
            SettingsRoom,
            "Skriv av koden",
        ),
        (
            Finding("varning", "Dags", "Rapport", "Gör", Target.REPORT, period=Period.year(2023)),
            ReportRoom,
            "År 2023",
        ),
        (
            Finding(
                "varning", "Få", HEALTH, "Registrera", Target.LOG,
                sessions=LogFilter(period=Period.year(2024), workshop=HEALTH),
            ),
            LogRoom,
            "1–1 av 1",
        ),
    ],
)  # fmt: skip
async def test_each_finding_opens_where_it_is_mended(
    start: Start, finding: Finding, screen: type, shown: str
):
    async with start(last_week, many(2)) as pilot:
        room = pilot.app.screen
        assert isinstance(room, OverviewRoom)
        room._open(Missing((finding,)))
        await settle(pilot)
        assert isinstance(pilot.app.screen, screen)
        assert shown in text_of(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, OverviewRoom)


async def test_a_session_logged_twice_opens_that_pair(start: Start):
    days = date(2024, 12, 3), date(2024, 12, 10)
    async with start(*(held(day, heads=day.day) for day in days for _ in range(2))) as pilot:
        await press(pilot, "k")
        findings = pilot.app.screen.query_one("#findings", OptionList)
        told = [str(each.prompt) for each in findings.options]
        assert sum("liknar ett annat" in each for each in told) == 2, "a finding a pair"
        findings.highlighted = next(at for at, each in enumerate(told) if "2024-12-03" in each)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, LoggedTwiceRoom)
        compared = text_of(pilot).split("Jämför")[1]
        assert "3 dec" in compared, "the later pair would stand first"
        await press(pilot, "v")
        assert "10 dec" in text_of(pilot).split("Jämför")[1], "put last it stands last"


async def test_what_concerns_nothing_of_its_own_is_told_with_its_advice(start: Start):
    async with start() as pilot:
        room = pilot.app.screen
        assert isinstance(room, OverviewRoom)
        finding = Finding("fel", "Siffrorna motsäger varandra", "2024", "Återställ en kopia")
        room._open(Missing((finding,)))
        await settle(pilot)
        assert isinstance(pilot.app.screen, FindingList)


async def test_everything_can_be_checked(start: Start):
    async with start(many(2)) as pilot:
        await press(pilot, "k")
        assert isinstance(pilot.app.screen, FindingList)
        assert "2 fynd" in plain(text_of(pilot))
        await press(pilot, "escape", "enter", "k")
        assert "2 fynd" in plain(text_of(pilot))


async def test_a_slash_searches_the_log(start: Start):
    async with start(last_week) as pilot:
        await press(pilot, "slash")
        assert isinstance(pilot.app.screen, LogRoom)


async def test_it_is_the_first_room(start: Start):
    async with start() as pilot:
        assert isinstance(pilot.app.screen, OverviewRoom)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, OverviewRoom)


async def test_a_comparison_fits_any_width(library: Library):
    today = date(2024, 12, 19)
    await library.ask(held(date(2024, 12, 3), "", heads=12345))
    await library.ask(held(date(2023, 12, 3), "", heads=98765))
    found = await library.ask(comparison.compare, Period.year(2024), today)
    assert found.lines[0].label != COMMON_LABEL
    for width in (76, 90, 116, 200):
        lines = str(comparison.render(found, width)).splitlines()
        assert max(map(len, lines)) <= width
        assert len({len(line) for line in lines}) == 1
