"""Cases to rows: the read tables as a function of the log. All of it can be dropped and built again."""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
import sqlalchemy as sa

from commandcenter.core import bodies as b
from commandcenter.core import clocks, ladder, redating, whistle_clocks
from commandcenter.core.case import Case, Entry, Folded, Judging, Stage
from commandcenter.core.facts import Fact, plain
from commandcenter.core.fold import fold, rejected_report
from commandcenter.core.numbers import short_number
from commandcenter.core.rungs import Ladder, UrgencyRules
from commandcenter.core.work_calendar import Calendar
from commandcenter.store import grams, sql
from commandcenter.store.log import entries_of_many
from commandcenter.store.tables import case_row, document, fact, outcome, ruling, whistle

_REBUILD = 400  # cases folded at once
_READ_OTHERWISE = ("verified", "escalated")
"""Facts that say more of a case since schema 4: what was found on site, and of which clock a rung is."""
_BESIDE = frozenset({"filed", "verified", "undone"})
_ALL = [column.name for column in case_row.columns]
_NAMES = ", ".join(_ALL)
_INSERT_ROW = f"INSERT INTO case_row({_NAMES}) VALUES ({', '.join('?' * len(_ALL))})"


@dataclass
class Sight:
    """What rows need of the reference documents: every calendar by version, and the ladder of today."""

    calendars: dict[int, Calendar]
    ladder: Ladder | None

    def calendar(self, version: int) -> Calendar:
        """The calendar of a fact; version 0 means that its clock needs none, any will do.

        One that has not come yet counts every hour until it comes; see `lacks`.
        """
        found = self.calendars.get(version)
        if found is None:
            if version or not self.calendars:
                return _ROUND_THE_CLOCK
            return self.calendars[max(self.calendars)]
        return found

    def lacks(self, case: Case) -> bool:
        """Whether a clock of the case counts on a calendar that is not here: its row is tentative till it comes."""
        return any(
            clock is not None and clock.calendar not in self.calendars and not clock.limit.continuous
            for clock in (case.stage_clock, case.handling, case.reply, case.answer))

    @property
    def newest(self) -> int:
        """The version of the newest calendar that this program can read; 0 while there is none."""
        return max(self.calendars, default=0)

    @property
    def thresholds(self) -> UrgencyRules:
        return ladder.thresholds(self.ladder)


_DAY = (("00:00", "24:00"),)
_ROUND_THE_CLOCK = Calendar(
    name="round-the-clock", tz="Asia/Shanghai",
    hours={day: _DAY for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")},
)


def row(case: Case, sight: Sight, *, pending: int, conflicts: int) -> dict[str, Any]:
    """The row of a case."""
    running = clocks.running(case, sight.calendar, sight.thresholds) if case.open else ()
    live = running[0] if running else None
    paused = case.open and (live.paused if live is not None else case.stage is Stage.SUSPENDED)
    due = live.due if live else None
    handling, reply = (next((r for r in running if r.name == name), None) for name in ("handling", "reply"))
    handling_due = handling.due if handling else clocks.handling_due(case, sight.calendar)
    on_time = clocks.closed_by(case, handling_due)
    rung = ladder.next_rung(case, sight.ladder, sight.calendar, running) if case.open and sight.ladder else None
    return {
        "case_id": case.id.bytes, "stage": case.stage.value, "open": int(case.open), "number": case.number,
        "provisional": case.provisional, "class_key": case.class_key, "class_name": case.class_name,
        "major_name": case.major_name, "place": case.place, "lon": case.lon, "lat": case.lat,
        "community": case.community, "community_name": case.community_name, "grid": case.grid,
        "source": case.source, "unit": case.unit, "unit_name": case.unit_name, "marks": ",".join(case.marks),
        "level": case.level, "reworks": case.reworks, "returns": case.returns, "paused": int(paused),
        "reply_due": reply.due if reply else None, "replied": int(reply is None),
        "reported_at": case.reported_at, "entered_at": case.entered_at, "fed_back_at": case.fed_back_at,
        "closed_at": case.closed_at, "handling_due": handling_due,
        "on_time": None if on_time is None else int(on_time), "closing_type": case.closing_type,
        "due": due, "near": live.near if live else None, "severe": live.severe if live else None,
        "due_sort": clocks.PAUSED if paused else clocks.NEVER if due is None else due,
        "tentative": int(sight.lacks(case) or (live is not None and live.tentative)),
        "next_rung_at": rung.at if rung else None,
        "pending": pending, "conflicts": conflicts, "unknown": int(case.unknown),
        "state": hashlib.sha256(plain(case)).digest(), "extensions": case.extensions,
        "asked": asked_of(case),
        "resume_at": case.deferred_until if case.stage is Stage.SUSPENDED else None,
        "exempt": int(case.exempt), "docket": int(case.docket),
        "redate": int(bool(redating.touched(case, sight.calendar, sight.newest)) and not sight.lacks(case)),
    }


def asked_of(case: Case) -> str:
    """What waits for whose decision: kind:role; a unit's return that waits for the shift leader too, a referral, and a
    transfer that waits for the platform."""
    if case.open and case.transfer is not None:
        return f"transfer:{case.transfer.to}"
    if case.open and case.referral is not None:
        return f"referral:{case.referral.kind}"
    if case.asked is not None:
        return f"{case.asked.kind}:{case.asked.level}"
    return "return:shift_leader" if case.open and case.judging is Judging.WAITS else ""


def shown(done: Folded, entries: Sequence[Entry]) -> Case | None:
    """The case that has a row: also a report that the platform did not accept, so that somebody sees it."""
    return done.case if done.case is not None else rejected_report(entries)


def beside(done: Folded, entries: Sequence[Entry]) -> dict[str, str]:
    """What of an open case's row its state does not say: who filed it, and what was found before the filing."""
    out = {"filed_by": "", "verified": ""}
    case = done.case
    if case is None or not case.open:
        return out
    for entry, became in zip(entries, done.outcomes, strict=True):
        if entry.fact.type in _BESIDE and became.kind == "effective" and entry.fact.origin is None:
            if entry.fact.type == "filed" and case.filed_at is not None:
                out["filed_by"] = entry.fact.actor
            elif entry.fact.type == "verified" and case.stage is Stage.PENDING_REGISTER:
                body = entry.read()
                out["verified"] = str(body.result) if isinstance(body, b.Verified) else ""
            elif entry.fact.type == "undone" and case.stage is Stage.PENDING_REGISTER:
                body = entry.read()
                if isinstance(body, b.Undone) and body.type == "verified":
                    out["verified"] = ""
    return out


def search_text(case: Case) -> str:
    """What a case can be found by."""
    return " ".join((
        *(n for full in (case.number, case.provisional) for n in (full, short_number(full))), case.class_name,
        case.major_name, case.condition_text, case.text, case.place, case.community_name, case.unit_name,
        case.source_id))


def text_hash(text: str) -> int:
    """What tells one search text from another: 63 bits."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") >> 1


def write_cases(
    conn: sa.Connection, folded: dict[UUID, tuple[Folded, list[Entry]]], sight: Sight,
    numbered: Collection[UUID] = (), first: Collection[UUID] = (),
) -> None:
    """Bring the rows of these cases up to date. `numbered`: those that got nothing but numbers, see _numbers; `first`:
    those of which nothing was here before."""
    known = [case_id for case_id in folded if case_id not in first]
    held = _held(conn, known)
    new, texts, odd, gone, ruled = [], [], [], [], []
    changes: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    for case_id, (done, entries) in folded.items():
        unsettled = outcomes_of(done, entries)
        odd += unsettled
        ruled += rulings_of(done, entries)
        before, case = held.get(case_id), shown(done, entries)
        if case is None:
            if before is not None:  # its report lost its place
                gone.append((before["id"],))
            continue
        open_conflicts = sum(o["kind"] == "ineffective" and not o["settled"] for o in unsettled)
        text = search_text(case)
        pending = sum([e.seq is None for e in entries])
        if case_id in numbered and before is not None:
            values = _numbers(case, before, pending)
        else:
            values = row(case, sight, pending=pending, conflicts=open_conflicts)
            values |= beside(done, entries)
        values["words"] = text_hash(text)
        if before is None:
            new.append(values)
        else:
            _note_change(changes, before, values)
        if before is None or before["words"] != values["words"] or values["open"] > before["open"]:
            texts.append((case_id, text, values["open"]))
    if gone:
        sql.write_many(conn, "DELETE FROM case_row WHERE id = ?", gone)
        sql.write_many(conn, "DELETE FROM case_text WHERE rowid = ?", gone)
    _write_changes(conn, changes)
    rows = {case_id: before["id"] for case_id, before in held.items()}
    if new:
        last = int(sql.value(conn, "SELECT coalesce(max(id), 0) FROM case_row"))
        for number, values in enumerate(new, last + 1):
            values["id"] = number
            rows[UUID(bytes=values["case_id"])] = number
        # a statement a row: 60 values are bound in half the time in which they are found in a line of JSON
        sql.write_many(conn, _INSERT_ROW, [[values[name] for name in _ALL] for values in new])
    if texts:  # only what reads differently: FTS5 merges its index ever so often
        _write_texts(conn, [(rows[case_id], text, opened) for case_id, text, opened in texts])
    _write_of_cases(conn, outcome, known, odd)
    _write_of_cases(conn, ruling, known, ruled)
    _write_of_cases(conn, whistle, known, [w for done, _ in folded.values() for w in whistles_of(done, sight)])


def _write_texts(conn: sa.Connection, texts: Sequence[tuple[int, str, int]]) -> None:
    """What rows are found by (row, text, whether its case is open), for the index and for memory."""
    cuts = [(row_id, grams.cut(text), is_open) for row_id, text, is_open in texts]
    # here write_lines cannot find a NUL: tokens and words are of letters and digits, one in a text parts two of them
    sql.write_lines(
        conn, "INSERT OR REPLACE INTO case_text(rowid, grams) SELECT value->>0, value->>1 FROM json_each(?1)",
        [(row_id, cut.tokens) for row_id, cut, _ in cuts])
    pairs = sorted(frozenset().union(*(cut.pairs for _, cut, _ in cuts)))
    sql.write(conn, "INSERT OR IGNORE INTO pair SELECT value FROM json_each(?)", (json.dumps(pairs),))
    opened = [(row_id, cut.words) for row_id, cut, is_open in cuts if is_open]
    if opened:
        sql.write_lines(
            conn, "INSERT OR REPLACE INTO open_text(row, words) SELECT value->>0, value->>1 FROM json_each(?1)", opened)


def renumber(conn: sa.Connection, subjects: Iterable[UUID]) -> None:
    """Own facts of these cases came back as they were sent: what is said of their numbers, and nothing else, is new."""
    for part in _parts(list(subjects)):
        sql.write(
            conn, "UPDATE case_row SET pending = (SELECT count(*) FROM fact WHERE subject = case_id AND seq IS NULL)"
            f" WHERE case_id IN ({_marks(part)})", part)
        sql.write(
            conn, "UPDATE ruling SET seq = (SELECT fact.seq FROM fact WHERE fact.id = ruling.fact)"
            f" WHERE case_id IN ({_marks(part)})", part)


def fold_subjects(
    conn: sa.Connection, subjects: Iterable[UUID], read: Mapping[bytes, Fact] | None = None,
    whole: Mapping[UUID, list[Entry]] | None = None,
) -> dict[UUID, tuple[Folded, list[Entry]]]:
    """Fold these cases from the log; `read` and `whole` as in log.entries_of_many."""
    return {s: (fold(entries), entries) for s, entries in entries_of_many(conn, subjects, read, whole).items()}


def write_documents(conn: sa.Connection, entries: Sequence[Entry]) -> list[str]:
    """Take published documents into the view; returns their names."""
    names = []
    for entry in entries:
        body = entry.read()
        if entry.verdict or not isinstance(body, b.Published):
            continue
        sql.write(conn, "INSERT OR REPLACE INTO document(stream, name, version, body) VALUES (?, ?, ?, ?)",
                    (entry.fact.street, body.name, body.version, bytes(body.body)))
        names.append(body.name)
    return names


def rebuild(conn: sa.Connection, sight: Sight) -> int:
    """Drop every view of the cases and fold the whole log again. Returns the number of cases."""
    conn.execute(sa.delete(case_row))
    conn.execute(sa.delete(outcome))
    conn.execute(sa.delete(ruling))
    conn.execute(sa.delete(whistle))
    conn.execute(sa.text("INSERT INTO case_text(case_text) VALUES ('delete-all')"))
    conn.execute(sa.delete(document))
    total = 0
    for part in subjects_in_parts(conn):
        folded = fold_subjects(conn, part)
        write_documents(conn, [e for _, entries in folded.values() for e in entries if e.fact.type == "published"])
        write_cases(conn, folded, sight)
        total += sum(done.case is not None for done, _ in folded.values())
    return total


def refresh_open(conn: sa.Connection, sight: Sight) -> None:
    """Write the open cases' rows anew, and those that waited for a calendar: after one, or a ladder, was published."""
    ids = [UUID(bytes=i) for (i,) in conn.execute(
        sa.select(case_row.c.case_id).where((case_row.c.open == 1) | (case_row.c.tentative == 1)))]
    _fold_anew(conn, ids, sight)


def refresh_rejected(conn: sa.Connection, sight: Sight) -> None:
    """Write the rows of reports that the platform did not accept: earlier versions had none."""
    ids = [UUID(bytes=i) for (i,) in conn.execute(
        sa.select(outcome.c.case_id).where(outcome.c.kind == "rejected").distinct())]
    _fold_anew(conn, ids, sight)


def refresh_unread(conn: sa.Connection, sight: Sight) -> None:
    """Fold anew the cases with facts that the version before could not read, or read less of (what a verification
    found): after a store was brought up to date."""
    verified = sa.select(fact.c.subject).where(fact.c.type == "verified")
    ids = [UUID(bytes=i) for (i,) in conn.execute(
        sa.select(case_row.c.case_id).where((case_row.c.unknown == 1) | case_row.c.case_id.in_(verified)))]
    _fold_anew(conn, ids, sight)


def refresh_closed(conn: sa.Connection, sight: Sight) -> None:
    """Fold finished cases anew that hold facts which this version reads otherwise than the ones before."""
    ids = [UUID(bytes=i) for (i,) in conn.execute(
        sa.select(case_row.c.case_id).where(case_row.c.open == 0).where(case_row.c.case_id.in_(
            sa.select(fact.c.subject).where(fact.c.type.in_(_READ_OTHERWISE)))))]
    _fold_anew(conn, ids, sight)


def _fold_anew(conn: sa.Connection, ids: list[UUID], sight: Sight) -> None:
    for start in range(0, len(ids), _REBUILD):
        write_cases(conn, fold_subjects(conn, ids[start:start + _REBUILD]), sight)


def subjects_in_parts(conn: sa.Connection) -> Iterable[list[UUID]]:
    """All subjects of the log, some hundred at a time, in the order in which they first came."""
    ids = [UUID(bytes=i) for (i,) in sql.rows(
        conn, "SELECT subject FROM fact GROUP BY subject ORDER BY min(lid)")]
    return (ids[i:i + _REBUILD] for i in range(0, len(ids), _REBUILD))


def _numbers(case: Case, before: Mapping[str, Any], pending: int) -> dict[str, Any]:
    """What of a row is another where own facts came back in their order, with the city's number: clocks are not."""
    return {"number": case.number, "pending": pending, "state": hashlib.sha256(plain(case)).digest(),
            "open": before["open"]}


def _note_change(
    changes: dict[tuple[str, ...], list[tuple[Any, ...]]], before: Mapping[str, Any], values: Mapping[str, Any],
) -> None:
    """Note what of a row is another now, by the columns that are."""
    names = tuple(name for name, value in values.items() if before[name] != value)
    if names:
        changes.setdefault(names, []).append((*(values[name] for name in names), before["id"]))


def _write_changes(conn: sa.Connection, changes: Mapping[tuple[str, ...], list[tuple[Any, ...]]]) -> None:
    """Write no column that stays: SQLite writes every index of one that is named, changed or not."""
    for names, rows in changes.items():
        sql.write_many(conn, f"UPDATE case_row SET {', '.join(f'{name} = ?' for name in names)} WHERE id = ?", rows)


def _held(conn: sa.Connection, ids: list[UUID]) -> dict[UUID, dict[str, Any]]:
    """The rows of these cases as they are."""
    found = [dict(zip(_ALL, held, strict=True)) for part in _parts(ids) for held in sql.rows(
        conn, f"SELECT {_NAMES} FROM case_row WHERE case_id IN ({_marks(part)})", part)]
    return {UUID(bytes=held["case_id"]): held for held in found}


def _marks(part: list[bytes]) -> str:
    """Places for so many values: SQLAlchemy takes ten times as long to make them of an IN."""
    return ",".join("?" * len(part))


def _parts(ids: list[UUID]) -> Iterator[list[bytes]]:
    return ([i.bytes for i in ids[start:start + 500]] for start in range(0, len(ids), 500))


def outcomes_of(done: Folded, entries: list[Entry]) -> list[dict[str, Any]]:
    if all(o.kind == "effective" for o in done.outcomes):
        return []
    settled: set[UUID] = set()
    for entry in entries:
        if entry.fact.type == "conflict_settled" and not entry.verdict:
            body = entry.read()
            if isinstance(body, b.ConflictSettled):
                settled.update(body.losers)
    case_of = {e.fact.id: e.fact.subject for e in entries}
    return [
        {"fact": o.fact.bytes, "case_id": case_of[o.fact].bytes, "kind": o.kind, "reason": o.reason,
         "winner": o.winner.bytes if o.winner else None, "settled": int(o.fact in settled)}
        for o in done.outcomes if o.kind != "effective"
    ]


def rulings_of(done: Folded, entries: list[Entry]) -> list[dict[str, Any]]:
    """The rulings (确权) that a case brought."""
    return [
        {"fact": e.fact.id.bytes, "case_id": e.fact.subject.bytes, "class_key": body.class_key,
         "community": body.community, "unit": body.unit, "unit_name": body.unit_name, "reason": body.reason,
         "number": done.case.shown_number, "at": e.fact.at, "seq": e.seq}
        for e, became in zip(entries, done.outcomes, strict=True)
        if e.fact.type == "ruled" and became.kind == "effective" and done.case is not None
        and isinstance(body := e.read(), b.Ruled)
    ]


def whistles_of(done: Folded, sight: Sight) -> list[dict[str, Any]]:
    """The whistles (吹哨) of a case."""
    case = done.case
    if case is None:
        return []
    return [
        {"fact": w.fact.bytes, "case_id": case.id.bytes, "open": int(w.open), "at": w.at,
         "due": whistle_clocks.next_due(w, sight.calendar) if w.open else None, "number": case.shown_number,
         "class_key": case.class_key, "class_name": case.class_name, "community_name": case.community_name,
         "lon": case.lon, "lat": case.lat, "body": msgspec.json.encode(w)}
        for w in case.whistles
    ]


def _write_of_cases(conn: sa.Connection, table: sa.Table, ids: list[UUID], rows: list[dict[str, Any]]) -> None:
    """Replace what a table holds of these cases."""
    for part in _parts(ids):
        sql.write(conn, f"DELETE FROM {table.name} WHERE case_id IN ({_marks(part)})", part)
    if rows:
        conn.execute(sa.insert(table), rows)
