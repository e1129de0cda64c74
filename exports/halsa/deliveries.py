"""Files from the programme's other computers, read, verified and turned into what is merged."""

from collections.abc import Generator, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from exports.halsa.bundle import Bundle, file_digest
from exports.halsa.faults import Broken, BundleFault
from exports.halsa.keys import keys_from, public_keys_from
from exports.halsa.lines import Extra
from exports.halsa.preamble import BundleKind
from exports.halsa.programme_file import ProgrammeFile, programme_from
from exports.halsa.reading_ahead import reading_ahead
from exports.halsa.vouching import going_by, is_vouched_for
from halsoverkstad.domain.errors import Fault
from storage import merging, peers, redacted, speaking
from storage.delivery import Delivery, Pair
from storage.joining import COORDINATOR, Membership
from storage.peers import Sender
from storage.store import Store


@dataclass(frozen=True)
class Left:
    """A file that could not be read, and why."""

    file: str
    fault: str


def read_deliveries(
    store: Store, mine: Membership, paths: Sequence[Path], left: list[Left] | None
) -> Generator[Delivery]:
    """What each file brings, one at a time; bad files go to `left`.

    Raises:
        Fault: files are not as their senders wrote them, and `left` is None; each is told of.
    """
    faults: list[Left] = []
    read: dict[bytes, Delivery] = {}
    new = _new_here(store, paths)
    with reading_ahead(keys_from(mine.keys), mine.programme_id, new) as reader:
        for path in paths:
            try:
                digest = file_digest(path)
                again = read.get(digest) or merging.known_delivery(store, digest, path.name)
                delivery = again or _checked(store, path, digest, reader.read(path), mine)
            except Fault as fault:
                faults.append(Left(path.name, str(fault)))
                continue
            read[digest] = replace(delivery, versions=())
            if left is not None or not faults:
                yield replace(delivery, file=path.name)
    if left is not None:
        left += faults
    elif faults:
        raise Fault("\n".join(each.fault for each in faults))


def _new_here(store: Store, paths: Iterable[Path]) -> list[Path]:
    """The files that will have to be read, as far as they can be."""
    new: dict[bytes, Path] = {}
    for path in paths:
        with suppress(Fault):
            digest = file_digest(path)
            if not merging.is_known(store, digest):
                new.setdefault(digest, path)
    return list(new.values())


def _checked(store: Store, path: Path, digest: bytes, bundle: Bundle, mine: Membership) -> Delivery:
    """What a file brings that is not known here, once it has been looked through."""
    delivery = _delivery(path, digest, bundle, mine)
    peers.check_key(store, delivery.sender, path.name)
    redacted.refuse_lies(store, delivery.versions, path.name)
    if mine.role == COORDINATOR:
        speaking.refuse_others_words(store, delivery.sender, delivery.versions, path.name)
    return delivery


def _delivery(path: Path, digest: bytes, bundle: Bundle, mine: Membership) -> Delivery:
    header = bundle.header
    told = {str(each["type"]): each for each in bundle.extras}
    delivery = Delivery(
        path.name,
        digest,
        Sender(
            header.laptop,
            header.name,
            header.keys.sign,
            header.keys.age,
            header.phrase_check.hex() if header.phrase_check else "",
            header.epoch,
            header.keys.fingerprint(),
        ),
        header.number,
        header.time,
        bundle.versions,
    )
    if mine.role == COORDINATOR:
        _check_export(path, bundle)
        return delivery
    file = _in_charge(path, bundle, mine, told.get("programme"))
    return replace(
        delivery,
        settings=told["settings"]["toml"] if "settings" in told else None,
        questions=tuple(_question(each) for each in bundle.extras if each["type"] == "question"),
        going_by=file and going_by(mine, file),
        line=len(file.line) if file else 0,
    )


def _check_export(path: Path, bundle: Bundle) -> None:
    """See that a file is one that a laptop hands in: the coordinator takes no other's answers."""
    if bundle.preamble.kind is not BundleKind.EXPORT:
        raise BundleFault(path, "är skriven för hälsofrämjarnas datorer. Ge den till dem.")
    if bundle.extras:
        raise BundleFault(
            path,
            "innehåller inställningar eller frågor, som bara samordnaren får ge, så den lästes "
            "inte. Uppdatera programmet på datorn som skrev filen och be om en ny.",
        )


def _in_charge(
    path: Path, bundle: Bundle, mine: Membership, programme: Extra | None
) -> ProgrammeFile | None:
    """The programme file of the one who wrote an answer and is in charge; None: a deputy wrote it.

    A laptop believes only the coordinator it knows, or one whom that one has named.
    """
    if bundle.preamble.kind is not BundleKind.ANSWER:
        raise BundleFault(path, "är skriven för samordnarens dator. Lämna den dit.")
    file = None if programme is None else _programme(path, programme["text"])
    if file is not None and file.coordinator == bundle.sender and is_vouched_for(mine, file):
        return file
    if bundle.sender.sign not in {public_keys_from(each).sign for each in mine.recipients}:
        raise BundleFault(
            path, "är inte skriven av programmets samordnare. Fråga samordnaren efter en ny fil."
        )
    return None


def _programme(path: Path, text: str) -> ProgrammeFile:
    try:
        return programme_from(text)
    except Broken as broken:
        raise BundleFault(path, str(broken)) from None


def _question(extra: Extra) -> Pair:
    return bytes.fromhex(extra["first"]), bytes.fromhex(extra["second"]), float(extra["distance"])
