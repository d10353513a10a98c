"""Many sheets on one device, page by page: a step at a time, so that the window goes on between the pages.

A job knows no file and no printer; it is given what to paint on.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPagedPaintDevice, QPainter

from commandcenter.desk.print_desk import Sheet
from commandcenter.ui import sheet_pages, sheet_words
from commandcenter.ui.sheet_pages import Page

PICTURE_PX = 900  # longer edge of a printed picture: 5 cm at 450 dots per inch
HELD = 40  # pictures kept while pages are drawn
TENTHS = 254  # of a millimetre in an inch


class Album:
    """Pictures by content, as they are printed: upright, small, decoded once. None for what is no picture."""

    def __init__(self, read: Callable[[str], bytes | None]) -> None:
        self._read = read
        self._held: OrderedDict[str, QImage | None] = OrderedDict()

    def __call__(self, sha256: str) -> QImage | None:
        if sha256 in self._held:
            self._held.move_to_end(sha256)
            return self._held[sha256]
        data = self._read(sha256)
        image = self._held[sha256] = None if data is None else decoded(data)
        if len(self._held) > HELD:
            self._held.popitem(last=False)
        return image


def decoded(data: bytes) -> QImage | None:
    """A picture of PICTURE_PX at most, turned as its camera was held, without what else the file says."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > PICTURE_PX:
        reader.setScaledSize(size.scaled(QSize(PICTURE_PX, PICTURE_PX), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return None
    flat = QImage(image.size(), QImage.Format.Format_RGB32)
    flat.fill(Qt.GlobalColor.white)
    painter = QPainter(flat)
    painter.drawImage(0, 0, image)
    painter.end()
    return flat


class Job:
    """Paints sheets on a device of A4 pages: `step` until `finished`; `end` in any case, while the device is there."""

    def __init__(self, sheets: Sequence[Sheet], device: QPagedPaintDevice, album: Album) -> None:
        self._sheets, self._device, self._album = sheets, device, album
        self._waiting: list[Page] = []
        self.at = 0  # sheets begun
        self.pages = 0
        self._painter = QPainter()

    @property
    def of(self) -> int:
        return len(self._sheets)

    @property
    def finished(self) -> bool:
        return self.at == self.of and not self._waiting

    def step(self) -> bool:
        """Paint the next page; False where the device does not take it."""
        if not self._waiting:
            self._waiting = list(sheet_pages.pages(sheet_words.form(self._sheets[self.at])))
            self.at += 1
        if not self._painter.isActive():
            if not self._painter.begin(self._device):
                return False
        elif not self._device.newPage():
            return False
        page = self._waiting.pop(0)
        self._painter.save()
        self._painter.scale(self._device.logicalDpiX() / TENTHS, self._device.logicalDpiY() / TENTHS)
        sheet_pages.paint(self._painter, page, self._album)
        self._painter.restore()
        self.pages += 1
        return True

    def end(self) -> bool:
        """No more pages."""
        return self._painter.end() if self._painter.isActive() else True
