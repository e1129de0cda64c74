"""`statistik` on a year of real size beside the obvious pandas script for the same table.

    python3 start.py bench

Both are timed as whole processes, in turn, and compared pair by pair: this machine's seconds
mean nothing elsewhere, their ratio does.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "tests" / "data" / "2024"
RUNS = 9
YEAR = "2024"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "HALSOVERKSTAD_DATABAS": str(Path(folder) / "bench.db"),
            "HALSOVERKSTAD_LOSENORD": "bara på prov",
        }
        ours = [sys.executable, "-m", "halsoverkstad"]
        files = sorted(map(str, DATA.glob("*.csv")))
        subprocess.run([*ours, "importera", *files], check=True, env=environment)
        question = [*ours, "statistik", YEAR, "--per", "verkstad", "--format", "json"]
        theirs = [sys.executable, str(HERE / "pandas_statistics.py"), str(DATA), YEAR]
        pairs = [
            (_seconds(question, environment), _seconds(theirs, environment))
            for _ in range(RUNS + 1)
        ][1:]
    for name, values in zip(("statistik", "pandas"), zip(*pairs, strict=True), strict=True):
        print(f"{name:10} {_spread(values)} s")
    ratios = [one / other for one, other in pairs]
    print(f"{'ratio':10} {_spread(ratios)}")


def _seconds(command: list[str], environment: dict[str, str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def _spread(values: tuple[float, ...] | list[float]) -> str:
    middle = statistics.median(values)
    return f"median {middle:.3f}  (min {min(values):.3f}, max {max(values):.3f})"


if __name__ == "__main__":
    main()
