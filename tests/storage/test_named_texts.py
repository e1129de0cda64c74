"""Texts of reports that name somebody erased: they are found, and the name can be taken out."""

import pytest

from halsoverkstad.domain.economy import CostLine, Economy
from halsoverkstad.domain.facts import Attributes, Naming
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.report import FollowUp, Part, TextKey
from storage import (
    erasure,
    frozen,
    named_texts,
    participants,
    report_figures,
    report_lists,
    report_texts,
)
from storage.erasure import Erased
from storage.named_texts import MASK
from storage.names import Names
from storage.store import Store
from tests.stores import ADULT

Y2024, Y2025 = Period.year(2024), Period.year(2025)
GOALS, DEVIATIONS = TextKey(Part.GOALS), TextKey(Part.DEVIATIONS)
STORY = "Åsas grupp växte. Vi tackar Åsa  Öberg, och ÅSA igen.\nPåsar delades ut."


def erase_asa(store: Store) -> Erased:
    asa = participants.register(store, Naming("Åsa Öberg", given="Åsa"), Attributes(ADULT))
    return erasure.erase(store, asa)


def settle(store: Store) -> None:
    with frozen.freezing(store, report_figures.figures(store, Y2024)):
        pass


def test_texts_lists_and_settled_reports_that_name_the_person_are_told(store: Store) -> None:
    report_texts.write(store, Y2024, GOALS, STORY)
    report_texts.write(store, Y2025, DEVIATIONS, "Ingen är nämnd; påsar och Åsarum är annat.")
    report_lists.set_follow_ups(store, Y2025, [FollowUp("Hälsa", "Samtal", 9, 8, "Åsa log")])
    settle(store)
    report_lists.set_economy(store, Y2024, Economy((CostLine("Lön Åsa", 10, 9),)))
    found = erase_asa(store).texts
    assert [(each.period, each.part, each.settled) for each in found] == [
        (Y2025, Part.FOLLOW_UP, None),
        (Y2024, Part.GOALS, None),
        (Y2024, Part.ECONOMY, None),
        (Y2024, None, store.today()),
    ]
    assert found[1].key == GOALS
    assert found[0].passages == ("Åsa log",)


def test_what_stands_around_the_name_is_told_and_no_more(store: Store) -> None:
    report_texts.write(store, Y2024, GOALS, f"{'a' * 500} Åsa {'b' * 500}")
    ((passage,),) = (each.passages for each in erase_asa(store).texts)
    assert passage == f"…{'a' * 59} Åsa {'b' * 59}…"


def test_the_name_can_be_taken_out_for_good(store: Store) -> None:
    report_texts.write(store, Y2024, GOALS, STORY)
    report_lists.set_economy(store, Y2024, Economy((CostLine("Lön Åsa", 10, 9),)))
    settle(store)
    before = frozen.latest(store, Y2024)
    for each in erase_asa(store).texts:
        assert named_texts.mask(store, each)
    masked = f"{MASK} grupp växte. Vi tackar {MASK}, och {MASK} igen.\nPåsar delades ut."
    assert report_texts.own(store, Y2024) == {GOALS: masked}
    assert report_lists.economy(store, Y2024).lines == (CostLine(f"Lön {MASK}", 10, 9),)
    after = frozen.latest(store, Y2024)
    assert before is not None
    assert after is not None
    assert after.texts == {GOALS: masked}
    assert after.lists["kostnader"][0]["cost"] == f"Lön {MASK}"
    assert (after.figures, after.checksum) == (before.figures, before.checksum)


def test_a_text_that_has_been_changed_since_is_left_alone(store: Store) -> None:
    report_texts.write(store, Y2024, GOALS, STORY)
    found = erase_asa(store).texts
    assert named_texts.still_there(store, found) == found
    report_texts.write(store, Y2024, GOALS, "Någon annan text.")
    assert named_texts.still_there(store, found) == ()
    assert not named_texts.mask(store, found[0])
    assert report_texts.own(store, Y2024) == {GOALS: "Någon annan text."}


def test_who_is_named_nowhere_leaves_nothing_to_read(store: Store) -> None:
    report_texts.write(store, Y2024, GOALS, "Bra stämning.")
    settle(store)
    erased = erase_asa(store)
    assert erased.texts == ()
    assert erased.to_read == ()


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("A\u030asa kom", "* kom"),  # the ring as a letter of its own
        ("åsas, asas och Åsa.", "*, * och *."),
        ("Påsa Åsarum", "Påsa Åsarum"),
        ("Åsa\n\nÖberg", "*"),
        ("  Åsa  ", "  *  "),
        ("", ""),
    ],
)
def test_names_are_found_as_they_are_written(text: str, masked: str) -> None:
    assert Names(("asa", "asa oberg")).masked(text, "*") == masked


def test_without_a_name_nothing_is_found() -> None:
    assert Names(()).masked("Åsa", "*") == "Åsa"
    assert Names(()).passages("Åsa") == []
