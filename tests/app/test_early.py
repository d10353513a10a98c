"""The first light: what stands on the screen before the program is loaded is what the store holds, or nothing."""

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QPoint, Qt

from commandcenter import paths
from commandcenter.app import cli, early
from commandcenter.settings import Settings
from commandcenter.store import keys
from commandcenter.store.engine import STORE_FILE, connect
from commandcenter.store.first_page import ROWS, first_page
from commandcenter.ui import first_light
from tests import makes


@pytest.mark.parametrize(("given", "understood"), [
    ([], {}), (["--data", "x"], {"--data": "x"}), (["--data=x", "--lang", "en"], {"--data": "x", "--lang": "en"}),
    (["sync", "--data", "x"], None), (["--demo"], None), (["--data"], None), (["--theme", "pink"], None),
    (["--help"], None), (["--password-file", "x"], None),
])
def test_only_the_plain_start_is_taken(given, understood):
    assert early.plain_start(given) == understood


@pytest.mark.parametrize("given", [[], ["--data", "x"], ["--data=x", "--lang", "en", "--theme", "dark"]])
def test_the_plain_start_is_told_as_the_whole_command_line_tells_it(given):
    assert vars(cli._plain(given)) == vars(cli.parser().parse_args(given))


def test_the_first_page_is_that_of_the_queue(door, queries, folder, clock):
    for n in range(3):
        makes.dispatched(door, place=f"冶金大道{n}号")
    makes.walk(door, makes.dispatched(door))
    page = first_page(folder)
    rows = queries.rows(queries.ids("open", clock.at))
    assert [row.id for row in page.rows] == queries.ids("open", clock.at)[:ROWS].tolist()
    assert [(r.number, r.place, r.unit, r.due) for r in page.rows] == [
        (row.shown_number, row.place, row.unit_name, row.due) for row in (rows[r.id] for r in page.rows)]
    assert page.open == 3


def test_nothing_is_shown_where_somebody_has_to_be_asked_or_something_to_be_mended(door, store, folder, tmp_path):
    assert first_page(tmp_path / "nowhere") is None
    store.close()
    conn = connect(folder / STORE_FILE, keys.load(folder))
    conn.execute("PRAGMA user_version = 1")
    conn.close()
    assert first_page(folder) is None
    (folder / STORE_FILE).write_bytes(b"no database" * 1000)
    assert first_page(folder) is None
    locked = tmp_path / "locked"
    keys.create(locked, how="password", password="东门2026")
    (locked / STORE_FILE).write_bytes(b"")
    assert first_page(locked) is None


@pytest.fixture
def light(qtbot, qapp, door, folder, clock):
    for n in range(60):
        door.submit(makes.report(place=f"冶金大道{n}号"))
    first_light.application(Settings(language="en"))
    made = first_light.FirstLight(first_page(folder), clock.at, folder / "layout.ini")
    qtbot.addWidget(made)
    made.showNormal()
    made.resize(1280, 720)
    qtbot.waitUntil(lambda: made.table.painted)
    return made


def test_keys_and_clicks_choose_a_case_for_the_real_window(qtbot, light):
    assert light.chosen is None
    qtbot.keyClick(light.table, Qt.Key.Key_Down)
    qtbot.keyClick(light.table, Qt.Key.Key_Down)
    assert light.chosen == light._page.rows[1].id
    for _ in range(10):
        qtbot.keyClick(light.table, Qt.Key.Key_PageDown)
    assert light.chosen == light._page.rows[-1].id
    qtbot.keyClick(light.table, Qt.Key.Key_Up)
    assert light.chosen == light._page.rows[-2].id
    qtbot.mouseClick(light.table, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert light.chosen == light._page.rows[-2].id  # the head is no row


def test_work_begins_after_the_rows_are_on_the_screen_and_a_closed_light_ends_it(qtbot, light):
    seen = []
    light.stay(lambda: seen.append(light.table.painted), lambda: bool(seen))
    assert seen == [True]
    assert not light.over
    light.stay(light.close, lambda: False)
    assert light.over


def test_nothing_heavy_is_loaded_for_it():
    code = ("import sys; from commandcenter.app import early; from commandcenter.store import first_page;"
            " from commandcenter.ui import first_light;"
            " print({'numpy', 'sqlalchemy', 'msgspec', 'asyncio', 'httpx', 'alembic'} & set(sys.modules))")
    ran = subprocess.run([sys.executable, "-c", code], cwd=paths.ROOT, env=dict(os.environ), capture_output=True,
                         text=True, timeout=60, check=True)
    assert ran.stdout.strip() == "set()"


def test_pyside_reads_no_source_of_what_is_imported():
    code = ("import linecache; from commandcenter.ui import plain_imports; plain_imports.set_up();"
            " import commandcenter.ui.theme; from PySide6.QtCore import QObject;"
            " print(sum('commandcenter' in name for name in linecache.cache), QObject(objectName='x').objectName())")
    ran = subprocess.run([sys.executable, "-c", code], cwd=paths.ROOT, env=dict(os.environ), capture_output=True,
                         text=True, timeout=60, check=True)
    assert ran.stdout.split() == ["0", "x"]
