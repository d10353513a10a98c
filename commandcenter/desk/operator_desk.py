"""Who sits at the desk: in a street with accounts whoever signed in, else somebody chosen from the users document."""

from collections.abc import Callable
from dataclasses import dataclass

from commandcenter.core.case import Role
from commandcenter.core.documents import Books
from commandcenter.core.people import User
from commandcenter.core.rules import Refused
from commandcenter.door.door import Door


@dataclass(frozen=True, kw_only=True)
class Operator:
    """A user of the street at this desk, with the roles they act in."""

    id: str
    name: str
    post: str
    roles: frozenset[Role]


NOBODY = Operator(id="nobody", name="", post="", roles=frozenset())


class OperatorDesk:
    """Holds the operator; `changed` tells the screen, `asked` hears who wants to sit here and must sign in first."""

    def __init__(self, door: Door, chosen: str = "") -> None:
        self._door, self._chosen = door, chosen
        self._signed = ""
        self.changed: Callable[[Operator], None] = lambda operator: None
        self.asked: Callable[[str], None] = lambda user_id: None

    @property
    def users(self) -> tuple[User, ...]:
        """Those who may sit here: users whose role has a desk, in a street with accounts those with a password."""
        books = self._books()
        if books is None:
            return ()
        if books.users.enforced:
            return tuple(u for u in books.users.users if u.password and not u.disabled)
        return tuple(u for u in books.users.users if (role := books.roles.find(u.role)) is not None and role.desk)

    @property
    def accounts(self) -> bool:
        """Whether people sign in here."""
        books = self._books()
        return books is not None and books.users.enforced

    @property
    def chosen(self) -> str:
        """Who sat here last."""
        return self._chosen

    @property
    def operator(self) -> Operator:
        """The operator; without accounts the first dispatcher until somebody was chosen."""
        users = self.users
        if self.accounts:
            user = next((u for u in users if u.id == self._signed), None)
        else:
            user = next((u for u in users if u.id == self._chosen), None)
            user = user or next((u for u in users if u.role == Role.DISPATCHER), users[0] if users else None)
        if user is None or user.role not in set(Role):
            return NOBODY
        return Operator(id=user.id, name=user.name, post=user.post, roles=frozenset({Role(user.role)}))

    def choose(self, user_id: str) -> None:
        """Let somebody sit here; with accounts they are asked to sign in."""
        if self.accounts and user_id != self._signed:
            self.asked(user_id)
            return
        self._chosen = user_id
        self.changed(self.operator)

    def sign(self, user_id: str) -> None:
        """This user has signed in; "": nobody is any more."""
        self._signed = user_id
        self._chosen = user_id or self._chosen
        self.changed(self.operator)

    def _books(self) -> Books | None:
        try:
            return self._door.books
        except Refused:
            return None
