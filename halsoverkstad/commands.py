"""What each command does. Answers go to stdout, sentences for people to stderr; faults are raised."""

import shutil
import sys
from argparse import Namespace
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from halsoverkstad import access
from halsoverkstad.domain.errors import UsageFault
from halsoverkstad.domain.period import Period
from halsoverkstad.export_commands import exportera
from halsoverkstad.merge_commands import sammanfoga
from halsoverkstad.programme_commands import anslut, ending, samordnare
from halsoverkstad.progress import progress_bar
from storage import opening
from storage.store import Store, wall_clock

__all__ = ("anslut", "exportera", "sammanfoga", "samordnare")
"""Commands that stand elsewhere."""


def open_program(options: Namespace) -> int:
    """Open the terminal program on the database, which it makes at its first start."""
    from halsoverkstad.app import run_app

    return run_app(access.database_path(options.databas))


def demo(options: Namespace) -> int:
    """Open the terminal program on a made-up year, in a database that ends with it."""
    del options
    if not access.has_terminal():
        raise UsageFault("demo öppnar programmet i en terminal. Kör kommandot i en terminal.")
    from halsoverkstad.demo.opening import run_demo

    return run_demo()


def importera(options: Namespace) -> int:
    """Read files into the database: all or nothing."""
    from exports import import_answer
    from exports.reading import read_files
    from storage.importing import take_in

    path = access.database_path(options.databas)
    was_there = opening.is_there(path)
    with _writable(path, making=not options.prova) as store:
        intake = read_files([Path(name) for name in options.filer], store.programme)
        with progress_bar("Läser in") as progress:
            result = take_in(store, intake, dry_run=options.prova, progress=progress)
    if result.faults and not was_there:
        opening.discard(path)
    for warning in (*intake.warnings, *result.warnings):
        sys.stderr.write(f"{warning}\n")
    if options.format == "json":
        sys.stdout.write(import_answer.as_json(result))
    else:
        sys.stderr.write(import_answer.faults_in_words(result))
        if not result.faults:
            sys.stdout.write(import_answer.in_words(result, tried=options.prova))
    return 1 if result.faults else 0


def mall(options: Namespace) -> int:
    """Write the Excel form, with the workshops of the database if there is one."""
    from exports.form import write_form

    path = access.database_path(options.databas)
    programme = access.programme_without_database()
    if opening.is_there(path):
        with closing(access.open_existing(path)) as store:
            programme = store.programme
    target = ending(options.fil, ".xlsx")
    write_form(programme, target)
    sys.stdout.write(f"Blanketten {target} är klar. Den läses in med importera.\n")
    return 0


def statistik(options: Namespace) -> int:
    """Count a period and show or write the answer."""
    from exports import writing
    from exports.statistics_output import render
    from exports.statistics_words import warnings
    from storage import counting

    period = Period.parse(options.period)
    target = Path(options.fil) if options.fil else None
    form = options.format or _form_of(target)
    if form == "xlsx" and target is None:
        raise UsageFault("En Excelfil behöver ett namn: lägg till -o FIL.xlsx.")
    with _existing(options) as store:
        if options.publik:
            from exports.protection.public import public_statistics

            answer = public_statistics(store, period, options.per)
        else:
            answer = counting.statistics(store, period, options.per)
    content = render(answer, form, shutil.get_terminal_size().columns)
    sys.stderr.writelines(f"{each}\n" for each in warnings(answer))
    if target is None:
        writing.write_to_stdout(content)
    else:
        writing.write_file(target, content)
        sys.stdout.write(f"Siffrorna står i {target}.\n")
    return 0


def rapport(options: Namespace) -> int:
    """Make the report on a period, read its economy, or show what stands behind a figure."""
    from exports.report import command

    period = Period.parse(options.period)
    if not (options.fil or options.ekonomi or options.forklara):
        raise UsageFault("Det saknas: -o FIL (eller --ekonomi FIL, eller --forklara NAMN).")
    wish = command.Wish(
        period,
        target=Path(options.fil) if options.fil else None,
        final=options.faststall,
        internal=options.intern,
        template=Path(options.mall) if options.mall else None,
        economy=Path(options.ekonomi) if options.ekonomi else None,
        explain=options.forklara,
    )
    command.check(wish)
    with _existing(options) as store:
        said = command.answer(store, wish)
    sys.stderr.write(said.aside)
    sys.stdout.write(said.answer)
    return 0


def panel(options: Namespace) -> int:
    """Draw, show and follow up the survey's panel."""
    from halsoverkstad.panel_commands import panel as run

    return run(options)


def utdrag(options: Namespace) -> int:
    """Write what is kept about one person."""
    from exports.person_extract import form_of, write_extract
    from storage.about_person import find

    target = Path(options.fil)
    form_of(target)
    with _existing(options) as store:
        write_extract(store, find(store, options.deltagare), target)
    sys.stdout.write(
        f"Utdraget {target} är klart. Läs igenom det innan det lämnas ut: det innehåller namnet, "
        "och vad någon har skrivit som aktivitet.\n"
    )
    return 0


def kontrollera(options: Namespace) -> int:
    """Look for damage, contradictions and what is missing."""
    from storage.checking import findings

    period = Period.parse(options.period) if options.period else None
    with _existing(options) as store:
        found = findings(store, period)
    words = {"fel": "FEL", "varning": "Varning", "fraga": "Fråga"}
    for each in found:
        sys.stdout.write(
            f"{words[each.severity]}: {each.what}.\n  Var: {each.where}\n  Gör: {each.advice}.\n"
        )
    wrong = sum(each.severity == "fel" for each in found)
    if not found:
        sys.stdout.write("Allt stämmer: inget att anmärka på.\n")
    elif not wrong:
        warnings = sum(each.severity == "varning" for each in found)
        sys.stdout.write(
            f"Inga fel. {_number_of(warnings, 'varning', 'varningar')} och "
            f"{_number_of(len(found) - warnings, 'fråga', 'frågor')} att se till.\n"
        )
    return 1 if wrong else 0


def _number_of(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def sakerhetskopiera(options: Namespace) -> int:
    """Write a consistent copy of the database."""
    from storage.backup import back_up

    path = access.database_path(options.databas)
    key = access.existing_key(path)
    with closing(opening.open_store(path, key)) as store:
        back_up(store, key, Path(options.fil))
    sys.stdout.write(f"Säkerhetskopian {options.fil} är klar. Den öppnas som databasen själv.\n")
    return 0


def aterstall(options: Namespace) -> int:
    """Put a backup back, keeping the database that was there."""
    from storage.backup import restore

    path, source = access.database_path(options.databas), Path(options.fil)
    key = access.key_for(source)
    present = access.key_at_hand(path)
    aside = restore(source, key, path, wall_clock().strftime("%Y%m%d-%H%M%S"), present)
    kept = f" Den som fanns ligger kvar som {aside}." if aside else ""
    sys.stdout.write(f"Databasen {path} är återställd från {source}.{kept}\n")
    return 0


def _form_of(target: Path | None) -> str:
    """The form that a file's ending asks for; a table where it says nothing."""
    ending = target.suffix.lower().removeprefix(".") if target else ""
    return ending if ending in {"json", "csv", "xlsx"} else "tabell"


def _existing(options: Namespace) -> "closing[Store]":
    return closing(access.open_existing(access.database_path(options.databas)))


@contextmanager
def _writable(path: Path, *, making: bool) -> Generator[Store]:
    """The database, made if it is missing; without `making`, an empty one that leaves no trace."""
    if making or opening.is_there(path):
        with access.writable(path) as store:
            yield store
    else:
        programme = access.shipped_programme()
        with closing(opening.create_in_memory(programme, made_up=False)) as store:
            yield store
