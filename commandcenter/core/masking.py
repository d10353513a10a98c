"""Personal data in texts: phone and identity numbers lose their middle, names all but their first sign.

Only a name that a word announces (来电人：…) is recognised. To see it whole is an act that is written down.
"""

import re

_MOBILE = re.compile(r"(?<![\d-])(?:\+?86[- ]?)?[1１][3-9３-９]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
_LANDLINE = re.compile(r"(?<![\d-])[(（]?[0０]\d{2,3}[)）]?[- ]?\d{7,8}(?!\d)")
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])")
_NAME = re.compile(
    r"(?P<word>(?:(?:来电人|报料人|投诉人|举报人|反映人|联系人|当事人)(?:姓名)?\s*(?:[:：]|为|是|叫)?|姓名\s*(?:[:：]|为|是|叫))\s*)"
    r"(?!不详|匿名|未知)(?P<name>[\u4e00-\u9fff]{2,4}?)"
    r"(?=先生|女士|老师|同志|[\s,，。;；、()（）/]|电话|手机|身份证|[0-9１+]|$)")
_KEPT = 3  # characters at the beginning; of phone numbers as many at the end


def masked(text: str) -> str:
    """The text with phone numbers as 138*****000, identity numbers as 360***************, names as 张**."""
    text = _NAME.sub(lambda found: found["word"] + found["name"][0] + "*" * (len(found["name"]) - 1), text)
    text = _IDENTITY.sub(lambda found: _hidden(found[0], 0), text)
    return _LANDLINE.sub(_phone, _MOBILE.sub(_phone, text))


def _phone(found: re.Match[str]) -> str:
    return _hidden(found[0], _KEPT)


def _hidden(number: str, end: int) -> str:
    return number[:_KEPT] + "*" * (len(number) - _KEPT - end) + number[len(number) - end:]


def kinds(text: str) -> tuple[str, ...]:
    """Which kinds of personal data `masked` hides in a text: identity, name, phone."""
    without_identity = _IDENTITY.sub("", text)
    return tuple(kind for kind, there in (
        ("identity", _IDENTITY.search(text)), ("name", _NAME.search(text)),
        ("phone", _MOBILE.search(without_identity) or _LANDLINE.search(without_identity))) if there)


def pieces(text: str) -> tuple[str, ...]:
    """The names and numbers that `masked` hides in a text, whole."""
    numbers = _IDENTITY.sub("", text)
    return (*(found["name"] for found in _NAME.finditer(text)), *_MOBILE.findall(numbers), *_LANDLINE.findall(numbers),
            *_IDENTITY.findall(text))


def masked_piece(piece: str) -> str:
    """One of `pieces`, masked."""
    return masked(piece) if any(sign.isdigit() for sign in piece) else piece[0] + "*" * (len(piece) - 1)
