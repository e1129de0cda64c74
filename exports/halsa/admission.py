"""Letting a laptop in when nobody remembers the lösenfras: a laptop that has joined vouches.

The new laptop writes an application (`.halsansokan`) with its public keys. The joined laptop
answers with an admission (`.halsainslapp`): the programme's secret, signed and encrypted so that
only the new laptop can open it. Before the admission leaves the joined laptop, people compare the
application's code by phone; afterwards the three words, which only the right secret gives.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from exports.halsa import sealing
from exports.halsa.applying import Applicant, Purpose, read_application, write_application
from exports.halsa.faults import Broken, BundleFault, damaged
from exports.halsa.keys import Keys, keys_from, new_keys
from exports.halsa.preamble import BundleKind, Preamble, split_preamble
from exports.halsa.programme_file import ProgrammeFile
from exports.halsa.shapes import Shape, count, hexadecimal
from exports.halsa.taking import take
from exports.writing import replacing
from halsoverkstad.domain.errors import Fault
from storage import joining, settings
from storage.encoding import dump
from storage.joining import LAPTOP
from storage.phrase import SECRET_BYTES
from storage.store import Store

ENDING = ".halsainslapp"
LARGEST_FILE = 64 * 1024


@dataclass(frozen=True)
class Admission:
    """What an admission brings: the programme's secret (32 bytes) and its epoch."""

    secret: bytes
    epoch: int


def apply(store: Store, file: ProgrammeFile, path: Path, name: str | None) -> Applicant:
    """Write this laptop's application to the programme of a file.

    Returns:
        What was written; its keys' fingerprint is what people compare.

    Raises:
        Fault: the computer belongs to another programme, or the file cannot be written.
    """
    mine = joining.membership(store)
    if mine is not None and (mine.programme_id != file.programme or mine.role != LAPTOP):
        raise Fault(
            "Den här datorn hör redan till ett annat program eller är samordnarens. Använd en egen "
            "databas för varje program."
        )
    if name is not None:
        settings.set_laptop_name(store, name)
    keys = keys_for_joining(store)
    if joining.own_keys(store) is None:
        joining.keep_keys(store, keys.text())
    applicant = Applicant(store.laptop.name, keys.public, file.programme)
    write_application(path, Purpose.ADMISSION, applicant, keys)
    return applicant


def admit(store: Store, application: Path, path: Path) -> Applicant:
    """Write the admission of a laptop that applied, with this laptop's secret.

    Raises:
        Fault: this laptop has not joined, or the application is of another programme or damaged.
    """
    mine = joining.membership(store)
    if mine is None or mine.role != LAPTOP:
        raise Fault(
            "Bara en dator som är ansluten med lösenfrasen kan släppa in en annan. Kör kommandot "
            "på en hälsofrämjares dator."
        )
    applicant = read_application(application, Purpose.ADMISSION)
    if applicant.programme != mine.programme_id:
        raise BundleFault(
            application,
            "gäller ett annat program än det här. Fråga vilket program datorn hör till.",
        )
    head = Preamble(mine.programme_id, BundleKind.ADMISSION).encoded()
    secret = store.secret
    told = dump({"epoch": secret.epoch, "secret": secret.key.hex()}).encode()
    sealed = sealing.seal(head, told, keys_from(mine.keys), [applicant.keys.age])
    with replacing(path) as temporary:
        temporary.write_bytes(head + sealed)
    return applicant


def read_admission(store: Store, path: Path, file: ProgrammeFile) -> Admission:
    """Open the admission to the programme of a file.

    Raises:
        BundleFault: it is not for this laptop, of another programme or phrase, or damaged.
    """
    told = joining.own_keys(store)
    if told is None:
        raise Fault(
            "Den här datorn har inte ansökt om att släppas in. Kör anslut med --begar först."
        )
    data = take(path, LARGEST_FILE)
    try:
        admission = _parsed(data, keys_from(told), file.programme)
    except Broken as broken:
        raise BundleFault(path, str(broken)) from None
    if admission.epoch != file.epoch:
        raise BundleFault(
            path,
            "gäller en annan lösenfras än programfilen. Be samordnaren om den senaste programfilen, "
            "eller bli insläppt av en dator som har bytt till den nya lösenfrasen.",
        )
    return admission


def keys_for_joining(store: Store) -> Keys:
    """The key pairs this laptop has, or new ones."""
    told = joining.own_keys(store)
    return new_keys() if told is None else keys_from(told)


def _parsed(data: bytes, keys: Keys, programme: bytes) -> Admission:
    found, length = split_preamble(data)
    if found.kind is not BundleKind.ADMISSION:
        raise Broken(f"är inget insläpp. Välj filen som slutar på {ENDING}.")
    if found.programme != programme:
        raise Broken("hör till ett annat program än programfilen.")
    _, told = sealing.unseal(data[:length], data[length:], keys)
    try:
        fields = cast("dict[str, Any]", json.loads(told.decode()))
        if _SHAPE.fault(fields) or dump(fields).encode() != told:
            raise ValueError
    except (ValueError, AttributeError, RecursionError):
        raise damaged("innehållet går inte att läsa") from None
    return Admission(bytes.fromhex(fields["secret"]), fields["epoch"])


_SHAPE = Shape(
    {
        "epoch": count,
        "secret": hexadecimal(re.compile(f"[0-9a-f]{{{2 * SECRET_BYTES}}}")),
    }
)
