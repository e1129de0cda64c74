"""Files that this program wrote itself, and people it has forgotten, read again."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from halsoverkstad.domain.facts import Attributes, Session
from halsoverkstad.domain.words import UNKNOWN, Dimension
from storage import doubles, erasure, facts, journal, sessions
from storage.sessions import LogFilter, Present, SessionEntry
from storage.store import Store
from tests.stores import ADULT, CHILD, counted, everything, new_store, register
from tests.tables import CAME, HELD, YEAR, Take, counts, entry, export, known, person, taking

# Erased people


def test_an_erased_person_does_not_come_back(store: Store, take: Take) -> None:
    take(HELD, CAME)
    before = counted(store, YEAR, [Dimension.GROUP])
    erasure.erase(store, person(store, "kod-A"))
    for tables in ((HELD, CAME), (CAME.replace("Lindängen", "övriga Malmö"),)):
        take(*tables)
        assert "kod-A" not in str(everything(store))
        assert counted(store, YEAR, [Dimension.GROUP]) == before
    take("tillfälle;datum;deltagare\nt2;2025-04-01;kod-A")
    assert entry(store, "t2").present == ()


def test_an_erased_person_gets_nothing_back_from_an_own_export(
    store: Store, take: Take, tmp_path: Path
) -> None:
    """Neither area nor sex, whether the export was ever read before or not."""
    amina = register(store, "Amina")
    came = (Present(amina, Attributes(ADULT, "Lindängen", "kvinna/flicka")),)
    session = sessions.save(store, SessionEntry(Session(date(2025, 3, 31)), came))
    exported = export(store, tmp_path / "export")
    take(*exported)
    erasure.erase(store, amina)
    before = counted(store, YEAR, [Dimension.AREA])
    assert set(before) == {(UNKNOWN,)}
    for tables in (exported, [exported[0].replace("vuxna", "yrkesverksamma"), exported[1]]):
        take(*tables)
        assert [each.attributes for each in sessions.get(store, session).present] == [
            Attributes(ADULT)
        ]
        assert counted(store, YEAR, [Dimension.AREA]) == before
    remembered = store.connection.rows("SELECT * FROM imported WHERE fields LIKE '%Lind%'")
    assert remembered == []


# What this program wrote itself


def test_pseudonyms_of_an_own_export_are_recognised(
    store: Store, take: Take, logged: bytes, tmp_path: Path
) -> None:
    before = journal.checksum(store.connection)
    assert counts(take(*export(store, tmp_path / "export"))) == (0, 0, 2)
    assert journal.checksum(store.connection) == before
    assert len(known(store)) == 1


def test_an_own_export_changed_by_hand_changes_the_session_it_came_from(
    store: Store, take: Take, logged: bytes, tmp_path: Path
) -> None:
    attendances, held = export(store, tmp_path / "export")
    result = take(attendances.replace("Lindängen", "övriga Malmö"), held.replace("03-31", "04-01"))
    assert counts(result) == (0, 2, 0)
    found = sessions.get(store, logged)
    assert found.session.day == date(2025, 4, 1)
    assert found.present[0].attributes.area == "övriga Malmö"
    assert found.note == "Regn"


def test_an_own_export_read_once_more_does_not_bring_back_what_was_deleted_since(
    store: Store, take: Take, logged: bytes, tmp_path: Path
) -> None:
    exported = export(store, tmp_path / "export")
    take(*exported)
    sessions.delete(store, logged)
    assert counts(take(*exported)) == (0, 0, 2)
    assert sessions.count(store, LogFilter()) == 0


@pytest.mark.parametrize("coded", [False, True])
def test_an_own_export_of_linked_people_adds_no_attendance(
    store: Store, take: Take, tmp_path: Path, coded: bool
) -> None:
    """Nor when the answer is taken back: both were where they were, and nowhere else."""
    if coded:
        take(HELD, CAME)
        one = person(store, "kod-A")
    else:
        one = register(store, "Amina")
    other = register(store, "Amina H")
    for day, people in (
        ("2025-05-01", [one]),
        ("2025-05-02", [other]),
        ("2025-05-03", [one, other]),
    ):
        came = tuple(Present(each, Attributes(ADULT, "Lindängen")) for each in people)
        sessions.save(store, SessionEntry(Session(date.fromisoformat(day)), came))
    apart = counted(store, YEAR, [Dimension.MONTH])
    doubles.answer(store, one, other, same=True)
    before = journal.checksum(store.connection)
    exported = export(store, tmp_path / "export")
    for _ in range(2):
        assert counts(take(*exported))[:2] == (0, 0)
        assert journal.checksum(store.connection) == before
    doubles.take_back(store, one, other)
    assert counted(store, YEAR, [Dimension.MONTH]) == apart


def test_what_a_file_says_anew_of_linked_people_is_noted_where_they_are(
    store: Store, take: Take, tmp_path: Path
) -> None:
    one, other = register(store, "Amina"), register(store, "Amina H")
    came = (Present(max(one, other), Attributes(ADULT, "Lindängen")),)
    session = sessions.save(store, SessionEntry(Session(date(2025, 5, 2)), came))
    doubles.answer(store, one, other, same=True)
    attendances, held = export(store, tmp_path / "export")
    assert counts(take(attendances.replace("Lindängen", "övriga Malmö"), held)) == (0, 1, 1)
    assert sessions.get(store, session).present == (
        Present(max(one, other), Attributes(ADULT, "övriga Malmö")),
    )


def test_exported_facts_count_the_same_elsewhere(store: Store, tmp_path: Path) -> None:
    """Also people who were linked, who leave as one."""
    people = [register(store, name) for name in ("Amina", "Bea", "Cia")]
    for day, some in (("2025-01-08", people), ("2025-05-01", people[:2])):
        came = tuple(Present(each, Attributes(CHILD)) for each in some)
        sessions.save(store, SessionEntry(Session(date.fromisoformat(day)), came))
    doubles.answer(store, people[0], people[2], same=True)
    exported = export(store, tmp_path / "export")
    with closing(new_store(seed=5)) as elsewhere:
        taking(elsewhere, tmp_path)(*exported)
        for dimension in Dimension:
            cut = [dimension]
            assert counted(elsewhere, YEAR, cut) == counted(store, YEAR, cut)
        held = [session for _, session in facts.sessions(store)]
        assert [session for _, session in facts.sessions(elsewhere)] == held
