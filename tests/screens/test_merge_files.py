"""Choosing files to read: what is wrong with one is named, and what a person has to say is asked."""

from pathlib import Path

from driving import Start, paste, press, text_of
from laptops_met import held, laptop, question, ticked, told_in, yoga
from several import Computer, coordinator, names_in, programme, stick
from small_history import ask, said

from exports.halsa.exchange import own_code
from halsoverkstad.domain.facts import Naming
from storage import journal, register_rows
from storage.journal import Entity
from storage.store import Store
from storage.writing import writing

__all__ = ["coordinator", "programme", "stick"]


async def test_bad_files_are_named_and_the_others_read_only_after_a_yes(
    start: Start, tmp_path: Path, coordinator: Computer, programme: Path, stick: Path
):
    whole = laptop(tmp_path, 1, programme, yoga(Naming("Amina"))).hand_in(stick / "hel.halsa")
    data = whole.read_bytes()
    (stick / "trasig.halsa").write_bytes(data[:-40])
    async with start(opening=coordinator) as pilot:
        await press(pilot, "f8", "l", "a", "a")
        names = set(names_in(stick))
        while set(ticked(pilot)) != names:
            await press(pilot, "space", "down")
        await press(pilot, "p")
        assert "trasig.halsa" in told_in(pilot)
        assert "skadad" in told_in(pilot)
        await press(pilot, "f9")
        asked = question(pilot)
        assert "1 fil går inte att läsa: trasig.halsa. Läsa in de andra ändå?" in asked
        await press(pilot, "escape")
        assert await ask(pilot, held) == 0
        await press(pilot, "f9", "j", "j")
        assert await ask(pilot, held) == 1


async def test_a_laptop_that_is_not_ours_is_left_out(
    start: Start, tmp_path: Path, coordinator: Computer, programme: Path, stick: Path
):
    first = laptop(tmp_path, 1, programme, yoga(Naming("Amina")))
    first.hand_in(stick / "1.halsa")
    async with start(opening=coordinator) as pilot:
        await press(pilot, "f8", "l", "f9", "f9")
        asked = question(pilot)
        assert "Dator 1 har inte lämnat in förut" in asked
        assert f"jämför koden {first.do(own_code)} med den som visas där" in asked
        await press(pilot, "n")
        assert ticked(pilot) == []
        assert await ask(pilot, held) == 0


async def test_a_file_that_erases_others_people_is_asked_about(
    start: Start, tmp_path: Path, coordinator: Computer, programme: Path, stick: Path
):
    """A copy of a laptop's database that says to be another laptop."""
    first = laptop(tmp_path, 1, programme, yoga(Naming("Amina")))
    second = laptop(tmp_path, 2, programme)
    for each in (first, second):
        coordinator.read(each.hand_in(stick / "fil.halsa"))
    (amina,) = first.do(
        lambda store: register_rows.page(store, register_rows.ParticipantFilter(), 0, 9)
    )
    versions = first.do(lambda store: journal.versions_of(store.connection, amina.participant))

    def erase(store: Store) -> None:
        journal.append(store.connection, versions)
        with writing(store) as pen:
            pen.put(Entity.PARTICIPANT, amina.participant, {"erased": True})

    second.do(erase)
    second.hand_in(stick / "fil.halsa")
    async with start(opening=coordinator) as pilot:
        await press(pilot, "f8", "l", "f9", "f9")
        asked = question(pilot)
        assert "Dator 2 raderar 1 deltagare som är registrerade på andra datorer" in asked
        await press(pilot, "n")
        assert ticked(pilot) == []
        (row,) = await ask(pilot, register_rows.page, register_rows.ParticipantFilter(), 0, 9)
        assert not row.erased


async def test_an_empty_folder_and_no_tick_say_what_to_do(
    start: Start, coordinator: Computer, programme: Path
):
    async with start(opening=coordinator) as pilot:
        await press(pilot, "f8", "s")
        assert "Ingen dator har lämnat in något än" in said(pilot)
        await press(pilot, "l")
        assert "Inga .halsa-filer här" in text_of(pilot)
        await press(pilot, "f9", "p", "space", "a")
        assert "Kryssa först" in said(pilot)


async def test_from_an_empty_folder_up_leads_to_another(
    start: Start, tmp_path: Path, coordinator: Computer, programme: Path
):
    folder = tmp_path / "annan"
    folder.mkdir()
    laptop(tmp_path, 1, programme).hand_in(folder / "1.halsa")
    async with start(opening=coordinator) as pilot:
        await press(pilot, "f8", "l")
        assert "mapp ovanför (↑)" in text_of(pilot)
        await press(pilot, "up", "home", "shift+end")
        await paste(pilot, str(folder))
        await press(pilot, "enter")
        assert [each.split()[0] for each in ticked(pilot)] == ["1.halsa"]
        # Where there are files up goes through them.
        await press(pilot, "up", "space")
        assert ticked(pilot) == []
