"""Belonging to a programme: the coordinator's computer that makes it, the laptops that join it.

Joining recomputes every token with the programme's secret, from what this laptop knows locally:
so a laptop that worked alone brings its people along, and a new lösenfras loses nobody.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.identity.token import Secret, Tokens, tokens_for, with_codes
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

    `keys` are its own key pairs and `recipients` the public keys of the coordinator and then of
    the deputies, as text. `serial` is the number of the programme file it goes by. `before` is the
    programme file of the coordinator before, on the computer of a deputy who may take over.
    """

    programme_id: bytes
    role: str
    keys: str
    recipients: tuple[str, ...]
    phrase_check: str
    epoch: int
    serial: int = 0
    before: str = ""


def membership(store: Store) -> Membership | None:
    """What this computer belongs to; None before `anslut` or `samordnare`."""
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
        int(read[local.PROGRAMME_SERIAL] or 0),
        read[local.PROGRAMME_BEFORE] or "",
    )


def own_keys(store: Store) -> str | None:
    """This computer's key pairs, which may be there before it belongs to a programme."""
    return local.get(store.connection, local.KEYS)


def keep_keys(store: Store, keys: str, paper: bytes | None = None) -> None:
    """Keep key pairs made for a programme that this computer is about to belong to."""
    with store.connection.transaction():
        local.put(store.connection, local.KEYS, keys)
        if paper is not None:
            local.put(store.connection, local.PAPER, paper.hex())


def paper(store: Store) -> bytes | None:
    """The 16 bytes that the coordinator's keys follow from; None on other computers."""
    told = local.get(store.connection, local.PAPER)
    return None if told is None else bytes.fromhex(told)


def coordinate(store: Store, wanted: Membership, settings: str | None = None) -> None:
    """Make this a coordinator's computer of a programme, or change what it goes by.

    Args:
        store: its database.
        wanted: the programme and this computer's part in it.
        settings: the programme's settings, as TOML; None: those it has.

    Raises:
        Fault: it belongs to another programme, or is a laptop of this one; nothing was changed.
    """
    if settings is not None:
        Programme.parse(settings)
    with store.connection.transaction():
        _require(store, wanted)
        remember(store, wanted)
        if settings is not None:
            local.put(store.connection, local.PROGRAMME, settings)
            store.reload()
            derived.rebuild(store)


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
    _require(store, wanted)
    Programme.parse(settings)
    tokens = _tokens(store, Secret(secret, wanted.epoch), progress)
    with store.connection.transaction():
        pen = Pen(store)
        remember(store, wanted)
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


def remember(store: Store, wanted: Membership) -> None:
    """Write what this computer belongs to, inside a transaction."""
    for key, value in zip(
        _KEYS,
        (
            wanted.programme_id.hex(),
            wanted.role,
            wanted.keys,
            json.dumps(wanted.recipients),
            wanted.phrase_check,
            str(wanted.epoch),
            str(wanted.serial),
            wanted.before,
        ),
        strict=True,
    ):
        local.put(store.connection, key, value)


_KEYS = (
    local.PROGRAMME_ID,
    local.ROLE,
    local.KEYS,
    local.RECIPIENTS,
    local.PHRASE_CHECK,
    local.EPOCH,
    local.PROGRAMME_SERIAL,
    local.PROGRAMME_BEFORE,
)


def _require(store: Store, wanted: Membership) -> None:
    before = membership(store)
    if before is not None and (
        before.programme_id != wanted.programme_id or before.role != wanted.role
    ):
        raise Fault(
            "Den här datorn hör redan till ett annat program, eller har en annan uppgift i det. "
            "Använd en egen databas för varje program och uppgift; välj den med --databas."
        )


def _tokens(
    store: Store, secret: Secret, progress: Callable[[int, int], None]
) -> dict[bytes, Tokens]:
    """The new tokens of everyone of whom a name or a code is known here."""
    names, codes = participants.namings(store), _codes(store)
    everyone = store.connection.rows("SELECT id FROM participant WHERE erased = 0 ORDER BY seq")
    tokens: dict[bytes, Tokens] = {}
    for done, (participant,) in enumerate(everyone):
        progress(done, len(everyone))
        if participant in names or participant in codes:
            named = names.get(participant)
            made = Tokens() if named is None else tokens_for(named, secret)
            tokens[participant] = with_codes(made, codes.get(participant, ()), secret)
    return tokens


def _codes(store: Store) -> dict[bytes, list[str]]:
    codes: dict[bytes, list[str]] = {}
    for participant, code in store.connection.rows("SELECT participant, code FROM code"):
        codes.setdefault(participant, []).append(code)
    return codes
