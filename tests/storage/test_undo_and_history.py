"""What was done: told in sentences, and taken back step by step."""

from dataclasses import replace
from datetime import date, time

import pytest

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.facts import Attributes, Heads, Naming, Session
from storage import (
    double_sessions,
    doubles,
    erasure,
    history,
    participants,
    register_rows,
    sessions,
)
from storage.importing import take_in
from storage.pseudonym import session_code
from storage.register_rows import ParticipantFilter
from storage.sessions import LogFilter, Present, SessionEntry
from storage.store import Store
from tests.rows import Intake, attendance_row, session_row
from tests.stores import ADULT, CHILD, everything, register

DAY = date(2025, 3, 31)
ENTRY = SessionEntry(Session(DAY, activity="Yoga"), note="Regn")


def told(store: Store, session: bytes) -> list[tuple[str, ...]]:
    return [change.sentences for change in history.of_session(store, session)]


# History


def test_every_change_is_told_in_a_sentence_the_newest_first(store: Store) -> None:
    amina = register(store, "Amina")
    session = sessions.save(store, ENTRY)
    changed = Session(
        date(2025, 4, 1),
        "Kvinnors hälsa",
        activity="Dans",
        place="Huset",
        start=time(9, 5),
        minutes=60,
        heads={ADULT: Heads(3, 1), CHILD: Heads(2)},
        turned_away=1,
        language_training=True,
        partners=("ABF", "Röda Korset"),
    )
    sessions.save(store, SessionEntry(changed, (Present(amina, Attributes(ADULT)),)), session)
    sessions.save(
        store,
        SessionEntry(
            replace(changed, heads={ADULT: Heads(3)}),
            (Present(amina, Attributes(CHILD, "Lindängen")),),
        ),
        session,
    )
    sessions.save(store, SessionEntry(replace(changed, heads={ADULT: Heads(3)})), session)
    sessions.delete(store, session)
    history.undo(store)
    back, deleted, gone, mended, grown, made = told(store, session)
    assert made == ("Tillfället skapades",)
    assert set(grown) == {
        "Datum: 2025-03-31 → 2025-04-01",
        "Tid: tomt → 09:05",
        "Minuter: tomt → 60",
        "Verkstad: Programgemensamt → Kvinnors hälsa",
        "Aktivitet: Yoga → Dans",
        "Plats: tomt → Huset",
        "Fick inte plats: 0 → 1",
        "Språkträning: nej → ja",
        "Samverkan: tomt → ABF, Röda Korset",
        "Utan namn, vuxna/vårdnadshavare: 0 → 3 (varav 1 nya)",
        "Utan namn, barn och unga: 0 → 2",
        "Amina lades till",
    }
    assert set(mended) == {
        "Utan namn, vuxna/vårdnadshavare: 3 (varav 1 nya) → 3",
        "Utan namn, barn och unga: 2 → 0",
        "Amina, grupp: vuxna/vårdnadshavare → barn och unga",
        "Amina, bostadsområde: uppgift saknas → Lindängen",
    }
    assert gone == ("Amina togs bort",)
    assert deleted == ("Tillfället togs bort",)
    assert back == ("Tillfället återställdes",)


def test_what_was_said_of_two_logs_of_one_session_is_told_in_both(store: Store) -> None:
    one, other = (sessions.save(store, ENTRY) for _ in range(2))
    double_sessions.answer(store, one, other, same=True)
    double_sessions.take_back(store, one, other)
    double_sessions.answer(store, other, one, same=False)
    for here, there in ((one, other), (other, one)):
        code = session_code(there)
        assert told(store, here) == [
            (f"Svar: ett annat tillfälle än {code}",),
            (f"Svaret om {code} togs tillbaka",),
            (f"Svar: samma tillfälle som {code}",),
            ("Tillfället skapades",),
        ]


def test_it_tells_when_and_where(store: Store) -> None:
    session = sessions.save(store, ENTRY)
    before = store.now()
    sessions.save(store, replace(ENTRY, session=Session(DAY, activity="Dans")), session)
    later, first = history.of_session(store, session)
    assert first.when < before < later.when
    assert later.when.utcoffset() == before.utcoffset()
    assert {first.laptop, later.laptop} == {"Dator 1"}


def test_who_was_forgotten_is_told_by_pseudonym(store: Store) -> None:
    amina = register(store, "Amina")
    session = sessions.save(store, SessionEntry(Session(DAY), (Present(amina, Attributes()),)))
    pseudonym = register_rows.get(store, amina).pseudonym
    erasure.erase(store, amina)
    assert told(store, session) == [("Tillfället skapades", f"{pseudonym} lades till")]


def test_a_session_that_was_never_there_has_none(store: Store) -> None:
    assert history.of_session(store, b"x" * 16) == []


# Undoing


def test_with_nothing_done_there_is_nothing_to_undo(store: Store) -> None:
    before = everything(store)
    assert history.next_undo(store) is None
    assert history.undo(store) is None
    assert everything(store) == before


def test_steps_are_taken_back_one_by_one(store: Store) -> None:
    """Also several on the same session, down to before it was there."""
    session = sessions.save(store, ENTRY)
    second = replace(ENTRY, session=Session(DAY, activity="Dans"), note="Sol")
    third = replace(second, present=(Present(register(store, "Amina"), Attributes(ADULT)),))
    sessions.save(store, second, session)
    sessions.save(store, third, session)
    sessions.delete(store, session)
    for expected in (third, second, ENTRY):
        assert history.undo(store) == "Tillfället Dans 2025-03-31 " + (
            "togs bort" if expected is third else "ändrades"
        )
        assert sessions.get(store, session) == expected
    assert history.undo(store) == "En deltagare registrerades"
    assert history.undo(store) == "Tillfället Yoga 2025-03-31 sparades"
    assert sessions.count(store, LogFilter()) == 0
    assert register_rows.count(store, ParticipantFilter()) == 0
    assert history.undo(store) is None


def test_what_it_would_undo_is_what_it_undoes(store: Store) -> None:
    register(store, "Amina")
    sessions.save(store, ENTRY)
    for _ in range(2):
        assert history.next_undo(store) == history.undo(store)
    assert history.next_undo(store) is None


def test_names_and_tokens_come_back(store: Store, quick_tokens: None) -> None:
    details = {"given": "Amina", "surname_letters": "Ha", "birth_year": 1990, "birth_month": 3}
    amina = register(store, "Amina", **details)  # pyright: ignore[reportArgumentType]
    before = register_rows.get(store, amina)
    token = store.connection.value("SELECT linkage FROM participant WHERE id = ?", (amina,))
    participants.update(store, amina, Naming("Bea"), Attributes(CHILD), mend_earlier=False)
    assert not register_rows.get(store, amina).complete
    history.undo(store)
    assert register_rows.get(store, amina) == before
    assert token == store.connection.value("SELECT linkage FROM participant WHERE id = ?", (amina,))
    assert participants.name_taken(store, "Amina")
    assert not participants.name_taken(store, "Bea")


def test_a_registration_taken_back_frees_the_name(store: Store) -> None:
    register(store, "Amina")
    history.undo(store)
    register(store, "Amina")
    assert register_rows.count(store, ParticipantFilter()) == 1


def test_an_answer_taken_back_opens_the_question_again(store: Store) -> None:
    details = {"given": "Amina", "surname_letters": "Ha", "birth_year": 1990}
    people = [register(store, name, **details) for name in ("Amina", "Amina H")]  # pyright: ignore[reportArgumentType]
    doubles.answer(store, *people, same=False)
    assert doubles.open_questions(store) == []
    assert history.undo(store) == "Svaret olika personer"
    assert len(doubles.open_questions(store)) == 1


def test_what_was_changed_since_is_not_undone(store: Store) -> None:
    """A file has changed the session meanwhile: taking back would take that back too."""
    row = session_row("t1", DAY, activity="Yoga")
    take_in(store, Intake((row,), (attendance_row("t1", "A"),)))
    session = sessions.page(store, LogFilter(), 0, 1)[0].session
    sessions.save(
        store, replace(sessions.get(store, session), session=ENTRY.session, note="x"), session
    )
    sessions.save(store, SessionEntry(Session(DAY, activity="Dans"), note="y"), session)
    take_in(store, Intake((session_row("t1", DAY, activity="Sång"),)))
    before = everything(store)
    with pytest.raises(Fault, match="ändrats igen"):
        history.undo(store)
    assert everything(store) == before


def test_forgetting_cannot_be_undone(store: Store) -> None:
    amina = register(store, "Amina")
    session = sessions.save(store, ENTRY)
    came = (Present(amina, Attributes(ADULT)),)
    sessions.save(store, replace(ENTRY, present=came), session)
    erasure.erase(store, amina)
    assert history.undo(store) is None or not participants.name_taken(store, "Amina")
    assert register_rows.get(store, amina).naming is None
    assert "Amina" not in str(everything(store))
