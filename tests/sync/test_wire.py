import msgspec
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from commandcenter.core.facts import MAX_BODY, Attachment, Fact, decode, encode
from commandcenter.sync.wire import (
    MAX_ANSWER,
    MAX_DEPTH,
    MAX_REQUEST,
    BadMessage,
    Head,
    Item,
    Page,
    Push,
    pack,
    too_deep,
    unpack,
)

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
moments = st.integers(-(2**53), 2**53)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4), max_leaves=12)
facts = st.builds(
    Fact, id=st.uuids(), street=st.sampled_from(["360681003", "city"]), subject=st.uuids(),
    sid=st.text("0123456789abcdef", min_size=16, max_size=16),
    sseq=st.integers(1, 2**53), type=words, v=st.integers(1, 9),
    base=st.none() | st.uuids(), actor=words, role=words.map(lambda w: w[:32]), on_behalf=st.none() | words,
    origin=st.none() | st.just("import"), wall=moments, off=moments, seen=st.tuples(st.integers(0, 2**53), words),
    refs=st.dictionaries(words, st.integers(0, 99), max_size=3),
    data=st.dictionaries(words, values, max_size=5).map(lambda d: msgspec.Raw(msgspec.json.encode(d))),
    att=st.tuples(st.builds(Attachment, sha256=words, size=st.integers(0, 2**53), mime=words)) | st.just(()),
)
HEAD = Head(seq=1, h="0" * 64, genesis="g")


@given(st.lists(facts, max_size=6))
def test_facts_cross_the_wire_byte_for_byte(made):
    bodies = [encode(fact) for fact in made]
    push = Push(stream="360681003", after=0, h="", facts=[msgspec.Raw(body) for body in bodies])
    there = unpack(Push, pack(push), MAX_REQUEST)
    assert [bytes(raw) for raw in there.facts] == bodies
    page = Page(after=0, items=[Item(7, 0, raw) for raw in there.facts], to=HEAD, head=HEAD)
    back = unpack(Page, pack(page), MAX_ANSWER)
    assert [bytes(item.body) for item in back.items] == bodies
    assert [decode(bytes(item.body)) for item in back.items] == made


@given(st.text(' \t\n"\\[]{}:,aé界', max_size=60))
def test_odd_spelling_inside_a_body_is_kept(text):
    body = b'{ "a" :\n\t' + msgspec.json.encode(text) + b' , "b":1.50e3, "a":"twice" }'
    push = Push(stream="s", after=0, h="", facts=[msgspec.Raw(body)])
    assert bytes(unpack(Push, pack(push), MAX_REQUEST).facts[0]) == body


@given(st.binary(max_size=200))
def test_noise_is_garbled_and_nothing_else(noise):
    for packed in (noise, zstandard.compress(noise)):
        with pytest.raises(BadMessage, match="."):
            unpack(Page, packed, MAX_ANSWER)


def test_nothing_is_unpacked_beyond_the_limit():
    bomb = zstandard.compress(bytes(10_000))
    with pytest.raises(BadMessage) as caught:
        unpack(Page, bomb, 9_999)
    assert caught.value.key == "too_large"


@given(st.integers(0, 3 * MAX_DEPTH), st.sampled_from([b"[]", b"{}"]))
def test_depth_is_counted_outside_of_strings(depth, kind):
    nested = b"[" * depth + b'"' + kind * 99 + b'\\"[[["' + b"]" * depth
    assert too_deep(nested) == (depth > MAX_DEPTH)
    wide = b"[" + b",".join([b"[1]"] * 500) + b"]"
    assert not too_deep(wide)


def test_a_full_page_fits_the_limits():
    largest = msgspec.Raw(b'"' + b"x" * MAX_BODY + b'"')
    push = Push(stream="s", after=0, h="", facts=[largest] * 16)
    assert len(unpack(Push, pack(push), MAX_REQUEST).facts) == 16
