"""A workstation's folder: key and token for the owner only, what it remembers, and what it refuses."""

import os
import sys

import pytest

from commandcenter import paths
from commandcenter.app import station as st
from commandcenter.store import keys
from commandcenter.store.engine import STORE_FILE
from commandcenter.store.errors import StoreError
from tests import makes

ABOUT = st.About(street=makes.STREET, street_name="东门街道", letter="A", name="一号席", platform="http://city.test")


def clock() -> int:
    return makes.T0


def test_a_folder_remembers_what_it_is(tmp_path):
    with st.found(tmp_path / "ws", ABOUT, "secret-token", how="file", clock=clock) as made:
        made.remember_platform("http://other.test")
    with st.open_station(tmp_path / "ws", clock=clock) as again:
        assert again.about == st.About(**{**vars(ABOUT), "platform": "http://other.test"})
        assert again.key_kept == "file"
        assert again.token() == "secret-token"
        assert again.ground.street_name == "东门街道"


def test_the_token_is_for_the_owner_only_and_never_in_the_store(tmp_path):
    folder = tmp_path / "ws"
    st.found(folder, ABOUT, "secret-token", how="file", clock=clock).close()
    if sys.platform != "win32":
        assert os.stat(folder / keys.TOKEN_FILE).st_mode & 0o077 == 0
        assert os.stat(folder / keys.KEY_FILE).st_mode & 0o077 == 0
    store, _ = st.look(folder)
    with store:
        rows = store.reader().execute("SELECT value FROM station").fetchall()
    assert ("secret-token",) not in rows


@pytest.mark.parametrize("how", ["file", "password"])
def test_a_token_that_an_earlier_version_left_in_the_clear_is_sealed_at_the_next_opening(tmp_path, how):
    folder, secret = tmp_path / "ws", "八个字的密码" if how == "password" else None
    st.found(folder, ABOUT, "other-token", how=how, password=secret, clock=clock).close()
    (folder / keys.TOKEN_FILE).unlink()
    (folder / keys.CLEAR_TOKEN_FILE).write_text("secret-token", "utf-8")
    with st.open_to_look(folder, password=secret, clock=clock) as looked:
        assert looked.token() == "secret-token"  # a look changes nothing
    with st.open_station(folder, password=secret, clock=clock) as again:
        assert again.token() == "secret-token"
    assert not any(b"secret-token" in path.read_bytes() for path in folder.iterdir())
    with st.open_station(folder, password=secret, clock=clock) as again:
        assert again.token() == "secret-token"
    with pytest.raises(StoreError, match="key-unreadable"):
        keys.read_token(folder, b"k" * 32)


def test_a_password_is_asked_for_and_must_be_the_right_one(tmp_path):
    folder = tmp_path / "ws"
    st.found(folder, ABOUT, "t", how="password", password="四个汉字", clock=clock).close()
    with pytest.raises(StoreError) as caught:
        st.open_station(folder, clock=clock)
    assert caught.value.key == "password-needed"
    with pytest.raises(StoreError) as caught:
        st.open_station(folder, password="别的", clock=clock)
    assert caught.value.key == "password-wrong"
    st.open_station(folder, password="四个汉字", clock=clock).close()


def test_one_process_writes_others_may_look(tmp_path):
    folder = tmp_path / "ws"
    with st.found(folder, ABOUT, "t", how="file", clock=clock):
        with pytest.raises(StoreError) as caught:
            st.open_station(folder, clock=clock)
        assert caught.value.key == "in-use"
        store, about = st.look(folder)
        store.close()
        assert about == ABOUT


def test_a_folder_that_is_none(tmp_path):
    with pytest.raises(st.StationError) as caught:
        st.open_station(tmp_path)
    assert caught.value.key == "no-station"


def test_a_broken_and_a_newer_file_are_left_alone(tmp_path):
    folder = tmp_path / "ws"
    with st.found(folder, ABOUT, "t", how="file", clock=clock) as made, made.store.write() as conn:
        conn.exec_driver_sql("PRAGMA user_version = 99")
    before = (folder / STORE_FILE).read_bytes()
    with pytest.raises(StoreError) as caught:
        st.open_station(folder, clock=clock)
    assert caught.value.key == "store-newer"
    assert (folder / STORE_FILE).read_bytes() == before
    (folder / STORE_FILE).write_bytes(b"not a database at all" * 500)
    with pytest.raises(StoreError) as caught:
        st.open_station(folder, clock=clock)
    assert caught.value.key == "store-broken"


def test_a_street_without_ground_says_so():
    with pytest.raises(st.StationError) as caught:
        st.ground_folder("999999999")
    assert caught.value.key == "no-ground"
    assert st.street_name("999999999") == "999999999"
    assert st.ground_folder(makes.STREET).parent == paths.RESOURCES / "atlas"
