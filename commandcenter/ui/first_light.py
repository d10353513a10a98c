"""The first thing on the screen: the application, and the cases due next in a plain table while the rest is loaded.

Imports Qt and nothing heavy; not even the namespace `Qt`, which takes PySide6 as long to make as a window. No query, no
act: rows are given, and the case chosen here is chosen in the real window.
"""

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import (
    QByteArray,
    QCoreApplication,
    QEventLoop,
    QLibraryInfo,
    QLocale,
    QSettings,
    QTimer,
    QTranslator,
)
from PySide6.QtGui import (
    QCloseEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QVBoxLayout, QWidget

from commandcenter import paths
from commandcenter.core.numbers import SHANGHAI, short_number
from commandcenter.desk.first_rows import FirstPage, FirstRow
from commandcenter.settings import Settings
from commandcenter.ui import theme as themes

translate = QCoreApplication.translate  # a name that lupdate knows

SIZE = (1600, 900)
POLL_MS = 5
_UP, _DOWN, _PAGE_UP, _PAGE_DOWN = 0x01000013, 0x01000015, 0x01000016, 0x01000017  # Qt.Key
_WIDTHS = (110, 180, 320, 110, 180, 130)  # px at medium text; the place takes what is left
_TITLES = ("Number", "Class", "Place", "Community", "Unit", "Due")  # as over the real table
_PLACE, _DUE = 2, 5


def has_display() -> bool:
    """Whether a window can be shown here."""
    if os.environ.get("QT_QPA_PLATFORM", "") in ("offscreen", "minimal"):
        return False
    return os.name == "nt" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def application(settings: Settings, *, plain: bool = False) -> QApplication:
    """The one QApplication, in the language and theme of the settings; offscreen where there is no display.

    `plain`: without the theme's style sheet, for the first light.
    """
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["commandcenter"])
    app.setApplicationName("commandcenter")
    app.setQuitOnLastWindowClosed(False)
    speak(app, settings.language)
    theme = themes.with_text(theme_of(settings.theme), settings.text_size)
    if plain:
        themes.apply_plain(app, theme)
    else:
        themes.apply(app, theme)
    return app


def theme_of(name: str) -> themes.Theme:
    return themes.DARK if name == "dark" else themes.LIGHT


def speak(app: QApplication, language: str) -> None:
    """Load our words and Qt's own in a language; of English, which is the source, the forms of what is counted."""
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    QLocale.setDefault(QLocale(language))
    for folder, name in (
        (QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), f"qtbase_{language}"),
        (str(paths.RESOURCES / "i18n"), f"commandcenter_{language}"),
    ):
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)


def screens() -> str:
    """The monitors there are: the layout is remembered for each set of them."""
    return "+".join(f"{s.geometry().width()}x{s.geometry().height()}" for s in QGuiApplication.screens())


@lru_cache(maxsize=16)
def _ground(colour: str) -> QPixmap:
    made = QPixmap(1, 1)
    made.fill(themes.color(colour))
    return made


def _cells(row: FirstRow) -> tuple[str, ...]:
    due = datetime.fromtimestamp(row.due / 1000, SHANGHAI).strftime("%m-%d %H:%M") if row.due else "—"
    return short_number(row.number), row.class_name, row.place, row.community, row.unit or "—", due


class FirstTable(QWidget):
    """The rows, painted plainly; up, down, wheel and click move in them."""

    def __init__(self, rows: tuple[FirstRow, ...], now: int) -> None:
        super().__init__()
        self._rows, self._now = rows, now
        self.painted = False
        self.current = -1
        self._top = 0
        self.setAccessibleName(translate("FirstLight", "Open cases, the next deadlines first"))

    def choose(self, at: int) -> None:
        """Choose a row and bring it into view."""
        self.current = min(max(at, 0), len(self._rows) - 1)
        self._top = min(max(self._top, self.current - self._visible() + 1), max(self.current, 0))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = themes.current()
        painter = QPainter(self)  # its pen is the palette's; grounds are pixmaps: a colour for either would make `Qt`
        row_px, pad, whole = theme.px(themes.ROW_PX), theme.px(8), self.width()
        panel, edge = _ground(theme.panel), _ground(theme.line)
        widths = [theme.px(width) for width in _WIDTHS]
        widths[_PLACE] += max(whole - sum(widths), 0)
        lefts = [sum(widths[:n]) for n in range(len(widths))]
        below = (row_px + painter.fontMetrics().ascent() - painter.fontMetrics().descent()) // 2
        painter.drawPixmap(0, 0, whole, self.height(), panel)

        def line(y: int, ground: QPixmap, words: Sequence[str]) -> None:
            for left, word in zip(lefts, words, strict=True):  # each covers what the one before has too much
                painter.drawPixmap(left, y, whole - left, row_px, ground)
                painter.drawText(left + pad, y + below, word)
            painter.drawPixmap(0, y + row_px - 1, whole, 1, edge)

        line(0, _ground(theme.head), [translate("CaseTableModel", word) for word in _TITLES])
        for n, row in enumerate(self._rows[self._top:self._top + self._visible() + 1], start=1):
            chosen = self._top + n - 1 == self.current
            line(n * row_px, _ground(theme.panel2) if chosen else panel, _cells(row))
            if row.due and row.due <= self._now:
                painter.drawPixmap(lefts[_DUE], n * row_px + row_px // 4, theme.px(3), row_px // 2, _ground(
                    themes.urgency_ink(theme, themes.OVERDUE)))
            if chosen:
                painter.drawPixmap(0, n * row_px, theme.px(3), row_px, _ground(theme.accent))
        self.painted = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {_DOWN: 1, _UP: -1, _PAGE_DOWN: self._visible(), _PAGE_UP: -self._visible()}.get(event.key(), 0)
        if by and self._rows:
            self.choose(self.current + by)

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() // 40
        self._top = min(max(self._top - steps, 0), max(len(self._rows) - self._visible(), 0))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = round(event.position().y()) // themes.current().px(themes.ROW_PX) - 1
        if 0 <= at + self._top < len(self._rows) and at >= 0:
            self.choose(at + self._top)

    def _visible(self) -> int:
        return max(self.height() // themes.current().px(themes.ROW_PX) - 1, 1)


class FirstLight(QMainWindow):
    """The cases due next, to look at and to move in, until the real window takes its place."""

    def __init__(self, page: FirstPage, now: int, layout: Path) -> None:
        super().__init__()
        self.over = False  # closed by the operator
        self._page = page
        self.setWindowTitle(translate("MainWindow", "Street command centre — {0} · {1}").format(
            page.street_name, page.station_name))
        self.table = FirstTable(page.rows, now)
        head = QLabel(translate("FirstLight", "Open cases: {0} · the rest of the desk is coming…").format(page.open))
        head.setProperty("role", "head")
        head.setContentsMargins(12, 6, 8, 6)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(head)
        column.addWidget(self.table, 1)
        self.setCentralWidget(middle)
        self.resize(*SIZE)
        kept = QSettings(str(layout), QSettings.Format.IniFormat).value(f"{screens()}/geometry")
        if isinstance(kept, QByteArray):
            self.restoreGeometry(kept)
            self.show()
        else:
            self.showMaximized()
        self.table.setFocus()

    @property
    def chosen(self) -> int | None:
        """The id of the row that was chosen; None where nobody moved."""
        return self._page.rows[self.table.current].id if self.table.current >= 0 else None

    def closeEvent(self, event: QCloseEvent) -> None:
        self.over = self.isVisible()
        super().closeEvent(event)

    def stay(self, work: Callable[[], object], done: Callable[[], bool]) -> None:
        """Be there while `done` is not yet; `work` begins when the rows are on the screen."""
        loop, begun = QEventLoop(), False
        poll = QTimer()
        poll.setInterval(POLL_MS)

        def look() -> None:
            nonlocal begun
            if not begun and self.table.painted:
                begun = True
                work()
            elif self.over or (begun and done()):
                loop.quit()

        poll.timeout.connect(look)
        poll.start()
        loop.exec()
        poll.stop()

    def leave(self) -> None:
        """The real window is there."""
        self.hide()
        self.deleteLater()
