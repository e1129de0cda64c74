"""Merging what other computers know: the union of versions, then one look at what holds.

Idempotent, commutative and associative by construction: a version is there or it is not, and what
holds of an entity follows from its versions alone. A ledger makes a known file free.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from halsoverkstad.domain.period import Period
from halsoverkstad.domain.programme import Programme
from storage import (
    asking,
    authority,
    derived,
    erasure,
    joining,
    journal,
    local,
    merge_links,
    peers,
    redacted,
    retention,
    speaking,
    write_log,
)
from storage.arriving import Arrivals
from storage.cells import Counting
from storage.conflict_names import clashes
from storage.delivery import Arrived, Delivery, Merged
from storage.journal import Entity, State
from storage.peers import Sender
from storage.store import Store
from storage.unknown_words import brought

_MANY = 20_000
"""From so many changed entities on, the derived tables are rebuilt as a whole, in a stream."""


class _Nothing(Exception):  # noqa: N818 - no error: leaves the transaction without writing
    pass


def is_known(store: Store, digest: bytes) -> bool:
    """Whether the ledger has the file already, so that it need not even be opened."""
    return bool(store.connection.value("SELECT count(*) FROM delivery WHERE digest = ?", (digest,)))


def known_delivery(store: Store, digest: bytes, file: str) -> Delivery | None:
    """A file that the ledger has, as a delivery of nothing new; None: it has to be read."""
    row = store.connection.row(
        "SELECT d.laptop, coalesce(l.name, ''), p.sign_key, p.age_key, p.phrase_check, p.epoch, "
        "d.number, d.time FROM delivery AS d JOIN peer AS p ON p.laptop = d.laptop "
        "LEFT JOIN laptop AS l ON l.id = d.laptop WHERE d.digest = ?",
        (digest,),
    )
    if row is None:
        return None
    *sender, number, time = row
    return Delivery(file, digest, Sender(*sender), number, time, ())


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
    result = Merged((), 0, 0, 0, Period.year(store.today().year))
    try:
        with store.connection.large_cache(), store.connection.transaction():
            merging = _Merging(store)
            known = peers.known(store)
            erased_before = retention.count_erased_elsewhere(store)
            arrived = [merging.take(delivery, progress) for delivery in deliveries]
            arrived = merging.naming_strange_erasures(arrived)
            # Until it is settled what has arrived, the figures are still those of before.
            period = _latest_year(store, merging.arrivals.latest_day)
            before = _figures(store, period)
            new, changed = merging.settle()
            merging.take_over_settings()
            result = Merged(
                tuple(arrived),
                new,
                changed,
                store.connection.value("SELECT count(*) FROM conflict"),
                period,
                before,
                _figures(store, period) if new or changed or merging.new_settings else before,
                clashes(store),
                peers.silent(store, known - merging.senders),
                peers.silent(store, peers.known(store), fewest_weeks=peers.STALE_WEEKS),
                max(0, retention.count_erased_elsewhere(store) - erased_before),
                brought(store, merging.arrivals.mark),
                merging.new_settings,
            )
            if dry_run:
                raise _Nothing
        write_log.settle(store.connection, wait=True)
    except _Nothing:
        store.reload()
    except BaseException:
        store.reload()
        raise
    return result


def _latest_year(store: Store, arrived: date | None) -> Period:
    """The year of the latest session that is known or has arrived, at most this year."""
    this = store.today().year
    known = store.connection.value("SELECT max(day) FROM session")
    years = [date.fromordinal(known).year] if known else []
    years += [arrived.year] if arrived else []
    return Period.year(min(this, max(years, default=this)))


def _figures(store: Store, period: Period) -> dict[str, int]:
    return dict(Counting(store, period, ()).rows()[0].figures)


class _Merging:
    """One merge, inside its transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._connection = store.connection
        self._answers: list[Delivery] = []
        self.new_settings = False
        """Whether settings came along, which may count the same facts otherwise."""
        self.senders: set[bytes] = set()
        self._erased = {
            participant
            for (participant,) in store.connection.rows(
                "SELECT id FROM participant WHERE erased = 1"
            )
        }
        self._before = frozenset(self._erased)
        self._told: list[speaking.Erasures] = []
        self.arrivals = Arrivals(store.connection)

    def take(self, delivery: Delivery, progress: Callable[[str], None]) -> Arrived:
        """Append one delivery's versions and remember whom it is from."""
        progress(delivery.file)
        sender = delivery.sender
        known = is_known(self._store, delivery.digest)
        first = peers.check_key(self._store, sender, delivery.file)
        peers.remember(self._store, sender, delivery.number, delivery.time)
        self.senders.add(sender.laptop)
        versions = () if known else delivery.versions
        redacted.refuse_lies(self._store, versions, delivery.file)
        self._erased |= redacted.erased_in(versions)
        redacted.make_room(self._store, versions, self._erased)
        self._told.append(speaking.erasures_in(self._store, sender, versions))
        counts = Counter(self.arrivals.take(versions))
        if not known:
            self._answers.append(replace(delivery, versions=()))
        self._connection.run(
            "INSERT OR IGNORE INTO delivery VALUES (?, ?, ?, ?)",
            (delivery.digest, sender.laptop, delivery.number, delivery.time),
        )
        named = {Entity.SESSION, Entity.ATTENDANCE, Entity.PARTICIPANT}
        return Arrived(
            delivery.file,
            sender.name,
            delivery.number,
            known,
            first,
            peers.phrase_differs(self._store, sender),
            counts[Entity.SESSION],
            counts[Entity.ATTENDANCE],
            counts[Entity.PARTICIPANT],
            sum(count for kind, count in counts.items() if kind not in named),
            peers.has_old_phrase(self._store, sender),
            code=sender.code,
        )

    def naming_strange_erasures(self, arrived: list[Arrived]) -> list[Arrived]:
        """With how many of other laptops each file erases, once all files are in the journal."""
        strange = speaking.of_others(self._store, self._told, self._before)
        return [
            replace(each, erased_of_others=number)
            for each, number in zip(arrived, strange, strict=True)
        ]

    def take_over_settings(self) -> None:
        """Take over the questions and settings of the files that hold from now on, if any."""
        for delivery in self._answers:
            asked = delivery.questions is not None and authority.take_over(
                self._store, local.QUESTIONS_FROM, authority.rank_for_questions(delivery)
            )
            if asked:
                asking.replace(self._store, delivery.questions or ())
            rank = authority.rank_for_settings(delivery)
            if rank is not None and authority.take_over(self._store, local.SETTINGS_FROM, rank):
                self._go_by(delivery)

    def _go_by(self, delivery: Delivery) -> None:
        if delivery.going_by is not None:
            joining.remember(self._store, delivery.going_by)
        told = delivery.settings
        if told is None or told == local.required(self._connection, local.PROGRAMME):
            return
        Programme.parse(told)
        local.put(self._connection, local.PROGRAMME, told)
        self._store.reload()
        derived.rebuild(self._store)
        self.new_settings = True

    def settle(self) -> tuple[int, int]:
        """Work out what holds of every entity that anything arrived about.

        Returns:
            How many are new here, and how many were there and have changed.
        """
        arrivals = self.arrivals
        arrivals.take(merge_links.before_erasure(self._store, arrivals.mark))
        self._redact()
        count = arrivals.new + arrivals.changed
        if count > _MANY:
            derived.rebuild(self._store, arrivals.noted())
        elif count:
            derived.apply(self._store, list(self._states()))
        return arrivals.new, arrivals.changed

    def _redact(self) -> None:
        """Blank what an old file tells about people who have been erased."""
        if not self.arrivals.new + self.arrivals.changed:
            return
        erased = self._connection.rows(
            f"""
            SELECT DISTINCT v.entity, coalesce(p.erased, 0) FROM version AS v
            LEFT JOIN participant AS p ON p.id = v.entity
            WHERE {journal.ERASED}
            """
        )
        before = [participant for participant, known in erased if known]
        now = [participant for participant, known in erased if not known]
        touched = erasure.redact(self._store, before, after=self.arrivals.mark)
        touched |= erasure.redact(self._store, now)
        if touched:
            write_log.owe(self._connection)
        self.arrivals.note_blanked(touched)

    def _states(self) -> Iterator[State]:
        for entity in self.arrivals.entities():
            yield journal.state_of(journal.versions_of(self._connection, entity))
