"""A `.halsa` file holds what was written, for those it was written for."""

from hashlib import sha256
from pathlib import Path

import pytest
from halsa_making import (
    LAPTOP,
    PROGRAMME,
    header,
    journal,
    keys,
    read,
    refused,
    sentence,
    version,
    written,
)

from exports.halsa.bundle import file_digest, read_preamble, write_bundle
from exports.halsa.faults import BundleFault
from exports.halsa.lines import version_line
from exports.halsa.preamble import BundleKind, Preamble
from exports.halsa.sealing import MOST_RECIPIENTS
from halsoverkstad.domain.errors import Fault
from storage.encoding import dump
from storage.journal import Entity

QUESTION = {"type": "question", "first": "0a" * 16, "second": "0b" * 16, "distance": 0.25}
SETTINGS = {"type": "settings", "toml": 'namn = "Å"\n'}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Dator 1.halsa"


def test_what_is_read_is_what_was_written(path):
    bundle = read(written(path))

    assert bundle.header == header()
    assert bundle.sender == keys("laptop").public
    assert bundle.preamble == Preamble(PROGRAMME, BundleKind.EXPORT)
    assert list(bundle.versions) == sorted(journal(), key=lambda each: each.id)


def test_lines_are_counted_by_kind(path):
    lines = [*map(version_line, journal()), QUESTION]

    assert read(written(path, lines)).counts == {
        "laptop": 1,
        "participant": 2,
        "session": 3,
        "attendance": 1,
        "answer": 1,
        "link": 1,
        "session_answer": 1,
        "panel": 1,
        "panel_refusal": 1,
        "panel_response": 1,
        "question": 1,
    }


def test_extras_follow_the_versions(path):
    lines = [SETTINGS, *map(version_line, journal()), QUESTION]

    assert read(written(path, lines)).extras == (QUESTION, SETTINGS)


def test_order_and_repetition_of_the_lines_change_nothing(path, tmp_path):
    lines = [version_line(each) for each in journal()]
    again = written(tmp_path / "igen.halsa", [*reversed(lines), *lines, QUESTION, QUESTION])

    assert read(written(path, [*lines, QUESTION])) == read(again)


def test_the_digest_is_of_the_content_and_not_of_the_file(path, tmp_path):
    other = written(tmp_path / "igen.halsa", number=4, time=1)

    assert written(path).read_bytes() != other.read_bytes()
    assert read(path).digest == read(other).digest
    assert read(written(path, [version_line(version())])).digest != read(other).digest


def test_the_coordinator_and_the_deputy_can_read_it_but_nobody_else(path):
    written(path)

    assert read(path, "coordinator") == read(path, "deputy")
    assert "skriven för en annan dator" in refused(path, "laptop")
    assert "skriven för en annan dator" in refused(path, "stranger")


def test_the_coordinator_answers_without_a_phrase(path):
    answer = Preamble(PROGRAMME, BundleKind.ANSWER)
    lines = [version_line(version(Entity.ANSWER, b"p" * 16 + b"q" * 16))]
    bundle = read(written(path, lines, preamble=answer, phrase_check=None, epoch=0))

    assert bundle.preamble.kind is BundleKind.ANSWER
    assert bundle.header.phrase_check is None


def test_in_clear_stands_the_programme_and_no_more(path):
    written(path)
    first, second, rest = path.read_bytes().split(b"\n", 2)

    assert first == b"HALSA"
    assert second.decode() == dump({"format": 1, "program": PROGRAMME.hex(), "slag": "export"})
    assert rest.startswith(b"age-encryption.org/v1\n")
    assert read_preamble(path) == Preamble(PROGRAMME)
    for secret in (b"Dator", LAPTOP, LAPTOP.hex().encode(), keys("laptop").public.sign):
        assert secret not in path.read_bytes()


def test_a_file_of_another_programme(path):
    assert "annat program" in refused(written(path), programme=b"x" * 16)


def test_a_name_is_not_written_and_what_was_there_stays(path):
    written(path)
    before = path.read_bytes()
    leak = version(Entity.PARTICIPANT, b"e" * 16, {"group": "vuxna", "name": "Amina"})

    with pytest.raises(BundleFault) as caught:
        written(path, [*map(version_line, journal()), version_line(leak)])

    told = sentence(caught.value, path)
    assert "inte får lämna datorn (ett okänt fält)" in told
    assert "Amina" not in told
    assert path.read_bytes() == before


def test_an_unknown_extra_is_not_written(path):
    with pytest.raises(BundleFault, match="okänt slag"):
        written(path, [*map(version_line, journal()), {"type": "note", "text": "hej"}])

    assert not path.exists()


def test_a_laptop_writes_of_itself(path):
    with pytest.raises(BundleFault, match="filen inget vet om"):
        written(path, laptop=b"another laptop!!")


@pytest.mark.parametrize("number", [0, MOST_RECIPIENTS + 1])
def test_written_for_nobody_or_too_many(path, number):
    others = [keys(f"someone {each}").public for each in range(number)]

    with pytest.raises(BundleFault, match=f"för {number} datorer") as caught:
        write_bundle(path, Preamble(PROGRAMME), header(), _lines(), keys("laptop"), others)

    assert sentence(caught.value, path)
    assert not path.exists()


def test_written_for_as_many_as_there_may_be(path):
    others = [keys(f"someone {each}").public for each in range(MOST_RECIPIENTS)]
    for _ in range(20):  # age adds random filling to its header
        write_bundle(path, Preamble(PROGRAMME), header(), _lines(), keys("laptop"), others)

        assert read(path, "someone 7").versions


def test_the_digest_of_a_file_is_of_its_bytes(path):
    written(path)

    assert file_digest(path) == sha256(path.read_bytes()).digest()
    with pytest.raises(BundleFault, match="är en mapp"):
        file_digest(path.parent)


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(Fault, match="mappen finns inte"):
        written(tmp_path / "borta" / "fil.halsa")


def _lines():
    return [version_line(each) for each in journal()]
