"""The settings of a programme: read from a file, and every mistake told with its place."""

from datetime import date

import pytest

from halsoverkstad.access import shipped_programme
from halsoverkstad.domain.errors import ProgrammeFault
from halsoverkstad.domain.programme import (
    Agreement,
    Definitions,
    Group,
    Programme,
    Retention,
    Workshop,
    fold_word,
)
from halsoverkstad.domain.words import UNKNOWN, UNKNOWN_GROUP

LEAST = """
namn = "Malmöandan"
[[grupper]]
nyckel = "alla"
namn = "alla"
"""


def test_the_programme_that_comes_along() -> None:
    programme = Programme.parse(shipped_programme())
    assert programme.name == "Jämlik hälsa Lindängen"
    assert programme.workshop_names == ("Munhälsa och kost", "Kvinnors hälsa", "Barn och unga")
    assert programme.group_keys == ("barn_och_unga", "vuxna", "yrkesverksamma")
    assert programme.areas == ("Lindängen", "övriga Malmö", "övriga Skåne")
    assert programme.sexes == ("kvinna/flicka", "man/pojke", "annat")
    assert programme.definitions == Definitions(2, 3, 0.5)
    assert [each.receiver for each in programme.agreements] == [
        "kommunstyrelsen",
        "kommunstyrelsen",
        "arbetsmarknads- och socialnämnden",
    ]
    assert programme.agreements[1].report_by == date(2026, 2, 1)


def test_a_name_and_a_group_are_enough() -> None:
    programme = Programme.parse(LEAST)
    assert programme.name == "Malmöandan"
    assert programme.groups == (Group("alla", "alla"),)
    assert programme.workshops == programme.areas == programme.agreements == ()
    assert programme.definitions == Definitions()
    assert programme.retention == Retention(2, 2, 30)


def test_everything_can_be_said() -> None:
    programme = Programme.parse(
        LEAST
        + """
aven = ["samtliga"]
[gallring]
namn_efter_ar = 3
anteckningar_efter_ar = 1
angra_efter_dagar = 7
[[verkstader]]
namn = "Sömnad"
fran = 2025-01-01
till = 2025-06-30
[omraden]
namn = ["Söder"]
[definitioner]
aterkommande_dagar = 5
regelbunden_veckor = 4
regelbunden_andel = 1
[forslag]
aktiviteter = ["Sy"]
platser = ["Huset"]
samverkan = ["ABF"]
[[overenskommelser]]
fran = 2025-07-01
till = 2026-06-30
mottagare = "Regionen"
[overenskommelser.belopp]
2025 = 100
"""
    )
    assert programme.workshops == (Workshop("Sömnad", date(2025, 1, 1), date(2025, 6, 30)),)
    assert programme.definitions == Definitions(5, 4, 1.0)
    assert programme.activities == ("Sy",)
    assert programme.places == ("Huset",)
    assert programme.known_partners == ("ABF",)
    assert programme.agreements == (
        Agreement(date(2025, 7, 1), date(2026, 6, 30), "Regionen", None, {"2025": 100}),
    )
    assert programme.group_words["samtliga"] == "alla"
    assert programme.retention == Retention(3, 1, 7)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("namn = ", ["Programfilen är inte giltig TOML"]),
        ('\nnamn = "a" "b"', ["Programfilen är inte giltig TOML på rad 2, tecken 12."]),
        (f"x = {'[' * 5000}", ["Programfilen är inte giltig TOML"]),
        ("", ["programfilen", "”namn”", "text"]),
        ("namn = 7", ["”namn”", "text"]),
        ('namn = "  "', ["”namn”", "text"]),
        ('namn = "M"', ["”grupper”", "minst en grupp"]),
        ('namn = "M"\ngrupper = "alla"', ["”grupper”", "lista"]),
        ('namn = "M"\ngrupper = ["alla"]', ["”grupper”", "tabeller"]),
        ('namn = "M"\n[[grupper]]\nnamn = "A"', ["[[grupper]] nummer 1", "”nyckel”"]),
        (
            'namn = "M"\n[[grupper]]\nnyckel = "Å ä"\nnamn = "A"',
            ["[[grupper]] nummer 1", "a-z"],
        ),
        (LEAST + '[[grupper]]\nnyckel = "alla"\nnamn = "B"', ["”grupper”", "bara en gång"]),
        (
            LEAST + f'[[grupper]]\nnyckel = "{UNKNOWN_GROUP}"\nnamn = "B"',
            ["”grupper”", "bara en gång"],
        ),
        (LEAST + '[[verkstader]]\nnamn = "A"\n[[verkstader]]\nnamn = "a"', ["”verkstader”"]),
        (LEAST + "[[verkstader]]\nfran = 2025-01-01", ["[[verkstader]] nummer 1", "”namn”"]),
        (LEAST + '[[verkstader]]\nnamn = "A"\nfran = "2025-01-01"', ["”fran”", "2025-07-01"]),
        (LEAST + '[[verkstader]]\nnamn = "A"\nfran = 2025-01-01T09:00:00', ["”fran”", "datum"]),
        (
            LEAST + '[[verkstader]]\nnamn = "A"\nfran = 2025-02-01\ntill = 2025-01-01',
            ["”till”", "”fran”"],
        ),
        (LEAST + "[omraden]\nnamn = 3", ["[omraden]", "lista"]),
        (LEAST + '[omraden]\nnamn = ["A", "A"]', ["[omraden]", "olika"]),
        (LEAST + '[omraden]\nnamn = ["A", 3]', ["[omraden]", "texter"]),
        (LEAST + "[[omraden]]", ["”omraden”", "tabell"]),
        (LEAST + "[definitioner]\naterkommande_dagar = 0", ["[definitioner]", "heltal"]),
        (LEAST + "[definitioner]\naterkommande_dagar = true", ["[definitioner]", "heltal"]),
        (LEAST + "[definitioner]\nregelbunden_veckor = 1.5", ["[definitioner]", "heltal"]),
        (LEAST + "[definitioner]\nregelbunden_andel = 0", ["mellan 0 och 1"]),
        (LEAST + "[definitioner]\nregelbunden_andel = 1.01", ["mellan 0 och 1"]),
        (LEAST + "[definitioner]\nregelbunden_andel = nan", ["mellan 0 och 1"]),
        (LEAST + "[definitioner]\nregelbunden_andel = 0.3333333", ["högst 6 decimaler"]),
        (LEAST + "[definitioner]\nregelbunden_andel = 1e-7", ["högst 6 decimaler"]),
        (LEAST + "[gallring]\nnamn_efter_ar = 0", ["[gallring]", "”namn_efter_ar”", "heltal"]),
        (LEAST + "[gallring]\nangra_efter_dagar = 1.5", ["[gallring]", "heltal"]),
        ('namn = "M"\ngallring = 3', ["”gallring”", "tabell"]),
        (
            LEAST + '[[grupper]]\nnyckel = "b"\nnamn = "Alla"',
            ["”grupper”", "”Alla”", "både alla och b"],
        ),
        (
            LEAST + 'aven = ["Vuxna"]\n[[grupper]]\nnyckel = "b"\nnamn = "B"\naven = ["vuxna"]',
            ["”grupper”", "”vuxna”", "både alla och b"],
        ),
        (LEAST + 'aven = ["Uppgift_saknas"]', ["”grupper”", "både uppgift saknas och alla"]),
        (LEAST + '[omraden]\nnamn = ["Söder", "soder"]', ["[omraden]", "”soder”", "både Söder"]),
        (LEAST + '[omraden]\nnamn = ["Uppgift saknas"]', ["[omraden]", "uppgift saknas"]),
        (LEAST + '[kon]\nnamn = ["kvinna/flicka", "annat/Flicka"]', ["[kon]", "”Flicka”"]),
        (LEAST + '[kon]\nnamn = ["kvinna/flicka", "flicka"]', ["[kon]", "”flicka”"]),
        (LEAST + '[[verkstader]]\nnamn = "programgemensamt"', ["”verkstader”", "Programgemensamt"]),
        (LEAST + '[definitioner]\nregelbunden_andel = "halva"', ["mellan 0 och 1"]),
        (LEAST + "[forslag]\nplatser = [1]", ["[forslag]", "”platser”"]),
        (
            LEAST + "[[overenskommelser]]\nfran = 2025-07-01",
            ["[[overenskommelser]] nummer 1", "”till”"],
        ),
        (
            LEAST
            + '[[overenskommelser]]\nfran = 2025-07-01\ntill = 2026-06-30\nmottagare = "R"\n'
            + 'belopp = { 2025 = "mycket" }',
            ["”belopp”", "kronor"],
        ),
    ],
)
def test_a_mistake_is_told_with_its_place(text: str, words: list[str]) -> None:
    with pytest.raises(ProgrammeFault) as told:
        Programme.parse(text)
    sentence = str(told.value)
    for word in words:
        assert word in sentence
    assert sentence.endswith(".")
    assert "försök igen" in sentence
    assert " at " not in sentence


# How its words are written


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("barn och unga", "barn_och_unga"),
        ("Barn_och_unga", "barn_och_unga"),
        ("vuxna/vårdnadshavare", "vuxna"),
        ("Vuxna", "vuxna"),
        ("vardnadshavare", "vuxna"),
        ("", UNKNOWN_GROUP),
        ("uppgift saknas", UNKNOWN_GROUP),
        ("uppgift_saknas", UNKNOWN_GROUP),
    ],
)
def test_groups_go_by_several_names(written: str, key: str) -> None:
    programme = Programme.parse(shipped_programme())
    assert programme.group_words[fold_word(written)] == key


def test_words_for_areas_sexes_and_workshops() -> None:
    programme = Programme.parse(shipped_programme())
    assert programme.area_words["ovriga malmo"] == "övriga Malmö"
    assert programme.area_words[""] == programme.area_words["uppgift saknas"] == UNKNOWN
    assert programme.sex_words["flicka"] == "kvinna/flicka"
    assert programme.sex_words["kvinna/flicka"] == "kvinna/flicka"
    assert programme.workshop_words["programgemensamt"] == programme.workshop_words[""] == ""
    assert programme.workshop_words["kvinnors halsa"] == "Kvinnors hälsa"


def test_labels() -> None:
    programme = Programme.parse(shipped_programme())
    assert programme.group_label("vuxna") == "vuxna/vårdnadshavare"
    assert programme.group_label(UNKNOWN_GROUP) == "uppgift saknas"
    assert programme.group_label("något äldre") == "något äldre"
    workshop = programme.workshop("Barn och unga")
    assert workshop is not None
    assert not workshop.runs(date(2024, 11, 24))
    assert workshop.runs(date(2024, 11, 25))
    assert programme.workshop("Okänd") is None


def test_definitions_are_printed_with_their_thresholds() -> None:
    sentences = Definitions(4, 6, 0.75).sentences()
    assert "minst 4 olika datum" in sentences["aterkommande"]
    assert "minst 6 olika veckor" in sentences["regelbundna"]
    assert "minst 75 %" in sentences["regelbundna"]
    assert "12,5 %" in Definitions(regular_share=0.125).sentences()["regelbundna"]


@pytest.mark.parametrize("share", ["0.333333", "0.000001", "0.5", "1", "0.7", "0.1"])
def test_a_share_in_millionths_is_taken_exactly(share: str) -> None:
    programme = Programme.parse(f"{LEAST}[definitioner]\nregelbunden_andel = {share}")
    assert programme.definitions.regular_share == float(share)


def test_a_word_may_stand_twice_for_the_same_group() -> None:
    programme = Programme.parse(LEAST + 'aven = ["ALLA", "samtliga"]')
    assert programme.group_words["alla"] == "alla"
