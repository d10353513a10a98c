"""The first start without a workstation: the set-up window, joining in a thread, and the words for what goes wrong."""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from commandcenter import paths
from commandcenter import settings as settings_file
from commandcenter.app import station as st
from commandcenter.app.failures import EXPECTED, told
from commandcenter.app.join import join
from commandcenter.app.keeping import Moving, sheet_of
from commandcenter.app.words import say as words_of
from commandcenter.desk.keeping import RecoverySheet
from commandcenter.desk.setup_desk import Asked, SetupDesk, SetupFault
from commandcenter.settings import Settings
from commandcenter.store import keys
from commandcenter.store.engine import look_into


class _Stopped(Exception):
    """A person stopped it."""


class Joining:
    """Joins a folder to a platform; a token that was made once is used again after a fault."""

    def __init__(self, folder: Path, language: str) -> None:
        self.folder, self.language = folder, language
        self.password = ""
        self._about: st.About | None = None
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
        if asked.folder:
            self.folder = Path(asked.folder).expanduser()
        try:
            ca = Path(asked.ca).read_text("ascii", "replace") if asked.ca else ""
            station, _ = asyncio.run(join(
                self.folder, asked.url, asked.code, how=asked.how, password=lambda: asked.password,
                progress=progress, fresh=self._fresh, ca=ca))
            with station:
                self._about = station.about
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
        held = key or keys.load(self.folder)
        with look_into(self.folder, held) as store:
            self._about = st.read_about(store)
        return keys.issue_recovery(self.folder, held)

    def sheet(self, key: str) -> RecoverySheet:
        """This recovery key, as it is shown and printed."""
        return sheet_of(key, self._about, self.folder)

    def noted(self) -> None:
        """The recovery key was written down."""
        keys.note_recovery(self.folder)


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A workstation that may be opened: where it lies, the password that opens it ("" where none does), language."""

    folder: Path
    password: str
    language: str


def run(folder: Path, settings: Settings, key: bytes | None = None, *, free: bool = False) -> Ready | None:
    """Show the set-up until it is done or left (None). `free`: a person may choose another folder."""
    from commandcenter.ui import setup_run

    folder = folder.absolute()  # as it is shown, and may be typed over
    work, moving = Joining(folder, settings.language), Moving(folder, settings.language)
    owed = work.owed(key)

    def chosen(language: str) -> None:
        work.language = moving.language = language

    over = setup_run.run(
        lambda deliver: SetupDesk(work, deliver, owed), settings, str(folder), key_store=keys.os_store_available(),
        language_chosen=chosen, restoring=moving, free=free)
    restored = over.restored is not None
    lies = moving.folder if restored else work.folder
    if st.exists(lies) and not restored:
        settings_file.save(lies, replace(settings, language=over.language))
    if not over.done:
        return None
    if free:
        paths.choose_data(lies)
    return Ready(folder=lies, password=over.restored or "" if restored else work.password, language=over.language)
