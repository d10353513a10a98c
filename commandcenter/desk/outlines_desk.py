"""A street's own boundaries (街道边界): which hold, who may publish others, and asking the platform to. No screen.

Reading a file of them is app's (foreign_files.py). The platform gives the version, as for the other documents.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import msgspec

from commandcenter.core.case import Role
from commandcenter.core.outlines import OUTLINES, Outlines
from commandcenter.desk.operator_desk import OperatorDesk
from commandcenter.desk.reader import Reader
from commandcenter.desk.sync_desk import Answer, SyncDesk
from commandcenter.store.queries import Queries
from commandcenter.sync.client import PlatformDown, Rejected
from commandcenter.sync.wire import Issued, Publish

log = logging.getLogger(__name__)

Trouble: TypeAlias = PlatformDown | Rejected


@dataclass(frozen=True, kw_only=True)
class Held:
    """The street's own boundaries as they hold: 0 and None where it has none of its own."""

    version: int = 0
    outlines: Outlines | None = None


class OutlinesDesk:
    """Publishes boundaries of this street."""

    def __init__(self, street: str, reader: Reader, operator: OperatorDesk, sync: SyncDesk) -> None:
        self.street, self._reader, self._operator, self._sync = street, reader, operator, sync

    def look(self, answer: Callable[[Held], None]) -> None:
        """Which hold now."""
        def question(q: Queries) -> Held:
            newest = q.document(self.street, OUTLINES)
            body = q.readable(self.street, OUTLINES)
            return Held(version=newest[0] if newest else 0, outlines=body if isinstance(body, Outlines) else None)

        self._reader.ask("outlines", question, answer)

    def why_not(self) -> str:
        """Why nothing can be published now, as a key ("" where it can): role, right, offline."""
        if Role.ADMINISTRATOR not in self._operator.operator.roles:
            return "role"
        may = self._sync.may_publish(self.street)
        if may is None:
            return "offline"
        return "" if may else "right"

    def publish(
        self, outlines: Outlines, after: int, answer: Callable[[int, Trouble | None], None],
    ) -> bool:
        """Ask for the version after `after`; `answer` hears its number, or 0 and why not. False: it cannot be asked."""
        def hear(said: Answer) -> None:
            if isinstance(said, Issued):
                log.info("outlines published as version %d", said.version)
                answer(said.version, None)
            else:
                answer(0, said)

        return not self.why_not() and self._sync.publish(Publish(
            stream=self.street, name=OUTLINES, after=after, body=msgspec.Raw(msgspec.json.encode(outlines)),
            actor=self._operator.operator.id), hear)
