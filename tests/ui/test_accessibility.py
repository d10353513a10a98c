"""The desk by keyboard and by ear: names, descriptions, Tab both ways, a focus one sees, input methods at peace."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu, QTabBar, QWidget

from commandcenter.ui import actions
from commandcenter.ui.controls import Check, Radio
from commandcenter.ui.intake_dialog import IntakeDialog
from commandcenter.ui.keycap import KeyHint, shortcut_keys
from commandcenter.ui.sheets import KeysSheet
from commandcenter.ui.wall_window import WallWindow
from tests.ui import reach

EACH = pytest.mark.parametrize("kind", list(reach.DIALOGS), ids=lambda kind: kind.__name__)
LEAST_CHANGE = 40  # pixels that a focus must change


@pytest.fixture
def crowded(window, desks, door, qtbot):
    """The window with cases, one of them in the panel, all parts loaded."""
    for _ in range(3):
        reach.show_case(window, desks, door, qtbot)
    qtbot.waitUntil(lambda: desks.charts.view.loaded)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return window


def opened(window, desks, door, qtbot, kind):
    dialog = reach.DIALOGS[kind](window, desks, door, qtbot)
    window.activateWindow()
    return dialog


def undescribed(root):
    """Controls that say what they are and not how they are used; words on a button and a labelled line say enough."""
    plain = (QAbstractButton, QLineEdit, QTabBar)
    return [reach.what(w) for w in reach.shown(root) if reach.is_control(w)
            and (not isinstance(w, plain) or isinstance(w, Radio | Check)) and not described(w)]


def described(widget):
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Description).strip()


def change(window, widget, other):
    """How many pixels differ when the focus goes to another widget."""
    pictures = []
    at = widget.rect().translated(widget.mapTo(window, widget.rect().topLeft())).adjusted(-3, -3, 3, 3)
    for focused in (widget, other):
        focused.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        pictures.append(window.grab(at).toImage())
    one, two = pictures
    return sum(one.pixel(x, y) != two.pixel(x, y) for x in range(one.width()) for y in range(one.height()))


def unseen(window, met):
    """Widgets whose focus cannot be seen; looked at twice, as rows that just come in may be painted meanwhile."""
    return [reach.what(w) for n, w in enumerate(met) if len(met) > 1 and all(
        change(window, w, met[n - 1]) < LEAST_CHANGE for _ in range(2))]


# -- names and descriptions -----------------------------------------------------------------------------------------


def test_every_control_of_the_window_has_a_name_and_says_how_it_is_used(crowded):
    assert reach.nameless(crowded) == []
    assert undescribed(crowded) == []


def test_every_dialog_there_is_is_looked_at():
    assert {kind.__name__ for kind in reach.all_dialogs()} - reach.OTHERS == {kind.__name__ for kind in reach.DIALOGS}


def test_palette_and_wall_have_names(crowded, desks, qtbot):
    crowded.acts["go.palette"].trigger()
    palette = crowded.commands.palette
    qtbot.waitUntil(palette.isVisible)
    assert reach.nameless(palette) == []
    palette.give_up()
    wall = WallWindow(desks.wall, desks.ground, "大屏")
    qtbot.addWidget(wall)
    wall.show()
    desks.show_wall(True)
    qtbot.waitUntil(lambda: desks.wall.view.open is not None)
    assert reach.nameless(wall) == []
    assert [reach.what(w) for w in reach.shown(wall) if type(w).__module__.startswith("commandcenter.ui.wall")
            and not w.accessibleName()] == []
    desks.show_wall(False)


def test_a_row_of_the_table_is_read_as_a_sentence(crowded, qtbot):
    table = crowded.queue.table
    qtbot.waitUntil(lambda: table.model_of_cases.cells_at(0) is not None)
    face = QAccessible.queryAccessibleInterface(table)
    heads = table.model().columnCount()
    said = [face.child(n).text(QAccessible.Text.Name) for n in range(face.childCount())]
    rows = [words for words in said[heads:] if "，" in words]
    cells = table.model_of_cases.cells_at(0)
    assert rows
    for word in (cells.urgency_word, cells.number, cells.class_name, cells.place, cells.stage_word):
        assert word in rows[0]
    tree = crowded.tree.tree
    index = tree.model().index(0, 0, tree.model().index(0, 0))
    assert "件" in index.data(Qt.ItemDataRole.AccessibleTextRole)


# -- the keyboard ---------------------------------------------------------------------------------------------------


def test_tab_reaches_every_control_of_the_window_both_ways_and_the_focus_is_seen(crowded):
    forth = reach.walk(crowded)
    back = reach.walk(crowded, Qt.Key.Key_Backtab)
    assert set(map(id, forth)) == set(map(id, back))
    by_keys = {id(w) for w in (crowded.queue.fresh, crowded.queue.pills)}  # F3 and Esc
    missed = [reach.what(w) for w in reach.shown(crowded) if reach.is_control(w) and w.isEnabled() and w not in forth
              and id(w) not in by_keys and w.parentWidget() is not crowded]  # tabs of docks: each dock has its key
    assert missed == []
    assert unseen(crowded, forth) == []


@EACH
def test_a_dialog_says_what_it_holds_tab_stays_in_it_and_reaches_all_and_esc_leaves_it(
        window, desks, door, qtbot, kind):
    dialog = opened(window, desks, door, qtbot, kind)
    assert dialog.isAncestorOf(window.focusWidget())
    assert dialog.accessibleName()
    assert reach.nameless(dialog) == []
    assert undescribed(dialog) == []
    forth = reach.walk(window)
    back = reach.walk(window, Qt.Key.Key_Backtab)
    assert set(map(id, forth)) == set(map(id, back))
    assert [reach.what(w) for w in forth if not dialog.isAncestorOf(w)] == []
    missed = [w for w in reach.shown(dialog) if reach.is_control(w) and w.isEnabled() and w not in forth]
    assert [reach.what(w) for w in missed if not by_other_keys(w, dialog)] == []
    assert unseen(window, forth) == []
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)  # nothing was typed
    assert not dialog.isVisible()


def by_other_keys(widget, dialog):
    """Reached without Tab: the cross by Esc, options of a group by arrows, a list by the field above it."""
    if isinstance(widget, QAbstractButton) and widget.group() is not None:
        return True
    return widget.focusPolicy() == Qt.FocusPolicy.NoFocus and (
        dialog.bar.isAncestorOf(widget) or not isinstance(widget, QAbstractButton))


def test_every_act_stands_in_a_menu_or_has_a_key(crowded):
    inside = {action.objectName() for menu in crowded.menuBar().findChildren(QMenu) for action in menu.actions()}
    assert [spec.id for spec in actions.SPECS if spec.id not in inside and not spec.key] == []


def test_the_shortcut_sheet_shows_every_key_of_the_action_table(window, qtbot):
    window.acts["help.keys"].trigger()
    assert isinstance(window.dialog, KeysSheet)
    said = {hint.accessibleName() for hint in window.dialog.findChildren(KeyHint)}
    wanted = {
        " ".join((*shortcut_keys(QKeySequence(spec.key)), actions.text_of(spec)))
        for spec in actions.SPECS if spec.key and not spec.id.startswith("go.queue_")}
    assert wanted - said == set()
    assert any("1 … 0" in words for words in said)


# -- input methods --------------------------------------------------------------------------------------------------


def compose(widget: QWidget, text: str) -> None:
    QApplication.sendEvent(widget, QInputMethodEvent(text, []))


def texts_of(window, desks, door, qtbot, where):
    """A text that can be typed in: the widget with the focus."""
    if where == "search":
        window.acts["go.search"].trigger()
    elif where == "palette":
        window.acts["go.palette"].trigger()
        qtbot.waitUntil(window.commands.palette.isVisible)
    elif where == "class":
        opened(window, desks, door, qtbot, IntakeDialog).classes.edit.setFocus()
    else:
        dialog = opened(window, desks, door, qtbot, where)
        field = dialog.note.edit if hasattr(dialog, "note") else dialog.findChildren(QLineEdit)[0]
        field.setFocus()
    return QApplication.focusWidget()


TYPED_IN = ["search", "palette", "class", *(k for k in reach.DIALOGS if k.__name__ in (
    "TextDialog", "IntakeDialog", "EscalateDialog", "DispatchDialog", "HandOverDialog", "TakeOverDialog", "NameDialog",
    "PathDialog", "ReopenDialog", "DeferDialog"))]


@pytest.mark.parametrize("where", TYPED_IN, ids=lambda where: getattr(where, "__name__", where))
def test_while_an_input_method_composes_no_key_fires_and_nothing_closes(window, desks, door, qtbot, where):
    reach.show_case(window, desks, door, qtbot)
    window.activateWindow()
    field = texts_of(window, desks, door, qtbot, where)
    fired = []
    for name, action in window.acts.items():
        action.triggered.connect(partial(fired.append, name))
    before, dialog = field_text(field), window.dialog
    compose(field, "jing'gai")
    for key, modifier in (
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier), (Qt.Key.Key_2, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_J, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F11, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier),
    ):
        QTest.keyClick(field, key, modifier)
    assert fired == []
    assert QApplication.focusWidget() is field
    assert window.dialog is dialog
    assert field.isVisible()
    event = QInputMethodEvent("", [])
    event.setCommitString("井盖")
    QApplication.sendEvent(field, event)
    assert field_text(field) == before + "井盖" or "井盖" in field_text(field)


def field_text(field: QWidget) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def test_letters_act_only_where_no_input_method_writes(crowded):
    for widget in (crowded.queue.table, crowded.tree.tree):
        assert not widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert all(spec.where == actions.LISTS for spec in actions.SPECS if len(spec.key) == 1 or spec.key[:6] == "Shift+"
               and len(spec.key) == 7)
    assert {spec.key for spec in actions.SPECS}.isdisjoint(actions.NEVER_BOUND)
