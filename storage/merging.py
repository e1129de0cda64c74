"""Merging what other computers know: the union of versions, then one look at what holds.

Idempotent, commutative and associative by construction: a version is there or it is not, and what
holds of an entity follows from its versions alone. A ledger makes a known file free.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.programme import Programme
from storage import asking, derived, erasure, journal, local
from storage.counting import statistics
from storage.journal import ID_BYTES, Entity, State, Version
from storage.store import Store

Pair = tuple[bytes, bytes, float]
"""Two participants who may be one person, and how far apart they are."""

_MANY = 20_000
"""From so many changed entities on, the derived tables are rebuilt as a whole, in a stream."""
_LINK_WRITER = bytes(ID_BYTES)
"""Links written down have no laptop, number or time: equal facts are equal versions."""


@dataclass(frozen=True)
class Sender:
    """The computer that made a file, as the file says."""

    laptop: bytes
    name: str
    sign_key: bytes
    age_key: str
    phrase_check: str


@dataclass(frozen=True)
class Delivery:
    """One file, read and found whole: who sent it, its number, and the versions in it.

    `time` is when it was made, milliseconds since 1970.
    """

    file: str
    digest: bytes
    sender: Sender
    number: int
    time: int
    versions: Sequence[Version]
    settings: str | None = None
    """The programme's settings, as TOML, in a coordinator's file."""
    questions: tuple[Pair, ...] = ()
    """The coordinator's questions over laptops."""


@dataclass(frozen=True)
class Arrived:
    """What one file brought. `known` files were in the ledger; `first` laptops are new here."""

    file: str
    laptop: str
    number: int
    known: bool
    first: bool
    phrase_differs: bool
    sessions: int
    attendances: int
    participants: int
    other: int


@dataclass(frozen=True)
class Merged:
    """What a merge did, or would do: by file, in all, and to this year's figures."""

    files: tuple[Arrived, ...]
    new: int
    changed: int
    conflicts: int
    period: Period
    before: Mapping[str, int] = field(default_factory=dict[str, int])
    after: Mapping[str, int] = field(default_factory=dict[str, int])


class _Nothing(Exception):  # noqa: N818 - no error: leaves the transaction without writing
    pass


def is_known(store: Store, digest: bytes) -> bool:
    """Whether the ledger has the file already, so that it need not even be opened."""
    return bool(store.connection.value("SELECT count(*) FROM delivery WHERE digest = ?", (digest,)))


def known_delivery(store: Store, digest: bytes, file: str) -> Delivery | None:
    """A file that the ledger has, as a delivery of nothing new; None: it has to be read."""
    row = store.connection.row(
        "SELECT d.laptop, coalesce(l.name, ''), p.sign_key, p.age_key, p.phrase_check, d.number, "
        "d.time FROM delivery AS d JOIN peer AS p ON p.laptop = d.laptop "
        "LEFT JOIN laptop AS l ON l.id = d.laptop WHERE d.digest = ?",
        (digest,),
    )
    if row is None:
        return None
    *sender, number, time = row
    return Delivery(file, digest, Sender(*sender), number, time, ())


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


def merge(
    store: Store,
    deliveries: Iterable[Delivery],
    *,
    dry_run: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> Merged:
    """Take in deliveries in one transaction; with `dry_run` only say what it would do.

    Raises:
        Fault: a laptop's key is not the one it had; nothing was written.
        DatabaseFault: the database is busy, full or damaged; nothing was written.
    """
    period = Period.year(store.today().year)
    before = dict(statistics(store, period).rows[0].figures)
    result = Merged((), 0, 0, 0, period)
    try:
        with store.connection.transaction():
            merging = _Merging(store)
            arrived = [merging.take(delivery, progress) for delivery in deliveries]
            merging.settle()
            merging.take_over_settings()
            result = Merged(
                tuple(arrived),
                merging.count(was_there=False),
                merging.count(was_there=True),
                store.connection.value("SELECT count(*) FROM conflict"),
                period,
                before,
                dict(statistics(store, period).rows[0].figures),
            )
            if dry_run:
                raise _Nothing
    except _Nothing:
        store.reload()
    except BaseException:
        store.reload()
        raise
    return result


class _Merging:
    """One merge, inside its transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._connection = store.connection
        self._newest: Delivery | None = None
        self._connection.run(
            "CREATE TEMP TABLE IF NOT EXISTS arrived (entity BLOB PRIMARY KEY, was_there INTEGER) "
            "WITHOUT ROWID"
        )
        self._connection.run("DELETE FROM arrived")

    def take(self, delivery: Delivery, progress: Callable[[str], None]) -> Arrived:
        """Append one delivery's versions and remember whom it is from."""
        progress(delivery.file)
        sender = delivery.sender
        known = is_known(self._store, delivery.digest)
        first = check_key(self._store, sender, delivery.file)
        self._remember_sender(sender, delivery)
        fresh = [] if known else self._unknown(delivery.versions)
        self._arrive(fresh)
        if delivery.settings is not None and self._is_newest(delivery):
            self._newest = delivery
        self._connection.run(
            "INSERT OR IGNORE INTO delivery VALUES (?, ?, ?, ?)",
            (delivery.digest, sender.laptop, delivery.number, delivery.time),
        )
        counts = {kind: sum(each.kind is kind for each in fresh) for kind in Entity}
        named = {Entity.SESSION, Entity.ATTENDANCE, Entity.PARTICIPANT}
        return Arrived(
            delivery.file,
            sender.name,
            delivery.number,
            known,
            first,
            self._phrase_differs(sender),
            counts[Entity.SESSION],
            counts[Entity.ATTENDANCE],
            counts[Entity.PARTICIPANT],
            sum(count for kind, count in counts.items() if kind not in named),
        )

    def take_over_settings(self) -> None:
        """Take over what the coordinator's newest file says of settings and questions."""
        newest = self._newest
        if newest is None:
            return
        asking.replace(self._store, newest.questions)
        if newest.settings is None or newest.settings == local.required(
            self._connection, local.PROGRAMME
        ):
            return
        Programme.parse(newest.settings)
        local.put(self._connection, local.PROGRAMME, newest.settings)
        self._store.reload()
        derived.rebuild(self._store)

    def _is_newest(self, delivery: Delivery) -> bool:
        """Whether no later file of the same computer is known, read now or before."""
        number = self._connection.value(
            "SELECT number FROM peer WHERE laptop = ?", (delivery.sender.laptop,)
        )
        return number is None or delivery.number >= number

    def count(self, *, was_there: bool) -> int:
        """How many entities are new here, or were there and have changed."""
        return self._connection.value(
            "SELECT count(*) FROM arrived WHERE was_there = ?", (int(was_there),)
        )

    def settle(self) -> None:
        """Work out what holds of every entity that anything arrived about."""
        self._keep_links()
        self._redact()
        count = self._connection.value("SELECT count(*) FROM arrived")
        if count > _MANY:
            derived.rebuild(self._store)
        elif count:
            derived.apply(self._store, list(self._states()))

    def _arrive(self, versions: Sequence[Version]) -> None:
        """Append versions, noting of which entities there was anything before."""
        self._connection.run_many(
            "INSERT OR IGNORE INTO arrived "
            "SELECT ?1, EXISTS (SELECT 1 FROM version WHERE entity = ?1)",
            ((entity,) for entity in sorted({each.entity for each in versions})),
        )
        journal.append(self._connection, versions)

    def _unknown(self, versions: Sequence[Version]) -> list[Version]:
        """Those that the journal lacks, in the order in which they are stored."""
        ordered = sorted(versions, key=lambda each: (each.entity, each.id))
        connection = self._connection
        connection.run(
            "CREATE TEMP TABLE IF NOT EXISTS offered (entity BLOB, id BLOB, "
            "PRIMARY KEY (entity, id)) WITHOUT ROWID"
        )
        connection.run("DELETE FROM offered")
        connection.run_many(
            "INSERT OR IGNORE INTO offered VALUES (?, ?)",
            ((each.entity, each.id) for each in ordered),
        )
        lacking = set(
            connection.rows(
                "SELECT o.entity, o.id FROM offered AS o WHERE NOT EXISTS (SELECT 1 FROM version "
                "AS v WHERE v.entity = o.entity AND v.id = o.id)"
            )
        )
        return [each for each in ordered if (each.entity, each.id) in lacking]

    def _remember_sender(self, sender: Sender, delivery: Delivery) -> None:
        self._connection.run(
            """
            INSERT INTO peer VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (laptop) DO UPDATE SET
                age_key = excluded.age_key, phrase_check = excluded.phrase_check,
                number = excluded.number, time = excluded.time
            WHERE (excluded.number, excluded.time) > (number, time)
            """,
            (
                sender.laptop,
                sender.sign_key,
                sender.age_key,
                sender.phrase_check,
                delivery.number,
                delivery.time,
            ),
        )

    def _phrase_differs(self, sender: Sender) -> bool:
        """Whether most other laptops have another phrase: this one would double everyone."""
        others = self._connection.value(
            "SELECT count(*) FROM peer WHERE phrase_check <> ? AND phrase_check <> ''",
            (sender.phrase_check,),
        )
        alike = self._connection.value(
            "SELECT count(*) FROM peer WHERE phrase_check = ?", (sender.phrase_check,)
        )
        return bool(sender.phrase_check) and others > 0 and alike <= others

    def _keep_links(self) -> None:
        """Write down links that rest on tokens which what arrived takes away."""
        leaving = self._connection.rows(
            """
            SELECT p.id, p.person FROM participant AS p JOIN arrived AS a ON a.entity = p.id
            WHERE p.linkage IS NOT NULL AND EXISTS (
                SELECT 1 FROM participant AS o WHERE o.person = p.person AND o.id <> p.id)
            """
        )
        links: list[Version] = []
        for participant, person in leaving:
            shown = journal.state_of(journal.versions_of(self._connection, participant)).shown
            token = self._connection.value(
                "SELECT linkage FROM participant WHERE id = ?", (participant,)
            )
            if f'"token":"{token}"' in shown.fields:
                continue
            for (other,) in self._connection.rows(
                "SELECT id FROM participant WHERE person = ? AND id <> ?", (person, participant)
            ):
                links.append(link_version(participant, other))
        self._arrive(links)

    def _redact(self) -> None:
        """Blank what an old file tells about people who have been erased."""
        erased = self._connection.rows(
            f"""SELECT DISTINCT entity FROM version WHERE kind = {Entity.PARTICIPANT:d}
            AND fields LIKE '%"erased":true%'"""
        )
        erasure.redact(self._store, [participant for (participant,) in erased])

    def _states(self) -> Iterator[State]:
        for (entity,) in self._connection.rows("SELECT entity FROM arrived ORDER BY entity"):
            yield journal.state_of(journal.versions_of(self._connection, entity))


def link_version(one: bytes, other: bytes) -> Version:
    """The fact that two participants are one, as a version that anyone would write alike."""
    first, second = sorted((one, other))
    return Version.written(
        first + second,
        Entity.LINK,
        laptop=_LINK_WRITER,
        seq=0,
        time=0,
        parents=(),
        fields="{}",
    )


def last_heard(store: Store) -> dict[bytes, tuple[int, datetime]]:
    """By laptop: the number of its newest export known here, and when it was made."""
    return {
        laptop: (number, datetime.fromtimestamp(time / 1000, tz=UTC))
        for laptop, number, time in store.connection.rows("SELECT laptop, number, time FROM peer")
    }
