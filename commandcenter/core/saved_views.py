"""Saved views (保存的视图): a queue, a line of the search box and an order under a name; and the form of their files.

Opens no file. A file comes from anywhere: whatever in it does not have the form is refused with a key, never guessed.
"""

import unicodedata
from collections.abc import Mapping

import msgspec

VERSION = 1
FORM = "commandcenter-views"
MOST_BYTES = 1_000_000
MOST_VIEWS = 100
MOST_NAME = 40
MOST_TEXT = 1_000


class ViewsError(ValueError):
    """Views that cannot be taken; `key` says why, `facts` what a sentence about it names.

    Keys: views-too-large, views-unreadable, views-other-form, views-newer, views-too-many, view-name-empty,
    view-name-too-long, view-name-taken, view-too-long, view-unknown-queue, views-not-read, views-not-written,
    views-file-exists.
    """

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(f"{key} {facts}" if facts else key)
        self.key, self.facts = key, facts


class SavedView(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One view: `text` is the line of the search box, `sort` a column of the table."""

    name: str
    queue: str
    text: str = ""
    sort: str = "due"
    descending: bool = False


class _Kept(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    version: int
    views: dict[str, tuple[SavedView, ...]]


class _Shared(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    form: str
    version: int
    views: tuple[SavedView, ...]


class _Envelope(msgspec.Struct, frozen=True, kw_only=True):
    form: str = ""
    version: int = 0


def cleaned(name: str) -> str:
    """A name as it is kept: one line, no blanks around.

    Raises:
        ViewsError: view-name-empty, view-name-too-long.
    """
    line = " ".join("".join(c for c in name if c.isspace() or _shown(c)).split())
    if not line:
        raise ViewsError("view-name-empty")
    if len(line) > MOST_NAME:
        raise ViewsError("view-name-too-long", most=MOST_NAME, now=len(line))
    return line


def encode_kept(views: Mapping[str, tuple[SavedView, ...]]) -> bytes:
    """The views of every operator as this workstation keeps them."""
    return msgspec.json.format(msgspec.json.encode(_Kept(version=VERSION, views=dict(views))), indent=1) + b"\n"


def decode_kept(raw: bytes) -> dict[str, tuple[SavedView, ...]]:
    """The views of every operator.

    Raises:
        ViewsError: views-unreadable, views-newer.
    """
    _known_version(raw)
    try:
        return msgspec.json.decode(raw, type=_Kept).views
    except (msgspec.DecodeError, UnicodeDecodeError) as err:
        raise ViewsError("views-unreadable", what=str(err)) from err


def encode_shared(views: tuple[SavedView, ...]) -> bytes:
    """The file that hands views to somebody else."""
    return msgspec.json.format(
        msgspec.json.encode(_Shared(form=FORM, version=VERSION, views=views)), indent=1) + b"\n"


def decode_shared(raw: bytes, queues: frozenset[str], sorts: frozenset[str]) -> tuple[SavedView, ...]:
    """The views of a file that came from somebody; the queues and columns that there are here are given.

    Raises:
        ViewsError: views-too-large, views-unreadable, views-other-form, views-newer, views-too-many, view-too-long,
            view-unknown-queue, or what is wrong with a name.
    """
    if len(raw) > MOST_BYTES:
        raise ViewsError("views-too-large", most=MOST_BYTES // 1000)
    if _known_version(raw).form != FORM:
        raise ViewsError("views-other-form")
    try:
        views = msgspec.json.decode(raw, type=_Shared).views
    except (msgspec.DecodeError, UnicodeDecodeError) as err:
        raise ViewsError("views-unreadable", what=str(err)) from err
    if len(views) > MOST_VIEWS:
        raise ViewsError("views-too-many", most=MOST_VIEWS, now=len(views))
    return tuple(_checked(view, queues, sorts) for view in views)


def merged(own: tuple[SavedView, ...], new: tuple[SavedView, ...]) -> tuple[SavedView, ...]:
    """Own views with those of a file after them: equal ones once, another one of a name that is taken as 名 (2).

    Raises:
        ViewsError: views-too-many.
    """
    out = list(own)
    for view in new:
        if view in out:
            continue
        names = {v.name for v in out}
        name, n = view.name, 1
        while name in names:
            n += 1
            ending = f" ({n})"
            name = view.name[:MOST_NAME - len(ending)] + ending
        renamed = msgspec.structs.replace(view, name=name)
        if not any(msgspec.structs.replace(v, name=view.name) == view for v in out if _stem(v.name, view.name)):
            out.append(renamed)
    if len(out) > MOST_VIEWS:
        raise ViewsError("views-too-many", most=MOST_VIEWS, now=len(out))
    return tuple(out)


def _stem(name: str, of: str) -> bool:
    """Whether a name is another's with a number after it: the same view, taken in twice."""
    return name.rpartition(" (")[0] == of


def _checked(view: SavedView, queues: frozenset[str], sorts: frozenset[str]) -> SavedView:
    name = cleaned(view.name)
    if len(view.text) > MOST_TEXT:
        raise ViewsError("view-too-long", name=name, most=MOST_TEXT)
    if view.queue not in queues or view.sort not in sorts:
        raise ViewsError("view-unknown-queue", name=name)
    text = "".join(c for c in view.text if c.isspace() or _shown(c))
    return msgspec.structs.replace(view, name=name, text=" ".join(text.split()))


def _shown(c: str) -> bool:
    """Whether a character is seen: none that controls or turns the line round."""
    return unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _known_version(raw: bytes) -> _Envelope:
    try:
        envelope = msgspec.json.decode(raw, type=_Envelope)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as err:
        raise ViewsError("views-unreadable", what=str(err)) from err
    if envelope.version > VERSION:
        raise ViewsError("views-newer", version=envelope.version, known=VERSION)
    if envelope.version < 1 and not envelope.form:
        raise ViewsError("views-other-form")
    return envelope
