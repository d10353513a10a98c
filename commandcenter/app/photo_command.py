"""`main.py photos`: add files to a case, list its photos, write copies without metadata into a folder. No window."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from commandcenter.app.on_case import row_of, seated
from commandcenter.core import rules as r
from commandcenter.core.bodies import PhotoKind
from commandcenter.core.facts import Attachment
from commandcenter.core.photo_rules import AddPhotos
from commandcenter.core.rules import Refused
from commandcenter.door.photos import Photos, read_file, write_copy

if TYPE_CHECKING:
    from commandcenter.app.station import Station
    from commandcenter.settings import Settings

KINDS = tuple(str(kind) for kind in PhotoKind)


class PhotosError(Exception):
    """Nothing was done. Key: photos-none-taken."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(f"{key} {facts}")
        self.key, self.facts = key, facts


class Said(Protocol):
    """Where result, complaints and progress go."""

    def progress(self, what: str, done: int, of: int) -> None: ...
    def complain(self, key: str, facts: dict[str, object]) -> str: ...
    def give(self, result: dict[str, object], *keys: str) -> None: ...


def add(args: argparse.Namespace, answer: Said, station: "Station", settings: "Settings") -> int:
    """Add files to a case; 1 where one of them was not taken (the others are added).

    Raises:
        OnCaseError: no such case, nobody to add them as.
        PhotosError: no file that is a photo.
        Refused, StoreError: the rules or the disk do not allow it.
    """
    operator = seated(args, station, settings)
    row, photos = row_of(args.case, station), Photos(station.blobs)
    taken: list[Attachment] = []
    refused: list[dict[str, object]] = []
    for n, path in enumerate(args.files):
        answer.progress("photos", n, len(args.files))
        try:
            taken.append(photos.take(read_file(path)))
        except Refused as err:
            why = answer.complain(err.key, dict(err.facts) | {"where": str(path)})
            refused.append({"file": str(path), "reason": err.key, "message": why})
    if not taken:
        raise PhotosError("photos-none-taken", count=len(refused))
    case = station.door.case(row.case_id)
    role = r.role_for(AddPhotos, operator.roles, station.door.books, case)
    if role is None:
        raise Refused("role")
    kind = PhotoKind(args.kind)
    station.door.submit(AddPhotos(
        case_id=row.case_id, actor=operator.id, role=role, photos=tuple((kind, part) for part in taken)))
    answer.give({
        "case": row.shown_number, "kind": kind.value, "added": len(taken), "refused": refused, "left": len(refused),
        "photos": [part.sha256 for part in taken]}, "photos-added")
    return 1 if refused else 0


def listed(args: argparse.Namespace, answer: Said, station: "Station") -> int:
    """The photos of a case, and whether they are here."""
    row = row_of(args.case, station)
    case = station.door.case(row.case_id)
    photos = case.photos if case is not None else ()
    missing = station.blobs.missing({photo.sha256 for photo in photos})
    answer.give({
        "case": row.shown_number, "count": len(photos), "missing": len(missing), "photos": [
            {"sha256": photo.sha256, "kind": photo.kind.value, "size": photo.size, "media": photo.media,
             "act": photo.act, "at": photo.at, "here": photo.sha256 not in missing} for photo in photos]},
        "photos-listed")
    return 0


def export(args: argparse.Namespace, answer: Said, station: "Station") -> int:
    """Write upright JPEG copies that say nothing of place, time and camera; 1 where some are not here.

    Raises:
        OnCaseError: no such case.
        OSError: the folder cannot be written; a file that is there is left alone.
    """
    row = row_of(args.case, station)
    case = station.door.case(row.case_id)
    photos = case.photos if case is not None else ()
    folder: Path = args.out
    folder.mkdir(parents=True, exist_ok=True)
    written: list[str] = []
    missing = 0
    for n, photo in enumerate(photos):
        answer.progress("photos", n, len(photos))
        data = station.blobs.copy(photo.sha256)
        if data is None:
            missing += 1
            continue
        path = folder / f"{row.shown_number}-{n + 1:03}-{photo.kind.value}.jpg"
        write_copy(data, path)
        written.append(str(path))
    answer.give({"case": row.shown_number, "out": str(folder), "written": len(written), "missing": missing,
                 "files": written}, "photos-exported", *(("photos-missing",) if missing else ()))
    return 1 if missing else 0
