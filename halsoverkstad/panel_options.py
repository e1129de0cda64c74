"""What can be said to `panel`."""

from argparse import ArgumentParser, ArgumentTypeError

DEEDS = ("dra", "visa", "svar", "avboj", "ta-bort")


def panel(parser: ArgumentParser) -> None:
    """Add what `panel` takes."""
    parser.add_argument(
        "gor",
        metavar="|".join(DEEDS),
        choices=DEEDS,
        help="dra: slumpa en omgång och behåll dem från förra som går att fråga. visa: vilka de "
        "är, med namn på den dator som känner dem, och bortfallet. svar: skriv in hur många som "
        "nåddes och svarade. avboj: notera att en deltagare inte vill tillfrågas. ta-bort: ta bort "
        "en dragning som blev fel",
    )
    parser.add_argument(
        "vad",
        metavar="PERIOD|DELTAGARE",
        help="omgångens period; för avboj: pseudonym, kod eller hela visningsnamnet",
    )
    _drawing(parser)
    _afterwards(parser)


def _drawing(parser: ArgumentParser) -> None:
    """Who is to be drawn."""
    parser.add_argument(
        "--antal", type=_whole, metavar="N", help="dra: hur många av varje verkstad och grupp"
    )
    parser.add_argument(
        "--fro",
        type=_whole,
        metavar="TAL",
        help="dra: talet som slumpen utgår från; samma tal ger samma urval. Utan det väljs ett",
    )
    parser.add_argument(
        "--verkstad",
        action="append",
        default=[],
        metavar="NAMN",
        help="bara den verkstaden; får stå flera gånger",
    )
    parser.add_argument(
        "--grupp",
        action="append",
        default=[],
        metavar="GRUPP",
        help="den gruppen i stället för vuxna; får stå flera gånger",
    )
    parser.add_argument("--ny", action="store_true", help="dra: behåll ingen från förra omgången")
    parser.add_argument(
        "--prova",
        action="store_true",
        help="dra: visa hur många det skulle bli, aldrig vilka; spara inget",
    )


def _afterwards(parser: ArgumentParser) -> None:
    """What is done with a round, and what comes of it."""
    parser.add_argument(
        "-o",
        dest="fil",
        metavar="FIL.csv",
        help="visa: skriv koderna på dem som kan tillfrågas till en fil, utan namn",
    )
    parser.add_argument("--nadda", type=_whole, metavar="N", help="svar: hur många som nåddes")
    parser.add_argument("--svarade", type=_whole, metavar="N", help="svar: hur många som svarade")
    parser.add_argument(
        "--angra", action="store_true", help="avboj: deltagaren vill tillfrågas ändå"
    )


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ArgumentTypeError(f"”{text}” är inget heltal") from None
