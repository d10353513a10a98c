"""A draft mapping for an unknown file of cases: looks through the file, writes a commented TOML file for a person.

What is guessed, and how, is core/mapping_proposal.py's; how a mapping is read core/mapping.py's.
"""

import codecs
import csv
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from commandcenter.app.words import say
from commandcenter.core.catalogue import Catalogue
from commandcenter.core.mapping import Columns, Mapping, load_mapping
from commandcenter.core.mapping_proposal import Proposal, Survey, propose
from commandcenter.door.feeds import FeedError, Table, open_table

_HEAD = 256 * 1024  # bytes of the file in which encoding, delimiter and header are looked for
_ENCODINGS = ("utf-8", "gb18030")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS = (",", ";", "\t", "|")
_OTHERS = ((b"{", "JSON"), (b"[", "JSON"), (b"<", "XML / HTML"), (b"PK\x03\x04", "xlsx"), (b"\xd0\xcf\x11\xe0", "xls"))
_BLANK = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")
_ROLES = ("id", "opened", "closed", "due", "limit", "category", "text", "place", "lon", "lat", "channel", "closing")

Progress = Callable[[int, int], None]  # rows done, rows in the file


class DraftError(Exception):
    """The draft cannot be written. Keys: draft-exists, draft-unwritable."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(f"{key} {facts}")
        self.key, self.facts = key, facts


def draft(path: Path, catalogue: Catalogue, progress: Progress) -> Proposal:
    """The draft for a CSV file, all of whose rows are looked at.

    Raises:
        FeedError: the file cannot be read as a whole: file-missing, file-not-csv, file-encoding, file-broken …
        Unproposable: draft-no-rows, draft-no-id, draft-no-time, draft-no-category.
    """
    table = _table(path)
    encoding, delimiter = table.mapping.encoding, table.mapping.delimiter
    survey = Survey(table.columns)
    for n, row in enumerate(table.rows(), 1):
        if len(row.cells) == len(table.columns):
            survey.add(row.cells)
        if n % 1000 == 0:
            progress(n, table.count)
    return propose(survey, catalogue, name=path.stem, encoding=encoding, delimiter=delimiter)


def write(proposal: Proposal, out: Path, lang: str, file: str) -> None:
    """Write the draft as a commented TOML file; never over a file that is there.

    Raises:
        DraftError: draft-exists, draft-unwritable.
    """
    write_text(text_of(proposal, lang, file), out)


def text_of(proposal: Proposal, lang: str, file: str) -> str:
    """The draft as a commented TOML file, which can be read as a mapping as it is."""
    text = "\n".join(_lines(proposal, lang, file)) + "\n"
    load_mapping(text.encode("utf-8"))
    return text


def write_text(text: str, out: Path) -> None:
    """Write a draft; never over a file that is there.

    Raises:
        DraftError: draft-exists, draft-unwritable.
    """
    try:
        with out.open("xb") as target:
            target.write(text.encode("utf-8"))
    except FileExistsError as err:
        raise DraftError("draft-exists", where=str(out)) from err
    except OSError as err:
        raise DraftError("draft-unwritable", where=str(out), what=err.strerror or str(err)) from err


def _table(path: Path) -> Table:
    """The file with the first encoding in which all of it can be read; its mapping is for nothing but the cells.

    Raises:
        FeedError: file-missing, file-unreadable, file-empty, file-not-csv, file-encoding, file-broken.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except FileNotFoundError as err:
        raise FeedError("file-missing", where=str(path)) from err
    except OSError as err:
        raise FeedError("file-unreadable", where=str(path), what=err.strerror or str(err)) from err
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    found = next((name for sign, name in _OTHERS if start.startswith(sign)), None)
    if found is not None:
        raise FeedError("file-not-csv", where=str(path), found=found)
    for encoding in ("utf-16",) if head[:2] in _UTF16 else _ENCODINGS:
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(head, False).removeprefix("\ufeff")
            first = next((line for line in text.splitlines() if line.strip()), "")
            delimiter = max(_DELIMITERS, key=first.count)
            header = next(csv.reader(text.splitlines(keepends=True), delimiter=delimiter), [])
            if not any(header):
                raise FeedError("file-empty", where=str(path))
            return open_table(path, Mapping(
                name=path.stem, title="", format="csv", encoding=encoding, delimiter=delimiter, tz="UTC",
                time_format="%Y-%m-%d", columns=Columns(id=header[0], opened=header[0], category=(header[0],)),
                categories={},
            ))
        except UnicodeDecodeError:
            continue
        except csv.Error as err:
            raise FeedError("file-broken", where=str(path), line=1, what=str(err)) from err
        except FeedError as err:
            if err.key != "file-encoding":
                raise
    raise FeedError("file-encoding", where=str(path), encoding=" / ".join(_ENCODINGS), line=1)


def _lines(proposal: Proposal, lang: str, file: str) -> Iterator[str]:
    mapping = proposal.mapping

    def comment(key: str, **facts: object) -> str:
        return f"# {_flat(say(key, facts, lang))}"

    yield comment("draft-head", file=file, rows=proposal.rows)
    for key, facts in proposal.checks:
        yield comment("draft-to-check", what=_flat(say(key, facts, lang)))
    yield comment("draft-limits-checks")
    yield f"name = {_toml(mapping.name)}"
    yield f"title = {_toml(mapping.title)}"
    yield 'format = "csv"'
    yield f"encoding = {_toml('utf-8-sig' if mapping.encoding == 'utf-8' else mapping.encoding)}"
    if mapping.delimiter != ",":
        yield f"delimiter = {_toml(mapping.delimiter)}"
    yield f"time_format = {_toml(mapping.time_format)}" + _tail(
        comment("draft-others", others="  ".join(proposal.formats)) if proposal.formats else "")
    yield f"tz = {_toml(mapping.tz)}" + _tail(
        comment("draft-others", others="  ".join(proposal.zones)) if proposal.zones else "")
    yield f"positions = {_toml(mapping.positions.value)}" + _tail(comment(f"draft-positions-{mapping.positions.value}"))
    if mapping.bounds is not None:
        yield f"bounds = [{', '.join(map(repr, mapping.bounds))}]" + _tail(comment("draft-bounds"))
    yield f"demo = {str(mapping.demo).lower()}"
    yield "promises_codes = false" + _tail(comment("draft-promises"))
    yield f"channel = {_toml(mapping.channel.value)}"
    yield f"closing = {_toml(mapping.closing)}"
    yield ""
    yield "[columns]"
    for role in _ROLES:
        name = getattr(mapping.columns, role)
        if name is None:
            yield comment("draft-no-column", role=role)
        else:
            yield f"{role} = " + (f"[{', '.join(map(_toml, name))}]" if isinstance(name, tuple) else _toml(name))
    if proposal.status is not None:
        yield comment("draft-status", column=proposal.status)
    yield ""
    yield f"[categories]{_tail(comment('draft-categories'))}"
    for one in proposal.guesses:
        if one.target != "unclassified":
            key = "draft-guess"
        else:
            key = "draft-no-guess" if not one.name else "draft-near-guess"
        said = comment(key, name=one.name, score=f"{one.score:.2f}", count=one.count)
        yield f"{_toml(one.category)} = {_toml(one.target)}{_tail(said)}"
    if mapping.channels:
        yield ""
        yield f"[channels]{_tail(comment('draft-channels'))}"
        for value, channel in mapping.channels.items():
            yield f"{_toml(value)} = {_toml(channel.value)}"


def _tail(comment: str) -> str:
    return f"  {comment}" if comment else ""


def _toml(text: str) -> str:
    """A basic string; JSON's escapes are TOML's, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _flat(text: str) -> str:
    """On one line, without what TOML forbids in comments."""
    return _BLANK.sub(" ", text)
