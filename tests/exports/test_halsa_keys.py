"""Key pairs: kept as text, compared by fingerprint, and never shown."""

import pytest
from halsa_making import keys, seeded

from exports.halsa.keys import Keys, keys_from, new_keys, public_keys_from, public_keys_in
from exports.halsa.signing import is_signed, sign
from halsoverkstad.domain.errors import KeyFault

PUBLIC = keys("laptop").public

DEGENERATE = (
    "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z",
    "age1qyqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqj7vrya",
    "age1ur4h5lpmgxu2u9jku0a0r87ydtdqnr0tnsetrlvxvgz3vh6fhqqqzyt4v9",
)


def test_keys_come_back_from_their_text():
    made = new_keys()

    assert keys_from(made.text()) == made
    assert public_keys_from(made.public.text()) == made.public
    assert public_keys_in(made.public.fields()) == made.public


def test_no_two_are_alike():
    made = [new_keys() for _ in range(5)]

    assert len({each.public.sign for each in made}) == len({each.public.age for each in made}) == 5
    assert len({each.public.fingerprint() for each in made}) == 5


def test_private_keys_are_not_shown():
    made = new_keys()

    assert made.seed.hex() not in repr(made)
    assert made.age not in f"{made}{[made]}"


def test_a_fingerprint_can_be_read_out():
    assert [len(group) for group in PUBLIC.fingerprint().split("-")] == [4, 4, 4, 4]
    assert PUBLIC.fingerprint() == public_keys_from(PUBLIC.text()).fingerprint()


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "00" * 32,
        f"{'00' * 31} {keys('laptop').age}",
        f"{'AB' * 32} {keys('laptop').age}",
        f"{'00' * 32} {keys('laptop').age[:-1]}",
        f"{'00' * 32} {PUBLIC.age}",
        f"{keys('laptop').text()} mer",
    ],
)
def test_damaged_private_keys(text):
    with pytest.raises(KeyFault, match="skadade"):
        keys_from(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        PUBLIC.age,
        PUBLIC.sign.hex(),
        f"{PUBLIC.sign.hex()}  {PUBLIC.age}",
        f"{PUBLIC.sign.hex()} {PUBLIC.age} ",
        f"{PUBLIC.sign.hex()} {PUBLIC.age}\n",
        f"{PUBLIC.sign.hex().upper()} {PUBLIC.age}",
        f"{PUBLIC.sign.hex()} {PUBLIC.age.upper()}",
        f"{PUBLIC.sign.hex()} {PUBLIC.age[:-1]}",
        f"{PUBLIC.sign.hex()} {keys('laptop').age}",
        *(f"{PUBLIC.sign.hex()} {age}" for age in DEGENERATE),
    ],
)
def test_public_keys_that_are_none(text):
    with pytest.raises(ValueError):  # noqa: PT011 - any will do: the caller tells whose keys
        public_keys_from(text)


def test_any_change_to_the_public_age_key_is_seen():
    chance = seeded(1)
    letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l1b-A"
    for place in range(len(PUBLIC.age)):
        other = chance.choice([each for each in letters if each != PUBLIC.age[place]])
        changed = PUBLIC.age[:place] + other + PUBLIC.age[place + 1 :]
        with pytest.raises(ValueError):  # noqa: PT011
            public_keys_from(f"{PUBLIC.sign.hex()} {changed}")


@pytest.mark.parametrize("fields", [None, [], {}, {"age": 1, "sign": 2}, {"age": "x"}])
def test_public_keys_in_json_that_are_none(fields):
    with pytest.raises(ValueError):  # noqa: PT011
        public_keys_in(fields)


def test_a_signature_is_by_one_key_for_one_purpose_over_one_message():
    mine: Keys = keys("laptop")
    signature = sign(mine, b"halsa", b"hej")

    assert is_signed(mine.public.sign, signature, b"halsa", b"hej")
    assert not is_signed(mine.public.sign, signature, b"halsa", b"hej!")
    assert not is_signed(mine.public.sign, signature, b"halsap", b"hej")
    assert not is_signed(keys("stranger").public.sign, signature, b"halsa", b"hej")
    assert not is_signed(mine.public.sign, signature[:-1], b"halsa", b"hej")
    assert not is_signed(b"short", signature, b"halsa", b"hej")
