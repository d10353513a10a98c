"""The overview of streets as a page without scripts, in Chinese and English, light and dark as the browser wishes."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from html import escape
from typing import Final

from commandcenter.cityplatform.admin import Known, StreetLine
from commandcenter.core.facts import CITY

SILENT_MS: Final = 15 * 60_000  # a workstation that was not heard for so long is marked
_SHANGHAI: Final = timezone(timedelta(hours=8))
_STYLE: Final = """
:root{color-scheme:light dark;--line:#c9ced6;--soft:#5b6470;--warn:#b3261e;--ground:#fff;--text:#1b1f24}
@media (prefers-color-scheme:dark){:root{--line:#3a424d;--soft:#9aa5b1;--warn:#ff8a80;--ground:#14181d;--text:#e6eaef}}
body{font:15px/1.5 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;margin:24px;background:var(--ground);
color:var(--text)}table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid var(--line);padding:6px 10px;
text-align:left;vertical-align:top}th{color:var(--soft);font-weight:600}.n{text-align:right;
font-variant-numeric:tabular-nums}.s{color:var(--soft)}.w{color:var(--warn);font-weight:600}
"""
_COUNTS: Final = ("rejected", "conflicts", "aside")
_WORDS: Final[dict[str, dict[str, str]]] = {
    "zh_CN": {
        "title": "各街道同步概况", "at": "{0}（北京时间）", "street": "街道", "head": "序号 · 链", "last": "最近一条",
        "rejected": "未收", "conflicts": "冲突", "aside": "搁置", "waiting": "{0} 条待报",
        "documents": "文书版本", "stations": "席位", "never": "从未联系", "revoked": "已停用",
        "behind": "差 {0} 条", "even": "已跟上", "silent": "{0} 未联系", "heard": "{0} 联系过", "city": "全市文书",
        "none": "还没有席位",
    },
    "en": {
        "title": "Streets at a glance", "at": "{0} (Asia/Shanghai)", "street": "Street", "head": "Number · chain",
        "last": "Newest", "rejected": "Rejected", "conflicts": "Conflicts", "aside": "Set aside",
        "waiting": "{0} waiting",
        "documents": "Document versions", "stations": "Workstations",
        "never": "never heard", "revoked": "withdrawn", "behind": "{0} behind", "even": "up to date",
        "silent": "silent since {0}", "heard": "heard {0}", "city": "Documents of the city",
        "none": "No workstation yet",
    },
}


def page(lines: Sequence[StreetLine], now: int, language: str, name_of: Callable[[str], str] = str) -> str:
    """The whole page; `now` ms UTC."""
    words = _WORDS.get(language, _WORDS["zh_CN"])
    other = "en" if language != "en" else "zh_CN"
    rows = "".join(_row(line, now, words, name_of) for line in lines)
    heads = "".join(f"<th scope=col{' class=n' if key in _COUNTS else ''}>{escape(words[key])}</th>"
                    for key in ("street", "head", "last", *_COUNTS, "documents", "stations"))
    return (
        f"<!doctype html><html lang={'en' if language == 'en' else 'zh-CN'}><head><meta charset=utf-8>"
        f"<meta name=viewport content='width=device-width'><title>{escape(words['title'])}</title>"
        f"<style>{_STYLE}</style></head><body><h1>{escape(words['title'])}</h1>"
        f"<p class=s>{escape(words['at'].format(_time(now)))} · "
        f"<a href='?lang={other}'>{'English' if other == 'en' else '中文'}</a>"
        f"</p><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></body></html>")


def _row(line: StreetLine, now: int, words: dict[str, str], name_of: Callable[[str], str]) -> str:
    name = words["city"] if line.street == CITY else name_of(line.street)
    documents = ", ".join(f"{name} {version}" for name, version in line.documents) or "—"
    stations = "<br>".join(_station(one, line, now, words) for one in line.workstations)
    if not stations and line.street != CITY:
        stations = f"<span class=s>{escape(words['none'])}</span>"
    return (
        f"<tr><th scope=row>{escape(name)}<br><span class=s>{escape(line.street)}</span></th>"
        f"<td class=n>{line.seq:,} · <code>{escape(line.head)}</code></td><td>{_time(line.at) if line.at else '—'}</td>"
        f"{_count(line.rejected)}{_count(line.conflicts)}{_count(line.aside)}<td class=s>{escape(documents)}</td>"
        f"<td>{stations}</td></tr>")


def _count(number: int | None) -> str:
    """A cell; marked where somebody should look, a dash where nobody has said."""
    return f"<td class='n{' w' if number else ''}'>{'—' if number is None else f'{number:,}'}</td>"


def _station(one: Known, line: StreetLine, now: int, words: dict[str, str]) -> str:
    who = f"{escape(one.letter)} {escape(one.name)}"
    if one.revoked_at is not None:
        return f"<span class=s>{who} · {escape(words['revoked'])}</span>"
    if one.at is None:
        return f"{who} · <span class=s>{escape(words['never'])}</span>"
    behind = line.seq - one.seq
    lag = words["behind"].format(f"{behind:,}") if behind > 0 else words["even"]
    if one.waiting:
        lag += " · " + words["waiting"].format(f"{one.waiting:,}")
    silent = now - one.at > SILENT_MS
    heard = words["silent" if silent else "heard"].format(_time(one.at))
    return (f"{who} · <span class={'w' if silent else 's'}>{escape(heard)}</span> · {escape(lag)} · "
            f"<span class=s>{escape(one.app)}</span>")


def _time(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(_SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
