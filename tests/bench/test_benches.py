"""Every benchmark runs at a tiny size and gives the keys it promises. No figure is judged here."""

import importlib
import json
import tempfile

import pytest

from commandcenter.app import bench as benches
from commandcenter.ui import run as ui_run
from tests.bench import _measure, _page

TINY = {"queue": 60, "submit": 60, "sync": 6, "map": 60, "clocks": 20, "import": 40, "memory": 60, "start": 60,
        "search": 60, "screen": 60, "ingest": 8, "snapshot": 60}
SMALL = {"queue": {"ROUNDS": 1}, "ingest": {"POLLS": 16}, "screen": {"SCROLL_MS": 60, "PAGES": 2},
         "map": {"FRAMES": 3, "WALKS": 1, "ZOOMS": (12, 17)}}


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory):
    """The stores that are kept between runs are made in a folder of the tests."""
    kept, tempfile.tempdir = tempfile.tempdir, str(tmp_path_factory.mktemp("bench"))
    yield
    tempfile.tempdir = kept


@pytest.fixture
def _english_again(qapp):
    """The benchmarks speak the window's language; the tests after them do not."""
    yield
    ui_run.speak(qapp, "en")


@pytest.mark.usefixtures("_english_again")
@pytest.mark.parametrize(("name", "cases"), TINY.items())
def test_a_bench_runs_and_gives_what_it_promises(name, cases, monkeypatch):
    bench = importlib.import_module(f"tests.bench.{name}")
    for setting, small in SMALL.get(name, {}).items():
        monkeypatch.setattr(bench, setting, small)
    said = []
    result = json.loads(json.dumps(bench.run(cases, said.append)))
    assert tuple(result) == _measure.KEYS
    assert result["bench"] == name
    assert result["figures"]
    assert said
    for figure in result["figures"]:
        assert {"what", "value", "unit", "floor", "floor_is", "ratio", "budget", "met"} == figure.keys()
        assert figure["value"] is not None


def test_a_percentile_of_few_values_is_the_nearest_above():
    assert _measure.percentile([3.0, 1.0, 2.0], 0.99) == 3.0
    assert _measure.percentile([1.0, 2.0, 3.0, 4.0], 0.5) == 2.0


def test_a_figure_is_held_against_its_budget():
    result = _measure.Result("x", 1, lambda line: None)
    result.add("a", 3.0, "ms", floor=2.0, floor_is="floor", times=1.5)
    result.add("b", 3.1, "ms", floor=2.0, floor_is="floor", times=1.5)
    result.add("c", 10.0, "rows/s", least=11)
    result.add("d", 10.0, "ms")
    assert [f.met for f in result.figures] == [True, False, False, None]
    assert result.figures[0].ratio == 1.5


def test_the_page_takes_the_figures_that_there_are_and_leaves_the_others():
    result = _measure.Result("clocks", 20, lambda line: None)
    result.add("all", 1234.5, "ms", floor=2.0, floor_is="addition", most=2000)
    result.add("one", 0.0123, "ms")
    page = "# x\n<!-- figures clocks -->\nold\n<!-- end -->\ny\n<!-- figures sync -->\nkept\n<!-- end -->\n"
    found = _page.written(page, {"clocks": result.done() | {"at": "then"}})
    assert "| all | 1,234 ms | 2 addition | 617 | ≤ 2000 ms | met |" in found
    assert "| one | 0.0123 ms | – | – | – |  |" in found
    assert "old" not in found
    assert "kept" in found
    assert _page.written(found, {}) == found


def test_every_benchmark_has_its_place_in_the_page():
    page = _page.PAGE.read_text("utf-8")
    assert {found[2] for found in _page.MARK.finditer(page)} == {*_page.SIZES, _page.BUDGETS}
    assert set(_page.SIZES) == set(benches.known())
