"""What was like it before: how much an earlier whistle resembles a new one, by place, class and words. Pure."""

from commandcenter.core.duplicates import Sighting, class_weight, distance_m, text_weight

REACH_M = 500.0
"""At this distance the place weighs one half: a whistle is about a neighbourhood, not about one manhole."""


def likeness(one: Sighting, other: Sighting) -> float:
    """In [0, 1]: place × class × words. How long ago it was does not matter."""
    place = 1 / (1 + distance_m(one, other) / REACH_M)
    return place * class_weight(one.class_key, other.class_key) * text_weight(one.text, other.text)
