"""Core names to words on the screen: stages, urgencies, facts, refusals, times. The one place where a key becomes text.

Times are Asia/Shanghai on screen. Tables hold English sources; zh_CN is in resources/i18n.
"""

from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from commandcenter.core import bodies as b
from commandcenter.core import undo
from commandcenter.core.case import Role, Stage
from commandcenter.core.clocks import Urgency
from commandcenter.core.documents import Channel, Receiver
from commandcenter.core.limits import Limit, Unit
from commandcenter.core.numbers import SHANGHAI, day_start
from commandcenter.core.responsibility import Why

translate = QCoreApplication.translate  # a name that lupdate knows

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
EMPTY = "—"

STAGES: dict[Any, Any] = {
    Stage.PENDING_REGISTER: QT_TRANSLATE_NOOP("Stage", "Awaiting filing"),
    Stage.PENDING_VERIFY: QT_TRANSLATE_NOOP("Stage", "Awaiting verification"),
    Stage.RETURNED: QT_TRANSLATE_NOOP("Stage", "Returned"),
    Stage.PENDING_DISPATCH: QT_TRANSLATE_NOOP("Stage", "Awaiting dispatch"),
    Stage.PENDING_HANDLE: QT_TRANSLATE_NOOP("Stage", "Awaiting sign-for"),
    Stage.HANDLING: QT_TRANSLATE_NOOP("Stage", "Handling"),
    Stage.SUSPENDED: QT_TRANSLATE_NOOP("Stage", "Deferred"),
    Stage.HANDLE_FINISH: QT_TRANSLATE_NOOP("Stage", "Awaiting feedback"),
    Stage.PENDING_REVIEW: QT_TRANSLATE_NOOP("Stage", "Awaiting review"),
    Stage.PENDING_CHECK: QT_TRANSLATE_NOOP("Stage", "Awaiting check"),
    Stage.CHECKING: QT_TRANSLATE_NOOP("Stage", "Checking"),
    Stage.CHECK_PASSED: QT_TRANSLATE_NOOP("Stage", "Check passed"),
    Stage.CHECK_FAILED: QT_TRANSLATE_NOOP("Stage", "Check failed"),
    Stage.CLOSED: QT_TRANSLATE_NOOP("Stage", "Closed"),
    Stage.NOT_ACCEPTED: QT_TRANSLATE_NOOP("Stage", "Not filed"),
    Stage.CANCELLED: QT_TRANSLATE_NOOP("Stage", "Voided"),
    Stage.MERGED: QT_TRANSLATE_NOOP("Stage", "Merged"),
}
STEPS: tuple[Any, ...] = (
    QT_TRANSLATE_NOOP("Step", "Report"),
    QT_TRANSLATE_NOOP("Step", "Filing"),
    QT_TRANSLATE_NOOP("Step", "Dispatch"),
    QT_TRANSLATE_NOOP("Step", "Handling"),
    QT_TRANSLATE_NOOP("Step", "Feedback"),
    QT_TRANSLATE_NOOP("Step", "Closing"),
)
URGENCIES: dict[Any, Any] = {
    Urgency.NORMAL: QT_TRANSLATE_NOOP("Urgency", "Normal"),
    Urgency.NEAR: QT_TRANSLATE_NOOP("Urgency", "Due soon"),
    Urgency.OVERDUE: QT_TRANSLATE_NOOP("Urgency", "Overdue"),
    Urgency.SEVERE: QT_TRANSLATE_NOOP("Urgency", "Severe"),
    Urgency.PAUSED: QT_TRANSLATE_NOOP("Urgency", "Paused"),
}
QUEUES: dict[Any, Any] = {
    "open": QT_TRANSLATE_NOOP("Queue", "All open"),
    "near": QT_TRANSLATE_NOOP("Queue", "Due soon"),
    "overdue": QT_TRANSLATE_NOOP("Queue", "Overdue"),
    "severe": QT_TRANSLATE_NOOP("Queue", "Severely overdue"),
    "paused": QT_TRANSLATE_NOOP("Queue", "Paused"),
    "closed": QT_TRANSLATE_NOOP("Queue", "Closed"),
    "supervised": QT_TRANSLATE_NOOP("Queue", "Under supervision"),
    "awaiting_reply": QT_TRANSLATE_NOOP("Queue", "Reply awaited"),
    "asked": QT_TRANSLATE_NOOP("Queue", "To be decided"),
    "docket": QT_TRANSLATE_NOOP("Queue", "Ruling docket"),
    "referred": QT_TRANSLATE_NOOP("Queue", "Referred, answer awaited"),
    "whistles": QT_TRANSLATE_NOOP("Queue", "Open whistles"),
    "review": QT_TRANSLATE_NOOP("Queue", "To be classified"),
    "conflicts": QT_TRANSLATE_NOOP("Queue", "Conflicts"),
    "pending": QT_TRANSLATE_NOOP("Queue", "Waiting to sync"),
    "to_accept": QT_TRANSLATE_NOOP("Queue", "To accept"),
    "verified": QT_TRANSLATE_NOOP("Queue", "Verified, to file"),
    "mine": QT_TRANSLATE_NOOP("Queue", "Filed by me"),
    "sent_back": QT_TRANSLATE_NOOP("Queue", "Sent back"),
    "rework": QT_TRANSLATE_NOOP("Queue", "Rework"),
    f"stage:{Stage.CHECK_PASSED}": QT_TRANSLATE_NOOP("Queue", "To close"),
    f"stage:{Stage.RETURNED}": QT_TRANSLATE_NOOP("Queue", "Returned to the acceptor"),
    "approvals": QT_TRANSLATE_NOOP("Queue", "Extensions and deferrals"),
    "appeals": QT_TRANSLATE_NOOP("Queue", "Appeals"),
    "not_filed": QT_TRANSLATE_NOOP("Queue", "Not filed"),
    "voided": QT_TRANSLATE_NOOP("Queue", "Voided"),
    "merged": QT_TRANSLATE_NOOP("Queue", "Merged"),
    "rejected": QT_TRANSLATE_NOOP("Queue", "Not accepted by the city"),
    "all": QT_TRANSLATE_NOOP("Queue", "All cases"),
}
EMPTIES: dict[Any, Any] = {  # what stands in the table of a queue without cases
    "open": QT_TRANSLATE_NOOP("Empty", "No case is open. New ones are announced above the table."),
    "near": QT_TRANSLATE_NOOP("Empty", "No deadline is near. The next ones stand first in “All open”."),
    "overdue": QT_TRANSLATE_NOOP("Empty", "Nothing is overdue."),
    "severe": QT_TRANSLATE_NOOP("Empty", "Nothing is severely overdue."),
    "paused": QT_TRANSLATE_NOOP("Empty", "No clock stands still. Deferred cases come here and return by themselves."),
    f"stage:{Stage.PENDING_REGISTER}": QT_TRANSLATE_NOOP("Empty", "Nothing waits for filing. F2 registers a case."),
    f"stage:{Stage.PENDING_DISPATCH}": QT_TRANSLATE_NOOP("Empty", "Everything filed is dispatched."),
    f"stage:{Stage.PENDING_HANDLE}": QT_TRANSLATE_NOOP("Empty", "The units have signed for everything."),
    f"stage:{Stage.HANDLING}": QT_TRANSLATE_NOOP("Empty", "No unit is handling a case now."),
    f"stage:{Stage.PENDING_REVIEW}": QT_TRANSLATE_NOOP("Empty", "No feedback waits for the dispatcher's review."),
    f"stage:{Stage.PENDING_CHECK}": QT_TRANSLATE_NOOP("Empty", "No case waits for its check."),
    "to_accept": QT_TRANSLATE_NOOP("Empty", "Every report has been looked at. F2 registers a case."),
    f"stage:{Stage.PENDING_VERIFY}": QT_TRANSLATE_NOOP("Empty", "No collector is out to verify a report."),
    "verified": QT_TRANSLATE_NOOP("Empty", "No verified report waits for its filing."),
    f"stage:{Stage.RETURNED}": QT_TRANSLATE_NOOP("Empty", "The dispatcher has returned nothing."),
    "mine": QT_TRANSLATE_NOOP("Empty", "None of the open cases was filed by you. What you file can be followed here."),
    "sent_back": QT_TRANSLATE_NOOP("Empty", "No unit has sent a case back."),
    "rework": QT_TRANSLATE_NOOP("Empty", "No open case had to be done again."),
    f"stage:{Stage.HANDLE_FINISH}": QT_TRANSLATE_NOOP("Empty", "No result waits for the unit's feedback."),
    f"stage:{Stage.CHECKING}": QT_TRANSLATE_NOOP("Empty", "No collector is out to check a case."),
    f"stage:{Stage.CHECK_FAILED}": QT_TRANSLATE_NOOP("Empty", "No check has failed."),
    f"stage:{Stage.CHECK_PASSED}": QT_TRANSLATE_NOOP("Empty", "No checked case waits to be closed."),
    "asked": QT_TRANSLATE_NOOP("Empty", "No request waits for a decision."),
    "approvals": QT_TRANSLATE_NOOP("Empty", "No extension or deferral waits for approval."),
    "appeals": QT_TRANSLATE_NOOP("Empty", "No appeal waits for a decision. Only closed overdue cases can be appealed."),
    "docket": QT_TRANSLATE_NOOP("Empty", "No case waits for a ruling on who is responsible."),
    "referred": QT_TRANSLATE_NOOP("Empty", "No case lies with another unit or the district for an answer."),
    "supervised": QT_TRANSLATE_NOOP("Empty", "No open case is under supervision. F8 escalates one."),
    "awaiting_reply": QT_TRANSLATE_NOOP("Empty", "Every supervision order has been answered."),
    "review": QT_TRANSLATE_NOOP("Empty", "Every imported case has its class."),
    "closed": QT_TRANSLATE_NOOP("Empty", "No case has been closed yet."),
    "not_filed": QT_TRANSLATE_NOOP("Empty", "No report was refused."),
    "voided": QT_TRANSLATE_NOOP("Empty", "No case was voided."),
    "merged": QT_TRANSLATE_NOOP("Empty", "No case was merged into another. D looks for duplicates."),
    "conflicts": QT_TRANSLATE_NOOP("Empty", "No act was without effect: nothing is to be settled."),
    "rejected": QT_TRANSLATE_NOOP("Empty", "The city platform has accepted everything that was sent."),
    "pending": QT_TRANSLATE_NOOP("Empty", "Everything is at the city platform."),
}
VERDICTS: dict[Any, Any] = {  # why the platform did not accept a fact: sync.wire.Verdict
    1: QT_TRANSLATE_NOOP("Verdict", "it belongs to another street"),
    2: QT_TRANSLATE_NOOP("Verdict", "it builds on a step that the city platform does not have"),
    3: QT_TRANSLATE_NOOP("Verdict", "it rests on a document that the city has not published"),
    4: QT_TRANSLATE_NOOP("Verdict", "the city platform cannot read it"),
    5: QT_TRANSLATE_NOOP("Verdict", "it is too large"),
    6: QT_TRANSLATE_NOOP("Verdict", "only the city platform may write this"),
}
GROUPS: dict[Any, Any] = {
    "stages": QT_TRANSLATE_NOOP("Queue", "By stage"),
    "limits": QT_TRANSLATE_NOOP("Queue", "By deadline"),
    "requests": QT_TRANSLATE_NOOP("Queue", "Requests"),
    "acceptance": QT_TRANSLATE_NOOP("Queue", "Acceptance"),
    "more": QT_TRANSLATE_NOOP("Queue", "Handling and check"),
    "ended": QT_TRANSLATE_NOOP("Queue", "Finished"),
    "supervision": QT_TRANSLATE_NOOP("Queue", "Supervision"),
    "sync": QT_TRANSLATE_NOOP("Queue", "Sync"),
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
    "whistle_signed": QT_TRANSLATE_NOOP("Fact", "Signed in"),
    "whistle_arrived": QT_TRANSLATE_NOOP("Fact", "Arrived on site"),
    "whistle_finished": QT_TRANSLATE_NOOP("Fact", "Result of the unit"),
    "whistle_rated": QT_TRANSLATE_NOOP("Fact", "Unit rated"),
    "whistle_closed": QT_TRANSLATE_NOOP("Fact", "Whistle closed"),
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
    "no_whistle": QT_TRANSLATE_NOOP("Outcome", "Without effect: no such whistle, or the unit was not called"),
    "whistle_open": QT_TRANSLATE_NOOP("Outcome", "Without effect: another whistle was open already"),
    "whistle_closed": QT_TRANSLATE_NOOP("Outcome", "Without effect: the whistle was closed"),
    "whistle_told": QT_TRANSLATE_NOOP("Outcome", "Entered already"),
    "rated": QT_TRANSLATE_NOOP("Outcome", "Without effect: the unit was rated otherwise before"),
    "": QT_TRANSLATE_NOOP("Outcome", "Rejected by the city platform"),
}
MARKS: dict[Any, Any] = {
    "demo": QT_TRANSLATE_NOOP("Mark", "Demo data"),
    "synthetic": QT_TRANSLATE_NOOP("Mark", "Synthetic"),
    "review": QT_TRANSLATE_NOOP("Mark", "To be classified"),
    "rejected": QT_TRANSLATE_NOOP("Mark", "Not accepted"),
}
UNITS: dict[Any, Any] = {
    Unit.URGENT_HOUR: QT_TRANSLATE_NOOP("Limit", "{0} urgent hour(s)"),
    Unit.WORK_HOUR: QT_TRANSLATE_NOOP("Limit", "{0} work hour(s)"),
    Unit.WORK_DAY: QT_TRANSLATE_NOOP("Limit", "{0} work day(s)"),
    Unit.NATURAL_DAY: QT_TRANSLATE_NOOP("Limit", "{0} natural day(s)"),
    Unit.URGENT_DAY: QT_TRANSLATE_NOOP("Limit", "{0} urgent day(s)"),
}
REFUSALS: dict[Any, Any] = {
    "no-case": QT_TRANSLATE_NOOP("Refusal", "No case is selected. Choose one in the table first."),
    "no-documents": QT_TRANSLATE_NOOP(
        "Refusal", "The city's rules have not reached this workstation. Connect to the city platform once."
    ),
    "newer-version": QT_TRANSLATE_NOOP(
        "Refusal", "Case {number} holds facts of a newer version. It can be read here, and changed after an update."
    ),
    "closed": QT_TRANSLATE_NOOP("Refusal", "Case {number} is finished. Nothing was changed."),
    "stage": QT_TRANSLATE_NOOP("Refusal", "Not possible now: case {number} stands at “{stage}”."),
    "moved": QT_TRANSLATE_NOOP(
        "Refusal", "Not done: case {number} has moved on and stands at “{stage}”. Look at the latest steps."
    ),
    "role": QT_TRANSLATE_NOOP("Refusal", "Not possible in your role. Choose another operator in the status line."),
    "nothing-to-reply": QT_TRANSLATE_NOOP("Refusal", "No supervision order of case {number} waits for a reply."),
    "reapply-never": QT_TRANSLATE_NOOP(
        "Refusal", "An act of this kind is not given again from here. Open the case and give it there."),
    "nothing-to-settle": QT_TRANSLATE_NOOP("Refusal", "Nothing of case {number} waits for a decision."),
    "reported-twice": QT_TRANSLATE_NOOP("Refusal", "Case {number} was reported before. Nothing was added."),
    "unknown-class": QT_TRANSLATE_NOOP("Refusal", "The catalogue has no class {code}. Choose one of the list."),
    "controlled": QT_TRANSLATE_NOOP(
        "Refusal", "Such reports are not taken here until {last}: {name}. If a citizen called, choose that source."),
    "place-needed": QT_TRANSLATE_NOOP("Refusal", "Say where it is, or click the place on the map."),
    "condition-needed": QT_TRANSLATE_NOOP("Refusal", "Choose a filing condition: it sets the handling limit."),
    "unknown-unit": QT_TRANSLATE_NOOP("Refusal", "The street has no unit {unit}. Choose one of the list."),
    "signed-already": QT_TRANSLATE_NOOP("Refusal", "Case {number} was signed for already."),
    "revoke-first": QT_TRANSLATE_NOOP("Refusal", "Revoke the assignment of case {number} first; then it can go back."),
    "returned-case": QT_TRANSLATE_NOOP(
        "Refusal", "Case {number} was sent back by the unit. Dispatch it again or return it; it cannot be passed on."
    ),
    "whistle-open": QT_TRANSLATE_NOOP(
        "Refusal", "The whistle of case {number} is open. Close it first: nobody leaves until the work is done."
    ),
    "whistle-open-already": QT_TRANSLATE_NOOP(
        "Refusal", "Case {number} has an open whistle. It stands on the board (Ctrl+F9)."
    ),
    "no-whistle": QT_TRANSLATE_NOOP("Refusal", "Case {number} has no such whistle, or it is closed."),
    "no-such-whistle": QT_TRANSLATE_NOOP("Refusal", "This city knows no whistle of this kind. Choose another."),
    "not-called": QT_TRANSLATE_NOOP("Refusal", "The unit {unit} was not called."),
    "unit-twice": QT_TRANSLATE_NOOP("Refusal", "A unit is named twice. Give each unit one part."),
    "one-host": QT_TRANSLATE_NOOP("Refusal", "Choose exactly one unit as the host."),
    "told-already": QT_TRANSLATE_NOOP("Refusal", "This was entered for {unit} already."),
    "informed-only": QT_TRANSLATE_NOOP("Refusal", "{unit} is only informed: it need not come and is not rated."),
    "arrive-first": QT_TRANSLATE_NOOP("Refusal", "Enter first when {unit} arrived; then its result."),
    "rate-later": QT_TRANSLATE_NOOP("Refusal", "{unit} is rated once it has a result, or the whistle is closed."),
    "rated-already": QT_TRANSLATE_NOOP("Refusal", "{unit} was rated already."),
    "host-not-done": QT_TRANSLATE_NOOP(
        "Refusal", "{unit} leads and has no result yet: nobody leaves until the work is done. Say why it is closed."
    ),
    "verify-first": QT_TRANSLATE_NOOP(
        "Refusal", "Have case {number} verified on site first: this city wants it for reports of this source."
    ),
    "judge-first": QT_TRANSLATE_NOOP(
        "Refusal", "The shift leader first judges whether case {number} was dispatched wrongly."
    ),
    "nothing-to-judge": QT_TRANSLATE_NOOP("Refusal", "No return of case {number} waits to be judged."),
    "same-unit-only": QT_TRANSLATE_NOOP(
        "Refusal", "The shift leader judged that case {number} was dispatched rightly. Send it to {unit} again."
    ),
    "referred": QT_TRANSLATE_NOOP(
        "Refusal", "Case {number} lies with {unit} until it answers. Enter the answer first."
    ),
    "not-referred": QT_TRANSLATE_NOOP("Refusal", "Case {number} has not been referred to anybody."),
    "unknown-receiver": QT_TRANSLATE_NOOP("Refusal", "Choose a receiver from the city's list."),
    "refer-role": QT_TRANSLATE_NOOP("Refusal", "Only the shift leader or the leader sends a case up to {unit}."),
    "referred-to-itself": QT_TRANSLATE_NOOP("Refusal", "Case {number} lies with {unit} already."),
    "no-unit": QT_TRANSLATE_NOOP("Refusal", "Case {number} has not been dispatched to any unit yet."),
    "on-behalf-needed": QT_TRANSLATE_NOOP("Refusal", "Say on whose behalf this is entered: which unit or collector."),
    "other-unit": QT_TRANSLATE_NOOP("Refusal", "Not entered: the case does not lie with {unit}."),
    "suspended": QT_TRANSLATE_NOOP("Refusal", "Case {number} is deferred until {until}. Resume it first."),
    "asked-already": QT_TRANSLATE_NOOP("Refusal", "A request about case {number} waits for its decision."),
    "nothing-asked": QT_TRANSLATE_NOOP("Refusal", "No request about case {number} waits for a decision."),
    "nothing-to-extend": QT_TRANSLATE_NOOP("Refusal", "Case {number} has no handling limit that could be extended."),
    "no-more-extensions": QT_TRANSLATE_NOOP(
        "Refusal", "Case {number} has had its {most} extension(s). More are not possible in this city."
    ),
    "overdue-already": QT_TRANSLATE_NOOP("Refusal", "Case {number} is overdue: its limit cannot be extended any more."),
    "no-more-deferrals": QT_TRANSLATE_NOOP(
        "Refusal", "Case {number} was deferred already ({most} time(s) in this city)."
    ),
    "deferral-in-past": QT_TRANSLATE_NOOP("Refusal", "The deferral would end in the past. Choose a later day."),
    "deferral-too-long": QT_TRANSLATE_NOOP("Refusal", "A deferral lasts {days} days at most. Choose an earlier day."),
    "appealed-already": QT_TRANSLATE_NOOP("Refusal", "There was an appeal about case {number} already."),
    "not-overdue": QT_TRANSLATE_NOOP("Refusal", "Case {number} was closed in time: there is nothing to appeal."),
    "on-docket": QT_TRANSLATE_NOOP("Refusal", "Case {number} waits for a ruling already."),
    "not-on-docket": QT_TRANSLATE_NOOP("Refusal", "Ask for a ruling on case {number} first."),
    "reopened-already": QT_TRANSLATE_NOOP("Refusal", "Case {number} is handled anew already, as case {other}."),
    "no-such-level": QT_TRANSLATE_NOOP("Refusal", "This level of supervision is not set here."),
    "snoozed-enough": QT_TRANSLATE_NOOP(
        "Refusal", "Put off {most} times already. Acknowledge it, or act on the case."),
    "rung-role": QT_TRANSLATE_NOOP("Refusal", "“{level}” is not set at this post."),
    "rung-fired": QT_TRANSLATE_NOOP("Refusal", "“{level}” was sent for case {number} already. Choose the next level."),
    "text-too-short": QT_TRANSLATE_NOOP("Refusal", "Please explain in at least {least} characters (now {now})."),
    "reason-needed": QT_TRANSLATE_NOOP("Refusal", "Please give a reason."),
    "not-effective": QT_TRANSLATE_NOOP("Refusal", "Not done: the case has moved on. Look at the latest steps."),
    "outside-street": QT_TRANSLATE_NOOP("Refusal", "The place lies outside the street. Choose a point inside it."),
    "same-case": QT_TRANSLATE_NOOP("Refusal", "Case {number} cannot be merged with itself."),
    "holds-others": QT_TRANSLATE_NOOP(
        "Refusal", "Case {number} has taken in a duplicate. Keep it, and merge the other case into it."
    ),
    "not-kept": QT_TRANSLATE_NOOP(
        "Refusal", "Case {number} stands at “{stage}”: nothing can be merged into it. Choose another case."
    ),
    "absorbed-already": QT_TRANSLATE_NOOP("Refusal", "Case {number} has taken in this duplicate already."),
    "not-absorbed": QT_TRANSLATE_NOOP("Refusal", "Case {number} holds no such duplicate."),
    "no-photos": QT_TRANSLATE_NOOP("Refusal", "There is no such photo with case {number}."),
    "photos-known": QT_TRANSLATE_NOOP("Refusal", "Case {number} has these photos already. Nothing was added."),
    "too-many-photos": QT_TRANSLATE_NOOP("Refusal", "Not added: {most} photos at most. Choose the telling ones."),
    "after-photo-needed": QT_TRANSLATE_NOOP(
        "Refusal", "Not done: this city wants a photo after handling. Add one to case {number}."
    ),
    "picture-folder": QT_TRANSLATE_NOOP("Refusal", "Not taken: “{where}” is a folder. Choose the photos in it."),
    "picture-unreadable": QT_TRANSLATE_NOOP("Refusal", "Not taken: “{where}” cannot be read. Check path and rights."),
    "picture-empty": QT_TRANSLATE_NOOP("Refusal", "Not taken: the file is empty. Choose the photo again."),
    "picture-too-big": QT_TRANSLATE_NOOP(
        "Refusal", "Not taken: a photo has at most {most} MB and {pixels} million pixels. Make it smaller first."
    ),
    "not-a-picture": QT_TRANSLATE_NOOP("Refusal", "Not taken: this is no photo. JPEG and PNG are taken."),
    "picture-moves": QT_TRANSLATE_NOOP("Refusal", "Not taken: this is a moving picture. Choose a single one."),
    "picture-broken": QT_TRANSLATE_NOOP("Refusal", "Not taken: the photo is damaged or not whole. Copy it once more."),
    "bulk-running": QT_TRANSLATE_NOOP("Refusal", "A bulk act is still running. Wait for it, or stop it."),
    "bulk-too-many": QT_TRANSLATE_NOOP(
        "Refusal", "{now} cases are marked, {most} at once are possible. Mark fewer, or narrow the queue first."
    ),
    "bulk-nothing": QT_TRANSLATE_NOOP(
        "Refusal", "None of the marked cases can be done. The reasons stand beside them."
    ),
    "bulk-no-unit": QT_TRANSLATE_NOOP("Refusal", "Nothing was chosen for this case. Do it singly."),
    "bulk-gone": QT_TRANSLATE_NOOP(
        "Refusal", "This bulk act lies too far back to be undone together. Undo its cases singly."
    ),
    "report-rejected": QT_TRANSLATE_NOOP(
        "Refusal", "The city platform did not accept case {number}. Register it anew (F2); nothing here can go on."
    ),
    "nothing-to-undo": QT_TRANSLATE_NOOP("Refusal", "You have done nothing here that could be undone."),
    "undo-moved": QT_TRANSLATE_NOOP(
        "Refusal", "Not undone: case {number} has gone on and stands at “{stage}”. Look at the latest steps."
    ),
    "undo-built-on": QT_TRANSLATE_NOOP(
        "Refusal", "Not undone: something of case {number} rests on this step already. Look at the latest steps."
    ),
    "undo-not-own": QT_TRANSLATE_NOOP(
        "Refusal", "Not undone: the last step of case {number} was somebody else's. Ask them, or give the contrary act."
    ),
    "undo-closed": QT_TRANSLATE_NOOP(
        "Refusal", "A closed case stays closed. If the problem is still there, handle it anew (a linked case)."
    ),
    "undo-reported": QT_TRANSLATE_NOOP("Refusal", "A report stays in the log. Void the case, or merge a duplicate."),
    "undo-escalated": QT_TRANSLATE_NOOP(
        "Refusal", "A reminder or supervision order has been sent and stays. Tell the unit by a note or by phone."
    ),
    "undo-noted": QT_TRANSLATE_NOOP("Refusal", "A note stays in the log. Write another one that puts it right."),
    "undo-request": QT_TRANSLATE_NOOP(
        "Refusal", "A request or a decision about it stays on record. Who decides next can reject it."
    ),
    "undo-ruling": QT_TRANSLATE_NOOP("Refusal", "A ruling stays on record. A later ruling takes its place."),
    "undo-reopened": QT_TRANSLATE_NOOP("Refusal", "The new case exists already. Void that one if it is not needed."),
    "undo-unmerged": QT_TRANSLATE_NOOP("Refusal", "The merge was undone already. Merge the cases again if need be."),
    "undo-never": QT_TRANSLATE_NOOP("Refusal", "This act cannot be taken back."),
    "account-no-password": QT_TRANSLATE_NOOP("Refusal", "This account has no password yet. Ask the administrator."),
    "sign-in-wrong": QT_TRANSLATE_NOOP("Refusal", "The password is wrong. Try again."),
    "sign-in-wait": QT_TRANSLATE_NOOP(
        "Refusal", "Wrong too often. Try again in {minutes} min, or ask the administrator."
    ),
    "sign-in-first": QT_TRANSLATE_NOOP("Refusal", "Not signed: the incoming one signs in first (switch user)."),
    "no-accounts": QT_TRANSLATE_NOOP(
        "Refusal", "This street has no passwords. Choose who sits here in the status line."
    ),
    "administrators-only": QT_TRANSLATE_NOOP("Refusal", "Only an administrator manages users."),
    "accounts-offline": QT_TRANSLATE_NOOP(
        "Refusal", "Not changed: the city platform is not reached. Try again when it is."
    ),
    "accounts-not-published": QT_TRANSLATE_NOOP(
        "Refusal", "Not changed: the city platform did not take it ({why}). Sync and try again."
    ),
    "password-short": QT_TRANSLATE_NOOP("Refusal", "Not changed: a password has at least {least} characters."),
    "password-long": QT_TRANSLATE_NOOP("Refusal", "Not changed: a password has at most {most} characters."),
    "password-plain": QT_TRANSLATE_NOOP(
        "Refusal", "Not changed: not only digits, and at least 4 different characters."
    ),
    "password-name": QT_TRANSLATE_NOOP(
        "Refusal", "Not changed: the password must not contain the account's id or name."
    ),
    "sign-in-needed": QT_TRANSLATE_NOOP(
        "Refusal", "Not done: this street has passwords. Name a file with the user's by --sign-in-file."
    ),
    "auditors-only": QT_TRANSLATE_NOOP("Refusal", "Only auditors and administrators may see this. Name one by --as."),
    "account-unknown": QT_TRANSLATE_NOOP("Refusal", "Not done: this street has no such account. Sign in again."),
    "account-disabled": QT_TRANSLATE_NOOP("Refusal", "Not done: the account is disabled. Ask the administrator."),
    "account-read-only": QT_TRANSLATE_NOOP("Refusal", "This post may look and change nothing."),
    "account-unit": QT_TRANSLATE_NOOP("Refusal", "Not done: only acts of your own unit."),
    "account-scope": QT_TRANSLATE_NOOP("Refusal", "Not done: the case does not lie in your communities."),
    "nobody-here": QT_TRANSLATE_NOOP("Refusal", "Nobody sits at this desk. Choose the operator in the status line."),
    "no-such-operator": QT_TRANSLATE_NOOP(
        "Refusal", "This operator is not known at this desk. Choose one of the list."
    ),
    "same-operator": QT_TRANSLATE_NOOP(
        "Refusal", "Somebody else must take over: the one who hands over cannot sign for both."
    ),
    "late-reason": QT_TRANSLATE_NOOP(
        "Refusal", "Not signed: say in at least {least} characters why you take over late or alone."
    ),
    "taken-already": QT_TRANSLATE_NOOP("Refusal", "{who} took this duty over already. Look at the list of hand-overs."),
    "not-signed-out": QT_TRANSLATE_NOOP("Refusal", "There is no hand-over to take over. The outgoing one signs first."),
    "handed-over-already": QT_TRANSLATE_NOOP(
        "Refusal", "This duty was handed over already and waits for the incoming one's signature."
    ),
    "text-too-long": QT_TRANSLATE_NOOP("Refusal", "Not signed: a text has {now} characters, {most} are possible."),
    "disk-full": QT_TRANSLATE_NOOP(
        "Refusal", "Not saved: the disk is full ({where}). What you typed is kept; free space and try again."
    ),
    "store-busy": QT_TRANSLATE_NOOP("Refusal", "Not saved: the store is busy ({where}). Try again in a moment."),
    "store-broken": QT_TRANSLATE_NOOP(
        "Refusal", "The store {where} is damaged or belongs to another key. Nothing was changed; ask the administrator."
    ),
    "store-read-only": QT_TRANSLATE_NOOP("Refusal", "Not saved: {where} cannot be written. Check the folder's rights."),
    "store-unreachable": QT_TRANSLATE_NOOP("Refusal", "Not saved: {where} cannot be opened. Check disk and folder."),
    "store-newer": QT_TRANSLATE_NOOP(
        "Refusal", "The store {where} was written by a newer version ({version}). Update this program first."
    ),
    "store-older": QT_TRANSLATE_NOOP(
        "Refusal", "The store {where} is of an older version ({version}). Open the window once to bring it up to date."
    ),
    "no-store": QT_TRANSLATE_NOOP("Refusal", "There is no workstation in {where}. Join the city platform first."),
    "in-use": QT_TRANSLATE_NOOP("Refusal", "Another window works with {where}. Close it first."),
    "no-key": QT_TRANSLATE_NOOP("Refusal", "The key of the store is not there ({where}). Put it back."),
    "key-unreadable": QT_TRANSLATE_NOOP("Refusal", "The key file {where} cannot be read. Put it back from the copy."),
    "no-key-store": QT_TRANSLATE_NOOP(
        "Refusal", "This system has no key store. Use --password-file, or --key-file when joining."
    ),
    "password-unreadable": QT_TRANSLATE_NOOP(
        "Refusal", "The password file {where} cannot be read. Check path and rights."
    ),
    "password-wrong": QT_TRANSLATE_NOOP(
        "Refusal", "This is not the password. If it is lost, the recovery key opens the store."
    ),
    "recovery-none": QT_TRANSLATE_NOOP("Refusal", "There is no recovery key for {where}."),
    "recovery-mistyped": QT_TRANSLATE_NOOP(
        "Refusal", "The recovery key is mistyped: seven groups of four characters. Compare it with the printed sheet."
    ),
    "recovery-wrong": QT_TRANSLATE_NOOP(
        "Refusal", "This recovery key does not belong to {where}: it may be another workstation's, or was replaced."
    ),
    "change-pending": QT_TRANSLATE_NOOP(
        "Refusal", "The key of {where} is being changed. Close the window, open it again."
    ),
    "password-needed": QT_TRANSLATE_NOOP("Refusal", "The store {where} needs its password (--password-file)."),
}
VIEWS: dict[Any, Any] = {
    "views-too-large": QT_TRANSLATE_NOOP("Views", "Not taken over: the file is larger than {most} KB."),
    "views-unreadable": QT_TRANSLATE_NOOP(
        "Views", "Not taken over: the file does not hold saved views, or is damaged. Have it written again."
    ),
    "views-other-form": QT_TRANSLATE_NOOP("Views", "Not taken over: this is no file of saved views."),
    "views-newer": QT_TRANSLATE_NOOP(
        "Views", "Not taken over: written by a newer version ({version}). Update this program first."
    ),
    "views-too-many": QT_TRANSLATE_NOOP("Views", "Not done: there would be {now} views, {most} are possible."),
    "view-name-empty": QT_TRANSLATE_NOOP("Views", "Please give a name."),
    "view-name-too-long": QT_TRANSLATE_NOOP("Views", "The name has {now} characters, {most} are possible."),
    "view-name-taken": QT_TRANSLATE_NOOP("Views", "There is a view “{name}” already. Choose another name."),
    "view-too-long": QT_TRANSLATE_NOOP("Views", "Not done: the search line of “{name}” is too long (at most {most})."),
    "view-unknown-queue": QT_TRANSLATE_NOOP("Views", "Not taken over: “{name}” names a queue that is not here."),
    "views-not-read": QT_TRANSLATE_NOOP("Views", "{where} cannot be read. Check path and rights."),
    "views-not-written": QT_TRANSLATE_NOOP("Views", "{where} cannot be written. Check path, rights and free space."),
    "views-file-exists": QT_TRANSLATE_NOOP("Views", "{where} is there already. Choose another name."),
}
SHEETS: dict[Any, Any] = {
    "sheet-no-case": QT_TRANSLATE_NOOP("Sheets", "its facts are not on this workstation"),
    "sheet-none": QT_TRANSLATE_NOOP("Sheets", "there is no sheet of it yet"),
    "sheet-not-dispatched": QT_TRANSLATE_NOOP("Sheets", "not dispatched yet"),
    "sheet-no-order": QT_TRANSLATE_NOOP("Sheets", "no supervision order"),
    "sheet-not-handled": QT_TRANSLATE_NOOP("Sheets", "not handled yet"),
    "sheet-not-closed": QT_TRANSLATE_NOOP("Sheets", "not closed yet"),
    "pdf-exists": QT_TRANSLATE_NOOP("Sheets", "Not saved: {where} is there already. Choose another name."),
    "pdf-full": QT_TRANSLATE_NOOP("Sheets", "Not saved: the disk is full ({where}). Free space and try again."),
    "pdf-not-written": QT_TRANSLATE_NOOP(
        "Sheets", "Not saved: {where} cannot be written ({what}). Check the folder and its rights."
    ),
}
FALLBACK: Any = QT_TRANSLATE_NOOP("Refusal", "Not done ({key}).")


def _say(context: str, table: dict[Any, Any], key: object) -> str:
    source = table.get(key)
    return str(key) if source is None else translate(context, source)


def photo_text(kind: object) -> str:
    """What a photo shows (近景, 处置后 …)."""
    return _say("Photo", PHOTOS, kind)


def stage_text(stage: Stage) -> str:
    return _say("Stage", STAGES, stage)


def step_words() -> tuple[str, ...]:
    """The six outward steps."""
    return tuple(translate("Step", s) for s in STEPS)


def urgency_text(urgency: int) -> str:
    return _say("Urgency", URGENCIES, Urgency(urgency))


def queue_text(queue: str) -> str:
    if queue.startswith("stage:") and queue not in QUEUES:
        return stage_text(Stage(queue.removeprefix("stage:")))
    return _say("Queue", QUEUES, queue)


def empty_text(queue: str) -> str:
    """What stands in the table of a queue without cases."""
    source = EMPTIES.get(queue)
    return translate("Empty", source) if source is not None else translate("QueuePanel", "No cases in this queue.")


def verdict_text(verdict: int) -> str:
    """Why the platform did not accept a fact, as the end of a sentence."""
    source = VERDICTS.get(verdict)
    return translate("Verdict", source) if source is not None else str(verdict)


def group_text(group: str) -> str:
    return _say("Queue", GROUPS, group)


def role_text(role: str) -> str:
    return _say("Role", ROLES, role)


def channel_text(channel: str) -> str:
    return _say("Channel", CHANNELS, channel)


def receiver_text(receiver: str) -> str:
    return _say("Receiver", RECEIVERS, receiver)


def why_text(why: str) -> str:
    return _say("Why", WHYS, why)


def fact_text(type_name: str) -> str:
    return _say("Fact", FACTS, type_name)


def counter_text(type_name: str) -> str:
    """How taking back a fact of this type is called."""
    return _say("Fact", COUNTERS, undo.COUNTERS.get(b.TYPES[type_name], "") if type_name in b.TYPES else "taken_back")


def request_text(kind: str) -> str:
    """What was asked for."""
    return _say("Request", REQUESTS, kind)


def result_text(result: str) -> str:
    """How a check before closing ended."""
    return _say("Result", RESULTS, result)


def found_text(result: str) -> str:
    """How a verification before filing ended."""
    return _say("Result", FOUND, result)


def whistle_text(kind: str) -> str:
    """What a whistle is for."""
    return _say("Whistle", WHISTLES, kind)


def part_text(part: str) -> str:
    """A unit's part in a whistle."""
    return _say("Whistle", PARTS, part)


def referral_text(key: str) -> str:
    """Which way a case was sent, and what the receiver answered."""
    return _say("Referral", REFERRALS, key)


def rating_text(rating: str) -> str:
    """How the street rates a unit."""
    return _say("Whistle", RATINGS, rating)


def outcome_text(reason: str) -> str:
    return _say("Outcome", OUTCOMES, reason)


def mark_text(mark: str) -> str:
    return _say("Mark", MARKS, mark)


def refusal_text(refusal: Any) -> str:
    """The sentence of a Refused or a StoreError."""
    source = REFUSALS.get(refusal.key)
    facts = dict(refusal.facts)
    if "stage" in facts:
        facts["stage"] = stage_text(Stage(facts["stage"]))
    if "number" in facts:
        facts["number"] = str(facts["number"])
    if "until" in facts:
        facts["until"] = moment(int(facts["until"]))
    if source is None:
        return translate("Refusal", FALLBACK).format(key=refusal.key)
    return translate("Refusal", source).format_map(Blank(facts))


def sheet_why(key: str) -> str:
    """Why there is no such sheet of a case, in a few words."""
    return _say("Sheets", SHEETS, key)


def sheet_fault(error: Any) -> str:
    """The sentence of an Unwritable."""
    return _say("Sheets", SHEETS, error.key).format_map(Blank(error.facts))


def views_text(error: Any) -> str:
    """The sentence of a ViewsError."""
    source = VIEWS.get(error.key)
    if source is None:
        return translate("Refusal", FALLBACK).format(key=error.key)
    return translate("Views", source).format_map(Blank(error.facts))


class Blank(dict[str, object]):
    """Facts of a sentence; what is missing reads —."""

    def __missing__(self, key: str) -> str:
        return EMPTY


def limit_text(limit: Limit | None) -> str:
    """A limit in words: 2 紧急工作时; an instant; no limit."""
    if limit is None or (limit.unit is None and limit.until is None):
        return translate("Limit", "no limit")
    if limit.until is not None:
        return translate("Limit", "until {0}").format(moment(limit.until))
    assert limit.unit is not None
    return _say("Limit", UNITS, limit.unit).format(f"{limit.n:g}")


# -- times ------------------------------------------------------------------------------------------------------


def local(at: int) -> datetime:
    """An instant (ms UTC) in Asia/Shanghai."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(SHANGHAI)


def clock(at: int) -> str:
    """14:32."""
    return local(at).strftime("%H:%M")


def moment(at: int) -> str:
    """2026-11-20 14:32."""
    return local(at).strftime("%Y-%m-%d %H:%M")


def day_text(at: int) -> str:
    """11-20."""
    return local(at).strftime("%m-%d")


def span(ms: int) -> str:
    """A length as people say it: 3 天 4 时, 1 时 20 分, 12 分, 不足 1 分."""
    if ms < MINUTE:
        return translate("Time", "under 1 min")
    days, rest = divmod(ms, DAY)
    hours, minutes = rest // HOUR, rest % HOUR // MINUTE
    if days >= 2:
        return translate("Time", "{0} d {1} h").format(days, hours)
    hours += days * 24
    if hours:
        return translate("Time", "{0} h {1:02d} min").format(hours, minutes)
    return translate("Time", "{0} min").format(minutes)


def remaining(now: int, due: int | None, paused: bool, tentative: bool) -> str:
    """还剩 1 时 20 分, 已超 35 分, 暂停, 无时限; 约 before it where the calendar is provisional."""
    if paused:
        return translate("Time", "paused")
    if due is None:
        return translate("Time", "no limit")
    over = due <= now
    text = (translate("Time", "{0} over") if over else translate("Time", "{0} left")).format(span(abs(due - now)))
    return translate("Time", "about {0}").format(text) if tentative else text


def due_text(now: int, due: int | None) -> str:
    """今 13:57, 明 10:52, 11-23 10:52, 2027-01-04."""
    if due is None:
        return EMPTY
    days = (day_start(due) - day_start(now)) // DAY
    if days == 0:
        return translate("Time", "today {0}").format(clock(due))
    if days == 1:
        return translate("Time", "tomorrow {0}").format(clock(due))
    when = local(due)
    return when.strftime("%m-%d %H:%M") if when.year == local(now).year else when.strftime("%Y-%m-%d")


def past(now: int, at: int) -> str:
    """刚刚, 5 分钟前, 今 09:20, 昨 16:40, 11-18 09:20."""
    days = (day_start(now) - day_start(at)) // DAY
    if 0 <= now - at < MINUTE:
        return translate("Time", "just now")
    if 0 <= now - at < HOUR:
        return translate("Time", "{0} min ago").format((now - at) // MINUTE)
    if days == 0:
        return translate("Time", "today {0}").format(clock(at))
    if days == 1:
        return translate("Time", "yesterday {0}").format(clock(at))
    when = local(at)
    return when.strftime("%m-%d %H:%M") if when.year == local(now).year else when.strftime("%Y-%m-%d")


def line_time(now: int, at: int) -> str:
    """The time of a line of the course: the clock today, else the day."""
    return clock(at) if day_start(now) == day_start(at) else day_text(at)


def weekday(at: int) -> str:
    """周五."""
    names: tuple[Any, ...] = (
        QT_TRANSLATE_NOOP("Time", "Mon"),
        QT_TRANSLATE_NOOP("Time", "Tue"),
        QT_TRANSLATE_NOOP("Time", "Wed"),
        QT_TRANSLATE_NOOP("Time", "Thu"),
        QT_TRANSLATE_NOOP("Time", "Fri"),
        QT_TRANSLATE_NOOP("Time", "Sat"),
        QT_TRANSLATE_NOOP("Time", "Sun"),
    )
    return translate("Time", names[local(at).weekday()])


def rate_text(rate: float | None) -> str:
    """93.8 %, or — where there is nothing to count."""
    return EMPTY if rate is None else f"{rate * 100:.1f} %"


def number_text(n: int) -> str:
    """1,234,567."""
    return f"{n:,}"
