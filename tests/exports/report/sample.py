"""A whole report of nine sections with made-up figures, and small ones for single questions."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from exports.report.model import (
    Block,
    Box,
    Bullets,
    Cell,
    Change,
    Chart,
    ChartKind,
    Column,
    Count,
    Day,
    Definition,
    Definitions,
    Formula,
    Hidden,
    Kind,
    Mark,
    Mean,
    Missing,
    Money,
    Paragraph,
    Place,
    Report,
    Role,
    Row,
    Section,
    Series,
    Share,
    Status,
    Table,
    Text,
    Value,
)

GROUPS = ("Barn och unga", "Vuxna/vårdnadshavare", "Yrkesverksamma", "Uppgift saknas")
WORKSHOPS = (
    "Munhälsa och kost",
    "Kvinnors hälsa",
    "Barn och unga",
    '=SUMMA(A1) & <b>”Öppna” "verkstaden"</b> för rörelse, språk och samtal i Framtidens hus',
    "Programgemensamt",
)
LONG = (
    "Under året har verksamheten vuxit och blivit en plats som många återvänder till. "
    "Hälsofrämjarna har mött barn, unga och vuxna i verkstäder som deltagarna själva har varit "
    "med och format, och samarbetet med biblioteket och bostadsbolagen har fördjupats."
)


def report(**changes: Any) -> Report:
    """The whole sample."""
    whole = Report(
        title="Återrapportering 2024",
        subtitle=("Jämlik hälsa Lindängen", "Idéburet offentligt partnerskap"),
        programme="Jämlik hälsa Lindängen",
        period="2024 (1 januari – 31 december 2024)",
        receiver="Kommunstyrelsen, Malmö stad",
        status=Status.DRAFT,
        date=date(2025, 1, 28),
        checksum="sha256:3f0c9d2a7b5e4416a8d1c2f3b4a5968778695a4b3c2d1e0f9a8b7c6d5e4f3a2b",
        made_up=True,
        sections=_sections(),
    )
    return replace(whole, **changes)


def only(*blocks: Block, **changes: Any) -> Report:
    """A report of one section with these blocks."""
    return report(sections=(Section("1", "Avsnitt", blocks),), **changes)


def cell(value: Value, name: str = "", *marks: Mark) -> Cell:
    return Cell(value, name, marks)


def row(label: str, *values: Value, role: Role = Role.PLAIN) -> Row:
    return Row((Cell(Text(label)), *(Cell(value) for value in values)), role)


def table(name: str, rows: tuple[Row, ...], *headings: str, **more: Any) -> Table:
    first, *others = headings
    columns = (Column(first, Kind.TEXT), *(Column(each) for each in others))
    return Table(name, more.pop("caption", f"Tabell med namnet {name}"), columns, rows, **more)


def wide(rows: int = 60, figures: int = 8) -> Table:
    """As many rows and columns as a report ever has, with long headings."""
    headings = [
        "Deltagartillfällen",
        "Registrerade deltagartillfällen",
        "Unika deltagare",
        "Återkommande",
        "Regelbundna",
        "Individuellt stöd",
        "Registreringsgrad",
        "Medel per tillfälle",
    ]
    return table(
        "T9",
        tuple(
            Row(
                (
                    Cell(Text(f"{WORKSHOPS[index % len(WORKSHOPS)]} {index + 1}")),
                    *(
                        Cell(Count((index + 1) * (column + 3) * 37), f"T9.{index}.{column}")
                        for column in range(figures)
                    ),
                )
            )
            for index in range(rows)
        ),
        "Verkstad",
        *(headings * 3)[:figures],
        caption="Alla mått per verkstad och månad",
    )


def _groups() -> Table:
    now = (812, 608, 94, 39)
    before = (1711, 708, 106, None)
    rows = [
        Row(
            (
                Cell(Text(group)),
                cell(Count(count), f"T1.unika.{index}"),
                cell(
                    Missing("uppgift saknas") if earlier is None else Count(earlier),
                    f"T1.unika.{index}.2023",
                    *(() if earlier is None else (Mark.PUBLISHED, Mark.ESTIMATED)),
                ),
                Cell(Missing("tidsseriebrott")),
                cell(Share(Fraction(count, 1553)), f"T1.andel.{index}"),
            )
        )
        for index, (group, count, earlier) in enumerate(zip(GROUPS, now, before, strict=True))
    ]
    total = Row(
        (
            Cell(Text("Alla")),
            cell(Count(1553), "T1.unika.alla", Mark.MINIMUM),
            cell(Count(2425), "T1.unika.alla.2023", Mark.PUBLISHED, Mark.ESTIMATED),
            Cell(Missing("tidsseriebrott")),
            cell(Share(Fraction(1)), "T1.andel.alla"),
        ),
        Role.TOTAL,
    )
    return table(
        "T1",
        (*rows, total),
        "Grupp",
        "2024",
        "2023",
        "Förändring",
        "Andel 2024",
        caption="Unika deltagare per grupp",
        term="Unika deltagare",
        notes=(
            "Personer summeras inte mellan rader: den som varit med i flera är en person i totalen.",
        ),
        source="programmets register och publicerad återrapportering för 2023.",
    )


def _workshops() -> Table:
    figures = ((212, 3911, 402, 16, 4), (301, 5120, 488, 9, 21), (190, 4410, 611, 33, 2))
    rows = [
        Row(
            (
                Cell(Text(name)),
                cell(Count(sessions), f"T2.tillfallen.{index}"),
                cell(Count(attended), f"T2.deltagartillfallen.{index}"),
                cell(Count(people), f"T2.unika.{index}"),
                cell(Mean(Fraction(attended, sessions)), f"T2.medel.{index}"),
                cell(Change(turned - other), f"T2.forandring.{index}"),
            )
        )
        for index, (name, (sessions, attended, people, turned, other)) in enumerate(
            zip(WORKSHOPS, figures, strict=False)
        )
    ]
    few = Row(
        (
            Cell(Text(WORKSHOPS[3])),
            cell(Count(12), "T2.tillfallen.3"),
            cell(Hidden(), "T2.deltagartillfallen.3"),
            cell(Hidden(), "T2.unika.3"),
            cell(Hidden(), "T2.medel.3"),
            cell(Hidden(), "T2.forandring.3"),
        )
    )
    return table(
        "T2",
        (*rows, few),
        "Verkstad",
        "Tillfällen",
        "Deltagartillfällen",
        "Unika deltagare",
        "Medel per tillfälle",
        "Förändring",
        caption="Tillfällen och deltagare per verkstad",
    )


def _quarters() -> Table:
    return table(
        "T3",
        tuple(
            row(f"2024K{index + 1}", Count(visits), Count(people))
            for index, (visits, people) in enumerate(
                ((4010, 611), (4388, 702), (2101, 390), (5780, 811))
            )
        ),
        "Kvartal",
        "Deltagartillfällen",
        "Unika deltagare",
        caption="Deltagartillfällen och unika deltagare per kvartal",
    )


def _economy() -> Table:
    lines = (
        ("Lönekostnader: hälsofrämjare", 1_200_000, 1_011_578),
        ("Lönekostnader: samordning och utveckling", 350_000, 331_105),
        ("Verksamhetskostnader: aktiviteter", 200_000, 273_375),
        ("OH-kostnader", 175_000, 161_606),
    )
    rows = [
        Row(
            (
                Cell(Text(line)),
                cell(Money(budget), f"E1.budget.{index}"),
                cell(Money(spent), f"E1.utfall.{index}"),
                cell(
                    Money(
                        budget - spent, Formula((f"E1.budget.{index}",), (f"E1.utfall.{index}",))
                    ),
                    f"E1.differens.{index}",
                ),
            )
        )
        for index, (line, budget, spent) in enumerate(lines)
    ]
    sums = [
        cell(
            Money(
                sum(row.cells[column].value.kronor for row in rows),  # type: ignore[union-attr]
                Formula(tuple(row.cells[column].name for row in rows)),
            ),
            f"E1.{what}.summa",
        )
        for column, what in enumerate(("budget", "utfall", "differens"), 1)
    ]
    total = Row((Cell(Text("Summa")), *sums), Role.TOTAL)
    return table(
        "E1",
        (*rows, total),
        "Kostnad",
        "Budget",
        "Utfall",
        "Differens",
        caption="Budget och utfall per kostnad",
        place=Place.ECONOMY,
    )


def _surplus() -> Table:
    return table(
        "E2",
        (
            Row((Cell(Text("Överskott från 2023")), cell(Money(232_386), "E2.in"))),
            Row(
                (
                    Cell(Text("Årets differens")),
                    cell(Money(147_336, Formula(("E1.differens.summa",))), "E2.arets"),
                )
            ),
            Row((Cell(Text("Återbetalt")), cell(Money(232_386), "E2.aterbetalt"))),
            Row(
                (
                    Cell(Text("Överskott till 2025")),
                    cell(
                        Money(147_336, Formula(("E2.in", "E2.arets"), ("E2.aterbetalt",))), "E2.ut"
                    ),
                ),
                Role.TOTAL,
            ),
        ),
        "Överskott",
        "Kronor",
        caption="Överskott som förs vidare",
        place=Place.ECONOMY,
    )


def _followed() -> Table:
    columns = (
        Column("Mått", Kind.TEXT),
        Column("Instrument", Kind.TEXT),
        Column("Mättillfälle", Kind.TEXT),
        Column("Svarande"),
        Column("Svarsfrekvens"),
        Column("Förändring"),
    )
    return Table(
        "U1",
        "Uppföljning av målen",
        columns,
        (
            Row(
                (
                    Cell(Text("Självskattad hälsa")),
                    Cell(Text("EQ VAS, 0–100")),
                    Cell(Day(date(2024, 11, 14))),
                    cell(Count(120), "U1.n.halsa"),
                    cell(Share(Fraction(120, 313)), "U1.frekvens.halsa"),
                    cell(Share(Fraction(-3, 100), signed=True), "U1.resultat.halsa"),
                )
            ),
            Row(
                (
                    Cell(Text("Delaktighet i verksamheten")),
                    Cell(Text("Egen enkät, fem frågor på lätt svenska")),
                    Cell(Day(date(2024, 12, 3))),
                    cell(Count(98), "U1.n.delaktighet"),
                    cell(Share(Fraction(98, 313)), "U1.frekvens.delaktighet"),
                    cell(Share(Fraction(61, 1000), signed=True), "U1.resultat.delaktighet"),
                )
            ),
        ),
    )


def group_chart() -> Chart:
    return Chart(
        "D1",
        "Unika deltagare per grupp",
        GROUPS,
        (
            Series("2024", (Count(812), Count(608), Count(94), Count(39))),
            Series("2023", (Count(1711), Count(708), Count(106), Missing())),
        ),
        "Liggande staplar: barn och unga 812, vuxna 608, yrkesverksamma 94 och uppgift saknas 39 "
        "under 2024, bredvid 1 711, 708 och 106 under 2023.",
        table="T1",
    )


def quarter_chart() -> Chart:
    return Chart(
        "D2",
        "Deltagartillfällen per kvartal",
        ("2024K1", "2024K2", "2024K3", "2024K4"),
        (Series("Deltagartillfällen", (Count(4010), Count(4388), Hidden(), Count(5780))),),
        "Stående staplar: 4 010, 4 388, dold och 5 780 deltagartillfällen.",
        table="T3",
        kind=ChartKind.STANDING,
    )


def workshop_chart() -> Chart:
    return Chart(
        "D3",
        "Andel återkommande per verkstad",
        WORKSHOPS[:4],
        (
            Series(
                "Andel återkommande",
                (Share(Fraction(3, 7)), Share(Fraction(1, 2)), Share(Fraction(2, 3)), Hidden()),
            ),
        ),
        "Liggande staplar: 42,9 %, 50 %, 66,7 % och en dold siffra.",
        table="T2",
    )


def _part(number: str, name: str) -> Section:
    return Section(
        number,
        f"Verkstaden {name}",
        (Paragraph(LONG), Bullets(("Matlagningscirkel", "Rådgivning om tänder", "Öppet hus"))),
    )


def _sections() -> tuple[Section, ...]:
    return (
        Section(
            "1",
            "Sammanfattning",
            (
                Paragraph(
                    "Under 2024 deltog minst 1 553 olika personer vid 764 tillfällen.", lead=True
                ),
                Paragraph(LONG),
                Paragraph("En rad.\nOch en till i samma stycke, med & < > ”citat” och −5."),
                Box(
                    "Avstämning",
                    (
                        "812 + 608 + 94 + 39 = 1 553: grupperna stämmer med totalen.",
                        "Publicerat för 2023: 1 711 + 708 + 106 = 2 525, angivet 2 425: skiljer 100.",
                    ),
                ),
            ),
        ),
        Section("2", "Målbilder", (Paragraph(LONG), Bullets(("Fler i rörelse", "Bättre kost")))),
        Section(
            "3",
            "Aktiviteter/interventioner",
            (
                Paragraph(LONG),
                _groups(),
                group_chart(),
                _workshops(),
                workshop_chart(),
                _quarters(),
                quarter_chart(),
                table("T4", (), "Bostadsområde", "Unika deltagare", caption="Bostadsområde"),
                table("T5", (row("Individuellt stöd", Count(100)),), "Vad", "Antal"),
            ),
            (_part("3.1", "Munhälsa och kost"), _part("3.2", WORKSHOPS[3])),
        ),
        Section("4", "Uppföljning och utvärdering", (Paragraph(LONG), _followed())),
        Section("5", "Följeforskning", (Paragraph(LONG),)),
        Section("6", "Samverkan och parternas egna resurser", (Paragraph(LONG),)),
        Section("7", "Ekonomisk redovisning", (Paragraph(LONG), _economy(), _surplus())),
        Section("8", "Avvikelser och inför nästa period", (Paragraph(LONG),)),
        Section(
            "9",
            "Metod och definitioner",
            (
                Definitions(
                    (
                        Definition(
                            "Unika deltagare",
                            "Olika registrerade personer och de som räknats utan namn och bedömts "
                            "vara nya för året.",
                            "registrerad + uppskattad",
                        ),
                        Definition("Tillfällen", "Aktivitetstillfällen som har hållits.", "loggad"),
                    )
                ),
                wide(),
            ),
        ),
    )
