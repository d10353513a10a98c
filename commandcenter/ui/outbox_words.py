"""The outbox in words: how the exchange stands and what to do, a line for each fact, the page that is handed out."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from commandcenter.core.masking import masked
from commandcenter.desk.outbox_desk import OutboxLine, OutboxView
from commandcenter.ui import conflict_words, course_words, sync_words, texts, time_words
from commandcenter.ui.counted import Counted

translate = QCoreApplication.translate  # a name that lupdate knows


def what_waits(view: OutboxView) -> str:
    """12 changes wait, 3 photos with them, the oldest since 13:50."""
    if not view.loaded:
        return translate("Outbox", "Loading…")
    if not view.total:
        nothing = translate("Outbox", "Nothing waits: all that was written here is at the city platform.")
        photos = view.sync.photos_out
        return Counted.tr("%Ln photo(s) still to be sent; every change is at the city platform.", "",
                         photos) if photos else nothing
    changes, photos = view.total, max(view.sync.photos_out, view.photos)  # lupdate wants a count by a plain name
    words = [Counted.tr("%Ln change(s) waiting", "", changes)]
    if photos:
        words.append(Counted.tr("%Ln photo(s) with them", "", photos))
    if view.oldest is not None:
        words.append(translate("Outbox", "the oldest since {0}").format(time_words.past(view.now, view.oldest)))
    return translate("Outbox", ", ").join(words)


def why(view: OutboxView) -> str:
    """Why it does not go, and what can be done."""
    return sync_words.told(view.sync, view.now)


def head(line: OutboxLine) -> str:
    """Number, what, when."""
    return " · ".join(filter(None, (line.number, course_words.title_of_line(line.line))))


def below(line: OutboxLine, names: Mapping[str, str], now: int) -> str:
    """Who, where, what it says; of what was not accepted why, and what to do."""
    said = course_words.said_text(line.line, dict(names))
    count = line.line.photos
    photos = Counted.tr("%Ln photo(s)", "", count) if count else ""
    out = " · ".join(filter(None, (
        time_words.past(now, line.line.at), course_words.who_text(line.line, dict(names)), line.place, photos, said)))
    if line.aside:
        return f"{aside_text(line.aside)} · {out}"
    if line.verdict:
        refused = translate("Outbox", "Not accepted, because {0}. {1}").format(
            texts.verdict_text(line.verdict), conflict_words.advice(line.verdict))
        return f"{refused} · {out}"
    return out


def aside_text(reason: str) -> str:
    """Why a fact was set aside, and what to do: it has no effect anywhere, and is kept whole."""
    words = {
        "id_conflict": translate("Outbox", "Set aside: the city platform holds another change under the same name."),
        "bad_fact": translate("Outbox", "Set aside: the city platform cannot read it."),
        "version_conflict": translate("Outbox", "Set aside: another version took its place at the city platform."),
        "later": translate("Outbox", "Set aside: what it was built on is no longer at the city platform."),
    }
    why_not = words.get(reason, translate("Outbox", "Set aside: it can get no place at the city platform."))
    return " ".join((why_not, translate("Outbox", "It has no effect; give the act again where it is still needed.")))


def as_text(view: OutboxView, street: str, desk: str, names: Mapping[str, str]) -> str:
    """The page for people: phone and identity numbers lose their middle."""
    out = [
        translate("Outbox", "Changes that wait for the city platform"), "",
        f"{street} · {desk} · {time_words.moment(view.now)}", what_waits(view), why(view), ""]
    for n, line in enumerate(view.lines, 1):
        out += [f"{n}. {head(line)}", f"   {masked(below(line, names, view.now))}"]
    if view.total > len(view.lines):
        out.append(Counted.tr("… and %Ln more in the file for programs", "", view.total - len(view.lines)))
    if view.rejected:
        out += ["", translate("Outbox", "Not accepted, or set aside"), ""]
        for n, line in enumerate(view.rejected, 1):
            out += [f"{n}. {head(line)}", f"   {masked(below(line, names, view.now))}"]
    return "\n".join(out) + "\n"
