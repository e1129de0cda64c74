"""What can be said on the command line of a programme's computers: the coordinator's, the laptops'."""

from argparse import ArgumentParser


def coordinating(parser: ArgumentParser) -> None:
    """Add what `samordnare` takes."""
    parser.add_argument(
        "gor",
        metavar="skapa|nyckel|overta|papper|aterskapa",
        choices=("skapa", "nyckel", "overta", "papper", "aterskapa"),
        help="skapa: gör programfilen, eller en ny. nyckel: på ersättarens dator, filen till "
        "samordnaren. overta: på ersättarens dator, läs programfilen. papper: visa koden till "
        "kassaskåpet. aterskapa: på en ny dator, med koden och en fil",
    )
    parser.add_argument(
        "fran",
        metavar="FIL",
        nargs="?",
        help="overta: programfilen. aterskapa: programfilen eller en dators .halsa-fil",
    )
    parser.add_argument(
        "-o", dest="fil", metavar="FIL", help="skapa: FIL.halsaprogram. nyckel: FIL.halsanyckel"
    )
    parser.add_argument(
        "--ny-losenfras",
        action="store_true",
        help="datorerna ansluter på nytt, med en ny lösenfras",
    )
    deputies = parser.add_mutually_exclusive_group()
    deputies.add_argument(
        "--ersattare",
        metavar="FIL.halsanyckel",
        nargs="+",
        help="de som kan läsa filerna och ta över, i stället för dem som är utsedda",
    )
    deputies.add_argument("--utan-ersattare", action="store_true", help="ingen ska kunna ta över")


def joining(parser: ArgumentParser) -> None:
    """Add what `anslut` takes."""
    parser.add_argument("fil", metavar="FIL.halsaprogram", help="samordnarens programfil")
    parser.add_argument("--dator", metavar="NAMN", help="datorns namn, till exempel Dator 2")
    forgotten = parser.add_mutually_exclusive_group()
    forgotten.add_argument(
        "--begar",
        metavar="FIL.halsansokan",
        help="om ingen minns lösenfrasen: skriv en ansökan till en dator som är ansluten",
    )
    forgotten.add_argument(
        "--inslapp", metavar="FIL.halsainslapp", help="anslut med filen som den datorn skrev"
    )
