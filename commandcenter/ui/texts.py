"""Core names to words on the screen: stages, urgencies, roles, facts. Where a key becomes text.

Times are in time_words, queues in queue_words, refusals in refusal_words. Tables hold English sources; zh_CN is in
resources/i18n.
"""

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from commandcenter.core import bodies as b
from commandcenter.core import undo
from commandcenter.core.case import Role, Stage
from commandcenter.core.city_rules import Channel
from commandcenter.core.clocks import Urgency
from commandcenter.core.responsibility import Why
from commandcenter.core.rungs import Receiver

translate = QCoreApplication.translate  # a name that lupdate knows

STAGES: dict[Any, Any] = {
    Stage.PENDING_REGISTER: QT_TRANSLATE_NOOP("Stage", "To file"),
    Stage.PENDING_VERIFY: QT_TRANSLATE_NOOP("Stage", "To verify"),
    Stage.RETURNED: QT_TRANSLATE_NOOP("Stage", "Returned"),
    Stage.PENDING_DISPATCH: QT_TRANSLATE_NOOP("Stage", "To dispatch"),
    Stage.PENDING_HANDLE: QT_TRANSLATE_NOOP("Stage", "To sign for"),
    Stage.HANDLING: QT_TRANSLATE_NOOP("Stage", "Handling"),
    Stage.SUSPENDED: QT_TRANSLATE_NOOP("Stage", "Deferred"),
    Stage.HANDLE_FINISH: QT_TRANSLATE_NOOP("Stage", "To feed back"),
    Stage.PENDING_REVIEW: QT_TRANSLATE_NOOP("Stage", "To review"),
    Stage.PENDING_CHECK: QT_TRANSLATE_NOOP("Stage", "To check"),
    Stage.CHECKING: QT_TRANSLATE_NOOP("Stage", "Checking"),
    Stage.CHECK_PASSED: QT_TRANSLATE_NOOP("Stage", "Check passed"),
    Stage.CHECK_FAILED: QT_TRANSLATE_NOOP("Stage", "Check failed"),
    Stage.CLOSED: QT_TRANSLATE_NOOP("Stage", "Closed"),
    Stage.NOT_ACCEPTED: QT_TRANSLATE_NOOP("Stage", "Not filed"),
    Stage.CANCELLED: QT_TRANSLATE_NOOP("Stage", "Voided"),
    Stage.MERGED: QT_TRANSLATE_NOOP("Stage", "Merged"),
    Stage.TRANSFERRED: QT_TRANSLATE_NOOP("Stage", "Transferred"),
}
STEPS: tuple[Any, ...] = (
    QT_TRANSLATE_NOOP("Step", "Report"),
    QT_TRANSLATE_NOOP("Step", "File"),
    QT_TRANSLATE_NOOP("Step", "Dispatch"),
    QT_TRANSLATE_NOOP("Step", "Handle"),
    QT_TRANSLATE_NOOP("Step", "Feedback"),
    QT_TRANSLATE_NOOP("Step", "Close"),
)
URGENCIES: dict[Any, Any] = {
    Urgency.NORMAL: QT_TRANSLATE_NOOP("Urgency", "Normal"),
    Urgency.NEAR: QT_TRANSLATE_NOOP("Urgency", "Due soon"),
    Urgency.OVERDUE: QT_TRANSLATE_NOOP("Urgency", "Overdue"),
    Urgency.SEVERE: QT_TRANSLATE_NOOP("Urgency", "Severe"),
    Urgency.PAUSED: QT_TRANSLATE_NOOP("Urgency", "Paused"),
}

VERDICTS: dict[Any, Any] = {  # why the platform did not accept a fact: sync.wire.Verdict
    1: QT_TRANSLATE_NOOP("Verdict", "it belongs to another street"),
    2: QT_TRANSLATE_NOOP("Verdict", "it builds on a step that the city platform does not have"),
    3: QT_TRANSLATE_NOOP("Verdict", "it rests on a document that the city has not published"),
    4: QT_TRANSLATE_NOOP("Verdict", "the city platform cannot read it"),
    5: QT_TRANSLATE_NOOP("Verdict", "it is too large"),
    6: QT_TRANSLATE_NOOP("Verdict", "only the city platform may write this"),
    7: QT_TRANSLATE_NOOP("Verdict", "the city has no such street; the case goes on here"),
    8: QT_TRANSLATE_NOOP("Verdict", "that street has no workstation to see it; the case goes on here"),
    9: QT_TRANSLATE_NOOP("Verdict", "the case had moved on meanwhile; look again and ask anew"),
}

ROLES: dict[Any, Any] = {
    Role.COLLECTOR: QT_TRANSLATE_NOOP("Role", "Collector"),
    Role.ACCEPTOR: QT_TRANSLATE_NOOP("Role", "Acceptor"),
    Role.SHIFT_LEADER: QT_TRANSLATE_NOOP("Role", "Shift leader"),
    Role.DISPATCHER: QT_TRANSLATE_NOOP("Role", "Dispatcher"),
    Role.INSPECTOR: QT_TRANSLATE_NOOP("Role", "Inspector"),
    Role.DEPARTMENT: QT_TRANSLATE_NOOP("Role", "Responsible unit"),
    Role.HANDLER: QT_TRANSLATE_NOOP("Role", "Handler"),
    Role.LEADER: QT_TRANSLATE_NOOP("Role", "Leader"),
    Role.ADMINISTRATOR: QT_TRANSLATE_NOOP("Role", "Administrator"),
    Role.AUDITOR: QT_TRANSLATE_NOOP("Role", "Auditor"),
    Role.WALL: QT_TRANSLATE_NOOP("Role", "Read-only wall"),
    Role.TIMER: QT_TRANSLATE_NOOP("Role", "Automatic"),
    Role.PLATFORM: QT_TRANSLATE_NOOP("Role", "City platform"),
    "import": QT_TRANSLATE_NOOP("Role", "File import"),
}
CHANNELS: dict[Any, Any] = {
    Channel.COLLECTOR: QT_TRANSLATE_NOOP("Channel", "Collector on patrol"),
    Channel.PUBLIC: QT_TRANSLATE_NOOP("Channel", "Public app"),
    Channel.HOTLINE: QT_TRANSLATE_NOOP("Channel", "Hotline"),
    Channel.WEB: QT_TRANSLATE_NOOP("Channel", "Web, mail"),
    Channel.MEDIA: QT_TRANSLATE_NOOP("Channel", "Media"),
    Channel.SUPERIOR: QT_TRANSLATE_NOOP("Channel", "Superior order"),
    Channel.VIDEO: QT_TRANSLATE_NOOP("Channel", "Video"),
    Channel.STAFF: QT_TRANSLATE_NOOP("Channel", "Own staff"),
    Channel.SYSTEM: QT_TRANSLATE_NOOP("Channel", "Other system"),
}
RECEIVERS: dict[Any, Any] = {
    Receiver.UNIT: QT_TRANSLATE_NOOP("Receiver", "Responsible unit"),
    Receiver.UNIT_HEAD: QT_TRANSLATE_NOOP("Receiver", "Head of the unit"),
    Receiver.SHIFT_LEADER: QT_TRANSLATE_NOOP("Receiver", "Shift leader"),
    Receiver.LEADER: QT_TRANSLATE_NOOP("Receiver", "Leader of the street"),
    Receiver.DISTRICT: QT_TRANSLATE_NOOP("Receiver", "District"),
}
WHYS: dict[Any, Any] = {
    Why.RULING: QT_TRANSLATE_NOOP("Why", "by ruling"),
    Why.CLASS_GRID: QT_TRANSLATE_NOOP("Why", "responsible for this class in this grid cell"),
    Why.CLASS_HERE: QT_TRANSLATE_NOOP("Why", "responsible for this class in this community"),
    Why.CLASS: QT_TRANSLATE_NOOP("Why", "responsible for this class"),
    Why.MAJOR_GRID: QT_TRANSLATE_NOOP("Why", "responsible for the major class in this grid cell"),
    Why.MAJOR_HERE: QT_TRANSLATE_NOOP("Why", "responsible for the major class in this community"),
    Why.MAJOR: QT_TRANSLATE_NOOP("Why", "responsible for the major class"),
    Why.KIND: QT_TRANSLATE_NOOP("Why", "responsible by default"),
}
FACTS: dict[Any, Any] = {
    "reported": QT_TRANSLATE_NOOP("Fact", "Reported"),
    "verification_ordered": QT_TRANSLATE_NOOP("Fact", "Verification ordered"),
    "verified": QT_TRANSLATE_NOOP("Fact", "Verified"),
    "filed": QT_TRANSLATE_NOOP("Fact", "Filed"),
    "not_filed": QT_TRANSLATE_NOOP("Fact", "Not filed"),
    "voided": QT_TRANSLATE_NOOP("Fact", "Voided"),
    "dispatched": QT_TRANSLATE_NOOP("Fact", "Dispatched"),
    "returned_to_acceptor": QT_TRANSLATE_NOOP("Fact", "Returned"),
    "signed": QT_TRANSLATE_NOOP("Fact", "Signed for"),
    "assigned": QT_TRANSLATE_NOOP("Fact", "Assigned"),
    "assignment_revoked": QT_TRANSLATE_NOOP("Fact", "Assignment revoked"),
    "handled": QT_TRANSLATE_NOOP("Fact", "Handled"),
    "fed_back": QT_TRANSLATE_NOOP("Fact", "Fed back"),
    "passed": QT_TRANSLATE_NOOP("Fact", "Passed on"),
    "check_ordered": QT_TRANSLATE_NOOP("Fact", "Check ordered"),
    "checked": QT_TRANSLATE_NOOP("Fact", "Checked"),
    "rework_ordered": QT_TRANSLATE_NOOP("Fact", "Rework"),
    "closed": QT_TRANSLATE_NOOP("Fact", "Closed"),
    "closed_on_spot": QT_TRANSLATE_NOOP("Fact", "Closed on the spot"),
    "escalated": QT_TRANSLATE_NOOP("Fact", "Escalated"),
    "supervision_replied": QT_TRANSLATE_NOOP("Fact", "Reply to supervision"),
    "noted": QT_TRANSLATE_NOOP("Fact", "Note"),
    "revealed": QT_TRANSLATE_NOOP("Fact", "Contact details seen"),
    "numbered": QT_TRANSLATE_NOOP("Fact", "City number"),
    "handed_over": QT_TRANSLATE_NOOP("Fact", "Duty handed over"),
    "taken_over": QT_TRANSLATE_NOOP("Fact", "Duty taken over"),
    "returned_to_dispatcher": QT_TRANSLATE_NOOP("Fact", "Returned by the unit"),
    "returned_to_department": QT_TRANSLATE_NOOP("Fact", "Returned by the handler"),
    "sent_back": QT_TRANSLATE_NOOP("Fact", "Not good enough"),
    "requested": QT_TRANSLATE_NOOP("Fact", "Request"),
    "request_decided": QT_TRANSLATE_NOOP("Fact", "Decision"),
    "deferred": QT_TRANSLATE_NOOP("Fact", "Deferred"),
    "resumed": QT_TRANSLATE_NOOP("Fact", "Resumed"),
    "reopened": QT_TRANSLATE_NOOP("Fact", "Handled anew"),
    "ruling_asked": QT_TRANSLATE_NOOP("Fact", "Ruling asked for"),
    "ruled": QT_TRANSLATE_NOOP("Fact", "Ruling"),
    "whistled": QT_TRANSLATE_NOOP("Fact", "Whistle"),
    "whistle_called": QT_TRANSLATE_NOOP("Fact", "Further units called"),
    "whistle_released": QT_TRANSLATE_NOOP("Fact", "Unit released"),
    "whistle_signed": QT_TRANSLATE_NOOP("Fact", "Signed in"),
    "whistle_arrived": QT_TRANSLATE_NOOP("Fact", "Arrived on site"),
    "whistle_finished": QT_TRANSLATE_NOOP("Fact", "Result of the unit"),
    "whistle_rated": QT_TRANSLATE_NOOP("Fact", "Unit rated"),
    "whistle_closed": QT_TRANSLATE_NOOP("Fact", "Whistle closed"),
    "transfer_asked": QT_TRANSLATE_NOOP("Fact", "Transfer asked for"),
    "transferred": QT_TRANSLATE_NOOP("Fact", "Transferred"),
    "referred": QT_TRANSLATE_NOOP("Fact", "Referred"),
    "referral_answered": QT_TRANSLATE_NOOP("Fact", "Referral answered"),
    "return_judged": QT_TRANSLATE_NOOP("Fact", "Return judged"),
    "conflict_settled": QT_TRANSLATE_NOOP("Fact", "Conflict settled"),
    "published": QT_TRANSLATE_NOOP("Fact", "Published"),
    "merged": QT_TRANSLATE_NOOP("Fact", "Merged into another case"),
    "unmerged": QT_TRANSLATE_NOOP("Fact", "Merge undone"),
    "photos_added": QT_TRANSLATE_NOOP("Fact", "Photos added"),
    "photos_withdrawn": QT_TRANSLATE_NOOP("Fact", "Photos withdrawn"),
    "absorbed": QT_TRANSLATE_NOOP("Fact", "Duplicate taken in"),
    "released": QT_TRANSLATE_NOOP("Fact", "Duplicate let go"),
    "redated": QT_TRANSLATE_NOOP("Fact", "Re-dated by the calendar"),
    "undone": QT_TRANSLATE_NOOP("Fact", "Taken back"),
}
COUNTERS: dict[Any, Any] = {  # how a step is taken back, by core.undo.COUNTERS
    "taken_back": QT_TRANSLATE_NOOP("Fact", "Taken back"),
    "filing_taken_back": QT_TRANSLATE_NOOP("Fact", "Filing taken back"),
    "recalled": QT_TRANSLATE_NOOP("Fact", "Dispatch recalled"),
    "assignment_revoked": QT_TRANSLATE_NOOP("Fact", "Assignment revoked"),
    "rework_taken_back": QT_TRANSLATE_NOOP("Fact", "Rework taken back"),
    "order_taken_back": QT_TRANSLATE_NOOP("Fact", "Order taken back"),
    "unmerged": QT_TRANSLATE_NOOP("Fact", "Merge undone"),
    "deferral_taken_back": QT_TRANSLATE_NOOP("Fact", "Deferral taken back"),
    "revived": QT_TRANSLATE_NOOP("Fact", "Ending taken back"),
}
PHOTOS: dict[Any, Any] = {
    b.PhotoKind.NEAR: QT_TRANSLATE_NOOP("Photo", "near"),
    b.PhotoKind.FAR: QT_TRANSLATE_NOOP("Photo", "from afar"),
    b.PhotoKind.REFERENCE: QT_TRANSLATE_NOOP("Photo", "landmark"),
    b.PhotoKind.BEFORE: QT_TRANSLATE_NOOP("Photo", "before handling"),
    b.PhotoKind.AFTER: QT_TRANSLATE_NOOP("Photo", "after handling"),
    b.PhotoKind.CHECK: QT_TRANSLATE_NOOP("Photo", "check"),
}
WHISTLES: dict[Any, Any] = {
    b.WhistleKind.COMPLAINT: QT_TRANSLATE_NOOP("Whistle", "Complaint the street cannot solve alone"),
    b.WhistleKind.JOINT: QT_TRANSLATE_NOOP("Whistle", "Joint enforcement"),
    b.WhistleKind.EMERGENCY: QT_TRANSLATE_NOOP("Whistle", "Emergency"),
}
PARTS: dict[Any, Any] = {
    b.Part.HOST: QT_TRANSLATE_NOOP("Whistle", "host"),
    b.Part.HELPER: QT_TRANSLATE_NOOP("Whistle", "helper"),
    b.Part.INFORMED: QT_TRANSLATE_NOOP("Whistle", "informed"),
}
RATINGS: dict[Any, Any] = {
    b.Rating.GOOD: QT_TRANSLATE_NOOP("Whistle", "satisfied"),
    b.Rating.FAIR: QT_TRANSLATE_NOOP("Whistle", "mostly satisfied"),
    b.Rating.POOR: QT_TRANSLATE_NOOP("Whistle", "not satisfied"),
}
REQUESTS: dict[Any, Any] = {
    b.RequestKind.EXTENSION: QT_TRANSLATE_NOOP("Request", "Extension"),
    b.RequestKind.DEFERRAL: QT_TRANSLATE_NOOP("Request", "Deferral"),
    b.RequestKind.APPEAL: QT_TRANSLATE_NOOP("Request", "Appeal"),
    b.RequestKind.VOID: QT_TRANSLATE_NOOP("Request", "Voiding"),
    b.RequestKind.REFUSAL: QT_TRANSLATE_NOOP("Request", "Refusal of filing"),
    "return": QT_TRANSLATE_NOOP("Request", "Return to judge"),
    "referral": QT_TRANSLATE_NOOP("Request", "Referred"),
    "transfer": QT_TRANSLATE_NOOP("Request", "Transfer waits for the city platform"),
}
REFERRALS: dict[Any, Any] = {
    b.ReferKind.ACROSS: QT_TRANSLATE_NOOP("Referral", "Sent across"),
    b.ReferKind.UP: QT_TRANSLATE_NOOP("Referral", "Sent up"),
    b.ReferResult.TAKEN: QT_TRANSLATE_NOOP("Referral", "taken over"),
    b.ReferResult.RETURNED: QT_TRANSLATE_NOOP("Referral", "returned to this street"),
    b.ReferResult.DECIDED: QT_TRANSLATE_NOOP("Referral", "decided"),
}
RESULTS: dict[Any, Any] = {
    b.CheckResult.PASS: QT_TRANSLATE_NOOP("Result", "passed"),
    b.CheckResult.FAIL: QT_TRANSLATE_NOOP("Result", "failed"),
    b.CheckResult.UNABLE: QT_TRANSLATE_NOOP("Result", "could not be checked"),
}
FOUND: dict[Any, Any] = {
    b.CheckResult.PASS: QT_TRANSLATE_NOOP("Result", "problem found"),
    b.CheckResult.FAIL: QT_TRANSLATE_NOOP("Result", "no problem found"),
    b.CheckResult.UNABLE: QT_TRANSLATE_NOOP("Result", "could not be verified"),
}
OUTCOMES: dict[Any, Any] = {
    "moved": QT_TRANSLATE_NOOP("Outcome", "Without effect: the case had moved on"),
    "not_allowed": QT_TRANSLATE_NOOP("Outcome", "Without effect: not possible at this stage"),
    "role": QT_TRANSLATE_NOOP("Outcome", "Without effect: not in this role"),
    "closed": QT_TRANSLATE_NOOP("Outcome", "Without effect: the case was closed"),
    "reported_twice": QT_TRANSLATE_NOOP("Outcome", "Repeated report"),
    "imported_twice": QT_TRANSLATE_NOOP("Outcome", "Repeated import"),
    "rung_fired": QT_TRANSLATE_NOOP("Outcome", "Repeated supervision"),
    "replied": QT_TRANSLATE_NOOP("Outcome", "Already answered"),
    "asked": QT_TRANSLATE_NOOP("Outcome", "Without effect: another request waited already"),
    "decided": QT_TRANSLATE_NOOP("Outcome", "Without effect: the request was decided or had lapsed"),
    "resumed": QT_TRANSLATE_NOOP("Outcome", "Resumed already"),
    "on_docket": QT_TRANSLATE_NOOP("Outcome", "On the docket already"),
    "ruled": QT_TRANSLATE_NOOP("Outcome", "Without effect: nothing waited for a ruling"),
    "not_closed": QT_TRANSLATE_NOOP("Outcome", "Without effect: the case was not closed"),
    "reopened": QT_TRANSLATE_NOOP("Outcome", "Without effect: handled anew already"),
    "newer_version": QT_TRANSLATE_NOOP("Outcome", "Without effect: needs a newer version"),
    "unreadable": QT_TRANSLATE_NOOP("Outcome", "Cannot be read by this version"),
    "no_case": QT_TRANSLATE_NOOP("Outcome", "Belongs to no case"),
    "holds_others": QT_TRANSLATE_NOOP("Outcome", "Without effect: the case holds a duplicate itself"),
    "absorbed_twice": QT_TRANSLATE_NOOP("Outcome", "Taken in already"),
    "redated": QT_TRANSLATE_NOOP("Outcome", "Re-dated already"),
    "released_twice": QT_TRANSLATE_NOOP("Outcome", "Let go already"),
    "not_undoable": QT_TRANSLATE_NOOP("Outcome", "Without effect: this step cannot be taken back"),
    "not_own": QT_TRANSLATE_NOOP("Outcome", "Without effect: only who gave the act can take it back"),
    "photos_known": QT_TRANSLATE_NOOP("Outcome", "These photos were there already"),
    "photos_gone": QT_TRANSLATE_NOOP("Outcome", "These photos were withdrawn already"),
    "referred": QT_TRANSLATE_NOOP("Outcome", "Without effect: the case was referred and waited for its answer"),
    "not_referred": QT_TRANSLATE_NOOP("Outcome", "Without effect: no referral waited for an answer"),
    "transferring": QT_TRANSLATE_NOOP("Outcome", "Without effect: a transfer to another street waited"),
    "transferred": QT_TRANSLATE_NOOP("Outcome", "Without effect: the case was handed over to another street"),
    "transferred_twice": QT_TRANSLATE_NOOP("Outcome", "Handed over already"),
    "no_whistle": QT_TRANSLATE_NOOP("Outcome", "Without effect: no such whistle, or the unit was not called"),
    "whistle_open": QT_TRANSLATE_NOOP("Outcome", "Without effect: another whistle was open already"),
    "whistle_closed": QT_TRANSLATE_NOOP("Outcome", "Without effect: the whistle was closed"),
    "whistle_released": QT_TRANSLATE_NOOP("Outcome", "Without effect: the unit had been released"),
    "whistle_told": QT_TRANSLATE_NOOP("Outcome", "Entered already"),
    "rated": QT_TRANSLATE_NOOP("Outcome", "Without effect: the unit was rated otherwise before"),
    "": QT_TRANSLATE_NOOP("Outcome", "Rejected by the city platform"),
}
MARKS: dict[Any, Any] = {
    "demo": QT_TRANSLATE_NOOP("Mark", "Demo data"),
    "synthetic": QT_TRANSLATE_NOOP("Mark", "Synthetic"),
    "review": QT_TRANSLATE_NOOP("Mark", "To be classified"),
    "rejected": QT_TRANSLATE_NOOP("Mark", "Not accepted"),
    "received": QT_TRANSLATE_NOOP("Mark", "From another street"),
}


def say(context: str, table: dict[Any, Any], key: object) -> str:
    source = table.get(key)
    return str(key) if source is None else translate(context, source)


def photo_text(kind: object) -> str:
    """What a photo shows (近景, 处置后 …)."""
    return say("Photo", PHOTOS, kind)


def stage_text(stage: Stage) -> str:
    return say("Stage", STAGES, stage)


def step_words() -> tuple[str, ...]:
    """The six outward steps."""
    return tuple(translate("Step", s) for s in STEPS)


def urgency_text(urgency: int) -> str:
    return say("Urgency", URGENCIES, Urgency(urgency))


def verdict_text(verdict: int) -> str:
    """Why the platform did not accept a fact, as the end of a sentence."""
    source = VERDICTS.get(verdict)
    return translate("Verdict", source) if source is not None else str(verdict)


def role_text(role: str) -> str:
    return say("Role", ROLES, role)


def channel_text(channel: str) -> str:
    return say("Channel", CHANNELS, channel)


def receiver_text(receiver: str) -> str:
    return say("Receiver", RECEIVERS, receiver)


def why_text(why: str) -> str:
    return say("Why", WHYS, why)


def fact_text(type_name: str) -> str:
    return say("Fact", FACTS, type_name)


def counter_text(type_name: str) -> str:
    """How taking back a fact of this type is called."""
    return say("Fact", COUNTERS, undo.COUNTERS.get(b.TYPES[type_name], "") if type_name in b.TYPES else "taken_back")


def request_text(kind: str) -> str:
    """What was asked for."""
    return say("Request", REQUESTS, kind)


def result_text(result: str) -> str:
    """How a check before closing ended."""
    return say("Result", RESULTS, result)


def found_text(result: str) -> str:
    """How a verification before filing ended."""
    return say("Result", FOUND, result)


def whistle_text(kind: str) -> str:
    """What a whistle is for."""
    return say("Whistle", WHISTLES, kind)


def part_text(part: str) -> str:
    """A unit's part in a whistle."""
    return say("Whistle", PARTS, part)


def referral_text(key: str) -> str:
    """Which way a case was sent, and what the receiver answered."""
    return say("Referral", REFERRALS, key)


def rating_text(rating: str) -> str:
    """How the street rates a unit."""
    return say("Whistle", RATINGS, rating)


def outcome_text(reason: str) -> str:
    return say("Outcome", OUTCOMES, reason)


def mark_text(mark: str) -> str:
    return say("Mark", MARKS, mark)
