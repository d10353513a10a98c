"""What follows a window that closed itself: moving the workstation away, restoring another over it, or
opening it anew."""

from pathlib import Path

from commandcenter.app.keeping import Moving
from commandcenter.desk.keeping_desk import After
from commandcenter.settings import Settings
from commandcenter.store import keys


def follow(after: After, folder: Path, settings: Settings, key: bytes) -> bytes | None:
    """Do what was wanted in pages; the key with which the window opens again, None where it does not."""
    if after.what == "reopen":
        return key
    from commandcenter.ui import restore_pages

    folder = folder.absolute()  # as it is shown
    work = Moving(folder, settings.language, key)
    if after.what == "move":
        return None if restore_pages.move(work, settings, after.path) else key
    own = keys.source(folder)["how"] != "password"
    done, password = restore_pages.restore(
        work, settings, str(folder), key_store=keys.os_store_available(), own_key=own)
    return keys.load(folder, password=password or None) if done else key
