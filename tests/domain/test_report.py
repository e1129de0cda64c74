"""Texts, receivers and deadlines of reports; names of figures."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.programme import Programme
from halsoverkstad.domain.report import LONGEST_TEXT, clean_text, deadlines, receiver_of
from halsoverkstad.domain.report_names import part_names
from tests.stores import PROGRAMME


@pytest.fixture(scope="module")
def programme() -> Programme:
    return Programme.parse(PROGRAMME)


def test_a_report_goes_to_the_receiver_of_its_agreement(programme: Programme) -> None:
    said = {
        name: receiver_of(programme, Period.parse(name))
        for name in ("2022", "2023H2", "2024", "2025", "2026H1", "2026K3", "2027", "2029")
    }
    assert said == {
        "2022": "",
        "2023H2": "kommunstyrelsen",
        "2024": "kommunstyrelsen",
        "2025": "kommunstyrelsen",
        "2026H1": "kommunstyrelsen",
        "2026K3": "arbetsmarknads- och socialnämnden",
        "2027": "arbetsmarknads- och socialnämnden",
        "2029": "",
    }


def test_the_reports_that_somebody_waits_for(programme: Programme) -> None:
    first, *grants = deadlines(programme)
    assert (first.receiver, first.by) == ("kommunstyrelsen", date(2026, 2, 1))
    assert first.period == Period.year(2025)
    assert first.days_left(date(2026, 1, 22)) == 10
    assert first.days_left(date(2026, 2, 3)) == -2
    assert [(each.amount, each.when, each.by) for each in grants] == [
        (119_000, "våren 2026", None),
        (2_500_000, "våren 2026", None),
    ]
    assert grants[0].days_left(date(2026, 1, 1)) is None


def test_a_grant_with_a_day_is_put_in_order() -> None:
    dated = PROGRAMME.replace(
        'aterrapporteras = "våren 2026"\n',
        'aterrapporteras = "våren 2026"\naterrapport_senast = 2026-01-15\n',
    )
    assert dated != PROGRAMME
    by = [each.by for each in deadlines(Programme.parse(dated))]
    assert by == [date(2026, 1, 15), date(2026, 2, 1), None]


@given(st.text())
def test_a_text_is_kept_but_for_what_cannot_be_written(text: str) -> None:
    kept = clean_text(text)
    assert clean_text(kept) == kept
    assert set(kept) <= {*text, "\n", " "}
    assert not {each for each in kept if each < " "} - {"\n"}


def test_line_breaks_stay_and_control_characters_go() -> None:
    assert clean_text("  a\r\nb\rc\td\x00\x1be\ud800\u202ef \n") == "a\nb\nc def"


def test_a_text_may_be_long_but_not_endless() -> None:
    assert len(clean_text("å" * LONGEST_TEXT)) == LONGEST_TEXT
    with pytest.raises(Fault, match="100001 tecken"):
        clean_text("å" * (LONGEST_TEXT + 1))


@given(st.lists(st.text(), unique=True))
def test_every_value_has_a_plain_name_of_its_own(values: list[str]) -> None:
    names = part_names(values)
    assert len(set(names.values())) == len(values)
    assert all(name.isascii() and name.replace("_", "a").isalnum() for name in names.values())


def test_names_are_those_that_people_would_guess() -> None:
    assert dict(part_names(["Kvinnors hälsa", "Munhälsa & kost", "", "övriga Malmö"])) == {
        "Kvinnors hälsa": "kvinnors_halsa",
        "Munhälsa & kost": "munhalsa_kost",
        "": "programgemensamt",
        "övriga Malmö": "ovriga_malmo",
    }
