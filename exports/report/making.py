"""A report as a file: as a draft whatever its checks find, or settled once and for all."""

from dataclasses import dataclass
from pathlib import Path

from exports.report import checks
from exports.report.content.build import build, shown_figures
from exports.report.finding import stops
from exports.report.model import Report, Status
from exports.report.protecting import hidden_elsewhere, hidden_figures
from exports.report.source import Source, gather
from exports.writing import replacing
from halsoverkstad.domain.errors import Fault, UsageFault
from halsoverkstad.domain.period import Period
from storage import frozen
from storage.finding import Finding
from storage.report_trace import Trace
from storage.store import Store

FORMS = (".docx", ".xlsx", ".pdf", ".md", ".json")


@dataclass(frozen=True)
class Made:
    """The report that was written, and what its checks found."""

    report: Report
    findings: tuple[Finding, ...]


class NotSettled(Fault):
    """The checks found errors; the text says which."""


def check_form(path: Path, template: Path | None) -> None:
    """See that a file of that name can be made.

    Raises:
        UsageFault: its ending is none of `FORMS`, or a letterhead goes with another than Word.
    """
    if path.suffix.lower() not in FORMS:
        raise UsageFault(
            f"Filens namn ska sluta på {', '.join(FORMS[:-1])} eller {FORMS[-1]}, men är {path}."
        )
    if template is not None and path.suffix.lower() != ".docx":
        raise UsageFault("--mall hör till Word: låt filens namn sluta på .docx.")
    if template is not None and template.suffix.lower() != ".docx":
        raise UsageFault(f"Mallen ska vara en .docx-fil, men är {template}.")


def draft(
    store: Store, period: Period, path: Path, *, internal: bool, template: Path | None = None
) -> Made:
    """Write a draft, whatever the checks find.

    Raises:
        Fault: the file could not be written; what was there before is still there.
    """
    check_form(path, template)
    with store.snapshot():
        source = gather(store, period)
        found = checks.findings(store, source)
    report = build(source, Status.DRAFT, None if internal else _hidden(source))
    _write(report, path, template)
    return Made(report, tuple(found))


def settle(
    store: Store, period: Period, path: Path, *, internal: bool, template: Path | None = None
) -> Made:
    """Write the report that holds, and keep what it said and rested on.

    Raises:
        NotSettled: the checks found errors; nothing was written or kept.
        Fault: the file could not be written; nothing was kept.
    """
    check_form(path, template)
    with store.snapshot():
        source = gather(store, period)
        found = checks.findings(store, source)
    if stops(found):
        raise NotSettled(_what_stops(found))
    hidden = _hidden(source)
    report = build(source, Status.FINAL, None if internal else hidden)
    content = rendered(report, path.suffix.lower(), template)
    # The file takes its place before anything is kept: one that is open elsewhere cannot.
    with frozen.freezing(store, source.counted, hidden), replacing(path) as temporary:
        temporary.write_bytes(content)
    return Made(report, tuple(found))


def rendered(report: Report, form: str, template: Path | None = None) -> bytes:
    """The report as the bytes of a file.

    Raises:
        Fault: the letterhead cannot be read, or what makes this form is not installed.
    """
    match form:
        case ".docx":
            from exports.report.word.writer import as_docx

            return as_docx(report, template)
        case ".xlsx":
            from exports.report.excel.writer import as_xlsx

            return as_xlsx(report)
        case ".pdf":
            from exports.report.pdf.writer import as_pdf

            return as_pdf(report)
        case ".md":
            from exports.report.markdown import as_markdown

            return as_markdown(report)
        case _:
            from exports.report.json_file import as_json

            return as_json(report)


def _write(report: Report, path: Path, template: Path | None) -> None:
    content = rendered(report, path.suffix.lower(), template)
    with replacing(path) as temporary:
        temporary.write_bytes(content)


def _hidden(source: Source) -> frozenset[Trace]:
    """What to keep back; a draft shows the same figures as what is settled."""
    own = hidden_figures(source.counted, shown_figures(source, Status.DRAFT))
    rules = source.counted.definitions
    return own.union(*(hidden_elsewhere(each.now, rules) for each in source.revised if each.now))


def _what_stops(found: list[Finding]) -> str:
    wrong = [each for each in found if each.severity == "fel"]
    lines = "".join(f"\n  {each.what} ({each.where}). {each.advice}." for each in wrong)
    return f"Rapporten går inte att fastställa än, men kan göras som utkast:{lines}"
