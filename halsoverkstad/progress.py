"""Progress bars of the command line: on stderr, and only to a terminal."""

import sys
from collections.abc import Generator
from contextlib import contextmanager

from storage.progress import Progress, untold


@contextmanager
def progress_bar(what: str) -> Generator[Progress]:
    """A bar that is told how much is done and gone when it ends; without a terminal, nothing.

    Until something is told it only shows that work goes on.
    """
    if sys.stderr is None or not sys.stderr.isatty():  # pyright: ignore[reportUnnecessaryComparison] - pythonw has none
        yield untold
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(text_format="{task.percentage:>3.0f} %"),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(what, total=None)

        def tell(done: int, out_of: int) -> None:
            bars.update(task, completed=done, total=out_of)

        yield tell
