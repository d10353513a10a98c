"""A street's own outlines (街道、社区、单元网格) as a reference document. What lies where is atlas's business.

Positions are EPSG:4490, integers of degrees × 1e7, lon before lat.
"""

import msgspec

OUTLINES = "outlines"
Polygons = tuple[tuple[tuple[int, ...], ...], ...]
"""Polygons of rings; a ring is flat: lon, lat, lon, lat …, its first point once more at the end."""


class Area(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A community (12 digits, with a name) or a grid cell (15 digits)."""

    code: str
    name: str = ""
    polygons: Polygons


class Outlines(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of one street. `source`: what they come from, in the words of who gave them."""

    code: str
    name: str
    source: str
    outline: Polygons
    communities: tuple[Area, ...]
    cells: tuple[Area, ...]
