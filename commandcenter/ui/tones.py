"""Plays the alarm tones: one short file at a time, by a player that the computer has; else the system's beep.

Why a child process: QtMultimedia would add the 175 MB of PySide6-Addons for eleven beeps. No sound device is no error,
and the screen never waits: the player runs beside it, is read to its end by Qt, and is ended where it hangs.
"""

import array
import logging
import shutil
import sys
import wave
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTemporaryDir, QTimer
from PySide6.QtWidgets import QApplication

from commandcenter import paths

log = logging.getLogger(__name__)

TONES = paths.RESOURCES / "tones"
LONGEST_MS = 4_000  # a player that is not done by then hangs on a device
VOLUMES = {"off": 0.0, "low": 0.2, "medium": 0.5, "high": 1.0}  # of the files, which are made at 60 %
PLAYERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("pw-play", ()), ("paplay", ()), ("aplay", ("-q",)), ("afplay", ()),
)


def find_player() -> tuple[str, ...]:
    """The command that plays a file here; () where there is none."""
    found = ((shutil.which(name), more) for name, more in PLAYERS)
    return next(((where, *more) for where, more in found if where), ())


class TonePlayer(QObject):
    """Plays at most one tone: a more urgent one ends it, a less urgent one is left out.

    `player` is the command before the file; by default the one that is found, on Windows winsound. `beep` is what is
    left where nothing plays.
    """

    def __init__(
        self, player: Sequence[str] | None = None, beep: Callable[[], None] = QApplication.beep,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._player = tuple(player) if player is not None else find_player()
        self._windows = player is None and sys.platform == "win32"
        self._beep = beep
        self._process: QProcess | None = None
        self._priority = 0
        self._scaled: dict[tuple[str, float], Path] = {}
        self._folder: QTemporaryDir | None = None
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.setInterval(LONGEST_MS)
        self._end.timeout.connect(self.stop)

    @property
    def is_playing(self) -> bool:
        return self._process is not None

    def play(self, tone: str, volume: str, priority: int) -> bool:
        """Play the tone of a name; False where it is off, or a more urgent one is playing."""
        share = VOLUMES.get(volume, VOLUMES["medium"])
        if share == 0.0 or (self._process is not None and priority <= self._priority):
            return False
        self.stop()
        try:
            file = self._file(tone, share)
        except (OSError, wave.Error, EOFError) as err:
            log.info("no tone %s: %s", tone, err)
            self._beep()
            return True
        if self._windows:
            self._play_windows(file)
        elif self._player:
            self._start(file, priority)
        else:
            self._beep()
        return True

    def stop(self) -> None:
        """End what is playing."""
        self._end.stop()
        process, self._process, self._priority = self._process, None, 0
        if process is not None:
            process.finished.disconnect(self._on_finished)
            process.errorOccurred.disconnect(self._on_error)
            process.kill()
            process.finished.connect(process.deleteLater)
            if process.state() == QProcess.ProcessState.NotRunning:
                process.deleteLater()

    def close(self) -> None:
        """End what is playing and wait for its process, so that none is left behind."""
        for process in self.findChildren(QProcess):
            process.kill()
            process.waitForFinished(1_000)
        self.stop()

    def _start(self, file: Path, priority: int) -> None:
        process = QProcess(self)
        process.setStandardInputFile(QProcess.nullDevice())
        process.setStandardOutputFile(QProcess.nullDevice())
        process.setStandardErrorFile(QProcess.nullDevice())
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        self._process, self._priority = process, priority
        self._end.start()
        process.start(self._player[0], [*self._player[1:], str(file)])

    def _on_finished(self, code: int, _status: object) -> None:
        process, self._process, self._priority = self._process, None, 0
        self._end.stop()
        if process is not None:
            process.deleteLater()
        if code:  # no device, say: silence is no error
            log.info("%s ended with %d", self._player[0], code)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            process, self._process, self._priority = self._process, None, 0
            self._end.stop()
            if process is not None:
                process.deleteLater()
            log.info("%s does not start; the system's beep from now on", self._player[0])
            self._player = ()
            self._beep()

    def _play_windows(self, file: Path) -> None:
        import winsound

        try:
            winsound.PlaySound(  # type: ignore[attr-defined,unused-ignore]
                str(file), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)  # type: ignore[attr-defined,unused-ignore]
        except RuntimeError as err:
            log.info("no tone: %s", err)

    def _file(self, tone: str, share: float) -> Path:
        """The file of a tone at a volume: not every player can turn it down."""
        source = TONES / f"{tone}.wav"
        if share == 1.0:
            return source
        kept = self._scaled.get((tone, share))
        if kept is None or not kept.exists():
            self._folder = self._folder or QTemporaryDir()
            if not self._folder.isValid():
                raise OSError(self._folder.errorString())
            kept = self._scaled[(tone, share)] = Path(self._folder.path()) / f"{tone}-{share}.wav"
            quieter(source, kept, share)
        return kept


def quieter(source: Path, to: Path, share: float) -> None:
    """Write a 16-bit WAV file anew with its samples at a share of their height.

    Raises:
        OSError, wave.Error, EOFError: it cannot be read or written.
    """
    with wave.open(str(source), "rb") as file:
        form, raw = file.getparams(), file.readframes(file.getnframes())
    samples = array.array("h", raw)
    if sys.byteorder == "big":
        samples.byteswap()
    samples = array.array("h", (round(s * share) for s in samples))
    if sys.byteorder == "big":
        samples.byteswap()
    with wave.open(str(to), "wb") as file:
        file.setparams(form)
        file.writeframes(samples.tobytes())
