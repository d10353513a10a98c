"""The command import outlines: a street's own boundaries from a GeoJSON file into its reference documents.

A hole in the map would swallow cases: nothing is published while a single feature is refused.
"""

import argparse
import json
from pathlib import Path

import msgspec

from commandcenter.app.clock import now_ms, stamp
from commandcenter.app.document_commands import Answer
from commandcenter.app.station import street_name
from commandcenter.app.words import CHINESE, say
from commandcenter.atlas.outlines import read
from commandcenter.cityplatform.platform import Platform
from commandcenter.core.facts import MAX_DOCUMENT
from commandcenter.core.mapping import Refusal
from commandcenter.core.outlines import OUTLINES
from commandcenter.door.feeds import FeedError, Refusals

MOST_BYTES = 64 * 1024 * 1024


def run(args: argparse.Namespace, answer: Answer, data: Path) -> int:
    """Read the file and publish it as the street's next version; with --dry-run only say what it holds.

    Raises:
        FeedError: file-missing, file-unreadable, outlines-unreadable, outlines-too-large, outlines-street.
        PlatformError.
    """
    street = args.street
    if not (street.isdecimal() and len(street) == 9):
        raise FeedError("outlines-street", street=street)
    reading = read(document(args.file), street, street_name(street), args.file.name)
    refused_file = listed(data, args.file, reading.refused)
    version, published = 0, False
    with Platform.administer(data, clock=now_ms) as platform:
        versions = [
            one for one in platform.documents() if (one.stream, one.name) == (street, OUTLINES)]
        if not any(one.stream == street for one in platform.documents()):
            raise FeedError("outlines-street", street=street)
        version = versions[-1].version if versions else 0
        if reading.outlines is not None:
            body = msgspec.json.encode(reading.outlines)
            if len(body) > MAX_DOCUMENT - 4096:
                raise FeedError("outlines-too-large", where=str(args.file), most=MAX_DOCUMENT >> 20)
            before = platform.document(street, OUTLINES, version) if version else None
            published = not args.dry_run and body != before
            if published:
                version = platform.publish(street, OUTLINES, body)
    found = reading.outlines
    answer.give({
        "read": reading.read, "refused": len(reading.refused), "street": street, "name": found.name if found else "",
        "communities": len(found.communities) if found else 0, "cells": len(found.cells) if found else 0,
        "refused_file": None if refused_file is None else str(refused_file), "published": published,
        "version": version,
    }, "outlines-read", "outlines-refused" if found is None else "outlines-published" if published else
        "outlines-dry-run" if args.dry_run else "outlines-same", *(("refused-list",) if refused_file else ()))
    return 0 if found is not None else 1


def document(file: Path) -> object:
    """The file as JSON.

    Raises:
        FeedError: file-missing, file-unreadable, outlines-unreadable, outlines-too-large.
    """
    try:
        if file.stat().st_size > MOST_BYTES:
            raise FeedError("outlines-too-large", where=str(file), most=MOST_BYTES >> 20)
        found = json.loads(file.read_bytes())
    except FileNotFoundError as err:
        raise FeedError("file-missing", where=str(file)) from err
    except OSError as err:
        raise FeedError("file-unreadable", where=str(file), what=err.strerror or str(err)) from err
    except (ValueError, RecursionError) as err:
        raise FeedError("outlines-unreadable", where=str(file)) from err
    if not isinstance(found, dict) or not isinstance(found.get("features"), list):
        raise FeedError("outlines-unreadable", where=str(file))
    return found


def listed(data: Path, file: Path, refused: tuple[Refusal, ...]) -> Path | None:
    """Write the refused features into a list in a folder; None where there are none.

    Raises:
        FeedError: refusals-unwritable.
    """
    if not refused:
        return None

    def sentence(found: Refusal) -> str:
        return say(found.reason, found.facts, CHINESE)

    with Refusals(data / f"refusals-{file.stem}-{stamp(now_ms())}.csv", ("代码",), sentence) as refusals:
        for one in refused:
            refusals.add(one, (one.facts.get("code", ""),))
    return refusals.path
