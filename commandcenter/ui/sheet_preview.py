"""The pages of sheets on the screen, as they will be printed: one at a time, in the size that fits or larger.

Painted by sheet_pages.paint, as on paper; what stands on them comes from outside.
"""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from commandcenter.ui import glyphs, sheet_pages
from commandcenter.ui.sheet_job import Album
from commandcenter.ui.sheet_pages import Page
from commandcenter.ui.theme import color, current

ZOOMS = (0.0, 0.5, 0.75, 1.0, 1.5, 2.0)
"""Of the paper's size; the first fits the whole page."""
EDGE = 8  # px around the page
SCREEN_DPI = 96
TENTHS = 254  # of a millimetre in an inch


class _Paper(QWidget):
    """One page at one scale."""

    def __init__(self, album: Album) -> None:
        super().__init__()
        self._album = album
        self._page: Page | None = None
        self._drawn: QPixmap | None = None

    def show_page(self, page: Page | None, px: int) -> None:
        """Another page, `px` wide with its edges."""
        self._page, self._drawn = page, None
        inner = max(px - 2 * EDGE, 40)
        self.setFixedSize(px, round(inner * sheet_pages.HIGH / sheet_pages.WIDE) + 2 * EDGE)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(EDGE, EDGE, -EDGE, -EDGE)
        if self._page is not None:
            painter.drawPixmap(rect.topLeft(), self._picture(rect))
        painter.setPen(QPen(color(current().control_edge), 1))
        painter.drawRect(rect)

    def _picture(self, rect: QRectF) -> QPixmap:
        ratio = self.devicePixelRatioF()
        if self._drawn is None or self._drawn.devicePixelRatio() != ratio:
            drawn = QPixmap(QSize(round(rect.width() * ratio), round(rect.height() * ratio)))
            drawn.fill(Qt.GlobalColor.white)
            painter = QPainter(drawn)
            scale = drawn.width() / sheet_pages.WIDE
            painter.scale(scale, scale)
            assert self._page is not None
            sheet_pages.paint(painter, self._page, self._album)
            painter.end()
            drawn.setDevicePixelRatio(ratio)
            self._drawn = drawn
        return self._drawn


class SheetPreview(QScrollArea):
    """Shows a page. PgDn and PgUp turn, + and − change the size, 0 fits, the arrow keys move a page that is larger."""

    turned = Signal(int)  # 1 on, -1 back

    def __init__(self, album: Album, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paper = _Paper(album)
        self._page: Page | None = None
        self._zoom = 0
        self.setWidget(self._paper)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(current().px(260), current().px(240))
        self.setAccessibleName(self.tr("Preview of the page"))
        self.setAccessibleDescription(self.tr("PgDn and PgUp turn the page, + and − change its size, 0 fits it."))

    @property
    def zoom(self) -> float:
        """Of the paper's size; 0 where the page fits."""
        return ZOOMS[self._zoom]

    def show_page(self, page: Page | None) -> None:
        """Another page, from its top."""
        if page is not self._page:
            self._page = page
            self.verticalScrollBar().setValue(0)
            self._fit()

    def redraw(self) -> None:
        """The same page again: its pictures have come."""
        self._fit()

    def magnify(self, by: int) -> None:
        """The next larger (1) or smaller (-1) size; 0 fits the whole page."""
        self._zoom = min(max(self._zoom + by, 0), len(ZOOMS) - 1) if by else 0
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(current().px(620), current().px(860))

    def _fit(self) -> None:
        room = self.maximumViewportSize()
        if self._zoom:
            px = round(sheet_pages.WIDE / TENTHS * SCREEN_DPI * ZOOMS[self._zoom]) + 2 * EDGE
        else:
            high = room.height() - 2 * EDGE - 2  # rounded, it still needs no scroll bar
            px = min(room.width(), round(high * sheet_pages.WIDE / sheet_pages.HIGH) + 2 * EDGE)
        self._paper.show_page(self._page, px)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            glyphs.paint_focus(QPainter(self.viewport()), self.viewport().rect(), current())

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.magnify(1 if steps > 0 else -1)
        elif self.verticalScrollBar().maximum():
            super().wheelEvent(event)
        elif steps:
            self.turned.emit(-1 if steps > 0 else 1)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.turned.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_0):
            self.magnify({Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}.get(Qt.Key(key), 1))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
            super().keyPressEvent(event)
        else:
            event.ignore()

