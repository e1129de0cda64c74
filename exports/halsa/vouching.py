"""Whether a laptop believes a programme file: who vouches for the one who wrote it.

The first file is believed as it is; people compare three words by phone. From then on the laptop
believes the coordinator it knows, the deputies that one has named, and whoever a later file of
theirs has named in turn. Never an older file than it has seen: it might name who has been replaced.
"""

from dataclasses import replace

from exports.halsa.keys import public_keys_from
from exports.halsa.programme_file import ProgrammeFile
from storage.joining import Membership


def is_vouched_for(mine: Membership, file: ProgrammeFile) -> bool:
    """Whether somebody this laptop believes has written the file, or named who did."""
    if file.programme != mine.programme_id:
        return False
    known = [public_keys_from(each) for each in mine.recipients]
    if file.coordinator in known and file.serial >= mine.serial:
        return True
    return any(
        each.coordinator == known[0] and each.serial >= mine.serial for each in file.line[1:]
    )


def going_by(mine: Membership, file: ProgrammeFile) -> Membership:
    """The membership of a laptop that goes by a file from now on; its phrase stays."""
    recipients = tuple(each.text() for each in file.receivers)
    return replace(mine, recipients=recipients, serial=file.serial)
