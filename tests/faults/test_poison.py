"""Hostile JSON: facts that a broken or wicked workstation might push.

Whatever the platform lets in, everybody can take in, show and verify; nothing of it stops the street.
"""

import json
from uuid import uuid4

import httpx
import msgspec
import pytest
import zstandard

from commandcenter.core import bodies as b
from commandcenter.core.facts import Draft, encode
from commandcenter.sync.wire import MESSAGE_TYPE, OLDEST_PROTOCOL, PROTOCOL_HEADER, Pushed, unpack
from tests.faults.desks import town
from tests.faults.figures import note
from tests.sync.streets import EAST, Author

VALUES = (
    10**30, -(10**30), 2**63, 2**53 + 1, -1, 0, "", "x" * 50_000, "\x00", "\ud800", "\U0010ffff", None, True, 1.5, [],
    {}, [[]], "2026-13-45", ["a"] * 1000,
)
RAW = (  # data as no encoder writes them
    b'{"text":NaN}', b'{"text":Infinity}', b'{"text":1e999}', b'{"text":"a","text":"b"}', b'{"text":"\xff"}',
    b'{"text":"\\ud800"}', b'{"text":"a"', b"[" * 10_000 + b"]" * 10_000, b"null", b"", b"12",
    b'{"a":' * 200 + b"1" + b"}" * 200, b'{"text":"a","n":"' + b"y" * 70_000 + b'"}',
    b'{"text":"a","extra":{"b":[1,2]}}',
    b'{"text":123456789012345678901234567890}',
    b'{"text":"\\u0000"}', b'\xef\xbb\xbf{"text":"a"}',
)


ENVELOPE = ("wall", "off", "v", "seen", "refs", "role", "actor", "base", "att", "origin", "on_behalf", "type",
            "subject")


def hostile_facts() -> list[bytes]:
    """Facts of one session: every field of what starts or moves a case with every value."""
    author = Author(seed=99)
    out: list[bytes] = []

    def add(kind: str, data: bytes, **envelope: object) -> None:
        (fact,) = author.write(uuid4(), Draft(type="noted", data=b.Noted(text="x"), role="dispatcher", follows=False))
        whole = json.loads(encode(fact)) | {"type": kind} | envelope
        text = json.dumps(whole | {"data": "HERE"}, ensure_ascii=True).encode()
        out.append(text.replace(b'"HERE"', data))

    for data in RAW:
        add("noted", data)
    case, filed, *_ = author.case()
    author.sseq -= 5
    for model in (case, filed):
        good = json.loads(bytes(model.data))
        for field in sorted(f.encode_name for f in msgspec.structs.fields(b.Reported if model is case else b.Filed)):
            for value in VALUES:
                add(model.type, json.dumps(good | {field: value}).encode(), origin="import")
    for name in ENVELOPE:
        for value in VALUES:
            add("noted", b'{"text":"x"}', **{name: value})
    return out


@pytest.mark.timeout(600)
def test_no_fact_that_the_platform_takes_in_harms_anybody(ground, disk):
    with town(ground, disk) as street:
        desk = street.desks[0]
        desk.report(3)
        street.whole()
        refused = verdicts = taken = 0
        headers = {"authorization": f"Bearer {ground.token('E')}", "content-type": MESSAGE_TYPE,
                   PROTOCOL_HEADER: str(OLDEST_PROTOCOL)}
        with httpx.Client(base_url=street.url, headers=headers) as wicked:
            sseq = 0
            for body in hostile_facts():
                numbered = body.replace(b'"sseq": %d,' % sseq_of(body), b'"sseq": %d,' % (sseq + 1), 1)
                message = b'{"stream":"%s","after":0,"h":"","facts":[%s]}' % (EAST.encode(), numbered)
                answer = wicked.post("/sync/push", content=zstandard.compress(message))
                if answer.status_code != 200:
                    assert 400 <= answer.status_code < 500, (answer.status_code, answer.text, body[:400])
                    refused += 1
                    continue
                placed = unpack(Pushed, answer.content, 10**6).results
                assert len(placed) == 1
                sseq += 1
                verdicts += bool(placed[0].verdict)
                taken += not placed[0].verdict
        desk.report(2)
        facts = street.whole()
    assert refused
    assert verdicts
    assert taken
    note("hostile JSON", refused=refused, kept_with_a_verdict=verdicts, taken_as_harmless=taken, facts=facts, lost=0)


def sseq_of(body: bytes) -> int:
    return int(body.split(b'"sseq": ', 1)[1].split(b",", 1)[0])
