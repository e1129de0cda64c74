"""A merge that is killed, at any point: the database is as before or as after, nothing between."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from halsoverkstad.__main__ import main
from tests.small_year import write_small_year

HOUSE = Path(__file__).parents[1]
PASSWORD = "fyra små ord"  # noqa: S105 - a made-up one
TIMES = 200


@pytest.fixture
def handed_in(tmp_path, monkeypatch):
    """A coordinator's database that knows one file, and two more to merge."""
    monkeypatch.setenv("HALSOVERKSTAD_LOSENORD", PASSWORD)
    monkeypatch.setenv("HALSOVERKSTAD_LOSENFRAS", "sol vind vatten eld")

    def run(computer: str, *arguments: str) -> None:
        assert main(["--databas", str(tmp_path / f"{computer}.db"), *arguments]) == 0

    programme = str(tmp_path / "p.halsaprogram")
    run("samordnare", "samordnare", "skapa", "-o", programme)
    files = []
    for number in range(3):
        computer = f"dator{number}"
        run(computer, "importera", str(write_small_year(tmp_path / f"{computer}.csv", number)))
        run(computer, "anslut", programme, "--dator", f"Dator {number}")
        files.append(str(tmp_path / f"{computer}.halsa"))
        run(computer, "exportera", "-o", files[-1])
    run("samordnare", "sammanfoga", files[0])
    return tmp_path / "samordnare.db", files


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process that can be forked is killed")
def test_a_merge_killed_at_any_point_leaves_the_old_state_or_the_new(handed_in):
    database, files = handed_in
    done = subprocess.run(
        [sys.executable, "-m", "tests.killing", database, str(TIMES), *files],
        cwd=HOUSE,
        env=os.environ | {"PYTHONPATH": str(HOUSE), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 0
    assert "FEL" not in done.stdout
    seen = dict(pair.split("=") for pair in done.stdout.split())
    assert int(seen["före"]) + int(seen.get("efter", 0)) == TIMES
    assert int(seen["dödade"]) > TIMES / 2
