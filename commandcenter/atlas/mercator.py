"""Web Mercator for drawing: integer e7 degrees to world coordinates in [0, 1] and back, scales.

No tile, no screen. EPSG:4490 (CGCS2000) is taken as equal to WGS 84 here and nowhere else said:
the two differ by centimetres, less than a device in the field can tell.
World (0, 0) is the north-west corner.
"""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

E7 = 10_000_000
TILE_PX = 256
EARTH_M = 40_075_016.685578488
"""Length of the equator on the sphere of Web Mercator, metres."""
SCREEN_DPI = 96.0
_MAX_LAT = 85.05112877980659

Floats = NDArray[np.float64]


def world_x(lon_e7: ArrayLike) -> Floats:
    """World x in [0, 1] of longitudes in degrees × 1e7; any shape."""
    return np.asarray(lon_e7, dtype=np.float64) / (360.0 * E7) + 0.5


def world_y(lat_e7: ArrayLike) -> Floats:
    """World y in [0, 1], growing southwards, of latitudes in degrees × 1e7; any shape."""
    degrees = np.clip(np.asarray(lat_e7, dtype=np.float64) / E7, -_MAX_LAT, _MAX_LAT)
    sine = np.sin(np.radians(degrees))
    return 0.5 - np.log((1.0 + sine) / (1.0 - sine)) / (4.0 * math.pi)


def to_world(lon_e7: ArrayLike, lat_e7: ArrayLike) -> tuple[Floats, Floats]:
    """World x and y in [0, 1] of positions in degrees × 1e7."""
    return world_x(lon_e7), world_y(lat_e7)


def from_world(x: float, y: float) -> tuple[int, int]:
    """Longitude and latitude, degrees × 1e7, of one world point."""
    lat = math.degrees(math.atan(math.sinh(math.pi * (1.0 - 2.0 * y))))
    return round((x - 0.5) * 360.0 * E7), round(lat * E7)


def world_px(zoom: float) -> float:
    """Pixels of the whole world's width at a zoom, which need not be whole."""
    return float(TILE_PX * 2.0**zoom)


def metres_per_px(lat_e7: float, zoom: float) -> float:
    """Metres on the ground one pixel covers at this latitude (degrees × 1e7)."""
    return EARTH_M * math.cos(math.radians(lat_e7 / E7)) / world_px(zoom)


def scale_denominator(lat_e7: float, zoom: float) -> float:
    """N of the scale 1:N on a screen of 96 dots per inch."""
    return metres_per_px(lat_e7, zoom) * SCREEN_DPI / 0.0254


def zoom_of_scale(lat_e7: float, denominator: float) -> float:
    """The zoom at which the screen shows 1:denominator; the inverse of `scale_denominator`."""
    return math.log2(scale_denominator(lat_e7, 0.0) / denominator)
