"""The beginning of a `.halsa` file, readable by anyone: magic, format version, programme, kind."""

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

from exports.halsa.faults import Broken, damaged, newer
from storage.encoding import dump
from storage.journal import ID_BYTES

MAGIC = b"HALSA\n"
FORMAT = 1
"""The format version that is written; this one and all earlier are read."""
_LONGEST = 1000
_PROGRAMME = re.compile(r"[0-9a-f]{32}")
PROGRAMME_BYTES = ID_BYTES


class BundleKind(StrEnum):
    """Which way a file goes: from a laptop to the coordinator, back, or to a new laptop."""

    EXPORT = "export"
    ANSWER = "svar"
    ADMISSION = "inslapp"


@dataclass(frozen=True)
class Preamble:
    """What stands in clear. The signature inside the file covers it."""

    programme: bytes
    """The programme's id, 16 bytes."""
    kind: BundleKind = BundleKind.EXPORT
    format: int = FORMAT

    def encoded(self) -> bytes:
        """The preamble as the file begins."""
        fields = {"format": self.format, "program": self.programme.hex(), "slag": str(self.kind)}
        return MAGIC + dump(fields).encode() + b"\n"


def split_preamble(data: bytes) -> tuple[Preamble, int]:
    """The preamble of a file and how many bytes it takes.

    Raises:
        Broken: the file is not ours, newer than this program, or damaged.
    """
    if not data.startswith(MAGIC):
        raise _not_ours(data)
    end = data.find(b"\n", len(MAGIC), len(MAGIC) + _LONGEST) + 1
    if not end:
        raise damaged("inledningen är avbruten")
    preamble = _parsed(data[len(MAGIC) : end])
    if preamble.encoded() != data[:end]:
        raise damaged("inledningen stämmer inte")
    return preamble, end


def _parsed(line: bytes) -> Preamble:
    try:
        fields = cast("dict[str, Any]", json.loads(line.decode()))
        version = fields["format"]
        if type(version) is int and version > FORMAT:
            raise newer(version)
        if type(version) is not int or version < 1 or not _PROGRAMME.fullmatch(fields["program"]):
            raise ValueError
        return Preamble(bytes.fromhex(fields["program"]), BundleKind(fields["slag"]), version)
    except (ValueError, TypeError, LookupError, RecursionError):
        raise damaged("inledningen går inte att läsa") from None


def _not_ours(data: bytes) -> Broken:
    if MAGIC.startswith(data):
        return damaged("den är avbruten")
    if data.lstrip().startswith(b'{\n  "halsaprogram"'):
        return Broken("är en programfil. Använd den med anslut.")
    return Broken("är ingen .halsa-fil. Välj en fil som exportera har skrivit.")
