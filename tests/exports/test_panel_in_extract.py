"""`utdrag` tells whoever asks that they were drawn for the survey's panel, and that they said no."""

import json
from datetime import date

import pytest

from exports.person_extract import render
from halsoverkstad.domain.facts import Attributes, Session
from halsoverkstad.domain.period import Period
from storage import erasure, panel, sessions
from storage.panel_drawing import Wish, draw
from storage.sessions import Present, SessionEntry
from storage.store import Store
from tests.stores import ADULT, register


@pytest.fixture
def people(store: Store) -> list[bytes]:
    """Two who come back."""
    found = [register(store, name) for name in ("Amina", "Bodil")]
    for day in (date(2025, 3, 3), date(2025, 3, 4)):
        present = tuple(Present(each, Attributes(ADULT)) for each in found)
        sessions.save(store, SessionEntry(Session(day), present))
    return found


def test_who_was_never_drawn_reads_nothing_of_it(store: Store, people: list[bytes]) -> None:
    assert "enkät" not in render(store, people[0], ".md").decode()
    told = json.loads(render(store, people[0], ".json"))["enkatpanelen"]
    assert told == {"vald": [], "avbojt": False}


def test_who_was_drawn_and_said_no_reads_both(store: Store, people: list[bytes]) -> None:
    found = draw(store, Wish(Period.year(2025), 9, 1))
    panel.set_refusal(store, people[0], refuses=True)

    text = render(store, people[0], ".txt").decode()
    assert "Universitetets enkät" in text
    assert f"2025, valt {found.day}" in text
    assert "Du har sagt nej till att bli tillfrågad" in text
    assert "Bodil" not in text
    assert "sagt nej" not in render(store, people[1], ".md").decode()
    told = json.loads(render(store, people[0], ".json"))["enkatpanelen"]
    assert told == {"vald": [{"period": "2025", "dag": found.day.isoformat()}], "avbojt": True}


def test_of_who_was_erased_the_draw_has_no_more_than_an_id(
    store: Store, people: list[bytes]
) -> None:
    draw(store, Wish(Period.year(2025), 9, 1))
    erasure.erase(store, people[0])
    fields = store.connection.value("SELECT fields FROM version WHERE kind = 8")
    assert people[0].hex() in fields
    assert "Amina" not in fields
