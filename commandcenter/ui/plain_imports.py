"""Imports beside PySide6 cost what they cost without it.

From its first import on PySide6 reads and keeps the source of every module that is imported, to see whether it might
use `from __feature__ import …`. Nothing here does: at the start of the window that was a tenth of all time and 30 MB.
"""

from importlib import import_module


def set_up() -> None:
    """Have the sources left alone; before the first import of PySide6, where nothing of it was imported yet."""
    import_module("shiboken6")
    try:
        feature = import_module("shibokensupport.feature")
    except ImportError:  # another PySide6 looks for it elsewhere, or no longer
        return
    vars(feature)["_mod_uses_pyside"] = _uses_no_feature


def _uses_no_feature(_module: object) -> bool:
    return False
