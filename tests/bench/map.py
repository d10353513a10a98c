"""The map: pan, first frame after a zoom, memory, with N points over the street's basemap, beside an empty QWidget.

pyqtgraph's scatter of the same points is measured in the same run; QGIS is not installed with this program and is not.
"""

import os
from typing import Any

import numpy as np
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from commandcenter import paths
from commandcenter.desk.map_ground import MapGround
from commandcenter.desk.map_points import Points
from commandcenter.ui import theme
from commandcenter.ui.map_canvas import MapCanvas
from tests.bench._measure import Report, Result, child, command_line, median, percentile, took

STREET = "360681003"
SIZE = (1200, 800)
ZOOMS = (12, 13, 14, 15, 16, 17, 18)
FRAMES = 60
WALKS = 3
STEP = (12, 7)  # px of one step of a pan


class Empty(QWidget):
    """Paints nothing."""

    def paintEvent(self, event: QPaintEvent) -> None:
        pass


def run(cases: int = 100_000, report: Report = print) -> dict[str, Any]:
    """Measure the map with so many points."""
    result = Result("map", cases, report)
    canvas, empty = empty_canvas(), Empty()
    empty.resize(*SIZE)
    empty.show()
    QApplication.processEvents()
    result.add("sorting and setting the points", took(lambda: fill(canvas, cases)), "ms")
    floor = {"floor_is": "empty QWidget repaint"}
    pans: list[float] = []
    bare: list[float] = []
    for zoom in ZOOMS:
        ours = pan(canvas, zoom, FRAMES)
        raw = [took(empty.repaint) for _ in range(FRAMES)]
        report(f"map {cases:,}: z{zoom}: pan median {median(ours):.2f}, p95 {percentile(ours, 0.95):.2f} ms")
        result.notes[f"z{zoom}"] = [round(median(ours), 2), round(percentile(ours, 0.95), 2)]
        pans += ours
        bare += raw
    result.add("pan, p95 over all zooms", percentile(pans, 0.95), "ms", floor=percentile(bare, 0.95), most=16, **floor)
    result.add("pan, median over all zooms", median(pans), "ms", floor=median(bare), **floor)
    first = [f for _ in range(WALKS) for f in zooms(canvas)]
    result.add("first frame after a zoom, longest", max(first), "ms", floor=median(bare), most=100, **floor)
    result.add("first frame after a zoom, median", median(first), "ms", floor=median(bare), **floor)
    memory = child("_probe", "map", str(cases))
    result.add("memory of a process with this map", memory["rss"], "MB", floor=child("_probe", "bare")["rss"],
               floor_is="bare QMainWindow", most=250)
    scatter = _scatter(cases, canvas)
    result.add("pyqtgraph scatter of the same points, pan median", scatter, "ms", floor=median(pans),
               floor_is="our pan median")
    canvas.close()
    empty.close()
    return result.done()


def empty_canvas() -> MapCanvas:
    """The map of the street without a case."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    theme.apply(application(), theme.LIGHT)
    canvas = MapCanvas()
    canvas.resize(*SIZE)
    canvas.set_ground(MapGround.load(paths.RESOURCES / "atlas" / STREET))
    canvas.show()
    QApplication.processEvents()
    return canvas


def application() -> QApplication:
    found = QApplication.instance()
    return found if isinstance(found, QApplication) else QApplication(["map"])


def points(number: int, ground: MapGround) -> tuple[np.ndarray[Any, Any], ...]:
    """lon, lat (degrees × 1e7), urgency, key of so many cases around some thousand places of the street."""
    dice = np.random.default_rng(1)
    west, south, east, north = ground.shapes.bounds_e7
    places = np.stack([dice.integers(west, east, 4000), dice.integers(south, north, 4000)])
    places = places[:, ground.community_indexes(*places) >= 0]
    lon, lat = places[:, dice.integers(0, places.shape[1], number)] + dice.integers(-3000, 3000, (2, number))
    urgency = dice.choice(5, number, p=(0.7, 0.12, 0.1, 0.05, 0.03)).astype(np.int8)
    return lon, lat, urgency, np.arange(1, number + 1)


def fill(canvas: MapCanvas, number: int) -> None:
    assert canvas._ground is not None
    canvas.show_points(Points.of(*points(number, canvas._ground)))


def pan(canvas: MapCanvas, zoom: float, frames: int) -> list[float]:
    """Pan about the middle of the street at a zoom; ms a frame, tiles of the basemap painted on the way as always."""
    canvas.fit_street()
    canvas._set_zoom(zoom)
    canvas.repaint()
    out = []
    for n in range(frames):
        way = 1 if n % 40 < 20 else -1
        canvas._pan(way * STEP[0], way * STEP[1])
        out.append(took(canvas.repaint))
    return out


def zooms(canvas: MapCanvas) -> list[float]:
    """First frames of a walk through the zooms by the wheel's step, in and out; ms."""
    canvas.fit_street()
    canvas._set_zoom(11)
    canvas.repaint()
    out = []
    for by in (1,) * 16 + (-1,) * 16:
        canvas.zoom_by(by)
        out.append(took(canvas.repaint))
    return out


def _scatter(number: int, canvas: MapCanvas) -> float:
    import pyqtgraph as pg

    assert canvas._ground is not None
    lon, lat, urgency, _ = points(number, canvas._ground)
    plot = pg.PlotWidget()
    plot.resize(*SIZE)
    for level in range(5):  # one item a colour: many brushes in one item are slower still
        chosen = urgency == level
        plot.addItem(pg.ScatterPlotItem(x=lon[chosen], y=lat[chosen], size=6, pen=None,
                                        brush=pg.intColor(level, 5)))
    plot.show()
    QApplication.processEvents()
    view, out = plot.getViewBox(), []
    for _ in range(5):
        view.translateBy(x=float(np.ptp(lon)) * 0.01, y=float(np.ptp(lat)) * 0.01)
        out.append(took(plot.viewport().repaint))
    plot.close()
    return median(out)


if __name__ == "__main__":
    command_line(run, 100_000)
