"""The first start against a real platform: it stops and goes on with the same code, and owes a recovery key."""

import pytest

from commandcenter.app import station as st
from commandcenter.app.children import city_platform
from commandcenter.app.clock import now_ms
from commandcenter.app.first_run import Joining
from commandcenter.app.platform_admin import new_platform
from commandcenter.app.window_command import is_set_up
from commandcenter.cityplatform.platform import Platform
from commandcenter.desk.setup_desk import Asked, SetupFault
from commandcenter.store import keys

STREET, PASSWORD = "110108014", "八个字的密码一二"


@pytest.fixture
def code(tmp_path):
    new_platform(tmp_path / "platform")
    with Platform.administer(tmp_path / "platform", clock=now_ms) as platform:
        return platform.admin.issue_code(STREET, "K", "新席位")


def test_a_stopped_set_up_goes_on_with_the_same_code(tmp_path, code):
    folder = tmp_path / "ws"
    work = Joining(folder, "en")
    with city_platform(tmp_path / "platform") as url:
        asked = Asked(url=url, code=code, how="file")
        with pytest.raises(SetupFault) as caught:
            work.join(asked, lambda _done, _of: None, lambda: True)
        assert caught.value.sentence == ""
        assert not is_set_up(folder)
        text = work.join(asked, lambda _done, _of: None, lambda: False)
        with pytest.raises(SetupFault, match="used already"):
            Joining(tmp_path / "other", "en").join(asked, lambda _done, _of: None, lambda: False)
    assert keys.recover(folder, text) == keys.load(folder)
    assert not is_set_up(folder)
    owed = Joining(folder, "en").owed()  # the window was closed before it was noted: another one is shown
    assert owed != text
    work.noted()
    assert is_set_up(folder)
    with st.open_station(folder) as station:
        assert (station.about.street, station.about.letter) == (STREET, "K")


def test_a_password_keeps_the_key_and_a_fault_is_a_sentence(tmp_path, code):
    work = Joining(tmp_path / "ws", "zh_CN")
    with pytest.raises(SetupFault) as caught:
        work.join(Asked(url="http://127.0.0.1:9", code=code, how="file"), lambda _done, _of: None, lambda: False)
    assert "市级平台" in caught.value.sentence
    assert not (tmp_path / "ws").exists()
    with city_platform(tmp_path / "platform") as url:
        work.join(Asked(url=url, code=code, how="password", password=PASSWORD), lambda _done, _of: None, lambda: False)
    work.noted()
    st.open_station(tmp_path / "ws", password=PASSWORD).close()
