from dataclasses import replace
from itertools import combinations
from uuid import UUID

import pytest

from commandcenter.core import bodies as b
from commandcenter.core import referral_rules as f
from commandcenter.core import rules as r
from commandcenter.core import whistle_rules as w
from commandcenter.core.case import Role, Stage
from commandcenter.core.escalation_rules import Escalate, ReplyToSupervision
from commandcenter.core.limits import Limit
from commandcenter.core.merge_rules import Absorb
from commandcenter.core.photo_rules import AddPhotos
from commandcenter.core.report_rules import Report, SimpleCase
from commandcenter.core.request_rules import Appeal, AskDeferral, AskExtension
from commandcenter.core.ruling_rules import AskRuling
from tests import makes
from tests.core.lives import ACTS, CASE, CONDITION, HELPER, LONG, UNIT, Life, books, command, life_at, photo
from tests.refusal_keys import outcome_reasons, refusal_keys

ROLE_SETS = [frozenset(roles) for n in (0, 1, 2) for roles in combinations(Role, n)] + [frozenset(Role)]


def _supervised() -> Life:
    life = life_at(Stage.HANDLING)
    life.do(Escalate, Role.SHIFT_LEADER, level=2, due=makes.T0 - 1, text=LONG)
    return life


def _whistled(*then: type[r.Command]) -> Life:
    life = life_at(Stage.PENDING_HANDLE)
    examples = {kind: (role, fields) for kind, role, fields in ACTS}
    for kind in (w.BlowWhistle, *then):
        role, fields = examples[kind]
        life.do(kind, role, **fields)
    return life


def _more_called() -> Life:
    life = _whistled()
    life.do(w.CallMore, Role.SHIFT_LEADER, units=(w.Call(unit=HELPER, part=b.Part.HELPER),))
    return life


def _signed() -> Life:
    life = life_at(Stage.PENDING_HANDLE)
    life.do(r.Sign, Role.DEPARTMENT)
    return life


def _newer() -> Life:
    life = life_at(Stage.PENDING_DISPATCH)
    life.add(b.Noted(text="x"), follows=False, type="of_a_later_version")
    return life


def _asked(kind: type[r.Command], role: Role, stage: Stage, **fields: object) -> Life:
    life = life_at(stage)
    life.do(kind, role, **fields)
    return life


LIVES = {stage.value: life_at(stage) for stage in Stage} | {
    "supervised": _supervised(), "signed": _signed(), "newer": _newer(),
    "extension": _asked(AskExtension, Role.HANDLER, Stage.HANDLING, reason="材料未到"),
    "deferral": _asked(AskDeferral, Role.DEPARTMENT, Stage.HANDLING, reason="国庆后施工", now=makes.T0,
                       until=makes.T0 + makes.HOUR),
    "appeal": _asked(Appeal, Role.DEPARTMENT, Stage.CLOSED, reason="暴雨", due=makes.T0 - 1),
    "void": _asked(r.VoidCase, Role.ACCEPTOR, Stage.PENDING_DISPATCH, reason="重复"),
    "docket": _asked(AskRuling, Role.DISPATCHER, Stage.PENDING_DISPATCH, reason="职责不清"),
    "absorbed": _asked(Absorb, Role.DISPATCHER, Stage.HANDLING, duplicate=UUID(int=8)),
    "photos": _asked(AddPhotos, Role.COLLECTOR, Stage.HANDLING, photos=((b.PhotoKind.NEAR, photo("1")),)),
    "whistled": _whistled(), "arrived": _whistled(w.SignIn, w.Arrive),
    "referred": _asked(f.Refer, Role.LEADER, Stage.HANDLING, to="refer-district", reason="超出街道权限"),
    "more called": _more_called(),
    "whistle over": _whistled(w.Arrive, w.Finish, w.CloseWhistle),
    "returned to dispatcher": _asked(r.ReturnToDispatcher, Role.DEPARTMENT, Stage.PENDING_HANDLE, reason="非本单位"),
}


def _key(life: Life, kind: type[r.Command], role: Role, fields: dict[str, object]) -> str | None:
    try:
        r.decide(life.folded.case, command(kind, role, fields), books())
    except r.Refused as refused:
        return refused.key
    return None


@pytest.mark.parametrize("name", LIVES)
@pytest.mark.parametrize(("kind", "_", "fields"), ACTS, ids=lambda v: v.__name__ if isinstance(v, type) else "")
def test_a_button_is_lit_exactly_where_the_rules_allow_it(name, kind, _, fields):
    life = LIVES[name]
    said = {role: _key(life, kind, role, fields) for role in Role}
    for own in ROLE_SETS:
        clock = {name: fields[name] for name in ("now", "due") if name in fields}
        refused = r.why_not(life.case, kind, own, books(), **clock)
        if refused is None:
            role = r.role_for(kind, own, books(), life.case, **clock)
            assert role is not None
            assert said[role] is None
        else:
            assert all(said[role] is not None for role in own)
            assert refused.key == "role" or refused.key in set(said.values())
            if own and refused.key == "role":
                assert {said[role] for role in own} == {"role"}


@pytest.mark.parametrize("kind", [Report, SimpleCase])
def test_a_report_is_lit_for_those_who_may_report(kind):
    for own in ROLE_SETS:
        role = r.role_for(kind, own, books())
        assert (r.why_not(None, kind, own, books()) is None) == (role is not None)
        if role is not None:
            assert _key(Life(), kind, role, {}) is None
    assert _key(Life(), kind, Role.DEPARTMENT, {}) == "role"


def test_what_was_decided_takes_effect():
    for stage in Stage:
        for kind, role, fields in ACTS:
            life = life_at(stage)
            if _key(life, kind, role, fields) is None:
                life.do(kind, role, **fields)
                assert life.last == "effective", (stage, kind)


def test_the_desk_enters_acts_of_those_without_a_client():
    assert r.role_for(r.Sign, frozenset({Role.DISPATCHER}), books()) is Role.DEPARTMENT
    assert r.role_for(r.Verify, frozenset({Role.ACCEPTOR}), books()) is Role.COLLECTOR
    assert r.role_for(r.Sign, frozenset({Role.ACCEPTOR}), books()) is None
    assert r.role_for(r.Close, frozenset({Role.DISPATCHER}), books()) is None
    own_first = frozenset({Role.DISPATCHER, Role.COLLECTOR})
    assert r.role_for(Report, own_first, books()) in own_first


def test_on_whose_behalf_and_in_which_role_stands_in_the_fact():
    (draft,) = r.decide(life_at(Stage.PENDING_HANDLE).case, replace(
        command(r.Sign, Role.DEPARTMENT, {}), on_behalf=UNIT), books())
    assert (draft.role, draft.on_behalf, draft.type, draft.follows) == ("department", UNIT, "signed", True)


# -- refusals -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("stage", "kind", "role", "fields", "key"), [
    (Stage.PENDING_REGISTER, r.File, Role.ACCEPTOR, {"class_key": "component:9999"}, "unknown-class"),
    (Stage.PENDING_REGISTER, r.File, Role.ACCEPTOR, {"class_key": makes.CLASS}, "condition-needed"),
    (Stage.PENDING_REGISTER, r.File, Role.ACCEPTOR, {"class_key": "event:0102", "condition": CONDITION},
     "condition-needed"),
    (Stage.PENDING_REGISTER, r.RefuseFiling, Role.ACCEPTOR, {"reason": "  "}, "reason-needed"),
    (Stage.PENDING_REGISTER, r.VoidCase, Role.SHIFT_LEADER, {"reason": ""}, "reason-needed"),
    (Stage.PENDING_DISPATCH, r.Dispatch, Role.DISPATCHER, {"unit": "nobody"}, "unknown-unit"),
    (Stage.PENDING_DISPATCH, r.ReturnToAcceptor, Role.DISPATCHER, {"reason": "\n"}, "reason-needed"),
    (Stage.PENDING_CHECK, r.OrderRework, Role.ACCEPTOR, {"reason": ""}, "reason-needed"),
    (Stage.HANDLING, Escalate, Role.SHIFT_LEADER, {"level": 5, "due": 0, "text": LONG}, "rung-role"),
    (Stage.HANDLING, Escalate, Role.LEADER, {"level": 99, "due": 0, "text": LONG}, "no-such-level"),
    (Stage.HANDLING, Escalate, Role.LEADER, {"level": 1, "due": 0, "text": "  太短  "}, "text-too-short"),
    (Stage.HANDLING, ReplyToSupervision, Role.DEPARTMENT, {"text": "x"}, "nothing-to-reply"),
    (Stage.CLOSED, Escalate, Role.LEADER, {"level": 1, "due": 0, "text": LONG}, "closed"),
    (Stage.HANDLING, r.Note, Role.ACCEPTOR, {"text": ""}, "reason-needed"),
    (Stage.PENDING_REGISTER, Report, Role.COLLECTOR, {}, "reported-twice"),
])
def test_refusals_have_a_reason(stage, kind, role, fields, key):
    assert _key(life_at(stage), kind, role, fields) == key


def test_more_refusals_have_a_reason():
    assert _key(Life(), Report, Role.COLLECTOR, {"place": " "}) == "place-needed"
    assert _key(Life(), Report, Role.COLLECTOR, {"class_key": "nothing"}) == "unknown-class"
    assert _key(Life(), r.Note, Role.ACCEPTOR, {"text": "x"}) == "no-case"
    assert _key(LIVES["supervised"], Escalate, Role.TIMER, {"level": 2, "due": makes.T0 - 1}) == "rung-fired"
    assert _key(LIVES["signed"], r.Sign, Role.DEPARTMENT, {}) == "signed-already"
    assert _key(LIVES["newer"], r.Dispatch, Role.DISPATCHER, {"unit": UNIT}) == "newer-version"


def test_who_looked_at_an_older_state_is_told_that_it_moved():
    life = life_at(Stage.PENDING_DISPATCH)
    ask = command(r.Dispatch, Role.DISPATCHER, {"unit": UNIT})
    assert r.decide(life.case, replace(ask, seen=life.head), books())
    with pytest.raises(r.Refused) as refused:
        r.decide(life.case, replace(ask, seen=CASE), books())
    assert refused.value == r.Refused("moved", number="20260302-A001", stage="pending_dispatch")
    note = replace(command(r.Note, Role.ACCEPTOR, {"text": "x"}), seen=CASE)
    assert r.decide(life.case, note, books())


def test_the_timer_needs_no_words_and_a_person_does():
    life = life_at(Stage.HANDLING)
    assert _key(life, Escalate, Role.TIMER, {"level": 1, "due": makes.T0}) is None
    assert _key(life, Escalate, Role.INSPECTOR, {"level": 1, "due": makes.T0}) == "text-too-short"


def test_long_texts_are_cut_not_refused():
    note = command(r.Note, Role.ACCEPTOR, {"text": "长" * 2000})
    (draft,) = r.decide(life_at(Stage.HANDLING).case, note, books())
    assert isinstance(draft.data, b.Noted)
    assert len(draft.data.text) == r.MAX_TEXT


# -- the values that facts carry, and the versions they came from ---------------------------------------------------


def test_refs_name_the_versions_of_what_the_fact_used():
    versions = books().versions
    wanted = {b.Reported: "catalogue", b.Filed: "catalogue", b.Dispatched: "units", b.Escalated: "ladder"}
    seen = set()
    for life in LIVES.values():
        for kind, role, fields in ACTS:
            if _key(life, kind, role, fields) is not None:
                continue
            for draft in r.decide(life.case, command(kind, role, fields), books()):
                seen.add(type(draft.data))
                refs = draft.refs or {}
                assert refs.items() <= versions.items()
                given = [getattr(draft.data, name, None) for name in ("limit", "stage_limit", "reply_limit")]
                if any(limit is not None for limit in given):
                    assert "calendar" in refs, kind
                assert wanted.get(type(draft.data), "calendar") in refs or not any(given)
    assert seen == {r.MAKES[kind] for kind, *_ in ACTS} | {b.Deferred}
    assert r.decide(None, command(Report, Role.COLLECTOR, {}), books())[0].refs == {
        name: versions[name] for name in ("catalogue", "rules", "calendar")}


def test_filing_takes_the_limit_of_its_condition_and_dispatch_starts_it():
    life = life_at(Stage.PENDING_DISPATCH)
    condition = books().catalogue.condition(CONDITION)
    assert (life.case.limit, life.case.condition_text) == (condition.limit, condition.text)
    case = life.do(r.Dispatch, Role.DISPATCHER, unit=UNIT)
    assert (case.handling.limit, case.handling.calendar) == (condition.limit, books().versions["calendar"])
    assert case.unit_name == books().unit(UNIT).name


def test_the_handler_is_the_unit_itself_unless_named():
    life = life_at(Stage.PENDING_HANDLE)
    assert r.decide(life.case, command(r.Assign, Role.DEPARTMENT, {}), books())[0].data.handler == UNIT


def test_a_rung_carries_its_name_its_reply_limit_and_goes_to_the_unit_unless_told_otherwise():
    life = life_at(Stage.HANDLING)
    (draft,) = r.decide(life.case, command(Escalate, Role.TIMER, {"level": 2, "due": 7}), books())
    body = draft.data
    assert isinstance(body, b.Escalated)
    assert (body.level_name, body.to, body.reply_limit) == ("超时督办", UNIT, books().rung(2).reply_limit)
    assert not draft.follows
    assert isinstance(body.reply_limit, Limit)


# -- keys for the screen's words ------------------------------------------------------------------------------------


def test_every_key_can_be_read_out_of_the_source():
    keys = refusal_keys()
    assert keys >= {"moved", "stage", "role", "closed", "disk-full", "store-broken", "in-use", "no-documents"}
    assert all(key == key.lower() and " " not in key for key in keys)


def test_every_reason_of_the_fold_can_too():
    assert outcome_reasons() == {
        "absorbed_twice", "asked", "closed", "decided", "holds_others", "imported_twice", "moved", "newer_version",
        "no_case", "not_allowed", "photos_gone", "photos_known", "redated", "released_twice",
        "not_closed", "not_referred", "referred",
        "on_docket", "no_whistle", "rated", "whistle_closed", "whistle_open", "whistle_released", "whistle_told",
         "reopened", "replied", "reported_twice", "resumed", "role", "ruled", "rung_fired",
        "not_own", "not_undoable", "transferred", "transferred_twice", "transferring", "unreadable"}
