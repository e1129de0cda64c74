"""The house: imports run one way, and a command loads only what it needs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parent.parent
HEAVY = (
    "textual",
    "rich",
    "sqlite_utils",
    "xlsxwriter",
    "python_calamine",
    "keyring",
    "rapidfuzz",
    "highspy",
    "numpy",
)


def test_the_import_contracts_hold(capsys):
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0, (
        capsys.readouterr().out
    )


@pytest.mark.parametrize(
    "module", ["storage.counting", "exports.reading", "halsoverkstad.commands"]
)
def test_the_library_never_loads_the_terminal_program(module):
    assert "textual" not in loaded_by(f"import {module}")


def test_figures_as_json_load_nothing_that_they_do_not_need(tmp_path):
    environment = {
        "HALSOVERKSTAD_DATABAS": str(tmp_path / "log.db"),
        "HALSOVERKSTAD_LOSENORD": "lösen",
    }
    sessions = tmp_path / "t.csv"
    sessions.write_text("tillfälle;datum\nA;2025-03-03\n", encoding="utf-8")
    run = "from halsoverkstad.__main__ import main"
    loaded_by(f"{run}; main(['importera', {str(sessions)!r}])", environment)

    loaded = loaded_by(f"{run}; main(['statistik', '2025', '--format', 'json'])", environment)

    assert not loaded & set(HEAVY)
    assert "storage" in loaded


def loaded_by(code, environment=None):
    """The top-level modules that a new process has after running the code."""
    code += "; import sys; print(); print(*{name.split('.')[0] for name in sys.modules})"
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | (environment or {}),
        capture_output=True,
        text=True,
        check=True,
    )
    return set(answer.stdout.splitlines()[-1].split())
