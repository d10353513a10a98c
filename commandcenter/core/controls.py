"""管控: where and when a city takes no reports of some classes, because work is under way there (domain.md §1.3). Pure.

They stand in the city's rules; core/rules.py asks here when something is reported, the intake form while typing.
"""

from collections.abc import Iterable
from datetime import date

import msgspec


class Control(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One control. What is left empty holds for all; both days are included (yyyy-mm-dd, Asia/Shanghai)."""

    name: str
    """Why, in words that the reporter reads: 蠡湖大道道路改造."""
    first: str
    last: str
    classes: tuple[str, ...] = ()
    """Class keys, major classes or kinds, as in `after_photo`."""
    places: tuple[str, ...] = ()
    """Codes of streets, communities or grid cells; a longer code lies in a shorter one."""
    channels: tuple[str, ...] = ("collector",)
    """Ways of reporting that are held back. A citizen's report is usually taken all the same."""

    def __post_init__(self) -> None:
        if not self.name.strip() or date.fromisoformat(self.last) < date.fromisoformat(self.first):
            raise ValueError(f"control {self.name!r}: needs a name and days in order")


def class_in(class_key: str, chosen: Iterable[str]) -> bool:
    """Whether a class is one of those chosen by class key, major class (kind:2 digits) or kind."""
    kind, _, digits = class_key.partition(":")
    return not {class_key, f"{kind}:{digits[:2]}", kind}.isdisjoint(chosen)


def holding(controls: Iterable[Control], *, class_key: str, community: str, grid: str, day: date) -> Control | None:
    """The control under which such a report would fall on a day, whatever its channel; None where there is none."""
    for one in controls:
        today = one.first <= day.isoformat() <= one.last
        here = not one.places or community.startswith(one.places) or grid.startswith(one.places)
        if today and here and (not one.classes or class_in(class_key, one.classes)):
            return one
    return None
