"""The only wall clock of the program, and the time-ordered ids made from it."""

import os
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID


def now_ms() -> int:
    """Now, ms UTC."""
    return time.time_ns() // 1_000_000


def stamp(at: int) -> str:
    """An instant (ms UTC) as part of a file's name: day and time of Asia/Shanghai, 20261122-210500."""
    return time.strftime("%Y%m%d-%H%M%S", time.gmtime(at / 1000 + 8 * 3600))


def new_id() -> "UUID":
    """A UUIDv7 (RFC 9562): ordered by time for the index's sake only; nothing else relies on the order."""
    from uuid import UUID  # with all it imports: the first light needs only the time

    random = int.from_bytes(os.urandom(10), "big")
    value = (now_ms() & (1 << 48) - 1) << 80 | 7 << 76 | (random >> 68 & 0xFFF) << 64 | 2 << 62 | random & (1 << 62) - 1
    return UUID(int=value)
