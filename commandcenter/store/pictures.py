"""Pictures: what is taken for one, its size, what its EXIF says, and copies that say nothing. No SQL, no file.

Only JPEG and PNG are taken. Every picture is decoded to its end once before it is stored, so that what is cut off,
disguised or too large is refused when it comes, not when it is shown. Copies (thumbnail, export, paper) are painted
anew: nothing of the original's metadata or of what may hang behind its end gets into them.
"""

import io
import struct
import threading
import warnings
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commandcenter.core.rules import Refused

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_BYTES = 32 * 1024 * 1024
MAX_PIXELS = 64_000_000
MAX_SIDE = 20_000
THUMB_PX = (384, 252)  # twice the place in the case panel
VIEW_PIXELS = 16_000_000  # more than this no screen is given
JPEG, PNG = "image/jpeg", "image/png"
_MEDIA = {"JPEG": JPEG, "MPO": JPEG, "PNG": PNG}  # MPO: a phone's JPEG with a second view behind it
_QUALITY = 90
_THUMB_QUALITY = 80
_WHITE = (255, 255, 255)
_EXIF, _GPS = 0x8769, 0x8825  # where EXIF keeps its times and its position
_TAKEN = (0x9003, 0x9004, 0x0132)  # original, digitized, changed
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error, OverflowError, ArithmeticError,
           LookupError, TypeError, AttributeError, MemoryError)
"""What decoders raise for bytes that are no picture; each of them was seen with a hostile file."""
_TURNS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}  # how the camera was held → PIL.Image.Transpose
_ON_ITS_SIDE = frozenset({5, 6, 7, 8})
_one_at_a_time = threading.Lock()  # one decoded picture in memory, whoever asks


@dataclass(frozen=True, kw_only=True)
class Shot:
    """What a camera wrote into a picture: when (its own clock, "2026-11-22 10:03:00") and where (degrees × 1e7,
    WGS 84); "" and None where it says nothing that can be."""

    taken: str = ""
    lon: int | None = None
    lat: int | None = None


@dataclass(frozen=True, kw_only=True)
class Looked:
    """A picture that was looked at: media type, size upright in pixels, thumbnail as JPEG, and its shot."""

    media: str
    width: int
    height: int
    thumb: bytes
    shot: Shot


@dataclass(frozen=True, kw_only=True)
class Pixels:
    """A decoded picture, upright: RGB, 8 bits, rows without padding."""

    width: int
    height: int
    rgb: bytes


def look(data: bytes) -> Looked:
    """Decode a picture to its end.

    Raises:
        Refused: picture-empty, picture-too-big, not-a-picture, picture-moves, picture-broken.
    """
    with _opened(data) as (image, media):
        width, height = image.size
        if _held(image) in _ON_ITS_SIDE:
            width, height = height, width
        shot = _shot(image)
        image.draft("RGB", THUMB_PX)
        thumb = _upright(image)
        thumb.thumbnail(THUMB_PX)
        return Looked(media=media, width=width, height=height, thumb=_jpeg(thumb, _THUMB_QUALITY), shot=shot)


def clean(data: bytes, longest: int | None = None) -> bytes:
    """The same picture upright and without metadata, as JPEG; `longest` side in pixels, where it shall be smaller.

    Raises:
        Refused: as `look`.
    """
    with _opened(data) as (image, _media):
        if longest is not None:
            image.draft("RGB", (longest, longest))
        copy = _upright(image)
        if longest is not None:
            copy.thumbnail((longest, longest))
        return _jpeg(copy, _QUALITY)


def pixels(data: bytes, most: int = VIEW_PIXELS) -> Pixels:
    """A picture for the screen, upright; one of more than `most` pixels is made smaller.

    Raises:
        Refused: as `look`.
    """
    with _opened(data) as (image, _media):
        wide, high = image.size
        most = min(most, VIEW_PIXELS)
        if wide * high > most:
            share = (most / (wide * high)) ** 0.5
            box = (max(int(wide * share), 1), max(int(high * share), 1))
            image.draft("RGB", box)
            image.thumbnail(box)
        copy = _upright(image)
        return Pixels(width=copy.width, height=copy.height, rgb=copy.tobytes())


@contextmanager
def _opened(data: bytes) -> "Iterator[tuple[Image, str]]":
    from PIL import Image

    if not data:
        raise Refused("picture-empty")
    if len(data) > MAX_BYTES:
        raise Refused("picture-too-big", most=MAX_BYTES // 1024 // 1024, pixels=MAX_PIXELS // 1_000_000)
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of odd metadata, and of the number of pixels, which is looked at here
        try:
            image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG"))
        except Image.DecompressionBombError as err:
            raise Refused("picture-too-big", most=MAX_BYTES // 1024 // 1024, pixels=MAX_PIXELS // 1_000_000) from err
        except _BROKEN as err:
            raise Refused("not-a-picture") from err
        with image:
            wide, high = image.size
            if wide * high > MAX_PIXELS or max(wide, high) > MAX_SIDE:
                raise Refused(
                    "picture-too-big", most=MAX_BYTES // 1024 // 1024, pixels=MAX_PIXELS // 1_000_000)
            if image.format == "PNG" and getattr(image, "is_animated", False):
                raise Refused("picture-moves")
            try:
                yield image, _MEDIA[image.format or ""]
            except _BROKEN as err:
                raise Refused("picture-broken") from err


def _upright(image: "Image") -> "Image":
    """Decoded, turned as EXIF says, in RGB on white, with nothing attached."""
    from PIL import Image

    held = _held(image)
    image.load()
    turned = image.transpose(Image.Transpose(_TURNS[held])) if held in _TURNS else image
    turned.info = image.info
    if turned.mode.startswith("I"):  # 16 bits of grey
        turned = turned.convert("I").point(lambda level: level * (1 / 256) + 0).convert("L")
    if turned.mode in ("LA", "PA", "RGBA", "RGBa", "La") or "transparency" in turned.info:
        turned = turned.convert("RGBA")
        ground = Image.new("RGB", turned.size, _WHITE)
        ground.paste(turned, mask=turned.getchannel("A"))
        return ground
    plain = turned if turned.mode == "RGB" else turned.convert("RGB")
    plain.info = {}
    return plain


def _held(image: "Image") -> int:
    """How the camera was held, 1 to 8 as EXIF has it; 1 where it says nothing readable."""
    try:
        held = image.getexif().get(0x0112, 1)
    except _BROKEN:
        return 1
    return held if isinstance(held, int) else 1


def _jpeg(image: "Image", quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def _shot(image: "Image") -> Shot:
    """What the EXIF says; whatever in it cannot be is left out. Broken EXIF is no reason to refuse a picture."""
    try:
        exif = image.getexif()
        times = {**exif.get_ifd(_EXIF), 0x0132: exif.get(0x0132)}
        where = exif.get_ifd(_GPS)
    except _BROKEN:
        return Shot()
    taken = next((text for text in (_moment(times.get(tag)) for tag in _TAKEN) if text), "")
    lat, lon = _angle(where, 1, 90, "S"), _angle(where, 3, 180, "W")
    if lat is None or lon is None or (lat, lon) == (0, 0):
        return Shot(taken=taken)
    return Shot(taken=taken, lon=lon, lat=lat)


def _moment(value: object) -> str:
    """"2026:11:22 10:03:00" as "2026-11-22 10:03:00"; "" for anything else."""
    text = value.decode("ascii", "replace") if isinstance(value, bytes) else str(value)
    parts = text.strip("\0 ").replace(" ", ":").split(":")
    if len(parts) != 6 or not all(part.isascii() and part.isdigit() and len(part) in (2, 4) for part in parts):
        return ""
    year, month, day, hour, minute, second = (int(part) for part in parts)
    if not (1970 <= year < 2500 and 1 <= month <= 12 and 1 <= day <= 31 and hour < 24 and minute < 60 and second < 61):
        return ""
    return f"{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"


def _angle(where: Mapping[int, Any], tag: int, most: int, negative: str) -> int | None:
    """Degrees, minutes, seconds as degrees × 1e7; None where they are no angle."""
    try:
        degrees, minutes, seconds = (float(part) for part in where[tag + 1])
        angle = degrees + minutes / 60 + seconds / 3600
        if not 0 <= angle <= most:  # not a number fails this too
            return None
        side = str(where.get(tag, "")).strip("\0 ").upper()
        return round(angle * 10_000_000) * (-1 if side == negative else 1)
    except _BROKEN:
        return None
