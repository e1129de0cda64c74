"""A word that the settings do not have: never lost, never silent."""

from datetime import date

import pytest

from halsoverkstad.domain.facts import Attributes, Heads, Session
from halsoverkstad.domain.words import Dimension
from storage import checking, merging, sessions, settings
from storage.sessions import Present, SessionEntry
from storage.store import Store
from tests.handing_in import handed_in, laptop, merge
from tests.storage.test_erasure import YEAR
from tests.stores import ADULT, NO_GROUP, PROGRAMME, counted, register

pytestmark = pytest.mark.usefixtures("quick_tokens")

DAY = date(2025, 3, 31)


def come(store: Store, noted: Attributes, *, heads: str | None = None) -> bytes:
    """One person at a session, noted so; and heads of a group."""
    present = (Present(register(store, "Amina", noted), noted),)
    counted_heads = {heads: Heads(3)} if heads else {}
    return sessions.save(store, SessionEntry(Session(DAY, heads=counted_heads), present))


@pytest.mark.parametrize(
    ("noted", "heads", "word"),
    [
        (Attributes("zzz"), None, "Gruppen ”zzz”"),
        (Attributes(ADULT), "zzz", "Gruppen ”zzz”"),
        (Attributes(ADULT, "Almgården"), None, "Bostadsområdet ”Almgården”"),
        (Attributes(ADULT, sex="vet ej"), None, "Könet ”vet ej”"),
        (Attributes(ADULT, "Å" * 500), None, f"Bostadsområdet ”{'Å' * 40}…”"),
    ],
)
def test_it_is_named_when_it_comes_and_by_kontrollera_until_it_is_mended(
    noted: Attributes, heads: str | None, word: str
) -> None:
    other, coordinator = laptop("B", 2), laptop("S", 3)
    session = come(other, noted, heads=heads)
    file = handed_in(other)
    for dry_run in (True, False):
        merged = merging.merge(coordinator, [file], dry_run=dry_run)
        assert [(each.word, each.laptops) for each in merged.unknown] == [(word, ("B",))]
    assert merging.merge(coordinator, [handed_in(other)]).unknown == ()
    told = [each for each in checking.quality(coordinator) if each.about == session]
    assert [each.what for each in told] == [f"{word} finns inte i programmets inställningar"]
    sessions.save(other, SessionEntry(Session(DAY), (), ""), session)
    merge(coordinator, handed_in(other))
    assert not any(word in each.what for each in checking.quality(coordinator))


def test_every_computer_that_brings_it_is_named() -> None:
    coordinator = laptop("S", 3)
    for number, name in enumerate("AB", 4):
        other = laptop(name, number)
        come(other, Attributes(ADULT, "Almgården"))
        merged = merging.merge(coordinator, [handed_in(other)])
        assert [each.laptops for each in merged.unknown] == [(name,)]


def test_what_the_settings_had_and_nobody_used_is_passed_over() -> None:
    other, coordinator = laptop("B", 2), laptop("S", 3)
    come(other, Attributes(ADULT))
    settings.set_programme(coordinator, PROGRAMME.replace('"Lindängen"', '"Norra Lindängen"'))
    assert merging.merge(coordinator, [handed_in(other)]).unknown == ()


def test_what_was_logged_before_the_settings_changed_is_read_and_counts() -> None:
    """Why it is not refused: nobody could merge what the laptop has had all along."""
    other, coordinator = laptop("B", 2), laptop("S", 3)
    come(other, Attributes(ADULT, "Lindängen"))
    settings.set_programme(coordinator, PROGRAMME.replace('"Lindängen"', '"Norra Lindängen"'))
    merge(coordinator, handed_in(other))
    told = [each.what for each in checking.quality(coordinator)]
    assert "Bostadsområdet ”Lindängen” finns inte i programmets inställningar" in told
    by_area = counted(coordinator, YEAR, [Dimension.AREA])
    assert {key: row["unika_registrerade"] for key, row in by_area.items()} == {("Lindängen",): 1}


def test_what_the_settings_have_and_what_nobody_knows_is_passed_over() -> None:
    other, coordinator = laptop("B", 2), laptop("S", 3)
    come(other, Attributes(NO_GROUP))
    assert merging.merge(coordinator, [handed_in(other)]).unknown == ()
    assert not any("inställningar" in each.what for each in checking.quality(coordinator))
