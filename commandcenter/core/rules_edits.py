"""Editing who decides requests, and to whom the rungs of the ladder go: one value changed gives another. Pure."""

from collections.abc import Sequence

import msgspec

from commandcenter.core.bodies import RequestKind
from commandcenter.core.city_rules import DECIDERS, UNDECIDED, Rules
from commandcenter.core.rungs import HANDLING, Ladder, Receiver, Rung

replace = msgspec.structs.replace


class Contradiction(ValueError):
    """What cannot be, as a key for words and what it is about. Keys: role-twice, role-strange, nobody-decides,
    copy-twice."""

    def __init__(self, key: str, what: str) -> None:
        super().__init__(f"{key}: {what}")
        self.key, self.what = key, what


def with_approvals(rules: Rules, kind: RequestKind, roles: Sequence[str]) -> Rules:
    """The rules with other roles that decide a request, in order; none: nobody needs to.

    Raises:
        Contradiction: a role decides twice, may not decide this, or nobody would.
    """
    for role in roles:
        if role not in DECIDERS[kind]:
            raise Contradiction("role-strange", role)
        if list(roles).count(role) > 1:
            raise Contradiction("role-twice", role)
    if not roles and kind not in UNDECIDED:
        raise Contradiction("nobody-decides", kind)
    others = {key: value for key, value in rules.approvals.items() if key is not kind}
    return replace(rules, approvals=others | ({kind: tuple(roles)} if roles else {}))


def with_receivers(
    ladder: Ladder, clock: str, level: int, to: Receiver, copy_to: Sequence[Receiver],
) -> Ladder:
    """The ladder with another receiver of a rung and others who get a copy; an unknown rung changes nothing.

    Raises:
        Contradiction: who gets it gets a copy too, or twice.
    """
    if to in copy_to or len(set(copy_to)) != len(copy_to):
        raise Contradiction("copy-twice", to)

    def changed(rungs: tuple[Rung, ...]) -> tuple[Rung, ...]:
        return tuple(replace(rung, to=to, copy_to=tuple(copy_to))
                     if (rung.clock, rung.level) == (clock, level) else rung for rung in rungs)

    if clock == HANDLING:
        return replace(ladder, rungs=changed(ladder.rungs))
    return replace(ladder, steps=changed(ladder.steps))
