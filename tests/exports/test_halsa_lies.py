"""Files that were signed as they should be, by a sender who lies, is faulty, or means harm."""

import json
from pathlib import Path

import pyrage
import pytest
from halsa_making import (
    LAPTOP,
    PROGRAMME,
    blanked,
    forged,
    journal,
    keys,
    read,
    refused,
    seeded,
    version,
    written,
)

from exports.halsa import packing, sealing
from exports.halsa.bundle import read_bundle
from exports.halsa.content import gather, in_order
from exports.halsa.faults import BundleFault
from exports.halsa.lines import extra_line, version_line
from exports.halsa.packing import zstd
from exports.halsa.preamble import BundleKind, Preamble
from storage.encoding import dump
from storage.journal import Entity

LINES = in_order(map(version_line, journal()))
QUESTION = extra_line(
    {"type": "question", "first": "0a" * 16, "second": "0b" * 16, "distance": 0.5}
)
MUTATIONS = 1000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "fil.halsa"


def honest_promise(lines):
    content = gather(lines)
    return {"counts": content.counts, "digest": content.digest}


def changed(**values):
    """The header line with some of its values changed."""
    return lambda line: dump(json.loads(line) | values).encode()


def test_a_forged_file_without_a_lie_is_read(path):
    assert len(read(forged(path)).versions) == len(LINES)


@pytest.mark.parametrize(
    "promise",
    [
        {"counts": {}},
        {"counts": {"laptop": 1}},
        {"counts": {**gather(LINES).counts, "laptop": 2}},
        {"counts": {**gather(LINES).counts, "note": 0}},
        {"digest": bytes(32)},
    ],
)
def test_counts_and_hash_must_be_those_of_the_lines(path, promise):
    assert "inledningen räknar upp" in refused(forged(path, promise=promise))


def test_a_line_left_out_or_another_put_in(path):
    for lines in (LINES[1:], LINES[:-1], [*LINES, QUESTION], []):
        assert "inledningen räknar upp" in refused(forged(path, lines))


def test_a_header_with_the_keys_of_another_laptop(path):
    forged(path, keys=keys("laptop 2").public)

    assert "undertecknad av en annan dator" in refused(path)


def test_a_header_with_the_id_of_another_laptop(path):
    assert "filen inget vet om" in refused(forged(path, laptop=b"another laptop!!"))


def test_a_file_passed_on_as_if_meant_for_others(path, tmp_path):
    """The deputy opens a file and encrypts what the laptop signed for somebody else."""
    whole = written(tmp_path / "till samordnaren.halsa").read_bytes()
    head = Preamble(PROGRAMME).encoded()
    sender, packed = sealing.unseal(head, whole[len(head) :], keys("deputy"))
    content = pyrage.decrypt(
        whole[len(head) :], [pyrage.x25519.Identity.from_str(keys("deputy").age)]
    )
    assert content.endswith(packed)
    assert content.startswith(sender)
    stranger = pyrage.x25519.Recipient.from_str(keys("stranger").public.age)
    path.write_bytes(head + pyrage.encrypt(content, [stranger]))

    assert "skriven för en annan dator" in refused(path, "stranger")


@pytest.mark.parametrize("content", [b"", b"x", b"x" * 96, bytes(200)])
def test_something_else_inside_the_encryption(path, content):
    receiver = pyrage.x25519.Recipient.from_str(keys("coordinator").public.age)
    path.write_bytes(Preamble(PROGRAMME).encoded() + pyrage.encrypt(content, [receiver]))

    assert "signaturen stämmer inte" in refused(path)


@pytest.mark.parametrize(
    "values",
    [
        {"laptop": "0" * 31},
        {"laptop": "AB" * 16},
        {"laptop": None},
        {"name": 7},
        {"name": "\x1b[2J"},
        {"number": -1},
        {"number": True},
        {"number": 1.0},
        {"number": 10**30},
        {"time": 10**18},
        {"time": "igår"},
        {"epoch": None},
        {"phrase_check": "1234"},
        {"phrase_check": 7},
        {"keys": {}},
        {"keys": {"age": "age1", "sign": "00"}},
        {"keys": {"age": keys("laptop").public.age.upper(), "sign": "00" * 32}},
        {"keys": {"age": 1, "sign": 2}},
        {"keys": []},
        {"recipients": "age1"},
        {"recipients": [7]},
        {"counts": []},
        {"counts": {"laptop": "1"}},
        {"sha256": "00"},
        {"participants": ["Amina"]},
        {"name": "x" * 100_000},
    ],
)
def test_a_header_with_a_value_that_no_header_has(path, values):
    text = refused(forged(path, first=changed(**values)))

    assert "inledande raden" in text
    assert "Amina" not in text


@pytest.mark.parametrize("key", ["counts", "keys", "laptop", "recipients", "sha256", "time"])
def test_a_header_without_one_of_its_values(path, key):
    def without(line):
        return dump({name: value for name, value in json.loads(line).items() if name != key})

    text = refused(forged(path, first=lambda line: without(line).encode()))

    assert f"fältet {key} saknas" in text


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"null",
        b"[]",
        b"7",
        b"\xff\xfe",
        b"[" * 60_000,
        b'{"a":' * 10_000,
        b'{"laptop":' + b"9" * 5000 + b"}",
    ],
)
def test_no_header_at_all(path, line):
    assert "inledande raden" in refused(forged(path, first=lambda _: line))


@pytest.mark.parametrize(
    "respell",
    [
        lambda line: line.replace(b":", b": ", 1),
        lambda line: line.replace(b"}", b" }", 1),
        lambda line: line[:-1] + b',"epoch":1}',
        lambda line: b" " + line,
        lambda line: line.replace(b"Dator", b"\\u0044ator"),
    ],
)
def test_a_header_spelled_in_another_way(path, respell):
    assert "inledande raden" in refused(forged(path, first=respell))


def test_a_bomb_that_states_its_size(path):
    """33 kB that ask for 1 GB, in one frame that says so."""
    bomb = zstd.compress(bytes(2**30))
    assert len(bomb) < 40_000

    assert "växer orimligt" in refused(forged(path, pack=lambda _: bomb))


def test_a_bomb_that_does_not_state_its_size(path):
    def pack(lines):
        packing_ = zstd.ZstdCompressor()
        start = packing_.compress(lines[0] + b"\n")
        return (
            start
            + b"".join(packing_.compress(bytes(2**20)) for _ in range(300))
            + (packing_.flush())
        )

    assert "växer orimligt" in refused(forged(path, pack=pack))


def test_a_bomb_of_lines(path):
    """Each line is short, and there are a hundred million."""

    def pack(lines):
        return zstd.compress(lines[0] + b"\n" * 100_000_000)

    refused(forged(path, pack=pack))


def test_more_lines_than_any_real_file(path, monkeypatch):
    monkeypatch.setattr(packing, "MOST_LINES", len(LINES))

    assert f"mer än {len(LINES)} rader" in refused(forged(path))


def test_larger_than_any_real_file(path, monkeypatch):
    monkeypatch.setattr(packing, "LARGEST_UNPACKED", 1000)

    assert "växer orimligt" in refused(forged(path))


def test_a_line_without_end(path):
    noise = seeded(1).randbytes(packing.LONGEST_LINE).hex().encode()

    assert "rad 2 är för lång" in refused(forged(path, [noise]))


def test_a_line_of_a_million_fields(path):
    chance = seeded(1)
    fields = {f"{each}": chance.getrandbits(40) for each in range(1_000_000)}
    line = extra_line({"type": "question"} | fields)
    assert len(line) > packing.LONGEST_LINE

    assert "rad 2 är för lång" in refused(forged(path, [line]))


def test_a_line_of_as_many_fields_as_a_line_can_have(path):
    fields = {f"{each}": 1 for each in range(250_000)}
    line = version_line(version(Entity.ATTENDANCE, b"e" * 32, fields))
    assert len(line) < packing.LONGEST_LINE

    assert "okänt fält" in refused(forged(path, [line]))


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'{"heads":['])
def test_a_line_nested_a_hundred_thousand_deep(path, opening):
    plain = version_line(version(Entity.SESSION, b"e" * 16))
    start = plain.index(b'"fields":') + len(b'"fields":')
    deep = plain[:start] + b'{"day":' + opening * 100_000 + b"1" + b"}" * 2

    refused(forged(path, [deep]))
    refused(forged(path, [opening * 100_000]))


@pytest.mark.parametrize(
    "after",
    [
        b"x",
        b"\n",
        zstd.compress(b"mer\n"),
        b"\x50\x2a\x4d\x18\x04\0\0\0abcd",  # a frame that readers skip
    ],
)
def test_anything_after_the_lines(path, after):
    packed = forged(path, pack=lambda lines: packing.pack(lines) + after)

    assert "något står efter" in refused(packed)


def test_packed_lines_that_are_cut(path):
    whole = packing.pack([b"x" * 50, *LINES])
    for length in range(0, len(whole), 7):
        refused(forged(path, pack=lambda _, length=length: whole[:length]))


def test_a_last_line_without_its_end(path):
    def pack(lines):
        return zstd.compress(b"\n".join(lines))

    assert "sista raden är avbruten" in refused(forged(path, pack=pack))


def test_a_frame_that_wants_a_gigabyte_of_memory(path):
    options = {zstd.CompressionParameter.window_log: 30}

    def pack(lines):
        packer = zstd.ZstdCompressor(options=options)
        return packer.compress(b"\n".join([*lines, b""])) + packer.flush()

    assert "går inte att packa upp" in refused(forged(path, pack=pack))


def test_a_frame_that_wants_a_dictionary(path):
    dictionary = zstd.train_dict([line * 3 for line in LINES] * 20, 2000)

    def pack(lines):
        return zstd.compress(b"\n".join([*lines, b""]), zstd_dict=dictionary)

    assert "är skadad" in refused(forged(path, pack=pack))


def test_lines_in_another_order(path):
    for lines in (LINES[::-1], [*LINES[1:], LINES[0]], [QUESTION, *LINES]):
        assert "fel ordning" in refused(forged(path, lines))


def test_a_line_that_stands_twice(path):
    for lines in ([LINES[0], *LINES], [*LINES, QUESTION, QUESTION]):
        assert "dubbla" in refused(forged(path, lines))


def test_two_versions_of_one_id(path):
    """One whole and one that claims to be what an erasure left of it."""
    whole = version(Entity.PARTICIPANT, b"e" * 16)
    lines = sorted([version_line(whole), version_line(blanked(whole))])

    assert "dubbla" in refused(forged(path, lines))


def test_an_answer_that_is_no_export_needs_no_laptop(path):
    lines = [version_line(version(Entity.ANSWER, b"p" * 16 + b"q" * 16))]
    answer = Preamble(PROGRAMME, BundleKind.ANSWER)

    assert read(forged(path, lines, preamble=answer, promise=honest_promise(lines))).versions


def test_mutated_packing(path):
    chance = seeded(8)
    for _ in range(MUTATIONS):

        def pack(lines):
            packed = bytearray(packing.pack(lines))
            for _ in range(chance.randint(1, 3)):
                packed[chance.randrange(len(packed))] = chance.randrange(256)
            return bytes(packed)

        forged(path, pack=pack)
        try:
            bundle = read_bundle(path, keys("coordinator"), programme=PROGRAMME)
        except BundleFault:
            continue
        assert bundle.header.laptop == LAPTOP
        assert in_order(map(version_line, bundle.versions)) == LINES
