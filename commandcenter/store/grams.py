"""Text to search tokens: Chinese by pairs of characters, other words whole (stack.md §3). Pure text work."""

import re
import unicodedata

_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[0-9a-z]+")


def index(text: str) -> str:
    """Tokens of a text for the index: 路灯不亮 → 路灯 灯不 不亮 亮; B042 → b042."""
    tokens: list[str] = []
    for run in _runs(text):
        if run.isascii():
            tokens.append(run)
        else:
            tokens += [run[i:i + 2] for i in range(len(run))]
        tokens.append("x0x")  # keeps phrases from running over the end of a word
    return " ".join(tokens)


def query(text: str) -> str | None:
    """The match expression for what a person typed; None where nothing in it can be searched.

    Several words must all occur; the last characters may be the beginning of a word.
    """
    parts = []
    for run in _runs(text):
        if run.isascii() or len(run) == 1:
            parts.append(f'"{run}" *')
        else:
            parts.append('"' + " ".join(run[i:i + 2] for i in range(len(run) - 1)) + '"')
    return " AND ".join(parts) or None


def _runs(text: str) -> list[str]:
    return _RUN.findall(unicodedata.normalize("NFKC", text).lower())
