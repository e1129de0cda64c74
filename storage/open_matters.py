"""What is open between the computers of a programme, as findings: questions, conflicts, files."""

from collections.abc import Iterator

from halsoverkstad.domain.period import Period
from storage import asking, conflicts, coverage, handing, joining, peers
from storage.finding import Finding, Target
from storage.peers import STALE_WEEKS
from storage.store import Store

HAND_IN = "Lämna in"
GATHERING = "Sammanställning"
_DAYS = 7


def open_matters(store: Store, period: Period) -> Iterator[Finding]:
    """Everything that is open, whatever the period."""
    del period
    mine = joining.membership(store)
    if mine is None:
        return
    coordinates = mine.role == joining.COORDINATOR
    place = GATHERING if coordinates else HAND_IN
    yield from _conflicts(store, place)
    yield from _coordinators(store) if coordinates else _laptops(store)


def _conflicts(store: Store, place: str) -> Iterator[Finding]:
    count = conflicts.count(store)
    if count:
        yield Finding(
            "fraga",
            f"{_number(count, 'krock', 'krockar')} mellan två datorers ändringar väntar på ett val",
            f"{place}, Krockar",
            "Välj den ena, eller sätt ihop dem del för del",
            Target.CONFLICTS,
        )


def _laptops(store: Store) -> Iterator[Finding]:
    asked = asking.count_open(store)
    if asked:
        yield Finding(
            "fraga",
            f"Samordnaren har {_number(asked, 'fråga', 'frågor')} om samma person",
            f"{HAND_IN}, Frågor över datorerna",
            "Svara samma person eller olika personer, och lämna in på nytt",
            Target.ASKED,
        )
    last = handing.last_export(store)
    if last is None:
        yield Finding(
            "varning",
            "Den här datorn har inte lämnat in något till samordnaren än",
            HAND_IN,
            "Skriv filen till samordnaren",
            Target.EXCHANGE,
        )
        return
    weeks = (store.today() - last.date()).days // _DAYS
    if weeks >= STALE_WEEKS and handing.changes_since(store):
        yield Finding(
            "varning",
            f"Det är {weeks} veckor sedan den här datorn lämnade in",
            HAND_IN,
            "Skriv filen till samordnaren",
            Target.EXCHANGE,
        )


def _coordinators(store: Store) -> Iterator[Finding]:
    differing = [each.name for each in coverage.laptops(store) if each.phrase_differs]
    if differing:
        yield Finding(
            "fel",
            "En dator har en annan lösenfras än de andra, så alla på den räknas dubbelt",
            f"{GATHERING}, {', '.join(differing)}",
            "Låt den ansluta igen med rätt fras och lämna in på nytt",
            Target.EXCHANGE,
        )
    yield from _strangers(store)
    new = [each.name for each in coverage.unconfirmed(store)]
    if new:
        yield Finding(
            "varning",
            _number(len(new), "ny dator är inte bekräftad", "nya datorer är inte bekräftade"),
            f"{GATHERING}, {', '.join(new)}",
            "Kontrollera att de hör till er och bekräfta dem",
            Target.EXCHANGE,
        )
    for name in coverage.namesakes(store):
        yield Finding(
            "varning",
            f"Flera datorer heter ”{name}” och går inte att skilja åt",
            GATHERING,
            "Byt namn på den ena (F7 där) och lämna in från den på nytt",
            Target.EXCHANGE,
        )
    stale = peers.silent(store, peers.known(store), fewest_weeks=STALE_WEEKS)
    if stale:
        told = ", ".join(f"{each.laptop} ({each.weeks} veckor)" for each in stale)
        yield Finding(
            "varning",
            f"{_number(len(stale), 'dator', 'datorer')} har inte lämnat in på {STALE_WEEKS} veckor",
            f"{GATHERING}, {told}",
            "Be om nya filer",
            Target.EXCHANGE,
        )
    asked = len(asking.travelling(store))
    if asked:
        yield Finding(
            "fraga",
            f"{_number(asked, 'fråga', 'frågor')} om samma person över datorerna är "
            f"{'öppen' if asked == 1 else 'öppna'}",
            f"{GATHERING}, Frågor om personer",
            "Skriv filen till datorerna och be dem svara",
            Target.ASKED,
        )


def _strangers(store: Store) -> Iterator[Finding]:
    """People registered where there is no lösenfras to recognise them by."""
    count = store.connection.value(
        "SELECT count(*) FROM participant WHERE laptop = ? AND erased = 0", (store.laptop.id,)
    )
    if count and peers.known(store):
        yield Finding(
            "varning",
            f"{_number(count, 'deltagare är registrerad', 'deltagare är registrerade')} på "
            "samordnarens dator, som inte har lösenfrasen: den som också finns på en annan dator "
            "räknas två gånger",
            "Deltagare",
            "Registrera och läs in deltagare på en hälsofrämjares dator, och ta bort dem här",
        )


def _number(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
