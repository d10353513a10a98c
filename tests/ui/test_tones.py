"""The tones are ours, small and distinct; the player is a real child process, or a beep."""

import os
import runpy
import signal
import sys
import wave
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess

from commandcenter.core.alarms import Kind
from commandcenter.desk.kept_files import Unkept
from commandcenter.desk.tone_desk import FILE, SILENT, ToneDesk, Tones
from commandcenter.ui import tones
from commandcenter.ui.tones import TonePlayer, quieter

SCRIPT = Path(__file__).parent.parent.parent / "scripts" / "make_tones.py"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the players here are shell scripts")


def test_the_script_makes_the_tones_byte_for_byte():
    made = runpy.run_path(str(SCRIPT))
    kept = {file.stem: file.read_bytes() for file in tones.TONES.glob("*.wav")}
    assert kept == {kind: made["tone"](kind) for kind in made["TONES"]}
    assert set(kept) == {kind.value for kind in Kind}
    assert len(set(kept.values())) == len(kept)
    assert sum(map(len, kept.values())) < 100_000


def test_a_quieter_file_is_the_same_tone_with_smaller_samples(tmp_path):
    quieter(tones.TONES / "near.wav", tmp_path / "q.wav", 0.5)
    with wave.open(str(tmp_path / "q.wav")) as soft, wave.open(str(tones.TONES / "near.wav")) as loud:
        assert soft.getparams() == loud.getparams()
        a, b = soft.readframes(2_000), loud.readframes(2_000)
    top = max(abs(int.from_bytes(b[i:i + 2], "little", signed=True)) for i in range(0, len(b), 2))
    half = max(abs(int.from_bytes(a[i:i + 2], "little", signed=True)) for i in range(0, len(a), 2))
    assert half == round(top * 0.5)


@pytest.fixture
def player_of(qapp, tmp_path):
    made = []

    def make(script: str) -> tuple[TonePlayer, Path, list[str]]:
        """A player whose program is this shell script; what it was given, and how often it beeped."""
        program, said = tmp_path / "play", tmp_path / "said"
        program.write_text(f'#!/bin/sh\necho "$1" >> {said}\n{script}\n')
        program.chmod(0o755)
        beeps: list[str] = []
        player = TonePlayer((str(program),), beep=lambda: beeps.append("beep"))
        made.append(player)
        return player, said, beeps

    yield make
    for player in made:
        player.close()
        player.deleteLater()


def _played(said: Path) -> list[str]:
    return [Path(line).name for line in said.read_text().split()] if said.exists() else []


def test_it_plays_and_leaves_no_process_behind(player_of, qtbot):
    player, said, beeps = player_of("")
    assert player.play("near", "high", 1)
    pid = player._process.processId()
    qtbot.waitUntil(lambda: not player.is_playing)
    assert _played(said) == ["near.wav"]
    assert beeps == []
    assert not Path(f"/proc/{pid}").exists()  # reaped
    qtbot.waitUntil(lambda: not player.findChildren(QProcess))


def test_one_at_a_time_and_the_more_urgent_wins(player_of, qtbot):
    player, said, _ = player_of("exec sleep 30")
    assert player.play("near", "high", 1)
    qtbot.waitUntil(lambda: _played(said) == ["near.wav"])
    assert not player.play("overdue", "high", 1)
    first = player._process.processId()
    assert player.play("severe", "high", 3)
    assert not player.play("near", "high", 1)
    qtbot.waitUntil(lambda: _played(said) == ["near.wav", "severe.wav"])
    qtbot.waitUntil(lambda: not Path(f"/proc/{first}").exists())
    assert len([p for p in player.findChildren(QProcess) if p.state() != QProcess.ProcessState.NotRunning]) == 1
    player.close()
    assert not player.is_playing


def test_a_player_that_hangs_is_ended(player_of, qtbot):
    player, said, _ = player_of("exec sleep 30")
    player._end.setInterval(50)
    player.play("near", "high", 1)
    qtbot.waitUntil(lambda: not player.is_playing)
    assert player.play("near", "high", 1)


def test_no_device_is_no_error(player_of, qtbot):
    player, said, beeps = player_of("echo no such device >&2; exit 1")
    assert player.play("near", "high", 1)
    qtbot.waitUntil(lambda: not player.is_playing)
    assert player.play("overdue", "high", 1)
    qtbot.waitUntil(lambda: len(_played(said)) == 2)
    assert beeps == []


def test_a_player_that_dies_is_no_error(player_of, qtbot):
    player, said, _ = player_of("exec sleep 30")
    player.play("near", "high", 1)
    qtbot.waitUntil(lambda: bool(_played(said)))
    os.kill(player._process.processId(), signal.SIGKILL)
    qtbot.waitUntil(lambda: not player.is_playing)


def test_without_a_player_it_beeps(qapp, qtbot, tmp_path):
    beeps = []
    gone = TonePlayer((str(tmp_path / "gone"),), beep=lambda: beeps.append(1))
    gone.play("near", "high", 1)
    qtbot.waitUntil(lambda: len(beeps) == 1)
    gone.play("near", "high", 1)
    assert len(beeps) == 2
    none = TonePlayer((), beep=lambda: beeps.append(1))
    assert none.play("near", "low", 1)
    assert not none.play("near", "off", 1)
    assert len(beeps) == 3


def test_the_players_are_looked_for_by_name(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert tones.find_player() == ()
    for name in ("aplay", "paplay"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    assert tones.find_player() == (str(tmp_path / "paplay"),)
    (tmp_path / "paplay").unlink()
    assert tones.find_player() == (str(tmp_path / "aplay"), "-q")


def test_a_quieter_tone_is_a_file_of_its_own_and_goes_with_the_player(player_of, qtbot):
    player, said, _ = player_of("")
    player.play("near", "low", 1)
    qtbot.waitUntil(lambda: not player.is_playing)
    (line,) = said.read_text().split()
    assert Path(line).exists()
    assert Path(line).read_bytes() != (tones.TONES / "near.wav").read_bytes()
    player._folder.remove()
    assert not Path(line).exists()


def test_tones_are_chosen_and_kept(caplog):
    files = Unkept()
    desk = ToneDesk(files)
    desk.load()
    assert [desk.view.of(kind) for kind in Kind] == [kind.value for kind in Kind]
    desk.choose(Tones(volume="low", kinds={"near": SILENT, "overdue": "severe", "reply": "nonsense"}))
    again = ToneDesk(files)
    again.load()
    assert (again.view.volume, again.view.of(Kind.NEAR), again.view.of(Kind.OVERDUE)) == ("low", SILENT, "severe")
    assert again.view.of(Kind.REPLY) == "reply"
    files.write(FILE, b"{")
    broken = ToneDesk(files)
    broken.load()
    assert broken.view == Tones()
    assert "tones not read" in caplog.text
