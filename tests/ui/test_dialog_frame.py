"""The dialog frame: one answer or none, checks in place, nothing typed is lost, keys of the window rest."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QMainWindow, QVBoxLayout, QWidget

from commandcenter.ui import dialog_fields, letter_card, level_steps
from commandcenter.ui import dialog_frame as frames
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.controls import Check


class Sending(frames.DialogFrame):
    """A dialog with one text that must be long enough, a choice and an answer."""

    def __init__(self, window: QWidget, banner: AlarmBanner | None = None) -> None:
        super().__init__(window, "升级督办 — 案件 1120-0037", "发送督办单", preview=True, banner=banner)
        self.levels = level_steps.LevelSteps()
        self.levels.set_levels(
            (
                level_steps.Level(key="remind", name="催办", state=level_steps.DONE),
                level_steps.Level(key="order", name="督办单", caption="本次"),
                level_steps.Level(key="whistle", name="吹哨", state=level_steps.CLOSED, why_not="需值班长"),
                level_steps.Level(key="report", name="通报"),
            )
        )
        self.add_above(self.levels)
        self.reason = dialog_fields.OptionGroup(
            (dialog_fields.Option(key="absent", words="超期未到场"),
             dialog_fields.Option(key="danger", words="存在安全隐患"))
        )
        self.reason.choose("absent")
        self.note = dialog_fields.NoteField("说明", least=10)
        self.add_field("理由 &R", self.reason)
        self.note_field = self.add_field("说明 &D", self.note, check=self.note.fault, first=True)
        self.add_field("证据", Check("处置前照片"))
        self.set_preview("对方将看到", "离线时先存待发", letter_card.LetterCard())

    def answer(self) -> object:
        return self.levels.key(), self.reason.key(), self.note.text()


@pytest.fixture
def window(qtbot):
    made = QWidget()
    column = QVBoxLayout(made)
    made.search = QLineEdit()
    made.banner = AlarmBanner()
    column.addWidget(made.banner)
    column.addWidget(made.search)
    column.addStretch(1)
    made.resize(1200, 800)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.search.setFocus()
    return made


@pytest.fixture
def dialog(window):
    made = Sending(window, window.banner)
    made.answers = []
    made.done_with.connect(made.answers.append)
    made.open()
    return made


TEXT = "井盖丢失，有坠落危险，请立即设置围挡。"


def test_it_opens_with_the_focus_where_a_person_is_needed(window, dialog):
    assert dialog.isVisible()
    assert window.focusWidget() is dialog.note.edit


def test_the_primary_button_names_the_act(dialog):
    assert dialog.primary.text() == "发送督办单"
    assert dialog.primary.keys() == ("Ctrl", "Enter")


def test_ctrl_enter_gives_the_answer_from_inside_the_text(dialog, window, qtbot):
    dialog.note.set_text(TEXT)

    qtbot.keyClick(dialog.note.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert dialog.answers == [("order", "absent", TEXT)]
    assert not dialog.isVisible()
    assert window.focusWidget() is window.search


def test_ctrl_enter_does_nothing_while_the_primary_button_is_closed(dialog, qtbot):
    dialog.note.set_text(TEXT)
    dialog.primary.setEnabled(False)
    qtbot.keyClick(dialog.note.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()
    assert dialog.answers == []


def test_a_wrong_field_says_so_below_it_and_takes_the_focus(dialog, window, qtbot):
    dialog.note.set_text("太短")
    dialog.levels.setFocus()

    dialog.confirm()

    assert dialog.answers == []
    assert dialog.note_field.error.text() == "Please write at least 10 characters (now 2)."
    assert window.focusWidget() is dialog.note.edit
    dialog.note.set_text(TEXT)
    dialog.confirm()
    assert dialog.note_field.error.text() == ""
    assert len(dialog.answers) == 1


def test_leaving_a_field_with_tab_checks_it(dialog, window, qtbot):
    dialog.note.set_text("短")
    qtbot.keyClick(dialog.note.edit, Qt.Key.Key_Tab)

    qtbot.waitUntil(lambda: bool(dialog.note_field.error.text()))


def test_esc_closes_where_nothing_was_typed(dialog, qtbot):
    closed: list[bool] = []
    dialog.closed.connect(lambda: closed.append(True))

    qtbot.keyClick(dialog.note.edit, Qt.Key.Key_Escape)

    assert (dialog.isVisible(), dialog.answers, closed) == (False, [], [True])


def test_esc_asks_in_place_where_something_was_typed(dialog, window, qtbot):
    qtbot.keyClicks(dialog.note.edit, "abc")
    qtbot.keyClick(dialog.note.edit, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert window.focusWidget() is dialog.keep

    qtbot.keyClick(dialog.keep, Qt.Key.Key_Escape)
    assert dialog.note.text() == "abc"
    assert window.focusWidget() is dialog.note.edit

    dialog.give_up()
    dialog.discard.click()
    assert not dialog.isVisible()


def test_a_proposal_filled_in_beforehand_does_not_count_as_typed(window):
    made = Sending(window)
    made.note.set_text(TEXT)
    made.open()

    assert not made.was_typed()


def test_a_fault_brings_the_dialog_back_with_its_text(dialog):
    dialog.note.set_text(TEXT)
    dialog.confirm()

    dialog.show_fault("没有保存：磁盘空间不足。")

    assert dialog.isVisible()
    assert dialog.note.text() == TEXT
    assert dialog.was_typed()
    dialog.confirm()
    assert len(dialog.answers) == 2


def test_tab_stays_inside(dialog, window, qtbot):
    seen = set()
    for _ in range(20):
        dialog.focusNextPrevChild(True)
        seen.add(window.focusWidget())
    assert all(dialog.isAncestorOf(widget) for widget in seen)
    assert {dialog.levels, dialog.note.edit, dialog.primary, dialog.cancel} <= seen

    dialog.primary.setFocus()
    dialog.focusNextPrevChild(False)
    assert window.focusWidget() is dialog.cancel


def test_keys_of_the_window_rest_while_a_dialog_is_open_but_not_those_of_the_banner(dialog, window, qtbot):
    pressed: list[str] = []
    for key in ("F5", "F11"):
        shortcut = QShortcut(QKeySequence(key), window)
        shortcut.activated.connect(lambda key=key: pressed.append(key))

    for key in (Qt.Key.Key_F5, Qt.Key.Key_F11):
        qtbot.keyClick(window.windowHandle(), key)
    assert pressed == ["F11"]

    dialog.dismiss()
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_F5)
    assert pressed == ["F11", "F5"]


def test_alt_and_a_digit_choose_an_option_also_from_the_text(dialog, window, qtbot):
    assert window.focusWidget() is dialog.note.edit

    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)

    assert dialog.reason.key() == "danger"
    assert dialog.note.text() == ""


def test_the_banner_is_not_covered(dialog, window, qtbot):
    window.banner.show_alarm("严重超期", "1119-0112 雨水井盖")
    qtbot.waitUntil(lambda: not dialog.mask().isEmpty())
    middle = window.banner.geometry().center()

    assert window.childAt(middle) is window.banner
    assert dialog.panel.geometry().top() > window.banner.geometry().bottom()

    window.banner.clear()
    qtbot.waitUntil(lambda: dialog.mask().isEmpty())


def test_it_fits_a_small_window(window, qtbot):
    window.resize(1000, 520)
    made = Sending(window, window.banner)
    made.open()
    window.layout().activate()

    assert window.rect().contains(made.panel.geometry())


def test_arrows_choose_among_the_levels_that_are_open(dialog, qtbot):
    chosen: list[str] = []
    dialog.levels.level_chosen.connect(chosen.append)
    assert dialog.levels.key() == "order"

    qtbot.keyClick(dialog.levels, Qt.Key.Key_Right)
    assert dialog.levels.key() == "report"
    qtbot.keyClick(dialog.levels, Qt.Key.Key_Right)
    qtbot.keyClick(dialog.levels, Qt.Key.Key_Left)
    qtbot.keyClick(dialog.levels, Qt.Key.Key_Left)

    assert chosen == ["report", "order"]


def test_a_done_level_cannot_be_sent_again(dialog):
    dialog.levels.choose("remind")
    dialog.levels.choose("whistle")

    assert dialog.levels.key() == "order"


def test_a_long_fault_goes_on_in_the_next_line_and_the_panel_makes_room(qtbot, qapp):
    host = QMainWindow()
    qtbot.addWidget(host)
    host.resize(1000, 800)
    host.show()
    dialog = frames.DialogFrame(host, "标题", "办理")
    edit = QLineEdit()
    dialog.add_field("说明", edit, check=lambda: "请写明原因，并说明已经联系过哪些单位。" * 8)
    dialog.open()
    before = dialog.panel.height()
    dialog.confirm()
    error = dialog._fields[0].error
    assert error.heightForWidth(error.width()) > 2 * error.heightForWidth(100_000)
    qtbot.waitUntil(lambda: error.height() >= error.heightForWidth(error.width()))
    assert dialog.panel.height() >= before
    assert not dialog._scroll.verticalScrollBar().isVisible()
    dialog.dismiss()
