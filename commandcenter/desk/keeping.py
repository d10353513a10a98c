"""What a window asks of whoever keeps a workstation: opening its store, and where its key lies. Done by app."""

from typing import Protocol


class Opening(Protocol):
    """Opens the store of a folder. Calls take a while: in a thread of their own.

    Raises (each): Failed.
    """

    def by_password(self, password: str) -> bytes:
        """The store's key."""
        ...

    def by_recovery(self, text: str) -> bytes:
        """The store's key by its recovery key."""
        ...

    def set_password(self, key: bytes, password: str) -> None:
        """Another password from now on."""
        ...
