"""A small demo city, built once; each test that changes something works on a copy of a folder."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from commandcenter.app import demo

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
