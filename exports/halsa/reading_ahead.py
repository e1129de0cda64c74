"""Files read one ahead, in a process of its own, while what the last one brought is written.

Reading and writing take about as long as each other, and every computer of today does two things
at a time. The helper is this program again: it is given the keys on its standard input, reads one
file after the other, and ends with its reader. Whatever it cannot read is read here instead, so
that the fault is told where it is told otherwise, and a helper that is not there costs only time.
"""

import os
import pickle
import sys
from collections import deque
from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen

from exports.halsa.bundle import Bundle, read_bundle
from exports.halsa.keys import Keys, keys_from
from halsoverkstad.domain.errors import Fault
from storage.journal import Version

WORTH_IT = 2**21
"""Bytes of files from which on starting a helper takes less time than it saves."""


class Reader:
    """Reads files in the order that was foretold, or any other file, just later."""

    def __init__(
        self, keys: Keys, programme: bytes, helper: "_Helper | None", foretold: Iterable[Path]
    ) -> None:
        """`foretold` are the files that the helper, if there is one, reads in this order."""
        self._keys, self._programme = keys, programme
        self._helper, self._foretold = helper, deque(foretold)

    def read(self, path: Path) -> Bundle:
        """The content of a file.

        Raises:
            BundleFault: as `read_bundle`.
        """
        return self._ahead(path) or read_bundle(path, self._keys, programme=self._programme)

    def _ahead(self, path: Path) -> Bundle | None:
        if self._helper is None or path not in self._foretold:
            return None
        while True:
            foretold, bundle = self._foretold.popleft(), self._helper.received()
            if foretold == path:
                return bundle


@contextmanager
def reading_ahead(keys: Keys, programme: bytes, paths: Sequence[Path]) -> Generator[Reader]:
    """A reader of files that are to be read in this order; with a helper, if they are large."""
    helper = None
    if len(paths) > 1 and sum(map(_size, paths)) >= WORTH_IT:
        with suppress(OSError):  # there is no interpreter, or no room for another
            helper = _Helper(keys, programme, paths)
    try:
        yield Reader(keys, programme, helper, paths)
    finally:
        if helper is not None:
            helper.end()


class _Helper:
    """The process that reads ahead."""

    def __init__(self, keys: Keys, programme: bytes, paths: Sequence[Path]) -> None:
        """Start it.

        Raises:
            OSError: that was not possible.
        """
        self._process = Popen(
            # -P: nothing is imported from the folder where somebody happens to stand.
            [sys.executable, "-P", "-m", "exports.halsa.reading_ahead"],
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,  # a screen has no room for it
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        if self._process.stdin:
            with suppress(OSError), self._process.stdin as asking:  # it may have ended already
                pickle.dump((keys.text(), programme, list(map(str, paths))), asking)

    def received(self) -> Bundle | None:
        """The next file; None: it could not be read there."""
        with suppress(EOFError, OSError, ValueError, pickle.UnpicklingError):
            if self._process.stdout:
                told = pickle.load(self._process.stdout)  # noqa: S301 - from our own process
                return told and _whole(*told)
        return None

    def end(self) -> None:
        """End it; it has nothing to lose."""
        if self._process.stdout:
            self._process.stdout.close()
        self._process.kill()
        self._process.wait()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # for `read_bundle` to tell
        return 0


def _help() -> None:
    """Be the helper."""
    keys, programme, paths = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own process
    reader = keys_from(keys)
    with ThreadPoolExecutor(1) as sending:
        sent: Future[None] | None = None
        for path in paths:
            bundle = None
            with suppress(Fault):
                bundle = read_bundle(Path(path), reader, programme=programme)
            told = pickle.dumps(bundle and _plain(bundle), pickle.HIGHEST_PROTOCOL)
            # Sending waits for whoever takes it; meanwhile the next file is read, and no more.
            if sent is not None:
                sent.result()
            sent = sending.submit(_send, told)


def _plain(bundle: Bundle) -> tuple[Bundle, list[tuple[object, ...]]]:
    """A bundle and its versions as tuples, which are pickled in a third of the time."""
    return replace(bundle, versions=()), [tuple(each) for each in bundle.versions]


def _whole(bundle: Bundle, versions: Iterable[tuple[object, ...]]) -> Bundle:
    return replace(bundle, versions=tuple(map(Version._make, versions)))


def _send(told: bytes) -> None:
    sys.stdout.buffer.write(told)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    # Whoever started it tells people that it was interrupted.
    with suppress(BrokenPipeError, KeyboardInterrupt, EOFError):
        _help()
