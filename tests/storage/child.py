"""A second program on the same database, run as a process of its own by the tests of faults.

    child.py import DATABASE N        imports rows, and kills itself just before statement N;
                                      0: not at all, and says how many statements there were
    child.py full DATABASE BYTES      imports rows where no file may grow beyond so many bytes
    child.py make DATABASE BYTES      makes a database under the same limit
    child.py lock DATABASE            takes the lock for writing, says so, and waits for a line
    child.py hold DATABASE            opens a database of another key, says so, and waits for a line

What it has to say goes to stdout; nothing may ever come to stderr.
"""

import os
import resource
import signal
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from halsoverkstad.domain.errors import Fault
from storage.connection import Connection
from storage.importing import take_in
from storage.opening import create_store, open_store
from tests.rows import many_rows
from tests.stores import KEY, OTHER_KEY, PROGRAMME


def die_before(number: int) -> Callable[[], int]:
    """Kill this process as if the power went, just before the so manieth statement.

    Returns:
        How many there have been so far.
    """
    done = 0
    for name in ("run", "run_many", "rows", "row"):

        def counting(connection, *arguments, run=getattr(Connection, name)):
            nonlocal done
            done += 1
            if done == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return run(connection, *arguments)

        setattr(Connection, name, counting)
    return lambda: done


def limit_files(size: int) -> None:
    """Let no file grow any further, as on a full disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def main(what: str, path: Path, number: int) -> None:
    """Do as told."""
    if what in {"full", "make"}:
        limit_files(number)
    if what == "make":
        create_store(path, KEY, PROGRAMME).close()
        return
    if what == "hold":
        with closing(open_store(path, OTHER_KEY)):
            print("öppen", flush=True)
            sys.stdin.readline()
        return
    with closing(open_store(path, KEY)) as store:
        if what == "lock":
            with store.connection.transaction():
                print("låst", flush=True)
                sys.stdin.readline()
            return
        statements = die_before(number)
        result = take_in(store, many_rows())
        assert result.faults == ()
        store.connection.run("SELECT 'written, but not yet closed'")
        print(statements())


if __name__ == "__main__":
    try:
        main(sys.argv[1], Path(sys.argv[2]), int([*sys.argv, "0"][3]))
    except Fault as fault:
        print(fault)
        sys.exit(1)
