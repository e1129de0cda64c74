"""Översikt: figures beside last year, and what is missing."""

from datetime import date

from driving import Start, press, text_of
from small_history import HEALTH, last_week, many, newest
from textual.widgets import OptionList

from halsoverkstad.demo.filling import fill
from halsoverkstad.demo.year import made_up_year
from halsoverkstad.domain.facts import Heads, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import COMMON_LABEL
from screens import comparison
from screens.finding_list import FindingList
from screens.library import Library
from screens.log import LogRoom
from screens.overview import OverviewRoom
from screens.participants import ParticipantsRoom
from screens.session_form import SessionForm
from storage import sessions
from storage.sessions import SessionEntry
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


async def test_what_is_missing_opens_with_enter(start: Start):
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


async def test_everything_can_be_checked_from_the_findings(start: Start):
    async with start(many(1)) as pilot:
        pilot.app.screen.query_one("#missing", OptionList).focus()
        await press(pilot, "enter", "k")
        assert "1 fynd" in plain(text_of(pilot))


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
