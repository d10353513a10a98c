"""A support bundle holds nothing of a person: names, phones, ids, token and keys are planted and sought."""

import logging
import zipfile

import pytest

from commandcenter.app import backup, cli, support
from commandcenter.app import station as st
from commandcenter.store import keys
from tests import makes

PLANTED = ("13807011234", "36068119800101123X", "王小明", "wang.xiaoming@example.com", "0701-6223456",
           "李静怡", "dm-acceptor-1", "冶金大道12号", "+86 138 0701 1234")
TOKEN = "Zk3-planted_token_of_the_platform_0123456789abc"


@pytest.fixture
def planted(station_folder):
    """A workstation whose store, folder and log are full of what must not leave it."""
    with st.open_station(station_folder) as station:
        station.remember_token(TOKEN)
        station.remember_platform("https://user:p4ssw0rd@platform.city.test:8443/sync?key=s3cret")
        recovery = keys.issue_recovery(station_folder, station.store.key)
        makes.filed(station.door, text=f"来电人王小明 {PLANTED[0]} {PLANTED[1]}", place=PLANTED[7])
        cli.keep_log(station_folder)
        log = logging.getLogger("commandcenter.test")
        for words in (*PLANTED, TOKEN, recovery, station.store.key.hex()):
            log.info("a line about %s and more", words)
            log.info("case %s now filed by {'name': '%s'}", "2dd0a2f4-7a4a-4bd5-8d51-6a1f3c1d1e55", words)
        try:
            raise ValueError(f"cannot read Wang Xiaoming {PLANTED[0]}")
        except ValueError:
            log.info("fault", exc_info=True)
        for handler in logging.getLogger().handlers:
            handler.flush()
        cli.keep_log(None)
        yield station, recovery


def test_nothing_of_a_person_and_no_secret_is_in_a_bundle(planted, tmp_path):
    station, recovery = planted
    parts = support.gather(station)
    support.write(parts, tmp_path / "help.zip")
    with zipfile.ZipFile(tmp_path / "help.zip") as archive:
        text = "\n".join(archive.read(name).decode() for name in archive.namelist())
        assert set(archive.namelist()) == {part.name for part in parts}
    for secret in (*PLANTED, TOKEN, recovery, station.store.key.hex(), "p4ssw0rd", "s3cret", "Wang", "Xiaoming",
                   "1380701", "2dd0a2f4", station.about.name, str(station.folder)):
        assert secret not in text, secret


def test_what_helps_is_in_it(planted):
    station, _ = planted
    found = {part.name: part.text for part in support.gather(station)}
    assert '"platform": "https://platform.city.test:8443"' in found["workstation.json"]
    assert '"views_equal": true' in found["verify.json"]
    assert '"waiting": 2' in found["counts.json"]
    assert "a line about" in found["log.txt"]
    assert "ValueError: <text>" in found["log.txt"]
    assert 'File "test_support.py"' in found["log.txt"]
    assert "commandcenter.test: case <id> now filed by" in found["log.txt"]


def test_it_is_never_written_over_another_file(planted, tmp_path):
    parts = support.gather(planted[0])
    (tmp_path / "help.zip").write_text("mine")
    with pytest.raises(backup.BackupError, match="backup-exists"):
        support.write(parts, tmp_path / "help.zip")
    assert (tmp_path / "help.zip").read_text() == "mine"
