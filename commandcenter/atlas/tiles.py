"""Raster basemap tiles out of an MBTiles file (SQLite), read only.

No decoding of pictures and no vector tiles: bytes of PNG, JPEG or WebP as they are stored.
Rows are counted from the south in the file (TMS) and from the north here.
"""

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

RASTER_STARTS = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpg", b"RIFF": "webp"}
"""First bytes of a tile → its format."""


class TilesError(Exception):
    """A tile file cannot be used: `what` is wrong, `where` names the file."""

    def __init__(self, what: str, where: str) -> None:
        super().__init__(f"{what}: {where}")
        self.what = what
        self.where = where


@dataclass(kw_only=True, eq=False)
class Tiles:
    """An open tile file. Use it from one thread; close it when done."""

    path: Path
    min_zoom: int
    max_zoom: int
    bounds: tuple[float, float, float, float]
    """West, south, east, north in degrees; the whole world where the file does not say."""
    attribution: str
    name: str
    format: str
    _db: sqlite3.Connection = field(repr=False)

    @classmethod
    def open(cls, path: Path) -> "Tiles":
        """An MBTiles file with raster tiles.

        Raises:
            TilesError: missing, not a database, no metadata, no tiles, broken, or tiles that are no pictures.
        """
        if not path.is_file():
            raise TilesError("the file is missing", str(path))
        try:
            db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        except sqlite3.Error as error:
            raise TilesError(f"the file cannot be opened ({error})", str(path)) from error
        try:
            return cls._checked(path, db)
        except sqlite3.DatabaseError as error:
            db.close()
            raise TilesError(f"not a readable SQLite database ({error})", str(path)) from error
        except TilesError:
            db.close()
            raise

    @classmethod
    def _checked(cls, path: Path, db: sqlite3.Connection) -> "Tiles":
        where = str(path)
        found = db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        present = {name for (name,) in found}
        for table in ("metadata", "tiles"):
            if table not in present:
                raise TilesError(f"no MBTiles file: the table {table} is missing", where)
        metadata = {str(key): str(value) for key, value in db.execute("SELECT name, value FROM metadata")}
        if not metadata:
            raise TilesError("no MBTiles file: the metadata is empty", where)
        low, high = db.execute("SELECT min(zoom_level), max(zoom_level) FROM tiles").fetchone()
        if low is None:
            raise TilesError("there is no tile in the file", where)
        said = metadata.get("format", "")
        if said == "pbf":
            raise TilesError("the file holds vector tiles (pbf); raster tiles are needed", where)
        (first,) = db.execute("SELECT tile_data FROM tiles LIMIT 1").fetchone()
        picture = _format(first)
        if picture is None:
            raise TilesError(f"tiles are not pictures (format {said or 'not stated'})", where)
        return cls(
            path=path,
            min_zoom=int(low),
            max_zoom=int(high),
            bounds=_bounds(metadata.get("bounds"), where),
            attribution=metadata.get("attribution", ""),
            name=metadata.get("name", path.stem),
            format=picture,
            _db=db,
        )

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """The picture of one tile, y counted from the north; None where the file has none.

        Raises:
            TilesError: the file became unreadable.
        """
        try:
            row = self._db.execute(
                "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
                (z, x, (1 << z) - 1 - y),
            ).fetchone()
        except sqlite3.DatabaseError as error:
            raise TilesError(f"a tile cannot be read ({error})", str(self.path)) from error
        return bytes(row[0]) if row is not None and row[0] is not None else None

    def close(self) -> None:
        """Gives the file free."""
        self._db.close()


def _format(data: object) -> str | None:
    if not isinstance(data, bytes):
        return None
    return next((name for start, name in RASTER_STARTS.items() if data.startswith(start)), None)


def _bounds(text: str | None, where: str) -> tuple[float, float, float, float]:
    if not text:
        return (-180.0, -85.0511, 180.0, 85.0511)
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise TilesError(f"the bounds are not four numbers ({text})", where) from None
    return west, south, east, north
