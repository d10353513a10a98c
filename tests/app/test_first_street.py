"""A whole real street from nothing, by the command line, over a real socket: platform, street, code, join, work."""

import msgspec

from commandcenter.app import station as st
from commandcenter.app.children import city_platform
from commandcenter.app.clock import now_ms
from commandcenter.cityplatform.platform import Platform
from commandcenter.core.accounts import with_user
from commandcenter.core.people import User, Users
from commandcenter.door.accounts import Accounts

STREET = "110108099"  # no example ships for it


def test_a_street_from_nothing(ask, tmp_path):
    data, ws = tmp_path / "platform", tmp_path / "ws"
    assert ask("platform", "--data", data, "--new")[0] == 0
    assert ask("platform", "street", "add", STREET, "--data", data)[1]["reason"] == "street-admin"
    assert ask("platform", "street", "add", "12", "--data", data, "--admin", "a:b")[1]["reason"] == "bad_street"
    assert ask("platform", "nonsense", "--data", data)[1]["reason"] == "admin-form"
    code, added = ask("platform", "street", "add", STREET, "--data", data, "--admin", "li-ming:李明", "--name",
                      "一号席")
    assert (code, added["street"]) == (0, STREET)
    with city_platform(data) as url:
        code, joined = ask("join", "--data", ws, "--platform", url, "--token", added["code"], "--key-file")
        assert (code, joined["street"], joined["letter"], joined["name"]) == (0, STREET, "A", "一号席")
        assert len(joined["recovery"].split("-")) == 7
        other = ask("join", "--data", tmp_path / "other", "--platform", url, "--token", added["code"], "--key-file")
        assert other[1]["reason"] == "code_used"
        assert ask("sync", "--data", ws, "--once")[0] == 0
        [known] = ask("platform", "workstation", "list", "--data", data)[1]["workstations"]
        assert (known["letter"], known["behind"], known["revoked"]) == ("A", 0, False)
        assert known["at"]
        [user] = ask("platform", "users", "list", "--street", STREET, "--data", data)[1]["users"]
        assert (user["id"], user["role"], user["password"]) == ("li-ming", "administrator", False)
        assert ask("platform", "token", "revoke", "--street", STREET, "--letter", "a", "--data", data)[0] == 0
        assert ask("sync", "--data", ws, "--once")[1]["reason"] == "token_revoked"
        again = ask("platform", "code", "--street", STREET, "--letter", "A", "--data", data)[1]["code"]
        assert ask("join", "--data", ws, "--platform", url, "--token", again)[0] == 0
        assert ask("sync", "--data", ws, "--once")[0] == 0
    assert ask("platform", "street", "add", STREET, "--data", data, "--admin", "a:b")[1]["reason"] == "street-there"
    assert ask("platform", "overview", "--data", data, "--html", tmp_path / "o.html")[0] == 0
    assert "一号席" in (tmp_path / "o.html").read_text("utf-8")
    assert ask("verify", "--data", ws)[1]["views"] == "equal"


def test_the_platform_gives_the_first_password_and_a_lost_one(ask, tmp_path):
    data, ws, secret = tmp_path / "platform", tmp_path / "ws", tmp_path / "secret"
    ask("platform", "--data", data, "--new")
    added = ask("platform", "street", "add", STREET, "--data", data, "--admin", "li-ming:李明")[1]
    with Platform.administer(data, clock=now_ms) as platform:
        first = Users(users=(User(id="li-ming", name="李明", role="administrator", post="管理员"),))
        both = with_user(first, User(id="wang-fang", name="王芳", role="dispatcher", post="派遣岗"))
        platform.publish(STREET, "users", msgspec.json.encode(both))

    def give(user: str, password: str):
        secret.write_text(password + "\n", "utf-8")
        return ask("platform", "users", "password", "--data", data, "--street", STREET, "--user", user,
                   "--new-password-file", secret)

    with city_platform(data) as url:
        ask("join", "--data", ws, "--platform", url, "--token", added["code"], "--key-file")
        assert give("nobody", "manhole check 42")[1]["reason"] == "no-such-user"
        assert give("li-ming", "12345678")[1]["reason"] == "password-plain"
        assert give("wang-fang", "manhole check 42")[1]["reason"] == "first-password"
        given = (("li-ming", "manhole check 42"), ("wang-fang", "grey kerb 17"), ("li-ming", "lost it 99"))
        assert [give(user, password)[0] for user, password in given] == [0, 0, 0]
        assert [one["password"] for one in ask("platform", "users", "list", "--street", STREET, "--data", data)[1][
            "users"]] == [True, True]
        assert ask("sync", "--data", ws, "--once")[0] == 0
    with st.open_station(ws) as station:
        assert Accounts(station.door).sign_in("li-ming", "lost it 99").role == "administrator"
