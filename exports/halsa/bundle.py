r"""A `.halsa` file as a whole: written beside and renamed, read only if every byte holds.

    HALSA\n                                       magic
    {"format":1,"program":"…","slag":"export"}\n  preamble, in clear
    age ciphertext of:
        32 bytes    the sender's Ed25519 public key
        64 bytes    its signature over preamble and packed lines
        zstd frame  JSON Lines: header, versions by id, extras

The header repeats for whom the file was written: nobody can take a signed file and pass it on as
if its sender had meant it for others.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from exports.halsa import packing, sealing
from exports.halsa.content import Content, gather, in_order
from exports.halsa.faults import Broken, BundleFault, damaged, wrong
from exports.halsa.header import Header, Promise, header_from, header_line
from exports.halsa.keys import Keys, PublicKeys
from exports.halsa.lines import Extra, extra_line
from exports.halsa.preamble import BundleKind, Preamble, split_preamble
from exports.halsa.taking import take
from exports.writing import replacing
from storage.journal import Entity, Version

LARGEST_FILE = 128 * 2**20
"""Bytes. Ten years of a laptop with 10 000 attendances a year are about 15 MB."""


@dataclass(frozen=True)
class Bundle:
    """A file that was read and found whole.

    `versions` are ordered by id; `counts` say how many lines there are of each kind; `digest` is
    the SHA-256 of the lines: equal for equal content, though every export has other bytes.
    """

    preamble: Preamble
    header: Header
    versions: tuple[Version, ...]
    extras: tuple[Extra, ...]
    counts: Mapping[str, int]
    digest: bytes

    @property
    def sender(self) -> PublicKeys:
        """Who signed the file. Whether that is the laptop it says is for the reader to know."""
        return self.header.keys


def write_bundle(  # noqa: PLR0913, PLR0917 - what a file is made of
    path: Path,
    preamble: Preamble,
    header: Header,
    lines: Iterable[bytes | Mapping[str, Any]],
    keys: Keys,
    recipients: Collection[PublicKeys],
) -> None:
    """Write a file: `lines` are versions as `version_line` gives them and extras as mappings.

    They may come in any order and more than once. Each is checked as a reader will check it.

    Raises:
        BundleFault: a line holds what may not leave this computer, or there is nobody, or too
            many, to write for; nothing was written.
        Fault: the file could not be written; what was there before is still there.
    """
    ordered = in_order(line if isinstance(line, bytes) else extra_line(line) for line in lines)
    names = tuple(sorted({each.age for each in recipients}))
    if not 0 < len(names) <= sealing.MOST_RECIPIENTS:
        raise BundleFault(
            path,
            f"skrevs inte: den skulle vara för {len(names)} datorer, och det måste vara minst 1 "
            f"och högst {sealing.MOST_RECIPIENTS}. Ta bort datorer som inte längre används.",
        )
    try:
        gathered = gather(ordered)
        promise = Promise(names, gathered.counts, gathered.digest)
        first = header_line(header, promise)
        _check(preamble, *header_from(first), gathered, keys.public.sign)
    except Broken as broken:
        raise BundleFault(
            path,
            "skrevs inte: databasen innehåller något som inte får lämna datorn "
            f"({broken.detail}). Uppdatera programmet och kör kontrollera.",
        ) from None
    head = preamble.encoded()
    sealed = sealing.seal(head, packing.pack([first, *ordered]), keys, names)
    with replacing(path) as temporary:
        temporary.write_bytes(head + sealed)


def read_bundle(path: Path, reader: Keys, *, programme: bytes) -> Bundle:
    """Read a file that was written for `reader` in this programme (its id, 16 bytes).

    Raises:
        BundleFault: it is not ours, not for us, of another programme, newer than this program,
            or in any way not as its sender wrote it.
    """
    data = take(path, LARGEST_FILE)
    try:
        return _parsed(data, reader, programme)
    except Broken as broken:
        raise BundleFault(path, str(broken)) from None


def file_digest(path: Path) -> bytes:
    """The SHA-256 of a file as it stands, for a ledger of files that were read before.

    Raises:
        BundleFault: there is no ordinary file there, or one that could not be ours.
    """
    return sha256(take(path, LARGEST_FILE)).digest()


def read_preamble(path: Path) -> Preamble:
    """What a file says in clear, before anything of it has been verified.

    Raises:
        BundleFault: it is not ours, or newer than this program.
    """
    try:
        return split_preamble(take(path, LARGEST_FILE))[0]
    except Broken as broken:
        raise BundleFault(path, str(broken)) from None


def read_header(path: Path, reader: Keys, *, programme: bytes) -> Header:
    """Who has written a file, as `read_bundle` would say; what follows is not looked at.

    Raises:
        BundleFault: as `read_bundle`, as far as that shows already.
    """
    data = take(path, LARGEST_FILE)
    try:
        _, sender, header, _, _ = _opened(data, reader, programme)
        _check_sender(header, sender)
    except Broken as broken:
        raise BundleFault(path, str(broken)) from None
    return header


def _parsed(data: bytes, reader: Keys, programme: bytes) -> Bundle:
    found, sender, header, promise, lines = _opened(data, reader, programme)
    gathered = gather(lines)
    _check(found, header, promise, gathered, sender)
    return Bundle(
        found, header, gathered.versions, gathered.extras, gathered.counts, gathered.digest
    )


def _opened(
    data: bytes, reader: Keys, programme: bytes
) -> tuple[Preamble, bytes, Header, Promise, Iterator[bytes]]:
    """What stands before the lines, and the lines that are still to be read."""
    found, length = split_preamble(data)
    if found.programme != programme:
        raise Broken(
            "hör till ett annat program än det här. Läs in den på en dator i det programmet."
        )
    if found.kind is BundleKind.ADMISSION:
        raise Broken("är ett insläpp. Använd den med anslut och --inslapp.")
    sender, packed = sealing.unseal(data[:length], data[length:], reader)
    lines = packing.unpack(packed)
    header, promise = header_from(next(lines, b""))
    if reader.public.age not in promise.recipients:
        raise sealing.not_for_us()
    return found, sender, header, promise, lines


def _check(
    preamble: Preamble, header: Header, promise: Promise, gathered: Content, sender: bytes
) -> None:
    """See that the header tells the truth about sender and content."""
    _check_sender(header, sender)
    if promise.counts != gathered.counts or promise.digest != gathered.digest:
        raise damaged("raderna är inte de som inledningen räknar upp")
    if preamble.kind is BundleKind.EXPORT and not any(
        each.kind is Entity.LAPTOP and each.entity == header.laptop for each in gathered.versions
    ):
        raise wrong("en dator som filen inget vet om")


def _check_sender(header: Header, sender: bytes) -> None:
    if header.keys.sign != sender:
        raise damaged("den är undertecknad av en annan dator än den säger")
