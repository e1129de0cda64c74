"""The coordinator's part: the programme file, its deputies, and what happens when one is gone.

Who vouches for whom: a programme file is signed by its coordinator and names the deputies. When a
deputy takes over, the new file carries the old one, so everybody can see that the coordinator
before had named the new one. With the paper from the safe it is the same keys again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from exports.halsa import programme_file
from exports.halsa.applying import Applicant, Purpose, read_application, write_application
from exports.halsa.bundle import read_bundle, read_preamble
from exports.halsa.faults import BundleFault
from exports.halsa.keys import Keys, PublicKeys, keys_from, keys_from_root, public_keys_from
from exports.halsa.programme_file import ProgrammeFile, read_programme_file
from exports.writing import write_file
from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.identity.token import FIRST_EPOCH
from storage import joining, settings
from storage.joining import COORDINATOR, LAPTOP, Membership
from storage.keys import SEED_BYTES, Key, from_recovery_code
from storage.opening import DEFAULT_LAPTOP_NAME
from storage.store import Store

COORDINATORS_NAME = "Samordnarens dator"
_NO_SALT = bytes(SEED_BYTES)
_DAY_MILLISECONDS = 24 * 60 * 60 * 1000


@dataclass(frozen=True)
class Paper:
    """What is printed for the safe: the programme, and the code its keys can be made again from."""

    name: str
    programme: bytes
    code: str


def make_programme(
    store: Store,
    path: Path,
    *,
    new_phrase: bool = False,
    deputies: Sequence[Path] | None = None,
) -> ProgrammeFile:
    """Make this the coordinator's computer and write the programme file for the laptops.

    On a coordinator's computer that has made its programme, the file is written anew. A deputy
    who writes it takes over as the programme's coordinator.

    Args:
        store: the coordinator's database.
        path: the programme file.
        new_phrase: whether the laptops join anew, with a new lösenfras.
        deputies: files with the deputies' keys; None: those there are, an empty list: nobody.

    Raises:
        Fault: this computer is a laptop of a programme, or a file cannot be read or written.
    """
    mine = joining.membership(store)
    if mine is not None and mine.role != COORDINATOR:
        raise Fault(
            "Den här datorn är ansluten till ett program som dator. Skapa programmet på "
            "samordnarens dator, eller med en egen databas."
        )
    keys = _own_keys(store)
    named = None if deputies is None else [_deputy(each) for each in deputies]
    content = _content(store, mine, keys, named)
    if mine is not None and new_phrase:
        content = replace(content, epoch=content.epoch + 1)
    recipients = tuple(each.text() for each in content.receivers)
    text = programme_file.programme_text(content, keys)
    write_file(path, text)
    joining.coordinate(
        store,
        Membership(
            content.programme,
            COORDINATOR,
            keys.text(),
            recipients,
            "",
            content.epoch,
            content.serial,
            content.before or "",
        ),
    )
    if mine is None:
        _take_name(store)
    return content


def takes_over(store: Store) -> bool:
    """Whether this is a deputy's computer, and a programme file written here takes over."""
    mine = joining.membership(store)
    return mine is not None and mine.role == COORDINATOR and not _in_charge(mine)


def current_programme(store: Store, mine: Membership) -> str | None:
    """The programme file as it stands, for files to the laptops; None: another one's is in force."""
    if not _in_charge(mine):
        return None
    keys = keys_from(mine.keys)
    content = ProgrammeFile(
        mine.programme_id,
        settings.programme_text(store),
        mine.epoch,
        keys.public,
        tuple(public_keys_from(each) for each in mine.recipients[1:]),
        mine.serial,
        mine.before or None,
    )
    return programme_file.programme_text(content, keys).decode()


def write_deputy_keys(store: Store, path: Path) -> PublicKeys:
    """Write the public keys of this computer, for the coordinator to name it a deputy.

    Raises:
        Fault: it is a laptop of a programme, or the file cannot be written.
    """
    mine = joining.membership(store)
    if mine is not None and mine.role == LAPTOP:
        raise Fault(
            "Den här datorn är ansluten till ett program som dator. En ersättare behöver en egen "
            "databas; välj en med --databas."
        )
    keys = _own_keys(store)
    if store.laptop.name == DEFAULT_LAPTOP_NAME:
        settings.set_laptop_name(store, "Ersättarens dator")
    write_application(path, Purpose.DEPUTY, Applicant(store.laptop.name, keys.public), keys)
    return keys.public


def become_deputy(store: Store, path: Path) -> ProgrammeFile:
    """Take up what a programme file gives this computer: to read what the laptops hand in.

    Raises:
        Fault: the file does not name this computer, or it belongs elsewhere.
    """
    file = read_programme_file(path)
    told = joining.own_keys(store)
    keys = None if told is None else keys_from(told)
    if keys is None or keys.public not in file.deputies:
        raise BundleFault(
            path,
            "utser inte den här datorn till ersättare. Kör samordnare nyckel, ge filen till "
            "samordnaren och be om en ny programfil.",
        )
    mine = joining.membership(store)
    if mine is not None and mine.serial > file.serial:
        raise older(path)
    recipients = tuple(each.text() for each in file.receivers)
    before = path.read_text(encoding="utf-8")
    wanted = Membership(
        file.programme, COORDINATOR, keys.text(), recipients, "", file.epoch, file.serial, before
    )
    joining.coordinate(store, wanted, file.settings)
    return file


def paper(store: Store) -> Paper:
    """What to print and put in the safe.

    Raises:
        Fault: this is no coordinator's computer.
    """
    mine, root = joining.membership(store), joining.paper(store)
    if mine is None or mine.role != COORDINATOR or root is None:
        raise Fault(
            "Bara samordnarens dator har en nyckel att skriva ut. Kör samordnare skapa först."
        )
    code = Key(root, _NO_SALT).recovery_code()
    return Paper(store.programme.name, mine.programme_id, code)


def recreate(store: Store, path: Path, code: str) -> None:
    """Make this the coordinator's computer again, with the code from the safe and one file.

    Args:
        store: a database that belongs to no programme.
        path: the programme file, or any file that a laptop handed in.
        code: what stands on the paper.

    Raises:
        Fault: the code is misread or of another programme, or this computer belongs elsewhere.
    """
    root = from_recovery_code(code, _NO_SALT, called="Samordnarens kod").seed
    keys = keys_from_root(root)
    if joining.membership(store) is not None:
        raise Fault(
            "Den här datorn hör redan till ett program. Återskapa samordnaren med en egen "
            "databas; välj den med --databas."
        )
    wanted, told = _remembered(path, keys)
    joining.keep_keys(store, keys.text(), root)
    joining.coordinate(store, wanted, told)
    _take_name(store)


def older(path: Path) -> BundleFault:
    """The programme file is not the newest that this computer has seen."""
    return BundleFault(
        path,
        "är äldre än den programfil som datorn redan har. Be samordnaren om den senaste.",
    )


def _in_charge(mine: Membership) -> bool:
    """Whether the programme file that a coordinator's computer goes by is its own."""
    return mine.recipients[:1] == (keys_from(mine.keys).public.text(),)


def _remembered(path: Path, keys: Keys) -> tuple[Membership, str | None]:
    """What a file tells of the programme that these keys coordinate, and its settings."""
    if path.suffix.lower() == ".halsaprogram":
        file = read_programme_file(path)
        if file.coordinator != keys.public:
            raise BundleFault(path, "hör inte ihop med koden. Kontrollera att papperet är rätt.")
        recipients = tuple(each.text() for each in file.receivers)
        told = (file.epoch, file.serial, file.before or "")
        return (
            Membership(file.programme, COORDINATOR, keys.text(), recipients, "", *told),
            file.settings,
        )
    programme = read_preamble(path).programme
    bundle = read_bundle(path, keys, programme=programme)
    # How many programme files there have been nobody knows. Days since 1970 are more than any.
    serial = bundle.header.time // _DAY_MILLISECONDS
    recipients = (keys.public.text(),)
    return (
        Membership(
            programme, COORDINATOR, keys.text(), recipients, "", bundle.header.epoch, serial
        ),
        None,
    )


def _content(
    store: Store, mine: Membership | None, keys: Keys, deputies: list[PublicKeys] | None
) -> ProgrammeFile:
    text = settings.programme_text(store)
    if mine is None:
        return ProgrammeFile(store.new_id(), text, FIRST_EPOCH, keys.public, tuple(deputies or ()))
    here = keys.public
    coordinator, *named = (public_keys_from(each) for each in mine.recipients)
    if coordinator == here:
        before = mine.before or None
    else:
        before, named = mine.before, [each for each in named if each != here]
    chosen = named if deputies is None else deputies
    return ProgrammeFile(
        mine.programme_id, text, mine.epoch, here, tuple(chosen), mine.serial + 1, before
    )


def _deputy(path: Path) -> PublicKeys:
    return read_application(path, Purpose.DEPUTY).keys


def _own_keys(store: Store) -> Keys:
    told = joining.own_keys(store)
    if told is not None:
        return keys_from(told)
    root = store.entropy(SEED_BYTES)
    keys = keys_from_root(root)
    joining.keep_keys(store, keys.text(), root)
    return keys


def _take_name(store: Store) -> None:
    if store.laptop.name == DEFAULT_LAPTOP_NAME:
        settings.set_laptop_name(store, COORDINATORS_NAME)
