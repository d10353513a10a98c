"""Who sits at the desk. Until sign-in exists the operator is chosen from the users document, without a password."""

from collections.abc import Callable
from dataclasses import dataclass

from commandcenter.core.case import Role
from commandcenter.core.documents import Books, User
from commandcenter.core.rules import Refused
from commandcenter.door.door import Door


@dataclass(frozen=True, kw_only=True)
class Operator:
    """A user of the street at this desk, with the roles they act in."""

    id: str
    name: str
    post: str
    roles: frozenset[Role]


class OperatorDesk:
    """Holds the operator; `changed` tells the screen."""

    def __init__(self, door: Door, chosen: str = "") -> None:
        self._door, self._chosen = door, chosen
        self.changed: Callable[[Operator], None] = lambda operator: None

    @property
    def users(self) -> tuple[User, ...]:
        """Those who may sit here: users whose role has a desk."""
        books = self._books()
        if books is None:
            return ()
        return tuple(u for u in books.users.users if (role := books.roles.find(u.role)) is not None and role.desk)

    @property
    def operator(self) -> Operator:
        """The operator; the first dispatcher until somebody was chosen."""
        users = self.users
        user = next((u for u in users if u.id == self._chosen), None)
        user = user or next((u for u in users if u.role == Role.DISPATCHER), users[0] if users else None)
        if user is None:
            return Operator(id="nobody", name="", post="", roles=frozenset())
        return Operator(id=user.id, name=user.name, post=user.post, roles=frozenset({Role(user.role)}))

    def choose(self, user_id: str) -> None:
        self._chosen = user_id
        self.changed(self.operator)

    def _books(self) -> Books | None:
        try:
            return self._door.books
        except Refused:
            return None
