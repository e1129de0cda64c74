"""`utdrag` on the command line."""

from contextlib import closing
from pathlib import Path

import pytest

from halsoverkstad import access
from halsoverkstad.__main__ import main
from tests.stores import register

pytestmark = pytest.mark.usefixtures("quick_tokens")


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HALSOVERKSTAD_LOSENORD", "fyra små ord")
    path = tmp_path / "a.db"
    with closing(access.open_or_make(path)) as store:
        for name in ("Åsa blå", "Åsa röd"):
            register(store, name, given="Åsa")
    return path


def test_a_person_is_written_to_a_file(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "utdrag.md"
    arguments = ["--databas", str(database), "utdrag", "åsa blå", "-o", str(target)]
    assert main(arguments) == 0
    assert "Visningsnamn, det som ledarna kallar dig: Åsa blå" in target.read_text("utf-8")
    assert "röd" not in target.read_text("utf-8")
    assert "Läs igenom det" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("who", "file", "word"),
    [
        ("Åsa", "u.md", "Flera deltagare heter så: d-"),
        ("Beata", "u.md", "Ingen deltagare här"),
        ("Be\udcff", "u.md", "Ingen deltagare här"),
        ("Åsa blå", "u.pdf", ".md eller .txt"),
    ],
)
def test_a_fault_is_one_sentence_without_a_name_and_leaves_no_file(
    database: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    who: str,
    file: str,
    word: str,
) -> None:
    target = tmp_path / file
    assert main(["--databas", str(database), "utdrag", who, "-o", str(target)]) == 1
    said = capsys.readouterr().err
    assert word in said
    assert who not in said
    assert not target.exists()
