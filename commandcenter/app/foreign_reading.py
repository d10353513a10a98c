"""What the process beside the window reads for the administration, with its words: a mapping's draft, boundaries.

The same readers as the command line's (`import cases --propose`, `import outlines`); they are imported when needed.
"""

from collections.abc import Callable
from pathlib import Path

import msgspec

from commandcenter.app.words import say
from commandcenter.core.catalogue import Catalogue
from commandcenter.core.facts import MAX_DOCUMENT
from commandcenter.desk.foreign_files import BoundaryFile, MappingDraft
from commandcenter.door.feeds import FeedError

SHOWN = 200  # refused features that are told; the file has all


def draft(path: Path, catalogue: Catalogue, lang: str, progress: Callable[[int, int], None]) -> MappingDraft:
    """A draft mapping for an unknown file of cases, as it would be written."""
    from commandcenter.app import mapping_file
    from commandcenter.core.mapping_proposal import Unproposable

    try:
        found = mapping_file.draft(path, catalogue, progress)
        text = mapping_file.text_of(found, lang, str(path))
    except (FeedError, Unproposable) as err:
        return MappingDraft(fault=say(err.key, err.facts, lang))
    return MappingDraft(text=text, rows=found.rows,
                        checks=tuple(say(key, facts, lang) for key, facts in found.checks))


def outlines(path: Path, street: str, street_name: str, folder: Path, lang: str) -> BoundaryFile:
    """What a file of boundaries holds; refused features are listed in a file in `folder` too."""
    from commandcenter.app.outlines_command import document, listed
    from commandcenter.atlas.outlines import read

    try:
        found = read(document(path), street, street_name, path.name)
        refused_file = listed(folder, path, found.refused)
    except FeedError as err:
        return BoundaryFile(fault=say(err.key, err.facts, lang))
    if found.outlines is not None and len(msgspec.json.encode(found.outlines)) > MAX_DOCUMENT - 4096:
        return BoundaryFile(fault=say("outlines-too-large", {"where": str(path), "most": MAX_DOCUMENT >> 20}, lang))
    return BoundaryFile(
        outlines=found.outlines, read=found.read, refusals=len(found.refused),
        refused=tuple(say("refused-feature", {"line": one.line, "why": say(one.reason, one.facts, lang)}, lang)
                      for one in found.refused[:SHOWN]),
        refused_file="" if refused_file is None else str(refused_file))
