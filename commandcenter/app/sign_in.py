"""Signing in for a command without a window: in a street with accounts an act needs its user's password too."""

import getpass
import sys
from pathlib import Path

from commandcenter.core.rules import Refused
from commandcenter.door.accounts import Accounts
from commandcenter.door.door import Door
from commandcenter.store.errors import StoreError


def sign_in(door: Door, user: str, secret: Path | None) -> None:
    """Check the password of who acts: from a file, else asked for at a terminal. Nothing where there are no accounts.

    Raises:
        Refused: sign-in-needed, and those of Accounts.sign_in.
        StoreError: password-unreadable.
    """
    if not door.books.users.enforced:
        return
    if secret is not None:
        try:
            password = secret.read_text("utf-8").strip("\r\n")
        except (OSError, ValueError) as err:
            raise StoreError("password-unreadable", where=str(secret)) from err
    elif sys.stdin.isatty():
        password = getpass.getpass(f"{user}: ")
    else:
        raise Refused("sign-in-needed")
    Accounts(door).sign_in(user, password)
