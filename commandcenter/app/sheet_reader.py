"""An authority's workbook as a draft of the catalogue, for the window: what it holds, or why it cannot be used."""

from pathlib import Path

from commandcenter.app.catalogue_file import Progress, read_workbook
from commandcenter.app.words import say
from commandcenter.core import catalogue_sheet as cs
from commandcenter.core.catalogue import Catalogue
from commandcenter.desk.sheet_desk import SheetResult


def read(path: Path, body: Catalogue, lang: str, progress: Progress) -> SheetResult:
    """Read a workbook as the next version of a catalogue; its words in `lang`."""
    try:
        book = read_workbook(path, progress)
        found = cs.read_sheets(book.sheets, code_set=body.code_set, source=path.name, title=body.title,
                               earlier=[body])
        renamed, shared = cs.renamed(body, found.catalogue)
        if renamed > cs.MOST_RENAMED * shared or not shared:
            raise cs.CatalogueError("catalogue-other-codes", where=str(path), code_set=body.code_set,
                                    renamed=renamed, shared=shared)
    except cs.CatalogueError as err:
        return SheetResult(catalogue=None, fault=say(err.key, err.facts, lang))
    changes = cs.compare(body, found.catalogue)
    refused = tuple(
        say("refused-row", {"sheet": one.sheet, "line": one.found.line,
                            "why": say(one.found.reason, one.found.facts, lang)}, lang)
        for one in found.refused)
    return SheetResult(catalogue=found.catalogue, read=found.read, refused=refused, new=len(changes.new),
                       changed=len(changes.changed), gone=len(changes.gone))
