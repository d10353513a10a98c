"""Photos in the window: added by file, drop and paste, seen in panel and viewer, withdrawn; with acts and drafts."""

import hashlib
import io

import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage

from commandcenter.core import rules as r
from commandcenter.core.bodies import PhotoKind
from commandcenter.core.case import Role, Stage
from commandcenter.core.facts import Attachment
from commandcenter.core.photo_rules import AddPhotos
from commandcenter.door.photos import Photos
from commandcenter.store.blobs import Blobs
from commandcenter.ui.act_dialogs import TextDialog
from commandcenter.ui.photo_dialogs import AddPhotosDialog, WithdrawDialog
from commandcenter.ui.photo_viewer import PhotoViewer
from tests import makes
from tests import pictures as drawn
from tests.ui.test_main_window import show, sit

NOBODY = Attachment(sha256="0" * 64, size=9, mime="image/jpeg")


@pytest.fixture
def blobs(store):
    blobs = Blobs.beside(store)
    yield blobs
    blobs.close()


@pytest.fixture
def handled(door, blobs):
    """A case with two photos before, one after, one that is not here."""
    case = makes.dispatched(door)
    photos = Photos(blobs)
    door.submit(AddPhotos(case_id=case.id, actor="u", role=Role.DISPATCHER, photos=(
        (PhotoKind.NEAR, photos.take(drawn.jpeg(1200, 900, mark="near"))),
        (PhotoKind.FAR, photos.take(drawn.jpeg(900, 1200, mark="far"))),
        (PhotoKind.AFTER, photos.take(drawn.jpeg(1200, 900, mark="after"))),
        (PhotoKind.CHECK, NOBODY))))
    return door.case(case.id)


def files(tmp_path, *names):
    paths = [tmp_path / name for name in names]
    for path in paths:
        path.write_bytes(b"<svg/>" if path.suffix == ".svg" else drawn.jpeg(mark=path.name))
    return paths


def test_photos_are_added_from_files_and_stand_in_panel_and_course(window, desks, door, qtbot, tmp_path):
    case = makes.dispatched(door)
    show(window, desks, qtbot, case)
    assert not window.acts["case.photos"].isEnabled()
    window.acts["case.add_photos"].trigger()
    dialog = window.dialog
    assert isinstance(dialog, AddPhotosDialog)
    dialog.confirm()
    assert window.dialog is dialog
    dialog.tray._on_picked([str(p) for p in files(tmp_path, "a.jpg", "b.svg", "c.jpg")])
    qtbot.waitUntil(lambda: not dialog.tray.busy)
    assert len(dialog.tray.photos()) == 2
    assert "1" in dialog.tray.fault.text()
    assert "b.svg" in dialog.tray._more.text()
    dialog.tray.strip.choose(1)
    dialog.tray.kinds.setCurrentIndex(dialog.tray.kinds.findData("far"))
    dialog.tray.kinds.activated.emit(0)
    dialog.confirm()
    qtbot.waitUntil(lambda: desks.case.view.case is not None and len(desks.case.view.case.photos) == 2)
    assert [p.kind for p in door.case(case.id).photos] == [PhotoKind.BEFORE, PhotoKind.FAR]
    qtbot.waitUntil(lambda: window.case.photos.before._photo.picture is not None)
    assert window.case.photos.before._photo.note.startswith("1 / 2")
    window.case.photos.before.walked.emit(1)
    assert window.case.photos.before._photo.caption == "远景"
    assert "附照片" in window.case.course.accessibleDescription()
    assert "1 张照片" in window.case.course.accessibleDescription()
    assert window.acts["case.photos"].isEnabled()


def test_a_drop_on_the_panel_and_ctrl_v_take_photos(window, desks, door, qtbot, tmp_path):
    case = makes.dispatched(door)
    show(window, desks, qtbot, case)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(p)) for p in files(tmp_path, "a.jpg", "c.jpg")])
    keys = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(9, 9), *keys)
    QGuiApplication.sendEvent(window.case, enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(9, 9), *keys)
    QGuiApplication.sendEvent(window.case, drop)
    dialog = window.dialog
    qtbot.waitUntil(lambda: not dialog.tray.busy)
    assert len(dialog.tray.photos()) == 2
    dialog.discard.click()
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    window.acts["case.paste_photos"].trigger()
    dialog = window.dialog
    qtbot.waitUntil(lambda: not dialog.tray.busy)
    ((kind, part),) = dialog.tray.photos()
    assert (kind, part.mime) == (PhotoKind.BEFORE, "image/png")
    dialog.confirm()
    qtbot.waitUntil(lambda: len(desks.case.view.case.photos) == 1)
    QGuiApplication.clipboard().setText("0302-A001")
    window.acts["case.paste_photos"].trigger()
    assert window.dialog is None
    assert window.notice.is_warning


def test_the_viewer_walks_compares_zooms_and_turns_by_keyboard(window, desks, handled, qtbot):
    show(window, desks, qtbot, handled)
    window.acts["case.photos"].trigger()
    viewer = window.dialog
    assert isinstance(viewer, PhotoViewer)
    assert viewer.compared
    assert viewer.side_by_side.text() == "只看一张"
    assert [s.isVisibleTo(viewer) for s in viewer.stages] == [True, True]
    qtbot.waitUntil(lambda: viewer.stages[0].picture is not None and viewer.stages[0].picture.width() == 1200)
    qtbot.keyClick(viewer, Qt.Key.Key_Right)
    assert viewer.lit().sha256 == NOBODY.sha256
    qtbot.waitUntil(lambda: viewer.stages[1].missing)
    qtbot.keyClick(viewer, Qt.Key.Key_Up)
    qtbot.keyClick(viewer, Qt.Key.Key_Right)
    assert viewer.lit().kind is PhotoKind.FAR
    qtbot.keyClick(viewer, Qt.Key.Key_C)
    assert not viewer.compared
    assert viewer.side_by_side.text() == "前后对比"
    qtbot.waitUntil(lambda: viewer.stages[1].width() > viewer.width() * 3 // 4)  # one photo has all the room
    assert viewer.lit().kind is PhotoKind.FAR
    stage = viewer.stages[1]
    qtbot.waitUntil(lambda: stage.picture is not None and stage.picture.width() == 900)
    fit = stage.scale()
    assert fit <= 1.0
    qtbot.keyClick(viewer, Qt.Key.Key_Plus)
    assert stage.scale() > fit
    qtbot.keyClick(viewer, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(viewer, Qt.Key.Key_1)
    assert round(stage.scale() * stage.devicePixelRatioF(), 3) == 1.0
    qtbot.keyClick(viewer, Qt.Key.Key_R)
    assert stage.turned == 1
    qtbot.keyClick(viewer, Qt.Key.Key_0)
    assert (stage.turned, stage.zoom) == (0, 1.0)
    assert len(viewer._full) <= 5
    qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    assert window.dialog is None
    assert viewer._full == {}


def test_a_photo_is_withdrawn_with_a_reason(window, desks, door, handled, qtbot):
    sit(desks, "dispatcher")
    show(window, desks, qtbot, handled)
    window.photos.view_photos()
    viewer = window.dialog
    name = viewer.lit().sha256
    qtbot.keyClick(viewer, Qt.Key.Key_Delete)
    dialog = window.dialog
    assert isinstance(dialog, WithdrawDialog)
    dialog.note.set_text("拍错了案件")
    dialog.confirm()
    qtbot.waitUntil(lambda: len(desks.case.view.case.photos) == 3)
    assert name not in {p.sha256 for p in door.case(handled.id).photos}


def test_a_saved_copy_says_nothing_of_place_and_time(window, desks, door, blobs, qtbot, tmp_path):
    case = makes.dispatched(door)
    part = Photos(blobs).take(drawn.jpeg(exif=drawn.exif()))
    door.submit(AddPhotos(case_id=case.id, actor="u", role=Role.DISPATCHER, photos=((PhotoKind.NEAR, part),)))
    show(window, desks, qtbot, door.case(case.id))
    qtbot.waitUntil(lambda: len(desks.case.view.case.photos) == 1)
    window.photos.view_photos()
    window.dialog.save_to(str(tmp_path / "copy.jpg"))
    qtbot.waitUntil(lambda: bool(window.dialog._fault.text()))
    assert b"Mr Wang" not in (tmp_path / "copy.jpg").read_bytes()
    said = window.dialog._fault.text()
    window.dialog.save_to(str(tmp_path / "copy.jpg"))
    qtbot.waitUntil(lambda: window.dialog._fault.text() != said)


def test_handling_brings_its_photo_and_a_draft_keeps_it(window, desks, door, qtbot, tmp_path):
    case = makes.walk(door, makes.dispatched(door), 2)
    sit(desks, "dispatcher")
    show(window, desks, qtbot, case)
    qtbot.waitUntil(lambda: desks.case.view.why_not(r.Handle) is None)
    window.acts["case.handled"].trigger()
    dialog = window.dialog
    assert isinstance(dialog, TextDialog)
    dialog.note.set_text("已更换井盖")
    dialog.tray._on_picked([str(p) for p in files(tmp_path, "after.jpg")])
    qtbot.waitUntil(lambda: not dialog.tray.busy)
    window.dialogs.keeper.keep()
    window.dialogs.keeper.leave()
    dialog.answered = True
    dialog.dismiss()
    window.acts["case.handled"].trigger()
    dialog = window.dialog
    qtbot.waitUntil(lambda: len(dialog.tray.photos()) == 1)
    assert dialog.note.text() == "已更换井盖"
    dialog.confirm()
    qtbot.waitUntil(lambda: desks.case.view.case.stage is Stage.HANDLE_FINISH)
    ((photo),) = door.case(case.id).photos
    assert (photo.kind, photo.act) == (PhotoKind.AFTER, "handled")


def test_photos_pasted_into_the_text_of_an_act_go_into_its_tray(window, desks, door, qtbot):
    case = makes.walk(door, makes.dispatched(door), 2)
    sit(desks, "dispatcher")
    show(window, desks, qtbot, case)
    qtbot.waitUntil(lambda: desks.case.view.why_not(r.Handle) is None)
    window.acts["case.handled"].trigger()
    dialog = window.dialog
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    QGuiApplication.clipboard().setImage(image)
    qtbot.keyClick(dialog.note.edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(dialog.tray.photos()) == 1)
    QGuiApplication.clipboard().setText("已更换")
    qtbot.keyClick(dialog.note.edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert dialog.note.text() == "已更换"
    qtbot.keyClick(dialog.tray, Qt.Key.Key_Delete)
    assert dialog.tray.photos() == ()


def test_a_missing_photo_is_shown_as_such(window, desks, door, qtbot):
    case = makes.dispatched(door)
    door.submit(AddPhotos(case_id=case.id, actor="u", role=Role.DISPATCHER, photos=((PhotoKind.NEAR, NOBODY),)))
    show(window, desks, qtbot, door.case(case.id))
    qtbot.waitUntil(lambda: window.photos.pictures.is_missing(NOBODY.sha256))
    place = window.case.photos.before
    assert place._photo.picture is None
    assert place._photo.missing
    assert place._photo.missing in place.accessibleName()


def test_two_hundred_photos_ask_only_for_those_in_sight(window, desks, door, blobs, qtbot):
    case = makes.dispatched(door)
    photos, parts = Photos(blobs), []
    for n in range(60):
        image = Image.new("RGB", (60, 40), (n, 0, 0))
        ImageDraw.Draw(image).line((0, 0, n, 39), fill="white")
        out = io.BytesIO()
        image.save(out, "PNG")
        parts.append(photos.take(out.getvalue()))
    for start in (0, 30):
        door.submit(AddPhotos(case_id=case.id, actor="u", role=Role.DISPATCHER, photos=tuple(
            (PhotoKind.NEAR, part) for part in parts[start:start + 30])))
    show(window, desks, qtbot, door.case(case.id))
    qtbot.waitUntil(lambda: len(desks.case.view.case.photos) == 60)
    window.photos.view_photos()
    viewer = window.dialog
    viewer.strip.viewport().repaint()
    asked = len(window.photos.pictures._asked) + len(window.photos.pictures._held)
    assert asked < 30
    for _ in range(70):
        qtbot.keyClick(viewer, Qt.Key.Key_Left)
    assert viewer.strip.at() == 0


def test_photos_of_a_new_report_come_with_it_and_survive_a_crash_with_the_draft(window, desks, door, qtbot, tmp_path):
    window.acts["case.new"].trigger()
    form = window.dialog
    form.tray._on_picked([str(p) for p in files(tmp_path, "near.jpg", "far.jpg")])
    qtbot.waitUntil(lambda: not form.tray.busy)
    form.tray.strip.choose(1)
    form.tray.kinds.setCurrentIndex(form.tray.kinds.findData("far"))
    form.tray.kinds.activated.emit(0)
    form.keeper.keep()  # as within half a second after each change; then the process dies
    form.keeper.leave()
    form.answered = True
    form.dismiss()
    window.acts["case.new"].trigger()
    form = window.dialog
    qtbot.waitUntil(lambda: len(form.tray.photos()) == 2)
    assert [kind for kind, _ in form.tray.photos()] == [PhotoKind.NEAR, PhotoKind.FAR]
    form.classes.edit.setText("0101")
    form.classes.refresh()
    form.classes.take()
    form.place.set("", "冶金大道 8 号")
    form.confirm()
    qtbot.waitUntil(lambda: any(row for row in desks.queue.view.ids))
    queries = desks._open_queries()
    row = next(iter(queries.rows(queries.ids("all", desks.now()).tolist()).values()))
    queries.close()
    assert [(p.kind, p.act) for p in door.case(row.case_id).photos] == [
        (PhotoKind.NEAR, "reported"), (PhotoKind.FAR, "reported")]


def test_duplicates_are_compared_with_their_photos(window, desks, door, blobs, handled, qtbot):
    sit(desks, "dispatcher")
    show(window, desks, qtbot, handled)
    window.acts["case.duplicate"].trigger()
    qtbot.waitUntil(lambda: window.dialog is not None)
    qtbot.waitUntil(lambda: window.dialog.this.photos.before._photo.picture is not None)


def test_a_photo_that_comes_from_elsewhere_is_shown_at_once_and_until_then_says_why(window, desks, door, qtbot, blobs):
    data = drawn.jpeg(mark="from elsewhere")
    name = hashlib.sha256(data).hexdigest()
    case = makes.dispatched(door)
    door.submit(AddPhotos(case_id=case.id, actor="u", role=Role.DISPATCHER, photos=(
        (PhotoKind.NEAR, Attachment(sha256=name, size=len(data), mime="image/jpeg")),)))
    photos = desks.photos._photos
    photos._why = lambda name: "photo_unsent"
    show(window, desks, qtbot, door.case(case.id))
    place = window.case.photos.before
    qtbot.waitUntil(lambda: place._photo.needed != "")
    assert place._photo.picture is None
    assert place._photo.needed in place.accessibleName()
    assert photos.wishes() == (name,)
    window.acts["case.photos"].trigger()
    viewer = window.dialog
    assert isinstance(viewer, PhotoViewer)
    qtbot.waitUntil(lambda: viewer.stages[1].why == place._photo.needed)
    Photos(blobs).take(data)
    photos.came(name)
    qtbot.waitUntil(lambda: place._photo.picture is not None)
    assert place._photo.needed == ""
    qtbot.waitUntil(lambda: viewer.stages[1].picture is not None and viewer.stages[1].picture.width() == 640)
