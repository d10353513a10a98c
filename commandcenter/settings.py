"""The workstation's settings: one frozen dataclass, read once, passed in by app. Window geometry alone is Qt's."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = "settings.json"
VERSION = "0.1.0"  # as pyproject.toml has it


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a person may set. Nothing secret stands here."""

    language: str = "zh_CN"  # zh_CN | en
    theme: str = "light"  # light | dark
    text_size: str = "medium"  # small | medium | large
    operator: str = ""  # user id
    sync_every_s: int = 60
    backup_daily: bool = True
    backup_folder: str = ""  # empty: a folder beside the store
    backup_keep: int = 3  # how many of the daily ones
    lock_after_min: int = 10  # without a key or a click; 0: never. Only where people sign in


class SettingsError(ValueError):
    """The file is there but holds no settings; `where` is its path."""

    def __init__(self, where: Path, what: str) -> None:
        super().__init__(f"{where}: {what}")
        self.where, self.what = where, what


def load(folder: Path) -> Settings:
    """Read the settings of a data folder; a missing file gives the defaults, unknown names are left alone.

    Raises:
        SettingsError: the file is there but is not settings.
    """
    path = folder / FILE
    if not path.exists():
        return Settings()
    try:
        raw = json.loads(path.read_text("utf-8"))
        known = {k: v for k, v in raw.items() if k in Settings.__dataclass_fields__}
    except (OSError, ValueError, AttributeError) as err:
        raise SettingsError(path, str(err)) from err
    for name, value in known.items():
        if type(value) is not type(getattr(Settings(), name)):
            raise SettingsError(path, name)
    return Settings(**known)


def save(folder: Path, settings: Settings) -> None:
    """Write the settings, whole or not at all."""
    path = folder / FILE
    temporary = path.with_suffix(".new")
    temporary.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=1) + "\n", "utf-8")
    os.replace(temporary, path)
