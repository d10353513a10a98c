"""The print panel in the real window: by key, with its preview, its file, and what can go wrong."""

import os
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt

from commandcenter.core.bodies import PhotoKind
from commandcenter.core.case import Role
from commandcenter.core.photo_rules import AddPhotos
from commandcenter.desk.kept_files import Unkept
from commandcenter.desk.print_desk import FILE, PrintDesk, SheetKind
from commandcenter.ui import sheet_printer
from commandcenter.ui.print_control import CASE, MARKED, QUEUE
from commandcenter.ui.print_dialog import PrintDialog
from commandcenter.ui.sheet_pdf import PART
from tests import makes
from tests.pictures import jpeg
from tests.ui.test_main_window import show

CTRL = Qt.KeyboardModifier.ControlModifier


def opened(window, desks, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: isinstance(window.dialog, PrintDialog) and desks.printing.view.loaded)
    return window.dialog


def pages(path):
    return ["".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages]


def test_ctrl_p_proposes_the_sheet_of_the_stage_and_saves_it(window, desks, door, qtbot, tmp_path):
    case = makes.dispatched(door)
    show(window, desks, qtbot, case)
    dialog = opened(window, desks, qtbot)
    assert dialog.kind.key() == "dispatch"
    assert [dialog.kind.radio(kind).isEnabled() for kind in SheetKind] == [True, False, False, False]
    assert "尚未结案" in dialog.kind.radio("closing").toolTip()
    assert dialog.where.text() == "第 1 页，共 1 页"
    assert Path(dialog.path.text()).name == f"派遣单_{case.provisional[4:]}.pdf"
    out = tmp_path / "派遣单.pdf"
    dialog.path.setText(str(out))
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: window.dialog is None)
    assert f"编号：{case.provisional}" in pages(out)[0]
    assert "已保存" in window.notice.text()
    assert str(out) in window.notice.text()
    dialog = opened(window, desks, qtbot)
    assert Path(dialog.path.text()).parent == tmp_path  # where the last one went


def test_a_file_that_is_there_is_replaced_only_when_that_is_ticked(window, desks, door, qtbot, tmp_path):
    show(window, desks, qtbot, makes.dispatched(door))
    out = tmp_path / "x.pdf"
    out.write_bytes(b"mine")
    dialog = opened(window, desks, qtbot)
    dialog.path.setText(str(tmp_path / "x"))  # the ending is added
    assert dialog.replace.isVisible()
    dialog.confirm()
    assert window.dialog is dialog
    assert "同名文件" in dialog._fault.text()
    assert out.read_bytes() == b"mine"
    dialog.replace.setChecked(True)
    dialog.path.setText(str(tmp_path / "y.pdf"))
    assert not dialog.replace.isVisible()
    dialog.path.setText(str(out))
    assert not dialog.replace.isChecked()  # it was ticked for another name
    dialog.replace.setChecked(True)
    dialog.confirm()
    qtbot.waitUntil(lambda: window.dialog is None)
    assert out.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("where", ["nowhere/x.pdf", "plain/x.pdf"])
def test_what_cannot_be_written_is_a_sentence_and_the_panel_stays(window, desks, door, qtbot, tmp_path, where):
    (tmp_path / "plain").write_bytes(b"")
    show(window, desks, qtbot, makes.dispatched(door))
    dialog = opened(window, desks, qtbot)
    dialog.path.setText(str(tmp_path / where))
    dialog.confirm()
    assert window.dialog is dialog
    assert "没有保存" in dialog._fault.text()
    assert dialog.primary.isEnabled()


@pytest.mark.skipif(os.name == "nt", reason="no RLIMIT_FSIZE")
def test_a_full_disk_in_the_middle_leaves_nothing_and_can_be_tried_again(window, desks, door, qtbot, tmp_path):
    import resource

    show(window, desks, qtbot, makes.dispatched(door))
    dialog = opened(window, desks, qtbot)
    dialog.path.setText(str(tmp_path / "x.pdf"))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, before[1]))
    try:
        dialog.confirm()
        qtbot.waitUntil(lambda: "没有保存" in dialog._fault.text())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(tmp_path.glob("x.pdf*")) == []
    dialog.confirm()
    qtbot.waitUntil(lambda: window.dialog is None)
    assert len(pages(tmp_path / "x.pdf")) == 1


def test_marked_cases_go_into_one_file_and_those_without_the_sheet_are_named(window, desks, door, qtbot, tmp_path):
    cases = [makes.dispatched(door, place=f"雄石路 {n} 号") for n in range(3)]
    makes.filed(door)
    qtbot.waitUntil(lambda: len(desks.queue.view.ids) == 4)
    show(window, desks, qtbot, cases[0])
    window.queue.table.setFocus()
    window.queue.table.selectAll()
    dialog = opened(window, desks, qtbot)
    assert [dialog.scope.itemData(n) for n in range(dialog.scope.count())] == [CASE, MARKED, QUEUE]
    assert dialog.scope.currentData() == MARKED
    dialog.kind.choose("dispatch")
    qtbot.waitUntil(lambda: desks.printing.view.loaded and len(desks.printing.view.sheets) == 3)
    assert "1 件没有这种单据" in dialog.left_out.text()
    assert "尚未派遣" in dialog.left_out.text()
    assert "第 1 件，共 3 件" in dialog.where.text()
    for shown in ("第 2 件", "第 3 件", "第 3 件"):
        qtbot.keyClick(dialog.preview, Qt.Key.Key_PageDown)
        assert shown in dialog.where.text()
    qtbot.keyClick(dialog.preview, Qt.Key.Key_PageUp)
    assert "第 2 件" in dialog.where.text()
    out = tmp_path / "many.pdf"
    dialog.path.setText(str(out))
    dialog.confirm()
    qtbot.waitUntil(lambda: window.dialog is None)
    found = pages(out)
    assert len(found) == 3
    assert all(any(f"雄石路{n}号" in page for page in found) for n in range(3))


def test_esc_stops_a_long_run_and_leaves_nothing(window, desks, door, qtbot, tmp_path):
    for _ in range(6):
        case = makes.dispatched(door)
    qtbot.waitUntil(lambda: len(desks.queue.view.ids) == 6)
    show(window, desks, qtbot, case)
    dialog = opened(window, desks, qtbot)
    dialog.scope.setCurrentIndex(dialog.scope.findData(QUEUE))
    qtbot.waitUntil(lambda: desks.printing.view.loaded and len(desks.printing.view.sheets) == 6)
    dialog.path.setText(str(tmp_path / "x.pdf"))
    dialog.confirm()
    dialog._timer.stop()  # from here on a page at a time
    for n in (1, 2):
        dialog._on_step()
        assert f"正在写入 {n} / 6" in dialog.where.text()
    assert (tmp_path / ("x.pdf" + PART)).exists()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert window.dialog is dialog
    assert "没有写入" in dialog._fault.text()
    assert list(tmp_path.glob("x.pdf*")) == []
    dialog.confirm()
    window.close()  # in the middle: nothing is left either
    dialog.give_up()
    assert list(tmp_path.glob("x.pdf*")) == []


def test_without_a_printer_printing_is_a_sentence(window, desks, door, qtbot):
    show(window, desks, qtbot, makes.dispatched(door))
    dialog = opened(window, desks, qtbot)
    if sheet_printer.names():
        pytest.skip("this machine has a printer")
    qtbot.keyClick(dialog, Qt.Key.Key_P, CTRL)
    assert "没有打印机" in dialog._fault.text()
    assert window.dialog is dialog


def test_a_printer_that_has_gone_is_a_sentence(window, desks, door, qtbot):
    case = makes.dispatched(door)
    show(window, desks, qtbot, case)
    desks.printing.open([desks.case.view.row.id])
    qtbot.waitUntil(lambda: desks.printing.view.loaded)
    dialog = PrintDialog(window, desks.printing, (), "", printers=lambda: ("三楼 HP",))
    dialog.open()
    qtbot.waitUntil(dialog.printer.isEnabled)
    dialog.print_all()
    assert "三楼 HP 没有响应" in dialog._fault.text()
    dialog.give_up()


def test_a_printer_gets_the_same_pages_as_a_file(window, desks, door, qtbot, tmp_path, monkeypatch):
    """The printer is Qt's own, printing into a file: what CUPS would be sent."""
    from PySide6.QtPrintSupport import QPrinter

    case = makes.dispatched(door)
    show(window, desks, qtbot, case)
    out = tmp_path / "printed.pdf"

    def opened_printer(name, title, copies=1):
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(out))
        sheet_printer.prepare(printer, title)
        return printer

    monkeypatch.setattr(sheet_printer, "opened", opened_printer)
    desks.printing.open([desks.case.view.row.id])
    qtbot.waitUntil(lambda: desks.printing.view.loaded)
    dialog = PrintDialog(window, desks.printing, (), "", printers=lambda: ("三楼 HP",))
    printed = []
    dialog.printed.connect(lambda name, n: printed.append((name, n)))
    dialog.open()
    qtbot.waitUntil(dialog.printer.isEnabled)
    dialog.print_all()
    qtbot.waitUntil(lambda: printed == [("三楼 HP", 1)])
    assert case.provisional in pages(out)[0]
    box = pypdf.PdfReader(out).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)
    assert desks.printing.printer == "三楼 HP"


def test_pictures_are_fetched_before_their_page_is_painted(window, desks, door, qtbot, tmp_path):
    from commandcenter.core.facts import Attachment

    case = makes.dispatched(door)
    held = {f"{n:064x}": jpeg(80, 60) for n in range(2)}
    parts = tuple(Attachment(sha256=name, size=len(data), mime="image/jpeg") for name, data in held.items())
    gone = Attachment(sha256="f" * 64, size=1, mime="image/jpeg")
    case = door.submit(AddPhotos(
        case_id=case.id, actor="u", role=Role.COLLECTOR, on_behalf=makes.COLLECTOR,
        photos=tuple((PhotoKind.BEFORE, part) for part in (*parts, gone))))
    asked = []
    desks.printing.copies = lambda name: asked.append(name) or held.get(name)
    show(window, desks, qtbot, case)
    dialog = opened(window, desks, qtbot)
    dialog.path.setText(str(tmp_path / "x.pdf"))
    dialog.confirm()
    qtbot.waitUntil(lambda: window.dialog is None)
    [page] = pypdf.PdfReader(tmp_path / "x.pdf").pages
    assert len(page.images) == 2
    assert "照片尚未同步到本机" in "".join(page.extract_text().split())
    assert set(asked) == {*held, "f" * 64}


def test_zoom_and_size(window, desks, door, qtbot):
    show(window, desks, qtbot, makes.dispatched(door))
    dialog = opened(window, desks, qtbot)
    preview = dialog.preview
    fits = preview.widget().height()
    assert fits <= preview.viewport().height()
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Plus):
        qtbot.keyClick(preview, key)
    assert preview.zoom == 1.0
    assert preview.widget().height() > 1100
    qtbot.keyClick(preview, Qt.Key.Key_Minus)
    assert preview.zoom == 0.75
    qtbot.keyClick(preview, Qt.Key.Key_0)
    assert (preview.zoom, preview.widget().height()) == (0, fits)


def test_nothing_chosen_is_a_sentence(window, qtbot):
    window.acts["case.print"].trigger()
    assert "没有可打印的案件" in window.notice.text()
    assert window.dialog is None


def test_what_was_remembered_is_read_again_and_rubbish_is_not(desks, door):
    files = Unkept()

    def desk():
        return PrintDesk(door, desks.reader, desks.operator, files, desks.now, street_name="东门街道")

    desk().remember(folder="/somewhere")
    assert (desk().folder, desk().printer) == ("/somewhere", "")
    files.write(FILE, b"{not json")
    assert desk().folder == ""


def test_the_log_says_who_printed_what(window, desks, door, qtbot, tmp_path, caplog):
    import logging

    case = makes.dispatched(door)
    show(window, desks, qtbot, case)
    dialog = opened(window, desks, qtbot)
    dialog.path.setText(str(tmp_path / "x.pdf"))
    with caplog.at_level(logging.INFO, "commandcenter.desk.print_desk"):
        dialog.confirm()
        qtbot.waitUntil(lambda: window.dialog is None)
    assert case.provisional in caplog.text
    assert desks.operator.operator.id in caplog.text
