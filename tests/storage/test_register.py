"""The register of participants: registering with little, finding again, and who is asked about."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.facts import Attributes, Naming, Session
from storage import double_sessions, doubles, erasure, participants, register_rows, sessions
from storage.importing import take_in
from storage.register_rows import ParticipantFilter
from storage.sessions import LogFilter, Present, SessionEntry
from storage.store import Store
from tests.rows import Intake, attendance_row, session_row
from tests.stores import ADULT, CHILD, everything, register

DAY = date(2025, 3, 31)
LIKE = {"given": "Amina", "surname_letters": "Ha", "birth_year": 1990, "birth_month": 3}

pytestmark = pytest.mark.usefixtures("quick_tokens")


def names(store: Store, **wanted: object) -> list[str]:
    asked = ParticipantFilter(**wanted)  # pyright: ignore[reportArgumentType]
    rows = register_rows.page(store, asked, 0, 100)
    assert register_rows.count(store, asked) == len(rows)
    return [row.display for row in rows]


def come(store: Store, day: date, *people: bytes, workshop: str = "") -> bytes:
    came = tuple(Present(each, Attributes(ADULT)) for each in people)
    return sessions.save(store, SessionEntry(Session(day, workshop), came))


# Registering


def test_a_name_and_a_group_are_enough(store: Store) -> None:
    amina = register(store, "  Amina  i köket ", Attributes(CHILD))
    row = register_rows.get(store, amina)
    assert row.display == "Amina i köket"
    assert row.attributes == Attributes(CHILD)
    assert (row.visits, row.first, row.last, row.complete) == (0, None, None, False)
    assert row.naming == Naming("Amina i köket")
    assert row.pseudonym.startswith("d-")


def test_with_all_that_is_known_of_a_person_it_is_complete(store: Store) -> None:
    amina = register(
        store, "Amina", given=" Amina ", surname_letters="Hassan", birth_year=1990, birth_month=3
    )
    row = register_rows.get(store, amina)
    assert row.complete
    assert row.naming == Naming("Amina", "Amina", "Ha", 1990, 3)


@pytest.mark.parametrize("display", ["Åsa", "ASA", "åsa ", "  asa"])
def test_a_name_that_somebody_has_asks_for_a_word_more(store: Store, display: str) -> None:
    register(store, "Åsa")
    before = everything(store)
    with pytest.raises(Fault, match="Lägg till ett ord som skiljer dem åt"):
        register(store, display)
    assert everything(store) == before
    register(store, f"{display} blå jacka")


@pytest.mark.parametrize("display", ["", "   ", "\n"])
def test_an_empty_name_is_refused(store: Store, display: str) -> None:
    with pytest.raises(Fault, match="Visningsnamnet är tomt"):
        register(store, display)


def test_without_details_there_is_an_invented_name_and_no_question(store: Store) -> None:
    people = {participants.register_without_details(store, Attributes(CHILD)) for _ in range(60)}
    assert len(people) == len(set(names(store))) == 60
    assert not any(row.complete for row in register_rows.page(store, ParticipantFilter(), 0, 100))
    assert doubles.open_questions(store) == []


# Changing


def test_changing_what_is_known_leaves_earlier_attendances(store: Store) -> None:
    amina = register(store, "Amina")
    session = come(store, DAY, amina)
    for mend, group in ((False, ADULT), (True, CHILD)):
        participants.update(
            store, amina, Naming("Amina"), Attributes(CHILD, "Lindängen"), mend_earlier=mend
        )
        assert register_rows.get(store, amina).attributes == Attributes(CHILD, "Lindängen")
        assert sessions.get(store, session).present[0].attributes.group == group


def test_a_name_may_change_its_case_but_not_take_anothers(store: Store) -> None:
    amina = register(store, "amina")
    register(store, "Bea")
    participants.update(store, amina, Naming("Amina"), Attributes(), mend_earlier=False)
    assert names(store) == ["Amina", "Bea"]
    with pytest.raises(Fault, match="finns redan"):
        participants.update(store, amina, Naming("BEA"), Attributes(), mend_earlier=False)
    assert names(store) == ["Amina", "Bea"]


def test_nobody_unknown_can_be_changed(store: Store) -> None:
    for change in (
        lambda: participants.update(store, b"x", Naming("A"), Attributes(), mend_earlier=True),
        lambda: register_rows.get(store, b"x"),
        lambda: erasure.erase(store, b"x"),
    ):
        with pytest.raises(LookupError):
            change()


def test_a_code_links_until_a_whole_name_does_and_again_after(store: Store) -> None:
    take_in(store, Intake((session_row("t1", DAY),), (attendance_row("t1", "kod-A"),)))
    (row,) = register_rows.page(store, ParticipantFilter(), 0, 9)

    def token() -> str:
        sql = "SELECT linkage FROM participant WHERE id = ?"
        return store.connection.value(sql, (row.participant,))

    of_code = token()
    for naming, same in (
        (Naming("Amina"), True),
        (Naming("Amina", "Amina", "Ha", 1990, 3), False),
        (Naming("Amina", "Amina", "Ha", 1990), True),
    ):
        participants.update(store, row.participant, naming, Attributes(), mend_earlier=False)
        assert (token() == of_code) == same


# Finding


def test_it_is_in_swedish_order_the_nameless_last(store: Store) -> None:
    for name in ("Östen", "bo", "Åsa", "Ärla", "Émile", "Zahra", "Adam"):
        register(store, name)
    take_in(store, Intake((session_row("t1", DAY),), (attendance_row("t1", "1-kod"),)))
    assert names(store) == ["Adam", "bo", "Émile", "Zahra", "Åsa", "Ärla", "Östen", "1-kod"]
    pages = [register_rows.page(store, ParticipantFilter(), offset, 3) for offset in (0, 3, 6)]
    assert [row.display for page in pages for row in page] == names(store)


def test_words_are_found_at_their_beginning_however_they_are_typed(store: Store) -> None:
    for name in ("Amina i köket", "Åsa Amin", "Samina", "100% Bo", "Bo_B"):
        register(store, name)
    take_in(store, Intake((session_row("t1", DAY),), (attendance_row("t1", "Kod-7"),)))
    for text, found in (
        ("amin", ["Amina i köket", "Åsa Amin"]),
        ("AMINA KOK", ["Amina i köket"]),
        ("asa", ["Åsa Amin"]),
        ("mina", []),
        ("kod", ["Kod-7"]),
        ("%", []),
        ("100%", ["100% Bo"]),
        ("bo", ["100% Bo", "Bo_B"]),
        ("bo_", ["Bo_B"]),
    ):
        assert names(store, text=text) == found, text


def test_filters_by_what_is_noted(store: Store) -> None:
    register(store, "A", Attributes(CHILD, "Lindängen", "annat"), **LIKE)
    register(store, "B", Attributes(ADULT, "Lindängen"))
    register(store, "C", Attributes(ADULT))
    assert names(store, group=ADULT) == ["B", "C"]
    assert names(store, area="Lindängen") == ["A", "B"]
    assert names(store, sex="annat") == ["A"]
    assert names(store, sex="uppgift saknas") == ["B", "C"]
    assert names(store, incomplete=True) == ["B", "C"]
    assert names(store, incomplete=True, area="Lindängen", text="b") == ["B"]
    assert names(store, group="uppgift_saknas") == []


def test_visits_are_counted_as_sessions_go(store: Store) -> None:
    amina = register(store, "Amina")
    first = come(store, DAY, amina)
    come(store, DAY + timedelta(days=30), amina)
    row = register_rows.get(store, amina)
    assert (row.visits, row.first, row.last) == (2, DAY, DAY + timedelta(days=30))
    assert [each.day for each in register_rows.sessions_of(store, amina)] == [row.last, row.first]
    sessions.delete(store, first)
    assert register_rows.get(store, amina).visits == 1
    assert register_rows.sessions_of(store, amina)[0].day == row.last


def test_each_record_of_a_person_has_visits_of_its_own(store: Store) -> None:
    one, other = (register(store, name) for name in ("Amina", "Amina H"))
    come(store, DAY, one)
    come(store, DAY + timedelta(days=1), other)
    doubles.answer(store, one, other, same=True)
    rows = register_rows.rows_of(store, [other, one])
    assert [(row.participant, row.visits, row.first) for row in rows] == [
        (other, 1, DAY + timedelta(days=1)),
        (one, 1, DAY),
    ]


def test_who_is_in_either_log_of_a_session_has_been_there(store: Store) -> None:
    people = [register(store, name) for name in ("Amina", "Bo")]
    logs = [come(store, DAY, each) for each in people]
    double_sessions.answer(store, *logs, same=True)
    assert [row.visits for row in register_rows.rows_of(store, people)] == [1, 1]


# Who probably comes


def suggested(store: Store, text: str = "", leave_out: tuple[bytes, ...] = ()) -> list[str]:
    found = register_rows.suggest(store, text, "Kvinnors hälsa", DAY, leave_out)
    return [row.display for row in found]


def test_regulars_of_the_workshop_come_first_then_who_was_here_last(store: Store) -> None:
    people = {
        name: register(store, name) for name in ("Ny", "Trogen", "Häromdagen", "Ibland", "Förr")
    }
    for weeks in range(1, 5):
        day = DAY - timedelta(weeks=weeks)
        come(store, day, people["Trogen"], workshop="Kvinnors hälsa")
    come(store, DAY - timedelta(weeks=2), people["Ibland"], workshop="Kvinnors hälsa")
    come(store, DAY - timedelta(days=1), people["Häromdagen"], workshop="Barn och unga")
    come(store, DAY - timedelta(days=400), people["Förr"], workshop="Kvinnors hälsa")
    assert suggested(store) == ["Trogen", "Ibland", "Häromdagen", "Förr", "Ny"]
    assert suggested(store, "h") == ["Häromdagen"]
    assert suggested(store, leave_out=(people["Trogen"],))[0] == "Ibland"
    assert len(register_rows.suggest(store, "", "", DAY, [people["Ny"]], limit=2)) == 2


def test_a_regular_is_one_under_every_record(store: Store) -> None:
    seldom, old, new = (register(store, name) for name in ("Ibland", "Trogen", "Trogen igen"))
    for weeks, who in enumerate((old, new, seldom), 1):
        come(store, DAY - timedelta(weeks=weeks), who, workshop="Kvinnors hälsa")
    come(store, DAY - timedelta(days=1), seldom)
    assert suggested(store) == ["Ibland", "Trogen", "Trogen igen"]
    doubles.answer(store, old, new, same=True)
    assert suggested(store) == ["Trogen", "Trogen igen", "Ibland"]


def test_a_workshop_nobody_knows_has_no_regulars(store: Store) -> None:
    register(store, "Amina")
    assert [row.display for row in register_rows.suggest(store, "", "Simskola", DAY, [])] == [
        "Amina"
    ]


# Likely doubles


def test_two_alike_are_asked_about_once_until_it_is_answered(store: Store) -> None:
    one, other = (register(store, name, **LIKE) for name in ("Amina", "Amina H"))
    register(store, "Bo", given="Bo", surname_letters="Ha", birth_year=1990, birth_month=3)
    (doubt,) = doubles.open_questions(store)
    assert {doubt.first.participant, doubt.second.participant} == {one, other}
    assert doubt.distance == 0
    assert doubles.questions_about(store, one) == doubles.questions_about(store, other) == [doubt]
    assert doubles.count_open(store) == 1
    doubles.answer(store, other, one, same=True)
    assert doubles.open_questions(store) == []
    (answered,) = doubles.answers(store)
    assert answered.same
    assert {answered.first.participant, answered.second.participant} == {one, other}
    doubles.take_back(store, one, other)
    assert doubles.answers(store) == []
    assert doubles.open_questions(store) == [doubt]


@pytest.mark.parametrize(
    "change",
    [
        erasure.erase,
        lambda store, one: participants.update(
            store, one, Naming("Zahra", "Zahra", "Om", 1960, 9), Attributes(), mend_earlier=False
        ),
    ],
    ids=["forgotten", "renamed"],
)
def test_a_question_goes_when_the_two_are_no_longer_alike(
    store: Store, change: Callable[[Store, bytes], None]
) -> None:
    one, _ = (register(store, name, **LIKE) for name in ("Amina", "Amina H"))
    change(store, one)
    assert doubles.open_questions(store) == []


def test_those_who_are_one_through_a_third_are_not_asked_about(store: Store) -> None:
    one, other, third = (register(store, name, **LIKE) for name in ("A", "B", "C"))
    doubles.answer(store, one, other, same=True)
    doubles.answer(store, other, third, same=True)
    assert doubles.open_questions(store) == []


# Forgetting


def test_after_forgetting_the_group_and_the_counts_stay(store: Store) -> None:
    amina = register(store, "Amina", Attributes(ADULT, "Lindängen", "annat"), **LIKE)
    came = (Present(amina, Attributes(CHILD, "Lindängen", "annat")),)
    session = sessions.save(store, SessionEntry(Session(DAY), came))
    erasure.erase(store, amina)
    row = register_rows.get(store, amina)
    assert (row.display, row.naming, row.complete) == (row.pseudonym, None, False)
    assert row.attributes == Attributes(ADULT)
    assert row.visits == 1
    assert sessions.get(store, session).present == (Present(amina, Attributes(CHILD)),)
    text = str([each for name, each in everything(store).items() if name != "local"])
    for word in ("Amina", "amina", "Lindängen'", "1990"):
        assert word not in text.replace("'omrade', 1, 'Lindängen')", "").replace("('omrade'", "")
    register(store, "Amina")


def test_the_forgotten_are_not_called_incomplete(store: Store) -> None:
    erasure.erase(store, register(store, "Amina"))
    assert names(store, incomplete=True) == []
    assert sessions.count(store, LogFilter()) == 0
