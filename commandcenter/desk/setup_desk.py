"""Setting up a workstation, without a screen: what was asked, how far it is, the recovery key that must be noted."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from commandcenter.core import recovery
from commandcenter.desk.keeping import RecoverySheet

Deliver = Callable[[Callable[[], None]], None]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a person gave: the platform's address, the join code or token, where the key is kept and how."""

    url: str
    code: str
    how: str = "os"  # os | password | file
    password: str = ""
    folder: str = ""  # where the workstation shall lie; "": where it was proposed
    ca: str = ""  # path of the city's certificate authority (PEM); "": the system's


class SetupFault(Exception):
    """It did not work; `sentence` says why, in the person's language."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Work(Protocol):
    """What joins; in a thread of its own. It may be asked again after a fault or a stop, and goes on where it was."""

    def join(self, asked: Asked, say: Callable[[int, int], None], stopped: Callable[[], bool]) -> str:
        """The recovery key to be noted.

        Raises:
            SetupFault: with an empty sentence where it was stopped.
        """
        ...

    def sheet(self, key: str) -> RecoverySheet:
        """This recovery key, as it is shown and printed."""
        ...

    def noted(self) -> None:
        """The recovery key was written down."""
        ...


@dataclass(frozen=True, kw_only=True)
class SetupView:
    """Step: ask, joining, recovery, done. `total` 0: not known yet."""

    step: str = "ask"
    done: int = 0
    total: int = 0
    fault: str = ""
    sheet: RecoverySheet | None = None

    @property
    def recovery(self) -> str:
        """The recovery key that is to be noted."""
        return self.sheet.key if self.sheet is not None else ""


class SetupDesk:
    """Holds the view of the set-up; `listeners` hear of a new one, on the screen's thread."""

    def __init__(self, work: Work, deliver: Deliver, owed: str = "") -> None:
        """`owed`: a recovery key that is left to be noted, where all else is done."""
        self.view = SetupView(step="recovery", sheet=work.sheet(owed)) if owed else SetupView()
        self.listeners: list[Callable[[SetupView], None]] = []
        self._work, self._deliver = work, deliver
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, asked: Asked) -> None:
        """Join, in a thread of its own."""
        if self.view.step != "ask":
            return
        self._stopped.clear()
        self._set(replace(self.view, step="joining", fault="", done=0, total=0))
        self._thread = threading.Thread(target=self._join, args=(asked,), name="join")
        self._thread.start()

    def stop(self) -> None:
        """Stop after the page that is under way; what came is kept."""
        self._stopped.set()

    def note(self, typed: str) -> bool:
        """Whether what was typed is the end of the recovery key; then the set-up is over."""
        if self.view.step != "recovery" or not recovery.same_ending(self.view.recovery, typed):
            return False
        self._work.noted()
        self._set(SetupView(step="done"))
        return True

    def close(self) -> None:
        """Stop and wait."""
        self.stop()
        if self._thread is not None:
            self._thread.join()

    def _join(self, asked: Asked) -> None:
        def say(done: int, total: int) -> None:
            self._deliver(lambda: self._set(replace(self.view, done=done, total=total)))

        try:
            sheet = self._work.sheet(self._work.join(asked, say, self._stopped.is_set))
        except SetupFault as err:
            sentence = err.sentence
            self._deliver(lambda: self._set(SetupView(fault=sentence)))
            return
        self._deliver(lambda: self._set(SetupView(step="recovery", sheet=sheet)))

    def _set(self, view: SetupView) -> None:
        if view != self.view:
            self.view = view
            for listener in tuple(self.listeners):
                listener(view)
