"""Duplicates of the selected case: found, compared, merged in one transaction, undone; drafts kept and offered."""

import pytest

from commandcenter.core import rules as r
from commandcenter.core.case import Role, Stage
from commandcenter.desk.draft_desk import INTAKE, Draft, DraftDesk
from tests import makes


def shown(desks, screen, case):
    queries = desks._open_queries()
    row = queries.row_of(case.id).id
    queries.close()
    desks.case.show(None)
    desks.case.show(row)
    screen.pump(lambda: desks.case.view.case is not None and desks.case.view.case.id == case.id)
    return desks.case.view


def compared(desks, screen, case):
    desks.duplicates.open(shown(desks, screen, case))
    screen.pump(lambda: desks.duplicates.view.other is not None)
    return desks.duplicates.view


def test_a_merge_ends_the_duplicate_and_notes_it_on_the_kept_case(desks, screen, door):
    kept, duplicate = makes.filed(door), makes.dispatched(door, text="井盖没了", source="hotline")
    view = compared(desks, screen, duplicate)
    assert view.other.case.id == kept.id
    assert desks.duplicates.merge(view.this, view.other)
    ended = door.case(duplicate.id)
    assert (ended.stage, ended.merged_into) == (Stage.MERGED, kept.id)
    lines = shown(desks, screen, kept).lines
    noted = next(line.body for line in lines if line.type == "absorbed")
    assert (noted.text, noted.source, noted.number) == ("井盖没了", "hotline", duplicate.provisional)


def test_undo_brings_the_case_back_as_it_stood(desks, screen, door, clock):
    makes.filed(door)
    duplicate = makes.dispatched(door)
    view = compared(desks, screen, duplicate)
    desks.duplicates.merge(view.this, view.other)
    clock.forward(minutes=3)
    done = desks.duplicates.undo()
    assert done is not None
    back = door.case(duplicate.id)
    assert (back.stage, back.handling, back.merged_into) == (duplicate.stage, duplicate.handling, None)
    assert door.case(done.kept).absorbed == ()
    assert desks.duplicates.undo() is None
    assert desks.duplicates.view.refusal == r.Refused("nothing-to-undo")


def test_merged_cases_find_each_other_again(desks, screen, door):
    kept, duplicate = makes.filed(door), makes.filed(door)
    view = compared(desks, screen, duplicate)
    desks.duplicates.merge(view.this, view.other)
    for case, other in ((kept, duplicate), (duplicate, kept)):
        view = compared(desks, screen, door.case(case.id))
        assert view.near[0].row.case_id == other.id
        assert other.id in view.linked
        screen.pump(lambda other=other: desks.duplicates.view.other.case.id == other.id)
        assert desks.duplicates.linked_merge().duplicate == duplicate.id
    assert desks.duplicates.undo(desks.duplicates.linked_merge())
    assert door.case(duplicate.id).stage == duplicate.stage


def test_who_acted_meanwhile_is_not_overwritten(desks, screen, door):
    kept, duplicate = makes.filed(door), makes.filed(door)
    view = compared(desks, screen, duplicate)
    door.submit(r.ReturnToAcceptor(case_id=duplicate.id, actor="other", role=Role.DISPATCHER, reason="非本街道"))
    assert not desks.duplicates.merge(view.this, view.other)
    assert desks.duplicates.view.refusal.key == "moved"
    assert door.case(kept.id).absorbed == ()


def test_in_another_role_nothing_is_merged(desks, screen, door):
    makes.filed(door)
    view = compared(desks, screen, makes.filed(door))
    inspector = next((u for u in desks.operator.users if u.role == "inspector"), None)
    if inspector is None:
        pytest.skip("the street has no inspector")
    desks.operator.choose(inspector.id)
    assert desks.duplicates.why_not(view.this, view.other).key == "role"
    assert not desks.duplicates.merge(view.this, view.other)


# -- drafts -----------------------------------------------------------------------------------------------------------


def draft(case_id, clock, text="井盖松动", name=INTAKE, kind="reported"):
    return Draft(name=name, case_id=case_id, type=kind, begun_at=clock.at, fields={"text": text})


def later(door, desks, screen):
    """The drafts that the next run finds."""
    desk = DraftDesk(door, desks.reader, screen.deliver)
    told = []
    desk.listeners.append(lambda: told.append(1))
    desk.start()
    screen.pump(lambda: bool(told))
    desk.close()
    return desk


def test_what_was_typed_last_is_offered_by_the_next_run(desks, screen, door, clock):
    case = makes.report()
    for text in ("井", "井盖", "井盖松动"):
        desks.drafts.keep(draft(case.case_id, clock, text))
    desks.drafts.close()
    found = later(door, desks, screen)
    assert [d.fields["text"] for d in found.offered] == ["井盖松动"]
    assert found.of(INTAKE).case_id == case.case_id


def test_what_was_sent_or_discarded_is_not(desks, screen, door, clock):
    case, other = makes.report(), makes.report()
    desks.drafts.keep(draft(case.case_id, clock))
    desks.drafts.keep(draft(other.case_id, clock, name="noted:x", kind="noted"))
    desks.drafts.drop("noted:x")
    desks.drafts.close()
    clock.forward(minutes=1)
    door.submit(case)  # the crash came after it was written and before the draft went
    assert later(door, desks, screen).offered == ()
    assert door.drafts() == ()


def test_a_full_disk_is_said_and_said_to_be_over(desks, screen, door, store, clock):
    with store.write() as conn:
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar_one()
        conn.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    desks.drafts.keep(draft(makes.report().case_id, clock, "长" * 300_000))
    screen.pump(lambda: desks.drafts.trouble is not None)
    assert desks.drafts.trouble.key == "disk-full"
    with store.write() as conn:
        conn.exec_driver_sql("PRAGMA max_page_count = 1000000")
    desks.drafts.keep(draft(makes.report().case_id, clock))
    screen.pump(lambda: desks.drafts.trouble is None)


def test_a_draft_of_another_form_is_dropped(desks, screen, door, caplog):
    door.keep_draft(INTAKE, b"[1, 2]")
    assert later(door, desks, screen).offered == ()
    assert "cannot be read" in caplog.text
