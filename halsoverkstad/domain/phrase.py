"""The lösenfras that the promoters of a programme share, and what tells whether two typed the same.

The phrase is compared as it sounds when read out: capitals, spaces and punctuation do not matter,
å, ä and ö do. The programme's secret is made from it (`storage.phrase`); from the secret come a
check value, which exports carry, and three words to compare by phone when a laptop joins.
"""

import hashlib
import hmac
import unicodedata

from halsoverkstad.domain.errors import Fault

FEWEST_WORDS = 4
CHECK_BYTES = 8
CHECK_WORDS = 3


def normalised(phrase: str) -> str:
    """The phrase as its secret is made from it: words in small letters, one space between.

    Raises:
        Fault: it has fewer than four words.
    """
    words = _words(phrase)
    if len(words) < FEWEST_WORDS:
        raise Fault(_too_few(len(words)))
    return " ".join(words)


def check_value(secret: bytes) -> bytes:
    """Eight bytes that are equal where the secret is, and tell nothing else of it."""
    return hmac.new(secret, b"check|", hashlib.sha256).digest()[:CHECK_BYTES]


def check_words(secret: bytes, fingerprint: bytes) -> tuple[str, ...]:
    """Three words that are equal where phrase and programme file are: one in 16 million by chance.

    `fingerprint` is that of the programme file. Without the secret nobody can make a file that
    gives the same words.
    """
    digest = hmac.new(secret, b"words|" + fingerprint, hashlib.sha256).digest()
    return tuple(WORDS[number] for number in digest[:CHECK_WORDS])


def _words(phrase: str) -> list[str]:
    # Composed and decomposed, wide and narrow letters are typed by different keyboards.
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", phrase).casefold())
    return "".join(map(_kept, text)).split()


def _kept(letter: str) -> str:
    category = unicodedata.category(letter)
    if category[0] in "LMN":
        return letter
    return "" if category == "Cf" else " "  # what cannot be seen cannot be told on the phone


def _too_few(number: int) -> str:
    how_many = {0: "är tom", 1: "har bara ett ord", 2: "har bara två ord", 3: "har bara tre ord"}
    return (
        f"Lösenfrasen {how_many[number]}. Den ska ha minst fyra ord; skriv den som ni har kommit "
        "överens om."
    )


_LIST = """
affär anka apa apelsin april arm augusti bagare ballong banan berg bild bio björn blomma blåbär
boll bonde borste brev brun brygga bröd bulle burk buss byxa bäck bälte choklad citron cykel dans
dator delfin dill dimma diskho drake duva dörr ekorre eld elefant fana fest film finger fiol fisk
fjäril flaska fluga flöjt fot fredag får fönster gaffel gardin garn get giraff gitarr glass gris
groda grädde gröt guld gunga gurka gåta gädda hallon halsduk hammare hamn handduk hare himmel hink
hjul honung hund hylla häst höna jacka januari jord juice kaffe kaka kamel kanna katt keps kex
kiosk klocka knapp kniv kock koppar korp krona kudde kuvert kvast kväll kyrka kål körsbär lakan
lampa lastbil lejon lila lim lingon linjal ljus låda läder lärare lördag mars matta medalj melon
mjölk moln morgon morot mossa motor mugg mur museum mynta myra målare måndag måne nyckel näsa
nötter olja onsdag orange ost panda papper paprika paraply park pasta penna peppar piano pilot
pingvin pizza plommon plåt pokal polis port potatis pussel päron radio raket regn rep ring robot
rosa rygg räv saga sallad salt silver sked skjorta skog skola skruv skåp skägg skärm slott smör
snö socker soffa sommar soppa spade spegel spel spindel stege sten stjärna stol strumpa stövel
sudd svamp svan svart säng söndag tak tallrik tand tavla teater tejp telefon termos tidning tiger
tisdag toffel tomat torg traktor trappa trumma träd tröja tulpan tumme tunnel tyg täcke tärning
uggla ull vante varg vatten vind vinter vits våffla väska yoghurt zebra älg äpple ärta
"""
WORDS = tuple(_LIST.split())
"""256 short words that are hard to mishear: no two differ by one letter, å, ä, ö and a, o alike."""
