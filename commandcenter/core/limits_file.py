"""Answers for a file of working-time questions (the format of data/sla/working_time_cases.json).

No file is read here: bytes in, answers out. The file's flags describe what other programs answer; ours
follow limits.py.
"""

from datetime import UTC, datetime
from typing import Any

import msgspec

from commandcenter.core import deadlines, limits, work_calendar

SCHEMA = 1


class LimitsFileError(ValueError):
    """The file cannot be read: `what` is wrong, and `where` (a case id, a calendar name, or "file")."""

    def __init__(self, what: str, where: str) -> None:
        super().__init__(f"{where}: {what}")
        self.what, self.where = what, where


class _Question(msgspec.Struct, frozen=True):
    id: str
    kind: str
    calendar: str
    start: str
    minutes: int | float | None = None
    end: str | None = None
    pauses: tuple[tuple[str, str | None], ...] = ()


class _File(msgspec.Struct, frozen=True):
    calendars: dict[str, dict[str, Any]]
    cases: tuple[_Question, ...]
    schema: int = SCHEMA


def answer(doc: bytes) -> dict[str, str | float | None]:
    """Case id → deadline in UTC, elapsed minutes as a number, or None where there is no deadline.

    Raises:
        LimitsFileError: what cannot be read, and where.
    """
    try:
        file = msgspec.json.decode(doc.removeprefix(b"\xef\xbb\xbf"), type=_File)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise LimitsFileError(str(error), "file") from error
    if file.schema != SCHEMA:
        raise LimitsFileError(f"schema {file.schema} is not known (known: {SCHEMA})", "file")
    calendars = {name: _calendar(name, body) for name, body in file.calendars.items()}
    answers: dict[str, str | float | None] = {}
    for question in file.cases:
        if question.id in answers:
            raise LimitsFileError("the id comes twice", question.id)
        calendar = calendars.get(question.calendar)
        if calendar is None:
            raise LimitsFileError(f"unknown calendar {question.calendar!r}", question.id)
        try:
            answers[question.id] = _answer(question, calendar)
        except limits.LimitError as error:
            raise LimitsFileError(str(error), question.id) from error
    return answers


def utc_text(at: int) -> str:
    """An instant (ms UTC) as ISO 8601 with Z; a fraction only when there is one."""
    moment = datetime.fromtimestamp(at // 1000, tz=UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return f"{moment}.{at % 1000:03d}Z" if at % 1000 else f"{moment}Z"


def _answer(question: _Question, calendar: work_calendar.Calendar) -> str | float | None:
    start = _instant(question.start, "start", question.id)
    pauses = [
        (_instant(since, "pause", question.id), None if to is None else _instant(to, "pause", question.id))
        for since, to in question.pauses
    ]
    if any(to is not None and to < since for since, to in pauses):
        raise LimitsFileError("a pause ends before it begins", question.id)
    match question.kind:
        case "deadline":
            if question.minutes is None or question.minutes < 0:
                raise LimitsFileError("a deadline needs minutes (0 or more)", question.id)
            at = deadlines.due_after(start, round(question.minutes * limits.MINUTE_MS), calendar, pauses)
            return None if at is None else utc_text(at)
        case "elapsed":
            if question.end is None:
                raise LimitsFileError("elapsed time needs an end", question.id)
            end = _instant(question.end, "end", question.id)
            return round(deadlines.elapsed(start, end, calendar, pauses) / limits.MINUTE_MS, 6)
    raise LimitsFileError(f"unknown kind {question.kind!r} (known: deadline, elapsed)", question.id)


def _calendar(name: str, body: dict[str, Any]) -> work_calendar.Calendar:
    known = {key: value for key, value in body.items() if key in work_calendar.Calendar.__struct_fields__}
    try:
        return msgspec.convert({**known, "name": name}, work_calendar.Calendar)
    except msgspec.ValidationError as error:
        raise LimitsFileError(str(error), f"calendar {name}") from error


def _instant(text: str, field: str, where: str) -> int:
    """ISO 8601 with an offset → ms UTC; a time without one is refused, not guessed."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise LimitsFileError(f"{field} {text!r} is not an ISO 8601 time", where) from error
    if moment.tzinfo is None:
        raise LimitsFileError(f"{field} {text!r} has no offset from UTC", where)
    return work_calendar.instant(moment)
