"""How often the interpreter looks for garbage that holds itself: rarely, in every process of ours.

Nearly all that is made here (facts, cases, rows, messages) is freed as soon as nobody holds it; looking through it all
the while took an eighth of the time in which a backlog is taken. The window has its own, rarer still (ui/steady.py).
"""

import gc
from typing import Final

RARELY: Final = (50_000, 10, 10)  # objects made before a look at the youngest; so many of these before the next older


def look_rarely() -> None:
    """From now on, in this process."""
    gc.set_threshold(*RARELY)
