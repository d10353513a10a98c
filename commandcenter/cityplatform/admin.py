"""Administering a platform: workstations and their tokens, one-time codes to join with, when each was last heard.

Nothing secret is kept: of tokens and codes only the SHA-256. Streams and facts are platform.py's.
"""

import hashlib
import logging
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from commandcenter.cityplatform.files import PlatformError
from commandcenter.cityplatform.storage import Storage
from commandcenter.cityplatform.tables import document, fact, invite, seen, stream, watcher, workstation
from commandcenter.sync.wire import Counts

log = logging.getLogger(__name__)

SEEN_EVERY_MS: Final = 60_000  # a workstation's last word is written down so often at most
CODE_BYTES: Final = 10
HOURS: Final = 72  # how long a code holds unless said otherwise
_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # as in recovery keys: no I, L, O, U
_SAID: Final = ("app", "seq", "conflicts", "aside", "waiting")
_HEARD: Final = sa.update(seen).where(seen.c.workstation == sa.bindparam("of")).values(  # what it did not say stays
    {"at": sa.bindparam("now")}
    | {name: sa.func.coalesce(sa.bindparam(f"its_{name}", type_=seen.c[name].type), seen.c[name]) for name in _SAID})
_FIRST_HEARD: Final = sa.insert(seen)
_LOOKALIKE: Final = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})


class AdminRefusal(Exception):
    """It cannot be done so. Keys: code_invalid, code_used, code_late, no_workstation, bad_street, no_street."""

    def __init__(self, key: str, **facts: str | int) -> None:
        super().__init__(f"{key} {facts}" if facts else key)
        self.key, self.facts = key, facts


@dataclass(frozen=True, kw_only=True)
class Known:
    """A workstation as the administrator sees it: `at` is when it was last heard (ms UTC), `seq` what it was given."""

    id: int
    name: str
    street: str
    letter: str
    revoked_at: int | None
    at: int | None
    app: str
    seq: int
    conflicts: int | None = None  # as it last said itself: open conflicts, facts set aside, facts that wait
    aside: int | None = None
    waiting: int | None = None


@dataclass(frozen=True, kw_only=True)
class StreetLine:
    """A stream on the overview: its end, when it last grew (ms UTC), what was rejected, its workstations."""

    street: str
    seq: int
    head: str
    at: int | None
    rejected: int
    documents: tuple[tuple[str, int], ...]
    workstations: tuple[Known, ...]

    @property
    def conflicts(self) -> int | None:
        """Open conflicts, as the workstation counts that was heard last and says so; None where none does."""
        said = [one for one in self.workstations if one.revoked_at is None and one.conflicts is not None]
        return max(said, key=lambda one: one.at or 0).conflicts if said else None

    @property
    def aside(self) -> int:
        """Facts that were set aside, at all its workstations: each has its own."""
        return sum(one.aside or 0 for one in self.workstations if one.revoked_at is None)


class Administration:
    """What an administrator does; several processes may do it at once, also while the platform serves."""

    def __init__(self, files: Storage, clock: Callable[[], int]) -> None:
        self._files, self._clock = files, clock
        self._written: dict[tuple[int, str], tuple[int, str]] = {}  # when this process wrote whom down last
        self._one_at_a_time = threading.Lock()

    # -- workstations and tokens ------------------------------------------------------------------------------------

    def workstations(self, street: str = "") -> list[Known]:
        """All of them, also those whose token was withdrawn."""
        with self._files.read() as conn:
            return _known(conn, street)

    def rotate(self, street: str, letter: str) -> str:
        """Another token for a workstation; the former one is worth nothing from now on. It is kept nowhere.

        Raises:
            AdminRefusal: no_workstation.
        """
        token = secrets.token_urlsafe(32)
        with self._files.write() as conn:
            done = conn.execute(
                sa.update(workstation).where(_valid(street, letter)).values(token_hash=hashed(token))).rowcount
        if not done:
            raise AdminRefusal("no_workstation", street=street, letter=letter)
        return token

    def issue_code(self, street: str, letter: str, name: str, hours: int = HOURS) -> str:
        """A code that makes one workstation, once, within so many hours. For a letter that is there: its new token.

        Raises:
            AdminRefusal: bad_street, no_street.
        """
        if not (street.isdecimal() and len(street) == 9 and letter.isalpha() and len(letter) <= 2):
            raise AdminRefusal("bad_street", street=street, letter=letter)
        code = _written(secrets.token_bytes(CODE_BYTES))
        with self._files.write() as conn:
            if conn.execute(sa.select(stream.c.seq).where(stream.c.street == street)).first() is None:
                raise AdminRefusal("no_street", street=street)
            conn.execute(sa.delete(invite).where(invite.c.until < self._clock() - SEEN_EVERY_MS * 60 * 24))
            conn.execute(sa.insert(invite).values(
                code_hash=_code_hash(code), street=street, letter=letter.upper(), name=name,
                until=self._clock() + hours * 3_600_000, token_hash=None))
        return code

    def redeem(self, code: str, token_hash: bytes) -> tuple[str, str]:
        """Take a code for the token whose SHA-256 is given; returns street and letter. Again the same, the same answer.

        Raises:
            AdminRefusal: code_invalid, code_used, code_late.
        """
        with self._files.write() as conn:
            row = conn.execute(sa.select(invite).where(invite.c.code_hash == _code_hash(code))).first()
            if row is None:
                raise AdminRefusal("code_invalid")
            if row.token_hash is not None:
                if row.token_hash == token_hash:  # the first answer was lost
                    return row.street, row.letter
                raise AdminRefusal("code_used")
            if row.until < self._clock():
                raise AdminRefusal("code_late", until=row.until)
            claimed = conn.execute(
                sa.update(invite).where(invite.c.code_hash == row.code_hash, invite.c.token_hash.is_(None))
                .values(token_hash=token_hash)).rowcount
            if not claimed:
                raise AdminRefusal("code_used")
            changed = conn.execute(
                sa.update(workstation).where(_valid(row.street, row.letter)).values(token_hash=token_hash)).rowcount
            if not changed:
                conn.execute(sa.insert(workstation).values(
                    name=row.name or f"{row.street} {row.letter}", street=row.street, letter=row.letter,
                    token_hash=token_hash, city_documents=0))
            return row.street, row.letter

    # -- looking on -------------------------------------------------------------------------------------------------

    def issue_watcher(self) -> str:
        """A token to look at the overview with; earlier ones end."""
        token = secrets.token_urlsafe(32)
        with self._files.write() as conn:
            conn.execute(sa.delete(watcher))
            conn.execute(sa.insert(watcher).values(token_hash=hashed(token), at=self._clock()))
        return token

    def may_watch(self, token: str) -> bool:
        """Whether this token lets somebody look at the overview."""
        with self._files.read() as conn:
            return conn.execute(
                sa.select(watcher.c.at).where(watcher.c.token_hash == hashed(token))).first() is not None

    def saw(
        self, station: int, said: str, *, app: str = "", seq: int | None = None, counts: Counts | None = None
    ) -> None:
        """A workstation was heard; written down once a minute, and at once where it `said` something else."""
        now, kind = self._clock(), "hello" if seq is None else "pull"
        if counts is not None:  # how many wait changes all the time and is written with the others
            said += f" {counts.conflicts} {counts.aside}"
        with self._one_at_a_time:
            at, before = self._written.get((station, kind), (0, ""))
            if abs(now - at) < SEEN_EVERY_MS and said == before:
                return
            self._written[station, kind] = (now, said)
        try:
            self._write_seen(station, now, app, seq, counts)
        except PlatformError as err:  # the exchange itself goes on
            log.info("not written down that workstation %d was heard: %s", station, err.key)

    def _write_seen(self, station: int, now: int, app: str, seq: int | None, counts: Counts | None) -> None:
        said = {name: getattr(counts, name, None) for name in _SAID} | {"app": app or None, "seq": seq}
        with self._files.write() as conn:
            heard = {"of": station, "now": now} | {f"its_{name}": value for name, value in said.items()}
            if not conn.execute(_HEARD, heard).rowcount:
                conn.execute(_FIRST_HEARD, said | {"workstation": station, "at": now, "app": app, "seq": seq or 0})

    def overview(self) -> list[StreetLine]:
        """Every stream with its end, its workstations, and what was rejected."""
        with self._files.read() as conn:
            rejected: dict[str, int] = {s: n for s, n in conn.execute(
                sa.select(fact.c.street, sa.func.count()).where(fact.c.verdict > 0).group_by(fact.c.street))}
            versions: dict[str, list[tuple[str, int]]] = {}
            for s, name, version in conn.execute(
                    sa.select(document.c.stream, document.c.name, sa.func.max(document.c.version))
                    .group_by(document.c.stream, document.c.name).order_by(document.c.name)):
                versions.setdefault(s, []).append((name, version))
            known = _known(conn, "")
            lines = []
            for row in conn.execute(sa.select(stream).order_by(stream.c.street)):
                at = conn.execute(sa.select(fact.c.rts).where(
                    fact.c.street == row.street, fact.c.seq == row.seq)).scalar()
                lines.append(StreetLine(
                    street=row.street, seq=row.seq, head=bytes(row.h).hex()[:8], at=at,
                    rejected=rejected.get(row.street, 0), documents=tuple(versions.get(row.street, ())),
                    workstations=tuple(one for one in known if one.street == row.street)))
            return lines


def hashed(token: str) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).digest()


def _valid(street: str, letter: str) -> sa.ColumnElement[bool]:
    return sa.and_(workstation.c.street == street, workstation.c.letter == letter.upper(),
                   workstation.c.revoked_at.is_(None))


def _known(conn: sa.Connection, street: str) -> list[Known]:
    asked = sa.select(
        workstation.c.id, workstation.c.name, workstation.c.street, workstation.c.letter, workstation.c.revoked_at,
        seen.c.at, seen.c.app, seen.c.seq, seen.c.conflicts, seen.c.aside, seen.c.waiting,
    ).outerjoin(seen, seen.c.workstation == workstation.c.id).order_by(workstation.c.street, workstation.c.letter)
    if street:
        asked = asked.where(workstation.c.street == street)
    return [Known(id=r.id, name=r.name, street=r.street, letter=r.letter, revoked_at=r.revoked_at, at=r.at,
                  app=r.app or "", seq=r.seq or 0, conflicts=r.conflicts, aside=r.aside, waiting=r.waiting)
            for r in conn.execute(asked)]


def _written(raw: bytes) -> str:
    number = int.from_bytes(raw)
    text = "".join(_LETTERS[number >> 5 * n & 31] for n in reversed(range(len(raw) * 8 // 5)))
    return "-".join(text[n:n + 4] for n in range(0, len(text), 4))


def _code_hash(code: str) -> bytes:
    plain = "".join(code.upper().split()).replace("-", "").translate(_LOOKALIKE)
    return hashlib.sha256(b"join" + plain.encode()).digest()
