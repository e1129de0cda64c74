"""The Word document on the receiver's letterhead, and templates that are none."""

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.shared import Cm, RGBColor

from exports.report.word.writer import as_docx
from halsoverkstad.domain.errors import Fault
from tests.exports.report import sample
from tests.exports.report.docx_package import check_package
from tests.exports.report.reading import W, body, docx_tables, paragraphs, parts, words, xml

SAMPLE = sample.report()
WRITTEN = as_docx(SAMPLE)


def _letterhead(path: Path) -> None:
    template = docx.Document()
    template.styles["Heading 1"].font.color.rgb = RGBColor(0xAA, 0x00, 0x11)
    section = template.sections[0]
    section.left_margin = Cm(3.3)
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = "Malmö stad"
    section.first_page_header.paragraphs[0].text = "Malmö stad, första sidan"
    section.footer.paragraphs[0].text = "Postadress 205 80 Malmö"
    template.add_paragraph("Skriv brevet här")
    template.add_section()
    template.save(str(path))


def test_a_letterhead_keeps_its_look_and_gets_the_report(tmp_path: Path) -> None:
    path = tmp_path / "brev.docx"
    _letterhead(path)
    data = as_docx(SAMPLE, path)
    check_package(data)
    found = parts(data)
    headers = [words(xml(content)) for name, content in found.items() if "word/header" in name]
    assert sorted(headers) == [
        "Malmö stad, första sidanUTKAST · Påhittade uppgifter",
        "Malmö stadUTKAST · Påhittade uppgifter",
    ]
    footers = "".join(words(xml(each)) for name, each in found.items() if "word/footer" in name)
    assert "Postadress 205 80 Malmö" in footers
    assert "Sida\u00a01\u00a0av\u00a01" in footers
    assert "AA0011" in found["word/styles.xml"].decode()
    assert not [line for line in paragraphs(data) if "Skriv brevet här" in line.text]
    first = next(body(data).iter(f"{W}pgMar"))
    assert first.attrib[f"{W}left"] == str(round(3.3 * 567))
    assert docx_tables(data) == docx_tables(WRITTEN)
    assert [line.text for line in paragraphs(data) if line.style == "heading 1"] == [
        f"{each.number} {each.title}" for each in SAMPLE.sections
    ]
    captions = [each for each in body(data).iter(f"{W}p") if words(each).startswith("Tabell ")]
    assert captions
    assert all(each.find(f"{W}pPr/{W}keepNext") is not None for each in captions)


def test_an_earlier_report_as_letterhead_leaves_nothing_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "fjol.docx"
    path.write_bytes(WRITTEN)
    data = as_docx(SAMPLE, path)
    check_package(data)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
    assert len(names) == len(set(names))
    assert sorted(names) == sorted(parts(WRITTEN))
    none = as_docx(sample.only(sample.wide(rows=3, figures=4)), path)
    assert not [each for each in parts(none) if "chart" in each or "embeddings" in each]


def test_a_letterhead_that_numbers_its_pages_is_not_numbered_twice(tmp_path: Path) -> None:
    path = tmp_path / "brev.docx"
    template = docx.Document()
    paragraph = template.sections[0].footer.paragraphs[0]
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    number = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE \\* MERGEFORMAT "/>'
    paragraph._p.append(parse_xml(number))
    template.save(str(path))
    found = parts(as_docx(SAMPLE, path))
    footers = "".join(words(xml(each)) for name, each in found.items() if "word/footer" in name)
    assert "Sida" not in footers


def _empty_zip() -> bytes:
    buffer = BytesIO()
    zipfile.ZipFile(buffer, "w").close()
    return buffer.getvalue()


def _workbook() -> bytes:
    import xlsxwriter

    buffer = BytesIO()
    xlsxwriter.Workbook(buffer).close()
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"Hej", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, _empty_zip(), _workbook()],
    ids=["tom", "text", "doc", "zip", "xlsx"],
)
def test_a_template_that_is_no_word_document_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "brev.docx"
    path.write_bytes(content)
    with pytest.raises(Fault, match=r"brev\.docx” är inget Word-dokument \(\.docx\)\. Öppna den"):
        as_docx(SAMPLE, path)


def test_a_template_cut_short_is_told(tmp_path: Path) -> None:
    path = tmp_path / "brev.docx"
    _letterhead(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Fault, match="är inget Word-dokument"):
        as_docx(SAMPLE, path)


def test_a_template_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Fault, match=r"borta\.docx” kunde inte läsas\. Kontrollera att filen finns"):
        as_docx(SAMPLE, tmp_path / "borta.docx")
