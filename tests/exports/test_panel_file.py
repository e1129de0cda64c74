"""The codes of a round as a file: of those who can be asked, without a name or a word of why not."""

from datetime import date
from pathlib import Path

import pytest

from exports.panel_file import write_codes
from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.facts import Attributes, Session
from halsoverkstad.domain.period import Period
from storage import doubles, erasure, panel, sessions
from storage.panel_drawing import Wish, draw
from storage.pseudonym import participant_code
from storage.sessions import Present, SessionEntry
from storage.store import Store
from tests.stores import ADULT, register

NAMES = ("Amina", "Bodil", "Cecilia", "Dana", "Elif")


@pytest.fixture
def people(store: Store) -> list[bytes]:
    found = [register(store, name) for name in NAMES]
    for day in (date(2025, 3, 3), date(2025, 3, 4)):
        present = tuple(Present(each, Attributes(ADULT)) for each in found)
        sessions.save(store, SessionEntry(Session(day, "Kvinnors hälsa"), present))
    return found


def test_codes_and_how_they_were_drawn(store: Store, people: list[bytes], tmp_path: Path) -> None:
    found = draw(store, Wish(Period.year(2025), 9, 7))
    assert write_codes(store, found, tmp_path / "koder.csv") == 5
    content = (tmp_path / "koder.csv").read_bytes()
    heading, *rows = content.decode("utf-8-sig").splitlines()
    assert heading == "kod;verkstad;grupp;frågades förra omgången;omgång;dragen;frö"
    rest = f"Kvinnors hälsa;vuxna/vårdnadshavare;nej;2025;{found.day};7"
    assert rows == [f"{code};{rest}" for code in sorted(map(participant_code, people))]
    assert not any(name.encode() in content for name in NAMES)


def test_who_cannot_be_asked_is_left_out(store: Store, people: list[bytes], tmp_path: Path) -> None:
    found = draw(store, Wish(Period.year(2025), 9, 7))
    no, gone, one, same, left = people
    panel.set_refusal(store, no, refuses=True)
    erasure.erase(store, gone)
    doubles.answer(store, one, same, same=True)
    assert write_codes(store, found, tmp_path / "koder.csv") == 2
    text = (tmp_path / "koder.csv").read_text("utf-8-sig")
    assert participant_code(left) in text
    assert (participant_code(one) in text) != (participant_code(same) in text)
    assert participant_code(no) not in text
    assert participant_code(gone) not in text


def test_another_ending_is_refused_and_nothing_is_written(
    store: Store, people: list[bytes], tmp_path: Path
) -> None:
    found = draw(store, Wish(Period.year(2025), 9, 7))
    with pytest.raises(Fault, match=r"\.csv"):
        write_codes(store, found, tmp_path / "koder.xlsx")
    assert not list(tmp_path.iterdir())
