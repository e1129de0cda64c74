"""What a row of a file makes of what was there: columns put over a session or an attendance."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from halsoverkstad.domain.facts import Attributes, Heads, Session
from halsoverkstad.domain.rows import HEADS, NEW, Value
from halsoverkstad.domain.words import UNKNOWN, UNKNOWN_GROUP, Kind


def with_fields(before: Session | None, fields: Mapping[str, Value]) -> Session:
    """A session with columns of a row put over what was there; None: nothing was there."""
    values: dict[str, Any] = (
        {}
        if before is None
        else {name: getattr(before, name) for name in before.__dataclass_fields__}
    )
    heads = dict(before.heads) if before is not None else {}
    for name, value in fields.items():
        if name.startswith(HEADS):
            group = name.removeprefix(HEADS)
            heads[group] = Heads(int(str(value or 0)), heads.get(group, Heads(0)).new)
        elif name.startswith(NEW):
            group = name.removeprefix(NEW)
            new = None if value is None else int(str(value))
            heads[group] = Heads(heads.get(group, Heads(0)).count, new)
        elif name == "day" and value is None:
            continue
        elif name != "note":
            values[name] = value
    values["heads"] = {
        group: each for group, each in heads.items() if each.count or each.new is not None
    }
    values["kind"] = values.get("kind") or Kind.GROUP
    values["turned_away"] = values.get("turned_away") or 0
    return Session(**values)


def with_attributes(before: Attributes, fields: Mapping[str, Value]) -> Attributes:
    """What is noted about a person with columns of a row put over what was there."""
    values = {name: str(value) for name, value in fields.items()}
    return Attributes(**({"group": before.group, "area": before.area, "sex": before.sex} | values))


def plain(value: Value) -> object:
    """A value of a row as JSON has it."""
    if isinstance(value, date | time):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def latest_known(rows: Iterable[Mapping[str, str]]) -> Attributes:
    """What rows in the order of time know of a person: of each column the latest that tells."""
    found = Attributes()
    for fields in rows:
        told = {
            name: value for name, value in fields.items() if value not in {UNKNOWN, UNKNOWN_GROUP}
        }
        found = with_attributes(found, told)
    return found
