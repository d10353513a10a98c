"""Who else looks at which case now, without a screen. Only shown: nothing is locked, kept or logged by it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from commandcenter.desk.operator_desk import OperatorDesk
from commandcenter.sync.presence import PresenceLoop
from commandcenter.sync.wire import Looking

STEADY_MS = 5_000  # what the way of an answer may take


@dataclass(frozen=True, kw_only=True)
class Watcher:
    """Somebody who looks at a case: name, desk, since when (ms UTC, by this machine's corrected clock)."""

    name: str
    desk: str
    since: int


@dataclass(frozen=True, kw_only=True)
class PresenceView:
    """The others by case; empty while offline."""

    by_case: Mapping[UUID, tuple[Watcher, ...]] = field(default_factory=dict)

    def of(self, case: UUID | None) -> tuple[Watcher, ...]:
        """Who looks at a case."""
        return () if case is None else self.by_case.get(case, ())


class PresenceDesk:
    """Holds the view; `listeners` hear of a new one. Called on the screen's thread."""

    def __init__(self, operator: OperatorDesk, now: Callable[[], int]) -> None:
        self._operator, self._now = operator, now
        self.view = PresenceView()
        self.listeners: list[Callable[[PresenceView], None]] = []
        self._loop: PresenceLoop | None = None
        self._case: UUID | None = None
        self._active = False

    def follow(self, loop: PresenceLoop) -> None:
        """Tell and hear through this loop."""
        self._loop = loop
        loop.heard = self._on_heard
        self._tell()

    def show(self, case: UUID | None) -> None:
        """This case is in the panel."""
        self._case = case
        self._tell()

    def active(self, active: bool) -> None:
        """Whether somebody has the window in front of them."""
        self._active = active
        self._tell()

    def _tell(self) -> None:
        if self._loop is not None:
            self._loop.look_at(self._case if self._active else None, self._operator.operator.id)

    def _on_heard(self, looking: Sequence[Looking]) -> None:
        now, names = self._now(), {user.id: user.name for user in self._operator.users}
        found: dict[UUID, list[Watcher]] = {}
        for one in looking:
            since = now - one.for_ms
            known = next((w for w in self.view.of(one.case) if w.desk == one.desk), None)
            if known is not None and abs(known.since - since) < STEADY_MS:
                since = known.since  # the answer's way takes a while: no new view for that
            found.setdefault(one.case, []).append(
                Watcher(name=names.get(one.actor, one.desk), desk=one.desk, since=since))
        self._set(PresenceView(by_case={case: tuple(watchers) for case, watchers in found.items()}))

    def _set(self, view: PresenceView) -> None:
        if view != self.view:
            self.view = view
            for listener in tuple(self.listeners):
                listener(view)
