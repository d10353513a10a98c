"""T1-T20 one after the other under two cities' rules: which clock each step starts, and that closing ends them all."""

from commandcenter.core import bodies as b
from commandcenter.core import rules as r
from commandcenter.core.case import Role, Stage
from commandcenter.core.limits import Limit
from commandcenter.core.report_rules import Report
from tests import makes
from tests.core.lives import UNIT, Author, Life
from tests.core.test_flow import CITIES, T0, Flow

R = Role
# step of domain.md §1.3, command, role, words, the limit that the step's clock has from then on ("": none)
WAY = (
    ("T2", r.OrderVerification, R.ACCEPTOR, {}, "verify"),
    ("T3", r.Verify, R.COLLECTOR, {"result": b.CheckResult.PASS}, "accept"),
    ("T4", r.File, R.ACCEPTOR, {"class_key": makes.CLASS}, "dispatch"),
    ("T7", r.ReturnToAcceptor, R.DISPATCHER, {"reason": "位置不清"}, ""),
    ("T4", r.File, R.ACCEPTOR, {"class_key": makes.CLASS}, "dispatch"),
    ("T6", r.Dispatch, R.DISPATCHER, {"unit": UNIT}, "sign"),
    ("T8", r.Sign, R.DEPARTMENT, {}, ""),
    ("T9", r.Assign, R.DEPARTMENT, {}, ""),
    ("T9", r.RevokeAssignment, R.DEPARTMENT, {"reason": "换人"}, ""),
    ("T9", r.Assign, R.DEPARTMENT, {}, ""),
    ("T11", r.ReturnToDepartment, R.HANDLER, {"reason": "需要吊车"}, ""),
    ("T9", r.Assign, R.DEPARTMENT, {}, ""),
    ("T12", r.Handle, R.HANDLER, {}, ""),
    ("T13", r.SendBack, R.DEPARTMENT, {"reason": "仍有残留"}, ""),
    ("T12", r.Handle, R.HANDLER, {}, ""),
    ("T14", r.FeedBack, R.DEPARTMENT, {}, "review"),
    ("T15", r.OrderRework, R.DISPATCHER, {"reason": "照片不清"}, "sign"),
    ("T9", r.Assign, R.DEPARTMENT, {}, ""),
    ("T12", r.Handle, R.HANDLER, {}, ""),
    ("T14", r.FeedBack, R.DEPARTMENT, {}, "review"),
    ("T16", r.Pass, R.DISPATCHER, {}, "close"),
    ("T17", r.OrderCheck, R.ACCEPTOR, {}, "check"),
    ("T18", r.Check, R.COLLECTOR, {"result": b.CheckResult.FAIL}, "close"),
    ("T19", r.OrderRework, R.ACCEPTOR, {"reason": "核查未通过"}, "sign"),
    ("T9", r.Assign, R.DEPARTMENT, {}, ""),
    ("T12", r.Handle, R.HANDLER, {}, ""),
    ("T14", r.FeedBack, R.DEPARTMENT, {}, "review"),
    ("T16", r.Pass, R.DISPATCHER, {}, "close"),
)


class Whole(Flow):
    """A case from its report on, nothing done yet."""

    def __init__(self, city) -> None:
        Life.__init__(self, Author("w"))
        self.city, self.at = city, T0
        self.act(Report, Role.COLLECTOR)


@CITIES
def test_each_step_starts_the_clock_of_the_next(city):
    flow = Whole(city)
    assert flow.case.stage_clock.limit == city.stage("accept")  # T1
    minor = city.minor(makes.CLASS)
    for name, command, role, words, clock in WAY:
        if command is r.File:
            words = words | {"condition": minor.conditions[0].id}
        case = flow.act(command, role, hours=0.1, **words)
        now = case.stage_clock
        found = (now.limit, now.start) if now is not None and now.limit != Limit() else None
        assert (name, found) == (name, (city.stage(clock), flow.at) if clock else None)
        if name == "T6":
            assert (case.handling.start, case.handling.ended) == (flow.at, None)
        if name == "T14":
            assert case.handling.ended == flow.at
        if name in ("T15", "T19"):  # the same unit at once, anew or where it stood
            assert (case.stage, case.unit, case.handling.ended) == (Stage.PENDING_HANDLE, UNIT, None)
    case = flow.act(r.Close, Role.ACCEPTOR)
    assert (case.stage, case.stage_clock, case.reworks) == (Stage.CLOSED, None, 2)
    assert case.handling.ended is not None
