"""The commands by which computers become a programme: the coordinator's, and the laptops' joining."""

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from halsoverkstad import access
from halsoverkstad.domain.errors import UsageFault
from halsoverkstad.progress import progress_bar


def samordnare(options: Namespace) -> int:
    """Do the coordinator's part: make the programme, name a deputy, take over, print for the safe."""
    _DOING[options.gor](options)
    return 0


def anslut(options: Namespace) -> int:
    """Join a programme with the lösenfras; or apply to be admitted, or join by an admission."""
    from exports.halsa.exchange import OTHER_PHRASE, join_programme

    path = Path(options.fil)
    if options.begar is not None:
        return _apply(options, path)
    admission = None if options.inslapp is None else Path(options.inslapp)
    phrase = access.phrase() if admission is None else None
    database = access.database_path(options.databas)
    with access.writable(database) as store, progress_bar("Ansluter") as progress:
        joined = join_programme(
            store, path, phrase, options.dator, admission=admission, progress=progress
        )
    sys.stdout.write(
        f"Datorn är ansluten. Kontrollord: {' '.join(joined.words)}\n"
        "Ring någon som redan är ansluten: orden ska vara desamma hos er båda.\n"
    )
    if joined.other_phrase:
        sys.stderr.write(f"{OTHER_PHRASE}\n")
    return 0


def slapp_in(options: Namespace) -> int:
    """Write the admission of a laptop that applied."""
    from exports.halsa.admission import ENDING, admit

    if options.fil is None:
        raise UsageFault(f"Det saknas: -o FIL{ENDING}.")
    target = ending(options.fil, ENDING)
    with closing(access.open_existing(access.database_path(options.databas))) as store:
        applicant = admit(store, Path(options.ansokan), target)
    sys.stdout.write(
        f"Insläppet {target} är klart för datorn {applicant.name}, vars kod är "
        f"{applicant.keys.fingerprint()}.\n"
        "Ring den som sitter vid den datorn innan du lämnar ifrån dig filen: koden ska vara "
        "densamma där. Är den inte det, radera filen. Den som filen är skriven för kan räkna som "
        "en av er.\n"
    )
    return 0


def ending(name: str, wanted: str) -> Path:
    """A file's name, which has to end as it should.

    Raises:
        UsageFault: it does not.
    """
    if not name.lower().endswith(wanted):
        raise UsageFault(f"Filens namn ska sluta på {wanted}, men är {name}.")
    return Path(name)


def _apply(options: Namespace, path: Path) -> int:
    from exports.halsa.admission import apply
    from exports.halsa.programme_file import read_programme_file

    target = ending(options.begar, ".halsansokan")
    file = read_programme_file(path)
    with access.writable(access.database_path(options.databas)) as store:
        applicant = apply(store, file, target, options.dator)
    sys.stdout.write(
        f"Ansökan {target} är klar. Datorns kod: {applicant.keys.fingerprint()}\n"
        "Ge filen till någon som är ansluten, som kör exportera --slapp-in. Läs upp koden på "
        "telefon. Anslut sedan med --inslapp och filen du får tillbaka.\n"
    )
    return 0


def _make(options: Namespace) -> None:
    from exports.halsa.coordinating import make_programme, takes_over

    target = ending(_target(options), ".halsaprogram")
    deputies = None if options.ersattare is None else [Path(each) for each in options.ersattare]
    if options.utan_ersattare:
        deputies = []
    with access.writable(access.database_path(options.databas)) as store:
        taken_over = takes_over(store)
        made = make_programme(store, target, new_phrase=options.ny_losenfras, deputies=deputies)
    sys.stdout.write(
        f"Programfilen {target} är klar. Ge den till varje dator; den läses med anslut.\n"
    )
    if taken_over:
        sys.stdout.write(
            "Den här datorn har tagit över: den som var samordnare kan inte läsa det som lämnas in "
            "från datorer som har fått programfilen.\n"
        )
    if options.ny_losenfras:
        sys.stdout.write(
            "Den gäller en ny lösenfras: varje dator ansluter på nytt, med den nya frasen. De som "
            "redan räknas som samma person gör det även i fortsättningen.\n"
        )
    if made.serial == 0:
        sys.stdout.write(
            "Skriv ut nyckeln till kassaskåpet med samordnare papper. Utan den, en säkerhetskopia "
            "eller en ersättare kan ingen läsa filerna om den här datorn går sönder.\n"
        )
    for deputy in made.deputies:
        sys.stdout.write(
            f"Ersättare: {deputy.fingerprint()}. Jämför koden med den som ersättarens dator visade.\n"
        )


def _write_deputy_keys(options: Namespace) -> None:
    from exports.halsa.coordinating import write_deputy_keys

    target = ending(_target(options), ".halsanyckel")
    with access.writable(access.database_path(options.databas)) as store:
        keys = write_deputy_keys(store, target)
    sys.stdout.write(
        f"Nyckelfilen {target} är klar. Datorns kod: {keys.fingerprint()}\n"
        "Ge filen till samordnaren, som kör samordnare skapa --ersattare. Läs upp koden på "
        "telefon. Läs sedan programfilen du får tillbaka med samordnare overta.\n"
    )


def _take_over(options: Namespace) -> None:
    from exports.halsa.coordinating import become_deputy

    path = Path(_source(options, "programfilen"))
    with closing(access.open_existing(access.database_path(options.databas))) as store:
        file = become_deputy(store, path)
    sys.stdout.write(
        f"Den här datorn är ersättare i {file.name}: den kan läsa datorernas filer med "
        "sammanfoga. Ska den ta över helt, skriv en ny programfil med samordnare skapa och ge den "
        "till varje dator. Inställningarna blir då de som programfilen har: har samordnaren ändrat dem "
        "sedan dess, kör först overta igen med en ny programfil.\n"
    )


def _print_paper(options: Namespace) -> None:
    from exports.halsa.coordinating import paper

    with closing(access.open_existing(access.database_path(options.databas))) as store:
        told = paper(store)
    sys.stdout.write(
        f"{told.name}\nProgrammets nummer: {told.programme.hex()}\n"
        f"Samordnarens kod: {told.code}\n\n"
        "Lägg papperet i kassaskåpet och spara inte koden i någon fil. Den som har koden kan läsa "
        "allt som datorerna lämnar in (aldrig några namn).\n"
        "Går samordnarens dator sönder: kör samordnare aterskapa på en ny dator, med den senaste "
        "programfilen, och skriv koden när den frågar. Finns ingen programfil kvar går det med en fil "
        "som en dator har lämnat in, men då utan programmets inställningar och ersättare.\n"
    )


def _recreate(options: Namespace) -> None:
    from exports.halsa.coordinating import recreate

    path = Path(_source(options, "programfilen eller en dators fil"))
    code = access.coordinators_code()
    with access.writable(access.database_path(options.databas)) as store:
        recreate(store, path, code)
    sys.stdout.write(
        "Den här datorn är samordnarens. Sammanfoga den senaste filen från varje dator, så är allt "
        "som är loggat tillbaka. "
    )
    if path.suffix.lower() == ".halsaprogram":
        sys.stdout.write("Skriv sedan en ny programfil med samordnare skapa.\n")
    else:
        sys.stdout.write(
            "Programmets inställningar och ersättare finns inte i en dators fil. Har någon "
            "programfilen kvar: börja om med den, i en ny databas. Annars: läs in inställningarna "
            "(F7, Läs in program) innan du skriver en ny programfil med samordnare skapa, och utse "
            "ersättarna igen med --ersattare.\n"
        )


_DOING: Mapping[str, Callable[[Namespace], None]] = {
    "skapa": _make,
    "nyckel": _write_deputy_keys,
    "overta": _take_over,
    "papper": _print_paper,
    "aterskapa": _recreate,
}


def _target(options: Namespace) -> str:
    if options.fil is None:
        raise UsageFault(f"Det saknas: -o FIL, för samordnare {options.gor}.")
    return options.fil


def _source(options: Namespace, what: str) -> str:
    if options.fran is None:
        raise UsageFault(f"Det saknas: {what}, efter samordnare {options.gor}.")
    return options.fran
