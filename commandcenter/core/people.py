"""The roles, and the people of a street, as documents. Who may act: core/accounts.py."""

from functools import cached_property

from commandcenter.core.document_form import Form


class RoleEntry(Form, frozen=True, kw_only=True):
    """A role in words; `desk`: sits at a workstation (the others act through somebody who does)."""

    id: str
    name: str
    name_en: str
    desk: bool
    does: str


class Roles(Form, frozen=True, kw_only=True):
    """All roles (角色)."""

    roles: tuple[RoleEntry, ...]

    def find(self, role: str) -> RoleEntry | None:
        """The role of an id, or None."""
        return next((entry for entry in self.roles if entry.id == role), None)


PASSWORD_FORM = "$argon2id$"
MOST_VERIFIER = 256  # characters


class User(Form, frozen=True, kw_only=True):
    """Somebody of the street: at the desk, or a collector with the communities walked.

    `password` is an Argon2id verifier (never the password): without one nobody signs in as this user. `scope` are the
    codes of the communities whose cases they may act on, empty for the whole street; `unit` the unit of a department.
    """

    id: str
    name: str
    role: str
    post: str
    communities: tuple[str, ...] = ()
    password: str = ""
    disabled: bool = False
    scope: tuple[str, ...] = ()
    unit: str = ""

    def __post_init__(self) -> None:
        if self.password and not (self.password.startswith(PASSWORD_FORM) and len(self.password) <= MOST_VERIFIER):
            raise ValueError(f"{self.id}: password is no Argon2id verifier")


class Users(Form, frozen=True, kw_only=True):
    """The people of a street (人员)."""

    users: tuple[User, ...]

    def __post_init__(self) -> None:
        if len(self._users) != len(self.users):
            raise ValueError("a user id comes twice")

    def find(self, user_id: str) -> User | None:
        """The user of an id, or None."""
        return self._users.get(user_id)

    @cached_property
    def enforced(self) -> bool:
        """Whether this street has accounts: from the first verifier on only its users may act, signed in."""
        return any(user.password for user in self.users)

    def collector_of(self, community: str) -> User | None:
        """The first collector who walks a community, or None."""
        return next((user for user in self.users if community in user.communities), None)

    @cached_property
    def _users(self) -> dict[str, User]:
        return {user.id: user for user in self.users}
