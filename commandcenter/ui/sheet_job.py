"""Many sheets on one device, page by page: a step at a time, so that the window goes on between the pages.

A job knows no file and no printer; it is given what to paint on.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPagedPaintDevice, QPainter

from commandcenter.desk.print_desk import Sheet
from commandcenter.ui import sheet_pages, sheet_words
from commandcenter.ui.sheet_form import Form
from commandcenter.ui.sheet_pages import Page

PICTURE_PX = 900  # longer edge of a printed picture: 5 cm at 450 dots per inch
HELD = 40  # pictures kept while pages are drawn
TENTHS = 254  # of a millimetre in an inch


class Album:
    """Pictures by content, as they are printed: upright, small, decoded once. None for what is not here, or no picture.

    `read` gives their bytes; where that takes its time, `put` them in before.
    """

    def __init__(self, read: Callable[[str], bytes | None] = lambda sha256: None) -> None:
        self._read = read
        self._held: OrderedDict[str, QImage] = OrderedDict()

    def __call__(self, sha256: str) -> QImage | None:
        if sha256 not in self._held:
            data = self._read(sha256)
            if data is not None:
                self.put(sha256, data)
        return self._held.get(sha256)

    def put(self, sha256: str, data: bytes) -> None:
        """A picture that will be asked for."""
        image = decoded(data)
        if image is None:
            return
        self._held[sha256] = image
        self._held.move_to_end(sha256)
        if len(self._held) > HELD:
            self._held.popitem(last=False)

    def clear(self) -> None:
        """Let all of them go."""
        self._held.clear()

    def missing(self, sheet: Sheet) -> tuple[str, ...]:
        """Which of a sheet's pictures are not held."""
        names = (photo.sha256 for side in (sheet.before, sheet.after) for photo in side[:sheet_words.MOST_PICTURES])
        return tuple(dict.fromkeys(name for name in names if name not in self._held))


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


def paint_form(form: Form, device: QPagedPaintDevice) -> bool:
    """Paint a short form without pictures, all pages at once; False where the device does not take it."""
    painter = QPainter()
    if not painter.begin(device):
        return False
    for n, page in enumerate(sheet_pages.pages(form)):
        if n and not device.newPage():
            painter.end()
            return False
        painter.save()
        painter.scale(device.logicalDpiX() / TENTHS, device.logicalDpiY() / TENTHS)
        sheet_pages.paint(painter, page, lambda sha256: None)
        painter.restore()
    return painter.end()


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
    def next_sheet(self) -> Sheet | None:
        """The sheet that the next step begins; None in the middle of one, and at the end."""
        return self._sheets[self.at] if not self._waiting and self.at < self.of else None

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
