"""`datapackage.json`: the tables described for programs (Data Package Standard 2.0, datapackage.org).

It holds no clock: the same facts give the same bytes. A licence is not in it, for it is the
publisher's to choose.
"""

import json
import re
from collections.abc import Mapping
from hashlib import sha256

from exports.measures import MEASURE_LABELS
from exports.open_data import words
from exports.open_data.figures import OpenFigures
from exports.open_data.tables import MADE_UP_COLUMN, PERIOD, file_of, name_of_table
from exports.protection.figures import Cut
from halsoverkstad.domain.swedish import search_key
from halsoverkstad.domain.words import MADE_UP, Dimension

FILE = "datapackage.json"
_PROFILES = "https://datapackage.org/profiles/2.0"


def datapackage(figures: OpenFigures, files: Mapping[Cut, bytes]) -> bytes:
    """The bytes of the file that describes some tables."""
    package = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": f"{_slug(figures.programme.name)}-{_slug(figures.period.name)}",
        "title": words.title(figures),
        "description": f"{words.HIDDEN} {words.TOGETHER}",
        "keywords": ["hälsofrämjande", "folkhälsa", "statistik"],
        "contributors": [{"title": each} for each in figures.programme.partners],
        "temporal": {
            "start": figures.period.first.isoformat(),
            "end": figures.period.last.isoformat(),
        },
        "underlag": figures.checksum,
        "resources": [_resource(figures, cut, content) for cut, content in files.items()],
    }
    kept = {name: value for name, value in package.items() if value != []}
    return (json.dumps(kept, ensure_ascii=False, indent=2) + "\n").encode()


def _resource(figures: OpenFigures, cut: Cut, content: bytes) -> Mapping[str, object]:
    return {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": name_of_table(cut),
        "type": "table",
        "title": words.title_of_table(cut),
        "path": file_of(cut),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "dialect": {
            "$schema": f"{_PROFILES}/tabledialect.json",
            "delimiter": ",",
            "lineTerminator": "\r\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "schema": _schema(figures, cut),
    }


def _schema(figures: OpenFigures, cut: Cut) -> Mapping[str, object]:
    period = {
        "name": PERIOD,
        "type": "string",
        "title": "Period",
        "description": "Perioden som siffrorna gäller.",
        "constraints": {"required": True},
    }
    fields: list[Mapping[str, object]] = [
        period,
        *(_dimension(figures, each) for each in cut),
        *(_measure(figures, each) for each in MEASURE_LABELS),
    ]
    if figures.made_up:
        fields.append(
            {
                "name": MADE_UP_COLUMN,
                "type": "string",
                "title": MADE_UP,
                "description": f"{MADE_UP}: inget i siffrorna har hänt.",
            }
        )
    return {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": fields,
        "primaryKey": [PERIOD, *(each.value for each in cut)],
        "missingValues": [""],
    }


def _dimension(figures: OpenFigures, dimension: Dimension) -> Mapping[str, object]:
    field: dict[str, object] = {
        "name": dimension.value,
        "type": "string",
        "title": dimension.label,
        "description": words.meaning(dimension),
        "constraints": {"required": True},
    }
    if dimension is Dimension.GROUP:
        labels = words.group_labels(figures)
        field["categories"] = [{"value": key, "label": name} for key, name in labels.items()]
    return field


def _measure(figures: OpenFigures, name: str) -> Mapping[str, object]:
    return {
        "name": name,
        "type": "integer",
        "title": MEASURE_LABELS[name].label,
        "description": words.measure(figures, name),
        "constraints": {"minimum": 0},
    }


def _slug(text: str) -> str:
    """A name as the standard recommends: lower case letters, digits, hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", search_key(text)).strip("-") or "program"
