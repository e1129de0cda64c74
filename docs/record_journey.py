"""Records a first day with the keyboard alone, in a real terminal of 80 by 24, as pictures.

    .venv/bin/python docs/record_journey.py

Needs tmux. Starts blank: three steps, a session with four participants (one of them new, the
others registered on the way) and five heads counted without name, a change, undo, the figures,
and a file of them. Every step waits until the screen shows what it should, or fails.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from rich.text import Text

FOLDER = Path(__file__).parent / "bilder"
SOCKET = "halsoverkstad-resa"
PATIENCE = 30
HAND = 0.8
"""Seconds that a hand needs from key to key."""
PASSWORD = "fyra helt vanliga ord"  # noqa: S105 - made up, for a database that is thrown away


class Terminal:
    """The program in a tmux of its own."""

    def __init__(self, folder: Path) -> None:
        self._shots = 0
        kept = {key: value for key, value in os.environ.items() if "HALSOVERKSTAD" not in key}
        environment = kept | {
            "HOME": str(folder),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        }
        command = f"cd {folder} && {sys.executable} -m halsoverkstad"
        size = ["-x", "80", "-y", "24"]
        self._tmux("new-session", "-d", "-s", "resa", *size, command, environment=environment)

    def keys(self, *keys: str) -> None:
        """Press keys by their tmux names."""
        for key in keys:
            self._tmux("send-keys", "-t", "resa", key)
            time.sleep(HAND)

    def write(self, text: str) -> None:
        """Type a text."""
        self._tmux("send-keys", "-t", "resa", "-l", text)
        time.sleep(HAND)

    def see(self, *words: str) -> str:
        """Wait until the screen shows all the words."""
        return self._until(f"Not seen: {words}", lambda shown: all(each in shown for each in words))

    def see_gone(self, word: str) -> str:
        """Wait until the screen no longer shows a word."""
        return self._until(f"Not gone: {word}", lambda shown: word not in shown)

    def _until(self, else_: str, met: Callable[[str], bool]) -> str:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            screen = self._tmux("capture-pane", "-p", "-t", "resa").replace("\u00a0", " ")
            if met(screen):
                return screen
            time.sleep(0.1)
        raise SystemExit(f"{else_}\n{screen}")

    def picture(self, name: str) -> None:
        """Keep the screen as a picture, numbered in the order of the journey."""
        self._shots += 1
        lines = self._tmux("capture-pane", "-e", "-p", "-t", "resa")
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            console = Console(record=True, width=80, file=nowhere)
            console.print(Text.from_ansi(lines), end="")
            target = FOLDER / f"resa-{self._shots}-{name}.svg"
            console.save_svg(str(target), title="Hälsoverkstad", theme=DEFAULT_TERMINAL_THEME)

    def close(self) -> None:
        """End this tmux and nothing else."""
        subprocess.run(["tmux", "-L", SOCKET, "kill-server"], check=False)

    def _tmux(self, *arguments: str, environment: dict[str, str] | None = None) -> str:
        return subprocess.run(
            ["tmux", "-L", SOCKET, *arguments],
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        terminal = Terminal(Path(folder))
        try:
            travel(terminal)
        finally:
            terminal.close()


def travel(terminal: Terminal) -> None:
    three_steps(terminal)
    register_three(terminal)
    log_a_session(terminal)
    change_and_undo(terminal)
    see_and_save_the_figures(terminal)


def three_steps(terminal: Terminal) -> None:
    terminal.see("Steg 1 av 3")
    terminal.picture("forsta-steget")
    terminal.keys("F9")
    terminal.see("Steg 2 av 3")
    terminal.write(PASSWORD)
    terminal.see("•" * len(PASSWORD))
    terminal.keys("Tab")
    terminal.write(PASSWORD)
    terminal.keys("F9")
    terminal.see("Steg 3 av 3", "-")  # the code has been made
    terminal.picture("aterstallningskod")
    terminal.keys("F9")
    terminal.see("F2 Översikt", "Inga uppgifter")


def register_three(terminal: Terminal) -> None:
    terminal.keys("F5")
    terminal.see("Visningsnamn")
    for name in ("Amina", "Fatima", "Zeynep"):
        terminal.keys("n")
        terminal.see("Ny deltagare")
        terminal.write(name)
        terminal.see(name)
        terminal.keys("Tab", "v")
        terminal.see("vuxna")
        terminal.keys("F9")
        terminal.see(f"Sparat: {name}")


def log_a_session(terminal: Terminal) -> None:
    terminal.keys("F3")
    terminal.see("Vilka kom?", "Zeynep")
    time.sleep(HAND)
    terminal.keys("k")
    terminal.see("Kvinnors hälsa")
    terminal.keys("Tab", "Tab")
    terminal.write("yo")
    terminal.see("yoga")
    terminal.keys("Enter")
    terminal.see("Yoga")
    terminal.write("fram")
    terminal.see("framtidens hus")
    terminal.keys("Enter")
    for number, name in enumerate(("amina", "fat", "zey"), 1):
        terminal.write(name)
        terminal.see(name)
        terminal.keys("Enter")
        terminal.see(f"{number} registrerad")
    terminal.write("Leila")
    terminal.see("Leila")
    terminal.keys("Enter")
    terminal.see("Ny deltagare")
    terminal.picture("ny-deltagare")
    terminal.keys("F9")
    terminal.see("4 registrerade + 0 utan namn = 4")
    terminal.keys("Enter", "Tab", "Tab", "Tab")
    terminal.write("5")
    terminal.keys("Enter")
    terminal.write("2")
    terminal.see("4 registrerade + 5 utan namn = 9")
    terminal.picture("tillfallet")
    terminal.keys("F9")
    terminal.see("F4 Logg")


def change_and_undo(terminal: Terminal) -> None:
    terminal.keys("F4")
    terminal.see("Yoga", "Reg.")
    terminal.keys("Enter")
    terminal.see("4 registrerade + 5 utan namn = 9")
    time.sleep(HAND)
    terminal.keys("Tab", "Tab", "Tab", "Tab", "Down", "Space")
    terminal.see("3 registrerade + 5 utan namn = 8")
    terminal.keys("F9")
    terminal.see("F4 Logg", "3          5")
    terminal.picture("andrat")
    terminal.keys("C-z")
    terminal.see("4          5")
    terminal.picture("angrat")


def see_and_save_the_figures(terminal: Terminal) -> None:
    terminal.keys("F6")
    terminal.see("Hela programmet", "Unika")
    terminal.see_gone("Ångrat")
    terminal.picture("statistik")
    terminal.keys("F9")
    terminal.see("Att lämna ut")
    terminal.keys("Enter")
    terminal.see("Spara siffrorna som")
    terminal.keys("Enter")
    terminal.see("Sparad: ")


if __name__ == "__main__":
    main()
