"""A version that an erasure has blanked must agree with the whole one, where that is known."""

import pytest

from storage import erasure, journal
from storage.journal import Entity
from tests.programme.conftest import PROGRAMME, Computers
from tests.programme.forging import forge, opened

LIES = {
    "time": lambda each: each._replace(time=each.time + 1),
    "seq": lambda each: each._replace(seq=each.seq + 1),
    "laptop": lambda each: each._replace(laptop=b"x" * 16),
    "parents": lambda each: each._replace(parents=(b"p" * 16,)),
}


def blanked(lie=lambda each: each):
    """A change of versions: participants as after an erasure, and a lie on top."""

    def change(each):
        if each.kind is not Entity.PARTICIPANT:
            return each
        return lie(each._replace(fields='{"group":"vuxna"}', redacted=True))

    return change


@pytest.fixture
def programme(computers):
    computers.run("s", "samordnare", "skapa", "-o", PROGRAMME)
    computers.run("a", "anslut", PROGRAMME, "--dator", "A")
    computers.imports("a", "p1", "p2")
    return computers


@pytest.mark.parametrize("lie", LIES)
def test_a_file_that_lies_is_refused_by_name(programme: Computers, lie):
    programme.run("s", "sammanfoga", programme.hands_in("a"))
    before = programme.answer("s", "statistik", "2025")
    forge(programme, "a", "ljuger.halsa", change=blanked(LIES[lie]))

    programme.run("s", "sammanfoga", "ljuger.halsa", status=1)

    assert "ljuger.halsa" in programme.error
    assert "stämmer inte" in programme.error
    assert programme.answer("s", "statistik", "2025") == before
    merged = programme.answer("s", "sammanfoga", "--hoppa-over", "ljuger.halsa")
    assert [each["fil"] for each in merged["fel"]] == ["ljuger.halsa"]
    assert merged["filer"] == []


def test_the_same_in_one_go_is_refused_too(programme: Computers):
    """The file before it in the same command is what tells."""
    honest = programme.hands_in("a")
    forge(programme, "a", "ljuger.halsa", change=blanked(LIES["time"]))
    programme.run("s", "sammanfoga", honest, "ljuger.halsa", status=1)
    assert "ljuger.halsa" in programme.error
    assert programme.unique("s") == 0


def test_a_blanked_version_that_agrees_is_taken(programme: Computers):
    programme.run("s", "sammanfoga", programme.hands_in("a"))
    forge(programme, "a", "ren.halsa", change=blanked())
    programme.run("s", "sammanfoga", "ren.halsa")
    assert programme.unique("s") == 2


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_that_came_first_gives_way_to_the_whole_version(programme: Computers, lie):
    """After an erasure: what the ids vouch for holds in the end, and is blanked."""
    old = programme.hands_in("a")
    with opened(programme, "a") as store:
        (person, _) = (p for (p,) in store.connection.rows("SELECT id FROM participant"))
        first = journal.versions_of(store.connection, person)[0]
        erasure.erase(store, person)
    forge(
        programme,
        "a",
        "ljuger.halsa",
        change=lambda each: LIES[lie](each) if each.redacted and each.entity == person else each,
    )
    programme.run("s", "sammanfoga", "ljuger.halsa")

    programme.run("s", "sammanfoga", old)

    with opened(programme, "s") as store:
        kept = {each.id: each for each in journal.versions_of(store.connection, person)}
    held = kept[first.id]
    assert held.redacted
    assert (held.time, held.seq, held.laptop, held.parents) == (
        first.time,
        first.seq,
        first.laptop,
        first.parents,
    )
    assert "token" not in held.fields
