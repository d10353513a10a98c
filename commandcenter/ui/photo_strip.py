"""Thumbnails: the cache of what was drawn, the strip of small pictures, and what a drop or the clipboard holds.

Nothing is decoded here but thumbnails; a picture that is not on this workstation is drawn as such.
"""

from collections import OrderedDict
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QBuffer,
    QCoreApplication,
    QEvent,
    QIODevice,
    QMimeData,
    QObject,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QImage,
    QImageWriter,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QToolTip, QWidget

from commandcenter.desk.photo_desk import PhotoDesk, Source
from commandcenter.ui import glyphs
from commandcenter.ui.theme import color, current, small_font

KEPT = 96  # thumbnails, of about 0.4 MB each
THUMB = QSize(112, 76)
GAP = 8
PNG_BYTES = 4 * 1024 * 1024  # a pasted picture that is larger as PNG is taken as JPEG
JPEG_QUALITY = 92
WHY: dict[Any, Any] = {  # why a photo is not here yet → its words
    "photo_asked": QT_TRANSLATE_NOOP("Photo", "It is on its way"),
    "photo_older": QT_TRANSLATE_NOOP("Photo", "It is being asked for"),
    "photo_unsent": QT_TRANSLATE_NOOP("Photo", "Its workstation has not sent it yet"),
    "photo_unknown": QT_TRANSLATE_NOOP("Photo", "The city platform does not have it yet"),
    "photo_damaged": QT_TRANSLATE_NOOP("Photo", "What came was damaged; it is fetched again"),
    "not-a-picture": QT_TRANSLATE_NOOP("Photo", "What was sent is no photo"),
    "picture-broken": QT_TRANSLATE_NOOP("Photo", "What was sent is no whole photo"),
    "picture-moves": QT_TRANSLATE_NOOP("Photo", "What was sent is no photo"),
    "picture-too-big": QT_TRANSLATE_NOOP("Photo", "What was sent is too large to be shown"),
}


class Pictures(QObject):
    """Thumbnails by photo, the latest KEPT; `arrived` says which has just come."""

    arrived = Signal(str)

    def __init__(self, desk: PhotoDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._held: OrderedDict[str, QPixmap] = OrderedDict()
        self._missing: set[str] = set()
        self._asked: set[str] = set()
        self._why: dict[str, str] = {}
        desk.arrived.append(self._on_came)

    def of(self, name: str) -> QPixmap | None:
        """The thumbnail; None while it is being read, and where the photo is not here (`is_missing`)."""
        held = self._held.get(name)
        if held is not None:
            self._held.move_to_end(name)
        elif name not in self._missing and name not in self._asked:
            self._asked.add(name)
            self._desk.thumbnail(name, lambda data: self._on_read(name, data))
        return held

    def is_missing(self, name: str) -> bool:
        """Whether it was looked for and is not on this workstation."""
        return name in self._missing

    def why(self, name: str) -> str:
        """Why a photo is not here yet, in words; "" where nothing is known of it."""
        source = WHY.get(self._why.get(name, ""))
        return QCoreApplication.translate("Photo", source) if source else ""

    def came(self, name: str) -> None:
        """A photo has come onto this workstation."""
        self._missing.discard(name)
        self._why.pop(name, None)

    def _on_came(self, name: str) -> None:
        """One has come from elsewhere: whoever shows its place asks for it again."""
        self.came(name)
        self.arrived.emit(name)

    def _on_read(self, name: str, data: bytes | None) -> None:
        self._asked.discard(name)
        picture = QPixmap()
        if data is None or not picture.loadFromData(data):
            self._missing.add(name)
            self._desk.reason(name, lambda why: self._on_reason(name, why))
        else:
            self._held[name] = picture
            while len(self._held) > KEPT:
                self._held.popitem(last=False)
        self.arrived.emit(name)


    def _on_reason(self, name: str, why: str) -> None:
        if why and self._why.get(name) != why and name in self._missing:
            self._why[name] = why
            self.arrived.emit(name)


@dataclass(frozen=True, kw_only=True)
class Item:
    """One picture of a strip: photo, what stands below it, and the whole in words."""

    name: str
    caption: str
    sentence: str


class PhotoStrip(QAbstractScrollArea):
    """A row of thumbnails. Arrows choose, Enter opens, Del asks to take out."""

    chosen = Signal(int)
    opened = Signal(int)
    removed = Signal(int)

    def __init__(self, name: str, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._pictures = name, pictures
        self._items: tuple[Item, ...] = ()
        self._at = -1
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        pictures.arrived.connect(self._on_arrived)
        self._say()

    def set_items(self, items: tuple[Item, ...]) -> None:
        """The pictures, in order; the lit one stays lit where it still is."""
        if items == self._items:
            return
        lit = self._items[self._at].name if 0 <= self._at < len(self._items) else ""
        self._items = items
        at = next((n for n, item in enumerate(items) if item.name == lit), min(self._at, len(items) - 1))
        self._at = max(at, 0) if items else -1
        self._measure()
        self._say()
        self.viewport().update()

    def at(self) -> int:
        """Which is lit; -1 where there is none."""
        return self._at

    def choose(self, at: int) -> None:
        """Light one and bring it into sight."""
        if not self._items or not 0 <= at < len(self._items):
            return
        self._at = at
        bar, left = self.horizontalScrollBar(), at * self._step()
        if left < bar.value():
            bar.setValue(left)
        elif left + self._step() > bar.value() + self.viewport().width():
            bar.setValue(left + self._step() - self.viewport().width())
        self._say()
        self.viewport().update()

    def sizeHint(self) -> QSize:
        bar = self.horizontalScrollBar().sizeHint().height() if self.horizontalScrollBar().maximum() else 0
        return QSize(THUMB.width() * 3, THUMB.height() + current().px(20) + 6 + bar)

    def _step(self) -> int:
        return THUMB.width() + GAP

    def _measure(self) -> None:
        bar, wide = self.horizontalScrollBar(), self.viewport().width()
        before = bar.maximum()
        bar.setRange(0, max(0, len(self._items) * self._step() - GAP - wide))
        bar.setPageStep(wide)
        bar.setSingleStep(self._step())
        if bool(before) != bool(bar.maximum()):
            self.updateGeometry()

    def _say(self) -> None:
        self.setAccessibleName(self._name)
        item = self._items[self._at] if 0 <= self._at < len(self._items) else None
        said = "" if item is None else f"{self._at + 1} / {len(self._items)} {item.sentence}"
        self.setAccessibleDescription(said)

    def _on_arrived(self, name: str) -> None:
        if any(item.name == name for item in self._items):
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self.viewport())
        first = self.horizontalScrollBar().value() // self._step()
        last = min(first + self.viewport().width() // self._step() + 1, len(self._items) - 1)
        for n in range(first, last + 1):
            item = self._items[n]
            left = n * self._step() - self.horizontalScrollBar().value()
            box = QRect(left, 2, THUMB.width(), THUMB.height())
            paint_thumb(painter, box, self._pictures, item.name, self.devicePixelRatioF())
            edge = theme.accent if n == self._at else theme.control_edge
            glyphs.frame(painter, QRectF(box), edge, 3.0 if n == self._at else 1.0)
            if n == self._at and self.hasFocus():
                glyphs.paint_focus(painter, QRectF(box).adjusted(-2, -2, 2, 2), theme, 2.0)
            painter.setFont(small_font(theme, tabular=True))
            painter.setPen(color(theme.text if n == self._at else theme.text2))
            below = QRect(left, box.bottom() + 2, THUMB.width(), theme.px(20))
            words = painter.fontMetrics().elidedText(item.caption, Qt.TextElideMode.ElideRight, below.width())
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        by = {Qt.Key.Key_Right: self._at + 1, Qt.Key.Key_Left: self._at - 1, Qt.Key.Key_Home: 0,
              Qt.Key.Key_End: len(self._items) - 1}
        if key in by and self._items and not event.modifiers():
            self._take(min(max(by[key], 0), len(self._items) - 1))
        elif key == Qt.Key.Key_Delete and self._at >= 0:
            self.removed.emit(self._at)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and self._at >= 0:
            self.opened.emit(self._at)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._under(round(event.position().x()))
        if at >= 0:
            self._take(at)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._under(round(event.position().x())) >= 0:
            self.opened.emit(self._at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        bar, turned = self.horizontalScrollBar(), event.angleDelta()
        bar.setValue(bar.value() - (turned.y() or turned.x()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            at = self._under(event.pos().x())
            if at >= 0:
                QToolTip.showText(event.globalPos(), self._items[at].sentence, self)
            return True
        return bool(super().viewportEvent(event))

    def _take(self, at: int) -> None:
        self.choose(at)
        self.chosen.emit(at)

    def _under(self, x: int) -> int:
        at = (x + self.horizontalScrollBar().value()) // self._step()
        return at if 0 <= at < len(self._items) else -1


def paint_thumb(painter: QPainter, box: QRect, pictures: Pictures, name: str, ratio: float) -> None:
    """A thumbnail inside a box, never larger than it is; grey while it is read, crossed out where it is not here."""
    theme = current()
    painter.fillRect(box, color(theme.panel2))
    picture = pictures.of(name)
    if picture is None:
        if pictures.is_missing(name):
            painter.setPen(QPen(color(theme.text3), 1.2))
            middle = QRectF(0, 0, 18, 18)
            middle.moveCenter(QRectF(box).center())
            painter.drawLine(middle.topLeft(), middle.bottomRight())
            painter.drawLine(middle.topRight(), middle.bottomLeft())
        return
    size = picture.size().scaled(box.size() * ratio, Qt.AspectRatioMode.KeepAspectRatio)
    if size.width() < picture.width():
        picture = picture.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    wide, high = picture.width() / ratio, picture.height() / ratio
    centre = QRectF(box).center()
    target = QRectF(centre.x() - wide / 2, centre.y() - high / 2, wide, high)
    painter.drawPixmap(target, picture, QRectF(picture.rect()))


def sources_of(mime: QMimeData, desk: PhotoDesk, name: str) -> tuple[Source, ...]:
    """What was dropped or copied: files, or else a picture, which is called `name`. Nothing is read yet."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if paths:
        return desk.files(paths)
    for form in ("image/jpeg", "image/png"):
        if mime.hasFormat(form):
            return (Source(name=name, load=partial(bytes, mime.data(form).data())),)
    if mime.hasImage():
        image = QImage(mime.imageData())
        return (Source(name=name, load=partial(encoded, image)),)
    return ()


def on_clipboard() -> QMimeData | None:
    """What the clipboard holds, where that may be photos and is no text."""
    mime = QGuiApplication.clipboard().mimeData()
    if mime is None or not (mime.hasUrls() or mime.hasImage()):
        return None
    return mime if mime.hasUrls() or not mime.hasText() else None


def encoded(image: QImage) -> bytes:
    """A pasted picture as a file: PNG, or JPEG where that would be large. Runs in the background."""
    data = _saved(image, b"PNG", -1)
    return data if len(data) <= PNG_BYTES else _saved(image, b"JPEG", JPEG_QUALITY)


def _saved(image: QImage, form: bytes, quality: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, form)
    writer.setQuality(quality)
    writer.write(image)
    return bytes(buffer.data().data())


