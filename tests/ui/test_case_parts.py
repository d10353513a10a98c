"""The parts of the case panel say what they show, keep their place, and paint every state in both themes."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QColor, QKeySequence, QPixmap

from commandcenter.ui import case_parts as parts
from commandcenter.ui import clock_bar, glyphs, texts, theme, timeline
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.keycap import PRIMARY, ActionButton, KeyButton, KeyLineEdit

CLOCK = clock_bar.Clock(
    title="处置时限 2 紧急工作时",
    remaining="已超 35 分",
    urgency=theme.OVERDUE,
    filled=0.7,
    due=0.7,
    now=0.9,
    marks=(
        clock_bar.ClockMark(at=0.0, text="11:57 派遣"),
        clock_bar.ClockMark(at=0.5, text="13:27 催办"),
        clock_bar.ClockMark(at=0.7, text="13:57 到期", strong=True),
        clock_bar.ClockMark(at=1.0, text="现在 14:32"),
    ),
    sentence="已超 35 分，应于 13:57 前处置完毕",
)


def rungs(count: int) -> tuple[timeline.Rung, ...]:
    return tuple(timeline.Rung(time=f"11:{i:02}", title="派遣", text=f"第 {i} 步") for i in range(count))


def test_labels_of_the_clock_never_overlap_and_stay_inside():
    wanted = [(0.0, 60, "a"), (190.0, 60, "b"), (200.0, 60, "c"), (300.0, 60, "d")]

    placed = clock_bar.place_labels(wanted, 300.0)

    assert [text for _, text in placed] == ["a", "b", "c", "d"]
    assert placed[0][0] == 0.0
    assert placed[-1][0] + 60 == 300.0
    assert all(b - a >= 70 for (a, _), (b, _) in zip(placed, placed[1:], strict=False))


def test_where_not_all_labels_fit_the_ends_stay():
    placed = clock_bar.place_labels([(0.0, 80, "start"), (90.0, 80, "middle"), (180.0, 80, "now")], 180.0)

    assert [text for _, text in placed] == ["start", "now"]


def test_the_clock_hatches_only_what_is_over(qtbot, qapp):
    theme.apply(qapp, theme.LIGHT)
    bar = clock_bar.ClockBar()
    qtbot.addWidget(bar)
    bar.resize(400, 80)
    bar.set_clock(CLOCK)

    picture = bar.grab().toImage()
    row = [picture.pixelColor(x, 32).name().upper() for x in range(400)]

    role = theme.LIGHT.urgency[theme.OVERDUE]
    assert row[100] == theme.LIGHT.clock_fill
    assert set(row[:278]).isdisjoint({role.fill})
    assert role.fill in row[285:355]
    assert set(row[365:398]) == {theme.LIGHT.head}
    assert bar.accessibleName() == CLOCK.sentence


def test_steps_say_where_the_case_stands(qtbot):
    bar = parts.StepsBar()
    qtbot.addWidget(bar)
    bar.set_words(("上报", "立案", "派遣", "处置", "反馈", "结案"))
    bar.set_step(3)
    assert bar.accessibleName() == "Step 4 of 6: 处置"

    bar.set_step(6)
    assert "6" in bar.accessibleName()


@pytest.mark.parametrize("words", [("上报", "立案", "派遣", "处置", "反馈", "结案"), tuple("abcdef")])
def test_words_that_fit_stand_under_their_steps_however_short(qtbot, qapp, words):
    theme.apply(qapp, theme.LIGHT)
    bar = parts.StepsBar()
    qtbot.addWidget(bar)
    bar.set_words(words)
    bar.set_step(3)
    bar.resize(384, 48)

    picture = bar.grab().toImage()
    empty = picture.pixelColor(0, 47)
    inked = [any(picture.pixelColor(x, y) != empty for x in range(64 * i, 64 * i + 64) for y in range(28, 48))
             for i in range(6)]

    assert inked == [True] * 6


def test_facts_show_a_dash_where_there_is_nothing(qtbot):
    grid = parts.FactsGrid()
    qtbot.addWidget(grid)
    grid.set_facts((parts.Fact(label="地点", value=""), parts.Fact(label="来源", value="采集员上报", more="无重复")))

    assert grid.accessibleName() == "地点: —; 来源: 采集员上报 · 无重复"
    assert grid.sizeHint().height() == 48


def test_a_missing_photo_says_what_is_needed_and_enter_opens(qtbot):
    places = parts.PhotoPlaces()
    qtbot.addWidget(places)
    picture = QPixmap(800, 600)
    picture.fill(Qt.GlobalColor.darkGray)
    places.set_photos(
        parts.Photo(caption="处置前", picture=picture, note="11:35 · 2 张"),
        parts.Photo(caption="处置后", missing="暂无处置后照片", needed="反馈时必须上传"),
    )
    places.show()

    with qtbot.waitSignal(places.photos_opened, timeout=1000):
        qtbot.keyClick(places.before, Qt.Key.Key_Return)

    assert places.after.accessibleName() == "处置后: 暂无处置后照片"
    assert not places.grab().isNull()


def test_the_timeline_follows_its_end_but_not_a_reader(qtbot):
    line = timeline.Timeline()
    qtbot.addWidget(line)
    line.resize(400, 120)
    line.show()
    line.set_rungs(rungs(20))
    bar = line.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0

    bar.setValue(24)
    line.set_rungs(rungs(21))

    assert bar.value() == 24
    assert line.accessibleDescription().splitlines()[0] == "11:00 派遣 第 0 步"


def test_the_timeline_is_walked_with_arrows(qtbot):
    line = timeline.Timeline()
    qtbot.addWidget(line)
    line.resize(400, 120)
    line.set_rungs(rungs(20))
    line.show()
    line.verticalScrollBar().setValue(0)

    for _ in range(12):
        qtbot.keyClick(line, Qt.Key.Key_Down)

    assert line.verticalScrollBar().value() > 0


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=lambda look: look.name)
@pytest.mark.parametrize("urgency", range(5))
def test_every_urgency_paints_in_both_themes(qtbot, qapp, look, urgency):
    theme.apply(qapp, look)
    pill = parts.Pill(urgency, "超期", "已超 35 分")
    qtbot.addWidget(pill)
    pill.resize(pill.sizeHint())
    picture = pill.grab().toImage()
    theme.apply(qapp, theme.LIGHT)

    role = look.urgency[urgency]
    painted = {picture.pixelColor(x, y).name().upper() for x in range(picture.width()) for y in range(picture.height())}
    assert role.ground in painted
    assert min(_apart(role.edge, one) for one in painted) <= 24  # a line of one px is smoothed where it is narrow


def _apart(one: str, other: str) -> int:
    """How far two colours are apart: the sum of their differences in red, green and blue, 0 to 765."""
    pairs = zip(QColor(one).getRgb()[:3], QColor(other).getRgb()[:3], strict=True)
    return sum(abs(a - b) for a, b in pairs)


def test_a_button_follows_its_action_and_says_why_not(qtbot):
    action = QAction("派遣…")
    action.setShortcut(QKeySequence("Shift+F5"))
    button = ActionButton(action, PRIMARY)
    qtbot.addWidget(button)
    assert (button.text(), button.keys()) == ("派遣", ("Shift", "F5"))

    action.setToolTip("已签收，需先由责任单位退回")
    action.setEnabled(False)
    assert not button.isEnabled()
    assert button.accessibleDescription() == button.toolTip() == "已签收，需先由责任单位退回"

    action.setEnabled(True)
    with qtbot.waitSignal(action.triggered, timeout=1000):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_button_can_drop_its_words_but_never_all(qtbot):
    keyed, bare = KeyButton("撤销", ("Ctrl", "Z")), KeyButton("清除")
    for button in (keyed, bare):
        qtbot.addWidget(button)
        before = button.sizeHint().width()
        button.set_words_shown(False)
        assert (button.sizeHint().width() < before) is bool(button.keys())


def test_a_search_field_gives_its_room_to_what_is_typed(qtbot):
    edit = KeyLineEdit("搜索", ("Ctrl", "F"))
    qtbot.addWidget(edit)
    assert edit.textMargins().right() > 40

    edit.setText("雄石路")
    assert edit.textMargins().right() == 0


def test_the_banner_waits_for_an_alarm_and_its_keys_are_actions(qtbot):
    action = QAction("打开")
    action.setShortcut(QKeySequence("F11"))
    banner = AlarmBanner([action])
    qtbot.addWidget(banner)
    assert banner.isHidden()

    banner.show_alarm("严重超期", "1119-0112 雨水井盖 · 已超 5 时 12 分", "另有 2 条")
    banner.resize(900, 40)
    assert banner.accessibleName() == "严重超期 1119-0112 雨水井盖 · 已超 5 时 12 分 另有 2 条"
    assert not banner.grab().isNull()
    with qtbot.waitSignal(action.triggered, timeout=1000):
        qtbot.mouseClick(banner.buttons[0], Qt.MouseButton.LeftButton)

    banner.clear()
    assert banner.isHidden()


@pytest.mark.parametrize("step", range(6))
def test_the_words_of_the_steps_stand_whole_in_the_narrow_panel_in_english_too(qapp, step):
    bar = QRectF(0, 0, 320, 48)  # the panel at 1366

    fonts, wide = glyphs.step_fonts([source[1] if isinstance(source, tuple) else source for source in texts.STEPS],
                                    step, bar, theme.LIGHT)
    rooms = glyphs.step_rooms(wide, step, bar)

    assert [i for i, (left, right) in enumerate(rooms) if right - left < wide[i] - 1] == []
    assert all(one[1] <= other[0] for one, other in zip(rooms, rooms[1:], strict=False))
    assert len({font.pixelSize() for font in fonts}) == 1
