"""What a counted figure of a report is, in words: any of them, for findings, revisions and traces."""

from exports.measures import MEASURE_LABELS
from halsoverkstad.domain.programme import Programme
from halsoverkstad.domain.words import COMMON_LABEL, Dimension
from storage.report_extras import DATES, TURNED_AWAY, VISITS
from storage.report_trace import Figure, Trace

TURNED_AWAY_LABEL = "Fick inte plats"


def measure_in_words(trace: Trace) -> str:
    """What is counted: `Unika deltagare`, `Med på 3–5 tillfällen`.

    Raises:
        KeyError: nothing of the kind is counted in a report.
    """
    if trace.measure == VISITS:
        (number,) = trace.key
        return f"Med på {number.replace('-', '–')} {'tillfälle' if number == '1' else 'tillfällen'}"
    if trace.measure == DATES:
        (least,) = trace.key
        return f"På gruppaktiviteter minst {least} olika datum"
    if trace.measure == TURNED_AWAY:
        return TURNED_AWAY_LABEL
    return MEASURE_LABELS[trace.measure].label


def figure_in_words(programme: Programme, figure: Figure) -> str:
    """A figure as people say it: `Unika deltagare, vuxna/vårdnadshavare`."""
    trace = figure.trace
    of = [
        programme.group_label(value)
        if dimension is Dimension.GROUP
        else value or COMMON_LABEL.lower()
        for dimension, value in zip(trace.dimensions, trace.key, strict=False)
    ]
    return ", ".join([measure_in_words(trace), *of])
