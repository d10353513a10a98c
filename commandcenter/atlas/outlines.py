"""Outlines of a street of one's own: out of a GeoJSON file into a document, and from the document to a ground.

Which area a feature is, its code says: 9 digits the street, 12 a community, 15 a grid cell. Where the street is missing
it is the union of its communities; where no cell is given, each community is one cell, numbered 000.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from commandcenter.atlas.ground import Cell, Community, Ground, label_point, short_name
from commandcenter.atlas.mercator import E7
from commandcenter.core.mapping import Refusal
from commandcenter.core.outlines import Area, Outlines, Polygons

CHINA = (73.0, 3.0, 136.0, 54.0)  # west, south, east, north
CODES = ("code", "bgcode", "dm", "代码", "编码")  # properties that may hold the code, in this order
NAMES = ("name", "mc", "名称")
MOST_SHARED = 0.05  # of the smaller one of two communities
WHOLE_CELL = "000"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a file held: outlines where nothing was refused, and why what was refused."""

    read: int
    outlines: Outlines | None
    refused: tuple[Refusal, ...]


def read(document: Any, street: str, name: str, source: str) -> Reading:
    """The outlines of a GeoJSON document. `name`: the street's, where no feature says it.

    Raises:
        ValueError: this is no FeatureCollection.
    """
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list):
        raise ValueError("FeatureCollection")
    found: dict[str, tuple[int, str, BaseGeometry]] = {}
    refused: list[Refusal] = []
    for n, feature in enumerate(features, start=1):
        code, called, area, why = _feature(n, feature, street)
        if why is None and code in found:
            why = Refusal(line=n, reason="outline-twice", facts={"code": code, "line": str(found[code][0])})
        if why is not None or area is None:
            refused += [why] if why is not None else []
            continue
        found[code] = (n, called, area)
    communities = {code: one for code, one in found.items() if len(code) == 12}
    refused += _of_no_community(found, communities)
    refused += _shared(communities)
    if not communities:
        refused.append(Refusal(line=0, reason="outline-no-community", facts={"street": street}))
    if refused:
        return Reading(read=len(features), outlines=None, refused=tuple(sorted(refused, key=lambda one: one.line)))
    whole = found.get(street)
    outline = whole[2] if whole else shapely.union_all([area for _, _, area in communities.values()], grid_size=1 / E7)
    cells = {code: area for code, (_, _, area) in found.items() if len(code) == 15}
    with_cells = {code[:12] for code in cells}
    cells |= {code + WHOLE_CELL: area for code, (_, _, area) in communities.items() if code not in with_cells}
    return Reading(read=len(features), refused=(), outlines=Outlines(
        code=street, name=whole[1] if whole and whole[1] else name, source=source, outline=_flat(outline),
        communities=tuple(Area(code=code, name=called, polygons=_flat(area))
                          for code, (_, called, area) in sorted(communities.items())),
        cells=tuple(Area(code=code, polygons=_flat(area)) for code, area in sorted(cells.items()))))


def ground_of(outlines: Outlines) -> Ground:
    """The ground that a document describes."""
    areas = [(area, _shape(area.polygons)) for area in outlines.communities]
    return Ground(
        street_code=outlines.code, street_name=outlines.name, outline=_shape(outlines.outline),
        source=outlines.source,
        communities=tuple(
            Community(code=area.code, name=area.name, short_name=short_name(area.name), polygon=shape,
                      label_e7=label_point(shape))
            for area, shape in areas),
        cells=tuple(Cell(code=area.code, community_code=area.code[:12], polygon=_shape(area.polygons))
                    for area in outlines.cells))


def _feature(n: int, feature: Any, street: str) -> tuple[str, str, BaseGeometry | None, Refusal | None]:
    """Code, name and area of a feature, or why there are none."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    held = properties if isinstance(properties, dict) else {}
    code = next((str(held[key]).strip() for key in CODES if held.get(key)), "")
    name = next((str(held[key]).strip() for key in NAMES if held.get(key)), "")
    if not (code.isdecimal() and len(code) in (9, 12, 15)):
        return code, name, None, Refusal(line=n, reason="outline-code", facts={"code": code})
    if not code.startswith(street):
        return code, name, None, Refusal(line=n, reason="outline-street", facts={"code": code, "street": street})
    if len(code) == 12 and not name:
        return code, name, None, Refusal(line=n, reason="outline-name", facts={"code": code})
    try:
        area = shapely.from_geojson(json.dumps(feature.get("geometry")))
    except (shapely.errors.GEOSException, TypeError, ValueError):
        area = None
    if not isinstance(area, (Polygon, MultiPolygon)) or area.is_empty:
        return code, name, None, Refusal(line=n, reason="outline-polygon", facts={"code": code})
    area = shapely.set_precision(shapely.force_2d(area), 1 / E7, mode="pointwise")
    if not area.is_valid:
        return code, name, None, Refusal(
            line=n, reason="outline-broken", facts={"code": code, "what": shapely.is_valid_reason(area)})
    west, south, east, north = area.bounds
    if west < CHINA[0] or south < CHINA[1] or east > CHINA[2] or north > CHINA[3]:
        return code, name, None, Refusal(line=n, reason="outline-degrees", facts={
            "code": code, "text": f"{west:.4f}, {south:.4f}"})
    return code, name, area, None


def _of_no_community(found: dict[str, tuple[int, str, BaseGeometry]], communities: Iterable[str]) -> list[Refusal]:
    known = set(communities)
    return [Refusal(line=n, reason="outline-cell", facts={"code": code, "community": code[:12]})
            for code, (n, _, _) in found.items() if len(code) == 15 and code[:12] not in known]


def _shared(communities: dict[str, tuple[int, str, BaseGeometry]]) -> list[Refusal]:
    """Communities that lie over each other: a case there would have two."""
    codes = list(communities)
    shapes = [communities[code][2] for code in codes]
    tree = shapely.STRtree(shapes)
    out = []
    for n, code in enumerate(codes):
        for other in tree.query(shapes[n]).tolist():
            if other <= n:
                continue
            shared = shapely.intersection(shapes[n], shapes[other]).area
            if shared > MOST_SHARED * min(shapes[n].area, shapes[other].area):
                out.append(Refusal(line=communities[codes[other]][0], reason="outline-over", facts={
                    "code": codes[other], "other": code}))
    return out


def _flat(area: BaseGeometry) -> Polygons:
    polygons = area.geoms if isinstance(area, MultiPolygon) else [area]
    return tuple(
        tuple(tuple(round(float(value) * E7) for value in shapely.get_coordinates(ring).ravel())
              for ring in (polygon.exterior, *polygon.interiors))
        for polygon in polygons)


def _shape(polygons: Polygons) -> BaseGeometry:
    made = [Polygon(_points(rings[0]), [_points(ring) for ring in rings[1:]]) for rings in polygons]
    return made[0] if len(made) == 1 else MultiPolygon(made)


def _points(ring: tuple[int, ...]) -> list[tuple[float, float]]:
    return [(lon / E7, lat / E7) for lon, lat in zip(ring[::2], ring[1::2], strict=True)]
