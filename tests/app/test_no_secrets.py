"""What a stolen disk shows of a worked workstation: no caller, token or key, but in the files that are the owner's."""

import logging
import shutil
import stat
from pathlib import Path

import pytest

from commandcenter.app import cli
from commandcenter.app import station as st
from commandcenter.core import rules as r
from commandcenter.core.case import Role
from commandcenter.core.mapping import Refusal
from commandcenter.door.feeds import Refusals
from commandcenter.door.photos import Photos
from commandcenter.store import keys
from commandcenter.store.errors import StoreError
from tests import makes
from tests.pictures import jpeg

PHONE, NAME, IDENTITY = "13812345678", "张晓梅", "360681198805124321"
TEXT = f"来电人：{NAME}，电话{PHONE}，身份证{IDENTITY}，反映井盖丢失"
SAID_SO = {keys.KEY_FILE}  # a demo's key: for its owner only, and the status line says so


def planted(folder: Path) -> dict[str, bytes]:
    key = keys.load(folder)
    token = keys.read_token(folder, key)
    assert token is not None
    return {"phone": PHONE.encode(), "name": NAME.encode(), "identity": IDENTITY.encode(), "token": token.encode(),
            "key": key, "key in hex": key.hex().encode()}


def found(folders: list[Path], secrets: dict[str, bytes]) -> list[str]:
    """Where which secret stands in the clear."""
    return [f"{name} in {path.name}" for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()
            for name, secret in secrets.items() if path.name not in SAID_SO and secret in path.read_bytes()]


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def test_nothing_in_the_clear_says_who_called_or_opens_the_store(station_folder, temporary, tmp_path, caplog):
    secrets = planted(station_folder)
    cli.keep_log(station_folder)
    try:
        with st.open_station(station_folder) as station:
            case = station.door.submit(makes.report(text=TEXT))
            station.door.submit(r.Note(case_id=case.id, actor="dm-dispatcher-1", role=Role.DISPATCHER, text=TEXT))
            station.door.submit(r.Reveal(case_id=case.id, actor="dm-dispatcher-1", role=Role.DISPATCHER,
                                         reason="与来电人核对地点是否准确"))
            Photos(station.blobs).take(jpeg())
            station.door.keep_draft("noted:x", TEXT.encode())
            logging.getLogger("commandcenter.test").warning("a message that carries %s", TEXT)
            with Refusals(station_folder / "refusals-x.csv", ("text",), lambda found: "") as refusals:
                refusals.add(Refusal(line=2, reason="no-place", facts={}), (TEXT,))
            hurt = cli._write_down(f"Traceback …\nValueError: {TEXT}\n")
            whole = tmp_path / "while it runs"  # with the write-ahead log
            shutil.copytree(station_folder, whole)
            assert any(path.name.endswith("-wal") and path.stat().st_size for path in whole.iterdir())
        assert Path(hurt).exists()
        assert "138*****678" in Path(hurt).read_text("utf-8")
        assert found([station_folder, whole, temporary], secrets) == []
    finally:
        cli.keep_log(None)


def test_what_holds_a_key_or_token_is_for_its_owner_only(city):
    private = SAID_SO | {"demo.json", keys.SOURCE_FILE, keys.TOKEN_FILE}
    held = [path for path in city.data.rglob("*") if path.name in private]
    assert len(held) >= 3 * len(city.stations)
    assert {stat.S_IMODE(path.stat().st_mode) for path in held} == {0o600}


def test_a_copied_store_without_its_key_file_opens_for_nobody(station_folder):
    (station_folder / keys.KEY_FILE).unlink()
    with pytest.raises(StoreError, match="no-key"):
        st.open_station(station_folder)
