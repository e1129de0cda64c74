"""What was written beside a session: notes, partners, language training. All of it harmless."""

from random import Random

from halsoverkstad.demo.gatherings import FORUM, Gathering
from halsoverkstad.demo.plan import LIBRARY, Series

_NOTES = {
    "Yoga": (
        "Lånade extra mattor av biblioteket.",
        "Lugnare än vanligt, det regnade.",
        "Gruppen börjar gärna en kvart tidigare.",
    ),
    "Dans för hälsa": ("Högtalaren krånglade, vi sjöng i stället.", "Bra stämning."),
    "Matlagningscirkel": (
        "Linssoppa och bröd. Receptet delades ut på flera språk.",
        "Maten räckte precis.",
        "Pratade om socker i mellanmål.",
    ),
    "Syverkstad": (
        "Tyget tar slut, köp nytt till nästa vecka.",
        "Två erbjöd sig att hålla i nästa gång.",
    ),
    "Språkcirkel": (
        "Bra stämning, flera stannade kvar och pratade.",
        "Vi läste bussens tidtabell.",
    ),
    "Mobil- och datorkunskap": (
        "Vi gick igenom Digital post tillsammans.",
        "Projektorn krånglade, vi klarade oss utan.",
    ),
    "Munhälsa": ("Många frågor om barnens tänder.", "Tandborstar till alla."),
    "Läxhjälp": ("Mest matematik i dag.", "Två studenter hjälpte till."),
    "Kreativt skapande": ("Pärlorna tog slut.", "Pyssel och frukt."),
    "Fredagschill": ("Fullt hus. Barnen valde musiken.",),
    "Områdesdag": (
        "De utan namn är räknade vid ingången.",
        "Flera nya anmälde sig till cirklarna.",
    ),
    "Öppet dialogforum": ("Frågor om belysning, bänkar och trygghet på kvällen.",),
}
_NOTE_CHANCE = 0.09
_NOBODY = ("Ingen kom, det ösregnade.", "Ingen kom, lokalen var dubbelbokad.", "Ingen kom.")
_UNIVERSITY, _DENTISTS = "Malmö universitet", "Folktandvården"


def note(rng: Random, gathering: Gathering) -> str:
    """A short note, most often none."""
    if gathering.empty:
        return rng.choice(_NOBODY)
    notes = _NOTES.get(gathering.activity, ())
    return rng.choice(notes) if notes and rng.random() < _NOTE_CHANCE else ""


def partners(rng: Random, gathering: Gathering) -> tuple[str, ...]:
    """The organisations that took part."""
    found: list[str] = []
    if gathering.activity == FORUM or (gathering.series is Series.HOMEWORK and rng.random() < 0.5):
        found.append(_UNIVERSITY)
    if gathering.activity == "Munhälsa" and (
        gathering.series is Series.CLASS or rng.random() < 0.4
    ):
        found.append(_DENTISTS)
    if gathering.activity == "Språkcirkel" and gathering.place == LIBRARY:
        found.append(LIBRARY)
    return tuple(found)


def language_training(rng: Random, gathering: Gathering) -> bool:
    """Whether language training was part of it."""
    if gathering.activity == "Språkcirkel":
        return True
    chance = {"Matlagningscirkel": 0.4, "Mobil- och datorkunskap": 0.25, "Syverkstad": 0.2}
    return rng.random() < chance.get(gathering.activity, 0.0)
