"""A whole real street from nothing, by the command line, over a real socket: platform, street, code, join, work."""



from commandcenter.app.children import city_platform

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
        assert (user["id"], user["role"]) == ("li-ming", "administrator")
        assert ask("platform", "token", "revoke", "--street", STREET, "--letter", "a", "--data", data)[0] == 0
        assert ask("sync", "--data", ws, "--once")[1]["reason"] == "token_revoked"
        again = ask("platform", "code", "--street", STREET, "--letter", "A", "--data", data)[1]["code"]
        assert ask("join", "--data", ws, "--platform", url, "--token", again)[0] == 0
        assert ask("sync", "--data", ws, "--once")[0] == 0
    assert ask("platform", "street", "add", STREET, "--data", data, "--admin", "a:b")[1]["reason"] == "street-there"
    assert ask("platform", "overview", "--data", data, "--html", tmp_path / "o.html")[0] == 0
    assert "一号席" in (tmp_path / "o.html").read_text("utf-8")
    assert ask("verify", "--data", ws)[1]["views"] == "equal"
