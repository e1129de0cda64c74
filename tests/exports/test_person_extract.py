"""`utdrag`: all that is kept about a person, in words, and nobody else in it."""

import json
from datetime import date, time
from pathlib import Path

import pytest

from exports.person_extract import FORMS, form_of, render, write_extract
from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.facts import Attributes, Naming, Session
from storage import about_person, doubles, erasure, handing, participants, register_rows, sessions
from storage.importing import take_in
from storage.sessions import Present, SessionEntry
from storage.store import Store
from tests.handing_in import handed_in, laptop, merge
from tests.rows import Intake, attendance_row, session_row
from tests.stores import ADULT, CHILD, NOW, new_store, register

pytestmark = pytest.mark.usefixtures("quick_tokens")

AMINA = {"given": "Amina", "surname_letters": "Ha", "birth_year": 1990, "birth_month": 3}
KNOWN = Attributes(ADULT, "Lindängen", "kvinna/flicka")
OTHERS = ("Bodil", "bodil", "hemlig", "väska")


@pytest.fixture
def amina(store: Store) -> bytes:
    """Somebody known by name and code, seen twice among others, asked about and told apart."""
    person = register(store, "Amina * i köket", KNOWN, **AMINA)
    other = register(store, "Bodil", given="Bodil")
    for number, note in enumerate(("Bodils väska är hemlig", "Aminas tur i dag")):
        session = Session(
            date(2025, 3, 3 + number),
            "Kvinnors hälsa",
            activity="Yoga|dans",
            place="Huset",
            start=time(9, 30),
        )
        came = tuple(Present(each, KNOWN) for each in (person, other))
        sessions.save(store, SessionEntry(session, came, note))
    gone = sessions.save(store, SessionEntry(Session(date(2025, 3, 9)), (Present(person, KNOWN),)))
    sessions.delete(store, gone)
    doubles.answer(store, person, other, same=False)
    naming = Naming("Amina", "Amina", "Ha", 1990, 3)
    participants.update(store, person, naming, KNOWN, mend_earlier=False)
    return person


def text(store: Store, person: bytes, form: str = ".md") -> str:
    return render(store, person, form).decode()


@pytest.mark.parametrize("form", FORMS)
def test_it_tells_all_and_names_nobody_else(store: Store, amina: bytes, form: str) -> None:
    told = text(store, amina, form)
    for word in (
        "Amina", "Ha", "1990", "Lindängen", "kvinna/flicka", "2025-03-03", "2025-03-04", "09:30",
        "Huset", "Dator 1", "2025-03-09", register_rows.get(store, amina).pseudonym, "köket",
    ):  # fmt: skip
        assert word in told, word
    assert not any(word in told for word in OTHERS)


def test_what_was_typed_reads_as_it_was_typed(store: Store, amina: bytes) -> None:
    assert "Yoga\\|dans" in text(store, amina)
    assert "Amina \\* i köket" in text(store, amina)
    assert "Yoga|dans" in text(store, amina, ".txt")
    assert json.loads(text(store, amina, ".json"))["registreringar"][0]["tillfallen"][0] == {
        "tillfalle": sessions.page(store, sessions.LogFilter(), 0, 9)[-1].code,
        "datum": "2025-03-03",
        "tid": "09:30",
        "verkstad": "Kvinnors hälsa",
        "typ": "grupp",
        "aktivitet": "Yoga|dans",
        "plats": "Huset",
        "grupp": ADULT,
        "bostadsomrade": "Lindängen",
        "kon": "kvinna/flicka",
        "dator": "Dator 1",
    }


def test_notes_with_the_name_are_listed_and_not_told(store: Store, amina: bytes) -> None:
    told = text(store, amina)
    assert "Aminas tur" not in told
    notes = told[told.index("## Anteckningar") : told.index("## Vad som har lämnats")]
    assert "2025-03-04" in notes
    assert "2025-03-03" not in notes


def test_all_records_of_the_person_here_are_told_and_those_elsewhere_pointed_to() -> None:
    here, elsewhere, coordinator = laptop("A", 1), laptop("B", 2), laptop("S", 3)
    one = register(here, "Amina", KNOWN, **AMINA)
    other = register(here, "Amina H", Attributes(CHILD))
    doubles.answer(here, one, other, same=True)
    there = register(elsewhere, "Amina på B", KNOWN, **AMINA)
    sessions.save(elsewhere, SessionEntry(Session(date(2025, 5, 5)), (Present(there, KNOWN),)))
    for person in (one, other):
        told = text(here, person)
        assert "Amina H" in told
        assert "registrering 2 av 2" in told
    merge(coordinator, handed_in(here), handed_in(elsewhere))
    told = text(coordinator, one)
    assert f"{register_rows.get(coordinator, there).pseudonym}, B" in told
    assert "2025-05-05" not in told
    assert "Amina" not in told


def test_codes_and_their_token_are_told_in_words(store: Store) -> None:
    rows = Intake((session_row("t1", date(2025, 1, 7)),), (attendance_row("t1", "kod-77"),))
    take_in(store, rows)
    person = store.connection.value("SELECT participant FROM code")
    told = text(store, person)
    assert "Kod från en inläst fil: kod-77" in told
    assert "Av koden i en inläst fil har datorn räknat fram" in told
    assert "Av ditt förnamn" not in told
    nobody = text(store, register(store, "Bo"))
    assert "Ingen igenkänningskod finns" in nobody


def test_it_says_what_has_been_handed_in(store: Store, amina: bytes) -> None:
    assert "Inget om dig har lämnats" in text(store, amina)
    handing.remember_export(store, 1)
    assert f"senast {NOW:%Y-%m-%d}" in text(store, amina)
    later = register(store, "Bo")
    assert "Inget om dig har lämnats" in text(store, later)


def test_of_an_erased_person_it_tells_that_and_the_visits(store: Store, amina: bytes) -> None:
    erasure.erase(store, amina)
    told = text(store, amina)
    assert "uppgifter är raderade" in told
    assert "2025-03-03" in told
    for word in ("Amina", "Lindängen", "1990"):
        assert word not in told.replace("Jämlik hälsa Lindängen", "")


def test_a_made_up_year_says_so() -> None:
    store = new_store(made_up=True)
    person = register(store, "Amina")
    for form in (".md", ".txt"):
        assert "Påhittade uppgifter" in text(store, person, form)
    assert json.loads(text(store, person, ".json"))["pahittade_uppgifter"]
    store.close()


# Who is meant


def test_a_person_is_found_by_pseudonym_code_display_or_given_name(store: Store) -> None:
    rows = Intake((session_row("t1", date(2025, 1, 7)),), (attendance_row("t1", "kod-77"),))
    take_in(store, rows)
    coded = store.connection.value("SELECT participant FROM code")
    asa = register(store, "Åsa i köket", given="Åsa")
    pseudonym = register_rows.get(store, asa).pseudonym
    for wanted, who in (
        (pseudonym, asa), (pseudonym.upper(), asa), (" asa I köket ", asa), ("ÅSA", asa),
        ("kod-77", coded),
    ):  # fmt: skip
        assert about_person.find(store, wanted) == who
    for wanted in ("Ås", "köket", "", "d-", "kod-7", "%"):
        with pytest.raises(Fault, match="Ingen deltagare här") as told:
            about_person.find(store, wanted)
        assert not wanted or wanted not in str(told.value) or wanted == "d-"


def test_of_several_the_pseudonyms_are_named_and_no_name(store: Store) -> None:
    people = [register(store, name, given="Åsa") for name in ("Åsa blå", "Åsa röd")]
    with pytest.raises(Fault) as told:
        about_person.find(store, "asa")
    for person in people:
        assert register_rows.get(store, person).pseudonym in str(told.value)
    assert "Åsa" not in str(told.value)


# Files


def test_the_ending_chooses_and_others_are_refused(
    store: Store, amina: bytes, tmp_path: Path
) -> None:
    for form in FORMS:
        path = tmp_path / f"utdrag{form.upper()}"
        write_extract(store, amina, path)
        assert path.read_bytes() == render(store, amina, form)
    with pytest.raises(Fault, match=r"\.md eller \.txt"):
        form_of(tmp_path / "utdrag.docx")
