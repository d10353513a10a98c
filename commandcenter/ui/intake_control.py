"""Registering a case in the window: the form, and the place picked on the map for it."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QWidget

from commandcenter.core import rules as r
from commandcenter.core.bodies import NAMES
from commandcenter.core.case import Role
from commandcenter.core.command import Refused
from commandcenter.core.merge_rules import Merge
from commandcenter.core.numbers import short_number
from commandcenter.core.report_rules import Report, SimpleCase
from commandcenter.desk.desks import Desks
from commandcenter.desk.draft_desk import INTAKE, Draft
from commandcenter.desk.rows import CaseRow
from commandcenter.ui import refusal_words
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.duplicate_control import DuplicateControl
from commandcenter.ui.intake_dialog import SIMPLE, IntakeDialog
from commandcenter.ui.map_canvas import MapCanvas
from commandcenter.ui.notices import NoticeLine
from commandcenter.ui.palette_control import show_case
from commandcenter.ui.photo_control import PhotoControl
from commandcenter.ui.window_dialogs import WindowDialogs

PICK_ZOOM = 16.5  # a house is some px wide


class IntakeControl(QObject):
    """Opens the form and takes its answer; it steps aside for one click on the map."""

    def __init__(
        self, window: QWidget, desks: Desks, acts: Mapping[str, QAction], dialogs: WindowDialogs, banner: AlarmBanner,
        notice: NoticeLine, photos: PhotoControl, duplicates: DuplicateControl, canvas: MapCanvas,
        map_dock: QDockWidget,
    ) -> None:
        super().__init__(window)
        self._window, self._desks, self._dialogs, self._banner, self._notice = window, desks, dialogs, banner, notice
        self._photos, self._duplicates, self._canvas, self._map_dock = photos, duplicates, canvas, map_dock
        self._aside: IntakeDialog | None = None  # hidden while a point is picked on the map
        acts["case.new"].triggered.connect(self.register)
        self._registered: UUID | None = None
        self._open_it = acts["case.registered"]
        self._open_it.setEnabled(False)
        self._open_it.triggered.connect(self._on_open)
        canvas.point_picked.connect(self._on_point_picked)

    def register(self) -> None:
        """The form of a new case."""
        if self._dialogs.dialog is not None:
            return
        desks = self._desks
        desks.intake.open(*self._canvas.centre())
        books, roles = desks.case.books, desks.operator.operator.roles
        simple = books is not None and r.role_for(SimpleCase, roles, books) == Role.COLLECTOR
        merges = books is not None and r.role_for(Merge, roles, books) is not None
        case_id = desks.new_id()
        draft = Draft(name=INTAKE, case_id=case_id, type=NAMES[r.MAKES[Report]], begun_at=desks.now())
        dialog = IntakeDialog(
            self._window, desks.intake, desks.drafts, draft, simple=simple,
            merge="" if merges else refusal_words.refusal_text(Refused("role")), banner=self._banner,
            tray=self._photos.intake_tray())
        dialog.done_with.connect(self._on_intake)
        dialog.map_asked.connect(self._on_map_asked)
        self._notice.clear()
        self._dialogs.show_sheet(dialog, dialog.keeper)

    def _on_intake(self, answer: object) -> None:
        dialog = self.sender()
        if not isinstance(answer, dict) or not isinstance(dialog, IntakeDialog):
            return
        words = dict(answer)
        spot, merge_into = words.pop("spot"), words.pop("merge_into")
        made = self._desks.report(spot, simple=words.pop("way") == SIMPLE, **words)
        if made is None:
            refusal = self._desks.case.view.refusal
            if refusal is not None:
                dialog.show_fault(refusal_words.refusal_text(refusal))
                self._dialogs.come_back(dialog, dialog.keeper)
            return
        dialog.keeper.done()
        if merge_into is not None:
            kept, number = merge_into
            self._duplicates.tell_merge(self._desks.duplicates.merge_new(made, kept, number))
        else:
            self._registered = made
            self._open_it.setEnabled(True)
            number, key = self._desks.number_of(made), self._open_it.shortcut().toString()
            self._notice.say(self.tr("Registered {0} at {1} · saved on this workstation · {2} opens it").format(
                short_number(number), words["place"], key))

    def _on_open(self) -> None:
        """The case that was registered last, in the table and the panel."""
        made = self._registered
        if made is not None and self._dialogs.dialog is None:
            self._desks.reader.ask("registered", lambda q: q.row_of(made), self._on_row)

    def _on_row(self, row: CaseRow | None) -> None:
        if row is not None:
            show_case(self._desks, row)

    def _on_map_asked(self) -> None:
        """The intake form stepped aside for one click on the map."""
        if not isinstance(self._dialogs.dialog, IntakeDialog):
            return
        self._aside = self._dialogs.dialog
        self._map_dock.show()
        self._map_dock.raise_()
        pin = self._desks.intake.view.pin
        if pin is not None:
            self._canvas.centre_on(pin.lon, pin.lat, max(self._canvas.zoom(), PICK_ZOOM))
        self._canvas.pick(True)
        self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self._notice.offer(self.tr(
            "Click the place on the map, or move it with the arrow keys and press Enter. Esc goes back to the form."))

    def _on_point_picked(self, lon: int, lat: int) -> None:
        self.end_picking((lon, lat))

    @property
    def is_picking(self) -> bool:
        """Whether a place is being picked on the map."""
        return self._aside is not None

    def end_picking(self, point: tuple[int, int] | None = None) -> None:
        """Back to the form, with the place that was picked (degrees × 1e7)."""
        dialog, self._aside = self._aside, None
        self._canvas.pick(False)
        self._notice.clear()
        if dialog is not None:
            dialog.come_back(point)
