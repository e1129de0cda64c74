"""The `.halsaprogram` file: what a laptop needs to join, in a text signed by the coordinator.

It holds nothing secret: the programme's id and settings, and the public keys to write for.
"""

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from exports.halsa.faults import Broken, BundleFault, damaged, newer
from exports.halsa.keys import Keys, PublicKeys, public_keys_in
from exports.halsa.preamble import MAGIC, PROGRAMME_BYTES
from exports.halsa.shapes import Shape, count, hexadecimal
from exports.halsa.signing import SIGNATURE_BYTES, is_signed, sign
from exports.halsa.taking import take
from exports.writing import write_file
from halsoverkstad.domain.errors import ProgrammeFault
from halsoverkstad.domain.programme import Programme
from storage.encoding import dump

FORMAT = 1
LARGEST_FILE = 4 * 2**20
MOST_DEPUTIES = 20
MOST_BEFORE = 8
"""How many coordinators there may have been before."""
_MARK = "halsaprogram"
_PURPOSE = b".halsaprogram"


@dataclass(frozen=True)
class ProgrammeFile:
    """A programme as its coordinator gives it out.

    `programme` is its id (16 random bytes), `settings` the TOML, `epoch` the number of the
    lösenfras: a new phrase is a new epoch. `serial` grows each time the file is written anew.
    `before` is, after a deputy has taken over, the whole file of the coordinator before, who
    signed that this one is a deputy.
    """

    programme: bytes
    settings: str
    epoch: int
    coordinator: PublicKeys
    deputies: tuple[PublicKeys, ...] = ()
    serial: int = 0
    before: str | None = None

    @property
    def name(self) -> str:
        """The programme's name, from its settings."""
        return Programme.parse(self.settings).name

    @property
    def receivers(self) -> tuple[PublicKeys, ...]:
        """Whom exports are written for, and whose files a laptop believes."""
        return (self.coordinator, *self.deputies)

    @property
    def fingerprint(self) -> bytes:
        """What everyone who joined the same programme under the same first coordinator shares.

        All else in the file is vouched for by that coordinator's signature, so settings and
        deputies may change, and a deputy take over, without another fingerprint.
        """
        first = self.line[-1]
        told = f"halsoverkstad programme|{first.programme.hex()}|{first.coordinator.text()}"
        return sha256(told.encode()).digest()

    @property
    def line(self) -> tuple["ProgrammeFile", ...]:
        """This file and those of the coordinators before, back to the first."""
        files: list[ProgrammeFile] = [self]
        while (before := files[-1].before) is not None:
            files.append(_content(json.loads(before)))
        return tuple(files)


def write_programme_file(path: Path, content: ProgrammeFile, keys: Keys) -> None:
    """Write the file, signed with the coordinator's keys.

    Raises:
        ValueError: the keys are not the coordinator's, or there are too many deputies.
        Fault: the settings are not valid, or the file could not be written.
    """
    write_file(path, programme_text(content, keys))


def programme_text(content: ProgrammeFile, keys: Keys) -> bytes:
    """The file as it is written, signed with the coordinator's keys.

    Raises:
        ValueError: the keys are not the coordinator's, or there are too many deputies.
    """
    if keys.public != content.coordinator or len(content.deputies) > MOST_DEPUTIES:
        raise ValueError(content.programme.hex())
    fields = _fields(content, content.name)
    return _text(fields, sign(keys, _PURPOSE, dump(fields).encode()))


def programme_from(text: str) -> ProgrammeFile:
    """The programme file that came inside another file.

    Raises:
        Broken: as `read_programme_file`.
    """
    return _parsed(text.encode())


def read_programme_file(path: Path) -> ProgrammeFile:
    """Read a file and verify that the coordinator it names has signed it.

    Whether that is the right coordinator is for people to compare (`check_words`).

    Raises:
        BundleFault: it is no programme file, newer than this program, or changed in any way.
    """
    data = take(path, LARGEST_FILE)
    try:
        return _parsed(data)
    except Broken as broken:
        raise BundleFault(path, str(broken)) from None


def _parsed(data: bytes, depth: int = 0) -> ProgrammeFile:
    fields = _object(data)
    version = fields[_MARK]
    if type(version) is int and version > FORMAT:
        raise newer(version)
    if version != FORMAT or _SHAPE.fault(fields):
        raise damaged("den är inte skriven som en programfil")
    signature = bytes.fromhex(fields["signature"])
    try:
        content = _content(fields)
        exact = _text(_fields(content, fields["name"]), signature) == data
    except ValueError:
        raise damaged("innehållet har ändrats") from None
    message = dump(_fields(content, fields["name"])).encode()
    if not exact or not is_signed(content.coordinator.sign, signature, _PURPOSE, message):
        raise damaged("signaturen stämmer inte")
    _check_before(content, depth)
    if not depth:
        _check_settings(content, fields["name"])
    return content


def _check_before(content: ProgrammeFile, depth: int) -> None:
    """See that the coordinator before signed that the present one is a deputy, and so on."""
    if content.before is None:
        return
    if depth >= MOST_BEFORE:
        raise damaged("samordnarna före är orimligt många")
    earlier = _parsed(content.before.encode(), depth + 1)
    if (
        earlier.programme != content.programme
        or content.coordinator not in earlier.deputies
        or earlier.serial >= content.serial
        or earlier.epoch > content.epoch
    ):
        raise damaged("samordnaren före har inte utsett den som har skrivit den")


def _check_settings(content: ProgrammeFile, name: str) -> None:
    try:
        known = content.name == name
    except (ProgrammeFault, ValueError, RecursionError):
        known = False
    if not known:
        raise Broken(
            "har inställningar som inte går att läsa här. Uppdatera programmet, eller be "
            "samordnaren om en ny fil."
        )


def _object(data: bytes) -> dict[str, Any]:
    if data.startswith(MAGIC):
        raise Broken("är en export. Välj programfilen, som slutar på .halsaprogram.")
    try:
        found: object = json.loads(data.decode())
    except (ValueError, RecursionError):
        found = None
    fields = cast("dict[str, Any]", found) if isinstance(found, dict) else {}
    if _MARK in fields:
        return fields
    if f'"{_MARK}"'.encode() in data[:100]:
        raise damaged("den går inte att läsa")
    raise Broken("är ingen programfil. Välj filen från samordnaren, som slutar på .halsaprogram.")


def _fields(content: ProgrammeFile, name: str) -> dict[str, Any]:
    return {
        _MARK: FORMAT,
        "programme": content.programme.hex(),
        "name": name,
        "epoch": content.epoch,
        "coordinator": content.coordinator.fields(),
        "deputies": [each.fields() for each in content.deputies],
        "settings": content.settings,
        "serial": content.serial,
        "before": content.before,
    }


def _content(fields: dict[str, Any]) -> ProgrammeFile:
    return ProgrammeFile(
        bytes.fromhex(fields["programme"]),
        fields["settings"],
        fields["epoch"],
        public_keys_in(fields["coordinator"]),
        tuple(public_keys_in(each) for each in cast("list[object]", fields["deputies"])),
        fields["serial"],
        fields["before"],
    )


def _text(fields: dict[str, Any], signature: bytes) -> bytes:
    whole = fields | {"signature": signature.hex()}
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def _hex(size: int) -> Any:
    return hexadecimal(re.compile(f"[0-9a-f]{{{2 * size}}}"))


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _deputies(value: object) -> bool:
    return isinstance(value, list) and len(cast("list[object]", value)) <= MOST_DEPUTIES


_SHAPE = Shape(
    {
        _MARK: count,
        "programme": _hex(PROGRAMME_BYTES),
        "name": _is_text,
        "epoch": count,
        "coordinator": lambda value: isinstance(value, dict),
        "deputies": _deputies,
        "settings": _is_text,
        "serial": count,
        "before": lambda value: value is None or isinstance(value, str),
        "signature": _hex(SIGNATURE_BYTES),
    }
)
