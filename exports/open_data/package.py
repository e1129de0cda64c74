"""Writing the folder: every file, or none."""

from contextlib import ExitStack
from pathlib import Path

from exports.folders import make_ready
from exports.open_data import datapackage, description
from exports.open_data.figures import open_figures
from exports.open_data.tables import file_of, table
from exports.protection.cuts import STANDARD
from exports.writing import replacing
from halsoverkstad.domain.period import Period
from storage.store import Store

FILES = (*(file_of(cut) for cut in STANDARD), datapackage.FILE, description.FILE)


def write_package(store: Store, period: Period, folder: Path) -> None:
    """Write the period's protected tables and what describes them; replaces those that are there.

    Raises:
        Fault: the folder holds anything else, or could not be written; nothing was changed then.
    """
    make_ready(folder, FILES)
    figures = open_figures(store, period)
    tables = {cut: table(figures, cut) for cut in figures.tables}
    contents = {file_of(cut): content for cut, content in tables.items()} | {
        datapackage.FILE: datapackage.datapackage(figures, tables),
        description.FILE: description.description(figures),
    }
    with ExitStack() as files:
        for name, content in contents.items():
            files.enter_context(replacing(folder / name)).write_bytes(content)
