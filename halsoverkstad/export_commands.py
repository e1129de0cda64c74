"""`exportera`: what this computer knows, for the programme, for analysis or for everybody."""

import sys
from argparse import Namespace
from contextlib import closing
from pathlib import Path

from halsoverkstad import access
from halsoverkstad.domain.errors import Fault, UsageFault
from halsoverkstad.domain.period import Period
from halsoverkstad.programme_commands import ending, slapp_in
from halsoverkstad.progress import progress_bar
from storage.store import Store


def exportera(options: Namespace) -> int:
    """Write what this computer knows, in the form that was asked for."""
    if options.ansokan is not None:
        return slapp_in(options)
    _check(options)
    with closing(access.open_existing(access.database_path(options.databas))) as store:
        if options.mapp:
            from exports.facts_csv import write_folder

            write_folder(store, Path(options.mapp))
            sys.stdout.write(f"Filerna ligger i {options.mapp}. De är personuppgifter.\n")
        elif options.sqlite:
            _for_analysis(store, Path(options.sqlite), dated=options.datum)
        elif options.oppna_data:
            _open_data(store, Path(options.oppna_data), options.period)
        else:
            from exports.halsa.exchange import hand_in, own_code

            with progress_bar("Skriver filen") as progress:
                hand_in(store, Path(options.fil), progress=progress)
            told = f"Filen {options.fil} är klar. Inga namn finns i den."
            code = own_code(store)
            sys.stdout.write(f"{told} Datorns kod: {code}\n" if code else f"{told}\n")
    return 0


def _check(options: Namespace) -> None:
    if options.fil:
        ending(options.fil, ".halsa")
    if options.datum and not options.sqlite:
        raise UsageFault("--datum hör ihop med --sqlite FIL.")
    if options.period and not options.oppna_data:
        raise UsageFault("En period anges bara med --oppna-data MAPP.")


def _for_analysis(store: Store, path: Path, *, dated: bool) -> None:
    from exports.analysis.guide import WARNING
    from exports.analysis.writer import write_analysis

    write_analysis(store, path, dated=dated)
    sys.stdout.write(f"Filen {path} är klar.\n")
    sys.stderr.write(f"{WARNING}\n")


def _open_data(store: Store, folder: Path, asked: str | None) -> None:
    from exports.open_data.package import write_package
    from storage import counting

    period = Period.parse(asked) if asked else Period.year(store.today().year - 1)
    if not counting.statistics(store, period).rows[0].figures["tillfallen"]:
        raise Fault(
            f"Det finns inga tillfällen under {period.name}, så inget skrevs. Ange en annan period "
            "efter mappen, till exempel 2024."
        )
    write_package(store, period, folder)
    sys.stdout.write(f"Öppna data för {period.name} ligger i {folder}, med små tal skyddade.\n")
    sys.stderr.write(
        f"Läs {folder} igenom, välj licens, och publicera aldrig två perioder som delvis är "
        "desamma.\n"
    )
