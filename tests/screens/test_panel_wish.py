"""The form that draws a round of the panel: what is typed, and what it means."""

from dataclasses import replace

import pytest

from halsoverkstad.domain.period import Period
from screens.panel_wish import WrittenWish, read_wish
from screens.session_draft import Unreadable
from storage.panel_drawing import Wish

WORKSHOPS = ("Kvinnors hälsa", "Barn och unga", "")
WRITTEN = WrittenWish(" 2025 ", "20", "", ("vuxna",), WORKSHOPS, WORKSHOPS)


def test_every_workshop_is_no_limit_and_the_seed_is_left_to_the_computer() -> None:
    assert read_wish(WRITTEN) == Wish(Period.year(2025), 20, None, (), ("vuxna",))


def test_some_workshops_a_seed_and_nobody_from_before() -> None:
    form = replace(WRITTEN, seed="1 000 000", workshops=("", "Kvinnors hälsa"), anew=True)
    assert read_wish(form) == Wish(
        Period.year(2025), 20, 1_000_000, ("", "Kvinnors hälsa"), ("vuxna",), anew=True
    )


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"period": "i år"}, "period", "är ingen period"),
        ({"size": ""}, "size", "hur många"),
        ({"size": "0"}, "size", "hur många"),
        ({"size": "tjugo"}, "size", "inget antal"),
        ({"seed": "-1"}, "seed", "heltal"),
        ({"seed": "1000000001"}, "seed", "heltal"),
        ({"groups": ()}, "groups", "minst en grupp"),
        ({"workshops": ()}, "workshops", "minst en verkstad"),
    ],
)
def test_what_is_wrong_is_said_of_its_field(wrong: dict[str, str], field: str, said: str) -> None:
    with pytest.raises(Unreadable) as told:
        read_wish(replace(WRITTEN, **wrong))  # pyright: ignore[reportArgumentType]
    assert [*told.value.faults] == [field]
    assert said in told.value.faults[field]


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(Unreadable) as told:
        read_wish(WrittenWish("", "", "x", (), (), WORKSHOPS))
    assert [*told.value.faults] == ["period", "size", "seed", "groups", "workshops"]
