"""Words in a row, as each language writes them: 、 and （） in Chinese, commas and brackets in English."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def listed(words: Iterable[str]) -> str:
    """Words side by side: `a, b`."""
    return translate("Joining", ", ").join(words)


def chained(clauses: Iterable[str]) -> str:
    """Clauses side by side: `a; b`."""
    return translate("Joining", "; ").join(clauses)


def aside(words: str) -> str:
    """Words in brackets, to stand behind others."""
    return translate("Joining", " ({0})").format(words)
