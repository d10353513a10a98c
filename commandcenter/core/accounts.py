"""Who may act in a street once it has accounts: both sides ask here, the door before it writes, the platform before it
accepts. Pure; how a password is checked is store/passwords.py's, how long one waits after wrong ones stands here too.
"""

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from commandcenter.core.case import READ_ONLY, Case, Role
from commandcenter.core.command import BEHALF, OF_UNITS, Command, Refused
from commandcenter.core.documents import Books
from commandcenter.core.people import User, Users

MACHINES = frozenset({Role.TIMER, Role.PLATFORM})  # act without a person
AUDITING = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})  # see who looked at contact details
FREE_FAILURES = 5  # wrong passwords before one has to wait
FIRST_WAIT_MS, LONGEST_WAIT_MS = 60_000, 30 * 60_000  # doubled at every further one
LEAST_PASSWORD, MOST_PASSWORD = 8, 128  # characters

MayEnter = Callable[[str, str], bool]  # whether a role may enter an act of another on behalf (代录)


def permit(
    users: Users, *, actor: str, role: str, on_behalf: str | None, community: str | None, may_enter: MayEnter,
) -> None:
    """Let a user do it, or refuse; a street without accounts lets everybody.

    `community`: of the case, None where it is not known or it is no case.

    Raises:
        Refused: account-unknown, account-disabled, account-read-only, role, account-unit, account-scope.
    """
    if not users.enforced:
        return
    user = users.find(actor)
    if user is None:
        raise Refused("account-unknown")
    if user.disabled:
        raise Refused("account-disabled")
    if user.role in READ_ONLY:
        raise Refused("account-read-only")
    if user.role != role:
        mine = user.role == Role.DEPARTMENT and role == Role.HANDLER
        if not mine and not (role in BEHALF and on_behalf and may_enter(user.role, role)):
            raise Refused("role")
    if user.unit and role in OF_UNITS and on_behalf not in (None, user.unit):
        raise Refused("account-unit")
    if user.scope and community is not None and community not in user.scope:
        raise Refused("account-scope")


def check(command: Command, case: Case | None, books: Books) -> None:
    """Whether the user of a command may give it.

    Raises:
        Refused: as `permit`.
    """
    if command.role in MACHINES:
        return
    community = case.community if case is not None else getattr(command, "community", None)
    permit(books.users, actor=command.actor, role=command.role, on_behalf=command.on_behalf, community=community,
           may_enter=books.rules.may_enter_for)


def check_record(actor: str, role: str, books: Books) -> None:
    """Whether a user may write into a record, which is no case.

    Raises:
        Refused: as `permit`.
    """
    permit(books.users, actor=actor, role=role, on_behalf=None, community=None, may_enter=books.rules.may_enter_for)


# -- signing in -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Failures:
    """Wrong passwords of one user in a row, and when the last was given (ms UTC)."""

    count: int = 0
    last: int = 0

    def more(self, at: int) -> "Failures":
        """One more."""
        return Failures(count=self.count + 1, last=at)

    def wait_ms(self, at: int) -> int:
        """How long to wait from `at` on; never longer than was set, whatever the clock does."""
        if self.count < FREE_FAILURES:
            return 0
        wait = min(FIRST_WAIT_MS << min(self.count - FREE_FAILURES, 10), LONGEST_WAIT_MS)
        return max(0, min(wait, self.last + wait - at))


def weak(password: str, user: User) -> str:
    """Why a new password will not do, as a key; "" where it does. Keys: password-short, password-long, password-plain,
    password-name.
    """
    if len(password) < LEAST_PASSWORD:
        return "password-short"
    if len(password) > MOST_PASSWORD:
        return "password-long"
    if password.isdecimal() or len(set(password)) < 4:
        return "password-plain"
    return "password-name" if user.id.lower() in password.lower() or user.name in password else ""


def refuse_weak(password: str, user: User) -> None:
    """
    Raises:
        Refused: password-short, password-long, password-plain, password-name.
    """
    found = weak(password, user)
    for _, key in ((1, "password-short"), (2, "password-long"), (3, "password-plain"), (4, "password-name")):
        if found == key:
            raise Refused(key, least=LEAST_PASSWORD, most=MOST_PASSWORD)


def own_password_only(before: Users, after: Users, user_id: str) -> bool:
    """Whether a new version of `users` changes nothing but this user's own verifier, and leaves them one."""
    was, now = before.find(user_id), after.find(user_id)
    if was is None or now is None or was.disabled or not now.password:
        return False
    return with_user(before, msgspec.structs.replace(was, password=now.password)) == after


def with_user(users: Users, user: User) -> Users:
    """The users with this one changed, or added at the end."""
    if users.find(user.id) is None:
        return Users(users=(*users.users, user))
    return Users(users=tuple(user if one.id == user.id else one for one in users.users))

