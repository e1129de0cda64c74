"""Whatever happens to a `.halsa` file on its way is seen, and told in one sentence."""

import contextlib
import os
from base64 import encodebytes
from pathlib import Path
from random import Random

import pytest
from halsa_making import PROGRAMME, keys, read, refused, seeded, version, written
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exports.halsa.bundle import LARGEST_FILE, read_bundle, read_preamble
from exports.halsa.faults import BundleFault
from exports.halsa.lines import version_line
from exports.halsa.preamble import MAGIC, BundleKind, Preamble
from storage.journal import Entity

MUTATIONS = 4000


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("halsa") / "hel.halsa"
    return written(path, [version_line(version())]).read_bytes()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "fil.halsa"


def test_any_byte_flipped(path, whole):
    for place in range(len(whole)):
        for mask in (0x01, 0x80):
            changed = bytearray(whole)
            changed[place] ^= mask
            path.write_bytes(changed)
            refused(path)


def test_any_cut(path, whole):
    for length in range(1, len(whole)):
        path.write_bytes(whole[:length])
        assert "är skadad" in refused(path), length


def test_any_byte_taken_out(path, whole):
    for place in range(len(whole)):
        if whole[place : place + 1] != whole[place + 1 : place + 2]:
            path.write_bytes(whole[:place] + whole[place + 1 :])
            refused(path)


@pytest.mark.parametrize("added", [b"\0", b"\n", b" ", b"x" * 70_000])
def test_anything_added_at_the_end(path, whole, added):
    path.write_bytes(whole + added)

    assert "är skadad" in refused(path)


def test_a_whole_file_after_a_whole_file(path, whole):
    path.write_bytes(whole + whole)

    assert "är skadad" in refused(path)


def test_line_ends_changed_by_mail(path, whole):
    path.write_bytes(whole.replace(b"\n", b"\r\n"))

    assert "ingen .halsa-fil" in refused(path)


def test_parts_of_two_files_swapped(path, tmp_path):
    """From each place on, and each piece: a file of the same sender, and of another laptop."""
    one = written(tmp_path / "a.halsa", [version_line(version())]).read_bytes()
    for other in (
        written(tmp_path / "b.halsa", [version_line(version())], number=4),
        written(tmp_path / "c.halsa", [version_line(version())], sender="laptop 2"),
    ):
        pieces = other.read_bytes()
        head = len(Preamble(PROGRAMME).encoded())
        for place in range(head + 1, min(len(one), len(pieces))):
            # Both start alike (preamble, age's first line): there a swap gives a whole file.
            for mixed in (one[:place] + pieces[place:], pieces[:place] + one[place:]):
                if mixed not in {one, pieces}:
                    path.write_bytes(mixed)
                    refused(path)


def test_the_preamble_of_another_file(path, tmp_path):
    export = written(tmp_path / "export.halsa").read_bytes()
    head = Preamble(PROGRAMME).encoded()
    for other in (Preamble(PROGRAMME, BundleKind.ANSWER), Preamble(b"x" * 16)):
        path.write_bytes(other.encoded() + export[len(head) :])

        assert "signaturen stämmer inte" in refused(path, programme=other.programme)


def test_mutations(path, whole, tmp_path):
    """Thousands of seeded mutations: each refused in a sentence, none accepted, none a crash."""
    other = written(tmp_path / "annan.halsa", sender="laptop 2").read_bytes()
    chance = seeded(20250314)
    for _ in range(MUTATIONS):
        changed = mutated(chance, whole, other)
        if changed not in {whole, other}:
            path.write_bytes(changed)
            refused(path)


def mutated(chance: Random, whole: bytes, other: bytes) -> bytes:
    changed = bytearray(whole)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(changed)) if changed else 0
        length = chance.randint(1, 60)
        match chance.randrange(6):
            case 0:
                changed[place : place + 1] = chance.randbytes(1)
            case 1:
                del changed[place : place + length]
            case 2:
                changed[place:place] = chance.randbytes(length)
            case 3:
                start = chance.randrange(len(whole))
                changed[place:place] = whole[start : start + length]
            case 4:
                start = chance.randrange(len(other))
                changed[place : place + length] = other[start : start + length]
            case _:
                changed[place : place + length] = bytes(length)
    return bytes(changed)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(min_size=1, max_size=300), st.sampled_from([0, 6, 64, 90, 300]))
def test_any_bytes(path, whole, data, kept):
    path.write_bytes(whole[:kept] + data)

    refused(path)
    with contextlib.suppress(BundleFault):
        read_preamble(path)


def test_nothing_in_the_file(path):
    path.touch()

    assert "är tom" in refused(path)


def test_a_file_that_is_missing(path):
    assert "finns inte" in refused(path)


def test_a_folder(tmp_path):
    assert "är en mapp" in refused(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes as files here")
def test_a_pipe(path):
    os.mkfifo(path)

    assert "ingen vanlig fil" in refused(path)


def test_a_name_that_no_file_can_have():
    with pytest.raises(BundleFault, match="går inte att läsa"):
        read_bundle(Path("a\0b"), keys("coordinator"), programme=PROGRAMME)


def test_a_very_long_path_still_tells_the_file(tmp_path):
    folder = tmp_path / ("mapp" * 40)
    folder.mkdir()

    assert "finns inte" in refused(folder / "Dator 1.halsa")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(path, whole):
    path.write_bytes(whole)
    path.chmod(0)

    assert "får inte läsas" in refused(path)


@pytest.mark.parametrize("size", [LARGEST_FILE + 1, 2 * 2**30])
def test_a_file_too_large_to_look_into(path, size):
    with path.open("wb") as file:
        file.truncate(size)

    assert "större än 128 MB" in refused(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"datum;verkstad\n2025-03-14;\n", "ingen .halsa-fil"),
        (b"PK\3\4", "ingen .halsa-fil"),
        (b'{\n  "halsaprogram": 1,\n', "programfil"),
        (MAGIC, "är skadad"),
        (MAGIC + b"{}\n", "är skadad"),
        (MAGIC + b"[" * 100_000, "är skadad"),
        (MAGIC + b"[" * 990 + b"\n", "är skadad"),
        (MAGIC + b"\n" * 1000, "är skadad"),
        (MAGIC + b'{"format":true,"program":"00","slag":"export"}\n', "är skadad"),
        (MAGIC + b'{"format":0,"program":"00","slag":"export"}\n', "är skadad"),
        (MAGIC + b'{"format":1,"program":[],"slag":{}}\n', "är skadad"),
        (Preamble(PROGRAMME).encoded(), "är skadad"),
        (Preamble(PROGRAMME).encoded().replace(b":", b": "), "är skadad"),
        (Preamble(PROGRAMME).encoded().replace(b"}", b',"note":"x"}'), "är skadad"),
    ],
)
def test_other_files(path, content, words):
    path.write_bytes(content)

    assert words in refused(path)


@pytest.mark.parametrize("line", ['{"format":2}', '{"format":17,"nytt":[{"så":1}],"program":"?"}'])
def test_a_newer_format_asks_for_an_update(path, line):
    path.write_bytes(MAGIC + line.encode() + b"\nanything at all")

    assert "nyare version" in refused(path)
    assert "Uppdatera programmet" in refused(path)


def test_a_header_of_the_encryption_that_would_take_hours(path, whole):
    """The age library reads a header in quadratic time: 60 kB take it 20 seconds, this an hour."""
    start = whole.index(b"-> X25519")
    path.write_bytes(whole[:start] + b"-> x" + b" a" * 500_000 + b"\n\n" + whole[start:])

    assert "inledning är för lång" in refused(path)


def test_armoured_content_is_not_the_same_file(path, whole):
    """The age library would read it: another file with the same content."""
    head = len(Preamble(PROGRAMME).encoded())
    armour = b"-----%s AGE ENCRYPTED FILE-----\n"
    text = armour % b"BEGIN" + encodebytes(whole[head:]) + armour % b"END"
    path.write_bytes(whole[:head] + text)

    assert "är skadad" in refused(path)


def test_what_is_not_changed_is_read(path, whole):
    path.write_bytes(whole)

    assert [each.kind for each in read(path).versions] == [Entity.LAPTOP]
