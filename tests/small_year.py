"""A small made-up year as a närvaro file: three laptops' files share people, and none a session."""

import csv
import random
from datetime import date, timedelta
from pathlib import Path

SESSIONS, PRESENT, PEOPLE = 30, 6, 40
HEADER = ("tillfälle", "datum", "verkstad", "aktivitet", "deltagare", "grupp")


def write_small_year(path: Path, number: int) -> Path:
    """Write laptop `number`'s file: 30 sessions of 2025 with 6 of 40 people at each."""
    chance = random.Random(number)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(HEADER)
        for session in range(SESSIONS):
            day = date(2025, 1, 7) + timedelta(days=chance.randrange(350))
            for person in chance.sample(range(PEOPLE), PRESENT):
                rows.writerow(
                    (
                        f"D{number}-{session}",
                        day.isoformat(),
                        "Kvinnors hälsa",
                        "Yoga",
                        f"K{person:03}",
                        ("barn och unga", "vuxna")[person % 2],
                    )
                )
    return path
