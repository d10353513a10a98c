"""Runs the set-up window until it is done or closed."""

from collections.abc import Callable

from PySide6.QtCore import QEventLoop

from commandcenter.desk.setup_desk import Deliver, SetupDesk
from commandcenter.settings import Settings
from commandcenter.ui.bridge import Bridge
from commandcenter.ui.first_light import application, speak
from commandcenter.ui.setup_window import SetupWindow


def run(
    make: Callable[[Deliver], SetupDesk], settings: Settings, folder: str, *, key_store: bool,
    language_chosen: Callable[[str], None],
) -> tuple[bool, str]:
    """Whether the workstation is ready, and the language that was chosen."""
    app = application(settings)
    bridge, loop = Bridge(), QEventLoop()
    desk = make(bridge.deliver)

    def spoken(language: str) -> None:
        speak(app, language)
        language_chosen(language)

    shown = SetupWindow(desk, folder, settings.language, key_store=key_store, speak=spoken)
    shown.finished.connect(loop.quit)
    shown.show()
    loop.exec()
    desk.close()
    done, language = desk.view.step == "done", shown.language
    shown.finished.disconnect(loop.quit)
    shown.close()
    bridge.close()
    shown.deleteLater()
    app.sendPostedEvents()
    return done, language
