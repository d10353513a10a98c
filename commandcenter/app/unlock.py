"""Opening a store whose key comes from a password, in a page of the window; the recovery key opens it too, and also
one whose key lies in a key store of the system that does not give it."""

import logging
from pathlib import Path

from commandcenter.app.failures import EXPECTED, told
from commandcenter.app.words import say as words_of
from commandcenter.desk.errand_desk import Failed
from commandcenter.settings import Settings
from commandcenter.store import keys
from commandcenter.store.engine import STORE_FILE, connect, locked
from commandcenter.store.errors import StoreError

log = logging.getLogger(__name__)


class Unlocking:
    """Opens one folder; what goes wrong is a sentence in this language."""

    def __init__(self, folder: Path, language: str) -> None:
        self.folder, self.language = folder, language

    def by_password(self, password: str) -> bytes:
        """The store's key.

        Raises:
            Failed.
        """
        try:
            key = keys.load(self.folder, password=password)
            self._prove(key)
        except EXPECTED as err:
            log.warning("the store was not opened: %s", told(err)[0])
            raise self._failed(err) from err
        return key

    def by_recovery(self, text: str) -> bytes:
        """The store's key by its recovery key.

        Raises:
            Failed.
        """
        try:
            key = keys.recover(self.folder, text)
        except EXPECTED as err:
            log.warning("the store was not opened: %s", told(err)[0])
            raise self._failed(err) from err
        log.info("the store was opened by its recovery key")
        return key

    def set_password(self, key: bytes, password: str) -> None:
        """Another password from now on.

        Raises:
            Failed.
        """
        try:
            with locked(self.folder):
                keys.place(self.folder, key, how="password", password=password)
        except EXPECTED as err:
            raise self._failed(err) from err

    def _prove(self, key: bytes) -> None:
        """A password that is the key itself, as in earlier versions, is tried on the store."""
        if not keys.is_legacy(self.folder) or (self.folder / keys.NEXT_FILE).exists():
            return
        try:
            connect(self.folder / STORE_FILE, key, read_only=True).close()
        except StoreError as err:
            raise StoreError("password-wrong") if err.key == "store-broken" else err from err

    def _failed(self, err: Exception) -> Failed:
        return Failed(words_of(*told(err), self.language))


def run(folder: Path, settings: Settings, failed: StoreError | None = None) -> bytes | None:
    """Show the page until the store is open; its key, or None where the page was left.

    `failed`: what the key store of the system said, where the key lies there; then only the recovery key opens.
    """
    from commandcenter.ui import unlock_pages

    return unlock_pages.run(
        Unlocking(folder, settings.language), settings, str(folder), recovery=keys.recovery_state(folder) != "none",
        new_password=not keys.is_legacy(folder),
        why=words_of(failed.key, failed.facts, settings.language) if failed is not None else "")
