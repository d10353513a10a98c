"""Where things lie on disk. The only module that looks at __file__ or the user's folders."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "resources"
MIGRATIONS = ROOT / "db"
CHOSEN_FILE = "folder.txt"  # in the usual folder: where the workstation lies, if elsewhere


def default_data() -> Path:
    """The folder of this user's workstation when none is named: the usual one, or the one that was chosen."""
    usual = _usual()
    try:
        chosen = Path((usual / CHOSEN_FILE).read_text("utf-8").strip())
    except (OSError, ValueError):
        return usual
    return chosen if chosen.is_absolute() else usual


def choose_data(folder: Path) -> None:
    """Let this folder be the one that is opened when none is named."""
    usual = _usual()
    if folder.resolve() == usual.resolve():
        (usual / CHOSEN_FILE).unlink(missing_ok=True)
        return
    usual.mkdir(parents=True, exist_ok=True)
    (usual / CHOSEN_FILE).write_text(f"{folder.resolve()}\n", "utf-8")


def _usual() -> Path:
    import platformdirs  # only where no folder is named

    return Path(platformdirs.user_data_dir("commandcenter", appauthor=False))
