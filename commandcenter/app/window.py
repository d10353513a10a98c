"""Wires a workstation to its window: desks, the exchange with the platform, the deadline watch. Decides nothing."""

import asyncio
import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from commandcenter import settings as settings_file
from commandcenter.app import daily_backup, early
from commandcenter.app.beside import FileBeside, GoneError, PackageBeside, PagesBeside, SheetBeside
from commandcenter.app.clock import new_id
from commandcenter.app.desk_files import DeskFiles
from commandcenter.app.foreign_files import ForeignReader
from commandcenter.app.keeping import Keeping
from commandcenter.app.station import Station, StationError, shipped_ground, street_name
from commandcenter.app.words import say
from commandcenter.atlas.gazetteer import Gazetteer
from commandcenter.atlas.ground import GroundError
from commandcenter.atlas.tiles import TilesError
from commandcenter.core.catalogue import Catalogue
from commandcenter.desk.desks import Deliver, Desks
from commandcenter.desk.file_desk import AskedFile, Imported
from commandcenter.desk.keeping_desk import After
from commandcenter.desk.map_ground import MapGround
from commandcenter.desk.sheet_desk import SheetResult
from commandcenter.door.feeds import FeedError
from commandcenter.door.watch import Watch
from commandcenter.settings import Settings
from commandcenter.store.errors import StoreError
from commandcenter.sync.blobs import PhotoExchange, PhotoLoop
from commandcenter.sync.client import Client
from commandcenter.sync.loop import SyncLoop, SyncState
from commandcenter.sync.package import Carried, Going
from commandcenter.sync.package_photos import Allowance
from commandcenter.sync.presence import PresenceLoop

log = logging.getLogger(__name__)

WATCH_EVERY_S = 30
LOOK_EVERY_S, LOOKS = 0.1, 100
SOON_S = 1
PRINTED_PX = 900  # longer edge of a picture on paper: 5 cm at 450 dots per inch


def assemble(station: Station, settings: Settings, deliver: Deliver) -> Desks:
    """The desks of a workstation's window."""
    ground = load_ground(station)
    desks = Desks(
        station.door, station.queries, deliver, operator=settings.operator, ground=ground,
        place_text=place_words(station), new_id=new_id, street_name=station.about.street_name,
        station_name=station.about.name, key_kept=station.key_kept, gazetteer=gazetteer_of(station),
        photos=station.photos, files=DeskFiles(station.folder), chinese=settings.language != "en",
        sheets=_Sheets(station, settings.language), packages=_Packages(station),
        keeper=partial(Keeping, station, settings.language), case_files=_CaseFiles(station),
        foreign=ForeignReader(station, settings.language),
        idle_min=settings.lock_after_min)
    desks.name_of_street = cache(street_name)
    desks.printing.copies = partial(station.blobs.copy, longest=PRINTED_PX)
    return desks


class _Packages:
    """The packages of a workstation: written here, their facts taken by a process beside ours; what that needs is
    imported then."""

    def __init__(self, station: Station) -> None:
        self._station, self._beside = station, PackageBeside(station.store, station.door)
        self._halt = threading.Event()

    def export(self, path: str, allowance: Allowance, going: Going) -> Carried:
        from commandcenter.app.packages import StationPackages

        self._halt.clear()
        return StationPackages(self._station).export(path, allowance, self._unless_stopped(going, "package-stopped"))

    def take(self, path: str, going: Going) -> Carried:
        from commandcenter.app.packages import StationPackages
        from commandcenter.sync.package import PackageError

        self._halt.clear()
        packages, letter = StationPackages(self._station), self._station.about.letter
        try:
            done = self._beside.take(path, letter, packages.secret(), going)
        except GoneError as err:
            raise PackageError("package-cut-off", what=str(err)) from err
        facts = Carried(facts=done.read, fresh=done.fresh, stopped=done.stopped)
        if done.stopped:
            return facts
        try:
            photos = packages.take_photos(path, self._unless_stopped(going, "package-halted"))
        except PackageError as err:
            if err.key != "package-halted":
                raise
            return replace(facts, stopped=True)
        return replace(facts, photos=photos.photos, left=photos.left)

    def stop(self) -> None:
        self._halt.set()
        self._beside.stop()

    def _unless_stopped(self, going: Going, key: str) -> Going:
        def heard(done: int, of: int) -> None:
            from commandcenter.sync.package import PackageError

            if self._halt.is_set():
                raise PackageError(key)
            going(done, of)

        return heard


class _CaseFiles:
    """Files of cases, taken by a process beside ours."""

    def __init__(self, station: Station) -> None:
        self._beside = FileBeside(station.store, station.door)

    def take(self, asked: AskedFile, going: Callable[[int, int], None]) -> Imported:
        mapping = str(Path(asked.mapping).expanduser()) if asked.mapping else ""
        try:
            done = self._beside.take(str(Path(asked.path).expanduser()), mapping, going, look=asked.look)
        except GoneError as err:
            raise FeedError("cut-off", what=str(err)) from err
        except StationError as err:
            raise FeedError(err.key, **err.facts) from err
        return Imported(read=done.read, taken=done.fresh, known=done.known, refused=done.refused,
                        refused_file=done.refused_file, stopped=done.stopped)

    def stop(self) -> None:
        self._beside.stop()


class _Sheets:
    """Workbooks of authorities, read by a process beside ours."""

    def __init__(self, station: Station, lang: str) -> None:
        self._beside, self._lang = SheetBeside(station.store, station.door), lang

    def read(self, path: Path, body: Catalogue, going: Callable[[int, int], None]) -> SheetResult:
        try:
            return self._beside.read(str(path), body, self._lang, going)
        except GoneError as err:
            log.info("workbook not read: %s", err)
            return SheetResult(catalogue=None, fault=say("catalogue-cut-off", {"where": str(path)}, self._lang))

    def stop(self) -> None:
        self._beside.stop()


def load_ground(station: Station) -> MapGround | None:
    """The street's map; None where none ships for it (the map then says so)."""
    try:
        folder, ground = shipped_ground(station.street), station.ground
        return MapGround.load(folder, ground) if folder is not None else MapGround.of(ground)
    except (StationError, GroundError, TilesError) as err:
        log.warning("no map: %s", err)
        return None


def gazetteer_of(station: Station) -> Callable[[], Gazetteer | None]:
    """What the street's gazetteer can be asked by name; None where there is none. Read when first asked."""
    def gazetteer() -> Gazetteer | None:
        try:
            return Gazetteer(station.names)
        except (StationError, GroundError) as err:
            log.warning("no gazetteer: %s", err)
            return None

    return gazetteer


def place_words(station: Station) -> Callable[[int, int], str]:
    """Positions in words, by the street's gazetteer; "" where there is none."""
    def place_text(lon: int, lat: int) -> str:
        try:
            return station.names.place_text(lon, lat)
        except (StationError, GroundError):
            return ""

    return place_text


def open_window(
    station: Station, settings: Settings, *, tour: tuple[Path, Callable[[str], None]] | None = None
) -> After | None:
    """Show the window of a workstation until it is closed; with a `tour` it works by itself and closes.

    Returns what is wanted next, where the window closed itself for it.
    """
    from commandcenter.ui import run

    made: list[Desks] = []

    def make(deliver: Deliver) -> Desks:
        made.append(assemble(station, settings, deliver))
        return made[-1]

    async def exchange(desks: Desks) -> None:
        await _rows_are_there(desks)
        try:
            client = await asyncio.to_thread(station.client)  # opening the token imports what takes its time
        except StationError as err:
            log.info("no exchange: %s", err)
            await asyncio.Event().wait()
            return
        pages = PagesBeside(station.store, station.door)
        pages.gone = lambda gone: desks.deliver(lambda: desks.sync.on_beside(gone))
        async with client:
            loop = SyncLoop(pages, client, clock=station.clock, every_s=settings.sync_every_s)
            desks.sync.follow(loop)
            presence = PresenceLoop(client, reachable=lambda: loop.reachable)
            desks.presence.follow(presence)
            photos = photo_loop(station, client, desks, loop)
            stop = station.door.subscribe(lambda news: photos.nudge())
            station.photos.wished = photos.nudge
            try:
                await asyncio.gather(loop.run(), presence.run(), photos.run())
            finally:
                stop()
                await asyncio.to_thread(pages.close)

    async def watch(desks: Desks) -> None:
        watching = Watch(station.door, station.store, lambda late: desks.deliver(lambda: desks.alarms.on_late(late.at)))
        await _rows_are_there(desks)
        while True:
            try:
                await asyncio.to_thread(watching.tick)
            except StoreError as err:  # a full disk: the rungs fire when there is room again
                log.warning("deadline watch: %s", err)
            await asyncio.sleep(SOON_S if watching.behind else WATCH_EVERY_S)

    async def back_up(_desks: Desks) -> None:
        await daily_backup.run(station, lambda: kept.settings, station.clock)

    kept = _Kept(station.folder, settings)
    run.window(
        make, settings,
        [exchange, watch] if tour else [exchange, watch, back_up],
        theme_chosen=kept.theme, operator_chosen=kept.operator, layout=station.folder / "layout.ini", tour=tour,
        light=early.take())
    return made[-1].keeping.after


async def _rows_are_there(desks: Desks) -> None:
    """Until the first queue is read, 10 s at most: what runs beside the window begins after it."""
    for _ in range(LOOKS):
        if desks.queue.view.loaded:
            break
        await asyncio.sleep(LOOK_EVERY_S)


def photo_loop(station: Station, client: Client, desks: Desks, facts: SyncLoop) -> PhotoLoop:
    """The exchange of photos behind that of the facts: it has the line while those have nothing to say."""
    def free() -> bool:
        return facts.reachable and facts.status.state is SyncState.IDLE

    return PhotoLoop(PhotoExchange(
        station.photo_queue, client, clock=station.clock, free=free, came=station.photos.came,
        wishes=station.photos.wishes, changed=desks.sync.on_photos), free=free)


def take_shot(
    station: Station, settings: Settings, out: Path, *, view: str, size: tuple[int, int]
) -> None:
    """Render a view of a workstation's window into a PNG.

    Raises:
        NoPicture: there is nothing to show, or it cannot be written.
    """
    from commandcenter.ui import run

    run.shot(lambda deliver: assemble(station, settings, deliver), settings, out, view=view, size=size)


class _Kept:
    """Remembers what was chosen in the window."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._folder, self.settings = folder, settings

    def theme(self, name: str) -> None:
        self._save(replace(self.settings, theme=name))

    def operator(self, user: str) -> None:
        self._save(replace(self.settings, operator=user))

    def _save(self, settings: Settings) -> None:
        self.settings = settings
        try:
            settings_file.save(self._folder, settings)
        except OSError as err:  # only a preference: it is asked for again next time
            log.warning("settings not kept: %s", err)
