"""The coordinator replaced: by a deputy, by the paper in the safe, by a backup."""

import pytest

from tests.programme.conftest import PROGRAMME, Computers


@pytest.fixture
def programme(computers):
    """A programme with a deputy and two laptops."""
    computers.run("d", "samordnare", "nyckel", "-o", "d.halsanyckel")
    computers.run("s", "samordnare", "skapa", "-o", PROGRAMME, "--ersattare", "d.halsanyckel")
    computers.run("d", "samordnare", "overta", PROGRAMME)
    for laptop in "ab":
        computers.run(laptop, "anslut", PROGRAMME, "--dator", laptop.upper())
        computers.imports(laptop, "ada", laptop)
    return computers


def test_the_codes_of_a_deputy_are_the_same_on_both_computers(computers):
    told = computers.run("d", "samordnare", "nyckel", "-o", "d.halsanyckel")
    made = computers.run(
        "s", "samordnare", "skapa", "-o", PROGRAMME, "--ersattare", "d.halsanyckel"
    )
    code = told.split("kod: ")[1].split()[0]
    assert f"Ersättare: {code}." in made


def test_a_deputy_reads_what_the_coordinator_reads(programme: Computers):
    files = [programme.hands_in(each) for each in "ab"]
    for computer in "sd":
        programme.run(computer, "sammanfoga", *files)
    assert programme.unique("d") == programme.unique("s") == 3
    sums = {programme.answer(each, "statistik", "2025")["rader"][0]["unika_hogst"] for each in "sd"}
    assert len(sums) == 1


def test_a_deputys_answers_reach_the_laptops(programme: Computers):
    programme.run("d", "sammanfoga", programme.hands_in("a"))
    programme.run("d", "exportera", "-o", "svar.halsa")
    programme.run("a", "sammanfoga", "svar.halsa")


def test_a_deputy_takes_over_and_the_laptops_believe_it(programme: Computers):
    words = programme.words("a")
    assert "har tagit över" in programme.run("d", "samordnare", "skapa", "-o", PROGRAMME)
    # It is said once: from now on this is the coordinator's computer.
    assert "har tagit över" not in programme.run("d", "samordnare", "skapa", "-o", PROGRAMME)

    assert programme.words("a") == words
    assert programme.words("c") == words  # a new laptop, which never heard of the first
    programme.imports("c", "ada")
    programme.run("d", "sammanfoga", *map(programme.hands_in, "ac"))
    assert programme.unique("d") == 2
    # Who has been replaced can no longer read what is handed in.
    programme.run("s", "sammanfoga", programme.hands_in("a"), status=1)


def test_the_deputys_file_tells_the_laptops_that_it_has_taken_over(programme: Computers):
    programme.run("d", "sammanfoga", programme.hands_in("a"))
    programme.run("d", "samordnare", "skapa", "-o", PROGRAMME)
    programme.run("d", "exportera", "-o", "svar.halsa")
    programme.run("a", "sammanfoga", "svar.halsa")
    late = programme.hands_in("a")
    programme.run("d", "sammanfoga", late)
    programme.run("s", "sammanfoga", late, status=1)


def test_a_laptop_that_joined_before_there_was_a_deputy_believes_it_too(computers: Computers):
    computers.run("s", "samordnare", "skapa", "-o", PROGRAMME)
    computers.run("a", "anslut", PROGRAMME)
    computers.run("d", "samordnare", "nyckel", "-o", "d.halsanyckel")
    computers.run("s", "samordnare", "skapa", "-o", PROGRAMME, "--ersattare", "d.halsanyckel")
    computers.run("d", "samordnare", "overta", PROGRAMME)
    computers.run("d", "samordnare", "skapa", "-o", PROGRAMME)
    computers.run("a", "anslut", PROGRAMME)
    computers.run("d", "sammanfoga", computers.hands_in("a"))


def test_the_coordinators_file_brings_a_new_deputy_to_the_laptops(computers: Computers):
    computers.run("s", "samordnare", "skapa", "-o", PROGRAMME)
    computers.run("a", "anslut", PROGRAMME)
    computers.run("s", "sammanfoga", computers.hands_in("a"))
    computers.run("d", "samordnare", "nyckel", "-o", "d.halsanyckel")
    computers.run("s", "samordnare", "skapa", "-o", PROGRAMME, "--ersattare", "d.halsanyckel")
    computers.run("d", "samordnare", "overta", PROGRAMME)
    computers.run("d", "sammanfoga", computers.hands_in("a"), status=1)

    computers.run("s", "exportera", "-o", "svar.halsa")
    computers.run("a", "sammanfoga", "svar.halsa")

    computers.run("d", "sammanfoga", computers.hands_in("a"))


def test_who_was_never_named_takes_nothing_over(programme: Computers):
    programme.run("x", "samordnare", "nyckel", "-o", "x.halsanyckel")
    programme.run("x", "samordnare", "overta", PROGRAMME, status=1)
    assert "utser inte den här datorn" in programme.error


def test_a_deputy_who_was_taken_off_again_is_not_believed(programme: Computers):
    old = (programme.folder / PROGRAMME).read_bytes()
    programme.run("s", "samordnare", "skapa", "-o", PROGRAMME, "--utan-ersattare")
    programme.run("a", "anslut", PROGRAMME)
    programme.run("d", "samordnare", "skapa", "-o", "kupp.halsaprogram")
    programme.run("a", "anslut", "kupp.halsaprogram", status=1)
    assert "inte har utsett" in programme.error
    programme.run("d", "sammanfoga", programme.hands_in("a"), status=1)
    (programme.folder / "gammal.halsaprogram").write_bytes(old)
    programme.run("a", "anslut", "gammal.halsaprogram", status=1)
    assert "äldre" in programme.error


@pytest.mark.parametrize("source", ["programme", "export"])
def test_with_the_paper_alone_a_new_computer_is_the_coordinators(
    programme: Computers, monkeypatch, source
):
    words = programme.words("a")
    paper = programme.run("s", "samordnare", "papper")
    code = paper.split("Samordnarens kod: ")[1].split()[0]
    files = [programme.hands_in(each) for each in "ab"]
    programme.run("s", "sammanfoga", *files)
    told = programme.unique("s")
    monkeypatch.setenv("HALSOVERKSTAD_SAMORDNARKOD", code.lower().replace("-", " "))

    file = PROGRAMME if source == "programme" else files[0]
    answer = programme.run("ny", "samordnare", "aterskapa", file)

    assert ("inställningar och ersättare finns inte" in answer) == (source == "export")
    programme.run("ny", "sammanfoga", *files)
    assert programme.unique("ny") == told == 3
    programme.run("ny", "samordnare", "skapa", "-o", PROGRAMME)
    assert programme.words("a") == words
    assert programme.words("c") == words
    programme.run("ny", "sammanfoga", programme.hands_in("c"))
    assert programme.run("ny", "samordnare", "papper").split("kod: ")[1] == paper.split("kod: ")[1]


def test_the_code_stands_in_no_file(programme: Computers):
    code = programme.run("s", "samordnare", "papper").split("Samordnarens kod: ")[1].split()[0]
    for file in programme.folder.iterdir():
        assert code.encode() not in file.read_bytes()


def test_a_misread_code_or_another_programmes_is_refused(programme: Computers, monkeypatch):
    programme.run("s2", "samordnare", "skapa", "-o", "p2.halsaprogram")
    code = programme.run("s2", "samordnare", "papper").split("Samordnarens kod: ")[1].split()[0]
    for told, word in (
        (code, "hör inte ihop"),
        (f"{code[:-1]}?", "Samordnarens kod stämmer inte"),
        ("", "saknas"),
    ):
        monkeypatch.setenv("HALSOVERKSTAD_SAMORDNARKOD", told)
        programme.run("ny", "samordnare", "aterskapa", PROGRAMME, status=1)
        assert word in programme.error
    programme.run("a", "samordnare", "papper", status=1)


def test_the_coordinators_backup_goes_on_elsewhere(programme: Computers):
    programme.run("s", "sammanfoga", *map(programme.hands_in, "ab"))
    programme.run("s", "sakerhetskopiera", "kopia.db")
    programme.run("ny", "aterstall", "kopia.db")
    assert programme.unique("ny") == 3
    programme.imports("a", "sist")
    programme.run("ny", "sammanfoga", programme.hands_in("a"))
    assert programme.unique("ny") == 4
    programme.run("ny", "exportera", "-o", "svar.halsa")
    programme.run("a", "sammanfoga", "svar.halsa")


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["skapa"], "-o FIL"),
        (["nyckel"], "-o FIL"),
        (["overta"], "programfilen"),
        (["aterskapa"], "programfilen"),
        (["skapa", "-o", "p.halsa"], ".halsaprogram"),
        (["nyckel", "-o", "p.halsa"], ".halsanyckel"),
        (["avgå"], "avgå"),
    ],
)
def test_what_is_missing_is_told(tmp_path, capsys, arguments, word):
    from halsoverkstad.__main__ import main

    assert main(["--databas", str(tmp_path / "s.db"), "samordnare", *arguments]) == 2
    assert word in capsys.readouterr().err
