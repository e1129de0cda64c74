"""Files in which a computer shows its public keys, in a text that it has signed itself.

A `.halsanyckel` asks to be made a deputy, a `.halsansokan` asks a laptop that has joined to be
admitted. Nothing in them is secret. That they come from the right computer is for people to
compare, by `PublicKeys.fingerprint`.
"""

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, cast

from exports.halsa.faults import Broken, BundleFault, damaged, newer
from exports.halsa.keys import Keys, PublicKeys, public_keys_in
from exports.halsa.preamble import PROGRAMME_BYTES
from exports.halsa.shapes import Shape, count, hexadecimal, text
from exports.halsa.signing import SIGNATURE_BYTES, is_signed, sign
from exports.halsa.taking import take
from exports.writing import write_file
from storage.encoding import dump

FORMAT = 1
LARGEST_FILE = 64 * 1024


class Purpose(StrEnum):
    """What the file is for: the ending of its name, and the mark it begins with."""

    DEPUTY = "halsanyckel"
    ADMISSION = "halsansokan"


@dataclass(frozen=True)
class Applicant:
    """A computer that asks: its name, its public keys, and the programme it asks about.

    A deputy need not know the programme: its id is then empty.
    """

    name: str
    keys: PublicKeys
    programme: bytes = b""


def write_application(path: Path, purpose: Purpose, applicant: Applicant, keys: Keys) -> None:
    """Write the file, signed with the computer's own keys.

    Raises:
        Fault: it could not be written.
    """
    fields = _fields(purpose, applicant)
    write_file(path, _text(fields, sign(keys, _bound(purpose), dump(fields).encode())))


def read_application(path: Path, purpose: Purpose) -> Applicant:
    """Read a file and verify that the computer whose keys it shows has signed it.

    Raises:
        BundleFault: it is no such file, newer than this program, or changed in any way.
    """
    data = take(path, LARGEST_FILE)
    try:
        return _parsed(data, purpose)
    except Broken as broken:
        raise BundleFault(path, str(broken)) from None


def _parsed(data: bytes, purpose: Purpose) -> Applicant:
    fields = _object(data, purpose)
    version = fields[purpose]
    if type(version) is int and version > FORMAT:
        raise newer(version)
    if version != FORMAT or _shape(purpose).fault(fields):
        raise damaged("den är inte skriven som en sådan fil")
    signature = bytes.fromhex(fields["signature"])
    try:
        programme = bytes.fromhex(fields["programme"])
        applicant = Applicant(fields["name"], public_keys_in(fields["keys"]), programme)
        exact = _text(_fields(purpose, applicant), signature) == data
    except ValueError:
        raise damaged("innehållet har ändrats") from None
    message = dump(_fields(purpose, applicant)).encode()
    if not exact or not is_signed(applicant.keys.sign, signature, _bound(purpose), message):
        raise damaged("signaturen stämmer inte")
    return applicant


def _object(data: bytes, purpose: Purpose) -> dict[str, Any]:
    try:
        found: object = json.loads(data.decode())
    except (ValueError, RecursionError):
        found = None
    fields = cast("dict[str, Any]", found) if isinstance(found, dict) else {}
    if purpose not in fields:
        raise Broken(f"är ingen sådan fil. Välj en fil vars namn slutar på .{purpose}.")
    return fields


def _fields(purpose: Purpose, applicant: Applicant) -> dict[str, Any]:
    return {
        str(purpose): FORMAT,
        "name": applicant.name,
        "programme": applicant.programme.hex(),
        "keys": applicant.keys.fields(),
    }


def _text(fields: dict[str, Any], signature: bytes) -> bytes:
    whole = fields | {"signature": signature.hex()}
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def _bound(purpose: Purpose) -> bytes:
    return f".{purpose}".encode()


def _shape(purpose: Purpose) -> Shape:
    programme = f"(?:[0-9a-f]{{{2 * PROGRAMME_BYTES}}})?"
    return Shape(
        {
            str(purpose): count,
            "name": text,
            "programme": hexadecimal(re.compile(programme)),
            "keys": lambda value: isinstance(value, dict),
            "signature": hexadecimal(re.compile(f"[0-9a-f]{{{2 * SIGNATURE_BYTES}}}")),
        }
    )
