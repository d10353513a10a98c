"""The drawn basemap's shapes (base.json): water, green, buildings, railways, roads by class.

No colour and no drawing: shapes as e7 arrays, in the order they are drawn.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commandcenter.atlas.ground import GroundError, read_json

AREAS = ("campus", "park", "green", "pitch", "water", "building")
LINES = ("stream", "rail")
ROADS = ("path", "lane", "minor", "middle", "main", "major")
"""Road classes, least first."""

Path_e7 = NDArray[np.int64]
"""One line or ring as an (n, 2) array of lon_e7, lat_e7."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Base:
    """Shapes around one street, by kind; every kind is there, some empty."""

    areas: dict[str, tuple[tuple[Path_e7, ...], ...]]
    """Kind (AREAS) → areas, each its rings, filled odd-even."""
    lines: dict[str, tuple[Path_e7, ...]]
    """Kind (LINES) → lines."""
    roads: dict[str, tuple[tuple[Path_e7, str], ...]]
    """Class (ROADS) → line and name ("" when it has none)."""
    bounds_e7: tuple[int, int, int, int]
    source: str
    date: str
    """When the data was taken, as precisely as known ("2024")."""

    @classmethod
    def load(cls, folder: Path) -> "Base":
        """The base of a street's folder.

        Raises:
            GroundError: base.json is missing or broken.
        """
        path = folder / "base.json"
        document = read_json(path)
        try:
            return cls._decoded(document)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise GroundError("not a basemap of this program", str(path)) from error

    @classmethod
    def _decoded(cls, document: Any) -> "Base":
        if document["format"] != "commandcenter-base-1":
            raise ValueError(document["format"])
        origin = np.asarray(document["origin_e7"], dtype=np.int64)
        unit = int(document["unit_e7"])

        def line(flat: list[int]) -> Path_e7:
            steps = np.asarray(flat, dtype=np.int64).reshape(-1, 2)
            return origin + np.cumsum(steps, axis=0) * unit

        west, south, east, north = (int(v) for v in document["bounds_e7"])
        return cls(
            areas={
                kind: tuple(tuple(line(ring) for ring in area) for area in document["areas"].get(kind, ()))
                for kind in AREAS
            },
            lines={kind: tuple(line(flat) for flat in document["lines"].get(kind, ())) for kind in LINES},
            roads={
                kind: tuple(
                    (line(flat), str(name))
                    for flat, name in zip(
                        document["roads"].get(kind, ()), document["road_names"].get(kind, ()), strict=True
                    )
                )
                for kind in ROADS
            },
            bounds_e7=(west, south, east, north),
            source=str(document["source"]),
            date=str(document["date"]),
        )
