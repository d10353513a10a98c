"""Every key of the core has its words, in English and in Chinese."""

import ast
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from PySide6.QtWidgets import QApplication

import commandcenter
from commandcenter import paths
from commandcenter.core import bodies, responsibility, undo
from commandcenter.core.case import Role, Stage
from commandcenter.core.city_rules import Channel
from commandcenter.core.clocks import Urgency
from commandcenter.core.limits import Limit, Unit
from commandcenter.core.rules import Refused
from commandcenter.core.rungs import Receiver
from commandcenter.desk.queue_desk import GROUPS
from commandcenter.settings import Settings
from commandcenter.ui import joining, queue_words, refusal_words, run, status_line, texts, time_words
from commandcenter.ui.counted import Counted
from tests import makes
from tests.refusal_keys import outcome_reasons, refusal_keys

WORDS = paths.RESOURCES / "i18n" / "commandcenter_zh_CN"
PLURALS = paths.RESOURCES / "i18n" / "commandcenter_en"  # English is the source: only the forms of what is counted
ROOT = Path(commandcenter.__file__).parent
TOOLS = Path(sys.executable).parent
BOTH = re.compile(r"\((s|es|ies)\)")


def messages(path: Path) -> list[tuple[str, str, ET.Element]]:
    root = ET.parse(path).getroot()
    return [
        (str(c.findtext("name")), str(m.findtext("source")), m)
        for c in root.findall("context")
        for m in c.findall("message")
    ]


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The .ts file as collecting the words of today's code would leave it."""
    return updated(WORDS, tmp_path_factory.mktemp("words"))


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same of the English plurals."""
    return updated(PLURALS, tmp_path_factory.mktemp("plurals"), "-pluralonly")


def updated(words: Path, folder: Path, *more: str) -> Path:
    ts = Path(shutil.copy(words.with_suffix(".ts"), folder / "words.ts"))
    sources = folder / "sources.lst"
    sources.write_text("\n".join(str(p) for p in sorted(ROOT.rglob("*.py"))), "utf-8")
    subprocess.run(
        [TOOLS / "pyside6-lupdate", f"@{sources}", "-no-obsolete", "-locations", "none", *more, "-ts", ts],
        check=True,
        capture_output=True,
    )
    return ts


def test_no_word_is_missing_in_chinese(collected: Path):
    missing = [
        (context, source)
        for context, source, m in messages(collected)
        if (t := m.find("translation")) is None
        or t.get("type") == "unfinished"
        or not ("".join(f.text or "" for f in t.findall("numerusform")) or t.text or "").strip()
    ]
    assert missing == []


def test_what_is_counted_has_both_its_forms_in_english(counted: Path):
    for context, source, message in messages(counted):
        translation = message.find("translation")
        assert translation is not None
        assert translation.get("type") != "unfinished", (context, source)
        forms = [form.text or "" for form in translation.findall("numerusform")]
        assert len(forms) == 2, (context, source)
        for form in forms:
            assert form, (context, source)
            assert not BOTH.search(form), (context, source)
            assert places(form) == places(source), (context, source)


def test_what_is_not_counted_leaves_no_plural_open(collected: Path):
    """Only what is collected with its count gets the form that goes with it: a translate() hides its count."""
    assert [source for _, source, message in messages(collected)
            if message.get("numerus") is None and (BOTH.search(source) or "%n" in source or "%L" in source)] == []


def places(text: str) -> set[str]:
    return set(re.findall(r"%L?n", text)) | {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_collector_passes_over_no_word(collected: Path):
    """It passes over a call whose count is more than a name: then the window would speak English there."""
    known = {(context, source) for context, source, _ in messages(collected)}
    passed = []
    for path in sorted((ROOT / "ui").rglob("*.py")):
        text = path.read_text("utf-8")
        if "translate(" not in text:
            continue
        calls = [one for one in ast.walk(ast.parse(text)) if isinstance(one, ast.Call)]
        for call in (one for one in calls if getattr(one.func, "attr", getattr(one.func, "id", "")) == "translate"):
            words = [one.value for one in call.args[:2] if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if len(words) == 2 and tuple(words) not in known:
                passed.append((path.name, call.lineno, *words))
    assert passed == []


def test_no_word_is_left_over(collected: Path, counted: Path):
    for words, found in ((WORDS, collected), (PLURALS, counted)):
        kept = {(c, s) for c, s, _ in messages(words.with_suffix(".ts"))}
        assert kept == {(c, s) for c, s, _ in messages(found)}


def test_translations_keep_their_places(collected: Path):
    for context, source, message in messages(collected):
        translation = message.find("translation")
        assert translation is not None
        text = "".join(f.text or "" for f in translation.findall("numerusform")) or translation.text or ""
        fields = {name for _, name, _, _ in Formatter().parse(source) if name is not None}
        assert {name for _, name, _, _ in Formatter().parse(text) if name is not None} <= fields, (context, source)
        assert ("%n" in text) == ("%n" in source) or message.get("numerus") is None, (context, source)


@pytest.mark.parametrize("words", [WORDS, PLURALS], ids=lambda words: words.name)
def test_the_compiled_words_are_those_of_the_file(tmp_path: Path, words: Path):
    made = tmp_path / "words.qm"
    subprocess.run([TOOLS / "pyside6-lrelease", words.with_suffix(".ts"), "-qm", made], check=True, capture_output=True)
    assert made.read_bytes() == words.with_suffix(".qm").read_bytes()


def test_no_word_hides_in_an_f_string():
    """There the collector of words does not see it, so it would stay English."""
    hidden = [
        f"{path.name}:{node.lineno}"
        for path in (ROOT / "ui").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.JoinedStr)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith(("tr", "translate"))
    ]
    assert hidden == []


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    run.application(Settings(language=request.param))
    yield str(request.param)
    run.speak(qapp, "en")


def test_every_key_has_words(language: str):
    for table, keys, say in (
        (texts.STAGES, list(Stage), texts.stage_text),
        (texts.URGENCIES, list(Urgency), texts.urgency_text),
        (texts.ROLES, [*Role, "import"], texts.role_text),
        (texts.CHANNELS, list(Channel), texts.channel_text),
        (texts.RECEIVERS, list(Receiver), texts.receiver_text),
        (texts.WHYS, list(responsibility.Why), texts.why_text),
        (texts.FACTS, list(bodies.TYPES), texts.fact_text),
        (texts.COUNTERS, sorted(set(undo.COUNTERS.values())), lambda word: texts.say("Fact", texts.COUNTERS, word)),
        (texts.RESULTS, list(bodies.CheckResult), texts.result_text),
        (texts.FOUND, list(bodies.CheckResult), texts.found_text),
        (texts.OUTCOMES, sorted(outcome_reasons() | {""}), texts.outcome_text),
        (queue_words.GROUPS, [g for g, _ in GROUPS], queue_words.group_text),
    ):
        assert set(table) >= set(keys), set(keys) - set(table)
        words = [say(k) for k in keys]
        assert all(words)
        if language == "zh_CN":
            assert not [w for w in words if w.isascii()]


def test_every_queue_of_the_tree_has_a_name(language: str):
    for _group, queues in GROUPS:
        for queue in queues:
            assert queue_words.queue_text(queue) != queue


def test_every_refusal_has_its_sentence(language: str):
    facts = dict.fromkeys(
        ("number", "code", "unit", "level", "least", "now", "where", "version", "known", "reason"), "7"
    )
    for key in refusal_keys():
        assert key in refusal_words.REFUSALS, key
        said = refusal_words.refusal_text(Refused(key, stage=Stage.HANDLING.value, **facts))
        assert said != key
        assert "{" not in said
        assert said.endswith(("。", ".", "）", ")")), said


def test_every_trouble_of_sync_has_its_sentence():
    """Keys that sync and the platform refuse with, read from their source."""
    keys = set()
    for room in ("sync", "cityplatform"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and node.args
                    and isinstance(node.args[0], ast.Constant)
                    and (getattr(node.func, "id", "") in ("Rejected", "Refusal", "PlatformDown"))
                ):
                    keys.add(node.args[0].value)
    assert keys
    assert keys <= set(status_line.SYNC_REASONS), keys - set(status_line.SYNC_REASONS)


def test_words_in_a_row_are_joined_as_the_language_writes(language: str):
    said = f"{joining.listed(['A', 'B'])}{joining.aside('C')} {joining.chained(['D', 'E'])}"
    assert said == ("A、B（C） D；E" if language == "zh_CN" else "A, B (C) D; E")


def test_one_of_a_thing_and_several_are_told_apart_in_english(language: str):
    if language == "en":
        assert [Counted.tr("%Ln case(s)", "", n) for n in (0, 1, 2, 20_000)] == [
            "0 cases", "1 case", "2 cases", "20,000 cases"]
    else:
        assert Counted.tr("%Ln case(s)", "", 1) == "1 件"
    said = [time_words.limit_text(Limit(n=n, unit=Unit.WORK_DAY)) for n in (0.5, 1, 2)]
    assert said == (["0.5 work days", "1 work day", "2 work days"] if language == "en" else
                    ["0.5 工作日", "1 工作日", "2 工作日"])


@pytest.mark.parametrize("language", ["zh_CN"], indirect=True)
def test_times_are_said_as_people_say_them(language: str):
    now = makes.T0
    assert time_words.remaining(now, now + 80 * makes.MINUTE, False, False) == "还剩 1 时 20 分"
    assert time_words.remaining(now, now - 35 * makes.MINUTE, False, False) == "已超 35 分"
    assert time_words.remaining(now, now + 76 * makes.HOUR, False, False) == "还剩 3 天 4 时"
    assert time_words.remaining(now, now + 76 * makes.HOUR, False, True) == "约 还剩 3 天 4 时"
    assert time_words.remaining(now, now + 1, False, False) == "还剩 不足 1 分"
    assert time_words.remaining(now, None, False, False) == "无时限"
    assert time_words.remaining(now, now, True, False) == "暂停"
    assert time_words.due_text(now, now + makes.HOUR) == "今 10:00"
    assert time_words.due_text(now, now + 25 * makes.HOUR) == "明 10:00"
    assert time_words.due_text(now, now + 400 * 24 * makes.HOUR) == "2027-04-06"
    assert time_words.limit_text(Limit(n=2, unit=Unit.URGENT_HOUR)) == "2 紧急工作时"
    assert time_words.limit_text(None) == "无时限"
    assert time_words.limit_text(Limit(n=0.25, unit=Unit.URGENT_HOUR)) == "15 分（紧急工作时）"
    assert time_words.limit_text(Limit(n=0.5, unit=Unit.WORK_HOUR)) == "30 分（工作时）"
    assert time_words.limit_text(Limit(n=0.5, unit=Unit.WORK_DAY)) == "0.5 工作日"
    assert time_words.past(now, now - 5 * makes.MINUTE) == "5 分钟前"
    assert time_words.past(now, now - 24 * makes.HOUR) == "昨 09:00"
    assert time_words.rate_text(0.938) == "93.8 %"
