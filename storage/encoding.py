"""Facts as the fields of a version, and back. The text is canonical: equal facts, equal bytes."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import date, time
from typing import Any, cast

from halsoverkstad.domain.facts import Attributes, Heads, Session
from halsoverkstad.domain.identity.token import Tokens
from halsoverkstad.domain.words import Kind

Fields = Mapping[str, Any]


def dump(value: object) -> str:
    """Canonical JSON: sorted keys, no spaces."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> dict[str, Any]:
    """The fields that `dump` wrote."""
    return cast("dict[str, Any]", json.loads(text))


def digest(key: bytes, text: str) -> bytes:
    """A keyed digest: tells whoever has the key that a text is the same again, and no more."""
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def session_fields(session: Session) -> Fields:
    """What of a session is not empty, by its column."""
    fields: dict[str, Any] = {
        "day": session.day.isoformat(),
        "start": session.start and session.start.isoformat("minutes"),
        "minutes": session.minutes,
        "workshop": session.workshop,
        "kind": str(session.kind),
        "activity": session.activity,
        "place": session.place,
        "heads": {
            group: [heads.count, heads.new]
            for group, heads in session.heads.items()
            if heads.count or heads.new is not None
        },
        "turned_away": session.turned_away,
        "language_training": session.language_training,
        "partners": list(session.partners),
    }
    return {name: value for name, value in fields.items() if value or name == "minutes"}


def session_from(fields: Fields) -> Session:
    """The session that `session_fields` described."""
    start = fields.get("start")
    heads = cast("dict[str, list[Any]]", fields.get("heads", {}))
    return Session(
        day=date.fromisoformat(fields["day"]),
        workshop=fields.get("workshop", ""),
        kind=Kind(fields["kind"]),
        activity=fields.get("activity", ""),
        place=fields.get("place", ""),
        start=time.fromisoformat(start) if start else None,
        minutes=fields.get("minutes"),
        heads={group: Heads(count, new) for group, (count, new) in heads.items()},
        turned_away=fields.get("turned_away", 0),
        language_training=fields.get("language_training", False),
        partners=tuple(fields.get("partners", ())),
    )


def attribute_fields(attributes: Attributes) -> Fields:
    """What is noted at an attendance; the unknown is left out."""
    unknown = Attributes()
    fields = {
        "group": (attributes.group, unknown.group),
        "area": (attributes.area, unknown.area),
        "sex": (attributes.sex, unknown.sex),
    }
    return {name: value for name, (value, empty) in fields.items() if value != empty}


def attributes_from(fields: Fields) -> Attributes:
    """The attributes that `attribute_fields` described; further fields are passed over."""
    return Attributes(**{name: fields[name] for name in ("group", "area", "sex") if name in fields})


def participant_fields(attributes: Attributes, tokens: Tokens) -> Fields:
    """What may travel about a participant: attributes and tokens, never a name."""
    fields = dict(attribute_fields(attributes))
    if tokens.linkage:
        fields["token"] = tokens.linkage
    if tokens.questions:
        fields["questions"] = list(tokens.questions)
    if tokens.further:
        fields["further"] = list(tokens.further)
    return fields


def tokens_from(fields: Fields) -> Tokens:
    """The tokens that `participant_fields` wrote."""
    return Tokens(
        fields.get("token"), tuple(fields.get("questions", ())), tuple(fields.get("further", ()))
    )
