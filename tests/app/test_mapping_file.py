"""A draft mapping on the command line: it loads, an import accounts for every row, nothing is overwritten."""

import csv
import shutil
from pathlib import Path

import pytest

from commandcenter.app import mapping_file
from commandcenter.core.mapping import load_mapping

SAMPLES = Path(__file__).parent.parent / "data/cases"
pytestmark = pytest.mark.usefixtures("chinese")
HEADER = ["编号", "上报时间", "结案时间", "类型", "描述", "经度", "纬度"]
KINDS = ["路灯不亮", '引号"和\\反斜杠', "井盖\x7f"]
ROWS = [[f"A{n}", f"2026-03-{n:02} 10:00:00", "", KINDS[n % 3], "坏了", "117.2161", "28.2931"] for n in range(1, 29)]


def written(path: Path, *, encoding="utf-8", delimiter=",", header=HEADER, rows=ROWS) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([header, *rows])
    return path


@pytest.mark.parametrize("name", ["boston311", "sf311"])
@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_a_draft_loads_and_an_import_with_it_accounts_for_every_row(run, tmp_path, station_folder, name, lang):
    file, out = SAMPLES / f"{name}_sample.csv", tmp_path / "draft.toml"
    made = run("import", "cases", file, "--propose", "--out", out, "--json", "--lang", lang)
    assert made.code == 0
    assert made.json["out"] == str(out)
    assert made.json["categories"] == made.json["classified"] + made.json["unclassified"]
    mapping = load_mapping(out.read_bytes())
    with file.open(encoding="utf-8", newline="") as rows:
        there = list(csv.DictReader(rows))
    assert mapping.categories.keys() == {row[mapping.columns.category[0]] for row in there} - {""}
    assert "# " in out.read_text("utf-8").splitlines()[0]
    # an id of its own: rows that the demo imported under another name are other cases
    done = run("import", "cases", file, "--mapping", out, "--data", station_folder, "--json")
    assert done.code == 0
    assert done.json["read"] == len(there) == done.json["taken"] + done.json["known"] + done.json["refused"]
    assert done.json["taken"] > 0.9 * len(there)
    assert run("verify", "--data", station_folder, "--json").json["views"] == "equal"


def test_rows_with_traps_are_refused_one_by_one(run, tmp_path, station_folder):
    bad = [["", "2026-03-01 10:00:00", "", "路灯不亮", "无编号", "117.2", "28.29"],
           ["B1", "昨天", "", "路灯不亮", "时间", "117.2", "28.29"],
           ["B2", "2026-03-05 10:00:00", "1900-01-01 00:00:00", "路灯不亮", "早结", "117.2", "28.29"],
           ["B3", "2026-03-05 10:00:00", "", "路灯不亮", "无坐标", "", ""],
           ["B4", "2026-03-05 10:00:00", "", "路灯不亮", "界外", "116.3", "40.0"],
           ["B5", "2026-03-05 10:00:00", "", "没见过的", "未分类", "117.2161", "28.2931"]]
    rows = [[*row[:2], "2026-04-01 10:00:00", *row[3:]] for row in ROWS] * 2
    rows = [[f"{row[0]}-{n}", *row[1:]] for n, row in enumerate(rows)]
    path = written(tmp_path / "区12345.csv", rows=rows + bad)
    assert run("import", "cases", path, "--propose", "--data", station_folder, "--json").code == 0
    out = path.with_suffix(".toml")
    done = run("import", "cases", path, "--mapping", out, "--data", station_folder, "--json")
    assert done.json["refused"] >= 5
    with Path(str(done.json["refused_file"])).open(encoding="utf-8-sig", newline="") as file:
        reasons = [row["reason"] for row in csv.DictReader(file)]
    assert set(reasons) >= {
        "id-missing", "time-unreadable", "closed-before-opened", "position-missing", "outside-street"}


@pytest.mark.parametrize(("encoding", "delimiter"), [
    ("utf-8", ","), ("utf-8-sig", ";"), ("gbk", ","), ("gb18030", "\t"), ("utf-16", "\t"), ("utf-8", "|"),
])  # fmt: skip
def test_encoding_and_delimiter_are_found(run, tmp_path, encoding, delimiter):
    path = written(tmp_path / "a.csv", encoding=encoding, delimiter=delimiter)
    made = run("import", "cases", path, "--propose", "--json")
    assert (made.code, made.json["rows"]) == (0, len(ROWS))
    mapping = load_mapping((tmp_path / "a.toml").read_bytes())
    assert mapping.delimiter == delimiter
    assert mapping.categories == {
        "路灯不亮": "component:0137", '引号"和\\反斜杠': "unclassified", "井盖\x7f": "unclassified"}


def test_a_late_chinese_character_decides_the_encoding(run, tmp_path, monkeypatch):
    monkeypatch.setattr(mapping_file, "_HEAD", 200)
    header = ["id", "opened", "closed", "type", "text", "longitude", "latitude"]
    rows = [[*row[:3], "tree", "x", *row[5:]] for row in ROWS]
    rows[-1][4] = "坏了"
    path = written(tmp_path / "a.csv", encoding="gbk", header=header, rows=rows)
    assert run("import", "cases", path, "--propose", "--json").code == 0
    assert load_mapping((tmp_path / "a.toml").read_bytes()).encoding == "gb18030"


def test_a_file_that_is_there_is_never_overwritten(run, tmp_path):
    path = written(tmp_path / "a.csv")
    (tmp_path / "a.toml").write_text("mine", "utf-8")
    found = run("import", "cases", path, "--propose", "--json")
    assert (found.code, found.json["reason"]) == (1, "draft-exists")
    assert (tmp_path / "a.toml").read_text("utf-8") == "mine"
    assert run("import", "cases", path, "--propose", "--out", tmp_path / "b.toml", "--json").code == 0
    assert run("import", "cases", path, "--propose", "--out", tmp_path / "no/b.toml", "--json").json[
        "reason"] == "draft-unwritable"


@pytest.mark.parametrize(("content", "reason"), [
    (b'[{"service_request_id": "14-00684314"}]', "file-not-csv"), (b"\xef\xbb\xbf {}", "file-not-csv"),
    (b"<html></html>", "file-not-csv"), (b"PK\x03\x04", "file-not-csv"), (b"", "file-empty"), (b"\n\n", "file-empty"),
    (b"a,b\n", "draft-no-rows"), (b"a,b\n1,2\n", "draft-no-time"), (b'a,b\n1,"2\n', "file-broken"),
    (b"a,b\n\xff\xff,1\n", "file-encoding"),
])  # fmt: skip
def test_a_file_of_which_no_draft_can_be_made(run, tmp_path, content, reason):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    found = run("import", "cases", path, "--propose", "--json")
    assert (found.code, found.json["reason"]) == (1, reason)
    assert len(found.err.strip().splitlines()) == 1
    assert not (tmp_path / "a.toml").exists()


def test_a_missing_file_and_a_folder(run, tmp_path):
    assert run("import", "cases", tmp_path / "no.csv", "--propose", "--json").json["reason"] == "file-missing"
    assert run("import", "cases", tmp_path, "--propose", "--out", tmp_path / "x.toml", "--json").json[
        "reason"] == "file-unreadable"
    path = written(tmp_path / "a.csv")
    assert run("import", "cases", path, "--propose", "--data", tmp_path, "--json").json["reason"] == "no-station"


def test_nothing_of_the_workstation_is_touched(run, tmp_path, station_folder):
    before = Path(shutil.copytree(station_folder, tmp_path / "before"))
    assert run("import", "cases", written(tmp_path / "a.csv"), "--propose", "--data", station_folder).code == 0
    checked = [run("verify", "--data", folder, "--json").json["state_digest"] for folder in (before, station_folder)]
    assert checked[0] == checked[1]


def test_a_dry_run_says_what_would_be_taken_and_takes_nothing(run, tmp_path, station_folder):
    path = written(tmp_path / "试.csv", rows=[*ROWS, ["Z1", "昨天", *ROWS[0][2:]]])
    assert run("import", "cases", path, "--propose", "--data", station_folder, "--json").code == 0
    asked = ("import", "cases", path, "--mapping", path.with_suffix(".toml"), "--data", station_folder, "--json")
    dry = run(*asked, "--dry-run")
    assert (dry.code, dry.json["dry_run"], dry.json["refused"]) == (0, True, 1)
    done = run(*asked)
    assert (done.json["taken"], done.json["known"]) == (dry.json["taken"], dry.json["known"])
