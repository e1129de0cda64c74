"""Why the system refused a file, in Swedish: its own words are English."""

import errno


def reason(error: OSError) -> str:
    """What stands in the way, to put in brackets in a sentence."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


_FULL = "disken är full"
_NOT_ALLOWED = "det är inte tillåtet"
_BAD_NAME = "namnet går inte att använda"
_REASONS = {
    errno.ENOENT: "den finns inte",
    errno.ENOTDIR: "en del av sökvägen är ingen mapp",
    errno.EEXIST: "det finns redan en fil med det namnet",
    errno.EISDIR: "det är en mapp",
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EROFS: "platsen går bara att läsa från",
    errno.EIO: "disken svarade med ett fel",
    errno.ENAMETOOLONG: _BAD_NAME,
    errno.EINVAL: _BAD_NAME,
}
