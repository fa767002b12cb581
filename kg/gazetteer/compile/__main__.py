"""`python -m kg.gazetteer.compile --from DIR`: write the compiled CSVs of seeds/gazetteer and their checksums."""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path

from kg.gazetteer.compile import corps, features, former, former_towns, points, units, villages
from kg.gazetteer.compile.rows import Packages, Row, render, table
from kg.resources import seeds_dir

SUMS = "SHA256SUMS"


def compiled(packages: Packages, sources: Path) -> dict[str, list[Row]]:
    """Return file name → rows of every compiled CSV."""
    china = units.china(packages)
    xinjiang = units.xinjiang(sources)
    former.add_former_names(packages, units.QUHUA, china, xinjiang)
    given = table(sources / "former_codes.csv")
    former.add_former_codes(packages, units.QUHUA, [*china, *xinjiang], given)
    towns = units.townships(packages, sources)
    former_towns.add_former_names(packages, xinjiang, towns)
    former_towns.namesakes(towns, units.towns_elsewhere(packages))
    regiments = corps.regiments(sources)
    provinces = {record["geonames"]: record["gb2260"] for record in table(sources / "geonames_provinces.csv")}
    points.add_points(packages, [*china, *xinjiang, *towns], provinces)
    roots = corps.roots(sources)
    known = {units.COUNTRY} | {row.id for row in [*china, *xinjiang, *towns, *regiments]}
    return {
        "works.csv": features.features(sources, "works.csv", known),
        "features.csv": features.features(sources, "features.csv", known),
        "china.csv": [roots[units.COUNTRY], *china],
        "xinjiang.csv": xinjiang,
        "townships.csv": towns,
        "corps.csv": [roots[corps.CORPS], *corps.divisions(sources)],
        "regiments.csv": regiments,
        "villages.csv": villages.villages(packages, [*china, *xinjiang, *towns], regiments),
    }


def write(path: Path, data: bytes) -> None:
    """Write `data` beside `path`, then put it in place at once."""
    beside = path.with_suffix(path.suffix + ".new")
    beside.write_bytes(data)
    beside.replace(path)


def checksums(folder: Path) -> bytes:
    """Return the lines of SHA256SUMS for the CSV and TOML files of `folder`, sorted by name."""
    files = sorted([*folder.glob("*.csv"), *folder.glob("*.toml")])
    return "".join(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files).encode()


def main(arguments: list[str] | None = None) -> int:
    """Compile the seeds and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m kg.gazetteer.compile", description=__doc__)
    parser.add_argument("--from", dest="packages", type=Path, help="folder of the downloaded package files")
    parser.add_argument("--to", type=Path, default=seeds_dir() / "gazetteer", help="folder to write to")
    options = parser.parse_args(arguments)
    folder: Path = options.to
    if options.packages:
        for name, rows in compiled(Packages(options.packages), folder / "sources").items():
            write(folder / name, render(rows))
            sys.stdout.write(f"{name}: {len(rows)} rows\n")
    write(folder / SUMS, checksums(folder))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
