"""What may be asked of a case's photos: by themselves, with another act, withdrawn. Pure; core/rules.py asks here."""

from dataclasses import dataclass, replace

from commandcenter.core import bodies as b
from commandcenter.core import photos as ph
from commandcenter.core.case import Case
from commandcenter.core.command import Command, Refused, loose, reason_of
from commandcenter.core.documents import Books
from commandcenter.core.facts import Draft


@dataclass(frozen=True, kw_only=True)
class AddPhotos(Command):
    """附照片, by themselves."""


@dataclass(frozen=True, kw_only=True)
class WithdrawPhotos(Command):
    """撤回照片: photos (SHA-256) of one kind that were added by mistake."""

    shows: b.PhotoKind
    names: tuple[str, ...]
    reason: str


MAKES: dict[type[Command], type[b.Body]] = {AddPhotos: b.PhotosAdded, WithdrawPhotos: b.PhotosWithdrawn}


def against(case: Case, command: type[Command]) -> Refused | None:
    """What speaks against a command of MAKES."""
    if command is AddPhotos and len(case.photos) >= ph.MOST_OF_A_CASE:
        return Refused("too-many-photos", most=ph.MOST_OF_A_CASE)
    if command is WithdrawPhotos and not case.photos:
        return Refused("no-photos", number=case.shown_number)
    return None


def decide(case: Case, command: Command, books: Books) -> list[Draft]:
    """Turn a command of MAKES into drafts of facts; the photos that it brings are `with_act`'s.

    Raises:
        Refused: with the reason as a key.
    """
    match command:
        case AddPhotos():
            if not command.photos:
                raise Refused("no-photos", number=case.shown_number)
            return []
        case WithdrawPhotos(shows=kind, names=names, reason=reason):
            if not {(name, kind) for name in names} & {photo.key for photo in case.photos}:
                raise Refused("no-photos", number=case.shown_number)
            return [loose(command, b.PhotosWithdrawn(kind=kind, photos=names, reason=reason_of(reason, books)), books)]
        case _:
            raise TypeError(f"no rule for {type(command).__name__}")


def after_photo(case: Case, command: Command, books: Books) -> None:
    """处置后照片: where the city wants one, it comes with the act or has been added since the last rework."""
    there = any(photo.kind is b.PhotoKind.AFTER and photo.round == case.reworks for photo in case.photos)
    brought = any(kind is b.PhotoKind.AFTER for kind, _ in command.photos)
    if books.rules.wants_after_photo(case.class_key) and not there and not brought:
        raise Refused("after-photo-needed", number=case.shown_number)


def with_act(case: Case | None, command: Command, act: str, books: Books) -> list[Draft]:
    """The photos that come with a command, one fact for each kind; those that the case has already are left out."""
    held = {photo.key for photo in case.photos} if case is not None else set()
    new = ph.by_kind((kind, part) for kind, part in command.photos if (part.sha256, kind) not in held)
    count = sum(len(parts) for parts in new.values())
    if not count and isinstance(command, AddPhotos) and case is not None:
        raise Refused("photos-known", number=case.shown_number)
    if count > ph.MOST_AT_ONCE:
        raise Refused("too-many-photos", most=ph.MOST_AT_ONCE)
    if len(held) + count > ph.MOST_OF_A_CASE:
        raise Refused("too-many-photos", most=ph.MOST_OF_A_CASE)
    return [
        replace(loose(command, b.PhotosAdded(kind=kind, act=act), books), att=parts) for kind, parts in new.items()]
