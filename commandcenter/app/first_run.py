"""The first start without a workstation: the set-up window, joining in a thread, and the words for what goes wrong."""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from commandcenter import settings as settings_file
from commandcenter.app import station as st
from commandcenter.app.failures import EXPECTED, told
from commandcenter.app.join import join
from commandcenter.app.words import say as words_of
from commandcenter.desk.setup_desk import Asked, SetupDesk, SetupFault
from commandcenter.settings import Settings
from commandcenter.store import keys


class _Stopped(Exception):
    """A person stopped it."""


class Joining:
    """Joins a folder to a platform; a token that was made once is used again after a fault."""

    def __init__(self, folder: Path, language: str) -> None:
        self.folder, self.language = folder, language
        self.password = ""
        self._fresh = secrets.token_urlsafe(32)

    def join(self, asked: Asked, say: Callable[[int, int], None], stopped: Callable[[], bool]) -> str:
        """The recovery key to be noted.

        Raises:
            SetupFault.
        """
        def progress(done: int, of: int) -> None:
            if stopped():
                raise _Stopped
            say(done, of)

        self.password = asked.password
        try:
            ca = Path(asked.ca).read_text("ascii", "replace") if asked.ca else ""
            station, _ = asyncio.run(join(
                self.folder, asked.url, asked.code, how=asked.how, password=lambda: asked.password,
                progress=progress, fresh=self._fresh, ca=ca))
            with station:
                return keys.issue_recovery(self.folder, station.store.key)
        except _Stopped as err:
            raise SetupFault("") from err
        except EXPECTED as err:
            raise SetupFault(words_of(*told(err), self.language)) from err

    def owed(self, key: bytes | None = None) -> str:
        """A new recovery key where one was given and never noted (the set-up was left too early); else "".

        `key`: the store's, where it was opened already.
        """
        if not st.exists(self.folder):
            return ""
        return keys.issue_recovery(self.folder, key or keys.load(self.folder))

    def noted(self) -> None:
        """The recovery key was written down."""
        keys.note_recovery(self.folder)


def run(folder: Path, settings: Settings, key: bytes | None = None) -> tuple[bool, str, Settings]:
    """Show the set-up until it is done or left: whether a workstation is ready, its password, the settings."""
    from commandcenter.ui import setup_run

    work = Joining(folder, settings.language)
    owed = work.owed(key)

    def chosen(language: str) -> None:
        work.language = language

    done, language = setup_run.run(
        lambda deliver: SetupDesk(work, deliver, owed), settings, str(folder), key_store=keys.os_store_available(),
        language_chosen=chosen)
    settings = replace(settings, language=language)
    if st.exists(folder):
        settings_file.save(folder, settings)
    return done, work.password, settings
