"""What checking finds, and where it is mended."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Literal

from halsoverkstad.domain.period import Period
from halsoverkstad.domain.report import TextKey
from storage.sessions import LogFilter

Severity = Literal["fel", "varning", "fraga"]


class Target(Enum):
    """Where a finding is mended: one thing, a part of the register, or a part of a report."""

    NOWHERE = auto()
    SESSION = auto()
    PARTICIPANT = auto()
    LOG = auto()
    INCOMPLETE = auto()
    """The participants whose details are incomplete."""
    DOUBLES = auto()
    """This computer's own questions whether two are one person."""
    ASKED = auto()
    """Such questions over the computers."""
    LOGGED_TWICE = auto()
    CONFLICTS = auto()
    RETENTION = auto()
    EXCHANGE = auto()
    """Where files go between the computers."""
    RECOVERY_CODE = auto()
    PROGRAMME = auto()
    """The programme's settings."""
    REPORT = auto()
    TEXT = auto()
    ECONOMY = auto()
    FOLLOW_UP = auto()


@dataclass(frozen=True)
class Finding:
    """What was found, where in words, what to do, and where that is done.

    `fel`: a figure can't be trusted. `varning`: worth a look. `fraga`: a person has to say.

    `about` is the session or participant, `beside` the session it is to be compared with;
    `sessions` those of the log, `period` the report and `text` the text of a report that it is
    about, if it is.
    """

    severity: Severity
    what: str
    where: str
    advice: str
    target: Target = Target.NOWHERE
    about: bytes | None = None
    beside: bytes | None = None
    sessions: LogFilter | None = None
    period: Period | None = None
    text: TextKey | None = None
