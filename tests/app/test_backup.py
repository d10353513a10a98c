"""A backup is whole or not there, opens with the recovery key alone, and brings back what was saved."""

import errno
import json
import os
import subprocess
import sys
import threading
import zipfile

import pytest

from commandcenter import paths, settings
from commandcenter.app import backup, daily_backup
from commandcenter.app import station as st
from commandcenter.app.clock import now_ms
from commandcenter.store import keys
from commandcenter.store.errors import StoreError
from commandcenter.store.verify import verify
from tests import makes

PASSWORD = "新密码2027"
TOKEN = "t0ken-of-this-workstation-0123456789"


@pytest.fixture
def station(station_folder):
    with st.open_station(station_folder) as opened:
        opened.remember_token(TOKEN)
        yield opened


@pytest.fixture
def recovery(station):
    return keys.issue_recovery(station.folder, station.store.key)


def state(folder, password=None):
    with st.open_station(folder, password=password) as opened:
        found = verify(opened.store, opened.street)
        assert found.chain_ok
        assert found.views_equal
        return found.facts, found.cases, found.pending, found.state_digest, found.named_photos - found.missing_photos


def test_what_is_restored_equals_what_was_backed_up(station, recovery, tmp_path):
    makes.filed(station.door, text="备份前的案件")
    to = tmp_path / "one.ccbackup"
    made = backup.back_up(station, to)
    folder = station.folder
    station.close()
    before = state(folder)
    assert made.waiting == before[2] > 0
    back = tmp_path / "elsewhere" / "ws"
    backup.restore(to, back, backup.Opener(recovery=recovery), how="password", password=PASSWORD)
    assert state(back, PASSWORD) == before
    assert before[4] > 0  # photos too
    assert st.read_token(back, keys.load(back, password=PASSWORD)) == TOKEN
    assert settings.load(back) == settings.load(folder)
    assert keys.recover(back, recovery) == keys.load(back, password=PASSWORD)


def test_a_backup_holds_no_key_no_token_and_no_word_of_a_case(station, recovery, tmp_path):
    makes.filed(station.door, text="绝密地点井盖丢失")
    to = tmp_path / "one.ccbackup"
    backup.back_up(station, to)
    held = to.read_bytes()
    for secret in (station.store.key, station.store.key.hex().encode(), TOKEN.encode(), recovery.encode(),
                   "绝密地点".encode()):
        assert secret not in held
    with zipfile.ZipFile(to) as archive:
        assert keys.KEY_FILE not in archive.namelist()


def test_a_backup_is_of_one_moment_while_the_door_goes_on(station, recovery, tmp_path):
    over = threading.Event()
    seen = []

    def work():
        while not over.is_set():
            makes.filed(station.door)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        for n in range(3):
            to = tmp_path / f"{n}.ccbackup"
            backup.back_up(station, to)
            seen.append(to)
    finally:
        over.set()
        worker.join()
    station.close()
    for to in seen:
        back = tmp_path / to.stem
        backup.restore(to, back, backup.Opener(recovery=recovery), how="file")
        state(back)


def test_the_password_of_its_day_opens_it_too_and_a_wrong_one_does_not(tmp_path):
    about = st.About(street=makes.STREET, street_name="东门街道", letter="A", name="一号席", platform="")
    to = tmp_path / "one.ccbackup"
    with st.found(tmp_path / "ws", about, TOKEN, how="password", password="旧密码") as made:
        backup.back_up(made, to)
    with pytest.raises(StoreError, match="password-wrong"):
        backup.restore(to, tmp_path / "back", backup.Opener(password="错"))
    with pytest.raises(backup.BackupError, match="backup-opener"):
        backup.restore(to, tmp_path / "back", backup.Opener())
    assert not (tmp_path / "back").exists()
    backup.restore(to, tmp_path / "back", backup.Opener(password="旧密码"))
    st.open_station(tmp_path / "back", password="旧密码").close()


def test_a_folder_with_a_workstation_is_set_aside_only_when_asked(station, recovery, tmp_path):
    to = station.folder / daily_backup.FOLDER / "one.ccbackup"
    backup.back_up(station, to)
    makes.filed(station.door)
    folder = station.folder
    station.close()
    later = state(folder)
    with pytest.raises(backup.BackupError, match="restore-there"):
        backup.restore(to, folder, backup.Opener(folder=folder))
    backup.restore(to, folder, backup.Opener(folder=folder), replace=True)
    assert state(folder)[0] < later[0]
    assert to.exists()
    [aside] = folder.glob("before-restore-*")
    assert state(aside) == later


def test_a_moved_workstation_is_never_opened_at_two_places(station, recovery, tmp_path):
    to, folder = tmp_path / "move.ccbackup", station.folder
    backup.back_up(station, to, moved=True)
    backup.retire(folder, makes.T0)
    station.close()
    with pytest.raises(st.StationError) as caught:
        st.open_station(folder)
    assert caught.value.key == "retired"
    assert not any((folder / name).exists() for name in (keys.TOKEN_FILE, keys.CLEAR_TOKEN_FILE))
    backup.restore(to, tmp_path / "new", backup.Opener(recovery=recovery))
    with st.open_station(tmp_path / "new") as moved:
        assert moved.token() == TOKEN
        assert backup.read_manifest(to).moved


@pytest.mark.parametrize("hurt", ["cut", "flipped", "other", "newer", "text", "path", "bomb"])
def test_a_hostile_or_damaged_file_restores_nothing(station, recovery, tmp_path, hurt):
    to = tmp_path / "one.ccbackup"
    backup.back_up(station, to)
    raw = bytearray(to.read_bytes())
    if hurt == "cut":
        to.write_bytes(raw[: len(raw) // 2])
    elif hurt == "flipped":
        raw[len(raw) // 3] ^= 1
        to.write_bytes(raw)
    elif hurt == "text":
        to.write_bytes(b"PK\x03\x04 not a backup")
    else:
        with zipfile.ZipFile(to) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        manifest = json.loads(parts[backup.MANIFEST])
        way = zipfile.ZIP_STORED
        if hurt == "newer":
            manifest["version"] = 99
        elif hurt == "other":
            manifest["form"] = "somebody's"
        elif hurt == "path":
            parts["../../evil"] = b"x"
        else:
            way = zipfile.ZIP_DEFLATED
        parts[backup.MANIFEST] = json.dumps(manifest).encode()
        with zipfile.ZipFile(to, "w", way) as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
    back = tmp_path / "deep" / "back"
    with pytest.raises((backup.BackupError, StoreError)):
        backup.restore(to, back, backup.Opener(recovery=recovery))
    assert not back.exists()
    assert not list(back.parent.glob("*.restoring"))
    assert not (tmp_path / "evil").exists()


def test_stopped_in_the_middle_nothing_is_left(station, recovery, tmp_path):
    watcher = backup.Watcher()
    watcher.say = lambda done, of: watcher.stopped.set() if done > of // 3 else None
    to = tmp_path / "out" / "one.ccbackup"
    with pytest.raises(backup.BackupError, match="backup-stopped"):
        backup.back_up(station, to, watcher=watcher)
    assert list(to.parent.iterdir()) == []


def test_a_full_disk_leaves_the_last_good_backup(station, recovery, tmp_path, monkeypatch):
    chosen = settings.Settings(backup_folder=str(tmp_path / "kept"), backup_keep=1)
    first = daily_backup.make(station, chosen, makes.T0)
    whole = first.read_bytes()

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(backup, "_pack", full)
    with pytest.raises(backup.BackupError, match="backup-full"):
        daily_backup.make(station, chosen, makes.T0 + daily_backup.EVERY_MS)
    assert [p.name for p in (tmp_path / "kept").iterdir()] == [first.name]
    assert first.read_bytes() == whole


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_killed_in_the_middle_the_last_good_backup_stays_and_the_next_one_cleans_up(station, recovery, tmp_path):
    chosen = settings.Settings(backup_folder=str(tmp_path / "kept"), backup_keep=2)
    first = daily_backup.make(station, chosen, makes.T0)
    code = (
        "import os, sys\nfrom pathlib import Path\n"
        "from commandcenter.app import backup, station as st\n"
        "backup._check = lambda *_: os._exit(9)\n"
        "backup.back_up(st.open_to_look(Path(sys.argv[1])), Path(sys.argv[2]))\n")
    ran = subprocess.run([sys.executable, "-c", code, str(station.folder), str(tmp_path / "kept" / "x.ccbackup")],
                         cwd=paths.ROOT, check=False, timeout=60, capture_output=True)
    assert ran.returncode == 9, ran.stderr
    assert (tmp_path / "kept" / "x.ccbackup.part").exists()
    assert daily_backup.kept(tmp_path / "kept") == [first]
    second = daily_backup.make(station, chosen, makes.T0 + daily_backup.EVERY_MS)
    assert {p.name for p in (tmp_path / "kept").iterdir()} == {first.name, second.name}


def test_the_daily_backup_is_due_once_a_day_and_keeps_as_many_as_set(station, recovery, tmp_path):
    kept = tmp_path / "kept"
    chosen = settings.Settings(backup_folder=str(kept), backup_keep=2)
    assert daily_backup.is_due(kept, makes.T0)
    for day in range(4):
        at = makes.T0 + day * daily_backup.EVERY_MS
        made = daily_backup.make(station, chosen, at)
        os.utime(made, (at / 1000, at / 1000))
        assert not daily_backup.is_due(kept, at + 1000)
        assert daily_backup.is_due(kept, at + daily_backup.EVERY_MS)
        assert daily_backup.is_due(kept, at - 1000)  # the clock was set back: better one too many
    assert len(daily_backup.kept(kept)) == 2
    assert made in daily_backup.kept(kept)


def test_a_restored_older_copy_loses_nothing_beside_the_one_that_went_on(city, tmp_path, station_folder):
    """The same workstation twice, one of them old: both write, and the platform gets everything."""
    import asyncio
    import shutil

    import httpx

    from commandcenter.app.demo import URL
    from commandcenter.cityplatform.platform import Platform
    from commandcenter.cityplatform.web import application
    from commandcenter.sync.rounds import until_quiet

    shutil.copytree(city.data / "platform", tmp_path / "platform")
    to = tmp_path / "one.ccbackup"

    async def exchange(folder, platform):
        transport = httpx.ASGITransport(application(platform))
        with st.open_station(folder) as opened:
            async with opened.client(url=URL, transport=transport) as client:
                await until_quiet(opened.door, client)

    with st.open_station(station_folder) as opened:
        text = keys.issue_recovery(station_folder, opened.store.key)
        makes.filed(opened.door, text="在备份里，尚未上报")
        backup.back_up(opened, to)
        makes.filed(opened.door, text="备份以后")
    back = tmp_path / "back"
    backup.restore(to, back, backup.Opener(recovery=text), how="file")
    with Platform.open(tmp_path / "platform", clock=now_ms) as platform:
        asyncio.run(exchange(station_folder, platform))
        with st.open_station(back) as opened:
            makes.filed(opened.door, text="在恢复的副本上")
        asyncio.run(exchange(back, platform))
        asyncio.run(exchange(station_folder, platform))
        assert not platform.verify().differences
    assert state(station_folder)[:4] == state(back)[:4]
    assert state(back)[2] == 0
    with st.open_to_look(back) as opened:
        conn = opened.store.reader()
        texts = {row[0] for row in conn.execute("SELECT body FROM fact WHERE type = 'reported'")}
        conn.close()
    for words in ("在备份里，尚未上报", "备份以后", "在恢复的副本上"):
        assert any(words.encode() in bytes(body) for body in texts)
