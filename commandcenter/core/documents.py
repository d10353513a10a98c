"""Reference documents (规则文书): how one is read, and the books that hold for a street now.

The form of each stands in a file of its own (catalogue, rungs, city_rules, people, duties); where they lie and which
version holds is the log's business.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec

from commandcenter.core.catalogue import CaseClass, Catalogue
from commandcenter.core.city_rules import Rules
from commandcenter.core.duties import Responsibility, ResponsibleUnit, Units
from commandcenter.core.limits import Limit
from commandcenter.core.outlines import OUTLINES, Outlines
from commandcenter.core.people import Roles, Users
from commandcenter.core.rungs import Ladder, Rung
from commandcenter.core.work_calendar import Calendar


class DocumentError(ValueError):
    """A document that cannot be used: its `name` (empty where not even that is readable), `what` is wrong."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(f"{name or 'document'}: {what}")
        self.name, self.what = name, what


Body = Catalogue | Calendar | Ladder | Rules | Roles | Users | Units | Responsibility | Outlines

CITY_DOCUMENTS: dict[str, type[Body]] = {
    "catalogue": Catalogue,
    "calendar": Calendar,
    "ladder": Ladder,
    "rules": Rules,
    "roles": Roles,
}
STREET_DOCUMENTS: dict[str, type[Body]] = {"users": Users, "units": Units, "responsibility": Responsibility}
NEEDED: dict[str, type[Body]] = {**CITY_DOCUMENTS, **STREET_DOCUMENTS}
DOCUMENTS: dict[str, type[Body]] = {**NEEDED, OUTLINES: Outlines}  # a street may have no outlines of its own

_SUBJECTS = uuid5(NAMESPACE_URL, "commandcenter:document")


def subject_of(stream: str, name: str) -> UUID:
    """The subject of the facts that publish a document in a stream."""
    return uuid5(_SUBJECTS, f"{stream}|{name}")


class Document(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document as it lies in a file or a fact: name, version (1, 2 …), and its body, not decoded."""

    name: str
    version: int
    body: msgspec.Raw


def read_document(raw: bytes) -> Document:
    """The envelope of a document; the body is checked too, where this version knows the name.

    Raises:
        DocumentError: not JSON, no document, or a body that does not have the form of its name.
    """
    try:
        document = msgspec.json.decode(raw, type=Document)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DocumentError("", str(error)) from error
    if document.version < 1:
        raise DocumentError(document.name, f"version {document.version} is not 1 or more")
    if document.name in DOCUMENTS:
        decode_body(document.name, bytes(document.body))
    return document


def decode_body(name: str, raw: bytes) -> Body:
    """The typed body of a named document.

    Raises:
        DocumentError: an unknown name, or a body of another form (says which field).
    """
    form = DOCUMENTS.get(name)
    if form is None:
        raise DocumentError(name, "no such kind of document")
    try:
        return msgspec.json.decode(raw, type=form)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DocumentError(name, str(error)) from error


@dataclass(frozen=True, kw_only=True)
class Books:
    """The documents that hold for a street now, and their versions by name."""

    catalogue: Catalogue
    calendar: Calendar
    ladder: Ladder
    rules: Rules
    roles: Roles
    users: Users
    units: Units
    responsibility: Responsibility
    versions: Mapping[str, int] = field(default_factory=dict)

    @property
    def code_set(self) -> str:
        """Which code set the class keys belong to."""
        return self.catalogue.code_set

    def minor(self, class_key: str) -> CaseClass | None:
        """The minor class of a key, or None."""
        return self.catalogue.find(class_key)

    def unit(self, unit_id: str) -> ResponsibleUnit | None:
        """The responsible unit of an id, or None."""
        return self.units.find(unit_id)

    def rung(self, level: int) -> Rung | None:
        """The rung of a level, or None."""
        return self.ladder.rung(level)

    @property
    def shown_names(self) -> dict[str, str]:
        """Ids of users and units to the names that may be shown: posts, not persons."""
        counted: dict[str, int] = {}
        names: dict[str, str] = {}
        for user in self.users.users:
            counted[user.post] = counted.get(user.post, 0) + 1
            names[user.id] = f"{user.post}{counted[user.post]:02d}"
        names |= {one.id: one.name for one in self.rules.refer_to}
        return names | {unit.id: unit.name for unit in self.units.units}

    def stage(self, name: str) -> Limit:
        """The limit of a process step: accept, verify, dispatch, sign, review, check or close."""
        limit: Limit = getattr(self.rules.stage_limits, name)
        return limit


def bind(documents: Mapping[str, Document]) -> Books:
    """The books made of documents by name.

    Raises:
        DocumentError: one is missing, or does not have the form of its name.
    """
    bodies: dict[str, Any] = {}  # decode_body gives each name its form
    for name in NEEDED:
        if name not in documents:
            raise DocumentError(name, "not there")
        bodies[name] = decode_body(name, bytes(documents[name].body))
    return Books(**bodies, versions={name: documents[name].version for name in NEEDED})
