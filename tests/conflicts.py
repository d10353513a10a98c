"""Acts that lost: a case that another desk took on while this one was offline."""

from uuid import UUID

from commandcenter.core import bodies as b
from commandcenter.core import rules as r
from commandcenter.core.case import Case, Role
from commandcenter.core.facts import Draft, encode, stamp
from commandcenter.door.door import Door
from tests import makes
from tests.door import exchange


def elsewhere(stream: makes.StandInStream, case: Case, body: b.Body, role: str, *, base: UUID | None = None,
              actor: str = "u-leader", seen: tuple[int, str] = (0, ""), follows: bool = True,
              at: int = makes.T0) -> UUID:
    """Another desk does this to a case, and the platform accepts it. The id of its fact."""
    draft = Draft(type=b.NAMES[type(body)], data=body, role=role, follows=follows)
    (fact,) = stamp([draft], street=case.street, subject=case.id, head=base or case.head, actor=actor,
                    session=makes.session(), sseq=1, wall=at, off=0, seen=seen)
    stream.accept(encode(fact), rts=at)
    return fact.id


def lost_dispatch(door: Door, stream: makes.StandInStream | None = None) -> tuple[Case, makes.StandInStream]:
    """A case that this desk dispatched to one unit while another desk had dispatched it to another; and the stream."""
    stream = stream or exchange.shared(door)
    case = makes.filed(door)
    exchange.push(door, stream)
    exchange.pull(door, stream)
    case = door.case(case.id)  # type: ignore[assignment]
    one, two = door.books.units.units[:2]
    elsewhere(stream, case, b.Noted(text="已电话联系"), "acceptor", follows=False, actor="u-acceptor")
    elsewhere(stream, case, b.Dispatched(unit=two.id, unit_name=two.name, limit=case.limit), "dispatcher")
    after = door.submit(r.Dispatch(case_id=case.id, actor="u-dispatcher", role=Role.DISPATCHER, unit=one.id))
    assert after.unit == one.id
    exchange.push(door, stream)
    exchange.pull(door, stream)
    return door.case(case.id), stream  # type: ignore[return-value]


def lost_return(door: Door, stream: makes.StandInStream | None = None) -> tuple[Case, makes.StandInStream]:
    """A dispatch of this desk that lost to a round trip elsewhere, after which the case waits for dispatch again."""
    stream = stream or exchange.shared(door)
    case = makes.filed(door)
    exchange.push(door, stream)
    exchange.pull(door, stream)
    case = door.case(case.id)  # type: ignore[assignment]
    one, two = door.books.units.units[:2]
    sent = elsewhere(stream, case, b.Dispatched(unit=two.id, unit_name=two.name, limit=case.limit), "dispatcher")
    elsewhere(stream, case, b.ReturnedToDispatcher(reason="不属于本单位职责"), "department", base=sent)
    door.submit(r.Dispatch(case_id=case.id, actor="u-dispatcher", role=Role.DISPATCHER, unit=one.id))
    exchange.push(door, stream)
    exchange.pull(door, stream)
    return door.case(case.id), stream  # type: ignore[return-value]
