"""A small demo city, built once; each test that changes something works on a copy of a folder."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from commandcenter.app import cli, demo
from tests.app.ran import Ran

DAY = "2026-03-04"  # a Wednesday, over: the demo's instant is its last minute
CASES = 240


@dataclass(frozen=True, kw_only=True)
class City:
    data: Path
    result: dict[str, object]
    stations: tuple[Path, ...]


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    data = tmp_path_factory.mktemp("city") / "demo"
    result = demo.build(data, cases=CASES, seed=7, day=DAY)
    return City(data=data, result=result, stations=tuple(Path(w["data"]) for w in result["workstations"]))


@pytest.fixture
def station_folder(city: City, tmp_path: Path) -> Path:
    return Path(shutil.copytree(city.stations[0], tmp_path / "station"))


@pytest.fixture
def chinese(monkeypatch):
    """The language that is spoken where the machine names none."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def ask(capsys, chinese):
    """The command line with --json: its exit code, and the object that it printed."""

    def call(*argv: object):
        code = cli.main([*(str(a) for a in argv), "--json"])
        cli.keep_log(None)
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, json.loads(said.out)

    return call


@pytest.fixture
def run(capsys):
    """Run a command in this process."""

    def call(*argv: object) -> Ran:
        code = cli.main([str(a) for a in argv])
        cli.keep_log(None)
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return Ran(code, said.out, said.err)

    return call
