import pytest

from commandcenter.core.masking import kinds, masked, masked_piece, pieces

TEXT = "来电人：张晓梅，电话13800138000，身份证360681198805124321，反映井盖丢失"


def test_what_is_personal_is_masked_named_and_found_whole():
    assert masked(TEXT) == "来电人：张**，电话138*****000，身份证360***************，反映井盖丢失"
    assert kinds(TEXT) == ("identity", "name", "phone")
    assert pieces(TEXT) == ("张晓梅", "13800138000", "360681198805124321")
    assert [masked_piece(piece) for piece in pieces(TEXT)] == ["张**", "138*****000", "360***************"]


@pytest.mark.parametrize("text", [
    "", "雄石路东侧井盖丢失", "编号 20261122-0037，限 2 天", "联系人不详", "1772413200000", "姓名牌脱落，影响市容",
])
def test_what_is_not_personal_stays(text):
    assert masked(text) == text
    assert pieces(text) == ()


@pytest.mark.parametrize(("text", "shown"), [
    ("联系人 李明 13900139000", "联系人 李* 139*****000"), ("投诉人姓名：欧阳修远先生", "投诉人姓名：欧***先生"),
    ("报料人为王芳电话0701-6213456", "报料人为王*电话070******456"),
])
def test_names_that_a_word_announces(text, shown):
    assert masked(text) == shown
