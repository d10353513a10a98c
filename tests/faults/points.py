"""The named places at which a process may die: around every commit of the workstation and of the city platform.

The product knows nothing of them: a process that is to die wraps the product's own functions when it starts (`arm`),
so nothing of it can be set off where the product runs. `REACHED` counts, and a test asks that each is passed.
"""

import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from commandcenter.cityplatform import streams
from commandcenter.cityplatform.files import Files
from commandcenter.door.door import Door
from commandcenter.store import log as facts_log
from commandcenter.store import views
from commandcenter.store.engine import Store

Hook = Callable[[str], None]

# point → (owner, function); each gives `<point>.before` and `<point>.after`
WORKSTATION: dict[str, tuple[Any, str]] = {
    "append": (facts_log, "append"),  # own new facts
    "views": (views, "write_cases"),
    "place": (facts_log, "place"),  # a page's facts get their numbers
    "cursor": (facts_log, "move_cursor"),
    "tell": (Door, "_tell"),  # on disk, nobody knows of it yet
}
PLATFORM: dict[str, tuple[Any, str]] = {
    "accept": (streams, "append"),
    "session": (streams, "set_session"),
    "number": (streams, "count"),
}
# writer → point around the commit of its transaction
COMMITS: dict[str, Any] = {"commit": Store, "platform-commit": Files}

REACHED: Counter[str] = Counter()
_hook: Hook | None = None


def _at(point: str) -> None:
    REACHED[point] += 1
    if _hook is not None:
        _hook(point)


def _around(point: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def passing(*args: Any, **more: Any) -> Any:
        _at(f"{point}.before")
        answer = function(*args, **more)
        _at(f"{point}.after")
        return answer

    return passing


def _around_commit(point: str, write: Callable[..., Any]) -> Callable[..., Any]:
    @contextmanager
    def writing(self: Any, *args: Any, **more: Any) -> Iterator[Any]:
        with write(self, *args, **more) as conn:
            yield conn
            _at(f"{point}.before")
        _at(f"{point}.after")

    return writing


def names() -> list[str]:
    """All points."""
    return [f"{point}.{side}" for point in (*WORKSTATION, *PLATFORM, *COMMITS) for side in ("before", "after")]


@contextmanager
def watched(hook: Hook | None) -> Iterator[None]:
    """The points wrapped and the hook called at each, until the end of the block."""
    global _hook
    wrapped = [(owner, name, getattr(owner, name)) for owner, name in (*WORKSTATION.values(), *PLATFORM.values())]
    writers = [(owner, owner.write) for owner in COMMITS.values()]
    for point, (owner, name) in {**WORKSTATION, **PLATFORM}.items():
        setattr(owner, name, _around(point, getattr(owner, name)))
    for point, owner in COMMITS.items():
        owner.write = _around_commit(point, owner.write)
    _hook = hook
    try:
        yield
    finally:
        _hook = None
        for owner, name, function in wrapped:
            setattr(owner, name, function)
        for owner, write in writers:
            owner.write = write


@contextmanager
def armed(order: str) -> Iterator[None]:
    """This process kills itself at a point: `order` is `name:n`, the n-th time that it is passed; "" never."""
    name, _, count = order.partition(":")
    left = int(count or 0)

    def at(point: str) -> None:
        nonlocal left
        if point == name:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    with watched(at if order else None):
        yield
