"""The programme file: what a laptop joins by, signed, and refused when anything was changed."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from halsa_making import PROGRAMME, keys, seeded, sentence, written
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import SETTINGS

from exports.halsa.faults import BundleFault
from exports.halsa.programme_file import (
    LARGEST_FILE,
    MOST_BEFORE,
    MOST_DEPUTIES,
    ProgrammeFile,
    programme_text,
    read_programme_file,
    write_programme_file,
)
from exports.halsa.signing import sign
from halsoverkstad.domain.errors import Fault, ProgrammeFault
from storage.encoding import dump

COORDINATOR, DEPUTY = keys("coordinator"), keys("deputy")
CONTENT = ProgrammeFile(PROGRAMME, SETTINGS, 1, COORDINATOR.public, (DEPUTY.public,))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Lindängen.halsaprogram"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("program") / "hel.halsaprogram"
    small = 'namn = "Å"\nparter = []\n[[grupper]]\nnyckel = "vuxna"\nnamn = "vuxna"\n'
    content = ProgrammeFile(PROGRAMME, small, 0, COORDINATOR.public, (DEPUTY.public,))
    write_programme_file(path, content, COORDINATOR)
    assert read_programme_file(path) == content
    return path.read_bytes()


def refused(path: Path) -> str:
    with pytest.raises(BundleFault) as caught:
        read_programme_file(path)
    return sentence(caught.value, path)


def signed(fields, who=COORDINATOR):
    """A file of any fields, signed as it should be."""
    signature = sign(who, b".halsaprogram", dump(fields).encode())
    whole = dict(fields) | {"signature": signature.hex()}
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def fields_of(whole):
    fields = json.loads(whole)
    del fields["signature"]
    return fields


def test_what_is_read_is_what_was_written(path):
    write_programme_file(path, CONTENT, COORDINATOR)

    assert read_programme_file(path) == CONTENT
    assert read_programme_file(path).name == "Jämlik hälsa Lindängen"
    assert read_programme_file(path).receivers == (COORDINATOR.public, DEPUTY.public)


def test_the_same_content_gives_the_same_bytes(path, tmp_path):
    write_programme_file(path, CONTENT, COORDINATOR)
    write_programme_file(tmp_path / "igen", CONTENT, COORDINATOR)

    assert path.read_bytes() == (tmp_path / "igen").read_bytes()


def test_it_holds_nothing_private(path):
    write_programme_file(path, CONTENT, COORDINATOR)

    for secret in (COORDINATOR.seed.hex(), COORDINATOR.age, DEPUTY.seed.hex(), DEPUTY.age):
        assert secret not in path.read_text("utf-8")


def test_the_fingerprint_follows_programme_and_coordinator_alone():
    def but(**changed):
        return ProgrammeFile(**(CONTENT.__dict__ | changed)).fingerprint

    assert but(settings=SETTINGS + "\n", epoch=2, deputies=()) == CONTENT.fingerprint
    assert but(programme=b"x" * 16) != CONTENT.fingerprint
    assert but(coordinator=DEPUTY.public) != CONTENT.fingerprint


def test_only_the_coordinator_writes_it(path):
    with pytest.raises(ValueError, match=PROGRAMME.hex()):
        write_programme_file(path, CONTENT, DEPUTY)
    many = ProgrammeFile(PROGRAMME, SETTINGS, 1, COORDINATOR.public, (DEPUTY.public,) * 21)
    assert len(many.deputies) > MOST_DEPUTIES
    with pytest.raises(ValueError, match=PROGRAMME.hex()):
        write_programme_file(path, many, COORDINATOR)

    assert not path.exists()


def test_settings_that_are_none_are_not_written(path):
    with pytest.raises(ProgrammeFault):
        write_programme_file(
            path, ProgrammeFile(PROGRAMME, "namn", 0, COORDINATOR.public), COORDINATOR
        )


def test_a_folder_that_is_not_there(path):
    with pytest.raises(Fault, match="mappen finns inte"):
        write_programme_file(path / "x", CONTENT, COORDINATOR)


def test_any_byte_flipped(path, whole):
    for place in range(len(whole)):
        for mask in (0x01, 0x20):
            changed = bytearray(whole)
            changed[place] ^= mask
            path.write_bytes(changed)
            refused(path)


def test_any_cut(path, whole):
    for length in range(1, len(whole)):
        path.write_bytes(whole[:length])
        refused(path)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text + b"\n",
        lambda text: b"\xef\xbb\xbf" + text,
        lambda text: text.replace(b"\n", b"\r\n"),
        lambda text: text.replace(b"  ", b"\t"),
        lambda text: json.dumps(json.loads(text)).encode(),
        lambda text: text.replace(b'{\n  "halsa', b'{\n  "epoch": 9,\n  "halsa'),
        lambda text: text.replace(b'"epoch": 0', b'"epoch": 1'),
        lambda text: text.replace(b'"epoch": 0', b'"epoch": 0.0'),
        lambda text: text.replace(b'"epoch": 0', b'"epoch": -0'),
        lambda text: text.replace(b'"epoch": 0', b'"epoch": false'),
    ],
)
def test_the_same_said_otherwise(path, whole, change):
    path.write_bytes(change(whole))

    assert "är skadad" in refused(path)


def test_mutations(path, whole):
    chance = seeded(9)
    for _ in range(3000):
        changed = bytearray(whole)
        for _ in range(chance.randint(1, 3)):
            at, length = chance.randrange(len(changed)), chance.randint(0, 30)
            start = chance.randrange(len(whole))
            changed[at : at + length] = whole[start : start + chance.randint(0, 30)]
        if changed and bytes(changed) != whole:
            path.write_bytes(changed)
            refused(path)


def test_the_coordinators_keys_swapped_for_others(path, whole):
    fields = fields_of(whole) | {"coordinator": keys("stranger").public.fields()}
    path.write_bytes(signed(fields))

    assert "signaturen stämmer inte" in refused(path)


def test_somebody_elses_file_is_read_and_has_another_fingerprint(path, whole):
    """Only people can tell the right coordinator: by the three words."""
    stranger = keys("stranger")
    fields = fields_of(whole) | {"coordinator": stranger.public.fields()}
    path.write_bytes(signed(fields, stranger))

    assert read_programme_file(path).fingerprint != CONTENT.fingerprint


@pytest.mark.parametrize(
    "changed",
    [
        {"programme": "00"},
        {"programme": None},
        {"name": 7},
        {"epoch": -1},
        {"epoch": "1"},
        {"coordinator": None},
        {"coordinator": {}},
        {"deputies": {}},
        {"deputies": [None]},
        {"deputies": [{"age": "age1", "sign": "00"}]},
        {"deputies": [DEPUTY.public.fields()] * (MOST_DEPUTIES + 1)},
        {"settings": None},
        {"note": "Amina"},
        {"halsaprogram": 0},
        {"halsaprogram": "1"},
        {"halsaprogram": True},
        {"halsaprogram": 1.0},
    ],
)
def test_signed_but_not_a_programme_file(path, whole, changed):
    path.write_bytes(signed(fields_of(whole) | changed))

    assert "är skadad" in refused(path)


@pytest.mark.parametrize("key", ["name", "settings"])
def test_half_a_letter(path, whole, key):
    fields = json.loads(whole) | {key: "\ud800"}
    path.write_bytes((json.dumps(fields, indent=2) + "\n").encode())

    assert "är skadad" in refused(path)


@pytest.mark.parametrize(
    "changed",
    [
        {"settings": "namn"},
        {"settings": 'namn = "Annat"'},
        {"settings": "x = " + "[" * 50_000},
        {"settings": "x = " + "9" * 5000},
        {"name": "Annat"},
    ],
)
def test_signed_but_with_settings_that_cannot_be_read(path, whole, changed):
    path.write_bytes(signed(fields_of(whole) | changed))

    assert "inställningar" in refused(path)


def test_a_newer_format_asks_for_an_update(path):
    path.write_bytes(b'{"halsaprogram": 2, "helt": ["annorlunda"]}')

    assert "Uppdatera programmet" in refused(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "är tom"),
        (SETTINGS.encode(), "ingen programfil"),
        (b"[]", "ingen programfil"),
        (b"{}", "ingen programfil"),
        (b"\xff", "ingen programfil"),
        (b"[" * 100_000, "ingen programfil"),
        (b"9" * 100_000, "ingen programfil"),
        (b"x" * (LARGEST_FILE + 1), "större än 4 MB"),
    ],
)
def test_other_files(path, content, words):
    path.write_bytes(content)

    assert words in refused(path)


def test_an_export_or_a_folder_instead(tmp_path):
    assert "är en export" in refused(written(tmp_path / "Dator 1.halsa"))
    assert "är en mapp" in refused(tmp_path)
    assert "finns inte" in refused(tmp_path / "borta")


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(min_size=1, max_size=300), st.sampled_from([0, 2, 22, 200, 500]))
def test_any_bytes(path, whole, data, kept):
    path.write_bytes(whole[:kept] + data)

    refused(path)


# After a deputy has taken over


def taken_over(**changed):
    """What the deputy writes, with the coordinator's file in it; `changed` of the latter."""
    parts = {"serial": 3} | changed
    before = programme_text(replace(CONTENT, **parts), COORDINATOR).decode()
    return ProgrammeFile(PROGRAMME, SETTINGS, 1, DEPUTY.public, (), serial=4, before=before)


def test_a_deputy_who_was_named_takes_over_under_the_same_fingerprint(path):
    write_programme_file(path, taken_over(), DEPUTY)
    read = read_programme_file(path)
    assert read == taken_over()
    assert [each.coordinator for each in read.line] == [DEPUTY.public, COORDINATOR.public]
    assert read.fingerprint == CONTENT.fingerprint


@pytest.mark.parametrize(
    "changed",
    [{"deputies": ()}, {"serial": 4}, {"programme": b"x" * 16}, {"epoch": 2}],
    ids=lambda changed: next(iter(changed)),
)
def test_who_was_not_named_does_not(path, changed):
    write_programme_file(path, taken_over(**changed), DEPUTY)
    assert "har inte utsett" in refused(path)


def test_the_file_before_must_be_signed_too(path):
    content = taken_over(deputies=())
    before = json.loads(content.before)
    before["deputies"] = [DEPUTY.public.fields()]
    forged = json.dumps(before, ensure_ascii=False, indent=2) + "\n"
    write_programme_file(path, replace(content, before=forged), DEPUTY)
    assert "signaturen stämmer inte" in refused(path)


def test_a_line_of_coordinators_has_an_end(path):
    """However long somebody makes it: nobody takes over so often."""
    small = 'namn = "Å"\nparter = []\n[[grupper]]\nnyckel = "vuxna"\nnamn = "vuxna"\n'
    content = ProgrammeFile(PROGRAMME, small, 0, COORDINATOR.public, (COORDINATOR.public,))
    for serial in range(1, MOST_BEFORE + 2):
        before = programme_text(content, COORDINATOR).decode()
        content = replace(content, serial=serial, before=before)
        path.write_bytes(programme_text(content, COORDINATOR))
        if serial <= MOST_BEFORE:
            assert len(read_programme_file(path).line) == serial + 1
    assert "orimligt många" in refused(path)
