"""Sheets into a PDF without a window: the application with its language, one file, all pages."""

from collections.abc import Callable, Sequence
from pathlib import Path

from commandcenter.desk.print_desk import Sheet
from commandcenter.settings import Settings
from commandcenter.ui import run
from commandcenter.ui.sheet_job import PICTURE_PX, Album, Job
from commandcenter.ui.sheet_pdf import PdfFile, Unwritable
from commandcenter.ui.sheet_words import name_of

__all__ = ["PICTURE_PX", "Unwritable", "write"]


def write(
    sheets: Sequence[Sheet], out: Path, settings: Settings, pictures: Callable[[str], bytes | None], *,
    replace: bool = False, progress: Callable[[int, int], None] = lambda done, of: None,
) -> int:
    """Write a PDF of these sheets (one at least), in the settings' language; gives how many pages it has.

    Raises:
        Unwritable: it cannot be written; nothing is left behind.
    """
    run.application(settings)
    file = PdfFile(out, name_of(sheets[0].kind), replace=replace)
    job = Job(sheets, file.device, Album(pictures))
    try:
        while not job.finished:
            if not job.step():
                raise Unwritable("pdf-not-written", where=str(out))
            file.check()
            progress(job.at, job.of)
    except BaseException:
        job.end()
        file.discard()
        raise
    job.end()
    file.finish()
    return job.pages
