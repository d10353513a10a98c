"""Keeping a workstation by the command line: back up, restore, move, keys, support; codes and one JSON object."""


import pytest


@pytest.fixture
def secret(tmp_path):
    def write(name: str, text: str):
        path = tmp_path / name
        path.write_text(text + "\n", "utf-8")
        return path

    return write


def test_a_whole_life(ask, secret, station_folder, tmp_path):
    code, status = ask("key", "status", "--data", station_folder)
    assert (code, status["kept"], status["recovery"]) == (0, "file", "none")
    code, told = ask("move", "--data", station_folder, "--to", tmp_path / "m.ccbackup")
    assert (code, told["reason"]) == (1, "move-no-recovery")
    recovery = secret("r", ask("key", "recovery", "--data", station_folder)[1]["recovery"])
    code, made = ask("backup", "--data", station_folder, "--to", tmp_path)
    assert code == 0
    assert made["file"].endswith(".ccbackup")
    assert ask("backup", "--data", station_folder, "--to", made["file"])[1]["reason"] == "backup-exists"
    new = secret("p", "新密码2027")
    code, back = ask("restore", "--from", made["file"], "--data", tmp_path / "back", "--recovery-file", recovery,
                     "--keep-key", "password", "--new-password-file", new)
    assert (code, back["seq"]) == (0, made["seq"])
    before = ask("verify", "--data", station_folder)[1]
    assert ask("verify", "--data", tmp_path / "back", "--password-file", new)[1] == before
    forgotten = secret("f", "忘了")
    assert ask("verify", "--data", tmp_path / "back", "--password-file", forgotten)[1]["reason"] == "password-wrong"
    newer = secret("n", "更新的密码")
    assert ask("key", "password", "--data", tmp_path / "back", "--recovery-file", recovery,
               "--new-password-file", newer)[0] == 0
    assert ask("verify", "--data", tmp_path / "back", "--password-file", newer)[1] == before
    code, changed = ask("key", "change", "--data", tmp_path / "back", "--password-file", newer)
    assert code == 0
    assert ask("verify", "--data", tmp_path / "back", "--password-file", newer)[1] == before
    assert ask("key", "password", "--data", tmp_path / "back", "--recovery-file", recovery, "--new-password-file",
               new)[1]["reason"] == "recovery-wrong"
    assert changed["recovery"] != recovery.read_text().strip()


def test_move_hands_everything_on_and_closes_the_folder(ask, secret, station_folder, tmp_path):
    before = ask("verify", "--data", station_folder)[1]
    recovery = secret("r", ask("key", "recovery", "--data", station_folder)[1]["recovery"])
    assert ask("move", "--data", station_folder, "--to", tmp_path / "m.ccbackup")[0] == 0
    assert ask("sync", "--data", station_folder)[1]["reason"] == "retired"
    assert ask("restore", "--from", tmp_path / "m.ccbackup", "--data", tmp_path / "new", "--recovery-file",
               recovery)[0] == 0
    assert ask("verify", "--data", tmp_path / "new")[1] == before


def test_support_shows_and_writes(ask, station_folder, tmp_path):
    code, told = ask("support", "--data", station_folder, "--to", tmp_path / "help.zip")
    assert code == 0
    assert set(told["parts"]) == {"versions.json", "workstation.json", "settings.json", "counts.json", "verify.json",
                                  "log.txt"}
    assert (tmp_path / "help.zip").exists()
