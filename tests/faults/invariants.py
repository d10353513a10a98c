"""What holds after every fault (sync.md §4.10), asked of the platform's and the workstations' own files."""

from typing import TYPE_CHECKING
from uuid import UUID

from commandcenter.cityplatform.platform import Platform
from commandcenter.core.case import Entry
from commandcenter.core.facts import CITY, Fact, decode
from commandcenter.core.fold import fold
from commandcenter.store.engine import Store
from commandcenter.store.verify import verify
from tests.faults import handing
from tests.sync.streets import EAST

if TYPE_CHECKING:
    from tests.faults.world import World

Log = list[tuple[int, bytes, int, Fact]]
Held = dict[str, set[UUID]]  # facts by street


def held(world: "World") -> Held:
    """What lies on any disk, by street: also what workstations keep to re-offer, because a restored platform lost it.
    Without the numbers of cases, which the platform may say anew."""
    out: Held = {}
    for street in world.streets:
        of_street = [machine for machine in world.machines if machine.street == street]
        found = {i for machine in of_street for _, i in machine.facts()}
        for machine in of_street:
            with machine.store.read() as conn:
                found |= {UUID(bytes=i) for (i,) in conn.exec_driver_sql("SELECT fact FROM aside")}
        with world.city.platform._files.read() as conn:
            found |= {UUID(bytes=i) for (i,) in conn.exec_driver_sql(
                "SELECT id FROM fact WHERE street = ? AND type NOT IN ('numbered')", (street,))}
        out[street] = found
    return out


def _asides(world: "World") -> list[str]:
    """What workstations set aside for a person to look at: nothing that these lives do needs one."""
    wrong: list[str] = []
    for machine in world.machines:
        wrong += [f"I4 set aside: {aside.reason}" for aside in machine.door.asides()]
    return wrong


def _anew(world: "World") -> set[UUID]:
    """Lost facts of the platform that it has said again in other words: a case's number."""
    out: set[UUID] = set()
    for machine in world.machines:
        with machine.store.read() as conn:
            out |= {UUID(bytes=i) for (i,) in conn.exec_driver_sql("SELECT fact FROM aside WHERE reason = 'anew'")}
    return out


def violated(world: "World", before: Held) -> list[str]:
    """The invariants that do not hold, by their numbers. `before`: what lay on any disk when the faults ended."""
    wrong: list[str] = []
    anew, logs = _anew(world), dict[str, Log]()
    for street in world.streets:
        logs[street] = log_of(world.city.platform, street)
        wrong += _of_street(world, street, logs[street], before[street] - anew)
    wrong += _asides(world)
    wrong += [f"I4 {said}" for said in world.said]
    return wrong + (handing.violated(world, logs) if len(logs) > 1 else [])


def _of_street(world: "World", street: str, log: Log, before: set[UUID]) -> list[str]:
    """What of a street does not hold."""
    platform = world.city.platform
    audit = platform.verify(street)
    wrong = [f"I1 {d.key} {d.where}" for d in audit.differences]
    ids = [f.id for *_, f in log]
    if lost := before - set(ids):
        wrong.append(f"I2 {len(lost)} facts lost")
    stream = audit.streams[0]
    for machine in world.machines:
        if machine.street != street:
            continue
        mine = machine.facts()
        if [i for seq, i in sorted((s, i) for s, i in mine if s is not None)] != ids:
            wrong.append(f"I3 {machine.name}: another log ({len(mine)}, {len(ids)})")
        if machine.door.cursor(street) != platform.head(street):
            wrong.append(f"I3 {machine.name}: another hash")
        if any(seq is None for seq, _ in mine):
            wrong.append(f"I4 {machine.name}: something waits for ever")
        found = verify(machine.store, street)
        wrong += [f"I5 {machine.name}: {problem.key} {problem.what}" for problem in found.problems]
        if found.state_digest != stream.state_digest:
            wrong.append(f"I5 {machine.name}: another state")
        wrong += [f"{problem} at {machine.name}" for problem in foreign(machine.store, street)]
    wrong += ordered(log, world.outcomes)
    return wrong + _published_stays(world, street, [h for _, h, *_ in log])


def log_of(platform: Platform, street: str = EAST) -> Log:
    """The street's log at the platform: number, hash, verdict, fact."""
    with platform._files.read() as conn:
        return [(seq, bytes(h), verdict, decode(body)) for seq, h, verdict, body in conn.exec_driver_sql(
            "SELECT seq, h, verdict, body FROM fact WHERE street = ? ORDER BY seq", (street,))]


def foreign(store: Store, street: str = EAST) -> list[str]:
    """I10: streams at a workstation that are neither its street's nor the city's."""
    with store.read() as conn:
        streams = {s for (s,) in conn.exec_driver_sql("SELECT DISTINCT stream FROM fact")}
    return [f"I10 {stream}" for stream in sorted(streams - {CITY, street})]


def ordered(log: Log, outcomes: list[tuple[UUID, str, str]] | None = None) -> list[str]:
    """I1, I6, I7 and I8 of a log; `outcomes` hears what became of each fact, and why."""
    wrong: list[str] = []
    last: dict[str, int] = {}
    before: set[UUID] = set()
    entries: dict[UUID, list[Entry]] = {}
    if len({f.id for *_, f in log}) != len(log) or [seq for seq, *_ in log] != list(range(1, len(log) + 1)):
        wrong.append("I1 numbers or ids")
    for seq, _, verdict, f in log:
        if f.sseq != last.get(f.sid, 0) + 1:
            wrong.append(f"I7 at {seq}")
        last[f.sid] = f.sseq
        if f.base is not None and f.base not in before and not verdict:
            wrong.append(f"I8 at {seq}")
        before.add(f.id)
        if f.type != "published":
            entries.setdefault(f.subject, []).append(Entry(fact=f, seq=seq, verdict=verdict))
    for its in entries.values():
        found = fold(its).outcomes
        if outcomes is not None:
            outcomes += [(o.fact, o.kind, o.reason) for o in found]
        if [o.fact for o in found] != [e.fact.id for e in its]:
            wrong.append("I6 a fact without outcome")
        if any(o.kind not in ("effective", "repetition", "ineffective", "rejected") for o in found):
            wrong.append("I6 an outcome of no kind")
    return wrong


def _published_stays(world: "World", street: str, chain: list[bytes]) -> list[str]:
    """I9: what a workstation had seen since the last restore is still there, unchanged."""
    return [
        f"I9 at {seq}" for of, restores, seq, h in world.places
        if of == street and restores == world.city.restores and seq and (seq > len(chain) or chain[seq - 1] != h)
    ][:1]
