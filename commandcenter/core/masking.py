"""Personal numbers in texts that leave on paper: phone and identity numbers lose their middle.

No name is recognised; what a caller is called never stands in a fact (house.md §2).
"""

import re

_MOBILE = re.compile(r"(?<![\d-])(?:\+?86[- ]?)?[1１][3-9３-９]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
_LANDLINE = re.compile(r"(?<![\d-])[(（]?[0０]\d{2,3}[)）]?[- ]?\d{7,8}(?!\d)")
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])")
_KEPT = 3  # characters at the beginning; of phone numbers as many at the end


def masked(text: str) -> str:
    """The text with phone numbers as 138*****000 and identity numbers as 360***************."""
    text = _IDENTITY.sub(lambda found: _hidden(found[0], 0), text)
    return _LANDLINE.sub(_phone, _MOBILE.sub(_phone, text))


def _phone(found: re.Match[str]) -> str:
    return _hidden(found[0], _KEPT)


def _hidden(number: str, end: int) -> str:
    return number[:_KEPT] + "*" * (len(number) - _KEPT - end) + number[len(number) - end:]
