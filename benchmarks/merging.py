"""Merging many files beside the least that could be done: decoding them and inserting their rows.

    python -m benchmarks.merging [FILES [ATTENDANCES]]

100 files of 10 000 attendances each, unless said otherwise, from as many laptops that share people.
The least is: open and read every file (the same reader), insert its versions into one table
without an index in the same kind of database, in one transaction. Every part is a process of its
own, so that its time and memory are its own (with what it starts itself); only ratios of one run
mean anything elsewhere. What that process worked stands beside: where it is much less, it waited or
something else ran at the same time. A machine is not equally fast all the time, and a short run is
lucky more often than a long one: around each large merge ten small ones are made, which together
take as long, and the means of all are compared.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import mean

from exports.halsa.bundle import read_bundle, write_bundle
from exports.halsa.coordinating import make_programme
from exports.halsa.exchange import collect
from exports.halsa.header import Header
from exports.halsa.keys import Keys, keys_from, new_keys
from exports.halsa.lines import version_line
from exports.halsa.preamble import Preamble
from halsoverkstad.access import shipped_programme
from storage import joining
from storage.connection import Connection
from storage.encoding import dump
from storage.journal import Entity, Version
from storage.keys import Key
from storage.opening import create_store, open_store

FILES, ATTENDANCES = 100, 10_000
TURNS = 3
TENTHS = 10
"""Of a turn: so many merges of a tenth of the files, half of them before the whole and half after."""
PRESENT = 20
"""Registered at a session."""
VISITS = 16
"""Of a person in a year: what a laptop's register has to the number of its attendances."""
SHARED = 0.15
"""Part of a laptop's people whom other laptops know as well."""
KEY = Key(b"a seed for bench", b"a salt for bench")
CHECK = bytes(8)
GROUPS = ("barn_och_unga", "vuxna", "yrkesverksamma")
WORKSHOPS = ("Munhälsa och kost", "Kvinnors hälsa", "Barn och unga")
TIME = 1_704_000_000_000


def main() -> None:
    files = int(sys.argv[1]) if len(sys.argv) > 1 else FILES
    attendances = int(sys.argv[2]) if len(sys.argv) > 2 else ATTENDANCES
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _run("make", folder, files, attendances)
        floor = _run("least", folder, files, "least")
        few: list[dict[str, float]] = []
        many: list[dict[str, float]] = []
        for turn in range(TURNS):
            few += (_tenth(folder, files) for _ in range(TENTHS // 2))
            many.append(_run("merge", folder, files, f"many-{turn}"))
            few += (_tenth(folder, files) for _ in range(TENTHS // 2))
        again = _run("again", folder, files, f"many-{TURNS - 1}")
    small, large = _mean(few), _mean(many)
    print(f"{files} filer × {attendances} deltagartillfällen")
    _print("least", floor)
    for turn, whole in enumerate(many):
        _print(f"merge, {files // TENTHS} files", _mean(few[turn * TENTHS : (turn + 1) * TENTHS]))
        _print("merge", whole)
    _print("again", again)
    print(f"merge / least               {_ratio(large, floor):.2f}  (at most 3)")
    print(f"again / merge               {_ratio(again, large):.3f}  (at most 0.1)")
    print(f"10 × the rows               {_ratio(large, small):.1f} ×  (at most 11)")


def _tenth(folder: Path, files: int) -> dict[str, float]:
    """A merge of a tenth of the files; nothing of it stays."""
    answer = _run("merge", folder, files // TENTHS, "few")
    _merged(folder, "few").unlink()
    return answer


def _mean(runs: list[dict[str, float]]) -> dict[str, float]:
    """Of what runs took; the most that any held."""
    return {
        "seconds": mean(each["seconds"] for each in runs),
        "worked": mean(each["worked"] for each in runs),
        "megabytes": max(each["megabytes"] for each in runs),
    }


def _run(part: str, *arguments: object) -> dict[str, float]:
    most = 0.0
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.merging", part, *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        while process.poll() is None:
            most = max(most, _megabytes(process.pid))
            time.sleep(0.05)
        told = process.communicate()[0]
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, part)
    answer = json.loads(told)
    return answer | {"megabytes": max(most, answer["megabytes"])}


def _megabytes(process: int) -> float:
    """What a process and those that it has started hold at this moment; 0: it cannot be told."""
    at = Path(f"/proc/{process}")
    try:
        pages = int((at / "statm").read_text().split()[1])
        started = " ".join(each.read_text() for each in at.glob("task/*/children"))
    except OSError:
        return 0.0
    return pages * resource.getpagesize() / 2**20 + sum(map(_megabytes, map(int, started.split())))


def _print(name: str, answer: dict[str, float]) -> None:
    print(
        f"{name:20} {answer['seconds']:7.1f} s   {answer['worked']:7.1f} s of work   "
        f"{answer['megabytes']:5.0f} MB at most"
    )


def _ratio(one: dict[str, float], other: dict[str, float]) -> float:
    return one["seconds"] / other["seconds"]


# The parts, each in a process of its own


def make(folder: Path, files: int, attendances: int) -> None:
    """A coordinator's database, and the laptops' files for it."""
    store = create_store(folder / "coordinator.db", KEY, shipped_programme())
    make_programme(store, folder / "programme.halsaprogram")
    mine = joining.membership(store)
    assert mine is not None
    receiver = keys_from(mine.keys)
    store.close()
    (folder / "coordinator.txt").write_text(f"{mine.programme_id.hex()}\n{receiver.text()}")
    for number in range(files):
        keys, laptop = new_keys(), number.to_bytes(16)
        header = Header(laptop, f"Dator {number}", 1, TIME, keys.public, 0, CHECK)
        lines = map(version_line, _versions(number, laptop, attendances))
        path = folder / f"{number:03}.halsa"
        write_bundle(path, Preamble(mine.programme_id), header, lines, keys, [receiver.public])


def least(folder: Path, files: int, name: str) -> None:
    """Read the files and insert their rows, unindexed."""
    programme, receiver = _coordinator(folder)
    path = folder / f"least-{name}.db"
    database = Connection(str(path), KEY.raw())
    database.run(
        "CREATE TABLE plain (entity BLOB, id BLOB, kind INTEGER, laptop BLOB, seq INTEGER, "
        "time INTEGER, parents BLOB, deleted INTEGER, redacted INTEGER, fields TEXT) STRICT"
    )
    with database.transaction():
        for file in _files(folder, files):
            bundle = read_bundle(file, receiver, programme=programme)
            database.run_many(
                "INSERT INTO plain VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    (
                        each.entity,
                        each.id,
                        int(each.kind),
                        each.laptop,
                        each.seq,
                        each.time,
                        b"".join(each.parents),
                        int(each.deleted),
                        int(each.redacted),
                        each.fields,
                    )
                    for each in bundle.versions
                ),
            )
    database.close()


def merge(folder: Path, files: int, name: str) -> None:
    """Merge them, as `sammanfoga` does."""
    path = _merged(folder, name)
    if not path.exists():
        path.write_bytes((folder / "coordinator.db").read_bytes())
    store = open_store(path, KEY)
    collect(store, _files(folder, files))
    store.close()


def _merged(folder: Path, name: str) -> Path:
    return folder / f"merge-{name}.db"


def _coordinator(folder: Path) -> tuple[bytes, Keys]:
    programme, keys = (folder / "coordinator.txt").read_text().split("\n")
    return bytes.fromhex(programme), keys_from(keys)


def _files(folder: Path, number: int) -> list[Path]:
    return sorted(folder.glob("*.halsa"))[:number]


# Made-up content


def _versions(number: int, laptop: bytes, attendances: int) -> Iterator[Version]:
    chance = random.Random(number)
    seq = 0

    def written(entity: bytes, kind: Entity, fields: object) -> Version:
        nonlocal seq
        seq += 1
        return Version.written(
            entity,
            kind,
            laptop=laptop,
            seq=seq,
            time=TIME + seq,
            parents=(),
            fields=dump(fields),
        )

    yield written(laptop, Entity.LAPTOP, {"name": f"Dator {number}"})
    people = [chance.randbytes(16) for _ in range(attendances // VISITS)]
    groups = chance.choices(GROUPS, (70, 25, 5), k=len(people))
    for participant, group in zip(people, groups, strict=True):
        token = _token(chance)
        yield written(
            participant,
            Entity.PARTICIPANT,
            {"group": group, "token": token, "questions": [_question(chance) for _ in range(3)]},
        )
    for _ in range(attendances // PRESENT):
        day = date(2024, 1, 1) + timedelta(days=chance.randrange(366))
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
        session = int(moment.timestamp() * 1000).to_bytes(6) + chance.randbytes(10)
        yield written(
            session,
            Entity.SESSION,
            {
                "day": day.isoformat(),
                "kind": "grupp",
                "workshop": chance.choice(WORKSHOPS),
                "activity": f"Aktivitet {chance.randrange(12)}",
                "place": f"Plats {chance.randrange(5)}",
                "minutes": 60,
            },
        )
        for at in chance.sample(range(len(people)), PRESENT):
            yield written(session + people[at], Entity.ATTENDANCE, {"group": groups[at]})


def _token(chance: random.Random) -> str:
    """Of a person whom other laptops know, or of one who is known here alone."""
    if chance.random() < SHARED:
        return f"1.0.{chance.randrange(5_000):032x}"
    return f"1.0.{chance.randbytes(16).hex()}"


def _question(chance: random.Random) -> str:
    return f"1.0.Y.{chance.randbytes(16).hex()}"


PARTS: dict[str, Callable[[Path, int, str], None]] = {
    "least": least,
    "merge": merge,
    "again": merge,
}


def _part(name: str, folder: Path, rest: list[str]) -> None:
    begin, worked = time.perf_counter(), time.process_time()
    if name == "make":
        make(folder, *map(int, rest))
    else:
        PARTS[name](folder, int(rest[0]), rest[1])
    seconds, worked = time.perf_counter() - begin, time.process_time() - worked
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"seconds": seconds, "worked": worked, "megabytes": kilobytes / 1024}))


if __name__ == "__main__":
    if sys.argv[1:] and sys.argv[1] in {"make", *PARTS}:
        _part(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
    else:
        main()
