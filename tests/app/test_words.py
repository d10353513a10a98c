"""Every key that can reach a person on the command line has its sentence, in both languages, about the same facts."""

import ast
import re
import string

import pytest

from commandcenter.app import words
from tests.refusal_keys import ROOT, refusal_keys

RAISED = {
    "AdminError", "AdminRefusal", "BackupError", "BenchError", "CatalogueError", "ChildError", "DemoError",
    "DocumentsError", "DraftError", "FeedError", "LimitError", "NoPicture", "OnCaseError", "PhotosError",
    "PlatformDown", "PlatformError", "PrintError", "Refusal", "Rejected", "StationError", "Unprintable", "Unproposable",
    "Unwritable", "_Unreadable", "_Unusable",
}
NAMED = {"Refusal": "reason", "Problem": "key"}  # …(reason="…"), …(key="…")
# of a key that is computed: the engine's words (cityplatform.files), the wire's, what the platform says of itself
COMPUTED = {"database_unreachable", "database_refused", "disk_full", "platform_busy", "platform_broken", "too_large",
            "tls", "tls_host", "tls_expired", "tls_not_yet", "tls_foreign", "tls_plain", "id_conflict", "sseq_conflict",
            "too_many",
            "limits-unreadable", "sheet-not-dispatched", "sheet-no-order", "sheet-not-handled", "sheet-not-closed",
            "pdf-full", "pdf-not-written"}


def keys_in_source() -> set[str]:
    found: set[str] = set()
    for path in ROOT.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            its = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
            values: list[ast.expr] = call.args[:1] if its in RAISED else []
            values += [k.value for k in call.keywords if NAMED.get(its) == k.arg]
            for value in values:
                branches = [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
                found |= {b.value for b in branches if isinstance(b, ast.Constant) and isinstance(b.value, str)}
    return found


def test_every_key_has_a_sentence():
    found = keys_in_source() | refusal_keys() | COMPUTED
    assert len(found) > 90
    assert found - words.SENTENCES.keys() == set()


@pytest.mark.parametrize("key", [*words.SENTENCES, *words.PHRASES])
def test_a_sentence_says_the_same_in_both_languages(key):
    chinese, english = (words.SENTENCES | words.PHRASES)[key]
    assert re.search("[一-鿿]", chinese) or key in ("demo-station", "limit-line")
    assert not re.search("[一-鿿]", english)
    assert fields(chinese) == fields(english)


def test_no_key_has_a_sentence_in_two_tables():
    tables = (words.RULES, words.ACCOUNTS, words.KEEPING, words.IMPORTS, words.PLATFORM, words.COMMANDS,
              words.IMPORT_PHRASES, words.PLATFORM_PHRASES, words.COMMAND_PHRASES)
    assert len({key for table in tables for key in table}) == sum(map(len, tables))


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_facts_are_put_in_and_a_missing_one_is_no_trouble():
    assert words.say("file-missing", {"where": "a.csv"}, "en") == "There is no file a.csv."
    assert words.say("file-missing", {}, "zh_CN") == "找不到文件 。"
    assert words.say("never-heard-of", {"where": "a"}, "zh_CN") == "never-heard-of: where a"
