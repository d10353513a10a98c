"""Who may do what in a street with accounts, how long one waits after wrong passwords, which passwords are weak."""

import dataclasses

import msgspec
import pytest

from commandcenter.core import accounts as ac
from commandcenter.core import rules as r
from commandcenter.core.case import Role
from commandcenter.core.documents import DocumentError, decode_body
from commandcenter.core.people import User, Users
from tests.core.lives import books
from tests.makes import report

VERIFIER = "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$Zm9yIHRlc3RzIG9ubHk"
MINUTE = 60_000


def user(user_id: str = "u1", role: str = "dispatcher", **more: object) -> User:
    return User(id=user_id, name="刘志远", role=role, post="派遣员", password=VERIFIER, **more)  # type: ignore[arg-type]


def refusal(one: User, role: str, on_behalf: str | None = None, community: str | None = "c1", actor: str = "u1") -> str:
    try:
        ac.permit(Users(users=(one,)), actor=actor, role=role, on_behalf=on_behalf, community=community,
                  may_enter=lambda role, act: (role, act) == ("dispatcher", "department"))
    except r.Refused as refused:
        return refused.key
    return ""


@pytest.mark.parametrize(("one", "asked", "key"), [
    (user(), {"role": "dispatcher"}, ""),
    (user(), {"role": "dispatcher", "actor": "u2"}, "account-unknown"),
    (user(disabled=True), {"role": "dispatcher"}, "account-disabled"),
    (user(role="auditor"), {"role": "auditor"}, "account-read-only"),
    (user(role="wall"), {"role": "wall"}, "account-read-only"),
    (user(), {"role": "acceptor"}, "role"),
    (user(), {"role": "department", "on_behalf": "x"}, ""),
    (user(), {"role": "department"}, "role"),
    (user(role="department", unit="x"), {"role": "handler", "on_behalf": "x"}, ""),
    (user(role="department", unit="x"), {"role": "department", "on_behalf": "y"}, "account-unit"),
    (user(scope=("c1",)), {"role": "dispatcher"}, ""),
    (user(scope=("c2",)), {"role": "dispatcher"}, "account-scope"),
    (user(scope=("c2",)), {"role": "dispatcher", "community": None}, ""),
])
def test_who_may_do_what(one, asked, key):
    assert refusal(one, **asked) == key


def test_without_a_verifier_there_are_no_accounts_and_everybody_may():
    open_street = Users(users=(msgspec.structs.replace(user(), password=""),))
    assert not open_street.enforced
    ac.permit(open_street, actor="nobody", role="leader", on_behalf=None, community=None, may_enter=lambda *_: False)


def test_a_password_in_clear_is_no_verifier():
    with pytest.raises(DocumentError, match="no Argon2id verifier"):
        decode_body("users", b'{"users":[{"id":"u","name":"n","role":"acceptor","post":"p","password":"geheim123"}]}')


def test_after_five_wrong_passwords_the_wait_doubles_up_to_half_an_hour_and_a_clock_set_back_does_not_lengthen_it():
    failed = ac.Failures()
    for _ in range(4):
        failed = failed.more(0)
    assert failed.wait_ms(0) == 0
    waits = []
    for _ in range(8):
        failed = failed.more(1000)
        waits.append(failed.wait_ms(1000) // MINUTE)
    assert waits == [1, 2, 4, 8, 16, 30, 30, 30]
    assert failed.wait_ms(1000 + 30 * MINUTE) == 0
    assert failed.wait_ms(-10**12) == 30 * MINUTE


@pytest.mark.parametrize(("password", "key"), [
    ("short1", "password-short"), ("x" * 129, "password-long"), ("1234567890", "password-plain"),
    ("aaaabbbb", "password-plain"), ("my-U1-pass", "password-name"), ("井盖 check 42", ""),
])
def test_weak_passwords(password, key):
    assert ac.weak(password, user()) == key


def test_the_command_s_role_is_checked_before_anything_else_and_machines_pass():
    plain = books()
    with_accounts = msgspec.structs.replace(plain.users.users[0], password=VERIFIER)
    changed = ac.with_user(plain.users, with_accounts)
    mine = dataclasses.replace(plain, users=changed)
    ac.check(report(actor="u-unknown"), None, plain)
    with pytest.raises(r.Refused, match="account-unknown"):
        ac.check(report(actor="u-unknown"), None, mine)
    ac.check(report(actor="timer", role=Role.TIMER), None, mine)
