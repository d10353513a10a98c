"""Whether the author of a pushed fact may write it, in a street that has accounts. Pure; core/accounts.py has the rule.

A street has accounts from the first version of `users` with a verifier on. A fact names in `refs` the version it was
written under, and is judged by that one: what was right at the desk stays right, however late it comes. Facts of
before the accounts name none; their author had not seen them (`seen`). Who had seen a user disabled is held to it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from commandcenter.core import accounts, bodies
from commandcenter.core.command import Refused
from commandcenter.core.facts import Fact
from commandcenter.core.people import Users


@dataclass(frozen=True, kw_only=True)
class Accounts:
    """What the platform knows of a street's people: `versions` of `users` by number, and after which number of the
    stream each holds (`since`); pairs of roles that may enter acts for each other; cases by their community."""

    versions: Mapping[int, Users] = field(default_factory=dict)
    since: Mapping[int, int] = field(default_factory=dict)
    behalf: Collection[tuple[str, str]] = ()
    communities: Mapping[UUID, str] = field(default_factory=dict)

    def seen_by(self, seq: int) -> Users | None:
        """The newest version that somebody who has seen the stream up to `seq` knows; None before the first."""
        known = [version for version, since in self.since.items() if since <= seq]
        return self.versions.get(max(known)) if known else None


NO_ACCOUNTS = Accounts()


def granted(fact: Fact, content: bodies.Body | None, known: Accounts) -> bool:
    """Whether the fact's actor may write it in its role."""
    if not known.versions or fact.origin is not None or (
            fact.role in accounts.MACHINES and known.versions[max(known.versions)].find(fact.actor) is None):
        return True
    named = fact.refs.get("users")
    seen = known.seen_by(fact.seen[0])
    if named is None:
        return seen is None or not seen.enforced
    users = known.versions.get(named)
    if users is None:
        return False
    gone = seen.find(fact.actor) if seen is not None and seen.enforced else None
    if gone is not None and gone.disabled:
        return False
    community = content.community if isinstance(content, bodies.Reported) else known.communities.get(fact.subject)
    try:
        accounts.permit(users, actor=fact.actor, role=fact.role, on_behalf=fact.on_behalf, community=community,
                        may_enter=lambda role, act: (role, act) in known.behalf)
    except Refused:
        return False
    return True
