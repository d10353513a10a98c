"""125 to 200 % with large text on a screen of 1920×1080: the window fits, no words are cut, in it or in a dialog."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from commandcenter import paths
from tests.ui import reach


@pytest.mark.parametrize("factor", ["1.25", "1.5", "2.0"])
def test_nothing_is_cut_at_larger_scales(folder: Path, tmp_path: Path, factor: str):
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.scaled", str(shutil.copytree(folder, tmp_path / "scaled")), "-", "1920",
         "1080"],
        cwd=paths.ROOT, env=os.environ | {"QT_SCALE_FACTOR": factor, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True, encoding="utf-8", timeout=600, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.splitlines() == [f"looked at {1 + len(reach.DIALOGS)}"]
