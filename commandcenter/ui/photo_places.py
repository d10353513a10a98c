"""The two places of a case's photos, before and after, filled from its facts: which photo, how many, when.

Draws thumbnails that others have read; what a place looks like is in case_parts.
"""

from PySide6.QtCore import QObject

from commandcenter.core import photos as ph
from commandcenter.core.case import Case
from commandcenter.core.photos import Photo
from commandcenter.ui import case_parts, texts, time_words
from commandcenter.ui.photo_strip import Pictures


class SidePhotos(QObject):
    """The two places of a case, before and after: keeps which photo of each side is shown, and draws them."""

    def __init__(self, places: case_parts.PhotoPlaces, pictures: Pictures | None) -> None:
        super().__init__(places)
        self._places, self._pictures = places, pictures
        self._case: Case | None = None
        self._now, self._wanted = 0, False
        self._at = [0, 0]
        self._slots = (self._on_before_walked, self._on_after_walked)
        for place, slot in zip((places.before, places.after), self._slots, strict=True):
            place.walked.connect(slot)
        if pictures is not None:
            pictures.arrived.connect(self._on_arrived)

    def set_case(self, case: Case, now: int, *, after_wanted: bool = False) -> None:
        """Another case, or the same later. `after_wanted`: handling needs a photo in this city."""
        if self._case is None or self._case.id != case.id:
            self._at = [0, 0]
        self._case, self._now, self._wanted = case, now, after_wanted
        self._render()

    def _sides(self) -> tuple[tuple[Photo, ...], tuple[Photo, ...]]:
        held = self._case.photos if self._case is not None else ()
        return ph.side(held, ph.BEFORE), ph.side(held, ph.AFTER)

    def _render(self) -> None:
        before, after = self._sides()
        needed = self.tr("needed with the handling") if self._wanted else ""
        self._places.set_photos(self._place(0, before, self.tr("Before"), ""),
                                self._place(1, after, self.tr("After"), needed))

    def _place(self, n: int, photos: tuple[Photo, ...], caption: str, needed: str) -> case_parts.Photo:
        if not photos:
            return case_parts.Photo(caption=caption, missing=self.tr("No picture yet"), needed=needed,
                                    note=self.tr("%Ln picture(s)", "", 0))
        self._at[n] = min(max(self._at[n], 0), len(photos) - 1)
        photo = photos[self._at[n]]
        picture = self._pictures.of(photo.sha256) if self._pictures is not None else None
        missing = self._pictures is None or self._pictures.is_missing(photo.sha256)
        note = f"{self._at[n] + 1} / {len(photos)} · {time_words.past(self._now, photo.at)}"
        kind = texts.photo_text(photo.kind)
        state = self.tr("Not on this workstation yet") if missing else self.tr("Loading…")
        why = self._pictures.why(photo.sha256) if self._pictures is not None and missing else ""
        words = "" if picture is not None else state
        return case_parts.Photo(
            caption=kind, picture=picture, missing=words, needed=why, note=note,
            sentence=" · ".join(filter(None, (note, words, why))))

    def _on_before_walked(self, by: int) -> None:
        self._walk(0, by)

    def _on_after_walked(self, by: int) -> None:
        self._walk(1, by)

    def _walk(self, n: int, by: int) -> None:
        self._at[n] += by
        self._render()

    def _on_arrived(self, name: str) -> None:
        if self._case is not None and any(photo.sha256 == name for photo in self._case.photos):
            self._render()
