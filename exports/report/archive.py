"""Zip files without a clock: the same content is the same bytes."""

import zipfile
from io import BytesIO

_NO_TIME = (1980, 1, 1, 0, 0, 0)


def without_clock(data: bytes) -> bytes:
    """The zip file with every time in it replaced by the earliest that there is."""
    target = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for entry in source.infolist():
            stamped = zipfile.ZipInfo(entry.filename, _NO_TIME)
            stamped.compress_type = zipfile.ZIP_DEFLATED
            copy.writestr(stamped, source.read(entry))
    return target.getvalue()
