"""What happens before anything heavy is imported: the first cases on the screen, the rest loaded behind them.

`python main.py [--data DIR] [--lang …] [--theme …]` alone comes here; every other command goes straight to cli.py.
What cannot be shown at once (no store yet, a password, an older schema, no display) is left to the usual way, and said
there.
"""

import gc
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from commandcenter.app import clock

if TYPE_CHECKING:
    from commandcenter.ui.first_light import FirstLight

_TAKES = {"--data", "--lang", "--theme"}  # what this way of starting understands
_HEAVY = ("commandcenter.app.commands", "commandcenter.app.window", "commandcenter.ui.run", "qasync", "sqlalchemy",
          "commandcenter.sync.client")
shown: "list[FirstLight]" = []
"""The first light, until the real window takes it away."""


def begin(argv: Sequence[str]) -> bool:
    """Show the first cases and import the rest behind them; False where the operator has closed it again."""
    given = plain_start(argv)
    if given is None:
        return True
    from commandcenter import paths
    from commandcenter import settings as kept
    from commandcenter.store.first_page import first_page

    folder = Path(given["--data"]) if "--data" in given else paths.default_data()
    page = first_page(folder)
    if page is None:
        return True
    from commandcenter.ui import plain_imports

    plain_imports.set_up()
    from commandcenter.ui import first_light

    if not first_light.has_display():
        return True
    try:
        settings = kept.load(folder)
    except kept.SettingsError:
        return True
    settings = replace(
        settings, language=given.get("--lang", settings.language), theme=given.get("--theme", settings.theme))
    gc.disable()  # what is imported and built stays: looking through it again and again is for nothing (ui/steady.py)
    first_light.application(settings, plain=True)
    light = first_light.FirstLight(page, clock.now_ms(), folder / "layout.ini")
    shown.append(light)
    ready = threading.Event()
    worker = threading.Thread(target=_import, args=(ready,), name="imports", daemon=True)
    light.stay(worker.start, ready.is_set)
    return not light.over


def take() -> "FirstLight | None":
    """The first light, for the window that takes its place; None where there was none."""
    return shown.pop() if shown else None


def _import(ready: threading.Event) -> None:
    try:
        for name in _HEAVY:
            __import__(name)
    except ImportError:
        pass  # raised again, and heard, where it is used
    finally:
        ready.set()


def plain_start(argv: Sequence[str]) -> dict[str, str] | None:
    """The arguments by name; None where something else is asked for than the window."""
    found: dict[str, str] = {}
    words = list(argv)
    while words:
        name, equals, value = words.pop(0).partition("=")
        if name not in _TAKES or not (equals or words):
            return None
        found[name] = value if equals else words.pop(0)
    fits = found.get("--lang", "en") in ("en", "zh_CN") and found.get("--theme", "light") in ("light", "dark")
    return found if fits else None
