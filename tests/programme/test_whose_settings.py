"""Coordinator and deputy both write for the laptops: the order in which these read changes nothing."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import permutations
from shutil import copyfile

import pytest

from exports.halsa import exchange
from storage import handing, joining, settings
from storage.opening import create_in_memory
from tests.programme.conftest import PROGRAMME, Computers
from tests.programme.forging import opened
from tests.stores import NOW, seeded
from tests.stores import PROGRAMME as PROGRAMME_TEXT

Answer = tuple[str, tuple[str, ...], int, list[tuple[object, ...]]]


@pytest.fixture
def programme(computers: Computers) -> Computers:
    """A programme with a deputy; both have read what two laptops handed in."""
    computers.run("d", "samordnare", "nyckel", "-o", "d.halsanyckel")
    computers.run("s", "samordnare", "skapa", "-o", PROGRAMME, "--ersattare", "d.halsanyckel")
    computers.run("d", "samordnare", "overta", PROGRAMME)
    for laptop in "ab":
        computers.run(laptop, "anslut", PROGRAMME, "--dator", laptop.upper())
        computers.imports(laptop, "ada", laptop)
    files = [computers.hands_in(each) for each in "ab"]
    for computer in "sd":
        computers.run(computer, "sammanfoga", *files)
    return computers


def answer(computers: Computers, name: str, says: str) -> str:
    """A file for the laptops, with settings that are called `says`; the file's name."""
    with opened(computers, name) as store:
        text = settings.programme_text(store)
        line = next(each for each in text.splitlines() if each.startswith("namn = "))
        settings.set_programme(store, text.replace(line, f'namn = "{says}"', 1))
    target = f"{says}.halsa"
    computers.run(name, "exportera", "-o", target)
    return target


def read(computers: Computers, files: Sequence[str], *, at_once: bool) -> Answer:
    """What a copy of laptop `a` goes by after reading files; refused ones are left out."""
    copyfile(computers.path("a.db"), computers.path("kopia.db"))
    for part in [files] if at_once else [[each] for each in files]:
        computers.run("kopia", "sammanfoga", "--hoppa-over", *part)
    with opened(computers, "kopia") as store:
        mine = joining.membership(store)
        assert mine is not None
        asked = store.connection.rows("SELECT * FROM asked")
        return store.programme.name, mine.recipients, mine.serial, asked


def all_orders(computers: Computers, files: Sequence[str]) -> Answer:
    """What a laptop goes by, which is the same however it reads the files."""
    answers = [
        read(computers, order, at_once=at_once)
        for order in permutations(files)
        for at_once in (False, True)
    ]
    assert all(each == answers[0] for each in answers)
    return answers[0]


def test_the_coordinators_latest_file_holds_whatever_a_deputy_says(programme: Computers) -> None:
    files = [
        answer(programme, "s", "Ett"), answer(programme, "s", "Två"), answer(programme, "d", "Tre"),
    ]  # fmt: skip
    assert all_orders(programme, files)[0] == "Två"


def test_a_deputy_who_has_taken_over_holds_also_before_what_came_earlier(
    programme: Computers,
) -> None:
    before = answer(programme, "s", "Ett")
    programme.run("d", "samordnare", "skapa", "-o", "ny.halsaprogram")
    # A later file of the one who was replaced does not hold either, though its number is as great.
    programme.run("s", "samordnare", "skapa", "-o", "gammal.halsaprogram")
    files = [before, answer(programme, "d", "Två"), answer(programme, "s", "Tre")]
    name, recipients, _, _ = all_orders(programme, files)
    assert name == "Två"
    with opened(programme, "d") as store:
        mine = joining.membership(store)
        assert mine is not None
        assert recipients == mine.recipients


def test_questions_are_those_of_the_latest_file_of_all(programme: Computers) -> None:
    files = [answer(programme, "s", "Ett"), answer(programme, "d", "Två")]
    with opened(programme, "d") as store:
        store.connection.run("DELETE FROM participant")
    files.append(answer(programme, "d", "Tre"))
    assert all_orders(programme, files)[3] == []


def test_joining_again_with_the_same_file_takes_nothing_back(programme: Computers) -> None:
    programme.run("a", "sammanfoga", answer(programme, "s", "Nytt"))
    programme.run("a", "anslut", PROGRAMME)
    with opened(programme, "a") as store:
        assert store.programme.name == "Nytt"
    programme.run("s", "samordnare", "skapa", "-o", PROGRAMME)
    with opened(programme, "s") as store:
        settings.set_programme(
            store, settings.programme_text(store).replace('"Nytt"', '"Nyare"', 1)
        )
    programme.run("s", "samordnare", "skapa", "-o", PROGRAMME)
    programme.run("a", "anslut", PROGRAMME)
    with opened(programme, "a") as store:
        assert store.programme.name == "Nyare"


def test_a_clock_that_goes_back_does_not_make_a_later_file_an_earlier_one() -> None:
    moment = [NOW + timedelta(days=400)]
    store = create_in_memory(PROGRAMME_TEXT, clock=lambda: moment[0], entropy=seeded(1))
    times: list[int] = []
    for _ in range(3):
        times.append(handing.answer_time(store))
        handing.remember_answer(store, times[-1])
        moment[0] = NOW
    assert times == sorted(set(times))
    store.close()


def test_a_coordinator_says_that_time_and_a_laptop_its_own(
    programme: Computers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange.handing, "answer_time", lambda _store: 4_000_000_000_000)
    programme.run("a", "sammanfoga", answer(programme, "s", "Ett"))
    with opened(programme, "a") as store:
        assert store.connection.value("SELECT max(time) FROM peer") == 4_000_000_000_000
    programme.run("s", "sammanfoga", programme.hands_in("a"))
    with opened(programme, "s") as store:
        assert store.connection.value("SELECT max(time) FROM peer") < 4_000_000_000_000


def test_new_settings_are_told_once_and_no_word_that_nobody_used(programme: Computers) -> None:
    with opened(programme, "s") as store:
        text = settings.programme_text(store)
        settings.set_programme(store, text.replace('"Lindängen"', '"Norra Lindängen"'))
    programme.run("s", "exportera", "-o", "svar.halsa")
    for tried in (["--prova"], []):
        programme.run("a", "sammanfoga", "svar.halsa", *tried)
        done = "följer" if tried else "följde"
        assert programme.error == (
            f"Nya inställningar för programmet {done} med. Alla siffror räknas efter dem.\n"
        )
    programme.run("a", "sammanfoga", "svar.halsa")
    assert programme.error == ""
