"""An authority's workbook on its way to a workstation; hostile files; documents listed and compared."""

import contextlib
import random
import re
import shutil
import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pytest

from commandcenter import paths
from commandcenter.app import catalogue_file, platform_admin
from commandcenter.app import station as st
from commandcenter.app.children import city_platform
from commandcenter.app.platform_documents import import_catalogue
from commandcenter.app.sheet_reader import read
from commandcenter.cityplatform.platform import Platform
from commandcenter.core import catalogue_sheet as cs
from commandcenter.core.catalogue import Catalogue
from commandcenter.core.documents import decode_body, read_document
from commandcenter.core.limits import Unit

WORDS = {Unit.URGENT_HOUR: "紧急工作时", Unit.WORK_HOUR: "小时", Unit.WORK_DAY: "天", Unit.URGENT_DAY: "紧急工作日"}
MB = 1024 * 1024
pytestmark = pytest.mark.usefixtures("chinese")


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    document = read_document((paths.RESOURCES / "reference/city/catalogue.json").read_bytes())
    body = decode_body("catalogue", bytes(document.body))
    assert isinstance(body, Catalogue)
    return body


def workbook(catalogue: Catalogue, *, merged: bool = False, numbers: bool = False) -> openpyxl.Workbook:
    """The catalogue as an authority would send it: title, header, class cells only where a class begins."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for word, kind in cs.KINDS.items():
        sheet = book.create_sheet(word)
        sheet.append([catalogue.title])
        sheet.merge_cells("A1:I1")
        sheet.append(list(cs.COLUMNS))
        major = ""
        for entry in (one for one in catalogue.classes if one.key.startswith(kind)):
            start = sheet.max_row + 1
            for n, condition in enumerate(entry.conditions):
                new, first = entry.major != major, n == 0
                codes = [entry.major[-2:], entry.key[-2:]]
                if numbers:
                    codes = [int(codes[0]), float(codes[1])]
                limit = condition.limit
                sheet.append([codes[0] if new else None, entry.major_name if new else None, codes[1] if first else None,
                              entry.name if first else None, "责任单位" if first else None, "城管局" if new else None,
                              condition.text, condition.close, f"{limit.n}{WORDS[limit.unit]}"])
                major = entry.major
            if merged:
                for column in "CDE":
                    sheet.merge_cells(f"{column}{start}:{column}{sheet.max_row}")
    return book


@pytest.fixture(scope="module")
def sheet(shipped, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("sheet") / "标准.xlsx"
    workbook(shipped).save(path)
    return path


@pytest.fixture
def platform(tmp_path) -> Path:
    data = tmp_path / "platform"
    platform_admin.new_platform(data)
    return data


def edited(sheet: Path, path: Path, change) -> Path:
    book = openpyxl.load_workbook(sheet)
    change(book)
    book.save(path)
    return path


def published(data: Path, version: int) -> Catalogue:
    with Platform.open(data, clock=lambda: 0, read_only=True) as opened:
        body = decode_body("catalogue", opened.document("city", "catalogue", version) or b"")
    assert isinstance(body, Catalogue)
    return body


# -- what is read -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("more", [{}, {"merged": True}, {"numbers": True}])
def test_the_shipped_catalogue_comes_back_from_a_workbook_exactly(shipped, tmp_path, platform, more):
    path = tmp_path / "a.xlsx"
    workbook(shipped, **more).save(path)
    done = import_catalogue(platform, path)
    assert {name: done[name] for name in list(done)[:9]} == {
        "read": 519, "taken": 519, "refused": 0, "refused_file": None, "classes": 190, "conditions": 519,
        "new": 0, "changed": 0, "gone": 0}
    assert (done["published"], done["version"], done["code_set"]) == (True, 2, shipped.code_set)  # the source is new
    again = published(platform, 2)
    assert again.classes == shipped.classes
    assert (again.title, again.source) == (shipped.title, "a.xlsx")
    assert import_catalogue(platform, path)["published"] is False  # nothing is


def test_a_dry_run_says_what_would_change_and_publishes_nothing(run, sheet, platform, tmp_path):
    def change(book):
        book["部件"]["I3"] = "尽快"
        book["部件"]["H5"] = "换新"
        book["事件"].append([None, None, "95", "无人机扰民", None, None, "低空扰民", "劝离", "3个工作日"])
        book.create_sheet("填表说明")["A1"] = "…"

    path = edited(sheet, tmp_path / "新标准.xlsx", change)
    dry = run("import", "catalogue", path, "--data", platform, "--dry-run", "--json")
    assert dry.code == 0
    assert list(dry.json)[:9] == [
        "read", "taken", "refused", "refused_file", "classes", "conditions", "new", "changed", "gone"]
    assert (dry.json["read"], dry.json["taken"], dry.json["refused"]) == (520, 519, 1)
    assert dry.json["changes"] == {
        "new": ["event:0695", "event:0695:1"], "changed": ["component:0101:3"], "gone": ["component:0101:1"]}
    assert (dry.json["published"], dry.json["version"], dry.json["unread_sheets"]) == (False, 1, ["填表说明"])
    refused = Path(str(dry.json["refused_file"])).read_text("utf-8-sig").splitlines()
    assert refused[0].startswith("line,reason,sentence,工作表,大类代码,")
    assert refused[1].startswith("3,limit-unreadable,处置时限无法读取：尽快,部件,01,公用设施,01,上水井盖,")
    with Platform.open(platform, clock=lambda: 0, read_only=True) as opened:
        assert [one.version for one in opened.documents() if one.name == "catalogue"] == [1]
    said = run("import", "catalogue", path, "--data", platform)
    assert "新增 2，改动 1，取消 1" in said.out
    assert "已发布为第 2 版" in said.out
    assert "填表说明" in said.out


def test_a_new_catalogue_reaches_a_workstation_by_sync(run, sheet, city, station_folder, tmp_path):
    data = Path(shutil.copytree(city.data / "platform", tmp_path / "platform"))
    path = edited(sheet, tmp_path / "b.xlsx", lambda book: book["部件"].__setitem__("I3", "1紧急工作时"))
    assert run("import", "catalogue", path, "--data", data, "--json").json["changes"]["changed"] == ["component:0101:1"]
    with city_platform(data) as url:
        assert run("import", "catalogue", path, "--data", data, "--json").json["reason"] == "platform_in_use"
        assert run("import", "catalogue", path, "--data", data, "--dry-run", "--json").json["version"] == 2
        assert run("sync", "--data", station_folder, "--once", "--platform", url, "--json").code == 0
    with st.open_to_look(station_folder) as station:
        books = station.door.books
        assert books.versions["catalogue"] == 2
        assert books.catalogue.condition("component:0101:1").limit.n == 1
    assert run("verify", "--data", station_folder, "--json").json["views"] == "equal"


def test_codes_that_mean_other_things_need_a_code_set_of_their_own(run, sheet, platform, tmp_path):
    def change(book):
        for line in range(3, book["事件"].max_row + 1):
            cell = book["事件"].cell(line, 4)
            cell.value = cell.value and f"另一种{cell.value}"

    path = edited(sheet, tmp_path / "other.xlsx", change)
    found = run("import", "catalogue", path, "--data", platform, "--json")
    assert (found.code, found.json["reason"]) == (1, "catalogue-other-codes")
    assert "98" in found.err
    assert run("import", "catalogue", path, "--data", platform, "--code-set", "Ü", "--json").json[
        "reason"] == "catalogue-code-set"
    taken = run("import", "catalogue", path, "--data", platform, "--code-set", "haimen-2026", "--json")
    assert (taken.json["code_set"], taken.json["new"], taken.json["version"]) == ("haimen-2026", 709, 2)


def test_texts_in_a_table_of_their_own_are_the_same_texts(sheet, tmp_path):
    path = shared_strings(sheet, tmp_path / "excel.xlsx")
    with zipfile.ZipFile(path) as archive:
        assert b"inlineStr" not in archive.read("xl/worksheets/sheet1.xml")
    assert catalogue_file.read_workbook(path) == catalogue_file.read_workbook(sheet)


def test_the_size_that_a_sheet_states_of_itself_is_not_believed(sheet, tmp_path):
    path = repacked(sheet, tmp_path / "lies.xlsx", lambda name, raw: raw.replace(
        raw[raw.index(b"<dimension"):raw.index(b"/>", raw.index(b"<dimension")) + 2], b'<dimension ref="A1:B2"/>')
        if b"<dimension" in raw else raw)
    book = catalogue_file.read_workbook(path)
    assert {kind: len(one.rows) for kind, one in book.sheets.items()} == {
        kind: len(one.rows) for kind, one in catalogue_file.read_workbook(sheet).sheets.items()}


# -- what is refused as a whole ---------------------------------------------------------------------------------------


def repacked(source: Path, path: Path, change, extra: dict[str, bytes] | None = None) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
        for name, raw in (extra or {}).items():
            new.writestr(name, raw)
    return path


def shared_strings(source: Path, path: Path, more: bytes = b"") -> Path:
    """The workbook with its texts in a table of their own, as Excel and WPS write it."""
    base = "http://schemas.openxmlformats.org"
    main, office = f"{base}/spreadsheetml/2006/main", f"{base}/officeDocument"
    texts: list[bytes] = []

    def moved(found: re.Match[bytes]) -> bytes:
        texts.append(found[2])
        return b'<c r="%s" t="s"><v>%d</v></c>' % (found[1], len(texts) - 1)

    def change(name: str, raw: bytes) -> bytes:
        if name.startswith("xl/worksheets/"):
            return re.sub(rb'<c r="([A-Z0-9]+)" t="inlineStr"><is><t>([^<]*)</t></is></c>', moved, raw)
        if name.endswith("workbook.xml.rels"):
            return raw.replace(b"</Relationships>", (
                f'<Relationship Id="strings" Type="{office}/2006/relationships/sharedStrings" '
                'Target="/xl/sharedStrings.xml"/></Relationships>').encode())
        if name == "[Content_Types].xml":
            return raw.replace(b"</Types>", (
                b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
                b'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'))
        return raw

    repacked(source, path, change)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        table = b"".join(b"<si><t>%s</t></si>" % text for text in texts)
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{main}">'.encode() + table + more + b"</sst>")
    return path


def in_sheet(sheet: Path, path: Path, rows: bytes) -> Path:
    """The workbook with other rows in its first sheet, and no word about its size."""
    xml = (b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' + rows
           + b"</sheetData></worksheet>")
    return repacked(sheet, path, lambda name, raw: xml if name.endswith("sheet1.xml") else raw)


def many_empty_rows(sheet, path):
    return in_sheet(sheet, path, b"<row/>" * 4_500_000)


def ten_million_rows(sheet, path):
    return in_sheet(sheet, path, b'<row r="10000000"><c r="A10000000"/></row>')


def bomb(sheet, path):
    return repacked(sheet, path, lambda _, raw: raw, {"xl/media/x.xml": b"\0" * (200 * MB)})


def strings_bomb(sheet, path):
    return shared_strings(sheet, path, more=b"<si/>" * 3_000_000)


def wide_merges(sheet, path):
    merges = b"".join(b'<mergeCell ref="A%d:XFD1048576"/>' % n for n in range(1, 200))
    return repacked(sheet, path, lambda name, raw: raw.replace(b"</sheetData>", b"</sheetData><mergeCells>" + merges
                                                               + b"</mergeCells>", 1))


def many_parts(sheet, path):
    return repacked(sheet, path, lambda _, raw: raw, {f"x/{n}": b"" for n in range(2000)})


def entities(sheet, path):
    return repacked(sheet, path, lambda name, raw: b'<!DOCTYPE a [<!ENTITY b "c">]>' + raw
                    if name.endswith("sheet1.xml") else raw)


def formula(sheet, path):
    return edited(sheet, path, lambda book: book["事件"].__setitem__("I9", '=CONCATENATE(2,"天")'))


def error_value(sheet, path):
    def change(book):
        book["部件"]["D4"].value, book["部件"]["D4"].data_type = "#REF!", "e"
    return edited(sheet, path, change)


def macros(sheet, path):
    return repacked(sheet, path, lambda _, raw: raw, {"xl/vbaProject.bin": b"x"})


def macro_type(sheet, path):
    return repacked(sheet, path, lambda name, raw: raw.replace(b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main"))


def a_csv(_, path):
    path.write_text("大类代码,大类名称\n01,公用设施\n", "utf-8")
    return path


def another_zip(_, path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")
    return path


def an_xls(_, path):
    path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 9000)
    return path


def cut(sheet, path):
    path.write_bytes(sheet.read_bytes()[:-500])
    return path


def scrambled(sheet, path):
    return repacked(sheet, path, lambda name, raw: raw[: len(raw) // 2] if name.endswith("sheet2.xml") else raw)


def large(_, path):
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(catalogue_file.MAX_FILE + 1)
    return path


def empty(_, path):
    path.touch()
    return path


def folder(_, path):
    path.mkdir()
    return path


def one_sheet(sheet, path):
    return edited(sheet, path, lambda book: book.remove(book["事件"]))


def no_header(sheet, path):
    return edited(sheet, path, lambda book: book["部件"].delete_rows(2))


@pytest.mark.parametrize(("make", "key"), [
    (many_empty_rows, "catalogue-too-large"), (ten_million_rows, "catalogue-too-large"), (bomb, "catalogue-too-large"),
    (strings_bomb, "catalogue-too-large"), (wide_merges, "catalogue-too-large"), (many_parts, "catalogue-too-large"),
    (large, "catalogue-too-large"), (entities, "catalogue-broken"), (cut, "catalogue-broken"),
    (scrambled, "catalogue-broken"), (formula, "catalogue-formula"), (error_value, "catalogue-formula"),
    (macros, "catalogue-macros"), (macro_type, "catalogue-macros"), (a_csv, "catalogue-not-workbook"),
    (another_zip, "catalogue-not-workbook"), (empty, "catalogue-not-workbook"), (an_xls, "catalogue-old-workbook"),
    (folder, "catalogue-unreadable"), (lambda _, path: path, "catalogue-unreadable"),
    (one_sheet, "catalogue-sheet-missing"), (no_header, "catalogue-header"),
])  # fmt: skip
def test_a_file_that_is_no_catalogue_is_refused_in_one_sentence_and_publishes_nothing(
    run, sheet, platform, tmp_path, make, key,
):
    path = make(sheet, tmp_path / "a.xlsx")
    tracemalloc.start()
    try:
        ran = run("import", "catalogue", path, "--data", platform, "--json")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (ran.code, ran.json["reason"]) == (1, key)
    assert len(ran.err.strip().splitlines()) == 1
    assert peak < 64 * MB
    with Platform.open(platform, clock=lambda: 0, read_only=True) as opened:
        assert [one.version for one in opened.documents() if one.name == "catalogue"] == [1]


def test_bytes_changed_at_random_are_read_or_refused(sheet, tmp_path):
    chance, read = random.Random(1), 0
    with zipfile.ZipFile(sheet) as archive:
        parts = archive.namelist()

    def spoil(raw: bytes) -> bytes:
        changed = bytearray(raw)
        for _ in range(chance.randint(1, 3)):
            place = chance.randrange(len(raw))
            changed[place:place + chance.randint(0, 2)] = bytes(chance.choice(b'<>"/=0aZ9 -r') for _ in range(2))
        return bytes(changed)

    for n in range(60):
        victim = parts[n % len(parts)]
        path = repacked(sheet, tmp_path / "a.xlsx", lambda name, raw, its=victim: spoil(raw) if name == its else raw)
        if n % 6 == 0:
            path.write_bytes(spoil(path.read_bytes()))
        with contextlib.suppress(cs.CatalogueError):
            read += bool(catalogue_file.read_workbook(path).sheets)
    assert 0 < read < 60


def test_a_workbook_is_known_by_what_it_holds_not_by_its_name(sheet, tmp_path):
    path = Path(shutil.copy(sheet, tmp_path / "标准.csv"))
    assert catalogue_file.read_workbook(path).unread == ()


# -- documents --------------------------------------------------------------------------------------------------------


def test_documents_are_listed_and_compared(run, sheet, platform, tmp_path):
    path = edited(sheet, tmp_path / "b.xlsx", lambda book: book["部件"].__setitem__("I3", "1紧急工作时"))
    run("import", "catalogue", path, "--data", platform)
    listed = run("documents", "list", "--data", platform, "--json").json["documents"]
    assert [(one["stream"], one["version"]) for one in listed if one["name"] == "catalogue"] == [
        ("city", 1), ("city", 2)]
    assert all(one["at"].endswith("Z") for one in listed)
    found = run("documents", "diff", "catalogue", 1, 2, "--data", platform, "--json")
    assert found.code == 0
    assert {name: found.json[name] for name in ("stream", "name", "from", "to", "added", "removed")} == {
        "stream": "city", "name": "catalogue", "from": 1, "to": 2, "added": [], "removed": []}
    assert found.json["changed"][1] == {
        "key": "classes/component:0101/conditions/component:0101:1/limit", "from": {"n": 2, "unit": "urgent_hour"},
        "to": {"n": 1, "unit": "urgent_hour"}}
    said = run("documents", "diff", "catalogue", 2, 1, "--data", platform)
    assert "改动 2" in said.out
    assert "city catalogue 第 2 版" in run("documents", "list", "--data", platform).out
    same = run("documents", "diff", "users", 1, 1, "--data", platform, "--stream", "360681003", "--json").json
    assert (same["added"], same["removed"], same["changed"]) == ([], [], [])


@pytest.mark.parametrize(("argv", "reason"), [
    (("diff", "catalogue", 1, 9), "document-version"), (("diff", "katalog", 1, 1), "document-missing"),
    (("diff", "users", 1, 1), "document-streams"), (("diff", "catalogue"), "bad-arguments"),
    (("diff", "catalogue", "a", 1), "bad-arguments"),
])  # fmt: skip
def test_documents_that_are_not_there(run, platform, argv, reason):
    found = run("documents", *argv, "--data", platform, "--json")
    assert found.code != 0
    assert found.json["reason"] == reason


def test_a_folder_without_a_platform(run, sheet, tmp_path):
    for argv in (("documents", "list"), ("import", "catalogue", sheet), ("import", "catalogue", sheet, "--dry-run")):
        assert run(*argv, "--data", tmp_path, "--json").json["reason"] == "platform_missing"


@pytest.mark.parametrize("argv", [
    ("import", "cases", "a.csv"), ("import", "catalogue", "a.xlsx", "--mapping", "plain"),
    ("import", "catalogue", "a.xlsx", "--propose"), ("import", "cases", "a.csv", "--propose", "--dry-run"),
    ("import", "cases", "a.csv", "--mapping", "plain", "--out", "b.toml"),
    ("import", "cases", "a.csv", "--mapping", "plain", "--propose"),
    ("import", "cases", "a.csv", "--propose", "--code-set", "x"),
])  # fmt: skip
def test_arguments_of_one_kind_of_import_do_not_fit_the_other(run, argv):
    found = run(*argv, "--json")
    assert (found.code, found.json["reason"]) == (2, "bad-arguments")


def test_the_window_reads_a_workbook_into_a_draft_or_says_why_not(shipped, sheet, tmp_path):
    def change(book):
        book["部件"]["I3"] = "尽快"
        book["部件"]["H5"] = "换新"

    found = read(edited(sheet, tmp_path / "新.xlsx", change), shipped, "zh_CN", lambda done, total: None)
    assert (found.read, found.changed, found.gone, found.fault) == (519, 1, 1, "")
    assert found.refused == ("部件 第 3 行：处置时限无法读取：尽快",)
    assert found.catalogue.source == "新.xlsx"
    none = read(tmp_path / "没有.xlsx", shipped, "zh_CN", lambda done, total: None)
    assert none.catalogue is None
    assert "没有.xlsx" in none.fault
