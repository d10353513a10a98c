"""The viewer: one photo, or before and after beside each other, over the window; all photos of the case below.

Turning and zooming change what is seen, never the photo. What it decodes comes from the desk, in the background.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from commandcenter.core import photos as ph
from commandcenter.core.case import Case
from commandcenter.core.numbers import short_number
from commandcenter.core.photos import Photo
from commandcenter.desk.photo_desk import FIT_PIXELS, PhotoDesk, Pixels
from commandcenter.ui import glyphs, texts, time_words
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.controls import labelled
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.keycap import OUTLINED
from commandcenter.ui.path_field import Way, choose
from commandcenter.ui.photo_strip import Item, PhotoStrip, Pictures
from commandcenter.ui.theme import body_font, color, current

SHARP_PIXELS = 16_000_000
_KEPT = {FIT_PIXELS: 4, SHARP_PIXELS: 1}  # decoded pictures: of 16 MB and of 64 MB at most
STEP = 1.25
MOST_ZOOM, LEAST_ZOOM = 16.0, 1.0
MARGIN = 16
PAN_PX = 60


class PhotoStage(QWidget):
    """One photo, as large as there is room and never larger than it is, until it is zoomed; dragged with the mouse."""

    lit = Signal()
    zoomed = Signal(float)  # by this factor
    panned = Signal(QPointF)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture: QPixmap | None = None
        self.missing, self.why = False, ""
        self.turned = 0  # quarter turns to the right
        self.zoom = 1.0  # of what fits
        self.pan = QPointF()
        self._held: QPoint | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_picture(self, picture: QPixmap | None, *, missing: bool, why: str = "") -> None:
        """The picture, or that it is being read, or that it is not here and why."""
        self.picture, self.missing, self.why = picture, missing, why
        self.update()

    def scale(self) -> float:
        """How many px of the screen one pixel of the photo takes."""
        return self.fit() * self.zoom

    def fit(self) -> float:
        """The scale at which it is seen whole; at most 1."""
        if self.picture is None:
            return 1.0
        size = self._turned_size()
        ratio = self.devicePixelRatioF()
        return min(self.width() / size.width(), self.height() / size.height(), 1.0 / ratio)

    def _turned_size(self) -> QSize:
        size = self.picture.size() if self.picture is not None else QSize(1, 1)
        return size.transposed() if self.turned % 2 else size

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), color(theme.panel2))
        if self.picture is None:
            painter.setFont(body_font(theme))
            painter.setPen(color(theme.text2))
            words = self.tr("This photo is not on this workstation yet; it comes with a later exchange.")
            words = "\n".join(filter(None, (words, self.why)))
            painter.drawText(self.rect().adjusted(16, 16, -16, -16),
                             Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
                             words if self.missing else self.tr("Loading…"))
        else:
            self._paint_picture(painter, self.picture)
        glyphs.frame(painter, QRectF(self.rect()), theme.control_edge)
        if self.hasFocus():
            glyphs.paint_focus(painter, self.rect(), theme, 0.0)

    def _paint_picture(self, painter: QPainter, picture: QPixmap) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        scale = self.scale()
        moved = QTransform()
        moved.translate(self.width() / 2 + self.pan.x(), self.height() / 2 + self.pan.y())
        moved.rotate(90 * self.turned)
        moved.scale(scale, scale)
        painter.setTransform(moved)
        painter.drawPixmap(QPointF(-picture.width() / 2, -picture.height() / 2), picture)
        painter.resetTransform()

    def bound(self) -> None:
        """Never drag the photo out of sight."""
        size = self._turned_size()
        room_x = max((size.width() * self.scale() - self.width()) / 2, 0.0)
        room_y = max((size.height() * self.scale() - self.height()) / 2, 0.0)
        self.pan = QPointF(min(max(self.pan.x(), -room_x), room_x), min(max(self.pan.y(), -room_y), room_y))

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoomed.emit(STEP if event.angleDelta().y() > 0 else 1 / STEP)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = event.position().toPoint()
        self.lit.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            now = event.position().toPoint()
            self.panned.emit(QPointF(now - self._held))
            self._held = now

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None


class PhotoViewer(DialogFrame):
    """Answers the photo to withdraw, where that was asked for."""

    def __init__(
        self, window: QWidget, case: Case, now: int, desk: PhotoDesk, pictures: Pictures, *, start: str = "",
        may_withdraw: bool = True, banner: AlarmBanner | None = None,
    ) -> None:
        """`start`: the photo to begin with; without one before and after stand beside each other, where there are."""
        number = short_number(case.shown_number)
        super().__init__(
            window, QCoreApplication.translate("PhotoViewer", "Photos — {0}").format(number),
            QCoreApplication.translate("PhotoViewer", "Withdraw this photo"), banner=banner)
        self._desk, self._pictures, self._now, self._number = desk, pictures, now, number
        self._photos: tuple[Photo, ...] = ()
        self._at = 0
        self._sides: tuple[tuple[Photo, ...], tuple[Photo, ...]] = ((), ())
        self._pair = [0, 0]  # which of each side
        self._walked = 1  # which side the arrows walk
        self._full: dict[tuple[str, int], QPixmap] = {}
        self._asked: set[tuple[str, int]] = set()
        self._small: set[str] = set()  # of these only the thumbnail is here
        self._picker: QFileDialog | None = None
        self.compared = False
        self._halves: list[QWidget] = []
        self.stages = (PhotoStage(), PhotoStage())
        self.captions = (labelled("", "secondary"), labelled("", "secondary"))
        self.strip = PhotoStrip(self.tr("Photos of the case"), pictures)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(12)
        for stage, caption in zip(self.stages, self.captions, strict=True):
            half = QWidget()  # goes whole where nothing stands in it: the other one has its room then
            inside = QVBoxLayout(half)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(4)
            inside.addWidget(stage, 1)
            inside.addWidget(caption)
            row.addWidget(half, 1)
            self._halves.append(half)
            stage.zoomed.connect(self.zoom_by)
            stage.panned.connect(self._on_panned)
        self.stages[0].lit.connect(self._on_left_lit)
        self.stages[1].lit.connect(self._on_right_lit)
        column.addLayout(row, 1)
        column.addWidget(self.strip)
        self.grid.addWidget(body, 0, 0, 1, 2)
        self.grid.setRowStretch(0, 1)
        for keys, words in (
            (("←", "→"), self.tr("Other photo")), (("+", "−"), self.tr("Zoom")), (("R",), self.tr("Turn")),
        ):
            self.add_hint(keys, words)
        self.side_by_side = self.add_button(self.tr("Side by side"), ("C",))
        self.save = self.add_button(self.tr("Save a copy…"), ("Ctrl", "S"))
        self.cancel.set_words(self.tr("Close"))
        self.primary.set_keys(("Del",))
        self.primary.set_variant(OUTLINED)
        self.primary.setVisible(may_withdraw)
        self.side_by_side.clicked.connect(self.toggle_compare)
        self.save.clicked.connect(self._on_save)
        self.strip.chosen.connect(self._on_chosen)
        self.strip.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrows act everywhere in the viewer
        self._first = self.stages[1]
        pictures.arrived.connect(self._on_arrived)
        self.closed.connect(self._on_closed)
        self.set_case_photos(case, start)

    # -- what is shown ----------------------------------------------------------------------------------------------

    def set_case_photos(self, case: Case, start: str = "") -> None:
        """The photos of the case, oldest first."""
        self._photos = tuple(sorted(case.photos, key=lambda photo: photo.at))
        self._sides = (ph.side(case.photos, ph.BEFORE), ph.side(case.photos, ph.AFTER))
        self._at = next((n for n, photo in enumerate(self._photos) if photo.sha256 == start), len(self._photos) - 1)
        self.compared = not start and all(self._sides)
        self.side_by_side.set_why_not("" if all(self._sides) else self.tr("A photo before and one after are needed."))
        self.strip.set_items(tuple(
            Item(name=photo.sha256, caption=texts.photo_text(photo.kind), sentence=self._words(photo))
            for photo in self._photos))
        self._render()

    def lit(self) -> Photo | None:
        """The photo that arrows, withdrawing and saving are about."""
        if self.compared:
            return self._sides[self._walked][self._pair[self._walked]]
        return self._photos[self._at] if self._photos else None

    def _render(self) -> None:
        self.side_by_side.set_words(self.tr("One photo") if self.compared else self.tr("Side by side"))
        shown: list[Photo | None] = [None, self.lit()]
        if self.compared:
            shown = [side[at] for side, at in zip(self._sides, self._pair, strict=True)]
        for n, (stage, caption, photo) in enumerate(zip(self.stages, self.captions, shown, strict=True)):
            self._halves[n].setVisible(photo is not None)
            if photo is None:
                continue
            words = self._words(photo)
            if photo.sha256 in self._small:
                words = " · ".join((words, self.tr("only the preview is here yet")))
            if self.compared and n == self._walked:
                words = f"▸ {words}"
            caption.setText(words)
            stage.setAccessibleName(words)
            stage.show_picture(self._picture(photo, stage), missing=self._pictures.is_missing(photo.sha256),
                               why=self._pictures.why(photo.sha256))
        lit = self.lit()
        if lit is not None:
            self.strip.choose(self._photos.index(lit))
        self.primary.set_why_not("" if lit is not None else self.tr("There is no photo."))

    def _words(self, photo: Photo) -> str:
        at = self._photos.index(photo) + 1
        with_act = texts.fact_text(photo.act) if photo.act else ""
        return " · ".join(filter(None, (
            f"{at} / {len(self._photos)}", texts.photo_text(photo.kind), time_words.past(self._now, photo.at),
            with_act)))

    def _picture(self, photo: Photo, stage: PhotoStage) -> QPixmap | None:
        """The sharpest picture there is; asks for the one that is wanted."""
        name = photo.sha256
        wanted = SHARP_PIXELS if stage.zoom > LEAST_ZOOM else FIT_PIXELS
        best = self._full.get((name, SHARP_PIXELS)) or self._full.get((name, wanted))
        known = self._pictures.is_missing(name) or name in self._small
        if best is None and (name, wanted) not in self._asked and not known:
            self._asked.add((name, wanted))
            self._desk.pixels(name, wanted, lambda found: self._on_pixels(name, wanted, found))
        return best or self._full.get((name, FIT_PIXELS)) or self._pictures.of(name)

    def _on_pixels(self, name: str, most: int, found: Pixels | None) -> None:
        self._asked.discard((name, most))
        if found is None and self.isVisible() and name not in self._small and self._pictures.of(name) is not None:
            self._small.add(name)
            self._render()
        if found is None or not self.isVisible():
            return
        image = QImage(found.rgb, found.width, found.height, 3 * found.width, QImage.Format.Format_RGB888)
        alike = [key for key in self._full if key[1] == most]
        for key in alike[:len(alike) + 1 - _KEPT[most]]:
            del self._full[key]
        self._full[(name, most)] = QPixmap.fromImage(image)
        self._render()

    def _on_closed(self) -> None:
        """What was decoded is given back at once: the window goes on for hours."""
        self._full.clear()
        for stage in self.stages:
            stage.show_picture(None, missing=False)

    def _on_arrived(self, name: str) -> None:
        self._small.discard(name)
        if self.isVisible() and any(photo.sha256 == name for photo in self._photos):
            self._render()

    # -- going about ------------------------------------------------------------------------------------------------

    def walk(self, by: int) -> None:
        """Another photo: of the lit side where two are compared."""
        if self.compared:
            count = len(self._sides[self._walked])
            self._pair[self._walked] = min(max(self._pair[self._walked] + by, 0), count - 1)
        elif self._photos:
            self._at = min(max(self._at + by, 0), len(self._photos) - 1)
        self._rest()

    def toggle_compare(self) -> None:
        """Before and after beside each other, or one alone."""
        if not all(self._sides):
            return
        lit = self.lit()
        self.compared = not self.compared
        if lit is not None and not self.compared:
            self._at = self._photos.index(lit)
        elif lit is not None:
            self._walked = 0 if lit in self._sides[0] else 1
            self._pair[self._walked] = self._sides[self._walked].index(lit)
        self._rest()

    def light(self, side: int) -> None:
        """Which of the two the arrows walk."""
        if self.compared and side != self._walked:
            self._walked = side
            self._render()

    def zoom_by(self, factor: float) -> None:
        """Nearer or further, both sides alike."""
        for stage in self.stages:
            stage.zoom = min(max(stage.zoom * factor, LEAST_ZOOM), MOST_ZOOM)
            stage.bound()
        self._render()

    def real_size(self) -> None:
        """One pixel of the photo is one of the screen."""
        for stage in self.stages:
            stage.zoom = min(max(1.0 / (stage.fit() * stage.devicePixelRatioF()), LEAST_ZOOM), MOST_ZOOM)
            stage.bound()
        self._render()

    def turn(self) -> None:
        """A quarter to the right, here and now only."""
        stage = self.stages[self._walked if self.compared else 1]
        stage.turned = (stage.turned + 1) % 4
        stage.bound()
        stage.update()

    def _rest(self) -> None:
        for stage in self.stages:
            stage.zoom, stage.pan, stage.turned = LEAST_ZOOM, QPointF(), 0
        self._render()

    def _on_panned(self, by: QPointF) -> None:
        for stage in self.stages:
            stage.pan += by
            stage.bound()
            stage.update()

    def _on_chosen(self, at: int) -> None:
        self.compared, self._at = False, at
        self._rest()

    def _on_left_lit(self) -> None:
        self.light(0)

    def _on_right_lit(self) -> None:
        self.light(1)

    # -- a copy -----------------------------------------------------------------------------------------------------

    def _on_save(self) -> None:
        photo = self.lit()
        if photo is None:
            return
        name = f"{self._number}-{texts.photo_text(photo.kind)}-{self._photos.index(photo) + 1}.jpg"
        self._picker = choose(
            self, self.tr("Save a copy without place and time"), "photo", Way.WRITE, self._on_named, at=name)

    def _on_named(self, names: list[str]) -> None:
        self.save_to(names[0])

    def save_to(self, name: str) -> None:
        """Write a copy of the lit photo, without metadata."""
        photo = self.lit()
        if photo is not None and name:
            self._desk.save_copy(photo.sha256, Path(name), self._saved_to(name))

    def _saved_to(self, name: str) -> Callable[[str], None]:
        words = {
            "": self.tr("Saved as {0}, without place and time.").format(name),
            "photo-missing": self.tr("Not saved: the photo is not on this workstation."),
            "file-exists": self.tr("Not saved: {0} is there already. Choose another name.").format(name),
            "not-written": self.tr("Not saved: {0} cannot be written. Check path, rights and free space.").format(name),
        }
        return lambda why: self.say_fault(words[why])

    # -- frame ------------------------------------------------------------------------------------------------------

    def answer(self) -> object:
        return self.lit()

    def confirm(self) -> None:
        if self.lit() is not None and self.primary.isVisible():
            super().confirm()

    def _cover(self) -> None:
        super()._cover()
        top = 0
        if self._banner is not None and self._banner.isVisibleTo(self._window):
            top = self._banner.mapTo(self._window, QPoint(0, self._banner.height())).y()
        area = self._window.rect()
        self.panel.setGeometry(QRect(MARGIN, top + MARGIN, area.width() - 2 * MARGIN, area.height() - top - 2 * MARGIN))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, mods = Qt.Key(event.key()), event.modifiers()
        shift = mods == Qt.KeyboardModifier.ShiftModifier
        pan = {Qt.Key.Key_Left: QPointF(PAN_PX, 0), Qt.Key.Key_Right: QPointF(-PAN_PX, 0),
               Qt.Key.Key_Up: QPointF(0, PAN_PX), Qt.Key.Key_Down: QPointF(0, -PAN_PX)}
        acts: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Left: lambda: self.walk(-1), Qt.Key.Key_Right: lambda: self.walk(1),
            Qt.Key.Key_Up: lambda: self.light(0), Qt.Key.Key_Down: lambda: self.light(1),
            Qt.Key.Key_Plus: lambda: self.zoom_by(STEP), Qt.Key.Key_Equal: lambda: self.zoom_by(STEP),
            Qt.Key.Key_Minus: lambda: self.zoom_by(1 / STEP), Qt.Key.Key_0: self._rest, Qt.Key.Key_1: self.real_size,
            Qt.Key.Key_R: self.turn, Qt.Key.Key_C: self.toggle_compare, Qt.Key.Key_Delete: self.confirm,
        }
        if shift and key in pan:
            self._on_panned(pan[key])
        elif key == Qt.Key.Key_S and mods == Qt.KeyboardModifier.ControlModifier:
            self._on_save()
        elif key in acts and not mods & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
            acts[key]()
        else:
            super().keyPressEvent(event)
            return
        event.accept()
