"""Files between the computers of a programme: making one, joining one, handing in, collecting."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from exports.halsa.bundle import Bundle, file_digest, read_bundle, write_bundle
from exports.halsa.faults import BundleFault
from exports.halsa.header import Header
from exports.halsa.keys import PublicKeys, keys_from, new_keys, public_keys_from
from exports.halsa.lines import Extra, version_line
from exports.halsa.preamble import BundleKind, Preamble
from exports.halsa.programme_file import (
    ProgrammeFile,
    read_programme_file,
    write_programme_file,
)
from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.phrase import check_value, check_words
from storage import handing, joining, journal, merging, persons, settings
from storage.joining import COORDINATOR, LAPTOP, Membership
from storage.opening import DEFAULT_LAPTOP_NAME
from storage.phrase import secret_from
from storage.store import Store

_NOT_JOINED = (
    "Den här datorn hör inte till något program än, så det finns ingen att lämna filen till. "
    "Kör anslut med samordnarens programfil först."
)


@dataclass(frozen=True)
class Left:
    """A file that could not be read, and why."""

    file: str
    fault: str


def make_programme(store: Store, path: Path) -> None:
    """Make this the coordinator's computer and write the programme file for the laptops.

    On a coordinator's computer that has made its programme, the file is written anew.

    Raises:
        Fault: this computer is a laptop of a programme, or the file cannot be written.
    """
    mine = joining.membership(store)
    if mine is not None and mine.role != COORDINATOR:
        raise Fault(
            "Den här datorn är ansluten till ett program som dator. Skapa programmet på "
            "samordnarens dator, eller med en egen databas."
        )
    keys = new_keys() if mine is None else keys_from(mine.keys)
    programme = store.new_id() if mine is None else mine.programme_id
    epoch = 0 if mine is None else mine.epoch
    content = ProgrammeFile(programme, settings.programme_text(store), epoch, keys.public)
    write_programme_file(path, content, keys)
    if mine is None:
        joining.found(store, programme, keys.text(), [keys.public.text()])
        if store.laptop.name == DEFAULT_LAPTOP_NAME:
            settings.set_laptop_name(store, "Samordnarens dator")


def join_programme(
    store: Store,
    path: Path,
    phrase: str,
    name: str | None,
    *,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> tuple[str, ...]:
    """Join the programme of a file, with the promoters' lösenfras.

    Returns:
        Three words: the same on every laptop that took the right file and the same phrase.

    Raises:
        Fault: the phrase is too short, the file is damaged, or this computer belongs elsewhere.
    """
    file = read_programme_file(path)
    secret = secret_from(phrase, file.programme, file.epoch)
    before = joining.membership(store)
    keys = before.keys if before is not None else new_keys().text()
    recipients = tuple(each.text() for each in file.receivers)
    check = check_value(secret).hex()
    wanted = Membership(file.programme, LAPTOP, keys, recipients, check, file.epoch)
    joining.join(store, wanted, secret, file.settings, progress=progress)
    if name is not None:
        settings.set_laptop_name(store, name)
    return check_words(secret, file.fingerprint)


def hand_in(store: Store, path: Path) -> None:
    """Write everything this computer knows, without names, for those who may read it.

    A laptop writes for the coordinator and the deputies; the coordinator's computer writes
    questions, answers, settings and erasures for the laptops.

    Raises:
        Fault: it belongs to no programme, nobody could read the file, or it cannot be written.
    """
    mine = joining.membership(store)
    if mine is None:
        raise Fault(_NOT_JOINED)
    keys = keys_from(mine.keys)
    with store.snapshot():
        number = handing.next_number(store)
        if mine.role == COORDINATOR:
            kind, lines, recipients = BundleKind.ANSWER, _answer_lines(store), _laptop_keys(store)
        else:
            kind, lines = (
                BundleKind.EXPORT,
                map(version_line, journal.every_version(store.connection)),
            )
            recipients = [public_keys_from(each) for each in mine.recipients]
        header = Header(
            laptop=store.laptop.id,
            name=store.laptop.name,
            number=number,
            time=int(store.now().timestamp() * 1000),
            keys=keys.public,
            epoch=mine.epoch,
            phrase_check=bytes.fromhex(mine.phrase_check) if mine.phrase_check else None,
        )
        preamble = Preamble(mine.programme_id, kind)
        write_bundle(path, preamble, header, lines, keys, [*recipients, keys.public])
    handing.remember_export(store, number)


def collect(
    store: Store,
    paths: Sequence[Path],
    *,
    skip_bad: bool = False,
    dry_run: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[merging.Merged, list[Left]]:
    """Merge files from the other computers, all or none; with `skip_bad` those that are whole.

    Returns:
        What the merge did, or with `dry_run` would do, and the files left out.

    Raises:
        BundleFault: a file is not as its sender wrote it (unless `skip_bad`).
        Fault: this computer belongs to no programme.
    """
    mine = joining.membership(store)
    if mine is None:
        raise Fault(_NOT_JOINED)
    left: list[Left] = []
    reading = _read(store, mine, paths, left if skip_bad else None)
    merged = merging.merge(store, reading, dry_run=dry_run, progress=progress)
    if mine.role == LAPTOP:
        # The programme file has vouched for the coordinator: nobody is met for the first time.
        merged = replace(merged, files=tuple(replace(each, first=False) for each in merged.files))
    return merged, left


def _read(
    store: Store,
    mine: Membership,
    paths: Iterable[Path],
    left: list[Left] | None,
) -> Iterator[merging.Delivery]:
    keys = keys_from(mine.keys)
    trusted = {public_keys_from(each).sign for each in mine.recipients}
    for path in paths:
        try:
            digest = file_digest(path)
            known = merging.known_delivery(store, digest, path.name)
            if known is not None:
                yield known
                continue
            bundle = read_bundle(path, keys, programme=mine.programme_id)
            _check_sender(path, bundle, mine, trusted)
            merging.check_key(store, _sender(bundle), path.name)
        except Fault as fault:
            if left is None:
                raise
            left.append(Left(path.name, str(fault)))
            continue
        yield merging.Delivery(
            path.name,
            digest,
            _sender(bundle),
            bundle.header.number,
            bundle.header.time,
            bundle.versions,
            *_told(bundle.extras),
        )


def _check_sender(path: Path, bundle: Bundle, mine: Membership, trusted: set[bytes]) -> None:
    """A laptop believes only the coordinator; the coordinator takes no other coordinator's."""
    wanted = BundleKind.EXPORT if mine.role == COORDINATOR else BundleKind.ANSWER
    if bundle.preamble.kind is not wanted:
        raise BundleFault(
            path,
            "är skriven för samordnarens dator."
            if mine.role == LAPTOP
            else "är skriven för hälsofrämjarnas datorer.",
        )
    if mine.role == LAPTOP and bundle.sender.sign not in trusted:
        raise BundleFault(
            path, "är inte skriven av programmets samordnare. Fråga samordnaren efter en ny fil."
        )


def _sender(bundle: Bundle) -> merging.Sender:
    header = bundle.header
    return merging.Sender(
        header.laptop,
        header.name,
        header.keys.sign,
        header.keys.age,
        header.phrase_check.hex() if header.phrase_check else "",
    )


def _laptop_keys(store: Store) -> list[PublicKeys]:
    found = [PublicKeys(sign, age) for sign, age in handing.peer_keys(store)]
    if not found:
        raise Fault(
            "Ingen dator har lämnat in något än, så det finns ingen att skriva till. "
            "Sammanfoga deras filer först."
        )
    return found


def _answer_lines(store: Store) -> Iterator[bytes | dict[str, Any]]:
    yield from map(version_line, handing.answers_and_erasures(store))
    yield {"type": "settings", "toml": settings.programme_text(store)}
    for question in persons.questions_over_laptops(store):
        yield {
            "type": "question",
            "first": question.first.hex(),
            "second": question.second.hex(),
            "distance": question.distance,
        }


def _told(extras: Iterable[Extra]) -> tuple[str | None, tuple[merging.Pair, ...]]:
    """The settings and the questions that a coordinator's file brings."""
    settings_told: str | None = None
    questions: list[merging.Pair] = []
    for extra in extras:
        if extra["type"] == "settings":
            settings_told = extra["toml"]
        else:
            pair = bytes.fromhex(extra["first"]), bytes.fromhex(extra["second"])
            questions.append((*pair, float(extra["distance"])))
    return settings_told, tuple(questions)


def as_json(merged: merging.Merged, left: Sequence[Left]) -> str:
    """What a merge did, for scripts."""
    answer = {
        "filer": [
            {
                "fil": each.file,
                "dator": each.laptop,
                "nummer": each.number,
                "kand": each.known,
                "ny_dator": each.first,
                "annan_losenfras": each.phrase_differs,
                "tillfallen": each.sessions,
                "deltagartillfallen": each.attendances,
                "deltagare": each.participants,
            }
            for each in merged.files
        ],
        "nya": merged.new,
        "andrade": merged.changed,
        "konflikter": merged.conflicts,
        "period": merged.period.name,
        "fore": dict(merged.before),
        "efter": dict(merged.after),
        "fel": [{"fil": each.file, "fel": each.fault} for each in left],
    }
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"
