"""What checking finds."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["fel", "varning", "fraga"]


@dataclass(frozen=True)
class Finding:
    """What was found, where, and what to do. `target` is the session or participant, if one.

    `fel`: a figure can't be trusted. `varning`: worth a look. `fraga`: a person has to say.
    """

    severity: Severity
    what: str
    where: str
    advice: str
    target: bytes | None = None
