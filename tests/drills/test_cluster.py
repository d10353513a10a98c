"""Which Patroni the fail-over drill takes, and what it says where it cannot run. The drill itself is `make drill`."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.drills import cluster, patroni

SAYS = "#!/bin/sh\necho patroni 4.0.9\n"


@pytest.fixture
def places(tmp_path, monkeypatch):
    """Two empty ones: for .venv-drill, and the whole of PATH."""
    monkeypatch.setattr(cluster, "VENV", tmp_path / "venv")
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    return tmp_path / "venv", tmp_path / "path"


def put(file: Path, text: str = SAYS) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    file.chmod(0o755)
    return file


def test_the_pinned_patroni_is_taken_before_one_on_path(places):
    venv, path = places
    beside = put(path / "patroni")
    pinned = put(venv / "bin" / "python")
    assert cluster.patroni() == [str(beside)]  # half-made: no stamp yet
    put(venv / "stamp")
    assert cluster.patroni() == [str(pinned), "-m", "patroni"]


def test_somebody_can_run_the_patroni_of_a_checkout_that_lets_nobody_in(places, tmp_path, monkeypatch):
    if os.geteuid() != 0:
        pytest.skip("only root runs it as another")
    venv, _ = places
    put(venv / "bin" / "python")
    put(venv / "stamp")
    venv.chmod(0o700)
    folder = cluster.own_folder()
    try:
        command = cluster.runnable(folder)
        assert Path(command[0]).is_relative_to(folder)
        assert cluster.version(command, folder) == "4.0.9"
    finally:
        shutil.rmtree(folder)


def test_a_program_that_cannot_be_run_is_told_with_what_it_said(tmp_path):
    folder = cluster.own_folder()
    try:
        broken = put(folder / "patroni", "#!/bin/sh\necho no such module >&2\nexit 1\n")
        with pytest.raises(AssertionError, match=r"cannot run .*patroni.*no such module"):
            cluster.version([str(broken)], folder)
    finally:
        shutil.rmtree(folder)


def test_where_something_is_missing_the_drill_says_what_and_does_not_run(places, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["patroni"])
    assert patroni.main() == 3
    said = capsys.readouterr().err
    assert "patroni (.venv-drill)" in said
    assert "etcd-server" in said
    assert "make drill" in said


def test_what_is_source_only_is_in_the_lock_with_the_tool_that_builds_it():
    lock = (cluster.ROOT / "requirements-drill.txt").read_text()
    setup = (cluster.ROOT / "scripts" / "setup.sh").read_text()
    named = next(line for line in setup.splitlines() if line.startswith("SOURCE_ONLY="))
    for name in named.split("=")[1].split()[0].split(","):
        assert f"\n{name}==" in lock
    wanted = re.search(r"sed -n '([^']+)'", setup)
    assert wanted is not None
    cut = subprocess.run(["sed", "-n", wanted[1]], input=lock, capture_output=True, text=True, check=True).stdout
    assert cut.startswith("setuptools==")
    assert cut.count("==") == 1
    assert cut.count("--hash=sha256:") >= 1
