"""`main.py` and `main.py --demo`: the window opens anew where it closed itself for that, and then ends."""

import shutil

from commandcenter.app import cli, window
from commandcenter.desk.keeping_desk import After


def test_the_demo_opens_its_window_anew_beside_its_own_platform(city, tmp_path, monkeypatch):
    data = shutil.copytree(city.data, tmp_path / "demo")
    monkeypatch.setenv("DISPLAY", ":0")  # the window itself is not opened
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    wanted, seen = [After(what="reopen"), None], []

    def open_window(station, _settings, *, tour=None):
        seen.append((station.about.platform, tour))
        return wanted[len(seen) - 1]

    monkeypatch.setattr(window, "open_window", open_window)
    code = cli.main(["--demo", "--data", str(data)])
    cli.keep_log(None)
    assert code == 0
    url = seen[0][0]
    assert url.startswith("http://127.0.0.1:")
    assert seen == [(url, None)] * 2
