"""Files between the computers of a programme: joining one, handing in, collecting."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from exports.halsa.admission import keys_for_joining, read_admission
from exports.halsa.bundle import read_header, write_bundle
from exports.halsa.coordinating import current_programme, older
from exports.halsa.deliveries import Left, read_deliveries
from exports.halsa.faults import BundleFault
from exports.halsa.header import Header
from exports.halsa.keys import PublicKeys, keys_from, public_keys_from
from exports.halsa.lines import version_line
from exports.halsa.preamble import BundleKind, Preamble
from exports.halsa.programme_file import ProgrammeFile, read_programme_file
from exports.halsa.vouching import is_vouched_for
from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.phrase import check_value, check_words
from storage import (
    authority,
    coverage,
    handing,
    joining,
    journal,
    local,
    merging,
    peers,
    persons,
    settings,
)
from storage.joining import COORDINATOR, LAPTOP, Membership
from storage.marking import take_id_if_copy
from storage.phrase import secret_from
from storage.progress import Progress, telling, untold
from storage.store import Store

_NOT_JOINED = (
    "Den här datorn hör inte till något program än. Kör först anslut med samordnarens programfil, "
    "eller samordnare skapa om den är samordnarens."
)
OTHER_PHRASE = (
    "Lösenfrasen är en annan än den som datorn hade. Är det inte meningen: anslut igen med den "
    "förra, annars räknas alla på datorn dubbelt."
)


@dataclass(frozen=True)
class Joined:
    """`words` are the same on every laptop that took the right file and the same phrase.

    `other_phrase` says that this computer had another one, though no new one is asked for.
    """

    words: tuple[str, ...]
    other_phrase: bool


def join_programme(  # noqa: PLR0913 - what a laptop can be told when it joins
    store: Store,
    path: Path,
    phrase: str | None,
    name: str | None,
    *,
    admission: Path | None = None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Joined:
    """Join the programme of a file, with the promoters' lösenfras or a joined laptop's admission.

    Raises:
        Fault: the phrase is too short, the name cannot be used, a file is damaged, or this computer
            belongs elsewhere; nothing was changed.
    """
    if name is not None:
        name = settings.laptop_name(name)
    file = read_programme_file(path)
    before = joining.membership(store)
    if before is not None and before.role == LAPTOP:
        _check_programme(path, before, file)
    if admission is not None:
        secret = read_admission(store, admission, file).secret
    else:
        secret = secret_from(phrase or "", file.programme, file.epoch)
    wanted = Membership(
        file.programme,
        LAPTOP,
        keys_for_joining(store).text(),
        tuple(each.text() for each in file.receivers),
        check_value(secret).hex(),
        file.epoch,
        file.serial,
    )
    told = authority.Rank(file.serial, len(file.line))
    latest = authority.latest(store, local.SETTINGS_FROM)
    is_known = latest is not None and latest >= told
    text = settings.programme_text(store) if is_known else file.settings
    joining.join(store, wanted, secret, text, progress=progress)
    if name is not None:
        settings.set_laptop_name(store, name)
    words = check_words(secret, file.fingerprint)
    settings.set_local(store, local.CHECK_WORDS, " ".join(words))
    other_phrase = (
        before is not None
        and before.epoch == wanted.epoch
        and before.phrase_check != wanted.phrase_check
    )
    return Joined(words, other_phrase)


def hand_in(store: Store, path: Path, *, progress: Progress = untold) -> None:
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
    take_id_if_copy(store)
    with store.snapshot():
        number, time = handing.next_number(store), int(store.now().timestamp() * 1000)
        if mine.role == COORDINATOR:
            time = handing.answer_time(store)
            kind, lines, recipients = (
                BundleKind.ANSWER,
                _answer_lines(store, mine),
                _laptop_keys(store),
            )
        else:
            versions = telling(
                journal.every_version(store.connection), handing.versions(store), progress
            )
            kind, lines = BundleKind.EXPORT, map(version_line, versions)
            recipients = [public_keys_from(each) for each in mine.recipients]
        header = Header(
            laptop=store.laptop.id,
            name=store.laptop.name,
            number=number,
            time=time,
            keys=keys.public,
            epoch=mine.epoch,
            phrase_check=bytes.fromhex(mine.phrase_check) if mine.phrase_check else None,
        )
        preamble = Preamble(mine.programme_id, kind)
        write_bundle(path, preamble, header, lines, keys, [*recipients, keys.public])
    handing.remember_export(store, number)
    if mine.role == COORDINATOR:
        handing.remember_answer(store, time)


def own_code(store: Store) -> str | None:
    """What the coordinator compares by phone when this laptop first hands in; None: it is none."""
    mine = joining.membership(store)
    if mine is None or mine.role != LAPTOP:
        return None
    return keys_from(mine.keys).public.fingerprint()


@dataclass(frozen=True)
class Stranger:
    """A laptop that is not known here yet: what people compare by phone, and its files."""

    name: str
    code: str
    files: tuple[Path, ...]


def strangers(store: Store, paths: Sequence[Path]) -> list[Stranger]:
    """The laptops that files are from and that are met for the first time, in the files' order.

    What is wrong with a file is for `collect` to say. A laptop knows whom it believes.
    """
    mine = joining.membership(store)
    if mine is None or mine.role != COORDINATOR:
        return []
    keys, known = keys_from(mine.keys), peers.known(store)
    met: dict[bytes, Stranger] = {}
    for path in paths:
        with suppress(BundleFault):
            header = read_header(path, keys, programme=mine.programme_id)
            if header.laptop not in known:
                code = header.keys.fingerprint()
                before = met.get(header.laptop, Stranger(header.name, code, ()))
                met[header.laptop] = replace(before, files=(*before.files, path))
    return list(met.values())


def collect(  # noqa: PLR0913 - how a merge can be wished
    store: Store,
    paths: Sequence[Path],
    *,
    skip_bad: bool = False,
    dry_run: bool = False,
    asked: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[merging.Merged, list[Left]]:
    """Merge files from the other computers, all or none; with `skip_bad` those that are whole.

    `asked` says that a person has said of the laptops met now that they belong here.

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
    before = peers.known(store)
    with closing(read_deliveries(store, mine, paths, left if skip_bad else None)) as reading:
        merged = merging.merge(store, reading, dry_run=dry_run, progress=progress)
    if mine.role == LAPTOP:
        # The programme file has vouched for the coordinator: nobody is met for the first time.
        files = tuple(replace(each, first=False, erased_of_others=0) for each in merged.files)
        merged = replace(merged, files=files, missing=(), stale=())
    elif asked and not dry_run:
        for laptop in peers.known(store) - before:
            coverage.confirm(store, laptop)
    return merged, left


def _check_programme(path: Path, before: Membership, file: ProgrammeFile) -> None:
    """See that a laptop that has joined may go by another programme file."""
    if file.programme != before.programme_id:
        return
    if not is_vouched_for(before, file):
        if file.serial < before.serial:
            raise older(path)
        raise BundleFault(
            path,
            "är skriven av någon som datorns samordnare inte har utsett. Ring samordnaren och "
            "fråga, innan du ansluter igen.",
        )
    if file.epoch < before.epoch:
        raise older(path)


def _laptop_keys(store: Store) -> list[PublicKeys]:
    found = [PublicKeys(sign, age) for sign, age in handing.peer_keys(store)]
    if not found:
        raise Fault(
            "Ingen dator har lämnat in något än, så det finns ingen att skriva till. "
            "Sammanfoga deras filer först."
        )
    return found


def _answer_lines(store: Store, mine: Membership) -> Iterator[bytes | dict[str, Any]]:
    yield from map(version_line, handing.answers_and_erasures(store))
    yield {"type": "settings", "toml": settings.programme_text(store)}
    programme = current_programme(store, mine)
    if programme is not None:
        yield {"type": "programme", "text": programme}
    for question in persons.questions_over_laptops(store):
        yield {
            "type": "question",
            "first": question.first.hex(),
            "second": question.second.hex(),
            "distance": question.distance,
        }
