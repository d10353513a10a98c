"""The key store of the operating system, and what becomes of it: locked, gone, refusing. Each is a sentence."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from commandcenter.store.errors import StoreError

FAILED = frozenset({"no-key-store", "key-store-locked", "key-store-silent"})  # nothing is known of what it holds


class _Backend(Protocol):
    """What is used of a backend of keyring."""

    def set_password(self, service: str, username: str, password: str, /) -> None: ...

    def get_password(self, service: str, username: str, /) -> str | None: ...

    def delete_password(self, service: str, username: str, /) -> None: ...


class OsStore:
    """The one backend that fits this system, named directly: keyring's own search costs 0.2 s of start."""

    def __init__(self, backend: _Backend) -> None:
        self._backend = backend

    def set_password(self, service: str, name: str, value: str) -> None:
        """Keep a secret under a name.

        Raises:
            StoreError: `key-store-locked`, `key-store-silent`.
        """
        with _heard():
            self._backend.set_password(service, name, value)

    def get_password(self, service: str, name: str) -> str | None:
        """A secret by its name; None where there is none.

        Raises:
            StoreError: `key-store-locked`, `key-store-silent`.
        """
        with _heard():
            return self._backend.get_password(service, name)

    def delete_password(self, service: str, name: str) -> None:
        """Forget a secret.

        Raises:
            StoreError: `key-store-locked`, `key-store-silent`.
        """
        with _heard():
            self._backend.delete_password(service, name)


def find() -> OsStore:
    """The key store of this system.

    Raises:
        StoreError: `no-key-store`.
    """
    trouble = _troubles()
    try:
        if sys.platform == "win32":
            from keyring.backends.Windows import WinVaultKeyring as Backend
        elif sys.platform == "darwin":
            from keyring.backends.macOS import Keyring as Backend
        else:
            from keyring.backends.SecretService import Keyring as Backend
        if Backend.priority <= 0:
            raise StoreError("no-key-store")
        return OsStore(Backend())  # type: ignore[no-untyped-call,unused-ignore]
    except trouble as err:
        raise StoreError("no-key-store") from err


@contextmanager
def _heard() -> Iterator[None]:
    """What a key store answers with, as one of ours: a prompt that was dismissed is a store that stays locked."""
    trouble = _troubles()
    try:
        yield
    except trouble as err:
        locked = "locked" in type(err).__name__.lower() or "IsLocked" in str(err)
        raise StoreError("key-store-locked" if locked else "key-store-silent") from err


def _troubles() -> tuple[type[Exception], ...]:
    """What keyring raises, and what the bus below its backend raises by itself where there is one."""
    from keyring.errors import KeyringError

    found: tuple[type[Exception], ...] = (KeyringError, RuntimeError, ImportError, OSError, EOFError)
    if sys.platform not in ("win32", "darwin"):
        from jeepney.io.common import RouterClosed
        from jeepney.wrappers import DBusErrorResponse
        from secretstorage.exceptions import SecretStorageException

        found += (SecretStorageException, DBusErrorResponse, RouterClosed)
    return found
