"""A mapping is drafted and boundaries are read in the window, by a process beside it: seen before they are written."""

from types import SimpleNamespace

import pytest

from commandcenter import paths
from commandcenter.app.foreign_files import ForeignReader
from commandcenter.atlas.outlines import read
from commandcenter.core.mapping import load_mapping
from commandcenter.desk.errand_desk import ErrandDesk
from commandcenter.sync.client import PlatformDown
from commandcenter.sync.wire import Issued
from commandcenter.ui.file_control import CaseFileDialog
from commandcenter.ui.foreign_control import MAPPING, OUTLINES
from commandcenter.ui.mapping_dialog import MappingDialog
from commandcenter.ui.outlines_dialog import OutlinesDialog, changes
from tests import makes
from tests.app.test_outlines import feature, square, written
from tests.ui.test_main_window import sit

SAMPLE = paths.ROOT / "tests" / "data" / "cases" / "boston311_sample.csv"
LONG_MS = 60_000


@pytest.fixture
def reader(store, door):
    about = SimpleNamespace(street_name="东门街道")
    return ForeignReader(SimpleNamespace(store=store, door=door, about=about), "zh_CN")


@pytest.fixture
def foreign(window, desks, reader):
    """The window with somebody who reads such files."""
    desks.foreign = reader
    for act in (MAPPING, OUTLINES):
        window.acts[act].setEnabled(True)
    return window


def boundaries(tmp_path, *more):
    street = makes.STREET
    return written(tmp_path / "b.geojson", feature(f"{street}001", square(0, 0), name="东湖社区"),
                   feature(f"{street}002", square(1, 0), name="西湖社区"), *more)


def test_a_mapping_is_drafted_seen_and_written_and_the_file_can_be_taken_with_it(foreign, tmp_path, qtbot):
    out = tmp_path / "draft.toml"
    foreign.acts["admin.mapping"].trigger()
    dialog = foreign.dialog
    assert isinstance(dialog, MappingDialog)
    dialog.path.setText(str(SAMPLE))
    dialog.confirm()
    qtbot.waitUntil(lambda: "[columns]" in dialog.seen.toPlainText(), timeout=LONG_MS)
    assert "▲" in dialog.seen.toPlainText()
    assert dialog.out.text() == str(SAMPLE.with_suffix(".toml"))
    assert not out.exists()
    dialog.out.setText(str(out))
    dialog.confirm()
    qtbot.waitUntil(lambda: foreign.dialog is None)
    assert load_mapping(out.read_bytes()).columns.id
    assert str(out) in foreign.notice.text()

    foreign.notice.act.click()

    assert isinstance(foreign.dialog, CaseFileDialog)
    asked = foreign.dialog.answer()
    assert (asked.path, asked.mapping, asked.look) == (str(SAMPLE), str(out), False)


def test_another_file_forgets_the_draft_and_what_is_no_csv_file_is_said(foreign, tmp_path, qtbot):
    bad = tmp_path / "x.csv"
    bad.write_text("{}")
    foreign.acts["admin.mapping"].trigger()
    dialog = foreign.dialog
    dialog.path.setText(str(bad))
    dialog.confirm()
    qtbot.waitUntil(lambda: bool(dialog.trouble.text()), timeout=LONG_MS)
    assert "x.csv" in dialog.trouble.text()
    assert dialog.isVisible()


def test_reading_is_stopped_by_esc(window, desks, reader, qtbot):
    errands = ErrandDesk(desks.deliver)
    dialog = MappingDialog(window, errands, reader)
    dialog.path.setText(str(SAMPLE))
    dialog.open()
    dialog.confirm()
    dialog.give_up()
    qtbot.waitUntil(lambda: not errands.view.busy, timeout=LONG_MS)
    assert errands.view.stopped or errands.view.came is not None  # it may have been quicker
    assert not errands.view.fault


def test_boundaries_are_seen_and_published_and_what_comes_in_between_is_said(foreign, desks, tmp_path, qtbot):
    asked, answers = [], []

    def publish(message, answer):
        asked.append(message)
        answers.append(answer)
        return True

    desks.sync.may_publish, desks.sync.publish = lambda stream: True, publish
    foreign.acts["admin.outlines"].trigger()
    dialog = foreign.dialog
    assert isinstance(dialog, OutlinesDialog)
    dialog.path.setText(str(boundaries(tmp_path)))
    dialog.confirm()
    qtbot.waitUntil(lambda: "东湖社区" in dialog.seen.toPlainText(), timeout=LONG_MS)
    assert "自带" in dialog.now.text()
    dialog.confirm()
    assert not asked  # a dispatcher publishes nothing
    assert "管理员" in dialog.trouble.text()
    sit(desks, "administrator")
    dialog.confirm()
    assert (asked[0].stream, asked[0].name, asked[0].after) == (makes.STREET, "outlines", 0)
    assert not dialog.primary.isEnabled()
    answers[0](PlatformDown("unreachable"))
    assert dialog.trouble.text()
    dialog.confirm()
    answers[1](Issued(version=1))
    assert foreign.dialog is None
    assert "1" in foreign.notice.text()


def test_a_file_with_a_refused_feature_is_listed_and_cannot_be_published(foreign, desks, store, tmp_path, qtbot):
    foreign.acts["admin.outlines"].trigger()
    dialog = foreign.dialog
    dialog.path.setText(str(boundaries(tmp_path, feature("110108014001", square(3, 0), name="别街"))))
    dialog.confirm()
    qtbot.waitUntil(lambda: "第 3 个要素" in dialog.seen.toPlainText(), timeout=LONG_MS)
    assert list(store.folder.glob("refusals-b-*.csv"))
    assert dialog._found.outlines is None


def test_what_other_boundaries_change_is_said_community_by_community(qapp):
    def outlines(*features):
        return read({"features": list(features)}, makes.STREET, "东门街道", "b").outlines

    before = outlines(feature(f"{makes.STREET}001", square(0, 0), name="东湖社区"),
                      feature(f"{makes.STREET}002", square(1, 0), name="西湖社区"))
    after = outlines(feature(f"{makes.STREET}001", square(0, 0, 0.5), name="东湖社区"),
                     feature(f"{makes.STREET}003", square(1, 0), name="南湖社区"))
    said = "\n".join(changes(before, after))
    assert all(one in said for one in ("+ 南湖社区", "− 西湖社区", "东湖社区"))
    assert len(changes(before, before)) == 1
