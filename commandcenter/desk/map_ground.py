"""The ground a map draws under the cases: outlines, drawn base, raster tiles where there are any, projection.

No case and no colour. It is what ui sees of the atlas.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from commandcenter.atlas import mercator
from commandcenter.atlas.base import AREAS, LINES, ROADS, Base
from commandcenter.atlas.ground import CommunityShape, Ground, Rings, Shapes
from commandcenter.atlas.tiles import Tiles, TilesError

__all__ = [
    "AREAS",
    "LINES",
    "ROADS",
    "Base",
    "CommunityShape",
    "MapGround",
    "Rings",
    "Shapes",
    "Tiles",
    "TilesError",
    "mercator",
]


@dataclass(frozen=True, kw_only=True, eq=False)
class MapGround:
    """One street's ground, ready to be drawn."""

    ground: Ground
    base: Base | None
    """None where the street has no drawn base."""
    raster: Tiles | None
    """None where the street has no raster tiles."""

    @classmethod
    def load(cls, folder: Path, ground: Ground | None = None) -> "MapGround":
        """The ground of a street's folder; base.json and basemap.mbtiles may be absent, but not broken.

        Raises:
            GroundError, TilesError: a file that is there cannot be used.
        """
        raster = folder / "basemap.mbtiles"
        return cls(
            ground=ground or Ground.load(folder),
            base=Base.load(folder) if (folder / "base.json").exists() else None,
            raster=Tiles.open(raster) if raster.exists() else None,
        )

    @classmethod
    def of(cls, ground: Ground) -> "MapGround":
        """The ground of a street of which only outlines are known."""
        return cls(ground=ground, base=None, raster=None)

    @property
    def shapes(self) -> Shapes:
        """Outline, communities and cells as rings."""
        return self.ground.shapes

    def community_indexes(self, lon_e7: NDArray[np.integer], lat_e7: NDArray[np.integer]) -> NDArray[np.int16]:
        """For each point the index into `shapes.communities`, -1 outside them all."""
        return self.ground.community_indexes(lon_e7, lat_e7)
