"""The command line's contract: one JSON object, 0 only on success, one sentence for what is wrong, no traceback."""

import gc
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from commandcenter import paths
from commandcenter.app import cli, garbage
from commandcenter.store.engine import STORE_FILE
from tests.app.ran import Ran

DATA = Path(__file__).parent.parent / "data"
SAMPLE = DATA / "cases/boston311_sample.csv"
pytestmark = pytest.mark.usefixtures("chinese")


def process(*argv: object, **more) -> Ran:
    ran = subprocess.run([sys.executable, str(paths.ROOT / "main.py"), *map(str, argv)], capture_output=True, text=True,
                         encoding="utf-8", check=False, timeout=60, **more)
    return Ran(ran.returncode, ran.stdout, ran.stderr)


# -- the process ------------------------------------------------------------------------------------------------------


def test_every_command_looks_for_garbage_rarely(run, station_folder):
    before = gc.get_threshold()
    try:
        gc.set_threshold(700, 10, 10)
        assert run("verify", "--data", station_folder, "--json").code == 0
        assert gc.get_threshold() == garbage.RARELY
    finally:
        gc.set_threshold(*before)


# -- answers ----------------------------------------------------------------------------------------------------------


def test_verify_of_a_workstation_and_of_a_platform(run, city):
    station, platform = run("verify", "--data", city.stations[0], "--json"), run(
        "verify", "--data", city.data / "platform", "--json")
    assert (station.code, platform.code) == (0, 0)
    assert list(station.json) == ["facts", "cases", "pending", "seq", "chain", "views", "state_digest", "photos"]
    assert (station.json["chain"], station.json["views"], station.json["pending"]) == ("ok", "equal", 0)
    assert station.json["facts"] == station.json["seq"]
    shared = dict(station.json)
    assert shared.pop("photos").keys() == {"named", "missing", "unnamed"}  # they lie at the workstation alone
    assert platform.json["streams"]["360681003"] == shared
    one = run("verify", "--data", city.data / "platform", "--street", "360681003", "--json")
    assert {name: one.json[name] for name in shared} == shared


def test_verify_says_what_differs(run, station_folder):
    from commandcenter.app import station as st

    with st.open_station(station_folder) as opened, opened.store.write() as conn:
        conn.exec_driver_sql("UPDATE case_row SET place = 'elsewhere' WHERE id = 3")
    found = run("verify", "--data", station_folder, "--json")
    assert found.code == 1
    assert (found.json["views"], found.json["chain"]) == ("differ", "ok")
    assert "place" in found.json["differences"][0]
    assert "视图与日志不符" in found.err


def test_import_counts_every_row_and_a_second_one_adds_nothing(run, station_folder):
    first = run("import", "cases", SAMPLE, "--mapping", "sf311", "--data", station_folder, "--json")
    assert (first.code, first.json["reason"]) == (1, "columns-missing")
    path = DATA / "cases/sf311_sample.csv"
    looked = run("import", "cases", path, "--mapping", "sf311", "--data", station_folder, "--dry-run", "--json")
    assert (looked.code, looked.json["dry_run"]) == (0, True)
    first = run("import", "cases", path, "--mapping", "sf311", "--data", station_folder, "--json")
    assert first.code == 0
    assert [first.json[count] for count in ("read", "taken", "refused")] == [
        looked.json[count] for count in ("read", "taken", "refused")]  # nothing was taken before
    assert list(first.json) == ["read", "taken", "known", "refused", "refused_file"]
    assert first.json["read"] == first.json["taken"] + first.json["known"] + first.json["refused"]
    again = run("import", "cases", path, "--mapping", "sf311", "--data", station_folder, "--json")
    assert (again.json["taken"], again.json["known"]) == (0, first.json["taken"])
    assert "早于上报时间" in Path(str(first.json["refused_file"])).read_text("utf-8-sig")
    checked = run("verify", "--data", station_folder, "--json")
    assert (checked.code, checked.json["views"]) == (0, "equal")
    assert checked.json["pending"] == checked.json["facts"] - checked.json["seq"] > 0


def test_limits_answers_as_the_file_expects(run):
    path = DATA / "sla/working_time_cases.json"
    answered = run("limits", path, "--json")
    assert answered.code == 0
    assert list(answered.json) == ["results"]
    questions = json.loads(path.read_text("utf-8"))["cases"]
    assert answered.json["results"].keys() == {q["id"] for q in questions}
    assert answered.json["results"]["ZD02"] == "2012-12-18T08:30:00Z"
    assert answered.json["results"]["ZE04"] == 150.7


def test_sync_without_a_platform_ends_with_a_reason_and_loses_nothing(run, station_folder):
    run("import", "cases", DATA / "cases/sf311_sample.csv", "--mapping", "sf311", "--data", station_folder, "--json")
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        tried = run("sync", "--data", station_folder, "--once", "--json", "--platform", url)
    assert tried.code == 1
    assert {"pushed", "accepted", "pulled", "pending", "conflicts", "seq", "reason"} <= tried.json.keys()
    assert tried.json["reason"] == "unreachable"
    assert tried.json["pending"] > 1000
    assert url in tried.err
    assert run("sync", "--data", station_folder, "--once", "--json").json["reason"] == "unreachable"  # remembered


def test_an_administrator_founds_a_platform_and_registers_a_workstation(run, tmp_path):
    data = tmp_path / "platform"
    assert run("platform", "--data", data, "--new", "--json").json["streams"] == ["110108014", "360681003", "city"]
    added = run("platform", "--data", data, "--add", "三号席", "--street", "360681003", "--letter", "c", "--json")
    assert added.code == 0
    assert (added.json["letter"], len(added.json["token"])) == ("C", 43)
    taken = run("platform", "--data", data, "--add", "四号席", "--street", "360681003", "--letter", "C")
    assert taken.code == 1
    assert "没有登记" in taken.err
    assert run("platform", "--data", data, "--new").code == 1


# -- what is wrong ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("argv", "zh", "en"), [
    (("verify", "--data", "nowhere"), "没有工作站", "no workstation"),
    (("sync", "--data", "nowhere", "--once"), "没有工作站", "no workstation"),
    (("import", "cases", "no.csv", "--mapping", "boston311", "--data", "nowhere"), "找不到文件", "no file"),
    (("import", "cases", "no.csv", "--mapping", "nyc", "--data", "nowhere"), "没有名为 nyc 的映射", "no mapping nyc"),
    (("limits", "no.json"), "找不到文件", "no file"),
    (("platform", "--data", "nowhere"), "没有市级平台", "no city platform"),
    (("join", "--data", "x", "--platform", "ftp://x", "--token", "t", "--key-file"), "不是市级平台的", "no address"),
    (("demo", "--data", "x", "--day", "heute"), "不是日期", "no day"),
    (("shot", "--data", "x", "--out", "x.png", "--size", "0x9"), "图片尺寸", "WIDTHxHEIGHT"),
    (("bench", "no-such-thing"), "没有名为", "no benchmark"),
    (("dance",), "参数有误", "Wrong arguments"),
    (("import", "people", "x"), "参数有误", "Wrong arguments"),
])  # fmt: skip
def test_each_trouble_has_one_sentence_in_the_readers_language(run, monkeypatch, tmp_path, argv, zh, en):
    monkeypatch.chdir(tmp_path)
    chinese, english = run(*argv), run(*argv, "--lang", "en")
    assert chinese.code == english.code != 0
    assert zh in chinese.err
    assert en in english.err
    assert (chinese.out, english.out) == ("", "")
    assert len(english.err.strip().splitlines()) == 1
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert run(*argv).err == english.err


def test_trouble_is_one_json_object_too(run, tmp_path):
    found = run("verify", "--data", tmp_path, "--json")
    assert found.code == 1
    assert found.json == {"reason": "no-station", "message": found.err.strip()}
    assert run("dance", "--json").json["reason"] == "bad-arguments"


@pytest.mark.parametrize(("make", "key"), [
    (lambda path: path.write_bytes(plain("utf-8-sig").encode("gbk")), "file-encoding"),
    (lambda path: path.write_bytes(b"PK\x03\x04" + b"\0" * 90), "file-not-csv"),
    (lambda path: path.write_bytes(b""), "file-empty"),
    (lambda path: path.write_text("a,b\n1,2\n", "utf-8"), "columns-missing"),
])
def test_a_file_that_cannot_be_read_as_a_whole_ends_with_1_and_takes_nothing(run, city, tmp_path, make, key):
    path = tmp_path / "cases.csv"
    make(path)
    ran = run("import", "cases", path, "--mapping", "plain", "--data", city.stations[1], "--json")
    assert (ran.code, ran.json["reason"]) == (1, key)
    assert str(path) in ran.err


def plain(_encoding: str) -> str:
    return "编号,上报时间,结案时间,截止时间,处置时限,立案条件,类别代码,问题描述,地点,经度,纬度,来源,责任单位,结案说明\n"


def test_a_broken_store_and_one_in_use(run, station_folder):
    from commandcenter.app import station as st

    with st.open_station(station_folder):
        assert "另一个程序正在使用" in run("sync", "--data", station_folder).err
        assert run("verify", "--data", station_folder).code == 0  # looking needs no lock
    content = (station_folder / STORE_FILE).read_bytes()
    (station_folder / STORE_FILE).write_bytes(b"x" * 8192)
    assert "已损坏" in run("verify", "--data", station_folder).err
    (station_folder / STORE_FILE).write_bytes(content)


def test_a_password_that_is_needed_is_not_guessed(run, tmp_path, city):
    from commandcenter.app import station as st
    from tests.app.test_station import ABOUT

    folder = tmp_path / "ws"
    st.found(folder, ABOUT, "t", how="password", password="right").close()
    assert "需要密码" in run("verify", "--data", folder).err
    (tmp_path / "word").write_text("wrong\n", "utf-8")
    assert run("verify", "--data", folder, "--password-file", tmp_path / "word").code == 1
    (tmp_path / "word").write_text("right\n", "utf-8")
    assert run("verify", "--data", folder, "--password-file", tmp_path / "word").code == 0
    assert run("verify", "--data", folder, "--password-file", tmp_path / "none").code == 1


def test_a_port_in_use(run, tmp_path):
    run("platform", "--data", tmp_path / "p", "--new")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ran = run("platform", "--data", tmp_path / "p", "--port", taken.getsockname()[1])
    assert ran.code == 1
    assert "无法在 127.0.0.1" in ran.err


# -- as a process ------------------------------------------------------------------------------------------------------


def test_help_opens_neither_qt_nor_the_store():
    code = ("import sys, runpy; sys.argv = ['main.py', '--help']\n"
            "try: runpy.run_path('main.py', run_name='__main__')\n"
            "except SystemExit: pass\n"
            "print([m for m in ('PySide6', 'sqlalchemy', 'httpx', 'numpy', 'msgspec') if m in sys.modules])")
    ran = subprocess.run([sys.executable, "-c", code], cwd=paths.ROOT, capture_output=True, text=True, encoding="utf-8",
                         check=True)
    assert ran.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("name", ["demo", "platform", "join", "sync", "import", "verify", "shot", "limits", "bench",
                                  "documents"])
def test_every_command_has_help(capsys, name):
    with pytest.raises(SystemExit) as caught:
        cli.main([name, "--help"])
    assert caught.value.code == 0
    assert f"main.py {name}" in capsys.readouterr().out


def test_no_traceback_reaches_a_person(tmp_path):
    """A fault of ours, provoked: the log has it, standard error one sentence."""
    code = ("import sys\nfrom commandcenter.app import cli, commands\n"
            "def broken(args): raise ZeroDivisionError('a bug')\n"
            "commands.RUN['verify'] = broken\n"
            "words = ['verify', '--data', sys.argv[1], '--json']\n"
            "cli.install_hook(words)\nsys.exit(cli.main(words))\n")
    env = {k: v for k, v in os.environ.items() if k not in ("LC_ALL", "LANG")} | {"PYTHONUTF8": "1"}
    ran = subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=paths.ROOT, capture_output=True, text=True,
                         encoding="utf-8", check=False, env=env)
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr + ran.stdout
    assert str(tmp_path / cli.LOG_FILE) in ran.stderr
    assert json.loads(ran.stdout)["reason"] == "bug"
    assert "ZeroDivisionError: a bug" in (tmp_path / cli.LOG_FILE).read_text("utf-8")


def test_a_command_as_a_process_from_another_folder(city, tmp_path):
    ran = process("verify", "--data", city.stations[2], "--json", cwd=tmp_path)
    assert ran.code == 0
    assert ran.json["chain"] == "ok"
    assert ran.err == ""


def test_a_reader_that_goes_away_is_no_fault():
    questions = paths.ROOT / "tests" / "data" / "sla" / "working_time_cases.json"
    child = subprocess.Popen(
        [sys.executable, str(paths.ROOT / "main.py"), "limits", str(questions), "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout is not None
    child.stdout.close()
    assert child.stderr is not None
    assert child.stderr.read() == ""
    child.stderr.close()
    assert child.wait(20) == 1
