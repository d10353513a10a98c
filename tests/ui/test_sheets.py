"""Sheets on paper: what a PDF holds when it is read back, where pages break, and what hostile texts do to them."""

import os
import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

import msgspec
import pypdf
import pytest
from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from commandcenter import paths
from commandcenter.core import rules as r
from commandcenter.core.bodies import PhotoKind
from commandcenter.core.case import Role
from commandcenter.core.escalation_rules import Escalate
from commandcenter.core.photos import Photo
from commandcenter.core.transfer_bodies import CarriedStep, Leg, Received
from commandcenter.reports import sheets
from commandcenter.reports.sheets import Printing, SheetKind
from commandcenter.settings import Settings
from commandcenter.ui import run, sheet_pages, sheet_run, sheet_words
from commandcenter.ui.sheet_job import PICTURE_PX, Album, decoded
from commandcenter.ui.sheet_pdf import PART, PdfFile, Unwritable
from tests import makes

CHINESE = Settings(language="zh_CN")


@pytest.fixture
def printing(door, clock, qapp):
    run.application(CHINESE)
    yield Printing(street_name="东门街道", books=door.books, calendars=door.sight.calendar,
                   names=door.books.shown_names, now=clock.at, printed_by="派遣员01")
    run.speak(qapp, "en")


def sheet(kind, case, queries, printing, photos=()):
    made = sheets.build(kind, case.shown_number, queries.entries(case.id), printing)
    return replace(made, case=msgspec.structs.replace(made.case, photos=tuple(photos)))


def written(made, tmp_path, pictures=lambda sha256: None, settings=CHINESE):
    """The texts of the pages of a PDF, without blanks, as they are copied out of it."""
    out = tmp_path / "sheet.pdf"
    sheet_run.write([made] if not isinstance(made, list) else made, out, settings, pictures, replace=True)
    return ["".join(page.extract_text().split()) for page in pypdf.PdfReader(out).pages]


def ordered(door, case):
    return door.submit(Escalate(
        case_id=case.id, actor="dm-shift-leader-1", role=Role.SHIFT_LEADER, level=3, due=case.handling.start,
        reason="群众反复投诉", text="请于今晚前到场并书面回复", asks=("说明超期原因", "明确责任人")))


def photo(n, kind=PhotoKind.BEFORE):
    return Photo(sha256=f"{n:064x}", size=1, media="image/jpeg", kind=kind, fact="", at=makes.T0 + n * makes.MINUTE)


def jpeg(colour="#446688", size=(1600, 1200)):
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, "JPEG")
    return bytes(buffer.data())


# -- what is on them ------------------------------------------------------------------------------------------------


def test_a_dispatch_sheet_reads_back_with_number_deadline_and_places_to_sign(door, queries, printing, tmp_path):
    case = makes.dispatched(door, text="车行道上水井盖丢失，长期无人管，有工作人员骨折")
    [page] = written(sheet(SheetKind.DISPATCH, case, queries, printing), tmp_path)
    assert "东门街道城市管理指挥中心" in page
    assert "案件派遣单" in page
    assert f"编号：{case.provisional}" in page
    assert "待市平台编号" in page
    assert "车行道上水井盖丢失，长期无人管，有工作人员骨折" in page
    assert case.unit_name in page
    due = printing.calendars(1) and sheet(SheetKind.DISPATCH, case, queries, printing).handling.due
    assert "".join(sheet_words.long_moment(due).split()) in page
    assert re.search(r"2026年3月\d+日（星期.）", page)
    assert "".join(sheet_words.in_words(due).split()) in page
    assert "自2026-03-0209:00起算" in page
    for words in ("签收人", "签收时间", "处置人", "单位负责人", "派遣员", "值班长", "□已处置完毕", "第1页，共1页"):
        assert words in page, words
    assert "打印：2026-03-0209:00派遣员01" in page
    assert f"另有{len(queries.entries(case.id))}项待同步" in page


def test_a_city_number_stands_before_the_provisional_one(door, queries, printing, tmp_path):
    case = makes.dispatched(door)
    made = sheet(SheetKind.DISPATCH, case, queries, printing)
    made = replace(made, case=msgspec.structs.replace(made.case, number="20260302-0037"), fact=1234, waiting=0)
    [page] = written(made, tmp_path)
    assert f"编号：20260302-0037（临时编号{case.provisional}）" in page
    assert "依据第1,234号记录" in page
    assert sheet_words.file_name(made, 1) == "派遣单_0302-0037.pdf"
    assert sheet_words.file_name(made, 12) == "派遣单_0302-0037等12件.pdf"


def test_a_supervision_sheet_asks_and_leaves_room_to_answer(door, queries, printing, tmp_path):
    case = makes.walk(door, makes.dispatched(door), 2)
    case = ordered(door, case)
    [page] = written(sheet(SheetKind.SUPERVISION, case, queries, printing), tmp_path)
    for words in ("案件督办单", "督办单（第3级）", "群众反复投诉", "1.说明超期原因2.明确责任人", "回复期限", "值班长01",
                  "时限1紧急工作时", "昼夜连续计时", "2026年3月2日（星期一）10时00分前", "二〇二六年三月二日十时整",
                  "审核意见", "值班长签章"):
        assert words in page, words


def test_a_check_sheet_has_the_boxes_and_ticks_what_is_known(door, queries, printing, tmp_path):
    case = makes.walk(door, makes.dispatched(door), 6)
    [page] = written(sheet(SheetKind.CHECK, case, queries, printing), tmp_path)
    for words in ("案件核查单", "□通过□不通过□无法核实", "已更换", "结案条件", "核查期限", "核查人"):
        assert words in page, words
    case = makes.walk(door, makes.dispatched(door), 7)
    [page] = written(sheet(SheetKind.CHECK, case, queries, printing), tmp_path)
    assert "■通过□不通过□无法核实" in page


def test_a_closing_sheet_tells_the_whole_course_by_post_not_by_person(door, clock, queries, printing, tmp_path):
    case = makes.dispatched(door)
    for command, role, more in makes.WAY:
        clock.forward(hours=30)
        case = door.submit(command(case_id=case.id, actor="dm-dispatcher-1", role=role,
                                   on_behalf=makes.behalf(role, case.unit), **more))
    text = "".join(written(sheet(SheetKind.CLOSING, case, queries, printing), tmp_path))
    for words in ("案件结案单", "办理经过", "上报", "立案", "派遣", "签收", "反馈", "核查", "处置超期", "超期结案",
                  "30时00分", "派遣员01", "归档人", "已更换"):
        assert words in text, words
    assert not any(user.name in text for user in door.books.users.users)


def test_a_sheet_speaks_english_with_the_window(door, queries, printing, tmp_path):
    case = makes.dispatched(door)
    made = sheet(SheetKind.DISPATCH, case, queries, printing)
    text = "".join(written(made, tmp_path, settings=Settings(language="en")))
    assert "Casedispatchsheet" in text
    assert re.search(r"day,2026-03-\d\d,before\d\d:\d\d", text)
    assert re.search(r"\d+March2026,\d\d:\d\d", text)


def test_days_and_hours_in_words(qapp):
    run.application(CHINESE)
    at = makes.T0 + 8 * makes.HOUR + 30 * makes.MINUTE
    assert sheet_words.in_words(at) == "二〇二六年三月二日十七时三十分"
    assert sheet_words.in_words(at + 9 * 24 * makes.HOUR - 30 * makes.MINUTE) == "二〇二六年三月十一日十七时整"
    assert sheet_words.in_words(at + 20 * 24 * makes.HOUR + 29 * makes.MINUTE) == "二〇二六年三月二十二日十七时五十九分"
    assert sheet_words.in_words(at + 7 * makes.HOUR) == "二〇二六年三月三日〇时三十分"
    run.speak(qapp, "en")


# -- pages ----------------------------------------------------------------------------------------------------------


def inside(page, edge=0.5):
    """Whether everything on a page lies within the paper's margins."""
    room = QRectF(0, 0, sheet_pages.WIDE, sheet_pages.HIGH).adjusted(100, 100, -100, -100)
    for item in page.items:
        if isinstance(item, sheet_pages.Line):
            line = item.layout.lineAt(item.n)
            rect = QRectF(item.x, item.y, line.naturalTextWidth(), line.height())
        else:
            rect = item.rect
        assert room.contains(rect.adjusted(edge, edge, -edge, -edge)), item


def test_a_long_text_and_six_pictures_flow_to_further_pages(door, queries, printing, tmp_path):
    long = "".join(f"第{n:03d}句：人行道破损积水。" for n in range(71))
    assert len(long) > 990
    case = makes.dispatched(door, text=long)
    photos = [photo(n) for n in range(8)]
    held = {p.sha256: jpeg() for p in photos[:5]}
    made = sheet(SheetKind.DISPATCH, case, queries, printing, photos)
    made_pages = sheet_pages.pages(sheet_words.form(made))
    for page in made_pages:
        inside(page)
    texts_of = written(made, tmp_path, held.get)
    assert len(texts_of) == len(made_pages) >= 2
    text = "".join(texts_of)
    missing = [n for n in range(71) if f"第{n:03d}句" not in text]
    assert missing == [], texts_of[0]
    assert f"第1页，共{len(texts_of)}页" in texts_of[0]
    assert f"案件派遣单编号：{case.provisional}（续）" in texts_of[1]
    pictures = sum(len(page.images) for page in pypdf.PdfReader(tmp_path / "sheet.pdf").pages)
    assert pictures == 5
    assert "照片尚未同步到本机" in text
    assert "处置前2026-03-0209:05" in text
    assert "另有2张，见系统" in text


@pytest.mark.parametrize(("kind", "steps"), [(SheetKind.DISPATCH, 0), (SheetKind.CHECK, 6)])
def test_the_usual_pictures_leave_a_sheet_on_one_page(kind, steps, door, queries, printing):
    """Three of how it was, two of how it became: what is filled in by hand is on the same paper."""
    case = makes.walk(door, makes.dispatched(door, text="车行道上水井盖丢失，夜间有安全隐患，请尽快处置。"), steps)
    photos = [photo(n, PhotoKind.BEFORE if n < 3 else PhotoKind.AFTER) for n in range(5)]
    [page] = sheet_pages.pages(sheet_words.form(sheet(kind, case, queries, printing, photos)))
    inside(page)


def test_the_course_of_a_long_case_repeats_its_head_on_each_page(door, queries, printing, tmp_path):
    case = makes.dispatched(door)
    for n in range(60):
        door.submit(r.Note(case_id=case.id, actor="dm-dispatcher-1", role=Role.DISPATCHER, text=f"第{n}次电话催促"))
    case = makes.walk(door, case)
    texts_of = written(sheet(SheetKind.CLOSING, case, queries, printing), tmp_path)
    assert len(texts_of) >= 3
    assert all("经办（岗位）" in text for text in texts_of)
    assert all(f"第{n}次电话催促" in "".join(texts_of) for n in range(60))


@pytest.mark.parametrize("text", [
    "<b>粗体</b><img src='file:///etc/passwd'>&amp;<script>",
    "\u202e反向\u202c שלום עולם مرحبا 结束", "😀👨\u200d👩\u200d👧井盖🚧",
    "无" * 500, "x" * 500, "a\x00b\x07c\x1b[31m红\r\n第二行\t制表", "第一行\n\n\n\n" * 60, "",
], ids=["html", "rtl", "emoji", "500-chinese", "500-latin", "control", "lines", "empty"])
def test_hostile_texts_stay_texts_in_their_cell(text, door, queries, printing, tmp_path):
    case = makes.dispatched(door)
    made = sheet(SheetKind.DISPATCH, case, queries, printing)
    strange = msgspec.structs.replace(made.case, text=text, place=text, unit_name=text, major_name=text)
    made = replace(made, case=strange)
    for page in sheet_pages.pages(sheet_words.form(made)):
        inside(page)
    read = "".join(written(made, tmp_path))
    if text.startswith(("<b>", "无", "x")):
        assert "".join(text.split()) in unicodedata.normalize("NFKC", read)
    assert "以下由责任单位填写" in read


@pytest.mark.qt_log_ignore("JPEG")
def test_a_picture_is_printed_small_upright_and_without_what_its_file_says():
    image = decoded(jpeg(size=(4000, 3000)))
    assert (image.width(), image.height()) == (PICTURE_PX, PICTURE_PX * 3 // 4)
    assert decoded(b"<svg") is None
    assert decoded(b"\xff\xd8\xff" + b"\x00" * 1000) is None
    asked = []
    album = Album(lambda sha256: asked.append(sha256))
    assert [album("a"), album("b")] == [None] * 2
    assert asked == ["a", "b"]
    album.put("a", jpeg())
    assert (album("a").width(), asked) == (PICTURE_PX, ["a", "b"])


def test_preview_and_pdf_are_painted_by_the_same_lines_in_greys_alone(door, queries, printing):
    case = makes.dispatched(door)
    form = sheet_words.form(sheet(SheetKind.DISPATCH, case, queries, printing))
    [page] = sheet_pages.pages(form)
    image = QImage(840, 1188, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.scale(840 / sheet_pages.WIDE, 840 / sheet_pages.WIDE)
    sheet_pages.paint(painter, page, lambda sha256: None)
    painter.end()
    colours = {image.pixel(x, y) for x in range(0, 840, 3) for y in range(0, 1188, 3)}
    assert len(colours) > 5
    assert all(QColor(c).red() == QColor(c).green() == QColor(c).blue() for c in colours)


def test_the_code_on_paper_is_the_number(door, queries, printing):
    """The dark modules that are painted are those of the number's code; their middle is read as a scanner does."""
    case = makes.dispatched(door)
    made = sheet(SheetKind.DISPATCH, case, queries, printing)
    [page] = sheet_pages.pages(sheet_words.form(made))
    dots = [item.rect for item in page.items if isinstance(item, sheet_pages.Box) and item.fill == sheet_pages.INK]
    edge, n = sheet_pages.CODE, len(made.scan)
    x0, y0 = sheet_pages.WIDE - sheet_pages.RIGHT - edge, sheet_pages.TOP
    read = tuple(
        tuple(any(d.contains(x0 + (x + 0.5) * edge / n, y0 + (y + 0.5) * edge / n) for d in dots) for x in range(n))
        for y in range(n))
    assert read == made.scan == sheets.code_of(case.provisional)


# -- the file -------------------------------------------------------------------------------------------------------


def test_a_file_that_is_there_stays_unless_it_is_to_be_replaced(door, queries, printing, tmp_path):
    made = sheet(SheetKind.DISPATCH, makes.dispatched(door), queries, printing)
    out = tmp_path / "单.pdf"
    out.write_bytes(b"mine")
    with pytest.raises(Unwritable, match="pdf-exists"):
        sheet_run.write([made], out, CHINESE, lambda sha256: None)
    assert out.read_bytes() == b"mine"
    assert sheet_run.write([made], out, CHINESE, lambda sha256: None, replace=True) == 1
    assert out.read_bytes().startswith(b"%PDF-")
    with pytest.raises(Unwritable, match="pdf-exists"):
        PdfFile(tmp_path, "a folder", replace=True)
    with pytest.raises(Unwritable, match="pdf-not-written"):
        PdfFile(tmp_path / "nowhere" / "x.pdf", "no folder")
    assert {p.name for p in tmp_path.iterdir() if p.suffix in (".pdf", PART)} == {"单.pdf"}


FULL = """
import resource, sys
sys.path.insert(0, {root!r})
from pathlib import Path
from PySide6.QtGui import QGuiApplication, QPainter, QFont
from commandcenter.ui.sheet_pdf import PdfFile, Unwritable
app = QGuiApplication(["x"])
file = PdfFile(Path({out!r}), "x")
painter = QPainter(file.device)
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, resource.RLIM_INFINITY))
try:
    for n in range(20):
        for y in range(40):
            painter.drawText(300, 300 + 150 * y, f"{{n}} {{y}} " * 20)
        file.check()
        file.device.newPage()
    painter.end()
    file.finish()
except Unwritable as err:
    painter.end()
    print(err.key)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no RLIMIT_FSIZE")
@pytest.mark.parametrize("size", [200, 20_000])
def test_a_full_disk_is_a_sentence_and_leaves_nothing_behind(tmp_path, size):
    out = tmp_path / "x.pdf"
    code = FULL.format(root=str(paths.ROOT), out=str(out), size=size)
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60,
                         env=os.environ | {"QT_QPA_PLATFORM": "offscreen"})
    assert ran.stdout.strip() in ("pdf-full", "pdf-not-written"), ran.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_lost_bytes_is_not_put_in_its_place(door, queries, printing, tmp_path, qapp):
    file = PdfFile(tmp_path / "x.pdf", "x")
    painter = QPainter(file.device)
    painter.drawText(100, 100, "x")
    painter.end()
    part = Path(str(tmp_path / "x.pdf") + PART)
    file.check()
    data = part.read_bytes()
    part.write_bytes(data[:40] + data[60:])
    with pytest.raises(Unwritable, match="pdf-full"):
        file.finish()
    assert list(tmp_path.glob("x.pdf*")) == []


@pytest.mark.parametrize("kind", [SheetKind.DISPATCH, SheetKind.CLOSING])
def test_a_case_that_another_street_handed_over_carries_its_course_there(door, queries, printing, tmp_path, kind):
    case = makes.walk(door, makes.dispatched(door))
    legs = tuple(Leg(street=f"11010801{n}", name=name, case=case.id, number=f"20260301-004{n}")
                 for n, name in enumerate(("花园路街道", "北太平庄街道")))
    steps = tuple(CarriedStep(type=kind, at=printing.now - makes.HOUR, role=role, who=who, text=text)
                  for kind, role, who, text in (("reported", "collector", "", "井盖丢失，来电13812345678"),
                                                ("filed", "acceptor", "受理岗", "属实")))
    came = Received(asked=case.id, at=printing.now, reason="地点在贵方辖区", reported_at=case.reported_at, steps=steps,
                    left_out=7, trail=legs)
    made = sheet(kind, case, queries, printing)
    plain = "".join(written(made, tmp_path))
    told = "".join(written(replace(made, case=msgspec.structs.replace(made.case, received=came)), tmp_path))
    for words in ("此前经过（花园路街道→北太平庄街道）", "0301-0040", "0301-0041", "地点在贵方辖区", "受理岗",
                  "属实", "7步"):
        assert words in told
        assert words not in plain
    assert "13812345678" not in told
    if kind is SheetKind.CLOSING:
        assert told.index("受理岗") < told.index("办理经过") < told.index("结案意见")
