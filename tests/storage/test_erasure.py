"""Forgetting somebody: here, on the other computers, in what was typed; and what still counts."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from halsoverkstad.domain.facts import Attributes, Naming, Session
from halsoverkstad.domain.identity import token
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import UNKNOWN, Dimension
from storage import (
    derived,
    doubles,
    erasure,
    history,
    participants,
    persons,
    register_rows,
    retention,
    sessions,
    traces,
)
from storage.delivery import Delivery
from storage.importing import take_in
from storage.register_rows import ParticipantFilter
from storage.sessions import Present, SessionEntry
from storage.store import Store
from tests.handing_in import handed_in, laptop, merge
from tests.rows import Intake, attendance_row, session_row
from tests.stores import ADULT, CHILD, counted, derived_tables, everything, register

pytestmark = pytest.mark.usefixtures("quick_tokens")

DAY = date(2025, 3, 31)
YEAR = Period.year(2025)
KNOWN = Attributes(ADULT, "Lindängen", "kvinna/flicka")
MARIA = {"given": "Maria", "surname_letters": "Be", "birth_year": 1980, "birth_month": 4}
CUTS: Sequence[Sequence[Dimension]] = (
    (), (Dimension.GROUP,), (Dimension.MONTH,), (Dimension.WORKSHOP,), (Dimension.KIND,),
    (Dimension.QUARTER, Dimension.GROUP), (Dimension.AREA,), (Dimension.SEX,),
)  # fmt: skip
OF_A_PERSON = {Dimension.AREA, Dimension.SEX}


def come(store: Store, *people: bytes, day: date = DAY, note: str = "", **fields: str) -> bytes:
    came = tuple(Present(each, KNOWN) for each in people)
    session = Session(day, "Kvinnors hälsa", **fields)  # pyright: ignore[reportArgumentType]
    return sessions.save(store, SessionEntry(session, came, note))


def figures(store: Store, cut: Sequence[Dimension]) -> dict[tuple[str, ...], dict[str, int]]:
    return counted(store, YEAR, cut)


def text_of(store: Store, *, but: Sequence[str] = ("local", "choice")) -> str:
    """All that the database holds, as one text."""
    return str([rows for name, rows in everything(store).items() if name not in but])


def rebuilt_alike(store: Store) -> None:
    before = derived_tables(store)
    with store.connection.transaction():
        derived.rebuild(store)
    assert derived_tables(store) == before


# Here


def test_several_are_forgotten_at_once_and_every_cut_counts_as_before(store: Store) -> None:
    people = [register(store, f"Person {name}", KNOWN) for name in "abc"]
    come(store, *people)
    come(store, *people[:2], day=DAY + timedelta(days=1))
    before = {tuple(cut): figures(store, cut) for cut in CUTS}
    erased = erasure.erase(store, *people[:2])
    assert (erased.participants, erased.visits) == (2, 4)
    for cut in CUTS:
        if not OF_A_PERSON & {*cut}:
            assert figures(store, cut) == before[tuple(cut)]
    by_area = {
        key: row["unika_registrerade"] for key, row in figures(store, [Dimension.AREA]).items()
    }
    assert by_area == {("Lindängen",): 1, (UNKNOWN,): 2}
    rebuilt_alike(store)


def test_one_of_several_who_is_not_there_stops_all(store: Store) -> None:
    amina = register(store, "Amina")
    before = everything(store)
    with pytest.raises(LookupError):
        erasure.erase(store, amina, b"x" * 16)
    assert everything(store) == before


def test_the_forgotten_are_not_suggested_and_leave_the_register_with_their_last_visit(
    store: Store,
) -> None:
    amina, bea = register(store, "Amina"), register(store, "Bea")
    session = come(store, amina)
    erasure.erase(store, amina, bea)
    assert register_rows.suggest(store, "", "Kvinnors hälsa", DAY, []) == []
    assert [row.participant for row in register_rows.page(store, ParticipantFilter(), 0, 9)] == [
        amina
    ]
    sessions.delete(store, session)
    assert register_rows.count(store, ParticipantFilter()) == 0


def test_nothing_typed_about_the_person_is_left_in_any_table(store: Store) -> None:
    take_in(
        store,
        Intake((session_row("rad-1", DAY),), (attendance_row("rad-1", "kod-77", group=ADULT),)),
    )
    coded = store.connection.value("SELECT participant FROM code")
    xenia = register(store, "Xenia i köket", KNOWN, **MARIA)
    register(store, "Xenie", given="Xenie", surname_letters="Be", birth_year=1980, birth_month=4)
    come(store, xenia, activity="Samtal med Xenia", note="Xenias väska står kvar")
    participants.update(store, xenia, Naming("Xenia Y"), Attributes(CHILD), mend_earlier=True)
    erased = erasure.erase(store, xenia, coded)
    (trace,) = erased.traces
    assert (trace.in_note, trace.in_fields) == (True, True)
    traces.clean_note(store, trace.row.session)
    text = text_of(store, but=("local", "choice", "session", "version"))
    for word in ("Xenia", "xenia", "kod-77", "väska", "1980'"):
        assert word not in text
    # What was typed as the activity travels, and stays in the history: the person was told.
    assert "Samtal med Xenia" in text_of(store)


def test_undoing_brings_nothing_back(store: Store) -> None:
    xenia = register(store, "Xenia")
    session = come(store, xenia, activity="Xenias grupp")
    bea = register(store, "Bea")
    come(store, bea, activity="Xenias grupp")
    sessions.save(store, SessionEntry(Session(DAY, activity="Xenias grupp"), (), "Xenia"), session)
    erasure.erase(store, xenia)
    while promised := history.next_undo(store):
        assert "Xenia" not in promised
        history.undo(store)
    assert register_rows.display(store, xenia).startswith("d-")


def test_records_that_are_one_person_here_are_forgotten_together(store: Store) -> None:
    one, other = register(store, "Amina"), register(store, "Amina H")
    register(store, "Bea")
    doubles.answer(store, one, other, same=True)
    assert {row.participant for row in retention.records_here(store, other)} == {one, other}
    assert retention.records_here(store, other)[0].participant == other


# What was typed


def test_notes_of_sessions_attended_and_names_anywhere_are_to_be_read(store: Store) -> None:
    amina, bea = register(store, "Amina i köket", given="Amina"), register(store, "Bea")
    attended = come(store, amina, note="Bra stämning")
    named = come(store, bea, note="Ring AMINAS syster")
    beside = come(store, bea, activity="Fika med Amina")
    come(store, bea, note="Aminata kom också")
    come(store, amina)
    found = {each.row.session: each for each in erasure.erase(store, amina).traces}
    assert found.keys() == {attended, named, beside}
    assert not found[attended].in_note
    assert found[named].in_note
    assert found[beside].in_fields


def test_a_cleaned_note_is_gone_for_good(store: Store) -> None:
    session = come(store, note="Xenia grät")
    sessions.save(
        store, SessionEntry(Session(DAY, "Kvinnors hälsa"), (), "Xenia grät igen"), session
    )
    traces.clean_note(store, session, " Regn ")
    assert sessions.note(store, session) == "Regn"
    history.undo(store)
    assert sessions.note(store, session) == "Regn"
    assert "Xenia" not in text_of(store)


def test_a_note_mended_in_its_session_does_not_come_back_by_undo(store: Store) -> None:
    amina = register(store, "Amina")
    session, other = come(store, amina, note="Amina log"), come(store, amina, note="Sol")
    found = erasure.erase(store, amina).traces
    entry = sessions.get(store, session)
    sessions.save(store, SessionEntry(entry.session, entry.present, "Någon log"), session)
    left = traces.forget_changed_notes(store, found)
    assert [each.row.session for each in left] == [other]
    history.undo(store)
    assert "Amina log" not in text_of(store)


def test_an_imported_note_is_kept_in_one_place_only(store: Store) -> None:
    rows = Intake((session_row("rad-1", DAY, note="Xenia grät"),))
    take_in(store, rows)
    session = store.connection.value("SELECT session FROM note")
    traces.clean_note(store, session)
    assert "Xenia" not in text_of(store)
    again = take_in(store, rows)
    assert (again.new, again.changed) == (0, 0)
    assert sessions.note(store, session) == ""
    take_in(store, Intake((session_row("rad-1", DAY, note="Regn"),)))
    assert sessions.note(store, session) == "Regn"


# Laws

STEPS = st.lists(
    st.tuples(
        st.sampled_from(("log", "log", "log", "answer", "undo", "rename")),
        st.integers(0, 2),
        st.integers(0, 10_000),
    ),
    max_size=10,
)


def facts_of(store: Store) -> dict[str, Sequence[tuple[object, ...]]]:
    """The derived tables but the links written down: which pairs tell that three are one may vary.

    They say what tokens had joined when an erasure arrived.
    """
    return {name: rows for name, rows in derived_tables(store).items() if name != "link"}


class World:
    """Three laptops that share some people; the same steps with and without erasures."""

    def __init__(self) -> None:
        self.laptops = [laptop(name, seed) for seed, name in enumerate("ABC", 1)]
        for number, store in enumerate(self.laptops):
            for name in ("Maria", "Sara", "Ali", "Bo")[: 2 + number]:
                naming = Naming(name, name, "Be", 1980, 4)
                participants.register(store, naming, KNOWN)
            participants.register(store, Naming(f"Sol {number}"), Attributes(CHILD))

    def people(self, store: Store) -> list[bytes]:
        rows = store.connection.rows(
            "SELECT id FROM participant WHERE laptop = ? ORDER BY seq", (store.laptop.id,)
        )
        return [participant for (participant,) in rows]

    def act(self, what: str, which: int, number: int) -> None:
        store, random = self.laptops[which], Random(number)
        people = self.people(store)
        chosen = random.sample(people, random.randint(1, len(people)))
        day = date(2025, 1, 1) + timedelta(days=number % 120)
        erased = {
            each for (each,) in store.connection.rows("SELECT id FROM participant WHERE erased = 1")
        }
        match what:
            case "log":
                came = tuple(Present(each, Attributes(ADULT, "Lindängen")) for each in chosen)
                sessions.save(store, SessionEntry(Session(day, "Kvinnors hälsa"), came))
            case "answer":
                doubles.answer(store, people[-1], people[0], same=bool(number % 2))
            case "rename" if chosen[0] not in erased:
                naming = Naming(f"Ny {number} {which}")
                doubled = register_rows.get(store, chosen[0]).naming or naming
                naming = Naming(
                    naming.display, doubled.given, doubled.surname_letters,
                    doubled.birth_year, doubled.birth_month,
                )  # fmt: skip
                if not participants.name_taken(store, naming.display, chosen[0]):
                    participants.update(store, chosen[0], naming, KNOWN, mend_earlier=False)
            case _:
                pass

    def hand_in(self) -> list[Delivery]:
        return [handed_in(store) for store in self.laptops]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    STEPS,
    STEPS,
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 4)), max_size=3),
    st.randoms(use_true_random=False),
)
def test_erasures_at_any_point_leave_the_figures_and_order_changes_nothing(
    before: list[tuple[str, int, int]],
    after: list[tuple[str, int, int]],
    erasing: list[tuple[int, int]],
    random: Random,
) -> None:
    """With whoever is erased handed in and merged before: what else there is, `erasure` says."""
    patch = pytest.MonkeyPatch()
    patch.setattr(token, "_SCRYPT_COST", 2)
    whole, forgetting = World(), World()
    coordinators = [laptop("S", 9) for _ in range(3)]
    plain, straight, shuffled = coordinators
    try:
        first: list[Delivery] = []
        for world, stores in ((whole, [plain]), (forgetting, [straight, shuffled])):
            for step in before:
                world.act(*step)
            first = world.hand_in()
            for store in stores:
                merge(store, *first)
        for which, number in erasing:
            store = forgetting.laptops[which]
            people = forgetting.people(store)
            erasure.erase(store, people[number % len(people)])
        for world in (whole, forgetting):
            for what, which, number in after:
                world.act("log" if what == "rename" else what, which, number)
        merge(plain, *whole.hand_in())
        second = forgetting.hand_in()
        merge(straight, *second)
        merge(shuffled, *random.sample([*first, *second], 6), *random.sample(second, 3))

        assert facts_of(shuffled) == facts_of(straight)
        for cut in CUTS:
            if not OF_A_PERSON & {*cut}:
                assert figures(straight, cut) == figures(plain, cut)
        assert persons.links(straight).linking.linked() == persons.links(plain).linking.linked()
        rebuilt_alike(straight)
    finally:
        patch.undo()
        for each in (*whole.laptops, *forgetting.laptops, *coordinators):
            each.close()
