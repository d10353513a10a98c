"""`main.py reveals`: who looked at contact details; in a street with accounts only auditors and administrators ask."""

import json

from commandcenter.app import cli
from commandcenter.app import station as st
from commandcenter.core import rules as r
from commandcenter.core.case import Role
from tests import accounts, makes

WHY = "与来电人核对地点是否准确"


def said(capsys, *words):
    code = cli.main(["reveals", *words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def looked(station):
    case = station.door.submit(makes.report(text="来电人：张晓梅，电话13812345678"))
    station.door.submit(r.Reveal(case_id=case.id, actor=accounts.DISPATCHER, role=Role.DISPATCHER, reason=WHY))
    return case


def test_it_lists_who_looked_at_what_and_why_and_shows_none_of_it(station_folder, capsys):
    assert said(capsys, "--data", str(station_folder)) == (0, {"reveals": []})
    with st.open_station(station_folder) as station:
        number = looked(station).shown_number
    code, answer = said(capsys, "--data", str(station_folder))
    (one,) = answer["reveals"]
    assert code == 0
    assert (one["number"], one["who"], one["role"], one["reason"], one["fields"], one["waiting"]) == (
        number, accounts.DISPATCHER, "dispatcher", WHY, ["name", "phone"], True)
    assert "13812345678" not in json.dumps(answer, ensure_ascii=False)
    assert said(capsys, "--data", str(station_folder), "--case", "9999")[1] == {"reveals": []}


def test_with_accounts_it_is_for_auditors_with_their_password(station_folder, tmp_path, capsys, caplog):
    with st.open_station(station_folder) as station:
        looked(station)
        accounts.publish(station.door)
    secret, wrong = tmp_path / "secret", tmp_path / "wrong"
    secret.write_text(accounts.PASSWORD + "\n", "utf-8")
    wrong.write_text("not this one", "utf-8")
    data = ("--data", str(station_folder))
    assert said(capsys, *data)[1]["reason"] == "auditors-only"
    for who, file, reason in (
        (accounts.DISPATCHER, secret, "auditors-only"), (accounts.AUDITOR, wrong, "sign-in-wrong"),
    ):
        code, answer = said(capsys, *data, "--as", who, "--sign-in-file", str(file))
        assert (code, answer["reason"]) == (1, reason)
    code, answer = said(capsys, *data, "--as", accounts.AUDITOR, "--sign-in-file", str(secret))
    assert (code, len(answer["reveals"])) == (0, 1)
