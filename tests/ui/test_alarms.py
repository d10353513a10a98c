"""Alarms in the window: banner, list, putting off with a reason, mute, tones, tray; by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QSystemTrayIcon

from commandcenter.core.alarms import Group, Kind, Load
from commandcenter.desk.alarm_book import Alarm, Found
from commandcenter.desk.alarm_desk import Line
from commandcenter.desk.tone_desk import SILENT
from commandcenter.ui import alarm_words
from commandcenter.ui import theme as themes
from commandcenter.ui.alarm_dialogs import SnoozeDialog, TonesDialog
from commandcenter.ui.alarm_panel import LoadButton, strain_ink
from commandcenter.ui.theme import NEAR, OVERDUE
from commandcenter.ui.tones import TonePlayer
from commandcenter.ui.tray import TrayNotice
from tests import makes
from tests.desk.test_alarm_desk import taken

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Heard:
    """What was asked of the player: its decisions are its own tests', its sound is nobody's."""

    def __init__(self) -> None:
        self.tones: list[tuple[str, str, int]] = []

    def make(self) -> TonePlayer:
        heard = self.tones

        class Player(TonePlayer):
            def play(self, tone: str, volume: str, priority: int) -> bool:
                heard.append((tone, volume, priority))
                return True

        return Player(())


@pytest.fixture
def heard(window):
    heard = Heard()
    window.alarms._make_player = heard.make
    return heard.tones


@pytest.fixture
def later(window, desks, clock, qtbot):
    """Let minutes go by, looking every five."""
    qtbot.waitUntil(lambda: desks.alarms.view.now > 0)

    def go(minutes: float = 0) -> None:
        end = clock.at + round(minutes * makes.MINUTE)
        while True:
            clock.at = min(clock.at + 5 * makes.MINUTE, end)
            desks.alarms.poll()
            qtbot.waitUntil(lambda: desks.alarms._asked_at is None)
            if clock.at >= end:
                break
    return go


@pytest.fixture
def overdue(window, heard, desks, door, clock, later, qtbot):
    """Some cases overdue by ten minutes, told."""
    def make(count: int = 1) -> list:
        ids = [taken(door, clock, hours=1, number=f"20260302-A{n:03}") for n in range(count)]
        later(70)
        qtbot.waitUntil(lambda: window.banner.isVisible())
        heard.clear()
        return ids
    return make


def press(qtbot, window, key, modifiers=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(window, key, modifiers)


def test_the_banner_tells_opens_and_is_acknowledged_by_keyboard(window, desks, overdue, qtbot):
    case_id, = overdue()
    assert window.banner.isVisible()
    assert window.banner.width() > 1_000  # the tool bar gives it its room
    assert "超期 0302-A000 上水井盖" in window.banner.accessibleName()
    press(qtbot, window, Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: desks.case.view.case is not None and desks.case.view.case.id == case_id)
    press(qtbot, window, Qt.Key.Key_F11, CTRL)
    assert window.banner_strip.isHidden()
    assert not window.acts["alarm.ack"].isEnabled()
    assert window.acts["alarm.ack"].toolTip()


def test_many_of_a_kind_are_one_line_and_one_acknowledgement(window, desks, overdue, qtbot):
    overdue(6)
    assert "共 6 条" in window.banner.accessibleName()
    press(qtbot, window, Qt.Key.Key_F11, CTRL)
    assert window.banner_strip.isHidden()


def test_a_line_names_each_case_once(window):
    late = [Alarm(key=f"w{n}", kind=Kind.WHISTLE, at=1, number=number) for n, number in enumerate(
        ("20261118-0015", "20261118-0015", "20261118-0015", "20261122-0003", "20261122-0003"))]
    group = Group(kind=Kind.WHISTLE, keys=tuple(alarm.key for alarm in late), at=1, priority=1)
    assert alarm_words.line_words(Line(group=group, alarms=tuple(late)), 2)[1] == "共 5 条 · 1118-0015、1122-0003"


def test_f12_asks_for_a_reason_which_stands_on_the_case(window, desks, door, clock, overdue, qtbot):
    case_id, = overdue()
    press(qtbot, window, Qt.Key.Key_F12)
    dialog = window.dialog
    assert isinstance(dialog, SnoozeDialog)
    dialog.confirm()
    assert window.dialog is dialog
    assert dialog.note.fault()
    dialog.until.choose("30")
    dialog.note.set_text("单位称半小时内到场")
    dialog.confirm()
    assert window.dialog is None
    assert window.banner_strip.isHidden()
    alarm = desks.alarms.view.shift[0]
    assert (alarm.until, alarm.reason) == (clock.at + 30 * makes.MINUTE, "单位称半小时内到场")
    assert door.case(case_id).notes == 1
    desks.queue.show_row(1)
    qtbot.waitUntil(lambda: any("单位称半小时内到场" in getattr(line.body, "text", "")
                                for line in desks.case.view.lines))
    assert "推迟" in window.notice.text()


def test_until_duty_begins(window, desks, clock, overdue, later, qtbot):
    overdue()
    press(qtbot, window, Qt.Key.Key_F12)
    window.dialog.until.choose("duty")
    window.dialog.note.set_text("下班后处理")
    window.dialog.confirm()
    assert desks.alarms.view.shift[0].until == makes.T0 + 22.5 * makes.HOUR


def test_f12_works_above_another_dialog_and_goes_back_to_it(window, desks, door, clock, overdue, qtbot):
    overdue()
    press(qtbot, window, Qt.Key.Key_F2)
    below = window.dialog
    press(qtbot, window, Qt.Key.Key_F12)
    above = window.findChild(SnoozeDialog)
    assert above.isVisible()
    assert not below.isEnabled()
    above.note.set_text("先登记这一件")
    above.confirm()
    assert desks.alarms.view.lines == ()
    assert below.isEnabled()
    assert below.isVisible()
    assert window.dialog is below
    press(qtbot, window, Qt.Key.Key_F12)  # nothing waits: nothing opens
    assert not [d for d in window.findChildren(SnoozeDialog) if d.isVisible()]
    below.dismiss()


def test_twice_put_off_it_wants_to_be_acknowledged(window, desks, clock, overdue, later, qtbot):
    overdue()
    for _ in range(2):
        desks.alarms.snooze(desks.alarms.view.lines[0].keys, clock.at + makes.MINUTE, "x", "x")
        later(5)
    assert not window.acts["alarm.snooze"].isEnabled()
    assert "两次" in window.acts["alarm.snooze"].toolTip()
    assert window.acts["alarm.ack"].isEnabled()


def test_what_rings_sounds_as_its_kind_was_chosen(window, desks, door, clock, heard, later, qtbot):
    later()
    taken(door, clock, hours=1)
    later(70)
    assert heard == [("near", "medium", 1), ("overdue", "medium", 2)]
    heard.clear()
    press(qtbot, window, Qt.Key.Key_F12, SHIFT)
    dialog = window.dialog
    assert isinstance(dialog, TonesDialog)
    severe = dialog.kinds[Kind.SEVERE]
    qtbot.mouseClick(dialog.tries[Kind.SEVERE], Qt.MouseButton.LeftButton)
    assert heard == [("severe", "medium", 9)]
    severe.setCurrentIndex(severe.findData(SILENT))
    assert dialog._silent[Kind.SEVERE].text()
    assert not dialog.tries[Kind.SEVERE].isEnabled()
    severe.setCurrentIndex(severe.findData("whistle"))
    assert not dialog._silent[Kind.SEVERE].text()
    dialog.volume.setCurrentIndex(dialog.volume.findData("high"))
    dialog.confirm()
    heard.clear()
    later(60)
    assert heard == [("whistle", "high", 3)]


def test_muting_is_seen_and_spares_the_severe_ones(window, desks, door, clock, heard, later, qtbot):
    later()
    taken(door, clock, hours=1)
    later(55)
    heard.clear()
    press(qtbot, window, Qt.Key.Key_F12, CTRL)
    assert window.acts["alarm.mute"].isChecked()
    assert "严重告警仍响" in window.alarms.load.words()
    later(5)
    assert heard == []
    assert window.banner.isVisible()
    assert "静音" in window.banner.accessibleName()
    later(60)
    assert "静音" not in window.banner.accessibleName()
    assert [tone for tone, _, _ in heard] == ["severe"]
    press(qtbot, window, Qt.Key.Key_F12, CTRL | SHIFT)
    assert window.notice.is_warning  # said, not only done
    assert "含严重" in window.notice.text()
    desks.alarms.watch(Kind.WHISTLE, lambda q, now: (Found(kind=Kind.WHISTLE, about="w"),))
    heard.clear()
    later()
    assert heard == []
    press(qtbot, window, Qt.Key.Key_F12, CTRL | SHIFT)
    assert not desks.alarms.view.muted
    assert not window.acts["alarm.mute_all"].isChecked()


def test_the_list_shows_the_shift_by_kind_and_opens_cases(window, desks, door, clock, overdue, later, qtbot):
    ids = overdue(2)
    press(qtbot, window, Qt.Key.Key_F11, SHIFT)
    panel = window.alarms.panel
    assert window.alarm_dock.isVisible()
    qtbot.waitUntil(panel.list.hasFocus)
    assert {alarm.kind for alarm in panel.list.alarms} == {Kind.OVERDUE, Kind.NEAR}
    panel.kind.setCurrentIndex(panel.kind.findData(Kind.OVERDUE.value))
    assert len(panel.list.alarms) == 2
    panel.list.setFocus()
    panel.list.setCurrentRow(1)
    wanted = panel.list.alarms[1]
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desks.case.view.case is not None and desks.case.view.case.id == wanted.case_id)
    assert wanted.case_id in ids
    panel.list.setFocus()
    press(qtbot, window, Qt.Key.Key_F11, CTRL)  # of the list: the lit one
    assert {a.key for a in desks.alarms.view.shift if a.seen_at is not None} == {wanted.key}
    panel.kind.setCurrentIndex(panel.kind.findData(Kind.SYNC.value))
    assert panel.list.alarms == ()
    assert "其他类别" in panel.list.empty
    said = panel.list.model().index(0, 0)
    assert not said.isValid()
    press(qtbot, window, Qt.Key.Key_F11, SHIFT)
    assert not window.alarm_dock.isVisible()


def test_a_narrow_panel_keeps_the_keys_of_its_acts(window, qtbot):
    window.acts["view.alarms"].trigger()
    panel = window.alarms.panel
    assert panel.minimumSizeHint().width() < 400
    panel.resize(1_000, 300)
    wide = [button.sizeHint().width() for button in panel.buttons]
    panel.resize(400, 300)
    assert all(now < before for now, before in zip((b.sizeHint().width() for b in panel.buttons), wide, strict=True))
    assert all(button.accessibleName() or button.text() for button in panel.buttons)


def test_each_line_of_the_list_can_be_read_aloud(window, desks, overdue):
    overdue()
    window.acts["view.alarms"].trigger()
    line = window.alarms.panel.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "超期" in line
    assert "0302-A000" in line
    assert "待确认" in line


def test_the_load_is_a_figure_with_bars_in_the_colour_of_its_strain(qapp, window):
    button = LoadButton()
    for count, inked in ((0, None), (7, NEAR), (13, OVERDUE)):
        button.set_load(Load(last_hour=count, hours=(0, 0, 0, 0, 0, 0, 0, count)), "")
        assert str(count) in button.words()
        for theme in (themes.LIGHT, themes.DARK):
            ink = strain_ink(button._load.strain, theme)
            assert ink == (theme.text2 if inked is None else theme.urgency[inked].text)
            assert themes.contrast(ink, theme.panel) >= 4.5
    assert "EEMUA" in button.accessibleDescription()
    button.resize(button.sizeHint())
    image = button.grab().toImage()
    full = QColor(strain_ink(button._load.strain, themes.current()))
    assert image.pixelColor(7 * 6 + 1, button.height() // 2) == full
    assert image.pixelColor(1, button.height() // 2) != full


class _Icon(QSystemTrayIcon):
    """A tray icon where there is no tray."""

    told: list[tuple[str, str]]

    def showMessage(self, title, text, *more):  # type: ignore[no-untyped-def]
        self.told = [*getattr(self, "told", []), (title, text)]


@pytest.mark.qt_log_ignore("systemTrayWindowChanged")  # the platform of the tests has no tray at all
def test_a_minimised_window_tells_in_the_tray_and_a_click_brings_it_back(
        window, desks, door, clock, heard, later, qtbot):
    made = []

    def make(icon, parent):
        made.append(_Icon(icon, parent))
        return made[-1]

    window.alarms.tray._make = make
    later()
    case_id = taken(door, clock, hours=1)
    window.showMinimized()
    later(70)
    (icon,) = made
    assert icon.told[-1] == ("超期", "0302-A001 上水井盖")  # no place, no caller
    icon.messageClicked.emit()
    assert not window.isMinimized()
    qtbot.waitUntil(lambda: desks.case.view.case is not None and desks.case.view.case.id == case_id)


def test_without_a_tray_nothing_is_wrong(window, desks, overdue, qtbot):
    assert not TrayNotice(window, lambda: None).tell("a", "b")  # the window is seen
    window.hide()
    assert not TrayNotice(window, lambda: None).tell("a", "b")  # and here there is no tray
    window.show()


def test_trouble_with_keeping_is_said_once(window, desks, store, overdue, qtbot):
    overdue()
    with store.write() as conn:
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar_one()
        conn.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    desks.alarms.watch(Kind.WHISTLE, lambda q, now: tuple(
        Found(kind=Kind.WHISTLE, about=f"{n}", place="长" * 200) for n in range(200)))
    desks.alarms.poll()
    qtbot.waitUntil(lambda: desks.alarms.view.trouble is not None)
    assert window.notice.is_warning
    with store.write() as conn:
        conn.exec_driver_sql("PRAGMA max_page_count = 1000000")
    desks.alarms.acknowledge()
    qtbot.waitUntil(lambda: desks.alarms.view.trouble is None)


def test_a_note_needs_no_role_that_the_operator_lacks(window, desks, door, clock, overdue):
    case_id, = overdue()
    desks.operator.choose("nobody-here")
    assert desks.alarms.snooze(desks.alarms.view.lines[0].keys, clock.at + makes.HOUR, "原因", "原因") is None
    assert door.case(case_id).notes == 1


@pytest.mark.parametrize(("clock", "words"), [
    ("sign", "Whistle: not signed in in time"), ("arrive", "Whistle: not on site in time"),
    ("result", "Whistle: no result in time"), ("", "Whistle overdue"), ("到场超时", "到场超时"),
])
def test_a_late_whistle_says_which_clock_ran_out(clock, words):
    alarm = Alarm(key="w", kind=Kind.WHISTLE, at=1, title=clock)
    assert alarm_words.title_of(alarm) == words
