"""The table keeps its case, its selection and its place while the queue changes, and asks only for what it shows."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent

from commandcenter.core.case import Stage
from commandcenter.ui import glyphs, texts, theme
from commandcenter.ui.case_cells import COLUMN_OF, COLUMNS, GIVES_WAY, PLACE_PX, CaseCells
from commandcenter.ui.case_model import PAGE, PAGES_KEPT, CaseTableModel
from commandcenter.ui.case_painter import Span
from commandcenter.ui.case_pictures import Look, RowPictures
from commandcenter.ui.case_table import CaseTable

ROLE = Qt.ItemDataRole


def cells(case_id: int, **changed: object) -> CaseCells:
    """A row invented from its id."""
    plain = CaseCells(
        urgency=case_id % 5,
        urgency_word="超期",
        number=f"1120-{case_id:04}",
        number_tip=f"20261120-{case_id:04}",
        class_name="雨水井盖",
        major_name="公用设施",
        place="冶金大道 118 号门前人行道",
        community="贵电",
        step=case_id % 7,
        stage_word="处置",
        unit="市政养护所",
        remaining="已超 35 分",
        due="今 13:57",
        tags=("督办", "退2", "联派")[: case_id % 4],
        sentence=f"超期，1120-{case_id:04}，雨水井盖，已超 35 分",
    )
    return replace(plain, **changed)  # type: ignore[arg-type]


@pytest.fixture
def table(qtbot, qapp):
    theme.apply(qapp, theme.LIGHT)
    made = CaseTable()
    qtbot.addWidget(made)
    made.resize(1200, 640)
    made.rows_wanted.connect(lambda ids: made.set_rows({i: cells(i) for i in ids}))
    made.show()
    qtbot.waitExposed(made)
    return made


def shown(table: CaseTable) -> np.ndarray:
    """The ids of the rows in view."""
    first, last = table.rowAt(0), table.rowAt(table.viewport().height() - 1)
    return table.model_of_cases.ids()[first : last + 1 if last >= 0 else None]


def test_the_model_keeps_qts_rules(qtmodeltester):
    model = CaseTableModel()
    qtmodeltester.check(model)
    model.set_ids(np.arange(1, 400))
    model.set_rows({i: cells(i) for i in range(1, 50)})
    qtmodeltester.check(model)
    model.set_ids(np.arange(300, 20, -2))
    model.set_ids(np.array([5, 900, 7, 20, 18]))
    model.set_ids(np.array([], np.int32))

    assert model.rowCount() == 0


def test_persistent_indexes_follow_their_case():
    model = CaseTableModel()
    model.set_ids(np.arange(100))
    kept = [QPersistentModelIndex(model.index(row, 2)) for row in range(100)]

    order = np.random.default_rng(7).permutation(np.arange(20, 130))
    model.set_ids(order)

    assert all(not index.isValid() for index in kept[:20])
    assert [model.id_at(index.row()) for index in kept[20:]] == list(range(20, 100))


def test_texts_come_for_the_rows_in_view_only(table, qtbot):
    asked: list[int] = []
    table.rows_wanted.connect(asked.extend)

    table.set_ids(np.arange(1_000_000, 0, -1))
    qtbot.waitUntil(lambda: bool(asked))

    assert set(asked) == set(range(1_000_000, 1_000_000 - PAGE, -1))
    asked.clear()
    row = 500_000
    table.choose(1_000_000 - row)
    qtbot.waitUntil(lambda: bool(asked))
    assert len(asked) <= 2 * PAGE
    assert set(shown(table).tolist()) <= set(asked)


def test_fast_scrolling_asks_once_for_where_it_ends(table, qtbot):
    table.set_ids(np.arange(100_000))
    qtbot.waitUntil(lambda: table.model_of_cases.cells(0) is not None)
    asked: list[list[int]] = []
    table.rows_wanted.connect(asked.append)

    for value in range(100_000, 2_000_000, 100_000):
        table.verticalScrollBar().setValue(value)
    qtbot.waitUntil(lambda: bool(asked))

    assert len(asked) == 1


def test_only_the_rows_shown_lately_are_kept(table):
    model = table.model_of_cases
    model.set_ids(np.arange(PAGE * (PAGES_KEPT + 30)))
    for page in range(PAGES_KEPT + 20):
        model.set_rows({i: cells(i) for i in range(page * PAGE, (page + 1) * PAGE)})

    kept = sum(model.cells(i) is not None for i in model.ids().tolist())

    assert kept <= PAGE * PAGES_KEPT + PAGE
    assert model.cells((PAGES_KEPT + 20) * PAGE - 1) is not None


def test_selection_current_case_and_place_survive_another_order(table, qtbot):
    table.set_ids(np.arange(10_000))
    table.choose(5000)
    table.selectionModel().select(
        table.model_of_cases.index(5002, 0),
        table.selectionModel().SelectionFlag.Select | table.selectionModel().SelectionFlag.Rows,
    )
    offset = table.row_rect(5000).top()
    said: list[object] = []
    table.case_chosen.connect(said.append)

    table.set_ids(np.random.default_rng(3).permutation(np.arange(20_000)))

    assert table.current_id() == 5000
    assert set(table.marked_ids().tolist()) == {5000, 5002}
    assert table.row_rect(5000).top() == offset
    assert said == []


def test_new_cases_above_do_not_move_what_is_read(table, qtbot):
    table.set_ids(np.arange(1000, 2000))
    qtbot.waitUntil(lambda: table.verticalScrollBar().maximum() > 32 * 200)
    table.verticalScrollBar().setValue(32 * 100 + 7)
    first = int(shown(table)[0])
    top = table.row_rect(first).top()

    table.set_ids(np.arange(900, 2000))

    assert (int(shown(table)[0]), table.row_rect(first).top()) == (first, top)


def test_a_case_that_leaves_gives_the_choice_to_the_one_in_its_place(table):
    table.set_ids(np.array([1, 2, 3, 4]))
    table.choose(2)
    said: list[object] = []
    table.case_chosen.connect(said.append)

    table.set_ids(np.array([1, 3, 4]))
    assert (table.current_id(), table.marked_ids().tolist(), said) == (3, [3], [3])

    table.set_ids(np.array([], np.int64))
    assert (table.current_id(), said) == (None, [3, None])


def test_all_of_a_million_can_be_selected_and_the_order_changed(table):
    ids = np.arange(1_000_000)
    table.set_ids(ids)
    table.selectAll()
    assert table.marked_count() == 1_000_000

    table.set_ids(ids[::-1])

    assert table.marked_count() == 1_000_000
    assert table.marked_ids()[0] == 999_999


def test_texts_that_did_not_change_repaint_nothing(table, qtbot):
    table.set_ids(np.arange(20))
    qtbot.waitUntil(lambda: table.model_of_cases.cells(0) is not None)
    changed: list[tuple[int, int]] = []
    table.model_of_cases.dataChanged.connect(lambda top, bottom: changed.append((top.row(), bottom.row())))

    table.set_rows({i: cells(i) for i in range(20)})
    assert changed == []

    table.set_rows({i: cells(i, remaining="已超 36 分" if i in (3, 4, 9) else "已超 35 分") for i in range(20)})
    assert changed == [(3, 4), (9, 9)]


def test_outdated_rows_are_asked_again_and_shown_until_then(table, qtbot):
    table.set_ids(np.arange(5))
    qtbot.waitUntil(lambda: table.model_of_cases.cells(4) is not None)
    asked: list[int] = []
    table.rows_wanted.connect(asked.extend)

    table.model_of_cases.forget([2])

    assert table.model_of_cases.cells(2) is not None
    qtbot.waitUntil(lambda: asked == [2])


def test_a_row_without_texts_shows_an_ellipsis_and_never_nothing():
    model = CaseTableModel()
    model.set_ids(np.array([4, 2]))
    model.set_rows({2: cells(2)})

    assert [model.index(0, at).data() for at in range(len(COLUMNS))] == ["…"] * len(COLUMNS)
    assert model.index(1, COLUMN_OF["class"]).data() == "雨水井盖 公用设施"
    assert model.index(1, COLUMN_OF["number"]).data(ROLE.ToolTipRole) == "20261120-0002"
    assert model.index(1, 3).data(ROLE.AccessibleTextRole) == "超期，1120-0002，雨水井盖，已超 35 分"


def test_a_click_on_a_head_asks_for_an_order_and_again_for_the_other_way(table):
    said: list[tuple[str, bool]] = []
    table.sort_chosen.connect(lambda key, descending: said.append((key, descending)))

    table.horizontalHeader().sectionClicked.emit(COLUMN_OF["number"])
    table.set_sort_shown("number", False)
    table.horizontalHeader().sectionClicked.emit(COLUMN_OF["number"])
    table.horizontalHeader().sectionClicked.emit(COLUMN_OF["tags"])

    assert said == [("number", False), ("number", True)]


def test_times_are_never_cut(table, qtbot):
    table.set_ids(np.array([1]))
    qtbot.waitUntil(lambda: table.model_of_cases.cells(1) is not None)
    before = table.columnWidth(COLUMN_OF["remaining"])

    table.set_rows({1: cells(1, remaining="约 还剩 123 天 23 时（工作时）")})

    assert table.columnWidth(COLUMN_OF["remaining"]) > before


def test_letters_belong_to_the_window(table, qtbot):
    table.set_ids(np.arange(30))
    table.choose(0)
    table.setFocus()
    assert not table.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_J, Qt.KeyboardModifier.NoModifier, "j")
    table.keyPressEvent(press)
    assert table.current_id() == 0

    table.step(1)
    table.step(1)
    table.toggle_mark()
    assert table.current_id() == 2


def test_the_table_says_why_it_is_empty_or_busy(table, qtbot):
    table.set_empty_text("这个队列没有待办案件。")
    empty = table.grab().toImage()
    table.set_loading(True)
    assert table.grab().toImage() != empty
    qtbot.waitUntil(lambda: table._bars)
    table.set_loading(False)

    assert table.grab().toImage() == empty


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=lambda look: look.name)
def test_every_kind_of_row_can_be_painted(table, qtbot, qapp, look):
    theme.apply(qapp, look)
    table.set_ids(np.arange(40))
    qtbot.waitUntil(lambda: table.model_of_cases.cells(10) is not None)
    table.choose(3)
    picture = table.grab().toImage()
    theme.apply(qapp, theme.LIGHT)

    top = table.horizontalHeader().height()
    at_rail = [picture.pixelColor(2, top + row * 32 + 16).name().upper() for row in range(5)]
    assert (at_rail[0], at_rail[2], at_rail[3]) == (look.panel, look.urgency[2].fill, look.urgency[3].fill)


def test_rows_there_is_no_time_for_are_painted_in_the_next_turns(table, qtbot, monkeypatch):
    table.set_ids(np.arange(40))
    qtbot.waitUntil(lambda: table.model_of_cases.cells(10) is not None)
    whole = table.grab().toImage()
    monkeypatch.setattr("commandcenter.ui.case_pictures.PATIENCE_MS", 0.0)
    table._pictures.forget()

    table.viewport().repaint()
    assert not table.is_whole()

    qtbot.waitUntil(table.is_whole)
    assert table.grab().toImage() == whole


def test_a_row_that_changed_shows_its_older_picture_while_there_is_no_time(table, qtbot):
    pictures = RowPictures()
    spans, size = (Span(COLUMNS[0], 0, 96),), (96, 32)
    before, after = (
        Look(cells(7, urgency=urgency), spans, size, 1.0, theme.current(), False, False) for urgency in (0, 3))
    pictures.begin(patient=True)
    old, done = pictures.of(7, before)
    assert done
    pictures.begin(patient=False)
    pictures.of(8, before)  # one at least is made
    pictures._until = 0.0

    assert pictures.of(7, after) == (old, False)
    assert pictures.of(9, after) == (None, False)
    pictures.begin(patient=True)
    assert pictures.of(7, after)[0].toImage() != old.toImage()


def test_rows_grow_with_the_text(table, qapp):
    theme.apply(qapp, theme.with_text(theme.LIGHT, "large"))
    large = table.verticalHeader().defaultSectionSize()
    theme.apply(qapp, theme.LIGHT)

    assert (large, table.verticalHeader().defaultSectionSize()) == (37, 32)


@pytest.mark.parametrize("size", ["small", "medium", "large"])
@pytest.mark.parametrize("wide", [420, 640, 760, 900, 1200, 1700])
def test_the_place_is_never_narrower_than_it_can_be_read(table, qapp, qtbot, size, wide):
    theme.apply(qapp, theme.with_text(theme.LIGHT, size))
    table.resize(wide, 400)
    table.set_ids(np.arange(40))
    qtbot.waitUntil(lambda: table.model_of_cases.cells(3) is not None)
    columns = [table.columnWidth(at) for at in range(len(COLUMNS)) if not table.isColumnHidden(at)]
    assert table.columnWidth(COLUMN_OF["place"]) >= theme.current().px(PLACE_PX)
    assert table.columnWidth(COLUMN_OF["remaining"]) >= theme.current().px(104)
    room = table.viewport().width()
    assert sum(columns) >= room  # nothing is left unused
    assert (sum(columns) > room) == (table.horizontalScrollBar().maximum() > 0)
    theme.apply(qapp, theme.LIGHT)


def test_columns_give_way_before_the_place_does_and_get_their_width_back(table, qtbot):
    table.resize(1500, 400)
    usual = {key: table.columnWidth(COLUMN_OF[key]) for key in GIVES_WAY}
    least = {key: theme.current().px(COLUMNS[COLUMN_OF[key]].width) for key in GIVES_WAY}
    assert {key: min(px, least[key]) for key, px in usual.items()} == least  # the stage as wide as its longest word
    assert usual["stage"] >= glyphs.blocks_width() + max(
        glyphs.text_width(texts.stage_text(stage), theme.current().px(13)) for stage in Stage)
    table.resize(1080, 400)
    assert table.columnWidth(COLUMN_OF["class"]) < usual["class"]
    assert table.columnWidth(COLUMN_OF["place"]) >= theme.current().px(COLUMNS[COLUMN_OF["place"]].least)
    table.resize(1500, 400)
    assert {key: table.columnWidth(COLUMN_OF[key]) for key in GIVES_WAY} == usual


def test_a_width_that_a_person_chose_does_not_give_way(table):
    table.choose_columns((), (), {"class": 200})
    table.resize(700, 400)
    assert table.columnWidth(COLUMN_OF["class"]) == theme.current().px(200)
    assert table.horizontalScrollBar().maximum() > 0
