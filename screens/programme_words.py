"""A programme's settings in words, for a person to check."""

from datetime import date

from halsoverkstad.domain.programme import Agreement, Programme, Workshop


def describe(programme: Programme) -> str:
    """Workshops with their days, groups, thresholds and agreements."""
    lines = ["Verkstäder"]
    lines += [f"  {each.name}{_days(each.first, each.last)}" for each in programme.workshops]
    lines += ["Grupper", *(f"  {each.name}" for each in programme.groups)]
    lines += ["Bostadsområden", *(f"  {each}" for each in programme.areas)]
    lines += ["Så räknas", *(f"  {each}" for each in programme.definitions.sentences().values())]
    if programme.agreements:
        lines += ["Överenskommelser", *(f"  {_agreement(each)}" for each in programme.agreements)]
    return "\n".join(lines)


def names_of(workshops: tuple[Workshop, ...]) -> str:
    """The workshops' names in a row."""
    return ", ".join(each.name for each in workshops) or "inga"


def _days(first: date | None, last: date | None) -> str:
    match first, last:
        case None, None:
            return ""
        case _, None:
            return f" (från {first})"
        case None, _:
            return f" (till {last})"
        case _:
            return f" ({first} – {last})"


def _agreement(agreement: Agreement) -> str:
    text = f"{agreement.first} – {agreement.last}: {agreement.receiver}"
    return f"{text}, rapport senast {agreement.report_by}" if agreement.report_by else text
