"""Sheets into a PDF file: it appears whole or not at all, and what is copied out of it reads as it was written.

How a page is painted is sheet_pages.py's business.
"""

import mmap
import os
import re
import unicodedata
from pathlib import Path

from PySide6.QtCore import QFile, QFileDevice, QIODevice, QMarginsF
from PySide6.QtGui import QPageSize, QPdfWriter

RESOLUTION = 600  # dots per inch: what rounding there is, is a twentieth of a millimetre
PART = ".part"

# Qt gives a glyph the first character it stands for; where a radical and an ideograph look alike, that is the radical
_RADICALS = dict(zip(
    "⺂⺃⺅⺉⺎⺏⺐⺒⺓⺔⺕⺖⺘⺙⺛⺞⺟⺠⺡⺣⺤⺦⺨⺫⺭⺯⺰⺱⺹⺺⺾⻁⻂⻃⻅⻆⻈⻉⻋⻌⻐⻑⻒⻓⻔⻖⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻮⻯⻰⻱⻲⻳",
    "乛乚亻刂兀尣尢巳幺彑彐忄扌攵旡歺母民氵灬爫丬犭罒礻糹纟罓耂肀艹虎衤覀见角讠贝车辶钅長镸长门阝青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐齿竜龙龜亀龟",
    strict=True))
_KANGXI = {chr(n): unicodedata.normalize("NFKC", chr(n)) for n in range(0x2F00, 0x2FD6)}
_OTHERS = {"\t": " ", "\u2f3e": "户"}
_MEANT = {
    f"{ord(c):04X}".encode(): f"{ord(meant):04X}".encode() for c, meant in (_KANGXI | _RADICALS | _OTHERS).items()
}
_MAP = re.compile(rb"begincmap[\x00-\x7f]{0,400000}?endcmap")
_LISTS = re.compile(rb"\[[<>0-9A-F\s]*\]")
_VALUE = re.compile(rb"(?<=<)[0-9A-F]{4}(?=>)")
_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")


class Unwritable(Exception):
    """The file was not written. Keys: pdf-exists, pdf-full, pdf-not-written; the facts say where and what."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(f"{key} {facts}")
        self.key, self.facts = key, facts


class PdfFile:
    """A PDF on its way to `path`: paint on `device`, then `finish`, or `discard` it.

    Raises:
        Unwritable: there is such a file and it is not to be replaced, or it cannot be written there.
    """

    def __init__(self, path: Path, title: str, *, replace: bool = False) -> None:
        if path.is_dir() or (path.exists() and not replace):
            raise Unwritable("pdf-exists", where=str(path))
        self._path, self._part = path, path.with_name(path.name + PART)
        self._replace = replace
        self._file = QFile(str(self._part))
        mode = QIODevice.OpenModeFlag.WriteOnly | QIODevice.OpenModeFlag.Truncate
        if not self._file.open(mode):
            raise self._fault()
        self.device = QPdfWriter(self._file)
        self.device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        self.device.setPageMargins(QMarginsF(0, 0, 0, 0))
        self.device.setResolution(RESOLUTION)
        self.device.setTitle(title)
        self.device.setCreator("commandcenter")

    def check(self) -> None:
        """Whether all so far is on its way to the disk.

        Raises:
            Unwritable: it is not; what was written is taken away.
        """
        if not self._file.flush() or self._file.error() != QFileDevice.FileError.NoError:
            fault = self._fault()
            self.discard()
            raise fault

    def finish(self) -> None:
        """Put the file in its place; the painter has ended.

        Raises:
            Unwritable: it could not be written whole, or another file has come there meanwhile.
        """
        self.check()
        self._file.close()
        try:
            with self._part.open("r+b") as file:
                straighten(file.fileno(), str(self._path))
                os.fsync(file.fileno())
            if self._path.exists() and not self._replace:
                raise Unwritable("pdf-exists", where=str(self._path))
            os.replace(self._part, self._path)
        except OSError as err:
            self.discard()
            raise Unwritable("pdf-not-written", where=str(self._path), what=err.strerror or str(err)) from err
        except Unwritable:
            self.discard()
            raise

    def discard(self) -> None:
        """Take away what was written."""
        self._file.close()
        self._file.remove()

    def _fault(self) -> Unwritable:
        full = self._file.error() == QFileDevice.FileError.ResourceError
        key = "pdf-full" if full else "pdf-not-written"
        return Unwritable(key, where=str(self._path), what=self._file.errorString())


def straighten(descriptor: int, where: str) -> None:
    """Let the characters behind the glyphs of a finished PDF be those that were written; its length stays.

    Raises:
        Unwritable: the file is not whole.
    """
    with mmap.mmap(descriptor, 0) as held:
        end = _END.search(held[max(len(held) - 200, 0):])
        if end is None or held[int(end[1]):int(end[1]) + 4] != b"xref":
            raise Unwritable("pdf-full", where=where)
        for found in _MAP.finditer(held):
            since, to = found.span()
            held[since:to] = _LISTS.sub(_corrected, found[0])


def _corrected(listed: re.Match[bytes]) -> bytes:
    return _VALUE.sub(lambda code: _MEANT.get(code[0], code[0]), listed[0])
