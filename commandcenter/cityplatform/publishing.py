"""Whether a workstation may publish a reference document, and whether it can be used. Writing it down is library.py's.

A street's documents are published by the administrators of that street (but everybody changes their own password), the
city's by those whose workstation the city has given the right. The platform gives the version: two who edit at once
cannot both publish version 5.
"""

from commandcenter.cityplatform.library import Publisher
from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.refusals import Refusal
from commandcenter.cityplatform.stations import Station
from commandcenter.core.accounts import own_password_only
from commandcenter.core.case import Role
from commandcenter.core.document_checks import faults
from commandcenter.core.documents import CITY_DOCUMENTS, STREET_DOCUMENTS, Body, DocumentError, decode_body
from commandcenter.core.facts import CITY
from commandcenter.core.outlines import OUTLINES, Outlines
from commandcenter.core.people import Users
from commandcenter.sync.wire import Issued, Publish, too_deep


def issue(platform: Platform, station: Station, message: Publish) -> Issued:
    """Publish for somebody at a workstation.

    Raises:
        Refusal: publish_right, not_administrator, bad_document, version_moved; nothing was published.
        PlatformError: disk_full …; nothing was published.
    """
    forms = CITY_DOCUMENTS if message.stream == CITY else {**STREET_DOCUMENTS, OUTLINES: Outlines}
    may = station.city_documents if message.stream == CITY else message.stream == station.street
    if not may or message.name not in forms:
        raise Refusal("publish_right", stream=message.stream, name=message.name)
    users = newest(platform, station.street, "users")
    user = users.find(message.actor) if isinstance(users, Users) else None
    if user is None or user.disabled:
        raise Refusal("not_administrator", actor=message.actor)
    raw = bytes(message.body)
    if too_deep(raw):
        raise Refusal("bad_document", name=message.name, what="nested too deep")
    if user.role != Role.ADMINISTRATOR and not _own_password(users, message.name, raw, user.id):
        raise Refusal("not_administrator", actor=message.actor)
    try:
        body = decode_body(message.name, raw)
    except DocumentError as err:
        raise Refusal("bad_document", name=message.name, what=err.what[:200]) from err
    if isinstance(body, Outlines) and body.code != message.stream:
        raise Refusal("bad_document", name=message.name, what=f"code {body.code}"[:200])
    others = {name: newest(platform, message.stream, name) for name in forms}
    wrong = faults(message.name, body, {name: found for name, found in others.items() if found is not None})
    if wrong:
        raise Refusal("bad_document", name=message.name, what="; ".join(map(str, wrong))[:200])
    by = Publisher(actor=message.actor, role=user.role, station=station.name, note=message.note,
                   after=message.after)
    return Issued(version=platform.publish(message.stream, message.name, raw, by))


def _own_password(users: Body | None, name: str, raw: bytes, user_id: str) -> bool:
    """Whether a version of `users` is somebody's new password and nothing else: that everybody may publish."""
    if name != "users" or not isinstance(users, Users):
        return False
    try:
        after = decode_body(name, raw)
    except DocumentError:
        return False
    return isinstance(after, Users) and own_password_only(users, after, user_id)


def newest(platform: Platform, stream: str, name: str) -> Body | None:
    """The newest version of a document that this program can read; None where there is none."""
    versions = [one.version for one in platform.documents() if (one.stream, one.name) == (stream, name)]
    for version in reversed(versions):
        try:
            return decode_body(name, platform.document(stream, name, version) or b"")
        except DocumentError:
            continue
    return None
