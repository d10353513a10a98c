"""Widgets that show their key where they are used: keycap, key with a word, button, line edit.

No action is decided here; a button triggers the QAction or the slot it was given.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QEnterEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QSizePolicy, QWidget

from commandcenter.ui import glyphs
from commandcenter.ui.theme import Theme, body_font, color, current, small_font

FLAT, OUTLINED, PRIMARY, ALARM = "flat", "outlined", "primary", "alarm"
"""Variants of a button: no outline, outline, filled with the accent, white on the alarm banner."""


def shortcut_keys(sequence: QKeySequence) -> tuple[str, ...]:
    """Keycaps of a key sequence, in the words printed on keys ("Ctrl", "F5", "Enter")."""
    text = sequence.toString(QKeySequence.SequenceFormat.PortableText)
    named = {
        "Return": "Enter",
        "PgUp": "PgUp",
        "PgDown": "PgDn",
        "Up": "↑",
        "Down": "↓",
        "Left": "←",
        "Right": "→",
    }
    return tuple(named.get(key, key) for key in glyphs.keys_of(text))


class KeyHint(QWidget):
    """Keycaps and, after them, what they do: [Tab] Next field. With no words a bare keycap."""

    def __init__(self, keys: Sequence[str], words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys, self._words = tuple(keys), words
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(" ".join((*self._keys, words)).strip())

    def sizeHint(self) -> QSize:
        theme = current()
        wide = glyphs.keycaps_width(self._keys, theme)
        if self._words:
            wide += 4 + QFontMetrics(small_font(theme)).horizontalAdvance(self._words)
        return QSize(wide + 2, theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        glyphs.paint_keycaps(painter, QRectF(self.rect()), self._keys, theme)
        painter.setFont(small_font(theme))
        painter.setPen(color(theme.text2))
        left = glyphs.keycaps_width(self._keys, theme) + (4 if self._keys else 0)
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._words)


class KeyButton(QAbstractButton):
    """A button with its words and the keycaps of its shortcut; 28 px high at medium text.

    A click does not take the focus from the table; Tab reaches it. A disabled button keeps its words readable
    and says why it cannot be used in its tool tip (`set_why_not`).
    """

    def __init__(
        self,
        words: str,
        keys: Sequence[str] = (),
        variant: str = OUTLINED,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._keys = tuple(keys)
        self._variant = variant
        self._show_words = True
        self._menu_arrow = False
        self.setText(words)
        self.setAccessibleName(words)
        self.setAccessibleDescription("+".join(self._keys))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_words(self, words: str) -> None:
        """Other words on the button; the name a screen reader says follows."""
        if words != self.text():
            self.setText(words)
            self.setAccessibleName(words)
            self.updateGeometry()

    def set_keys(self, keys: Sequence[str]) -> None:
        """Other keycaps."""
        if tuple(keys) != self._keys:
            self._keys = tuple(keys)
            self.setAccessibleDescription(self.toolTip() or "+".join(self._keys))
            self.updateGeometry()
            self.update()

    def set_variant(self, variant: str) -> None:
        """Another look: FLAT, OUTLINED, PRIMARY or ALARM."""
        self._variant = variant
        self.update()

    def set_words_shown(self, shown: bool) -> None:
        """False leaves only the keycaps, for narrow windows; nothing happens to a button without keys."""
        self._show_words = shown
        self.updateGeometry()
        self.update()

    def set_why_not(self, why: str) -> None:
        """Disables the button and says why; an empty reason enables it again."""
        self.setEnabled(not why)
        self.setToolTip(why)
        self.setAccessibleDescription(why or "+".join(self._keys))

    def keys(self) -> tuple[str, ...]:
        """The keycaps shown."""
        return self._keys

    def _words(self) -> str:
        return self.text() if self._show_words or not self._keys else ""

    def sizeHint(self) -> QSize:
        theme = current()
        pad = theme.px(8 if self._variant == FLAT else 11)
        words = glyphs.text_width(self._words(), theme.px(13))
        keys = glyphs.keycaps_width(self._keys, theme)
        wide = 2 * pad + words + keys + (theme.px(8) if words and keys else 0)
        floor = theme.px(88) if self._variant == PRIMARY and self._show_words else 0
        return QSize(max(wide, floor), theme.px(28))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _inks(self, theme: Theme) -> tuple[str, str, str, str, str]:
        """Ground, edge, words, keycap ink, keycap edge; "" paints none."""
        pressed, over = self.isDown() or self.isChecked(), self.underMouse()
        if not self.isEnabled():
            quiet = theme.on_alarm if self._variant == ALARM else theme.text3
            return "", "" if self._variant == FLAT else theme.line, quiet, quiet, theme.line
        if self._variant == PRIMARY:
            ground = theme.accent_hover if over or pressed else theme.accent
            return ground, ground, theme.on_accent, theme.on_accent, theme.on_accent
        if self._variant == ALARM:
            return "", theme.on_alarm, theme.on_alarm, theme.on_alarm, theme.on_alarm
        ground = theme.selected if pressed else theme.hover if over else ""
        edge = "" if self._variant == FLAT else theme.control_edge
        return ground, edge, theme.text, theme.text2, theme.control_edge

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        ground, edge, ink, key_ink, key_edge = self._inks(theme)
        box = glyphs.snapped(painter, QRectF(self.rect()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if ground or edge:
            painter.setBrush(color(ground) if ground else Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color(edge), 1.0) if edge else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4.0, 4.0)
        words = self._words()
        metrics = QFontMetrics(body_font(theme))
        keys_wide = glyphs.keycaps_width(self._keys, theme)
        gap = theme.px(8) if words and keys_wide else 0
        room = self.width() - keys_wide - gap - 8
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        wide = metrics.horizontalAdvance(shown)
        left = (self.width() - wide - gap - keys_wide) / 2
        painter.setFont(body_font(theme))
        painter.setPen(color(ink))
        painter.drawText(QRectF(left, 0, wide + 1, self.height()), Qt.AlignmentFlag.AlignVCenter, shown)
        filled = self._variant == ALARM or (self._variant == PRIMARY and bool(ground))  # a disabled one is not filled
        cap_ground = (ground or theme.alarm) if filled else theme.panel2
        caps = QRectF(left + wide + gap, 0, keys_wide, self.height())
        glyphs.paint_keycaps(painter, caps, self._keys, theme, key_ink, cap_ground, key_edge)
        if self.hasFocus():
            inner = {PRIMARY: theme.on_accent, ALARM: theme.on_alarm}.get(self._variant, theme.accent)
            inset = 2.0 if self._variant == PRIMARY else 0.0
            glyphs.paint_focus(painter, box.adjusted(inset, inset, -inset, -inset), theme, 4.0, inner)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()


class ActionButton(KeyButton):
    """A button that is one QAction: words, keycaps, state and reason follow it; a click triggers it.

    While the action is disabled its tool tip is taken for the reason why not.
    """

    def __init__(self, action: QAction, variant: str = OUTLINED, parent: QWidget | None = None) -> None:
        super().__init__(action.text(), (), variant, parent)
        self._action = action
        self._hid = False
        action.changed.connect(self._on_action_changed)
        self.clicked.connect(self._on_clicked)
        self._on_action_changed()

    def action(self) -> QAction:
        """The action behind the button."""
        return self._action

    def _on_clicked(self) -> None:
        self._action.trigger()

    def _on_action_changed(self) -> None:
        action = self._action
        self.set_words(action.text().replace("&", "").rstrip("…"))
        self.set_keys(shortcut_keys(action.shortcut()))
        self.setEnabled(action.isEnabled())
        tip = action.toolTip()
        plain = tip in (action.text(), action.text().replace("&", ""))
        self.setToolTip("" if plain else tip)
        self.setAccessibleDescription("+".join(self._keys) if plain else tip)
        if action.isVisible() == self._hid:
            self._hid = not self._hid
            self.setVisible(not self._hid)


class KeyLineEdit(QLineEdit):
    """A one-line field with the keycaps that reach it at its right end while it is empty."""

    def __init__(self, hint: str, keys: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = tuple(keys)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.textChanged.connect(self._on_text_changed)
        self._make_room()

    def _on_text_changed(self, _text: str) -> None:
        self._make_room()

    def _make_room(self) -> None:
        wide = 0 if self.text() else glyphs.keycaps_width(self._keys, current()) + 4
        self.setTextMargins(0, 0, wide, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.text():
            return
        theme = current()
        wide = glyphs.keycaps_width(self._keys, theme)
        box = QRect(QPoint(self.width() - wide - 8, 0), QSize(wide, self.height()))
        glyphs.paint_keycaps(QPainter(self), QRectF(box), self._keys, theme)
