"""Things that tests are made of: pages of published documents, cases on their way, a street at work."""

from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import msgspec

from commandcenter import paths
from commandcenter.core import bodies as b
from commandcenter.core import rules as r
from commandcenter.core.case import Case, Role
from commandcenter.core.documents import subject_of
from commandcenter.core.facts import CITY, Accepted, Cursor, Draft, Session, encode, genesis, link, stamp
from commandcenter.core.report_rules import Report
from commandcenter.door.door import Door

STREET = "360681003"
T0 = 1_772_413_200_000  # 2026-03-02 09:00 Asia/Shanghai, a Monday
MINUTE, HOUR = 60_000, 3_600_000
CLASS = "component:0101"
COLLECTOR = "dm-collector-1"


class StandInStream:
    """Accepts facts as the platform would, in memory: numbers them and links the chain."""

    def __init__(self, stream: str) -> None:
        self.stream, self.genesis, self.seq = stream, "g-" + stream, 0
        self.h = genesis(stream, self.genesis)
        self.entries: list[Accepted] = []

    def accept(self, body: bytes, rts: int = T0, verdict: int = 0) -> Accepted:
        self.seq += 1
        self.h = link(self.h, self.seq, rts, verdict, body)
        entry = Accepted(seq=self.seq, rts=rts, verdict=verdict, body=body)
        self.entries.append(entry)
        return entry

    @property
    def head(self) -> Cursor:
        return Cursor(seq=self.seq, h=self.h, genesis=self.genesis)

    def since(self, seq: int) -> list[Accepted]:
        return self.entries[seq:]


def session() -> Session:
    return Session(sid=uuid4().hex[:16], new_id=uuid4, salt=lambda: "salt")


def published(stream: str, files: list[Path]) -> StandInStream:
    """A stream that holds these reference documents."""
    out = StandInStream(stream)
    author = session()
    for n, file in enumerate(sorted(files)):
        document = msgspec.json.decode(file.read_bytes())
        body = b.Published(name=document["name"], version=document["version"],
                           body=msgspec.Raw(msgspec.json.encode(document["body"])))
        draft = Draft(type="published", data=body, role="platform", follows=False)
        for fact in stamp([draft], street=stream, subject=subject_of(stream, document["name"]), head=None,
                          actor="platform", session=author, sseq=n + 1, wall=T0, off=0, seen=(0, "")):
            out.accept(encode(fact))
    return out


def city() -> StandInStream:
    return published(CITY, list((paths.RESOURCES / "reference" / "city").glob("*.json")))


def street_documents(street: str = STREET) -> StandInStream:
    return published(street, list((paths.RESOURCES / "reference" / street).glob("*.json")))


def report(case_id: UUID | None = None, **more: object) -> Report:
    fields: dict[str, object] = {
        "case_id": case_id or uuid4(), "actor": "u-collector", "role": Role.COLLECTOR, "on_behalf": COLLECTOR,
        "class_key": CLASS,
        "text": "井盖丢失", "place": "冶金大道", "lon": 1_172_200_000, "lat": 282_900_000,
        "community": "360681003008", "community_name": "贵电社区", "grid": "360681003008001", "number": "",
    }
    return Report(**(fields | more))  # type: ignore[arg-type]


def condition(door: Door, class_key: str = CLASS) -> str:
    minor = door.books.minor(class_key)
    assert minor is not None
    return minor.conditions[0].id


def filed(door: Door, **more: object) -> Case:
    case = door.submit(report(**more))
    if case.source in door.books.rules.verify_first:
        door.submit(r.OrderVerification(case_id=case.id, actor="u-acceptor", role=Role.ACCEPTOR))
        door.submit(r.Verify(case_id=case.id, actor="u-acceptor", role=Role.COLLECTOR, on_behalf=COLLECTOR,
                             result=b.CheckResult.PASS))
    return door.submit(r.File(case_id=case.id, actor="u-acceptor", role=Role.ACCEPTOR, class_key=CLASS,
                              condition=condition(door)))


def dispatched(door: Door, **more: object) -> Case:
    case = filed(door, **more)
    unit = door.books.units.units[0].id
    return door.submit(r.Dispatch(case_id=case.id, actor="u-dispatcher", role=Role.DISPATCHER, unit=unit))


WAY: tuple[tuple[type[r.Command], Role, dict[str, object]], ...] = (
    (r.Sign, Role.DEPARTMENT, {}), (r.Assign, Role.DEPARTMENT, {}), (r.Handle, Role.DEPARTMENT, {"text": "已更换"}),
    (r.FeedBack, Role.DEPARTMENT, {}), (r.Pass, Role.DISPATCHER, {}), (r.OrderCheck, Role.ACCEPTOR, {}),
    (r.Check, Role.COLLECTOR, {"result": b.CheckResult.PASS}), (r.Close, Role.ACCEPTOR, {}),
)


def walk(door: Door, case: Case, steps: int = len(WAY)) -> Case:
    """Take a dispatched case that many steps on."""
    for command, role, more in WAY[:steps]:
        case = door.submit(command(
            case_id=case.id, actor="u", role=role, on_behalf=behalf(role, case.unit), **more))  # type: ignore[arg-type]
    return case


def behalf(role: Role, unit: str) -> str | None:
    """Whose act the desk enters in a role."""
    return {Role.DEPARTMENT: unit, Role.HANDLER: unit, Role.COLLECTOR: COLLECTOR}.get(role)


BACK: dict[str, tuple[str, ...]] = {  # migration of a workstation's store → what takes it back
    "0011": tuple(f"DROP INDEX ix_case_row_closed_{index}" for index in ("number", "place")),
    "0010": ("DROP TABLE signed_head", "DROP TABLE past", "DROP TABLE lost", "DROP TABLE aside"),
    "0009": (
        *(f"DROP TRIGGER case_row_{kind}" for kind in ("log_new", "log_gone", "log_changed", "text_gone", "text_done")),
        "DROP TABLE open_text", "DROP TABLE pair",
        *(f"CREATE TRIGGER case_row_closed_{event.lower()} AFTER {kind} ON case_row BEGIN SELECT 1; END"
          for event, kind in (("new", "INSERT"), ("gone", "DELETE"), ("changed", "UPDATE")))),
    "0008": ("DROP TABLE whistle",),
    "0007": (
        *(f"DROP INDEX ix_case_row_{index}" for index in ("mine", "verified", "rework", "back", "ended")),
        "DROP INDEX ix_outcome_rejected",
        *(f"ALTER TABLE case_row DROP COLUMN {c}" for c in ("filed_by", "verified"))),
    "0006": (
        *(f"DROP TRIGGER case_row_{kind}_{event}"
          for kind in ("tally", "closed") for event in ("new", "gone", "changed")),
        "DROP TABLE tally", "DROP TABLE row_change", "DROP INDEX ix_case_row_urgent", "DROP INDEX ix_case_row_due",
        "ALTER TABLE case_row DROP COLUMN words"),
    "0004": ("DROP INDEX ix_case_row_redate", "ALTER TABLE case_row DROP COLUMN redate"),
    "0003": ("DROP INDEX ix_case_row_place", "DROP TABLE draft"),
    "0002": (
        *(f"DROP INDEX ix_case_row_{index}" for index in ("asked", "docket", "exempt", "resume")),
        *(f"ALTER TABLE case_row DROP COLUMN {c}" for c in ("extensions", "asked", "resume_at", "exempt", "docket")),
        "DROP TABLE ruling"),
}


def take_back(connection: Any, to: int) -> None:
    """Make a store one of an older schema."""
    for migration, statements in BACK.items():
        for statement in statements if int(migration) > to else ():
            connection.execute(statement)
    connection.execute(f"UPDATE alembic_version SET version_num = '{to:04}'")
    connection.execute(f"PRAGMA user_version = {to}")
