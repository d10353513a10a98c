"""The administrator's commands on a platform's folder, also while it serves: platform street add CODE and the like."""

import argparse
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from commandcenter import paths
from commandcenter.app.clock import now_ms
from commandcenter.app.document_commands import Answer
from commandcenter.app.keep_command import keep
from commandcenter.app.keeping_commands import read_secret
from commandcenter.app.platform_admin import AdminError
from commandcenter.app.station import street_name
from commandcenter.app.words import say
from commandcenter.cityplatform.admin import AdminRefusal, Known
from commandcenter.cityplatform.library import Publisher
from commandcenter.cityplatform.overview import page
from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.refusals import Refusal
from commandcenter.core.accounts import refuse_weak, with_user
from commandcenter.core.document_checks import faults
from commandcenter.core.documents import STREET_DOCUMENTS, decode_body, read_document
from commandcenter.core.people import User, Users
from commandcenter.store.passwords import verifier

LIKE = "110108014"  # the example whose units and responsibility list a new street begins with
FORMS = ("street add CODE", "street list", "workstation list", "code", "token rotate", "token revoke", "users list",
         "users password", "watcher", "overview", "keep CODE DAY")


def run(args: argparse.Namespace, answer: Answer, data: Path) -> int:
    """Do what the words name.

    Raises:
        AdminError: admin-form, street-there, street-admin, no-such-workstation, no-such-user, first-password.
        Refused: password-short …
        AdminRefusal, PlatformError.
    """
    words = tuple(args.words)
    act = _ACTS.get(words[:2]) or _ACTS.get(words[:1])
    if act is None:
        raise AdminError("admin-form", known=" | ".join(FORMS))
    with Platform.administer(data, clock=now_ms) as platform:
        return act(platform, args, answer)


def _add_street(platform: Platform, args: argparse.Namespace, answer: Answer) -> int:
    code = args.words[2] if len(args.words) == 3 else ""
    if not (code.isdecimal() and len(code) == 9):
        raise AdminRefusal("bad_street", street=code, letter="A")
    user, _, name = args.admin.partition(":")
    if not user or not name:
        raise AdminError("street-admin", street=code)
    there = {one.name for one in platform.documents() if one.stream == code}
    if there >= set(STREET_DOCUMENTS):
        raise AdminError("street-there", street=code)
    for file in sorted((paths.RESOURCES / "reference" / (args.like or LIKE)).glob("*.json")):
        document = read_document(file.read_bytes())
        if document.name in there:  # a run that was cut off
            continue
        body = bytes(document.body)
        if document.name == "users":
            body = msgspec.json.encode(Users(users=(
                User(id=user, name=name, role="administrator", post="管理员"),)))
        decode_body(document.name, body)
        platform.publish(code, document.name, body)
    joining = platform.admin.issue_code(code, "A", args.name or f"{street_name(code)} A", args.hours)
    answer.give({"street": code, "letter": "A", "admin": user, "code": joining, "hours": args.hours}, "street-added",
                "code-shown")
    return 0


def _streets(platform: Platform, _args: argparse.Namespace, answer: Answer) -> int:
    lines = platform.admin.overview()
    answer.give({"streets": [
        {"street": one.street, "seq": one.seq, "head": one.head, "at": _iso(one.at), "rejected": one.rejected,
         "conflicts": one.conflicts, "aside": one.aside,
         "documents": dict(one.documents), "workstations": [_told(w, one.seq) for w in one.workstations]}
        for one in lines]})
    if not answer.json:
        for one in lines:
            print(say("street-line", {"street": one.street, "seq": one.seq, "rejected": one.rejected,
                                      "stations": len(one.workstations), "at": _iso(one.at) or "—"}, answer.lang))
    return 0


def _workstations(platform: Platform, args: argparse.Namespace, answer: Answer) -> int:
    heads = {one.street: one.seq for one in platform.admin.overview()}
    found = [_told(one, heads.get(one.street, 0)) for one in platform.admin.workstations(args.street)]
    answer.give({"workstations": found})
    if not answer.json:
        for one in found:
            print(say("workstation-line", one | {"at": one["at"] or "—"}, answer.lang))
    return 0


def _code(platform: Platform, args: argparse.Namespace, answer: Answer) -> int:
    code = platform.admin.issue_code(args.street, args.letter, args.name, args.hours)
    answer.give({"street": args.street, "letter": args.letter.upper(), "code": code, "hours": args.hours}, "code-shown")
    return 0


def _rotate(platform: Platform, args: argparse.Namespace, answer: Answer) -> int:
    token = platform.admin.rotate(args.street, args.letter)
    answer.give({"street": args.street, "letter": args.letter.upper(), "token": token}, "token-shown")
    return 0


def _revoke(platform: Platform, args: argparse.Namespace, answer: Answer) -> int:
    if not platform.revoke(args.street, args.letter.upper()):
        raise AdminError("no-such-workstation", street=args.street, letter=args.letter.upper())
    answer.give({"street": args.street, "letter": args.letter.upper()}, "token-revoked")
    return 0


def _newest_users(platform: Platform, street: str) -> tuple[int, Users]:
    versions = [one.version for one in platform.documents() if (one.stream, one.name) == (street, "users")]
    body = decode_body("users", platform.document(street, "users", versions[-1]) or b"") if versions else None
    return versions[-1] if versions else 0, body if isinstance(body, Users) else Users(users=())


def _users(platform: Platform, args: argparse.Namespace, answer: Answer) -> int:
    version, found = _newest_users(platform, args.street)
    users = found.users
    answer.give({"street": args.street, "version": version, "users": [
        {"id": one.id, "name": one.name, "role": one.role, "post": one.post, "password": bool(one.password),
         "disabled": one.disabled} for one in users]})
    if not answer.json:
        for one in users:
            print(f"{one.id}  {one.name}  {one.role}  {one.post}")
    return 0


def _password(platform: Platform, args: argparse.Namespace, answer: Answer) -> int:
    """A user's password, first or lost: nobody has to set it at a workstation."""
    password = ""
    while True:
        version, before = _newest_users(platform, args.street)
        user = before.find(args.user)
        if user is None:
            raise AdminError("no-such-user", user=args.user, street=args.street)
        if not password:
            password = read_secret(args.new_password_file or Path("-"))
            refuse_weak(password, user)
        after = with_user(before, msgspec.structs.replace(user, password=verifier(password)))
        if faults("users", after, {}):  # a street's first password is an administrator's: only they can go on from it
            raise AdminError("first-password", street=args.street)
        try:
            made = platform.publish(args.street, "users", msgspec.json.encode(after), Publisher(after=version))
        except Refusal:  # somebody published another version meanwhile
            continue
        answer.give({"street": args.street, "user": user.id, "version": made}, "password-set")
        return 0


def _watcher(platform: Platform, _args: argparse.Namespace, answer: Answer) -> int:
    answer.give({"token": platform.admin.issue_watcher()}, "watcher-shown")
    return 0


def _overview(platform: Platform, args: argparse.Namespace, answer: Answer) -> int:
    if args.html is None:
        return _streets(platform, args, answer)
    text = page(platform.admin.overview(), now_ms(), answer.lang, street_name)
    part = args.html.with_name(args.html.name + ".new")
    part.write_text(text, "utf-8")
    os.replace(part, args.html)
    answer.give({"out": str(args.html)}, "overview-written")
    return 0


def _told(one: Known, head: int) -> dict[str, object]:
    return {"street": one.street, "letter": one.letter, "name": one.name, "at": _iso(one.at), "app": one.app,
            "seq": one.seq, "behind": max(0, head - one.seq), "revoked": one.revoked_at is not None,
            "waiting": one.waiting, "conflicts": one.conflicts, "aside": one.aside}


def _iso(at: int | None) -> str:
    return "" if at is None else datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="seconds")


_ACTS: dict[tuple[str, ...], Callable[[Platform, argparse.Namespace, Answer], int]] = {
    ("street", "add"): _add_street, ("street", "list"): _streets, ("workstation", "list"): _workstations,
    ("code",): _code, ("token", "rotate"): _rotate, ("token", "revoke"): _revoke, ("users", "list"): _users,
    ("users", "password"): _password,
    ("watcher",): _watcher, ("overview",): _overview, ("keep",): keep,
}
