"""Merges that are killed, run as a process of their own by the test of killed merges.

    killing.py DATABASE TIMES FILE…

Each time a copy of the database merges the files in a process that dies on the way: half of the
times after so many steps of the database, half at some moment, also within the writing of a
commit. Then the database is opened as the next start of the program would open it. Prints how
often it was as before and as after; anything else is a line that begins with FEL.
"""

import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from exports.halsa.exchange import collect
from halsoverkstad import access
from storage.checking import findings
from storage.keys import Key
from storage.opening import open_store
from storage.store import Store
from tests.stores import everything

STEP = 20
"""Instructions of the database's own machine: the finest grain of its progress handler."""

Content = Mapping[str, object]
Lay = Callable[[Store], None]


def main(database: Path, times: int, files: Sequence[Path]) -> None:
    key = access.existing_key(database)
    steps, seconds = _measured(_copy(database), key, files)
    before, after = _content(database, key), _content(_copied(database), key)
    assert before != after
    chance = random.Random(1)
    seen: Counter[str] = Counter()
    for number in range(times):
        copy = _copy(database)
        if number % 2:
            trap = _after_steps(chance.randrange(steps))
        else:
            trap = _after_seconds(chance.uniform(0, seconds))
        killed = _in_a_process(copy, key, files, trap)
        found = _content(copy, key)
        state = "före" if found == before else "efter" if found == after else "FEL"
        seen[state] += 1
        seen["dödade"] += killed
        if state == "FEL":
            print(f"FEL: gång {number} är databasen varken som före eller som efter")
        with closing(open_store(copy, key)) as store:
            for each in findings(store):
                if each.severity == "fel":
                    print(f"FEL: gång {number}: {each.what}")
    print(*(f"{name}={number}" for name, number in sorted(seen.items())))


def _measured(copy: Path, key: Key, files: Sequence[Path]) -> tuple[int, float]:
    """How many steps a merge takes that nobody kills, and how long it takes; leaves it merged."""
    done = 0

    def count() -> int:
        nonlocal done
        done += 1
        return 0

    begin = time.perf_counter()
    with closing(open_store(copy, key)) as store:
        _raw(store).set_progress_handler(count, STEP)
        collect(store, files)
    return done, time.perf_counter() - begin


def _in_a_process(copy: Path, key: Key, files: Sequence[Path], trap: Lay) -> bool:
    """Merge in a process with a trap laid; whether it was killed."""
    child = os.fork()
    if child:
        return os.WIFSIGNALED(os.waitpid(child, 0)[1])
    try:
        with closing(open_store(copy, key)) as store:
            trap(store)
            collect(store, files)
    finally:
        os._exit(0)


def _after_steps(number: int) -> Lay:
    left = number

    def step() -> int:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    return lambda store: _raw(store).set_progress_handler(step, STEP)


def _after_seconds(seconds: float) -> Lay:
    # Nobody handles this signal: it ends the process wherever it is.
    return lambda _: signal.setitimer(signal.ITIMER_REAL, max(seconds, 1e-6)) and None


def _raw(store: Store):
    return store.connection.raw


def _content(database: Path, key: Key) -> Content:
    with closing(open_store(database, key)) as store:
        return everything(store)


def _copied(database: Path) -> Path:
    return database.with_name("kopia.db")


def _copy(database: Path) -> Path:
    copy = _copied(database)
    for ending in ("", "-wal", "-shm"):
        Path(f"{copy}{ending}").unlink(missing_ok=True)
    shutil.copyfile(database, copy)
    return copy


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), [Path(name) for name in sys.argv[3:]])
