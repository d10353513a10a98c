"""What the window does to keep its workstation: back up, support bundle, recovery key, where the key lies; and, when
the window is closed, moving it away or restoring another. What goes wrong is a sentence.
"""

import logging
from collections.abc import Callable
from pathlib import Path

from commandcenter import settings as settings_file
from commandcenter.app import backup, daily_backup
from commandcenter.app import station as st
from commandcenter.app.clock import now_ms
from commandcenter.app.words import say as words_of
from commandcenter.desk.errand_desk import Failed, Say, Stopped
from commandcenter.desk.keeping import AskedRestore, Kept, Made, RecoverySheet
from commandcenter.store import keys

log = logging.getLogger(__name__)


def sheet_of(key: str, about: st.About | None, folder: Path) -> RecoverySheet:
    """A recovery key as it is shown and printed."""
    return RecoverySheet(
        key=key, street_name=about.street_name if about else "", station_name=about.name if about else "", at=now_ms(),
        folder=str(folder))


class Keeping:
    """Keeps an open workstation; what goes wrong is a sentence in this language."""

    def __init__(self, station: st.Station, language: str) -> None:
        self._station, self._language = station, language

    def kept(self) -> Kept:
        """Where the key lies, and what opens a backup."""
        folder = self._station.folder
        settings = settings_file.load(folder)
        daily = daily_backup.folder_of(folder, settings)
        newest = next(iter(daily_backup.kept(daily)), None)
        return Kept(
            how=keys.source(folder)["how"], recovery=keys.recovery_state(folder), folder=str(folder),
            backup_name=backup.proposed_name(self._station.about, now_ms()),
            last=str(newest) if newest else "", last_at=newest.stat().st_mtime_ns // 1_000_000 if newest else 0)

    def back_up(self, to: str, say: Say, stopped: Stopped) -> str:
        """Write a backup. Returns where it lies.

        Raises:
            Failed.
        """
        with self._told():
            path = Path(to).expanduser()
            backup.back_up(self._station, path, watcher=_Watcher(say, stopped))
            log.info("backed up to %s", path)
            return str(path)

    def support_parts(self, say: Say, stopped: Stopped) -> tuple[tuple[str, str], ...]:
        """Names and texts of what a support bundle would hold; nothing is written.

        Raises:
            Failed.
        """
        from commandcenter.app.support import gather

        def at(done: int, of: int) -> None:
            if stopped():
                raise Failed("")
            say(done, of)

        with self._told():
            return tuple((part.name, part.text) for part in gather(self._station, at))

    def write_support(self, parts: tuple[tuple[str, str], ...], to: str) -> str:
        """Write the bundle that was looked at. Returns where it lies.

        Raises:
            Failed.
        """
        from commandcenter.app.support import Part, write

        with self._told():
            path = Path(to).expanduser()
            write([Part(name=name, text=text) for name, text in parts], path)
            return str(path)

    def place(self, how: str, password: str) -> None:
        """Keep the key elsewhere, or under another password.

        Raises:
            Failed.
        """
        with self._told():
            if keys.is_legacy(self._station.folder):
                raise backup.BackupError("key-legacy")
            keys.place(self._station.folder, self._station.store.key, how=how, password=password)
            log.info("the store's key is kept by %s now", how)

    def new_recovery(self) -> RecoverySheet:
        """Another recovery key; the one before opens only earlier backups.

        Raises:
            Failed.
        """
        with self._told():
            text = keys.issue_recovery(self._station.folder, self._station.store.key)
            log.info("a new recovery key was made")
            return sheet_of(text, self._station.about, self._station.folder)

    def noted(self) -> None:
        """The recovery key was written down."""
        keys.note_recovery(self._station.folder)

    def _told(self) -> "_Told":
        return _Told(self._language)


class Moving:
    """Moves a workstation into a file while no window has it, and restores one."""

    def __init__(self, folder: Path, language: str, key: bytes | None = None) -> None:
        self.folder, self.language, self._key = folder, language, key

    def move(self, to: str, say: Say, stopped: Stopped) -> Made:
        """Write everything into a file for another computer, and close this folder for good.

        Raises:
            Failed: this folder is as it was.
        """
        with _Told(self.language):
            if keys.recovery_state(self.folder) == "none" and keys.source(self.folder)["how"] != "password":
                raise backup.BackupError("move-no-recovery", where=str(self.folder))
            path = Path(to).expanduser()
            with st.open_station(self.folder, key=self._key) as station:
                made = backup.back_up(station, path, moved=True, watcher=_Watcher(say, stopped))
                backup.retire(self.folder, now_ms())
            log.info("moved out to %s", path)
            return _made(made, path)

    def restore(self, asked: AskedRestore, say: Say, stopped: Stopped) -> Made:
        """Make a workstation of a backup; one that lies there is set aside where `asked.replace`.

        Raises:
            Failed: the folder is as it was.
        """
        with _Told(self.language):
            folder = Path(asked.folder).expanduser() if asked.folder else self.folder
            file = Path(asked.file).expanduser()
            opener = backup.Opener(
                recovery=asked.secret if asked.by == "recovery" else "",
                password=asked.secret if asked.by == "password" else "",
                folder=self.folder if asked.by == "folder" else None)
            made = backup.restore(file, folder, opener, how=asked.how, password=asked.password, replace=asked.replace,
                                  watcher=_Watcher(say, stopped))
            self.folder = folder
            log.info("restored from %s", file)
            return _made(made, file)


class _Told:
    """Turns an expected failure into its sentence."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, err: BaseException | None, tb: object) -> None:
        from commandcenter.app.failures import EXPECTED, told  # it knows every room

        if isinstance(err, backup.BackupError) and err.key == "backup-stopped":
            raise Failed("") from err
        if isinstance(err, EXPECTED):
            key, facts = told(err)
            log.warning("not done: %s", key)
            raise Failed(words_of(key, facts, self._language)) from err


class _Watcher(backup.Watcher):
    """Progress to a page, and its stop."""

    def __init__(self, say: Say, stopped: Stopped) -> None:
        super().__init__(say)
        self._asked: Callable[[], bool] = stopped

    def at(self, bytes_done: int, where: str) -> None:
        if self._asked():
            self.stopped.set()
        super().at(bytes_done, where)


def _made(made: backup.Manifest, file: Path) -> Made:
    return Made(file=str(file), street_name=made.street_name or made.street, station_name=made.name, seq=made.seq,
                waiting=made.waiting, at=made.made_at)
