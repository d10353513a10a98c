"""The catalogue (立结案标准): classes, filing conditions, and their handling limits."""

from functools import cached_property

from commandcenter.core.document_form import Form
from commandcenter.core.limits import Limit

UNCLASSIFIED = "unclassified"
"""The class 未分类: no condition, no limit, waits for an acceptor."""


class Condition(Form, frozen=True, kw_only=True):
    """A filing condition (立案条件) with its handling limit and its closing condition (结案条件)."""

    id: str
    text: str
    limit: Limit
    close: str


class CaseClass(Form, frozen=True, kw_only=True):
    """A minor class (小类) of a major class (大类); the key is kind, two digits major, two digits minor."""

    key: str
    name: str
    major: str
    major_name: str
    conditions: tuple[Condition, ...] = ()


class Catalogue(Form, frozen=True, kw_only=True):
    """Classes and filing conditions of one code set (立结案标准); codes of another set mean other things."""

    code_set: str
    title: str
    source: str
    classes: tuple[CaseClass, ...]

    def __post_init__(self) -> None:
        if len(self._classes) != len(self.classes):
            raise ValueError("a class key comes twice")
        if len(self._conditions) != sum(len(entry.conditions) for entry in self.classes):
            raise ValueError("a condition id comes twice")

    def find(self, class_key: str) -> CaseClass | None:
        """The class of a key, or None."""
        return self._classes.get(class_key)

    def condition(self, condition_id: str) -> Condition | None:
        """The filing condition of an id, or None."""
        return self._conditions.get(condition_id)

    @cached_property
    def majors(self) -> dict[str, str]:
        """Key → name of the major classes, in the catalogue's order."""
        return {entry.major: entry.major_name for entry in self.classes}

    @cached_property
    def _classes(self) -> dict[str, CaseClass]:
        return {entry.key: entry for entry in self.classes}

    @cached_property
    def _conditions(self) -> dict[str, Condition]:
        return {condition.id: condition for entry in self.classes for condition in entry.conditions}
