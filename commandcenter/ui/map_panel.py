"""The map dock: the canvas with its head; draws a MapView, tells the queue what was clicked."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from commandcenter.desk.case_desk import CaseView
from commandcenter.desk.map_desk import MapDesk, MapView
from commandcenter.desk.map_ground import MapGround
from commandcenter.desk.queue_desk import QueueDesk
from commandcenter.ui import case_words
from commandcenter.ui.map_canvas import MapCanvas
from commandcenter.ui.map_view import DRAWN, RASTER


class MapPanel(QFrame):
    """The map of the street with the cases; selecting here selects in the table."""

    def __init__(
        self, desk: MapDesk, queue: QueueDesk, ground: MapGround | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._queue = desk, queue
        self._version = -1
        self._label = ""
        self.canvas = MapCanvas()
        self.canvas.set_ground(ground)
        self.canvas.waits = desk.view.version == 0  # for its first points
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.canvas, 1)
        self.canvas.case_clicked.connect(self._on_case_clicked)
        desk.listeners.append(self.render_view)
        self.render_view(desk.view)

    def render_view(self, view: MapView) -> None:
        """Make the canvas look like the view."""
        if view.version != self._version:
            self._version, self.canvas.waits = view.version, view.version == 0
            self.canvas.show_points(view.points)
        self.canvas.select(view.selected, self._label)

    def on_case(self, view: CaseView) -> None:
        """The selected case has its label on the map."""
        if view.case is None or view.row is None:
            self._label = ""
            return
        row = view.row
        self._label = f"{case_words.cells(row, view.now).number} {case_words.remaining_of(row, view.now)}"
        self.canvas.select(row.id, self._label)

    def centre(self, view: CaseView) -> None:
        """Bring the selected case into the middle."""
        if view.row is not None:
            self.canvas.centre_on(view.row.lon, view.row.lat, max(self.canvas.zoom(), 16.5))

    def switch_base(self, raster: bool) -> None:
        """Tiles of the basemap file, or our own drawing."""
        self.canvas.set_layer(RASTER if raster else DRAWN)

    def _on_case_clicked(self, key: object) -> None:
        if isinstance(key, int):
            self._queue.show_row(key)
