"""The innermost layer: lines of text in one zstd frame, unpacked within bounds of our own."""

import sys
from collections.abc import Iterable, Iterator

from exports.halsa.faults import damaged, excessive

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LARGEST_UNPACKED = 512 * 2**20
"""Bytes. Ten years of a laptop with 10 000 attendances a year are about 50 MB."""
LONGEST_LINE = 4 * 2**20
"""Bytes. The longest honest line holds a programme's settings."""
MOST_LINES = 1_000_000
GREATEST_RATIO = 100
"""Unpacked to packed. Real lines hold random ids and reach 6; a bomb reaches 30 000."""
_WITHOUT_RATIO = 2**20
_LEVEL = 3
_LARGEST_WINDOW = 23
"""As a power of two, in bytes: what a frame may make us remember while it is unpacked."""
_PIECE = 2**18


def pack(lines: Iterable[bytes]) -> bytes:
    """Lines, none of which holds a line end, as one zstd frame."""
    return zstd.compress(b"".join(line + b"\n" for line in lines), _LEVEL)


def unpack(packed: bytes) -> Iterator[bytes]:
    """The lines of a frame, one by one, without their ends.

    Never trusts the size that the frame states; nothing larger than a line is kept.

    Raises:
        Broken: the frame is damaged or cut, followed by anything, or larger than any real one.
    """
    rest = b""
    number = 0
    for piece in _pieces(packed):
        *lines, rest = (rest + piece).split(b"\n")
        number += len(lines)
        if number > MOST_LINES:
            raise excessive(f"mer än {MOST_LINES} rader")
        if len(rest) > LONGEST_LINE or any(len(line) > LONGEST_LINE for line in lines):
            raise excessive(f"rad {number + 1} är för lång")
        yield from lines
    if rest:
        raise damaged("sista raden är avbruten")


def _pieces(packed: bytes) -> Iterator[bytes]:
    bound: dict[int, int] = {zstd.DecompressionParameter.window_log_max: _LARGEST_WINDOW}
    unpacking = zstd.ZstdDecompressor(options=bound)
    size = 0
    source = packed
    try:
        while not unpacking.eof:
            piece = unpacking.decompress(source, max_length=_PIECE)
            source = b""
            size += len(piece)
            if size > min(LARGEST_UNPACKED, _WITHOUT_RATIO + GREATEST_RATIO * len(packed)):
                raise excessive("den växer orimligt mycket när den packas upp")
            if not piece and unpacking.needs_input:
                raise damaged("innehållet är avbrutet")
            yield piece
    except zstd.ZstdError:
        raise damaged("innehållet går inte att packa upp") from None
    if unpacking.unused_data:
        raise damaged("något står efter innehållet")
