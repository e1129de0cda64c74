"""What can go wrong, as types. Each carries one Swedish sentence: what, where, what to do."""


class Fault(Exception):  # noqa: N818 - the word for everything a person can be told about
    """The data or a file is at fault; nothing was changed. The text is shown as it is."""

    exit_status = 1


class UsageFault(Fault):
    """The command line is at fault."""

    exit_status = 2


class DatabaseFault(Fault):
    """The database cannot be opened, read or written."""


class DatabaseBusy(DatabaseFault):
    """Another program holds the database and did not let go in time."""


class KeyFault(DatabaseFault):
    """The key to the database is missing or wrong."""


class ProgrammeFault(Fault):
    """A programme file (settings) is not valid."""
