"""A conflict (冲突) laid side by side: what an act saw, what it already was, what the act would have made of it. Pure.

Nothing of this is stored: a fact names what it builds on (`base`) and how far its author had read (`seen`), so the old
values are folded from the log itself and cannot say otherwise than it.

A conflict is *hard*: two acts wanted the same register, one of them has no effect until a person settles it. What came
in between without a base (notes, photos, calls) is *soft*: both stand, it is only shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from commandcenter.core import bodies as b
from commandcenter.core.case import TRANSITIONS, Case, Entry, Outcome
from commandcenter.core.fold import evolve, fold

OPEN_KINDS = ("ineffective", "rejected")  # outcomes that wait for a person


@dataclass(frozen=True, kw_only=True)
class Fork:
    """Where an act and the case parted. `seen` and `then` are None where there was no case (a rejected report)."""

    loser: Entry
    outcome: Outcome
    winner: Entry | None  # what stood in its place
    seen: Case | None  # as the act's author saw it
    then: Case | None  # as it was when the act had its turn
    mine: Case | None  # as the author saw it, with the act; None where even then it was not possible
    trunk: tuple[Entry, ...]  # the steps that both know, oldest first
    ahead: tuple[Entry, ...]  # the steps that the author did not know of
    beside: tuple[Entry, ...]  # soft: what came in between, took effect and leaves the act alone
    followers: tuple[UUID, ...]  # acts without effect that were built on this one: settled with it

    @property
    def losers(self) -> tuple[UUID, ...]:
        """All that is settled together."""
        return (self.loser.fact.id, *self.followers)


def settled(entries: Iterable[Entry]) -> dict[UUID, Entry]:
    """Acts that a person has decided about, and the fact that did it (the first one)."""
    out: dict[UUID, Entry] = {}
    for entry in entries:
        if entry.fact.type == "conflict_settled" and not entry.verdict:
            body = entry.read()
            if isinstance(body, b.ConflictSettled):
                for loser in body.losers:
                    out.setdefault(loser, entry)
    return out


def fork(entries: Sequence[Entry], loser: UUID) -> Fork | None:
    """Lay out one act of a case without effect; None where there is no such act.

    `entries` in the order in which they count.
    """
    outcomes = fold(entries).outcomes
    at = next((n for n, entry in enumerate(entries) if entry.fact.id == loser), None)
    if at is None or outcomes[at].kind not in OPEN_KINDS:
        return None
    act, before = entries[at], entries[:at]
    known = _visible(before, act)
    seen = fold([entry for entry in before if entry.fact.id in known]).case
    mine, became = evolve(seen, _accepted(act))
    taken = [entry for entry, outcome in zip(before, outcomes, strict=False) if outcome.kind == "effective"]
    steps = [entry for entry in taken if _is_step(entry)]
    winner = next((entry for entry in entries if entry.fact.id == outcomes[at].winner), None)
    return Fork(
        loser=act, outcome=outcomes[at], winner=winner, seen=seen, then=fold(before).case,
        mine=mine if became.kind == "effective" else None,
        trunk=tuple(entry for entry in steps if entry.fact.id in known),
        ahead=tuple(entry for entry in steps if entry.fact.id not in known),
        beside=tuple(entry for entry in taken if entry.fact.id not in known and not _is_step(entry)
                     and entry.fact.role not in ("platform", "timer")),
        followers=_followers(entries[at + 1:], outcomes[at + 1:], act.fact.id))


def _visible(before: Sequence[Entry], act: Entry) -> set[UUID]:
    """The facts before an act that its author knew: read from the platform, own ones, and what it was built on."""
    seq, sid, sseq = act.fact.seen[0], act.fact.sid, act.fact.sseq
    known = {entry.fact.id for entry in before if (entry.seq is not None and entry.seq <= seq)
             or (entry.fact.sid == sid and entry.fact.sseq < sseq)}
    by_id = {entry.fact.id: entry.fact for entry in before}
    base = act.fact.base
    while base is not None and base in by_id:
        known.add(base)
        base = by_id.pop(base).base
    return known


def _accepted(act: Entry) -> Entry:
    """The act as though nothing had spoken against it."""
    return Entry(fact=act.fact, seq=act.seq, rts=act.rts, body=act.body)


def _is_step(entry: Entry) -> bool:
    body = b.TYPES.get(entry.fact.type)
    return entry.fact.base is not None or body is b.Reported or body in TRANSITIONS


def _followers(later: Sequence[Entry], outcomes: Sequence[Outcome], loser: UUID) -> tuple[UUID, ...]:
    found = [loser]
    for entry, outcome in zip(later, outcomes, strict=True):
        if outcome.kind in OPEN_KINDS and entry.fact.base in found:
            found.append(entry.fact.id)
    return tuple(found[1:])
