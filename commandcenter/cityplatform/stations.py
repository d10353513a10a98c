"""The workstations that the platform knows, each by a token of which it keeps only the SHA-256."""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from commandcenter.cityplatform.refusals import Refusal
from commandcenter.cityplatform.tables import workstation
from commandcenter.cityplatform.writing import Writing

_OF_TOKEN: Final = sa.select(
    workstation.c.id, workstation.c.name, workstation.c.street, workstation.c.letter, workstation.c.revoked_at,
    workstation.c.city_documents).where(workstation.c.token_hash == sa.bindparam("hashed"))
_RECEIVING: Final = (
    sa.select(workstation.c.street).where(workstation.c.revoked_at.is_(None)).distinct().order_by(workstation.c.street))


@dataclass(frozen=True, kw_only=True)
class Station:
    """A workstation that may write to its street. `city_documents`: and publish the city's reference documents."""

    id: int
    name: str
    street: str
    letter: str
    city_documents: bool = False


class Stations(Writing):
    """The part of a Platform that is about its workstations."""

    def add_workstation(self, name: str, street: str, letter: str, *, city_documents: bool = False) -> str:
        """Register a workstation (and its street's stream, where new). Returns its token, which is kept nowhere.

        `city_documents`: its administrators may publish the city's reference documents too.

        Raises:
            ValueError: the letter is taken in this street, or the street is no street's code.
        """
        if not street.isdigit():
            raise ValueError(f"not a street's code: {street!r}")
        token = secrets.token_urlsafe(32)
        try:
            with self._files.write() as conn:
                self._add_stream(conn, street)
                conn.execute(sa.insert(workstation).values(
                    name=name, street=street, letter=letter, token_hash=_hashed(token),
                    city_documents=int(city_documents)))
        except sa.exc.IntegrityError as err:
            raise ValueError(f"letter {letter!r} is taken in street {street}") from err
        return token

    def revoke(self, street: str, letter: str) -> bool:
        """Withdraw a workstation's token, at once. False when there is none that is valid."""
        with self._files.write() as conn:
            return bool(conn.execute(
                sa.update(workstation)
                .where(workstation.c.street == street, workstation.c.letter == letter,
                       workstation.c.revoked_at.is_(None))
                .values(revoked_at=self._clock())).rowcount)

    def workstations(self) -> list[Station]:
        """Those whose token is valid."""
        with self._files.read() as conn:
            rows = conn.execute(
                sa.select(workstation.c.id, workstation.c.name, workstation.c.street, workstation.c.letter,
                          workstation.c.city_documents)
                .where(workstation.c.revoked_at.is_(None)).order_by(workstation.c.id))
            return [Station(id=i, name=n, street=s, letter=ltr, city_documents=bool(may)) for i, n, s, ltr, may in rows]

    def receiving(self) -> list[str]:
        """The streets that have a workstation: to these a case can be handed over."""
        with self._files.read() as conn:
            return list(conn.execute(_RECEIVING).scalars())

    def let_publish(self, street: str, letter: str, may: bool) -> bool:
        """Give a workstation the right to publish the city's documents, or take it. False when there is none such."""
        with self._files.write() as conn:
            return bool(conn.execute(
                sa.update(workstation)
                .where(workstation.c.street == street, workstation.c.letter == letter,
                       workstation.c.revoked_at.is_(None))
                .values(city_documents=int(may))).rowcount)

    def authenticate(self, token: str) -> Station:
        """Whose token this is.

        Raises:
            Refusal: token_invalid, token_revoked.
        """
        with self._files.look() as conn:
            row = conn.execute(_OF_TOKEN, {"hashed": _hashed(token)}).first()
        if row is None:
            raise Refusal("token_invalid")
        if row.revoked_at is not None:
            raise Refusal("token_revoked", name=row.name)
        return Station(id=row.id, name=row.name, street=row.street, letter=row.letter,
                       city_documents=bool(row.city_documents))

    def holder(self, street: str, letter: str) -> tuple[Station, bytes]:
        """The workstation of a letter, and the hash of its token: for a package that was carried here by hand.

        Raises:
            Refusal: token_invalid (there never was such a workstation), token_revoked.
        """
        with self._files.read() as conn:
            row = conn.execute(
                sa.select(workstation).where(workstation.c.street == street, workstation.c.letter == letter)
                .order_by(workstation.c.revoked_at.is_not(None), workstation.c.id.desc())).first()
        if row is None:
            raise Refusal("token_invalid")
        if row.revoked_at is not None:
            raise Refusal("token_revoked", name=row.name)
        return Station(id=row.id, name=row.name, street=row.street, letter=row.letter,
                       city_documents=bool(row.city_documents)), bytes(row.token_hash)


def _hashed(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
