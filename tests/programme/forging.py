"""Files that a laptop of the programme signs with its own keys, but that say what it should not."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from exports.halsa.bundle import write_bundle
from exports.halsa.header import Header
from exports.halsa.keys import keys_from, public_keys_from
from exports.halsa.lines import version_line
from exports.halsa.preamble import Preamble
from halsoverkstad import access
from storage import joining, journal
from storage.journal import Version
from storage.store import Store
from tests.programme.conftest import Computers


@contextmanager
def opened(computers: Computers, name: str) -> Iterator[Store]:
    """A computer's database."""
    with closing(access.open_existing(Path(computers.path(f"{name}.db")))) as store:
        yield store


def forge(
    computers: Computers,
    name: str,
    target: str,
    *,
    change: Callable[[Version], Version] = lambda each: each,
    more: Iterable[Version] = (),
    extras: Iterable[Mapping[str, Any]] = (),
) -> str:
    """What a laptop hands in, with every version changed, and further lines; the file's name."""
    with opened(computers, name) as store:
        mine = joining.membership(store)
        assert mine is not None
        keys = keys_from(mine.keys)
        versions = [change(each) for each in journal.every_version(store.connection)]
        now = int(store.now().timestamp() * 1000)
        write_bundle(
            computers.folder / target,
            Preamble(mine.programme_id),
            Header(store.laptop.id, store.laptop.name, 99, now, keys.public),
            [*map(version_line, [*versions, *more]), *extras],
            keys,
            [public_keys_from(each) for each in mine.recipients],
        )
    return target
