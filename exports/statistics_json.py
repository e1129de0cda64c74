"""`statistik --format json`, as contract.md has it: no clock, the same facts give the same bytes."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from exports.measures import MEASURE_LABELS
from halsoverkstad.domain.words import MADE_UP

if TYPE_CHECKING:
    from exports.statistics_answer import Answer, AnswerRow


def as_json(statistics: "Answer") -> bytes:
    """The answer as UTF-8, ending in a line break."""
    return (json.dumps(_answer(statistics), ensure_ascii=False, indent=1) + "\n").encode()


def _answer(statistics: "Answer") -> Mapping[str, object]:
    period, definitions = statistics.period, statistics.definitions
    return {
        "program": _program(statistics),
        "period": {
            "namn": period.name,
            "fran": period.first.isoformat(),
            "till": period.last.isoformat(),
        },
        "definitioner": {
            "aterkommande_dagar": definitions.returning_dates,
            "regelbunden_veckor": definitions.regular_weeks,
            "regelbunden_andel": definitions.regular_share,
        },
        "underlag": {
            "kontrollsumma": statistics.checksum,
            "datorer": [
                {"namn": each.name, "senast": each.latest and each.latest.isoformat()}
                for each in statistics.laptops
            ],
        },
        "rader": [_row(statistics, row) for row in statistics.rows],
    }


def _program(statistics: "Answer") -> str:
    """The programme's name: the one place in the answer where it can say that it is made up."""
    name = statistics.program
    return f"{name} – {MADE_UP}" if statistics.made_up and MADE_UP not in name else name


def _row(statistics: "Answer", row: "AnswerRow") -> Mapping[str, object]:
    values = {
        dimension.value: value
        for dimension, value in zip(statistics.dimensions, row.key, strict=True)
    }
    return values | {measure: row.figures[measure] for measure in MEASURE_LABELS}
