"""The queue tree: counts in place, choice by key, digits, and "not loaded" that is never a zero."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from commandcenter.ui.queue_tree import Figure, QueueGroup, QueueItem, QueueTree, boxes, count_text
from commandcenter.ui.theme import body_font, current
from commandcenter.ui.window_layout import TIERS


def groups(mine: int | None = 18, *, more: bool = False) -> tuple[QueueGroup, ...]:
    rows = [
        QueueItem(key="mine", name="我经办的", count=mine, digit="1"),
        QueueItem(key="new", name="待派遣", digit="2"),
    ]
    if more:
        rows.insert(0, QueueItem(key="first", name="新来的", count=1))
    late = (QueueItem(key="late", name="超期", count=22, digit="9", urgency=2),)
    return QueueGroup(title="我的队列", rows=tuple(rows)), QueueGroup(title="按时限", rows=late)


@pytest.fixture
def tree(qtbot):
    made = QueueTree()
    qtbot.addWidget(made)
    made.resize(232, 500)
    made.set_groups(groups())
    made.show()
    return made


def spoken(tree: QueueTree, key: str) -> str:
    return str(tree._index_of(key).data(Qt.ItemDataRole.AccessibleTextRole))


def test_a_chosen_queue_is_said_once(tree, qtbot):
    said: list[str] = []
    tree.queue_chosen.connect(said.append)

    assert tree.choose_digit("9")
    assert tree.choose_digit("9")
    assert not tree.choose_digit("5")

    assert (said, tree.key()) == (["late"], "late")


def test_new_counts_keep_the_choice_and_say_nothing(tree):
    tree.choose("new")
    said: list[str] = []
    tree.queue_chosen.connect(said.append)
    index = tree.tree.currentIndex()

    tree.set_groups(groups(19))

    assert (tree.key(), said, tree.tree.currentIndex()) == ("new", [], index)
    assert "19" in spoken(tree, "mine")


def test_new_rows_keep_the_choice_by_key(tree):
    tree.choose("mine")
    said: list[str] = []
    tree.queue_chosen.connect(said.append)

    tree.set_groups(groups(18, more=True))

    assert (tree.key(), said) == ("mine", [])
    assert tree.tree.currentIndex().row() == 1


def test_a_key_chosen_before_its_row_came_is_marked_when_it_comes(tree):
    tree.choose("first")
    assert not tree.tree.currentIndex().isValid()

    tree.set_groups(groups(more=True))

    assert tree.tree.currentIndex().row() == 0


def test_not_loaded_is_never_none(tree):
    tree.set_groups(groups(None))

    assert (count_text(None), count_text(0), count_text(8186)) == ("…", "0", "8,186")
    assert "0" not in spoken(tree, "mine")


def test_heads_cannot_be_chosen_and_a_click_chooses(tree, qtbot):
    said: list[str] = []
    tree.queue_chosen.connect(said.append)
    head = tree.tree.model().index(0, 0)
    assert not head.flags() & Qt.ItemFlag.ItemIsSelectable

    place = tree.tree.visualRect(tree._index_of("new")).center()
    qtbot.mouseClick(tree.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert said == ["new"]


@pytest.mark.parametrize("name", ["严重超期", "Due soon"])
@pytest.mark.parametrize("tier", [tier for tier in TIERS if tier.least >= 1200], ids=lambda tier: str(tier.least))
def test_a_name_is_whole_beside_twenty_thousand_cases(tree, qtbot, tier, name):
    item = QueueItem(key="late", name=name, count=20_000, digit="0", urgency=3)
    others = [QueueItem(key=f"{n}", name="待派遣") for n in range(40)]
    tree.set_groups((QueueGroup(title="按时限", rows=(item, *others)),))
    tree.resize(tier.sides[0], 500)
    qtbot.waitUntil(lambda: tree.tree.verticalScrollBar().isVisible())
    box, count = boxes(item, tree.tree.visualRect(tree._index_of("late")))
    assert QFontMetrics(body_font(current(), tabular=True)).horizontalAdvance(name) <= box.width()
    assert box.right() < count.left()


def test_the_foot_shows_the_figures_of_the_day(tree):
    tree.set_figures((Figure(name="今日进件", value="64"), Figure(name="按期结案率", value="95.1 %")))
    tree.set_figures((Figure(name="今日进件", value="65"),))

    assert tree._foot_grid.count() == 2
    assert not tree.grab().isNull()
