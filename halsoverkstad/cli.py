"""The command line: what can be said, in Swedish, and which function does it.

Parsed before anything heavy is imported: a command imports what it needs when it runs.
"""

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn

from halsoverkstad import export_options, panel_options, programme_options
from halsoverkstad.domain.errors import UsageFault
from halsoverkstad.domain.words import Dimension

FORMATS = ("tabell", "json", "csv", "xlsx")
_FILES = ("fil", "sqlite", "begar")
"""The options that name a file to write."""
_DATABASE_HELP = "databasens fil (annars miljövariabeln HALSOVERKSTAD_DATABAS, annars din datamapp)"


_Add = Callable[[str, str], "_Parser"]
"""Adds a command by its name and what it does; gives what its options are added to."""


def run(arguments: Sequence[str]) -> int:
    """Do what the command line says.

    Returns:
        The exit status: 0 done, 1 the data or a file is at fault.

    Raises:
        Fault: a sentence to show, with its exit status.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.command is None:
        from halsoverkstad.access import has_terminal

        if not has_terminal():
            sys.stderr.write(parser.format_help())
            return UsageFault.exit_status
        from halsoverkstad.commands import open_program

        return open_program(options)
    from halsoverkstad import access, commands

    named = [name for each in _FILES if (name := getattr(options, each, None))]
    if named:
        access.spare(access.database_path(options.databas), named)
    command: Callable[[argparse.Namespace], int] = getattr(commands, options.command)
    return command(options)


def dimensions(text: str) -> tuple[Dimension, ...]:
    """Read `--per`.

    Raises:
        argparse.ArgumentTypeError: a dimension is missing, unknown or named twice.
    """
    words = [word.strip().lower() for word in text.split(",")]
    known = ", ".join(Dimension)
    for word in words:
        if not word:
            raise argparse.ArgumentTypeError(
                f"”{text}” saknar något att dela upp efter; välj bland {known}, med komma emellan"
            )
        if word not in set(Dimension):
            raise argparse.ArgumentTypeError(
                f"”{word}” går inte att dela upp efter; välj bland {known}"
            )
    if len(set(words)) < len(words):
        raise argparse.ArgumentTypeError("samma uppdelning står två gånger")
    return tuple(Dimension(word) for word in words)


def _parser() -> "_Parser":
    parser = _Parser(
        prog="halsoverkstad",
        description="Logg för hälsofrämjare: varje person räknas en gång, och inget namn lämnar "
        "datorn. Utan kommando öppnas programmet i terminalen.",
    )
    _common(parser, top=True)
    commands = parser.add_subparsers(title="kommandon", metavar="KOMMANDO", dest="command")
    commands.default = None

    def add(name: str, text: str) -> "_Parser":
        command = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
        _common(command, top=False)
        command.set_defaults(command=name)
        return command

    _files_in(add)
    _figures(add)
    _between_computers(add)
    _keeping(add)
    return parser


def _report_options(report: "_Parser") -> None:
    report.add_argument(
        "period",
        metavar="PERIOD",
        help="2025, 2025H1, 2025K1, 2025-03 eller 2025-07-01..2026-06-30",
    )
    report.add_argument(
        "-o", dest="fil", metavar="FIL", help="filen: .docx, .xlsx, .pdf, .md eller .json"
    )
    report.add_argument(
        "--faststall", action="store_true", help="gör och spara den som gäller, om inget hindrar"
    )
    report.add_argument(
        "--intern", action="store_true", help="visa också små tal; lämna inte ut en sådan fil"
    )
    report.add_argument("--mall", metavar="FIL.docx", help="mottagarens brevmall, för .docx")
    report.add_argument(
        "--ekonomi", metavar="FIL", help="läs först in budget och utfall från CSV eller .xlsx"
    )
    report.add_argument(
        "--forklara",
        metavar="NAMN",
        help="visa tillfällen och koder bakom en siffra, till exempel T1.unika.vuxna",
    )


def _files_in(add: _Add) -> None:
    """What brings facts in."""
    add("demo", "öppna programmet på ett påhittat år, i en egen databas")
    importing = add(
        "importera", "läs in närvaro och tillfällen från CSV eller Excel, allt eller inget"
    )
    importing.add_argument("filer", metavar="FIL", nargs="+", help="CSV- eller .xlsx-filer")
    _trying(importing)
    form = add("mall", "skriv en Excelblankett som importera kan läsa")
    form.add_argument("-o", dest="fil", metavar="FIL.xlsx", required=True, help="filen som skrivs")


def _figures(add: _Add) -> None:
    """What counts and reports."""
    figures = add("statistik", "räkna en period")
    figures.add_argument(
        "period",
        metavar="PERIOD",
        help="2025, 2025H1, 2025K1, 2025-03 eller 2025-07-01..2026-06-30",
    )
    figures.add_argument(
        "--per",
        type=dimensions,
        default=(),
        metavar="DIM[,DIM…]",
        help=f"dela upp efter {', '.join(Dimension)}",
    )
    figures.add_argument(
        "--format", choices=FORMATS, help="tabell (det vanliga), json, csv eller xlsx"
    )
    figures.add_argument("-o", dest="fil", metavar="FIL", help="skriv till en fil")
    figures.add_argument(
        "--publik",
        action="store_true",
        help="dölj siffror bakom vilka en till fyra personer står, och så många andra att ingen "
        "av dem går att räkna fram",
    )
    report = add("rapport", "gör återrapporteringen för en period, som utkast eller fastställd")
    _report_options(report)


def _between_computers(add: _Add) -> None:
    """What goes out, and between the computers of a programme."""
    exporting = add(
        "exportera",
        "skriv det som datorn vet, utan namn: till samordnaren, som CSV, för analys eller som "
        "öppna data",
    )
    exporting.add_argument(
        "--slapp-in",
        dest="ansokan",
        metavar="FIL.halsansokan",
        help="släpp in en dator som har ansökt: skriver FIL.halsainslapp med -o",
    )
    where = exporting.add_mutually_exclusive_group(required=True)
    where.add_argument(
        "-o", dest="fil", metavar="FIL.halsa", help="filen till samordnaren eller datorerna"
    )
    where.add_argument("--csv", dest="mapp", metavar="MAPP", help="mappen som CSV-filerna skrivs i")
    export_options.analysing(exporting.add_argument, where.add_argument)
    merging = add("sammanfoga", "läs in filer från programmets andra datorer")
    merging.add_argument("filer", metavar="FIL", nargs="+", help=".halsa-filer")
    _trying(merging)
    merging.add_argument(
        "--hoppa-over", action="store_true", help="hoppa över filer som inte går att läsa"
    )
    programme_options.coordinating(
        add("samordnare", "gör programfilen på samordnarens dator, utse ersättare, eller ta över")
    )
    programme_options.joining(
        add("anslut", "anslut datorn till ett program, med hälsofrämjarnas lösenfras")
    )


def _keeping(add: _Add) -> None:
    """What looks after the people in it, and the database."""
    extracting = add(
        "utdrag", "skriv vad datorn har om en deltagare, att lämna till den det gäller"
    )
    extracting.add_argument(
        "deltagare",
        metavar="DELTAGARE",
        help="pseudonym (d-…), kod från en fil, eller hela visningsnamnet; pseudonymen lämnar "
        "inget namn efter sig på kommandoraden",
    )
    extracting.add_argument(
        "-o", dest="fil", metavar="FIL", required=True, help=".md eller .txt att läsa, eller .json"
    )
    panel_options.panel(add("panel", "dra, visa och följ upp enkätens panel"))
    checking = add("kontrollera", "kontrollera databasen och uppgifterna i den")
    checking.add_argument("period", metavar="PERIOD", nargs="?", help="bara uppgifter i en period")
    saving = add("sakerhetskopiera", "skriv en kopia av databasen, även medan programmet är öppet")
    saving.add_argument("fil", metavar="FIL", help="kopian")
    restoring = add(
        "aterstall", "lägg tillbaka en säkerhetskopia och behåll det som fanns vid sidan av"
    )
    restoring.add_argument("fil", metavar="FIL", help="kopian")


def _trying(command: "_Parser") -> None:
    """What reading files in and merging them have in common: trying first, and how it answers."""
    command.add_argument(
        "--prova", action="store_true", help="visa vad som skulle hända, ändra inget"
    )
    command.add_argument(
        "--format", choices=("text", "json"), default="text", help="text eller json"
    )


def _common(parser: "_Parser", *, top: bool) -> None:
    missing = None if top else argparse.SUPPRESS
    parser.add_argument("-h", "--help", "--hjalp", action="help", help="visa den här hjälpen")
    parser.add_argument("--databas", metavar="FIL", default=missing, help=_DATABASE_HELP)
    if top:
        parser.add_argument("--version", action=_Version, nargs=0, help="visa programmets version")


class _Version(argparse.Action):
    """Looks the version up only when asked: that costs more than parsing everything else."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        sys.stdout.write(f"{_version()}\n")
        parser.exit()


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"halsoverkstad {version('halsoverkstad')}"
    except PackageNotFoundError:
        return "halsoverkstad"


class _Formatter(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "användning: " if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """argparse in Swedish: headings, and one sentence where something is wrong."""

    def __init__(self, **settings: object) -> None:
        settings |= {"add_help": False, "formatter_class": _Formatter, "allow_abbrev": False}
        super().__init__(**settings)  # pyright: ignore[reportArgumentType]
        self._positionals.title = "argument"
        self._optionals.title = "val"

    def error(self, message: str) -> NoReturn:
        raise UsageFault(f"{_in_swedish(message)} Se {self.prog} --help.")


_MESSAGES = (
    (r"argument KOMMANDO: invalid choice: '(.*?)'.*", r"Kommandot ”\1” finns inte."),
    (
        r"argument (.+?): invalid choice: '(.*?)' \(choose from (.*)\)",
        r"\1 kan inte vara ”\2”; välj bland \3.",
    ),
    (r"argument (.+?): expected one argument", r"Efter \1 behövs ett värde."),
    (r"argument (.+?): expected at least one argument", r"Efter \1 behövs minst ett värde."),
    (r"argument (.+?): ignored explicit argument '(.*)'", r"\1 tar inget värde, men fick ”\2”."),
    (r"the following arguments are required: (.*)", r"Det saknas: \1."),
    (r"one of the arguments (.*) is required", r"Något av detta behövs: \1."),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 och \2 går inte ihop."),
    (r"unrecognized arguments: (.*)", r"Okänt på kommandoraden: \1."),
    (r"argument (.+?): (.*)", r"\1: \2."),
)


def _in_swedish(message: str) -> str:
    for pattern, sentence in _MESSAGES:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return match.expand(sentence)
    return f"Kommandoraden går inte att förstå ({message})."
