"""`panel`: the people whom the university's survey asks, year after year."""

import sys
from argparse import Namespace
from contextlib import closing
from pathlib import Path

from exports import panel_file, panel_words
from halsoverkstad import access
from halsoverkstad.domain.errors import Fault, UsageFault
from halsoverkstad.domain.meanings import fold_word
from halsoverkstad.domain.period import Period
from storage import panel as panels
from storage import panel_drawing, panel_following
from storage.about_person import find
from storage.panel import Draw, Response, Stratum
from storage.panel_drawing import Wish
from storage.store import Store

_OF_DEED = {
    "antal": "dra",
    "fro": "dra",
    "ny": "dra",
    "prova": "dra",
    "fil": "visa",
    "nadda": "svar",
    "svarade": "svar",
    "angra": "avboj",
}


def panel(options: Namespace) -> int:
    """Draw the panel, show it, or note what became of it."""
    deed: str = options.gor
    for option, of_deed in _OF_DEED.items():
        given = getattr(options, option)
        if given is not None and given is not False and of_deed != deed:
            said = "-o" if option == "fil" else f"--{option}"
            raise UsageFault(f"{said} hör ihop med panel {of_deed}.")
    if deed == "dra" and options.antal is None:
        raise UsageFault("Det saknas: --antal N, hur många av varje verkstad och grupp.")
    if deed == "svar" and (options.nadda is None or options.svarade is None):
        raise UsageFault("Det saknas: --nadda N och --svarade N.")
    if deed == "avboj" and (options.verkstad or options.grupp):
        raise UsageFault("panel avboj gäller en deltagare, utan --verkstad och --grupp.")
    period = None if deed == "avboj" else Period.parse(options.vad)
    with closing(access.open_existing(access.database_path(options.databas))) as store:
        said = _refuse(store, options) if period is None else _with_period(store, period, options)
    sys.stdout.write(said)
    return 0


def _with_period(store: Store, period: Period, options: Namespace) -> str:
    workshops = tuple(_workshop(store, each) for each in options.verkstad)
    groups = tuple(_group(store, each) for each in options.grupp)
    match options.gor:
        case "dra":
            wish = Wish(period, options.antal, options.fro, workshops, groups, options.ny)
            draw = panel_drawing.draw(store, wish, dry_run=options.prova)
            return _tried(store, draw) if options.prova else _shown(store, draw)
        case "visa":
            draw = panel_following.draw_of(store, period, groups=groups, workshops=workshops)
            return _shown(store, draw) + _written(store, draw, options.fil)
        case "svar":
            return _answers(store, period, Stratum(*_one(workshops, groups)), options)
        case _:
            draw = panel_following.draw_of(store, period, groups=groups, workshops=workshops)
            panels.remove_draw(store, draw)
            return f"Dragningen för {period.name} är borttagen.\n"


def _tried(store: Store, draw: Draw) -> str:
    return panel_words.trial(store.programme, draw, panel_following.attrition(store, draw))


def _shown(store: Store, draw: Draw) -> str:
    found = panel_following.attrition(store, draw)
    said = panel_words.overview(store.programme, draw, found)
    return said + panel_words.roster(store.programme, panel_following.roster(store, draw))


def _written(store: Store, draw: Draw, target: str | None) -> str:
    if target is None:
        return ""
    number = panel_file.write_codes(store, draw, Path(target))
    return f"\nSkrivet: {target} med {number} {'kod' if number == 1 else 'koder'}, utan namn.\n"


def _answers(store: Store, period: Period, stratum: Stratum, options: Namespace) -> str:
    draw = panel_following.draw_of(store, period, stratum=stratum)
    response = Response(options.nadda, options.svarade)
    panel_following.report_responses(store, draw, stratum, response)
    return panel_words.overview(store.programme, draw, panel_following.attrition(store, draw))


def _refuse(store: Store, options: Namespace) -> str:
    participant = find(store, options.vad)
    panels.set_refusal(store, participant, refuses=not options.angra)
    if options.angra:
        return "Noterat: deltagaren kan dras till panelen.\n"
    return (
        "Noterat: deltagaren tillfrågas inte. Det följer med nästa fil till de andra datorerna.\n"
    )


def _one(workshops: tuple[str, ...], groups: tuple[str, ...]) -> tuple[str, str]:
    if len(workshops) != 1 or len(groups) != 1:
        raise UsageFault("Ange vilka svaren gäller: en --verkstad och en --grupp.")
    return workshops[0], groups[0]


def _workshop(store: Store, word: str) -> str:
    found = store.programme.workshop_words.get(fold_word(word))
    if found is None:
        known = ", ".join(store.programme.workshop_names)
        raise Fault(f"Verkstaden ”{word}” finns inte i inställningarna. Välj bland {known}.")
    return found


def _group(store: Store, word: str) -> str:
    found = store.programme.group_words.get(fold_word(word))
    if found not in store.programme.group_keys:
        known = ", ".join(store.programme.group_keys)
        raise Fault(f"Gruppen ”{word}” finns inte i inställningarna. Välj bland {known}.")
    return found
