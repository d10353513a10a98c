"""Photos of a case: named by facts, each once, withdrawn by facts; with an act or by themselves."""

from dataclasses import replace

import msgspec
import pytest

from commandcenter.core import bodies as b
from commandcenter.core import photos as ph
from commandcenter.core import rules as r
from commandcenter.core.case import Role, Stage
from commandcenter.core.documents import CITY_DOCUMENTS
from commandcenter.core.merge_rules import Unmerge
from commandcenter.core.photo_rules import AddPhotos, WithdrawPhotos
from commandcenter.core.report_rules import Report
from tests import makes
from tests.core.lives import Life, books, command, life_at, photo

NEAR, FAR, BEFORE, AFTER, CHECK = (
    b.PhotoKind.NEAR, b.PhotoKind.FAR, b.PhotoKind.BEFORE, b.PhotoKind.AFTER, b.PhotoKind.CHECK)


def wanting() -> r.Books:
    """Books of a city that wants a photo after handling, for components."""
    return replace(books(), rules=msgspec.structs.replace(books().rules, after_photo=("component",)))


def test_photos_of_an_act_come_in_one_go_with_it_one_fact_a_kind():
    life = Life()
    life.do(Report, Role.COLLECTOR, photos=((NEAR, photo("1")), (FAR, photo("2")), (NEAR, photo("3"))))
    types = [(e.fact.type, len(e.fact.att)) for e in life.entries]
    assert types == [("reported", 0), ("photos_added", 2), ("photos_added", 1)]
    assert [(p.sha256[0], p.kind, p.act) for p in life.case.photos] == [
        ("1", NEAR, "reported"), ("3", NEAR, "reported"), ("2", FAR, "reported")]
    assert life.case.head == life.entries[0].fact.id  # photos have no base and move no head


def test_a_photo_stands_once_with_a_case_and_again_as_another_kind():
    life = life_at(Stage.HANDLING)
    life.do(AddPhotos, Role.DISPATCHER, photos=((BEFORE, photo("1")), (BEFORE, photo("1"))))
    life.do(AddPhotos, Role.DISPATCHER, photos=((BEFORE, photo("1")), (BEFORE, photo("2"))))
    life.do(AddPhotos, Role.DISPATCHER, photos=((AFTER, photo("1")),))
    assert [p.key for p in life.case.photos] == [("1" * 64, BEFORE), ("2" * 64, BEFORE), ("1" * 64, AFTER)]
    with pytest.raises(r.Refused, match="photos-known"):
        life.do(AddPhotos, Role.DISPATCHER, photos=((BEFORE, photo("2")),))
    with pytest.raises(r.Refused, match="no-photos"):
        life.do(AddPhotos, Role.DISPATCHER)


def test_the_same_photos_from_two_desks_are_a_repetition():
    life = life_at(Stage.HANDLING)
    body = b.PhotosAdded(kind=AFTER)
    assert life.add(body, follows=False, att=(photo("1"),)) == "effective"
    assert life.add(body, follows=False, att=(photo("1"),)) == "repetition photos_known"
    assert life.add(body, follows=False, att=(photo("1"), photo("2"))) == "effective"
    assert len(life.case.photos) == 2


def test_an_odd_name_names_no_photo():
    life = life_at(Stage.HANDLING)
    odd = msgspec.structs.replace(photo("1"), sha256="../../" + "1" * 58)
    assert life.add(b.PhotosAdded(kind=AFTER), follows=False, att=(odd,)) == "repetition photos_known"
    assert life.add(b.PhotosAdded(kind=AFTER), follows=False) == "repetition photos_known"
    assert life.case.photos == ()


def test_what_was_added_by_mistake_is_withdrawn_by_a_fact_and_can_come_again():
    life = life_at(Stage.HANDLING)
    life.do(AddPhotos, Role.DISPATCHER, photos=((NEAR, photo("1")), (AFTER, photo("1"))))
    life.do(WithdrawPhotos, Role.DISPATCHER, shows=NEAR, names=("1" * 64,), reason="拍错了案件")
    assert [p.kind for p in life.case.photos] == [AFTER]
    with pytest.raises(r.Refused, match="no-photos"):
        life.do(WithdrawPhotos, Role.DISPATCHER, shows=NEAR, names=("1" * 64,), reason="拍错了案件")
    with pytest.raises(r.Refused, match="reason-needed"):
        life.do(WithdrawPhotos, Role.DISPATCHER, shows=AFTER, names=("1" * 64,), reason=" ")
    assert life.add(b.PhotosWithdrawn(kind=NEAR, photos=("1" * 64,), reason="重复"), follows=False) == (
        "repetition photos_gone")
    life.do(AddPhotos, Role.DISPATCHER, photos=((NEAR, photo("1")),))
    assert len(life.case.photos) == 2


def test_photos_can_be_added_when_the_case_is_finished_and_survive_a_merge():
    for stage in (Stage.CLOSED, Stage.CANCELLED, Stage.MERGED):
        life = life_at(stage)
        life.do(AddPhotos, Role.ACCEPTOR, photos=((AFTER, photo("1")),))
        assert len(life.case.photos) == 1
    life.do(Unmerge, Role.ACCEPTOR)
    assert len(life.case.photos) == 1


def test_there_is_an_end_to_how_many():
    many = tuple((NEAR, msgspec.structs.replace(photo("1"), sha256=f"{n:064x}")) for n in range(ph.MOST_OF_A_CASE + 1))
    life = life_at(Stage.HANDLING)
    with pytest.raises(r.Refused) as refused:
        life.do(AddPhotos, Role.DISPATCHER, photos=many[:ph.MOST_AT_ONCE + 1])
    assert refused.value.facts == {"most": ph.MOST_AT_ONCE}
    for start in range(0, ph.MOST_OF_A_CASE, ph.MOST_AT_ONCE):
        life.do(AddPhotos, Role.DISPATCHER, photos=many[start:start + ph.MOST_AT_ONCE])
    refused = r.why_not(life.case, AddPhotos, frozenset({Role.DISPATCHER}), books())
    assert refused == r.Refused("too-many-photos", most=ph.MOST_OF_A_CASE)
    with pytest.raises(r.Refused, match="too-many-photos"):
        life.do(AddPhotos, Role.DISPATCHER, photos=many[-1:])
    assert max(len(bytes(msgspec.json.encode(e.fact))) for e in life.entries) < 64 * 1024


def handle(life: Life, **more: object) -> list:
    return r.decide(life.case, command(r.Handle, Role.DEPARTMENT, {"text": "已更换", **more}), wanting())


def test_a_city_may_want_a_photo_after_handling():
    life = life_at(Stage.HANDLING)
    assert r.decide(life.case, command(r.Handle, Role.DEPARTMENT, {"text": "已更换"}), books())
    with pytest.raises(r.Refused, match="after-photo-needed"):
        handle(life)
    with pytest.raises(r.Refused, match="after-photo-needed"):
        handle(life, photos=((BEFORE, photo("1")),))
    assert [d.type for d in handle(life, photos=((AFTER, photo("1")),))] == ["handled", "photos_added"]
    life.do(AddPhotos, Role.DEPARTMENT, photos=((AFTER, photo("1")),))
    assert [d.type for d in handle(life)] == ["handled"]


def test_after_a_rework_the_photo_of_before_does_not_do():
    life = life_at(Stage.HANDLING)
    life.do(r.Handle, Role.DEPARTMENT, text="已更换", photos=((AFTER, photo("1")),))
    life.do(r.FeedBack, Role.DEPARTMENT)
    life.do(r.OrderRework, Role.DISPATCHER, reason="仍有积水")
    life.do(r.Assign, Role.DEPARTMENT)
    with pytest.raises(r.Refused, match="after-photo-needed"):
        handle(life)
    life.do(AddPhotos, Role.DEPARTMENT, photos=((AFTER, photo("2")),))
    assert handle(life)
    shown = ph.side(life.case.photos, ph.AFTER)
    assert [p.sha256[0] for p in shown] == ["2", "1"]


@pytest.mark.parametrize(("given", "wanted"), [
    ((), False), (("component",), True), (("component:01",), True), ((makes.CLASS,), True), (("event",), False),
    (("component:02",), False),
])
def test_for_which_cases_a_photo_is_wanted_is_data(given, wanted):
    assert msgspec.structs.replace(books().rules, after_photo=given).wants_after_photo(makes.CLASS) is wanted
    raw = msgspec.json.encode(msgspec.structs.replace(books().rules, after_photo=given))
    assert msgspec.json.decode(raw, type=CITY_DOCUMENTS["rules"]).after_photo == given


def test_the_most_telling_photo_stands_first():
    life = life_at(Stage.HANDLING)
    life.do(AddPhotos, Role.DISPATCHER, photos=(
        (b.PhotoKind.REFERENCE, photo("1")), (FAR, photo("2")), (NEAR, photo("3")), (BEFORE, photo("4"))))
    assert [p.sha256[0] for p in ph.side(life.case.photos, ph.BEFORE)] == ["4", "3", "2", "1"]
    assert ph.side(life.case.photos, ph.AFTER) == ()


def test_a_case_without_photos_reads_as_it_did_before():
    life = life_at(Stage.HANDLING)
    assert b"photos" not in msgspec.json.encode(life.case)
