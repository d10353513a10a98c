"""The door's part in checking itself: the digest of its views, and mending them. What it is compared with: sync."""

import logging
import threading
from contextlib import closing
from uuid import UUID

from commandcenter.store import self_check
from commandcenter.store.engine import Store
from commandcenter.store.views import Sight

log = logging.getLogger(__name__)


class SelfCheck:
    """What a Door can do about its own views."""

    street: str
    _store: Store
    _one_at_a_time: threading.RLock
    _sight: Sight

    def digest_at(self, seq: int) -> str:
        """The digest of the street's cases as they stood after number `seq`, as hex.

        "" where it cannot be told now: this copy has not come so far, or something was written meanwhile.
        """
        with closing(self._store.reader()) as reader:  # of its own: nobody waits for the long look
            before = self_check.mark(reader, self.street)
            if (before[-1] or 0) < seq:
                return ""
            total, moved = self_check.standing_still(reader, self.street, seq)
            for n in range(0, len(moved), self_check.PART):
                with self._store.read() as conn:
                    total ^= self_check.as_it_stood(conn, moved[n:n + self_check.PART], seq)
            return f"{total:032x}" if self_check.mark(reader, self.street) == before else ""

    def mend(self, after: bytes) -> tuple[bytes, int]:
        """Fold some hundred cases again, those that follow `after`; what is wrong is written. b"" begins and ends."""
        with self._one_at_a_time, self._store.write() as conn:
            last, wrong = self_check.mend(conn, after, self._sight)
        if wrong:
            log.warning("%d case(s) stood otherwise than the log says; mended", len(wrong))
            self._changed(wrong)
        return last, len(wrong)

    def _changed(self, subjects: set[UUID]) -> None:
        """Tell that these cases changed."""
        raise NotImplementedError
