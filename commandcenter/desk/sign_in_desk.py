"""Signing in, locking and switching at this desk, and one's own password; without a screen.

A street without accounts needs none of it: then `closed` is never true. Passwords are checked in a thread of their own.
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

import msgspec

from commandcenter.core import accounts as rules
from commandcenter.core.people import User, Users
from commandcenter.core.rules import Refused
from commandcenter.desk.operator_desk import OperatorDesk
from commandcenter.desk.sync_desk import Answer, SyncDesk
from commandcenter.door.accounts import Accounts, made
from commandcenter.door.door import Changed, Door
from commandcenter.store.errors import StoreError
from commandcenter.sync.client import PlatformDown, Rejected
from commandcenter.sync.wire import Issued, Publish

log = logging.getLogger(__name__)

SHOWN_UNREACHED = frozenset({"none", "down", "refused"})
Trouble: TypeAlias = Refused | StoreError | PlatformDown | Rejected
Done = Callable[[Trouble | None], None]


@dataclass(frozen=True, kw_only=True)
class SignInView:
    """The sign-in page: `closed` while nobody is at the desk who signed in.

    `user` is who is proposed, `locked` whether they are away only, `busy` while a password is checked.
    """

    closed: bool = False
    user: str = ""
    locked: bool = False
    busy: bool = False
    refusal: Refused | StoreError | None = None


class SignInDesk:
    """Holds the page's view; `listeners` hear of a new one, in the screen's thread. `idle_min`: 0 never locks."""

    def __init__(
        self, door: Door, operator: OperatorDesk, sync: SyncDesk, deliver: Callable[[Callable[[], None]], None],
        idle_min: int,
    ) -> None:
        self._door, self._operator, self._sync, self._deliver = door, operator, sync, deliver
        self.idle_min = idle_min
        self.accounts = Accounts(door)
        self._pool: ThreadPoolExecutor | None = ThreadPoolExecutor(1, thread_name_prefix="sign-in")
        self.listeners: list[Callable[[SignInView], None]] = []
        self.view = SignInView(closed=operator.accounts, user=operator.chosen)
        operator.asked = self.switch

    def close(self) -> None:
        """Nothing is checked any more."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=True)

    @property
    def people(self) -> tuple[User, ...]:
        """Who may sit here."""
        return self._operator.users

    def on_changed(self, news: Changed) -> None:
        """New users came: the street may have accounts now, or whoever sits here may be no user any more."""
        if "users" not in news.documents or self.view.closed:
            return
        if self._operator.accounts and not self._operator.operator.roles:
            self._set(SignInView(closed=True, user=self._operator.chosen))
            self._operator.sign("")

    # -- coming and going -------------------------------------------------------------------------------------------

    def sign_in(self, user_id: str, password: str) -> None:
        """Check a password; the view says what came of it."""
        if self._pool is None or self.view.busy:
            return
        self._set(replace(self.view, busy=True, user=user_id, refusal=None))

        def check() -> None:
            refusal: Refused | StoreError | None = None
            try:
                self.accounts.sign_in(user_id, password)
            except (Refused, StoreError) as err:
                refusal = err
            self._deliver(partial(self._on_checked, user_id, refusal))

        self._pool.submit(check)

    def _on_checked(self, user_id: str, refusal: Refused | StoreError | None) -> None:
        if refusal is not None:
            self._set(replace(self.view, busy=False, refusal=refusal))
            return
        self._operator.sign(user_id)
        self._set(SignInView(user=user_id))

    def lock(self) -> None:
        """The desk is left for a while: nothing is shown until the same user, or another, signs in."""
        if self._operator.accounts and not self.view.closed:
            log.info("locked")
            self._set(SignInView(closed=True, user=self._operator.operator.id, locked=True))

    def switch(self, user_id: str = "") -> None:
        """Somebody else wants to sit here. Whoever sat here is signed out only once they have signed in."""
        if self._operator.accounts:
            self._set(SignInView(closed=True, user=user_id or self._operator.chosen))

    def stay(self) -> None:
        """Nobody took the desk after all."""
        if self._operator.operator.roles and not self.view.locked and not self.view.busy:
            self._set(SignInView(user=self._operator.operator.id))

    # -- passwords and people ---------------------------------------------------------------------------------------

    def change_password(self, before: str, after: str, done: Done) -> None:
        """A new password of one's own, for all workstations; `done` hears what went wrong, or None."""
        user_id = self._operator.operator.id

        def change() -> User:
            user = self.accounts.sign_in(user_id, before)
            return msgspec.structs.replace(user, password=_new(after, user))

        self._publish_made(change, "", done)

    def save(self, user: User, password: str, note: str, done: Done) -> None:
        """An administrator's change of a user (or a new one): published for all workstations."""
        def change() -> User:
            return msgspec.structs.replace(user, password=_new(password, user)) if password else user

        self._publish_made(change, note, done)

    def _publish_made(self, change: Callable[[], User], note: str, done: Done) -> None:
        if self._pool is None:
            return

        def work() -> None:
            try:
                user = change()
            except (Refused, StoreError) as err:
                self._deliver(partial(done, err))
                return
            self._deliver(partial(self._publish, user, note, done))

        self._pool.submit(work)

    def _publish(self, user: User, note: str, done: Done) -> None:
        books = self._door.books
        users: Users = rules.with_user(books.users, user)
        message = Publish(stream=self._door.street, name="users", after=books.versions["users"],
                          body=msgspec.Raw(msgspec.json.encode(users)), actor=self._operator.operator.id, note=note)

        def answered(answer: Answer) -> None:
            done(None if isinstance(answer, Issued) else answer)

        if self._sync.view.state in SHOWN_UNREACHED or not self._sync.publish(message, answered):
            done(Refused("accounts-offline"))

    def _set(self, view: SignInView) -> None:
        if view != self.view:
            self.view = view
            for listener in tuple(self.listeners):
                listener(view)


def _new(password: str, user: User) -> str:
    rules.refuse_weak(password, user)
    return made(password)
