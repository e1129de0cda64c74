"""Settings that only reports use: extra grants, what a report is on, what its checks allow."""

from datetime import date

import pytest

from halsoverkstad.domain.errors import ProgrammeFault
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.programme import ExtraGrant, Programme, ReportRules
from tests.stores import PROGRAMME

GRANT = """
[[extra_medel]]
belopp = 119000
for = "Områdesutveckling"
aterrapporteras = "våren 2026"
"""


def without_grants() -> str:
    return PROGRAMME[: PROGRAMME.index("[[extra_medel]]")]


def test_the_settings_that_ship() -> None:
    programme = Programme.parse(PROGRAMME)
    assert programme.extra_grants == (
        ExtraGrant(119_000, "Områdesutveckling Söder och Lindängen", "våren 2026"),
        ExtraGrant(2_500_000, "Jämlik hälsa Lindängen", "våren 2026"),
    )
    assert programme.report_rules == ReportRules(great_change=0.5, quiet_weeks=4)
    assert [each.report_on for each in programme.agreements] == [None, Period.year(2025), None]


def test_settings_from_before_there_were_reports_still_hold() -> None:
    programme = Programme.parse(without_grants().replace('aterrapport_avser = "2025"', ""))
    assert programme.extra_grants == ()
    assert programme.report_rules == ReportRules()


def test_a_grant_may_have_a_day() -> None:
    dated = f"{GRANT}aterrapport_senast = 2026-05-31\n"
    (grant,) = Programme.parse(without_grants() + dated).extra_grants
    assert grant.report_by == date(2026, 5, 31)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (GRANT.replace("119000", "119000.5"), "belopp"),
        (GRANT.replace("119000", "0"), "belopp"),
        (GRANT.replace("119000", "true"), "belopp"),
        (GRANT.replace('for = "Områdesutveckling"', ""), "for"),
        (GRANT.replace('"våren 2026"', "2026"), "aterrapporteras"),
        ("[rapport]\nstor_forandring = 2\n", "stor_forandring"),
        ("[rapport]\nveckor_utan_tillfalle = 0\n", "veckor_utan_tillfalle"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(wrong: str, told: str) -> None:
    with pytest.raises(ProgrammeFault, match=f"”{told}”"):
        Programme.parse(without_grants() + wrong)


def test_what_a_report_is_on_must_be_a_period() -> None:
    with pytest.raises(ProgrammeFault, match="aterrapport_avser"):
        Programme.parse(
            PROGRAMME.replace('aterrapport_avser = "2025"', 'aterrapport_avser = "i år"')
        )


@pytest.mark.parametrize("name", ["2024", "2024H2", "2024K1", "2024-02", "2024-02-02..2025-03-01"])
def test_days_go_by_the_shortest_name_that_they_have(name: str) -> None:
    period = Period.parse(name)
    assert Period.between(period.first, period.last) == period
