"""The obvious pandas script for one table: the year by workshop, read from the files each time.

    python benchmarks/pandas_statistics.py FOLDER YEAR

Prints sessions, attendances, different people and returning people by workshop, and the total.
"""

import sys
from pathlib import Path

import pandas as pd


def main() -> None:
    folder, year = Path(sys.argv[1]), int(sys.argv[2])
    sessions = pd.concat(
        pd.read_csv(file, sep=";", encoding="utf-8-sig", parse_dates=["datum"])
        for file in sorted(folder.glob("*tillfallen.csv"))
    )
    present = pd.concat(
        pd.read_csv(file, sep=";", encoding="utf-8-sig")
        for file in sorted(folder.glob("*narvaro.csv"))
    )
    sessions = sessions[sessions.datum.dt.year == year].fillna({"verkstad": "", "typ": "grupp"})
    rows = present.merge(sessions, on="tillfälle")
    by_workshop = {name: rows[rows.verkstad == name] for name in sessions.verkstad.unique()}
    table = [("", sessions, rows)] + [
        (name, sessions[sessions.verkstad == name], part) for name, part in by_workshop.items()
    ]
    for name, held, part in table:
        dates = part[part.typ == "grupp"].groupby("deltagare").datum.nunique()
        print(name, len(held), len(part), part.deltagare.nunique(), int((dates >= 2).sum()))


if __name__ == "__main__":
    main()
