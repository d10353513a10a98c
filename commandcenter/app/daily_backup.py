"""The backup that a workstation makes of itself once a day, and how many of them are kept.

The newest good one is never removed before the next one is whole. What a backup is: backup.py.
"""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from commandcenter.app import backup
from commandcenter.app.station import Station
from commandcenter.settings import Settings
from commandcenter.store.errors import StoreError

log = logging.getLogger(__name__)

FOLDER = "backups"
EVERY_MS = 24 * 3_600_000
LOOK_S = 600.0


def folder_of(station_folder: Path, settings: Settings) -> Path:
    """Where the daily backups lie: as set, else beside the store."""
    return Path(settings.backup_folder) if settings.backup_folder else station_folder / FOLDER


def kept(folder: Path) -> list[Path]:
    """The backups that lie there, newest first."""
    found = [path for path in folder.glob(f"*{backup.ENDING}") if path.is_file()] if folder.is_dir() else []
    return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)


def is_due(folder: Path, at: int) -> bool:
    """Whether the newest backup is a day old, or lies in the future (a clock was set)."""
    newest = next(iter(kept(folder)), None)
    return newest is None or not 0 <= at - newest.stat().st_mtime_ns // 1_000_000 < EVERY_MS


def make(station: Station, settings: Settings, at: int, watcher: backup.Watcher | None = None) -> Path:
    """Make a backup and let the oldest ones go.

    Raises:
        BackupError, StoreError: nothing was removed.
    """
    folder = folder_of(station.folder, settings)
    to = folder / backup.proposed_name(station.about, at)
    backup.back_up(station, to, watcher=watcher, replace=True)
    for left in (*folder.glob(f"*{backup.ENDING}.part*"), *kept(folder)[max(1, settings.backup_keep):]):
        left.unlink(missing_ok=True)
    return to


async def run(station: Station, settings: Callable[[], Settings], clock: Callable[[], int]) -> None:
    """Look from time to time whether one is due; until cancelled."""
    while True:
        await asyncio.sleep(LOOK_S)  # not while the window opens
        chosen = settings()
        if chosen.backup_daily:
            try:
                await asyncio.to_thread(_once, station, chosen, clock())
            except (backup.BackupError, StoreError, OSError) as err:  # it is tried again; the window shows the last one
                log.warning("daily backup: %s", err)


def _once(station: Station, settings: Settings, at: int) -> None:
    if is_due(folder_of(station.folder, settings), at):
        made = make(station, settings, at)
        log.info("daily backup: %s", made)
