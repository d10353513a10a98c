"""Why something was not done, as a sentence: one for every key that core, store or desk refuse with.

What is not a Refused or a StoreError (saved views, sheets) has its table here too.
"""

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from commandcenter.core.case import Stage
from commandcenter.ui.texts import say, stage_text
from commandcenter.ui.time_words import EMPTY, moment

translate = QCoreApplication.translate  # a name that lupdate knows

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
    "units-needed": QT_TRANSLATE_NOOP("Refusal", "Choose at least one unit."),
    "host-there": QT_TRANSLATE_NOOP("Refusal", "{unit} leads already. Call the others as helpers or informed."),
    "called-already": QT_TRANSLATE_NOOP("Refusal", "{unit} was called already. Leave it out."),
    "host-stays": QT_TRANSLATE_NOOP("Refusal", "{unit} leads and stays until the whistle is closed."),
    "released-already": QT_TRANSLATE_NOOP("Refusal", "{unit} was released. Call it again if it shall come."),
    "told-already": QT_TRANSLATE_NOOP("Refusal", "This was entered for {unit} already."),
    "informed-only": QT_TRANSLATE_NOOP("Refusal", "{unit} is only informed: it need not come and is not rated."),
    "arrive-first": QT_TRANSLATE_NOOP("Refusal", "Enter first when {unit} arrived; then its result."),
    "rate-later": QT_TRANSLATE_NOOP("Refusal", "{unit} is rated once it has a result, or the whistle is closed."),
    "rated-already": QT_TRANSLATE_NOOP("Refusal", "{unit} was rated already."),
    "host-not-done": QT_TRANSLATE_NOOP(
        "Refusal", "{unit} leads and has no result yet: nobody leaves until the work is done. Say why it is closed."
    ),
    "verify-first": QT_TRANSLATE_NOOP(
        "Refusal", "Have case {number} verified on site first (Y): this city wants it for reports of this source."
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
    "transfer-waits": QT_TRANSLATE_NOOP(
        "Refusal", "The transfer of case {number} to {street} waits for the city platform. Take it back first (Ctrl+Z)."
    ),
    "street-needed": QT_TRANSLATE_NOOP("Refusal", "Choose the street that gets the case."),
    "same-street": QT_TRANSLATE_NOOP("Refusal", "Case {number} is in this street already. Choose another one."),
    "undo-transferred": QT_TRANSLATE_NOOP(
        "Refusal", "The other street has the case. It can send it back; ask it to."
    ),
    "no-unit": QT_TRANSLATE_NOOP("Refusal", "Case {number} has not been dispatched to any unit yet."),
    "on-behalf-needed": QT_TRANSLATE_NOOP("Refusal", "Say on whose behalf this is entered: which unit or collector."),
    "other-unit": QT_TRANSLATE_NOOP("Refusal", "Not entered: the case does not lie with {unit}."),
    "suspended": QT_TRANSLATE_NOOP("Refusal", "Case {number} is deferred until {until}. Resume it first."),
    "asked-already": QT_TRANSLATE_NOOP("Refusal", "A request about case {number} waits for its decision."),
    "nothing-asked": QT_TRANSLATE_NOOP("Refusal", "No request about case {number} waits for a decision."),
    "nothing-to-extend": QT_TRANSLATE_NOOP("Refusal", "Case {number} has no handling limit that could be extended."),
    "no-more-extensions": QT_TRANSLATE_NOOP(
        "Refusal", "Case {number} has had all its extensions ({most}). More are not possible in this city."
    ),
    "overdue-already": QT_TRANSLATE_NOOP("Refusal", "Case {number} is overdue: its limit cannot be extended any more."),
    "no-more-deferrals": QT_TRANSLATE_NOOP(
        "Refusal", "Case {number} was deferred already (at most {most} in this city)."
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
    "undo-handed-over": QT_TRANSLATE_NOOP(
        "Refusal", "Not taken back: case {number} is with {street} already, as {there}. Ask it to send it back."
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
        " What was not sent yet can be read out of it: main.py package salvage FILE."
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
    "key-store-locked": QT_TRANSLATE_NOOP(
        "Refusal", "The key store of this system is locked. Unlock it, or open with the recovery key."
    ),
    "key-store-silent": QT_TRANSLATE_NOOP(
        "Refusal", "The key store of this system does not answer. Sign in to the system anew, or open with the recovery"
        " key."
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
    return say("Sheets", SHEETS, key)


def sheet_fault(error: Any) -> str:
    """The sentence of an Unwritable."""
    return say("Sheets", SHEETS, error.key).format_map(Blank(error.facts))


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
