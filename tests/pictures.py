"""Pictures for tests, drawn here: whole ones, odd ones, and things that only look like one."""

import io
import struct
import zlib

from PIL import Image, ImageDraw

LAT, LON = (28.2931, 117.0711)  # degrees, as a phone writes them


def jpeg(width: int = 640, height: int = 480, *, mark: str = "", mode: str = "RGB", exif: Image.Exif | None = None,
         quality: int = 85) -> bytes:
    """A JPEG with a shape in it; another mark makes other bytes."""
    image = Image.new(mode, (width, height), _ground(mode, mark))
    ImageDraw.Draw(image).ellipse((width // 4, height // 4, width // 2, height // 2), fill=_ground(mode, mark + "x"))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, **({"exif": exif} if exif is not None else {}))
    return out.getvalue()


def png(width: int = 320, height: int = 200, *, mode: str = "RGB") -> bytes:
    """A PNG of any mode."""
    out = io.BytesIO()
    Image.new(mode, (width, height)).save(out, "PNG")
    return out.getvalue()


def exif(*, orientation: int = 1, taken: str = "2026:03:02 08:41:07", lat: object = None, lon: object = None,
         south: bool = False) -> Image.Exif:
    """What a phone writes: time, position, model, and how it was held."""
    out = Image.Exif()
    out[0x0112], out[0x010F], out[0x0110] = orientation, "Maker", "Phone of Mr Wang"
    out.get_ifd(0x8769)[0x9003] = taken
    where = out.get_ifd(0x8825)
    where[1], where[2] = "S" if south else "N", _dms(LAT) if lat is None else lat
    where[3], where[4] = "E", _dms(LON) if lon is None else lon
    return out


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few bytes that says it has billions of pixels."""
    return (b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + _chunk(b"IDAT", zlib.compress(b"\0" * 4096)) + _chunk(b"IEND", b""))


def moving() -> bytes:
    """A PNG of two frames."""
    frames = [Image.new("RGB", (40, 40), tone) for tone in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _dms(degrees: float) -> tuple[float, float, float]:
    whole = int(degrees)
    minutes = int((degrees - whole) * 60)
    return float(whole), float(minutes), round((degrees - whole - minutes / 60) * 3600, 3)


def _ground(mode: str, mark: str) -> object:
    tone = zlib.crc32(mark.encode()) & 0xFFFFFF
    parts = (tone >> 16, tone >> 8 & 255, tone & 255)
    return {"L": parts[0], "CMYK": (*parts, 10)}.get(mode, parts)
