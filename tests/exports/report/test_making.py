"""Reports as files, from a database to the disk: hard texts, hard names, nothing half done."""

import json
from pathlib import Path

import pytest

from exports.report.making import FORMS, NotSettled, check_form, draft, settle
from halsoverkstad.domain.errors import Fault, UsageFault
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.report import LONGEST_TEXT, Part, TextKey
from storage import frozen, report_texts, settings
from storage.store import Store
from tests.exports.report.content.making_up import held
from tests.stores import PROGRAMME, register

Y2025 = Period.year(2025)
GOALS = TextKey(Part.GOALS)
HARD = '=1+1 & <b>"fet"</b>'


@pytest.fixture
def year(store: Store) -> Store:
    settings.set_programme(store, PROGRAMME.replace('namn = "Kvinnors hälsa"', f"namn = '{HARD}'"))
    people = [register(store, f"Person {number}") for number in range(9)]
    held(store, "2025-03-03", *people, workshop=HARD, heads=7)
    return store


def form_is_there(form: str) -> str:
    if form == ".pdf":
        pytest.importorskip("typst")
    return form


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "text",
    [
        "ord och fler ord. " * (LONGEST_TEXT // 18),
        "å" * LONGEST_TEXT,
        "=1+1 &<>\"' \x00\x07\x1b[31m \ud800 \u202e ]]> {{ }} \\ # * _ | ` $x$ @",
        "\n" * 50 + "slut",
    ],
    ids=["lång", "utan blanksteg", "tecken", "rader"],
)
def test_every_form_takes_every_text(year: Store, tmp_path: Path, form: str, text: str) -> None:
    path = tmp_path / f"rapport{form_is_there(form)}"
    report_texts.write(year, Y2025, GOALS, text)
    draft(year, Y2025, path, internal=True)
    assert path.stat().st_size > 1000
    if form == ".json":
        (goals,) = json.loads(path.read_bytes())["avsnitt"][1]["innehall"]
        assert goals["text"].strip() == report_texts.own(year, Y2025)[GOALS]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("period", ["2022", "2025-03-03..2025-03-03", "2025H1"])
def test_every_form_takes_every_period(year: Store, tmp_path: Path, form: str, period: str) -> None:
    path = tmp_path / f"rapport{form_is_there(form)}"
    made = draft(year, Period.parse(period), path, internal=False)
    assert made.report.protected
    assert path.stat().st_size > 1000


def test_the_same_facts_give_the_same_bytes(year: Store, tmp_path: Path) -> None:
    for form in (".docx", ".xlsx", ".md", ".json"):
        one, other = tmp_path / f"a{form}", tmp_path / f"b{form}"
        draft(year, Y2025, one, internal=False)
        draft(year, Y2025, other, internal=False)
        assert one.read_bytes() == other.read_bytes(), form


def test_a_settled_report_is_no_draft_and_is_kept(year: Store, tmp_path: Path) -> None:
    path = tmp_path / "rapport.json"
    made = settle(year, Y2025, path, internal=False)
    (kept,) = frozen.every(year)
    assert kept.checksum == made.report.checksum
    assert not json.loads(path.read_bytes())["utkast"]


def test_errors_stop_it_and_are_told(year: Store, tmp_path: Path) -> None:
    path = tmp_path / "rapport.json"
    with pytest.raises(NotSettled, match="inga loggade tillfällen"):
        settle(year, Period.year(2022), path, internal=False)
    assert not path.exists()
    assert frozen.every(year) == []


def test_a_file_that_cannot_be_written_settles_nothing(
    year: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the target is open in another program."""
    path = tmp_path / "rapport.json"
    path.write_text("den som fanns", encoding="utf-8")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(Fault, match="Stäng filen"):
        settle(year, Y2025, path, internal=False)
    assert frozen.every(year) == []
    assert path.read_text(encoding="utf-8") == "den som fanns"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["rapport", "rapport.doc", "rapport.docx.txt", ".docx"])
def test_an_ending_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(UsageFault, match="ska sluta på"):
        check_form(Path(name), None)


def test_capitals_in_the_ending_are_fine(year: Store, tmp_path: Path) -> None:
    path = tmp_path / "RAPPORT.JSON"
    draft(year, Y2025, path, internal=True)
    assert json.loads(path.read_bytes())["utkast"]
