"""The queues in words: their names, their groups, and what stands in the table of an empty one."""

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from commandcenter.core.case import Stage
from commandcenter.ui.texts import say, stage_text

translate = QCoreApplication.translate  # a name that lupdate knows

QUEUES: dict[Any, Any] = {
    "open": QT_TRANSLATE_NOOP("Queue", "All open"),
    "near": QT_TRANSLATE_NOOP("Queue", "Due soon"),
    "overdue": QT_TRANSLATE_NOOP("Queue", "Overdue"),
    "severe": QT_TRANSLATE_NOOP("Queue", "Severe"),
    "paused": QT_TRANSLATE_NOOP("Queue", "Paused"),
    "closed": QT_TRANSLATE_NOOP("Queue", "Closed"),
    "supervised": QT_TRANSLATE_NOOP("Queue", "Supervised"),
    "awaiting_reply": QT_TRANSLATE_NOOP("Queue", "Reply awaited"),
    "asked": QT_TRANSLATE_NOOP("Queue", "To be decided"),
    "docket": QT_TRANSLATE_NOOP("Queue", "Ruling docket"),
    "referred": QT_TRANSLATE_NOOP("Queue", "Referred"),
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
    f"stage:{Stage.RETURNED}": QT_TRANSLATE_NOOP("Queue", "Returned"),
    "approvals": QT_TRANSLATE_NOOP("Queue", "Extend, defer"),
    "appeals": QT_TRANSLATE_NOOP("Queue", "Appeals"),
    "not_filed": QT_TRANSLATE_NOOP("Queue", "Not filed"),
    "voided": QT_TRANSLATE_NOOP("Queue", "Voided"),
    "merged": QT_TRANSLATE_NOOP("Queue", "Merged"),
    "transferred": QT_TRANSLATE_NOOP("Queue", "Transferred"),
    "rejected": QT_TRANSLATE_NOOP("Queue", "Refused by the city"),
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
    "transferred": QT_TRANSLATE_NOOP("Empty", "No case was handed over to another street."),
    "conflicts": QT_TRANSLATE_NOOP("Empty", "No act was without effect: nothing is to be settled."),
    "rejected": QT_TRANSLATE_NOOP("Empty", "The city platform has accepted everything that was sent."),
    "pending": QT_TRANSLATE_NOOP("Empty", "Everything is at the city platform."),
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


def queue_text(queue: str) -> str:
    if queue.startswith("stage:") and queue not in QUEUES:
        return stage_text(Stage(queue.removeprefix("stage:")))
    return say("Queue", QUEUES, queue)


def empty_text(queue: str) -> str:
    """What stands in the table of a queue without cases."""
    source = EMPTIES.get(queue)
    return translate("Empty", source) if source is not None else translate("QueuePanel", "No cases in this queue.")


def group_text(group: str) -> str:
    return say("Queue", GROUPS, group)
