"""Signing in at this workstation: is it the password, how often was it not, how long to wait. Works without a platform.

Wrong passwords are counted in the store, under its key, so that a restart forgets none; each goes to the log, too.
"""

import logging
import threading

import msgspec

from commandcenter.core.accounts import Failures
from commandcenter.core.people import User
from commandcenter.core.rules import Refused
from commandcenter.door.door import Door
from commandcenter.store import passwords

log = logging.getLogger(__name__)

MINUTE_MS = 60_000
_KEPT = "sign-in:"  # before the user's id


class Accounts:
    """The people of this street as far as their passwords go. Its calls take a while: ask in the background."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._one_at_a_time = threading.Lock()

    def sign_in(self, user_id: str, password: str) -> User:
        """The user, if this is their password.

        Raises:
            Refused: account-unknown, account-disabled, account-no-password, sign-in-wrong, sign-in-wait, no-documents.
            StoreError: a wrong password could not be counted.
        """
        with self._one_at_a_time:  # two tries at once would be counted as one
            user = self._door.books.users.find(user_id)
            if user is None:
                raise Refused("account-unknown")
            if user.disabled:
                raise Refused("account-disabled")
            if not user.password:
                raise Refused("account-no-password")
            failed, now = self.failures(user_id), self._door.now()
            wait = failed.wait_ms(now)
            if wait:
                raise Refused("sign-in-wait", minutes=-(-wait // MINUTE_MS))
            if not passwords.matches(user.password, password):
                failed = failed.more(now)
                self._keep(user_id, failed)
                log.warning("sign-in refused: wrong password for %s, %d in a row", user_id, failed.count)
                wait = failed.wait_ms(now)
                if wait:
                    raise Refused("sign-in-wait", minutes=-(-wait // MINUTE_MS))
                raise Refused("sign-in-wrong")
            if failed.count:
                self._keep(user_id, Failures())
            log.info("%s signed in (%d wrong before)", user_id, failed.count)
            return user

    def failures(self, user_id: str) -> Failures:
        """How often the password was wrong in a row."""
        kept = self._door.recall(_KEPT + user_id)
        if not kept:
            return Failures()
        try:
            return msgspec.json.decode(kept, type=Failures)
        except msgspec.DecodeError:
            log.warning("the count of wrong passwords of %s cannot be read: counted as one short of a wait", user_id)
            return Failures(count=4, last=self._door.now())

    def _keep(self, user_id: str, failed: Failures) -> None:
        self._door.keep(_KEPT + user_id, msgspec.json.encode(failed).decode())


def made(password: str) -> str:
    """The verifier of a new password; takes a while."""
    return passwords.verifier(password)
