"""A laptop hands in its own words, and of the others' only what it can know."""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from shutil import copyfile

import pytest

from halsoverkstad.access import STATE_VARIABLE
from storage import erasure, journal
from storage.encoding import dump
from storage.journal import Entity, Version
from tests.programme.conftest import PROGRAMME, Computers
from tests.programme.forging import forge, opened

SESSION = '{"day":"2025-05-05","kind":"grupp","minutes":null}'
STRANGE = "registrerade på andra datorer"


@pytest.fixture
def programme(computers: Computers) -> Computers:
    """Two laptops, of which the first has handed in."""
    computers.run("s", "samordnare", "skapa", "-o", PROGRAMME)
    for laptop in "ab":
        computers.run(laptop, "anslut", PROGRAMME, "--dator", laptop.upper())
        computers.imports(laptop, laptop)
    computers.run("s", "sammanfoga", computers.hands_in("a"))
    return computers


def laptop_of(computers: Computers, name: str) -> bytes:
    with opened(computers, name) as store:
        return store.laptop.id


def participant_of(computers: Computers, name: str) -> bytes:
    with opened(computers, name) as store:
        return store.connection.value("SELECT id FROM participant")


def words_of(computers: Computers, name: str, kind: Entity, entity: bytes, fields: str) -> Version:
    """What another laptop never wrote, with the greatest number it could have."""
    laptop = laptop_of(computers, name)
    return Version.written(entity, kind, laptop=laptop, seq=999, time=1, parents=(), fields=fields)


@pytest.mark.parametrize(
    ("kind", "length", "fields"),
    [
        (Entity.SESSION, 16, SESSION),
        (Entity.ATTENDANCE, 32, '{"group":"vuxna"}'),
        (Entity.PARTICIPANT, 16, '{"group":"vuxna"}'),
        (Entity.LAPTOP, 16, '{"name":"A"}'),
    ],
)
def test_what_is_said_in_anothers_name_is_refused_by_name(
    programme: Computers, kind: Entity, length: int, fields: str
) -> None:
    forged = words_of(programme, "a", kind, b"e" * length, fields)
    file = forge(programme, "b", "ljuger.halsa", more=[forged])
    before = programme.answer("s", "statistik", "2025")

    programme.run("s", "sammanfoga", file, status=1)

    assert "ljuger.halsa: datorn B lämnar in uppgifter i en annan dators namn (A)" in (
        programme.error
    )
    assert programme.answer("s", "statistik", "2025") == before
    merged = programme.answer("s", "sammanfoga", "--hoppa-over", file, programme.hands_in("b"))
    assert [each["fil"] for each in merged["fel"]] == [file]
    assert [each["dator"] for each in merged["filer"]] == ["B"]


def test_to_say_that_one_is_its_copy_does_not_help_without_its_keys(programme: Computers) -> None:
    victim = laptop_of(programme, "a").hex()

    def claim(each: Version) -> Version:
        if each.kind is not Entity.LAPTOP:
            return each
        fields = dump({"name": "B", "knows": {victim: 10**9}})
        return Version.written(
            each.entity, each.kind, laptop=each.laptop, seq=each.seq, time=each.time,
            parents=each.parents, fields=fields,
        )  # fmt: skip

    forged = words_of(programme, "a", Entity.SESSION, b"e" * 16, SESSION)
    file = forge(programme, "b", "ljuger.halsa", change=claim, more=[forged])
    programme.run("s", "sammanfoga", file, status=1)
    assert "i en annan dators namn" in programme.error


def test_what_is_known_already_may_be_repeated(programme: Computers) -> None:
    with opened(programme, "a") as store:
        known = list(journal.every_version(store.connection))
    programme.run("s", "sammanfoga", forge(programme, "b", "upprepar.halsa", more=known))
    assert programme.unique("s") == 2


# What laptops hand in of others and may


def cloned(computers: Computers, source: str, target: str) -> None:
    copyfile(computers.path(f"{source}.db"), computers.path(f"{target}.db"))


@pytest.mark.parametrize("order", [("a", "klon"), ("klon", "a"), ("klon",)])
def test_a_copy_hands_in_the_register_it_goes_on_with(
    computers: Computers, monkeypatch: pytest.MonkeyPatch, order: tuple[str, ...]
) -> None:
    computers.run("s", "samordnare", "skapa", "-o", PROGRAMME)
    computers.run("a", "anslut", PROGRAMME, "--dator", "A")
    computers.imports("a", "p1")
    cloned(computers, "a", "klon")
    monkeypatch.setenv(STATE_VARIABLE, computers.path("annan"))
    computers.imports("klon", "p2")
    assert laptop_of(computers, "klon") != laptop_of(computers, "a")
    for name in order:
        computers.run("s", "sammanfoga", computers.hands_in(name))
    assert computers.unique("s") == 2


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_a_copy_from_before_joining_has_keys_of_its_own(
    computers: Computers, monkeypatch: pytest.MonkeyPatch, order: str
) -> None:
    """Several laptops set up by copying one database, each joined by itself."""
    computers.run("s", "samordnare", "skapa", "-o", PROGRAMME)
    computers.imports("a", "p1")
    cloned(computers, "a", "b")
    computers.run("a", "anslut", PROGRAMME, "--dator", "A")
    monkeypatch.setenv(STATE_VARIABLE, computers.path("annan"))
    computers.run("b", "anslut", PROGRAMME, "--dator", "B")
    for name in order:
        computers.imports(name, f"p-{name}")
        computers.run("s", "sammanfoga", computers.hands_in(name))
    assert computers.unique("s") == 3


def test_a_database_on_a_stick_goes_on_under_two_ids(
    computers: Computers, monkeypatch: pytest.MonkeyPatch
) -> None:
    computers.run("s", "samordnare", "skapa", "-o", PROGRAMME)
    computers.run("a", "anslut", PROGRAMME, "--dator", "A")
    for number in range(4):
        monkeypatch.setenv(STATE_VARIABLE, computers.path(f"dator{number % 2}"))
        computers.imports("a", f"p{number}")
        computers.run("s", "sammanfoga", computers.hands_in("a"))
    assert computers.unique("s") == 4


def test_what_a_deputy_told_a_laptop_reaches_the_coordinator(computers: Computers) -> None:
    """Before the coordinator has heard of it from the laptop that did it."""
    computers.run("d", "samordnare", "nyckel", "-o", "d.halsanyckel")
    computers.run("s", "samordnare", "skapa", "-o", PROGRAMME, "--ersattare", "d.halsanyckel")
    computers.run("d", "samordnare", "overta", PROGRAMME)
    for laptop in "ab":
        computers.run(laptop, "anslut", PROGRAMME, "--dator", laptop.upper())
        computers.imports(laptop, laptop)
    with opened(computers, "b") as store:
        erasure.erase(store, store.connection.value("SELECT id FROM participant"))
    computers.run("d", "sammanfoga", *map(computers.hands_in, "ab"))
    computers.run("d", "exportera", "-o", "svar.halsa")
    computers.run("a", "sammanfoga", "svar.halsa")
    computers.run("s", "sammanfoga", computers.hands_in("a"))
    computers.run("s", "sammanfoga", computers.hands_in("b"))
    assert computers.unique("s") == 2


# Erasures of others' people


def erasing(computers: Computers, name: str, owner: str) -> Version:
    """Somebody of one laptop, erased by another."""
    with opened(computers, owner) as store:
        participant = store.connection.value("SELECT id FROM participant")
        heads = journal.heads(journal.versions_of(store.connection, participant))
    laptop = laptop_of(computers, name)
    return Version.written(
        participant, Entity.PARTICIPANT, laptop=laptop, seq=77, time=heads[0].time + 1,
        parents=[each.id for each in heads], fields='{"erased":true,"group":"vuxna"}',
    )  # fmt: skip


@pytest.mark.parametrize("with_owners_file", [False, True])
def test_a_laptop_that_erases_others_people_is_named_before_and_after(
    programme: Computers, *, with_owners_file: bool
) -> None:
    file = forge(programme, "b", "raderar.halsa", more=[erasing(programme, "b", "a")])
    files = [file, programme.hands_in("a")] if with_owners_file else [file]
    tried = programme.answer("s", "sammanfoga", "--prova", *files)
    assert [each["raderar_andras"] for each in tried["filer"]] == [1, 0][: len(files)]
    assert f"B raderar 1 deltagare som är {STRANGE}" in programme.error
    programme.run("s", "sammanfoga", *files)
    assert f"B har raderat 1 deltagare som är {STRANGE}" in programme.error
    programme.run("s", "sammanfoga", programme.hands_in("b"))
    assert STRANGE not in programme.error


def test_who_claims_to_have_registered_somebody_is_named_too(programme: Computers) -> None:
    known = erasing(programme, "b", "a")
    claims = (
        Version.written(
            known.entity, known.kind, laptop=known.laptop, seq=70, time=time, parents=(),
            fields='{"group":"vuxna"}',
        )
        for time in count()
    )  # fmt: skip
    # Of two first versions the one of the smaller id is taken for the first.
    claimed = next(each for each in claims if each.id < min(known.parents))
    file = forge(programme, "b", "raderar.halsa", more=[claimed, known])
    programme.run("s", "sammanfoga", "--prova", file)
    assert STRANGE in programme.error


def _itself(computers: Computers, monkeypatch: pytest.MonkeyPatch) -> str:
    del monkeypatch
    with opened(computers, "a") as store:
        erasure.erase(store, store.connection.value("SELECT id FROM participant"))
    return computers.hands_in("a")


def _its_copy(computers: Computers, monkeypatch: pytest.MonkeyPatch) -> str:
    cloned(computers, "a", "klon")
    monkeypatch.setenv(STATE_VARIABLE, computers.path("annan"))
    with opened(computers, "klon") as store:
        erasure.erase(store, store.connection.value("SELECT id FROM participant"))
    return computers.hands_in("klon")


@pytest.mark.parametrize("erase", [_itself, _its_copy])
def test_the_laptop_that_registered_somebody_is_not(
    programme: Computers,
    monkeypatch: pytest.MonkeyPatch,
    erase: Callable[[Computers, pytest.MonkeyPatch], str],
) -> None:
    merged = programme.answer("s", "sammanfoga", erase(programme, monkeypatch))
    assert [each["raderar_andras"] for each in merged["filer"]] == [0]
    assert STRANGE not in programme.error


def test_the_owners_laptop_asks_and_says_how_many(programme: Computers) -> None:
    file = forge(programme, "b", "raderar.halsa", more=[erasing(programme, "b", "a")])
    programme.run("s", "sammanfoga", file)
    programme.run("s", "exportera", "-o", "svar.halsa")
    merged = programme.answer("a", "sammanfoga", "svar.halsa")
    assert merged["raderade_pa_annan_dator"] == 1
    assert "1 deltagare som finns här med namn eller kod" in programme.error
    assert STRANGE not in programme.error
    with opened(programme, "a") as store:
        assert store.connection.value("SELECT count(*) FROM code") == 1


# What only the coordinator says


@pytest.mark.parametrize(
    "extra",
    [
        {"type": "settings", "toml": Path(__file__).read_text(encoding="utf-8")[:100]},
        {"type": "question", "first": "0a" * 16, "second": "0b" * 16, "distance": 0.5},
    ],
)
def test_a_laptop_gives_no_settings_and_asks_nothing(
    programme: Computers, extra: dict[str, object]
) -> None:
    file = forge(programme, "b", "bestammer.halsa", extras=[extra])
    programme.run("s", "sammanfoga", file, status=1)
    assert "bestammer.halsa" in programme.error
    assert "som bara samordnaren får ge" in programme.error
