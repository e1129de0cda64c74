"""`rapport`: what is asked for on the command line, and what is answered."""

from dataclasses import dataclass
from pathlib import Path

from exports.reading.faults import as_sentence
from exports.report.model import Status
from halsoverkstad.domain.errors import Fault, UsageFault
from halsoverkstad.domain.period import Period
from storage.store import Store


@dataclass(frozen=True)
class Wish:
    """What `rapport` is to do: read an economy, explain a figure, write a file; in that order."""

    period: Period
    target: Path | None = None
    final: bool = False
    internal: bool = False
    template: Path | None = None
    economy: Path | None = None
    explain: str | None = None


@dataclass(frozen=True)
class Said:
    """The answer, and what is said beside it."""

    answer: str
    aside: str = ""


def check(wish: Wish) -> None:
    """See that what is asked for goes together, before anything is opened.

    Raises:
        UsageFault: it does not.
    """
    from exports.report.making import check_form

    if wish.target is not None:
        check_form(wish.target, wish.template)
    elif wish.final or wish.template:
        raise UsageFault("--faststall och --mall behöver en fil: lägg till -o FIL.")


def answer(store: Store, wish: Wish) -> Said:
    """Do what is asked for.

    Raises:
        Fault: the economy's file is wrong in any row, the report cannot be settled, or the file
            cannot be written; what is said tells all that was wrong.
    """
    answers: list[str] = []
    aside = ""
    if wish.economy is not None:
        answers.append(_read_economy(store, wish.period, wish.economy))
    if wish.explain is not None:
        from exports.report.explaining import explained

        answers.append(explained(store, wish.period, wish.explain))
    if wish.target is not None:
        written = _make(store, wish, wish.target)
        answers.append(written.answer)
        aside = written.aside
    return Said("".join(answers), aside)


def _read_economy(store: Store, period: Period, path: Path) -> str:
    from exports.report.content.words import several
    from exports.report.economy_file import read_economy, updated
    from storage import report_lists

    read = read_economy(path)
    if read.faults:
        lines = [as_sentence(each) for each in read.faults]
        raise Fault("\n".join([*lines, "Inget har lästs in. Rätta felen och försök igen."]))
    kept = updated(report_lists.economy(store, period), read.economy)
    report_lists.set_economy(store, period, kept)
    counts = (
        f"{several(len(kept.lines), 'kostnadsrad', 'kostnadsrader')}, {len(kept.surpluses)} "
        f"överskott och {len(kept.grants)} extra medel"
    )
    return f"Ekonomin för {period.name} är inläst: {counts}.\n"


def _make(store: Store, wish: Wish, target: Path) -> Said:
    from exports.report.finding import in_words
    from exports.report.making import draft, settle

    make = settle if wish.final else draft
    made = make(store, wish.period, target, internal=wish.internal, template=wish.template)
    aside = in_words(made.findings)
    if made.report.status is Status.FINAL:
        return Said(f"Rapporten är fastställd: {target}. {made.report.checksum}\n", aside)
    return Said(f"Rapporten är klar som utkast: {target}.\n", aside)
