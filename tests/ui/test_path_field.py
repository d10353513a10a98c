"""A path that is typed, dropped or chosen: the system's dialog beside the window, and where it begins."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from commandcenter.door.photos import ENDINGS
from commandcenter.ui import path_field
from commandcenter.ui.path_field import PathEdit, Way, folders, proposed
from commandcenter.ui.views_dialogs import PathDialog


@pytest.fixture
def asked(window, qtbot):
    dialog = PathDialog(window, "导入案件", "导入", "cases", Way.READ, "", "逗号分隔的文件")
    dialog.open()
    yield dialog
    dialog.dismiss()
    QApplication.processEvents()


def chosen_in(edit: PathEdit, path: str) -> None:
    """What a person does in the dialog."""
    assert edit.dialog is not None
    edit.dialog.selectFile(path)
    edit.dialog.filesSelected.emit([path])
    edit.dialog.close()


def test_a_file_is_chosen_without_a_loop_of_its_own_and_by_keyboard(asked, window, qtbot, tmp_path):
    file = tmp_path / "台账.csv"
    file.write_text("x")
    assert asked.path.hasFocus()
    QTest.keyClick(asked.path, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    dialog = asked.path.dialog
    assert dialog is not None
    assert dialog.isVisible()
    assert not dialog.isModal()  # the banner's keys go on working
    assert dialog.nameFilters()[0].endswith("(*.csv *.CSV)")
    asked.path.browse.click()
    assert asked.path.dialog is dialog  # one, not two
    chosen_in(asked.path, str(file))
    qtbot.waitUntil(lambda: asked.path.dialog is None)
    assert asked.path.text() == str(file)
    assert window.focusWidget() is asked.path
    assert asked.answer() == str(file)


def test_tab_reaches_the_button_and_its_name_says_what_it_does(asked):
    QTest.keyClick(asked.path, Qt.Key.Key_Tab)
    assert asked.path.browse.hasFocus()
    assert asked.path.browse.accessibleName() == "浏览…"
    assert asked.path.accessibleName() == "文件"


def test_a_typed_path_still_counts_and_its_folder_is_remembered(asked, tmp_path):
    asked.path.selectAll()
    QTest.keyClicks(asked.path, str(tmp_path / "a.csv"))
    asked.confirm()
    assert folders.of("cases") == str(tmp_path)
    assert folders.of("backup") != str(tmp_path)


def test_what_is_given_up_changes_nothing(asked, qtbot):
    before = asked.path.text()
    asked.path.choose()
    asked.path.dialog.reject()
    qtbot.waitUntil(lambda: asked.path.dialog is None)
    assert asked.path.text() == before


def test_the_dialog_goes_with_the_panel(asked, qtbot):
    asked.path.choose()
    asked.dismiss()
    qtbot.waitUntil(lambda: asked.path.dialog is None)


def test_a_file_dropped_onto_the_field_is_its_path(asked, tmp_path):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "滨湖.csv"))])
    args = QPointF(4, 4), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPointF(4, 4).toPoint(), *args[1:])
    QApplication.sendEvent(asked.path, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(asked.path, QDropEvent(*args))
    assert asked.path.text() == str(tmp_path / "滨湖.csv")


def test_the_folder_of_a_kind_is_kept_with_the_window(tmp_path):
    kept = QSettings(str(tmp_path / "layout.ini"), QSettings.Format.IniFormat)
    folders.keep_in(kept)
    folders.remember("backup", str(tmp_path))
    folders.keep_in(None)
    folders.keep_in(QSettings(str(tmp_path / "layout.ini"), QSettings.Format.IniFormat))
    assert proposed("backup", "a.ccbackup") == str(tmp_path / "a.ccbackup")
    folders.remember("backup", str(tmp_path / "gone"))  # a stick that was pulled out
    assert not proposed("backup", "a.ccbackup").startswith(str(tmp_path))


def test_a_file_that_is_written_gets_a_name_an_ending_and_no_question(qtbot, tmp_path):
    edit = PathEdit("backup", Way.WRITE, str(tmp_path / "席.ccbackup"))
    qtbot.addWidget(edit.row())
    edit.row().show()
    edit.choose()
    dialog = edit.dialog
    assert dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
    assert dialog.defaultSuffix() == "ccbackup"
    assert dialog.testOption(QFileDialog.Option.DontConfirmOverwrite)
    assert dialog.directory().absolutePath() == str(tmp_path)
    dialog.close()
    edit.setEnabled(False)
    assert not edit.browse.isEnabled()
    edit.setEnabled(True)
    edit.setReadOnly(True)
    assert not edit.browse.isEnabled()


def test_a_folder_is_chosen_as_one(qtbot, tmp_path):
    edit = PathEdit("data", Way.FOLDER, str(tmp_path))
    qtbot.addWidget(edit.row())
    edit.row().show()
    edit.choose()
    assert edit.dialog.fileMode() == QFileDialog.FileMode.Directory
    chosen_in(edit, str(tmp_path))
    assert edit.text() == str(tmp_path)
    assert folders.of("data") == str(tmp_path)


def test_the_photos_that_can_be_chosen_are_those_that_are_taken():
    assert path_field.KINDS["photos"][1] == ENDINGS


def test_a_folder_that_cannot_be_written_is_said_in_words(qapp, tmp_path, monkeypatch):
    assert path_field.folder_fault(str(tmp_path / "a" / "b")) == ""
    (tmp_path / "file").write_text("x")
    assert str(tmp_path / "file") in path_field.folder_fault(str(tmp_path / "file" / "b"))
    monkeypatch.setattr("os.access", lambda path, mode: False)
    assert str(tmp_path) in path_field.folder_fault(str(tmp_path / "a"))
