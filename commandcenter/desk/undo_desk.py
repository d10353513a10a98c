"""撤销 (Ctrl+Z): the operator's last acts in this run, the newest first, and how each is taken back.

An act is taken back by a counter-fact (core/undo.py), a merge by its own, a bulk run by one counter-fact a case.
Why it cannot be is told, and the act stays the last one: nothing older is taken back by surprise.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from commandcenter.core import merge_rules, rules, undo
from commandcenter.core.bodies import NAMES
from commandcenter.core.case import Case
from commandcenter.core.merge_rules import Absorb, Release
from commandcenter.core.rules import Command, Refused
from commandcenter.desk.duplicate_desk import DuplicateDesk, Merge
from commandcenter.desk.operator_desk import OperatorDesk
from commandcenter.door.door import Door
from commandcenter.store.errors import StoreError

log = logging.getLogger(__name__)

MOST = 50


@dataclass(frozen=True, kw_only=True)
class Deed:
    """What was done: a command, on which cases (id, number), and how it can be taken back.

    `fact` is the step that a single act made; `merge` a merge; `run` the number of a bulk run.
    """

    command: type[Command]
    cases: tuple[tuple[UUID, str], ...]
    fact: UUID | None = None
    merge: Merge | None = None
    run: int = 0


@dataclass(frozen=True, kw_only=True)
class Undone:
    """What became of the last Ctrl+Z: the deed, and why it stays; None where it was taken back (or is, in a run)."""

    deed: Deed | None = None
    refusal: Refused | StoreError | None = None


class UndoDesk:
    """Remembers deeds. `listeners` hear when the last one is another."""

    def __init__(
        self, door: Door, operator: OperatorDesk, duplicates: DuplicateDesk, undo_run: Callable[[int], Refused | None],
    ) -> None:
        self._door, self._operator, self._duplicates, self._undo_run = door, operator, duplicates, undo_run
        self._deeds: list[Deed] = []
        self.listeners: list[Callable[[], None]] = []

    @property
    def last(self) -> Deed | None:
        """What Ctrl+Z would take back."""
        return self._deeds[-1] if self._deeds else None

    def why_not(self) -> Refused | None:
        """Why the last deed is of a kind that stays; None where Ctrl+Z may try."""
        deed = self.last
        if deed is None:
            return Refused("nothing-to-undo")
        if deed.merge is not None:
            return None
        never = undo.why_never(rules.MAKES[deed.command])
        if never is None and deed.fact is None and not deed.run:
            return Refused("undo-request")  # voiding or refusing became a request
        return never

    def did(self, command: Command, case: Case) -> None:
        """An act of this desk is on disk; `case` as it stands after it."""
        if isinstance(command, Absorb | Release | rules.SettleConflict | rules.Reveal):
            return
        kind, before = type(command), case.before
        stepped = before is not None and before.type == NAMES[rules.MAKES[kind]]
        self._push(Deed(command=kind, cases=((case.id, case.shown_number),), fact=case.head if stepped else None))

    def merged(self, merge: Merge) -> None:
        """Two cases were merged."""
        self._push(Deed(command=merge_rules.Merge, cases=((merge.duplicate, merge.duplicate_number),), merge=merge))

    def ran(self, command: type[Command], cases: tuple[tuple[UUID, str], ...], run: int) -> None:
        """A bulk run did this to these cases."""
        self._deeds = [deed for deed in self._deeds if deed.run != run]
        if cases:
            self._push(Deed(command=command, cases=cases, run=run))

    def undo(self) -> Undone:
        """Take the last deed back."""
        deed = self.last
        refused: Refused | StoreError | None = self.why_not()
        if deed is None or refused is not None:
            return Undone(deed=deed, refusal=refused)
        if deed.merge is not None:
            refused = None if self._duplicates.undo(deed.merge) is not None else self._duplicates.view.refusal
        elif deed.run:
            refused = self._undo_run(deed.run)
        else:
            refused = self._take_back(deed)
        if refused is None:
            self._drop(deed)
        return Undone(deed=deed, refusal=refused)

    def _take_back(self, deed: Deed) -> Refused | StoreError | None:
        (case_id, _), actor = deed.cases[0], self._operator.operator.id
        if deed.fact is None:
            return Refused("undo-never")
        case = self._door.case(case_id)
        refused = undo.why_not_undone(case, deed.fact, actor)
        command = undo.undo_of(case, actor) if case is not None else None
        if refused is not None or command is None:
            return refused or Refused("undo-never")
        try:
            self._door.submit(command)
        except (Refused, StoreError) as err:
            log.info("not undone: %s", err.key)
            return err
        return None

    def _push(self, deed: Deed) -> None:
        self._deeds = [*self._deeds, deed][-MOST:]
        self._tell()

    def _drop(self, done: Deed) -> None:
        """Gone with what was done to the same case before: it can no longer be taken back on its own."""
        ids = {case_id for case_id, _ in done.cases}
        self._deeds = [deed for deed in self._deeds if deed is not done and (
            len(deed.cases) > 1 or deed.cases[0][0] not in ids)]
        self._tell()

    def _tell(self) -> None:
        for listener in tuple(self.listeners):
            listener()
