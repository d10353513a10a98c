"""Proof that the views equal the log, and that no page of the file was altered. Only reads.

Everything is folded again beside the tables and compared; every page's seal is looked at, also where nobody reads.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from commandcenter.core.case import Case
from commandcenter.core.facts import CITY, digest
from commandcenter.store import grams, tally, views
from commandcenter.store.blobs import Blobs
from commandcenter.store.documents import read_sight
from commandcenter.store.engine import Store
from commandcenter.store.log import chain_end, cursor
from commandcenter.store.tables import case_row, fact, open_text, outcome, pair, ruling, whistle

MOST_NAMED = 20


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One difference: `key` for the words, `where` the case or stream."""

    key: str
    where: str
    what: str = ""


@dataclass(kw_only=True)
class Verified:
    """What was found in a street's stream."""

    facts: int = 0
    cases: int = 0
    pending: int = 0
    seq: int = 0
    chain_ok: bool = True
    views_equal: bool = True
    state_digest: str = ""
    problems: tuple[Problem, ...] = ()
    named_photos: int = 0  # by facts
    missing_photos: int = 0  # of these, not here
    unnamed_photos: int = 0  # here, and no fact names them


def verify(store: Store, street: str) -> Verified:
    """Recompute the chain and every row of this street and of the city's documents.

    Shapes: `facts` and `seq` are of the street's stream (waiting facts included in facts).
    """
    problems: list[Problem] = []
    named: set[str] = set()
    with store.read() as conn:
        out = Verified(
            facts=_count(conn, fact.c.stream == street), seq=cursor(conn, street).seq,
            pending=_count(conn, fact.c.seq.is_(None)))
        for name in (CITY, street):
            end, known = chain_end(conn, name), cursor(conn, name)
            if (known.seq, known.h) not in ((end.seq, end.h), (0, b"")) or (known.seq == 0 and end.seq):
                problems.append(Problem(key="chain-broken", where=name, what=f"{end.seq}/{known.seq}"))
                out.chain_ok = False
        problems += _compare(conn, out, named)
        pages = conn.exec_driver_sql("PRAGMA cipher_integrity_check").fetchall()
    out.views_equal = not any(p.key != "chain-broken" for p in problems)
    problems += _photos(store, named, out)
    problems += [Problem(key="page-broken", where=str(store.path), what=str(row[0])) for row in pages]
    out.problems = tuple(problems[:MOST_NAMED])
    return out


def _photos(store: Store, named: set[str], out: Verified) -> list[Problem]:
    """Counts photos that facts name, those of them that are not here, and those here that no fact names; neither is
    wrong. A photo is wrong whose bytes are not those that its name promises."""
    blobs = Blobs.beside(store)
    try:
        here = blobs.names()
        out.named_photos, out.missing_photos = len(named), len(named - here)
        out.unnamed_photos = len(here - named)
        return [Problem(key="photo-broken", where=name) for name in blobs.broken()]
    finally:
        blobs.close()


def _compare(conn: sa.Connection, out: Verified, named: set[str]) -> list[Problem]:
    sight = read_sight(conn)
    states: dict[UUID, Case] = {}
    problems: list[Problem] = []
    shown = 0
    outcomes: dict[bytes, tuple[Any, ...]] = {}
    rulings: dict[bytes, dict[str, Any]] = {}
    whistles: dict[bytes, dict[str, Any]] = {}
    texts: dict[bytes, str] = {}  # of the open cases
    pairs: set[str] = set()
    for part in views.subjects_in_parts(conn):
        folded = views.fold_subjects(conn, part)
        held = {r.case_id: r._asdict() for r in conn.execute(
            sa.select(case_row).where(case_row.c.case_id.in_([s.bytes for s in folded])))}
        for subject, (done, entries) in folded.items():
            named.update(part.sha256 for entry in entries for part in entry.fact.att)
            odd = views.outcomes_of(done, entries)
            outcomes |= {o["fact"]: (o["kind"], o["reason"], o["settled"]) for o in odd}
            rulings |= {r["fact"]: r for r in views.rulings_of(done, entries)}
            whistles |= {w["fact"]: w for w in views.whistles_of(done, sight)}
            case = views.shown(done, entries)
            if case is None:
                continue
            if done.case is not None:
                states[subject] = done.case
            shown += 1
            text = views.search_text(case)
            cut = grams.cut(text)
            pairs |= cut.pairs
            if case.open:
                texts[subject.bytes] = cut.words
            conflicts = sum(o["kind"] == "ineffective" and not o["settled"] for o in odd)
            values = views.row(case, sight, pending=sum(e.seq is None for e in entries), conflicts=conflicts)
            values |= views.beside(done, entries)
            found = held.get(subject.bytes)
            if found is None:
                problems.append(Problem(key="row-missing", where=case.shown_number))
                continue
            wrong = [c for c, v in values.items() if found[c] != v]
            if wrong:
                problems.append(Problem(key="row-differs", where=case.shown_number, what=", ".join(wrong)))
    rows = int(conn.execute(sa.select(sa.func.count()).select_from(case_row)).scalar_one())
    if rows != shown:
        problems.append(Problem(key="row-too-many", where=str(rows - shown)))
    kept = {r.fact: (r.kind, r.reason, r.settled) for r in conn.execute(sa.select(outcome))}
    if kept != outcomes:
        problems.append(Problem(key="outcomes-differ", where=str(len(kept)), what=str(len(outcomes))))
    if {r.fact: r._asdict() for r in conn.execute(sa.select(ruling))} != rulings:
        problems.append(Problem(key="rulings-differ", where=str(len(rulings))))
    if tally.kept(conn) != tally.recounted(conn):
        problems.append(Problem(key="counts-differ", where=str(rows)))
    if {w.fact: w._asdict() for w in conn.execute(sa.select(whistle))} != whistles:
        problems.append(Problem(key="whistles-differ", where=str(len(whistles))))
    kept_texts = conn.execute(sa.select(case_row.c.case_id, open_text.c.words).join_from(
        open_text, case_row, case_row.c.id == open_text.c.row, isouter=True))
    if {r.case_id: r.words for r in kept_texts} != texts or pairs - set(conn.scalars(sa.select(pair.c.pair))):
        problems.append(Problem(key="texts-differ", where=str(len(texts))))
    out.cases = len(states)
    out.state_digest = digest(states)
    return problems


def _count(conn: sa.Connection, where: sa.ColumnElement[bool]) -> int:
    return int(conn.execute(sa.select(sa.func.count()).select_from(fact).where(where)).scalar_one())
