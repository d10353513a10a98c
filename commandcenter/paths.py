"""Where things lie on disk. The only module that looks at __file__ or the user's folders."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "resources"
MIGRATIONS = ROOT / "db"


def default_data() -> Path:
    """The folder of this user's workstation when none is named."""
    import platformdirs  # only where no folder is named

    return Path(platformdirs.user_data_dir("commandcenter", appauthor=False))
