"""What the street's gazetteer can be asked by name: roads, crossings, places, communities, grid cells.

No matching of typed words: whoever types and how is the desk's business. Positions are degrees × 1e7, EPSG:4490.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import shapely
from shapely.geometry.base import BaseGeometry

from commandcenter.atlas.mercator import E7
from commandcenter.atlas.names import Names

MEET_WITHIN_M = 30.0
"""Drawn lines of two roads that meet may end this far apart."""


class Kind(StrEnum):
    """What an entry of the gazetteer is."""

    ROAD = "road"
    CROSSING = "crossing"
    PLACE = "place"
    COMMUNITY = "community"
    CELL = "cell"


@dataclass(frozen=True, kw_only=True)
class GazetteerEntry:
    """A name and the point that stands for it, which lies in the street; of a road a point on it near its middle."""

    kind: Kind
    name: str
    lon: int
    lat: int


class Gazetteer:
    """The names of one street, each with a point inside the street."""

    def __init__(self, names: Names) -> None:
        self._names, self._ground = names, names.ground

    @cached_property
    def entries(self) -> tuple[GazetteerEntry, ...]:
        """Places, roads and communities, each name once."""
        found: dict[tuple[Kind, str], GazetteerEntry] = {}
        for name, point in zip(self._names.place_names, self._names.places.geometries, strict=True):
            self._add(found, Kind.PLACE, name, point)
        for name in self._roads:
            here = self._on_road(name, None)
            if here is not None:
                self._add(found, Kind.ROAD, name, here)
        for community in self._ground.communities:
            found[Kind.COMMUNITY, community.name] = GazetteerEntry(
                kind=Kind.COMMUNITY, name=community.name, lon=community.label_e7[0], lat=community.label_e7[1])
        return tuple(found.values())

    def cell(self, code: str) -> GazetteerEntry | None:
        """A point in the grid cell of a code of 15 digits; None where the street has no such cell."""
        cell = next((c for c in self._ground.cells if c.code == code), None)
        if cell is None:
            return None
        inside = cell.polygon.representative_point()
        return GazetteerEntry(kind=Kind.CELL, name=code, lon=round(inside.x * E7), lat=round(inside.y * E7))

    def cell_codes(self, beginning: str) -> tuple[str, ...]:
        """Codes of the grid cells that begin with some digits."""
        return tuple(c.code for c in self._ground.cells if c.code.startswith(beginning))

    def crossing(self, one: str, other: str) -> GazetteerEntry | None:
        """Where two roads meet inside the street; None where they do not."""
        if one == other or one not in self._roads or other not in self._roads:
            return None
        first, second = self._roads[one], self._roads[other]
        line = shapely.shortest_line(first, second)
        if line.length > MEET_WITHIN_M:
            return None
        for part in (*shapely.get_parts(first.intersection(second)), line):
            if part.is_empty:
                continue
            lon, lat = self._e7(part.centroid)
            if self._ground.contains(lon, lat):
                return GazetteerEntry(kind=Kind.CROSSING, name=f"{one}与{other}路口", lon=lon, lat=lat)
        return None

    def on_road(self, road: str, community: str) -> GazetteerEntry | None:
        """A point of a road in the community of a name; None where the road does not run there."""
        its = next((c for c in self._ground.communities if c.name == community), None)
        point = None if its is None or road not in self._roads else self._on_road(road, its.polygon)
        if point is None:
            return None
        lon, lat = self._e7(point)
        return GazetteerEntry(kind=Kind.ROAD, name=f"{road}（{community}）", lon=lon, lat=lat)

    @cached_property
    def _roads(self) -> dict[str, BaseGeometry]:
        """Name → all its lines together, on the plane in metres."""
        lines: dict[str, list[BaseGeometry]] = {}
        for name, line in zip(self._names.road_names, self._names.roads.geometries, strict=True):
            lines.setdefault(name, []).append(line)
        return {name: shapely.union_all(parts) for name, parts in lines.items()}

    def _on_road(self, name: str, area: BaseGeometry | None) -> BaseGeometry | None:
        """The point nearest to the middle of the road's part in an area (degrees), by default in the street."""
        area = self._ground.outline if area is None else area
        mx, my = self._names.metres_per_e7
        plane = shapely.transform(area, lambda xy: xy * (mx * E7, my * E7))
        inside = self._roads[name].intersection(shapely.buffer(plane, -1.0))
        if inside.is_empty:
            return None
        return shapely.shortest_line(inside, inside.centroid).interpolate(0.0)

    def _add(self, found: dict[tuple[Kind, str], GazetteerEntry], kind: Kind, name: str, point: BaseGeometry) -> None:
        lon, lat = self._e7(point)
        if self._ground.contains(lon, lat):
            found.setdefault((kind, name), GazetteerEntry(kind=kind, name=name, lon=lon, lat=lat))

    def _e7(self, point: BaseGeometry) -> tuple[int, int]:
        mx, my = self._names.metres_per_e7
        return round(point.x / mx), round(point.y / my)
