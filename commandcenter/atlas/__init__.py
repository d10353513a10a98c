"""Everything about where: outlines, jurisdiction, tiles, names. Positions are lon, lat in EPSG:4490."""
