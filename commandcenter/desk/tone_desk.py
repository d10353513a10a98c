"""How loud alarms are and which tone each kind has at this workstation; kept in a file.

What sounds and how: ui/tones.py.
"""

import logging
from collections.abc import Callable
from typing import Literal

import msgspec

from commandcenter.core.alarms import Kind
from commandcenter.desk.kept_files import KeptFiles

log = logging.getLogger(__name__)

FILE = "alarm_tones.json"
VERSION = 1
SILENT = "silent"
Volume = Literal["off", "low", "medium", "high"]
VOLUMES: tuple[Volume, ...] = ("off", "low", "medium", "high")


class Tones(msgspec.Struct, frozen=True, kw_only=True):
    """The volume, and the kinds that have another tone than their own: a kind's name, or SILENT."""

    version: int = VERSION
    volume: Volume = "medium"
    kinds: dict[str, str] = {}

    def of(self, kind: Kind) -> str:
        """The tone of a kind; SILENT where it has none."""
        tone = self.kinds.get(kind.value, kind.value)
        return tone if tone in _KNOWN else kind.value


_KNOWN = frozenset({*Kind, SILENT})


class ToneDesk:
    """Holds the tones. `listeners` hear of a change."""

    def __init__(self, files: KeptFiles) -> None:
        self._files = files
        self.view = Tones()
        self.listeners: list[Callable[[Tones], None]] = []

    def load(self) -> None:
        """Take up what was chosen before."""
        try:
            raw = self._files.read(FILE)
            kept = msgspec.json.decode(raw, type=Tones) if raw is not None else Tones()
        except (OSError, msgspec.DecodeError, UnicodeDecodeError) as err:  # only a preference: chosen anew
            log.warning("tones not read: %s", err)
            return
        if kept.version <= VERSION:
            self._show(kept)

    def choose(self, tones: Tones) -> None:
        """Use and keep these."""
        try:
            self._files.write(FILE, msgspec.json.encode(tones))
        except OSError as err:  # only a preference: it holds until the window is closed
            log.warning("tones not kept: %s", err)
        self._show(tones)

    def _show(self, tones: Tones) -> None:
        if tones != self.view:
            self.view = tones
            for listener in tuple(self.listeners):
                listener(tones)
