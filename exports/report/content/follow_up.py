"""Sections 4 and 6: what was followed up and by what, and what partners put in of their own."""

from collections.abc import Iterator
from fractions import Fraction

from exports.report.content.cells import NONE, missing, text
from exports.report.content.reconciliation import in_words
from exports.report.content.words import short_name
from exports.report.model import (
    Block,
    Cell,
    Column,
    Count,
    Kind,
    Money,
    Paragraph,
    Row,
    Share,
    Table,
)
from exports.report.source import Source
from halsoverkstad.domain.adding_up import Sort, mismatches
from halsoverkstad.domain.report import FollowUp, OwnResource


def measures(source: Source) -> Iterator[Block]:
    """U1: measure, instrument, how many were asked and answered, result."""
    if source.follow_ups:
        rows = [_measure(each, number) for number, each in enumerate(source.follow_ups, 1)]
        yield Table(
            "U1",
            f"Uppföljning, {short_name(source.period)}",
            (
                Column("Mått", Kind.TEXT),
                Column("Instrument", Kind.TEXT),
                Column("Tillfrågade"),
                Column("Svarande (n)"),
                Column("Svarsfrekvens"),
                Column("Resultat", Kind.TEXT),
            ),
            tuple(rows),
        )
    printed = source.published_now
    if printed and printed.survey:
        yield Paragraph(
            f"Publicerat för {short_name(source.period)}: {printed.survey.respondents} svarande på "
            f"enkäten, ”{printed.survey.stated_share}”."
        )
        for each in mismatches(source.published, printed):
            if each.sort is Sort.SHARE:
                yield Paragraph(in_words(each))


def resources(source: Source) -> Iterator[Block]:
    """S1: what each partner put in; in kronor where it has been valued."""
    if source.resources:
        yield Table(
            "S1",
            f"Parternas egna resurser, {short_name(source.period)}",
            (Column("Part", Kind.TEXT), Column("Resurs", Kind.TEXT), Column("Värde")),
            tuple(_resource(each, number) for number, each in enumerate(source.resources, 1)),
        )


def partners(source: Source) -> Iterator[Block]:
    """The parties of the programme, as the settings have them."""
    if source.programme.partners:
        yield Paragraph(f"Parter: {', '.join(source.programme.partners)}.")


def _measure(each: FollowUp, number: int) -> Row:
    return Row(
        (
            text(each.measure),
            text(each.instrument),
            _count(each.asked, f"U1.tillfragade.{number}"),
            _count(each.answered, f"U1.svarande.{number}"),
            _rate(each, f"U1.svarsfrekvens.{number}"),
            text(each.result),
        )
    )


def _count(number: int | None, name: str) -> Cell:
    return missing(NONE) if number is None else Cell(Count(number), name)


def _rate(each: FollowUp, name: str) -> Cell:
    if not each.asked or each.answered is None:
        return missing(NONE)
    return Cell(Share(Fraction(each.answered, each.asked)), name)


def _resource(each: OwnResource, number: int) -> Row:
    value = missing(NONE) if each.kronor is None else Cell(Money(each.kronor), f"S1.varde.{number}")
    return Row((text(each.partner), text(each.resource), value))
