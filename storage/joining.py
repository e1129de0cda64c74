"""Belonging to a programme: the coordinator's computer that makes it, the laptops that join it.

Joining recomputes every token with the programme's secret, from what this laptop knows locally:
so a laptop that worked alone brings its people along.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.identity.token import Secret, Tokens, code_token, tokens_for
from halsoverkstad.domain.programme import Programme
from storage import derived, journal, local, participants
from storage.encoding import attributes_from, load, participant_fields
from storage.journal import Entity
from storage.store import Store
from storage.writing import Pen

COORDINATOR = "samordnare"
LAPTOP = "dator"


@dataclass(frozen=True)
class Membership:
    """The programme this computer belongs to, and its part in it.

    `keys` are its own key pairs and `recipients` the public keys it writes for, as text.
    """

    programme_id: bytes
    role: str
    keys: str
    recipients: tuple[str, ...]
    phrase_check: str
    epoch: int


def membership(store: Store) -> Membership | None:
    """What this computer belongs to; None before `anslut` or `samordnare skapa`."""
    read = {key: local.get(store.connection, key) for key in _KEYS}
    programme, role, keys = (read[key] for key in (local.PROGRAMME_ID, local.ROLE, local.KEYS))
    if programme is None or role is None or keys is None:
        return None
    return Membership(
        bytes.fromhex(programme),
        role,
        keys,
        tuple(json.loads(read[local.RECIPIENTS] or "[]")),
        read[local.PHRASE_CHECK] or "",
        int(read[local.EPOCH] or 0),
    )


def found(store: Store, programme_id: bytes, keys: str, recipients: Sequence[str]) -> None:
    """Make this the coordinator's computer of a new programme.

    Raises:
        Fault: it belongs to a programme already.
    """
    with store.connection.transaction():
        before = membership(store)
        if before is not None:
            raise Fault(
                "Den här datorn hör redan till ett program. Skapa programmet på en dator med egen "
                "databas, eller välj en annan med --databas."
            )
        _remember(store, Membership(programme_id, COORDINATOR, keys, tuple(recipients), "", 0))


def join(
    store: Store,
    wanted: Membership,
    secret: bytes,
    settings: str,
    *,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> None:
    """Join a programme, or take over its new phrase: new tokens for everyone known here.

    Args:
        store: this laptop's database.
        wanted: the programme and this laptop's part in it.
        secret: what the lösenfras gives for it.
        settings: the programme's settings, as TOML.
        progress: told how many of how many participants have their new tokens.

    Raises:
        Fault: it belongs to another programme, or is the coordinator's; nothing was changed.
    """
    before = membership(store)
    if before is not None and (
        before.programme_id != wanted.programme_id or before.role != wanted.role
    ):
        raise Fault(
            "Den här datorn hör redan till ett annat program eller är samordnarens. Använd en egen "
            "databas för varje program."
        )
    Programme.parse(settings)
    keyed = Secret(secret, wanted.epoch)
    names, codes = participants.namings(store), _codes(store)
    everyone = store.connection.rows("SELECT id FROM participant WHERE erased = 0 ORDER BY seq")
    tokens: dict[bytes, Tokens] = {}
    for done, (participant,) in enumerate(everyone):
        progress(done, len(everyone))
        if participant in names:
            tokens[participant] = tokens_for(names[participant], keyed)
        if participant in codes and not tokens.get(participant, Tokens()).linkage:
            tokens[participant] = Tokens(code_token(codes[participant], keyed))
    with store.connection.transaction():
        pen = Pen(store)
        _remember(store, wanted)
        local.put(store.connection, local.SECRET, secret.hex())
        local.put(store.connection, local.PROGRAMME, settings)
        for participant, made in tokens.items():
            shown = journal.state_of(journal.versions_of(store.connection, participant)).shown
            fields = participant_fields(attributes_from(load(shown.fields)), made)
            if load(shown.fields) != fields:
                pen.put(Entity.PARTICIPANT, participant, fields)
        pen.finish(None)
        store.reload()
        derived.rebuild(store)


_KEYS = (
    local.PROGRAMME_ID,
    local.ROLE,
    local.KEYS,
    local.RECIPIENTS,
    local.PHRASE_CHECK,
    local.EPOCH,
)


def _remember(store: Store, wanted: Membership) -> None:
    for key, value in zip(
        _KEYS,
        (
            wanted.programme_id.hex(),
            wanted.role,
            wanted.keys,
            json.dumps(wanted.recipients),
            wanted.phrase_check,
            str(wanted.epoch),
        ),
        strict=True,
    ):
        local.put(store.connection, key, value)


def _codes(store: Store) -> dict[bytes, str]:
    return dict(
        store.connection.rows("SELECT participant, min(code) FROM code GROUP BY participant")
    )
