"""The other computers of the programme, as the files that were merged here tell of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.swedish import sort_key
from storage import local
from storage.store import Store

STALE_WEEKS = 4
"""From so many whole weeks without a file on, a computer is named."""
_DAYS = 7


@dataclass(frozen=True)
class Sender:
    """The computer that made a file, as the file says."""

    laptop: bytes
    name: str
    sign_key: bytes
    age_key: str
    phrase_check: str
    epoch: int = 0
    code: str = ""
    """What people compare by phone: the fingerprint of its keys."""


@dataclass(frozen=True)
class Silent:
    """A computer that has not been heard: its newest file known here, and how old that is."""

    laptop: str
    number: int
    heard: datetime
    weeks: int


def check_key(store: Store, sender: Sender, file: str) -> bool:
    """See that a computer's key is the one it had; gives whether the computer is new here.

    Raises:
        Fault: it is another one.
    """
    known = store.connection.value("SELECT sign_key FROM peer WHERE laptop = ?", (sender.laptop,))
    if known is not None and known != sender.sign_key:
        raise Fault(
            f"{file}: datorn {sender.name} har en annan nyckel än förut, så filen lästes inte. "
            "Ring och fråga om datorn har bytts ut; då ska den anslutas på nytt."
        )
    return known is None


def remember(store: Store, sender: Sender, number: int, time: int) -> None:
    """Keep what a file says of the computer that made it, unless a later one is known."""
    store.connection.run(
        """
        INSERT INTO peer (laptop, sign_key, age_key, phrase_check, number, time, epoch)
        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (laptop) DO UPDATE SET
            age_key = excluded.age_key, phrase_check = excluded.phrase_check,
            number = excluded.number, time = excluded.time, epoch = excluded.epoch
        WHERE (excluded.number, excluded.time) > (number, time)
        """,
        (
            sender.laptop,
            sender.sign_key,
            sender.age_key,
            sender.phrase_check,
            number,
            time,
            sender.epoch,
        ),
    )


def phrase_differs(store: Store, sender: Sender) -> bool:
    """Whether most others on the same lösenfras typed another: this one would double everyone."""
    alike, others = store.connection.row(
        """
        SELECT coalesce(sum(phrase_check = ?1), 0), coalesce(sum(phrase_check <> ?1), 0)
        FROM peer WHERE phrase_check <> '' AND epoch = ?2
        """,
        (sender.phrase_check, sender.epoch),
    ) or (0, 0)
    return bool(sender.phrase_check) and others > 0 and alike <= others


def has_old_phrase(store: Store, sender: Sender) -> bool:
    """Whether the programme has a newer lösenfras than the computer has joined with."""
    mine = int(local.get(store.connection, local.EPOCH) or 0)
    return bool(sender.phrase_check) and sender.epoch < mine


def known(store: Store) -> set[bytes]:
    """The computers of which a file is known here."""
    return {laptop for (laptop,) in store.connection.rows("SELECT laptop FROM peer")}


def silent(store: Store, wanted: Collection[bytes], *, fewest_weeks: int = 0) -> tuple[Silent, ...]:
    """Those of some computers not heard for so many whole weeks, by name.

    One that took a new id, and has been heard by that since, is not among them.
    """
    gone_on = _gone_on(store)
    today = store.today()
    found: list[Silent] = []
    for laptop, name, number, time in store.connection.rows(
        "SELECT p.laptop, coalesce(l.name, 'okänd dator'), p.number, p.time FROM peer AS p "
        "LEFT JOIN laptop AS l ON l.id = p.laptop"
    ):
        heard = datetime.fromtimestamp(time / 1000, tz=UTC).astimezone(store.now().tzinfo)
        weeks = max(0, (today - heard.date()).days // _DAYS)
        if laptop in wanted and laptop not in gone_on and weeks >= fewest_weeks:
            found.append(Silent(name, number, heard, weeks))
    return tuple(sorted(found, key=lambda each: (sort_key(each.laptop), each.number)))


def last_heard(store: Store) -> dict[bytes, tuple[int, datetime]]:
    """By laptop: the number of its newest export known here, and when it was made."""
    return {
        laptop: (number, datetime.fromtimestamp(time / 1000, tz=UTC))
        for laptop, number, time in store.connection.rows("SELECT laptop, number, time FROM peer")
    }


def _gone_on(store: Store) -> set[bytes]:
    """Computers whose register another id goes on with, which has been heard later."""
    rows = store.connection.rows(
        """
        SELECT DISTINCT unhex(k.key) FROM laptop AS l, json_each(l.knows) AS k
        JOIN peer AS new ON new.laptop = l.id
        JOIN peer AS old ON old.laptop = unhex(k.key)
        WHERE old.laptop <> new.laptop AND new.sign_key = old.sign_key
            AND (new.time, new.number) > (old.time, old.number)
        """
    )
    return {laptop for (laptop,) in rows}
