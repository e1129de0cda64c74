"""What stands for whom in the file: codes drawn anew at each export, so two files cannot be joined."""

from collections.abc import Callable, Iterable, Mapping

_BYTES = 8


def drawn(ids: Iterable[bytes], entropy: Callable[[int], bytes]) -> Mapping[bytes, str]:
    """A random code for each id; no two alike."""
    codes: dict[bytes, str] = {}
    taken: set[str] = set()
    for each in ids:
        code = entropy(_BYTES).hex()
        while code in taken:
            code = entropy(_BYTES).hex()
        taken.add(code)
        codes[each] = code
    return codes
