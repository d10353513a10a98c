"""Foreign positions re-anchored into a street, for demonstration data: same input, same place, always inside.

No randomness, no clock. Whoever shows such a case marks it 演示数据.
"""

import hashlib

import shapely

from commandcenter.atlas.ground import Ground
from commandcenter.atlas.mercator import E7

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

_TRIES = 32


def anchor(ground: Ground, lon: float, lat: float, source_bounds: Bounds, key: bytes) -> tuple[int, int]:
    """A position of the street for a foreign one: lon_e7, lat_e7, always found by `ground.locate`.

    The source's bounds are stretched over the street's bounds, so that neighbours stay neighbours. Where
    that falls outside the outline (or the position is no number, or outside the source's bounds), the key's
    hash chooses a grid cell and a point inside it.

    Args:
        lon, lat: degrees in whatever area the source covers.
        source_bounds: the area the source covers; width and height above 0.
        key: what names the row for good, such as its source and id.
    """
    west, south, east, north = source_bounds
    if not (east > west and north > south):
        raise ValueError("source_bounds need a width and a height above 0")
    if west <= lon <= east and south <= lat <= north:
        to_west, to_south, to_east, to_north = ground.bounds_e7
        lon_e7 = to_west + round((lon - west) / (east - west) * (to_east - to_west))
        lat_e7 = to_south + round((lat - south) / (north - south) * (to_north - to_south))
        if ground.contains(lon_e7, lat_e7):
            return lon_e7, lat_e7
    return _hashed(ground, key)


def _hashed(ground: Ground, key: bytes) -> tuple[int, int]:
    """A cell by the key's hash, then the first of a row of hashed points that lies in the cell."""
    digest = hashlib.sha256(key).digest()
    polygon = ground.cells[int.from_bytes(digest[:8]) % len(ground.cells)].polygon
    west, south, east, north = (round(v * E7) for v in polygon.bounds)
    for attempt in range(_TRIES):
        drawn = hashlib.sha256(digest + attempt.to_bytes(1)).digest()
        lon_e7 = west + int.from_bytes(drawn[:8]) % (east - west + 1)
        lat_e7 = south + int.from_bytes(drawn[8:16]) % (north - south + 1)
        if shapely.contains_xy(polygon, lon_e7 / E7, lat_e7 / E7) and ground.contains(lon_e7, lat_e7):
            return lon_e7, lat_e7
    for fallback in (polygon, ground.outline):
        point = fallback.representative_point()
        lon_e7, lat_e7 = round(point.x * E7), round(point.y * E7)
        if ground.contains(lon_e7, lat_e7):
            return lon_e7, lat_e7
    raise ValueError(f"the outline of {ground.street_code} has no inside")
