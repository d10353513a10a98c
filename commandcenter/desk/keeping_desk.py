"""Keeping this workstation, as the window sees it: who does it, the errand that goes on, what follows the window."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from commandcenter.desk.errand_desk import Deliver, ErrandDesk
from commandcenter.desk.keeping import Keeper


@dataclass(frozen=True, kw_only=True)
class After:
    """What is wanted once the window is closed: move (into the file at `path`), restore, or reopen it."""

    what: str
    path: str = ""


class KeepingDesk:
    """`after` is set by the window before it closes itself."""

    def __init__(self, keeper: Callable[[], Keeper] | None, deliver: Deliver) -> None:
        self._make_keeper = keeper
        self.errands = ErrandDesk(deliver)
        self.after: After | None = None

    @property
    def there(self) -> bool:
        """Whether somebody keeps it: not in a picture, nor in a window that only looks."""
        return self._make_keeper is not None

    @cached_property
    def keeper(self) -> Keeper:
        """Who does it.

        Raises:
            LookupError: nobody.
        """
        if self._make_keeper is None:
            raise LookupError("nobody keeps this workstation")
        return self._make_keeper()

    def close(self) -> None:
        """Stop what goes on, and wait."""
        self.errands.close()
