"""One street's ground: outline, communities (社区), unit-grid cells (单元网格), and where a point lies.

No drawing, no names of roads. Positions are EPSG:4490, lon before lat, integers of degrees × 1e7.
What is synthetic or a proxy says so in the files' own words, passed through as `notes`.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from commandcenter.atlas.mercator import E7

Ring = NDArray[np.int64]
"""A closed ring as an (n, 2) array of lon_e7, lat_e7."""
Rings = tuple[Ring, ...]
"""Outer and inner rings of one area; filled odd-even."""


class GroundError(Exception):
    """A street's files cannot be used: `what` is wrong, `where` names the file and, if known, the feature."""

    def __init__(self, what: str, where: str) -> None:
        super().__init__(f"{what}: {where}")
        self.what = what
        self.where = where


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a point lies: codes of street (9 digits), community (12) and grid cell (15)."""

    street_code: str
    street_name: str
    community_code: str
    community_name: str
    grid_code: str


@dataclass(frozen=True, kw_only=True)
class Community:
    """A community (社区) of the street."""

    code: str
    name: str
    short_name: str
    polygon: BaseGeometry
    label_e7: tuple[int, int]
    """Where its name stands best: the centre of the largest circle inside."""
    note: str = ""
    """What the source says about the boundary and the seed, such as SYNTHETIC; empty when nothing."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A unit-grid cell (单元网格)."""

    code: str
    community_code: str
    polygon: BaseGeometry


@dataclass(frozen=True, kw_only=True)
class CommunityShape:
    """What a map draws of a community."""

    code: str
    name: str
    short_name: str
    rings: Rings
    label_e7: tuple[int, int]


@dataclass(frozen=True, kw_only=True, eq=False)
class Shapes:
    """What a map draws of a street, as plain rings: no shapely, no files."""

    street: Rings
    communities: tuple[CommunityShape, ...]
    borders: Rings
    """Lines between communities, each once; not closed."""
    cells: tuple[Rings, ...]
    bounds_e7: tuple[int, int, int, int]


@dataclass(frozen=True, kw_only=True, eq=False)
class Ground:
    """The ground of one street. Made by `Ground.load`; cheap to ask afterwards."""

    street_code: str
    street_name: str
    outline: BaseGeometry
    source: str
    """What the outline comes from, in the file's words; begins with PROXY when it is a stand-in."""
    communities: tuple[Community, ...]
    cells: tuple[Cell, ...]

    @classmethod
    def load(cls, folder: Path) -> "Ground":
        """The ground in a folder with street.geojson, communities.geojson and grid.geojson.

        Raises:
            GroundError: a file is missing, not readable, or lacks what the street needs.
        """
        streets = list(_features(folder / "street.geojson", ("code", "name")))
        if len(streets) != 1:
            raise GroundError(f"one outline expected, found {len(streets)}", str(folder / "street.geojson"))
        properties, outline = streets[0]
        communities = tuple(
            Community(
                code=str(p["code"]),
                name=str(p["name"]),
                short_name=short_name(str(p["name"])),
                polygon=polygon,
                label_e7=label_point(polygon),
                note="; ".join(str(p[k]) for k in ("boundary", "seed") if p.get(k)),
            )
            for p, polygon in _features(folder / "communities.geojson", ("code", "name"))
        )
        cells = tuple(
            Cell(code=str(p["bgcode"]), community_code=str(p["community"]), polygon=polygon)
            for p, polygon in _features(folder / "grid.geojson", ("bgcode", "community"))
        )
        known = {community.code for community in communities}
        for cell in cells:
            where = f"{folder / 'grid.geojson'}, bgcode {cell.code}"
            if cell.community_code not in known:
                raise GroundError(f"community {cell.community_code} of the cell is not in this street", where)
            if len(cell.code) != 15 or not cell.code.isdecimal():
                raise GroundError("a grid code has 15 digits", where)
        if not cells:
            raise GroundError("no grid cell in the file", str(folder / "grid.geojson"))
        return cls(
            street_code=str(properties["code"]),
            street_name=str(properties["name"]),
            outline=outline,
            source=str(properties.get("source", "")),
            communities=tuple(sorted(communities, key=lambda c: c.code)),
            cells=tuple(sorted(cells, key=lambda c: c.code)),
        )

    @property
    def proxy(self) -> bool:
        """Whether the outline stands in for the administrative boundary."""
        return self.source.upper().startswith("PROXY")

    @property
    def synthetic(self) -> bool:
        """Whether any community boundary was made up."""
        return any("SYNTHETIC" in community.note.upper() for community in self.communities)

    @property
    def notes(self) -> tuple[str, ...]:
        """What the files say about their own truth, each sentence once."""
        notes = [self.source, *(community.note for community in self.communities)]
        return tuple(dict.fromkeys(note for note in notes if note))

    @cached_property
    def bounds_e7(self) -> tuple[int, int, int, int]:
        """West, south, east, north of the outline, degrees × 1e7."""
        west, south, east, north = self.outline.bounds
        return round(west * E7), round(south * E7), round(east * E7), round(north * E7)

    def contains(self, lon_e7: int, lat_e7: int) -> bool:
        """Whether the point lies in the outline, its edge included."""
        west, south, east, north = self.bounds_e7
        if not (west <= lon_e7 <= east and south <= lat_e7 <= north):
            return False
        return bool(shapely.intersects_xy(self._prepared_outline, lon_e7 / E7, lat_e7 / E7))

    def locate(self, lon_e7: int, lat_e7: int) -> Place | None:
        """Street, community and grid cell of a point; None outside the outline.

        On a shared edge the cell with the lowest code has it; in a sliver between cells, the nearest cell.
        """
        if not self.contains(lon_e7, lat_e7):
            return None
        x, y = lon_e7 / E7, lat_e7 / E7
        point = shapely.Point(x, y)
        candidates = np.sort(self._cell_tree.query(point))
        inside = candidates[shapely.intersects_xy(self._cell_polygons[candidates], x, y)]
        index = int(inside[0]) if len(inside) else int(self._cell_tree.nearest(point))
        cell = self.cells[index]
        community = self._community_by_code[cell.community_code]
        return Place(
            street_code=self.street_code,
            street_name=self.street_name,
            community_code=community.code,
            community_name=community.name,
            grid_code=cell.code,
        )

    def community_indexes(self, lon_e7: NDArray[np.integer], lat_e7: NDArray[np.integer]) -> NDArray[np.int16]:
        """For each point the index into `communities`, -1 outside them all. For many points at once."""
        found = np.full(len(lon_e7), -1, dtype=np.int16)
        x, y = np.asarray(lon_e7) / E7, np.asarray(lat_e7) / E7
        for index, community in enumerate(self.communities):
            rest = np.flatnonzero(found < 0)
            found[rest[shapely.intersects_xy(community.polygon, x[rest], y[rest])]] = index
        return found

    @cached_property
    def shapes(self) -> Shapes:
        """Everything a map draws of this street."""
        return Shapes(
            street=_rings(self.outline),
            communities=tuple(
                CommunityShape(
                    code=c.code,
                    name=c.name,
                    short_name=c.short_name,
                    rings=_rings(c.polygon),
                    label_e7=c.label_e7,
                )
                for c in self.communities
            ),
            borders=self._borders(),
            cells=tuple(_rings(cell.polygon) for cell in self.cells),
            bounds_e7=self.bounds_e7,
        )

    def _borders(self) -> Rings:
        lines = shapely.union_all([c.polygon.boundary for c in self.communities], grid_size=1 / E7)
        inner = shapely.difference(lines, shapely.buffer(self.outline.boundary, 3e-7))
        merged = shapely.line_merge(inner)
        return tuple(
            np.rint(shapely.get_coordinates(line) * E7).astype(np.int64)
            for line in shapely.get_parts(merged)
            if line.length > 3e-6
        )

    @cached_property
    def _prepared_outline(self) -> BaseGeometry:
        shapely.prepare(self.outline)
        return self.outline

    @cached_property
    def _cell_polygons(self) -> NDArray[np.object_]:
        polygons = np.array([cell.polygon for cell in self.cells], dtype=object)
        shapely.prepare(polygons)
        return polygons

    @cached_property
    def _cell_tree(self) -> shapely.STRtree:
        return shapely.STRtree(self._cell_polygons)

    @cached_property
    def _community_by_code(self) -> dict[str, Community]:
        return {community.code: community for community in self.communities}


def short_name(name: str) -> str:
    """A community's name without the word 社区 (贵电社区 → 贵电)."""
    return name.removesuffix("社区") or name


def read_json(path: Path) -> Any:
    """The JSON document of one of the street's files.

    Raises:
        GroundError: missing, not UTF-8, or not JSON (with line and column).
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise GroundError("the file is missing", str(path)) from None
    except OSError as error:
        raise GroundError(f"the file cannot be read ({error.strerror})", str(path)) from error
    except UnicodeDecodeError as error:
        raise GroundError(f"the file is not UTF-8 (byte {error.start})", str(path)) from error
    except json.JSONDecodeError as error:
        raise GroundError(f"not JSON (line {error.lineno}, column {error.colno})", str(path)) from error


def _features(path: Path, needed: tuple[str, ...]) -> Iterator[tuple[dict[str, Any], BaseGeometry]]:
    """Properties and polygon of every feature; each property in `needed` is there."""
    document = read_json(path)
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list):
        raise GroundError("not a GeoJSON FeatureCollection", str(path))
    for number, feature in enumerate(features, start=1):
        where = f"{path}, feature {number}"
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict):
            raise GroundError("a feature without properties", where)
        for key in needed:
            if not properties.get(key):
                raise GroundError(f"the property {key} is missing", where)
        try:
            polygon = shapely.from_geojson(json.dumps(feature.get("geometry")))
        except shapely.errors.GEOSException as error:
            raise GroundError("the geometry cannot be read", where) from error
        if not isinstance(polygon, (Polygon, MultiPolygon)) or polygon.is_empty:
            raise GroundError("a polygon is expected", where)
        if not polygon.is_valid:
            raise GroundError(f"the polygon is broken ({shapely.is_valid_reason(polygon)})", where)
        west, south, east, north = polygon.bounds
        if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90:
            raise GroundError("coordinates are not degrees of longitude and latitude", where)
        yield properties, polygon


def _rings(area: BaseGeometry) -> Rings:
    polygons = area.geoms if isinstance(area, MultiPolygon) else [area]
    rings = (ring for polygon in polygons for ring in (polygon.exterior, *polygon.interiors))
    return tuple(np.rint(shapely.get_coordinates(ring) * E7).astype(np.int64) for ring in rings)


def label_point(polygon: BaseGeometry) -> tuple[int, int]:
    """Centre of the largest circle inside, degrees × 1e7."""
    radius = shapely.maximum_inscribed_circle(polygon, tolerance=1e-5)
    x, y = shapely.get_coordinates(radius)[0]
    return round(float(x) * E7), round(float(y) * E7)
