"""Progress bars: on stderr, only to a terminal, and told in steps that cost nothing."""

import io
import sys
from pathlib import Path

import pytest

from halsoverkstad.__main__ import main
from halsoverkstad.progress import progress_bar
from storage.progress import counting, telling


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("out_of", [0, 1, 5, 1_000, 12_345])
def test_everything_passes_and_is_told_of_in_order(out_of):
    told = []
    items = list(telling(range(out_of), out_of, lambda *each: told.append(each)))
    assert items == list(range(out_of))
    assert told == sorted(told)
    assert all(total == out_of and done < out_of for done, total in told)
    assert bool(told) == bool(out_of)
    assert len(told) <= 2 * 200


def test_counting_is_one_more_each_time():
    told = []
    count = counting(lambda *each: told.append(each), 3)
    for file in "ab":
        count(file)
    assert told == [(1, 3), (2, 3)]


def test_a_terminal_sees_a_bar_and_it_is_gone_afterwards(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress_bar("Ansluter") as progress:
        progress(1, 4)
    shown = terminal.getvalue()
    assert "Ansluter" in shown
    assert "25 %" in shown
    assert shown.endswith("\x1b[2K")


def test_without_a_terminal_nothing_is_written(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setenv("HALSOVERKSTAD_LOSENORD", "fyra små ord")
    monkeypatch.setenv("HALSOVERKSTAD_LOSENFRAS", "sol vind vatten eld")
    rows = tmp_path / "n.csv"
    rows.write_text("tillfälle;datum;deltagare\nA;2025-01-02;p1\n", encoding="utf-8")

    def run(computer: str, *arguments: str) -> None:
        assert main(["--databas", str(tmp_path / f"{computer}.db"), *arguments]) == 0

    run("s", "samordnare", "skapa", "-o", str(tmp_path / "p.halsaprogram"))
    run("l", "importera", str(rows))
    run("l", "anslut", str(tmp_path / "p.halsaprogram"))
    run("l", "exportera", "-o", str(tmp_path / "l.halsa"))
    assert capsys.readouterr().err == ""

    terminal = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", terminal)
    run("l", "importera", str(rows))
    run("l", "exportera", "-o", str(tmp_path / "l.halsa"))
    run("s", "sammanfoga", str(tmp_path / "l.halsa"))
    run("l", "anslut", str(tmp_path / "p.halsaprogram"))
    for what in ("Läser in", "Skriver filen", "Läser filerna", "Ansluter"):
        assert what in terminal.getvalue()
