from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandcenter.core import saved_views as sv
from commandcenter.core.saved_views import SavedView, ViewsError

QUEUES, SORTS = frozenset({"open", "closed"}), frozenset({"due", "number"})
VIEW = SavedView(name="井盖", queue="open", text="类:井盖")


def shared(**more):
    return msgspec.json.encode({"form": sv.FORM, "version": 1, "views": [{"name": "a", "queue": "open"} | more]})


def test_what_is_written_is_read_again():
    kept = {"u1": (VIEW, SavedView(name="b", queue="closed", sort="number", descending=True)), "u2": ()}
    assert sv.decode_kept(sv.encode_kept(kept)) == kept
    assert sv.decode_shared(sv.encode_shared(kept["u1"]), QUEUES, SORTS) == kept["u1"]


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        (b"", "views-unreadable"),
        (b"{", "views-unreadable"),
        (b"\xff\xfe", "views-unreadable"),
        (b"[]", "views-unreadable"),
        (b"[" * 100_000, "views-unreadable"),
        (b'{"x":' * 20_000, "views-unreadable"),
        (b"{}", "views-other-form"),
        (b'{"form": "settings", "version": 1}', "views-other-form"),
        (b'{"form": "commandcenter-views", "version": 2, "views": []}', "views-newer"),
        (b'{"form": "commandcenter-views", "version": 1}', "views-unreadable"),
        (b'{"form": "commandcenter-views", "version": 1, "views": [], "run": "x"}', "views-unreadable"),
        (b'{"form": "commandcenter-views", "version": "1", "views": []}', "views-unreadable"),
        (shared(name=7), "views-unreadable"),
        (shared(command="rm"), "views-unreadable"),
        (shared(name="  "), "view-name-empty"),
        (shared(name="名" * 41), "view-name-too-long"),
        (shared(text="井" * 1001), "view-too-long"),
        (shared(queue="1 OR 1=1"), "view-unknown-queue"),
        (shared(sort="due; DROP TABLE fact"), "view-unknown-queue"),
        (b" " * 1_000_001, "views-too-large"),
        (sv.encode_shared(tuple(SavedView(name=str(n), queue="open") for n in range(101))), "views-too-many"),
    ],
)
def test_a_broken_or_hostile_file_is_refused(raw, key):
    with pytest.raises(ViewsError) as refused:
        sv.decode_shared(raw, QUEUES, SORTS)
    assert refused.value.key == key


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw):
    for read in (sv.decode_kept, lambda r: sv.decode_shared(r, QUEUES, SORTS)):
        with suppress(ViewsError):
            read(raw)


def test_a_name_is_one_line_without_hidden_characters():
    assert sv.cleaned("  井盖\n与\t路面 \u202e\u200b ") == "井盖 与 路面"
    (view,) = sv.decode_shared(shared(name="a\u202eb", text="路:x\n\u0007 y"), QUEUES, SORTS)
    assert (view.name, view.text) == ("ab", "路:x y")


def test_own_views_stay_and_a_name_that_is_taken_gets_a_number():
    other = SavedView(name="井盖", queue="closed")
    once = sv.merged((VIEW,), (VIEW, other))
    assert [v.name for v in once] == ["井盖", "井盖 (2)"]
    assert sv.merged(once, (VIEW, other)) == once
    long = SavedView(name="名" * 40, queue="open")
    names = [v.name for v in sv.merged((long,), (SavedView(name="名" * 40, queue="closed"),))]
    assert len(set(names)) == 2
    assert all(len(n) <= 40 for n in names)


def test_there_are_only_so_many():
    own = tuple(SavedView(name=str(n), queue="open") for n in range(sv.MOST_VIEWS))
    with pytest.raises(ViewsError, match="views-too-many"):
        sv.merged(own, (VIEW,))
