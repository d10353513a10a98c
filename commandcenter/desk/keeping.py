"""What a window asks of whoever keeps a workstation: opening, backing up, moving, where its key lies. Done by app."""

from dataclasses import dataclass
from typing import Protocol

from commandcenter.desk.errand_desk import Say, Stopped


@dataclass(frozen=True, kw_only=True)
class RecoverySheet:
    """The recovery key and whose it is, as it is shown and printed. `at`: when it was made, ms UTC.

    `folder`: where the workstation lies; the key is never written there.
    """

    key: str
    street_name: str = ""
    station_name: str = ""
    at: int = 0
    folder: str = ""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """How a workstation is kept. `how`: file, os, password; `recovery`: none, issued, noted; `last`: newest backup."""

    how: str
    recovery: str
    folder: str
    backup_name: str
    last: str = ""
    last_at: int = 0


@dataclass(frozen=True, kw_only=True)
class AskedRestore:
    """What a person gave to restore. `by`: recovery, password or folder (the key that lies there still)."""

    file: str
    by: str
    secret: str = ""
    how: str = "os"
    password: str = ""
    folder: str = ""
    replace: bool = False


@dataclass(frozen=True, kw_only=True)
class Made:
    """What a backup holds that was written or restored: whose, up to which number, how many changes wait, its time."""

    file: str
    street_name: str
    station_name: str
    seq: int
    waiting: int
    at: int


class Keeper(Protocol):
    """Keeps an open workstation. All but `kept` and `noted` take a while: in a thread of their own.

    Raises (each): Failed.
    """

    def kept(self) -> Kept:
        """Where the key lies, and what opens a backup."""
        ...

    def back_up(self, to: str, say: Say, stopped: Stopped) -> str:
        """Write a backup. Returns where it lies."""
        ...

    def support_parts(self, say: Say, stopped: Stopped) -> tuple[tuple[str, str], ...]:
        """Names and texts of what a support bundle would hold; nothing is written."""
        ...

    def write_support(self, parts: tuple[tuple[str, str], ...], to: str) -> str:
        """Write the bundle that was looked at. Returns where it lies."""
        ...

    def place(self, how: str, password: str) -> None:
        """Keep the key elsewhere, or under another password."""
        ...

    def new_recovery(self) -> RecoverySheet:
        """Another recovery key; the one before opens only earlier backups."""
        ...

    def noted(self) -> None:
        """The recovery key was written down."""
        ...


class Restoring(Protocol):
    """Moves a workstation out, or restores one, while no window has it. Raises (each): Failed."""

    def move(self, to: str, say: Say, stopped: Stopped) -> Made:
        """Write everything into a file for another computer, and close this folder for good."""
        ...

    def restore(self, asked: AskedRestore, say: Say, stopped: Stopped) -> Made:
        """Make a workstation of a backup."""
        ...


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
