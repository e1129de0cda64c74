"""The texts that people write, or in a draft what stands where one is missing."""

from collections.abc import Iterator, Mapping

from exports.report.content.words import short_name
from exports.report.model import Paragraph, Status
from halsoverkstad.domain.report import EXPECTED, TextKey
from storage.report_texts import ReportText

_NOTHING = "Ingen text har lämnats i den här delen."


class Texts:
    """Gives a text as paragraphs."""

    def __init__(self, texts: Mapping[TextKey, ReportText], status: Status) -> None:
        """An offered text of an earlier period shows only in a draft, and says where it is from."""
        self._texts, self._status = texts, status

    def blocks(self, key: TextKey) -> Iterator[Paragraph]:
        """A text, a paragraph for each stretch between empty lines."""
        found = self._texts.get(key)
        draft = self._status is Status.DRAFT
        if found is None:
            if key.part in EXPECTED:
                yield Paragraph(f"[Text saknas: {key.part.label}]" if draft else _NOTHING)
            return
        if found.offered_from is not None:
            if not draft:
                if key.part in EXPECTED:
                    yield Paragraph(_NOTHING)
                return
            yield Paragraph(
                f"[Texten nedan är från {short_name(found.offered_from)} och har inte setts över.]"
            )
        for stretch in found.text.split("\n\n"):
            if stretch.strip():
                yield Paragraph(stretch.strip("\n"))
