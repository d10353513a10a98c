"""One long errand at a time beside the screen: opening, backing up, restoring; with progress, a stop and a sentence.

What is done is app's, and so are the words of what goes wrong.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

Deliver = Callable[[Callable[[], None]], None]
Say = Callable[[int, int], None]  # done, of how many
Stopped = Callable[[], bool]
Errand = Callable[[Say, Stopped], object]


class Failed(Exception):
    """It was not done; `sentence` says why in the person's language, and is empty where it was stopped."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, kw_only=True)
class ErrandView:
    """`came`: what the last errand gave, while nothing else has begun. `total` 0: not known."""

    busy: bool = False
    done: int = 0
    total: int = 0
    fault: str = ""
    stopped: bool = False
    came: object = None


class ErrandDesk:
    """Holds the view; `listeners` hear of a new one in the screen's thread."""

    def __init__(self, deliver: Deliver) -> None:
        self.view = ErrandView()
        self.listeners: list[Callable[[ErrandView], None]] = []
        self._deliver = deliver
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, errand: Errand) -> bool:
        """Begin in a thread of its own; False while another goes on."""
        if self.view.busy:
            return False
        self._stopped.clear()
        self._set(ErrandView(busy=True))
        self._thread = threading.Thread(target=self._run, args=(errand,), name="errand")
        self._thread.start()
        return True

    def stop(self) -> None:
        """Stop at the next step; what was there before stays."""
        self._stopped.set()

    def clear(self) -> None:
        """Forget what the last one gave."""
        if not self.view.busy:
            self._set(ErrandView())

    def close(self) -> None:
        """Stop and wait."""
        self.stop()
        if self._thread is not None:
            self._thread.join()

    def _run(self, errand: Errand) -> None:
        def say(done: int, total: int) -> None:
            self._deliver(lambda: self._set(replace(self.view, done=done, total=total)))

        over = ErrandView(stopped=True)
        try:
            over = ErrandView(came=errand(say, self._stopped.is_set))
        except Failed as err:
            over = ErrandView(fault=err.sentence, stopped=not err.sentence)
        finally:  # also after a fault of ours: the panel can be left
            self._deliver(lambda: self._set(over))

    def _set(self, view: ErrandView) -> None:
        if view != self.view:
            self.view = view
            for listener in tuple(self.listeners):
                listener(view)
