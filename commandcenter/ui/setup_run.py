"""Runs the set-up window until it is done or closed."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEventLoop

from commandcenter.desk.errand_desk import ErrandDesk
from commandcenter.desk.keeping import Restoring
from commandcenter.desk.setup_desk import Deliver, SetupDesk
from commandcenter.settings import Settings
from commandcenter.ui.bridge import Bridge
from commandcenter.ui.first_light import application, speak
from commandcenter.ui.setup_window import SetupWindow


@dataclass(frozen=True, kw_only=True)
class Over:
    """How the set-up ended: whether the workstation is ready, in which language; `restored`: from a backup, which this
    password opens ("" where none does).
    """

    done: bool
    language: str
    restored: str | None = None


def run(
    make: Callable[[Deliver], SetupDesk], settings: Settings, folder: str, *, key_store: bool,
    language_chosen: Callable[[str], None], restoring: Restoring | None = None, free: bool = False,
) -> Over:
    """Show the window. `free`: a person may choose another folder."""
    app = application(settings)
    bridge, loop = Bridge(), QEventLoop()
    desk, errands = make(bridge.deliver), ErrandDesk(bridge.deliver)

    def spoken(language: str) -> None:
        speak(app, language)
        language_chosen(language)

    shown = SetupWindow(desk, folder, settings.language, key_store=key_store, speak=spoken, errands=errands,
                        restoring=restoring, free=free)
    shown.finished.connect(loop.quit)
    shown.show()
    loop.exec()
    desk.close()
    errands.close()
    over = Over(done=desk.view.step == "done" or shown.restored is not None, language=shown.language,
                restored=shown.restored)
    shown.finished.disconnect(loop.quit)
    shown.close()
    bridge.close()
    shown.deleteLater()
    app.sendPostedEvents()
    return over
