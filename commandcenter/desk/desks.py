"""All desks of one window together, and how news reaches them.

No screen: `deliver` runs a call in the screen's thread.
"""

from collections.abc import Callable
from uuid import UUID

from commandcenter.atlas.gazetteer import Gazetteer
from commandcenter.core.alarms import Kind
from commandcenter.core.outlines import OUTLINES
from commandcenter.core.report_rules import Report, SimpleCase
from commandcenter.desk import whistle_alarms
from commandcenter.desk.alarm_desk import AlarmDesk
from commandcenter.desk.bulk_desk import BulkDesk
from commandcenter.desk.case_desk import CaseDesk, CaseView
from commandcenter.desk.chart_desk import ChartDesk
from commandcenter.desk.columns_desk import ColumnsDesk
from commandcenter.desk.conflict_desk import ConflictDesk
from commandcenter.desk.document_desk import DocumentDesk
from commandcenter.desk.draft_desk import DraftDesk
from commandcenter.desk.duplicate_desk import DuplicateDesk
from commandcenter.desk.file_desk import CaseFiles, FileDesk
from commandcenter.desk.foreign_files import ForeignFiles
from commandcenter.desk.handover_desk import HandoverDesk
from commandcenter.desk.initials import Initials
from commandcenter.desk.intake_desk import IntakeDesk, Spot
from commandcenter.desk.keeping import Keeper
from commandcenter.desk.keeping_desk import KeepingDesk
from commandcenter.desk.kept_files import KeptFiles, Unkept
from commandcenter.desk.map_desk import MapDesk
from commandcenter.desk.map_ground import MapGround
from commandcenter.desk.operator_desk import OperatorDesk
from commandcenter.desk.outbox_desk import OutboxDesk
from commandcenter.desk.outlines_desk import OutlinesDesk
from commandcenter.desk.package_desk import PackageDesk, Packages
from commandcenter.desk.palette_desk import PaletteDesk
from commandcenter.desk.photo_desk import PhotoDesk
from commandcenter.desk.presence_desk import PresenceDesk
from commandcenter.desk.print_desk import PrintDesk
from commandcenter.desk.queue_desk import QueueDesk, QueueView
from commandcenter.desk.reader import Reader
from commandcenter.desk.search_desk import SearchDesk
from commandcenter.desk.sheet_desk import SheetDesk, Sheets
from commandcenter.desk.sign_in_desk import SignInDesk
from commandcenter.desk.sync_desk import SyncDesk
from commandcenter.desk.tone_desk import ToneDesk
from commandcenter.desk.undo_desk import UndoDesk
from commandcenter.desk.views_desk import ViewsDesk
from commandcenter.desk.wall_desk import WallDesk
from commandcenter.desk.whistle_desk import WhistleDesk
from commandcenter.door.door import Changed, Door
from commandcenter.door.photos import Photos
from commandcenter.store.case_rows import CaseRow
from commandcenter.store.queries import Queries

Deliver = Callable[[Callable[[], None]], None]


class Desks:
    """Everything a window shows and can do. `close` ends the read worker."""

    def __init__(
        self, door: Door, open_queries: Callable[[], Queries], deliver: Deliver, *, operator: str,
        ground: MapGround | None, place_text: Callable[[int, int], str], new_id: Callable[[], UUID],
        street_name: str, station_name: str, key_kept: str,
        gazetteer: Callable[[], Gazetteer | None] = lambda: None, files: KeptFiles | None = None,
        chinese: bool = True, photos: Photos | None = None, sheets: Sheets | None = None,
        packages: Packages | None = None, keeper: Callable[[], Keeper] | None = None,
        case_files: CaseFiles | None = None, foreign: ForeignFiles | None = None,
        idle_min: int = 0,
    ) -> None:
        self._door, self._new_id, self._place_text = door, new_id, place_text
        self.now, self.deliver = door.now, deliver
        self.name_of_street: Callable[[str], str] = str  # of a code
        self._open_queries = open_queries
        self.ground_moved: Callable[[], None] = lambda: None  # other outlines came than the window was opened with
        self.ground, self.street_name, self.station_name, self.key_kept = ground, street_name, station_name, key_kept
        self.reader = Reader(open_queries, deliver)
        self.operator = OperatorDesk(door, operator)
        self.reader.me = self._operator_id
        self.queue = QueueDesk(self.reader, self.now)
        self.case = CaseDesk(door, self.reader, self.operator, self.now)
        self.map = MapDesk(self.reader, self.now)
        self.charts = ChartDesk(self.reader, self.queue, self.now)
        self.wall = WallDesk(self.reader, self.now)
        self.sync = SyncDesk()
        self.sign_in = SignInDesk(door, self.operator, self.sync, deliver, idle_min)
        self.presence = PresenceDesk(self.operator, self.now)
        self.case.listeners.append(self._on_case)
        self.alarms = AlarmDesk(door, self.reader, self.operator, deliver, self.now, lambda: self.sync.view)
        self.alarms.watch(Kind.WHISTLE, whistle_alarms.source(door))
        self.tones = ToneDesk(files or Unkept())
        self.photos = PhotoDesk(photos, deliver)
        self.drafts = DraftDesk(door, self.reader, deliver)
        kept = files or Unkept()
        self.handover = HandoverDesk(door, self.reader, self.operator, self.now, new_id, station_name, kept,
                                     self.alarms.put_off)
        self.alarms.listeners.append(lambda _view: self.handover.on_alarms())
        self.packages = PackageDesk(packages, deliver)
        self.keeping = KeepingDesk(keeper, deliver)
        self.files = FileDesk(case_files, deliver)
        self.outbox = OutboxDesk(
            self.reader, self.sync, kept, self.now, street=door.street, letter=door.letter)
        self.initials = Initials(kept, deliver)
        self.intake = IntakeDesk(door, self.reader, self.spot, gazetteer, self.initials, self.now)
        self.documents = DocumentDesk(door, self.reader, self.drafts, self.operator, self.sync, self.now)
        self.sheets = SheetDesk(sheets, deliver)
        self.foreign = foreign
        self.outlines = OutlinesDesk(door.street, self.reader, self.operator, self.sync)
        self.communities = _communities(ground)
        self.duplicates = DuplicateDesk(door, self.reader, self.operator, self.case, self.now)
        self.whistles = WhistleDesk(door, self.reader, self.operator, self.case, self.now)
        self.conflicts = ConflictDesk(door, self.reader, self.operator, self.case, self.duplicates, self.now)
        self.bulk = BulkDesk(door, self.reader, self.operator, self.case, self.now, deliver)
        self.undo = UndoDesk(door, self.operator, self.duplicates, self.bulk.undo)
        self.bulk.ran = self.undo.ran
        self.case.acted.append(self.undo.did)
        self.duplicates.merged = self.undo.merged
        self.search = SearchDesk(
            self.queue, self.now, lambda: self.case.books, self.communities, self.initials, chinese=chinese)
        self.views = ViewsDesk(self.reader, self.queue, self.search, kept, self._operator_id, self.now)
        self.columns = ColumnsDesk(kept, self._operator_id)
        self.printing = PrintDesk(door, self.reader, self.operator, kept, self.now, street_name=street_name)
        self.palette = PaletteDesk(self.reader, self.initials, self.now)
        self.wall_shown = False
        self._selected: int | None = None
        self.queue.listeners.append(self._on_queue)
        self._stop = door.subscribe(lambda news: deliver(lambda: self._on_changed(news)))

    def start(self) -> None:
        """Read what is shown first."""
        self.views.load()
        self.columns.load()
        self.queue.refresh()
        self.drafts.start()
        self.bulk.start()
        self.tones.load()
        self.alarms.start()

    def other_streets(self) -> tuple[tuple[str, str], ...]:
        """Codes and names of the city's other streets that take cases, as the platform named them last."""
        return tuple((code, self.name_of_street(code)) for code in self._door.streets() if code != self._door.street)

    def tick(self) -> None:
        """A minute went by: urgencies and counts change by themselves."""
        self.search.tick()
        self.queue.tick()
        self.case.tick()
        self.alarms.tick()
        self.whistles.tick()
        if self.wall_shown:
            self.wall.refresh()

    def show_wall(self, shown: bool) -> None:
        self.wall_shown = shown
        if shown:
            self.wall.refresh()

    def nearest(self) -> CaseRow | None:
        """The open case whose deadline comes next. Asks the store at once: for pictures, not for the window."""
        queries = self._open_queries()
        try:
            return queries.nearest(self.now())
        finally:
            queries.close()

    def spot(self, lon: int, lat: int) -> Spot | None:
        """Where a point is, in words; None outside the street."""
        place = self.ground.ground.locate(lon, lat) if self.ground else None
        if place is None:
            return None
        return Spot(lon=lon, lat=lat, place=self._place_text(lon, lat), community=place.community_code,
                    community_name=place.community_name, grid=place.grid_code)

    def new_id(self) -> UUID:
        """An id for a case that is about to be registered."""
        return self._new_id()

    def report(self, spot: Spot, *, simple: bool, case_id: UUID | None = None, **words: object) -> UUID | None:
        """Register a case at a spot; its id, or None where it was refused (then the case's view says why)."""
        case_id = case_id or self._new_id()
        command = SimpleCase if simple else Report
        more = {"done": words.get("text", "")} if simple else {}
        taken = self.case.give(
            command, case_id=case_id, lon=spot.lon, lat=spot.lat, community=spot.community,
            community_name=spot.community_name, grid=spot.grid, number="", **words, **more)
        return case_id if taken else None

    def number_of(self, case_id: UUID) -> str:
        """The number under which a case is shown; "" for one that is not here."""
        case = self._door.case(case_id)
        return "" if case is None else case.shown_number

    def close(self) -> None:
        """No more news, no more questions."""
        self._stop()
        self.sign_in.close()
        self.bulk.close()
        self.drafts.close()
        self.alarms.close()
        self.initials.close()
        self.packages.close()
        self.sheets.close()
        self.keeping.close()
        self.files.close()
        self.photos.close()
        self.reader.close()

    def _operator_id(self) -> str:
        return self.operator.operator.id

    def _on_queue(self, view: QueueView) -> None:
        if view.selected != self._selected:
            self._selected = view.selected
            self.case.show(view.selected)
        self.map.on_queue(view)
        self.charts.on_queue(view)
        self.search.on_queue(view)
        self.views.on_queue(view)
        if view.counts is not None:
            queues = view.counts.by_queue
            self.sync.on_counts(queues.get("conflicts", 0), queues.get("pending", 0))

    def _on_case(self, view: CaseView) -> None:
        self.presence.show(view.case.id if view.case is not None else None)

    def _on_changed(self, news: Changed) -> None:
        if OUTLINES in news.documents:
            self.ground_moved()
        if news.own or news.fired:
            self.sync.sync_now()
        self.sign_in.on_changed(news)
        self.alarms.on_changed(news)
        self.queue.on_changed(news)
        self.case.on_changed(news)
        self.documents.on_changed(news)
        self.handover.on_changed(news)
        self.whistles.on_changed(news)
        self.conflicts.on_changed(news)
        self.outbox.on_changed(news)
        if self.wall_shown:
            self.wall.refresh()


def _communities(ground: MapGround | None) -> dict[str, tuple[str, ...]]:
    """Code → name and short name of the street's communities."""
    found = ground.ground.communities if ground is not None else ()
    return {c.code: tuple(dict.fromkeys((c.name, c.short_name))) for c in found}
