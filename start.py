"""Sets up an environment of its own in `.venv` and runs the program, its tests or its checks.

    python3 start.py demo            open the made-up year
    python3 start.py run [ARG …]     run the program as installed: run --help, run importera …
    python3 start.py test [ARG …]    run the tests (the import contracts are among them)
    python3 start.py lint            formatting, lint, types, spelling
    python3 start.py check           lint and test
    python3 start.py bench           compare speed with the obvious other way

Needs Python 3.11 or later and pip, nothing else; the system's own packages are never touched.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
HOME = ROOT / ".venv"
PYTHON = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PROJECT = ROOT / "pyproject.toml"
_INTERRUPTED = 130
"""What shells give for a program ended by Ctrl+C."""
LINT = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("codespell_lib",),
    ("pyright", "--pythonpath", str(PYTHON)),
)


def main() -> int:
    """Do what the first argument says."""
    if sys.version_info < (3, 11):
        sys.stderr.write("Hälsoverkstad needs Python 3.11 or later.\n")
        return 2
    task, *rest = sys.argv[1:] or ["help"]
    match task:
        case "demo":
            return _program(["demo", *rest])
        case "run":
            return _program(rest)
        case "test":
            return _test(rest)
        case "lint":
            return _lint()
        case "check":
            return _lint() or _test(rest)
        case "bench":
            return _bench()
        case _:
            sys.stderr.write(__doc__ or "")
            return 0 if task in {"help", "-h", "--help"} else 2


def _program(arguments: list[str]) -> int:
    _set_up("run", ["-e", f"{ROOT}[pdf]"])
    return _call("halsoverkstad", *arguments)


def _test(arguments: list[str]) -> int:
    _set_up_for_development()
    return _call("pytest", "-n", "auto", *arguments)


def _lint() -> int:
    _set_up_for_development()
    results = [_call(*command) for command in LINT]
    return max(results)


def _bench() -> int:
    _set_up("bench", ["-e", f"{ROOT}[pdf]", *_group("bench")])
    return max(
        _call(f"benchmarks.{path.stem}") for path in sorted(ROOT.glob("benchmarks/beside_*.py"))
    )


def _set_up_for_development() -> None:
    _set_up("dev", ["-e", f"{ROOT}[pdf]", *_group("dev")])


def _group(name: str) -> list[str]:
    import tomllib  # an older Python must get as far as the sentence that says it is too old

    return tomllib.loads(PROJECT.read_text(encoding="utf-8"))["dependency-groups"][name]


def _set_up(name: str, packages: list[str]) -> None:
    """Install once for each state of pyproject.toml."""
    mark = HOME / f"{name}-{hashlib.sha256(PROJECT.read_bytes()).hexdigest()[:16]}"
    if mark.exists() and PYTHON.exists():
        return
    sys.stderr.write("Setting up .venv …\n")
    _make_environment()
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(PYTHON)]
    if subprocess.run([*pip, "install", "--quiet", *packages], check=False).returncode:
        sys.exit("pip could not install what is needed (see above). Is there a network?")
    mark.touch()


def _make_environment() -> None:
    """Make `.venv` unless this very Python has made it already."""
    mark = (
        HOME
        / f"python-{hashlib.sha256(f'{sys.executable} {sys.version}'.encode()).hexdigest()[:16]}"
    )
    if mark.exists() and PYTHON.exists():
        return
    # Without pip inside: Debian's Python has no ensurepip, but any pip can install from outside.
    venv.create(HOME, clear=True, with_pip=False, symlinks=os.name != "nt")
    mark.touch()


def _call(module: str, *arguments: str) -> int:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    try:
        return subprocess.run(
            [str(PYTHON), "-m", module, *arguments],
            check=False,
            cwd=ROOT if module != "halsoverkstad" else None,
            env=environment,
        ).returncode
    except KeyboardInterrupt:
        # The program itself has got the same Ctrl+C and said what there is to say.
        return _INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
