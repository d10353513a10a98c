"""Alarms over a real door and store: from clocks, rungs and others' facts to the banner, and back off it."""

from uuid import uuid4

import msgspec
import pytest

from commandcenter.core import rules as r
from commandcenter.core import whistle_rules as w
from commandcenter.core.alarms import OVER, Kind
from commandcenter.core.bodies import Part, WhistleKind
from commandcenter.core.case import Role
from commandcenter.core.escalation_rules import Escalate, ReplyToSupervision
from commandcenter.core.limits import Limit, Unit
from commandcenter.core.passing_rules import JudgeReturn
from commandcenter.desk.alarm_book import Found, State
from commandcenter.desk.alarm_desk import KEPT, AlarmDesk
from commandcenter.desk.sync_desk import SyncView
from commandcenter.door.watch import Watch
from tests import accounts, makes
from tests.core.lives import books
from tests.door.exchange import bundle, pull, push, shared, station

UNIT = books().units.units[0].id
LONG = "请说明超期原因并尽快处置到位"


@pytest.fixture
def alarms(desks, screen):
    """The alarm desk, started; `rung` collects what rings."""
    desks.alarms.start()
    screen.pump(lambda: desks.alarms.view.now > 0)
    desks.alarms.rung = []
    desks.alarms.rings.append(desks.alarms.rung.append)
    return desks.alarms


@pytest.fixture
def later(alarms, screen, clock):
    """Let minutes go by, looking each five of them as a window does."""
    def go(minutes: float) -> None:
        end = clock.at + round(minutes * makes.MINUTE)
        while clock.at < end:
            clock.at = min(clock.at + 5 * makes.MINUTE, end)
            look(alarms, screen)
    return go


def look(alarms, screen):
    """Hear the news that wait, look, and wait for the answer."""
    alarms.poll()
    for n in range(3):
        done = []
        alarms._reader.ask(f"test{n}", lambda q: None, lambda _, done=done: done.append(True))
        screen.pump(lambda done=done: bool(done))
    assert alarms._asked_at is None


def taken(door, clock, hours: float = 16, number: str = "20260302-A001"):
    case_id = uuid4()
    limit = Limit(n=hours, unit=Unit.URGENT_HOUR)
    door.take([bundle(case_id, number, steps=3, start=clock.at, limit=limit)], "u")
    return case_id


def kinds(alarms):
    return [line.group.kind for line in alarms.view.lines]


def state_of(alarms, kind):
    return [a.state(alarms.view.now) for a in alarms.view.shift if a.kind is kind]


def test_a_clock_is_told_when_near_due_and_severely_over(alarms, door, later, clock):
    taken(door, clock, hours=8)
    later(5 * 60)
    assert alarms.view.shift == ()
    later(2 * 60)  # near from six hours on
    assert [ring.kind for ring in alarms.rung] == [Kind.NEAR]
    assert alarms.view.lines == ()
    later(2 * 60)
    assert kinds(alarms) == [Kind.OVERDUE]
    assert state_of(alarms, Kind.NEAR) == [State.OVER]
    later(8 * 60)
    assert kinds(alarms) == [Kind.SEVERE]
    assert state_of(alarms, Kind.OVERDUE) == [State.OVER]
    assert [ring.kind for ring in alarms.rung] == [Kind.NEAR, Kind.OVERDUE, Kind.SEVERE]


def test_the_rung_of_a_deadline_gives_its_name_and_rings_no_second_time(alarms, door, store, later, clock, screen):
    taken(door, clock, hours=8)
    watch = Watch(door, store)
    watch.tick()
    later(8 * 60)
    rung = len(alarms.rung)
    clock.forward(minutes=1)
    door.now()
    Watch(door, store).tick()
    look(alarms, screen)
    assert alarms.view.lines[0].alarms[0].title == "超时督办"
    assert len(alarms.rung) == rung


def test_what_is_extended_is_over_and_what_is_closed_too(alarms, door, later, clock, screen):
    case = makes.walk(door, makes.dispatched(door), 2)
    later(25 * 60)
    assert kinds(alarms)[0] in OVER
    for kind, role, more in makes.WAY[2:4]:
        door.submit(kind(case_id=case.id, actor="u", role=role, on_behalf=case.unit, **more))
    look(alarms, screen)
    assert alarms.view.lines == ()
    assert {a.state(clock.at) for a in alarms.view.shift} <= {State.OVER, State.TOLD}


@pytest.mark.parametrize("who", [accounts.WALL, accounts.AUDITOR])
def test_who_may_only_look_silences_nothing(alarms, desks, door, later, clock, screen, who):
    taken(door, clock, hours=1)
    later(70)
    accounts.publish(door)
    desks.operator.sign(who)
    [line] = alarms.view.lines
    refusals = (alarms.acknowledge(), alarms.mute(everything=True),
                alarms.snooze(line.keys, clock.at + makes.HOUR, "开会", "note"))
    assert [why.key for why in refusals] == ["account-read-only"] * 3
    assert alarms.view.lines == (line,)
    assert not alarms.view.muted
    desks.operator.sign(accounts.DISPATCHER)
    assert alarms.acknowledge() is None
    assert alarms.view.lines == ()


def test_acknowledged_stays_so_after_a_restart(alarms, desks, door, later, clock, screen):
    taken(door, clock, hours=1)
    later(70)
    alarms.acknowledge()
    assert alarms.view.lines == ()
    assert alarms.view.shift[0].seen_by == desks.operator.operator.id
    again = restarted(alarms, desks, door, screen)
    assert again.view.lines == ()
    assert again.view.shift[0].state(clock.at) is State.SEEN


def restarted(alarms, desks, door, screen):
    """A desk of the next run, over the same store."""
    alarms.close()
    desks.alarms = again = AlarmDesk(door, desks.reader, desks.operator, screen.deliver, desks.now)
    again.rung = []
    again.rings.append(again.rung.append)
    again.start()
    screen.pump(lambda: again.view.now > 0)
    look(again, screen)
    return again


def test_put_off_with_a_reason_that_colleagues_read_and_that_survives(alarms, desks, door, later, clock, screen):
    case_id = taken(door, clock, hours=1)
    later(70)
    keys, until = alarms.view.lines[0].keys, clock.at + 10 * makes.MINUTE
    assert alarms.snooze(keys, until, "  ", "").key == "reason-needed"
    assert alarms.snooze(keys, until, "单位称十分钟到场", "告警推迟：单位称十分钟到场") is None
    assert alarms.view.lines == ()
    assert door.case(case_id).notes == 1
    again = restarted(alarms, desks, door, screen)
    assert (again.view.lines, again.view.shift[0].reason) == ((), "单位称十分钟到场")
    clock.forward(minutes=9)
    look(again, screen)
    assert (again.view.lines, again.rung) == ((), [])
    clock.forward(minutes=1)
    look(again, screen)
    assert kinds(again) == [Kind.OVERDUE]
    assert [ring.kind for ring in again.rung] == [Kind.OVERDUE]
    assert again.snooze(keys, clock.at + makes.MINUTE, "再等", "再等") is None
    assert not again.may_snooze(keys)
    assert again.snooze(keys, clock.at + makes.MINUTE, "又等", "又等").key == "snoozed-enough"


def test_until_the_units_are_on_duty(alarms, clock):
    assert alarms.duty_start() == makes.T0 + 22.5 * makes.HOUR  # tomorrow 07:30
    clock.at += 15 * makes.HOUR  # midnight
    assert alarms.duty_start() == makes.T0 + 22.5 * makes.HOUR


def test_a_weekend_asleep_is_one_line_and_one_tone(alarms, door, store, clock, screen):
    watch = Watch(door, store, lambda late: alarms.on_late(late.at))
    watch.tick()
    look(alarms, screen)
    for n in range(12):
        taken(door, clock, hours=4 + n % 3, number=f"20260302-A{n:03}")
    clock.forward(hours=62)
    alarms.rung.clear()
    assert watch.tick() == 12
    look(alarms, screen)
    assert kinds(alarms) == [Kind.LATE]
    assert alarms.view.waiting == 24  # the deadline of each, and its order
    assert len(alarms.rung) == 1
    assert alarms.view.load.last_hour == 1
    alarms.acknowledge()
    assert alarms.view.lines == ()


def test_what_runs_out_between_two_runs_is_told_as_one(alarms, desks, door, clock, screen):
    for n in range(5):
        taken(door, clock, hours=1, number=f"20260302-A{n:03}")
    clock.forward(hours=14)
    again = restarted(alarms, desks, door, screen)
    assert kinds(again) == [Kind.LATE]
    assert len(again.rung) == 1


def sent_back(case, actor):
    return r.ReturnToDispatcher(
        case_id=case.id, actor=actor, role=Role.DEPARTMENT, on_behalf=UNIT, reason="非本单位")


def elsewhere(master, tmp_path, door, clock, act):
    """Let another workstation do something, and bring it here."""
    stream = shared(door)
    push(door, stream)
    pull(door, stream)
    with station(master, tmp_path / "other", clock, "B") as (there, _):
        pull(there, stream)
        act(there)
        push(there, stream)
    pull(door, stream)


def test_what_others_did_is_told_and_what_this_desk_did_is_not(
        alarms, master, tmp_path, door, clock, screen):
    order = {"level": 3, "due": clock.at, "text": LONG}
    mine, replied = makes.dispatched(door), makes.dispatched(door)
    door.submit(Escalate(case_id=replied.id, actor="u", role=Role.SHIFT_LEADER, **order))
    door.submit(sent_back(mine, "u"))
    look(alarms, screen)
    assert alarms.view.shift == ()
    back = makes.dispatched(door)
    urgent = makes.report(class_key="event:0104")

    def act(there):
        there.submit(sent_back(back, "v"))
        there.submit(ReplyToSupervision(
            case_id=replied.id, actor="v", role=Role.DEPARTMENT, on_behalf=UNIT, text="已到场"))
        there.submit(urgent)

    elsewhere(master, tmp_path, door, clock, act)
    look(alarms, screen)
    told = {a.kind for a in alarms.view.shift}
    assert {Kind.RETURNED, Kind.REPLY} <= told
    assert {a.case_id for a in alarms.view.shift if a.kind is Kind.RETURNED} == {back.id}
    door.submit(JudgeReturn(
        case_id=back.id, actor="u", role=Role.SHIFT_LEADER, misdispatched=False, reason="属该单位职责"))
    door.submit(r.Dispatch(case_id=back.id, actor="u", role=Role.DISPATCHER, unit=UNIT))
    look(alarms, screen)
    assert state_of(alarms, Kind.RETURNED) == [State.OVER]


def urgent_class(door):
    from commandcenter.desk.alarm_news import is_urgent_class

    return next(c.key for c in door.books.catalogue.classes if is_urgent_class(c.key, door.books))


def test_a_new_case_of_an_urgent_class_is_told_until_it_is_dispatched(
        alarms, master, tmp_path, door, clock, screen):
    key = urgent_class(door)
    elsewhere(master, tmp_path, door, clock, lambda there: [
        there.submit(makes.report(class_key=key)), there.submit(makes.report(class_key=plain_class(there)))])
    look(alarms, screen)
    assert kinds(alarms) == [Kind.URGENT]
    assert alarms.rung[-1].kind is Kind.URGENT


def plain_class(door):
    from commandcenter.desk.alarm_news import is_urgent_class

    return next(c.key for c in door.books.catalogue.classes if not is_urgent_class(c.key, door.books))


def test_news_of_yesterday_is_no_alarm_and_of_an_hour_ago_comes_as_one(
        alarms, master, tmp_path, door, clock, screen):
    cases = [makes.dispatched(door) for _ in range(3)]

    def act(there):
        for case in cases:
            there.submit(sent_back(case, "v"))
        clock.forward(hours=1)

    elsewhere(master, tmp_path, door, clock, act)
    look(alarms, screen)
    returned = [a for a in alarms.view.shift if a.kind is Kind.RETURNED]
    assert len(returned) == 3
    assert len({a.batch for a in returned}) == 1
    assert returned[0].batch


def test_a_source_of_its_own_says_what_stands(alarms, door, clock, screen):
    standing = [Found(kind=Kind.WHISTLE, about="w1", number="20260302-A001", title="到场超时")]
    alarms.watch(Kind.WHISTLE, lambda q, now: tuple(standing))
    look(alarms, screen)
    look(alarms, screen)
    assert kinds(alarms) == [Kind.WHISTLE]
    assert len(alarms.rung) == 1
    standing.clear()
    look(alarms, screen)
    assert alarms.view.lines == ()
    assert state_of(alarms, Kind.WHISTLE) == [State.OVER]


def test_an_open_whistle_whose_unit_is_late_is_told_until_the_unit_says_so(
        alarms, desks, door, later, clock, screen):
    case = makes.dispatched(door)
    host, helper, told = (unit.id for unit in door.books.units.units[:3])
    door.submit(w.BlowWhistle(
        case_id=case.id, actor="u", role=Role.SHIFT_LEADER, kind=WhistleKind.EMERGENCY, place="冶金大道", text="塌陷",
        units=(w.Call(unit=host, part=Part.HOST), w.Call(unit=helper, part=Part.HELPER),
               w.Call(unit=told, part=Part.INFORMED))))

    def tell(kind, unit, **more):
        door.submit(kind(case_id=case.id, actor="u", role=Role.DEPARTMENT, on_behalf=unit, unit=unit, **more))
        look(alarms, screen)

    def late():
        return {(a.unit_name, a.title) for line in alarms.view.lines for a in line.alarms if a.kind is Kind.WHISTLE}

    names = {unit.id: unit.name for unit in door.books.units.units}
    limits = door.books.rules.whistles[WhistleKind.EMERGENCY]
    look(alarms, screen)
    assert late() == set()
    tell(w.SignIn, host)
    later(limits.sign.n * 60)
    assert late() == {(names[helper], "sign")}  # who is only informed has no clock
    assert alarms.rung[-1].kind is Kind.WHISTLE
    shown = []
    alarms.case_of(alarms.view.lines[0].keys, shown.append)
    screen.pump(lambda: bool(shown))
    assert shown[0].case_id == case.id
    tell(w.SignIn, helper)
    assert late() == set()
    later((limits.arrive.n - limits.sign.n) * 60)
    assert late() == {(names[host], "arrive"), (names[helper], "arrive")}
    alarms.acknowledge([a.key for a in alarms.view.shift if a.unit_name == names[helper]])
    tell(w.Arrive, host)
    assert late() == set()
    door.submit(w.CloseWhistle(case_id=case.id, actor="u", role=Role.SHIFT_LEADER, reason="险情已排除，各单位撤离"))
    later(limits.result.n * 60)
    assert late() == set()


def test_trouble_with_the_platform_is_told_once_and_never_on_the_banner(alarms, desks, clock, screen):
    desks.sync.view = SyncView(state="down", since=clock.at)
    look(alarms, screen)
    assert alarms.view.shift == ()  # working offline is no alarm
    clock.forward(minutes=31)
    for _ in range(2):
        look(alarms, screen)
    assert [a.kind for a in alarms.view.shift] == [Kind.SYNC]
    assert (alarms.view.lines, len(alarms.rung)) == ((), 1)
    desks.sync.view = SyncView(state="idle", since=clock.at)
    look(alarms, screen)
    assert state_of(alarms, Kind.SYNC) == [State.OVER]


def test_muted_it_is_told_without_a_sound_and_severe_ones_only_where_said(alarms, door, later, clock):
    taken(door, clock, hours=1)
    later(58)
    alarms.rung.clear()
    alarms.mute()
    assert alarms.view.muted
    later(5)
    assert [(ring.kind, ring.silent) for ring in alarms.rung] == [(Kind.OVERDUE, True)]
    later(60)
    assert [(ring.kind, ring.silent) for ring in alarms.rung[1:]] == [(Kind.SEVERE, False)]
    alarms.mute(everything=True)
    assert alarms.view.muted_all
    alarms.unmute()
    assert not alarms.view.muted


def test_what_was_kept_broken_begins_anew_and_says_so(desks, door, screen, caplog):
    door.keep(KEPT, "{")
    desks.alarms.start()
    screen.pump(lambda: desks.alarms.view.now > 0)
    assert desks.alarms.view.shift == ()
    assert "cannot be read" in caplog.text


def test_a_full_disk_is_said_and_the_alarm_is_not_put_off(alarms, door, store, later, clock, screen):
    taken(door, clock, hours=1)
    later(70)
    with store.write() as conn:
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar_one()
    with store.write() as conn:
        conn.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    why = None
    for _ in range(50):  # until the free room of the last pages is used up
        why = why or alarms.snooze(alarms.view.lines[0].keys, clock.at, "x", "长" * 900)
        if why is None and not alarms.may_snooze(alarms.view.lines[0].keys):
            alarms._book = msgspec.structs.replace(alarms._book, alarms=tuple(
                msgspec.structs.replace(alarm, snoozes=0) for alarm in alarms._book.alarms))
    with store.write() as conn:
        conn.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert why is not None
    assert why.key == "disk-full"
    assert kinds(alarms) == [Kind.OVERDUE]
