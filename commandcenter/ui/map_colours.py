"""Colours the map needs beyond the theme's roles: land, water, roads, rails, outlines; light and dark.

No widget. Pale on purpose: colour means urgency or selection, nothing else.
"""

from dataclasses import dataclass

from commandcenter.ui.theme import Theme


@dataclass(frozen=True, kw_only=True)
class MapColours:
    """Map roles as "#RRGGBB"."""

    land: str
    inside: str
    """The street's own ground."""
    water: str
    park: str
    campus: str
    building: str
    road: str
    road_edge: str
    road_main: str
    road_main_edge: str
    path: str
    rail: str
    rail_gap: str
    cell: str
    community: str
    street: str
    label: str
    road_label: str
    raster_opacity: float
    """How much of a raster basemap shows over the land."""


LIGHT = MapColours(
    land="#FAFAF8",
    inside="#F3F2EC",
    water="#C9DEEC",
    park="#E4EDDD",
    campus="#F1EEE6",
    building="#E7E3D8",
    road="#FFFFFF",
    road_edge="#E3DFD4",
    road_main="#FBE7B6",
    road_main_edge="#EADDBD",
    path="#DDD8CB",
    rail="#8793A0",
    rail_gap="#FFFFFF",
    cell="#B9C2CB",
    community="#7F8B97",
    street="#465361",
    label="#465361",
    road_label="#5B6774",
    raster_opacity=0.85,
)

DARK = MapColours(
    land="#141A20",
    inside="#1B232B",
    water="#16303F",
    park="#182820",
    campus="#1A2129",
    building="#25303A",
    road="#36424E",
    road_edge="#141A20",
    road_main="#4B4A3B",
    road_main_edge="#141A20",
    path="#2A343E",
    rail="#71808E",
    rail_gap="#141A20",
    cell="#3A4652",
    community="#71808E",
    street="#B6C1CC",
    label="#B6C1CC",
    road_label="#B0BCC8",
    raster_opacity=0.35,
)


def map_colours(theme: Theme) -> MapColours:
    """The map's colours under a theme."""
    return DARK if theme.dark else LIGHT
