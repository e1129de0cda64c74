"""`sammanfoga`: what the programme's other computers know, read into this one."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from halsoverkstad import access
from halsoverkstad.domain.errors import Fault
from halsoverkstad.progress import progress_bar
from storage.store import Store

if TYPE_CHECKING:
    from exports.halsa.deliveries import Left


def sammanfoga(options: Namespace) -> int:
    """Merge files from the programme's other computers."""
    from exports.halsa import exchange
    from exports.halsa.merge_json import as_json
    from exports.halsa.merge_words import in_words, on_stderr
    from storage import erasure
    from storage.listing import EVER
    from storage.progress import counting
    from storage.settled_reports import no_longer_holding
    from storage.write_log import LINGERS

    paths = [Path(name) for name in options.filer]
    asks = access.can_ask() and not options.prova
    with closing(access.open_existing(access.database_path(options.databas))) as store:
        declined = _declined(store, paths) if asks else {}
        wanted = [each for each in paths if each not in declined]
        if not wanted:
            raise Fault("Ingen fil är kvar att läsa in, så inget är ändrat.")
        with progress_bar("Läser filerna") as progress:
            merged, left = exchange.collect(
                store,
                wanted,
                skip_bad=options.hoppa_over,
                dry_run=options.prova,
                asked=asks,
                progress=counting(progress, len(wanted) + 1),
            )
        lingers = erasure.lingers(store)
        revised = [] if options.prova else list(no_longer_holding(store, EVER))
    left += declined.values()
    sys.stderr.write(on_stderr(merged, left, tried=options.prova, asked=asks))
    if lingers:
        sys.stderr.write(f"{LINGERS}\n")
    for each in revised:
        sys.stderr.write(f"{each.what} ({each.where}). {each.advice}.\n")
    if options.format == "json":
        sys.stdout.write(as_json(merged, left))
    else:
        sys.stdout.write(in_words(merged, tried=options.prova))
    return 0


def _declined(store: Store, paths: Sequence[Path]) -> "dict[Path, Left]":
    """The files of laptops that a person at the terminal does not know; each laptop asked once."""
    from exports.halsa.deliveries import Left
    from exports.halsa.exchange import strangers
    from exports.halsa.merge_words import new_laptop

    return {
        path: Left(path.name, f"{path.name}, för datorn {each.name} hör inte till er.")
        for each in strangers(store, paths)
        if not access.ask(new_laptop(each.name, each.code))
        for path in each.files
    }
