"""What the status line says of the exchange with the city platform, without a screen. Words are ui's."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from commandcenter.sync.blobs import PhotoStatus
from commandcenter.sync.client import PlatformDown, Rejected
from commandcenter.sync.loop import SyncLoop, SyncStatus
from commandcenter.sync.wire import Issued, Publish

Answer: TypeAlias = Issued | PlatformDown | Rejected


@dataclass(frozen=True, kw_only=True)
class SyncView:
    """How the exchange stands: `state` none | idle | syncing | down | refused; times ms UTC."""

    state: str = "none"  # none: this window runs without a city platform
    since: int = 0
    last_ok: int | None = None
    waiting: int = 0
    done: int = 0
    total: int = 0
    reason: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    note: str = ""  # what a comparison of the views with the platform's has found, as a key
    mended: int = 0  # cases that were folded again for it
    conflicts: int = 0
    cases: int = 0  # with facts that wait
    clock_off: int = 0  # ms that this machine's clock is behind the platform's
    photos_out: int = 0  # that wait to be sent
    photos_back: int = 0  # that are expected here
    photos_why: str = ""  # why none goes now, as a key
    alone: bool = False  # the process that takes pages beside the window went; they are taken in the window


class SyncDesk:
    """Holds the exchange's view; `listeners` hear of a new one. Called on the screen's thread."""

    def __init__(self) -> None:
        self.view = SyncView()
        self.listeners: list[Callable[[SyncView], None]] = []
        self._loop: SyncLoop | None = None

    def follow(self, loop: SyncLoop) -> None:
        """Show how this loop stands, and nudge it."""
        self._loop = loop
        loop.changed = self._on_status
        self._on_status(loop.status)

    def sync_now(self) -> None:
        """Exchange now."""
        if self._loop is not None:
            self._loop.nudge()

    def may_publish(self, stream: str) -> bool | None:
        """Whether this workstation may publish documents of a stream; None while the platform has not said so."""
        streams = self._loop.publishes if self._loop is not None else None
        return None if streams is None else stream in streams

    def publish(self, message: Publish, answer: Callable[[Answer], None]) -> bool:
        """Ask the platform to publish a document; `answer` hears what it says. False where it cannot be asked."""
        return self._loop is not None and self._loop.publish(message, answer)

    def on_counts(self, conflicts: int, cases: int) -> None:
        """The store counted: conflicts that wait for a person, cases with facts that wait for the platform."""
        self._set(replace(self.view, conflicts=conflicts, cases=cases))

    def on_photos(self, status: PhotoStatus) -> None:
        """Photos went, came, or wait."""
        self._set(replace(self.view, photos_out=status.out, photos_back=status.back, photos_why=status.why))

    def on_beside(self, gone: bool) -> None:
        """The process that takes pages beside the window went, or works again."""
        self._set(replace(self.view, alone=gone))

    def _on_status(self, status: SyncStatus) -> None:
        self._set(replace(
            self.view, state=status.state.value, since=status.since_ms, last_ok=status.last_ok_ms,
            waiting=status.waiting, done=status.done, total=status.total, reason=status.reason, facts=status.facts,
            note=status.note, mended=status.mended,
            clock_off=self._loop.clock_off if self._loop is not None else 0))

    def _set(self, view: SyncView) -> None:
        if view != self.view:
            self.view = view
            for listener in tuple(self.listeners):
                listener(view)
