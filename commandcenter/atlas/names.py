"""The street's gazetteer: the nearest named road and place, and the words for a point.

No address, no house number: what people say at the desk ("冶金大道近贵电社区"). Same point, same words.
"""

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from commandcenter.atlas.ground import Ground, GroundError, read_json
from commandcenter.atlas.mercator import E7

METRES_PER_DEGREE = 111_320.0

ROAD_WITHIN_M = 250.0
CROSSING_WITHIN_M = 45.0
PLACE_WITHIN_M = 120.0
CENTRE_M = 120.0
BESIDE_M = 20.0
"""From this far on, the words say on which side of the road."""

_DIRECTIONS = ("东", "东北", "北", "西北", "西", "西南", "南", "东南")


@dataclass(frozen=True, kw_only=True)
class Near:
    """A named road or place and how far it is."""

    name: str
    distance_m: float
    direction: str
    """On which side of it the point lies, one of eight (东, 东北 …)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Names:
    """Named roads and places of one street, in metres on a local plane."""

    ground: Ground
    metres_per_e7: tuple[float, float]
    road_names: tuple[str, ...]
    roads: shapely.STRtree
    place_names: tuple[str, ...]
    places: shapely.STRtree

    @classmethod
    def load(cls, folder: Path, ground: Ground | None = None) -> "Names":
        """The gazetteer in a street's folder (names.json); the ground is read too where none is given.

        Raises:
            GroundError: the file is missing or broken.
        """
        path = folder / "names.json"
        ground = ground or Ground.load(folder)
        document = read_json(path)
        metres = _metres(ground)
        try:
            roads = [(str(r["name"]), _line(r["line_e7"], metres)) for r in document["roads"]]
            places = [
                (str(p["name"]), shapely.Point(p["lon_e7"] * metres[0], p["lat_e7"] * metres[1]))
                for p in document["places"]
            ]
        except (KeyError, TypeError, ValueError, shapely.errors.GEOSException) as error:
            raise GroundError("not a list of named roads and places", str(path)) from error
        return cls(
            ground=ground,
            metres_per_e7=metres,
            road_names=tuple(name for name, _ in roads),
            roads=shapely.STRtree([line for _, line in roads]),
            place_names=tuple(name for name, _ in places),
            places=shapely.STRtree([point for _, point in places]),
        )

    @classmethod
    def of(cls, ground: Ground) -> "Names":
        """The gazetteer of a street of which only outlines are known: the communities have the only names."""
        none = shapely.STRtree([])
        return cls(ground=ground, metres_per_e7=_metres(ground), road_names=(), roads=none, place_names=(), places=none)

    def nearest_roads(self, lon_e7: int, lat_e7: int, within_m: float = ROAD_WITHIN_M) -> tuple[Near, ...]:
        """The two nearest named roads within a distance, nearest first."""
        return self._nearest(self.roads, self.road_names, lon_e7, lat_e7, within_m)

    def nearest_places(self, lon_e7: int, lat_e7: int, within_m: float = PLACE_WITHIN_M) -> tuple[Near, ...]:
        """The two nearest named places within a distance, nearest first."""
        return self._nearest(self.places, self.place_names, lon_e7, lat_e7, within_m)

    def place_text(self, lon_e7: int, lat_e7: int) -> str:
        """Words for a point, never coordinates: "雄石路与建设路路口东侧", "冶金大道近贵电社区",
        "冶金大道北侧近贵电社区", away from roads "贵电社区东北部", outside the street "东门街道外".
        """
        place = self.ground.locate(lon_e7, lat_e7)
        roads = self.nearest_roads(lon_e7, lat_e7)
        if len(roads) > 1 and roads[1].distance_m <= CROSSING_WITHIN_M:
            return f"{roads[0].name}与{roads[1].name}路口{roads[1].direction}侧"
        landmarks = self.nearest_places(lon_e7, lat_e7)
        if roads:
            side = f"{roads[0].direction}侧" if roads[0].distance_m >= BESIDE_M else ""
            near = landmarks[0].name if landmarks else place.community_name if place else ""
            return f"{roads[0].name}{side}近{near}" if near else f"{roads[0].name}{roads[0].direction}侧"
        if landmarks:
            return f"{landmarks[0].name}{landmarks[0].direction}侧"
        if place is None:
            return f"{self.ground.street_name}外"
        return place.community_name + self._part(place.community_code, lon_e7, lat_e7)

    def _part(self, community_code: str, lon_e7: int, lat_e7: int) -> str:
        """In which part of its community a point lies: 东部, 东北部 … 中部."""
        community = next(c for c in self.ground.communities if c.code == community_code)
        centre = community.polygon.centroid
        east = (lon_e7 - centre.x * E7) * self.metres_per_e7[0]
        north = (lat_e7 - centre.y * E7) * self.metres_per_e7[1]
        return "中部" if math.hypot(east, north) < CENTRE_M else f"{_direction(east, north)}部"

    def _nearest(
        self, tree: shapely.STRtree, names: tuple[str, ...], lon_e7: int, lat_e7: int, within_m: float
    ) -> tuple[Near, ...]:
        x, y = lon_e7 * self.metres_per_e7[0], lat_e7 * self.metres_per_e7[1]
        hits = tree.query(shapely.box(x - within_m, y - within_m, x + within_m, y + within_m))
        if not len(hits):
            return ()
        point = shapely.Point(x, y)
        best: dict[str, tuple[float, str, int]] = {}
        for index, metres in zip(hits.tolist(), shapely.distance(tree.geometries[hits], point), strict=True):
            found = (round(float(metres), 2), names[index], index)
            if metres <= within_m:
                best[names[index]] = min(found, best.get(names[index], found))
        nearest = sorted(best.values())[:2]
        lines = shapely.get_coordinates(shapely.shortest_line(tree.geometries[[i for *_, i in nearest]], point))
        return tuple(
            Near(name=name, distance_m=metres, direction=_direction(x - lines[2 * n, 0], y - lines[2 * n, 1]))
            for n, (metres, name, _) in enumerate(nearest)
        )


def _metres(ground: Ground) -> tuple[float, float]:
    _, south, _, north = ground.bounds_e7
    per_degree = METRES_PER_DEGREE / E7
    return per_degree * math.cos(math.radians((south + north) / 2 / E7)), per_degree


def _line(flat_e7: list[int], metres: tuple[float, float]) -> BaseGeometry:
    return shapely.LineString(np.asarray(flat_e7, dtype=np.float64).reshape(-1, 2) * metres)


def _direction(east: float, north: float) -> str:
    """One of eight directions for a step; 中 for none."""
    if east == 0.0 and north == 0.0:
        return "中"
    return _DIRECTIONS[round(math.degrees(math.atan2(north, east)) / 45.0) % 8]
