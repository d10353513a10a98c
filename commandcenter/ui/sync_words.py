"""How the exchange with the city platform stands, in whole sentences: reached when, what is wrong, what can be done.

The status line has the short form; the reasons themselves stand there too (status_line.SYNC_REASONS).
"""

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from commandcenter.desk.sync_desk import SyncView
from commandcenter.ui import refusal_words, time_words
from commandcenter.ui.status_line import SYNC_REASONS, clock_words

translate = QCoreApplication.translate  # a name that lupdate knows

CERTIFICATE: Any = QT_TRANSLATE_NOOP(
    "SyncAdvice", "Check this computer's date and time first, then tell the administrator. Never go round this.")
ADVICE: dict[str, Any] = {  # reason → what a person can do
    "token_invalid": QT_TRANSLATE_NOOP("SyncAdvice", "Ask the administrator for a new token and join again with it."),
    "token_revoked": QT_TRANSLATE_NOOP("SyncAdvice", "Ask the administrator for a new token and join again with it."),
    "protocol_mismatch": QT_TRANSLATE_NOOP("SyncAdvice", "Ask the administrator to update this workstation."),
    "bad_url": QT_TRANSLATE_NOOP("SyncAdvice", "Give the right address: main.py sync --platform URL."),
    "unreachable": QT_TRANSLATE_NOOP(
        "SyncAdvice", "Go on working. Check the network cable or the government network; it is tried again by itself."),
    "timeout": QT_TRANSLATE_NOOP(
        "SyncAdvice", "Go on working. Check the network cable or the government network; it is tried again by itself."),
    "tls": CERTIFICATE,
    "tls_host": CERTIFICATE, "tls_expired": CERTIFICATE, "tls_not_yet": CERTIFICATE, "tls_foreign": CERTIFICATE,
    "tls_plain": CERTIFICATE,
    "tls_wanted": QT_TRANSLATE_NOOP("SyncAdvice", "Give the right address: main.py sync --platform URL."),
    "database_unreachable": QT_TRANSLATE_NOOP("SyncAdvice", "Go on working; it is tried again by itself."),
    "stalled": QT_TRANSLATE_NOOP("SyncAdvice", "Go on working; it is tried again by itself."),
    "garbled": QT_TRANSLATE_NOOP("SyncAdvice", "Go on working; it is tried again by itself."),
    "server_error": QT_TRANSLATE_NOOP("SyncAdvice", "Go on working; if it lasts an hour, call the city's operations."),
    "platform_busy": QT_TRANSLATE_NOOP("SyncAdvice", "Go on working; it is tried again by itself."),
    "disk_full": QT_TRANSLATE_NOOP("SyncAdvice", "Go on working, and call the city's operations: their disk is full."),
    "disk-full": QT_TRANSLATE_NOOP("SyncAdvice", "Free space on this computer's disk, then press Ctrl+Y."),
    "not_our_platform": QT_TRANSLATE_NOOP("SyncAdvice", "Sign in to the network in a browser, then press Ctrl+Y."),
    "session_taken": QT_TRANSLATE_NOOP(
        "SyncAdvice", "Use only one copy of this workstation's folder; restart this program, then press Ctrl+Y."),
    "no_progress": QT_TRANSLATE_NOOP("SyncAdvice", "Show this to the administrator; write the outbox into a file."),
    "not_administrator": QT_TRANSLATE_NOOP("SyncAdvice", "Let an administrator publish it."),
    "version_moved": QT_TRANSLATE_NOOP("SyncAdvice", "Open the editor again: it shows the new version beside yours."),
    "bad_document": QT_TRANSLATE_NOOP("SyncAdvice", "Correct it in the editor and publish again."),
}
FALLBACK: Any = QT_TRANSLATE_NOOP(
    "SyncAdvice", "Work goes on here and nothing is lost. Show this to the administrator; what waits can be written"
    " into a file (Ctrl+Shift+Y).")


NOTES: dict[str, Any] = {  # what a comparison of the views with the platform's has found
    "mended": QT_TRANSLATE_NOOP(
        "SyncAdvice", "Cases that stood otherwise than their history says: {0}; they were worked out again and agree."),
    "otherwise": QT_TRANSLATE_NOOP(
        "SyncAdvice", "The city platform works out other states from the same history: is this version older or newer?"
        " Show this to the administrator."),
}


def advice(reason: str) -> str:
    """What a person can do about a reason."""
    return translate("SyncAdvice", ADVICE.get(reason, FALLBACK))


def reason(view: SyncView) -> str:
    """What is wrong, as a sentence; "" where nothing is."""
    if not view.reason:
        return ""
    source = SYNC_REASONS.get(view.reason)
    if source is None:
        return translate("SyncAdvice", "The exchange does not go on ({0}).").format(view.reason)
    return translate("Sync", source).format_map(refusal_words.Blank(view.facts))


def reached(view: SyncView, now: int) -> str:
    """When the platform was last reached."""
    if view.last_ok is None:
        return translate("SyncAdvice", "Not reached since this program was started.")
    return translate("SyncAdvice", "Last exchanged {0}.").format(time_words.past(now, view.last_ok))


def told(view: SyncView, now: int) -> str:
    """The whole truth in a few sentences: state, since when, why, what to do, and the clock where it is off."""
    clock = clock_words(view.clock_off)
    if view.state == "none":
        out = [translate("SyncAdvice", "This window runs without a city platform. What is written here waits.")]
    elif view.state == "syncing":
        out = [translate("SyncAdvice", "Exchanging now."), reason(view), reached(view, now)]
    elif view.state == "idle":
        out = [reached(view, now), translate("SyncAdvice", "Nothing needs to be done.")]
    else:
        since = translate("SyncAdvice", "Since {0}:").format(time_words.since(now, view.since))
        out = [f"{since} {reason(view)}", advice(view.reason), reached(view, now)]
    if view.note in NOTES:
        out.append(translate("SyncAdvice", NOTES[view.note]).format(view.mended))
    if view.alone:
        out.append(translate(
            "SyncAdvice", "The helper process ended, so what comes in is taken in this window; nothing is lost, it may"
            " be slower. Restart this program when there is time; if it happens again, tell the administrator."))
    if clock:
        out.append(translate("SyncAdvice", "{0}. Times are corrected; please set the clock of this computer.").format(
            clock))
    return " ".join(filter(None, out))
