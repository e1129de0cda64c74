"""Before and after a merge: which laptops are missing, whose files are old, what conflicts."""

from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from halsoverkstad import access
from storage import connection, erasure, peers, sessions
from storage.write_log import LINGERS
from tests.programme.conftest import PROGRAMME, Computers

TODAY = datetime.now().astimezone().date()


@pytest.fixture
def programme(computers):
    computers.run("s", "samordnare", "skapa", "-o", PROGRAMME)
    for laptop in "abc":
        computers.run(laptop, "anslut", PROGRAMME, "--dator", laptop.upper())
        computers.imports(laptop, laptop)
    return computers


def aged(computers: Computers, laptop: str, weeks: int) -> None:
    """Let the coordinator's newest file from a laptop be so many weeks old."""
    with closing(access.open_existing(Path(computers.path("s.db")))) as store:
        store.connection.run(
            "UPDATE peer SET time = time - ? WHERE laptop = (SELECT id FROM laptop WHERE name = ?)",
            (int(timedelta(weeks=weeks, hours=1).total_seconds() * 1000), laptop),
        )


def test_a_first_merge_misses_nobody(programme: Computers):
    merged = programme.answer("s", "sammanfoga", "--prova", *map(programme.hands_in, "ab"))
    assert (merged["saknas"], merged["gamla"], merged["krockar"]) == ([], [], [])


def test_the_same_file_twice_in_one_command_is_read_once_and_named(programme: Computers):
    once = programme.hands_in("a")
    (programme.folder / "kopia.halsa").write_bytes((programme.folder / once).read_bytes())
    told = programme.run("s", "sammanfoga", once, "kopia.halsa", once).splitlines()
    assert (
        told[0]
        == f"{once}: A, nummer 1: 1 tillfälle, 1 deltagartillfälle, 1 deltagare, nya eller ändrade."
    )
    assert told[1:3] == [f"{each}: A, nummer 1, redan läst." for each in ("kopia.halsa", once)]
    assert programme.error.count("Datorn A är ny här och togs emot") == 1


def test_the_figures_come_with_their_interval(programme: Computers):
    told = programme.run("s", "sammanfoga", "--prova", programme.hands_in("a"))
    for bound in ("lägst", "högst"):
        assert f"  Unika, {bound}: 0 → 1\n" in told


def test_trying_says_that_a_new_computer_would_be_taken(programme: Computers):
    programme.run("s", "sammanfoga", "--prova", programme.hands_in("a"))
    assert "Datorn A är ny här (kod " in programme.error
    assert "innan du läser in filen" in programme.error


def test_who_is_missing_is_named_with_what_was_heard_last(programme: Computers):
    programme.run("s", "sammanfoga", *map(programme.hands_in, "abc"))
    late = programme.hands_in("b")
    for _ in range(2):  # also when the file is known
        merged = programme.answer("s", "sammanfoga", "--prova", late)
        assert [each["dator"] for each in merged["saknas"]] == ["A", "C"]
        assert merged["saknas"][0] == {
            "dator": "A", "nummer": 1, "senast": TODAY.isoformat(), "veckor": 0,
        }  # fmt: skip
        programme.run("s", "sammanfoga", late)
    assert f"Saknas: ingen fil från A (senast {TODAY}, nummer 1)." in programme.run(
        "s", "sammanfoga", "--prova", late
    )


@pytest.mark.parametrize(
    ("weeks", "stale"), [(peers.STALE_WEEKS - 1, []), (peers.STALE_WEEKS, ["A"]), (30, ["A"])]
)
def test_an_old_file_is_named_with_its_weeks(programme: Computers, weeks, stale):
    programme.run("s", "sammanfoga", *map(programme.hands_in, "ab"))
    aged(programme, "A", weeks)
    merged = programme.answer("s", "sammanfoga", programme.hands_in("b"))
    assert [each["dator"] for each in merged["gamla"]] == stale
    assert [each["veckor"] for each in merged["gamla"]] == [weeks] * len(stale)
    said = programme.run("s", "sammanfoga", "--prova", programme.hands_in("b"))
    assert (f"för {weeks} veckor sedan" in said) is bool(stale)
    # The file that is being read now is not old any more.
    renewed = programme.answer("s", "sammanfoga", programme.hands_in("a"))
    assert renewed["gamla"] == []


def test_a_laptop_under_a_new_id_is_not_missed_under_the_old(programme: Computers):
    programme.run("s", "sammanfoga", *map(programme.hands_in, "ab"))
    programme.run("a", "sakerhetskopiera", "kopia.db")
    programme.run("a", "aterstall", "kopia.db")
    programme.imports("a", "sist")
    merged = programme.answer("s", "sammanfoga", programme.hands_in("a"), programme.hands_in("b"))
    assert [each["dator"] for each in merged["filer"]] == ["A (2)", "B"]
    assert merged["saknas"] == []


def test_what_a_merge_blanked_while_somebody_was_reading_is_said(
    programme: Computers, monkeypatch: pytest.MonkeyPatch
):
    programme.run("s", "sammanfoga", programme.hands_in("a"))
    with closing(access.open_existing(Path(programme.path("a.db")))) as store:
        erasure.erase(store, store.connection.value("SELECT id FROM participant"))
    file = programme.hands_in("a")
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0)
    with closing(access.open_existing(Path(programme.path("s.db")))) as store, store.snapshot():
        store.connection.value("SELECT count(*) FROM version")
        programme.run("s", "sammanfoga", file)
        assert LINGERS in programme.error
    programme.run("s", "sammanfoga", programme.hands_in("a"))
    assert LINGERS not in programme.error


def test_a_conflict_is_named_by_its_session(programme: Computers):
    """A restored laptop and its clone change one session each in their own way."""
    programme.run("a", "sakerhetskopiera", "kopia.db")
    programme.run("klon", "aterstall", "kopia.db")
    for computer, activity in (("a", "Yoga"), ("klon", "Syverkstad")):
        with closing(access.open_existing(Path(programme.path(f"{computer}.db")))) as store:
            (row,) = sessions.page(store, sessions.LogFilter(), 0, 9)
            entry = sessions.get(store, row.session)
            changed = type(entry.session)(
                **(entry.session.__dict__ | {"activity": activity, "workshop": "Kvinnors hälsa"})
            )
            sessions.save(store, sessions.SessionEntry(changed, entry.present), row.session)
    files = [programme.hands_in("a"), programme.hands_in("klon")]

    merged = programme.answer("s", "sammanfoga", "--prova", *files)

    assert merged["konflikter"] == 1
    (clash,) = merged["krockar"]
    assert (clash["slag"], clash["datum"]) == ("tillfalle", "2025-03-03")
    assert clash["verkstad"] == "Kvinnors hälsa"
    said = programme.run("s", "sammanfoga", *files)
    assert "1 ändring krockar" in said
    assert "tillfället 2025-03-03, Kvinnors hälsa" in said


def test_a_merge_that_changes_what_was_reported_says_so(programme: Computers):
    programme.run("s", "sammanfoga", programme.hands_in("a"))
    programme.run("s", "rapport", "2025", "--faststall", "--intern", "-o", "rapport.json")
    late = programme.hands_in("b")
    programme.run("s", "sammanfoga", "--prova", late)
    assert "Fastställd rapport" not in programme.error
    programme.run("s", "sammanfoga", late)
    assert "Fastställd rapport för 2025: 1 unika är nu 2 (t-" in programme.error
